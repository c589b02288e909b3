"""Check the sync: whether its place is there, and when it was reached last."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.study_day import iso_moment
from aide_memoire.profiles.check import OK, WARNING, Check
from aide_memoire.store.sync_state import last_sync, sync_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.workspace import Workspace


def check_sync(workspace: Workspace) -> Iterator[Check]:
    """Check the place that the profile syncs with, if there is one."""
    state, last = sync_state(workspace.db), last_sync(workspace.db)
    if not state.place:
        return
    place, when = sanitize(state.place), f"last at {iso_moment(last.at)}" if last else "not yet"
    if "://" not in place and not os.path.isdir(state.place):
        yield Check("sync", WARNING, f"{place} is not there; synced {when}", "look whether its disk is there")
    else:
        yield Check("sync", OK, f"with {place}, as “{sanitize(state.name)}”; {when}")
