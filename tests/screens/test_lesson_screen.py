"""What is new stands on the screen with its answer, before it is asked."""

import pytest

from aide_memoire.store import log
from aide_memoire.study.session import StudySession
from aide_memoire.ui.screens.question import QuestionScreen
from screens.stage import assert_snapshot, click, key_line, said, screen_text, shown

pytestmark = pytest.mark.usefixtures("lessons")

EVENT = """
[deck]
id = "treaties"
title = "Treaties"
[[source]]
id = "loves"
title = "Chinese media is upset because Russia ‘loves’ India more"
[[event]]
id = "li-lobanov"
name = "Li–Lobanov Treaty"
date = "1896-06"
verb = "signed"
ask = ["when"]
source = "loves ¶13"
explanation = "Qing China, beaten by Japan, and Russia promised each other help against it."
caution = "Signed on the 3rd, by the Gregorian calendar."
"""
GROUP = """
[deck]
id = "csto"
title = "The CSTO and its members"
[[group]]
id = "members"
name = "members of the CSTO"
members = ["Russia", "Belarus", "Armenia", "Kazakhstan", "Kyrgyzstan", "Tajikistan"]
lures = ["China", "India", "Uzbekistan"]
as_of = "2022-05"
explanation = "All of them were once republics of the Soviet Union."
"""
TWO = """
[deck]
id = "two"
title = "Two"
[[card]]
id = "one"
question = "What is one?"
answer = "One"
lures = ["Two", "Three", "Four"]
[[card]]
id = "two"
question = "What is [bold]two[/bold]?"
answer = "Two [red]halves[/red]"
"""
WHAT = "New: read it first, then it is asked"


@pytest.mark.parametrize(("name", "deck"), [("event", EVENT), ("group", GROUP)])
@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=["60x20", "80x24"])
async def test_a_lesson_looks_like_this(desk_with, name, deck, size):
    """The question, its answer, what a teacher adds, the source, and one key to go on."""
    workspace = desk_with(deck=deck)
    async with shown(workspace, StudySession(workspace), size) as pilot:
        assert_snapshot(f"lesson-{name}-{size[0]}x{size[1]}", screen_text(pilot.app))


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_one_key_goes_on_to_the_question(desk_with, key):
    """With nothing else to ask, the question comes at once, and nothing was saved."""
    workspace = desk_with(deck=EVENT)
    async with shown(workspace, StudySession(workspace)) as pilot:
        assert WHAT in said(pilot.app)
        assert "June 1896" in said(pilot.app)
        await pilot.press(key)
        assert WHAT not in said(pilot.app)
        assert "1896" not in said(pilot.app)
        assert "month and year" in said(pilot.app)
    assert list(log.events(workspace.db)) == []


async def test_the_keys_of_a_lesson_work_by_mouse_too(desk_with):
    """What the key line names can be clicked; a click on the text, to mark or copy it, is no key."""
    workspace = desk_with(deck=EVENT)
    async with shown(workspace, StudySession(workspace)) as pilot:
        assert list(key_line(pilot.app)) == ["Space", "u", "Esc", "z", "?"]
        await click(pilot, "June 1896")
        assert WHAT in said(pilot.app)
        await click(pilot, "Space got it")
        assert WHAT not in said(pilot.app)


async def test_a_lesson_takes_no_rating(desk_with):
    """Ratings, hints and “I was right” do nothing: there is nothing to judge."""
    workspace = desk_with(deck=EVENT)
    async with shown(workspace, StudySession(workspace)) as pilot:
        before = screen_text(pilot.app)
        await pilot.press("1", "2", "3", "4", "i", "ctrl+t")
        assert screen_text(pilot.app) == before
    assert list(log.events(workspace.db)) == []


async def test_words_of_a_deck_are_no_markup(desk_with):
    """Brackets of an author stand as they were written."""
    workspace = desk_with(deck=TWO)
    async with shown(workspace, StudySession(workspace)) as pilot:
        await answer_the_choice(pilot)
        assert "What is [bold]two[/bold]?" in said(pilot.app)
        assert "Two [red]halves[/red]" in said(pilot.app)


async def test_undo_at_a_lesson_takes_the_last_answer_back(desk_with):
    """The question before comes back, and the lesson after it."""
    workspace = desk_with(deck=TWO)
    async with shown(workspace, StudySession(workspace)) as pilot:
        await answer_the_choice(pilot)
        await pilot.press("u")
        assert WHAT not in said(pilot.app)
        assert "What is one?" in said(pilot.app)
        await answer_the_choice(pilot)
        assert WHAT in said(pilot.app)


@pytest.mark.parametrize("key", ["z", "x"])
async def test_a_lesson_can_be_set_aside(desk_with, key):
    """Bury and suspend work as at a question, and undo brings the lesson back."""
    workspace = desk_with(deck=TWO)
    async with shown(workspace, StudySession(workspace)) as pilot:
        await answer_the_choice(pilot)
        await pilot.press(key)
        assert WHAT not in said(pilot.app)
        await pilot.press("u")
        assert "What is [bold]two" in said(pilot.app)


async def test_a_key_in_flight_does_not_skip_a_lesson(desk_with, monkeypatch):
    """Whoever presses Enter twice at a verdict still gets to read what comes next."""
    workspace = desk_with(deck=EVENT)
    monkeypatch.setattr(QuestionScreen, "DEAD_TIME", 60)
    async with shown(workspace, StudySession(workspace)) as pilot:
        await pilot.press("enter")
        assert WHAT in said(pilot.app)


async def answer_the_choice(pilot):
    """Choose the right option of the first question, and say that it was easy."""
    options = pilot.app.screen.session.prompt.options
    await pilot.press(str(options.index("One") + 1), "4")
