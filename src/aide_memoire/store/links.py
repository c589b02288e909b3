"""Links: the history of a card goes on under another id, as when its note was renamed.

The table `link` has each linked card with the id at the end of its chain, so that an answer walks no chain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.store.event_rows import THAT_COUNT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping


def find_links(db: sqlite3.Connection) -> dict[str, str]:
    """Return, for each linked card, the id under which its history continues: the end of its chain."""
    return dict(db.execute("SELECT card, goes_on_as FROM link").fetchall())


def goes_on_as(db: sqlite3.Connection, card: str) -> str:
    """Return the id under which the history of a card continues, or "" if the card is not linked."""
    row = db.execute("SELECT goes_on_as FROM link WHERE card = ?", (card,)).fetchone()
    return str(row[0]) if row else ""


def update_links(db: sqlite3.Connection) -> set[str]:
    """Bring the table `link` up to date with the log. Returns the cards whose history has changed by that."""
    before, after = find_links(db), _ends(_links_of_log(db))
    moved = {card for card in before.keys() | after.keys() if before.get(card) != after.get(card)}
    db.executemany("DELETE FROM link WHERE card = ?", ((card,) for card in moved))
    db.executemany(
        "INSERT INTO link (card, goes_on_as) VALUES (?, ?)", ((card, after[card]) for card in moved if card in after)
    )
    return moved.union(*({ends[card] for card in moved if card in ends} for ends in (before, after)))


def _links_of_log(db: sqlite3.Connection) -> dict[str, str]:
    """Return the newest link in effect of each card.

    A link back to an earlier id, as when a card was renamed and then got its old name again, ends the link of that id.
    """
    rows = db.execute(  # sorted in Python: with ORDER BY, SQLite would read the whole log in order instead of sorting
        "SELECT e.id, e.card, json_extract(e.data, '$.to') FROM event e INDEXED BY event_link"
        f" WHERE e.kind = 'link' AND {THAT_COUNT}"
    )
    links: dict[str, str] = {}
    for _, card, to in sorted(rows):
        if _leads_to(to, card, links):
            links.pop(to, None)
        if card != to:
            links[card] = to
    return links


def _leads_to(start: str, card: str, links: Mapping[str, str]) -> bool:
    """Return whether the chain from `start` has this card. No chain of `links` is a circle."""
    while start != card and start in links:
        start = links[start]
    return start == card


def _ends(links: Mapping[str, str]) -> dict[str, str]:
    """Return the end of the chain of each linked card."""
    ends: dict[str, str] = {}
    for card in links:
        way = []
        while card in links and card not in ends:
            way.append(card)
            card = links[card]  # noqa: PLW2901  it walks the chain
        ends.update(dict.fromkeys(way, ends.get(card, card)))
    return ends
