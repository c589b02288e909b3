"""Writing a deck's file: whole or not at all, its mode and its link kept, and never over someone else's change."""

from __future__ import annotations

from aide_memoire import atomic_files
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize

WHERE_IT_LIES = "check the folder's permissions and the room on the disk"
"""What to do about a file that cannot be written."""


def replace_text(path: str, before: bytes, text: str) -> None:
    """Put `text` into a file that still holds the bytes `before`. A link stays a link to what it names.

    Raises AideMemoireError, with the file as it was, where it has changed meanwhile or cannot be written.
    """
    try:
        atomic_files.replace_file(path, text.encode(), before)
    except FileExistsError:
        raise AideMemoireError(f"{sanitize(path)} was changed by another program", "nothing was written") from None
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error.strerror}", WHERE_IT_LIES) from error


def write_new(path: str, text: str, instead: str) -> None:
    """Write a new file, whole or not at all.

    Raises AideMemoireError where something is there already, with what to do `instead`, or where it cannot be.
    """
    try:
        atomic_files.create_file(path, text.encode())
    except FileExistsError:
        raise AideMemoireError(f"{sanitize(path)} is there already", instead) from None
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error.strerror}", WHERE_IT_LIES) from error
