"""Progress as a whole, and the decks it stands beside as they change on the disk."""

import os
from datetime import date

import pytest

from aide_memoire.core.errors import NotFoundError, SettingsError
from aide_memoire.core.event import Rating
from aide_memoire.core.settings import Settings
from aide_memoire.reports import cards
from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.store import card_state, deck_files, log
from aide_memoire.study import actions
from learners import plain

AGAIN, HARD, GOOD, EASY = Rating
GROUP = "group", 'id = "g"\nname = "members"\nmembers = ["Russia", "Belarus"]'
MEMBERS = ["d/g#russia", "d/g#belarus"]


def answer(learner, *ratings, decks=()):
    study = learner.study(*decks)
    for rating in ratings:
        study.rate(rating)
    return study


def lines(learner):
    return {line.deck: line for line in load_dashboard(learner.workspace()).decks}


def questions(learner):
    return [row["question"] for row in cards.card_rows(learner.workspace())]


def test_before_the_first_answer(learner):
    """All is new, nothing is known, nothing is coming; there are minutes to plan with."""
    learner.deck("d", GROUP, plain("a"))
    view = load_dashboard(learner.workspace())
    assert (view.plan.due, view.plan.new, view.began, view.answered_today, view.next_day) == (0, 2, False, 0, None)
    assert view.plan.minutes >= 1
    assert sum(map(sum, view.coming)) == 0
    (line,) = view.decks
    assert (line.deck, line.cards, line.plan.new, line.plan.due, line.counts) == ("d", 3, 2, 0, (2, 0, 0))


def test_after_some_answers(learner):
    """What is learned is coming; what is in steps is due today, and no fact of today is solid."""
    learner.deck("d", GROUP, plain("a"), plain("b"))
    answer(learner, EASY, AGAIN)
    view = load_dashboard(learner.workspace())
    assert (view.plan.due, view.plan.new, view.began, view.answered_today, view.done) == (1, 1, True, 2, 1)
    (line,) = view.decks
    assert (line.cards, line.counts) == (4, (1, 2, 0))
    when, how_many = view.next_day
    assert how_many == 1
    assert view.coming[when - view.day] == (1, 0)
    assert sum(map(sum, view.coming)) == 2  # with the step of today


def test_a_fact_is_solid_from_the_next_days_recall_on(learner):
    """Learned today it is not solid yet, and forgotten it is so no longer."""
    learner.cards("d", "a")
    answer(learner, EASY)
    learner.wait(days=7)
    assert lines(learner)["d"].counts == (0, 1, 0)
    answer(learner, GOOD)
    assert lines(learner)["d"].counts == (0, 0, 1)
    learner.wait(days=60)
    assert lines(learner)["d"].counts == (0, 0, 1)
    answer(learner, AGAIN)
    assert lines(learner)["d"].counts == (0, 1, 0)


def test_minutes_follow_the_learners_own_pace(learner):
    """Ten new questions of a learner who took two minutes and three answers for each are some twenty minutes."""
    learner.cards("d", *(f"a{n:02}" for n in range(60)))
    for _ in range(2):
        study = learner.study(new_per_day=20, reviews_per_day=0)
        seen = set()
        while study.question is not None:
            learner.wait(seconds=40)
            again = study.question.id not in seen
            seen.add(study.question.id)
            study.rate(AGAIN if again else GOOD)
        learner.wait(days=1)
    view = load_dashboard(learner.workspace(reviews_per_day=0))
    assert view.plan.new == 10
    assert 17 <= view.plan.minutes <= 20


def test_a_suspended_card_is_counted_and_not_asked(learner):
    """The deck's line says how many sleep, until they are woken."""
    learner.deck("d", GROUP, plain("a"))
    learner.study().set_aside("suspend")
    assert (lines(learner)["d"].suspended, lines(learner)["d"].plan.new) == (2, 1)
    assert {row["id"] for row in cards.card_rows(learner.workspace()) if row["suspended"]} == set(MEMBERS)
    assert actions.unsuspend_deck(learner.workspace()) == 2
    assert actions.unsuspend_deck(learner.workspace()) == 0
    assert (lines(learner)["d"].suspended, lines(learner)["d"].plan.new) == (0, 2)


