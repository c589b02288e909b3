"""What the screens do when a save fails, and when decks change below them."""

import pytest

from aide_memoire.core.errors import StoreError
from aide_memoire.core.event import Rating
from aide_memoire.store import log
from aide_memoire.study.session import StudySession
from screens.stage import said, screen_text, shown

DECK = """
[deck]
id = "three"
title = "{title}"
[[card]]
form = "flip"
id = "a"
question = "What is alpha?"
answer = "The first"
"""
BETA = '[[card]]\nform = "flip"\nid = "b"\nquestion = "What is beta?"\nanswer = "The second"\n'
GAMMA = '[[card]]\nform = "flip"\nid = "c"\nquestion = "What is gamma?"\nanswer = "The third"\n'
THREE = DECK.format(title="Three") + BETA + GAMMA


@pytest.fixture
def three(desk_with):
    """A desk with one deck of three cards, asked in the order alpha, beta, gamma."""
    return desk_with(three=THREE)


@pytest.fixture
def disk(monkeypatch):
    """A disk that can be full: `disk.full = True`."""

    class Disk:
        full = True
        reason = ("the disk is full", "make room")

    for name in ("append", "undo", "redo"):
        save = getattr(log, name)

        def attempt(*arguments, save=save, **options):
            if Disk.full:
                raise StoreError(*Disk.reason)
            return save(*arguments, **options)

        monkeypatch.setattr(log, name, attempt)
    return Disk


@pytest.fixture
def write(tmp_path):
    """Write a deck's file anew: `write(text)`."""
    return lambda text: (tmp_path / "decks" / "three.toml").write_text(text, encoding="utf-8")


async def test_an_answer_that_is_not_saved_stays(three, disk):
    """Where the save fails, question and answer stay with the reason; rating again goes on."""
    study = StudySession(three)
    async with shown(three, study) as pilot:
        await pilot.press("space", "3")
        assert "Not saved: the disk is full. Make room." in said(pilot.app)
        assert "→ The first" in said(pilot.app)
        assert study.answered == []
        disk.full = False
        await pilot.press("3")
        assert "What is beta?" in said(pilot.app)
        assert "Not saved" not in said(pilot.app)
    assert [each.rating for each in study.answered] == [Rating.GOOD]


async def test_a_save_may_fail_again(three, disk):
    """Rating again while the disk is still full says the same once more, and the answer is still there."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("space", "3", "3")
        assert said(pilot.app).count("Not saved") == 1
        assert "→ The first" in said(pilot.app)
        disk.full = False
        await pilot.press("3")
        assert "What is beta?" in said(pilot.app)


async def test_leaving_after_a_failed_save_counts_nothing(three, disk):
    """What was not saved was not answered: leaving goes straight home."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("space", "3", "escape")
        assert "All decks" in said(pilot.app)
        assert "3 new" in said(pilot.app)


async def test_the_reason_is_text_from_outside(three, disk):
    """The words of an error are shown as they are, in the status line."""
    disk.reason = ("[/bold] no room on [@click=app.quit]x[/]", "")
    async with shown(three, StudySession(three), (120, 40)) as pilot:
        await pilot.press("space", "3")
        assert "Not saved: [/bold] no room on [@click=app.quit]x[/]" in said(pilot.app)
        await pilot.press("z")
        assert "[/bold] no room on [@click=app.quit]x[/]" in said(pilot.app)


@pytest.mark.parametrize("key", ["z", "x", "u", "U"])
async def test_other_saves_that_fail_are_told(three, disk, key):
    """Bury, suspend, undo and redo that cannot be saved say why, and the question stays."""
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press(key)
        assert "the disk is full" in said(pilot.app)
        assert "make room" in said(pilot.app)
        assert "What is alpha?" in said(pilot.app)


async def test_home_goes_on_where_undo_fails(three, disk):
    """On Home too a failed undo is told."""
    async with shown(three) as pilot:
        await pilot.press("u")
        assert "the disk is full" in said(pilot.app)
        assert "All decks" in said(pilot.app)


async def test_an_edited_deck_is_seen(three, write):
    """When Home looks again, a deck has its new title and its new cards."""
    async with shown(three) as pilot:
        assert "3 new" in said(pilot.app)
        write(DECK.format(title="Third edition") + BETA)
        pilot.app.screen._reload_if_changed()
        await pilot.pause()
        assert "Third edition" in said(pilot.app)
        assert "2 new" in said(pilot.app)


async def test_the_choice_stays_when_home_looks_again(three, write):
    """A look at the disk moves no marker."""
    async with shown(three) as pilot:
        await pilot.press("down")
        write(DECK.format(title="Third edition"))
        pilot.app.screen._reload_if_changed()
        await pilot.pause()
        assert "▸ Third edition" in said(pilot.app)


