"""One sitting, question by question."""

from datetime import date

import pytest

from aide_memoire.core.errors import StoreError
from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.core.scheduler import fuzz_range
from aide_memoire.core.study_day import iso_day
from aide_memoire.store import card_state, log
from aide_memoire.store.queue import todays_queue
from aide_memoire.study import actions
from aide_memoire.study.session import StudySession
from learners import Learner, plain

AGAIN, HARD, GOOD, EASY = Rating
GROUP = "group", 'id = "g"\nname = "members"\nmembers = ["Russia", "Belarus", "Armenia"]'
MEMBERS = ["d/g#russia", "d/g#belarus", "d/g#armenia"]
EVENT = "event", 'id = "e"\nname = "One"\ndate = "1896"\nplace = "Moscow"\nask = ["when", "where"]'


def reviews(workspace):
    return [event for event in log.events(workspace.db) if event.kind == "review"]


def asked(study, rating=EASY):
    """Answer whatever comes. Returns the questions in their order."""
    order = []
    while study.question is not None:
        order.append(study.question.id)
        study.rate(rating)
    return order


def memory(learner, card):
    return card_state.card_state(learner.workspace().db, card).memory


def test_an_answer_is_saved_before_the_next_question(learner):
    """Whenever a question is on the screen, another program reads all earlier answers from the disk."""
    learner.cards("d", "a", "b", "c")
    study, other = learner.study(), learner.workspace()
    for number, rating in enumerate((EASY, EASY, EASY)):
        assert len(reviews(other)) == number
        card = study.question.cards[0]
        study.rate(rating)
        newest = reviews(other)[-1]
        assert (newest.card, newest.data["rating"]) == (card, "easy")
        assert card_state.card_state(other.db, card).memory.state == "review"
    assert study.question is None


