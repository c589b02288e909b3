"""Statistics, a card's history and the timeline: what they show, at every size, and what their keys do."""

import re
from datetime import timedelta

import pytest

from aide_memoire.core.errors import StoreError
from aide_memoire.core.event import Rating
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.ui.screens.history import HistoryScreen
from aide_memoire.ui.screens.home import HomeScreen
from aide_memoire.ui.screens.stats import StatsScreen
from aide_memoire.ui.screens.study import StudyScreen
from screens.stage import TODAY, answer, assert_snapshot, click, key_line, said, screen_lines, screen_text, shown, until

SIZES = ((60, 20), (80, 24), (120, 40), (140, 45))
EVENT = '[[event]]\nid = "{id}"\nname = "{name}"\ndate = "{date}"\nask = ["when"]\n'


async def looked_at(pilot, name, *themes):
    """Compare the screen at each size with what was kept; other themes show the same."""
    for width, height in SIZES:
        await pilot.resize_terminal(width, height)
        await pilot.pause()
        text = screen_text(pilot.app)
        assert_snapshot(f"{name}-{width}x{height}", text)
        assert all(len(line) <= width for line in screen_lines(pilot.app))
    for theme in themes:
        pilot.app.theme = theme
        await pilot.pause()
        assert screen_text(pilot.app) == text


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "no-colour"])
@pytest.mark.parametrize(("name", "keys"), [("stats", "s"), ("timeline", "sT"), ("history", ["s", "T", "enter"])])
async def test_the_pages(learned, monkeypatch, name, keys, colour):
    """Each size drops columns, never keys; light, dark and without colours the same can be read."""
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    async with shown(learned) as pilot:
        await pilot.press(*keys)
        await looked_at(pilot, name, "aide-memoire-light", "ansi-light")


async def test_before_the_first_answer(workspace):
    """The statistics say that there are none yet; the timeline has the events, all new."""
    async with shown(workspace, size=(80, 45)) as pilot:
        await pilot.press("s")
        assert "too early" in said(pilot.app)
        assert "%" not in said(pilot.app).replace("aim 90 %", "")
        for told in ("It begins with your first answer.", "Nothing is due yet.", "Too early to say: 0 of 50 reviews"):
            await pilot.press("tab")
            assert told in said(pilot.app)
        await pilot.press("T")
        assert "● 0 solid" in said(pilot.app)


async def test_the_history_is_scrolled_and_left(learned):
    """A page by lines, by pages and to its ends; Esc goes back."""
    async with shown(learned, size=(60, 20)) as pilot:
        pilot.app.navigator.history("clash/damansky#when")
        await pilot.pause()
        first = screen_lines(pilot.app)[3]
        await pilot.press("end")
        assert first not in screen_text(pilot.app)
        await pilot.press("home", "down", "down", "up", "up")
        assert first in screen_text(pilot.app)
        await pilot.press("pagedown")
        assert first not in screen_text(pilot.app)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


HEADS = (
    "Your year",
    "questions to review",
    "right when it came due",
    "learned",
    "missed after they were",
    "None is coming",
)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=["60x20", "80x24"])
async def test_tabs_on_a_small_screen(learned, size):
    """Each tab fits its screen; Tab and figures lead to it, round at the ends."""
    async with shown(learned, size=size) as pilot:
        await pilot.press("s")
        for head in HEADS:
            await pilot.press("tab")
            assert head in said(pilot.app)
            assert pilot.app.screen.query_one("#page").max_scroll_y == 0
        await pilot.press("tab")
        assert "Learned" in said(pilot.app)
        await pilot.press("shift+tab")
        assert HEADS[-1] in said(pilot.app)
        await pilot.press("2")
        assert HEADS[0] in said(pilot.app)


async def test_everything_on_one_board(learned):
    """At 120 by 40 nothing is behind a tab, and nothing is scrolled; of exams it tells where one is coming."""
    async with shown(learned, size=(120, 40)) as pilot:
        await pilot.press("s")
        assert [head for head in ("Week", "Today", "Recall", "Month", *HEADS[:-1]) if head not in said(pilot.app)] == []
        assert "Tab" not in key_line(pilot.app)
        assert pilot.app.screen.query_one("#page").max_scroll_y == 0


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_coming_days_are_those_that_are_shown(learned, size):
    """Where not all of thirty columns fit, the head and the sum are of those that do."""
    async with shown(learned, size=size) as pilot:
        await pilot.press("s", "3")
        days = int(re.search(r"questions to review, (\d+) days", said(pilot.app))[1])
        last = TODAY.date() + timedelta(days=days - 1)
        assert f"today {last.day} {last:%b}" in said(pilot.app)
        assert f"{sum(load_statistics(learned).coming[:days])} in all" in said(pilot.app)


async def test_the_week_is_that_of_the_first_screen(learned):
    """One rule for both: the days of this week so far, from Monday on."""
    async with shown(learned, size=(120, 40)) as pilot:
        week = re.search(r"(\d of \d days)", said(pilot.app))[1]
        await pilot.press("s")
        assert re.search(r"(\d of \d days)", said(pilot.app))[1] == week


async def test_enter_studies_the_hardest(learned):
    """A session of just the cards of the table."""
    async with shown(learned) as pilot:
        await pilot.press("s")
        hardest = {card.card for card in pilot.app.screen._found.hardest}
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert set(pilot.app.screen.session.question.cards) & hardest


