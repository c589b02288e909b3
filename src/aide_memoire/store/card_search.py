"""Search and sort the cards of all studied decks, and read the result page by page.

A result is an array of `lib.card.number`, which takes thirty milliseconds for a hundred thousand cards. The other
columns are read only for the rows that are shown. A number is valid until the deck file is read again; then
`numbers_of_cards` returns the new numbers.
"""

from __future__ import annotations

from array import array
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aide_memoire.core.scheduler import retrievability
from aide_memoire.core.search_text import searchable
from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from aide_memoire.core.scheduler import MemoryState, Parameters
    from aide_memoire.core.search_query import SearchQuery, Term

_DECK_ORDER = "f.position, f.id, c.position"  # the index on position has this order, so SQLite does not sort
_RECALL = "CASE WHEN m.card IS NULL THEN NULL ELSE (:day - m.last_day) / m.stability END"
_SORTS = {
    "deck": "",
    "due": "m.due_day NULLS LAST, m.due_at NULLS LAST",
    "recall": f"{_RECALL} DESC NULLS LAST",  # the longer the time relative to stability, the less likely
    "stability": "m.stability NULLS LAST",
    "difficulty": "m.difficulty DESC NULLS LAST",
    "lapses": "m.lapses DESC NULLS LAST",
    "question": "c.search",  # this text begins with the question
}
SORTS = tuple(_SORTS)
"""The names of the sort orders. Cards without a value for the order come last."""

_SUSPENDED_OR_BURIED = "(coalesce(h.suspended, 0) OR coalesce(h.buried, 0) = :day)"
_STATES = {
    "new": "m.card IS NULL",
    "learning": "coalesce(m.state IN ('learning', 'relearning'), 0)",
    "review": "coalesce(m.state = 'review', 0)",
    "due": f"(coalesce(m.state != 'review' OR m.due_day <= :day, 0) AND NOT {_SUSPENDED_OR_BURIED})",
    "suspended": "coalesce(h.suspended, 0)",
    "buried": "coalesce(h.buried, 0) = :day",
    "leech": "(:leech > 0 AND coalesce(m.lapses, 0) >= :leech)",
}
_MEMORY = " LEFT JOIN memory m ON m.card = c.id"
_SUSPENSIONS = " LEFT JOIN suspension h ON h.card = c.id"
_COLUMNS = (
    "c.number, c.id, f.deck, f.title, c.note, c.question, c.kind, c.text, c.answer, coalesce(m.state, 'new'),"
    " m.last_day, m.due_day, m.due_at, m.stability, m.difficulty, coalesce(m.reps, 0), coalesce(m.lapses, 0),"
    " coalesce(h.suspended, 0), coalesce(h.buried, 0) = :day, (:leech > 0 AND coalesce(m.lapses, 0) >= :leech)"
)
_BATCH = 500  # cards per SQL statement


class CardLine(NamedTuple):
    """A row of the card list. Days are study days. Values that a new card does not have are None."""

    number: int
    id: str
    deck: str
    title: str  # of the deck
    note: str
    question: str  # the id of its question: the members of a group share one
    kind: str
    text: str
    answer: str
    state: Literal["new"] | MemoryState
    last_day: int | None
    due_day: int | None
    due_at: int | None  # the time at which a learning step is due, in milliseconds
    stability: float | None
    difficulty: float | None
    reps: int
    lapses: int
    suspended: bool
    buried: bool
    leech: bool
    recall: float | None  # the probability of recall today


class SearchDay(NamedTuple):
    """The study day of a search, the number of lapses that makes a leech (0: never), and the FSRS parameters."""

    day: int
    leech: int
    parameters: Parameters

    @property
    def values(self) -> dict[str, object]:
        """Return the values of the SQL parameters."""
        return {"day": self.day, "leech": self.leech}


def search_cards(db: sqlite3.Connection, wanted: SearchQuery, sort: str, today: SearchDay) -> array[int]:
    """Return the numbers of the cards that match `wanted`, in the order `sort`, one of `SORTS`."""
    with translate_errors():
        db.create_function("searchable", 1, searchable, deterministic=True)
        values: dict[str, object] = today.values
        conditions = [_condition(db, term, f"term{place}", values) for place, term in enumerate(wanted.terms)]
        where = " AND ".join(["f.live", *conditions])
        by = _SORTS[sort]
        joins = (_MEMORY if "m." in where + by else "") + (_SUSPENSIONS if "h." in where else "")
        order = f"{by}, {_DECK_ORDER}" if by else _DECK_ORDER
        sql = (
            f"SELECT c.number FROM lib.file f CROSS JOIN lib.card c ON c.file = f.id{joins}"
            f" WHERE {where} ORDER BY {order}"
        )
        return array("q", chain.from_iterable(db.execute(sql, values)))


