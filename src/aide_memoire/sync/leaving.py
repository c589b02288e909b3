"""Take a learner's data away from a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.errors import NotFoundError
from aide_memoire.store.sync_state import SyncState, save_sync_state, sync_state
from aide_memoire.sync.sync import take_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.sync.transport import Transport
    from aide_memoire.workspace import Workspace


def leave(workspace: Workspace, transport: Transport) -> Sequence[str]:
    """Take in what other devices have sent, then take all away and forget the place. Returns what had to stay.

    The profile keeps its learner's id and name. Raises NotFoundError if nothing of this learner is there.
    """
    state = sync_state(workspace.db)
    if state.learner not in {each.id for each in transport.learners()}:
        raise NotFoundError(f"nothing of this profile is in {transport.place}", "there is nothing to take away")
    take_in(workspace, transport, state.learner)
    left = transport.leave(state.learner)
    if transport.place == state.place:
        save_sync_state(workspace.db, SyncState(state.learner, state.name))
    return left
