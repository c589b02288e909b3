"""When a card comes back: FSRS as its own package computes it, and what is put around it."""

import math
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.event import STEP_STATES, Rating
from aide_memoire.core.scheduler import Memory, Outcome, balance_load, balance_ratings, fuzz_range, retention_for
from usual import rate, retrievability

DAY = 738_300
AT = 1_653_220_800_000
ratings = st.sampled_from(Rating)
histories = st.lists(st.tuples(ratings, st.integers(0, 400)), min_size=1, max_size=12)
retentions = st.sampled_from([0.70, 0.85, 0.90, 0.97])


def noon(day):
    return datetime.fromordinal(day).replace(hour=12, tzinfo=UTC)


def plain(retention=0.9):
    return fsrs.Scheduler(desired_retention=retention, enable_fuzzing=False)


def in_review(days, reps=3, day=DAY):
    memory = Memory("review", None, 10.0, 5.0, day, day + days, None, day, reps)
    return Outcome(memory, days * 86_400)


@given(histories, retentions)
def test_memory_is_what_fsrs_makes_of_it(history, retention):
    """For any ratings on any days, state, stability, difficulty and interval are the reference's own."""
    scheduler, card, memory, day = plain(retention), fsrs.Card(card_id=1), None, DAY
    for rating, days in history:
        day += days
        card, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), noon(day))
        memory, interval = rate(memory, rating, day=day, at=AT, retention=retention)
        assert (memory.state, memory.step) == (card.state.name.lower(), card.step)
        assert (memory.stability, memory.difficulty) == (min(card.stability, 1e6), card.difficulty)
        assert timedelta(seconds=interval) == card.due - card.last_review
        assert memory.last_day == day
        assert (memory.due_at is None) == (memory.state == "review")
        if memory.state == "review":
            assert memory.due_day == card.due.toordinal()


@given(histories, retentions, st.integers(0, 2000))
def test_the_chance_of_recall_is_what_fsrs_says(history, retention, later):
    """Retrievability equals the reference's on any day after the last review."""
    scheduler, card, day = plain(retention), fsrs.Card(card_id=1), DAY
    for rating, days in history:
        day += days
        card, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), noon(day))
    told = scheduler.get_card_retrievability(card, noon(day + later))
    assert math.isclose(retrievability(card.stability, later), told, rel_tol=1e-12)


def test_a_card_is_due_when_recall_falls_to_nine_in_ten():
    """Stability is the days after which the chance of recall is 90 %; on the day of the review it is 1."""
    assert math.isclose(retrievability(10.0, 10), 0.9)
    assert retrievability(10.0, 0) == retrievability(10.0, -3) == 1.0


@pytest.mark.parametrize(
    ("rating", "state", "seconds"),
    [
        (Rating.AGAIN, "learning", 60),
        (Rating.HARD, "learning", 330),
        (Rating.GOOD, "learning", 600),
        (Rating.EASY, "review", 8 * 86_400),
    ],
)
def test_a_new_card_goes_through_the_learning_steps(rating, state, seconds):
    """Steps of 1 and 10 minutes count from the real time; Easy skips them."""
    memory, interval = rate(None, rating, day=DAY, at=AT, retention=0.9)
    assert (memory.state, interval) == (state, seconds)
    assert memory.due_at == (AT + seconds * 1000 if state in STEP_STATES else None)
    assert (memory.introduced, memory.reps, memory.lapses) == (DAY, 1, 0)


def test_only_forgetting_in_review_is_a_lapse():
    """Again in review is a lapse and leads to relearning; Again in a step is none."""
    memory = rate(None, Rating.AGAIN, day=DAY, at=AT, retention=0.9).memory
    assert memory.lapses == 0
    memory = rate(memory, Rating.EASY, day=DAY, at=AT, retention=0.9).memory
    forgotten, interval = rate(memory, Rating.AGAIN, day=DAY + 9, at=AT, retention=0.9)
    assert (forgotten.state, forgotten.lapses, forgotten.reps, interval) == ("relearning", 1, 3, 600)
    assert rate(forgotten, Rating.AGAIN, day=DAY + 9, at=AT, retention=0.9).memory.lapses == 1


def test_a_long_run_of_easy_never_fails():
    """Five hundred times Easy, each on the day it is due: no overflow, and no interval beyond the highest."""
    memory = None
    for _ in range(500):
        day = memory.due_day if memory else DAY
        memory, interval = rate(memory, Rating.EASY, day=min(day, 3_600_000), at=AT, retention=0.7)
        assert interval <= 36_500 * 86_400
    assert math.isfinite(memory.stability)


