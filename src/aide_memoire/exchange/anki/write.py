"""Write decks and progress as an .apkg that every Anki can read: a zip with a collection of schema 11."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire import atomic_files
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.scheduler import DAY, DEFAULT_PARAMETERS, Memory
from aide_memoire.core.study_day import moment, study_day
from aide_memoire.exchange.anki import schema
from aide_memoire.exchange.anki.history import AnkiHistory
from aide_memoire.exchange.anki.notes import AnkiNote, anki_notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aide_memoire.core.note import Deck
    from aide_memoire.core.scheduler import Parameters

_TYPES = {"learning": 1, "review": 2, "relearning": 3}
_EASE = 2500  # thousandths: the initial ease, which FSRS does not use
_OVER_DAYS = 3  # the queue of learning steps of a day or more
_STEPS = {"learning": 2, "relearning": 1}
_TAG = re.compile(r"<[^<>]*>")
_FIRST_ID, _IDS = 1_100_000_000_000, 400_000_000_000  # milliseconds before 2018, for what is not from Anki
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a constant time for the files in the zip


class CardProgress(NamedTuple):
    """The current state and the history of one card."""

    memory: Memory | None = None
    suspended: bool = False
    buried: int = 0  # the study day for which it is buried
    history: AnkiHistory = AnkiHistory()  # this default is never changed


class Written(NamedTuple):
    """The counts of an export."""

    notes: int
    cards: int
    reviews: int


class _Context(NamedTuple):
    now: datetime
    first_day: int  # day 0 of Anki's due days
    created: int  # when that day began, in seconds since 1970
    today: int
    parameters: Parameters  # of the forgetting curve


class _Card(NamedTuple):
    number: int
    guid: str  # of its note
    deck: str
    ordinal: int
    own: CardProgress


class _Numbers:
    """Generator of unique ids that are the same in every export."""

    def __init__(self, taken: Iterable[int] = ()) -> None:
        self._taken = set(taken)

    def free(self, number: int) -> int:
        while number in self._taken:
            number += 1
        self._taken.add(number)
        return number

    def named(self, name: str) -> int:
        return self.free(_FIRST_ID + int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") % _IDS)


def write_package(
    path: str,
    decks: Sequence[Deck],
    progress: Mapping[str, CardProgress],
    now: datetime,
    starts_at: int,
    parameters: Parameters,
) -> Written:
    """Write the notes of the decks to a new file, with the `progress` of each card by its full id.

    `now` is the aware local time, `starts_at` the hour at which a study day begins. The file is created atomically.
    Raises AideMemoireError if the path exists already or cannot be written.
    """
    if os.path.lexists(path):
        raise AideMemoireError(f"{sanitize(path)} already exists", "give another name, or move it away")
    try:
        with atomic_files.part_beside(path) as collection, atomic_files.part_beside(path) as package:
            with closing(sqlite3.connect(collection, isolation_level=None)) as db:
                written = _fill(db, decks, progress, _context(progress, now, starts_at, parameters))
            _pack(package, collection)
            atomic_files.put_new(package, path)
    except sqlite3.Error as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error}") from error
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error.strerror}") from error
    return written


def _pack(path: str, collection: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("media", _EPOCH), "{}")
        info = zipfile.ZipInfo("collection.anki2", _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        with open(collection, "rb") as source, package.open(info, "w") as target:
            while piece := source.read(2**20):
                target.write(piece)
    atomic_files.sync_file(path)


def _context(progress: Mapping[str, CardProgress], now: datetime, starts_at: int, parameters: Parameters) -> _Context:
    """Return the clock. Its day 0 is the earliest day in the progress of any card."""
    today = study_day(now, starts_at)
    memories = [each.memory for each in progress.values() if each.memory]
    first_day = min([today, *(min(each.last_day, each.due_day, each.introduced) for each in memories)])
    begins = datetime.combine(date.fromordinal(first_day), time(starts_at), now.tzinfo)
    return _Context(now, first_day, moment(begins) // 1000, today, parameters)


def _fill(
    db: sqlite3.Connection, decks: Sequence[Deck], progress: Mapping[str, CardProgress], context: _Context
) -> Written:
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN")
    for statement in schema.TABLES:
        db.execute(statement)
    names = _deck_names(decks)
    notes = _notes(decks, progress)
    numbers = _note_numbers([note for _, note in notes], context)
    cards = list(_cards(notes, progress))
    db.executemany(schema.NOTE, (_note_row(numbers[note.guid], note, context) for _, note in notes))
    db.executemany(
        schema.CARD,
        (
            (card.number, numbers[card.guid], names[card.deck][0], card.ordinal, *_card_row(card.own, place, context))
            for place, card in enumerate(cards, 1)
        ),
    )
    reviews = _write_reviews(db, [(card.number, card.own.history) for card in cards], moment(context.now))
    db.execute(schema.COLLECTION, _collection_row(names.values(), len(cards), context))
    db.execute("COMMIT")
    return Written(len(notes), len(cards), reviews)


def _notes(decks: Sequence[Deck], progress: Mapping[str, CardProgress]) -> list[tuple[str, AnkiNote]]:
    """Return each note with the id of its deck. Of two notes with one guid, the one with progress is returned."""
    notes: dict[str, tuple[str, AnkiNote]] = {}
    for deck in decks:
        for anki_note in (converted for note in deck.notes for converted in anki_notes(deck.head, note)):
            _, before = notes.setdefault(anki_note.guid, (deck.head.id, anki_note))
            if _is_learned(anki_note, progress) and not _is_learned(before, progress):
                notes[anki_note.guid] = deck.head.id, anki_note
    return list(notes.values())


def _is_learned(note: AnkiNote, progress: Mapping[str, CardProgress]) -> bool:
    return any(card in progress for card, _ in note.cards)


def _note_numbers(notes: Sequence[AnkiNote], context: _Context) -> dict[str, int]:
    """Return the id of each note in Anki by guid: its old one if it is from Anki, else one derived from the guid."""
    now = moment(context.now)
    from_anki = {note.number: note.guid for note in reversed(notes) if 0 < note.number <= now}
    numbers = _Numbers(from_anki)
    known = {guid: number for number, guid in from_anki.items()}
    return {note.guid: known.get(note.guid) or numbers.named(note.guid) for note in notes}


def _cards(notes: Sequence[tuple[str, AnkiNote]], progress: Mapping[str, CardProgress]) -> Iterator[_Card]:
    numbers = _Numbers()
    for deck, note in notes:
        for card, ordinal in note.cards:
            number = numbers.named(f"{note.guid} {ordinal}")
            yield _Card(number, note.guid, deck, ordinal, progress.get(card, CardProgress()))


def _deck_names(decks: Sequence[Deck]) -> dict[str, tuple[int, str]]:
    """Return the id and the name of each deck in Anki. The deck id is added to a name that is taken."""
    names: dict[str, tuple[int, str]] = {}
    numbers, taken = _Numbers((1,)), set[str]()
    for deck in decks:
        name = deck.head.title
        name = f"{name} ({deck.head.id})" if name.casefold() in taken else name
        taken.add(name.casefold())
        names[deck.head.id] = (numbers.named(deck.head.id), name)
    return names


def _note_row(number: int, note: AnkiNote, context: _Context) -> tuple[Any, ...]:
    first = _TAG.sub("", note.fields[0])
    checksum = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    notetype = schema.NOTETYPES[note.notetype].id
    return number, note.guid, notetype, moment(context.now) // 1000, tags, "\x1f".join(note.fields), first, checksum


def _card_row(own: CardProgress, place: int, context: _Context) -> tuple[Any, ...]:
    """Return the columns of a card from `mod` on, which is the time of its newest event."""
    stored, changed = own.history.stored_numbers, own.history.changed
    modified = (moment(context.now) if changed is None else changed) // 1000
    if own.memory is None:
        counts = (stored.get(key, 0) for key in ("reps", "lapses", "left"))
        return modified, 0, _queue_of(own, 0, context), place, 0, 0, *counts, _json(stored.get("data", {}))
    memory = own.memory
    queue, due = _due(memory, context, over_days=bool(stored.get("over_days")))
    final_queue = _queue_of(own, queue, context)
    if final_queue < 0 and queue == _OVER_DAYS and memory.due_at is not None:
        due = memory.due_at // 1000  # Anki's import converts the due day of a suspended or buried step wrongly
    return (
        modified,
        _TYPES[memory.state],
        final_queue,
        due,
        stored.get("ivl", _days(memory)),
        stored.get("factor", _EASE),
        memory.reps,
        memory.lapses,
        stored.get("left", _STEPS.get(memory.state, 0) - (memory.step or 0)),
        _json(stored.get("data", _data(own, context.parameters.decay))),
    )


def _due(memory: Memory, context: _Context, *, over_days: bool) -> tuple[int, int]:
    """Return the queue of a card and when it is due: a day, or for a short step a moment in seconds."""
    if memory.due_at is None:
        return 2, memory.due_day - context.first_day
    if over_days:
        return _OVER_DAYS, _day_of(memory.due_at, context) - context.first_day
    return 1, memory.due_at // 1000


def _days(memory: Memory) -> int:
    """Return the interval in days: in relearning the one after it, in learning 0."""
    if memory.state == "relearning":
        return max(round(memory.stability), 1)
    return max(memory.due_day - memory.last_day, 1) if memory.due_at is None else 0


def _json(table: Mapping[str, Any]) -> str:
    return json.dumps(table, separators=(",", ":"))


def _data(own: CardProgress, decay: float) -> dict[str, Any]:
    """Return the FSRS values of a card for Anki's column `data`."""
    if own.memory is None:
        return {}
    data = {"s": round(own.memory.stability, 4), "d": round(own.memory.difficulty, 3)}
    if own.history.reviewed is None:
        return data
    at, retention = own.history.reviewed
    return {**data, "dr": retention, "decay": round(-decay, 3), "lrt": at // 1000}


def _queue_of(own: CardProgress, queue: int, context: _Context) -> int:
    if own.suspended:
        return -1
    return -3 if own.buried == context.today else queue


def _day_of(at: int, context: _Context) -> int:
    """Return the study day that begins at a moment. Rounding absorbs changes to daylight saving time since day 0."""
    return context.first_day + (at // 1000 - context.created + DAY // 2) // DAY


def _write_reviews(db: sqlite3.Connection, histories: list[tuple[int, AnkiHistory]], now: int) -> int:
    """Write the review log and return its number of rows.

    The id of a row is its time in milliseconds and must be unique: rows from Anki keep theirs, ours are moved. A time
    in the future (from a clock that was ahead) is replaced by now, as Anki would reject the whole package.
    """
    numbers, written = _Numbers(), 0
    theirs = [(card, row) for card, history in histories for row in history.imported_rows]
    ours = [(card, row) for card, history in histories for row in history.new_rows]
    for rows in (theirs, ours):
        rows.sort(key=lambda pair: pair[1].at)
        db.executemany(schema.REVIEW, ((numbers.free(min(row.at, now)), card, *row[1:]) for card, row in rows))
        written += len(rows)
    return written


def _collection_row(decks: Iterable[tuple[int, str]], cards: int, context: _Context) -> tuple[Any, ...]:
    now = moment(context.now)
    west = -int((context.now.utcoffset() or context.now - context.now).total_seconds()) // 60
    conf = {**schema.CONF, "creationOffset": west, "nextPos": cards + 1}
    own = () if context.parameters == DEFAULT_PARAMETERS else context.parameters.weights
    tables = (conf, schema.models(), schema.decks(decks, has_weights=bool(own)), schema.deck_options(own))
    return context.created, now, now, *(json.dumps(table, ensure_ascii=False) for table in tables)
