"""Anki's collection, an SQLite file of either layout, as plain values: whatever its cells hold becomes the right type.

Schema 11 keeps decks and notetypes as JSON in the table `col`; schema 18 has tables of its own for them, whose
blobs are Protocol Buffers (ankitects/anki, `rslib/src/storage` and `proto/anki`).
"""

from __future__ import annotations

import json
import math
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.exchange.anki import protobuf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OCCLUSION = 6  # the stock notetype that asks about parts of an image
_LONGEST = 64 * 2**20
"""Bytes of one value: no note has as much text."""
_COMPUTED = 6  # the column of `table_xinfo` that tells a generated one: a few bytes of it could fill all memory
_LONGEST_TEMPLATE = 65_536  # characters
_LONGEST_DATA = 4096  # characters of a card's own JSON
_READ_ONLY = "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0"
_CARD = "id, nid, CASE WHEN odid THEN odid ELSE did END, ord, mod, type, queue, due, odue, odid, ivl, factor, reps"
_TABLES = ("col", "notes", "cards", "revlog")
_NEWER_TABLES = ("config", "decks", "notetypes", "fields", "templates")


class Template(NamedTuple):
    """How one card of a notetype is asked and answered."""

    name: str
    question: str
    answer: str


class Notetype(NamedTuple):
    """Which fields a note has, and which cards they give, by their ordinals."""

    name: str
    is_cloze: bool
    is_occlusion: bool
    fields: tuple[str, ...]
    templates: Mapping[int, Template]


class Note(NamedTuple):
    """What an author wrote in Anki."""

    id: int
    guid: str
    notetype: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class Card(NamedTuple):
    """What Anki schedules. In a filtered deck, `deck` and `due` are those that it comes home to."""

    id: int
    note: int
    deck: int
    ord: int
    modified: int  # seconds since 1970
    type: int  # new 0, learning 1, review 2, relearning 3
    queue: int  # suspended −1, buried −2 and −3, new 0, learning 1, review 2, learning over days 3
    due: int  # new: the place; steps: seconds since 1970; else days since the collection's first
    ivl: int  # days; negative: seconds
    factor: int  # ease in thousandths
    reps: int
    lapses: int
    left: int  # learning steps to come
    data: Mapping[str, Any]  # "s" and "d": FSRS's stability and difficulty


class Review(NamedTuple):
    """One row of Anki's log."""

    id: int  # milliseconds since 1970
    card: int
    ease: int  # again 1 … easy 4; 0 where no one rated
    ivl: int  # days; negative: seconds
    last_ivl: int
    factor: int
    time: int  # milliseconds
    type: int  # learning 0, review 1, relearning 2, filtered 3, by hand 4, rescheduled 5


class Collection(NamedTuple):
    """All that is read of a collection. `reviews` are in the order of their time."""

    created: int  # seconds since 1970: the first day's beginning
    minutes_west: int | None  # of UTC, when it was created; None where an old Anki did not note it
    decks: Mapping[int, str]
    notetypes: Mapping[int, Notetype]
    notes: tuple[Note, ...]
    cards: tuple[Card, ...]
    reviews: tuple[Review, ...]


def read_collection(path: str) -> Collection:
    """Read a collection's file. Raises AideMemoireError where it is no whole one.

    It is opened so that nothing it holds can run: no trigger (nothing is written), no view (tables alone are
    read), no function of its own in indexes or columns.
    """
    try:
        with closing(sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)) as db:
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            db.text_factory = lambda data: data.decode("utf-8", "replace")
            db.create_collation("unicase", lambda one, other: (one > other) - (one < other))
            for pragma in _READ_ONLY.split("; "):
                db.execute(pragma)
            return _read(db)
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError) as error:
        raise AideMemoireError(f"the collection in it cannot be read: {sanitize_line(str(error))}", _HINT) from None


_HINT = "in Anki: Tools, Check Database, then export once more"


def _quoted(path: str) -> str:
    from urllib.request import pathname2url  # noqa: PLC0415  urllib is slow to import

    return pathname2url(path)


def _read(db: sqlite3.Connection) -> Collection:
    made = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    tables = {_text(name) for (name,) in db.execute(made)}
    is_newer = "notetypes" in tables
    missing = [name for name in (*_TABLES, *(_NEWER_TABLES if is_newer else ())) if name not in tables]
    if missing:
        raise AideMemoireError(f"the collection in it has no table {', '.join(missing)}", _HINT)
    columns = (row for name in tables for row in db.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)))
    if any(column[_COMPUTED] for column in columns):
        raise AideMemoireError("the collection in it has columns that compute: Anki makes none")
    old = () if is_newer else (db.execute("SELECT conf, models, decks FROM col LIMIT 1").fetchone() or ("", "", ""))
    conf, models, decks = map(_table, old) if old else ({}, {}, {})
    offset = _config(db).get("creationOffset") if is_newer else conf.get("creationOffset")
    created = db.execute("SELECT crt FROM col LIMIT 1").fetchone()
    return Collection(
        created=_whole(created[0]) if created else 0,
        minutes_west=offset if isinstance(offset, int) and abs(offset) < 24 * 60 else None,
        decks=_newer_decks(db) if is_newer else _older_decks(decks),
        notetypes=_newer_notetypes(db) if is_newer else _older_notetypes(models),
        notes=tuple(_notes(db)),
        cards=tuple(_cards(db)),
        reviews=tuple(_reviews(db)),
    )


