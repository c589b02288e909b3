"""Anki's packages of either layout, made by hand: as small as a test needs them."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import sys
import zipfile
from typing import TYPE_CHECKING, NotRequired, TypedDict

if sys.version_info >= (3, 14):
    from compression.zstd import compress
else:
    from zstandard import compress

from aide_memoire.exchange.anki import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Cell = int | float | str | bytes | None | dict[str, object]

CREATED = 1_700_000_000  # 14 November 2023
NOW = 1_715_670_000_000  # 14 May 2024, 07:00 UTC
FIRST_DAY = 738_838  # 14 November 2023 as an ordinal


class Notetype(TypedDict):
    """How a kind of note is made: its fields, and question and answer of each of its cards."""

    name: str
    fields: list[str]
    templates: list[tuple[str, str]]
    cloze: NotRequired[bool]
    stock: NotRequired[int]


BASIC: Notetype = {
    "name": "Basic",
    "fields": ["Front", "Back"],
    "templates": [("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")],
}
REVERSED: Notetype = {
    "name": "Basic (and reversed card)",
    "fields": ["Front", "Back"],
    "templates": [*BASIC["templates"], ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")],
}
CLOZE: Notetype = {
    "name": "Cloze",
    "fields": ["Text", "Back Extra"],
    "templates": [("{{cloze:Text}}", "{{cloze:Text}}<br>{{Back Extra}}")],
    "cloze": True,
}

_NEWER = """
CREATE TABLE config (KEY text PRIMARY KEY, usn integer, mtime_secs integer, val blob) WITHOUT ROWID;
CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase, config blob,
  PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
