"""What is asked today, and on the days to come."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.core.queue import Allowance
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.core.settings import Settings
from aide_memoire.core.study_day import iso_day
from aide_memoire.store import deck_index
from aide_memoire.store.card_state import sibling_days, state_counts
from aide_memoire.store.deck_index import CardRow, DeckRow
from aide_memoire.store.forecast import due_by_day, due_now, next_due
from aide_memoire.store.question_counts import time_spent
from aide_memoire.store.queue import (
    allowance_left,
    count_by_deck,
    due_counts,
    todays_queue,
)
from aide_memoire.store.statistics import deck_standings, studied_scope

SETTINGS = Settings()
GROUP = tuple(f"d/g#{member}" for member in ("ru", "by", "kg"))
SIBLINGS = "d/s#when", "d/s#where"
D = DeckRow(
    "/d.toml", "1", "d", "D", "{}", [],
    [
        CardRow("d/a", "d/a", "d/a", ("d/b",)),
        CardRow("d/b", "d/b", "d/b", ("d/a",)),
        *(CardRow(card, "d/g", "d/g") for card in GROUP),
        *(CardRow(card, "d/s", card) for card in SIBLINGS),
    ],
    [], 0, 0,
)  # fmt: skip
E = DeckRow("/e.toml", "1", "e", "E", "{}", [], [CardRow(f"e/{n}", f"e/{n}", f"e/{n}") for n in "xyz"], [], 0, 0)


@pytest.fixture
def decks(workspace):
    """A device with two decks."""
    deck_index.update_index(workspace.db, ["/d.toml", "/e.toml"], [D, E])
    return workspace


def queue(workspace, settings=SETTINGS, decks=()):
    return todays_queue(workspace.db, workspace.day, settings, decks)


def coming(workspace, days):
    return due_by_day(workspace.db, workspace.day, days, studied_scope(workspace.db)).by_day


def asked(workspace, settings=SETTINGS, decks=()):
    return [item.question for item in queue(workspace, settings, decks).items]


def test_at_first_all_is_new_one_deck_after_the_other(decks):
    """Unseen questions come in the authors' order, what gives another away left out."""
    assert asked(decks) == ["d/a", "d/g", "d/s#when", "e/x", "e/y", "e/z"]
    assert {item.was for item in queue(decks).items} == {"new"}


def test_decks_take_turns_where_the_learner_wants_them_mixed(decks):
    """Each deck's author's order is kept."""
    assert asked(decks, Settings(deck_order="mixed")) == ["d/a", "e/x", "d/g", "e/y", "d/s#when", "e/z"]


def test_some_decks_may_be_chosen(decks):
    """Only the decks asked for are asked."""
    assert asked(decks, decks=["e"]) == ["e/x", "e/y", "e/z"]
    assert asked(decks, decks=["none"]) == []


def test_the_limit_of_new_questions_is_for_the_day(decks):
    """What was begun today counts against it, a group once; tomorrow there is room again."""
    few = Settings(new_per_day=2)
    decks.review(*GROUP, rating=Rating.EASY)
    assert allowance_left(decks.db, decks.day, few) == Allowance(200, 1)
    decks.review("e/x", rating=Rating.EASY)
    assert allowance_left(decks.db, decks.day, few).new == 0
    assert asked(decks, few) == []
    decks.pass_days(1)
    assert asked(decks, few) == ["d/a", "d/s#when"]


def test_an_undone_answer_gives_its_room_back(decks):
    """The limits count what counts."""
    decks.review("e/x", rating=Rating.EASY)
    decks.undo()
    assert allowance_left(decks.db, decks.day, SETTINGS) == Allowance(200, 10)
    assert "e/x" in asked(decks)


def test_reviews_count_against_their_own_limit(decks):
    """A review answered today leaves room for one less."""
    decks.review("e/x", rating=Rating.EASY)
    decks.review("e/y", rating=Rating.EASY)
    decks.pass_days(30)
    assert sorted(asked(decks, Settings(new_per_day=0))) == ["e/x", "e/y"]
    decks.review("e/x")
    assert allowance_left(decks.db, decks.day, SETTINGS).reviews == 199
    assert asked(decks, Settings(new_per_day=0, reviews_per_day=1)) == []
    assert asked(decks, Settings(new_per_day=0)) == ["e/y"]


