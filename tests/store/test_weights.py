"""Weights of one's own: which are in force, and what follows from them."""

from contextlib import closing
from random import Random

import pytest

from aide_memoire.core.event import Event, Rating
from aide_memoire.core.fitting.fit import fit
from aide_memoire.core.fitting.histories import answer_histories
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, retrievability
from aide_memoire.store import log
from aide_memoire.store.card_state import memories
from aide_memoire.store.clock import follow_clock
from aide_memoire.store.connection import connect
from aide_memoire.store.projections import rebuild
from aide_memoire.store.transaction import transaction
from aide_memoire.store.weights import all_parameters, fitted_at, parameters_in_force
from forgetting import LEARNERS, simulated_log

A, B = "d/a", "d/b"
MILLISECONDS_A_DAY = 86_400_000
ONE, TWO = LEARNERS[0], LEARNERS[3]


def due(desk):
    return {card: (each.due_day, each.due_at) for card, each in memories(desk.db).items()}


def strengths(desk):
    return {card: (each.stability, each.difficulty) for card, each in memories(desk.db).items()}


def learn(desk, *cards, days=(0, 1, 5)):
    for each in days:
        desk.pass_days(each)
        desk.review(*cards, rating=Rating.EASY)


def test_without_weights_the_defaults_hold(workspace):
    """So they do for a log that has only answers."""
    learn(workspace, A)
    assert parameters_in_force(workspace.db) == DEFAULT_PARAMETERS
    assert (all_parameters(workspace.db), fitted_at(workspace.db)) == ([], 0)


def test_the_newest_that_count_are_in_force(workspace):
    """An empty list brings the defaults back; undo goes back to the weights before, redo forth."""
    held = []
    for weights in (ONE, TWO, ()):
        workspace.adopt(*weights)
        held.append(parameters_in_force(workspace.db).weights)
    assert held == [ONE, TWO, DEFAULT_PARAMETERS.weights]
    workspace.undo()
    assert parameters_in_force(workspace.db).weights == TWO
    workspace.undo()
    assert (parameters_in_force(workspace.db).weights, fitted_at(workspace.db)) == (ONE, 1000)
    workspace.redo()
    assert parameters_in_force(workspace.db).weights == TWO


def test_new_weights_change_memories_and_no_due_day(workspace):
    """Stability is as if the weights had always held; undo brings back the very state."""
    learn(workspace, A, B)
    before, was, days = workspace.rows(), strengths(workspace), due(workspace)
    workspace.adopt(*ONE)
    assert due(workspace) == days
    assert all(now != was[card] for card, now in strengths(workspace).items())
    workspace.undo()
    assert {**workspace.rows(), "undone": None} == {**before, "undone": None}


