"""The schemas of all documents, as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.cli.documents import decks, program, quizzes, study

if TYPE_CHECKING:
    from aide_memoire.cli.documents.parts import Schema

DOCUMENTS: dict[str, Schema] = study.DOCUMENTS | decks.DOCUMENTS | quizzes.DOCUMENTS | program.DOCUMENTS
"""By the command that prints it; "draft --coverage" names the option too that it takes."""

_URL = "https://aide-memoire.github.io/aide-memoire/reference/json.schema.json"


def documents_schema() -> dict[str, Any]:
    """Return one JSON Schema (draft 2020-12) whose `$defs` has each document under its command."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _URL,
        "title": "What the commands of aide-memoire print with --json",
        "$defs": DOCUMENTS,
    }
