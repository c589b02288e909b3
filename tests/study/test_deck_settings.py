"""Settings of single decks: each acts on its deck alone, wherever the learner's own would."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.reports.exams import limits_too_low, list_exams
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.store import log
from aide_memoire.store.exams import exams
from aide_memoire.store.queue import todays_queue
from aide_memoire.study import actions
from aide_memoire.study.more import find_more

TEN = [f"x{n}" for n in range(10)]


@pytest.fixture
def three(learner):
    """Three decks of ten."""
    for deck in "abc":
        learner.cards(deck, *TEN)
    return learner


def new(learner, *decks, **settings):
    desk = learner.workspace(**settings)
    items = todays_queue(desk.db, desk.today(), desk.settings, decks).items
    return "".join(item.deck for item in items)


def answer_all(learner, *decks, **settings):
    study = learner.study(*decks, **settings)
    while study.question is not None:
        study.rate(Rating.EASY)


def test_a_deck_has_a_limit_of_its_own(three):
    """Within the learner's, through the day; the next decks fill up what is left."""
    limits = {"decks": {"a": {"new_per_day": 2}}}
    assert new(three, new_per_day=5, **limits) == "aabbb"
    assert new(three, "a", new_per_day=5, **limits) == "aa"
    assert new(three, new_per_day=1, **limits) == "a"
    answer_all(three, "a", new_per_day=5, **limits)
    assert new(three, new_per_day=5, **limits) == "bbb"
    assert new(three, "a", new_per_day=5, **limits) == ""
    three.wait(days=1)
    assert new(three, new_per_day=5, **limits) == "aabbb"


def test_a_limit_of_none_lets_none_come(three):
    """Reviews come as ever."""
    answer_all(three, "a", new_per_day=1)
    three.wait(days=9)
    assert new(three, "a", decks={"a": {"new_per_day": 0}}) == "a"


def test_who_wants_more_gets_more_beyond_the_limit_too(three):
    """Five more, as ever."""
    desk = three.workspace(new_per_day=2, decks={"a": {"new_per_day": 2}, "b": {"new_per_day": 0}})
    assert {more.kind: more.number for more in find_more(desk, ["a"])}["new"] == 5


def test_a_deck_takes_turns_with_those_that_come_one_after_the_other(three):
    """And the other way round."""
    assert new(three, new_per_day=6) == "aaaaaa"
    assert new(three, new_per_day=6, decks={"c": {"deck_order": "mixed"}}) == "acacac"
    one = {name: {"deck_order": "one-by-one"} for name in "ab"}
    assert new(three, new_per_day=6, deck_order="mixed", decks=one) == "acacac"


def test_each_review_is_scheduled_by_the_retention_of_its_deck(three):
    """And says so in the log; the statistics compare with what was logged, not with what is set now."""
    settings = {"desired_retention": 0.9, "decks": {"a": {"desired_retention": 0.75}}}
    for deck in "ab":
        answer_all(three, deck, new_per_day=30, **settings)
    due = {}
    for event in log.events(three.workspace().db):
        due.setdefault(event.card[0], []).append(event.data["interval"])
        assert event.data["desired_retention"] == (0.75 if event.card[0] == "a" else 0.9)
    assert min(due["a"]) > max(due["b"])
    three.wait(days=60)
    for deck in "ab":
        answer_all(three, deck, **settings)
    found = load_statistics(three.workspace(desired_retention=0.97))
    assert found.desired == 0.825
    assert {line.deck: line.desired for line in found.decks} == {"a": 0.75, "b": 0.9, "c": 0.97}
    assert load_statistics(three.workspace(), "a").desired == 0.75
    three.workspace()


def test_a_large_group_is_scheduled_lower_in_its_deck_too(learner):
    """By 0.10, as everywhere."""
    learner.deck("g", ("group", 'id = "g"\nname = "seas"\nmembers = ["Red", "Black", "White", "Yellow"]'))
    answer_all(learner, decks={"g": {"desired_retention": 0.85}})
    assert {event.data["desired_retention"] for event in log.events(learner.workspace().db)} == {0.75}


def test_each_deck_is_asked_in_its_own_form(three):
    """In one session; `--form` goes over it."""
    study = three.study(new_per_day=30, deck_order="mixed", decks={"b": {"form": "flip"}, "c": {"form": "typed"}})
    forms = {}
    for _ in range(3):
        forms[study.question.deck] = study.prompt.form
        study.rate(Rating.EASY)
    assert forms == {"a": "choice", "b": "flip", "c": "typed"}


def test_an_exam_has_the_target_of_its_deck(three):
    """Where none is given; it is kept with the exam, so a later change of the setting does not move it."""
    desk = three.workspace(exam_target=0.9, decks={"a": {"exam_target": 0.85}})
    for deck, target in (("a", None), ("b", None), ("c", 0.97)):
        actions.set_exam(desk, deck, desk.today() + 9, target)
    assert {deck: exam.target for deck, exam in exams(three.workspace().db).items()} == {"a": 0.85, "b": 0.9, "c": 0.97}


def test_a_limit_of_a_deck_that_its_exam_breaks_is_told(three):
    """With the figure that would do; the limit holds."""
    desk = three.workspace(decks={"a": {"new_per_day": 1}})
    actions.set_exam(desk, "a", desk.today() + 5)
    (low,) = limits_too_low(desk, list_exams(desk))
    assert low == ('new_per_day in [decks."a"]', "new questions of a", 1, 5)
    assert new(three, "a", decks={"a": {"new_per_day": 1}}) == "a"


def test_one_new_card_is_asked_among_those_that_were_all_met(learner):
    """Also where as many have left the deck: decks whose cards were all met are passed over, but by their cards."""
    learner.cards("a", *TEN)
    learner.cards("ab", *TEN)
    answer_all(learner, new_per_day=20)
    learner.wait(days=1)
    assert new(learner, new_per_day=20) == ""
    learner.cards("a", *TEN[1:], "y")
    assert new(learner, new_per_day=20) == "a"
