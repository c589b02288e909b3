"""The settings: what is changed holds at once, and is saved."""

import tomllib
from pathlib import Path

import pytest

from aide_memoire.core.settings import Settings
from screens.stage import assert_snapshot, key_line, place_of, resize, said, screen_text, shown, until

SIZES = ((60, 20), (80, 24), (140, 45))


def saved(workspace):
    try:
        with open(workspace.paths.profile_settings(workspace.profile), "rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        return {}


def line_of(app, text):
    """Return the line on the screen that holds a text."""
    return next(line for line in screen_text(app).splitlines() if text in line)


async def test_a_change_is_saved_as_it_is_made(workspace):
    """Home goes by it when one comes back; other settings are not written."""
    async with shown(workspace) as pilot:
        assert "10 new" in said(pilot.app)
        await pilot.press("comma", "left", "left", "left")
        assert saved(workspace) == {"new_per_day": 7}
        await pilot.press("escape")
        await pilot.pause()
        assert "7 new" in said(pilot.app)


async def test_every_setting_can_be_changed_and_put_back(workspace):
    """Each goes a step up and a step down, and 0 leaves it to the default again."""
    async with shown(workspace) as pilot:
        await pilot.press("comma")
        for place, name in enumerate(["new_per_day", "reviews_per_day", "desired_retention", "form"]):
            await pilot.press(*(["down"] * (place > 0)), "right")
            first = getattr(Settings(), name)
            assert saved(workspace)[name] != first
            await pilot.press("left")
            assert saved(workspace)[name] == first
        await pilot.press("down", "down", "right", "right", "0")
        assert "leech_threshold" not in saved(workspace)
        assert workspace.settings.leech_threshold == 8


async def test_what_all_learners_have_holds_again(desks, tmp_path):
    """A learner's own value goes over config.toml, which stays as it is; 0 lets config.toml hold again."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "config.toml").write_text("new_per_day = 5\n")
    workspace = desks(tmp_path / "data")
    async with shown(workspace) as pilot:
        await pilot.press("comma", "right")
        assert saved(workspace) == {"new_per_day": 6}
        assert (tmp_path / "data" / "config.toml").read_text() == "new_per_day = 5\n"
        assert "6" in line_of(pilot.app, "New questions a day")
        await pilot.press("0")
        assert saved(workspace) == {}
        assert "5" in line_of(pilot.app, "New questions a day")


async def test_the_ends_are_ends(workspace):
    """Less than the least stays the least."""
    async with shown(workspace) as pilot:
        await pilot.press("comma", *["left"] * 12)
        assert saved(workspace)["new_per_day"] == 0


async def test_a_value_set_by_hand_goes_to_the_nearest_step(desks, tmp_path):
    """A number between the steps is no trap."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "config.toml").write_text("reviews_per_day = 123\n")
    workspace = desks(tmp_path / "data")
    async with shown(workspace) as pilot:
        await pilot.press("comma", "down")
        assert "123" in said(pilot.app)
        await pilot.press("right")
        assert saved(workspace)["reviews_per_day"] == 130


async def test_the_theme_is_kept(workspace, desks, tmp_path):
    """It is shown at once, and again the next time; one that is no more is passed over."""
    async with shown(workspace) as pilot:
        await pilot.press("comma", *["down"] * 11, "right")
        assert pilot.app.theme == "aide-memoire-light"
    async with shown(desks(tmp_path / "data")) as pilot:
        assert pilot.app.theme == "aide-memoire-light"
        pilot.app.theme = "nord"  # as the palette does
        await pilot.pause()
        assert saved(workspace)["theme"] == "nord"
    Path(workspace.paths.profile_settings("default")).write_text('theme = "gone"\n')
    async with shown(desks(tmp_path / "data")) as pilot:
        assert pilot.app.theme == "aide-memoire"


async def test_a_file_that_cannot_be_used_is_told_and_kept(workspace):
    """The screen stays, the value as it was."""
    own = Path(workspace.paths.profile_settings(workspace.profile))
    own.write_text("what = 1\n")
    async with shown(workspace) as pilot:
        await pilot.press("comma", "right")
        await until(pilot, "`what`")
        assert own.read_text() == "what = 1\n"


async def test_what_a_retention_costs_comes_from_ones_own_cards(learned):
    """The table has a row for each retention, and marks the nearest to one's own."""
    async with shown(learned, size=(80, 34)) as pilot:
        await pilot.press("comma")
        await until(pilot, "97 %")
        rows = [line for line in screen_text(pilot.app).splitlines() if " % " in line and "Desired" not in line]
        reviews = [float(row.replace("▸", " ").split()[2]) for row in rows]
        assert len(rows) == 8
        assert reviews[0] < reviews[4] < reviews[-1]
        assert place_of(pilot.app, "▸     90 %")


async def test_without_cards_it_is_said_where_the_costs_come_from(workspace):
    """Nothing is made up."""
    async with shown(workspace) as pilot:
        await pilot.press("comma")
        assert "from the cards you have met" in said(pilot.app)
        assert "←→" in key_line(pilot.app)


@pytest.mark.parametrize("theme", ["aide-memoire", "aide-memoire-light"])
async def test_the_screen_at_each_size(learned, theme, monkeypatch):
    """At a small, a usual and a large terminal, in either theme: the same text, nothing cut off."""
    learned = learned._replace(paths=learned.paths._replace(config="/home/you/.config/aide-memoire"))
    async with shown(learned) as pilot:
        monkeypatch.setattr("aide_memoire.config.write_setting", lambda *_: None)
        pilot.app.theme = theme
        await pilot.press("comma")
        await until(pilot, "wanted")
        for width, height in SIZES:
            await resize(pilot, width, height)
            text = screen_text(pilot.app).replace(theme.rjust(20), "aide-memoire".rjust(20))
            assert_snapshot(f"settings-{width}x{height}", text)
