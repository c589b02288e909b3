"""An exam in the app: set, moved and cancelled from the first screen or a deck's own page, and foreseen everywhere."""

import pytest

from aide_memoire.reports import deck_page
from aide_memoire.store.exams import exams
from aide_memoire.study import actions
from screens.stage import SIZES, assert_snapshot, key_line, resize, said, screen_text, shown, status

CARD = '[[card]]\nform = "flip"\nid = "c{n}"\nquestion = "Question {n}?"\nanswer = "Answer {n}"\n'
FORTY = '[deck]\nid = "forty"\ntitle = "Forty facts"\nsummary = "What everyone knows"\nlicense = "CC-BY-4.0"\n'
SOURCE = '[[source]]\nid = "s"\ntitle = "On facts"\nauthor = "Ann Author"\nurl = "https://example.org/facts"\n'
ADDRESS = "https://example.org/facts"


@pytest.fixture
def forty(desk_with):
    """A deck of forty cards, with a license and a source that can be read somewhere."""
    return desk_with(forty=FORTY + SOURCE + "".join(CARD.format(n=n) for n in range(40)), other=CARD.format(n=1))


def words(app):
    """Return what is on the screen as one line, without frames."""
    return " ".join(said(app).replace("│", "").split())


def exam_days(workspace):
    return [exam.on - workspace.today() for exam in exams(workspace.db).values()]


async def test_it_is_set_after_a_look_at_what_it_takes(forty):
    """Days, questions, new ones a day and what one would know are told before Enter; afterwards home tells it."""
    async with shown(forty) as pilot:
        await pilot.press("down", "E")
        await pilot.press(*"+20")
        text = words(pilot.app)
        assert "Exam Forty facts" in text
        assert "Friday 11 December 2026, in 20 days" in text
        assert "40 questions, all of them new · 3 new a day" in text
        assert "You would know 0 % on that day as things stand, and about 98 % if you study every day." in text
        assert exam_days(forty) == []
        await pilot.press("enter")
        assert status(pilot.app) == "Exam on Friday 11 December 2026, in 20 days; u undoes it"
        assert "Forty facts: exam in 20 days · you would know 0 % · 3 a day" in said(pilot.app)
        assert exam_days(forty) == [20]


async def test_it_is_moved_and_cancelled(forty):
    """The dialog begins with what is set; an emptied date is none, and says so before."""
    actions.set_exam(forty, "forty", forty.today() + 20, 0.9)
    async with shown(forty) as pilot:
        await pilot.press("down", "E")
        assert "2026-12-11" in said(pilot.app)
        assert "90 %" in said(pilot.app)
        await pilot.press(*"friday", "enter")
        assert exam_days(forty) == [6]
        assert exams(forty.db)["forty"].target == 0.9
        await pilot.press("E", "backspace")
        assert "Without a date, the exam is cancelled." in said(pilot.app)
        await pilot.press("enter")
        assert status(pilot.app) == "The exam is cancelled; u undoes it"
        assert exam_days(forty) == []
        assert "exam in" not in said(pilot.app)


async def test_undo_names_the_exam(forty):
    """u says of which deck and for when; u again takes it back."""
    actions.set_exam(forty, "forty", forty.today() + 20)
    actions.cancel_exam(forty, "forty")
    async with shown(forty) as pilot:
        await pilot.press("u")
        assert status(pilot.app) == "u again: Change of exam will be undone: Forty facts, cancelled"
        await pilot.press("u")
        assert "exam in 20 days" in said(pilot.app)
        await pilot.press("u")
        assert status(pilot.app) == "u again: Change of exam will be undone: Forty facts, on 11 December"
        await pilot.press("u")
        assert "exam in" not in said(pilot.app)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("soon", "“soon” is no date such as 2027-06-15"),
        ("2026-11-20", "2026-11-20 has passed: the day of an exam is today or later"),
        ("5/6/2027", "can be 2027-05-06 or 2027-06-05: write which"),
        ("[b]", "“[b]” is no date"),
    ],
)
async def test_a_day_that_cannot_be_is_told_below_its_field(forty, keys, told):
    """Enter sets nothing, and is not offered; Esc leaves all as it is."""
    async with shown(forty) as pilot:
        await pilot.press("down", "E", *("slash" if sign == "/" else sign for sign in keys))
        assert told in words(pilot.app)
        assert "Enter" not in screen_text(pilot.app).split("Esc leave")[0].splitlines()[-1]
        await pilot.press("enter")
        assert told in words(pilot.app)
        await pilot.press("escape")
        assert exam_days(forty) == []


