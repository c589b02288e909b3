"""Read and write SQLite: the log, its projections, and the deck index."""
