"""The settings: what is changed holds at once, and is saved."""

import tomllib
from pathlib import Path

import pytest

from aide_memoire.core.settings import Settings
from aide_memoire.reports.settings import deck_choices
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
        await pilot.press("down", "down", "down", "right", "right", "backspace")
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
        await pilot.press("comma", *["down"] * 13, "right")
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
    own.write_text("what =\n")
    async with shown(workspace) as pilot:
        await pilot.press("comma", "right")
        await until(pilot, "not TOML")
        assert own.read_text() == "what =\n"


async def test_what_cannot_be_used_is_told_and_all_else_can_be_set(desks, tmp_path):
    """On the first screen and on this one; the line stays in the file."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "config.toml").write_text("leech_threshold = 5\nwhat = 1\n")
    workspace = desks(tmp_path / "data")
    async with shown(workspace) as pilot:
        assert "config.toml:2: `what` is not a setting" in said(pilot.app)
        await pilot.press("comma")
        await until(pilot, "`what`")
        await pilot.press("right")
        assert saved(workspace) == {"new_per_day": 11}


async def choose_deck(pilot, place):
    """Show the settings of a deck by its place below “All decks”."""
    await pilot.press("enter")
    await pilot.pause()
    await pilot.press(*["down"] * place, "enter")
    await pilot.pause()


async def test_a_deck_has_settings_of_its_own(workspace):
    """Each with where it comes from; a change is the deck's alone, and Backspace takes it back."""
    deck = deck_choices(workspace)[0]
    async with shown(workspace) as pilot:
        await pilot.press("comma")
        await choose_deck(pilot, 1)
        assert deck.title in said(pilot.app)
        assert "Reviews a day" not in said(pilot.app)
        assert line_of(pilot.app, "New questions").split()[-2:] == ["10", "default"]
        await pilot.press("left", "down", "left", "down", "right")
        assert saved(workspace) == {"decks": {deck.deck: {"new_per_day": 9, "desired_retention": 0.89, "form": "flip"}}}
        assert line_of(pilot.app, "New questions").endswith("9  this deck")
        assert line_of(pilot.app, "Wanted recall").endswith("89 %  this deck")
        await pilot.press("backspace", "up", "backspace", "up", "backspace")
        assert saved(workspace) == {}
        assert line_of(pilot.app, "Wanted recall").endswith("balanced 90 %  default")


async def test_what_a_deck_lacks_comes_from_the_learner(desks, tmp_path):
    """Then from what is set for all; a deck's new ones end where the learner's do."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "config.toml").write_text('new_per_day = 4\nform = "flip"\n')
    workspace = desks(tmp_path / "data").with_setting("desired_retention", 0.8)
    async with shown(workspace) as pilot:
        await pilot.press("comma")
        await choose_deck(pilot, 1)
        ends = {name: line_of(pilot.app, name) for name in ("New questions", "Wanted", "How you", "To know")}
        assert ends["New questions"].endswith("4  everyone's")
        assert ends["Wanted"].endswith("80 %  yours")
        assert ends["How you"].endswith("think, then look  everyone's")
        assert ends["To know"].endswith("95 %  default")
        await pilot.press("right")
        assert "decks" not in saved(workspace)


async def test_esc_leads_back_to_all_decks(workspace):
    """And from there to the first screen."""
    async with shown(workspace) as pilot:
        await pilot.press("comma")
        await choose_deck(pilot, 1)
        await pilot.press("escape")
        assert "Reviews a day" in said(pilot.app)
        await choose_deck(pilot, 0)
        assert "Reviews a day" in said(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert "All decks" in said(pilot.app)


async def test_settings_of_a_deck_that_is_gone_can_be_taken_out(workspace):
    """They are kept until then, and named."""
    Path(workspace.paths.profile_settings("default")).write_text('[decks."gone"]\nform = "flip"\n')
    workspace = workspace._replace(settings=workspace.settings._replace(decks={"gone": {"form": "flip"}}))
    async with shown(workspace) as pilot:
        await pilot.press("comma", "enter")
        await until(pilot, "gone (no such deck)")
        await pilot.press("end", "enter", "down", "down", "backspace")
        await pilot.pause()
        assert saved(workspace) == {}


async def test_days_off_are_typed(workspace):
    """Weekdays, days and stretches; what is set already stands there to be changed; nonsense is told."""
    async with shown(workspace) as pilot:
        await pilot.press("comma", *["down"] * 10, "right")
        await pilot.pause()
        await pilot.press(*"Sun, 2026-12-24", "enter")
        await pilot.pause()
        assert saved(workspace) == {"days_off": ["sunday", "2026-12-24"]}
        assert "sunday + 1 more" in line_of(pilot.app, "Days off")
        await pilot.press("down", "right")
        await pilot.pause()
        await pilot.press(*"someday", "enter")
        await until(pilot, "list of days")
        assert "easy_days" not in saved(workspace)
        await pilot.press("up", "right")
        await pilot.pause()
        await pilot.press(*", 2026-12-25", "enter")
        await pilot.pause()
        assert saved(workspace)["days_off"] == ["sunday", "2026-12-24", "2026-12-25"]


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
            "To know",
            "A new day",
            "Problem",
            "Goal: m",
            "Goal: q",
            "Days off",
            "Easy days",
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
        monkeypatch.setattr("aide_memoire.config.files.write_setting", lambda *_: None)
        pilot.app.theme = theme
        await pilot.press("comma")
        await until(pilot, "strict")
        for width, height in SIZES:
            await resize(pilot, width, height)
            text = screen_text(pilot.app).replace(theme.rjust(26), "aide-memoire".rjust(26))
            assert_snapshot(f"settings-{width}x{height}", text)
