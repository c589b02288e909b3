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
        await pilot.press("down", "down", "right", "right", "backspace")
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
        await pilot.press("backspace")
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


def costs(app):
    """Return the rows of the table of costs: name and figures."""
    lines = [line.replace("▸", " ").split() for line in screen_text(app).splitlines() if line.count(" %") == 2]
    return {line[0]: [float(figure) for figure in line[3:5]] for line in lines}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_work_of_each_level_comes_from_ones_own_cards(learned, size):
    """Three levels have names, and the one that is set has a row in sight, marked, whatever it is."""
    async with shown(learned, size=size) as pilot:
        await pilot.press("comma", "down", "down")
        await until(pilot, "strict")
        table = costs(pilot.app)
        assert list(table) == ["relaxed", "balanced", "strict"]
        assert table["relaxed"] < table["balanced"] < table["strict"]
        assert place_of(pilot.app, "▸ balanced  90 %")
        await pilot.press("right", "right")
        await until(pilot, "yours 92 %")
        await until(pilot, "strict")
        assert list(costs(pilot.app)) == ["relaxed", "balanced", "yours", "strict"]
        assert place_of(pilot.app, "▸ yours     92 %")
        assert place_of(pilot.app, "▸ Wanted recall")


async def test_new_questions_cost_work_too(learned):
    """Fewer new ones a day are fewer minutes a week, at once."""
    async with shown(learned) as pilot:
        await pilot.press("comma")
        await until(pilot, "strict")
        before = costs(pilot.app)["balanced"]
        await pilot.press(*["left"] * 10)
        await until(pilot, "with 0 new,")
        assert costs(pilot.app)["balanced"] < before


async def test_the_work_of_a_beginner_is_told_too(workspace):
    """Before the first answer the new ones alone make the figures, and nothing is known yet."""
    async with shown(workspace) as pilot:
        await pilot.press("comma")
        await until(pilot, "strict")
        assert "–" in line_of(pilot.app, "strict")
        assert "←→" in key_line(pilot.app)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_chosen_setting_is_in_sight(learned, size):
    """From the first to the last, the marked row is on the screen."""
    async with shown(learned, size=size) as pilot:
        await pilot.press("comma")
        for name in (
            "New questions",
            "Reviews",
            "Wanted",
            "How you",
            "New facts",
            "A new day",
            "Problem",
            "Goal: m",
            "Goal: q",
            "Days off",
            "Catching",
            "Theme",
        ):
            assert "▸" in line_of(pilot.app, name)
            await pilot.press("down")


@pytest.mark.parametrize("theme", ["aide-memoire", "aide-memoire-light"])
async def test_the_screen_at_each_size(learned, theme, monkeypatch):
    """At a small, a usual and a large terminal, in either theme: the same text, nothing cut off."""
    learned = learned._replace(paths=learned.paths._replace(config="/home/you/.config/aide-memoire"))
    async with shown(learned) as pilot:
        monkeypatch.setattr("aide_memoire.config.write_setting", lambda *_: None)
        pilot.app.theme = theme
        await pilot.press("comma")
        await until(pilot, "strict")
        for width, height in SIZES:
            await resize(pilot, width, height)
            text = screen_text(pilot.app).replace(theme.rjust(26), "aide-memoire".rjust(26))
            assert_snapshot(f"settings-{width}x{height}", text)
