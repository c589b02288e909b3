"""Import a text file of another program as a deck: read, preview, write."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import UnusualFileError, read_regular_file
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.ids import id_from_words, slug
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.decks.files import LARGEST_DECK, stem_of
from aide_memoire.decks.write import write_new
from aide_memoire.exchange.columns import ANY
from aide_memoire.exchange.formats import read_text_file
from aide_memoire.exchange.ids import with_ids
from aide_memoire.exchange.toml import deck_of, deck_text, note_text
from aide_memoire.transfer.plan import DeckPreview, Preview, Result, count_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.exchange.columns import Wanted
    from aide_memoire.exchange.importer import ImportedDeck, Remark
    from aide_memoire.transfer.plan import Watch
    from aide_memoire.workspace import Workspace

INSTEAD = "-o gives another name"
"""The hint where there is a file of the deck's name."""
_PREVIEWED = 3  # notes
_SHOWN = 2000  # characters of each
_TOLD = 3  # remarks of one kind
_VARIABLE = re.compile(r"“.*”|\d+", re.DOTALL)  # what differs between two remarks of one kind


class DeckImport(NamedTuple):
    """The notes of a text file, and the deck file to write them to."""

    path: str
    output: str
    imported: ImportedDeck

    @property
    def refusal(self) -> str:
        """Return why nothing is written, or ""."""
        return reason_to_refuse(self.path, [self.imported])

    def preview(self, workspace: Workspace | None = None) -> Preview:
        """Return a preview of the deck."""
        return Preview((preview_deck(self.path, self.output, self.imported),))

    def is_unchanged(self, workspace: Workspace) -> bool:
        """Return True: importing a deck does not change the log."""
        return True

    def carry_out(self, workspace: Workspace | None = None, watch: Watch | None = None) -> Result:
        """Write the deck, unless it is refused. Raises AideMemoireError if the file cannot be written."""
        remarks = remark_lines(self.path, self.imported)
        if self.refusal:
            return Result((), remarks)
        write_deck(self.path, self.output, self.imported)
        return Result((f"{self.path}: {count_notes(self.imported)} written to {self.output}",), remarks, (self.output,))


def plan_deck(path: str, output: str, wanted: str = "", columns: Wanted = ANY) -> DeckImport:
    """Read a text file in the `wanted` format, or in the format that it seems to have.

    Raises UnclearColumnsError if `columns` must say what is asked, AideMemoireError if the file cannot be read.
    """
    if path.lower().endswith(".toml"):
        raise AideMemoireError(f"{path} is a deck of this program", "study it: aide-memoire study --decks FOLDER")
    data = read_bytes(path, LARGEST_DECK)
    try:
        return DeckImport(path, output, with_ids(read_text_file(data, path, wanted, columns), id_from_words))
    except AideMemoireError as error:
        error.message = f"{path}: {error.message}"
        raise


def preview_deck(path: str, output: str, imported: ImportedDeck, cited: str = "{}") -> DeckPreview:
    """Return a preview of one deck. `cited` is the template for the line or number of a remark."""
    sample = "\n".join(_beginning(note_text(note)) for note in imported.notes[:_PREVIEWED])
    summary = f"{path}: {count_notes(imported)}, to be written to {output}" if imported.notes else ""
    return DeckPreview(sample, remark_lines(path, imported, cited), summary)


def _beginning(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"


def remark_lines(path: str, imported: ImportedDeck, cited: str = "{}") -> tuple[str, ...]:
    """Return the remarks about content that cannot be imported, each with its place in the file.

    Of each kind the first three are told, and then how many there are.
    """
    kinds: dict[str, list[Remark]] = {}
    for remark in imported.remarks:
        kinds.setdefault(_VARIABLE.sub("…", remark.text), []).append(remark)
    return tuple(line for remarks in kinds.values() for line in _told(path, remarks, cited))


def _told(path: str, remarks: list[Remark], cited: str) -> Iterator[str]:
    for remark in remarks[:_TOLD]:
        yield f"{path}:{cited.format(remark.line)}: {remark.text}"
    if len(remarks) > _TOLD:
        yield f"{path}: … and {len(remarks) - _TOLD:,} more of this kind, {len(remarks):,} in all"


def reason_to_refuse(path: str, decks: Sequence[ImportedDeck]) -> str:
    """Return why nothing of a file is written, or "": there is nothing, or more would be lost than carried."""
    dropped, carried = sum(deck.dropped for deck in decks), sum(len(deck.notes) for deck in decks)
    if not carried:
        return f"{path}: nothing in it could be imported"
    lost = f"{path}: {dropped:,} of {dropped + carried:,} notes would be lost: nothing is written"
    return lost if dropped > carried else ""


def write_deck(path: str, output: str, imported: ImportedDeck) -> None:
    """Write the notes as a new deck, atomically. Raises AideMemoireError if it is too large or cannot be written."""
    write_new(output, text_of(path, output, imported), INSTEAD)


def text_of(path: str, output: str, imported: ImportedDeck) -> str:
    """Return the text of the deck `output` with the notes of the file `path`. Raises AideMemoireError if too large."""
    stem = stem_of(output)
    source = sanitize_line(os.path.basename(path))
    text = deck_text(deck_of(imported, slug(stem) or "deck", stem or "Deck", source))
    if len(text.encode()) > LARGEST_DECK:
        raise AideMemoireError(
            f"the deck would be larger than {LARGEST_DECK // 2**20} MB", "part the file into several"
        )
    return text


def read_bytes(path: str, largest: int = sys.maxsize) -> bytes:
    """Return the bytes of a file. Raises AideMemoireError if it is no regular file or larger than `largest`."""
    try:
        return read_regular_file(path, largest)
    except UnusualFileError as error:
        hint = "part it into several files" if os.path.isfile(path) else ""
        raise AideMemoireError(f"{path} is {error.strerror}", hint) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise AideMemoireError(f"{path} cannot be read: {reason}") from None
