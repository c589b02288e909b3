"""The log: appending, taking back, doing again, merging."""

from contextlib import closing

import pytest

from aide_memoire.core.errors import StoreError
from aide_memoire.core.event import Event, EventDraft, Rating, from_line, uuid7
from aide_memoire.core.scheduler import MATURE
from aide_memoire.store import card_state, log
from aide_memoire.store.connection import connect
from aide_memoire.store.inspect import differing_projections

A, B, C = "d/a", "d/b", "e/c"
GROUP = "d/g#ru", "d/g#by"


def test_an_answer_is_saved_with_what_follows_from_it(workspace):
    """After `append` another connection sees the event, its stamp and the card's memory."""
    action = workspace.review(A)
    with closing(connect(workspace.path, workspace.lib_path)) as other:
        (event,) = log.events(other)
        assert (event.id, event.action, event.kind, event.card) == (action, action, "review", A)
        assert (event.at, event.day, event.device, event.offset) == (workspace.at, workspace.day, "one", "+02:00")
        assert card_state.card_state(other, A).memory.state == "learning"


def test_one_action_keeps_its_events_together(workspace):
    """All members of a group are one action, and their events stand in the order they were given."""
    action = workspace.review(*GROUP)
    assert [(event.action, event.card) for event in workspace.log()] == [(action, GROUP[0]), (action, GROUP[1])]


def test_the_order_is_kept_though_the_clock_goes_back(workspace):
    """Ids go on from the newest in the log, and `at` says what the clock said."""
    times = []
    for step in (0, -86_400_000, -1, 3, -10_000):
        workspace.at += step
        workspace.review(A)
        times.append(workspace.at)
    events = workspace.log()
    assert [event.at for event in events] == times
    assert events == sorted(events, key=lambda event: event.id)
    assert len({event.id for event in events}) == 5


def test_an_action_that_cannot_be_saved_changes_nothing(workspace):
    """Where saving fails, neither log nor memory shows any of it, and the error can be told."""
    before = workspace.rows()
    workspace.db.execute("CREATE TRIGGER full BEFORE INSERT ON memory BEGIN SELECT RAISE(ABORT, 'disk'); END")
    with pytest.raises(StoreError):
        workspace.review(A, B)
    assert (workspace.rows(), workspace.log()) == (before, [])


def test_undo_takes_back_the_newest_action_and_redo_does_it_again(workspace):
    """Undo goes back action by action to the beginning; redo goes forth in the opposite order."""
    states = [workspace.rows()]
    for card in (A, B, A):
        workspace.review(card)
        states.append(workspace.rows())
    actions = [event.action for event in workspace.log()]
    assert [workspace.undo().action for _ in actions] == actions[::-1]
    assert workspace.memory(A) is None
    assert workspace.undo() is None
    assert [workspace.redo().action for _ in actions] == actions
    assert workspace.redo() is None
    assert workspace.rows() == states[-1]
    assert len(workspace.log()) == 9


def test_undo_restores_each_state_exactly(workspace):
    """After each undo everything derived is as it was before, but for the mark that the action is undone."""
    before = []
    for kind in ("review", "suspend", "bury", "review", "unsuspend", "reset"):
        before.append({**workspace.rows(), "undone": None})
        if kind == "review":
            workspace.review(A)
        else:
            workspace.mark(kind, A, B)
    while before:
        workspace.undo()
        assert {**workspace.rows(), "undone": None} == before.pop()


def test_undo_tells_what_it_took_back(workspace):
    """Kind and cards of the action are told, so that they can be named."""
    workspace.review(*GROUP)
    assert workspace.undo()[1:] == ("review", GROUP)
    assert workspace.redo()[1:] == ("review", GROUP)


def test_undoing_a_groups_answer_takes_back_all_members(workspace):
    """A group was answered at once, and is taken back at once."""
    workspace.review(*GROUP)
    workspace.undo()
    assert workspace.rows()["memory"] == []
    assert workspace.rows()["daily_count"] == []
    workspace.redo()
    assert [workspace.memory(card).reps for card in GROUP] == [1, 1]


def test_a_new_action_ends_redo(workspace):
    """What was undone before something new was done stays undone."""
    workspace.review(A)
    workspace.undo()
    workspace.review(B)
    assert workspace.redo() is None
    assert workspace.undo().cards == (B,)
    assert workspace.redo().cards == (B,)
    assert workspace.redo() is None
    assert workspace.memory(A) is None


