"""Studying for an exam: what is asked day by day, until the exam and after it."""

from random import Random

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.core.study_day import iso_day
from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.reports.exams import exam_of, forecast, list_exams
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.store import log
from aide_memoire.store.card_state import card_state, memories
from aide_memoire.store.queue import todays_queue
from aide_memoire.study import actions
from learners import plain
from usual import retrievability


def today(learner):
    return learner.workspace().today()


def set_exam(learner, deck, days, target=0.95):
    desk = learner.workspace()
    actions.set_exam(desk, deck, desk.today() + days, target)


def queue(learner, decks=(), **settings):
    desk = learner.workspace(**settings)
    return todays_queue(desk.db, desk.today(), desk.settings, decks).items


def asked(learner, *decks, **settings):
    return [item.question for item in queue(learner, decks, **settings)]


def answer_all(learner, rate=lambda card: Rating.GOOD, **settings):
    """Answer whatever comes today. Returns the questions, each once."""
    study, done = learner.study(**settings), []
    while study.question is not None:
        card = study.question.cards[0]
        done.append(study.question.id)
        study.rate(rate(card) if done.count(done[-1]) == 1 else Rating.GOOD)
    return list(dict.fromkeys(done))


def names(deck, number):
    return [f"{deck}{n:02}" for n in range(number)]


def test_new_ones_come_at_the_pace_of_the_exam(learner):
    """Twenty in ten days, of which three are free: three a day, before those of other decks, and no more of them."""
    learner.cards("a", *names("x", 20))
    learner.cards("z", *names("y", 20))
    set_exam(learner, "z", 10)
    first = asked(learner, new_per_day=5)
    assert [each[:1] for each in first] == ["z", "z", "z", "a", "a"]
    assert len(asked(learner, "z", new_per_day=5)) == 3
    answer_all(learner, new_per_day=5)
    assert asked(learner, new_per_day=5) == []
    learner.wait(days=1)
    assert [each[:1] for each in asked(learner, new_per_day=5)].count("z") == 3


def test_the_limit_of_the_day_holds(learner):
    """What does not fit comes on a later day."""
    learner.cards("d", *names("x", 60))
    set_exam(learner, "d", 5)
    assert len(asked(learner, new_per_day=10)) == 10


def test_the_nearest_exam_comes_first(learner):
    """Of several, whichever deck stands first."""
    for deck in "abc":
        learner.cards(deck, *names(deck, 4))
    set_exam(learner, "b", 9)
    set_exam(learner, "c", 4)
    assert [each[:1] for each in asked(learner)] == ["c"] * 4 + ["b"] + ["a"] * 4


def test_retention_is_lower_until_the_last_week(learner):
    """And only in that deck. Each review says by which it was scheduled."""
    learner.cards("d", "a", "b", "c", "d", "e", "f", "g", "h")
    learner.cards("z", "y")
    set_exam(learner, "d", 12)
    answer_all(learner)
    learner.wait(days=5)
    answer_all(learner)
    events = [event for event in log.events(learner.workspace().db) if event.kind == "review"]
    start = events[0].day
    wanted = {(event.card[:1], event.day - start): event.data["desired_retention"] for event in events}
    assert wanted[("d", 0)] == 0.8
    assert wanted[("z", 0)] == 0.9
    assert wanted[("d", 5)] == 0.9


def known(learner, *cards):
    """Let cards have been known for some time, each with a stability and days until it is due."""
    desk = learner.workspace()
    for card, stability, due in cards:
        state = ("review", None, stability, 5.0, desk.today() - 5, desk.today() + due, None, desk.today() - 30, 3, 0)
        desk.db.execute(
            "INSERT INTO memory (card, note, deck, state, step, stability, difficulty, last_day, due_day, due_at,"
            " introduced, reps, lapses, past) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (card, card, card.partition("/")[0], *state),
        )


def test_in_the_last_week_need_decides(learner):
    """What is due and sure to be known waits; what an answer leaves most of comes first; on the eve all in need."""
    learner.cards("d", *"abcde")
    known(learner, ("d/a", 900, -1), ("d/b", 5, 9), ("d/c", 6, 9), ("d/d", 7, 9), ("d/e", 8, 9))
    assert asked(learner) == ["d/a"]
    set_exam(learner, "d", 4)
    assert asked(learner) == ["d/e"]
    set_exam(learner, "d", 2)
    assert asked(learner) == ["d/e", "d/d"]
    assert len(answer_all(learner)) == 2
    assert asked(learner) == []
    set_exam(learner, "d", 1)
    assert asked(learner)[:2] == ["d/c", "d/b"]