def test_new_weights_act_from_the_next_answer(workspace):
    """Then the interval is the one at which the chance of recall, by these weights, is what is desired."""
    learn(workspace, A)
    workspace.adopt(*ONE)
    workspace.pass_days(9)
    workspace.review(A)
    memory, parameters = workspace.memory(A), parameters_in_force(workspace.db)
    draft = workspace.log()[-1].data
    assert retrievability(memory.stability, draft["interval"] // 86_400, parameters) == pytest.approx(0.9, abs=0.02)
    workspace.undo()
    assert workspace.memory(A).reps == 3


def test_a_memory_brought_in_is_not_changed(workspace):
    """What another program worked out is fixed; what was answered since goes by the weights."""
    workspace.do(workspace.known(A, 30))
    workspace.do(workspace.known(B, 30))
    workspace.review(B)
    fixed, answered = workspace.memory(A), workspace.memory(B)
    workspace.adopt(*ONE)
    assert workspace.memory(A) == fixed
    assert workspace.memory(B).stability != answered.stability
    assert workspace.memory(B).due_day == answered.due_day


def test_a_memory_after_reviews_fixes_them(workspace):
    """As an import from Anki brings it: only what comes after it is replayed by other weights."""
    learn(workspace, A, B)
    workspace.do(workspace.known(A, 30), workspace.known(B, 30))
    workspace.pass_days(20)
    workspace.review(B)
    fixed, answered = workspace.memory(A), workspace.memory(B)
    for weights in (ONE, TWO):
        workspace.adopt(*weights)
        assert workspace.memory(A) == fixed
        assert workspace.memory(B).stability != answered.stability
        assert workspace.memory(B).due_day == answered.due_day


def test_a_fitted_curve_carried_with_its_log_gives_the_same(new_desk):
    """From the answers to the weights, to another profile: the same rows, the same due days, and undo in either."""
    with new_desk() as one, new_desk() as other:
        one.merge(*simulated_log(ONE, 2500))
        newest = one.log()[-1]
        one.at, one.day = newest.at + 1000, newest.day
        before, days = one.rows(), due(one)
        found = fit(answer_histories(one.log()), DEFAULT_PARAMETERS.weights, Random(1).shuffle)
        one.adopt(*found.weights)
        assert found.weights
        assert due(one) == days
        assert strengths(one).keys() == {row[0] for row in before["memory"]}
        other.merge(*one.log())
        assert other.rows() == one.rows()
        one.undo()
        assert one.rows()["memory"] == before["memory"]
        other.take(one)
        assert other.rows() == one.rows()


def without_past(event: Event) -> Event:
    return event._replace(data={key: value for key, value in event.data.items() if key != "past"})


def test_due_days_of_an_older_log_stay_too(new_desk):
    """Its reviews know no past: they are compared by their interval, under the weights of then."""
    with new_desk() as one, new_desk() as old:
        learn(one, A, B)
        old.merge(*map(without_past, one.log()))
        assert due(old) == due(one)
        days = due(old)
        for weights in (ONE, TWO, ()):
            old.at, old.day = one.at, one.day
            old.adopt(*weights)
            assert due(old) == days


def test_another_past_is_due_by_the_weights_of_then(workspace):
    """Where an earlier answer was taken back, the replayed interval is that of the weights of its time."""
    learn(workspace, A, days=(0, 3))
    (first, _) = workspace.log()
    workspace.pass_days(30)
    workspace.review(A, rating=Rating.GOOD)
    take_back = Event(
        log.newest_id(workspace.db)[:-1] + "0",
        "undo",
        first.action,
        workspace.at,
        "+00:00",
        workspace.day,
        "one",
        "",
        {},
    )
    workspace.merge(take_back._replace(id=max(take_back.id, first.id)))
    without = due(workspace)
    workspace.adopt(*TWO)
    assert due(workspace) == without


def test_devices_with_other_weights_merge_to_the_same(new_desk):
    """In either order and event by event: the newest weights hold, all states are equal, a rebuild changes nothing."""
    with new_desk() as one, new_desk("two") as two, new_desk() as piecemeal:
        learn(one, A, B)
        two.take(one)
        two.pass_days(6)
        one.adopt(*ONE)
        two.at += 1_000_000
        two.adopt(*TWO)
        learn(two, A, days=(3,))
        learn(one, B, days=(4,))
        one.take(two)
        two.take(one)
        for event in reversed(one.log()):
            piecemeal.merge(event)
        assert one.rows() == two.rows() == piecemeal.rows()
        assert parameters_in_force(one.db).weights == TWO
        before = one.rows()
        with transaction(one.db):
            rebuild(one.db)
        assert one.rows() == before


def test_a_log_carried_to_another_profile_gives_the_same(new_desk):
    """A whole simulated log with weights in its middle, at once and in parts."""
    events = simulated_log(ONE, 300)
    with new_desk() as one, new_desk() as other:
        one.merge(*events[:200])
        one.at, one.day = events[199].at, events[199].day
        one.adopt(*ONE)
        one.merge(*events[200:])
        assert one.rows() == rebuilt(one)
        other.merge(*one.log())
        assert other.rows() == one.rows()


def test_weights_from_a_clock_that_was_wrong_are_not_followed_yet(workspace, phone):
    """They are held like all that lies ahead, and take effect when their time has come."""
    learn(workspace, A)
    phone.pass_days(30)
    phone.adopt(*ONE)
    log.merge(workspace.db, phone.log(), now=workspace.at)
    assert parameters_in_force(workspace.db) == DEFAULT_PARAMETERS
    days, before = due(workspace), strengths(workspace)
    follow_clock(workspace.db, phone.at + MILLISECONDS_A_DAY)
    assert parameters_in_force(workspace.db).weights == ONE
    assert due(workspace) == days
    assert strengths(workspace) != before
    assert workspace.rows() == rebuilt(workspace)


def rebuilt(desk):
    with transaction(desk.db):
        rebuild(desk.db)
    return desk.rows()


def test_the_weights_are_found_by_their_index(workspace):
    """A workspace looks them up for each answer: the log is not read for that."""
    workspace.adopt(*ONE)
    with closing(connect(workspace.path, workspace.lib_path)) as db:
        queries = []
        db.set_trace_callback(queries.append)
        parameters_in_force(db)
        plan = " ".join(str(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {queries[0]}"))
    assert "event_weights" in plan
    assert "TEMP B-TREE" not in plan