def test_undo_after_redo_takes_the_same_action_back(workspace):
    """Going forth and back again ends where it began."""
    workspace.review(A)
    workspace.review(B)
    for _ in range(3):
        assert workspace.undo().cards == (B,)
        assert workspace.redo().cards == (B,)
    assert [workspace.undo().cards, workspace.undo().cards] == [(B,), (A,)]


def test_only_this_devices_actions_are_undone(workspace, phone):
    """What another device did is not ours to take back, however new it is."""
    workspace.review(A)
    phone.pass_days(1)
    phone.review(B)
    workspace.take(phone)
    assert workspace.undo().cards == (A,)
    assert workspace.undo() is None
    assert workspace.memory(B)


def test_an_import_does_not_end_redo(workspace, phone):
    """Taking in another log is no action."""
    workspace.review(A)
    workspace.undo()
    phone.pass_days(1)
    phone.review(B)
    phone.undo()
    workspace.take(phone)
    assert workspace.redo().cards == (A,)
    assert workspace.redo() is None


def test_a_reset_of_everything_is_undone_in_one_step(workspace):
    """Resetting all cards is one action, and taking it back restores every memory to the bit."""
    for days in range(6):
        workspace.pass_days(days)
        for card, rating in zip((A, B, C, *GROUP), [*Rating, Rating.GOOD], strict=True):
            workspace.review(card, rating=rating)
    before = workspace.rows()
    workspace.mark("reset", A, B, C, *GROUP)
    assert workspace.rows()["memory"] == []
    workspace.undo()
    assert workspace.rows()["memory"] == before["memory"]


def test_a_card_goes_on_after_its_reset(workspace):
    """After a reset a card is new, and what is undone later is what came later."""
    workspace.review(A, rating=Rating.EASY)
    workspace.mark("reset", A)
    workspace.pass_days(1)
    workspace.review(A)
    assert (workspace.memory(A).reps, workspace.memory(A).introduced) == (1, workspace.day)
    workspace.undo()
    assert workspace.memory(A) is None
    workspace.undo()
    assert workspace.memory(A).state == "review"


def test_the_due_day_that_was_chosen_outlives_an_undo(workspace):
    """Replaying a card's reviews keeps the days on which they were spread."""
    workspace.review(A, rating=Rating.EASY)
    workspace.do(moved := later(workspace.answer(A, Rating.EASY)))
    chosen = workspace.memory(A).due_day
    workspace.review(A)
    workspace.undo()
    assert workspace.memory(A).due_day == chosen
    assert moved.data["due"] == "2099-01-01"


def later(draft):
    return draft._replace(data={**draft.data, "due": "2099-01-01"})


def test_an_undone_answer_leaves_the_days_counts(workspace):
    """Counts are of questions: a group is one, with a rating for each member."""
    workspace.review(*GROUP, took=4000)
    workspace.review(A, rating=Rating.AGAIN, took=500)
    assert workspace.rows()["daily_count"] == [(deck, workspace.day, "new", 2, 1, 0, 2, 0, 4500) for deck in ("", "d")]
    workspace.undo()
    assert workspace.rows()["daily_count"] == [(deck, workspace.day, "new", 1, 0, 0, 2, 0, 4000) for deck in ("", "d")]


def test_what_a_card_was_is_counted_card_by_card(workspace):
    """Young and mature are told apart by the interval that was due; of a group the most urgent card names it."""
    workspace.review(A, rating=Rating.EASY)
    workspace.review(*GROUP[:1], rating=Rating.EASY)
    before = workspace.day
    workspace.pass_days(8)
    workspace.review(A, rating=Rating.EASY)
    workspace.pass_days(60)
    assert workspace.memory(A).due_day - workspace.memory(A).last_day >= MATURE
    workspace.review(A, rating=Rating.AGAIN, took=700)
    workspace.review(*GROUP, took=900)
    mine = [row[1:] for row in workspace.rows()["daily_count"] if row[0] == "d" and row[1] > before]
    young = (workspace.day, "young", 1, 0, 0, 1, 0, 900)
    assert mine == [
        (before + 8, "young", 1, 0, 0, 0, 1, 1000),
        (workspace.day, "mature", 1, 1, 0, 0, 0, 700),
        (workspace.day, "new", 0, 0, 0, len(GROUP) - 1, 0, 0),
        young,
    ]


