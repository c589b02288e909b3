"""Nothing from outside reaches the terminal as a control, on no screen and from no command; and nothing of it acts."""

import json
import sqlite3
from contextlib import closing

import pytest

from aide_memoire.cli.main import COMMANDS
from aide_memoire.store.connection import connect
from aide_memoire.store.event_rows import insert_rows
from hard.hostile import ALL, IN_DECKS, PAYLOADS, deck, lay_traps
from terminal import Terminal, acting, said

EVERYWHERE = (
    *("s", "t", "\r", "\x1b", "\x1b", "b", "\r", "\x1b", "/", "x", "\r", "\x1b", "\x1b", "p", "\x1b", ",", "\x1b"),
    *("\x1b[B", "e", "\r", "x", "\x1b", "t", "y", "\r", "\x1b", "\x1b", "\x1b", "\x1b"),
    *("\x10", "odd", "\x1b", "\x1b", "?", "\x1b"),
    *("q", "1", " ", "\r", "\r", "x\r", "\r", "\x1b", "\x1b"),
)
STUDY = (
    " ",
    "3",
    "1",
    "3",
    "x",
    "\r",
    "\r",
    "3",
    "i",
    "\x14",
    "u",
    "U",
    "e",
    "\x1b",
    "\x1b",
    "s",
    "b",
    " ",
    "3",
    "?",
    "\x1b",
    "\x1b",
)
CALLS = {
    "study": [["study", "--plain"], ["study", "odd", "--plain", "--form", "choice"], ["study", ALL]],
    "quiz": [["quiz", "--plain", "-n", "9"], ["quiz", "--plain", "--form", "typed"], ["quiz", ALL, "--plain"],
             ["quiz", "--plain", "--name", ALL, "-o", "new.json"], ["quiz", "odd", "--sheet"],
             ["quiz", "--sheet", "--html"]],
    "results": [["results", "odd.json"], ["results", "odd.json", ALL, "--csv"], ["results", ".", "--json"]],
    "class": [["class", "."], ["class", ".", "--csv"], ["class", ".", "--json"], ["class", ".", "--deck", ALL],
              ["class", ALL], ["class", ".", "--html", "new.html"]],
    "due": [["due"], ["due", "--json"]],
    "config": [["config"], ["config", "--json"], ["config", "get", ALL], ["config", "set", "theme", ALL]],
    "sync": [["sync"], ["sync", "."], ["sync", ALL], ["sync", ".", "--join", ALL], ["sync", ".", "--leave"]],
    "decks": [["decks"], ["decks", "--json"]],
    "cards": [["cards"], ["cards", "--json"], ["cards", ALL]],
    "try": [["try", "odd/a", ALL], ["try", "odd/b", ALL], ["try", "odd/g", ALL], ["try", ALL, "x"]],
    "stats": [["stats"], ["stats", "--json"], ["stats", "odd"], ["stats", ALL]],
    "history": [["history", "odd/a"], ["history", "odd/b", "--json"], ["history", ALL], ["history", "strange"]],
    "confusions": [["confusions"], ["confusions", "--json"]],
    "orphans": [["orphans"], ["orphans", "--json"]],
    "check": [["check"], ["check", "--json"], ["check", ALL], ["check", "--strict"]],
    "new": [["new", "/dev/null/" + ALL.replace("\0", "")], ["new", "/dev/stdin"]],
    "edit": [["edit", "odd"], ["edit", ALL]],
    "schema": [["schema"]],
    "undo": [["undo"]],
    "redo": [["redo"]],
    "suspend": [["suspend", "odd/a"], ["suspend", ALL], ["suspend", "--tag", ALL]],
    "unsuspend": [["unsuspend", "odd/a"]],
    "bury": [["bury", "odd/a"]],
    "reset": [["reset", "odd/a", "--dry-run"], ["reset", ALL, "--yes"], ["reset", "--all", "--dry-run"]],
    "export": [["export", "--format", form] for form in ("jsonl", "json", "toml", "csv", "fsrs")] + [["export", ALL]],
    "import": [["import", ALL], ["import", "odd.csv", "--dry-run"], ["import", "odd.jsonl"], ["import", "odd.apkg"]],
    "profiles": [["profiles"], *(["profiles", "create", name] for name in (ALL, "../x", "CON", "x" * 300))],
    "draft": [["draft", ALL, "--source", ALL], ["draft", "odd.csv", "--source", "odd"], ["draft", "--coverage"]],
    "exam": [["exam"], ["exam", "odd", "2099-01-01"], ["exam", ALL, ALL], ["exam", "--json"]],
    "fit": [["fit"], ["fit", "--dry-run"], ["fit", "--json"]],
    "doctor": [["doctor"], ["doctor", "--json"], ["doctor", "--restore", ALL]],
    "help": [["help"], ["help", ALL], ["help", "keys"]],
    "completions": [["completions", "bash"], ["completions", ALL]],
    "": [[ALL], [f"--{ALL}"], *(["due", each, "/dev/null/" + ALL] for each in ("--profile", "--data-dir", "--decks"))],
}  # fmt: skip


