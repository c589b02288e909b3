"""Sync once more with the place that was given before, without asking anything."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from aide_memoire.store.sync_state import sync_state
from aide_memoire.sync.joining import check_still_there, choose_learner
from aide_memoire.sync.lock import syncing
from aide_memoire.sync.places import open_place
from aide_memoire.sync.sync import sync
from aide_memoire.sync.transport import SyncError

if TYPE_CHECKING:
    from aide_memoire.sync.sync import Outcome
    from aide_memoire.workspace import Workspace


def sync_again(workspace: Workspace, *, at_once: int = 0) -> Outcome | None:
    """Sync a profile. Returns None if it has no place yet; raises as `sync/sync.py: sync` does.

    Raises BusyStoreError if another sync is under way.
    """
    place = sync_state(workspace.db).place
    if not place:
        return None
    with syncing(workspace.paths), closing(open_place(place)) as transport:
        check_still_there(workspace.db, transport)
        learner = choose_learner(workspace.db, transport).learner
        if learner is None or not learner.id:
            raise SyncError(f"it is not clear who you are in {transport.place}", "aide-memoire sync tells, and asks")
        return sync(workspace, transport, learner, at_once=at_once)
