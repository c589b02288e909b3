"""SQLite ↔ core: the log, what is derived from it, and the decks as they were last read."""
