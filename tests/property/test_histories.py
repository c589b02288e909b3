"""Random histories on two devices: what follows from a log is the same however it came together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.core.replay import ParameterHistory, replay, replay_each
from aide_memoire.store import card_state
from aide_memoire.store.history import card_history
from aide_memoire.store.projections import rebuild
from aide_memoire.store.transaction import transaction
from aide_memoire.store.weights import all_parameters
from forgetting import LEARNERS

CARDS = "d/a", "d/s#when", "d/s#where", "e/x"
GROUP = "d/g#ru", "d/g#by"

cards = st.sampled_from([*((card,) for card in CARDS), GROUP])
steps = st.one_of(
    st.tuples(st.just("review"), cards, st.sampled_from(Rating)),
    st.tuples(st.just("review"), cards, st.sampled_from(Rating)),
    st.tuples(st.sampled_from(["reset", "suspend", "unsuspend", "bury"]), cards),
    st.tuples(st.just("reset"), st.just((*CARDS, *GROUP))),
    st.tuples(st.just("memory"), st.sampled_from(CARDS), st.integers(1, 400)),
    st.tuples(st.just("link"), st.sampled_from(CARDS), st.sampled_from(CARDS)),
    st.tuples(st.sampled_from(["undo", "redo"])),
    st.tuples(st.just("weights"), st.sampled_from([(), *LEARNERS])),
    st.tuples(st.just("days"), st.integers(0, 20)),
    st.tuples(st.just("back"), st.integers(1, 3)),
)
histories = st.lists(steps, max_size=15)


def live(workspace, history):
    for name, *more in history:
        match name:
            case "review":
                workspace.review(*more[0], rating=more[1])
            case "memory":
                workspace.do(workspace.known(*more))
            case "link":
                workspace.do(EventDraft("link", more[0], {"to": more[1]}))
            case "weights":
                workspace.adopt(*more[0])
            case "undo":
                workspace.undo()
            case "redo":
                workspace.redo()
            case "days":
                workspace.pass_days(more[0])
            case "back":
                workspace.pass_days(-more[0])
            case kind:
                workspace.mark(kind, *more[0])


def rebuilt(workspace):
    with transaction(workspace.db):
        rebuild(workspace.db)
    return workspace.rows()


@settings(max_examples=20)
@given(histories)
def test_what_was_kept_along_the_way_is_what_the_log_says(new_desk, history):
    """After any history everything derived is the very same when made anew from the log."""
    with new_desk() as workspace:
        live(workspace, history)
        assert workspace.rows() == rebuilt(workspace)


@settings(max_examples=20)
@given(histories)
def test_undoing_everything_leaves_nothing(new_desk, history):
    """Each device can go back to the beginning, and forth again to where it was."""
    with new_desk() as workspace:
        live(workspace, history)
        before = workspace.rows()
        undone = 0
        while workspace.undo():
            undone += 1
        left = workspace.rows()
        assert (left["memory"], left["suspension"], left["daily_count"]) == ([], [], [])
        for _ in range(undone):
            assert workspace.redo()
        assert {**workspace.rows(), "undone": None} == {**before, "undone": None}


@settings(max_examples=15)
@given(histories, histories, histories)
def test_logs_merge_to_one_state_in_any_order(new_desk, first, second, third):
    """Two devices, a day apart by their clocks: every way to join their logs ends in one state."""
    with (
        new_desk() as one, new_desk("two") as two,
        new_desk() as left, new_desk() as right, new_desk() as piecemeal,
    ):  # fmt: skip
        two.pass_days(1)
        live(one, first)
        live(two, second)
        one.take(two)
        live(one, third)
        left.take(one, two)
        right.take(two, one)
        for event in reversed(left.log()):
            piecemeal.merge(event)
        states = [left.rows(), right.rows(), piecemeal.rows(), rebuilt(left)]
        assert states == [states[0]] * 4
        assert left.log() == right.log() == piecemeal.log()
        two.take(one)
        one.take(two)
        assert one.rows() == two.rows() == states[0]
        assert [*left.take(one, two), *one.take(one)] == [0, 0, 0]
        assert left.rows() == states[0]


@pytest.mark.parametrize("newest", ["one", "two"])
def test_a_device_can_undo_its_own_after_a_merge(new_desk, newest):
    """Whoever acted last, each device takes back its own last action, and both see the same."""
    with new_desk() as one, new_desk("two") as two:
        for workspace in (one, two) if newest == "two" else (two, one):
            workspace.review(*GROUP)
        one.take(two)
        two.take(one)
        assert one.undo().action != two.undo().action
        one.take(two)
        two.take(one)
        assert one.rows() == two.rows()
        assert one.rows()["memory"] == []


def due(workspace):
    return {card: (each.due_day, each.due_at) for card, each in card_state.memories(workspace.db).items()}


@settings(max_examples=20)
@given(histories, st.sampled_from([(), *LEARNERS]), histories)
def test_other_weights_move_no_due_day(new_desk, history, weights, later):
    """After any history, also where some of it lost its past; undo brings the very state back."""
    with new_desk() as workspace:
        live(workspace, history)
        before, days = workspace.rows(), due(workspace)
        workspace.adopt(*weights)
        assert due(workspace) == days
        workspace.undo()
        assert {**workspace.rows(), "undone": None} == {**before, "undone": None}
        workspace.redo()
        live(workspace, later)
        assert workspace.rows() == rebuilt(workspace)


@settings(max_examples=20)
@given(histories)
def test_a_history_is_shown_as_it_is_replayed(new_desk, history):
    """The state shown after each event of a card is that of a replay up to it."""
    with new_desk() as workspace:
        live(workspace, history)
        parameters = ParameterHistory(tuple(all_parameters(workspace.db)))
        for card in CARDS:
            events = [event for event, counts in card_history(workspace.db, card).events if counts]
            ups = [replay(events[: place + 1], parameters) for place in range(len(events))]
            assert replay_each(events, parameters) == ups
