"""`class`: for a teacher, who has answered what and knows how much."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, find_decks
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.cli.progress_bar import interruptible, show_progress
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.core.study_day import iso_day
from aide_memoire.formatting import bar, cells, counted, first_words, long_day, padded, percent
from aide_memoire.transfer.class_page import class_page, class_table
from aide_memoire.transfer.class_view import read_class, report_class
from aide_memoire.transfer.export import write_new

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.reports.class_report import ClassDeck, ClassReport, LearnerRow
    from aide_memoire.reports.statistics import Share
    from aide_memoire.transfer.class_view import ClassView
    from aide_memoire.workspace import Workspace

_BAR = 8
_CELL = 14


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("class", "for a teacher: who has answered what and knows how much; it only reads")
    parser.add_argument("where", metavar="WHERE", help="the folder that the learners sync to, or postgresql://…")
    parser.add_argument(
        "--deck", action="append", default=[], metavar="DECK", help="this deck alone (repeatable; default: all)"
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="as one JSON document")
    shape.add_argument("--csv", action="store_true", help="a row for each learner and deck")
    shape.add_argument(
        "--html", metavar="FILE", help="a page for a browser, which loads nothing: a new file (default: none)"
    )
    return parser


def run(call: Call) -> int:
    """Print the class. Logs that could not be read are told, and make the exit code 1."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace, interruptible(), show_progress("reading learners") as on_progress:
        view = read_class(workspace, options.where, on_progress)
        report = report_class(workspace, view, _decks(workspace, view, options.deck))
    for line in (*view.problems, *report.remarks):
        tell(line)
    if options.json:
        print_json(_as_json(report))
    elif options.csv:
        sys.stdout.writelines(f"{line}\n" for line in class_table(report))
    elif options.html is not None:
        write_new(options.html, class_page(report).encode())
        tell(f"written to {options.html}")
    else:
        print("\n".join(_lines(report)))
    return 1 if view.problems else 0


def _decks(workspace: Workspace, view: ClassView, names: Sequence[str]) -> list[str]:
    """Return the decks that are meant: those that only learners have go by their ids."""
    studied = {deck.deck for learner in view.learners for deck in learner.work.decks}
    return [deck for name in names for deck in ([name] if name in studied else find_decks(workspace, [name]))]


def _lines(report: ClassReport) -> Iterator[str]:
    yield f"{counted(len(report.learners), 'learner')}, {long_day(report.day)}"
    if not any(deck.learners for deck in report.decks):
        yield "nothing was answered yet: a learner's log comes here by aide-memoire sync WHERE"
    for deck in report.decks:
        yield from _deck(deck)
    if report.hardest:
        yield "\nhardest: cards that were missed a day or more after the answer before"
        for card in report.hardest:
            yield f"  {first_words(card.text, 90)}"
            yield (
                f"      → {f'{first_words(card.answer, 50)}; ' if card.answer else ''}missed {card.missed} of"
                f" {counted(card.reviews, 'review')}, by {card.missed_by} of {counted(card.seen_by, 'learner')}"
            )
    if report.mix_ups:
        yield "\nmixed up by several"
        for pair in report.mix_ups:
            yield f"  {counted(pair.learners, 'learner')}, {counted(pair.times, 'time')}"
            yield from (f"      {first_words(text, 90)}" for text in pair.texts)


def _deck(deck: ClassDeck) -> Iterator[str]:
    name, cards = sanitize_line(deck.deck), counted(deck.cards, "card")
    yield f"\n{name}  {deck.title}, {cards}" if deck.title else f"\n{name}"
    width = max(map(cells, ("learner", *(row.name for row in deck.learners))))
    yield f"  {padded('learner', width)}  answered  {'retention':<{_CELL}}  {'known':<{_CELL}}  last seen"
    for row in deck.learners:
        yield (
            f"  {padded(row.name, width)}  {row.answered:>8}  {_retention(row.retention)}  {_known(deck, row)}"
            f"  {iso_day(row.last_day)}"
        )
    if deck.not_begun:
        yield f"  not begun: {', '.join(deck.not_begun)}"


def _retention(share: Share) -> str:
    if share.measured is None:
        return f"too early ({share.reviews})".ljust(_CELL)
    return _picture(share.measured)


def _known(deck: ClassDeck, row: LearnerRow) -> str:
    share = deck.known_share(row)
    if share is None:
        return f"{round(row.known)} of {row.seen} seen".ljust(_CELL)
    return _picture(share)


def _picture(share: float) -> str:
    return f"{bar(share, _BAR)}{percent(share):>{_CELL - _BAR}}"


def _as_json(report: ClassReport) -> dict[str, object]:
    return {
        "day": iso_day(report.day),
        "learners": [{"id": each.id, "name": each.name} for each in report.learners],
        "decks": [_deck_json(deck) for deck in report.decks],
        "hardest": [card._asdict() for card in report.hardest],
        "mix_ups": [pair._asdict() for pair in report.mix_ups],
        "remarks": list(report.remarks),
    }


def _deck_json(deck: ClassDeck) -> dict[str, object]:
    return {
        "id": deck.deck,
        "title": deck.title or None,
        "cards": deck.cards or None,
        "learners": [
            {
                "id": row.learner,
                "name": row.name,
                "answered": row.answered,
                "retention": {
                    "reviews": row.retention.reviews,
                    "recalled": row.retention.recalled,
                    "share": row.retention.value,
                },
                "known": deck.known_share(row),
                "known_cards": round(row.known, 2),
                "seen": row.seen,
                "last_seen": iso_day(row.last_day),
            }
            for row in deck.learners
        ],
    }
