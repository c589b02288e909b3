"""A file is looked at before it is imported, in the app as on the command line."""

from aide_memoire.core.event import Rating
from aide_memoire.store import log
from aide_memoire.transfer.export import export_lines
from screens.stage import answer, key_line, said, screen_text, shown, until

FLIP = '[[card]]\nid = "x"\nquestion = "x?"\nanswer = "y"\nform = "flip"\n'
TABLE = "question,answer\nCapital of France?,Paris\nCapital of Peru?,Lima\nWithout an answer,\n"


async def typed(pilot, path):
    """Type a path into the dialog."""
    await pilot.press("I")
    await pilot.pause()
    pilot.app.screen.query_one("SanitizedInput").value = str(path)
    await pilot.press("enter")


async def test_a_table_is_previewed_and_imported(desk_with, tmp_path):
    """The preview says how much there is, shows the first notes and what is left out; Enter writes the deck."""
    workspace = desk_with(own=FLIP)
    (tmp_path / "capitals.csv").write_text(TABLE)
    async with shown(workspace) as pilot:
        await typed(pilot, tmp_path / "capitals.csv")
        await until(pilot, "2 notes (2 cards)")
        assert "Capital of France?" in said(pilot.app)
        assert "1 remark" in said(pilot.app)
        await pilot.press("end")
        assert "no answer to" in said(pilot.app)
        assert not (tmp_path / "capitals.toml").exists()
        assert key_line(pilot.app)["Enter"] == "import it"
        await pilot.press("enter")
        await until(pilot, "written to")
        await pilot.press("escape")
        await until(pilot, "capitals")
    assert "Lima" in (tmp_path / "decks" / "capitals.toml").read_text()


async def test_a_log_is_merged_once(desks, desk_with, tmp_path, clock):
    """Answers from another device come in; the same file again brings nothing new."""
    workspace = desk_with(own=f"{FLIP}\n{FLIP.replace('x', 'z')}")
    other = desks(tmp_path / "other", tmp_path / "decks")
    answer(other, clock, Rating.GOOD, Rating.GOOD)
    lines = export_lines(other, "jsonl", (), lambda done, total: None)
    (tmp_path / "log.jsonl").write_text("".join(f"{line}\n" for line in lines))
    async with shown(workspace) as pilot:
        await typed(pilot, tmp_path / "log.jsonl")
        await until(pilot, "2 of 2 events would be new")
        await pilot.press("enter")
        await until(pilot, "2 of 2 events new")
        await pilot.press("escape")
        await typed(pilot, tmp_path / "log.jsonl")
        await until(pilot, "0 of 2 events would be new")
    assert log.event_count(workspace.db) == 2


async def test_what_cannot_be_read_is_said(workspace, tmp_path):
    """A file that is not there, or holds nothing, leaves all as it was and says why."""
    (tmp_path / "empty.csv").write_text("")
    async with shown(workspace) as pilot:
        for name, reason in (("nowhere.csv", "No such file"), ("empty.csv", "the file is empty")):
            await typed(pilot, tmp_path / name)
            await until(pilot, reason)
            assert "Enter" not in key_line(pilot.app)
            await pilot.press("enter", "escape")
        assert "questions today" in screen_text(pilot.app)


async def test_columns_that_cannot_be_told_are_asked_for(desk_with, tmp_path):
    """The columns are shown with their first cells; two lines say which they are, then all is as ever."""
    workspace = desk_with(own=FLIP)
    (tmp_path / "greek.csv").write_text(
        "number,word,reading,type,english\n1,alpha,al-fa,noun,first\n2,beta,b,noun,second\n"
    )
    async with shown(workspace) as pilot:
        await typed(pilot, tmp_path / "greek.csv")
        await until(pilot, "It cannot be told which column is the question")
        assert "2 word “alpha” · “beta”" in said(pilot.app)
        assert key_line(pilot.app)["Enter"] == "name the columns"
        await pilot.press("enter")
        await until(pilot, "Which column is the question?")
        pilot.app.screen.query_one("SanitizedInput").value = "word"
        await pilot.press("enter")
        await until(pilot, "Which column is the answer?")
        pilot.app.screen.query_one("SanitizedInput").value = "5"
        await pilot.press("enter")
        await until(pilot, "2 notes (2 cards)")
        await pilot.press("enter")
        await until(pilot, "written to")
    assert 'answer = "first"' in (tmp_path / "decks" / "greek.toml").read_text()


async def test_a_file_of_which_most_would_be_lost_is_not_imported(desk_with, tmp_path):
    """The preview says so, and has no key for it."""
    workspace = desk_with(own=FLIP)
    (tmp_path / "a.csv").write_text("question,answer\na,\nb,\nc,1\n")
    async with shown(workspace) as pilot:
        await typed(pilot, tmp_path / "a.csv")
        await until(pilot, "2 of 3 notes would be lost")
        assert "Enter" not in key_line(pilot.app)
        await pilot.press("enter")
    assert not (tmp_path / "decks" / "a.toml").exists()


async def test_a_url_is_not_fetched(workspace):
    """The app says what to do, too."""
    async with shown(workspace) as pilot:
        await typed(pilot, "https://example.org/a.csv")
        await until(pilot, "import fetches nothing from the network")