def test_waking_one_deck_leaves_the_others_asleep(learner):
    """And it is one action: an undo puts them back to sleep."""
    for deck in ("d", "e"):
        learner.cards(deck, "a")
        learner.study(deck).set_aside("suspend")
    workspace = learner.workspace()
    assert actions.unsuspend_deck(workspace, "d") == 1
    assert {deck: line.suspended for deck, line in lines(learner).items()} == {"d": 0, "e": 1}
    assert actions.undo(workspace).kind == "unsuspend"
    assert lines(learner)["d"].suspended == 1


def test_cards_tells_everything_of_a_card(learner):
    """Question, answer, and the memory as the log has it; a buried card says so for its day."""
    learner.deck("d", GROUP, plain("a"))
    study = answer(learner, EASY)
    study.set_aside("bury")
    rows = {row["id"]: row for row in cards.card_rows(learner.workspace())}
    assert list(rows) == [*MEMBERS, "d/a"]
    row, memory = rows[MEMBERS[1]], card_state.card_state(learner.workspace().db, MEMBERS[1]).memory
    assert (row["question"], row["answer"], row["kind"]) == ("Name the 2 members.", "Belarus", "group")
    assert (row["state"], row["reps"], row["stability"]) == ("review", 1, memory.stability)
    assert date.fromisoformat(row["due"]).toordinal() == memory.due_day
    assert (rows["d/a"]["buried"], rows["d/a"]["due"]) == (True, None)
    learner.wait(days=1)
    assert not any(row["buried"] for row in cards.card_rows(learner.workspace()))


def test_cards_of_one_deck(learner):
    """The others are left out."""
    learner.cards("d", "a")
    learner.cards("e", "a", "b")
    assert [row["id"] for row in cards.card_rows(learner.workspace(), ["e"])] == ["e/a", "e/b"]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([], ["d/a", *sorted(MEMBERS), "e/a"]),
        (["d"], ["d/a", *sorted(MEMBERS)]),
        (["d/g"], sorted(MEMBERS)),
        ([MEMBERS[0]], [MEMBERS[0]]),
        (["d/a", "e", "d/a"], ["d/a", "e/a"]),
        (["e/b"], []),
    ],
)
def test_targets_are_the_answered_cards_of_what_is_named(learner, names, found):
    """Decks, notes and cards, each card once; all where nothing is named."""
    learner.deck("d", GROUP, plain("a"))
    learner.cards("e", "a", "b")
    answer(learner, EASY, EASY, EASY)
    learner.cards("e", "b", "a")  # e/b was never answered
    workspace = learner.workspace()
    named = actions.find_cards(workspace, names) if names else None
    assert sorted(actions.with_progress(workspace, named)) == sorted(found)


def test_a_target_that_nobody_knows_is_told(learner):
    """A part of an id is no id."""
    learner.cards("d", "a")
    for name in ("x", "d/", "d/x", "d/a#", "", "%"):
        with pytest.raises(NotFoundError):
            actions.find_cards(learner.workspace(), [name])
    with pytest.raises(NotFoundError):
        actions.find_cards(learner.workspace(), [], ["%"])


def test_a_tag_means_all_cards_of_its_notes(learner):
    """A tag is taken as it is written: no part of one, and no note without it."""
    tagged = plain("a", 'tags = ["qing", "treaty of 1896"]')
    learner.deck("d", GROUP, tagged, plain("b"))
    assert actions.find_cards(learner.workspace(), [], ["qing"]) == ["d/a"]
    assert actions.find_cards(learner.workspace(), ["d/b"], ["treaty of 1896"]) == ["d/b", "d/a"]
    for tag in ("qin", "1896", ""):
        with pytest.raises(NotFoundError):
            actions.find_cards(learner.workspace(), [], [tag])


def test_orphans_are_targets_and_keep_their_progress(learner):
    """A card that left its deck has its progress still; put back, it goes on."""
    learner.cards("d", "a", "b")
    answer(learner, EASY)
    before = card_state.memories(learner.workspace().db)
    learner.cards("d", "b")
    assert actions.with_progress(learner.workspace(), actions.find_cards(learner.workspace(), ["d/a"])) == ["d/a"]
    assert questions(learner) == ["b?"]
    learner.cards("d", "a", "b")
    assert card_state.memories(learner.workspace().db) == before
    assert learner.study().question.id == "d/b"


