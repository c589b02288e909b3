"""What an import would do, and what it has done: the same values for the command line and for the app.

An import is planned (everything is read, nothing is written), previewed, and carried out: backup, decks, progress.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from aide_memoire.formatting import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.exchange.importer import ImportedDeck
    from aide_memoire.workspace import Workspace

    Watch = Callable[[str], AbstractContextManager[OnProgress]]
    """Shows how far some named work is, for as long as its context lasts."""


class DeckPreview(NamedTuple):
    """What one deck would become: its first notes as TOML, what cannot be carried, and how much it is."""

    sample: str
    remarks: tuple[str, ...]
    summary: str


class Preview(NamedTuple):
    """What an import would do. `remarks` are about the file as a whole."""

    decks: tuple[DeckPreview, ...]
    progress: str = ""
    remarks: tuple[str, ...] = ()


class Result(NamedTuple):
    """What an import has done, and what it could not do."""

    done: tuple[str, ...]
    remarks: tuple[str, ...] = ()


class ImportPlan(Protocol):
    """One file, read and ready to be imported."""

    def preview(self, workspace: Workspace) -> Preview:
        """Return what the import would do. Nothing is written."""

    def is_unchanged(self, workspace: Workspace) -> bool:
        """Return whether the profile's log is still as it was when the import was planned."""

    def carry_out(self, workspace: Workspace, watch: Watch) -> Result:
        """Write decks and progress. Raises AideMemoireError with nothing changed."""


def count_notes(imported: ImportedDeck) -> str:
    """Return "3 notes (2 cards, 1 cloze)", and how many remarks there are."""
    kinds = Counter(note.kind for note in imported.notes)
    parts = ", ".join(counted(number, kind) for kind, number in sorted(kinds.items()))
    remarks = f", {counted(len(imported.remarks), 'remark')}" if imported.remarks else ""
    return f"{counted(len(imported.notes), 'note')} ({parts}){remarks}"
