"""The browser: cards found as one types, marked, and acted on, one or many at a time."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from aide_memoire.core.errors import StoreError
from aide_memoire.core.event import Rating
from aide_memoire.profiles import manage
from aide_memoire.profiles.saved_searches import save_search, saved_searches
from aide_memoire.reports import cards
from aide_memoire.study import actions
from aide_memoire.ui.screens import card_actions
from aide_memoire.ui.screens.browse import BrowseScreen
from aide_memoire.ui.screens.home import HomeScreen
from aide_memoire.ui.screens.study import StudyScreen
from screens.stage import (
    answer,
    assert_snapshot,
    click,
    key_line,
    place_of,
    said,
    screen_lines,
    screen_text,
    shown,
    until,
)

SIZES = ((140, 45), (80, 24), (60, 20))
FOUR = """
[deck]
id = "four"
title = "Four"
[[card]]
form = "flip"
id = "a"
question = "What is alpha?"
answer = "The first"
explanation = "It opens the alphabet."
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
[[group]]
form = "flip"
id = "g"
name = "twins"
members = ["Castor", "Pollux"]
"""
OTHER = """
[deck]
id = "other"
title = "Other"
[[card]]
form = "flip"
id = "x"
question = "What is omega?"
answer = "The last"
"""


@pytest.fixture
def four(desk_with):
    """A desk with two decks: five cards and one."""
    return desk_with(four=FOUR, other=OTHER)


def chosen(app):
    """Return the chosen row's question, as far as it is shown."""
    (row,) = [line for line in screen_lines(app) if "▸" in line]
    return row


def suspended(workspace):
    return [card["id"] for card in cards.card_rows(workspace) if card["suspended"]]


def buried(workspace):
    return [card["id"] for card in cards.card_rows(workspace) if card["buried"]]


async def typed(pilot, text):
    """Type a search."""
    await pilot.press("slash", *text)
    await pilot.pause(0.01)
    await pilot.pause()


async def test_b_opens_all_cards(four):
    """On Home, b lists the cards of all decks; Esc goes back."""
    async with shown(four) as pilot:
        await pilot.press("b")
        assert "6 cards" in said(pilot.app)
        assert "○ What is alpha?" in chosen(pilot.app)
        assert "What is omega?" in said(pilot.app)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_b_on_a_deck_opens_its_cards(four):
    """With a deck chosen, the search begins with that deck; taking it away shows all."""
    async with shown(four) as pilot:
        await pilot.press("down", "down", "b")
        assert "/ deck:other" in said(pilot.app)
        assert "1 of 6 cards" in said(pilot.app)
        await pilot.press("slash", "ctrl+u")
        await pilot.pause(0.01)
        assert "1 of 6 cards" not in said(pilot.app)
        assert "What is alpha?" in said(pilot.app)


async def test_the_palette_opens_it(four):
    """All commands have a name."""
    async with shown(four) as pilot:
        names = {command.title: command.callback for command in pilot.app.get_system_commands(pilot.app.screen)}
        names["Browse cards"]()
        await pilot.pause()
        assert isinstance(pilot.app.screen, BrowseScreen)


