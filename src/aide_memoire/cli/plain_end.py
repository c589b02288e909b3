"""What follows a session in plain mode: the offer to fit the forgetting curve, and the daily backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.main import tell
from aide_memoire.profiles.backups import try_back_up
from aide_memoire.reports.own_curve import describe_curve, fit_own_curve
from aide_memoire.study import actions
from aide_memoire.study.own_curve_offer import own_curve_offer

if TYPE_CHECKING:
    from aide_memoire.cli.plain import Plain
    from aide_memoire.reports.own_curve import OwnCurve
    from aide_memoire.workspace import Workspace

_YES = ("y", "yes")


def end_session(plain: Plain, workspace: Workspace) -> None:
    """Offer what is to be offered, and make the daily backup."""
    for offer in own_curve_offer(workspace):
        plain.say(f"Your {offer.number} answers say how you forget. Compare it with what was expected?")
        if _agrees(plain):
            _compare(plain, workspace)
    trouble = try_back_up(workspace, replace=False)
    if trouble:
        tell(trouble)


def _agrees(plain: Plain) -> bool:
    plain.say("y, or an empty line: not now.")
    return plain.hear().text.strip().casefold() in _YES


def _compare(plain: Plain, workspace: Workspace) -> None:
    """Show the learner's own curve, and adopt it after a yes; else it rests until there are twice as many answers."""
    curve = fit_own_curve(workspace)
    for line in describe_curve(curve):
        plain.say(line)
    if not _is_adopted(plain, workspace, curve):
        workspace.with_setting("own_curve_declined_at", curve.reviews)


def _is_adopted(plain: Plain, workspace: Workspace, curve: OwnCurve) -> bool:
    if curve.objection:
        plain.say(f"Nothing is to be changed: {curve.objection}.")
        return False
    plain.say(f"Go by {curve.name}? No due day moves; each card goes by it from its next answer on.")
    if not _agrees(plain):
        return False
    actions.adopt_curve(workspace, curve)
    plain.say("Your own curve is in use; aide-memoire undo undoes it.")
    return True
