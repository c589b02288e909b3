"""A key does the same on every screen, or nothing; and the help of a screen tells all of its keys."""

import pytest

from aide_memoire.ui.key_table import owners
from aide_memoire.ui.screens.help import bindings_of
from screens.stage import said, screen_lines, screen_text, shown

BY_SCREEN = {
    "enter", "space", "escape", "tab", "shift+tab", "up", "down", "left", "right", "shift+up", "shift+down",
}  # fmt: skip
"""Keys that stand for the place one is in: choose or go on, back, and where the arrows lead."""

IN_QUESTIONS_OF_THE_APP = {"y", "n", "m", "t"}
"""Yes and no, mine and theirs, in a dialog that asks for nothing else."""


def meanings():
    """Return what each key does, and where."""
    found = {}
    for each in owners():
        is_dialog = each.__name__.endswith("Dialog")
        for binding in bindings_of(each):
            if binding.key not in BY_SCREEN and not (is_dialog and binding.key in IN_QUESTIONS_OF_THE_APP):
                found.setdefault(binding.key, {}).setdefault(binding.description, []).append(each.__name__)
    return found


def test_a_key_has_one_meaning():
    """Whoever has learned a key on one screen is not surprised by it on another."""
    found = meanings()
    assert len(found) > 30
    different = {key: does for key, does in found.items() if len(does) > 1 and key not in ("question_mark", "f1")}
    assert different == {}


def test_the_keys_of_the_help_close_it():
    """? and F1 open the help, and on the help close it."""
    assert set(meanings()["f1"]) == set(meanings()["question_mark"]) == {"These keys", "Close"}


def test_what_a_key_does_has_a_name():
    """The help is made of these names."""
    assert [key for key, does in meanings().items() if "" in does] == []


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=["60x20", "80x24"])
@pytest.mark.parametrize("keys", [[], ["b"], ["s"], ["comma"], ["p"]], ids=["home", "cards", "progress", "set", "who"])
async def test_help_begins_with_the_screen_it_was_asked_on(learned, keys, size):
    """Own keys first, one meaning a line; what is below the edge is reached by the arrows, and the frame says so."""
    async with shown(learned, size=size) as pilot:
        await pilot.press(*keys, "question_mark")
        lines = screen_lines(pilot.app)
        top = next(number for number, line in enumerate(lines) if "╭" in line)
        assert "This screen" in lines[top + 1]
        assert "↑↓ scroll · Esc close" in said(pilot.app)
        await pilot.press("end")
        assert "Quit; everything is saved" in said(pilot.app)
        await pilot.press("question_mark")
        assert "This screen" not in screen_text(pilot.app)
