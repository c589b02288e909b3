"""What keys do, screen by screen, and that whatever was answered is kept."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.reports import cards
from aide_memoire.store.queue import todays_queue
from aide_memoire.study import actions
from aide_memoire.study.session import StudySession
from screens.stage import answer, key_line, said, screen_lines, screen_text, shown, until

THREE = """
[deck]
id = "three"
title = "Three"
[[card]]
form = "flip"
id = "a"
question = "What is alpha?"
answer = "The first"
[[card]]
form = "flip"
id = "b"
question = "What is beta?"
answer = "The second"
[[card]]
form = "flip"
id = "c"
question = "What is gamma?"
answer = "The third"
"""
LONG = f"""
[deck]
id = "long"
title = "Long"
[[card]]
form = "flip"
id = "a"
question = "What is alpha?"
answer = "The first"
explanation = "{" ".join(f"word{number}" for number in range(200))}"
"""


@pytest.fixture
def three(desk_with):
    """A desk with one deck of three cards, asked in the order alpha, beta, gamma."""
    return desk_with(three=THREE)


def reviewed(workspace):
    """Return the cards that have a memory."""
    return [card["id"] for card in cards.card_rows(workspace) if card["state"] != "new"]


def suspended(workspace):
    return [card["id"] for card in cards.card_rows(workspace) if card["suspended"]]


async def test_enter_begins_all_decks(workspace):
    """The first row stands for all decks: Enter begins with whatever is next in any of them."""
    async with shown(workspace) as pilot:
        await pilot.press("enter")
        assert "1 of 10" in said(pilot.app)


async def test_down_and_enter_begin_one_deck(workspace):
    """A row below stands for its deck: Enter asks that deck alone."""
    async with shown(workspace) as pilot:
        await pilot.press("down", "down", "enter")
        assert "The CSTO and its members" in screen_lines(pilot.app)[1]
        assert said(pilot.app).count("Name the 6 members") == 1
        assert "1 of 4" in said(pilot.app)


async def test_j_and_k_choose_as_the_arrows_do(workspace):
    """Those who know vi move with j and k."""
    async with shown(workspace) as pilot:
        await pilot.press("j", "j", "k", "enter")
        assert "The clash of 1969" in screen_lines(pilot.app)[1]


async def test_the_marker_moves_with_the_chosen_row(workspace):
    """Which row is chosen can be seen without colours."""
    async with shown(workspace) as pilot:
        assert "▸ All decks" in screen_text(pilot.app)
        await pilot.press("down")
        assert "▸ The clash of 1969" in screen_text(pilot.app)
        assert screen_text(pilot.app).count("▸") == 1


async def test_a_deck_with_nothing_due_says_so(learned):
    """Enter on a deck with nothing left speaks of that deck, and offers what can be studied of it; Esc goes back."""
    async with shown(learned) as pilot:
        await pilot.press("up", "enter")  # round to the last row
        assert "Nothing is due in The CSTO and its members" in said(pilot.app)
        assert "A quiz" in said(pilot.app)
        await pilot.press("escape")
        assert "▸ The CSTO and its members" in said(pilot.app)


async def test_a_deck_whose_new_facts_come_later_can_be_begun(workspace):
    """Today's ten are other decks'; Enter on this one asks its own."""
    async with shown(workspace) as pilot:
        await pilot.press("up")  # round to the last row
        assert "▸ Moscow and Beijing: the treaties             later" in screen_text(pilot.app)
        assert "ahead of their day" in said(pilot.app)
        await pilot.press("enter")
        assert "Moscow and Beijing: the treaties" in screen_lines(pilot.app)[1]


async def test_a_suspended_deck_says_so(workspace):
    """Enter on a deck whose cards are all suspended says that they are, not that nothing is due."""
    actions.suspend(workspace, actions.find_cards(workspace, ["partners"]))
    async with shown(workspace, size=(120, 40)) as pilot:
        await pilot.press("up", "enter")
        assert "▸ Russia, China, India" in said(pilot.app)
        assert "Every card of this deck is suspended x unsuspends them" in said(pilot.app).replace(" │ │ ", " ")


async def test_space_shows_the_answer(three):
    """The answer is hidden until it is asked for."""
    async with shown(three, StudySession(three)) as pilot:
        assert "The first" not in said(pilot.app)
        await pilot.press("space")
        assert "→ The first" in said(pilot.app)
        assert "What is alpha?" in said(pilot.app)


async def test_numbers_rate_only_what_is_shown(three):
    """Before the answer is shown, a number means nothing."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("1", "3")
        assert "What is alpha?" in said(pilot.app)
        assert reviewed(three) == []
        await pilot.press("space", "3")
        assert "What is beta?" in said(pilot.app)
        assert "The second" not in said(pilot.app)
        assert reviewed(three) == ["three/a"]