def test_reset_makes_new_and_undo_restores(learner):
    """One action, whatever it holds; the log keeps everything."""
    learner.deck("d", GROUP, plain("a"))
    answer(learner, EASY, EASY)
    workspace = learner.workspace()
    before = card_state.memories(workspace.db)
    actions.reset(workspace, actions.with_progress(workspace))
    assert card_state.memories(workspace.db) == {}
    assert load_dashboard(workspace).plan.new == 2
    assert actions.undo(workspace).kind == "reset"
    assert card_state.memories(workspace.db) == before
    assert actions.redo(workspace).kind == "reset"
    assert card_state.memories(workspace.db) == {}
    assert len(list(log.events(workspace.db))) == 3 + 3 + 2


@pytest.mark.parametrize(
    ("kind", "cards", "words"),
    [
        ("review", ("d/a",), "Answer undone: a?"),
        ("reset", ("d/a", "d/b"), "Reset undone: 2 cards"),
        ("suspend", ("d/a",), "Suspension undone: a?"),
        ("unsuspend", ("d/a",), "Unsuspending undone: a?"),
        ("bury", ("d/a",), "Burying undone: a?"),
        ("review", ("gone/a",), "Answer undone: gone/a"),
        ("dream", ("d/a",), "“dream” undone: a?"),
    ],
)
def test_an_action_in_words(learner, kind, cards, words):
    """A question by its first words, several by their number, and none by an id."""
    learner.cards("d", "a", "b")
    assert actions.describe_action(learner.workspace(), log.Undone("action", kind, cards), "undone") == words


def test_a_changed_deck_is_read_again(learner):
    """New words, new notes, notes that are gone: the next look shows them, and progress stays."""
    learner.cards("d", "a", "b")
    answer(learner, EASY)
    learner.deck("d", ("card", 'id = "a"\nquestion = "Anew?"\nanswer = "A"'), plain("c"))
    workspace = learner.workspace()
    assert questions(learner) == ["Anew?", "c?"]
    assert card_state.card_state(workspace.db, "d/a").memory.reps == 1


def test_rereading_says_whether_anything_changed(learner):
    """A running program asks on; nothing is read where nothing changed."""
    learner.cards("d", "a")
    workspace = learner.workspace()
    assert workspace.reread() is False
    learner.cards("d", "a", "b")
    assert workspace.reread() is True
    assert workspace.reread() is False


def test_an_edit_that_keeps_size_and_time_is_seen(learner):
    """A deck written anew by an editor is another file, whatever its date."""
    learner.cards("d", "a")
    workspace = learner.workspace()
    path = learner.decks / "d.toml"
    times = path.stat().st_mtime_ns
    text = path.read_text().replace("a?", "z?")
    other = learner.data / "d.new"
    other.write_text(text)
    other.replace(path)
    os.utime(path, ns=(times, times))
    assert workspace.reread() is True
    assert questions(learner) == ["z?"]


def test_a_removed_deck_is_gone(learner):
    """It is neither listed nor asked; its progress waits for it."""
    learner.cards("d", "a")
    learner.cards("e", "a", "b")
    answer(learner, EASY, EASY)
    (learner.decks / "e.toml").unlink()
    assert list(lines(learner)) == ["d"]
    assert learner.study().question is None
    learner.cards("e", "a", "b")
    assert lines(learner)["e"].counts == (1, 1, 0)


def test_of_two_files_with_one_id_one_is_studied(learner):
    """The other one says so, and is asked once the first is gone."""
    learner.cards("d", "a")
    learner.cards("other", "b", head='[deck]\nid = "d"\n')
    view = load_dashboard(learner.workspace())
    assert [(line.clash, line.plan.total) for line in view.decks] == [(False, 1), (True, 0)]
    assert view.plan.new == 1
    assert questions(learner) == ["a?"]
    (learner.decks / "d.toml").unlink()
    assert questions(learner) == ["b?"]
    assert learner.study().question.id == "d/b"


