"""Make the backups of commands: before a large change, or at the end of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.main import tell
from aide_memoire.core.errors import StoreError
from aide_memoire.profiles.backups import back_up

if TYPE_CHECKING:
    from aide_memoire.workspace import Workspace


def back_up_first(workspace: Workspace) -> None:
    """Make a backup of the current state. If that fails, report it and go on."""
    _back_up(workspace, replace=True)


def back_up_today(workspace: Workspace) -> None:
    """Make the backup of this day, if there is none yet. If that fails, report it and go on."""
    _back_up(workspace, replace=False)


def _back_up(workspace: Workspace, *, replace: bool) -> None:
    try:
        back_up(workspace.paths, workspace.profile, workspace.today(), replace=replace)
    except StoreError as error:
        tell(f"no backup was made: {error.message}")
