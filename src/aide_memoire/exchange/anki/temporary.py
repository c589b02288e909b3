"""Folders for what is unpacked: for this user alone, and gone afterwards, also where the process was killed."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from aide_memoire.atomic_files import is_gone, machine

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = re.compile(r"aide-memoire-(?P<machine>[0-9a-f]{8})-(?P<process>\d+)-\w+")


@contextmanager
def temporary_folder() -> Iterator[str]:
    """Yield a new folder, and delete it at the end. Delete those that a kill has left behind."""
    place = tempfile.gettempdir()
    _sweep(place)
    with tempfile.TemporaryDirectory(prefix=f"aide-memoire-{machine()}-{os.getpid()}-", dir=place) as folder:
        yield folder


def _sweep(place: str) -> None:
    with suppress(OSError):
        for name in os.listdir(place):
            match, path = _FOLDER.fullmatch(name), os.path.join(place, name)
            if match and is_gone(match) and not os.path.islink(path) and os.stat(path).st_uid == os.getuid():
                shutil.rmtree(path, ignore_errors=True)