async def test_the_chosen_deck_stays_chosen_when_another_comes(three, write, tmp_path):
    """A new deck above the chosen one does not move the choice to another deck."""
    async with shown(three) as pilot:
        await pilot.press("down")
        other = THREE.replace('"three"', '"first"').replace('"Three"', '"First"')
        (tmp_path / "decks" / "a.toml").write_text(other, encoding="utf-8")
        pilot.app.screen._reload_if_changed()
        await pilot.pause()
        assert "First" in said(pilot.app)
        assert "▸ Three" in said(pilot.app)


async def test_a_removed_deck_is_gone(three, tmp_path):
    """When the last deck is removed, Home says where decks go."""
    async with shown(three) as pilot:
        (tmp_path / "decks" / "three.toml").unlink()
        pilot.app.screen._reload_if_changed()
        await pilot.pause()
        assert "There is no deck yet" in said(pilot.app)
        await pilot.press("enter", "down", "x")
        assert "There is no deck yet" in said(pilot.app)
        assert "Three" not in said(pilot.app)


async def test_a_deck_comes_back(three, write, tmp_path):
    """A deck that appears again can be begun."""
    async with shown(three) as pilot:
        (tmp_path / "decks" / "three.toml").unlink()
        pilot.app.screen._reload_if_changed()
        await pilot.pause()
        write(THREE)
        pilot.app.screen._reload_if_changed()
        await pilot.pause()
        await pilot.press("enter")
        assert "What is alpha?" in said(pilot.app)


async def test_a_broken_deck_is_not_begun(three, write, tmp_path):
    """Enter on a deck that cannot be read says how to find out why; the others can be studied."""
    (tmp_path / "decks" / "a.toml").write_text("[deck\n", encoding="utf-8")
    three.reread()
    async with shown(three) as pilot:
        await pilot.press("up", "enter")
        assert "This deck cannot be studied yet" in said(pilot.app)
        assert "aide-memoire check tells why" in said(pilot.app)
        await pilot.press("up", "enter")
        assert "What is alpha?" in said(pilot.app)


async def test_home_sees_a_new_day(three, clock):
    """Left open overnight, Home shows the new day."""
    async with shown(three) as pilot:
        assert "Saturday 21 November" in said(pilot.app)
        clock.pass_by(days=1)
        pilot.app.screen._reload_if_changed()
        await pilot.pause()
        assert "Sunday 22 November" in said(pilot.app)


async def test_a_note_that_goes_in_the_midst_is_passed_over(three, write):
    """A note removed during a session is not asked, and the session goes on with the next."""
    async with shown(three, StudySession(three)) as pilot:
        write(DECK.format(title="Three") + GAMMA)
        three.reread()
        await pilot.press("space", "4")
        assert "What is gamma?" in said(pilot.app)
        await pilot.press("space", "4")
        assert "Done: 2 questions" in said(pilot.app)


async def test_the_question_on_the_screen_may_lose_its_note(three, write):
    """What is on the screen can be answered to the end, even when its note is gone by then."""
    async with shown(three, StudySession(three)) as pilot:
        write(THREE.replace("alpha", "omega").replace('"a"', '"z"'))
        three.reread()
        await pilot.press("space")
        assert "→ The first" in said(pilot.app)
        await pilot.press("3")
        assert "The first" not in said(pilot.app)
        await pilot.press("u")
        assert "Answer undone: three/a" in said(pilot.app)
        assert "What is omega?" in said(pilot.app)


async def test_a_deck_that_breaks_in_the_midst_ends_the_session(three, write):
    """When all that was to come is gone, the session ends with its summary."""
    async with shown(three, StudySession(three)) as pilot:
        write("[deck\n")
        three.reread()
        await pilot.press("space", "4")
        assert "Done: 1 question" in said(pilot.app)
        await pilot.press("enter")
        assert "No deck can be studied yet" in said(pilot.app)


async def test_two_windows_do_not_ask_the_same_card(three, desks, tmp_path):
    """What was answered in another window is not saved twice: it is skipped, which is said, and the next one comes."""
    other_window = desks(tmp_path / "data", tmp_path / "decks")
    other = StudySession(other_window)
    async with shown(three, StudySession(three)) as pilot:
        other.rate(Rating.GOOD)
        await pilot.press("space")
        assert "What is beta?" in said(pilot.app)
        assert "Answered or set aside in another window: skipped" in said(pilot.app)
        assert log.event_count(three.db) == 1
        await pilot.press("space", "3", "escape")
        assert "Done: 1 question" in screen_text(pilot.app)


async def test_an_answer_that_another_window_was_quicker_with_is_not_rated(three, desks, tmp_path):
    """Where the other window answers while the verdict stands here, nothing is saved twice, and that is said."""
    other_window = desks(tmp_path / "data", tmp_path / "decks")
    other = StudySession(other_window)
    async with shown(three, StudySession(three)) as pilot:
        await pilot.press("space")
        assert "The first" in said(pilot.app)
        other.rate(Rating.GOOD)
        await pilot.press("3")
        assert "What is beta?" in said(pilot.app)
        assert "Answered or set aside in another window: skipped" in said(pilot.app)
        assert log.event_count(three.db) == 1
