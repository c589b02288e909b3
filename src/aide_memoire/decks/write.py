"""Write deck files atomically. Mode and symbolic link stay, and a change by another program is never overwritten."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from aide_memoire import atomic_files
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNWRITABLE_HINT = "check the folder's permissions and the room on the disk"
"""The hint for a file that cannot be written."""


def replace_text(path: str, before: bytes, text: str) -> None:
    """Replace the content `before` of a file by `text`. A symbolic link stays and its target is written.

    Raises AideMemoireError, and leaves the file as it is, if its content is not `before` or it cannot be written.
    """
    try:
        atomic_files.replace_file(path, text.encode(), before)
    except FileExistsError:
        raise AideMemoireError(f"{sanitize(path)} was changed by another program", "nothing was written") from None
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error.strerror}", UNWRITABLE_HINT) from error


def write_new(path: str, text: str, instead: str) -> None:
    """Create a file atomically.

    Raises AideMemoireError if the path exists already (with `instead` as the hint) or cannot be written.
    """
    try:
        atomic_files.create_file(path, text.encode())
    except FileExistsError:
        raise AideMemoireError(f"{sanitize(path)} already exists", instead) from None
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error.strerror}", UNWRITABLE_HINT) from error


@contextmanager
def new_decks(texts: Mapping[str, str], instead: str) -> Iterator[None]:
    """Write new files of these texts by path: they appear at the end of the block, or not at all if it raises.

    Raises AideMemoireError if a path has another text already (with `instead` as the hint) or cannot be written.
    """
    try:
        with atomic_files.prepared_files({path: text.encode() for path, text in texts.items()}):
            yield
    except FileExistsError as error:
        raise AideMemoireError(f"{sanitize(error.filename)} already exists", instead) from None
    except OSError as error:
        name = sanitize(error.filename or next(iter(texts)))
        raise AideMemoireError(f"{name} cannot be written: {error.strerror}", UNWRITABLE_HINT) from error
