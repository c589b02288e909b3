"""Say which of the learners at a place a profile belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.store import log
from aide_memoire.store.sync_state import sync_state
from aide_memoire.sync.transport import Learner, SyncError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from aide_memoire.core.callbacks import Entropy
    from aide_memoire.sync.transport import Transport


class Choice(NamedTuple):
    """The learner that the profile belongs to at a place, or None if that must be asked: is it one of `there`?"""

    learner: Learner | None
    there: Sequence[Learner]

    @property
    def is_new(self) -> bool:
        """Return whether the learner is not there yet."""
        return self.learner is not None and self.learner.id not in {each.id for each in self.there}

    @property
    def namesakes(self) -> list[Learner]:
        """Return other learners of that name: likely the same person, who began on two devices."""
        chosen = self.learner
        return [] if chosen is None else [each for each in self.there if each[1] == chosen[1] and each[0] != chosen[0]]


def choose_learner(db: sqlite3.Connection, transport: Transport) -> Choice:
    """Return the learner of this profile: the one that it was, else the only one if it is empty, if there is any.

    A profile that is the first there is a new learner, without an id or a name yet.
    """
    there, own = transport.learners(), _own(db)
    for each in there:
        if each.id == own.id:
            return Choice(Learner(own.id, each.name or own.name), there)
    if not there:
        return Choice(own, there)
    if len(there) == 1 and not log.event_count(db):
        return Choice(there[0], there)
    return Choice(None, there)


def join(db: sqlite3.Connection, transport: Transport, name: str) -> Choice:
    """Return the learner of this name, or with an id that begins so. Raises NotFoundError if there is not one."""
    there, own = transport.learners(), _own(db)
    found = [each for each in there if each.label == name] or [each for each in there if each.id.startswith(name)]
    others = [each for each in found if each.id != own.id]  # two devices may have begun under one name
    if len(others) == 1 or len(found) == 1:
        return Choice((others or found)[0], there)
    if found:
        ids = ", ".join(each.id[:8] for each in others)
        raise NotFoundError(f"there is more than one “{sanitize_line(name)}”", f"name one by its id: {ids}")
    known = ", ".join(each.label for each in there) or "none yet"
    raise NotFoundError(f"there is no learner “{sanitize_line(name)}” there", f"there is: {known}")


def begin_new(db: sqlite3.Connection, transport: Transport) -> Choice:
    """Return a learner of its own for this profile, without a name if it has none yet."""
    there, own = transport.learners(), _own(db)
    return Choice(next((each for each in there if each.id == own.id), own), there)


def named(choice: Choice, name: str, entropy: Entropy) -> Learner:
    """Return the chosen learner; a new one with an id, and a name that no other one has there."""
    learner = choice.learner or Learner("", "")
    if learner.id and not choice.is_new:
        return learner  # perhaps its name has not arrived yet
    taken = {each.name for each in choice.there if each.id != learner.id}
    wanted, number = learner.name or sanitize_line(name)[:80], 1
    unique = wanted
    while unique in taken and not learner.name:
        number += 1
        unique = f"{wanted} {number}"
    return Learner(learner.id or f"{entropy():019x}", unique)


def check_still_there(db: sqlite3.Connection, transport: Transport) -> None:
    """Raise SyncError if the learner was at the remembered place and is there no longer."""
    state = sync_state(db)
    if state.met == state.learner != "" and state.learner not in {each.id for each in transport.learners()}:
        name = state.name or state.learner[:8]
        raise SyncError(
            f"{transport.place} holds nothing of {name} any more",
            "look whether its disk is there; to put all of it there again: aide-memoire sync with that place",
        )


def _own(db: sqlite3.Connection) -> Learner:
    state = sync_state(db)
    return Learner(state.learner, state.name)