async def test_without_hard_cards_enter_says_so(workspace):
    """Nothing was missed: that is told, and the key is not named."""
    async with shown(workspace) as pilot:
        await pilot.press("s")
        assert "Enter" not in key_line(pilot.app)
        await pilot.press("enter")
        assert "No hard cards" in said(pilot.app)


async def test_from_deck_to_deck(learned):
    """→ goes to the next deck, ← back, and round at the ends."""
    async with shown(learned) as pilot:
        await pilot.press("s")
        assert screen_lines(pilot.app)[1].endswith("all decks")
        await pilot.press("right")
        assert screen_lines(pilot.app)[1].split() == ["The", "clash", "of", "1969", "1", "of", "4"]
        await pilot.press("right", "right", "right")
        assert screen_lines(pilot.app)[1].endswith("4 of 4")
        await pilot.press("right", "left")
        assert screen_lines(pilot.app)[1].endswith("4 of 4")
        await click(pilot, "←→ deck")
        assert screen_lines(pilot.app)[1].endswith("all decks")


async def test_an_undo_is_seen_at_once(workspace, clock):
    """What was just taken back is no longer counted on the page."""
    answer(workspace, clock, Rating.EASY, Rating.EASY)
    async with shown(workspace) as pilot:
        await pilot.press("s")
        assert "2 questions" in screen_text(pilot.app)
        await pilot.press("u")
        assert "1 question " in screen_text(pilot.app)


async def test_by_name_from_the_palette(learned):
    """Both pages are found by their names."""
    async with shown(learned) as pilot:
        for name in ("Progress", "Timeline"):
            await pilot.press("ctrl+p", *name)
            await until(pilot, "what is coming" if name == "Progress" else "The decks' events")
            await pilot.press("enter")
            await until(pilot, "Esc back")
            assert screen_lines(pilot.app)[1].split()[0] == name
            await pilot.press("escape")


async def test_a_deck_of_one(desk_with):
    """With a single deck there is nothing to turn to, and the key is not shown."""
    async with shown(desk_with(one=EVENT.format(id="a", name="A", date="1900"))) as pilot:
        await pilot.press("s")
        assert "←→" not in key_line(pilot.app)


async def test_the_timeline_opens_an_events_history(learned):
    """↓ goes on in time, the pointer with it; Enter shows the event's own card."""
    async with shown(learned) as pilot:
        await pilot.press("s", "T", "down")
        assert screen_lines(pilot.app)[1].split()[1:] == ["2", "of", "5"]
        chosen = next(line for line in screen_lines(pilot.app) if "▸" in line)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert pilot.app.screen._found.answer in chosen
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, StatsScreen)


async def test_a_timeline_of_three_thousand_years_and_many_events(desk_with):
    """Only what is in sight is drawn, and both ends are a key away; the mouse chooses and opens."""
    events = (EVENT.format(id=f"e{n}", name=f"Event {n}", date=f"{1 + n * 3:04}") for n in range(700))
    async with shown(desk_with(long="".join(events)), size=(60, 20)) as pilot:
        await pilot.press("s", "T")
        assert "Event 0 " in screen_text(pilot.app)
        await pilot.press("end")
        assert screen_lines(pilot.app)[1].split()[1:] == ["700", "of", "700"]
        assert "▸" in next(line for line in screen_lines(pilot.app) if "Event 699" in line)
        await pilot.press("pageup", "up", "home")
        await click(pilot, "Event 3")
        assert "▸" in next(line for line in screen_lines(pilot.app) if "Event 3" in line)
        await click(pilot, "Event 3")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "No history yet" in said(pilot.app)


async def test_a_timeline_without_events(desk_with):
    """It says what would appear there, and Enter does nothing."""
    async with shown(desk_with(one='[[card]]\nid = "a"\nquestion = "A?"\nanswer = "B"\n')) as pilot:
        await pilot.press("s", "T", "enter", "down", "end")
        assert "No dated events yet." in said(pilot.app)
        assert list(key_line(pilot.app)) == ["?", "Esc"]


async def test_names_are_no_markup(desk_with, clock):
    """What looks like markup in a deck is shown as it was written."""
    name = "[@click=app.bell]x[/]"
    workspace = desk_with(one=f'[deck]\ntitle = "{name}"\n' + EVENT.format(id="a", name=name, date="1900"))
    answer(workspace, clock, Rating.EASY)
    async with shown(workspace) as pilot:
        await pilot.press("s", "T")
        assert name in screen_text(pilot.app)
        await pilot.press("enter")
        assert name in screen_text(pilot.app)
        await pilot.press("escape", "escape", "right")
        assert name in screen_text(pilot.app)


async def test_the_history_of_a_card_that_is_not_there(workspace):
    """The reason is told, and Esc goes back."""
    async with shown(workspace) as pilot:
        pilot.app.navigator.history("nowhere/x")
        await until(pilot, "there is no card")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_file_that_cannot_be_read(learned, monkeypatch):
    """Trouble with the progress file is told in words."""

    def fail(*_):
        raise StoreError("the disk does not answer")

    async with shown(learned) as pilot:
        monkeypatch.setattr("aide_memoire.reports.statistics.deck_standings", fail)
        await pilot.press("s")
        await until(pilot, "the disk does not answer")
        assert key_line(pilot.app)["Esc"] == "back"
