"""Read Anki's collection, an SQLite file, into values of the right types, whatever types its cells have.

Schema 11 stores decks and notetypes as JSON in the table `col`; schema 18 has separate tables for them, with blobs in
the format of Protocol Buffers (ankitects/anki, `rslib/src/storage` and `proto/anki`).
"""

from __future__ import annotations

import json
import math
import sqlite3
import sys
from array import array
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.request import pathname2url

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.exchange.anki import protobuf
from aide_memoire.exchange.anki.deck_options import newer_weights, older_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OCCLUSION = 6  # the stock kind of image occlusion notetypes
_LONGEST = 16 * 2**20
"""The size limit of one value in bytes. No note has so much text, and no table of notetypes."""
_LONGEST_NOTE = 2_000_000  # characters of its fields: two sides of the longest
_MOST = {"notes": 500_000, "cards": 1_000_000, "revlog": 5_000_000}
"""The rows of a table that are read."""
_COMPUTED = 6  # index in `table_xinfo` of the flag for generated columns, which could fill the memory
_MOST_TAGS = 200  # of a note
_LONGEST_TEMPLATE = 65_536  # characters
_LONGEST_DATA = 4096  # characters of the JSON in a card
_READ_ONLY = "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0"
_CARD = "id, nid, CASE WHEN odid THEN odid ELSE did END, ord, mod, type, queue, due, odue, odid, ivl, factor, reps"
_NOTES = (
    "SELECT id, substr(guid, 1, 200), mid, substr(tags, 1, 20000),"
    f" CASE WHEN length(flds) <= {_LONGEST_NOTE} THEN flds END FROM notes ORDER BY id"
)
_REVIEW_COLUMNS = ("id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type")
_NUMBERS = ", ".join(f"ifnull(CAST({name} AS INTEGER), 0)" for name in _REVIEW_COLUMNS)  # of 64 bits, whatever is there
_REVIEWS = f"SELECT {_NUMBERS} FROM revlog ORDER BY 2, 1"
_BATCH = 10_000
_TABLES = ("col", "notes", "cards", "revlog")
_NEWER_TABLES = ("config", "decks", "notetypes", "fields", "templates")


class Template(NamedTuple):
    """The templates of the two sides of a card."""

    name: str
    question: str
    answer: str


class Notetype(NamedTuple):
    """The fields of a kind of note, and the templates of its cards by ordinal."""

    name: str
    is_cloze: bool
    is_occlusion: bool
    fields: tuple[str, ...]
    templates: Mapping[int, Template]


class Note(NamedTuple):
    """A note in Anki."""

    id: int
    guid: str
    notetype: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]  # none if they are too long to be read


class Card(NamedTuple):
    """A card in Anki. For a card in a filtered deck, `deck` and `due` are those of its home deck."""

    id: int
    note: int
    deck: int
    ord: int
    modified: int  # seconds since 1970
    type: int  # new 0, learning 1, review 2, relearning 3
    queue: int  # suspended −1, buried −2 and −3, new 0, learning 1, review 2, learning over days 3
    due: int  # new: the position; steps: seconds since 1970; else days since the creation of the collection
    ivl: int  # days; negative: seconds
    factor: int  # ease in thousandths
    reps: int
    lapses: int
    left: int  # learning steps that are left
    data: Mapping[str, Any]  # "s" and "d": FSRS's stability and difficulty


class Review(NamedTuple):
    """One row of Anki's review log."""

    id: int  # milliseconds since 1970
    card: int
    ease: int  # again 1 … easy 4; 0 without a rating
    ivl: int  # days; negative: seconds
    last_ivl: int
    factor: int
    time: int  # milliseconds
    type: int  # learning 0, review 1, relearning 2, filtered 3, by hand 4, rescheduled 5


