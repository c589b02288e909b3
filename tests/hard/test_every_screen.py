"""Every screen in every dress: dark, light and without colour."""

import asyncio
import shutil

from screens.stage import DECKS, Clock, learn, open_for, screen_text, shown

OWN = ("aide-memoire", "aide-memoire-light")
EVERYWHERE = {
    "home": [],
    "help": ["?"],
    "quiz": ["q"],
    "result": ["q", "enter", "space", "escape"],
    "deck": ["down", "D"],
    "exam": ["down", "E", "+", "9"],
    "editor": ["down", "e"],
    "editor-text": ["down", "e", "enter"],
    "new deck": ["n"],
    "stats": ["s"],
    "timeline": ["s", "T"],
    "history": ["s", "T", "enter"],
    "browse": ["b"],
    "browse-card": ["b", "space", "down"],
    "settings": ["comma"],
    "profiles": ["p"],
    "answer": ["enter", "space"],
    "summary": ["enter", "space", "1", "space", "3", "escape"],
}
DIMMED = ("help", "new deck", "exam")  # over another screen, which is dimmed on purpose


def contrasts(app):
    """Yield each piece of text on the screen with the contrast that it has, as WCAG 2 defines it."""
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if any(map(str.isalnum, text)) and style.color.triplet:  # without colour the terminal has its own
                dark, light = sorted(_luminance(color.triplet) for color in (style.color, style.bgcolor))
                yield text.strip(), (light + 0.05) / (dark + 0.05)


def _luminance(triplet):
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in triplet.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def walk(workspace, theme):
    """Go to every screen. Returns the words of each, and the words that have too little contrast."""
    words, weak = {}, {}
    paths = workspace.paths._replace(config="/home/you")
    workspace = workspace._replace(settings=workspace.settings._replace(theme=theme), paths=paths)
    async with shown(workspace) as pilot:
        for where, keys in EVERYWHERE.items():
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await pilot.pause(0.2)
            words[where] = screen_text(pilot.app).replace(OWN[1], OWN[0].rjust(len(OWN[1])))
            if where not in DIMMED:
                weak[where] = {text: round(contrast, 1) for text, contrast in contrasts(pilot.app) if contrast < 4.5}
            pilot.app.navigator.home()
            await pilot.pause()
    return words, {where: texts for where, texts in weak.items() if texts}


def test_every_screen_can_be_read_in_our_themes_and_without_colour(tmp_path, monkeypatch):
    """Dark, light and no colour show the same words; in our themes all have the contrast of 4.5 to 1 that WCAG asks."""
    clock = Clock()
    workspace = open_for(tmp_path / "past", DECKS, clock)
    learn(workspace, clock, ["treaties", "csto", "clash"], 16)
    workspace.close()

    def seen(name, theme):
        shutil.copytree(tmp_path / "past", tmp_path / name)
        workspace = open_for(tmp_path / name, DECKS, clock)
        try:
            return asyncio.run(walk(workspace, theme))
        finally:
            workspace.close()

    dark, light = seen("dark", OWN[0]), seen("light", OWN[1])
    assert (dark[1], light[1]) == ({}, {})
    assert dark[0] == light[0]
    monkeypatch.setenv("NO_COLOR", "1")
    assert seen("grey", OWN[0])[0] == dark[0]
