"""The log: appending, taking back, doing again, merging."""

from contextlib import closing

import pytest

from aide_memoire.core.errors import StoreError
from aide_memoire.core.event import Event, EventDraft, Rating, from_line, uuid7
from aide_memoire.store import card_state, log
from aide_memoire.store.connection import connect
from aide_memoire.store.projections import MATURE

A, B, C = "d/a", "d/b", "e/c"
GROUP = "d/g#ru", "d/g#by"


def test_an_answer_is_saved_with_what_follows_from_it(desk):
    """After `append` another connection sees the event, its stamp and the card's memory."""
    action = desk.review(A)
    with closing(connect(desk.path, desk.lib_path)) as other:
        (event,) = log.events(other)
        assert (event.id, event.action, event.kind, event.card) == (action, action, "review", A)
        assert (event.at, event.day, event.device, event.offset) == (desk.at, desk.day, "one", "+02:00")
        assert card_state.card_state(other, A).memory.state == "learning"


def test_one_action_keeps_its_events_together(desk):
    """All members of a group are one action, and their events stand in the order they were given."""
    action = desk.review(*GROUP)
    assert [(event.action, event.card) for event in desk.log()] == [(action, GROUP[0]), (action, GROUP[1])]


def test_the_order_is_kept_though_the_clock_goes_back(desk):
    """Ids go on from the newest in the log, and `at` says what the clock said."""
    times = []
    for step in (0, -86_400_000, -1, 3, -10_000):
        desk.at += step
        desk.review(A)
        times.append(desk.at)
    events = desk.log()
    assert [event.at for event in events] == times
    assert events == sorted(events, key=lambda event: event.id)
    assert len({event.id for event in events}) == 5


def test_an_action_that_cannot_be_saved_changes_nothing(desk):
    """Where saving fails, neither log nor memory shows any of it, and the error can be told."""
    before = desk.rows()
    desk.db.execute("CREATE TRIGGER full BEFORE INSERT ON memory BEGIN SELECT RAISE(ABORT, 'disk'); END")
    with pytest.raises(StoreError):
        desk.review(A, B)
    assert (desk.rows(), desk.log()) == (before, [])


def test_undo_takes_back_the_newest_action_and_redo_does_it_again(desk):
    """Undo goes back action by action to the beginning; redo goes forth in the opposite order."""
    states = [desk.rows()]
    for card in (A, B, A):
        desk.review(card)
        states.append(desk.rows())
    actions = [event.action for event in desk.log()]
    assert [desk.undo().action for _ in actions] == actions[::-1]
    assert desk.memory(A) is None
    assert desk.undo() is None
    assert [desk.redo().action for _ in actions] == actions
    assert desk.redo() is None
    assert desk.rows() == states[-1]
    assert len(desk.log()) == 9


def test_undo_restores_each_state_exactly(desk):
    """After each undo everything derived is as it was before, but for the mark that the action is undone."""
    before = []
    for kind in ("review", "suspend", "bury", "review", "unsuspend", "reset"):
        before.append({**desk.rows(), "undone": None})
        if kind == "review":
            desk.review(A)
        else:
            desk.mark(kind, A, B)
    while before:
        desk.undo()
        assert {**desk.rows(), "undone": None} == before.pop()


def test_undo_tells_what_it_took_back(desk):
    """Kind and cards of the action are told, so that they can be named."""
    desk.review(*GROUP)
    assert desk.undo()[1:] == ("review", GROUP)
    assert desk.redo()[1:] == ("review", GROUP)


def test_undoing_a_groups_answer_takes_back_all_members(desk):
    """A group was answered at once, and is taken back at once."""
    desk.review(*GROUP)
    desk.undo()
    assert desk.rows()["memory"] == []
    assert desk.rows()["tally"] == []
    desk.redo()
    assert [desk.memory(card).reps for card in GROUP] == [1, 1]