@given(histories, st.integers(1, 1000))
def test_a_clock_that_goes_back_moves_no_memory_back(history, back):
    """A review dated before the last one counts as of the last one's day."""
    memory, day = None, DAY
    for rating, days in history:
        day += days
        memory = rate(memory, rating, day=day, at=AT, retention=0.9).memory
    earlier = rate(memory, Rating.GOOD, day=day - back, at=AT, retention=0.9)
    assert earlier.memory.last_day == day
    assert earlier == rate(memory, Rating.GOOD, day=day, at=AT, retention=0.9)


@pytest.mark.parametrize("days", [1, 2, 3, 4, 6, 7, 8, 15, 20, 21, 50, 365, 3650, 34_000, 36_500])
def test_the_range_is_that_of_fsrs_fuzz(days, monkeypatch):
    """The first and last day of the range are the ends of the reference's own fuzz."""
    first, last = fuzz_range(days)

    def fuzzed(chance):
        monkeypatch.setattr(fsrs.scheduler, "random", lambda: chance)
        return plain()._get_fuzzed_interval(interval=timedelta(days=days)).days

    assert fuzzed(0.0) == first
    assert fuzzed((last - first) / (last - first + 1)) == last


@given(
    st.integers(1, 5000),
    st.dictionaries(st.integers(DAY, DAY + 6000), st.integers(0, 9), max_size=40),
    st.sets(st.integers(DAY, DAY + 60), max_size=20),
    st.integers(0, DAY + 6000),
    st.text(max_size=5),
)
def test_the_day_stays_in_the_range(days, load, siblings, not_before, key):
    """Whatever speaks for another day, the chosen one is in FSRS's range; and it is chosen again the same."""
    first, last = fuzz_range(days)
    chosen = balance_load(in_review(days), key, load=load, siblings=siblings, not_before=not_before)
    assert DAY + first <= chosen.due_day <= DAY + last
    assert chosen == balance_load(in_review(days), key, load=dict(load), siblings=list(siblings), not_before=not_before)


def due_days(days, **beside):
    """Return how often each day of the range is drawn by 2,000 cards with an interval of `days`."""
    return Counter(balance_load(in_review(days), f"d/{n}", **beside).due_day - DAY for n in range(2000))


def test_a_day_without_a_sibling_comes_first():
    """A day with a sibling is taken only where there is no other."""
    first, last = fuzz_range(10)
    days = range(DAY + first, DAY + last + 1)
    assert set(due_days(10, load={}, siblings=days[1:])) == {first}
    assert set(due_days(10, load={}, siblings=days)) == set(range(first, last + 1))
    assert min(due_days(10, load={}, not_before=days[3])) == first + 3


def test_light_days_are_likelier():
    """A day with five times the questions is drawn by some 1 in 30 of the cards that a light one draws."""
    first, last = fuzz_range(10)
    load = {DAY + day: 5 for day in range(first, last + 1)} | {DAY + first + 1: 1}
    drawn = due_days(10, load=load)
    assert drawn[first + 1] / drawn[first + 2] == pytest.approx(5**2.15, rel=0.5)
    assert set(drawn) == set(range(first, last + 1))


