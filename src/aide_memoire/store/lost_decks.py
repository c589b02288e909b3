"""Decks with a history that are studied no more: renamed, deleted or emptied, or with another id."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    import sqlite3

_SAMPLE = 40  # notes of a lost deck that are looked for in the others

_WITH_HISTORY = (  # one look into the index for each deck, instead of all of its rows
    "WITH RECURSIVE known (deck) AS (SELECT min(deck) FROM memory"
    " UNION ALL SELECT (SELECT min(m.deck) FROM memory m WHERE m.deck > known.deck) FROM known WHERE deck IS NOT NULL)"
    " SELECT deck FROM known WHERE deck IS NOT NULL AND deck NOT IN (SELECT deck FROM lib.file WHERE live AND cards)"
)
_IN_COMMON = (
    "WITH own (name) AS"
    " (SELECT DISTINCT substr(note, length(:deck) + 1) FROM memory WHERE deck = :deck ORDER BY note LIMIT :most)"
    " SELECT f.deck, count(*), (SELECT count(*) FROM own) FROM lib.file f CROSS JOIN own"
    " JOIN lib.note n ON n.id = f.deck || own.name AND n.file = f.id"
    " WHERE f.live AND NOT EXISTS (SELECT 1 FROM memory m WHERE m.note = n.id)"
    " GROUP BY f.id ORDER BY 2 DESC, f.position LIMIT 1"
)


class LostDeck(NamedTuple):
    """A deck that is studied no more, the number of its cards with a history, and the deck that it likely became."""

    deck: str
    cards: int
    likely: str = ""
    is_empty: bool = False  # its file is there, without a card


def find_lost_decks(db: sqlite3.Connection) -> list[LostDeck]:
    """Return the lost decks. The likely new one has at least half of the notes, and nobody has answered them there."""
    with translate_errors():
        return [_lost(db, deck) for (deck,) in db.execute(_WITH_HISTORY).fetchall()]


def _lost(db: sqlite3.Connection, deck: str) -> LostDeck:
    cards = db.execute("SELECT count(*) FROM memory WHERE deck = ?", (deck,)).fetchone()[0]
    likely, common, all_notes = db.execute(_IN_COMMON, {"deck": deck, "most": _SAMPLE}).fetchone() or ("", 0, 1)
    is_empty = db.execute("SELECT 1 FROM lib.file WHERE live AND deck = ?", (deck,)).fetchone() is not None
    return LostDeck(deck, cards, likely if common * 2 >= all_notes else "", is_empty)
