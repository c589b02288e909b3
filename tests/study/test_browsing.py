"""Cards are found by what is typed, put in order, and made into a sitting."""

import pytest

from aide_memoire.core.event import EventDraft
from aide_memoire.core.study_day import iso_day, iso_moment
from aide_memoire.reports import browser
from aide_memoire.store import log
from aide_memoire.study import actions, selection
from aide_memoire.study.session import StudySession
from learners import plain

TODAY = 739_020  # 14 May 2024
HOSTILE = ("100%", "a_b", "it's", "C:\\\\dir", 'say \\"hi\\"', "x; DROP TABLE memory")


@pytest.fixture
def world(learner):
    """A desk at which some of two decks' cards have a past: see `memory`."""
    learner.deck(
        "alpha",
        plain("new"),
        plain("easy", 'tags = ["Late Qing", "rivers"]'),
        plain("hard", 'tags = ["river"]'),
        plain("late"),
        ("group", 'id = "g"\nname = "members"\nmembers = ["Russia", "Belarus"]'),
        head='[deck]\ntitle = "The first letters"\n',
    )
    learner.deck(
        "beta",
        ("card", 'id = "step"\nquestion = "Где Дома́нский?"\nanswer = "Café Zürich"'),
        ("event", 'id = "war"\nname = "The war"\ndate = "1969"\nask = ["when"]'),
    )
    workspace = learner.workspace()
    memory(workspace, "alpha/easy", stability=100.0, difficulty=2.0, last=-10, due=90, lapses=0)
    memory(workspace, "alpha/hard", stability=10.0, difficulty=9.0, last=-9, due=1, lapses=8)
    memory(workspace, "alpha/late", stability=20.0, difficulty=5.0, last=-40, due=-20, lapses=2)
    memory(workspace, "beta/step", stability=1.0, difficulty=6.0, last=0, due=None, lapses=1)
    return workspace


def memory(workspace, card, *, stability, difficulty, last, due, lapses):
    """Bring in a card's state, days counted from today; without a due day it is in a step due in ten minutes."""
    in_step = due is None
    data = {
        "state": "relearning" if in_step else "review",
        "step": 0 if in_step else None,
        "stability": stability,
        "difficulty": difficulty,
        "last": iso_day(TODAY + last),
        "due": iso_moment(workspace.now() + 600_000) if in_step else iso_day(TODAY + due),
        "introduced": iso_day(TODAY - 60),
        "reps": 9,
        "lapses": lapses,
    }
    log.append(workspace.db, [EventDraft("memory", card, data)], workspace.stamp(), workspace.entropy)


def found(workspace, text="", sort="deck"):
    """Return the cards that a line of search finds, in order."""
    return [line.id for line in browser.lines(workspace, browser.search(workspace, text, sort).numbers)]


ALL = ["alpha/new", "alpha/easy", "alpha/hard", "alpha/late", "alpha/g#russia", "alpha/g#belarus"]
ALL += ["beta/step", "beta/war#when"]


def test_all_cards_stand_in_the_decks_own_order(world):
    """Without a search every card is there, deck by deck as its author wrote it."""
    assert found(world) == ALL
    assert browser.search(world, "").total == len(ALL)


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("HARD", ["alpha/hard"]),
        ("alpha easy", ["alpha/easy"]),
        ("alpha/g", ["alpha/g#russia", "alpha/g#belarus"]),
        ("belarus", ["alpha/g#belarus"]),
        ("дома́нский cafe zurich", ["beta/step"]),
        ("ДОМАНСКИЙ", ["beta/step"]),
        ('"café zur"', ["beta/step"]),
        ('"zur café"', []),
        ("deck:beta", ["beta/step", "beta/war#when"]),
        ("deck:ALPHA -deck:beta new", ["alpha/new"]),
        ("deck:letters late?", ["alpha/late"]),
        ("deck:nowhere", []),
        ("-deck:nowhere war", ["beta/war#when"]),
        ("tag:river", ["alpha/hard"]),
        ('tag:"late qing"', ["alpha/easy"]),
        ("tag:qing", []),
        ("-tag:river alpha/ hard", []),
        ("kind:event", ["beta/war#when"]),
        ("kind:group -russia", ["alpha/g#belarus"]),
        ("is:review", ["alpha/easy", "alpha/hard", "alpha/late"]),
        ("is:learning", ["beta/step"]),
        ("is:new -kind:group", ["alpha/new", "beta/war#when"]),
        ("is:due", ["alpha/late", "beta/step"]),
        ("-is:due -is:new", ["alpha/easy", "alpha/hard"]),
        ("is:leech", ["alpha/hard"]),
        ("is:suspended", []),
        ("-is:suspended -is:buried kind:event", ["beta/war#when"]),
    ],
)
def test_what_is_typed_finds_its_cards(world, text, cards):
    """All terms hold at once; letters count, not their case or accents."""
    assert found(world, text) == cards


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("due", ["alpha/late", "beta/step", "alpha/hard", "alpha/easy", "alpha/new"], "beta/war#when"),
        ("recall", ["alpha/late", "alpha/hard", "alpha/easy", "beta/step", "alpha/new"], "beta/war#when"),
        ("stability", ["beta/step", "alpha/hard", "alpha/late", "alpha/easy", "alpha/new"], "beta/war#when"),
        ("difficulty", ["alpha/hard", "beta/step", "alpha/late", "alpha/easy", "alpha/new"], "beta/war#when"),
        ("lapses", ["alpha/hard", "alpha/late", "beta/step", "alpha/easy", "alpha/new"], "beta/war#when"),
        ("question", ["alpha/easy", "alpha/hard", "alpha/late"], "beta/step"),
    ],
)
def test_each_order_begins_with_what_needs_it_most(world, sort, first, last):
    """The due, the least known, the least stable, the hardest come first; new cards last, in their own order."""
    cards = found(world, "", sort)
    assert cards[: len(first)] == first
    assert cards[-1] == last
    assert sorted(cards) == sorted(ALL)