def strange(data):
    """Put what no gate has seen into the log: what a progress file may hold that someone else has made."""
    with closing(sqlite3.connect(data / "profiles" / "default.sqlite")) as db:
        held = {"rating": "again", "form": "typed", "was": "new", "state": "learning", "interval": 60, "took": 1000}
        held |= {"due": "2024-01-01T00:00:00Z", "desired_retention": 0.9, "typed": ALL, "confused_with": ALL}
        for place, card in enumerate((f"odd/{ALL}", f"{ALL}/x", "odd/b")):
            number = f"018cc251-f400-7000-8000-00000000000{place}"
            text = json.dumps({**held, "verdict": ALL}, ensure_ascii=False)
            row = (number, "review", number, 1_704_067_200_000, ALL, 738_886, ALL, card, text)
            insert_rows(db, [row])
            memory = (
                card,
                card,
                card.partition("/")[0],
                "review",
                None,
                1.0,
                5.0,
                738_886,
                738_887,
                None,
                738_886,
                1,
                9,
                0,
            )
            db.execute(f"INSERT INTO memory VALUES ({', '.join('?' * 14)})", memory)
        db.commit()


def lay_class(folder):
    """Lay a quiz and a learner's log into a folder that try everything."""
    question = {"question": ALL, "text": ALL, "typed": ALL, "answer": [ALL], "verdict": "wrong", "score": 0}
    quiz = {"v": 1, "document": "quiz", "name": ALL, "seed": 1, "form": ALL, "requested": 9, "total": 2}
    quiz |= {"started": "2024-01-01T00:00:00Z", "ended": "2024-01-01T00:00:00Z", "questions": [question]}
    quiz["decks"] = [{"id": ALL, "title": ALL, "hash": ALL}]
    (folder / "odd.json").write_text(json.dumps(quiz), encoding="utf-8")
    learner = folder / "aide-memoire" / "x\x1b]0;PWNED\x07\u202e"
    (learner / "\x9bw").mkdir(parents=True)
    (learner / "learner.json").write_text(json.dumps({"v": 1, "name": ALL}), encoding="utf-8")
    number, time = "018cc251-f400-7000-8000-000000000001", "2024-01-01T00:00:00Z"
    event = {"v": 1, "id": number, "kind": "review", "action": number, "at": time, "offset": "+00:00"}
    event |= {"day": "2024-01-01", "device": ALL, "card": f"{ALL}/x", "rating": "again", "form": "typed", "was": "new"}
    event |= {"state": "learning", "interval": 60, "took": 1, "due": time, "desired_retention": 0.9, "typed": ALL}
    ahead = {**event, "id": number[:-1] + "2", "action": number[:-1] + "2", "at": "2099-01-01T00:00:00Z"}
    lines = [json.dumps(each) for each in (event, ahead)]
    (learner / "\x9bw" / "2024-01\x1b.jsonl").write_text("\n".join([*lines, ALL, ""]), encoding="utf-8")


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Folders with decks that try everything, under odd names too, and a log that does."""
    data, decks = tmp_path / "data", tmp_path / "decks"
    decks.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("EDITOR", "true")
    (decks / "odd.toml").write_text(deck(IN_DECKS), encoding="utf-8")
    (decks / "refused.toml").write_text(deck(ALL, "refused"), encoding="utf-8")
    odd = (
        "\x1b]0;PWNED\x07.toml",
        "\x1b]0;PWNED\x08.toml",
        "␛]0;PWNED␇.toml",
        "\u202e.toml",
        "[@click=app.quit]x.toml",
    )
    for name in (*odd, "CON.toml", "..toml.toml", f"{'n' * 250}.toml"):
        (decks / name).write_text('[[card]]\nquestion = "Q?"\nanswer = "A"\n', encoding="utf-8")
    (decks / "twice.toml").write_text(
        '[deck]\nid = "twice"\n[[card]]\nid = "a"\nform = "flip"\nquestion = "Q"\nanswer = "A"\n'
    )
    lay_traps(decks)
    (tmp_path / "odd.csv").write_text(f"question,answer\n{ALL},{ALL}\n", encoding="utf-8", newline="")
    (tmp_path / "odd.jsonl").write_text(
        json.dumps({"v": 1, "id": ALL}, ensure_ascii=False) + f"\n{ALL}\n", encoding="utf-8"
    )
    (tmp_path / "odd.apkg").write_bytes(ALL.encode())
    lay_class(tmp_path)
    connect(str(data / "profiles" / "default.sqlite"), str(data / "cache" / "x.sqlite")).close()
    strange(data)
    return ["--data-dir", str(data), "--decks", str(decks)]


def test_no_command_is_left_out():
    """Every command there is stands in the list of calls."""
    assert {*CALLS} - {""} == {*COMMANDS}


@pytest.mark.parametrize("command", CALLS)
def test_no_command_lets_a_control_through(house, command):
    """What a command prints on a terminal holds no control, and no command ends in a traceback or hangs."""
    for call in CALLS[command]:
        arguments = [each.replace("\0", "") for each in call]
        with Terminal([*house, *arguments]) as terminal:
            terminal.press(b"1\nx\n\n\n\n\nx\n\nn\nq\nq\n\x04\x04")
            code, told = terminal.end()
        echoed = told.replace(b"\r\n", b"\n").replace(b"^D\x08\x08", b"")
        assert acting(echoed) == [], call
        assert b"Traceback" not in told, (call, told.decode(errors="replace"))
        assert code in (0, 1, 2), call


@pytest.mark.parametrize(
    "start", [[], ["study"], ["study", "odd", "--form", "typed"], ["study", "odd", "--form", "choice"], ["quiz"]]
)
def test_no_screen_lets_a_control_through(house, start, tmp_path):
    """Through every screen: only the app's own sequences come out, nothing acts, and Ctrl+Q still leaves."""
    with Terminal([*house, *start]) as terminal:
        terminal.quiet(1.0)
        for key in (*STUDY, *STUDY, *EVERYWHERE) if start else (*EVERYWHERE, "\r", *STUDY):
            terminal.press(key.encode())
            terminal.quiet(0.06)
            assert terminal.process.poll() is None, said(terminal.all)[-500:]
        terminal.press(b"\x11")
        code, painted = terminal.end()
    assert code == 0, said(painted)[-700:]
    assert acting(painted) == []
    assert not list(tmp_path.rglob("*.svg"))
    assert "PWNED" in said(painted)


