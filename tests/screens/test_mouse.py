"""The mouse does what the keys do."""

from textual.events import MouseScrollDown

from aide_memoire.core.event import Rating
from aide_memoire.study.session import StudySession
from screens.stage import click, place_of, said, screen_text, shown


async def test_a_whole_session_by_mouse_alone(workspace):
    """Begin, see the answer, rate, leave and go home: all by clicks."""
    async with shown(workspace) as pilot:
        await click(pilot, "Enter  Start")
        study = pilot.app.screen.session
        await pilot.click(offset=(40, 14))  # anywhere on the page
        await pilot.pause()
        assert "▸3 good" in said(pilot.app)
        await click(pilot, "4 easy")
        assert [each.rating for each in study.answered] == [Rating.EASY]
        assert "2 of 10" in said(pilot.app)
        await click(pilot, "leave")
        assert "Done: 1 question" in said(pilot.app)
        await click(pilot, "Enter home")
        assert "All decks" in said(pilot.app)


async def test_a_click_on_a_deck_begins_it(workspace):
    """A deck's row can be clicked."""
    async with shown(workspace) as pilot:
        await click(pilot, "The CSTO")
        assert "Name the 6 members" in said(pilot.app)


async def test_a_rating_is_clicked_by_its_word_or_its_interval(workspace):
    """Each of the four cells takes clicks to the end of its word and below it, narrow as they are."""
    study = StudySession(workspace)
    async with shown(workspace, study, (60, 20)) as pilot:
        for rating in Rating:
            await pilot.press("space")
            x, y = place_of(pilot.app, f"{int(rating)} {rating.word}")
            await pilot.click(offset=(x + len(rating.word) + 1, y + 1))
            await pilot.pause()
    assert [each.rating for each in study.answered] == list(Rating)


async def test_clicks_on_the_page_never_rate(workspace):
    """Once the answer is shown, a click on the page changes nothing: a rating needs a click on its name."""
    study = StudySession(workspace, ["csto"])
    async with shown(workspace, study) as pilot:
        await pilot.click(offset=(40, 10), times=2)
        await pilot.click(offset=(40, 3))
        await pilot.pause()
        assert "▸3 good" in said(pilot.app)
    assert study.answered == []


async def test_a_click_where_the_ratings_will_be_rates_nothing(workspace):
    """Before the answer is shown there is nothing to rate by."""
    study = StudySession(workspace, ["csto"])
    async with shown(workspace, study) as pilot:
        await pilot.click(offset=(10, 20))
        await pilot.pause()
        assert "Name the 6 members" in said(pilot.app)
    assert study.answered == []


async def test_the_names_of_the_keys_are_buttons(workspace):
    """Bury, undo and help by the words on the last line."""
    async with shown(workspace, StudySession(workspace, ["csto"])) as pilot:
        first = screen_text(pilot.app)
        await click(pilot, "bury")
        assert "What does the abbreviation CSTO stand for?" in said(pilot.app)
        await click(pilot, "? keys")
        assert "Undo the last answer" in said(pilot.app)
        await pilot.press("escape")
        await click(pilot, "u undo ·")
        assert "Name the 6 members" in first
        assert "Burying undone: Name the 6 members" in said(pilot.app)


async def test_a_click_on_the_status_line_clears_it_and_no_more(workspace):
    """A click on a message does not show the answer."""
    async with shown(workspace, StudySession(workspace, ["csto"])) as pilot:
        await pilot.press("z")
        await click(pilot, "Put off")
        assert "What does the abbreviation CSTO stand for?" in said(pilot.app)
        assert "Collective Security" not in said(pilot.app)


async def test_a_click_between_two_keys_does_nothing(workspace):
    """The dots and the room beside the keys are no buttons, and do not show the answer."""
    async with shown(workspace, StudySession(workspace, ["csto"])) as pilot:
        x, y = place_of(pilot.app, "· z")
        await pilot.click(offset=(x, y))
        await pilot.click(offset=(79, y))
        await pilot.pause()
        assert "Russia" not in said(pilot.app)


async def test_the_wheel_scrolls_a_long_answer(workspace):
    """A long answer follows the wheel."""
    async with shown(workspace, StudySession(workspace, ["partners"]), (40, 16)) as pilot:
        await pilot.press("space")
        assert "Source:" not in said(pilot.app)
        assert "▾ more · PgDn" in said(pilot.app)
        for _ in range(8):
            await pilot._post_mouse_events([MouseScrollDown], offset=(30, 8))
        await pilot.pause()
        assert "Source:" in said(pilot.app)
