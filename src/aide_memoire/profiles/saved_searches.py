"""The searches of the card browser that a learner has saved under a name, in a small file beside the settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import rtoml
import tomli_w

from aide_memoire import atomic_files
from aide_memoire.core.errors import SettingsError
from aide_memoire.core.sanitize import sanitize, sanitize_line

if TYPE_CHECKING:
    from aide_memoire.workspace import Workspace

LONGEST_NAME = 40  # characters
_LARGEST = 256 * 1024  # bytes


def saved_searches(workspace: Workspace) -> dict[str, str]:
    """Return the saved searches by their names, in alphabetical order. Raises SettingsError for an unusable file."""
    path = _path(workspace)
    if not os.path.lexists(path):
        return {}
    try:
        found = rtoml.loads(atomic_files.read_regular_file(path, _LARGEST).decode())
    except OSError as error:
        raise SettingsError(f"{sanitize(path)}: {error.strerror}", "check the file") from error
    except ValueError as error:
        raise SettingsError(
            f"{sanitize(path)}: not TOML: {sanitize(str(error))}", "correct it, or remove it"
        ) from error
    texts = {sanitize_line(name): sanitize_line(text) for name, text in found.items() if isinstance(text, str)}
    return dict(sorted(texts.items()))


def save_search(workspace: Workspace, name: str, search: str) -> None:
    """Save a search under a name, in the place of one of that name. Raises SettingsError if it cannot be written."""
    shown = sanitize_line(name).strip()[:LONGEST_NAME]
    _write(_path(workspace), saved_searches(workspace) | {shown: sanitize_line(search).strip()})


def remove_search(workspace: Workspace, name: str) -> None:
    """Remove a saved search. Raises SettingsError if the file cannot be written."""
    left = saved_searches(workspace)
    left.pop(name, None)
    _write(_path(workspace), left)


def _path(workspace: Workspace) -> str:
    return workspace.paths.saved_searches(workspace.profile)


def _write(path: str, searches: dict[str, str]) -> None:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        atomic_files.replace_file(path, tomli_w.dumps(searches).encode())
    except OSError as error:
        raise SettingsError(f"{sanitize(path)} cannot be written: {error.strerror}", "check the permissions") from error
