"""Reading a log to import it: as much memory as the file, not as its events."""

import tracemalloc
from contextlib import nullcontext

from aide_memoire.core.event import Event, from_line, to_line, uuid7
from aide_memoire.store import log
from aide_memoire.transfer.import_log import plan_log

MOMENT = 1_795_000_000_000
NUMBER = 5_000
ANSWER = {
    "rating": "good",
    "answer": "Port Arthur, leased in 1898",
    "match": "right",
    "score": 1.0,
    "form": "typed",
    "desired_retention": 0.9,
    "due": "2027-01-01",
    "state": "review",
    "was": "review",
}


def unwatched(_):
    return nullcontext(lambda done, total: None)


def write_log(path):
    """Write a log of answers. Returns its events."""
    ids = [uuid7(MOMENT + 1000 * number, number) for number in range(NUMBER)]
    events = [
        Event(each, "review", each, MOMENT + 1000 * number, "+00:00", 20_000, "phone", f"three/{number}", ANSWER)
        for number, each in enumerate(ids)
    ]
    path.write_text("".join(f"{to_line(event)}\n" for event in events), encoding="utf-8")
    return [from_line(to_line(event)) for event in events]


def test_a_log_is_not_kept_as_events(workspace, tmp_path):
    """There may be millions of them: they are read twice, and all arrive."""
    events = write_log(tmp_path / "log.jsonl")
    tracemalloc.start()
    try:
        plan = plan_log(workspace, str(tmp_path / "log.jsonl"), unwatched)
        assert tracemalloc.get_traced_memory()[1] < 4 * (tmp_path / "log.jsonl").stat().st_size
    finally:
        tracemalloc.stop()
    assert plan.preview(workspace).progress.endswith("5000 of 5000 events would be new")
    assert log.merge(workspace.db, plan.events(lambda done, total: None)) == NUMBER
    assert list(log.events(workspace.db)) == events
