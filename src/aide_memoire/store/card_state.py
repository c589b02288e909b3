"""Read the current state of cards: memory, suspended, buried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.replay import CardState
from aide_memoire.core.scheduler import Memory
from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence


MEMORY_COLUMNS = "state, step, stability, difficulty, last_day, due_day, due_at, introduced, reps, lapses"


def card_state(db: sqlite3.Connection, card: str) -> CardState:
    """Return the current state of a card."""
    with translate_errors():
        row = db.execute(f"SELECT past, {MEMORY_COLUMNS} FROM memory WHERE card = ?", (card,)).fetchone()
        suspension = db.execute("SELECT suspended, buried FROM suspension WHERE card = ?", (card,)).fetchone()
    suspended, buried = suspension or (0, 0)
    past, *memory = row or (0,)
    return CardState(Memory(*memory) if memory else None, bool(suspended), buried, past)


def card_states(db: sqlite3.Connection, cards: Sequence[str]) -> dict[str, CardState]:
    """Return the current state of each of these cards."""
    with translate_errors():
        return {card: card_state(db, card) for card in cards}


def memories(db: sqlite3.Connection) -> dict[str, Memory]:
    """Return the memory of every card that has one."""
    with translate_errors():
        return {row[0]: Memory(*row[1:]) for row in db.execute(f"SELECT card, {MEMORY_COLUMNS} FROM memory")}


def some_memories(db: sqlite3.Connection, most: int, deck: str = "") -> tuple[list[tuple[str, Memory]], int]:
    """Return an even sample of at most `most` memories, of a deck or of all, and the number of all of them.

    Each comes with its deck.
    """
    where, values = ("WHERE deck = ?" if deck else ""), [deck] * bool(deck)
    with translate_errors():
        total = db.execute(f"SELECT count(*) FROM memory {where}", values).fetchone()[0]
        rows = db.execute(
            f"SELECT deck, {MEMORY_COLUMNS} FROM"
            f" (SELECT *, row_number() OVER (ORDER BY card) AS place FROM memory {where}) WHERE place % ? = 0",
            [*values, max(-(-total // most), 1)],
        )
        return [(row[0], Memory(*row[1:])) for row in rows], total


def sibling_days(db: sqlite3.Connection, note: str, cards: Collection[str]) -> set[int]:
    """Return the days on which the cards of the note, other than `cards`, are due."""
    with translate_errors():
        rows = db.execute("SELECT card, due_day FROM memory WHERE note = ?", (note,))
        return {day for card, day in rows if card not in cards}


def suspensions(db: sqlite3.Connection) -> dict[str, tuple[bool, int]]:
    """Return (is suspended, day it is buried for) of each card that is suspended or was buried."""
    with translate_errors():
        rows = db.execute("SELECT card, suspended, buried FROM suspension")
        return {card: (bool(is_suspended), buried) for card, is_suspended, buried in rows}


def reviewed_cards(db: sqlite3.Connection, name: str | None = None) -> list[str]:
    """Return the cards with progress, of all decks or of the deck, note or card `name`, sorted by id."""
    where, values = ("", ()) if name is None else ("WHERE ? IN (deck, note, card)", (name,))
    with translate_errors():
        return [row[0] for row in db.execute(f"SELECT card FROM memory {where} ORDER BY card", values)]


def orphaned_cards(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Return (deck, card, number of reviews) of each card with progress that no studied deck has."""
    with translate_errors():
        return db.execute(
            "SELECT m.deck, m.card, m.reps FROM memory m WHERE NOT EXISTS"
            " (SELECT 1 FROM lib.card c JOIN lib.file f ON f.id = c.file AND f.live WHERE c.id = m.card)"
            " ORDER BY m.card"
        ).fetchall()


def cards_of_note_with_progress(db: sqlite3.Connection, note: str) -> list[str]:
    """Return the cards with progress of a note, whether or not a deck has it."""
    with translate_errors():
        rows = db.execute(
            "SELECT card FROM memory WHERE card = ? OR (card >= ? AND card < ?) ORDER BY card",
            (note, f"{note}#", f"{note}$"),  # "$" comes next after "#"
        )
        return [card for (card,) in rows]


def state_counts(db: sqlite3.Connection, decks: Collection[str] = ()) -> dict[str, int]:
    """Return the number of cards in each state, of all studied decks or of `decks`."""
    found: dict[str, int] = {}
    with translate_errors():
        rows = db.execute(
            "SELECT f.deck, coalesce(m.state, 'new'), count(*) FROM lib.file f JOIN lib.card c ON c.file = f.id"
            " LEFT JOIN memory m ON m.card = c.id WHERE f.live GROUP BY 1, 2"
        )
        for deck, state, number in rows:
            if not decks or deck in decks:
                found[state] = found.get(state, 0) + number
    return dict(sorted(found.items()))


def unseen_cards(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (deck, card) of the cards of studied decks that have no progress, in their order."""
    with translate_errors():
        return db.execute(
            "SELECT f.deck, c.id FROM lib.card c JOIN lib.file f ON f.id = c.file AND f.live"
            " WHERE NOT EXISTS (SELECT 1 FROM memory m WHERE m.card = c.id) ORDER BY f.position, c.position"
        ).fetchall()


def suspended_cards(db: sqlite3.Connection, deck: str | None = None) -> list[str]:
    """Return the suspended cards of all studied decks or of `deck`."""
    where, values = ("", ()) if deck is None else ("AND f.deck = ?", (deck,))
    with translate_errors():
        rows = db.execute(
            "SELECT h.card FROM suspension h JOIN lib.card c ON c.id = h.card"
            " JOIN lib.file f ON f.id = c.file AND f.live"
            f" WHERE h.suspended {where} ORDER BY h.card",
            values,
        )
        return [row[0] for row in rows]
