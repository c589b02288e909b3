"""An exam by a date: what is expected on the day, and what is asked until then."""

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.event import Rating
from aide_memoire.core.exam import (
    Exam,
    Outlook,
    Prospect,
    last_week,
    limits_that_would_do,
    new_a_day,
    new_left,
    outlook,
    prospects,
    retention_before,
)
from aide_memoire.core.queue import Allowance
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, Memory, rate, retrievability

D = 738_400
EXAM = Exam(D, "d", 0.95, D - 30)


def memory(stability, last_day, due_day=D, introduced=D - 40):
    return Memory("review", None, stability, 5.0, last_day, due_day, None, introduced)


def found(*cards, exam=EXAM):
    return prospects(exam, cards, DEFAULT_PARAMETERS)


def seen(question, recall, due_day=D, last_day=D - 20, introduced=D - 40, lasting=0.0):
    return Prospect(question, recall, introduced, last_day, due_day, lasting)


def test_expected_recall_is_that_of_the_day():
    """It is 0.90 for a card whose stability is the time from its review to the exam, and 0 for an unseen one."""
    strong, weak, unseen = found(("a", memory(1000, D - 10)), ("b", memory(10, D - 10)), ("c", None))
    assert weak.recall == pytest.approx(0.9)
    assert strong.recall > 0.99
    assert unseen == Prospect("c")
    expected = outlook(EXAM, [strong, weak, unseen], D - 10)
    assert (expected.cards, expected.unseen, expected.need) == (3, 1, 1)
    assert expected.expected == pytest.approx((strong.recall + 0.9) / 3)


def test_a_group_is_as_its_weakest_member():
    """It is one question: due with the first member, and at 0 while one of them is unseen."""
    (group,) = found(("g", memory(100, D - 5, D - 1)), ("g", memory(5, D - 5, D + 3)))
    assert group.recall == pytest.approx(0.9)
    assert (group.due_day, group.last_day) == (D - 1, D - 5)
    (grown,) = found(("g", memory(100, D - 5)), ("g", None))
    assert grown.recall == 0.0
    assert grown.is_in_need(EXAM)
    assert outlook(EXAM, [grown], D - 5).unseen == 0


def test_a_deck_without_cards_has_an_outlook():
    """It is one whose file is not on this device."""
    assert outlook(EXAM, [], D - 5) == Outlook(0, 0, 0, 0.0, Allowance(0, 0))


@pytest.mark.parametrize(
    ("set_before", "today", "unseen", "a_day"),
    [
        (30, D - 30, 48, 2),  # 30 − 6 days
        (30, D - 30, 49, 3),
        (30, D - 7, 5, 5),  # 7 − 6: the last day for them
        (30, D - 6, 5, 5),  # too late, so all of them at once
        (10, D - 10, 14, 2),  # 10 − 3: three days at least are left
        (30, D, 5, 0),
        (30, D + 1, 5, 0),
    ],
)
def test_new_ones_are_spread_over_all_but_the_last_fifth(set_before, today, unseen, a_day):
    """By hand: unseen ones ÷ (days left − x), x = a fifth of the time but at least three days."""
    exam = Exam(D, "d", 0.95, D - set_before)
    assert new_a_day(exam, [Prospect(str(n)) for n in range(unseen)], today) == a_day


def test_the_pace_of_new_ones_stays_through_the_day():
    """Those that were met today are part of it: three a day are not three more after each three."""
    today = D - 26
    met = [seen(f"met {n}", 0.8, introduced=today, last_day=today) for n in range(2)]
    questions = [*met, *(Prospect(str(n)) for n in range(58))]
    assert new_a_day(EXAM, questions, today) == 3
    assert new_left(EXAM, questions, today) == 1
    assert new_left(EXAM, questions, today + 1) == 4


def test_in_the_last_week_the_need_is_spread():
    """Of seven in need with seven days left, the weakest is asked; with four left, two are."""
    questions = [seen(f"q{n}", 0.9 - n / 100) for n in range(7)] + [seen("sure", 0.97, D - 7)]
    assert last_week(EXAM, questions, D - 7).asked == ("q6",)
    assert last_week(EXAM, questions, D - 4).asked == ("q6", "q5")