async def test_each_number_gives_its_rating(workspace):
    """1 to 4 are again, hard, good and easy."""
    study = StudySession(workspace)
    async with shown(workspace, study) as pilot:
        await pilot.press("space", "1", "space", "2", "space", "3", "space", "4")
    assert [each.rating.word for each in study.answered] == ["again", "hard", "good", "easy"]


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_the_suggested_rating_is_one_key(three, key):
    """Space or Enter twice: show the answer, then take the rating that is marked."""
    study = StudySession(three)
    async with shown(three, study) as pilot:
        await pilot.press(key)
        assert "▸3 good" in said(pilot.app)
        await pilot.press(key)
        assert study.answered[0].rating == Rating.GOOD


async def test_undo_brings_the_question_back(three):
    """u takes the last answer back, and its question is on the screen again, not yet answered."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("space", "1")
        assert "What is beta?" in said(pilot.app)
        await pilot.press("u")
        assert "What is alpha?" in said(pilot.app)
        assert "The first" not in said(pilot.app)
        assert "Answer undone: What is alpha?" in said(pilot.app)
        assert reviewed(three) == []


@pytest.mark.parametrize("key", ["U", "ctrl+y"])
async def test_redo_gives_the_answer_again(three, key):
    """What was taken back is done again by U or Ctrl+Y."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("space", "3", "ctrl+z", key)
        assert "What is beta?" in said(pilot.app)
        assert "Answer redone: What is alpha?" in said(pilot.app)
        assert reviewed(three) == ["three/a"]


async def test_undo_from_the_summary_goes_back_into_the_session(three, clock):
    """The last answer can be taken back after the session has ended."""
    study = answer(three, clock, Rating.EASY, Rating.EASY)
    async with shown(three, study) as pilot:
        await pilot.press("space", "4")
        assert "Done: 3 questions" in said(pilot.app)
        await pilot.press("u")
        assert "What is gamma?" in said(pilot.app)
        assert "3 of 3" in said(pilot.app)


async def test_undo_on_home(three, clock):
    """On Home u names the newest action first; u again takes it back, and the figures follow."""
    answer(three, clock, Rating.EASY)
    async with shown(three) as pilot:
        await pilot.press("u")
        assert "u again: Answer will be undone: What is alpha?" in said(pilot.app)
        assert "2 new" in said(pilot.app)
        await pilot.press("u")
        assert "3 new" in said(pilot.app)


async def test_a_stray_u_on_home_takes_nothing_back(three, clock):
    """Another key in between forgets that it was named."""
    answer(three, clock, Rating.EASY)
    async with shown(three) as pilot:
        await pilot.press("u", "down", "u")
        assert "2 new" in said(pilot.app)
    assert reviewed(three) == ["three/a"]


async def test_nothing_to_undo_is_said(three):
    """u with nothing done says so."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("u")
        assert "Nothing to undo" in said(pilot.app)
        assert "What is alpha?" in said(pilot.app)


async def test_bury_puts_a_question_off(three, clock):
    """z asks the next question; the buried one comes tomorrow, and stays new."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("z")
        assert "What is beta?" in said(pilot.app)
    assert [ask.note for ask in _queue(three)] == ["three/b", "three/c"]
    clock.pass_by(days=1)
    assert "three/a" in [ask.note for ask in _queue(three)]
    assert reviewed(three) == []


def _queue(workspace):
    return todays_queue(workspace.db, workspace.today(), workspace.settings).items


async def test_suspend_and_wake(three):
    """x takes a question out of study until x on Home lets it in again."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("x")
        assert "What is beta?" in said(pilot.app)
        assert suspended(three) == ["three/a"]
        await pilot.press("escape")
        assert "1 card suspended" in said(pilot.app)
        await pilot.press("x")
        assert "1 card unsuspended" in said(pilot.app)
        assert "1 card suspended" not in said(pilot.app)
    assert suspended(three) == []


async def test_a_suspension_is_undone(three):
    """u brings a suspended question back into the session."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("x", "u")
        assert "Suspension undone: What is alpha?" in said(pilot.app)
        assert suspended(three) == []
        assert "of 3" in said(pilot.app)


async def test_wake_wakes_the_chosen_deck_alone(workspace):
    """x on a deck's row leaves the other decks' suspended cards asleep."""
    for deck in ("clash", "csto"):
        StudySession(workspace, [deck]).set_aside("suspend")
    async with shown(workspace) as pilot:
        await pilot.press("down", "x")
    assert {card.partition("/")[0] for card in suspended(workspace)} == {"csto"}


