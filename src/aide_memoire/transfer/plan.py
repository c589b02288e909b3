"""The values of an import, shared by the command line and the app.

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
    """A function from the name of some work to a context that shows its progress."""


class DeckPreview(NamedTuple):
    """A preview of one deck: its first notes as TOML, remarks about content that is not imported, and a summary."""

    sample: str
    remarks: tuple[str, ...]
    summary: str


class Preview(NamedTuple):
    """A preview of an import. `remarks` are about the whole file."""

    decks: tuple[DeckPreview, ...]
    progress: str = ""
    remarks: tuple[str, ...] = ()


class Result(NamedTuple):
    """The result of an import: what was done, remarks about the rest, and the files of the decks that were written."""

    done: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()


class ImportPlan(Protocol):
    """One file that was read and can be imported."""

    @property
    def refusal(self) -> str:
        """Return why nothing is written, or ""."""

    def preview(self, workspace: Workspace) -> Preview:
        """Return a preview. Writes nothing."""

    def is_unchanged(self, workspace: Workspace) -> bool:
        """Return whether the profile's log is unchanged since the import was planned."""

    def carry_out(self, workspace: Workspace, watch: Watch) -> Result:
        """Write decks and progress. Raises AideMemoireError if that fails; then nothing is changed."""


def count_notes(imported: ImportedDeck) -> str:
    """Return the number of notes, of files that they name, and of remarks: "3 notes (2 cards, 1 cloze), 1 remark"."""
    kinds = Counter(note.kind for note in imported.notes)
    parts = ", ".join(counted(number, kind) for kind, number in sorted(kinds.items()))
    remarks = f", {counted(len(imported.remarks), 'remark')}" if imported.remarks else ""
    media = sum(len(note.shared.media) for note in imported.notes)
    named = f", {media} {'picture or sound' if media == 1 else 'pictures or sounds'}" if media else ""
    return f"{counted(len(imported.notes), 'note')} ({parts}){named}{remarks}"
