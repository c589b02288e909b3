"""Weights are fitted to a log, and adopted only if they foretell what they were not fitted to."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.event import Event, Rating
from aide_memoire.core.fitting.fit import FEWEST, fit
from aide_memoire.core.fitting.histories import answer_histories
from aide_memoire.core.fitting.loss import Answer, add_gradient, log_loss, predict
from aide_memoire.core.fitting.optimise import first_stabilities, fit_weights
from aide_memoire.core.fitting.update import first_difficulty, make_curve, next_difficulty, next_stability, recall
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, make_parameters, rate
from aide_memoire.core.weights import HIGHEST_WEIGHTS, LOWEST_WEIGHTS, are_weights
from forgetting import LEARNERS, simulated_log

DEFAULTS = DEFAULT_PARAMETERS.weights

ratings = st.sampled_from([1, 2, 3, 3, 4])
days = st.sampled_from([0, 0, 1, 2, 5, 20, 300])
some_weights = st.sampled_from([DEFAULTS, *LEARNERS])


@st.composite
def histories(draw):
    first = Answer(draw(st.sampled_from([1, 2, 3, 4])), 0, 0)
    later = draw(st.lists(st.builds(Answer, ratings, days, st.just(1), st.sampled_from([0.25, 1.0])), max_size=9))
    return [first, *later]


def shuffle(seed=1):
    return Random(seed).shuffle


def weighted_loss(weights, history):
    return sum(each.answer.weight * log_loss([each]) for each in predict(weights, [history]))


@given(some_weights, histories())
def test_an_update_is_that_of_fsrs(weights, history):
    """Stability and difficulty after any history are those that the schedule works out with the same weights."""
    parameters, memory, day = make_parameters(weights), None, 1
    curve = make_curve(weights)
    for rating, since, *_ in history:
        day += since
        if memory is None:
            stability, difficulty = weights[rating - 1], first_difficulty(curve, rating).value
        else:
            chance = recall(curve, stability, since).value if since else None
            stability, difficulty = (
                next_stability(curve, stability, difficulty, rating, chance).value,
                next_difficulty(curve, difficulty, rating).value,
            )
        memory = rate(memory, Rating(rating), day=day, at=0, retention=0.9, parameters=parameters).memory
        if memory.stability < 36_500:
            assert (stability, difficulty) == pytest.approx((memory.stability, memory.difficulty), rel=1e-9)


@given(some_weights, histories())
def test_the_gradient_is_that_of_the_loss(weights, history):
    """Each derivative is the slope of the loss between two weights that are very near."""
    gradient, step = [0.0] * 21, 1e-6
    add_gradient(make_curve(weights), history, gradient)
    for number in range(21):
        near = [[*weights[:number], weights[number] + way * step, *weights[number + 1 :]] for way in (1, -1, 0)]
        up, down, here = (weighted_loss(each, history) for each in near)
        slopes = (up - here) / step, (here - down) / step
        low, high = min(slopes), max(slopes)  # they differ where a limit of the formula begins
        assert low - 1e-3 * (1 + abs(low)) <= gradient[number] <= high + 1e-3 * (1 + abs(high))


def test_the_limits_are_those_of_fsrs():
    """A log holds no weights that the package refuses."""
    from fsrs import scheduler  # noqa: PLC0415  nothing else here needs the package itself

    assert scheduler.LOWER_BOUNDS_PARAMETERS == LOWEST_WEIGHTS
    assert scheduler.UPPER_BOUNDS_PARAMETERS == HIGHEST_WEIGHTS


def gap(weights, histories, place):
    """Return by how much the recall is foretold too high or too low from `place` on."""
    later = [each for each in predict(weights, histories) if each.answer.place >= place]
    return abs(sum(each.recall - (each.answer.rating > 1) for each in later)) / len(later)


def test_own_weights_foretell_what_the_defaults_do_not():
    """Over several learners, what comes later is foretold four times nearer, with less loss for each of them.

    Over 26 learners the defaults are 4.9 points off, and weights fitted to 4,000 answers 1.3.
    """
    gaps = []
    for number, learner in enumerate(LEARNERS):
        known = answer_histories(simulated_log(learner, 6000, seed=number))
        earlier = [[answer for answer in history if answer.place < 4000] for history in known]
        weights = fit_weights([history for history in earlier if history], shuffle())
        later = [[each for each in predict(some, known) if each.answer.place >= 4000] for some in (DEFAULTS, weights)]
        assert log_loss(later[1]) < log_loss(later[0])
        gaps.append([gap(some, known, 4000) for some in (DEFAULTS, weights)])
    mean_before, mean_after = (sum(each) / len(gaps) for each in zip(*gaps, strict=True))
    assert mean_before > 0.04
    assert mean_after < mean_before / 4


def test_a_fit_is_the_same_each_time():
    """The same log and the same chance give the same weights, to the last digit."""
    known = answer_histories(simulated_log(LEARNERS[0], 1500))
    assert fit_weights(known, shuffle()) == fit_weights(known, shuffle())
    assert fit_weights(known, shuffle()) != fit_weights(known, shuffle(2))


def test_few_answers_move_an_initial_stability_a_little():
    """One card says less of its first rating than a hundred, and ratings without answers keep their order."""
    one = [[Answer(3, 0, 0), Answer(1, 2, 1)]]
    few, many = first_stabilities(one), first_stabilities(one * 100)
    assert many[2] < few[2] < DEFAULTS[2]
    assert list(few[:4]) == sorted(few[:4])
    assert list(many[:4]) == sorted(many[:4])
    assert few[4:] == DEFAULTS[4:]


def test_better_weights_are_adopted_and_fitted_to_everything():
    """A learner unlike the average gets weights whose held-out recall is nearer to what was measured."""
    known = answer_histories(simulated_log(LEARNERS[0], 4000))
    found = fit(known, DEFAULTS, shuffle())
    assert are_weights(found.weights)
    assert found.loss_after < found.loss_before
    whole = found.recall
    assert abs(whole.predicted_after - whole.measured) < abs(whole.predicted_before - whole.measured)
    assert sum(each.answers for each in found.by_interval) == whole.answers == round(found.scored / 5)


def test_weights_that_are_no_better_are_not_adopted():
    """Who forgets just as the weights in force say keeps them."""
    known = answer_histories(simulated_log(LEARNERS[0], 3000))
    found = fit(known, LEARNERS[0], shuffle())
    assert found.weights == ()
    assert found.loss_before <= found.loss_after


def test_too_few_answers_are_not_fitted():
    """Under the fewest answers on a later day nothing is compared; from there on, a hundred are held out."""
    known = answer_histories(simulated_log(LEARNERS[0], 900))
    found = fit(known, DEFAULTS, shuffle())
    assert found.scored < FEWEST
    assert found == (found.scored, (), 0.0, 0.0, None, ())
    known = answer_histories(simulated_log(LEARNERS[0], 1300))
    found = fit(known, DEFAULTS, shuffle())
    assert FEWEST <= found.scored < 500
    assert found.recall.answers == 100


def uniform(rating, since, cards=60, each=20):
    return [
        [Answer(rating, since if step else 0, card + cards * step) for step in range(each)] for card in range(cards)
    ]


@pytest.mark.parametrize(
    "known",
    [
        uniform(1, 1), uniform(4, 1), uniform(4, 400), uniform(3, 30), uniform(2, 0), uniform(1, 36_500, each=9),
        uniform(3, 5, cards=1, each=900), [*uniform(1, 3), *uniform(4, 3)], [[Answer(3, 0, 0)]], [],
    ],
    ids=["again", "easy", "far easy", "constant", "one day", "never", "one card", "half", "one answer", "none"],
)  # fmt: skip
def test_degenerate_logs_give_weights_that_fsrs_takes(known):
    """Whatever was answered, the weights are within the limits, in the order of the ratings, and can be used."""
    found = fit(known, DEFAULTS, shuffle())
    weights = fit_weights(known, shuffle())
    for each in filter(None, (found.weights, weights)):
        assert are_weights(each)
        assert list(each[:4]) == sorted(each[:4])
        rate(None, Rating.GOOD, day=1, at=0, retention=0.9, parameters=make_parameters(each))
    assert all(0 < each.recall < 1 for each in predict(weights, known))


def event(kind, card="d/n", day=10, **data):
    return Event("", kind, "", 0, "+00:00", day, "laptop", card, data)


def review(card="d/n", day=10, rating="good", **data):
    return event("review", card, day, rating=rating, **data)


def shape(events):
    return [[(each.rating, each.days, each.place) for each in history] for history in answer_histories(events)]


def test_a_history_counts_whole_study_days():
    """The days are those since the answer before, to this card; a clock that went back makes none and loses none."""
    events = [review(day=10), review("d/m"), review(day=12, rating="again"), review(day=8), review(day=15)]
    assert shape(events) == [[(3, 0, 1), (1, 2, 3), (3, 0, 4), (3, 3, 5)], [(3, 0, 2)]]


def test_a_reset_begins_a_new_history():
    """What was forgotten on purpose is learned as something new."""
    assert shape([review(day=10), event("reset"), review(day=30)]) == [[(3, 0, 1)], [(3, 0, 2)]]


def test_what_was_known_elsewhere_is_left_out():
    """A bare memory, or reviews that begin in the middle, say nothing of how it was learned; a reset begins anew."""
    assert shape([event("memory"), review(day=12), event("reset"), review(day=30)]) == [[(3, 0, 2)]]
    assert shape([review(was="review"), review(day=12)]) == []


def test_a_memory_after_its_reviews_does_not_end_a_history():
    """Reviews brought in from Anki with the state that they led to are as good as one's own."""
    assert shape([review(was="new"), event("memory", day=11), review(day=12)]) == [[(3, 0, 1), (3, 2, 2)]]


def test_only_what_belongs_to_the_card_counts():
    """Holds and unknown events change no history."""
    assert shape([review(), event("suspend"), event("bury"), event("wish")]) == [[(3, 0, 1)]]