class ReviewLog:
    """The rows of Anki's review log, by card and time. They are kept as bare numbers: there may be millions."""

    def __init__(self, rows: sqlite3.Cursor) -> None:
        """Take rows that are ordered by card and time."""
        self._columns = [array("q") for _ in Review._fields]
        while some := rows.fetchmany(_BATCH):
            for column, values in zip(self._columns, zip(*some, strict=True), strict=True):
                column.extend(values)
        ends = {card: place for place, card in enumerate(self._columns[1], 1)}
        starts = [0, *ends.values()]
        self._ranges = {card: range(start, end) for (card, end), start in zip(ends.items(), starts, strict=False)}

    def __len__(self) -> int:
        return len(self._columns[0])

    def __iter__(self) -> Iterator[Review]:
        return map(Review._make, zip(*self._columns, strict=True))

    def count(self, card: int) -> int:
        """Return the number of the rows of a card."""
        return len(self._ranges.get(card, ()))

    def of(self, card: int) -> list[Review]:
        """Return the rows of a card, ordered by time."""
        place = self._ranges.get(card, range(0))
        rows = zip(*(column[place.start : place.stop] for column in self._columns), strict=True)
        return list(map(Review._make, rows))


class Collection(NamedTuple):
    """The content of a collection."""

    created: int  # seconds since 1970: the beginning of the first day
    minutes_west: int | None  # of UTC at the creation; None if an old Anki did not store it
    decks: Mapping[int, str]
    notetypes: Mapping[int, Notetype]
    notes: tuple[Note, ...]
    cards: tuple[Card, ...]
    reviews: ReviewLog
    weights: Mapping[int, tuple[float, ...]]  # of FSRS-6, in the options of each deck that has any


def read_collection(path: str) -> Collection:
    """Read the file of a collection. Raises AideMemoireError if it is damaged or not a collection.

    The file is not trusted and nothing in it can run: no trigger (nothing is written), no view (only tables are
    read), and no function in an index or a generated column.
    """
    try:
        with closing(sqlite3.connect(f"file:{pathname2url(path)}?mode=ro&immutable=1", uri=True)) as db:
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            db.text_factory = lambda data: data.decode("utf-8", "replace")
            db.create_collation("unicase", lambda one, other: (one > other) - (one < other))
            for pragma in _READ_ONLY.split("; "):
                db.execute(pragma)
            return _read(db)
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError) as error:
        raise AideMemoireError(f"the collection in it cannot be read: {sanitize_line(str(error))}", _HINT) from None


_HINT = "in Anki: Tools, Check Database, then export once more"


def _read(db: sqlite3.Connection) -> Collection:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    tables = {_text(name) for (name,) in db.execute(query)}
    is_newer = "notetypes" in tables
    missing = [name for name in (*_TABLES, *(_NEWER_TABLES if is_newer else ())) if name not in tables]
    if missing:
        raise AideMemoireError(f"the collection in it has no table {', '.join(missing)}", _HINT)
    for name, most in _MOST.items():
        if db.execute(f"SELECT count(*) FROM (SELECT 1 FROM {name} LIMIT ?)", (most + 1,)).fetchone()[0] > most:
            raise AideMemoireError(f"the collection in it has more than {most:,} rows of {name}", "export single decks")
    columns = (row for name in tables for row in db.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)))
    if any(column[_COMPUTED] for column in columns):
        raise AideMemoireError("the collection in it has columns that compute: Anki makes none")
    raw = None if is_newer else db.execute("SELECT conf, models, decks, dconf FROM col LIMIT 1").fetchone()
    conf, models, decks, options = map(_table, raw or ("",) * 4)
    newer = newer_weights(db) if "deck_config" in tables else {}
    offset = _config(db).get("creationOffset") if is_newer else conf.get("creationOffset")
    created = db.execute("SELECT crt FROM col LIMIT 1").fetchone()
    return Collection(
        created=_int(created[0]) if created else 0,
        minutes_west=offset if isinstance(offset, int) and abs(offset) < 24 * 60 else None,
        decks=_newer_decks(db) if is_newer else _older_decks(decks),
        notetypes=_newer_notetypes(db) if is_newer else _older_notetypes(models),
        notes=tuple(_notes(db)),
        cards=tuple(_cards(db)),
        reviews=ReviewLog(db.execute(_REVIEWS)),
        weights=newer if is_newer else older_weights(decks, options),
    )


