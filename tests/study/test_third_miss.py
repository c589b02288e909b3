"""A question that is missed three times in one session is put off until tomorrow."""

from aide_memoire.core.event import Rating
from aide_memoire.store import log
from aide_memoire.store.card_state import suspensions

AGAIN, HARD, GOOD, EASY = Rating
GROUP = "group", 'id = "g"\nname = "members"\nmembers = ["Russia", "Belarus"]'


def miss(study, question, times):
    """Miss one question so often, and know all others at once."""
    remarks = []
    while study.question is not None and times:
        is_it = study.question.id == question
        answered = study.rate(AGAIN if is_it else EASY)
        remarks += answered.remarks
        times -= is_it
    return remarks


def test_it_does_not_come_again_today(learner):
    """The session says so and ends; tomorrow the question is there again."""
    learner.cards("d", "a", "b")
    study = learner.study()
    assert miss(study, "d/a", 2) == []
    assert study.again == 1
    assert miss(study, "d/a", 1) == ["Missed three times: put off until tomorrow"]
    assert (study.question, study.position, study.again) == (None, (2, 2), 0)
    assert learner.study().question is None
    learner.wait(days=1)
    assert learner.study().question.id == "d/a"


def test_two_misses_of_one_sitting_are_not_counted_in_the_next(learner):
    """Who comes back after a rest begins anew."""
    learner.cards("d", "a")
    miss(learner.study(), "d/a", 2)
    study = learner.study()
    assert miss(study, "d/a", 2) == []
    assert study.question.id == "d/a"


def test_a_group_missed_in_part_counts_as_missed(learner):
    """All its members wait: the question is asked as a whole."""
    learner.deck("d", GROUP)
    study = learner.study(form="typed")
    for _ in range(3):
        study.grade("Russia")
        study.rate()
    assert study.question is None
    assert {card for card, (_, day) in suspensions(learner.workspace().db).items() if day == study.day} == {
        "d/g#belarus",
        "d/g#russia",
    }


def test_it_is_one_action_and_undo_brings_the_question_back(learner):
    """The third answer and the putting off are taken back together, and done again together."""
    learner.cards("d", "a")
    study = learner.study()
    miss(study, "d/a", 3)
    kinds = [event.kind for event in log.events(learner.workspace().db)]
    assert kinds == ["review", "review", "review", "bury"]
    assert study.undo().cards == ("d/a",)
    assert (study.question.id, study.marks, len(study.answered)) == ("d/a", ("wrong",), 2)
    study.redo()
    assert study.question is None
    study.undo()
    study.rate(GOOD)
    assert study.again == 1


def test_marks_tell_how_each_question_went_at_first(learner):
    """One mark for each question, in the order of their first answers, whatever followed."""
    learner.cards("d", "a", "b", "c")
    study = learner.study()
    for rating in (AGAIN, HARD, EASY):
        study.rate(rating)
    assert study.marks == ("wrong", "partial", "right")
    assert study.question.id == "d/a"
    study.rate(EASY)
    assert study.marks == ("wrong", "partial", "right")