def test_a_nearer_exam_leaves_less_of_the_day_to_the_forecast_of_another(learner):
    """It comes first within the limits: what one would know of the later one is told accordingly, also on days off."""
    for deck in "ab":
        learner.cards(deck, *names(deck, 40))
    set_exam(learner, "b", 10)
    desk = learner.workspace(new_per_day=6)
    alone = forecast(desk, exam_of(desk, "b"))
    set_exam(learner, "a", 9)
    both = forecast(desk, exam_of(desk, "b"))
    assert [day.new for day in alone.asked[:2]] == [6, 6]
    assert [day.new for day in both.asked[:2]] == [0, 0]
    assert both.expected[-1] < alone.expected[-1]
    assert [day.new for day in forecast(desk, exam_of(desk, "a")).asked[:2]] == [6, 6]
    off = iso_day(desk.today() + 1)
    free = learner.workspace(new_per_day=6, days_off=(off,))
    assert [day.new > 0 for day in forecast(free, exam_of(free, "a")).asked[:3]] == [True, False, True]


SIBLINGS = "event", 'id = "e"\nname = "Treaty"\ndate = "1896-06"\nplace = "Moscow"\nask = ["when", "where"]'


def test_siblings_come_on_one_day_only_on_the_eve(learner):
    """Before it, one of them takes the place of the other; new ones too, and each is asked once."""
    learner.deck("d", SIBLINGS, plain("a"))
    set_exam(learner, "d", 2)
    assert asked(learner) == ["d/e#when", "d/a"]
    set_exam(learner, "d", 1)
    assert asked(learner) == ["d/e#when", "d/e#where", "d/a"]
    answer_all(learner)
    assert asked(learner) == []
    learner.wait(days=20)
    set_exam(learner, "d", 2)
    assert len(asked(learner)) == 2
    set_exam(learner, "d", 1)
    assert sorted(asked(learner)) == ["d/a", "d/e#when", "d/e#where"]


def test_on_its_day_and_after_it_all_is_as_ever(learner):
    """What waited is due; the exam is no longer listed the day after."""
    learner.cards("d", *"ab")
    known(learner, ("d/a", 900, -1), ("d/b", 5, 9))
    set_exam(learner, "d", 1)
    learner.wait(days=1)
    assert asked(learner) == ["d/a"]
    assert len(list_exams(learner.workspace())) == 1
    learner.wait(days=1)
    assert asked(learner) == ["d/a"]
    assert list_exams(learner.workspace()) == []


def test_what_is_suspended_or_put_off_is_not_asked(learner):
    """Also on the eve."""
    learner.cards("d", *"abc")
    known(learner, ("d/a", 5, 9), ("d/b", 5, 9), ("d/c", 5, 9))
    set_exam(learner, "d", 1)
    actions.suspend(learner.workspace(), ["d/a"])
    actions.bury(learner.workspace(), ["d/b"])
    assert asked(learner) == ["d/c"]


@pytest.mark.parametrize("missed", [(), (3, 4, 11, 16, 18)])
def test_the_target_is_reached(learner, missed):
    """A learner as FSRS takes them, 60 questions in 21 days: the last week has no day of twice its mean."""
    learner.cards("d", *names("x", 60))
    set_exam(learner, "d", 21)
    exam_day, chance, last_week = today(learner) + 21, Random(5), []

    def rate(card):
        desk = learner.workspace()
        memory = card_state(desk.db, card).memory
        recall = retrievability(memory.stability, desk.today() - memory.last_day) if memory else 0.7
        return Rating.GOOD if chance.random() < recall else Rating.AGAIN

    for day in range(21):
        done = [] if day in missed else answer_all(learner, rate)
        last_week += [len(done)] * (day >= 14)
        learner.wait(days=1)
    found = memories(learner.workspace().db).values()
    assert len(found) == 60
    assert sum(retrievability(each.stability, exam_day - each.last_day) for each in found) / 60 >= 0.95
    if not missed:
        assert max(last_week) <= 2 * sum(last_week) / len(last_week)


def test_the_coming_days_follow_the_plan(learner):
    """Those in need are spread over the last week; what is due and sure waits for the exam's day."""
    learner.cards("d", *"abcde")
    known(learner, ("d/a", 900, -1), ("d/b", 5, 9), ("d/c", 6, 9), ("d/d", 7, 9), ("d/e", 8, 9))
    assert coming(learner)[:10] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 4]
    set_exam(learner, "d", 4)
    assert coming(learner)[:10] == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
    learner.cards("e", *"fg")
    known(learner, ("e/f", 5, -3), ("e/g", 5, 2))
    assert coming(learner)[:5] == [2, 1, 2, 1, 1]
    assert load_dashboard(learner.workspace()).coming[0] == (1, 1)
    assert sum(load_statistics(learner.workspace(), "d").coming) == 5


def coming(learner):
    return [sum(day) for day in load_dashboard(learner.workspace()).coming]
