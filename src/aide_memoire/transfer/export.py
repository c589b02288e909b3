"""Export progress: the log itself, or the state of each card, in formats that other programs read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from aide_memoire import atomic_files
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.exchange.progress import as_csv, as_fsrs, as_json, as_toml
from aide_memoire.reports.cards import card_rows, export_summary
from aide_memoire.store import log
from aide_memoire.store.history import all_reviews

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.workspace import Workspace

FORMATS = {
    "jsonl": "the log itself, losing nothing",
    "json": "every card with its state, and a summary",
    "toml": "the same",
    "csv": "a row for each card",
    "fsrs": "the review log that FSRS's optimisers read",
    "apkg": "decks and progress for Anki",
}


def export_lines(
    workspace: Workspace, wanted: str, decks: Sequence[str], on_progress: OnProgress, *, spreadsheet: bool = False
) -> Iterator[str]:
    """Yield the lines of a text format, of all decks or of `decks`. Reports each line to `on_progress`."""
    total = log.event_count(workspace.db) if wanted == "jsonl" and not decks else 0
    for done, line in enumerate(_lines(workspace, wanted, decks, spreadsheet=spreadsheet)):
        on_progress(done, total)
        yield line


def write_lines(path: str, lines: Iterator[str]) -> int:
    """Write a new file atomically. Returns the number of lines.

    Raises AideMemoireError if the file exists or cannot be written.
    """
    with _explained(path):
        return atomic_files.create_from_lines(path, lines)


def write_new(path: str, data: bytes) -> None:
    """Write a new file that others may read. Raises AideMemoireError as `write_lines` does."""
    with _explained(path):
        atomic_files.create_file(path, data)


@contextmanager
def _explained(path: str) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise AideMemoireError(f"{sanitize(path)} already exists", "give another name, or move it away") from None
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error.strerror}") from error


def _lines(workspace: Workspace, wanted: str, decks: Sequence[str], *, spreadsheet: bool) -> Iterator[str]:
    match wanted:
        case "jsonl":
            return log.lines(workspace.db, decks)
        case "fsrs":
            return as_fsrs(
                event for event in all_reviews(workspace.db) if not decks or event.card.partition("/")[0] in decks
            )
        case "csv":
            return as_csv(card_rows(workspace, decks), spreadsheet=spreadsheet)
        case "json":
            return as_json(export_summary(workspace, decks), card_rows(workspace, decks))
        case _:
            return as_toml(export_summary(workspace, decks), card_rows(workspace, decks))
