"""What the statistics say, against small histories that can be counted by hand."""

from datetime import date

import pytest

from aide_memoire.core.dose import Streak
from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, retrievability
from aide_memoire.core.study_day import iso_day
from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.reports.statistics import Share, States, Time, load_statistics
from aide_memoire.store import log
from aide_memoire.store.statistics import deck_standings, studied_scope
from aide_memoire.study import actions
from learners import plain

AGAIN, HARD, GOOD, EASY = Rating
TODAY = date(2024, 5, 14).toordinal()
GROUP = "group", 'id = "g"\nname = "members"\nmembers = ["Russia", "Belarus"]'
MANY = [f"a{number}" for number in range(40)]
NOTHING = Share()


def answer(learner, *ratings, decks=(), **settings):
    """Give answers, ten seconds each."""
    study = learner.study(*decks, **settings)
    for rating in ratings:
        learner.wait(seconds=10)
        study.rate(rating)
    return study


def bring_in(learner, card, interval, back=None, lapses=0, difficulty=5.0):
    """Give a card a state from elsewhere: in review, last seen `back` days ago; due today where that is not said."""
    workspace = learner.workspace()
    last = workspace.today() - (interval if back is None else back)
    state = {"state": "review", "step": None, "stability": float(interval), "difficulty": difficulty}
    days = {"last": iso_day(last), "due": iso_day(last + interval), "introduced": iso_day(last)}
    log.append(
        workspace.db,
        [EventDraft("memory", card, {**state, **days, "reps": 3, "lapses": lapses})],
        workspace.stamp(),
        workspace.entropy,
    )


def rate(learner, **ratings):
    """Answer all that is due once, each question as its name in `ratings` says; what has none is good."""
    study, seen = learner.study(new_per_day=0), set()
    while study.question is not None and study.question.id not in seen:
        seen.add(study.question.id)
        learner.wait(seconds=10)
        study.rate(ratings.get(study.question.id.partition("/")[2], GOOD))


def told(learner, deck="", **settings):
    return load_statistics(learner.workspace(**settings), deck)


def test_before_the_first_answer(learner):
    """All cards are new, and there is nothing to divide by."""
    learner.deck("d", GROUP, plain("a"))
    found = told(learner)
    assert (found.today, found.all, found.streak, found.year) == (Time(), Time(), Streak(0, 0, 0), ())
    assert found.states == States(3, 0, 0, 0, 0)
    assert found.retention.both.value is None
    assert (sum(found.coming), len(found.coming), found.known, found.hardest) == (0, 30, 0.0, ())
    assert [iso_day(month.first)[:7] for month in found.months[::11]] == ["2023-06", "2024-05"]


def test_without_a_deck(learner):
    """Nothing there is nothing counted."""
    assert told(learner).states == States(0, 0, 0, 0, 0)


def test_today_counts_questions_and_their_time(learner):
    """A group is one question and took its time once, though each member is a card."""
    learner.deck("d", GROUP, plain("a"), plain("b"))
    answer(learner, EASY, AGAIN, EASY)
    found = told(learner)
    assert found.today == found.month == found.all == Time(3, 30_000, 3)
    assert found.all.each == 10_000
    assert [tuple(day) for day in found.year] == [(TODAY, 3, 30_000, 3)]
    assert (sum(found.states), found.states.new) == (4, 0)


def test_repeats_are_answers_and_no_questions(learner):
    """A question that came three times is one question, and its time is that of all three."""
    learner.cards("d", "a", "b")
    answer(learner, AGAIN, AGAIN, GOOD, GOOD)
    found = told(learner)
    assert found.today == Time(2, 40_000, 4)
    assert found.all.each == 10_000
    assert load_dashboard(learner.workspace()).answered_today == 2


def test_a_streak_has_two_days_of_grace(learner):
    """Two missed days do not end it, the third does."""
    learner.cards("d", *MANY)
    for _ in range(3):
        answer(learner, GOOD)
        learner.wait(days=1)
    assert told(learner).streak == Streak(3, 3, 3)
    learner.wait(days=2)
    assert told(learner).streak == Streak(3, 3, 3, missed=2)
    learner.wait(days=1)
    assert told(learner).streak == Streak(0, 3, 3)
    answer(learner, GOOD)
    assert told(learner).streak == Streak(1, 3, 4)


def test_days_off_break_no_streak(learner):
    """Days that were planned are not missed."""
    learner.cards("d", *MANY)
    answer(learner, GOOD)
    learner.wait(days=6)
    assert told(learner, days_off=("2024-05-15/2024-05-18",)).streak == Streak(1, 1, 1, missed=1)
    assert told(learner).streak.now == 0


def test_a_streak_goes_by_study_days(learner):
    """Two in the morning belongs to the evening before, unless the day is set to begin at midnight."""
    learner.cards("d", *MANY)
    answer(learner, GOOD)
    learner.set(2024, 5, 16, 2, 0)
    answer(learner, GOOD)
    assert told(learner).streak.now == 2
    assert told(learner).day == TODAY + 1
    assert told(learner, day_starts_at=0).day == TODAY + 2