CREATE TABLE templates (ntid integer, ord integer, name text COLLATE unicase, mtime_secs integer, usn integer,
  config blob, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
CREATE TABLE notetypes (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs integer, usn integer,
  config blob);
CREATE TABLE decks (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs integer, usn integer,
  common blob, kind blob);
CREATE TABLE deck_config (id integer PRIMARY KEY, name text COLLATE unicase, mtime_secs integer, usn integer,
  config blob);
CREATE UNIQUE INDEX idx_decks_name ON decks (name);
"""


def varint(number: int) -> bytes:
    """Return a number as Protocol Buffers write it."""
    data = b""
    while number > 0x7F:
        data += bytes([number & 0x7F | 0x80])
        number >>= 7
    return data + bytes([number])


def message(*fields: tuple[int, int | str | bytes]) -> bytes:
    """Return a message of (number, value): a whole number, a text or bytes."""
    data = b""
    for number, value in fields:
        if isinstance(value, int):
            data += varint(number << 3) + varint(value)
        else:
            content = value.encode() if isinstance(value, str) else value
            data += varint(number << 3 | 2) + varint(len(content)) + content
    return data


class Collection:
    """A collection that is put together row by row, then packed."""

    def __init__(self, folder: Path, *, newer: bool = False, decks: dict[int, str] | None = None) -> None:
        self.newer, self.decks = newer, decks or {1: "Default", 5: "History::Qing"}
        self.notetypes = {100: BASIC, 200: REVERSED, 300: CLOZE}
        self.path = folder / ("newer.anki2" if newer else "older.anki2")
        self.path.unlink(missing_ok=True)
        self.db = sqlite3.connect(self.path)
        self.db.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        for statement in schema.TABLES:
            self.db.execute(statement)
        self.cards = 0
        self.weights: dict[int, Sequence[float]] = {}
        """Of FSRS, in the options of a deck; 19 are those of FSRS-5."""

    def note(
        self,
        number: int,
        notetype: int,
        *fields: str,
        guid: str | None = None,
        tags: str = "",
        cards: Sequence[int] = (0,),
        deck: int = 5,
    ) -> list[int]:
        """Add a note with a new card for each of the ordinals; return the cards' ids."""
        row = (number, f"guid-{number}" if guid is None else guid, notetype, 1, tags, "\x1f".join(fields), fields[0], 0)
        self.db.execute(schema.NOTE, row)
        return [self.card(number, place, deck=deck) for place in cards]

    def card(self, note: int, place: int = 0, *, deck: int = 5, **columns: Cell) -> int:
        """Add a card; columns that are not said are those of a new one."""
        self.cards += 1
        number = 1_600_000_000_000 + self.cards
        self.db.execute(schema.CARD, (number, note, deck, place, 1, 0, 0, self.cards, 0, 0, 0, 0, 0, "{}"))
        self.change(number, **columns)
        return number

    def change(self, card: int, **columns: Cell) -> None:
        """Set columns of a card; `data` as a table."""
        for name, value in columns.items():
            cell = json.dumps(value) if isinstance(value, dict) else value
            self.db.execute(f"UPDATE cards SET {name} = ? WHERE id = ?", (cell, card))

    def review(
        self,
        card: int,
        number: int,
        ease: int = 3,
        ivl: int = 1,
        last_ivl: int = 0,
        factor: int = 300,
        time: int = 4000,
        kind: int = 0,
    ) -> None:
        """Add a row of the log."""
        self.db.execute(schema.REVIEW, (number, card, ease, ivl, last_ivl, factor, time, kind))

    def packed(self, name: str = "deck.apkg", **more: bytes) -> Path:
        """Write the package; return its path."""
        self._fill()
        self.db.commit()
        self.db.execute("PRAGMA journal_mode = DELETE")
        self.db.close()
        data = self.path.read_bytes()
        files = {"collection.anki2": data, "media": b"{}"}
        if self.newer:
            media = message((1, message((1, "map.png"))), (1, message((1, "li.mp3"))))
            files = {
                "meta": message((1, 3)),
                "collection.anki21b": compress(data),
                "collection.anki2": b"a word to old Ankis",
                "media": compress(media),
            }
        return pack(self.path.parent / name, {**files, **more})

    def _fill(self) -> None:
        conf = {"creationOffset": 0}
        if not self.newer:
            tables: tuple[Mapping[str, object] | Mapping[int, object], ...] = (
                conf,
                {key: _model(key, each) for key, each in self.notetypes.items()},
                self._old_decks(),
                {key: {"id": key, f"fsrsParams{_version(each)}": list(each)} for key, each in self.weights.items()},
            )
            self.db.execute(schema.COLLECTION, (CREATED, 1, 1, *map(json.dumps, tables)))
            return
        self.db.execute(schema.COLLECTION, (CREATED, 1, 1, "", "", "", ""))
        self.db.executescript(_NEWER)
        self.db.execute("INSERT INTO config VALUES ('creationOffset', 0, 0, ?)", (b"0",))
        for key, name in self.decks.items():
            kind = message((1, message((1, key))))
            self.db.execute("INSERT INTO decks VALUES (?, ?, 0, 0, '', ?)", (key, name.replace("::", "\x1f"), kind))
        for key, weights in self.weights.items():
            packed = struct.pack(f"<{len(weights)}f", *weights)
            config = message((9, 20), (_version(weights), packed))
            self.db.execute("INSERT INTO deck_config VALUES (?, '', 0, 0, ?)", (key, config))
        for key, each in self.notetypes.items():
            config = message((1, int(each.get("cloze", False))), (3, ".card {}"), (9, each.get("stock", 0)))
            self.db.execute("INSERT INTO notetypes VALUES (?, ?, 0, 0, ?)", (key, each["name"], config))
            for place, field in enumerate(each["fields"]):
                self.db.execute("INSERT INTO fields VALUES (?, ?, ?, '')", (key, place, field))
            for place, (question, answer) in enumerate(each["templates"]):
                row = (key, place, f"Card {place}", message((1, question), (2, answer)))
                self.db.execute("INSERT INTO templates VALUES (?, ?, ?, 0, 0, ?)", row)

    def _old_decks(self) -> dict[int, dict[str, object]]:
        return {key: {"id": key, "name": name, "conf": key} for key, name in self.decks.items()}


def _version(weights: Sequence[float]) -> int:
    return 6 if len(weights) == 21 else 5


def pack(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip of some files; return its path."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    path.write_bytes(data.getvalue())
    return path


def _model(key: int, notetype: Notetype) -> dict[str, object]:
    return {
        "id": key,
        "name": notetype["name"],
        "type": int(notetype.get("cloze", False)),
        "originalStockKind": notetype.get("stock", 0),
        "flds": [{"name": name, "ord": place} for place, name in enumerate(notetype["fields"])],
        "tmpls": [
            {"name": f"Card {place}", "ord": place, "qfmt": question, "afmt": answer}
            for place, (question, answer) in enumerate(notetype["templates"])
        ],
    }