def test_a_new_action_ends_redo(desk):
    """What was undone before something new was done stays undone."""
    desk.review(A)
    desk.undo()
    desk.review(B)
    assert desk.redo() is None
    assert desk.undo().cards == (B,)
    assert desk.redo().cards == (B,)
    assert desk.redo() is None
    assert desk.memory(A) is None


def test_undo_after_redo_takes_the_same_action_back(desk):
    """Going forth and back again ends where it began."""
    desk.review(A)
    desk.review(B)
    for _ in range(3):
        assert desk.undo().cards == (B,)
        assert desk.redo().cards == (B,)
    assert [desk.undo().cards, desk.undo().cards] == [(B,), (A,)]


def test_only_this_devices_actions_are_undone(desk, phone):
    """What another device did is not ours to take back, however new it is."""
    desk.review(A)
    phone.pass_days(1)
    phone.review(B)
    desk.take(phone)
    assert desk.undo().cards == (A,)
    assert desk.undo() is None
    assert desk.memory(B)


def test_an_import_does_not_end_redo(desk, phone):
    """Taking in another log is no action."""
    desk.review(A)
    desk.undo()
    phone.pass_days(1)
    phone.review(B)
    phone.undo()
    desk.take(phone)
    assert desk.redo().cards == (A,)
    assert desk.redo() is None


def test_a_reset_of_everything_is_undone_in_one_step(desk):
    """Resetting all cards is one action, and taking it back restores every memory to the bit."""
    for days in range(6):
        desk.pass_days(days)
        for card, rating in zip((A, B, C, *GROUP), [*Rating, Rating.GOOD], strict=True):
            desk.review(card, rating=rating)
    before = desk.rows()
    desk.mark("reset", A, B, C, *GROUP)
    assert desk.rows()["memory"] == []
    desk.undo()
    assert desk.rows()["memory"] == before["memory"]


def test_a_card_goes_on_after_its_reset(desk):
    """After a reset a card is new, and what is undone later is what came later."""
    desk.review(A, rating=Rating.EASY)
    desk.mark("reset", A)
    desk.pass_days(1)
    desk.review(A)
    assert (desk.memory(A).reps, desk.memory(A).introduced) == (1, desk.day)
    desk.undo()
    assert desk.memory(A) is None
    desk.undo()
    assert desk.memory(A).state == "review"


def test_the_due_day_that_was_chosen_outlives_an_undo(desk):
    """Replaying a card's reviews keeps the days on which they were spread."""
    desk.review(A, rating=Rating.EASY)
    desk.do(moved := later(desk.answer(A, Rating.EASY)))
    chosen = desk.memory(A).due_day
    desk.review(A)
    desk.undo()
    assert desk.memory(A).due_day == chosen
    assert moved.data["due"] == "2099-01-01"


def later(draft):
    return draft._replace(data={**draft.data, "due": "2099-01-01"})


def test_an_undone_answer_leaves_the_days_counts(desk):
    """Counts are of questions: a group is one, with a rating for each member."""
    desk.review(*GROUP, took=4000)
    desk.review(A, rating=Rating.AGAIN, took=500)
    assert desk.rows()["tally"] == [(deck, desk.day, "new", 2, 1, 0, 2, 0, 4500) for deck in ("", "d")]
    desk.undo()
    assert desk.rows()["tally"] == [(deck, desk.day, "new", 1, 0, 0, 2, 0, 4000) for deck in ("", "d")]


def test_what_a_card_was_is_counted_card_by_card(desk):
    """Young and mature are told apart by the interval that was due; of a group the most urgent card names it."""
    desk.review(A, rating=Rating.EASY)
    desk.review(*GROUP[:1], rating=Rating.EASY)
    before = desk.day
    desk.pass_days(8)
    desk.review(A, rating=Rating.EASY)
    desk.pass_days(60)
    assert desk.memory(A).due_day - desk.memory(A).last_day >= MATURE
    desk.review(A, rating=Rating.AGAIN, took=700)
    desk.review(*GROUP, took=900)
    mine = [row[1:] for row in desk.rows()["tally"] if row[0] == "d" and row[1] > before]
    young = (desk.day, "young", 1, 0, 0, 1, 0, 900)
    assert mine == [
        (before + 8, "young", 1, 0, 0, 0, 1, 1000),
        (desk.day, "mature", 1, 1, 0, 0, 0, 700),
        (desk.day, "new", 0, 0, 0, len(GROUP) - 1, 0, 0),
        young,
    ]