def test_a_step_comes_first_and_counts_as_learning(decks):
    """A card in a learning step is asked before all others, with its moment."""
    decks.review("e/x")
    first = queue(decks).items[0]
    assert (first.question, first.was, first.due_at) == ("e/x", "learning", decks.memory("e/x").due_at)


def test_a_review_is_asked_from_its_day_on(decks):
    """Not the day before, and still on any later day."""
    decks.review("e/x", rating=Rating.EASY)
    decks.pass_days(decks.memory("e/x").due_day - decks.day - 1)
    assert "e/x" not in asked(decks)
    for _ in range(2):
        decks.pass_days(1)
        assert "e/x" in asked(decks)


def test_the_likeliest_to_be_forgotten_comes_first(decks):
    """The longer ago against its stability, the sooner a card is asked."""
    for card, rating in (("e/x", Rating.EASY), ("e/y", Rating.GOOD), ("e/y", Rating.GOOD)):
        decks.review(card, rating=rating)
    decks.pass_days(60)
    assert asked(decks, Settings(new_per_day=0)) == ["e/y", "e/x"]


def test_a_group_comes_back_as_a_whole_when_one_member_is_due(decks):
    """One forgotten member brings the whole group back, as one question."""
    decks.do(*(decks.answer(card, rating) for card, rating in zip(GROUP, [*Rating][1:], strict=True)))
    steps = queue(decks).steps
    assert [step.question for step in steps] == ["d/g"]
    decks.pass_days(300)
    assert asked(decks, Settings(new_per_day=0)) == ["d/g"]


def test_of_siblings_and_of_notes_that_give_each_other_away_one_is_asked_a_day(decks):
    """What was answered today buries the others, in whichever direction they name each other."""
    decks.review(SIBLINGS[1], rating=Rating.EASY)
    decks.review("d/b", rating=Rating.EASY)
    assert asked(decks, decks=["d"]) == ["d/g"]
    decks.pass_days(1)
    assert asked(decks, decks=["d"]) == ["d/a", "d/g", "d/s#when"]


def test_what_is_suspended_or_buried_is_not_asked(decks):
    """Suspended until it is taken up again, buried for the day."""
    decks.mark("suspend", "e/x")
    decks.mark("bury", "e/y")
    assert asked(decks, decks=["e"]) == ["e/z"]
    assert deck_standings(decks.db, decks.day, studied_scope(decks.db), DEFAULT_PARAMETERS)["e"].suspended == 1
    decks.pass_days(1)
    assert asked(decks, decks=["e"]) == ["e/y", "e/z"]
    decks.mark("unsuspend", "e/x")
    assert asked(decks, decks=["e"]) == ["e/x", "e/y", "e/z"]


def test_a_card_that_left_its_deck_is_not_asked(decks):
    """An orphan keeps its memory, and no question."""
    decks.review("e/x", rating=Rating.EASY)
    deck_index.update_index(decks.db, ["/d.toml"], [])
    decks.pass_days(30)
    assert "e/x" not in asked(decks)
    assert decks.memory("e/x")


def test_of_two_files_with_one_deck_id_one_is_asked(decks):
    """A copy beside a deck neither takes it out of study nor asks anything twice."""
    before = asked(decks)
    deck_index.update_index(decks.db, ["/d.toml", "/e.toml", "/e2.toml"], [E._replace(path="/e2.toml")])
    assert asked(decks) == before


def test_the_counts_of_a_deck_are_in_questions(decks):
    """Learning is counted within due, a group once."""
    decks.do(*(decks.answer(card, Rating.GOOD) for card in GROUP))
    counts = count_by_deck(queue(decks))
    assert counts["d"] == ("d", 1, 2, 1)
    assert counts["e"] == ("e", 0, 3, 0)


