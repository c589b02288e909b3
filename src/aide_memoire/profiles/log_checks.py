"""Check the log against the clock: events that lie ahead of it, and ids that came with two contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.event import moment_of, written_moment_of
from aide_memoire.core.study_day import MINUTE, iso_moment
from aide_memoire.formatting import counted
from aide_memoire.profiles.check import OK, WARNING, Check
from aide_memoire.store import arrivals, held, log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.store.held import HeldEvents
    from aide_memoire.workspace import Workspace


_FEW = 100  # held events: what one evening with a wrong clock leaves


def check_log(workspace: Workspace, *, fix: bool, sure: bool) -> Iterator[Check]:
    """Check the log. With `fix`, undo the actions that lie ahead of the clock, and forget which ids had two contents.

    Where most of the log lies ahead, the clock of now is more likely wrong: then this is only done if the user is
    `sure`.
    """
    ahead = held.held_events(workspace.db)
    if ahead.number:
        yield _held(workspace, ahead, fix=fix, sure=sure)
    yield _clock(workspace, max(held.held_events(workspace.db).newest, log.newest_id(workspace.db)))
    conflicts = arrivals.conflicts(workspace.db)
    if conflicts:
        yield _conflicts(workspace, conflicts, fix=fix)


def _held(workspace: Workspace, ahead: HeldEvents, *, fix: bool, sure: bool) -> Check:
    events, now = counted(ahead.number, "event"), iso_moment(workspace.now())
    verb = "lies" if ahead.number == 1 else "lie"
    message = f"{events} {verb} ahead of this machine's clock, which says {now}: kept, but not followed"
    is_most = ahead.number > max(_FEW, log.event_count(workspace.db) // 2)
    if fix and (sure or not is_most):
        log.undo_actions(workspace.db, ahead.actions, workspace.stamp(), workspace.entropy)
        return Check("held", OK, f"undone: {events} of a clock that was wrong")
    if is_most:
        return Check(
            "held", WARNING, message, "set this machine's clock; if it is right, doctor --fix --yes undoes them"
        )
    return Check("held", WARNING, message, "if this clock is right, doctor --fix undoes them; else set it")


def _clock(workspace: Workspace, newest: str) -> Check:
    """Compare the clock with the greatest id in the log, which is "" for an empty log."""
    now = workspace.now()
    if not newest or moment_of(newest) - now <= MINUTE:
        return Check("clock", OK, f"{iso_moment(now)}, not behind the log")
    message = f"this machine's clock is behind the log, whose newest event is of {written_moment_of(newest)}"
    return Check(
        "clock",
        WARNING,
        message,
        "set the clock if it is wrong; until then reviews are kept in their order, and no memory moves back",
    )


def _conflicts(workspace: Workspace, conflicts: int, *, fix: bool) -> Check:
    events = counted(conflicts, "event")
    if fix:
        arrivals.forget_conflicts(workspace.db)
        return Check("merged", OK, f"forgotten: {events} came with two contents")
    message = f"{events} came with two contents from different places: of each, the one that sorts first was kept"
    return Check("merged", WARNING, message, "nothing is to be done: doctor --fix forgets this remark")
