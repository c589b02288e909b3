"""Text from outside is shown as it is written: it neither acts, nor styles, nor breaks the screen."""

import pytest
from rich.cells import cell_len

from aide_memoire.core.event import Rating
from aide_memoire.reports import cards
from aide_memoire.study.session import StudySession
from screens.stage import place_of, said, screen_lines, screen_text, shown, until

MARKUP = ("[@click=app.quit]x[/]", "[bold", "[/]", "[red]r[/red]", "[link='a.org']l[/link]", "$accent")
TERMINAL = ("\\u001b[31mred", "\\u001b]0;title\\u0007", "\\u009b31m", "\\u202Eabc", "\\u2066x", "\\u0000")
ACTING = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}


def deck(text, *, title="", ident="odd"):
    """Return a deck that says `text` wherever a text can stand."""
    return f"""
[deck]
id = "{ident}"
title = "{title or text}"
summary = "{text}"
license = "{text}"
[[source]]
id = "book"
title = "{text}"
author = "{text}"
url = "{text}"
[[card]]
form = "flip"
id = "a"
question = "{text} asked?"
answer = "{text}"
explanation = "{text}"
caution = "{text}"
claim = "{text}"
source = "book {text}"
[[group]]
form = "flip"
id = "g"
name = "{text}"
members = ["{text}", "other"]
[[event]]
form = "flip"
id = "e"
name = "{text}"
date = "1990"
"""


def entitled(titles):
    """Return decks with these titles."""
    return {f"d{place}": deck("q", title=title, ident=f"d{place}") for place, title in enumerate(titles)}


async def through_all(pilot, shot):
    """Go through Home, a question, the summary, help, palette, an exam, a deck and progress, with pictures."""
    shot()
    await pilot.press("enter")
    shot()
    await pilot.press("space")
    shot()
    await pilot.press("1", "u", "U", "escape")
    shot()
    await pilot.press("escape", "ctrl+p", *"odd")
    await until(pilot, "Study (@click=app.quit)x(/)")
    shot()
    await pilot.press("escape", "question_mark", "escape")
    shot()
    await pilot.press("down", "E", *"+9")
    shot()
    await pilot.press("enter", "D")
    shot()
    await pilot.press("end")
    shot()
    await pilot.press("escape", "s", "7")
    shot()


async def test_no_screen_obeys_a_deck(desk_with):
    """Markup and escapes in a deck change nothing on any screen: no control gets through, nothing raises."""
    workspace = desk_with(odd=deck(" ".join(MARKUP + TERMINAL)))
    async with shown(workspace, size=(60, 20)) as pilot:
        pictures = []
        await through_all(pilot, lambda: pictures.append(screen_text(pilot.app)))
        assert not pilot.app._exit
    for picture in pictures:
        assert not ACTING & set(picture.replace("\n", ""))


@pytest.mark.parametrize("text", MARKUP[:4])
async def test_markup_is_shown_literally(desk_with, text):
    """What looks like markup stands on every screen as it was written."""
    workspace = desk_with(odd=deck(text))
    async with shown(workspace) as pilot:
        assert text in said(pilot.app)
        await pilot.press("enter")
        assert f"{text} asked?" in said(pilot.app)
        await pilot.press("space")
        assert f"→ {text}" in said(pilot.app)
        assert f"Context: {text}" in said(pilot.app)
        await pilot.press("o")
        assert f"Source: {text}, “{text}” {text}" in said(pilot.app)
        await pilot.press("1", "escape")
        assert f"→ {text}" in said(pilot.app)


async def test_nothing_in_a_deck_can_be_clicked(desk_with):
    """A click on text that looks like a link or an action does what a click on the page does."""
    workspace = desk_with(odd=deck("[@click=app.quit]x[/]"))
    async with shown(workspace, StudySession(workspace)) as pilot:
        await pilot.press("space")
        x, y = place_of(pilot.app, "→ [@click=app.quit]x[/]")
        await pilot.click(offset=(x + 19, y))
        await pilot.pause()
        assert not pilot.app._exit
        for strip in pilot.app.screen._compositor.render_strips()[:19]:
            for _, style, _ in strip:
                assert not (style and (style.link or "@click" in style.meta))


async def test_control_characters_become_signs(desk_with):
    """An escape sequence is seen, and not obeyed."""
    workspace = desk_with(odd=deck("\\u001b[31mred\\u202Eder"))
    async with shown(workspace, StudySession(workspace)) as pilot:
        await pilot.press("space")
        assert "→ ␛[31mred\ufffdder" in said(pilot.app)