def test_what_is_due_and_in_need_is_asked_and_what_is_not_in_need_waits():
    """Due ones are part of the day's share, and all are asked where they are more."""
    questions = [seen("weak", 0.5), seen("due", 0.9, D - 7), seen("late", 0.92, D - 9), seen("sure", 0.97, D - 9)]
    assert last_week(EXAM, questions, D - 7).asked == ("due", "late")
    assert last_week(EXAM, [*questions[:2], seen("sure", 0.97, D - 9)], D - 7).asked == ("due",)


def test_what_is_barely_above_the_target_is_asked_but_not_counted_as_need():
    """Three tenths of the way from the target to certainty are a margin: most forget sooner than is foretold."""
    assert Exam(D, "d", 0.90, D - 30).aim == pytest.approx(0.93)
    barely, safely = seen("barely", 0.96), seen("safely", 0.97)
    assert last_week(EXAM, [barely, safely], D - 7).asked == ("barely",)
    found = outlook(EXAM, [barely, safely], D - 7)
    assert (found.need, found.a_day) == (0, Allowance(1, 0))


def test_first_comes_what_an_answer_leaves_most_of():
    """A card that one answer carries over the day comes before one that must be asked again anyway."""
    far, near = memory(0.3, D - 12), memory(12, D - 12)
    hopeless, saved = prospects(EXAM, [("far", far), ("near", near)], DEFAULT_PARAMETERS, D - 7)
    assert hopeless.recall < saved.recall < 0.95 < saved.lasting
    assert hopeless.lasting < 0.95
    assert last_week(EXAM, [hopeless, saved], D - 7).asked == ("near",)
    assert last_week(EXAM, [hopeless, saved], D - 1).asked == ("near", "far")


@given(st.floats(0.01, 500), st.floats(1, 10), st.integers(1, 7), st.integers(1, 60), st.booleans())
def test_what_an_answer_leaves_is_what_the_scheduler_makes_of_it(stability, difficulty, left, ago, is_twice):
    """As if the card were answered rightly today; of a group, the member of which least is left."""
    today, other = D - left, memory(2000, D - left - ago)
    known = memory(stability, today - ago)._replace(difficulty=difficulty)
    cards = [("q", known), ("q", other)] if is_twice else [("q", known)]
    (prospect,) = prospects(EXAM, cards, DEFAULT_PARAMETERS, today)
    after = rate(known, Rating.GOOD, day=today, at=0, retention=0.9, parameters=DEFAULT_PARAMETERS).memory
    left_over = retrievability(after.stability, left, DEFAULT_PARAMETERS)
    assert prospect.lasting == pytest.approx(left_over) or (is_twice and prospect.lasting <= left_over)
    assert prospect.lasting >= prospect.recall


def test_on_the_eve_all_in_need_are_asked():
    """Of what an answer leaves as much of, the weakest first; unseen ones come by their own pace."""
    questions = [seen("a", 0.9), seen("b", 0.6), seen("c", 0.97), Prospect("new")]
    assert last_week(EXAM, questions, D - 1).asked == ("b", "a")


@pytest.mark.parametrize(
    ("today", "learner", "retention"),
    [(D - 8, 0.9, 0.8), (D - 8, 0.7, 0.7), (D - 7, 0.9, 0.9), (D, 0.9, 0.9), (D + 1, 0.9, 0.9)],
)
def test_retention_is_lower_until_the_last_week(today, learner, retention):
    """Then it is the learner's again."""
    assert retention_before(EXAM, learner, today) == retention
    assert retention_before(None, learner, today) == learner


def test_limits_that_would_do():
    """Those of the day where they are enough, else what the exams take together."""
    takes = [Outlook(9, 0, 0, 0.0, Allowance(*each)) for each in ((30, 8), (20, 4))]
    assert limits_that_would_do(takes, Allowance(200, 10)) == Allowance(200, 12)
    assert limits_that_would_do(takes, Allowance(40, 20)) == Allowance(50, 20)
    assert limits_that_would_do([], Allowance(40, 20)) == Allowance(40, 20)


any_question = st.builds(
    lambda recall, due, last, lasting: (recall, D + due, D + last, D - 40, lasting),
    st.floats(0.3, 1.0),
    st.integers(-20, 20),
    st.integers(-20, -8),
    st.floats(0.3, 1.0),
)


