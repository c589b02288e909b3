"""Days off and easy days: what is asked, what is put there, and what they do to goal and streak."""

from datetime import date

from aide_memoire.core.event import Rating
from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.store.card_state import memories
from aide_memoire.store.queue import todays_queue
from aide_memoire.study import actions

CARDS = [f"x{n:02}" for n in range(60)]


def number(learner, **settings):
    desk = learner.workspace(**settings)
    return len(todays_queue(desk.db, desk.today(), desk.settings).items)


def answer_all(learner, **settings):
    study = learner.study(**settings)
    while study.question is not None:
        study.rate(Rating.EASY)
    return sum(each.was_new for each in study.answered)


def test_new_ones_of_a_week(learner):
    """From Tuesday on: none on Sunday, half on Saturday, ten on the others."""
    learner.cards("d", *CARDS)
    week = []
    for _ in range(7):
        week.append(number(learner, days_off=("sunday",), easy_days=("saturday",)))
        learner.wait(days=1)
    assert week == [10, 10, 10, 10, 5, 0, 10]


def test_reviews_come_on_other_days(learner):
    """A stretch off is kept free by what is answered before it, and Sundays are."""
    learner.cards("d", *CARDS)
    off = {"days_off": ("sunday", "2024-05-21/2024-05-22")}
    answer_all(learner, new_per_day=60, **off)
    due = {date.fromordinal(memory.due_day) for memory in memories(learner.workspace().db).values()}
    assert len(due) > 1
    assert not [each for each in due if each.weekday() == 6 or each in (date(2024, 5, 21), date(2024, 5, 22))]


def test_a_learning_step_is_not_moved(learner):
    """What comes back in ten minutes does so on a day off too."""
    learner.cards("d", "a")
    study = learner.study(days_off=("tuesday",), new_per_day=1)
    assert study.question is None
    study = learner.study("d")
    study.rate(Rating.GOOD)
    assert number(learner, days_off=("tuesday",)) == 1


def test_what_falls_on_days_off_is_told(learner):
    """It is still due then, and the chart of the coming days knows."""
    learner.cards("d", *CARDS)
    answer_all(learner, new_per_day=60)
    usual = load_dashboard(learner.workspace())
    assert usual.off == ()
    due = [sum(day) for day in usual.coming]
    busiest = due.index(max(due))
    away = date.fromordinal(usual.day + busiest).isoformat()
    found = load_dashboard(learner.workspace(days_off=(away,)))
    assert found.off == (busiest,)
    assert found.on_days_off == max(due)
    assert found.coming == usual.coming


def test_an_exam_leaves_days_off_out(learner):
    """Thirty new ones in ten days, of which three are free and one is off: five a day, none on Thursday."""
    learner.cards("d", *CARDS[:30])
    desk = learner.workspace()
    actions.set_exam(desk, "d", desk.today() + 10)
    counts = []
    for _ in range(7):
        counts.append(answer_all(learner, new_per_day=99, days_off=("thursday",)))
        learner.wait(days=1)
    assert counts == [5, 5, 0, 5, 5, 5, 5]


def test_goal_and_streak_know_them(learner):
    """A day off is not missed, whichever way it is named; an easy day asks for half the goal."""
    learner.cards("d", *CARDS)
    settings = {"days_off": ("wednesday", "thursday", "2024-05-17"), "easy_days": ("saturday",), "goal_questions": 10}
    answer_all(learner, **settings)
    learner.wait(days=4)
    assert load_dashboard(learner.workspace(**settings)).dose.streak.missed == 0
    answer_all(learner, **settings)
    dose = load_dashboard(learner.workspace(**settings)).dose
    assert (dose.streak.now, dose.streak.missed) == (2, 0)
    assert dose.week.marks == ("open", "reached", "off", "off", "off", "reached", "open")
    assert load_statistics(learner.workspace(**settings)).week == dose.week


def test_what_is_due_after_days_off_can_be_spread(learner):
    """No streak ends, but a lot has come together."""
    learner.cards("d", *CARDS)
    answer_all(learner, new_per_day=60)
    learner.wait(days=15)
    dose = load_dashboard(learner.workspace(days_off=("2024-05-15/2024-05-28",))).dose
    assert (dose.away, dose.streak.now, dose.streak.missed) == (0, 1, 0)
    assert (dose.spread.due, dose.spread.away) == (60, 14)
