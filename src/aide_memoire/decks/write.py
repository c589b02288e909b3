"""Writing a deck's file: whole or not at all, its mode and its link kept, and never over someone else's change."""

from __future__ import annotations

import os
import stat
import tempfile

from aide_memoire.core.clean import clean
from aide_memoire.core.errors import AideMemoireError


def replace_text(path: str, before: bytes, text: str) -> None:
    """Put `text` into a file that still holds the bytes `before`. A link stays a link to what it names.

    Raises AideMemoireError, with the file as it was, where it has changed meanwhile or cannot be written.
    """
    target = os.path.realpath(path)
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode)
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=os.path.dirname(target))
        try:
            with open(handle, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            os.chmod(part, mode)
            with open(target, "rb") as file:
                if file.read() != before:
                    raise AideMemoireError(f"{clean(path)} was changed by another program", "nothing was written")
            os.replace(part, target)
        except BaseException:
            os.unlink(part)
            raise
    except OSError as error:
        raise AideMemoireError(f"{clean(path)} cannot be written: {error.strerror}") from error
