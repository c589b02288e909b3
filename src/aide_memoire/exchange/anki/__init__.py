"""Anki's files ↔ core: packages and text exports, with their reviews."""