def _notes(db: sqlite3.Connection) -> Iterator[Note]:
    for number, guid, notetype, tags, texts in db.execute(_NOTES):
        words = tuple(map(sys.intern, _text(tags).split(maxsplit=_MOST_TAGS)[:_MOST_TAGS]))
        fields = () if texts is None else tuple(_text(texts).split("\x1f"))
        yield Note(_int(number), _text(guid), _int(notetype), words, fields)


def _cards(db: sqlite3.Connection) -> Iterator[Card]:
    for row in db.execute(f"SELECT {_CARD}, lapses, left, data FROM cards ORDER BY nid, ord, id"):
        *numbers, data = row
        number, note, deck, place, modified, kind, queue, due, home_due, home_deck, *rest = map(_int, numbers)
        if home_deck and home_due:
            due = home_due
        ivl, factor, reps, lapses, left = rest
        extra = _data(data)
        yield Card(number, note, deck, place, modified, kind, queue, due, ivl, factor, reps, lapses, left, extra)


def _older_decks(decks: dict[str, Any]) -> dict[int, str]:
    return {
        _int(deck.get("id", key)): _deck_name(deck.get("name", "")) for key, deck in decks.items() if _is_table(deck)
    }


def _newer_decks(db: sqlite3.Connection) -> dict[int, str]:
    return {_int(key): _deck_name(name) for key, name in db.execute("SELECT id, name FROM decks")}


def _deck_name(name: object) -> str:
    """Return the name of a deck with “::” between its levels. The newer schema separates them by U+001F."""
    return sanitize_line(_text(name).replace("\x1f", "::"))


def _older_notetypes(models: dict[str, Any]) -> dict[int, Notetype]:
    found = {}
    for key, model in models.items():
        if _is_table(model):
            found[_int(model.get("id", key))] = Notetype(
                sanitize_line(_text(model.get("name"))),
                _int(model.get("type")) == 1,
                _int(model.get("originalStockKind")) == _OCCLUSION,
                tuple(_text(each.get("name")) for each in _ordered(model.get("flds"))),
                {place: _older_template(each) for place, each in enumerate(_ordered(model.get("tmpls")))},
            )
    return found


def _older_template(table: dict[str, Any]) -> Template:
    question, answer = (_text(table.get(key))[:_LONGEST_TEMPLATE] for key in ("qfmt", "afmt"))
    return Template(_text(table.get("name")), question, answer)


def _ordered(tables: object) -> list[dict[str, Any]]:
    """Return the fields or templates of a notetype, ordered by ordinal."""
    valid = [each for each in tables if _is_table(each)] if isinstance(tables, list) else []
    return sorted(valid, key=lambda each: _int(each.get("ord")))


def _newer_notetypes(db: sqlite3.Connection) -> dict[int, Notetype]:
    field_names: dict[int, list[str]] = {}
    for key, name in db.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        field_names.setdefault(_int(key), []).append(_text(name))
    templates_by_id: dict[int, dict[int, Template]] = {}
    for key, place, name, config in db.execute("SELECT ntid, ord, name, config FROM templates ORDER BY ntid, ord"):
        template = Template(_text(name), _config_text(config, 1), _config_text(config, 2))
        templates_by_id.setdefault(_int(key), {})[_int(place)] = template
    found = {}
    for key, name, config in db.execute("SELECT id, name, config FROM notetypes"):
        kind, stock = _config_number(config, 1), _config_number(config, 9)
        number = _int(key)
        fields, templates = tuple(field_names.get(number, ())), templates_by_id.get(number, {})
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
    """Return the number, or None for an infinity or NaN, which JSON cannot represent."""
    number = float(text)
    return number if math.isfinite(number) else None


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _text(value: object) -> str:
    """Return the text of a cell, which can have any type in SQLite."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _int(value: object) -> int:
    """Return the integer of a cell; 0 if it is not a number."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return int(value) if abs(value) < 2**53 else 0
    if isinstance(value, str) and len(value) < 20 and value.removeprefix("-").isascii():
        return int(value) if value.removeprefix("-").isdecimal() else 0
    return 0
