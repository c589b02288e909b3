"""Every field of every kind of event, with every wrong value: what gets into a log breaks no command and no screen."""

import json
from datetime import datetime, timedelta, timezone
from itertools import count

import pytest

from aide_memoire.cli import main as entry
from aide_memoire.core.event import from_line, uuid7
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.core.weights import MODEL
from aide_memoire.paths import find_paths
from aide_memoire.store import inspect
from aide_memoire.workspace import open_workspace
from screens import quiet
from screens.stage import shown

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=timezone(timedelta(hours=1)))
FAR = datetime(9899, 12, 30, 9, 0, tzinfo=timezone(timedelta(hours=-11)))
WEIGHTS = [*DEFAULT_PARAMETERS.weights]
START = 1_653_220_800_000
DECK = """
[[card]]
id = "a"
question = "Q?"
answer = "A"
[[card]]
id = "b"
question = "R?"
answer = "B"
[[group]]
id = "g"
name = "of two"
members = ["m", "n"]
"""
CARDS = ["d/a", "d/b", "d/g#m", "d/g#n", "gone/x", "d/a#x#y", "/", "d", "d/", "#", "%s/{0}"]
ANKI = {"id": 5, "ease": 3, "ivl": 4, "lastIvl": 2, "factor": 2500, "time": 900, "type": 1, "cid": 7, "usn": -1}
FIELDS = {
    "review": {
        "rating": "good", "form": "flip", "verdict": "right", "score": 0.5, "typed": "x", "confused_with": "d/b",
        "hints": 1, "took": 900, "desired_retention": 0.9, "was": "review", "scheduled_days": 3, "state": "review",
        "interval": 86_400, "due": "2022-05-30", "past": 1, "anki": ANKI,
    },
    "memory": {
        "state": "review", "step": None, "stability": 5.0, "difficulty": 5.0, "last": "2022-05-20",
        "introduced": "2022-05-20", "due": "2022-05-30", "reps": 3, "lapses": 1, "anki": ANKI,
    },
    "link": {"to": "d/b"},
    "weights": {"weights": WEIGHTS, "model": MODEL, "reviews": 1000, "loss_before": 0.5, "loss_after": 0.4},
    "exam": {"deck": "d", "on": "2026-12-01", "target": 0.9},
    **{kind: {"anki": ANKI} for kind in ("reset", "suspend", "unsuspend", "bury", "anki", "a kind of later")},
    "undo": {},
    "redo": {},
}  # fmt: skip
WRONG = [
    None, True, False, 0, -1, 1, 5, 10**9, 10**10, 2**63, 2**64, 10**400, 0.5, -0.5, 0.0, 1e300, 5e-324,
    "", "x", "good", "review", "learning", "new", "right", "5", "9999-12-31", "0001-01-01", "2026-11-21", "2026-02-30",
    "2026-11-21T09:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "9899-12-31T23:59:59.999Z", "+99:99",
    "-23:59", "\ud800", "\x00", "\x1b[31m[/]", "[bold]", "x" * 100_000, "d/a", "gone/x", "d/g#m", "a/b/c#d#e", "∞", "٣",
    [], [[]], ["good"], [1.0], [1e300] * 21, [0.0] * 21, [-1.0] * 21, [*WEIGHTS, 1.0], {}, {"a": {}}, {"to": "d/a"},
    {**ANKI, "ivl": "x"}, dict.fromkeys(ANKI), dict.fromkeys(ANKI, 2**70), {key: [] for key in ANKI},
]  # fmt: skip
COMMANDS = [
    "due", "due --json", "decks", "cards", "cards --json", "stats", "stats --json", "confusions", "orphans", "exam",
    "exam --json", "doctor", "doctor --report", "history d/a", "history d/b --json", "history d/g#m", "history gone/x",
    "fit --dry-run", "undo", "redo", "export", "export --format json", "export --format toml", "export --format csv",
    "export --format fsrs", "export --format apkg -o {new}", "try d/a A", "suspend d/a", "unsuspend d/a", "bury d/b",
    "reset --all --yes", "undo", "study --plain --form flip", "study --plain --confusions", "study --plain --missed",
    "quiz --plain", "exam d 2026-12-24", "fit --yes", "fit --defaults --yes", "doctor --fix --yes", "doctor",
]  # fmt: skip


GROUPS = [("review",), ("memory", "review"), ("link", "review", "undo", "redo"), (*{*FIELDS} - {"link", "memory"},)]


def lines(kinds):
    """Yield a line for each field of each kind, with each wrong value in it, and with the field left out."""
    number = count()
    for kind, fields in FIELDS.items():
        if kind not in kinds:
            continue
        for field in ("id", "kind", "action", "at", "offset", "day", "device", "card", "surplus", *fields):
            for value in [*WRONG, ...]:
                place = next(number)
                event = uuid7(START + place * 60_000, place)
                card = "" if kind in ("weights", "exam", "undo", "redo") else CARDS[place % len(CARDS)]
                row = {
                    "v": 1, "id": event, "kind": kind, "action": event, "at": "2022-05-22T12:00:00.000Z",
                    "offset": "+02:00", "day": "2022-05-22", "device": "x", "card": card, **fields, field: value,
                }  # fmt: skip
                if value is ...:
                    del row[field]
                yield json.dumps(row)


def taken(kinds):
    """Return the lines that are events, and how many were refused, each with its reason."""
    events, refused = {}, 0
    for line in lines(kinds):
        try:
            event = from_line(line)
        except ValueError:
            refused += 1
        else:
            events.setdefault(event.id, line)
    return events, refused


@pytest.mark.parametrize(("now", "kinds"), [(NOW, (*FIELDS,)), *((FAR, each) for each in GROUPS)])
def test_no_wrong_value_breaks_a_command_or_a_screen(tmp_path, monkeypatch, capsys, now, kinds):
    """A line is refused with a reason, or each command that reads the log ends with 0 or 1 and no traceback."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "d.toml").write_text(DECK)
    places = ["--data-dir", str(tmp_path / "data"), "--decks", str(tmp_path / "decks")]
    monkeypatch.setattr(entry, "local_now", lambda: now)
    events, refused = taken(kinds)
    assert refused > 400
    (tmp_path / "log.jsonl").write_text("".join(f"{line}\n" for line in events.values()))
    assert entry.main(["import", str(tmp_path / "log.jsonl"), *places]) == 0, capsys.readouterr().err[:2000]
    workspace = open_workspace(
        find_paths(str(tmp_path / "data")), "default", lambda: now, count(1).__next__, places[3:]
    )
    assert inspect.differing_projections(workspace.db, None, workspace.now()) == []
    quiet.listen(monkeypatch)
    quiet.run(every_screen(workspace))
    workspace.close()
    for place, command in enumerate(COMMANDS):
        code = entry.main([*command.format(new=tmp_path / f"{place}.apkg").split(), *places])
        assert code in (0, 1), (command, code)
    folder = tmp_path / "class" / "aide-memoire" / "anna" / "one"
    folder.mkdir(parents=True)
    (tmp_path / "log.jsonl").rename(folder / "2022-05.jsonl")
    assert entry.main(["class", str(tmp_path / "class"), *places]) == 0


async def every_screen(workspace):
    """Go where the log is shown, and answer a question."""
    async with shown(workspace) as pilot:
        for keys in (
            ["s"],
            ["s", "T"],
            ["s", "T", "enter"],
            ["b", "space", "down"],
            ["down", "D"],
            ["enter", "space"],
            ["E"],
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert pilot.app._exception is None
            pilot.app.navigator.home()
            await pilot.pause()