def test_an_answer_that_cannot_be_saved_keeps_its_question(learner):
    """The error is told, nothing is written, and the same rating works once the trouble is over."""
    learner.cards("d", "a", "b")
    study = learner.study()
    before, position = study.question, study.position
    study._workspace.db.execute("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(StoreError):
        study.rate(GOOD)
    assert (study.question, study.position, study.answered) == (before, position, [])
    assert reviews(study._workspace) == []
    study._workspace.db.execute("DROP TRIGGER full")
    study.rate(GOOD)
    assert study.question != before
    assert len(reviews(study._workspace)) == 1


def test_the_log_says_what_the_choice_promised(learner):
    """State, interval and due day of an answer are those that were shown with the rating."""
    learner.cards("d", "a", "b")
    study = learner.study()
    for rating in (AGAIN, EASY):
        choice = study.proposal()[rating]
        study.rate(rating)
        ((card, outcome),) = choice.cards.items()
        kept = memory(learner, card)
        told = reviews(study._workspace)[-1].data
        assert kept == outcome.memory
        assert (told["state"], told["interval"]) == (kept.state, outcome.outcome.interval)
        assert choice.days == kept.due_day - study.day


def test_undo_asks_the_question_again(learner):
    """In a sitting the answer that was taken back is on the screen at once, and the count goes back."""
    learner.cards("d", "a", "b", "c")
    study = learner.study()
    first, second = study.question, None
    study.rate(EASY)
    second = study.question
    study.rate(GOOD)
    for question in (second, first):
        assert study.undo().cards == question.cards
        assert study.question == question
    assert study.position == (0, 3)
    assert study.answered == []
    assert study.undo() is None
    assert study.question == first


def test_redo_goes_on_where_undo_came_from(learner):
    """After as many redos as undos all is as it was, and the same question is next."""
    learner.cards("d", "a", "b", "c")
    study = learner.study()
    for rating in (EASY, GOOD):
        study.rate(rating)
    place = study.question, study.position, card_state.memories(study._workspace.db), list(study.answered)
    study.undo()
    study.undo()
    study.redo()
    study.redo()
    assert (study.question, study.position, card_state.memories(study._workspace.db), study.answered) == place
    assert study.redo() is None


def test_undo_and_redo_reach_over_a_restart(learner):
    """The log remembers: the next sitting takes back the last one's answers, and does them again."""
    learner.cards("d", "a", "b", "c")
    before = learner.study()
    question = before.question
    before.rate(EASY)
    study = learner.study()
    assert study.question != question
    assert study.undo().cards == question.cards
    assert study.question == question
    assert memory(learner, question.cards[0]) is None
    again = learner.study()
    assert again.redo().cards == question.cards
    assert memory(learner, question.cards[0]).state == "review"
    assert again.question != question


def test_undo_reaches_over_the_night(learner):
    """Yesterday's last answer can be taken back today, and is asked today."""
    learner.cards("d", "a")
    learner.study().rate(EASY)
    learner.wait(days=1)
    study = learner.study()
    assert study.question is None
    study.undo()
    assert study.question.id == "d/a"
    study.rate(GOOD)
    assert memory(learner, "d/a").last_day == study.day


def test_undo_goes_before_what_is_waiting(learner):
    """A step that has come due meanwhile waits: first the question of the answer that was taken back."""
    learner.cards("d", "a", "b", "c")
    study = learner.study()
    study.rate(AGAIN)
    study.rate(EASY)
    learner.wait(minutes=2)
    study.undo()
    assert study.question.id == "d/b"
    study.rate(EASY)
    assert study.question.id == "d/a"


def test_undo_asks_again_beyond_the_limits(learner):
    """An answer that is taken back can be given, though today's limits leave no room for it."""
    learner.cards("d", "a", "b")
    learner.study().rate(EASY)
    learner.wait(days=1)
    study = learner.study(new_per_day=0)
    assert study.question is None
    study.undo()
    assert asked(study) == ["d/a"]


def test_a_group_is_answered_as_one_action(learner):
    """One rating holds for every member, and each member has its review."""
    learner.deck("d", GROUP)
    study = learner.study()
    study.rate(EASY)
    told = reviews(study._workspace)
    assert [event.card for event in told] == MEMBERS
    assert len({event.action for event in told}) == 1
    assert study.position == (1, 1)
    assert {memory(learner, card).state for card in MEMBERS} == {"review"}


def test_undo_takes_back_all_members(learner):
    """None of them keeps anything of the answer."""
    learner.deck("d", GROUP)
    study = learner.study()
    study.rate(EASY)
    assert study.undo().cards == tuple(MEMBERS)
    assert study.question.id == "d/g"
    assert card_state.memories(study._workspace.db) == {}
    study.redo()
    assert len(card_state.memories(study._workspace.db)) == 3


def test_members_come_back_on_one_day(learner):
    """They are no siblings: spreading does not pull them apart, so that a group is one question again."""
    learner.deck("d", GROUP)
    study = learner.study()
    study.rate(EASY)
    assert len({memory(learner, card).due_day for card in MEMBERS}) == 1


def test_a_limit_ends_the_sitting(learner):
    """At most so many questions; an undo gives one back."""
    learner.cards("d", "a", "b", "c")
    study = learner.study(limit=2)
    assert study.position == (0, 2)
    assert len(asked(study, GOOD)) == 2
    study.undo()
    assert len(asked(study, GOOD)) == 1


def test_a_sitting_over_some_decks_leaves_out_the_others(learner):
    """Also where an answer was taken back in between."""
    for deck in ("d", "e", "f"):
        learner.cards(deck, "a", "b")
    study = learner.study("d", "f")
    study.rate(EASY)
    study.undo()
    assert {question[0] for question in asked(study)} == {"d", "f"}


@pytest.mark.parametrize(
    ("deck_order", "wanted"), [("one-by-one", ["d/a", "d/b", "d/c", "e/a"]), ("mixed", ["d/a", "e/a", "d/b", "e/b"])]
)
def test_new_facts_come_as_a_thread_or_mixed(learner, deck_order, wanted):
    """By default one deck's new questions come first, in its author's order; mixed, the decks take turns."""
    for deck in ("d", "e"):
        learner.cards(deck, "a", "b", "c")
    assert asked(learner.study(new_per_day=4, deck_order=deck_order)) == wanted


@pytest.mark.parametrize(("kind", "tomorrow"), [("suspend", ["d/b"]), ("bury", ["d/a", "d/b"])])
def test_a_question_set_aside_is_passed_over(learner, kind, tomorrow):
    """A buried one is back the next day, a suspended one stays away; it counts as no answer."""
    learner.cards("d", "a", "b")
    study = learner.study()
    study.set_aside(kind)
    assert (study.question.id, study.position) == ("d/b", (0, 1))
    assert learner.study().question.id == "d/b"
    learner.wait(days=1)
    assert asked(learner.study()) == tomorrow


@pytest.mark.parametrize("kind", ["suspend", "bury"])
def test_undo_brings_back_what_was_set_aside(learner, kind):
    """The question is asked in this very sitting; a group is set aside and brought back whole."""
    learner.deck("d", GROUP, plain("a"))
    study = learner.study()
    study.set_aside(kind)
    undone = study.undo()
    assert (undone.kind, undone.cards) == (kind, tuple(MEMBERS))
    assert study.question.id == "d/g"
    assert asked(study) == ["d/g", "d/a"]


def test_a_question_that_has_left_its_deck_is_passed_over(learner):
    """A note deleted while the sitting goes on is no longer asked, and its answers stay."""
    learner.cards("d", "a", "b", "c")
    study = learner.study()
    study.rate(GOOD)
    learner.cards("d", "a", "c")
    study._workspace.reread()
    assert study.question.id == "d/b"  # it is on the screen already
    study.rate(GOOD)
    assert study.question.id == "d/c"
    learner.cards("d", "a", "b")
    study._workspace.reread()
    study.rate(EASY)
    assert study.question.id == "d/a"
    assert len(reviews(study._workspace)) == 3


def test_a_deck_that_is_gone_ends_its_questions(learner):
    """With every note deleted the sitting ends by itself."""
    learner.cards("d", "a", "b", "c")
    study = learner.study()
    (learner.decks / "d.toml").unlink()
    study._workspace.reread()
    study.rate(GOOD)
    assert study.question is None
    assert study.undo().cards == ("d/a",)
    assert study.question is None


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        ((2024, 5, 14, 23, 59), "2024-05-14"),
        ((2024, 5, 15, 0, 30), "2024-05-14"),
        ((2024, 5, 15, 3, 59), "2024-05-14"),
        ((2024, 5, 15, 4, 0), "2024-05-15"),
        ((2024, 3, 31, 3, 59), "2024-03-30"),
        ((2024, 3, 31, 4, 1), "2024-03-31"),
        ((2024, 10, 27, 3, 59), "2024-10-26"),
        ((2024, 10, 27, 4, 1), "2024-10-27"),
    ],
)
def test_a_study_day_begins_at_four(learner, wall, day):
    """By the clock on the wall, also in the nights in which it is changed."""
    learner.set(*wall)
    learner.cards("d", "a")
    learner.study().rate(GOOD)
    (line,) = log.lines(learner.workspace().db)
    assert f'"day":"{day}"' in line