@given(st.lists(any_question, max_size=40), st.integers(1, 7))
def test_a_day_asks_the_larger_of_what_is_due_and_the_share(rows, left):
    """Only what is unsafe is asked, what an answer leaves most of first.

    Never less than the share, and never more than it unless more are due.
    """
    questions = [seen(str(n), *row) for n, row in enumerate(rows)]
    today = D - left
    share = last_week(EXAM, questions, today)
    asked = share.asked
    in_need = {each.question: each for each in questions if each.recall < EXAM.aim}
    due = {name for name, each in in_need.items() if each.due_day <= today}
    assert due <= set(asked) <= set(share.questions) == set(in_need)
    assert len(asked) == len(set(asked)) == max(len(due), ceil(len(in_need) / left))
    lasting = [in_need[each].lasting for each in asked]
    assert lasting == sorted(lasting, reverse=True)
    if len(asked) > len(due):
        left_out = [each.lasting for name, each in in_need.items() if name not in asked]
        assert min(in_need[each].lasting for each in set(asked) - due) >= max(left_out, default=0.0)


@given(st.lists(any_question, max_size=40), st.integers(1, 7), st.booleans())
def test_answering_one_after_the_other_ends_with_the_day_s_share(rows, left, is_known):
    """What is worked out anew after each answer asks in all what was to be asked in the morning."""
    today = D - left
    questions = {str(n): seen(str(n), *row) for n, row in enumerate(rows)}
    morning = last_week(EXAM, list(questions.values()), today).asked
    done = []
    while asked := last_week(EXAM, list(questions.values()), today).asked:
        done.append(asked[0])
        recall = 0.99 if is_known else 0.5
        questions[asked[0]] = seen(asked[0], recall, D + 1, today)
    assert sorted(done) == sorted(morning)


@given(st.integers(0, 300), st.integers(8, 90), st.data())
def test_every_new_one_has_been_asked_before_the_exam(unseen, days, data):
    """Also if days are missed, as long as one is left; then the last days are free of new ones."""
    exam = Exam(D, "d", 0.95, D - days)
    rest = max(3, round(days / 5))
    missed = data.draw(st.sets(st.integers(D - days, D - rest - 2)))
    for today in range(D - days, D - rest):
        if today not in missed:
            unseen -= new_a_day(exam, [Prospect(str(n)) for n in range(unseen)], today)
    assert unseen == 0


any_week = st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=7, max_size=7)


@given(st.integers(0, 300), st.integers(1, 90), any_week)
def test_new_ones_keep_to_days_off_and_easy_days(unseen, days, week):
    """None on a day off while another is left; all before the exam; an easy day has at most half of a whole one."""
    exam, weight = Exam(D, "d", 0.95, D - days), lambda day: week[day % 7]
    while (today := exam.on - days) < D:
        found = [Prospect(str(n)) for n in range(unseen)]
        number, whole = new_a_day(exam, found, today, weight), outlook(exam, found, today, weight).a_day.new
        if not weight(today) and any(map(weight, range(today, D))):
            assert number == 0
        if any(map(weight, range(today, D))):
            assert number <= ceil(whole * weight(today))
        unseen, days = unseen - number, days - 1
    assert unseen == 0


@given(st.lists(any_question, max_size=40), st.integers(1, 7), any_week)
def test_the_last_week_keeps_to_days_off_and_easy_days(rows, left, week):
    """On a day off only what is due is asked; in all that is left, everything in need, the eve's share last."""
    questions = [seen(str(n), *row) for n, row in enumerate(rows)]
    today, weight = D - left, lambda day: week[day % 7]
    asked = last_week(EXAM, questions, today, weight).asked
    in_need = [each for each in questions if each.recall < EXAM.aim]
    due = sum(each.due_day <= today for each in in_need)
    if left == 1:
        assert len(asked) == len(in_need)
    elif not weight(today) and any(map(weight, range(today, D))):
        assert len(asked) == due
    else:
        assert len(asked) >= due
        assert len(asked) >= len(in_need) // left * bool(weight(today) == max(week))


def test_the_figure_of_a_day_leaves_days_off_out():
    """Twelve in need in six days, of which two are off and two easy: four on each whole day, two on an easy one."""
    week = dict(zip(range(D - 6, D), (0.0, 0.5, 1.0, 1.0, 0.5, 0.0), strict=True))
    questions = [seen(f"q{n:02}", 0.8) for n in range(12)]
    assert outlook(EXAM, questions, D - 6, week.__getitem__).a_day == Allowance(4, 0)
    assert last_week(EXAM, questions, D - 6, week.__getitem__).asked == ()
    assert len(last_week(EXAM, questions, D - 5, week.__getitem__).asked) == 2
    assert len(last_week(EXAM, questions, D - 1, week.__getitem__).asked) == 12
