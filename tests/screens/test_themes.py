"""Every theme can be read, and nothing rests on colour alone."""

import shutil

import pytest
from stage import said, screen_lines, screen_text, shown

from aide_memoire.study import Study

OWN = ("aide-memoire", "aide-memoire-light")
BUILT_IN = ("textual-dark", "textual-light", "ansi-dark", "ansi-light", "nord", "solarized-light")


def contrasts(app):
    """Yield each piece of text on the screen with the contrast that it has, as WCAG 2 defines it."""
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if any(map(str.isalnum, text)):
                dark, light = sorted(_luminance(color.triplet) for color in (style.color, style.bgcolor))
                yield text.strip(), (light + 0.05) / (dark + 0.05)


def _luminance(triplet):
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in triplet.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [*OWN, *BUILT_IN])
async def test_every_theme_shows_the_question(desk, theme):
    """Whatever the theme, question, answer, ratings and keys are there."""
    async with shown(desk, Study(desk, ["treaties"])) as pilot:
        assert theme in pilot.app.available_themes
        pilot.app.theme = theme
        await pilot.press("space")
        for text in ("Li–Lobanov Treaty: when was it signed?", "→ June 1896", "▸3 good", "Esc leave"):
            assert text in said(pilot.app)


EVERYWHERE = {
    "home": [],
    "help": ["?"],
    "quiz": ["q"],
    "result": ["q", "enter", "space", "escape"],
    "editor": ["down", "e"],
    "editor-text": ["down", "e", "enter", "x"],
    "new deck": ["n"],
    "stats": ["s"],
    "timeline": ["s", "t"],
    "history": ["s", "t", "enter"],
    "browse": ["b"],
    "browse-card": ["b", "space", "down"],
    "settings": ["comma"],
    "profiles": ["p"],
    "answer": ["enter", "space"],
    "summary": ["enter", "space", "1", "space", "3", "escape"],
}
DIMMED = ("help", "new deck")  # over another screen, which is dimmed on purpose


async def walk(desk, theme):
    """Go to every screen. Returns the words of each, and the words that have too little contrast."""
    words, weak = {}, {}
    paths = desk.paths._replace(config="/home/you")
    desk = desk._replace(settings=desk.settings._replace(theme=theme), paths=paths)
    async with shown(desk) as pilot:
        for where, keys in EVERYWHERE.items():
            await pilot.press(*keys)
            await pilot.pause()
            words[where] = screen_text(pilot.app).replace(OWN[1], OWN[0].rjust(len(OWN[1])))
            if where not in DIMMED:
                weak[where] = {text: round(contrast, 1) for text, contrast in contrasts(pilot.app) if contrast < 4.5}
            pilot.app.show_home()
            await pilot.pause()
    return words, {where: texts for where, texts in weak.items() if texts}


async def test_every_screen_can_be_read_in_our_themes_and_without_colour(past, desks, tmp_path, monkeypatch):
    """Dark, light and no colour show the same words; in our themes all have the contrast of 4.5 to 1 that WCAG asks."""
    seen = {}
    for theme in OWN:
        shutil.copytree(past, tmp_path / theme)
        seen[theme], weak = await walk(desks(tmp_path / theme), theme)
        assert weak == {}
    assert seen[OWN[0]] == seen[OWN[1]]
    monkeypatch.setenv("NO_COLOR", "1")
    shutil.copytree(past, tmp_path / "grey")
    words, _ = await walk(desks(tmp_path / "grey"), OWN[0])
    assert words == seen[OWN[0]]


async def test_without_colours_all_is_said(learned, monkeypatch):
    """NO_COLOR leaves grey: the chosen row and the suggested rating have marks."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(learned) as pilot:
        assert "▸ All decks" in said(pilot.app)
        await pilot.press("enter", "space")
        assert "▸3 good" in said(pilot.app)
        picture = pilot.app.export_screenshot()
    assert "▸3" in picture.replace("&#160;", " ")


async def test_one_mark_each(desk):
    """One row and one rating are marked, never two."""
    async with shown(desk) as pilot:
        assert sum(line.count("▸") for line in screen_lines(pilot.app)) == 1
        await pilot.press("enter", "space")
        assert sum(line.count("▸") for line in screen_lines(pilot.app)) == 1


async def test_a_theme_stays_through_the_screens(desk):
    """A theme that was chosen holds on the next screens."""
    async with shown(desk) as pilot:
        pilot.app.theme = "aide-memoire-light"
        await pilot.press("enter")
        assert pilot.app.theme == "aide-memoire-light"
        assert not pilot.app.current_theme.dark