def card_lines(db: sqlite3.Connection, numbers: Iterable[int], today: SearchDay) -> list[CardLine]:
    """Return the rows of these card numbers, in the same order, without the cards that no longer exist."""
    found = {line.number: line for part in _parts(numbers) for line in _read(db, "number", part, today)}
    return [found[number] for number in numbers if number in found]


def card_lines_of(db: sqlite3.Connection, cards: Iterable[str], today: SearchDay) -> list[CardLine]:
    """Return the rows of these card ids, in the order of their numbers, without the cards that no longer exist."""
    found = [line for part in _parts(cards) for line in _read(db, "id", part, today)]
    return sorted(found, key=lambda line: line.number)


def cards_of_numbers(db: sqlite3.Connection, numbers: Iterable[int]) -> list[str]:
    """Return the ids of the cards with these numbers."""
    return [card for part in _parts(numbers) for (card,) in _ask(db, "SELECT id FROM lib.card", "number", part)]


def numbers_of_cards(db: sqlite3.Connection, cards: Iterable[str]) -> dict[str, int]:
    """Return the current number of each of these card ids, without the cards that no longer exist."""
    sql = "SELECT c.id, c.number FROM lib.card c JOIN lib.file f ON f.id = c.file AND f.live"
    return dict(pair for part in _parts(cards) for pair in _ask(db, sql, "c.id", part))


def _condition(db: sqlite3.Connection, term: Term, name: str, values: dict[str, object]) -> str:
    """Return the term as an SQL condition. Text from the learner goes into `values`, never into the SQL text."""
    if term.key == "is":
        condition = _STATES[term.value]
    elif term.key == "deck":
        decks = _decks(db, term.value)
        values.update({f"{name}_{place}": deck for place, deck in enumerate(decks)})
        condition = f"f.deck IN ({', '.join(f':{name}_{place}' for place in range(len(decks)))})"
    else:
        values[name] = term.value
        condition = {
            "kind": f"c.kind = :{name}",
            "words": f"instr(c.search, :{name}) > 0",
            # The first condition is fast and leaves few rows for the second.
            "tag": f"(instr(c.search, :{name}) > 0 AND"
            f" instr(char(10) || searchable(c.tags) || char(10), char(10) || :{name} || char(10)) > 0)",
        }[term.key]
    return f"NOT ({condition})" if term.negated else condition


def _decks(db: sqlite3.Connection, name: str) -> list[str]:
    """Return the deck with this id; if there is none, the decks whose id or title contains the text."""
    decks = db.execute("SELECT deck, title FROM lib.file WHERE live").fetchall()
    exact = [deck for deck, _ in decks if searchable(deck) == name]
    return exact or [deck for deck, title in decks if name in searchable(f"{deck}\n{title}")]


def _read(db: sqlite3.Connection, column: str, part: Sequence[object], today: SearchDay) -> Iterator[CardLine]:
    sql = f"SELECT {_COLUMNS} FROM lib.card c JOIN lib.file f ON f.id = c.file AND f.live{_MEMORY}{_SUSPENSIONS}"
    for row in _ask(db, sql, f"c.{column}", part, **today.values):
        line = CardLine._make([*row[:17], *map(bool, row[17:]), None])
        yield line._replace(recall=_recall(line, today))


def _recall(line: CardLine, today: SearchDay) -> float | None:
    if line.stability is None or line.last_day is None:
        return None
    return retrievability(line.stability, today.day - line.last_day, today.parameters)


def _ask(db: sqlite3.Connection, sql: str, column: str, part: Sequence[object], **values: object) -> list[Any]:
    names = {f"v{place}": value for place, value in enumerate(part)}
    with translate_errors():
        return db.execute(
            f"{sql} WHERE {column} IN ({', '.join(f':{name}' for name in names)})", {**names, **values}
        ).fetchall()


def _parts(values: Iterable[object]) -> Iterator[list[object]]:
    rest = iter(values)
    while part := list(islice(rest, _BATCH)):
        yield part