def test_unknown_kinds_are_kept_exported_and_ignored(desk, phone):
    """An event of a later version changes nothing here, and goes on to others with all that it holds."""
    desk.review(A)
    before = desk.rows()
    wish = Event(uuid7(desk.at + 9, 0), "wish", uuid7(desk.at + 9, 0), 0, "+00:00", 1, "x", A, {"for": ["peace"]})
    assert log.merge(desk.db, [wish]) == 1
    assert desk.rows() == before
    assert wish in [from_line(line) for line in log.lines(desk.db)]
    assert phone.take(desk) == [2]
    assert wish in phone.log()


def test_a_log_read_back_from_its_lines_is_the_same(desk, phone):
    """The export loses nothing: another profile made from it has the same log and the same memory."""
    desk.review(A)
    desk.review(*GROUP, rating=Rating.AGAIN)
    desk.undo()
    desk.mark("suspend", B)
    assert log.merge(phone.db, [from_line(line) for line in log.lines(desk.db)]) == 5
    assert (phone.log(), phone.rows()) == (desk.log(), desk.rows())
    assert list(log.lines(phone.db)) == list(log.lines(desk.db))


def test_merging_twice_is_merging_once(desk, phone):
    """An event that is there already is not taken in again, nor counted as new."""
    desk.review(A)
    desk.review(B)
    assert phone.take(desk, desk) == [2, 0]
    assert phone.rows() == desk.rows()


def test_an_event_that_comes_twice_in_one_file_is_new_once(desk, phone):
    """The number of new events is what the log has grown by."""
    desk.review(A)
    assert log.merge(phone.db, desk.log() * 2) == 1


def test_an_undo_may_come_before_what_it_undoes(desk, phone):
    """Logs can be merged in pieces, in any order."""
    desk.review(A)
    desk.undo()
    review, undo = desk.log()
    log.merge(phone.db, [undo])
    log.merge(phone.db, [review])
    assert phone.rows() == desk.rows()


def test_reviews_of_two_devices_are_replayed_in_the_order_of_their_ids(desk, phone):
    """What another device did earlier comes earlier, also in a memory that is there already."""
    phone.review(A, rating=Rating.AGAIN)
    desk.pass_days(3)
    desk.review(A, rating=Rating.EASY)
    desk.take(phone)
    assert (desk.memory(A).reps, desk.memory(A).introduced) == (2, phone.day)


def test_the_history_of_one_card_is_its_own(desk):
    """One card's events are those of its own, in order."""
    for card in (A, B, A):
        desk.review(card)
    assert [event.card for event in log.events(desk.db, A)] == [A, A]


def test_words_of_any_kind_are_kept_as_typed(desk):
    """What a learner typed comes back as it was."""
    typed = "Дама́нский\n北京 \ud800".encode(errors="ignore").decode()
    desk.do(EventDraft("note", A, {"typed": typed}))
    assert desk.log()[0].data == {"typed": typed}


def test_a_merge_that_fails_changes_nothing(desk, phone):
    """Where reading the other log fails half-way, nothing of it is taken in."""
    phone.review(A)

    def broken():
        yield from phone.log()
        raise ValueError("bad line")

    with pytest.raises(ValueError, match="bad line"):
        log.merge(desk.db, broken())
    assert desk.log() == []
    assert desk.review(B)


def test_ids_go_on_behind_one_from_the_far_future(desk, phone):
    """A wrong clock on one device does not break the order on another."""
    phone.at += 40 * 365 * 86_400_000
    phone.review(A)
    desk.take(phone)
    desk.review(B)
    desk.review(C)
    assert [event.card for event in desk.log()] == [A, B, C]
    assert desk.undo().cards == (C,)
