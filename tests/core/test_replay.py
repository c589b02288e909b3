"""A card's history becomes its state."""

import itertools
import zlib
from functools import reduce

import pytest

from aide_memoire.core.event import Event, Rating
from aide_memoire.core.replay import FRESH, CardState, ParameterHistory, replay
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, Memory, make_parameters
from aide_memoire.core.study_day import from_iso_day, iso_day, iso_moment
from usual import apply_event, rate

DAY, AT = 738_300, 1_653_220_800_000


def event(kind, day=DAY, **data):
    return Event("", kind, "", AT, "+00:00", day, "laptop", "d/n", data)


def review(rating, due, day=DAY, state=None, **data):
    return event("review", day, rating=rating, due=due, state=state, desired_retention=0.9, **data)


EASY = rate(None, Rating.EASY, day=DAY, at=AT, retention=0.9)
GOOD = rate(None, Rating.GOOD, day=DAY, at=AT, retention=0.9)


def test_a_review_gives_the_memory_that_its_rating_makes():
    """Replaying a review rates the card again, at the desired retention of that time."""
    replayed = apply_event(FRESH, review("easy", iso_day(DAY + 1), state="learning", interval=60))
    assert replayed.memory == EASY.memory


def test_the_due_day_chosen_then_is_kept_where_the_review_is_the_same():
    """Spreading once moved the card: replay keeps that day where state and interval agree."""
    due = iso_day(EASY.memory.due_day + 1)
    replayed = apply_event(FRESH, review("easy", due, state="review", interval=EASY.interval))
    assert replayed.memory == EASY.memory._replace(due_day=EASY.memory.due_day + 1)


def test_the_moment_of_a_step_is_kept_where_the_review_is_the_same():
    """A step's stored moment is kept likewise."""
    replayed = apply_event(FRESH, review("good", iso_moment(AT + 5), state="learning", interval=GOOD.interval))
    assert replayed.memory.due_at == AT + 5


@pytest.mark.parametrize(
    ("state", "interval"), [("review", EASY.interval + 86_400), ("relearning", EASY.interval), (None, None)]
)
def test_another_past_gives_another_due_day(state, interval):
    """Where state or interval differ from what was stored, due is the replayed interval."""
    replayed = apply_event(FRESH, review("easy", iso_day(DAY + 99), state=state, interval=interval))
    assert replayed.memory.due_day == EASY.memory.due_day


def test_the_same_past_gives_the_same_due_day():
    """Under other weights a review leads to another interval; due stays where it was shown, if its past is the same."""
    due = iso_day(EASY.memory.due_day + 40)
    other = make_parameters((*DEFAULT_PARAMETERS.weights[:3], 20.0, *DEFAULT_PARAMETERS.weights[4:]))
    first = review("easy", due, state="review", interval=EASY.interval, past=0)
    state = apply_event(FRESH, first, parameters=other)
    assert state.memory.stability == 20.0
    assert state.memory.due_day == EASY.memory.due_day + 40
    again = review("good", iso_day(DAY + 99), DAY + 9, state="review", interval=1, past=state.past)
    assert apply_event(state, again, parameters=other).memory.due_day == DAY + 99


@pytest.mark.parametrize("before", [[], ["reset"], ["memory"], ["review", "review"], ["review", "suspend"]])
def test_another_past_is_told_from_the_same_one(before):
    """The reviews and states since the last reset make a past, in their order; nothing else does."""
    names = ["review", "memory", "review", "suspend"]
    state, past = FRESH, []
    for number, kind in enumerate([*names, *before]):
        past = [] if kind == "reset" else past if kind == "suspend" else [*past, number]
        more = {"review": {"rating": "good", "due": iso_day(DAY), "desired_retention": 0.9}, "memory": ELSEWHERE}
        state = apply_event(state, event(kind, **more.get(kind, {}))._replace(id=str(number)))
    wanted = reduce(lambda so_far, each: zlib.crc32(str(each).encode(), so_far), past, 0)
    assert state.past == wanted
    for known, day in ((wanted, DAY + 77), (wanted ^ 1, None)):
        last = review("easy", iso_day(DAY + 77), DAY + 1, state="review", past=known)
        found = apply_event(state, last).memory.due_day
        assert (found == DAY + 77) == (day is not None)


ELSEWHERE = {
    "state": "review", "step": None, "stability": 31.5, "difficulty": 6.25, "last": iso_day(DAY - 10),
    "due": iso_day(DAY + 20), "introduced": iso_day(DAY - 99), "reps": 12, "lapses": 3,
}  # fmt: skip


def test_a_state_from_elsewhere_takes_the_place_of_what_was():
    """What another program worked out is taken as it is, and the next review goes on from there."""
    held = CardState(EASY.memory, suspended=True)
    state = apply_event(held, event("memory", **ELSEWHERE))
    assert state.suspended
    assert state.memory == Memory("review", None, 31.5, 6.25, DAY - 10, DAY + 20, None, DAY - 99, 12, 3)
    reviewed = apply_event(state, review("good", iso_day(DAY + 60)))
    assert reviewed.memory == rate(state.memory, Rating.GOOD, day=DAY, at=AT, retention=0.9).memory


def test_a_step_from_elsewhere_is_due_at_its_moment():
    """A card that was being learned there is asked again at the moment that was set there."""
    step = {**ELSEWHERE, "state": "relearning", "step": 0, "due": iso_moment(AT + 5)}
    memory = apply_event(FRESH, event("memory", **step)).memory
    assert (memory.state, memory.due_at, memory.due_day) == ("relearning", AT + 5, DAY - 10)


