"""Every screen is entered by every way and left again: the stack of screens is then as it was before."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.profiles import manage
from at_length import at_length
from screens.stage import answer, key_line, shown, until

EVENT = """
[[event]]
id = "e{0}"
name = "Event {0}"
date = "190{0}"
ask = ["when"]
form = "flip"
source = "x"
""".replace("190{0}", "19{0:02}")

INTO = {
    "a session": ("enter", "StudyScreen"),
    "a quiz": ("q", "QuizScreen"),
    "the browser": ("b", "BrowseScreen"),
    "the browser of a deck": ("end b", "BrowseScreen"),
    "the editor": ("end e", "EditorScreen"),
    "the page of a deck": ("end D", "DeckScreen"),
    "an exam": ("end E", "ExamDialog"),
    "an exam on the page of a deck": ("end D E", "ExamDialog"),
    "a session from the page of a deck": ("end D enter", "StudyScreen"),
    "the browser from the page of a deck": ("end D b", "BrowseScreen"),
    "the editor from the page of a deck": ("end D e", "EditorScreen"),
    "a new deck": ("n", "TextDialog"),
    "the statistics": ("s", "StatsScreen"),
    "the timeline": ("s T", "TimelineScreen"),
    "a history": ("s T enter", "HistoryScreen"),
    "the settings": ("comma", "SettingsScreen"),
    "the profiles": ("p", "ProfilesScreen"),
    "a new profile": ("p n", "TextDialog"),
    "the removal of a profile": ("p d", "ConfirmDialog"),
    "the keys": ("question_mark", "HelpScreen"),
    "a verdict": ("enter space", "StudyScreen"),
    "a summary": ("enter space 3 escape", "SummaryScreen"),
    "a summary undone": ("enter space 3 escape u", "StudyScreen"),
    "the result of a quiz": ("q enter space escape", "QuizResultScreen"),
    "the editor in a session": ("enter space e", "EditorScreen"),
    "a card's editor": ("b e", "EditorScreen"),
    "a card's history": ("b h", "HistoryScreen"),
    "a reset": ("b r", "ConfirmDialog"),
    "chosen cards": ("b space enter", "StudyScreen"),
    "what chosen cards were": ("b space enter space 3", "SummaryScreen"),
    "an answer tried": ("end e t", "TextDialog"),
}
COMMANDS = {
    "study all": "StudyScreen",
    "quiz all": "QuizScreen",
    "browse": "BrowseScreen",
    "progress": "StatsScreen",
    "how you forget": "OwnCurveScreen",
    "timeline": "TimelineScreen",
    "about flips": "DeckScreen",
    "exam of flips": "ExamDialog",
    "home": "HomeScreen",
    "settings": "SettingsScreen",
    "profiles": "ProfilesScreen",
}
"""Ways by the palette: what is typed, and the screen that it leads to."""


def stack(app):
    return [type(screen).__name__ for screen in app.screen_stack]


async def press(pilot, keys):
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause()


async def go_back(pilot):
    """Press Esc until the app is at home again."""
    for _ in range(8):
        if stack(pilot.app) == ["HomeScreen"]:
            return
        await press(pilot, "escape")
    raise AssertionError(f"Esc does not lead home: {stack(pilot.app)}")


@pytest.fixture
def two_profiles(desk_with, clock):
    """Cards that are flipped, some of them answered yesterday, and a second profile to be listed."""
    events = "".join(EVENT.format(number) for number in range(12))
    workspace = desk_with(flips=f'[deck]\ntitle = "Flips"\n{events}')
    clock.pass_by(days=-1)
    answer(workspace, clock, Rating.GOOD, Rating.GOOD, Rating.GOOD)
    clock.pass_by(days=1)
    manage.create(workspace.paths, "other", workspace.places)
    return workspace


async def test_in_by_every_key_and_out_by_escape(two_profiles):
    """Each way leads where it says, and Esc leads back to home, the only screen that is left."""
    async with shown(two_profiles) as pilot:
        for name, (keys, screen) in INTO.items():
            await press(pilot, keys)
            assert stack(pilot.app)[-1] == screen, name
            await go_back(pilot)
            assert "Enter" in key_line(pilot.app), name


async def test_twice_the_same_way_is_no_deeper(two_profiles):
    """The settings are opened and left four times: one home, not five."""
    async with shown(two_profiles) as pilot:
        for _ in range(4):
            await press(pilot, "comma escape")
        assert stack(pilot.app) == ["HomeScreen"]


@pytest.mark.parametrize("begin", ["", *at_length("enter", "b", "s T", "comma", "end e")])
async def test_by_the_palette_from_anywhere(two_profiles, begin):
    """Every command of the palette leads to its screen from any other one, and back home."""
    async with shown(two_profiles) as pilot:
        for typed, screen in COMMANDS.items():
            await press(pilot, begin)
            await press(pilot, "ctrl+p")
            await press(pilot, " ".join("space" if sign == " " else sign for sign in typed))
            await until(pilot, typed[:5].capitalize())
            await press(pilot, "enter")
            await pilot.pause(0.05)
            assert stack(pilot.app)[-1] == screen, (begin, typed)
            assert stack(pilot.app).count("HomeScreen") == 1
            await go_back(pilot)


async def test_an_unsaved_note_is_not_left(two_profiles):
    """The palette's Home does not drop what was typed in the editor: it stays, and says so."""
    async with shown(two_profiles) as pilot:
        await press(pilot, "end e enter x")
        pilot.app.navigator.home()
        await until(pilot, "Not saved yet")
        assert stack(pilot.app) == ["HomeScreen", "EditorScreen"]


@pytest.mark.parametrize("key", ["ctrl+p", "question_mark", "R"])
async def test_what_is_closed_twice_takes_nothing_with_it(workspace, key):
    """Two keys that come before the next picture close a palette, a page or a dialog, and not what is below it."""
    async with shown(workspace) as pilot:
        await pilot.press("s", "T")
        await pilot.pause()
        below = list(pilot.app.screen_stack)
        await pilot.press(key)
        screen = pilot.app.screen
        screen.dismiss()
        screen.dismiss()
        await pilot.pause()
        assert pilot.app.screen_stack == below[: len(below) - (screen in below)]


async def test_a_palette_that_is_closed_before_it_was_shown(workspace):
    """Keys that are typed ahead may close it at once."""
    async with shown(workspace) as pilot:
        for _ in range(5):
            pilot.app.action_command_palette()
            pilot.app.screen.dismiss()
            await pilot.pause()
        assert pilot.app.screen.is_home