@pytest.mark.parametrize("payload", [name for name in PAYLOADS if name != "nul"])
def test_no_setting_lets_a_control_through(house, payload, tmp_path, monkeypatch):
    """What the environment and config.toml hold is told as it is written, and with what to do about it."""
    text = PAYLOADS[payload]
    monkeypatch.setenv("EDITOR", text)
    monkeypatch.setenv("VISUAL", f"{text} '")
    (tmp_path / "data" / "config.toml").write_text(f"theme = {json.dumps(text)}\n", encoding="utf-8")
    is_toml = payload != "tags"  # json writes these as two surrogates, which TOML has not
    for call, expected in ((["edit", "odd"], 1), (["due"], not is_toml), (["doctor"], 1), (["config"], not is_toml)):
        with Terminal([*house, *call]) as terminal:
            code, told = terminal.end()
        assert code == expected, call
        assert acting(told) == [], call
    with Terminal(house) as terminal:
        if is_toml:
            terminal.until_words("all keys")
            terminal.quiet(0.5)
            terminal.press(b"\x11")
        assert acting(terminal.end()[1]) == []
    with Terminal(
        ["due"], environment={"TERM": text, "AIDE_MEMOIRE_DATA_DIR": str(tmp_path / text), "NO_COLOR": text}
    ) as terminal:
        assert acting(terminal.end()[1]) == []
