"""A forgetting curve of one's own against the usual one: how well each foretells, and what studying by it comes to."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.fitting.fit import fit
from aide_memoire.core.fitting.histories import answer_histories
from aide_memoire.core.fitting.loss import log_loss, predict
from aide_memoire.core.fitting.optimise import fit_weights
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.reports.own_curve import fit_own_curve
from aide_memoire.store.history import all_histories
from aide_memoire.study.actions import adopt_curve
from bench.learning.desk import desk
from bench.learning.learners import Mind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.fitting.loss import Answer, Prediction
    from bench.learning.desk import Desk
    from bench.learning.learners import Learner

_NEW_A_DAY = 20  # while the log is written
_NEW_A_DAY_AFTERWARDS = 10
_BINS = 20  # of the foretold recall
_DEFAULTS = DEFAULT_PARAMETERS.weights


class Plan(NamedTuple):
    """What is measured: curves fitted to so many answers, and `days` of study after `fork` answers."""

    answers: tuple[int, ...]
    fork: int
    days: int


class Foretold(NamedTuple):
    """How well weights foretell the answers after those that they were fitted to."""

    loss: float
    expected: float  # the mean probability of recall
    known: float  # the part that was recalled

    @property
    def gap(self) -> float:
        """Return by how much the recall is foretold too high or too low."""
        return abs(self.expected - self.known)


class Bin(NamedTuple):
    """Answers whose foretold recall is alike: sums of the foretold recall and of those recalled."""

    answers: int = 0
    expected: float = 0.0
    known: int = 0


class Comparison(NamedTuple):
    """The usual curve, the fitted one and the true one after so many answers, by those that followed."""

    answers: int
    scored: int  # of them came on a later day than the one before
    usual: Foretold
    fitted: Foretold
    true: Foretold
    in_use: Foretold  # in the program: the fitted curve where it was adopted, else the usual one
    adopted: bool
    seconds: float  # of the processor that the program took
    usual_bins: tuple[Bin, ...]
    fitted_bins: tuple[Bin, ...]


class Course(NamedTuple):
    """Some weeks of study by one curve."""

    adopted: bool
    reviews: int
    minutes: float
    known: float  # cards on a day, on average
    recall: float  # of a card that was seen, on average

    @property
    def reviews_per_known(self) -> float:
        """Return how many reviews it took to keep one card known."""
        return self.reviews / self.known


class Curves(NamedTuple):
    """What was measured of one learner."""

    user: int
    comparisons: tuple[Comparison, ...]
    usual: Course
    own: Course


def study_curves(learner: Learner, plan: Plan) -> Curves:
    """Let a learner study with the program, and compare the curves by what they answered."""
    wanted = [number + later(number) for number in plan.answers]
    seed = f"curves {learner.user}"
    with desk(Mind(learner.own, Random(seed)), max(*wanted, plan.fork) // 2, seed) as one:
        one.settings(new_per_day=_NEW_A_DAY, reviews_per_day=9999)
        done = _answer(one, plan.fork)
        courses = [_go_on(learner, one, plan, own=own) for own in (False, True)]
        _answer(one, max(wanted) - done)
        histories = answer_histories(all_histories(one.workspace.db))
    return Curves(learner.user, tuple(_compare(histories, number, learner) for number in plan.answers), *courses)


def later(number: int) -> int:
    """Return by how many later answers a curve that was fitted to `number` answers is judged."""
    return max(1000, number // 4)


def _answer(one: Desk, number: int) -> int:
    """Study until so many answers are given. Returns the number, which the last day may exceed by none."""
    done = 0
    while done < number:
        done += one.study(most=number - done, late=True).answers
        if done < number:
            one.sleep()
    return done


def _go_on(learner: Learner, one: Desk, plan: Plan, *, own: bool) -> Course:
    """Study on from where the learner is, with the curve that the program offers or with the usual one."""
    seed = f"course {learner.user}"
    with desk(one.mind.copy(Random(seed)), plan.fork, seed) as other:
        other.take_over(one)
        other.settings(new_per_day=_NEW_A_DAY_AFTERWARDS, reviews_per_day=9999)
        adopted = own and _adopt(other)
        reviews, seconds, known, recall = 0, 0, 0.0, 0.0
        for _ in range(plan.days):
            other.sleep()
            sitting = other.study()
            reviews, seconds = reviews + sitting.reviews, seconds + sitting.seconds
            known += other.mind.known(other.today)
            recall += other.mind.known(other.today) / other.mind.seen
        return Course(adopted, reviews, seconds / 60, known / plan.days, recall / plan.days)


def _adopt(other: Desk) -> bool:
    curve = fit_own_curve(other.workspace)
    if curve.objection:
        return False
    adopt_curve(other.workspace, curve)
    return True


def _compare(histories: Sequence[Sequence[Answer]], number: int, learner: Learner) -> Comparison:
    earlier = [kept for history in histories if (kept := [each for each in history if each.place <= number])]
    began = time.process_time()
    found = fit(earlier, _DEFAULTS, Random(1).shuffle)
    seconds = time.process_time() - began
    fitted = fit_weights(earlier, Random(1).shuffle)
    known = [
        [each for each in predict(weights, histories) if number < each.answer.place <= number + later(number)]
        for weights in (_DEFAULTS, fitted, learner.own.weights, found.weights or _DEFAULTS)
    ]
    usual, own, true, in_use = map(_foretold, known)
    bins = _bins(known[0]), _bins(known[1])
    return Comparison(number, found.scored, usual, own, true, in_use, bool(found.weights), seconds, *bins)


def _foretold(known: Sequence[Prediction]) -> Foretold:
    recalled = sum(each.answer.rating > 1 for each in known)
    return Foretold(log_loss(known), sum(each.recall for each in known) / len(known), recalled / len(known))


def _bins(known: Sequence[Prediction]) -> tuple[Bin, ...]:
    bins = [Bin()] * _BINS
    for each in known:
        place = min(int(each.recall * _BINS), _BINS - 1)
        was = bins[place]
        bins[place] = Bin(was.answers + 1, was.expected + each.recall, was.known + (each.answer.rating > 1))
    return tuple(bins)


def together(bins: Sequence[Sequence[Bin]]) -> list[Bin]:
    """Return the bins of several learners as one."""
    return [Bin(*map(sum, zip(*place, strict=True))) for place in zip(*bins, strict=True)]
