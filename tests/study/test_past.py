"""A card's past, replayed from the log, and the curve of its forgetting."""

import pytest

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.reports.card_history import describe_change, describe_event, load_history, recall_by_day
from aide_memoire.store import card_state, log
from aide_memoire.study import actions
from learners import plain
from usual import retrievability

AGAIN, HARD, GOOD, EASY = Rating
EVENT = "event", 'id = "e"\nname = "Pact"\ndate = "1896"\nplace = "Moscow"\nask = ["when", "where"]'


def answer(learner, *ratings):
    study = learner.study()
    for rating in ratings:
        learner.wait(seconds=10)
        study.rate(rating)


def do(learner, kind, card, **data):
    workspace = learner.workspace()
    log.append(workspace.db, [EventDraft(kind, card, data)], workspace.stamp(), workspace.entropy)


def past(learner, card="d/a"):
    return load_history(learner.workspace(), card)


def kinds(found):
    return [(line.event.kind, line.counts) for line in found.lines]


def test_each_review_says_when_what_and_how_the_memory_moved(learner):
    """In local time of then; the last memory is the one that the program goes by."""
    learner.cards("d", "a")
    answer(learner, EASY)
    learner.wait(days=9)
    answer(learner, HARD)
    found = past(learner)
    first, second = found.lines
    assert (found.question, found.answer) == ("a?", "a!")
    assert describe_event(first) == "14 May 2024, 09:00  easy   typed, 10 s"
    assert describe_change(first).startswith("holds for 8 days; due 2")
    assert describe_event(second).startswith("23 May 2024, 09:00  hard ")
    assert ", was 8 days; due " in describe_change(second)
    assert (first.was, first.memory, second.memory) == (None, second.was, found.memory)
    assert found.memory == card_state.card_state(learner.workspace().db, "d/a").memory
    assert found.recall == 1.0


def test_what_was_typed_and_how_it_was_judged(learner):
    """An answer in words is kept as it was given."""
    learner.cards("d", "a")
    study = learner.study(form="typed")
    study.grade("a!!")
    study.rate()
    assert describe_event(past(learner).lines[0]).endswith("good   typed, right  “a!!”")


def test_resets_suspensions_and_what_was_taken_back(learner):
    """What does not count is shown, says so, and moves nothing."""
    learner.cards("d", "a")
    answer(learner, EASY)
    answer_back = learner.workspace()
    do(learner, "suspend", "d/a")
    do(learner, "reset", "d/a")
    do(learner, "bury", "d/a")
    actions.undo(answer_back)
    actions.undo(answer_back)
    found = past(learner)
    assert kinds(found) == [("review", True), ("suspend", True), ("reset", False), ("bury", False)]
    assert [describe_event(line).partition("  ")[2] for line in found.lines[1:]] == [
        "suspended", "reset to new  (undone)", "buried until the next day  (undone)",
    ]  # fmt: skip
    assert [bool(describe_change(line)) for line in found.lines] == [True, False, False, False]
    assert (found.suspended, found.memory is not None) == (True, True)
    actions.redo(learner.workspace())
    assert describe_change(past(learner).lines[2]) == "new, as if never answered"
    assert past(learner).recall is None


def test_a_state_from_elsewhere_begins_the_curve(learner):
    """It is told as what it is, and remembered from the day it was last seen."""
    learner.cards("d", "a")
    state = {"state": "review", "step": None, "stability": 40.0, "difficulty": 5.0, "reps": 3, "lapses": 0}
    do(learner, "memory", "d/a", **state, last="2024-05-04", due="2024-06-13", introduced="2024-01-01")
    found = past(learner)
    assert describe_event(found.lines[0]).endswith("progress imported")
    assert found.recall == retrievability(40.0, 10)
    assert recall_by_day(found, learner.workspace().today(), 60) == (found.recall,)


def test_a_linked_history_is_the_new_cards(learner):
    """The new id has the events of both; the old one says where they went."""
    learner.cards("d", "old")
    answer(learner, EASY)
    learner.cards("d", "new")
    actions.link_cards(learner.workspace(), [("d/old", "d/new")])
    learner.wait(days=12)
    answer(learner, GOOD)
    found = past(learner, "d/new")
    assert [line.event.kind for line in found.lines] == ["review", "link", "review"]
    assert describe_event(found.lines[1]).endswith("its history continues with another card")
    assert (found.memory.reps, found.goes_on_as) == (2, "")
    old = past(learner, "d/old")
    assert (old.goes_on_as, old.question, old.memory, len(old.lines)) == ("d/new", "", None, 2)


def test_a_card_that_left_its_deck_keeps_its_history(learner):
    """No deck has it any more, and the log does."""
    learner.cards("d", "a", "b")
    answer(learner, EASY, EASY)
    learner.cards("d", "b")
    found = past(learner)
    assert (found.question, len(found.lines), found.memory is None) == ("", 1, False)


def test_a_card_without_history(learner):
    """It has a question, and nothing has happened to it."""
    learner.cards("d", "a")
    found = past(learner)
    assert (found.question, found.lines, found.recall, found.memory) == ("a?", (), None, None)
    assert recall_by_day(found, learner.workspace().today(), 60) == ()


def test_a_note_stands_for_its_only_card(learner):
    """Of several cards one has to be named."""
    learner.deck("d", EVENT, ("cloze", 'id = "gap"\ntext = "In {{c1::1969}}."'))
    assert past(learner, "d/gap").card == "d/gap#1"
    with pytest.raises(NotFoundError, match="has several cards") as raised:
        past(learner, "d/e")
    assert raised.value.hint == "name one: d/e#when, d/e#where"


@pytest.mark.parametrize(
    ("name", "hint"), [("d/e#wen", "did you mean d/e#when?"), ("?", "aide-memoire cards lists them")]
)
def test_a_card_that_is_not_there(learner, name, hint):
    """The nearest id is named, where one is near."""
    learner.deck("d", EVENT, plain("a"))
    with pytest.raises(NotFoundError) as raised:
        past(learner, name)
    assert raised.value.hint == hint


def test_the_curve_falls_until_the_next_review(learner):
    """Day by day where there is room, else in even steps; what was reset is a gap."""
    learner.cards("d", "a")
    answer(learner, EASY)
    learner.wait(days=10)
    answer(learner, GOOD)
    learner.wait(days=9)
    today = learner.workspace().today()
    found = past(learner)
    days = recall_by_day(found, today, 60)
    assert len(days) == 20
    assert days[0] == days[10] == 1.0
    assert list(days[:10]) == sorted(days[:10], reverse=True)
    assert days[9] == retrievability(found.lines[0].memory.stability, 9)
    assert days[-1] == found.recall
    assert recall_by_day(found, today, 5)[-1] == found.recall
    assert len(recall_by_day(found, today, 5)) == 5
    do(learner, "reset", "d/a")
    assert recall_by_day(past(learner), today, 60)[-1] is None
