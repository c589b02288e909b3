"""One's own forgetting curve: fitted to the learner's log, and compared with the one in use."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.fitting.fit import ENOUGH, FEWEST, compare, fit
from aide_memoire.core.fitting.histories import answer_histories
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.formatting import counted
from aide_memoire.store.history import all_histories
from aide_memoire.store.statistics import count_answers
from aide_memoire.store.weights import fitted_at

if TYPE_CHECKING:
    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.core.fitting.fit import Comparison, Fit
    from aide_memoire.workspace import Workspace

_LONGEST_BAR = 40  # cells for all answers
_BESIDE = 20  # cells beside label and bar
_FEWEST_SHOWN = 10  # answers in a row of the picture: fewer show chance


class OwnCurve(NamedTuple):
    """A curve that could be adopted: the fitted one, or the usual one again (a fit without weights)."""

    name: str
    reviews: int  # in the log
    fit: Fit
    objection: str = ""  # why it should not be adopted


def fit_own_curve(workspace: Workspace, on_progress: OnProgress = lambda done, total: None) -> OwnCurve:
    """Fit a curve to the log. Takes half a second for 10,000 answers."""
    histories = answer_histories(all_histories(workspace.db))
    shuffle = Random(1).shuffle  # noqa: S311  a constant seed: the same log gives the same curve
    found = fit(histories, workspace.parameters.weights, shuffle, on_progress)
    return OwnCurve("your own curve", count_answers(workspace.db).all, found, _objection(found))


def usual_curve(workspace: Workspace) -> OwnCurve:
    """Return the way back to the usual curve, compared with the one in use."""
    histories = answer_histories(all_histories(workspace.db))
    found = compare(histories, workspace.parameters.weights, DEFAULT_PARAMETERS.weights)
    is_used = workspace.parameters == DEFAULT_PARAMETERS
    objection = "the usual curve is in use already" if is_used else ""
    return OwnCurve("the usual curve", count_answers(workspace.db).all, found, objection)


def _objection(found: Fit) -> str:
    if found.scored < FEWEST:
        answers = counted(found.scored, "answer")
        return f"{answers} came a day or more after the one before; at least {FEWEST} are needed"
    return "" if found.weights else "the curve in use expects your newest answers at least as well"


def is_own_curve_due(workspace: Workspace) -> bool:
    """Return whether it is time to offer a fit: with enough answers, and twice as many as when it was last decided."""
    answers = count_answers(workspace.db)
    decided = max(workspace.settings.own_curve_declined_at, fitted_at(workspace.db))
    return answers.to_review_cards >= ENOUGH and answers.all >= 2 * decided


def describe_curve(curve: OwnCurve, width: int = 80) -> list[str]:
    """Return what the learner knew of the newest answers and what each curve expected, in rows of `width` cells."""
    whole = curve.fit.recall
    if whole is None:
        return []
    return [
        f"Of your newest {counted(whole.answers, 'answer')} you knew {_percent(whole.measured)}.",
        f"Expected so far: {_percent(whole.predicted_before)}. By {curve.name}: {_percent(whole.predicted_after)}.",
        "",
        *_picture(curve.fit, width),
        "",
        f"█ you knew   ○ expected so far   ● {curve.name} expects",
    ]


def _picture(found: Fit, width: int) -> list[str]:
    """Return a row for each range of days between two answers: a bar of what was known, with what was expected."""
    rows = [each for each in found.by_interval if each.answers >= _FEWEST_SHOWN]
    labels = [_days(each) for each in rows]
    longest = max(map(len, labels), default=0)
    cells = max(min(width - longest - _BESIDE, _LONGEST_BAR), 1)
    return [
        f"{label:<{longest}}  {_bar(each, cells)}  {_percent(each.measured):>5}  {counted(each.answers, 'answer')}"
        for label, each in zip(labels, rows, strict=True)
    ]


def _days(found: Comparison) -> str:
    if found.last is None:
        return f"after {found.first} days or more"
    if found.first == found.last:
        return f"after {counted(found.first, 'day')}"
    return f"after {found.first}–{found.last} days"


def _bar(found: Comparison, cells: int) -> str:
    bar = list(("█" * round(found.measured * cells)).ljust(cells))
    before, after = (min(int(each * cells), cells - 1) for each in (found.predicted_before, found.predicted_after))
    bar[before] = "○"
    bar[after] = "◉" if after == before else "●"
    return "".join(bar)


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"