async def test_it_searches_as_one_types(four):
    """Letters narrow the list; Enter goes to it, Esc back to it and then out."""
    async with shown(four) as pilot:
        await pilot.press("b")
        await typed(pilot, "gam")
        assert "What is gamma?" in chosen(pilot.app)
        assert "1 of 6 cards" in said(pilot.app)
        await pilot.press("enter", "x")
        assert suspended(four) == ["four/c"]
        await pilot.press("ctrl+f", "m", "s", "escape")
        assert "No match. / to change the search" in said(pilot.app)
        assert "/" in key_line(pilot.app)
        assert isinstance(pilot.app.screen, BrowseScreen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    assert suspended(four) == ["four/c"]


async def test_what_is_not_understood_is_told(four):
    """An unknown term is named, with those that are known."""
    async with shown(four) as pilot:
        await pilot.press("b")
        await typed(pilot, "is:old")
        assert "is: takes new, learning" in said(pilot.app)
        await pilot.press("backspace", "backspace", "backspace", *"new")
        await pilot.pause(0.01)
        await pilot.pause()
        assert "takes" not in said(pilot.app)
        assert "6 cards" in said(pilot.app)


async def test_the_card_stands_beside_the_list(four, clock):
    """Question, answer, what a teacher adds, and the memory in words; it follows the choice."""
    answer(four, clock, Rating.GOOD)
    async with shown(four, size=(120, 30)) as pilot:
        await pilot.press("b")
        told = said(pilot.app)
        for words in (
            "→ The first",
            "opens the alphabet",
            "State being learned",
            "Due in 10 min",
            "Reviews 1",
            "Deck Four",
        ):
            assert " ".join(words.split()) in " ".join(told.replace("▏", " ").split())
        await pilot.press("down")
        assert "→ The second" in said(pilot.app)
        assert "State new" in said(pilot.app)
        assert "Reviews none yet" in said(pilot.app)


async def test_on_a_small_screen_enter_shows_the_card(four):
    """At 60 by 20 the card has a page of its own, with all keys; Enter there studies."""
    async with shown(four, size=(60, 20)) as pilot:
        await pilot.press("b")
        assert key_line(pilot.app)["Enter"] == "show"
        assert "The first" not in said(pilot.app)
        await pilot.press("enter")
        assert "→ The first" in said(pilot.app)
        assert key_line(pilot.app)["Enter"] == "study"
        await pilot.press("right")
        assert "→ The second" in said(pilot.app)
        keys = key_line(pilot.app)
        await pilot.press("x")
        assert suspended(four) == ["four/b"]
        assert key_line(pilot.app) == keys, "what is said hides a key"
        await pilot.press("escape")
        assert "What is beta?" in chosen(pilot.app)
        await typed(pilot, "-is:suspended alpha")
        await pilot.press("enter", "enter", "x")
        assert "No match" in said(pilot.app)
        await pilot.press("u", "enter", "enter")
        assert isinstance(pilot.app.screen, StudyScreen)


async def test_f_changes_the_order_and_says_which(four, clock):
    """Each press is the next order; the last leads back to the first."""
    answer(four, clock, Rating.EASY, Rating.AGAIN, decks=["four"])
    async with shown(four, size=(140, 45)) as pilot:
        await pilot.press("b")
        orders = []
        for _ in range(8):
            orders.append((key_line(pilot.app)["f"], chosen(pilot.app)[7:20]))
            await pilot.press("f")
    assert orders[0] == orders[7] == ("deck order", "What is alpha")
    assert orders[1] == ("due first", "What is beta?")
    assert orders[4] == ("hardest first", "What is beta?")
    assert orders[6] == ("by question", "Castor · Name")


async def test_an_order_by_a_figure_shows_the_figure(four, clock):
    """Sorted by difficulty, the list has a column of it."""
    answer(four, clock, Rating.EASY)
    async with shown(four) as pilot:
        await pilot.press("b", "f", "f", "f", "f")
        assert "difficulty" in said(pilot.app)
        assert "easy" in chosen(pilot.app)


async def test_suspend_says_so_and_is_taken_back(four):
    """x suspends the chosen card, u undoes that, U redoes it: the list shows each."""
    async with shown(four) as pilot:
        await pilot.press("b", "x")
        assert "1 card suspended; u undoes it" in said(pilot.app)
        assert "suspended" in chosen(pilot.app)
        assert suspended(four) == ["four/a"]
        await pilot.press("u")
        assert "new" in chosen(pilot.app)
        assert suspended(four) == []
        await pilot.press("U")
        assert "suspended" in chosen(pilot.app)
        await pilot.press("x")
        assert "1 card unsuspended" in said(pilot.app)
    assert suspended(four) == []


async def test_marked_cards_are_acted_on_together(four):
    """Space marks and goes on; x is one action over all marks, and one undo takes it back."""
    async with shown(four) as pilot:
        await pilot.press("b", "space", "space")
        assert "2 marked · 6 cards" in said(pilot.app)
        assert sum("■" in line for line in screen_lines(pilot.app)) == 2
        await pilot.press("x")
        assert "2 cards suspended; u undoes it" in said(pilot.app)
        assert suspended(four) == ["four/a", "four/b"]
        assert "What is gamma?" in chosen(pilot.app)
        await pilot.press("u")
        assert suspended(four) == []
        await pilot.press("up", "space")
        assert "1 marked" in said(pilot.app)


async def test_fast_hands_keep_their_place(four):
    """Keys that come faster than the screen is drawn act on the cards that they were meant for."""
    async with shown(four) as pilot:
        await pilot.press("b")
        screen = pilot.app.screen
        screen.query_one("#cards").action_move(2)
        screen.action_suspend()
        await pilot.pause()
        assert "What is gamma?" in chosen(pilot.app)
    assert suspended(four) == ["four/c"]


async def test_all_shown_are_marked_or_none(four):
    """A marks what the search has found, and once all of it is marked, takes the marks away."""
    async with shown(four) as pilot:
        await pilot.press("b")
        await typed(pilot, "deck:other")
        await pilot.press("enter", "A")
        assert "1 marked · 1 of 6 cards" in said(pilot.app)
        await pilot.press("slash", "ctrl+u", "enter", "A")
        assert "6 marked" in said(pilot.app)
        await pilot.press("A")
        assert "marked" not in screen_lines(pilot.app)[1]


async def test_a_member_is_suspended_alone(four):
    """A list's members are cards of their own: acting on one says that the others go on."""
    async with shown(four) as pilot:
        await pilot.press("b")
        await typed(pilot, "pollux")
        await pilot.press("enter", "x")
        assert "1 card suspended, not the others of its list" in said(pilot.app)
    assert suspended(four) == ["four/g#pollux"]


async def test_bury_puts_off_until_tomorrow(four, clock):
    """z buries the card for today; a second time there is nothing to do."""
    async with shown(four, size=(120, 30)) as pilot:
        await pilot.press("b", "z")
        assert "1 card put off until tomorrow; u undoes it" in said(pilot.app)
        assert "buried" in chosen(pilot.app)
        await pilot.press("z")
        assert "Already put off until tomorrow" in said(pilot.app)
    assert buried(four) == ["four/a"]
    clock.pass_by(days=1)
    assert buried(four) == []


async def test_h_shows_the_history(four, clock):
    """The chosen card's past lies one key away, and Esc comes back to the list."""
    answer(four, clock, Rating.GOOD, decks=["four"])
    async with shown(four) as pilot:
        await pilot.press("b", "h")
        assert "History" in screen_lines(pilot.app)[1]
        assert screen_lines(pilot.app)[1].endswith("Four")
        assert "four/a" not in said(pilot.app)
        await pilot.press("escape")
        assert "What is alpha?" in chosen(pilot.app)


async def test_another_learner_has_another_memory(four, clock):
    """After a change of profile the app is at home, and the list goes by the progress of whoever learns now."""
    answer(four, clock, Rating.EASY, decks=["four"])
    async with shown(four) as pilot:
        await pilot.press("b")
        assert "●" in chosen(pilot.app)
        manage.create(four.paths, "other", four.places)
        pilot.app.action_show_profiles()
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.press("b")
        assert "○" in chosen(pilot.app)
        pilot.app.workspace.close()


async def test_reset_asks_first(four, clock):
    """r asks, with what will be lost; Esc leaves it, Enter does it, u undoes it."""
    answer(four, clock, Rating.GOOD, Rating.GOOD, decks=["four"])
    async with shown(four) as pilot:
        await pilot.press("b", "A", "r")
        assert "Reset 2 cards? 2 reviews will no longer count" in said(pilot.app)
        await pilot.press("escape")
        assert [card["reps"] for card in cards.card_rows(four)][:2] == [1, 1]
        await pilot.press("r", "enter")
        assert "2 cards reset; u undoes it" in said(pilot.app)
        assert {card["state"] for card in cards.card_rows(four)} == {"new"}
        await pilot.press("r")
        assert "Nothing to reset: never reviewed" in said(pilot.app)
        await pilot.press("u")
    assert [card["reps"] for card in cards.card_rows(four)][:2] == [1, 1]


async def test_many_cards_are_asked_about_first(four, monkeypatch):
    """An action on more cards than anybody marks by hand asks with their number."""
    monkeypatch.setattr(card_actions, "MANY", 3)
    async with shown(four) as pilot:
        await pilot.press("b", "A", "x")
        assert "Suspend 6 cards?" in said(pilot.app)
        await pilot.press("escape")
        assert suspended(four) == []
        await pilot.press("x", "enter")
        assert len(suspended(four)) == 6
        await pilot.press("u", "enter")
        assert "Study 5 questions in one session?" in said(pilot.app)
        await pilot.press("enter")
        assert "1 of 5" in said(pilot.app)


async def test_enter_studies_the_selection(four, clock):
    """A session of just these questions, due or not; afterwards the list is there, with its place and its marks."""
    answer(four, clock, Rating.EASY)
    async with shown(four) as pilot:
        await pilot.press("b", "space", "space", "x", "u", "up", "enter")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert "What is alpha?" in said(pilot.app)
        await pilot.press("space", "4")
        assert "What is beta?" in said(pilot.app)
        await pilot.press("space", "4")
        assert "Done: 2 questions" in said(pilot.app)
        assert key_line(pilot.app)["Enter"] == "back to the cards"
        await pilot.press("enter")
        assert "2 marked" in said(pilot.app)
        assert "What is beta?" in chosen(pilot.app)
        assert "●" in chosen(pilot.app)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert len(pilot.app.screen_stack) == 1


async def test_leaving_the_session_at_once_comes_back(four):
    """Esc before the first answer leads to the list."""
    async with shown(four) as pilot:
        await pilot.press("b", "down", "enter", "escape")
        assert "What is beta?" in chosen(pilot.app)


async def test_suspended_cards_are_left_out_of_a_session(four):
    """What is suspended is not asked, and that is said."""
    actions.suspend(four, ["four/a"])
    async with shown(four, size=(120, 30)) as pilot:
        await pilot.press("b", "enter")
        assert "Suspended cards are not asked: x unsuspends them" in said(pilot.app)
        await pilot.press("space", "space", "enter")
        assert "1 card suspended, so left out" in said(pilot.app)
        assert "What is beta?" in said(pilot.app)


async def test_coming_back_from_the_editor_keeps_place_and_marks(four, tmp_path):
    """The list is read anew: the card under the cursor stays, marks stay on what is still there."""
    file = tmp_path / "decks" / "four.toml"
    async with shown(four) as pilot:
        await pilot.press("b", "space", "space", "e")
        assert "What is gamma?" in said(pilot.app)
        first, rest = FOUR.split('[[card]]\nform = "flip"\nid = "a"', maxsplit=1)[0], FOUR.split('alphabet."\n')[1]
        new = '[[card]]\nform = "flip"\nid = "{0}"\nquestion = "New {0}?"\nanswer = "{0}"\n'
        file.write_text(first + new.format("m") + new.format("n") + rest, encoding="utf-8")
        await pilot.press("escape")
        await pilot.pause()
        assert "New m?" in said(pilot.app)
        assert "What is gamma?" in chosen(pilot.app)
        assert "1 marked · 7 cards" in said(pilot.app)
        (row,) = [line for line in screen_lines(pilot.app) if "■" in line]
        assert "What is beta?" in row


async def test_a_deck_that_is_saved_meanwhile(four, tmp_path):
    """A card that has gone while the list was shown breaks nothing, and acting on it is harmless."""
    async with shown(four) as pilot:
        await pilot.press("b")
        (tmp_path / "decks" / "four.toml").unlink()
        four.reread()
        await pilot.press("down", "x", "enter", "space", "f")
        assert "1 card" in said(pilot.app)
        assert "What is omega?" in chosen(pilot.app)


async def test_without_a_deck_it_says_what_to_do(desk_with):
    """An empty list is no dead end."""
    async with shown(desk_with()) as pilot:
        pilot.app.navigator.browser()
        await pilot.pause()
        assert "No cards yet. Esc, then n makes a new deck." in said(pilot.app)
        await pilot.press("x", "z", "r", "e", "h", "enter", "space", "A", "f", "down", "up", "end")
        assert "No cards yet" in said(pilot.app)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_click_chooses(four):
    """The mouse chooses a row, and the keys' names do what the keys do."""
    async with shown(four) as pilot:
        await pilot.press("b")
        await click(pilot, "What is gamma?")
        assert "What is gamma?" in chosen(pilot.app)
        await pilot.press("x")
        assert suspended(four) == ["four/c"]
        await pilot.click(offset=(20, place_of(pilot.app, "What is omega?")[1] + 1))
        assert "What is gamma?" in chosen(pilot.app)


async def test_a_long_list_is_gone_through(desk_with):
    """Pages, the first and the last card; the chosen one is always in sight."""
    card = '[[card]]\nid = "c{0}"\nquestion = "Number {0}?"\nanswer = "{0}"\n'
    workspace = desk_with(long="".join(card.format(number) for number in range(300)))
    async with shown(workspace) as pilot:
        await pilot.press("b", "end")
        assert "Number 299?" in chosen(pilot.app)
        await pilot.press("pageup")
        assert "Number 299?" not in chosen(pilot.app)
        await pilot.press("home", "k", "j")
        assert "Number 1?" in chosen(pilot.app)
        await pilot.press("pagedown", "pagedown")
        first, _ = chosen(pilot.app).split("?")
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert first.split()[-1] in chosen(pilot.app)
        await pilot.press("end")
        await typed(pilot, "1?")
        assert "Number 1?" in chosen(pilot.app)


async def test_an_undo_in_the_browser_of_an_answer(four, clock):
    """u takes back whatever was done last, here an answer, and the list shows it."""
    answer(four, clock, Rating.EASY)
    async with shown(four) as pilot:
        await pilot.press("b")
        assert "●" in chosen(pilot.app)
        await pilot.press("u")
        assert "○" in chosen(pilot.app)


HOSTILE = "[@click=app.quit]x[/] [red]r[/red] \\u001b[31m \\u202Eabc $accent"


async def test_a_deck_does_not_act(desk_with):
    """Markup and escapes of a deck stand as they are written, in the list and beside it; a click on them chooses."""
    deck = (
        f'[deck]\nid = "odd"\ntitle = "{HOSTILE}"\n[[card]]\nid = "a"\nquestion = "{HOSTILE}"\nanswer = "{HOSTILE}"\n'
    )
    workspace = desk_with(odd=deck)
    async with shown(workspace, size=(120, 30)) as pilot:
        await pilot.press("b")
        await click(pilot, "[@click=app.quit]")
        assert "→ [@click=app.quit]x[/] [red]r[/red] ␛[31m" in said(pilot.app).replace("▏ ", "")
        assert not pilot.app._exit
        assert not {"\x1b", "\u202e"} & set(screen_text(pilot.app))
        for strip in pilot.app.screen._compositor.render_strips()[:28]:
            for _, style, _ in strip:
                assert not (style and (style.link or "@click" in style.meta))
        await typed(pilot, "[/]")
        assert "1 card" in said(pilot.app)
        await pilot.press("escape", "x", "r")
        assert not pilot.app._exit


async def test_columns_stay_aligned_in_any_script(desk_with):
    """Chinese, Cyrillic and combining letters push nothing out of its column, also where they are cut."""
    texts = ("Treaty?", "中俄條約與邊界問題" * 6, "Договоры " * 9, "Cafe\\u0301 " * 12, "a" + "長" * 40)
    card = '[[card]]\nid = "c{0}"\nquestion = "{1}"\nanswer = "x"\n'
    workspace = desk_with(scripts="".join(card.format(place, text) for place, text in enumerate(texts)))
    async with shown(workspace, size=(160, 30)) as pilot:
        await pilot.press("b")
        lines = [line.split(" ▏")[0].rstrip() for line in screen_lines(pilot.app) if "○" in line]
        assert len(lines) == len(texts)
        assert len({cell_len(line) for line in lines}) == 1
        assert len({cell_len(line[: line.index("scripts")]) for line in lines}) == 1


@pytest.mark.parametrize("colours", [True, False], ids=["in colours", "without"])
async def test_what_it_looks_like(learned, colours, monkeypatch):
    """Beside its list, below it, and on a page: the same words in colours and without them."""
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    async with shown(learned, size=SIZES[0]) as pilot:
        await pilot.press("b", "f", "down", "space", "space")
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert_snapshot(f"browse-{width}x{height}", screen_text(pilot.app))
        await pilot.press("A", "A", "enter")
        assert_snapshot("browse-card-60x20", screen_text(pilot.app))
        await pilot.press("escape", "slash", *"is:x")
        await pilot.pause(0.01)
        await pilot.pause()
        assert_snapshot("browse-nothing-60x20", screen_text(pilot.app))


async def test_a_store_that_cannot_be_read_is_told(four, monkeypatch):
    """Where the cards cannot be read, that is said, and the screen stays."""

    def fail(*_, **__):
        raise StoreError("the progress file is in use by another program", "try again in a moment")

    async with shown(four) as pilot:
        await pilot.press("b")
        monkeypatch.setattr("aide_memoire.store.card_search.card_lines", fail)
        monkeypatch.setattr("aide_memoire.store.log.append", fail)
        await pilot.press("x")
        await until(pilot, "try again in a moment")
        await pilot.press("f", "down", "space", "enter")
        assert isinstance(pilot.app.screen, BrowseScreen)
    assert suspended(four) == []


EMPTY = {
    "is:leech": "No leeches (problem cards). Good.",
    "is:suspended": "No suspended cards.",
    "-is:new": "No match. / to change the search",
    "is:leech alpha": "No match. / to change the search",
}


@pytest.mark.parametrize(("search", "told"), EMPTY.items(), ids=EMPTY)
async def test_a_search_that_finds_nothing_says_what_that_means(four, search, told):
    """No problem cards is good news; anything else leads back to the search."""
    async with shown(four) as pilot:
        pilot.app.navigator.browser(search)
        await pilot.pause()
        assert told in said(pilot.app)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_heads_stand_above_their_columns(four, size):
    """From the first frame on, and after another size."""
    async with shown(four, size=size) as pilot:
        pilot.app.navigator.browser()
        for width, height in (size, (100, 24), size):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            (heads,) = [line for line in screen_lines(pilot.app) if "Question" in line and "Due" in line]
            row = chosen(pilot.app)
            assert row.index("What is alpha?") == heads.index("Question")
            assert row.index(" new") + len(" new") == heads.index("Due") + len("Due")


async def test_no_ids_are_shown(learned):
    """Decks have titles and cards have questions, in the list, beside it and in the history."""
    async with shown(learned, size=(160, 45)) as pilot:
        await pilot.press("b")
        assert "The clash of 1969" in said(pilot.app)
        pictures = [screen_text(pilot.app)]
        await pilot.press("h")
        pictures.append(screen_text(pilot.app))
        await pilot.press("escape", "x", "question_mark")
        pictures.append(screen_text(pilot.app))
    ids = ("clash/", "csto/", "damansky", " csto ")
    assert [name for name in ids if any(name in each for each in pictures)] == []


async def test_a_search_is_saved_and_applied_again(four, desks, tmp_path):
    """v lists the saved searches; n saves the one that is typed, Enter applies one, d removes it; all is kept."""
    async with shown(four) as pilot:
        await pilot.press("b", "v")
        assert "None yet" in said(pilot.app)
        await pilot.press("escape")
        await typed(pilot, "deck:other -is:leech")
        await pilot.press("enter", "v", "n", *"My other", "enter")
        assert "▸ My other" in said(pilot.app)
        await pilot.press("escape", "slash", "ctrl+u", "enter", "v", "enter")
        await pilot.pause()
        assert "/ deck:other -is:leech" in said(pilot.app)
        assert "1 of 6 cards" in said(pilot.app)
    again = desks(tmp_path / "data", tmp_path / "decks")
    assert saved_searches(again) == {"My other": "deck:other -is:leech"}
    async with shown(again) as pilot:
        assert "Browse: My other" in [each.title for each in pilot.app.get_system_commands(pilot.app.screen)]
        await pilot.press("b", "v", "d")
        assert "None yet" in said(pilot.app)
    assert saved_searches(again) == {}


async def test_a_file_of_searches_that_cannot_be_read_is_told_and_kept(four):
    """The reason names the file, and nothing is written over it."""
    file = Path(four.paths.saved_searches("default"))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("what = [", encoding="utf-8")
    async with shown(four, size=(160, 45)) as pilot:
        await pilot.press("b")
        await typed(pilot, "alpha")
        await pilot.press("enter", "v", "n", "x", "enter")
        assert "default.searches.toml" in said(pilot.app)
        await pilot.press("escape")
    assert file.read_text(encoding="utf-8") == "what = ["


def test_saved_searches_go_with_their_learner(four):
    """A profile that is renamed keeps its searches."""
    manage.create(four.paths, "ana", four.places)
    ana = four._replace(profile="ana")
    save_search(ana, "Due", "is:due")
    manage.rename(four.paths, "ana", "ben")
    assert saved_searches(four._replace(profile="ben")) == {"Due": "is:due"}
    assert saved_searches(ana) == {}


@pytest.mark.parametrize("size", [(100, 23), (120, 24), (80, 23)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_text_of_a_long_card_keeps_off_its_scroll_bar(learned, size):
    """One column at least is free beside it, on each line."""
    async with shown(learned, size=size) as pilot:
        await pilot.press("b", "slash", *"Lobanov", "enter")
        await until(pilot, "of 27 cards")
        detail = pilot.app.screen.query_one("#detail")
        await pilot.pause()
        assert detail.show_vertical_scrollbar
        bar, lines = detail.region.right - detail.styles.padding.right - 1, screen_lines(pilot.app)
        rows = lines[detail.region.y + 1 : detail.region.bottom - 1]
        assert {row.ljust(bar)[bar - 1] for row in rows} == {" "}
