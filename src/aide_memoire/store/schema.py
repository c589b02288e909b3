"""The tables of a progress file and of the deck index, and the check that a progress file has no other tables.

A progress file has the log, with what is known of it on this machine alone, and the projections, which follow from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.errors import DamagedStoreError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.store.errors import RESTORE_HINT
from aide_memoire.store.old_schema import (
    LOG_TABLES_2,
    LOG_TABLES_3,
    PROJECTIONS_1,
    PROJECTIONS_2,
    PROJECTIONS_3,
    PROJECTIONS_4,
)

if TYPE_CHECKING:
    import sqlite3


VERSION = 5
REBUILT_BEFORE = 3
"""A file of an earlier version than this has other tables, no checksums, and is made anew from its log."""
LIBRARY_VERSION = 12


EVENTS_OF_ACTION = "CREATE INDEX event_action ON event (action) WHERE action != id"
"""Nearly every action is one event, with its own id: those are found by that."""

LOG_TABLES = f"""
CREATE TABLE event (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL, offset TEXT NOT NULL,
  day INTEGER NOT NULL, device TEXT NOT NULL, card TEXT NOT NULL, data TEXT NOT NULL, crc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
{EVENTS_OF_ACTION};
CREATE INDEX event_card ON event (card);
CREATE INDEX event_link ON event (card) WHERE kind = 'link';
CREATE INDEX event_weights ON event (id) WHERE kind = 'weights';
CREATE INDEX event_exam ON event (id) WHERE kind = 'exam';
CREATE TABLE outbox (seq INTEGER PRIMARY KEY, id TEXT NOT NULL) STRICT;
CREATE TABLE conflict (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
"""Never rebuilt. `crc` is that of the event's exported line. `outbox` numbers the events in the order in which they
came into this file from anything but a sync, and `conflict` has the ids that came with two contents."""

MEMORY_BY_DECK = "CREATE INDEX memory_deck ON memory (deck)"
"""An answer leaves it as it is, as a card's deck never changes."""

PROJECTIONS = f"""
CREATE TABLE undone (action TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE held (id TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX held_until ON held (until);
CREATE TABLE link (card TEXT PRIMARY KEY, goes_on_as TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX link_goes_on_as ON link (goes_on_as);
CREATE TABLE memory (
  card TEXT PRIMARY KEY, note TEXT NOT NULL, deck TEXT NOT NULL, state TEXT NOT NULL, step INTEGER,
  stability REAL NOT NULL, difficulty REAL NOT NULL, last_day INTEGER NOT NULL, due_day INTEGER NOT NULL,
  due_at INTEGER, introduced INTEGER NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL,
  past INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_due ON memory (state, due_day, note);
{MEMORY_BY_DECK};
CREATE INDEX memory_note ON memory (note, due_day, state);
CREATE INDEX memory_last_day ON memory (last_day);
CREATE TABLE suspension (
  card TEXT PRIMARY KEY, suspended INTEGER NOT NULL, buried INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE daily_count (
  deck TEXT NOT NULL, day INTEGER NOT NULL, was TEXT NOT NULL, questions INTEGER NOT NULL,
  again INTEGER NOT NULL, hard INTEGER NOT NULL, good INTEGER NOT NULL, easy INTEGER NOT NULL,
  took INTEGER NOT NULL, PRIMARY KEY (deck, day, was)
) STRICT, WITHOUT ROWID;
"""

PROJECTION_TABLES = ("undone", "held", "link", "memory", "suspension", "daily_count")

LIBRARY_TABLES = """
CREATE TABLE lib.file (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, position INTEGER NOT NULL,
  deck TEXT NOT NULL, title TEXT NOT NULL, head TEXT NOT NULL, notes INTEGER NOT NULL, cards INTEGER NOT NULL,
  errors INTEGER NOT NULL, warnings INTEGER NOT NULL, graded INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1,
  replaced INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX lib.file_position ON file (position);
CREATE TABLE lib.note (
  file INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (id, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX lib.note_position ON note (file, position);
CREATE TABLE lib.card (
  number INTEGER PRIMARY KEY, file INTEGER NOT NULL, id TEXT NOT NULL, note TEXT NOT NULL, question TEXT NOT NULL,
  position INTEGER NOT NULL, mix INTEGER NOT NULL, bury_with TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
  answer TEXT NOT NULL, tags TEXT NOT NULL, search TEXT NOT NULL, UNIQUE (id, file)
) STRICT;
CREATE INDEX lib.card_position ON card (file, position);
CREATE INDEX lib.card_of_group ON card (file, question, id) WHERE question != id;
CREATE TABLE lib.answer (
  file INTEGER NOT NULL, key TEXT NOT NULL, card TEXT NOT NULL, question TEXT NOT NULL, like TEXT NOT NULL,
  place INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX lib.answer_key ON answer (file, key);
CREATE INDEX lib.answer_question ON answer (question) WHERE like != '';
CREATE INDEX lib.answer_like ON answer (file, like, place);
CREATE TABLE lib.renamed (file INTEGER NOT NULL, old TEXT NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE lib.cached_value (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


def _statements(script: str) -> frozenset[str]:
    return frozenset(" ".join(statement.split()) for statement in script.split(";\n") if statement.strip())


_KNOWN_TABLES = {
    1: _statements(LOG_TABLES_2 + PROJECTIONS_1),
    2: _statements(LOG_TABLES_2 + PROJECTIONS_2),
    3: _statements(LOG_TABLES_3 + PROJECTIONS_3),
    4: _statements(LOG_TABLES_3 + PROJECTIONS_4),
    VERSION: _statements(LOG_TABLES + PROJECTIONS),
}
"""The statements that create the tables and indexes of each version."""

_ANALYZE_TABLES = frozenset(
    ("CREATE TABLE sqlite_stat1(tbl,idx,stat)", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)")
)
"""The tables that `ANALYZE` creates."""


def check_schema(db: sqlite3.Connection, path: str, *, whole: bool = True) -> None:
    """Raise DamagedStoreError if the file has anything but our tables, or if a `whole` file lacks one of them.

    A foreign view or trigger could run any SQL.
    """
    found = {" ".join(sql.split()): name for name, sql in db.execute("SELECT name, sql FROM main.sqlite_master") if sql}
    ours = _KNOWN_TABLES.get(db.execute("PRAGMA main.user_version").fetchone()[0], _KNOWN_TABLES[VERSION])
    for sql in found.keys() - ours - _ANALYZE_TABLES:
        message = (
            f"the progress file holds what aide-memoire never put there: {sanitize_line(found[sql])[:40]} ({path})"
        )
        raise DamagedStoreError(message, RESTORE_HINT)
    if whole and (missing := ours - found.keys()):
        name = min(missing).split()[2]
        raise DamagedStoreError(f"the progress file lacks its {name} ({path})", RESTORE_HINT)


def run_script(db: sqlite3.Connection, script: str) -> None:
    """Run several statements within the open transaction, which `executescript` would commit."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
