"""A learner's dose: the week against its goal, the streak, and a backlog after days away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.dose import Done, Spread, Streak, days_off, missed_days, offer_spread, streak, week_of
from aide_memoire.core.study_day import iso_day
from aide_memoire.store.forecast import due_now
from aide_memoire.store.statistics import answered_days, usual_reviews

if TYPE_CHECKING:
    from aide_memoire.core.dose import Week
    from aide_memoire.store.statistics import Scope
    from aide_memoire.workspace import Workspace


class Dose(NamedTuple):
    """This week, the streak, and what days away have left behind."""

    week: Week
    streak: Streak
    away: int  # days missed since the last study day, up to yesterday
    spread: Spread | None  # an offer to spread the backlog
    today: Done


def load_dose(workspace: Workspace, scope: Scope, due: int) -> Dose:
    """Return the current dose, with `due` questions to review today."""
    day, settings = workspace.today(), workspace.settings
    studied = answered_days(workspace.db, day)
    done = {count.day: Done(count.questions, count.took) for count in studied}
    off = days_off(settings, done, day)
    last = max((each for each in done if each <= day), default=day)
    away = missed_days(last, day, off)
    return Dose(
        week_of(done, day, settings),
        streak(list(done), day, off),
        away,
        _offer(workspace, scope, missed_days(last, day), due),  # also after days off: what is due has come together
        done.get(day, Done()),
    )


def _offer(workspace: Workspace, scope: Scope, away: int, due: int) -> Spread | None:
    """Return the offer to spread the backlog, or None. It is not made again while an answer to it holds."""
    day = workspace.today()
    if not away or iso_day(day) <= workspace.settings.catch_up_until:
        return None
    if due >= workspace.settings.reviews_on(day):  # more may be due than the limit lets be asked
        due = due_now(workspace.db, day + 1, scope)[1]
    return offer_spread(due, away, usual_reviews(workspace.db, day))


def accept_spread(workspace: Workspace, spread: Spread) -> Workspace:
    """Spread the backlog: until its last day, fewer reviews are asked on each. Returns the changed workspace."""
    until = iso_day(workspace.today() + spread.days - 1)
    return workspace.with_setting("catch_up_per_day", spread.per_day).with_setting("catch_up_until", until)


def decline_spread(workspace: Workspace) -> Workspace:
    """Take all at once, and do not offer it again today. Returns the changed workspace."""
    today = iso_day(workspace.today())
    return workspace.with_setting("catch_up_per_day", 0).with_setting("catch_up_until", today)
