"""Decks and progress as an .apkg that every Anki reads: a zip with a collection of schema 11."""

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
from aide_memoire.core.scheduler import DAY, Memory
from aide_memoire.core.study_day import moment, study_day
from aide_memoire.exchange.anki import schema
from aide_memoire.exchange.anki.history import AnkiHistory
from aide_memoire.exchange.anki.notes import AnkiNote, anki_notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aide_memoire.core.note import Deck

_TYPES = {"learning": 1, "review": 2, "relearning": 3}
_EASE = 2500  # thousandths: where a card's ease begins, which FSRS does not use
_DECAY = 0.154  # of FSRS-6's default weights, as Anki rounds it
_OVER_DAYS = 3  # the queue of steps that are due on a day
_STEPS = {"learning": 2, "relearning": 1}
_TAG = re.compile(r"<[^<>]*>")
_FIRST_ID, _IDS = 1_100_000_000_000, 400_000_000_000  # milliseconds: ids of what was not made in Anki, before 2018
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of a file in a zip that is no matter


class Progress(NamedTuple):
    """What the log says of one card: its state now, and what happened to it."""

    memory: Memory | None = None
    suspended: bool = False
    buried: int = 0  # the day for which it is
    history: AnkiHistory = AnkiHistory()  # never written to


class Written(NamedTuple):
    """How much an export holds."""

    notes: int
    cards: int
    reviews: int


class _Clock(NamedTuple):
    now: datetime
    first_day: int  # from which Anki counts the days
    created: int  # when that day began, in seconds since 1970
    today: int


class _Card(NamedTuple):
    number: int
    guid: str  # of its note
    deck: str
    ordinal: int
    own: Progress


