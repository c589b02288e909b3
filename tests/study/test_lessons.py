"""What is new is shown before it is asked: when, what comes after it, and that nothing is kept of it."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.core.session import LESSON_GAP
from aide_memoire.store import log
from aide_memoire.study import actions
from aide_memoire.study.session import StudySession
from learners import plain

pytestmark = pytest.mark.usefixtures("lessons")

OWN_LURES = "card", 'id = "own"\nquestion = "Which river?"\nanswer = "Ussuri"\nlures = ["Amur", "Tumen", "Argun"]'
ONE_LURE = "card", 'id = "one"\nquestion = "Which isle?"\nanswer = "Damansky"\nlures = ["Bolshoy"]'
FLIP = "card", 'id = "flip"\nform = "flip"\nquestion = "Why?"\nanswer = "So"\nlures = ["a", "b", "c"]'
DATE = "event", 'id = "date"\nname = "Li–Lobanov Treaty"\ndate = "1896-06"\nask = ["when"]'
GROUP = (
    "group",
    'id = "group"\nname = "members"\nmembers = ["Russia", "Belarus", "Armenia"]\nlures = ["China", "India", "Iran"]',
)
ORDER = "sequence", 'id = "order"\nname = "dynasties"\nitems = [{ name = "Qin" }, { name = "Tang" }, { name = "Ming" }]'


def on_screen(study):
    """Return "lesson" or "question" with the name of the note, or None at the end."""
    if study.question is None:
        return None
    return ("lesson" if study.lesson else "question"), study.question.id.partition("/")[2].partition("#")[0]


def walk(study, most=40):
    """Go through a session as someone who knows everything. Return what was on the screen, one after the other."""
    seen = []
    while study.question and len(seen) < most:
        seen.append(on_screen(study))
        if study.lesson:
            study.end_lesson()
        else:
            study.rate(Rating.EASY)
    return seen


@pytest.mark.parametrize("note", [plain("lone"), ONE_LURE, FLIP, DATE, GROUP, ORDER])
def test_what_cannot_be_recognised_is_shown_first(learner, note):
    """Nobody is asked for what nobody told them: what has no choice among its own lures is shown with its answer."""
    learner.deck("d", note)
    study = learner.study()
    assert study.lesson is not None
    assert study.prompt is None
    assert study.lesson == study.question


def test_a_choice_among_its_own_lures_needs_no_lesson(learner):
    """The right answer stands among the options, so it is asked at once."""
    learner.deck("d", OWN_LURES)
    study = learner.study()
    assert (study.lesson, study.prompt.form) == (None, "choice")


def test_a_choice_among_other_cards_answers_comes_after_a_lesson(learner):
    """Where the options come from the rest of the deck, the fact is shown first, then asked by choice."""
    learner.cards("d", "a", "b", "c", "e")
    study = learner.study()
    assert study.lesson is not None
    while study.lesson:
        study.end_lesson()
    assert study.prompt.form == "choice"


@pytest.mark.parametrize("form", ["flip", "typed", "choice"])
def test_a_fixed_form_has_no_lesson(learner, form):
    """Whoever fixes a form, for a session or by the setting, is asked in it at once."""
    learner.deck("d", plain("lone"), GROUP, ORDER)
    assert learner.study(form=form).lesson is None
    assert StudySession(learner.workspace(), form=form).lesson is None
    assert StudySession(learner.workspace(form=form), form="ladder").lesson is not None


def test_the_question_comes_after_a_few_others(learner):
    """Three others come between a lesson and its question; other lessons count as others."""
    learner.cards("d", *"abcdef")
    shown = [("lesson", each) for each in "abcd"]
    asked = [("question", each) for each in "abcd"]
    rest = [("lesson", "e"), ("lesson", "f"), ("question", "e"), ("question", "f")]
    assert walk(learner.study()) == [*shown, *asked, *rest]
    assert LESSON_GAP == 3


def test_with_nothing_else_it_is_asked_at_once(learner):
    """A single new fact is asked right after its lesson."""
    learner.cards("d", "a")
    assert walk(learner.study()) == [("lesson", "a"), ("question", "a")]


def test_a_lesson_counts_for_nothing_of_a_limit(learner):
    """A session of two questions asks two, and teaches no more than these."""
    learner.cards("d", *"abcdef")
    seen = walk(learner.study(limit=2))
    assert seen == [("lesson", "a"), ("lesson", "b"), ("question", "a"), ("question", "b")]


def test_a_lesson_leaves_nothing_in_the_log(learner):
    """Reading is no review: nothing is saved, the position stays, and all of the new facts of the day are left."""
    learner.cards("d", "a", "b")
    study = learner.study(new_per_day=2)
    before = study.position
    study.end_lesson()
    study.end_lesson()
    assert list(log.events(study._workspace.db)) == []
    assert study.position == before
    assert study.answered == []


def test_a_lesson_is_not_rated(learner):
    """There is nothing to rate and no verdict: whoever tries is told, and nothing is saved."""
    learner.cards("d", "a")
    study = learner.study()
    assert study.proposal() == {}
    assert study.next_hint() == ""
    with pytest.raises(ValueError, match="lesson"):
        study.rate(Rating.GOOD)
    with pytest.raises(ValueError, match="no question"):
        study.grade("a!")
    assert list(log.events(study._workspace.db)) == []


def test_a_lesson_is_shown_once_in_a_session(learner):
    """Missed, the question comes back as a question; so it does when its answer is taken back."""
    learner.cards("d", "a")
    study = learner.study()
    study.end_lesson()
    study.rate(Rating.AGAIN)
    assert on_screen(study) == ("question", "a")
    study.undo()
    assert on_screen(study) == ("question", "a")


def test_after_a_restart_what_was_never_answered_is_shown_again(learner):
    """Nothing is stored of a lesson: a new session begins with it."""
    learner.cards("d", "a", "b")
    study = learner.study()
    study.end_lesson()
    study.end_lesson()
    study.rate(Rating.EASY)
    assert walk(learner.study()) == [("lesson", "b"), ("question", "b")]


def test_an_answer_taken_back_after_a_restart_is_asked_again(learner):
    """It was asked before, so undo brings back the question and not its lesson."""
    learner.cards("d", "a", "b")
    study = learner.study()
    study.end_lesson()
    study.end_lesson()
    study.rate(Rating.EASY)
    study = learner.study()
    assert on_screen(study) == ("lesson", "b")
    study.undo()
    assert on_screen(study) == ("question", "a")


def test_undo_reaches_the_answer_before_a_lesson(learner):
    """A lesson on the screen is not in the way of undo: the last answer goes, and its question is asked next."""
    learner.deck("d", OWN_LURES, plain("a"), plain("b"))
    study = learner.study()
    assert on_screen(study) == ("question", "own")
    study.rate(Rating.EASY)
    assert on_screen(study) == ("lesson", "a")
    study.undo()
    assert on_screen(study) == ("question", "own")
    assert study.answered == []
    assert study.redo() is not None
    assert on_screen(study) == ("lesson", "a")


@pytest.mark.parametrize("kind", ["suspend", "bury"])
def test_a_lesson_can_be_set_aside(learner, kind):
    """Suspended or buried while it is shown, the fact is neither taught nor asked; undo brings the lesson back."""
    learner.cards("d", "a", "b")
    study = learner.study()
    study.set_aside(kind)
    assert on_screen(study) == ("lesson", "b")
    study.undo()
    assert on_screen(study) == ("lesson", "a")
    study.set_aside(kind)
    assert walk(study) == [("lesson", "b"), ("question", "b")]


def test_a_group_is_taught_without_its_suspended_members(learner):
    """What is not asked is not taught."""
    learner.deck("d", GROUP)
    actions.suspend(learner.workspace(), ["d/group#russia"])
    assert learner.study().lesson.cards == ("d/group#belarus", "d/group#armenia")


def test_a_lesson_follows_its_deck(learner):
    """A deck that is edited while a lesson is shown is taught as it is now."""
    learner.cards("d", "a")
    study = learner.study()
    learner.deck("d", plain("a", 'explanation = "Because."'))
    study.reload()
    assert study.lesson.explanation == "Because."


def test_what_is_known_is_not_taught(learner):
    """A card in review is asked."""
    learner.cards("d", "a")
    walk(learner.study())
    learner.wait(days=60)
    assert on_screen(learner.study()) == ("question", "a")
