"""The tables of earlier versions of the progress file. They identify files of these versions, so they never change."""

LOG_TABLES_2 = """
CREATE TABLE event (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL, offset TEXT NOT NULL,
  day INTEGER NOT NULL, device TEXT NOT NULL, card TEXT NOT NULL, data TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_action ON event (action);
CREATE INDEX event_card ON event (card);
CREATE INDEX event_link ON event (card) WHERE kind = 'link';
"""
"""The log of versions 1 and 2."""

LOG_TABLES_3 = """
CREATE TABLE event (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL, offset TEXT NOT NULL,
  day INTEGER NOT NULL, device TEXT NOT NULL, card TEXT NOT NULL, data TEXT NOT NULL, crc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_action ON event (action);
CREATE INDEX event_card ON event (card);
CREATE INDEX event_link ON event (card) WHERE kind = 'link';
CREATE INDEX event_weights ON event (id) WHERE kind = 'weights';
CREATE INDEX event_exam ON event (id) WHERE kind = 'exam';
CREATE TABLE outbox (seq INTEGER PRIMARY KEY, id TEXT NOT NULL) STRICT;
CREATE TABLE conflict (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
"""The log of versions 3 and 4."""

PROJECTIONS_4 = """
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
CREATE INDEX memory_deck ON memory (deck, state, due_day, last_day, stability, lapses, difficulty);
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

PROJECTIONS_3 = """
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
CREATE INDEX memory_deck ON memory (deck, state, due_day, last_day, stability);
CREATE INDEX memory_note ON memory (note, due_day, state);
CREATE INDEX memory_last_day ON memory (last_day);
CREATE INDEX memory_introduced ON memory (introduced);
CREATE INDEX memory_lapses ON memory (lapses, difficulty);
CREATE TABLE suspension (
  card TEXT PRIMARY KEY, suspended INTEGER NOT NULL, buried INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE daily_count (
  deck TEXT NOT NULL, day INTEGER NOT NULL, was TEXT NOT NULL, questions INTEGER NOT NULL,
  again INTEGER NOT NULL, hard INTEGER NOT NULL, good INTEGER NOT NULL, easy INTEGER NOT NULL,
  took INTEGER NOT NULL, PRIMARY KEY (deck, day, was)
) STRICT, WITHOUT ROWID;
"""

PROJECTIONS_2 = """
CREATE TABLE undone (action TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE memory (
  card TEXT PRIMARY KEY, note TEXT NOT NULL, deck TEXT NOT NULL, state TEXT NOT NULL, step INTEGER,
  stability REAL NOT NULL, difficulty REAL NOT NULL, last_day INTEGER NOT NULL, due_day INTEGER NOT NULL,
  due_at INTEGER, introduced INTEGER NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_due ON memory (state, due_day, note);
CREATE INDEX memory_deck ON memory (deck, state, due_day, last_day, stability);
CREATE INDEX memory_note ON memory (note, due_day, state);
CREATE INDEX memory_last_day ON memory (last_day);
CREATE INDEX memory_introduced ON memory (introduced);
CREATE INDEX memory_lapses ON memory (lapses, difficulty);
CREATE TABLE hold (
  card TEXT PRIMARY KEY, suspended INTEGER NOT NULL, buried INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
  deck TEXT NOT NULL, day INTEGER NOT NULL, was TEXT NOT NULL, questions INTEGER NOT NULL,
  again INTEGER NOT NULL, hard INTEGER NOT NULL, good INTEGER NOT NULL, easy INTEGER NOT NULL,
  took INTEGER NOT NULL, PRIMARY KEY (deck, day, was)
) STRICT, WITHOUT ROWID;
"""

PROJECTIONS_1 = """
CREATE TABLE undone (action TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE memory (
  card TEXT PRIMARY KEY, note TEXT NOT NULL, deck TEXT NOT NULL, state TEXT NOT NULL, step INTEGER,
  stability REAL NOT NULL, difficulty REAL NOT NULL, last_day INTEGER NOT NULL, due_day INTEGER NOT NULL,
  due_at INTEGER, introduced INTEGER NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_due ON memory (state, due_day);
CREATE INDEX memory_note ON memory (note);
CREATE INDEX memory_last_day ON memory (last_day);
CREATE INDEX memory_introduced ON memory (introduced);
CREATE TABLE hold (
  card TEXT PRIMARY KEY, suspended INTEGER NOT NULL, buried INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
  day INTEGER NOT NULL, deck TEXT NOT NULL, was TEXT NOT NULL, questions INTEGER NOT NULL,
  again INTEGER NOT NULL, hard INTEGER NOT NULL, good INTEGER NOT NULL, easy INTEGER NOT NULL,
  took INTEGER NOT NULL, PRIMARY KEY (day, deck, was)
) STRICT, WITHOUT ROWID;
"""