def test_answers_within_a_step_are_counted_as_such(workspace):
    """What is being learned, or learned again, is told from what is new; an answer that says no time took none."""
    for rating in (Rating.AGAIN, Rating.EASY):
        workspace.review(A, rating=rating)
    workspace.pass_days(30)
    for rating in (Rating.AGAIN, Rating.GOOD):
        workspace.review(A, rating=rating)
    timeless = workspace.answer(B, Rating.GOOD)
    workspace.do(timeless._replace(data={key: timeless.data[key] for key in timeless.data if key != "took"}))
    mine = {(was, day): counts for deck, day, was, *counts in workspace.rows()["daily_count"] if deck == "d"}
    assert mine == {
        ("new", workspace.day - 30): [1, 1, 0, 0, 0, 1000],
        ("learning", workspace.day - 30): [1, 0, 0, 0, 1, 1000],
        ("young", workspace.day): [1, 1, 0, 0, 0, 1000],
        ("relearning", workspace.day): [1, 0, 0, 1, 0, 1000],
        ("new", workspace.day): [1, 0, 0, 1, 0, 0],
    }


@pytest.mark.parametrize(("days", "was"), [(0, "young"), (20, "young"), (21, "mature"), (400, "mature")])
def test_a_card_is_mature_from_three_weeks_on(workspace, days, was):
    """It counts which interval the card had been given, 21 days or more, as in Anki."""
    draft = workspace.answer(A, Rating.GOOD)
    workspace.do(draft._replace(data={**draft.data, "was": "review", "scheduled_days": days}))
    assert {row[2] for row in workspace.rows()["daily_count"]} == {was}


def test_an_answer_takes_its_longest_time_once(workspace):
    """Where another program gave the cards of one answer times of their own, the question took the longest."""
    workspace.do(*(workspace.answer(card, Rating.GOOD, took) for card, took in zip(GROUP, (4000, 9000), strict=True)))
    assert [row[-1] for row in workspace.rows()["daily_count"]] == [9000, 9000]


def test_an_action_is_about_a_card(workspace):
    """An action without any is a mistake of the program, and leaves no trace."""
    with pytest.raises(ValueError, match="needs a card"):
        workspace.do()
    assert workspace.log() == []


def test_a_merge_tells_how_far_it_is(workspace, phone):
    """Of some new events it is told how many of their actions are done."""
    told = []
    for card in (A, B, C):
        phone.review(card)
    log.merge(workspace.db, phone.log(), lambda *step: told.append(step))
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_unknown_kinds_are_kept_exported_and_ignored(workspace, phone):
    """An event of a later version changes nothing here, and goes on to others with all that it holds."""
    workspace.review(A)
    before = workspace.rows()
    wish = Event(
        uuid7(workspace.at + 9, 0), "wish", uuid7(workspace.at + 9, 0), 0, "+00:00", 1, "x", A, {"for": ["peace"]}
    )
    assert log.merge(workspace.db, [wish]) == 1
    assert workspace.rows() == before
    assert wish in [from_line(line) for line in log.lines(workspace.db)]
    assert phone.take(workspace) == [2]
    assert wish in phone.log()


def test_a_log_read_back_from_its_lines_is_the_same(workspace, phone):
    """The export loses nothing: another profile made from it has the same log and the same memory."""
    workspace.review(A)
    workspace.review(*GROUP, rating=Rating.AGAIN)
    workspace.undo()
    workspace.mark("suspend", B)
    assert log.merge(phone.db, [from_line(line) for line in log.lines(workspace.db)]) == 5
    assert (phone.log(), phone.rows()) == (workspace.log(), workspace.rows())
    assert list(log.lines(phone.db)) == list(log.lines(workspace.db))


def test_a_log_of_some_decks_is_whole_for_them(workspace, phone):
    """What touches their cards goes along with its undo, and nothing of other decks does."""
    for card in (A, B, C):
        workspace.review(card)
    workspace.undo()
    workspace.mark("suspend", A)
    workspace.undo()
    log.merge(phone.db, [from_line(line) for line in log.lines(workspace.db, ["d"])])
    assert [(event.kind, event.card) for event in phone.log()] == [
        ("review", A), ("review", B), ("suspend", A), ("undo", ""),
    ]  # fmt: skip
    assert phone.rows()["memory"] == workspace.rows()["memory"]
    assert list(log.lines(workspace.db, ["none"])) == []