def test_a_reset_makes_a_card_new_and_leaves_its_hold():
    """Reset forgets the memory; that a card is suspended is another matter."""
    held = CardState(EASY.memory, suspended=True, buried=DAY)
    assert apply_event(held, event("reset")) == CardState(None, suspended=True, buried=DAY)


def test_suspend_unsuspend_and_bury_hold_a_card_back():
    """Holds change nothing of the memory; burying is for the event's own day."""
    state = apply_event(CardState(EASY.memory), event("suspend"))
    assert state == CardState(EASY.memory, suspended=True)
    assert apply_event(state, event("unsuspend")) == CardState(EASY.memory)
    assert apply_event(state, event("bury", DAY + 3)).buried == DAY + 3


@pytest.mark.parametrize("kind", ["", "wish", "undo", "redo"])
def test_other_kinds_change_nothing(kind):
    """A kind that is not known, or that names an action, leaves a card as it is."""
    state = CardState(EASY.memory, suspended=True)
    assert apply_event(state, event(kind, rating="good")) == state


OWN = make_parameters((0.5, 1.5, 3.0, 9.0, *DEFAULT_PARAMETERS.weights[4:]))


def numbered(number, event):
    return event._replace(id=f"{number:03}")


def saved(number, was, day, **data):
    """Return a review as it was saved under the defaults, after the state `was`, a day later than FSRS says."""
    outcome = rate(was.memory, Rating.EASY, day=day, at=AT, retention=0.9)
    due = iso_day(outcome.memory.due_day + 1)
    return numbered(number, review("easy", due, day, "review", interval=outcome.interval, **data))


def two_answers(**past):
    """Return two answers, weights of one's own between them, and the parameters of that log."""
    first = saved(1, FRESH, DAY, **past and {"past": 0})
    state = apply_event(FRESH, first)
    second = saved(3, state, DAY + 9, **past and {"past": state.past})
    return [first, second], ParameterHistory((("002", DEFAULT_PARAMETERS), ("004", OWN)))


def test_parameters_hold_from_their_event_on():
    """An answer was given under the newest before it; without any, under the defaults."""
    parameters = ParameterHistory((("002", OWN), ("004", DEFAULT_PARAMETERS)))
    assert [parameters.at(each) for each in ("001", "003", "005")] == [DEFAULT_PARAMETERS, OWN, DEFAULT_PARAMETERS]
    assert parameters.newest == DEFAULT_PARAMETERS
    assert ParameterHistory().newest == DEFAULT_PARAMETERS


@pytest.mark.parametrize("past", [{}, {"past": True}])
def test_other_parameters_change_the_memory_and_not_the_due_day(past):
    """The due day that was saved stays, whether or not the reviews know their past; it is not FSRS's own."""
    events, parameters = two_answers(**past)
    before, after = replay(events, ParameterHistory()), replay(events, parameters)
    assert after.memory.stability != before.memory.stability
    assert after.memory.due_day == before.memory.due_day
    assert after.memory.due_day == from_iso_day(events[-1].data["due"])


def test_another_past_is_due_by_the_parameters_of_then():
    """Where the first answer is gone, the second has the interval that it would have had then."""
    events, parameters = two_answers(past=True)
    assert replay(events[1:], parameters).memory.due_day == replay(events[1:], ParameterHistory()).memory.due_day
    assert replay(events[1:], parameters).memory.stability == OWN.weights[3]


def test_what_comes_after_the_newest_answer_decides():
    """A reset leaves nothing that is due, and a memory brought in its own day."""
    events, parameters = two_answers(past=True)
    assert replay([*events, numbered(5, event("reset"))], parameters).memory is None
    fixed = replay([*events, numbered(5, event("memory", **ELSEWHERE))], parameters)
    assert (fixed.memory.stability, fixed.memory.due_day) == (31.5, DAY + 20)


def imported(day, stability):
    data = {"state": "review", "stability": stability, "difficulty": 5.0, "last": iso_day(day), "due": iso_day(day + 9)}
    return event("memory", day, **data, introduced=iso_day(day), reps=7, lapses=1)


def test_what_precedes_an_imported_memory_counts_as_its_past_alone():
    """The state is the same as that of every event in its turn: suspended, buried, reset and its past."""
    reviews = [review("good", iso_day(DAY + n), DAY + n)._replace(id=f"r{n}") for n in range(4)]
    kinds = {
        "review": lambda n: reviews[n % 4],
        "memory": lambda n: imported(DAY + n, 3.0 + n)._replace(id=f"m{n}"),
        "reset": lambda n: event("reset", DAY + n),
        "suspend": lambda n: event("suspend", DAY + n),
        "bury": lambda n: event("bury", DAY + n),
    }
    for order in itertools.product(kinds, repeat=4):
        events = [kinds[kind](place) for place, kind in enumerate(order)]
        assert replay(events, ParameterHistory()) == reduce(apply_event, events, FRESH), order


def test_reviews_before_an_imported_memory_are_not_computed(monkeypatch):
    """A collection of Anki's brings millions of them, each of which would take a tenth of a millisecond."""
    monkeypatch.setattr("aide_memoire.core.replay.rate", lambda *_, **__: pytest.fail("computed"))
    assert replay([review("good", iso_day(DAY)), imported(DAY, 3.0)], ParameterHistory()).memory.stability == 3.0
