"""What there is to study when the share of the day is done, and more than that."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.study.more import begin_session, find_more

AGAIN, HARD, GOOD, EASY = Rating


def answer_all(study, rating=EASY):
    """Answer whatever comes. Returns the questions in their order, each once."""
    order = []
    while study.question is not None:
        order.append(study.question.id)
        study.rate(rating)
    return list(dict.fromkeys(order))


def offered(learner, decks=(), new_per_day=3):
    return {more.kind: more.number for more in find_more(learner.workspace(new_per_day=new_per_day), decks)}


@pytest.fixture
def settled(learner):
    """A learner with 3 questions a day of 20, who has done today's share and missed one of it at first."""
    learner.cards("d", *"abcdefghijklmnopqrst")
    study = learner.study(new_per_day=3)
    study.rate(AGAIN)
    answer_all(study)
    return learner


def test_what_is_left_of_today_comes_first(learner):
    """Whoever leaves in the middle is offered the rest."""
    learner.cards("d", "a", "b", "c")
    study = learner.study()
    study.rate(EASY)
    assert find_more(learner.workspace())[0][:2] == ("today", 2)


def test_misses_and_more_new_ones_are_offered_once_the_day_is_done(settled):
    """Each offer has as many questions as a session of it asks."""
    workspace = settled.workspace(new_per_day=3)
    for more in find_more(workspace):
        assert begin_session(workspace, more.kind).progress.planned == more.number
    assert offered(settled)["misses"] == 1
    assert offered(settled)["new"] == 5
    assert "today" not in offered(settled)


def test_todays_misses_are_those_of_today_alone(settled):
    """The next day they are due as any other, and no offer."""
    workspace = settled.workspace(new_per_day=3)
    assert answer_all(begin_session(workspace, "misses")) == ["d/a"]
    settled.wait(days=1)
    assert "misses" not in offered(settled)


def test_an_undone_miss_is_none(learner):
    """What does not count any more was not missed."""
    learner.cards("d", "a", "b")
    study = learner.study()
    study.rate(AGAIN)
    assert offered(learner)["misses"] == 1
    study.undo()
    assert "misses" not in offered(learner)


def test_more_new_ones_go_on_where_the_day_has_ended(settled):
    """Five more, in the author's order; and five more again after them."""
    workspace = settled.workspace(new_per_day=3)
    assert answer_all(begin_session(workspace, "new")) == ["d/d", "d/e", "d/f", "d/g", "d/h"]
    assert answer_all(begin_session(workspace, "new")) == ["d/i", "d/j", "d/k", "d/l", "d/m"]


def test_reviews_of_the_nearest_days_come_early(learner):
    """Tomorrow's if there are any, else those of the next days; never what was asked today."""
    learner.cards("d", "a", "b", "c")
    study = learner.study()
    while study.question is not None:
        study.rate(GOOD if study.question.id != "d/c" else EASY)  # two days or so, or more than a week
    assert "ahead" not in offered(learner)
    learner.wait(days=1)
    (ahead,) = [more for more in find_more(learner.workspace()) if more.kind == "ahead"]
    assert (ahead.number, ahead.days) == (2, 1)
    assert sorted(answer_all(begin_session(learner.workspace(), "ahead"))) == ["d/a", "d/b"]
    (ahead,) = [more for more in find_more(learner.workspace()) if more.kind == "ahead"]
    assert (ahead.number, ahead.days) == (1, 7)


def test_a_deck_of_its_own(settled):
    """Offers of a deck are of this deck alone."""
    settled.cards("e", "x")
    assert offered(settled, ["e"]) == {"new": 1}
    assert "misses" in offered(settled, ["d"])
