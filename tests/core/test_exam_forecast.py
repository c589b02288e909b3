"""Where study for an exam leads: what comes again as things stand, and a simulation of keeping to the plan."""

from random import Random

import pytest

from aide_memoire.core.easy_days import ordinary
from aide_memoire.core.exam import Exam, Prospect
from aide_memoire.core.exam_forecast import Learner, planned_reviews, simulate_exam
from aide_memoire.core.queue import Allowance
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS

D = 738_400
UNSEEN = [(f"q{number:02}", None) for number in range(60)]


def learner(reviews=200, new=10, weight=ordinary):
    return Learner(lambda _day: Allowance(reviews, new), 0.9, DEFAULT_PARAMETERS, Random(1).random, weight)


def exam(days, target=0.95):
    return Exam(D, "d", target, D - days)


@pytest.mark.parametrize("days", [7, 21, 60])
def test_who_keeps_to_the_plan_reaches_the_target(days):
    """From nothing on that day as things stand; all new ones are asked, none in the last three days."""
    found = simulate_exam(exam(days), UNSEEN, D - days, learner(new=20))
    assert found.expected[0] == 0.0
    assert found.expected[-1] >= 0.95
    assert (len(found.expected), len(found.asked)) == (days + 1, days)
    assert sum(day.new for day in found.asked) == 60
    assert [day.new for day in found.asked[-2:]] == [0, 0]


def test_a_limit_that_is_too_low_keeps_the_target_out_of_reach():
    """What is not asked is not known."""
    found = simulate_exam(exam(10), UNSEEN, D - 10, learner(new=2))
    assert sum(day.new for day in found.asked) == 20
    assert 0.2 < found.expected[-1] < 0.34
    assert max(day.reviews for day in simulate_exam(exam(10), UNSEEN, D - 10, learner(reviews=3)).asked) == 3


def test_on_the_day_of_the_exam_there_is_nothing_to_foresee():
    """What one knows stands."""
    assert simulate_exam(exam(0), UNSEEN, D, learner()) == ((0.0,), ())


def seen(question, due_day, recall=0.5):
    return Prospect(question, recall, D - 40, D - 20, due_day)


def test_coming_reviews_follow_the_plan():
    """As they are due until the last week; then those in need are spread; what is sure waits for the exam's day."""
    found = [seen("a", D - 9), seen("b", D + 9), seen("c", D + 9), seen("sure", D - 5, 0.99), Prospect("unseen")]
    assert planned_reviews(exam(10), found, D - 10, 14) == [0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0]


def test_on_the_eve_all_in_need_come():
    """What is due after it comes then."""
    found = [seen("a", D + 1), seen("b", D + 9)]
    assert planned_reviews(exam(1), found, D - 1, 4) == [2, 0, 0, 0]


def test_days_off_and_easy_days_are_foreseen():
    """Nothing new on a day off, and in the last week at most half as much as on other days on an easy one."""
    weights = {D - 12: 0.0, D - 5: 0.0, D - 4: 0.5}
    found = simulate_exam(exam(14), UNSEEN, D - 14, learner(new=20, weight=lambda day: weights.get(day, 1.0)))
    by_day = dict(zip(range(D - 14, D), found.asked, strict=True))
    assert by_day[D - 12].new == by_day[D - 5].new == 0
    assert sum(day.new for day in found.asked) == 60
    assert by_day[D - 13].new > 0
    assert found.expected[-1] >= 0.95
    cards = [seen(f"q{number}", D + 9) for number in range(12)]
    week = dict(zip(range(D - 6, D), (0.0, 0.5, 1.0, 1.0, 0.5, 0.0), strict=True))
    assert planned_reviews(exam(6), cards, D - 6, 6, week.__getitem__) == [0, 2, 4, 4, 2, 0]