async def test_a_target_out_of_reach_is_told_below_its_field(forty):
    """Beside a date that is right."""
    async with shown(forty) as pilot:
        await pilot.press("down", "E", *"+9", "down", *"99")
        assert "“99” is no number from 0.70 to 0.97 (70 to 97 %)" in said(pilot.app)
        await pilot.press("enter", "backspace", "backspace", *"90", "enter")
        assert exams(forty.db)["forty"].target == 0.9


async def test_a_limit_that_is_too_low_is_told_before(forty):
    """With the figure that would do."""
    async with shown(forty) as pilot:
        await pilot.press("down", "E", *"+5")
        assert "! 20 new questions a day are needed, and your limit is 10: 20 would do (Settings)" in words(pilot.app)


async def test_of_all_decks_there_is_no_exam(forty):
    """The row of all decks asks to choose one."""
    async with shown(forty) as pilot:
        await pilot.press("E")
        assert status(pilot.app) == "Choose the deck of the exam"
        await pilot.press("D")
        assert status(pilot.app) == "Choose a deck to see its page"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_dialog(forty, size):
    """How it looks with a date that takes more than the limits allow."""
    async with shown(forty, size=size) as pilot:
        await pilot.press("down", "E", *"+5")
        assert_snapshot(f"exam-{size[0]}x{size[1]}", screen_text(pilot.app))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_page_of_a_deck(forty, monkeypatch, size):
    """What its author says of it, how far one is, the way to its exam, its source, license and file."""
    actions.set_exam(forty, "forty", forty.today() + 20)
    monkeypatch.setattr(deck_page, "sanitize_line", lambda _: "/decks/forty.toml")
    async with shown(forty, size=size) as pilot:
        await pilot.press("down", "D")
        assert_snapshot(f"deck-{size[0]}x{size[1]}", screen_text(pilot.app))
        await pilot.press("end")
        assert "CC-BY-4.0" in said(pilot.app)
        assert ADDRESS in said(pilot.app)
        assert key_line(pilot.app)["E"] == "exam"
        assert key_line(pilot.app)["Esc"] == "back"


async def test_an_exam_is_set_on_the_page_of_a_deck(forty):
    """The page shows it at once, and after an undo it shows none."""
    async with shown(forty, size=(80, 40)) as pilot:
        await pilot.press("down", "D")
        assert "None is set. E sets one" in said(pilot.app)
        await pilot.press("E", *"+20", "enter")
        assert "Exam Friday 11 December 2026, in 20 days" in said(pilot.app)
        assert "wanted 95 %" in said(pilot.app)
        await pilot.press("u")
        assert status(pilot.app) == "Change of exam undone: Forty facts, on 11 December"
        assert "None is set. E sets one" in said(pilot.app)


async def test_progress_shows_the_way_to_each_exam(forty):
    """On a page of its own, or below all else where everything stands on one."""
    async with shown(forty) as pilot:
        await pilot.press("s", "7")
        assert "None is coming: E on a deck, on the first screen, sets one" in said(pilot.app)
        await pilot.press("escape", "down", "E", *"+20", "enter", "s", "7")
        assert "Exam: Forty facts Friday 11 December 2026, in 20 days" in said(pilot.app)
        assert "you would know then, if you study every day" in said(pilot.app)
        await resize(pilot, 140, 60)
        assert "Exam: Forty facts" in said(pilot.app)


@pytest.mark.parametrize("days", [0, 1, 400])
async def test_no_screen_is_too_small(forty, days):
    """However near or far the exam is."""
    actions.set_exam(forty, "forty", forty.today() + days)
    async with shown(forty, size=(24, 10)) as pilot:
        for keys in (["down", "D"], ["E"], ["escape", "escape", "s", "7"]):
            await pilot.press(*keys)
            for size in ((24, 10), (12, 4), (60, 20)):
                await resize(pilot, *size)
        assert "Forty facts" in said(pilot.app)


async def test_a_deck_that_cannot_be_read_has_a_page_too(desk_with):
    """With its mistakes, and the key to mend them; there is nothing to study, and an exam asks nothing."""
    workspace = desk_with(broken='[deck]\ntitle = "Broken\n[[card]]\n')
    async with shown(workspace) as pilot:
        await pilot.press("down", "D")
        assert "e shows them" in said(pilot.app)
        assert "Enter" not in key_line(pilot.app)
        await pilot.press("enter", "E", *"+4")
        assert "Nothing of it can be asked" in words(pilot.app)
