"""One sitting: which question comes next."""

import pytest

from aide_memoire.core.queue import Queue, QueueItem
from aide_memoire.core.session import (
    LESSON_GAP,
    after_answer,
    after_lesson,
    begin_session,
    next_item,
    progress,
    with_item_first,
    without_item,
)
from aide_memoire.core.study_day import MINUTE

NOW = 1_653_220_800_000
A, B, C = (QueueItem(f"d/{name}", f"d/{name}", "d", "review") for name in "abc")


def step(name, minutes):
    return QueueItem(f"d/{name}", f"d/{name}", "d", "learning", NOW + minutes * MINUTE)


def start(*ahead, steps=(), limit=None):
    return begin_session(738_300, Queue(tuple(steps), ahead), limit)


def test_questions_come_in_the_queues_order_and_then_the_session_ends():
    """An answered question makes way for the next, until none is left."""
    session = start(A, B)
    assert next_item(session, NOW) == A
    session = after_answer(session, A, None)
    assert next_item(session, NOW) == B
    assert next_item(after_answer(session, B, None), NOW) is None


def test_a_step_comes_back_when_it_is_due():
    """A card in learning waits for its time while there is other work, and comes before it then."""
    session = after_answer(start(A, B), A, NOW + 10 * MINUTE)
    assert next_item(session, NOW) == B
    assert next_item(session, NOW + 10 * MINUTE).question == A.question
    assert next_item(session, NOW + 10 * MINUTE).was == "learning"


@pytest.mark.parametrize(("minutes", "asked"), [(0, True), (1, True), (20, True), (21, False)])
def test_with_nothing_else_left_a_step_is_asked_up_to_20_minutes_early(minutes, asked):
    """The session does not make the learner wait, nor does it ask what is far ahead."""
    assert (next_item(start(steps=[step("a", minutes)]), NOW) is not None) == asked


def test_steps_are_asked_by_their_time():
    """Of two steps the earlier one comes first, whichever was answered first."""
    session = after_answer(after_answer(start(A, B), A, NOW + 10 * MINUTE), B, NOW + MINUTE)
    assert next_item(session, NOW).question == B.question
    assert next_item(after_answer(session, next_item(session, NOW), None), NOW).question == A.question


def test_a_limit_counts_answers():
    """A session of at most two questions ends after two answers, steps included."""
    session = after_answer(start(A, B, C, limit=2), A, NOW)
    assert next_item(session, NOW).question == A.question
    assert next_item(after_answer(session, next_item(session, NOW), None), NOW) is None


@pytest.mark.parametrize(
    ("others", "limit", "answered", "place"),
    [(5, None, 0, LESSON_GAP), (2, None, 0, 2), (0, None, 0, 0), (5, 1, 0, 0), (5, 2, 0, 1), (5, 9, 7, 1)],
)
def test_after_a_lesson_its_question_waits_for_a_few_others(others, limit, answered, place):
    """Three others come first, or as many as there are and as the limit leaves room for."""
    items = [QueueItem(f"d/{number}", f"d/{number}", "d", "new") for number in range(others)]
    before = start(A, *items, limit=limit)._replace(answered=answered)
    after = after_lesson(before, A)
    assert after.rest.index(A) == place
    assert [each for each in after.rest if each != A] == items
    assert after.answered == answered


def test_a_question_taken_back_is_asked_again_at_once():
    """After an undo the same question stands before all others, even a step that is due, and only once."""
    before = start(A, B, steps=[step("c", 0)])
    for due_at in (None, NOW + MINUTE):
        session = with_item_first(after_answer(before, A, due_at), A)
        assert next_item(session, NOW).question == A.question
        assert sum(item.question == A.question for item in session.steps + session.rest) == 1


def test_a_question_set_aside_is_not_asked():
    """What was suspended or buried meanwhile leaves the session, and counts as no answer."""
    session = without_item(start(A, B, steps=[step("c", 0)], limit=2), step("c", 0))
    assert next_item(session, NOW) == A
    assert next_item(without_item(session, A), NOW) == B
    assert session.answered == 0


def test_progress_counts_questions_that_are_done_and_never_grows():
    """One that comes again is not done yet, however often it was answered."""
    session = start(A, B, steps=[step("c", 1)])
    assert progress(session, ()) == (0, 3, 0)
    again = after_answer(session, A, NOW + MINUTE)
    assert progress(again, {"d/a"}) == (0, 3, 1)
    assert progress(after_answer(session, A, None), {"d/a"}) == (1, 3, 0)
    assert progress(after_answer(again, step("a", 1), None), {"d/a"}) == (1, 3, 0)


def test_a_limit_that_ends_the_session_before_is_the_plan():
    """Then answers are counted, as the limit counts them."""
    session = after_answer(start(A, B, C, limit=2), A, NOW + MINUTE)
    assert progress(session, {"d/a"}) == (1, 2, 1)
    assert progress(after_answer(session, B, None), {"d/a", "d/b"})[:2] == (2, 2)
    assert progress(start(A, B, limit=2), ()) == (0, 2, 0)


def test_a_session_keeps_the_day_on_which_it_began():
    """Answers after four in the morning still belong to the session's day."""
    assert after_answer(start(A), A, None).day == with_item_first(start(A), A).day == 738_300