def test_what_is_held_back_is_not_due(world):
    """A suspended card is found as such and is due no more; so is one that is buried, until tomorrow."""
    actions.suspend(world, ["alpha/late", "alpha/new"])
    actions.bury(world, ["beta/step"])
    assert found(world, "is:suspended") == ["alpha/new", "alpha/late"]
    assert found(world, "is:buried") == ["beta/step"]
    assert found(world, "is:due") == []
    actions.unsuspend(world, ["alpha/late"])
    assert found(world, "is:due") == ["alpha/late"]


def test_a_buried_card_comes_back_tomorrow(world, learner):
    """Burying holds for a day."""
    actions.bury(world, ["alpha/late"])
    learner.wait(days=1)
    assert found(world, "is:buried") == []
    assert "alpha/late" in found(world, "is:due")


def test_leeches_follow_the_setting(world):
    """The number of lapses is the learner's choice, and 0 is for never."""
    two = world._replace(settings=world.settings._replace(leech_threshold=2))
    never = world._replace(settings=world.settings._replace(leech_threshold=0))
    assert found(two, "is:leech") == ["alpha/hard", "alpha/late"]
    assert found(never, "is:leech") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_signs_that_mean_something_to_a_database_are_letters_here(learner, text):
    """What is searched for is found as it stands, and only that."""
    learner.deck("d", ("card", f'id = "a"\nquestion = "Why {text}?"\nanswer = "x"'), plain("b"))
    workspace = learner.workspace()
    typed = text.replace("\\\\", "\\").replace('\\"', '"')
    for search in (typed, f'tag:"{typed}"', f'deck:"{typed}"', f"-kind:{typed}"):
        browser.search(workspace, search)
    assert found(workspace, typed.replace('"', " ")) == ["d/a"]
    assert found(workspace, "%") == (["d/a"] if "%" in text else [])
    assert found(workspace, "_") == (["d/a"] if "_" in text else [])


def test_a_pasted_page_is_no_trouble(world):
    """A search of thousands of words finds nothing, and says what it looked for."""
    page = browser.search(world, "nothing " * 5000)
    assert len(page.numbers) == 0
    assert "first 50" in page.message


def test_decks_that_clash_are_not_listed(world, learner):
    """Cards that cannot be studied are in no list."""
    learner.deck("gamma", plain("x"), head='[deck]\nid = "beta"\n')
    assert "beta/x" not in found(learner.workspace())
    assert found(learner.workspace()) == ALL


def test_a_row_tells_what_is_known_of_its_card(world):
    """Its words, its state, and when it is due."""
    (line,) = browser.lines_of(world, ["alpha/hard"])
    assert (line.text, line.answer, line.deck, line.kind, line.state) == ("hard?", "hard!", "alpha", "card", "review")
    assert (line.due_day, line.last_day, line.reps, line.lapses) == (TODAY + 1, TODAY - 9, 9, 8)
    assert line.leech is True
    assert (line.suspended, line.buried) == (False, False)
    assert browser.question_of(world, line).answer == ("hard!",)


def test_a_card_is_found_again_after_its_deck_was_saved(world, learner):
    """Numbers are for a moment, cards stay: of those that have left their deck there is no row."""
    before = browser.search(world, "deck:alpha")
    learner.deck("alpha", plain("first"), plain("late"))
    world.reread()
    after = browser.search(world, "deck:alpha")
    assert browser.position_of(world, after.numbers, "alpha/late") == 1
    assert browser.position_of(world, after.numbers, "beta/step") is None
    assert browser.position_of(world, after.numbers, "alpha/hard") is None
    assert browser.cards_still_there(world, ["alpha/late", "alpha/hard"]) == {"alpha/late"}
    assert [line.id for line in browser.lines_of(world, ["alpha/hard", "alpha/late"])] == ["alpha/late"]
    assert all(line.id in ("alpha/first", "alpha/late") for line in browser.lines(world, before.numbers))


def test_chosen_cards_make_a_sitting(world):
    """Each question once, due or not; a list is one question, and what is suspended is left out."""
    actions.suspend(world, ["alpha/hard"])
    chosen = browser.lines_of(world, ["alpha/easy", "alpha/hard", "alpha/g#russia", "alpha/g#belarus", "beta/step"])
    asks = selection.items_for_cards(chosen)
    assert [(item.question, item.was) for item in asks] == [
        ("alpha/easy", "review"),
        ("alpha/g", "new"),
        ("beta/step", "learning"),
    ]
    study = StudySession(world, only=asks)
    asked = []
    while study.question and len(asked) < 3:
        asked.append(study.question.id)
        study.set_aside("bury")
    assert asked == ["alpha/easy", "alpha/g", "beta/step"]


def test_many_cards_are_one_action(world):
    """Suspending several cards is taken back by one undo."""
    actions.suspend(world, ALL)
    assert found(world, "is:suspended") == ALL
    actions.undo(world)
    assert found(world, "is:suspended") == []
