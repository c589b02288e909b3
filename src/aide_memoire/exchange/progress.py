"""Write progress as text for other programs: JSON, TOML, CSV, and the review log of FSRS's optimisers.

These formats are for people and scripts. The complete log is written by `core/event.py`.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import tomli_w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aide_memoire.core.event import Event

_COLUMNS = (
    "id", "deck", "note", "kind", "question", "answer", "tags", "state", "due", "stability", "difficulty", "reps",
    "lapses", "suspended", "leech",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STATES = {"new": 0, "learning": 1, "review": 2, "relearning": 3}
_RATINGS = {"again": 1, "hard": 2, "good": 3, "easy": 4}


def as_json(head: Mapping[str, Any], cards: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of one JSON document: the keys of `head`, then "cards" with one card per line."""
    yield "{"
    for key, value in head.items():
        yield f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},"
    yield '  "cards": ['
    before = ""
    for card in cards:
        if before:
            yield f"{before},"
        before = f"    {json.dumps(card, ensure_ascii=False)}"
    if before:
        yield before
    yield "  ]"
    yield "}"


def as_toml(head: Mapping[str, Any], cards: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the parts of one TOML document: the keys of `head`, then a `[[cards]]` table per card, without nulls."""
    yield tomli_w.dumps(_without_nulls(head)).rstrip("\n")
    for card in cards:
        yield f"\n[[cards]]\n{tomli_w.dumps(_without_nulls(card))}".rstrip("\n")


def as_csv(cards: Iterable[Mapping[str, Any]], *, spreadsheet: bool) -> Iterator[str]:
    """Yield a header, then a row for each card.

    With `spreadsheet`, an apostrophe is put before each text that a spreadsheet would execute as a formula.
    """
    yield csv_row(_COLUMNS)
    for card in cards:
        yield csv_row([_cell(card[column]) for column in _COLUMNS], spreadsheet=spreadsheet)


def as_fsrs(reviews: Iterable[Event]) -> Iterator[str]:
    """Yield the review log that FSRS's optimisers read (fsrs-optimizer, "Review Logs Schema").

    Times and durations are in milliseconds. The state is the one before the review: 0 new, 1 learning, 2 review,
    3 relearning.
    """
    yield "card_id,review_time,review_rating,review_state,review_duration"
    for event in reviews:
        state = _STATES.get(str(event.data.get("was", "new")), 0)
        took = int(event.data.get("took", 0))
        yield csv_row((event.card, event.at, _RATINGS[event.data["rating"]], state, took))


def csv_row(cells: Iterable[object], *, spreadsheet: bool = False) -> str:
    """Return a row of a table, without a line end.

    With `spreadsheet`, an apostrophe is put before each text that a spreadsheet would execute as a formula.
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(map(_escaped_formula, cells) if spreadsheet else cells)
    return line.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _escaped_formula(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _without_nulls(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value is not None}