@pytest.mark.parametrize("letters", ["x", "wide字", "e\\u0301"])
async def test_a_word_longer_than_the_screen(desk_with, letters):
    """A word of two thousand letters is broken, and can be scrolled through to its end."""
    text = letters * (2000 // len(letters))
    workspace = desk_with(odd=deck(f"{text}END", title=text))
    async with shown(workspace, size=(60, 20)) as pilot:
        assert max(map(cell_len, screen_lines(pilot.app))) <= 60
        await pilot.press("enter", "space")
        for _ in range(40):
            if "END" in said(pilot.app):
                break
            await pilot.press("pagedown")
        assert "END" in said(pilot.app)
        assert "▸3 good" in said(pilot.app)
        assert max(map(cell_len, screen_lines(pilot.app))) <= 60


async def test_the_columns_of_home_stay_aligned(desk_with):
    """Chinese, Cyrillic, Arabic and combining letters push no number out of its column."""
    titles = (
        "Treaties",
        "中俄條約與邊界問題",
        "Договоры",
        "Cafe\\u0301 Zu\\u0308rich",
        "معاهدات",
        "한국어 조약",
        "ｗｉｄｅ",
    )
    workspace = desk_with(**entitled(titles))
    async with shown(workspace) as pilot:
        lines = screen_lines(pilot.app)
        first = next(number for number, line in enumerate(lines) if "learned" in line)
        head, *rows = lines[first : first + 2 + len(titles)]
    ends = {cell_len(row) for row in rows}
    assert len(rows) == len(titles) + 1
    assert len(ends) == 1
    assert {cell_len(row[: row.index("──")]) for row in rows} == {cell_len(head[: head.index("learned")])}
    assert {cell_len(row[: row.index("──")].rstrip()) for row in rows} == {cell_len(head[: head.index("today")]) + 5}


async def test_long_wide_titles_are_cut_within_their_column(desk_with):
    """A title that is too long ends in an ellipsis, and the numbers beside it keep their place."""
    titles = ("長" * 60, "a" + "長" * 60, "plain " * 30)
    workspace = desk_with(**entitled(titles))
    for size in ((60, 20), (80, 24)):
        async with shown(workspace, size=size) as pilot:
            rows = [line for line in screen_lines(pilot.app) if "…" in line]
            assert len(rows) == len(titles)
            assert len({cell_len(row) for row in rows}) == 1
            assert len({cell_len(row[: row.index("──")]) for row in rows}) == 1


async def test_a_broken_deck_keeps_its_mark(desk_with):
    """The mark of a deck with mistakes is seen however long its title is."""
    broken = deck("q", title="A title that is far too long for sixty columns of a terminal")
    workspace = desk_with(odd=broken + '[[card]]\nform = "flip"\nid = "z"\nanswer = "no question"\n')
    async with shown(workspace, size=(60, 20)) as pilot:
        row = next(line for line in screen_lines(pilot.app) if "A title" in line)
        assert "✗ 1" in row


async def test_an_odd_file_name(desk_with, tmp_path):
    """A deck without a title goes by its file's name, which is text from outside too."""
    folder = tmp_path / "decks"
    desk_with(good=deck("q", ident="good")).close()
    (folder / "[bold red]\x1b[31m.toml").write_text('[[card]]\nform = "flip"\nid = "a"\n', encoding="utf-8")
    workspace = desk_with()
    async with shown(workspace) as pilot:
        assert "[bold red]␛[31m" in said(pilot.app)


async def test_an_odd_folder_name(desk_with, tmp_path, monkeypatch):
    """The folder that Home names is shown as it is called."""
    workspace = desk_with()._replace(places=("[bold]x[/]",))
    async with shown(workspace) as pilot:
        assert "[bold]x[/]" in said(pilot.app)


async def test_a_toast_shows_questions_in_any_script(desk_with):
    """What was undone is named by its question, in whatever script."""
    card = '[[card]]\nform = "flip"\nid = "a"\nquestion = "条约 Ünïcode é?"\nanswer = "A"\n'
    workspace = desk_with(odd=f'[deck]\nid = "条约"\ntitle = "条约"\n{card}')
    study = StudySession(workspace)
    study.rate(Rating.GOOD)
    async with shown(workspace) as pilot:
        await pilot.press("u", "u")
        assert "Answer undone: 条约 Ünïcode é?" in said(pilot.app)
    assert all(card["state"] == "new" for card in cards.card_rows(workspace))
