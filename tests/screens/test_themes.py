"""Every theme can be read, and nothing rests on colour alone."""

import pytest
from stage import said, screen_lines, shown

from aide_memoire.core.event import Rating
from aide_memoire.study import Study
from aide_memoire.ui.screens import help as keys_in_words

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


@pytest.mark.parametrize("theme", OWN)
@pytest.mark.parametrize("where", ["home", "answer", "summary", "help", "stats", "history", "browse"])
async def test_our_own_themes_have_contrast(learned, clock, theme, where):
    """In our own themes every word has the contrast of 4.5 to 1 that WCAG asks of text."""
    study = Study(learned) if where in ("answer", "summary") else None
    if where == "summary":
        for rating in (Rating.AGAIN, Rating.HARD, Rating.GOOD):
            study.rate(rating)
    keys = {
        "answer": ["space"], "summary": ["escape"], "help": ["?"], "stats": ["s"], "history": ["s", "t", "enter"],
        "browse": ["b"],
    }.get(where, [])  # fmt: skip
    async with shown(learned, study) as pilot:
        pilot.app.theme = theme
        await pilot.press(*keys)
        await pilot.pause()
        weak = {text: round(contrast, 1) for text, contrast in contrasts(pilot.app) if contrast < 4.5}
    if where == "help":  # what lies behind it is dimmed on purpose
        weak = {text: contrast for text, contrast in weak.items() if text in keys_in_words._text().plain}
    assert weak == {}


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
