"""The deck index: the notes, cards and answers of all deck files, so that no TOML is parsed to ask a question.

A note is cached as its sanitized TOML table, in JSON. `library.load` builds the note from it.
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.deck_files import deck_files
from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    Choose = Callable[[str, Sequence[str]], tuple[str, Collection[str]]]
    """A function from a deck id and the files that have it to the one to study and those that it replaces."""

_CARD = "file, id, note, question, position, mix, bury_with, kind, text, answer, tags, search"
_FARTHEST = 100_000  # notes or days: a greater distance is not similar


class NoteRow(NamedTuple):
    """A note to cache. `body` is its table as JSON."""

    id: str
    kind: str
    body: str
    formerly: tuple[str, ...] = ()  # ids that the note had before


class CardRow(NamedTuple):
    """A card to cache. `bury_with`: notes that reveal its answer, or the reverse. `search`: the text to search in."""

    id: str
    note: str
    question: str
    bury_with: tuple[str, ...] = ()
    kind: str = ""
    text: str = ""
    answer: str = ""
    tags: tuple[str, ...] = ()
    search: str = ""


class AnswerRow(NamedTuple):
    """A right answer of a question. It is recognised when given to another question, and can be a lure there."""

    key: str  # the folded text, or the ISO date
    card: str
    question: str
    like: str  # answers with the same value can be lures for each other; "" if this one cannot be a lure
    place: int  # to compare how near two such answers are: the position in the deck, or the day
    text: str


class DeckRow(NamedTuple):
    """A deck file to cache. `head` is the tables of its head, as JSON."""

    path: str
    stamp: str
    deck: str
    title: str
    head: str
    notes: Sequence[NoteRow]
    cards: Sequence[CardRow]
    answers: Sequence[AnswerRow]
    errors: int
    warnings: int
    graded: bool = True  # whether no lure is left to be graded: one that is right is an error


class CachedNote(NamedTuple):
    """A cached note, with the head of its deck."""

    deck: str
    head: str
    kind: str
    body: str


class IndexedQuestion(NamedTuple):
    """A question of a studied deck, by its id, that of its note, and that of the deck."""

    question: str
    note: str
    deck: str


def _choose_first(_: str, paths: Sequence[str]) -> tuple[str, Collection[str]]:
    return paths[0], ()


def update_index(
    db: sqlite3.Connection, order: Sequence[str], changed: Iterable[DeckRow], choose: Choose = _choose_first
) -> None:
    """Replace the rows of the changed deck files, and remove the files that are not in `order`.

    Of several files with one deck id, the one that `choose` returns is studied.
    """
    with translate_errors():
        db.execute("BEGIN IMMEDIATE")
        try:
            known = {entry.path for entry in deck_files(db)}
            for path in known - set(order):
                _delete_deck(db, path)
            with _indexes_made_last(db) if not known else nullcontext():
                for deck in changed:
                    if deck.path in known:
                        _delete_deck(db, deck.path)
                    _insert_deck(db, deck)
            db.executemany("UPDATE lib.file SET position = ? WHERE path = ?", enumerate(order))
            _choose_live(db, choose)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # where the disk is full, SQLite has rolled back already
                db.execute("ROLLBACK")
            raise


@contextmanager
def _indexes_made_last(db: sqlite3.Connection) -> Iterator[None]:
    """Leave empty tables without their indexes until they are filled, which takes a sixth less time."""
    indexes = db.execute("SELECT name, sql FROM lib.sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in indexes:
        db.execute(f"DROP INDEX lib.{name}")
    yield
    for _, sql in indexes:
        db.execute(sql.replace("CREATE INDEX ", "CREATE INDEX lib.", 1))


def _choose_live(db: sqlite3.Connection, choose: Choose) -> None:
    db.execute("UPDATE lib.file SET live = 1, replaced = 0")
    paths: dict[str, list[str]] = {}
    for entry in deck_files(db):
        paths.setdefault(entry.deck, []).append(entry.path)
    for deck, files in paths.items():
        if len(files) > 1:
            studied, replaced = choose(deck, files)
            rows = ((path == studied, path in replaced, path) for path in files)
            db.executemany("UPDATE lib.file SET live = ?, replaced = ? WHERE path = ?", rows)


def cached_note(db: sqlite3.Connection, note_id: str) -> CachedNote | None:
    """Return the note with this full id, or None if no studied deck has it."""
    with translate_errors():
        row = db.execute(
            "SELECT f.deck, f.head, n.kind, n.body FROM lib.note n JOIN lib.file f ON f.id = n.file"
            " WHERE n.id = ? AND f.live",
            (note_id,),
        ).fetchone()
    return CachedNote(*row) if row else None


def cached_notes(db: sqlite3.Connection, deck: str | None = None, kind: str | None = None) -> Iterator[CachedNote]:
    """Yield the notes of all studied decks, or of one deck or one kind, in the author's order."""
    where = ("AND f.deck = :deck " if deck is not None else "") + ("AND n.kind = :kind " if kind is not None else "")
    with translate_errors():
        for row in db.execute(
            "SELECT f.deck, f.head, n.kind, n.body FROM lib.file f JOIN lib.note n ON n.file = f.id"
            f" WHERE f.live {where}ORDER BY f.position, n.position",
            {"deck": deck, "kind": kind},
        ):
            yield CachedNote(*row)