def test_merging_twice_is_merging_once(workspace, phone):
    """An event that already exists is not taken in again, nor counted as new."""
    workspace.review(A)
    workspace.review(B)
    assert phone.take(workspace, workspace) == [2, 0]
    assert phone.rows() == workspace.rows()


def test_an_event_that_comes_twice_in_one_file_is_new_once(workspace, phone):
    """The number of new events is what the log has grown by."""
    workspace.review(A)
    assert log.merge(phone.db, workspace.log() * 2) == 1


def test_an_undo_may_come_before_what_it_undoes(workspace, phone):
    """Logs can be merged in pieces, in any order."""
    workspace.review(A)
    workspace.undo()
    review, undo = workspace.log()
    log.merge(phone.db, [undo])
    log.merge(phone.db, [review])
    assert phone.rows() == workspace.rows()


def test_an_undo_of_what_is_not_here_cannot_be_redone(workspace, phone):
    """As when a log was carried in part: there is nothing to redo, or what this device undid before."""
    workspace.review(A)
    workspace.undo()
    lone = workspace.log()[1]
    log.merge(phone.db, [lone._replace(device=phone.device)])
    assert phone.redo() is None
    phone.review(B)
    phone.undo()
    later = phone.log()[-1].id
    log.merge(phone.db, [lone._replace(id=f"f{later[1:]}", action=f"e{later[1:]}", device=phone.device)])
    assert phone.redo().cards == (B,)


@pytest.mark.parametrize("named", ["by the first", "by another event", "by no event"])
@pytest.mark.parametrize("cards", [(A,), GROUP])
def test_the_events_of_an_action_belong_together_however_it_is_named(workspace, phone, named, cards):
    """A log of elsewhere may name an action as it likes: it is undone as a whole, and made anew it is the same."""
    other, action = workspace.review(B), workspace.review(*cards)
    name = {"by the first": action, "by another event": other, "by no event": uuid7(7, 7)}[named]
    named_so = [event._replace(action=name) if event.action == action else event for event in workspace.log()]
    undo = named_so[-1]._replace(id=uuid7(workspace.at + 99, 0), kind="undo", card="", data={})
    log.merge(phone.db, named_so)
    counted = phone.rows()["daily_count"]
    log.merge(phone.db, [undo])
    assert [card for card in (A, *GROUP) if phone.memory(card)] == []
    assert differing_projections(phone.db) == []
    log.merge(phone.db, [undo._replace(id=uuid7(workspace.at + 199, 0), kind="redo")])
    assert [card for card in (A, *GROUP) if phone.memory(card)] == list(cards)
    assert phone.rows()["daily_count"] == counted
    assert differing_projections(phone.db) == []


def test_reviews_of_two_devices_are_replayed_in_the_order_of_their_ids(workspace, phone):
    """What another device did earlier comes earlier, also in a memory that already exists."""
    phone.review(A, rating=Rating.AGAIN)
    workspace.pass_days(3)
    workspace.review(A, rating=Rating.EASY)
    workspace.take(phone)
    assert (workspace.memory(A).reps, workspace.memory(A).introduced) == (2, phone.day)


def test_the_history_of_one_card_is_its_own(workspace):
    """One card's events are those of its own, in order."""
    for card in (A, B, A):
        workspace.review(card)
    assert [event.card for event in log.events(workspace.db, A)] == [A, A]


def test_words_of_any_kind_are_kept_as_typed(workspace):
    """What a learner typed comes back as it was."""
    typed = "Дама́нский\n北京 \ud800".encode(errors="ignore").decode()
    workspace.do(EventDraft("note", A, {"typed": typed}))
    assert workspace.log()[0].data == {"typed": typed}


def test_a_merge_that_fails_changes_nothing(workspace, phone):
    """Where reading the other log fails half-way, nothing of it is taken in."""
    phone.review(A)

    def broken():
        yield from phone.log()
        raise ValueError("bad line")

    with pytest.raises(ValueError, match="bad line"):
        log.merge(workspace.db, broken())
    assert workspace.log() == []
    assert workspace.review(B)


def test_ids_go_on_behind_one_from_the_far_future(workspace, phone):
    """A wrong clock on one device does not break the order on another."""
    phone.at += 40 * 365 * 86_400_000
    phone.review(A)
    workspace.take(phone)
    workspace.review(B)
    workspace.review(C)
    assert [event.card for event in workspace.log()] == [A, B, C]
    assert workspace.undo().cards == (C,)