@pytest.mark.parametrize(("off", "easy"), [((), ()), ((6,), ()), ((6,), (2, 5)), ((5, 6), ()), ((), (0, 1, 2))])
def test_intervals_of_a_whole_collection_do_not_drift(off, easy):
    """Three new cards a day for 250 days, a tenth forgotten: spread, the mean interval is as FSRS has it.

    Whatever days of the week are off or easy: recall at the review is what was wanted.
    """
    weight = days_of_week(off, easy)
    chance, load, due, cards, shifts, recall = Random(4), Counter(), {}, {}, [], []
    for day in range(DAY, DAY + 250):
        for card in [*due.get(day, ()), *(f"{day}-{n}" for n in range(3))]:
            load[day] -= card in cards
            outcome = rate(cards.get(card), Rating(chance.choices((1, 3, 4), (10, 80, 10))[0]), **at(day))
            while outcome.memory.due_at is not None:
                outcome = rate(outcome.memory, Rating.GOOD, **at(day))
            cards[card] = memory = balance_load(outcome, card, load=load, weight=weight)
            load[memory.due_day] += 1
            due.setdefault(memory.due_day, []).append(card)
            days = outcome.interval // 86_400
            shifts.append((memory.due_day - day) / days - 1)
            recall.append([retrievability(memory.stability, each) for each in (memory.due_day - day, days)])
    late = shifts[len(shifts) // 3 :]
    assert sum(late) / len(late) == pytest.approx(0, abs=0.02)
    spread, as_fsrs_has_it = (sum(each) / len(recall) for each in zip(*recall, strict=True))
    assert spread == pytest.approx(as_fsrs_has_it, abs=0.003)


def days_of_week(off=(), easy=()):
    """Return the weights of days, by the number of the weekday from 0 for Monday."""
    return lambda day: 0.0 if (day - 1) % 7 in off else 0.5 if (day - 1) % 7 in easy else 1.0


weights = st.builds(days_of_week, st.sets(st.integers(0, 6)), st.sets(st.integers(0, 6)))
loads = st.dictionaries(st.integers(DAY, DAY + 60), st.integers(0, 50), max_size=40)


@given(st.integers(1, 60), weights, loads, st.sets(st.integers(DAY, DAY + 60), max_size=20), st.text(max_size=5))
def test_no_review_is_put_on_a_day_off(days, weight, load, siblings, key):
    """Unless every day of the range is off."""
    first, last = fuzz_range(days)
    due = balance_load(in_review(days), key, load=load, siblings=siblings, weight=weight).due_day
    assert weight(due) or not any(weight(DAY + each) for each in range(first, last + 1))


def test_an_easy_day_counts_as_one_with_twice_the_load():
    """With three questions it is drawn as often as an ordinary day with six."""
    first, last = fuzz_range(10)
    load = {DAY + day: 6 for day in range(first, last + 1)} | {DAY + first: 3}
    drawn = due_days(10, load=load, weight=lambda day: 0.5 if day == DAY + first else 1.0)
    even = due_days(10, load={DAY + day: 6 for day in range(first, last + 1)})
    assert drawn == even


@given(histories, retentions, weights, loads, st.sets(st.integers(DAY, DAY + 60), max_size=9), st.text(max_size=5))
def test_a_better_rating_never_comes_back_earlier(history, retention, weight, load, siblings, key):
    """Whatever days are off; and later wherever FSRS says so, if that needs no day off."""
    memory, day = None, DAY
    for rating, days in history:
        day += days
        memory = rate(memory, rating, day=day, at=AT, retention=retention).memory
    outcomes = [rate(memory, rating, day=day, at=AT, retention=retention) for rating in Rating]
    balanced = balance_ratings(outcomes, key, load=load, siblings=siblings, weight=weight)
    dues = [each.due_day for each in balanced]
    assert dues == sorted(dues)
    for (worse, better), (due, later) in zip(pairwise(outcomes), pairwise(dues), strict=True):
        in_review_both = worse.memory.due_at is None and better.memory.due_at is None
        if in_review_both and worse.interval < better.interval and due == later:
            first, last = fuzz_range(better.interval // 86_400)
            beyond = range(max(day + first, due + 1), day + last + 1)
            assert not any(map(weight, beyond))


def at(day):
    return {"day": day, "at": AT, "retention": 0.9}


def test_among_equal_days_cards_and_reviews_differ():
    """With nothing to choose by, cards learnt together come back on all the days of the range."""
    cards = {balance_load(in_review(30), f"d/{number}", load={}).due_day for number in range(40)}
    reviews = {balance_load(in_review(30, reps=reps), "d/n", load={}).due_day for reps in range(40)}
    first, last = fuzz_range(30)
    assert len(cards) == len(reviews) == last - first + 1


def test_a_step_is_never_spread():
    """What comes back within the day keeps its moment."""
    step = rate(None, Rating.GOOD, day=DAY, at=AT, retention=0.9)
    assert balance_load(step, "k", load={DAY: 99}, siblings=[DAY]) == step.memory


@pytest.mark.parametrize(
    ("wanted", "cards", "used"),
    [(0.9, 1, 0.9), (0.9, 3, 0.9), (0.9, 4, 0.8), (0.9, 30, 0.8), (0.75, 4, 0.7), (0.7, 9, 0.7), (0.97, 5, 0.87)],
)
def test_large_groups_are_scheduled_lower(wanted, cards, used):
    """Their members all come back with the one that is due first; the retention of single cards is what is wanted."""
    assert retention_for(wanted, cards) == pytest.approx(used)
