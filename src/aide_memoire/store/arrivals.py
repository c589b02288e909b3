"""The events that come from another log: which are new here, and which of two contents of one id stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.store.errors import translate_errors
from aide_memoire.store.event_rows import insert_rows, is_intact, line_of_row, row_of, stored_row
from aide_memoire.store.held import hold_new
from aide_memoire.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

    from aide_memoire.core.event import Event


class Arrivals:
    """Events that wait to be written: new ones, and those that take the place of another content of their id.

    Of two contents, the one whose line sorts first stays, so that the order of merges makes no difference.
    """

    def __init__(self, db: sqlite3.Connection, now: int | None, *, to_outbox: bool) -> None:
        self._db, self._now, self._to_outbox = db, now, to_outbox
        self._rows: dict[str, tuple[Any, ...]] = {}
        self._actions: set[str] = set()  # of what is replaced
        self.added = 0
        """The number of events that were not in the log."""

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def actions(self) -> list[str]:
        """Return the actions with an event that is new or replaced."""
        return sorted(self._actions.union(row[2] for row in self._rows.values()))

    def take(self, event: Event) -> bool:
        """Take an event, unless it is there already, or another content of it that stays. Returns whether it is new."""
        row = row_of(event)
        known = self._rows.get(event.id) or stored_row(self._db, event.id)
        if known == row:
            return False
        if known is None:
            self.added += 1
        elif self._stays(known, row):
            return False
        else:
            self._actions.add(known[2])
        self._rows[event.id] = row
        return known is None

    def write(self) -> None:
        """Write the events that wait, and hold those that lie ahead of the present."""
        insert_rows(self._db, self._rows.values(), to_outbox=self._to_outbox, replace=True)
        hold_new(self._db, list(self._rows.values()), self._now)
        self._rows.clear()

    def _stays(self, known: tuple[Any, ...], row: tuple[Any, ...]) -> bool:
        """Return whether the known content of an id stays, and note the conflict. A damaged one does not stay."""
        if known[0] not in self._rows and not is_intact(self._db, known[0]):
            return False
        self._db.execute("INSERT OR IGNORE INTO conflict (id) VALUES (?)", (known[0],))
        return line_of_row(known) < line_of_row(row)


def conflicts(db: sqlite3.Connection) -> int:
    """Return the number of events that came with two contents."""
    with translate_errors():
        return int(db.execute("SELECT count(*) FROM conflict").fetchone()[0])


def forget_conflicts(db: sqlite3.Connection) -> None:
    with transaction(db):
        db.execute("DELETE FROM conflict")
