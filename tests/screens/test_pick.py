"""The members of a new list, ticked among its lures by keys and by mouse."""

import pytest

from aide_memoire.store import log
from aide_memoire.study.session import StudySession
from screens.stage import assert_snapshot, click, key_line, said, screen_text, shown

DECK = """
[deck]
id = "csto"
title = "The CSTO and its members"
[[group]]
id = "members"
name = "members of the CSTO"
members = ["Russia", "Belarus", "Armenia", "Kazakhstan", "Kyrgyzstan", "Tajikistan"]
lures = [{ name = "China", why = "in no military alliance with Russia" }, "[red]India[/red]", "Uzbekistan"]
as_of = "2022-05"
"""


@pytest.fixture
def study(desk_with):
    """A session that asks which of nine are members."""
    return StudySession(desk_with(csto=DECK))


def keys_of(study, *names):
    return [str(study.prompt.options.index(name) + 1) for name in names]


def ticked(app):
    """Return what is ticked on the screen."""
    return {line.partition("✓ ")[2] for line in screen_text(app).splitlines() if "✓ " in line}


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=["60x20", "80x24"])
async def test_a_pick_looks_like_this(study, size):
    """Each option has its number and its box; the verdict is that of a list."""
    suffix = f"{size[0]}x{size[1]}"
    async with shown(study._workspace, study, size) as pilot:
        await pilot.press(*keys_of(study, "Russia", "Belarus", "China"))
        assert_snapshot(f"pick-asked-{suffix}", screen_text(pilot.app))
        await pilot.press("enter")
        assert_snapshot(f"pick-judged-{suffix}", screen_text(pilot.app))


async def test_a_number_ticks_and_unticks(study):
    """The same key takes the tick away."""
    async with shown(study._workspace, study) as pilot:
        await pilot.press(*keys_of(study, "Russia", "China"))
        assert ticked(pilot.app) == {"Russia", "China"}
        await pilot.press(*keys_of(study, "China"))
        assert ticked(pilot.app) == {"Russia"}


async def test_arrows_and_space_tick(study):
    """Without figures: the arrows choose, Space ticks, and at an end the mark stays."""
    async with shown(study._workspace, study) as pilot:
        await pilot.press("up", "space", "down", "down", "up", "space", *["down"] * 12, "space")
        options = [option.strip() for option in study.prompt.options]
        assert ticked(pilot.app) == {options[0], options[1], options[-1]}


async def test_the_mouse_ticks(study):
    """A click on an option ticks it."""
    async with shown(study._workspace, study) as pilot:
        await click(pilot, "Armenia")
        assert ticked(pilot.app) == {"Armenia"}
        await click(pilot, "Enter answer")
        assert "Almost 1 of 6" in said(pilot.app)


async def test_enter_answers_and_space_rates(study):
    """All members and nothing else is right; it is saved under its form with the names that were ticked."""
    members = ["Russia", "Belarus", "Armenia", "Kazakhstan", "Kyrgyzstan", "Tajikistan"]
    async with shown(study._workspace, study) as pilot:
        assert list(key_line(pilot.app))[:2] == ["Enter", "1–9"]
        await pilot.press(*keys_of(study, *members), "enter")
        assert "✓ Right" in said(pilot.app)
        await pilot.press("space")
    saved = [event.data for event in log.events(study._workspace.db)]
    assert {(each["form"], each["rating"]) for each in saved} == {("pick", "good")}
    assert set(saved[0]["typed"].split("\n")) == set(members)


async def test_nothing_ticked_is_i_do_not_know(study):
    """Enter alone shows the answer."""
    async with shown(study._workspace, study) as pilot:
        await pilot.press("enter")
        assert "You passed" in said(pilot.app)


async def test_undo_takes_the_ticks_away(study):
    """Ctrl+Z at ticks that were not given yet takes these, and nothing else."""
    async with shown(study._workspace, study) as pilot:
        await pilot.press("1", "2", "ctrl+z")
        assert ticked(pilot.app) == set()
        assert study.question is not None


async def test_a_chosen_option_is_on_the_screen(desk_with):
    """Of a list that is longer than the page, the page follows the mark, there and back."""
    members = ", ".join(f'"Member {number}"' for number in range(10, 40))
    workspace = desk_with(long=DECK.replace('"Russia", "Belarus"', members))
    async with shown(workspace, StudySession(workspace), (60, 20)) as pilot:
        await pilot.press(*["down"] * 30)
        await pilot.pause()
        assert "▸ 31" in screen_text(pilot.app)
        await pilot.press(*["up"] * 40)
        await pilot.pause()
        assert "▸  1" in screen_text(pilot.app)
