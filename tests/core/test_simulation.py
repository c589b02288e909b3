"""What a desired retention costs, played through on cards."""

from random import Random

import pytest

from aide_memoire.core.event import Rating
from usual import interval_for, rate, retrievability, simulate, simulate_new

DAY = 738_300
RETENTIONS = (0.70, 0.75, 0.80, 0.85, 0.90, 0.93, 0.95, 0.97)


def known_cards(number):
    """Return cards that were answered well two times."""
    cards = []
    for each in range(number):
        first = rate(None, Rating.EASY, day=DAY - 40 + each % 9, at=0, retention=0.9).memory
        cards.append(rate(first, Rating.GOOD, day=first.due_day, at=0, retention=0.9).memory)
    return cards


@pytest.mark.parametrize("retention", RETENTIONS)
@pytest.mark.parametrize("stability", [1.0, 9.7, 300.0])
def test_an_interval_ends_where_recall_has_fallen_to_the_retention(stability, retention):
    """`interval_for` is the inverse of `retrievability`, to the nearest whole day."""
    days = interval_for(stability, retention)
    assert retrievability(stability, days - 1) > retention > retrievability(stability, days + 1) or days == 1


def test_an_interval_is_a_day_at_least_and_a_hundred_years_at_most():
    """What is hardly known comes back tomorrow, and nothing is put off beyond what FSRS allows."""
    assert interval_for(0.001, 0.97) == 1
    assert interval_for(1e6, 0.7) == 36_500


def test_more_retention_costs_more_and_keeps_more():
    """From 70 to 97 % both the reviews and what is known rise."""
    cards = known_cards(120)
    loads = [simulate(cards, each, day=DAY, rng=Random(1).random, days=365) for each in RETENTIONS]
    assert loads[0].reviews_a_day < loads[4].reviews_a_day < loads[-1].reviews_a_day
    known = [load.known for load in loads]
    assert known == sorted(known)
    assert known[4] > 0.9 > known[0] > 0.7


def test_equal_chances_give_equal_figures():
    """Nothing but its arguments goes into it."""
    cards = known_cards(20)
    assert simulate(cards, 0.9, day=DAY, rng=Random(3).random) == simulate(cards, 0.9, day=DAY, rng=Random(3).random)


def test_a_year_ends_before_its_last_day_is_over():
    """Of a span of days each is played once: a card that is due on the day after it is not asked in it."""
    card = known_cards(1)[0]
    due = card.last_day + interval_for(card.stability, 0.9)
    for days, asked in ((due - DAY, 0), (due - DAY + 1, 1)):
        load = simulate([card], 0.9, day=DAY, rng=lambda: 0.0, days=days)
        assert load.reviews_a_day * days == pytest.approx(asked)


@pytest.mark.parametrize("days", [1, 2, 3])
def test_what_is_known_is_the_mean_over_the_days(days):
    """Until it is asked a card is known as well as its chance of recall on each of the days says."""
    card = known_cards(1)[0]
    chances = [retrievability(card.stability, DAY + day - card.last_day) for day in range(days)]
    assert simulate([card], 0.7, day=DAY, rng=lambda: 0.0, days=days).known == pytest.approx(
        sum(chances) / days, rel=1e-4
    )


def test_without_cards_there_is_no_work():
    """Nobody divides by nothing."""
    assert simulate([], 0.9, day=DAY, rng=Random(1).random)[1:] == (0.0, 0.0)


def test_new_cards_cost_answers_from_their_first_day_on():
    """On its first day each is answered twice; more of them, more days and more retention are more answers."""
    assert simulate_new(3, 0.9, day=DAY, rng=lambda: 0.0, days=1) == 6
    assert simulate_new(0, 0.9, day=DAY, rng=lambda: 0.0) == 0
    a_day = [simulate_new(4, each, day=DAY, rng=Random(1).random) for each in (0.8, 0.9, 0.95)]
    assert 8 < a_day[0] < a_day[1] < a_day[2]