def test_a_years_gap(learner):
    """What lies more than a year back is in the sums, and neither in the year nor in the months."""
    learner.cards("d", *MANY)
    answer(learner, GOOD, GOOD)
    learner.wait(days=400)
    answer(learner, AGAIN)
    found = told(learner)
    assert found.streak == Streak(1, 1, 2)
    assert [day.questions for day in found.year] == [1]
    assert (found.month.questions, found.all.questions) == (1, 3)


def test_a_year_begins_and_ends_with_a_day(learner):
    """The year has 366 days, of which today is the last; what a clock that ran ahead left behind is not in it."""
    learner.cards("d", *MANY)
    answer(learner, GOOD)
    for days, shown in ((365, 1), (1, 0)):
        learner.wait(days=days)
        assert len(told(learner).year) == shown
    answer(learner, GOOD, GOOD)
    assert [day.questions for day in told(learner).year] == [2]
    learner.wait(days=-1)
    assert [day.questions for day in told(learner).year] == [1]


def test_retention_counts_cards_in_review_young_and_mature_apart(learner):
    """An interval of 20 days is young, one of 21 mature; again is forgotten, hard is recalled; new ones are no test."""
    learner.deck("d", GROUP, *(plain(each) for each in ("y", "z", "m", "n", "new")))
    for card, interval in (("g#russia", 20), ("g#belarus", 20), ("y", 5), ("z", 20), ("m", 21), ("n", 90)):
        bring_in(learner, f"d/{card}", interval)
    rate(learner, y=AGAIN, z=HARD, m=EASY, n=AGAIN, g=GOOD)
    answer(learner, EASY)
    retention = told(learner).retention
    assert retention.young == Share(3, 4)
    assert retention.mature == Share(1, 2)
    assert retention.both.value == pytest.approx(4 / 6)


def test_retention_by_month_and_of_thirty_days(learner):
    """The first of a month begins its own row, and the thirtieth day back is the last that counts lately."""
    learner.cards("d", "a", "b", "c")
    learner.set(2024, 4, 30, 9, 0)
    bring_in(learner, "d/a", 9)
    rate(learner, a=AGAIN)
    learner.set(2024, 5, 1, 9, 0)
    bring_in(learner, "d/b", 9)
    rate(learner)  # one is in a step of relearning, which is no test of retention
    april, may = told(learner).months[-2:]
    assert (april.retention.young, may.retention.young) == (Share(0, 1), Share(1, 1))
    learner.set(2024, 5, 29, 9, 0)
    assert told(learner).retention.both == Share(1, 2)
    learner.set(2024, 5, 30, 9, 0)
    assert told(learner).retention.both == Share(1, 1)


def test_undo_and_reset(learner):
    """What is taken back was never counted; a reset makes the card new, and its answer stays done."""
    learner.cards("d", "a", "b")
    answer(learner, EASY, EASY)
    actions.undo(learner.workspace())
    found = told(learner)
    assert (found.today, found.states.new) == (Time(1, 10_000, 1), 1)
    actions.reset(learner.workspace(), ["d/a", "d/b"])
    found = told(learner)
    assert (found.today.questions, found.states.new, found.known) == (1, 2, 0.0)
    actions.undo(learner.workspace())
    actions.undo(learner.workspace())
    assert (told(learner).all, told(learner).streak) == (Time(), Streak(0, 0, 0))


def test_states(learner):
    """Every card is in one state: new, in a step, young, mature from 21 days on, or suspended."""
    learner.cards("d", *"abcdefg")
    answer(learner, AGAIN)
    bring_in(learner, "d/b", 20, back=3)
    bring_in(learner, "d/c", 21, back=3)
    bring_in(learner, "d/d", 300, back=3)
    for card in ("d/d", "d/e"):
        workspace = learner.workspace()
        log.append(workspace.db, [EventDraft("suspend", card)], workspace.stamp(), workspace.entropy)
    found = told(learner)
    assert found.states == States(new=2, learning=1, young=1, mature=1, suspended=2)
    assert found.decks[0].due == 1


def test_recall_now_is_a_mean_over_all_cards(learner):
    """By FSRS's own formula; steps and new ones are nothing."""
    learner.cards("d", "a", "b", "c", "s")
    bring_in(learner, "d/a", 30, back=10)
    bring_in(learner, "d/b", 10, back=20)
    answer(learner, AGAIN, AGAIN)
    found = told(learner)
    assert found.known == pytest.approx(retrievability(30.0, 10, DEFAULT_PARAMETERS) / 4)
    assert found.decks[0].known == found.known


def test_what_is_solid_is_what_home_says(learner):
    """A group is one question, and solid only as a whole."""
    learner.deck("d", GROUP, plain("a"), plain("b"))
    bring_in(learner, "d/a", 5)
    bring_in(learner, "d/g#russia", 5)
    rate(learner)
    found = told(learner)
    assert found.counts == found.decks[0].counts == (1, 1, 1)
    assert load_dashboard(learner.workspace()).counts == found.counts