def test_a_sitting_keeps_the_day_on_which_it_began(learner):
    """Begun at 03:59 it goes on past 04:00 on the same day: one more answer is one day's still."""
    learner.cards("d", "a", "b", "c")
    learner.set(2024, 5, 15, 3, 59)
    study = learner.study()
    began = study.day
    while study.question is not None:
        study.rate(EASY)
        learner.wait(minutes=10)
    assert study.day == began
    assert {event.day for event in reviews(study._workspace)} == {began}
    assert learner.workspace().today() == began + 1


def test_a_new_sitting_past_four_is_a_new_day(learner):
    """What the last sitting left is asked again under the new day's limits."""
    learner.cards("d", "a", "b", "c")
    learner.set(2024, 5, 15, 3, 59)
    assert len(asked(learner.study(new_per_day=1))) == 1
    assert learner.study(new_per_day=1).question is None
    learner.set(2024, 5, 15, 4, 1)
    assert len(asked(learner.study(new_per_day=1))) == 1


@pytest.mark.parametrize("deck", [[plain("a")], [EVENT], [GROUP]])
def test_better_ratings_never_come_back_earlier(learner, deck):
    """Through a long run of answers, with a full calendar around: again ≤ hard ≤ good ≤ easy."""
    learner.deck("d", *deck)
    learner.cards("other", *(f"x{n}" for n in range(30)))
    asked(learner.study("other", new_per_day=999))
    for turn in range(25):
        study = learner.study("d", new_per_day=999)
        if study.question is not None:
            choices = study.proposal()
            when = [
                (choices[rating].days, choices[rating].seconds or 0 if choices[rating].days == 0 else 0)
                for rating in Rating
            ]
            assert when == sorted(when)
            for rating in Rating:
                for step in choices[rating].cards.values():
                    if step.memory.due_at is None:
                        first, last = fuzz_range(step.outcome.interval // 86_400)
                        assert first <= step.memory.due_day - step.memory.last_day <= last
            study.rate((GOOD, GOOD, EASY, HARD, AGAIN, GOOD)[turn % 6])
        study._workspace.close()
        learner.wait(days=turn)


@pytest.mark.parametrize(("seconds", "took"), [(0, 0), (7, 7_000), (599, 599_000), (601, 600_000), (86_400, 600_000)])
def test_what_an_answer_took_is_capped(learner, seconds, took):
    """A learner who was called away was not thinking all the time."""
    learner.cards("d", "a")
    study = learner.study()
    learner.wait(seconds=seconds)
    study.rate(GOOD)
    assert reviews(study._workspace)[0].data["took"] == took


def test_a_clock_set_back_takes_no_time(learner):
    """An answer never takes less than nothing, and memory does not move back."""
    learner.cards("d", "a")
    study = learner.study()
    learner.wait(days=-1)
    study.rate(EASY)
    assert reviews(study._workspace)[0].data["took"] == 0
    learner.wait(days=-1)
    study = learner.study()
    assert study.question is None
    assert memory(learner, "d/a").last_day > study.day


def test_memory_never_moves_back(learner):
    """A session left open over the night comes to a card that another one had today: it is skipped, today holds."""
    learner.cards("d", "a")
    learner.set(2024, 5, 15, 3, 59)
    late = learner.study()
    learner.set(2024, 5, 15, 9, 0)
    early = learner.study()
    early.rate(EASY)
    first = memory(learner, "d/a")
    assert late.rate(GOOD) is None
    assert "skipped" in late.notice
    assert memory(learner, "d/a") == first
    assert first.last_day == early.day == late.day + 1


def test_siblings_are_not_asked_on_one_day(learner):
    """One part of an event gives the other away: it waits for the next day."""
    learner.deck("d", EVENT)
    assert asked(learner.study()) == ["d/e#when"]
    assert learner.study().question is None
    learner.wait(days=1)
    assert asked(learner.study()) == ["d/e#where"]


def due_on(learner, days):
    """Give cards a state from elsewhere, in review and due on these days."""
    workspace = learner.workspace()
    state = {"state": "review", "step": None, "stability": 9.0, "difficulty": 5.0, "reps": 3, "lapses": 0}
    seen = iso_day(workspace.today() - 1)
    drafts = [
        EventDraft("memory", card, {**state, "last": seen, "introduced": seen, "due": iso_day(day)})
        for card, day in days.items()
    ]
    log.append(workspace.db, drafts, workspace.stamp(), workspace.entropy)


def test_siblings_come_back_on_different_days(learner):
    """A card is not put on the day of its sibling, though every other day of its range has more to do."""
    learner.deck("d", EVENT)
    today = learner.workspace().today()
    first, last = (today + days for days in fuzz_range(8))
    siblings_day = first + 2
    busy = [day for day in range(first, last + 1) if day != siblings_day]
    learner.cards("other", *(f"x{number}" for number in range(2 * len(busy))))
    due_on(learner, {"d/e#when": siblings_day, **{f"other/x{place}": day for place, day in enumerate(busy * 2)}})
    study = learner.study("d")
    assert study.question.id == "d/e#where"
    assert first < siblings_day < last
    assert study.proposal()[EASY].cards["d/e#where"].memory.due_day in busy


@pytest.mark.parametrize("says", ["a", "b"])
def test_notes_that_give_each_other_away_are_not_asked_on_one_day(learner, says):
    """Whichever of the two says `bury_with`."""
    other = {"a": "b", "b": "a"}[says]
    learner.deck("d", *(plain(each, f'bury_with = ["{other}"]' if each == says else "") for each in "ab"))
    assert asked(learner.study()) == ["d/a"]
    assert learner.study().question is None
    learner.wait(days=1)
    assert asked(learner.study()) == ["d/b"]


def test_the_new_limit_holds_over_all_sittings_of_a_day(learner):
    """Ten new questions a day, however often one sits down; the next day ten more."""
    learner.cards("d", *(f"a{n}" for n in range(25)))
    counts = []
    for limit in (4, 3, None, None):
        counts.append(len(asked(learner.study(limit=limit))))
        learner.wait(hours=1)
    assert counts == [4, 3, 3, 0]
    learner.wait(days=1)
    assert len(asked(learner.study("d"))) == 10


def test_an_undone_answer_gives_its_place_back(learner):
    """The limit counts what counts."""
    learner.cards("d", "a", "b", "c")
    study = learner.study(new_per_day=1)
    study.rate(EASY)
    assert study.question is None
    study.undo()
    assert len(asked(learner.study(new_per_day=1))) == 1


def test_a_group_counts_once_within_the_limit(learner):
    """Three members are one new question."""
    learner.deck("d", GROUP, plain("a"), plain("b"))
    assert asked(learner.study(limit=1, new_per_day=2)) == ["d/g"]
    assert asked(learner.study(new_per_day=2)) == ["d/a"]


def test_the_review_limit_holds_over_all_sittings_of_a_day(learner):
    """So many reviews a day; what is left comes the next day, first the likeliest to be forgotten."""
    learner.cards("d", *(f"a{n}" for n in range(12)))
    asked(learner.study(new_per_day=99))
    learner.wait(days=200)
    first = asked(learner.study(reviews_per_day=7, limit=3))
    second = asked(learner.study(reviews_per_day=7))
    assert (len(first), len(second)) == (3, 4)
    assert learner.study(reviews_per_day=7).question is None
    learner.wait(days=1)
    third = asked(learner.study(reviews_per_day=7))
    assert len(third) == 5
    assert len({*first, *second, *third}) == 12


def test_steps_are_beyond_the_limits(learner):
    """What is being learned belongs to today, even where the limits are used up."""
    learner.cards("d", "a")
    learner.study().rate(AGAIN)
    study = learner.study(new_per_day=0, reviews_per_day=0)
    assert study.question.id == "d/a"


def test_a_step_waits_while_others_are_there(learner):
    """An answer of again comes back after its minute, not before the rest; with nothing else left, at once."""
    learner.cards("d", "a", "b", "c")
    study = learner.study()
    study.rate(AGAIN)
    assert study.question.id == "d/b"
    learner.wait(seconds=61)
    study.rate(EASY)
    assert study.question.id == "d/a"
    study.rate(AGAIN)
    assert study.question.id == "d/c"
    study.rate(EASY)
    assert study.question.id == "d/a"


def test_is_new_tells_a_first_time(learner):
    """A question is new until its first answer."""
    learner.cards("d", "a")
    study = learner.study()
    assert study.is_new
    study.rate(AGAIN)
    assert (study.question.id, study.is_new) == ("d/a", False)
    study.undo()
    assert study.is_new


def test_an_ended_sitting_takes_no_more(learner):
    """With nothing on the screen a rating or a bury changes nothing."""
    learner.cards("d", "a")
    study = learner.study()
    study.rate(EASY)
    study.rate(EASY)
    study.set_aside("bury")
    assert (study.proposal(), study.next_hint()) == ({}, "")
    with pytest.raises(ValueError, match="no question"):
        study.grade("a!")
    assert len(list(log.events(study._workspace.db))) == 1


def test_two_programs_at_once_lose_nothing(learner):
    """Two sessions open at once: what one has answered the other skips; every answer that was taken is in the log."""
    learner.cards("d", *(f"a{n}" for n in range(6)))
    sessions = [learner.study(), learner.study()]
    taken = [answered for _ in range(6) for session in sessions if (answered := session.rate(EASY))]
    assert [each.card for each in reviews(learner.workspace())] == [each.question.id for each in taken]
    assert sorted(each.question.id for each in taken) == [f"d/a{n}" for n in range(6)]
    assert [session.question for session in sessions] == [None, None]


def test_what_was_done_elsewhere_is_not_asked(learner):
    """A card that is suspended or answered in another window meanwhile leaves the session, which says so once."""
    learner.cards("d", "a", "b", "c", "e")
    here, there = learner.study(), learner.study()
    there.rate(EASY)
    there.set_aside("suspend")
    assert here.rate(EASY) is None
    assert here.question.id == "d/c"
    here.notice = ""
    here.rate(EASY)
    assert (here.question.id, here.notice) == ("d/e", "")


def test_the_same_answer_is_saved_where_others_changed_nothing_of_it(learner):
    """Another window's answer to another card does not cost this one: it is saved as it was shown."""
    learner.cards("d", "a", "b")
    here, there = learner.study(), learner.study()
    there.set_aside("bury")
    there.rate(EASY)
    there.undo()
    there.undo()
    shown = here.proposal()[GOOD]
    assert here.rate(GOOD) is not None
    assert memory(learner, "d/a") == shown.cards["d/a"].memory


def test_chosen_cards_leave_what_was_answered_elsewhere(learner):
    """Also a session of chosen cards passes over those that another window has answered since."""
    learner.cards("d", "a", "b", "c")
    workspace = learner.workspace()
    items = tuple(todays_queue(workspace.db, workspace.today(), workspace.settings).items)
    here, there = StudySession(workspace, only=items), learner.study()
    there.rate(EASY)
    there.rate(EASY)
    assert here.rate(EASY) is None
    assert here.question.id == "d/c"


def test_a_group_leaves_out_suspended_members(learner):
    """Members that are suspended are not asked, nor rated, nor wrong where they are named."""
    learner.deck("d", ("group", 'id = "g"\nname = "letters"\nmembers = ["Alpha", "Beta", "Gamma"]'))
    workspace = learner.workspace()
    actions.suspend(workspace, ["d/g#beta"])
    session = StudySession(workspace)
    assert session.question.cards == ("d/g#alpha", "d/g#gamma")
    verdict = session.grade("Gamma, Beta, Alpha")
    assert (verdict.word, verdict.score) == ("right", 1.0)
    session.rate()
    assert {event.card for event in reviews(workspace)} == {"d/g#alpha", "d/g#gamma"}


def test_decks_by_another_zone_are_the_same_day(tmp_path):
    """A learner in Kolkata has the day of the wall clock there."""
    learner = Learner(tmp_path, "Asia/Kolkata")
    learner.cards("d", "a")
    learner.set(2024, 5, 15, 3, 59)
    learner.study().rate(GOOD)
    (line,) = log.lines(learner.workspace().db)
    learner.close()
    assert '"at":"2024-05-14T22:29:00.000Z","offset":"+05:30","day":"2024-05-14"' in line


def test_another_hour_may_begin_the_day(learner):
    """With the day set to begin at midnight, or at noon, the wall clock is read accordingly."""
    learner.cards("d", "a")
    learner.set(2024, 5, 15, 1, 0)
    days = [learner.workspace(day_starts_at=hour).today() for hour in (0, 1, 2, 4, 12)]
    assert [day - date(2024, 5, 14).toordinal() for day in days] == [1, 1, 0, 0, 0]
    study = learner.study(day_starts_at=0)
    study.rate(Rating.EASY)
    (event,) = log.events(learner.workspace().db)
    assert event.day == date(2024, 5, 15).toordinal()


def test_a_card_that_lapses_too_often_is_told_as_a_leech(learner):
    """From the set number of lapses on, each further lapse says so; other answers do not."""
    learner.cards("d", "a")
    study = learner.study()
    study.rate(Rating.EASY)
    told = []
    for _ in range(3):
        learner.wait(days=60)
        study = learner.study(leech_threshold=2)
        study.rate(Rating.AGAIN)
        study.rate(Rating.GOOD)
        told.append([each.lapses for each in study.answered])
    assert told == [[0, 0], [2, 0], [3, 0]]
    learner.wait(days=60)
    study = learner.study(leech_threshold=0)
    study.rate(Rating.AGAIN)
    assert study.answered[0].lapses == 0
