"""Between questions nothing is mounted, removed or laid out anew, and only what differs is painted."""

import random

import pytest
from textual.content import Content
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from aide_memoire.study.session import StudySession
from aide_memoire.ui.render.layout import wrap
from aide_memoire.ui.widgets.line_widget import LineWidget
from screens.stage import resize, said, shown

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


def cells(strips):
    """Return each cell of the lines: its sign, and how it looks."""
    return [
        [(sign, str(style.without_color), style.color, style.bgcolor) for text, style, _ in strip for sign in text]
        for strip in strips
    ]


def assert_as_textual_paints(screen):
    for each in screen.query(LineWidget):
        whole = Region(0, 0, *each.outer_size)
        each.refresh()
        assert cells(each.render_lines(whole)) == cells(Widget.render_lines(each, whole))


@pytest.mark.parametrize("form", ["typed", "choice"])
async def test_lines_look_as_textual_paints_them(desk_with, form):
    """What a line widget keeps as painted looks as Textual paints it now: by question, verdict, size and theme."""
    async with shown(desk := desk_with(towns=CARDS), StudySession(desk, form=form)) as pilot:
        screen, key = pilot.app.screen, {"typed": "enter", "choice": "2"}[form]
        assert_as_textual_paints(screen)
        await pilot.press(key)
        assert_as_textual_paints(screen)
        await resize(pilot, 50, 15)
        assert_as_textual_paints(screen)
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert_as_textual_paints(screen)
        await pilot.press("4", key)
        assert_as_textual_paints(screen)


async def test_text_of_a_question_can_be_selected(desk_with):
    """The mouse selects text on the page, also after other lines were painted there."""
    async with shown(desk := desk_with(towns=CARDS), StudySession(desk, form="typed")) as pilot:
        page = pilot.app.screen._page
        for question in ("Which is the first?", "Which is the second?"):
            line = next(y for y, line in enumerate(page.lines()) if line.plain == question)
            await pilot.mouse_down(page, offset=(page.gutter.left, line))
            await pilot.hover(page, offset=(page.gutter.left + 4, line))
            await pilot.mouse_up(page, offset=(page.gutter.left + 4, line))
            assert pilot.app.screen.get_selected_text() == "Which"
            pilot.app.screen.clear_selection()
            await pilot.press("enter", "4")


async def test_closed_options_have_no_keys(desk_with):
    """Once a choice is made, its numbers rate; the help does not tell of choosing either."""
    async with shown(desk := desk_with(towns=CARDS), study := StudySession(desk, form="choice")) as pilot:
        await pilot.press("f1")
        assert "1 2 3 4 0" in said(pilot.app)
        await pilot.press("escape", "0", "down", "?")
        assert "1 2 3 4 Choose or rate" in said(pilot.app)
        await pilot.press("escape", "2")
        assert "Which is the second?" in said(pilot.app)
        assert study.answered[0].rating == 2


def test_lines_that_fit_are_not_wrapped_otherwise():
    """A text is wrapped as Textual wraps it, whatever is in it."""
    chance = random.Random(1)
    for _ in range(2000):
        text = "".join(chance.choices("ab  \ncé中\tд🇩🇪", k=chance.randrange(40)))
        content, width = Content(text), chance.randrange(1, 30)
        for style in ("bold", "$accent"):
            start, end = sorted(chance.choices(range(len(text) + 1), k=2))
            content = content.stylize(style, start, end)
        assert spans(wrap(content, width)) == spans(content.wrap(width))


def spans(lines):
    return [(line.plain, [span for span in line.spans if span.end > span.start]) for line in lines]