class _Numbers:
    """Gives ids, each once, that are the same in every export."""

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
    path: str, decks: Sequence[Deck], progress: Mapping[str, Progress], now: datetime, starts_at: int
) -> Written:
    """Write the decks' notes, with the progress of each card by its full id, to a file that is not there yet.

    `now` is the aware local time, `starts_at` the hour at which a study day begins. The file appears whole or
    not at all. Raises AideMemoireError where it is there already, or cannot be written.
    """
    if os.path.lexists(path):
        raise AideMemoireError(f"{sanitize(path)} is there already", "give another name, or move it away")
    try:
        with atomic_files.part_beside(path) as collection, atomic_files.part_beside(path) as package:
            with closing(sqlite3.connect(collection, isolation_level=None)) as db:
                written = _fill(db, decks, progress, _clock(progress, now, starts_at))
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
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _clock(progress: Mapping[str, Progress], now: datetime, starts_at: int) -> _Clock:
    """Return the clock, with days that are counted from the earliest that any card knows."""
    today = study_day(now, starts_at)
    memories = [each.memory for each in progress.values() if each.memory]
    first_day = min([today, *(min(each.last_day, each.due_day, each.introduced) for each in memories)])
    begins = datetime.combine(date.fromordinal(first_day), time(starts_at), now.tzinfo)
    return _Clock(now, first_day, moment(begins) // 1000, today)


def _fill(db: sqlite3.Connection, decks: Sequence[Deck], progress: Mapping[str, Progress], clock: _Clock) -> Written:
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN")
    for statement in schema.TABLES:
        db.execute(statement)
    names = _deck_names(decks)
    notes = _notes(decks, progress)
    numbers = _note_numbers([note for _, note in notes], clock)
    cards = list(_cards(notes, progress))
    db.executemany(schema.NOTE, (_note_row(numbers[note.guid], note, clock) for _, note in notes))
    db.executemany(
        schema.CARD,
        (
            (card.number, numbers[card.guid], names[card.deck][0], card.ordinal, *_card_row(card.own, place, clock))
            for place, card in enumerate(cards, 1)
        ),
    )
    reviews = _write_reviews(db, [(card.number, card.own.history) for card in cards], moment(clock.now))
    db.execute(schema.COLLECTION, _collection_row(names.values(), len(cards), clock))
    db.execute("COMMIT")
    return Written(len(notes), len(cards), reviews)


def _notes(decks: Sequence[Deck], progress: Mapping[str, Progress]) -> list[tuple[str, AnkiNote]]:
    """Return each note with its deck. Of those that were brought in twice it is the one that was learned."""
    notes: dict[str, tuple[str, AnkiNote]] = {}
    for deck in decks:
        for each in (one for note in deck.notes for one in anki_notes(deck.head, note)):
            _, before = notes.setdefault(each.guid, (deck.head.id, each))
            if _is_learned(each, progress) and not _is_learned(before, progress):
                notes[each.guid] = deck.head.id, each
    return list(notes.values())


def _is_learned(note: AnkiNote, progress: Mapping[str, Progress]) -> bool:
    return any(card in progress for card, _ in note.cards)


def _note_numbers(notes: Sequence[AnkiNote], clock: _Clock) -> dict[str, int]:
    """Return each note's number by its guid: the one that it had in Anki, else one that follows from the guid."""
    now = moment(clock.now)
    theirs = {note.number: note.guid for note in reversed(notes) if 0 < note.number <= now}
    numbers = _Numbers(theirs)
    known = {guid: number for number, guid in theirs.items()}
    return {note.guid: known.get(note.guid) or numbers.named(note.guid) for note in notes}


def _cards(notes: Sequence[tuple[str, AnkiNote]], progress: Mapping[str, Progress]) -> Iterator[_Card]:
    numbers = _Numbers()
    for deck, note in notes:
        for card, ordinal in note.cards:
            number = numbers.named(f"{note.guid} {ordinal}")
            yield _Card(number, note.guid, deck, ordinal, progress.get(card, Progress()))


def _deck_names(decks: Sequence[Deck]) -> dict[str, tuple[int, str]]:
    """Return each deck's number and name in Anki; a name that two decks have is made two."""
    names: dict[str, tuple[int, str]] = {}
    numbers, taken = _Numbers((1,)), set[str]()
    for deck in decks:
        name = deck.head.title
        name = f"{name} ({deck.head.id})" if name.casefold() in taken else name
        taken.add(name.casefold())
        names[deck.head.id] = (numbers.named(deck.head.id), name)
    return names


def _note_row(number: int, note: AnkiNote, clock: _Clock) -> tuple[Any, ...]:
    first = _TAG.sub("", note.fields[0])
    checksum = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    notetype = schema.NOTETYPES[note.notetype].id
    return number, note.guid, notetype, moment(clock.now) // 1000, tags, "\x1f".join(note.fields), first, checksum


def _card_row(own: Progress, place: int, clock: _Clock) -> tuple[Any, ...]:
    """Return a card's columns from `mod` on: it was changed when something happened to it last."""
    kept, changed = own.history.kept, own.history.changed
    modified = (moment(clock.now) if changed is None else changed) // 1000
    if own.memory is None:
        counts = (kept.get(key, 0) for key in ("reps", "lapses", "left"))
        return modified, 0, _held(own, 0, clock), place, 0, 0, *counts, _json(kept.get("data", {}))
    memory = own.memory
    queue, due = _due(memory, clock, over_days=bool(kept.get("over_days")))
    held = _held(own, queue, clock)
    if held < 0 and queue == _OVER_DAYS and memory.due_at is not None:
        due = memory.due_at // 1000  # Anki's import counts the days of a held step from the wrong first one
    return (
        modified,
        _TYPES[memory.state],
        held,
        due,
        kept.get("ivl", _days(memory)),
        kept.get("factor", _EASE),
        memory.reps,
        memory.lapses,
        kept.get("left", _STEPS.get(memory.state, 0) - (memory.step or 0)),
        _json(kept.get("data", _data(own))),
    )


def _due(memory: Memory, clock: _Clock, *, over_days: bool) -> tuple[int, int]:
    """Return the queue in which a card waits, and until when: a day, or for a step a moment in seconds."""
    if memory.due_at is None:
        return 2, memory.due_day - clock.first_day
    if over_days:
        return _OVER_DAYS, _day_of(memory.due_at, clock) - clock.first_day
    return 1, memory.due_at // 1000


def _days(memory: Memory) -> int:
    """Return the interval: in relearning the one that comes after it, in learning none."""
    if memory.state == "relearning":
        return max(round(memory.stability), 1)
    return max(memory.due_day - memory.last_day, 1) if memory.due_at is None else 0


def _json(table: Mapping[str, Any]) -> str:
    return json.dumps(table, separators=(",", ":"))


def _data(own: Progress) -> dict[str, Any]:
    """Return FSRS's numbers of a card as Anki keeps them."""
    if own.memory is None:
        return {}
    data = {"s": round(own.memory.stability, 4), "d": round(own.memory.difficulty, 3)}
    if own.history.reviewed is None:
        return data
    at, retention = own.history.reviewed
    return {**data, "dr": retention, "decay": _DECAY, "lrt": at // 1000}


def _held(own: Progress, queue: int, clock: _Clock) -> int:
    if own.suspended:
        return -1
    return -3 if own.buried == clock.today else queue


def _day_of(at: int, clock: _Clock) -> int:
    """Return the study day that begins at a moment, whatever the clocks were changed by since the first one."""
    return clock.first_day + (at // 1000 - clock.created + DAY // 2) // DAY


def _write_reviews(db: sqlite3.Connection, histories: list[tuple[int, AnkiHistory]], now: int) -> int:
    """Write the log, a row for each millisecond: Anki's own rows keep theirs, ours give way.

    None lies in the future, as one of a clock that was ahead would: Anki refuses the whole package then.
    """
    numbers, written = _Numbers(), 0
    theirs = [(card, row) for card, history in histories for row in history.theirs]
    ours = [(card, row) for card, history in histories for row in history.ours]
    for rows in (theirs, ours):
        rows.sort(key=lambda each: each[1].at)
        db.executemany(schema.REVIEW, ((numbers.free(min(row.at, now)), card, *row[1:]) for card, row in rows))
        written += len(rows)
    return written


def _collection_row(decks: Iterable[tuple[int, str]], cards: int, clock: _Clock) -> tuple[Any, ...]:
    now = moment(clock.now)
    west = -int((clock.now.utcoffset() or clock.now - clock.now).total_seconds()) // 60
    conf = {**schema.CONF, "creationOffset": west, "nextPos": cards + 1}
    tables = (conf, schema.models(), schema.decks(decks), schema.DECK_OPTIONS)
    return clock.created, now, now, *(json.dumps(table, ensure_ascii=False) for table in tables)
