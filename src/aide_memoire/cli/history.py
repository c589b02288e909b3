"""`history`: print the history of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import A_CARD, ArgumentParser
from aide_memoire.cli.output import print_json
from aide_memoire.core.study_day import iso_day, iso_moment
from aide_memoire.formatting import percent
from aide_memoire.formatting import recall_curve as columns
from aide_memoire.reports.card_history import describe_change, describe_event, load_history, recall_by_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.cli.main import Call
    from aide_memoire.core.scheduler import Memory
    from aide_memoire.reports.card_history import CardPast, PastEvent

_WIDTH = 60


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("history", "every review of a card, and how its memory changed; what was undone is marked")
    parser.add_argument("card", metavar="CARD", help=f"as `cards` lists it, such as {A_CARD}")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    return parser


def run(call: Call) -> int:
    """Print the events of the card, the oldest first."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        found, today = load_history(workspace, options.card), workspace.today()
    if options.json:
        print_json(_as_json(found))
    else:
        print("\n".join(_lines(found, today)))
    return 0


def _lines(found: CardPast, today: int) -> Iterator[str]:
    yield found.card
    yield f"    {found.question}\n    → {found.answer}" if found.question else "    no deck has this card any more"
    if found.goes_on_as:
        yield f"    its history continues as {found.goes_on_as}"
    if not found.lines:
        yield "no history yet: it was never answered"
        return
    for line in found.lines:
        yield describe_event(line)
        if moves := describe_change(line):
            yield f"    {moves}"
    steps = recall_by_day(found, today, _WIDTH)
    if found.recall is not None:
        yield f"chance of recall now: {percent(found.recall)}"
        yield f"  {columns(steps)}  from its first review to today; the columns go from 50 % to 100 %"
    if found.suspended:
        yield "suspended: it is not asked until it is unsuspended"


def _as_json(found: CardPast) -> dict[str, object]:
    return {
        "card": found.card,
        "question": found.question or None,
        "answer": found.answer or None,
        "goes_on_as": found.goes_on_as or None,
        "suspended": found.suspended,
        "memory": _memory_json(found.memory),
        "retrievability": found.recall,
        "events": [_event_json(line) for line in found.lines],
    }


def _event_json(line: PastEvent) -> dict[str, object]:
    event = line.event
    shown = ("rating", "form", "verdict", "score", "typed", "hints", "took", "confused_with", "to")
    return {
        "kind": event.kind,
        "card": event.card,
        "at": iso_moment(event.at),
        "offset": event.offset,
        "day": iso_day(event.day),
        "counts": line.counts,
        **{key: event.data[key] for key in shown if key in event.data},
        "memory": _memory_json(line.memory),
    }


def _memory_json(memory: Memory | None) -> dict[str, object] | None:
    """Return the memory as JSON, with its interval in days, and the day or time at which it is due."""
    if memory is None:
        return None
    return {
        "state": memory.state,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "interval": memory.due_day - memory.last_day,
        "due": iso_day(memory.due_day) if memory.due_at is None else iso_moment(memory.due_at),
        "reps": memory.reps,
        "lapses": memory.lapses,
    }