def test_a_deck_with_mistakes_is_studied_as_far_as_it_goes(learner):
    """One bad note costs no other."""
    learner.deck("d", plain("a"), ("card", 'id = "b"'), plain("c"))
    assert lines(learner)["d"].errors == 2
    assert questions(learner) == ["a?", "c?"]


def test_a_file_that_is_no_deck_is_in_the_list(learner):
    """It has its mistakes and no cards, and the others are studied."""
    learner.cards("d", "a")
    (learner.decks / "noise.toml").write_bytes(bytes(range(256)))
    assert lines(learner)["noise"].errors >= 1
    assert lines(learner)["noise"].cards == 0
    assert learner.study().question.id == "d/a"


def test_decks_stand_in_the_order_of_their_names(learner):
    """Whichever was written first."""
    for name in ("m", "z", "a"):
        learner.cards(name, "a")
        learner.workspace()
    assert [entry.deck for entry in deck_files.deck_files(learner.workspace().db)] == ["a", "m", "z"]


def settings(learner, text):
    learner.data.mkdir(exist_ok=True)
    (learner.data / "config.toml").write_text(text)
    return learner.workspace().settings


def test_without_a_file_the_defaults_hold(learner):
    """Ten new, two hundred reviews, nine in ten remembered."""
    kept = learner.workspace().settings
    assert kept == Settings()
    assert (kept.new_per_day, kept.reviews_per_day, kept.desired_retention) == (10, 200, 0.9)


def test_settings_are_read_from_the_file(learner):
    """Each by itself; a change is seen at the next start, also after an empty file."""
    learner.cards("d", *"abc")
    assert settings(learner, "new_per_day = 2\n") == Settings(new_per_day=2)
    assert load_dashboard(learner.workspace()).plan.new == 2
    assert settings(learner, "reviews_per_day = 0\ndesired_retention = 0.97\n") == Settings(
        reviews_per_day=0, desired_retention=0.97
    )
    assert settings(learner, "") == Settings()


def test_the_desired_retention_shortens_intervals(learner):
    """Who wants to remember more is asked sooner, and the log says what was wanted."""
    learner.cards("d", *"abc")
    days = []
    for retention in (0.97, 0.9, 0.7):
        settings(learner, f"desired_retention = {retention}\n")
        study = learner.study()
        days.append(study.proposal()[EASY].days)
        study.rate(EASY)
        assert list(log.events(study._workspace.db))[-1].data["desired_retention"] == retention
    assert days[0] < days[1] < days[2]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("new_per_dya = 5", "new_per_dya"),
        ("new_per_day = -1", "new_per_day"),
        ("new_per_day = 10000", "new_per_day"),
        ("new_per_day = true", "new_per_day"),
        ("new_per_day = 2.5", "new_per_day"),
        ('leech_threshold = "many"', "leech_threshold"),
        ("desired_retention = 0.69", "desired_retention"),
        ("desired_retention = 0.98", "desired_retention"),
        ("desired_retention = 1", "desired_retention"),
        ("desired_retention = nan", "desired_retention"),
        ("[new_per_day]\nx = 1", "new_per_day"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(learner, text, key):
    """It is told with file, line and key, each time until it is mended; study goes on by what is there beside it."""
    assert settings(learner, f"reviews_per_day = 7\n{text}") == Settings(reviews_per_day=7)
    for _ in range(2):
        (problem,) = learner.workspace().setting_problems
        assert problem.text.startswith(f"{learner.data}/config.toml:2: `{key}`")
    assert settings(learner, "new_per_day = 5") == Settings(new_per_day=5)
    assert learner.workspace().setting_problems == ()


def test_a_file_that_is_no_toml_is_an_error(learner):
    """What it was to set cannot be known."""
    with pytest.raises(SettingsError, match=r"config\.toml: not TOML"):
        settings(learner, "new_per_day = ")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"new_per_day = 5 # \xff"])
def test_a_settings_file_that_is_no_text_is_named(learner, data):
    """Bytes that are no UTF-8 are told like any other mistake."""
    learner.data.mkdir()
    (learner.data / "config.toml").write_bytes(data)
    with pytest.raises(SettingsError, match=r"config\.toml"):
        learner.workspace()