def _notes(db: sqlite3.Connection) -> Iterator[Note]:
    for number, guid, notetype, tags, texts in db.execute("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id"):
        words = tuple(_text(tags).split())
        yield Note(_whole(number), _text(guid), _whole(notetype), words, tuple(_text(texts).split("\x1f")))


def _cards(db: sqlite3.Connection) -> Iterator[Card]:
    for row in db.execute(f"SELECT {_CARD}, lapses, left, data FROM cards ORDER BY nid, ord, id"):
        *numbers, data = row
        number, note, deck, place, modified, kind, queue, due, home_due, away, *rest = map(_whole, numbers)
        if away and home_due:
            due = home_due
        ivl, factor, reps, lapses, left = rest
        known = _data(data)
        yield Card(number, note, deck, place, modified, kind, queue, due, ivl, factor, reps, lapses, left, known)


def _reviews(db: sqlite3.Connection) -> Iterator[Review]:
    for row in db.execute("SELECT id, cid, ease, ivl, lastIvl, factor, time, type FROM revlog ORDER BY id"):
        yield Review(*map(_whole, row))


def _older_decks(decks: dict[str, Any]) -> dict[int, str]:
    return {
        _whole(deck.get("id", key)): _deck_name(deck.get("name", "")) for key, deck in decks.items() if _is_table(deck)
    }


def _newer_decks(db: sqlite3.Connection) -> dict[int, str]:
    return {_whole(key): _deck_name(name) for key, name in db.execute("SELECT id, name FROM decks")}


def _deck_name(name: object) -> str:
    """Return a deck's name as Anki shows it; in the file the newer layout parts it by unit separators."""
    return sanitize_line(_text(name).replace("\x1f", "::"))


def _older_notetypes(models: dict[str, Any]) -> dict[int, Notetype]:
    found = {}
    for key, model in models.items():
        if _is_table(model):
            found[_whole(model.get("id", key))] = Notetype(
                sanitize_line(_text(model.get("name"))),
                _whole(model.get("type")) == 1,
                _whole(model.get("originalStockKind")) == _OCCLUSION,
                tuple(_text(each.get("name")) for each in _ordered(model.get("flds"))),
                {place: _older_template(each) for place, each in enumerate(_ordered(model.get("tmpls")))},
            )
    return found


def _older_template(table: dict[str, Any]) -> Template:
    question, answer = (_text(table.get(key))[:_LONGEST_TEMPLATE] for key in ("qfmt", "afmt"))
    return Template(_text(table.get("name")), question, answer)


def _ordered(tables: object) -> list[dict[str, Any]]:
    """Return a notetype's fields or templates in the order of their ordinals."""
    known = [each for each in tables if _is_table(each)] if isinstance(tables, list) else []
    return sorted(known, key=lambda each: _whole(each.get("ord")))


def _newer_notetypes(db: sqlite3.Connection) -> dict[int, Notetype]:
    named: dict[int, list[str]] = {}
    for key, name in db.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        named.setdefault(_whole(key), []).append(_text(name))
    asked: dict[int, dict[int, Template]] = {}
    for key, place, name, config in db.execute("SELECT ntid, ord, name, config FROM templates ORDER BY ntid, ord"):
        template = Template(_text(name), _config_text(config, 1), _config_text(config, 2))
        asked.setdefault(_whole(key), {})[_whole(place)] = template
    found = {}
    for key, name, config in db.execute("SELECT id, name, config FROM notetypes"):
        kind, stock = _config_number(config, 1), _config_number(config, 9)
        number = _whole(key)
        fields, templates = tuple(named.get(number, ())), asked.get(number, {})
        found[number] = Notetype(sanitize_line(_text(name)), kind == 1, stock == _OCCLUSION, fields, templates)
    return found


def _config_text(config: object, wanted: int) -> str:
    try:
        return protobuf.text(config, wanted)[:_LONGEST_TEMPLATE] if isinstance(config, bytes) else ""
    except ValueError:
        return ""


def _config_number(config: object, wanted: int) -> int:
    try:
        return protobuf.number(config, wanted) if isinstance(config, bytes) else 0
    except ValueError:
        return 0


def _config(db: sqlite3.Connection) -> dict[str, Any]:
    rows = db.execute("SELECT val FROM config WHERE KEY = 'creationOffset'").fetchall()
    return {"creationOffset": _json(rows[0][0])} if rows else {}


def _data(value: object) -> dict[str, Any]:
    return _table(value) if isinstance(value, str) and len(value) <= _LONGEST_DATA else {}


def _table(value: object) -> dict[str, Any]:
    found = _json(value)
    return found if isinstance(found, dict) else {}


def _json(value: object) -> Any:
    if not isinstance(value, (str, bytes)):
        return None
    try:
        return json.loads(value, parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError):
        return None


def _finite(text: str) -> float | None:
    """Return a number; nothing where it is endless or none, which JSON has no way to write."""
    number = float(text)
    return number if math.isfinite(number) else None


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _text(value: object) -> str:
    """Return the text of a cell: SQLite lets each hold anything."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _whole(value: object) -> int:
    """Return the whole number of a cell; 0 where it holds none."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return int(value) if abs(value) < 2**53 else 0
    if isinstance(value, str) and len(value) < 20 and value.removeprefix("-").isascii():
        return int(value) if value.removeprefix("-").isdecimal() else 0
    return 0
