"""Find the pictures, sounds and films of a question on the disk."""

from __future__ import annotations

import os

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.media import reason_against
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks.folders import is_within, path_beside


def find_media(deck_path: str, name: str) -> str:
    """Return the path of a file that a note names. Raises NotFoundError where the deck's folder has none such.

    The file's kind is looked at again behind links: a picture's name may be a link to a program.
    """
    folder = os.path.realpath(os.path.dirname(deck_path))
    path = os.path.realpath(path_beside(deck_path, name))
    if reason_against(name) or reason_against(os.path.basename(path)) or not os.path.isfile(path):
        path = ""
    if not (path and is_within(path, folder)):
        raise NotFoundError(f"there is no {sanitize(name)} beside the deck", f"put it into {sanitize(folder)}")
    return path