def test_no_retention_of_a_few_reviews(learner):
    """Below fifty reviews nothing is said of a share."""
    assert (Share(49, 49).measured, Share(45, 50).measured) == (None, 0.9)


def test_without_sqlites_own_mathematics(learner):
    """Where SQLite was built without pow, the same numbers come out."""
    learner.cards("d", "a", "b")
    bring_in(learner, "d/a", 30, back=12)
    before = told(learner).known
    workspace = learner.workspace()
    workspace.db.create_function("pow", 2, None)  # this takes even a built-in function away
    assert deck_standings(workspace.db, TODAY, studied_scope(workspace.db), DEFAULT_PARAMETERS)[
        "d"
    ].recall == pytest.approx(before * 2)
    assert before * 2 == pytest.approx(retrievability(30.0, 12, DEFAULT_PARAMETERS))


def test_decks_and_one_deck(learner):
    """Each deck has its own line; alone, a deck's numbers are those of its line."""
    learner.cards("d", "a", "b")
    learner.cards("e", "x", "y", head='[deck]\nid = "e"\ntitle = "The other"')
    bring_in(learner, "d/a", 30)
    bring_in(learner, "e/x", 5)
    rate(learner, a=AGAIN)
    lines = {line.deck: line for line in told(learner).decks}
    assert (lines["d"].retention, lines["e"].retention) == (Share(0, 1), Share(1, 1))
    assert (lines["d"].due, lines["e"].due) == (1, 0)
    alone = told(learner, "e")
    assert alone.decks == (lines["e"],)
    assert (alone.title, alone.today.questions, alone.states.new) == ("The other", 1, 1)
    assert alone.retention.young == Share(1, 1)
    assert (alone.retention.mature, told(learner, "d").retention.mature) == (NOTHING, Share(0, 1))


def test_what_is_coming(learner):
    """Today has what is overdue as well; a note's cards of one day are one question; what sleeps is left out."""
    learner.deck("d", GROUP, *(plain(each) for each in ("late", "now", "next", "far", "asleep")))
    for card, interval, back in (
        ("late", 5, 9), ("now", 5, 5), ("next", 5, 4), ("far", 30, 1), ("asleep", 5, 5),
        ("g#russia", 5, 4), ("g#belarus", 5, 4),
    ):  # fmt: skip
        bring_in(learner, f"d/{card}", interval, back)
    workspace = learner.workspace()
    log.append(workspace.db, [EventDraft("suspend", "d/asleep")], workspace.stamp(), workspace.entropy)
    coming = told(learner).coming
    assert (coming[0], coming[1], coming[29]) == (2, 2, 1)
    assert sum(coming) == 5
    assert told(learner, "d").coming == coming


def test_cards_that_have_left_their_deck_are_not_counted(learner):
    """What was done stays done; what stands, is due or is hard is of the decks as they are."""
    learner.cards("d", "a", "b", "c")
    learner.cards("gone", "x")
    for card in ("d/a", "d/b", "gone/x"):
        bring_in(learner, card, 5, lapses=9)
    rate(learner)
    learner.wait(days=60)
    learner.cards("d", "a", "c")
    (learner.decks / "gone.toml").unlink()
    found = told(learner)
    assert found.all.questions == 3
    assert (found.states.new, sum(found.states), found.coming[0], found.leeches) == (1, 2, 1, 1)
    assert [card.card for card in found.hardest] == ["d/a"]
    assert told(learner, "d").states == found.states


def test_of_two_decks_of_one_id_one_is_counted(learner):
    """What is studied is counted once, and what only the other one has is not."""
    learner.cards("d", "a", head='[deck]\nid = "d"')
    bring_in(learner, "d/a", 5)
    alone = told(learner)
    learner.cards("other", "a", "b", head='[deck]\nid = "d"')
    assert told(learner) == alone


def test_the_hardest_and_the_leeches(learner):
    """Most lapses first, then the more difficult; a card never forgotten is not hard; 0 turns leeches off."""
    learner.cards("d", *"abcd")
    for card, lapses, difficulty in (("a", 0, 10.0), ("b", 8, 4.0), ("c", 8, 6.0), ("d", 2, 9.0)):
        bring_in(learner, f"d/{card}", 5, lapses=lapses, difficulty=difficulty)
    found = told(learner)
    assert [(card.card, card.lapses, card.leech) for card in found.hardest] == [
        ("d/c", 8, True), ("d/b", 8, True), ("d/d", 2, False),
    ]  # fmt: skip
    assert (found.hardest[0].question, found.hardest[0].answer, found.leeches) == ("c?", "c!", 2)
    off = told(learner, leech_threshold=0)
    assert (off.leeches, any(card.leech for card in off.hardest)) == (0, False)
