"""Build a note at once in which every value is right and of the plainest kind, as in nearly every note.

`notes.py` reads a table so that it can tell what is wrong with it, which takes three times as long. It reads all that
is not plain; a table read in either way gives the same note (`tests/decks/test_plain_notes.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.core.dates import parse_date
from aide_memoire.core.ids import is_id
from aide_memoire.core.note import CardNote, EventNote, Lure, Shared, Side
from aide_memoire.decks.values import citation_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.core.note import Citation, DeckHead, Note

    Read = Callable[[Any, DeckHead], Any]
    """A function from the value of a key to what the note has of it. Raises ValueError if the value is not plain."""


def plain_note(kind: str, table: dict[str, Any], head: DeckHead) -> Note | None:
    """Return the note of a plain table, or None if the table has to be read key by key."""
    if kind not in _KINDS:
        return None
    readers, build = _KINDS[kind]
    written = {**head.defaults, **table} if head.defaults else table
    try:
        return build({key: readers[key](value, head) for key, value in written.items()})
    except (KeyError, ValueError):  # another key than these, one of them missing, or a value that is not plain
        return None


def _text(value: Any, _: DeckHead) -> str:
    text = text_of(value)
    if not text:
        raise ValueError
    return text


def _texts(value: Any, head: DeckHead) -> tuple[str, ...]:
    return tuple([_text(each, head) for each in _list(value)])


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise ValueError
    return value


def _id(value: Any, _: DeckHead) -> str:
    if type(value) is not str or not is_id(value):
        raise ValueError
    return value


def _citations(value: Any, head: DeckHead) -> tuple[Citation, ...]:
    cited = tuple([citation_of(_text(each, head)) for each in (value if type(value) is list else (value,))])
    if not {each.source for each in cited} <= head.sources.keys():
        raise ValueError
    return cited


def _lures(value: Any, head: DeckHead) -> tuple[Lure, ...]:
    return tuple([_lure(each, head) for each in _list(value)])


def _lure(value: Any, head: DeckHead) -> Lure:
    if type(value) is not dict:
        return Lure(_text(value, head))
    if len(value) != 2:
        raise ValueError
    return Lure(_text(value["name"], head), _text(value["why"], head))


def _date(value: Any, _: DeckHead) -> HistoricalDate:
    if type(value) is not str:
        raise ValueError
    return parse_date(value)


def _card(values: dict[str, Any]) -> CardNote:
    front = Side(values.pop("question"), values.pop("answer"), values.pop("accept", ()))
    lures = values.pop("lures", ())
    return CardNote(_shared(values), front, None, lures)


def _event(values: dict[str, Any]) -> EventNote:
    """Return an event that is asked for its date or its place."""
    ask = tuple(dict.fromkeys(values.pop("ask", ("when",))))
    own = {key: values.pop(key) for key in _OF_EVENT if key in values}
    if not ask or not {_NEEDS[part] for part in ask} <= own.keys():
        raise ValueError
    return EventNote(_shared(values), own.pop("name"), ask, **own)


def _shared(values: dict[str, Any]) -> Shared:
    return Shared(values.pop("id"), values.pop("source", ()), **values)


_OF_EVENT: dict[str, Read] = {"name": _text, "date": _date, "place": _text, "verb": _text, "aliases": _texts}
_NEEDS = {"when": "date", "where": "place"}

_OF_ALL: dict[str, Read] = {
    "id": _id,
    "source": _citations,
    "tags": _texts,
    "explanation": _text,
    "caution": _text,
    "hint": _text,
    "bury_with": _texts,
    "as_of": _date,
}

_KINDS: dict[str, tuple[dict[str, Read], Callable[[dict[str, Any]], Note]]] = {
    "card": ({**_OF_ALL, "question": _text, "answer": _text, "accept": _texts, "lures": _lures}, _card),
    "event": ({**_OF_ALL, **_OF_EVENT, "ask": _texts}, _event),
}
"""The keys that a plain note may have, with their readers, and what makes the note of what they return."""
