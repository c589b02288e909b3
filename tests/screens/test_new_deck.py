"""A deck begun in the app, tried, and studied; and a deck that is saved while a session runs."""

from pathlib import Path

from aide_memoire.study.session import StudySession
from screens.stage import DECKS, open_for, said, shown

FLIP = '[[card]]\nid = "{id}"\nform = "flip"\nquestion = "{question}"\nanswer = "A"\n'


def own(folder):
    """Return a folder of one's own for decks, empty."""
    (folder / "decks").mkdir()
    return folder / "decks"


async def test_a_new_deck_is_begun_from_home(tmp_path, clock):
    """n asks what it is about, writes it among the learner's own decks, and opens its editor."""
    workspace = open_for(tmp_path / "data", own(tmp_path), clock)
    async with shown(workspace) as pilot:
        await pilot.press("n", *"Rivers", "enter")
        await pilot.pause()
        assert "Rivers" in said(pilot.app)
        assert "6 notes · saved ✓" in said(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Rivers" in said(pilot.app)
    assert (tmp_path / "decks" / "rivers.toml").is_file()
    workspace.close()


async def test_a_title_that_is_taken_is_told(tmp_path, clock):
    """Nothing is overwritten; Esc makes nothing at all."""
    folder = own(tmp_path)
    (folder / "rivers.toml").write_text("# mine\n")
    workspace = open_for(tmp_path / "data", folder, clock)
    async with shown(workspace) as pilot:
        await pilot.press("n", *"Rivers", "enter")
        await pilot.pause()
        assert "already exists" in said(pilot.app)
        await pilot.press("n", "x", "escape")
    assert (folder / "rivers.toml").read_text() == "# mine\n"
    assert [path.name for path in folder.glob("*.toml")] == ["rivers.toml"]
    workspace.close()


async def test_an_answer_is_tried_in_the_editor(tmp_path, clock):
    """t shows how the note takes an answer, and nothing of it is saved."""
    workspace = open_for(tmp_path / "data", own(tmp_path), clock)
    async with shown(workspace) as pilot:
        await pilot.press("n", *"Rivers", "enter")
        await pilot.pause()
        await pilot.press("t", *"almaty", "enter")
        await pilot.pause()
        assert "Missed" in said(pilot.app)
        assert "answer Astana" in said(pilot.app)
    assert workspace.db.execute("SELECT count(*) FROM event").fetchone() == (0,)
    workspace.close()


async def test_a_deck_saved_during_a_session_is_asked_as_it_is_now(tmp_path, clock):
    """The next question has the words that the author has just saved."""
    folder = own(tmp_path)
    deck = folder / "d.toml"
    deck.write_text(FLIP.format(id="a", question="First?") + FLIP.format(id="b", question="Old words?"))
    workspace = open_for(tmp_path / "data", folder, clock)
    async with shown(workspace, StudySession(workspace)) as pilot:
        deck.write_text(deck.read_text().replace("Old words?", "New words?"))
        await pilot.press("space", "4")
        assert "New words?" in said(pilot.app)
    workspace.close()


def test_the_tests_own_decks_are_untouched():
    """No test above writes into the decks that the others read."""
    assert not list(Path(DECKS).glob("rivers.toml"))
