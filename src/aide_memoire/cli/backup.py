"""A backup made by a command: before it changes much, or when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.main import tell
from aide_memoire.core.errors import StoreError
from aide_memoire.profiles.backups import back_up

if TYPE_CHECKING:
    from aide_memoire.workspace import Workspace


def back_up_first(workspace: Workspace) -> None:
    """Make a backup of how things stand now. Where none can be made that is told, and the command goes on."""
    _back_up(workspace, replace=True)


def back_up_today(workspace: Workspace) -> None:
    """Make the day's backup, if it has none."""
    _back_up(workspace, replace=False)


def _back_up(workspace: Workspace, *, replace: bool) -> None:
    try:
        back_up(workspace.paths, workspace.profile, workspace.today(), replace=replace)
    except StoreError as error:
        tell(f"no backup was made: {error.message}")
