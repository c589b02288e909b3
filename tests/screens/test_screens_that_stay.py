"""Between questions nothing is mounted, removed or laid out anew, and only what differs is painted."""

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.scrollbar import ScrollBar

from aide_memoire.study.session import StudySession
from screens.stage import said, shown

CARDS = """
[deck]
id = "towns"
title = "Towns"
[[card]]
id = "a"
question = "Which is the first?"
answer = "Alpha"
lures = ["One", "Two", "Three"]
[[card]]
id = "b"
question = "Which is the second?"
answer = "Beta"
lures = ["One", "Two", "Three"]
[[card]]
id = "c"
question = "Which is the third?"
answer = "Gamma"
lures = ["One", "Two", "Three"]
"""
LONG = CARDS.replace("Which is the first?", " ".join(f"word{number}" for number in range(400)))


@pytest.mark.parametrize("form", ["typed", "choice"])
async def test_the_widgets_stay(desk_with, form, monkeypatch):
    """From the second question on the same widgets are in the same places, and the pictures are of single lines."""
    async with shown(desk := desk_with(towns=CARDS), StudySession(desk, form=form)) as pilot:
        screen, keys = pilot.app.screen, {"typed": "enter", "choice": "0"}
        await pilot.press(keys[form], "4")
        before = {widget: widget.region for widget in screen.query("*")}
        layouts = []
        refresh_layout = screen._refresh_layout
        monkeypatch.setattr(
            screen, "_refresh_layout", lambda *args, **more: layouts.append(refresh_layout(*args, **more))
        )
        await pilot.press(keys[form])
        assert "You passed" in said(pilot.app)
        await pilot.press("4")
        assert "Which is the third?" in said(pilot.app)
        assert {widget: widget.region for widget in screen.query("*")} == before
        assert not layouts


async def test_a_closed_field_takes_no_key_and_no_paste(desk_with):
    """Once the verdict is shown, neither letters nor a paste come into the field of the next question."""
    async with shown(desk := desk_with(towns=CARDS), StudySession(desk, form="typed")) as pilot:
        await pilot.press("enter")
        assert "You passed" in said(pilot.app)
        await pilot.press("g", "backspace", "left", "4")
        assert "Which is the second?" in said(pilot.app)
        assert pilot.app.screen._page.areas.field.value == ""
        await pilot.press("b")
        assert "▎ b" in said(pilot.app)


async def test_a_bar_shows_where_its_text_is(desk_with):
    """The bar beside a long question is at its top for each new page, and follows the keys."""
    async with shown(desk := desk_with(towns=LONG), StudySession(desk, form="choice")) as pilot:
        bar = pilot.app.screen.query(ScrollBar).first()
        await pilot.press("pagedown")
        assert bar.position > 0
        await pilot.press("0")
        assert "You passed" in said(pilot.app)
        assert bar.position == pilot.app.screen._page._text.top > 0
        await pilot.press(*["pageup"] * 9)
        assert bar.position == 0
        assert "word0 " in said(pilot.app)


async def test_the_wheel_scrolls_what_is_under_it(desk_with):
    """The wheel over a long question moves its text by lines, not the options below."""
    async with shown(desk := desk_with(towns=LONG), StudySession(desk, form="choice")) as pilot:
        page = pilot.app.screen._page
        place = {"x": 20, "y": 5, "delta_x": 0, "delta_y": 0, "button": 0, "shift": False, "meta": False, "ctrl": False}
        page.post_message(MouseScrollDown(page, **place, screen_x=20, screen_y=7))
        await pilot.pause()
        assert "word0 " not in said(pilot.app)
        assert "▸ 1" in said(pilot.app)
        page.post_message(MouseScrollUp(page, **place, screen_x=20, screen_y=7))
        await pilot.pause()
        assert "word0 " in said(pilot.app)