async def test_escape_leaves_to_the_summary(three):
    """Leaving after an answer shows what the session was; Esc again goes Home."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("space", "3", "escape")
        assert "Done: 1 question" in said(pilot.app)
        await pilot.press("escape")
        assert "All decks" in said(pilot.app)


async def test_escape_before_any_answer_goes_home(three):
    """A session in which nothing was answered has no summary."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("space", "escape")
        assert "All decks" in said(pilot.app)
        assert "answered" not in said(pilot.app)


@pytest.mark.parametrize("way_out", ["escape", "ctrl+q"])
async def test_whatever_was_answered_is_in_the_store(three, desks, tmp_path, way_out):
    """Each answer is on the disk before the next question shows, however the session is left."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("space", "3", "space", "1")
        assert reviewed(desks(tmp_path / "data", tmp_path / "decks")) == ["three/a", "three/b"]
        await pilot.press("space", way_out)
    assert reviewed(desks(tmp_path / "data", tmp_path / "decks")) == ["three/a", "three/b"]


async def test_the_end_of_the_session_is_the_summary(three, clock):
    """After the last question comes the summary by itself."""
    study = answer(three, clock, Rating.EASY, Rating.EASY)
    async with shown(three, study) as pilot:
        await pilot.press("space", "4")
        assert "Done: 3 questions" in said(pilot.app)
        assert "What is" not in said(pilot.app)


async def test_a_session_with_nothing_to_ask_is_home(three, clock):
    """Asked for a session where nothing is due, the app shows Home, which says so."""
    answer(three, clock, Rating.EASY, Rating.EASY, Rating.EASY)
    async with shown(three, StudySession(three)) as pilot:
        assert "Done for today: 3 questions" in said(pilot.app)


@pytest.mark.parametrize("where", ["home", "question", "answer", "summary"])
async def test_help_opens_everywhere(three, clock, where):
    """? and F1 show all keys on every screen, and Esc goes back to just that screen."""
    study = None if where == "home" else answer(three, clock, Rating.GOOD)
    before = {"answer": ["space"], "summary": ["escape"]}.get(where, [])
    async with shown(three, study) as pilot:
        await pilot.press(*before)
        picture = screen_text(pilot.app)
        await pilot.press("?" if where in ("home", "answer") else "f1")
        assert "Undo the last answer" in said(pilot.app)
        await pilot.press("escape")
        assert screen_text(pilot.app) == picture


async def test_all_of_the_help_can_be_read_on_a_small_screen(three):
    """At 60×20 the list of keys is whole from side to side, and scrolls to its end."""
    async with shown(three, size=(60, 20)) as pilot:
        await pilot.press("question_mark")
        top = screen_lines(pilot.app)[0]
        assert (top.strip()[0], top.strip()[-1]) == ("╭", "╮")
        await pilot.press("end")
        assert "Quit; everything is saved" in said(pilot.app)
        assert "F1 and Ctrl keys still work." in said(pilot.app).replace(" │ │ ", " ")


@pytest.mark.parametrize("where", ["home", "question", "help", "palette"])
async def test_ctrl_q_quits_everywhere(three, where):
    """Ctrl+Q ends the app on any screen."""
    keys = {"help": ["question_mark"], "palette": ["ctrl+p"]}.get(where, [])
    async with shown(three, StudySession(three) if where == "question" else None) as pilot:
        await pilot.press(*keys, "ctrl+q")
        assert pilot.app._exit
        assert pilot.app.return_code == 0


async def test_arrows_scroll_a_long_answer(desk_with):
    """At 60×20 what does not fit is reached by the arrows and Page down; a question starts at its top."""
    long = desk_with(long=LONG)
    async with shown(long, StudySession(long), (60, 20)) as pilot:
        await pilot.press("space")
        assert "What is alpha?" in said(pilot.app)
        await pilot.press(*["down"] * 4)
        assert "What is alpha?" not in said(pilot.app)
        await pilot.press("pageup")
        assert "What is alpha?" in said(pilot.app)
        await pilot.press(*["pagedown"] * 3)
        assert "word199" in said(pilot.app)
        assert "▸3 good" in said(pilot.app)
        await pilot.press("3", "u")
        assert "What is alpha?" in said(pilot.app)


async def test_the_palette_offers_what_the_app_does(three):
    """Ctrl+P finds by name the ways to study, and the themes."""
    async with shown(three) as pilot:
        await pilot.press("ctrl+p", *"study")
        await until(pilot, "Study all decks")
        await until(pilot, "Study Three")
        await pilot.press("escape", "ctrl+p", *"them")
        await until(pilot, "Theme")


async def test_the_palette_begins_a_session(three):
    """What the palette offers it does."""
    async with shown(three) as pilot:
        await pilot.press("ctrl+p", *"all d")
        await until(pilot, "Study all decks")
        await pilot.press("enter")
        await until(pilot, "What is alpha?")


async def test_a_session_keeps_its_day(three, clock):
    """Sitting past four in the morning goes on with the questions of the day on which one began."""
    clock.pass_by(hours=18, minutes=25)  # five minutes before the day ends
    async with shown(three, StudySession(three)) as pilot:
        clock.pass_by(minutes=10)
        await pilot.press("space", "4", "space", "4", "space", "4")
        assert "Done: 3 questions" in said(pilot.app)


SCREENS = ("home", "question", "answer", "summary")
BOUND = {
    "/": ("slash",),
    "↑↓": ("up", "down"),
    "?": ("question_mark",),
    "Esc": ("escape",),
    "1–4": ("1", "2", "3", "4"),
}


async def _reach(pilot, where):
    await pilot.press(*{"answer": ["space"], "summary": ["escape"]}.get(where, []))


def _study(workspace, clock, where):
    """Return the sitting that leads to a screen."""
    study = answer(workspace, clock, Rating.GOOD)
    if where == "home":
        study.set_aside("suspend")  # so that Home has something to wake
    return None if where == "home" else study


@pytest.mark.parametrize("where", SCREENS)
async def test_the_last_line_names_only_keys_that_work(three, clock, where):
    """Whatever the last line of a screen names is a key that does something there; `?` is among it."""
    async with shown(three, _study(three, clock, where)) as pilot:
        await _reach(pilot, where)
        named = key_line(pilot.app)
        assert "?" in named
        working = {key for key, binding in pilot.app.screen.active_bindings.items() if binding.enabled}
        for key in named:
            assert working >= set(BOUND.get(key, [key.lower()]))


@pytest.mark.parametrize("where", SCREENS)
async def test_a_key_and_its_word_stay_together(three, clock, where):
    """Where the last line needs two, it breaks between keys, never between a key and what it does."""
    async with shown(three, _study(three, clock, where), (60, 20)) as pilot:
        await _reach(pilot, where)
        alone = [key for key, does in key_line(pilot.app).items() if not does]
    assert alone == []


@pytest.mark.parametrize("where", ["home", "question"])
async def test_the_status_line_hides_no_key(three, clock, where):
    """What is said in passing covers nothing of what to press, on a small screen either."""
    study = answer(three, clock, Rating.GOOD, Rating.GOOD)
    async with shown(three, None if where == "home" else study, (60, 20)) as pilot:
        keys = key_line(pilot.app)
        await pilot.press("u", "u")
        assert "undone" in said(pilot.app)
        assert key_line(pilot.app) == keys


async def test_messages_do_not_pile_up(learned):
    """Taking back several answers in a row leaves the question in sight: the newest word is enough."""
    async with shown(learned, StudySession(learned), (60, 20)) as pilot:
        await pilot.press(*"uuuu")
        assert said(pilot.app).count("undone") == 1


async def test_a_long_question_does_not_hide_its_answer(desk_with):
    """Where a question fills the page, showing the answer brings the answer into sight."""
    long = desk_with(long=LONG.replace("What is alpha?", " ".join(f"word{number}" for number in range(99))))
    async with shown(long, StudySession(long), (60, 20)) as pilot:
        await pilot.press("space")
        assert "→ The first" in said(pilot.app)


async def test_a_growing_terminal_shows_what_a_large_one_shows(learned):
    """Resizing leads to the same picture as beginning at that size."""
    pictures = []
    for first, then in (((60, 20), (120, 40)), ((120, 40), (120, 40))):
        async with shown(learned, size=first) as pilot:
            await pilot.resize_terminal(*then)
            await pilot.pause()
            pictures.append(screen_text(pilot.app))
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("keys", [[], ["space"]], ids=["question", "answer"])
async def test_a_session_survives_resizing(three, keys):
    """A smaller terminal in the midst of a question shows the same question, and no more of its answer."""
    pictures = []
    for first in ((120, 40), (60, 20)):
        async with shown(three, StudySession(three), first) as pilot:
            await pilot.press(*keys)
            await pilot.resize_terminal(60, 20)
            await pilot.pause()
            pictures.append(screen_text(pilot.app))
    assert pictures[0] == pictures[1]


async def test_a_tiny_terminal_is_no_end(three):
    """At a size at which nothing can be read nothing breaks either, and all is back when there is room."""
    async with shown(three, StudySession(three)) as pilot:
        before = screen_text(pilot.app)
        for size in ((12, 4), (1, 1)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen_text(pilot.app) == before