def notes_with_lures(db: sqlite3.Connection, file: int) -> Iterator[CachedNote]:
    """Yield the notes of a deck file that have lures."""
    with translate_errors():
        for row in db.execute(
            "SELECT f.deck, f.head, n.kind, n.body FROM lib.note n JOIN lib.file f ON f.id = n.file"
            " WHERE f.id = ? AND instr(n.body, '\"lures\"')",
            (file,),
        ):
            yield CachedNote(*row)


def renamed_notes(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (former id, id) of each note of a studied deck that says which ids it had."""
    with translate_errors():
        return db.execute(
            "SELECT r.old, r.note FROM lib.renamed r JOIN lib.file f ON f.id = r.file WHERE f.live ORDER BY r.rowid"
        ).fetchall()


def question_of(db: sqlite3.Connection, card: str) -> str | None:
    """Return the id of the question that asks the card, or None if no studied deck has the card."""
    with translate_errors():
        row = db.execute(
            "SELECT c.question FROM lib.card c JOIN lib.file f ON f.id = c.file WHERE c.id = ? AND f.live", (card,)
        ).fetchone()
    return str(row[0]) if row else None


def questions_of_cards(db: sqlite3.Connection, cards: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return (question, note, deck) of the questions that ask these cards, each once. Cards of no deck have none."""
    sql = "SELECT c.question, c.note, f.deck FROM lib.card c JOIN lib.file f ON f.id = c.file WHERE c.id = ? AND f.live"
    with translate_errors():
        return list(dict.fromkeys(row for card in cards for row in db.execute(sql, (card,))))


def all_questions(db: sqlite3.Connection) -> list[IndexedQuestion]:
    """Return every question of the studied decks once, in no order."""
    with translate_errors():
        rows = db.execute(
            "SELECT DISTINCT c.question, c.note, f.deck FROM lib.card c JOIN lib.file f ON f.id = c.file WHERE f.live"
        )
        return [IndexedQuestion(*row) for row in rows]


def text_of_card(db: sqlite3.Connection, card: str) -> str:
    """Return the question that asks the card, or "" if no studied deck has the card."""
    with translate_errors():
        row = db.execute(
            "SELECT c.text FROM lib.card c JOIN lib.file f ON f.id = c.file WHERE c.id = ? AND f.live", (card,)
        ).fetchone()
    return str(row[0]) if row else ""


def cards_named(db: sqlite3.Connection, name: str) -> list[str]:
    """Return the cards of the deck, note or card with this id, in the author's order."""
    with translate_errors():
        rows = db.execute(
            "SELECT c.id FROM lib.card c JOIN lib.file f ON f.id = c.file"
            " WHERE f.live AND ? IN (f.deck, c.note, c.id) ORDER BY f.position, c.position",
            (name,),
        )
        return [row[0] for row in rows]


def cards_tagged(db: sqlite3.Connection, tag: str) -> list[str]:
    """Return the cards of the notes that have the tag, in the author's order."""
    with translate_errors():
        rows = db.execute(
            "SELECT c.id FROM lib.card c JOIN lib.file f ON f.id = c.file WHERE f.live AND c.tags != ''"
            " AND instr(char(10) || c.tags || char(10), char(10) || ? || char(10)) ORDER BY f.position, c.position",
            (tag,),
        )
        return [row[0] for row in rows]


def known_cards(db: sqlite3.Connection) -> list[str]:
    """Return the ids of all cards: those of the studied decks, and orphans."""
    with translate_errors():
        rows = db.execute(
            "SELECT c.id FROM lib.card c JOIN lib.file f ON f.id = c.file WHERE f.live UNION SELECT card FROM memory"
        )
        return [row[0] for row in rows]


def find_answers(db: sqlite3.Connection, deck: str, key: str, question: str) -> list[tuple[str, str, str]]:
    """Return (card, question, answer) of the other questions of the deck for which a text or a date is right.

    A date also matches the more precise dates within it: "1945" matches "1945-08-14".
    """
    with translate_errors():
        return db.execute(
            "SELECT a.card, a.question, a.text FROM lib.answer a JOIN lib.file f ON f.id = a.file"
            " WHERE f.deck = :deck AND f.live AND a.question != :question AND a.key BETWEEN :key AND :key || '-~'"
            " AND (a.key = :key OR (a.like LIKE 'date %' AND a.key >= :key || '-')) ORDER BY a.place LIMIT 5",
            {"deck": deck, "question": question, "key": key},
        ).fetchall()


def find_similar_answers(db: sqlite3.Connection, deck: str, question: str, most: int) -> list[str]:
    """Return at most `most` answers that can be lures for the question, the nearest first."""
    with translate_errors():
        own = db.execute(
            "SELECT a.like, a.place, a.file FROM lib.answer a JOIN lib.file f ON f.id = a.file"
            " WHERE f.deck = ? AND f.live AND a.question = ? AND a.like != '' LIMIT 1",
            (deck, question),
        ).fetchone()
        if own is None:
            return []
        like, place, file = own
        alike = "SELECT text, place FROM lib.answer WHERE file = :file AND like = :like AND question != :question"
        before = f"{alike} AND place BETWEEN :place - :far AND :place ORDER BY place DESC, text LIMIT :most"
        behind = f"{alike} AND place BETWEEN :place + 1 AND :place + :far ORDER BY place, text LIMIT :most"
        rows = db.execute(  # reads the index in both directions instead of the whole deck
            f"SELECT text FROM (SELECT * FROM ({before}) UNION ALL SELECT * FROM ({behind}))"
            " ORDER BY abs(place - :place), text LIMIT :most",
            {"file": file, "like": like, "question": question, "place": place, "far": _FARTHEST, "most": most},
        )
        return [row[0] for row in rows]


def knows(db: sqlite3.Connection, name: str) -> bool:
    """Return whether there is a studied deck, a note or a card with this id."""
    queries = (
        "SELECT 1 FROM lib.file WHERE deck = ? AND live",
        "SELECT 1 FROM lib.note n JOIN lib.file f ON f.id = n.file WHERE n.id = ? AND f.live",
        "SELECT 1 FROM lib.card c JOIN lib.file f ON f.id = c.file WHERE c.id = ? AND f.live",
    )
    with translate_errors():
        return any(db.execute(query, (name,)).fetchone() for query in queries)


def _delete_deck(db: sqlite3.Connection, path: str) -> None:
    for table in ("note", "card", "answer", "renamed"):
        db.execute(f"DELETE FROM lib.{table} WHERE file = (SELECT id FROM lib.file WHERE path = ?)", (path,))
    db.execute("DELETE FROM lib.file WHERE path = ?", (path,))


def _insert_deck(db: sqlite3.Connection, deck: DeckRow) -> None:
    file = db.execute(
        "INSERT INTO lib.file (path, stamp, position, deck, title, head, notes, cards, errors, warnings, graded)"
        " VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            deck.path,
            deck.stamp,
            deck.deck,
            deck.title,
            deck.head,
            len(deck.notes),
            len(deck.cards),
            deck.errors,
            deck.warnings,
            deck.graded,
        ),
    ).lastrowid
    db.executemany(
        "INSERT INTO lib.note (file, id, kind, position, body) VALUES (?, ?, ?, ?, ?)",
        ((file, note.id, note.kind, place, note.body) for place, note in enumerate(deck.notes)),
    )
    db.executemany(
        "INSERT INTO lib.renamed (file, old, note) VALUES (?, ?, ?)",
        ((file, old, note.id) for note in deck.notes for old in note.formerly),
    )
    db.executemany(
        f"INSERT INTO lib.card ({_CARD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_card_values(card, file, place) for place, card in enumerate(deck.cards)),
    )
    db.executemany(
        "INSERT INTO lib.answer (file, key, card, question, like, place, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((file, *answer) for answer in deck.answers),
    )


def _card_values(card: CardRow, file: int | None, place: int) -> tuple[object, ...]:
    mix = zlib.crc32(card.note.encode())
    bury_with, tags = " ".join(card.bury_with), "\n".join(card.tags)
    asked = (card.kind, card.text, card.answer, tags, card.search)
    return (file, card.id, card.note, card.question, place, mix, bury_with, *asked)