def test_what_is_coming_is_counted_in_notes(decks):
    """The load of each day to come, and the next day on which there is something to do."""
    decks.review(*GROUP, rating=Rating.EASY)
    due = {decks.memory(card).due_day for card in GROUP}
    ahead = min(due) - decks.day
    assert set(due_counts(decks.db, min(due), max(due))) == due
    assert coming(decks, 60)[ahead] == 1
    assert sum(coming(decks, 60)) == len(due)
    assert next_due(decks.db, decks.day) == (min(due), 1)
    assert next_due(decks.db, max(due)) is None


def test_the_coming_days_begin_today(decks):
    """What is overdue counts on the first day, and the last of the days is told as well."""
    for card, ahead in (("d/a", 0), ("d/b", 1), ("e/x", 3), ("e/y", 4)):
        decks.do(decks.known(card, 5 + ahead))
    assert coming(decks, 4) == [1, 1, 0, 1]


def test_the_days_of_siblings_are_those_of_the_notes_other_cards(decks):
    """A card is no sibling of itself."""
    for card in SIBLINGS:
        decks.review(card, rating=Rating.EASY)
    other = decks.memory(SIBLINGS[1]).due_day
    assert sibling_days(decks.db, "d/s", [SIBLINGS[0]]) == {other}
    assert sibling_days(decks.db, "d/s", SIBLINGS) == set()


def test_a_deck_that_is_chosen_asks_its_share_of_the_day(decks):
    """Its number is the same among all decks and alone; where nothing is its share, its own new ones are asked."""
    few = Settings(new_per_day=2)
    assert asked(decks, few, ["d"]) == ["d/a", "d/g"]
    assert asked(decks, few, ["e"]) == ["e/x", "e/y"]
    assert asked(decks, Settings(new_per_day=4), ["e"]) == ["e/x"]


def test_a_suspended_card_is_not_what_comes_next(decks):
    """Nobody is told to come back for what is not asked."""
    decks.review("e/x", rating=Rating.EASY)
    decks.mark("suspend", "e/x")
    assert next_due(decks.db, decks.day) is None
    assert sum(coming(decks, 60)) == 0


def test_what_is_overdue(decks):
    """What came due before today, without what is due today."""
    for card, ahead in (("d/a", -2), ("e/x", -1), ("e/y", 0)):
        decks.do(decks.known(card, 5 + ahead))
    assert due_now(decks.db, decks.day, studied_scope(decks.db)) == (3, 2)
    assert due_now(decks.db, decks.day + 1, studied_scope(decks.db)) == (3, 3)


def test_a_backlog_that_is_spread_lowers_the_limit_until_its_last_day(decks):
    """From the next day on the learner's own limit holds again."""
    day = iso_day(decks.day)
    spread = Settings(catch_up_per_day=1, catch_up_until=day, new_per_day=0)
    for card in ("e/x", "e/y", "e/z"):
        decks.do(decks.known(card, 5))
    assert len(asked(decks, spread)) == 1
    decks.pass_days(1)
    assert len(asked(decks, spread)) == 3


def test_the_time_of_answers_is_kept_by_their_class(decks):
    """A group is one answer; what is long ago is left out."""
    decks.review(*GROUP, took=9000)
    decks.pass_days(1)
    decks.review("e/x", took=3000)
    decks.review("e/x", took=1000)
    assert time_spent(decks.db, decks.day) == {"new": (1, 3000), "learning": (1, 1000)}
    assert time_spent(decks.db, decks.day - 1)["new"] == (2, 12_000)


def test_states_are_counted_over_all_decks_or_some(decks):
    """Each card is in one state, new where it was never asked; only cards of studied decks are counted."""
    decks.review("d/a", rating=Rating.EASY)
    decks.review("d/b", "e/x", "gone/y", rating=Rating.AGAIN)
    assert state_counts(decks.db) == {"learning": 2, "new": 7, "review": 1}
    assert state_counts(decks.db, ["d"]) == {"learning": 1, "new": 5, "review": 1}
    assert state_counts(decks.db, ["e", "none"]) == {"learning": 1, "new": 2}
