"""Every theme can be read, and nothing rests on colour alone."""

from pathlib import Path

import pytest

from aide_memoire.study.session import StudySession
from screens.stage import said, screen_lines, shown

OWN = ("aide-memoire", "aide-memoire-light")
BUILT_IN = ("textual-dark", "textual-light", "ansi-dark", "ansi-light", "nord", "solarized-light")


@pytest.mark.parametrize("theme", [*OWN, *BUILT_IN])
async def test_every_theme_shows_the_question(workspace, theme):
    """Whatever the theme, question, answer, ratings and keys are there."""
    async with shown(workspace, StudySession(workspace, ["treaties"])) as pilot:
        assert theme in pilot.app.available_themes
        pilot.app.theme = theme
        await pilot.press("space")
        for text in ("Li–Lobanov Treaty: when was it signed?", "→ June 1896", "▸3 good", "Esc leave"):
            assert text in said(pilot.app)


async def test_without_colours_all_is_said(learned, monkeypatch):
    """NO_COLOR leaves grey: the chosen row and the suggested rating have marks."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(learned) as pilot:
        assert "▸ All decks" in said(pilot.app)
        await pilot.press("enter", "space")
        assert "▸3 good" in said(pilot.app)
        picture = pilot.app.export_screenshot()
    assert "▸3" in picture.replace("&#160;", " ")


async def test_one_mark_each(workspace):
    """One row and one rating are marked, never two."""
    async with shown(workspace) as pilot:
        assert sum(line.count("▸") for line in screen_lines(pilot.app)) == 1
        await pilot.press("enter", "space")
        assert sum(line.count("▸") for line in screen_lines(pilot.app)) == 1


async def test_a_theme_stays_through_the_screens(workspace):
    """A theme that was chosen holds on the next screens."""
    async with shown(workspace) as pilot:
        pilot.app.theme = "aide-memoire-light"
        await pilot.press("enter")
        assert pilot.app.theme == "aide-memoire-light"
        assert not pilot.app.current_theme.dark


async def test_a_theme_of_one_s_own_is_among_the_others(workspace):
    """The file's name is the theme's; what is wrong with a file is said at the start."""
    folder = Path(workspace.paths.themes)
    folder.mkdir(parents=True)
    (folder / "sea.toml").write_text('background = "#10141c"\nprimary = "#7fb4ff"\n')
    (folder / "bad.toml").write_text('primary = "blue"\n')
    chosen = workspace._replace(settings=workspace.settings._replace(theme="sea"))
    async with shown(chosen) as pilot:
        assert pilot.app.theme == "sea"
        assert pilot.app.current_theme.accent == "#7fb4ff"
        told = "".join(said(pilot.app).split())  # a long path wraps anywhere
        assert "bad.toml:1:`primary`isacoloursuchas#d9a441" in told
        assert "sea" in pilot.app.available_themes


async def test_a_theme_that_is_gone_is_told(workspace):
    """The program's own stands in for it."""
    chosen = workspace._replace(settings=workspace.settings._replace(theme="sea"))
    async with shown(chosen) as pilot:
        assert pilot.app.theme == "aide-memoire"
        assert "there is no theme “sea”" in said(pilot.app)
