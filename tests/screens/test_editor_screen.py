"""A deck is edited in the app: one note as TOML, its questions beside it, saved into its own lines."""

import pytest
from textual.widgets import OptionList, TextArea

from aide_memoire.study.session import StudySession
from aide_memoire.ui.screens.editor import EditorScreen
from aide_memoire.ui.screens.home import HomeScreen
from aide_memoire.ui.screens.study import StudyScreen
from screens.stage import (
    DECKS,
    SIZES,
    assert_snapshot,
    click,
    key_line,
    said,
    screen_lines,
    screen_text,
    shown,
    until,
)

TOWNS = """\
# The author's own words.
[deck]
id = "towns"
title = "Towns"

# capitals
[[card]]
id = "italy"
question = "Which city is Italy's capital?"
answer = "Rome"

# between

[[event]]
id = "fall"
name = "fall of Rome"
date = "0476"
question.when = "When did Rome fall?"

[[card]]
id = "france"
question = "Which city is France's capital?"
answer = "Paris"
# the end
"""


@pytest.fixture
def workspace(desk_with):
    """A desk with one deck of three notes."""
    return desk_with(towns=TOWNS)


@pytest.fixture
def path(tmp_path):
    """The file of that deck."""
    return tmp_path / "decks" / "towns.toml"


async def open_editor(pilot):
    """Go from Home into the editor of the first deck."""
    await pilot.press("down", "e")
    await pilot.pause()
    assert isinstance(pilot.app.screen, EditorScreen)


def area(pilot):
    return pilot.app.screen.query_one(TextArea)


async def put(pilot, text):
    """Type a whole note in place of the one that is there."""
    area(pilot).text = text
    await pilot.pause()


async def change(pilot, old, new):
    assert old in area(pilot).text
    await put(pilot, area(pilot).text.replace(old, new))


def toasts(pilot):
    """Return what is said in passing, as one line."""
    return " ".join(each.message for each in pilot.app._notifications)


def chosen(pilot):
    """Return the list's line with the mark."""
    notes = pilot.app.screen.query_one("#notes").region
    rows = [line[notes.x : notes.right] for line in screen_lines(pilot.app)[notes.y : notes.bottom]]
    return [" ".join(row.replace("▸", "").split()) for row in rows if "▸" in row]


async def test_the_editor_opens_from_home(workspace):
    """e on a chosen deck shows its notes, the first one's lines, and what that asks."""
    async with shown(workspace) as pilot:
        await pilot.press("down")
        assert key_line(pilot.app)["e"] == "edit"
        await pilot.press("e")
        told = said(pilot.app)
        assert "Towns" in told
        assert "3 notes" in told
        assert area(pilot).text.startswith("# capitals\n[[card]]\n")
        assert 'answer = "Rome"' in told
        assert "asks Which city is Italy's capital?" in told
        assert "→ Rome" in told
        assert chosen(pilot) == ["italy card"]


async def test_e_without_a_deck(workspace):
    """e on all decks says what is to be done first."""
    async with shown(workspace) as pilot:
        await pilot.press("e")
        assert "Choose a deck" in said(pilot.app)
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_going_through_the_notes(workspace):
    """The arrows show one note after another, by its own lines and questions."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("down")
        assert chosen(pilot) == ["fall event"]
        assert "When did Rome fall?" in said(pilot.app)
        await pilot.press("down")
        assert chosen(pilot) == ["france card"]
        assert area(pilot).text.endswith('answer = "Paris"\n')
        await pilot.press("up", "up")
        assert chosen(pilot) == ["italy card"]


async def test_the_keys_are_named(workspace):
    """In the list stand the keys of the list, in the text those of the text."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        assert key_line(pilot.app) == {
            "Enter": "edit",
            "a": "add",
            "d": "delete",
            "z": "undo",
            "t": "try",
            "Ctrl+S": "save",
            "Esc": "back",
        }
        await pilot.press("enter")
        assert area(pilot).has_focus
        assert key_line(pilot.app) == {"Ctrl+S": "save", "Esc": "to the list"}


async def test_typing_changes_what_is_asked(workspace, path):
    """What is typed is read as it stands, with what saving it would do; the file waits."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("enter")
        area(pilot).move_cursor((3, len('question = "')))
        await pilot.press(*"adz? ")
        await until(pilot, "asks adz? Which city is Italy's capital?")
        await change(pilot, '"Rome"', '"Roma"')
        await until(pilot, "→ Roma")
        await until(pilot, "when saved answer changed: towns/italy")
        assert path.read_text() == TOWNS


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"Rome"', '"Rome', "line 5: the closing quote is missing"),
        ("answer =", "anser =", "line 5: `anser` is not known here"),
        ('id = "italy"', 'id = "france"', "another note has the id"),
    ],
)
async def test_a_mistake_is_named_as_one_types(workspace, old, new, told):
    """Each with its line in the note."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await change(pilot, old, new)
        await until(pilot, told)


async def test_saving(workspace, path):
    """Ctrl+S writes the note's own lines, says so, and stays where it was."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("down", "enter")
        await change(pilot, "0476", "0477")
        await pilot.press("ctrl+s")
        assert toasts(pilot) == "Saved"
        assert path.read_text() == TOWNS.replace("0476", "0477")
        assert chosen(pilot) == ["fall event"]
        assert area(pilot).has_focus
        assert "when saved" not in said(pilot.app)


async def test_a_deck_of_someone_else_is_saved_as_an_own_copy(workspace, path, tmp_path):
    """It is told once, at the first change; the other file stays as it was, and z works in the copy."""
    folder = tmp_path / "decks" / "teacher"
    folder.mkdir()
    theirs = path.rename(folder / "towns.toml")
    (folder / "origin.toml").write_text('[origin]\nfrom = "/towns.zip"\nday = "2024-01-01"\n[files]\n')
    workspace.reread()
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await change(pilot, "Rome", "Roma")
        await pilot.press("ctrl+s")
        assert toasts(pilot) == f"Saved. This deck is not yours to change; your own copy: {path}"
        await change(pilot, "Roma", "Milan")
        await pilot.press("ctrl+s")
        assert toasts(pilot).endswith("Saved")
        assert 'answer = "Milan"' in path.read_text()
        await pilot.press("z")
        assert path.read_text() == TOWNS.replace('"Rome"', '"Roma"')
        assert theirs.read_text() == TOWNS
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert screen_text(pilot.app).count("Towns") == 1


async def test_home_tells_of_conflict_copies(workspace, path):
    """They are no decks in the list, and take none out of study."""
    (path.parent / "towns (conflicted copy 2024-01-01).toml").write_text(TOWNS)
    async with shown(workspace) as pilot:
        told = said(pilot.app)
        assert "✗ 1 conflict copy of decks, not studied: aide-memoire decks shows where" in told
        assert screen_text(pilot.app).count("Towns") == 1
        assert "3 new" in told


async def test_saving_keeps_the_cursor(workspace):
    """Who saves in the middle of writing goes on writing there."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("enter")
        area(pilot).move_cursor((4, 13))
        await pilot.press("x", "ctrl+s")
        assert toasts(pilot) == "Saved"
        await pilot.press("y")
        assert 'answer = "Romxye"' in area(pilot).text


async def test_what_is_not_one_note_is_not_saved(workspace, path):
    """The author is told, and what was typed stays to be mended."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await put(pilot, "no note at all")
        await pilot.press("ctrl+s")
        assert "not one note" in toasts(pilot)
        assert area(pilot).text == "no note at all"
        assert path.read_text() == TOWNS


async def test_the_file_was_changed_by_another_program(workspace, path):
    """Nothing is overwritten: the author is told, and what was typed stays."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await change(pilot, "Rome", "Roma")
        path.write_text("theirs")
        await pilot.press("ctrl+s")
        assert "changed by another program" in toasts(pilot)
        assert "Roma" in area(pilot).text
        assert path.read_text() == "theirs"


async def test_adding(workspace, path):
    """a appends a note and goes to its text; what is typed is saved there."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("a")
        assert chosen(pilot) == ["new-1 card"]
        assert area(pilot).has_focus
        assert "4 notes" in said(pilot.app)
        note = '[[card]]\nid = "spain"\nquestion = "Which city is Spain\'s capital?"\nanswer = "Madrid"\n'
        await put(pilot, note)
        await pilot.press("ctrl+s")
        assert toasts(pilot) == "Saved"
        assert path.read_text() == f"{TOWNS}\n{note}"
        assert chosen(pilot) == ["spain card"]


async def test_deleting_and_putting_back(workspace, path):
    """d takes the chosen note out, z puts it back, both at once on the disk and on the screen."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("down", "d")
        assert "2 notes" in said(pilot.app)
        assert "z puts it back" in toasts(pilot)
        assert "fall of Rome" not in path.read_text()
        await pilot.press("z")
        assert "3 notes" in said(pilot.app)
        assert path.read_text() == TOWNS
        await pilot.press("z")
        assert "Nothing was changed here" in toasts(pilot)


async def test_after_deleting_a_neighbour_is_chosen(workspace):
    """The choice stays where the note was, so that the next one is at hand."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("down", "down", "d")
        assert chosen(pilot) == ["fall event"]


async def test_deleting_all(workspace):
    """An empty deck says what to do, and its last note comes back."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("d", "d", "d")
        assert "No note yet" in said(pilot.app)
        assert "0 notes" in said(pilot.app)
        await pilot.press("d", "enter", "ctrl+s", "z", "z", "z")
        assert "3 notes" in said(pilot.app)
        assert area(pilot).text


@pytest.mark.parametrize("key", ["down", "a", "d", "z"])
async def test_what_is_not_saved_is_not_lost(workspace, path, key):
    """Neither going on in the list nor its other keys drop what was typed: the author is told what would."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("down", "d", "home")  # something that z could take back
        now = path.read_text()
        await pilot.press("enter")
        await change(pilot, "Rome", "Roma")
        typed = area(pilot).text
        await pilot.press("escape", key)
        await pilot.pause()
        assert area(pilot).text == typed
        assert "Not saved" in toasts(pilot)
        assert path.read_text() == now


async def test_a_click_on_another_note_loses_nothing(workspace):
    """The mouse is held back as the arrows are."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await change(pilot, "Rome", "Roma")
        await click(pilot, "france")
        assert "Roma" in area(pilot).text
        assert chosen(pilot) == ["italy card"]


async def test_leaving(workspace):
    """Esc goes home at once where nothing waits to be saved."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_leaving_what_is_not_saved(workspace, path):
    """It takes Esc twice from the list, and the first one says so; the file stays as it was."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("enter")
        await change(pilot, "Rome", "Roma")
        await pilot.press("escape", "escape")
        assert "Esc again drops it" in toasts(pilot)
        assert isinstance(pilot.app.screen, EditorScreen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    assert path.read_text() == TOWNS


async def test_home_knows_what_was_edited(workspace):
    """Back at home, the decks are as they are now."""
    async with shown(workspace) as pilot:
        assert "3 new" in said(pilot.app)
        await open_editor(pilot)
        await pilot.press("d", "escape")
        assert "2 new" in said(pilot.app)


async def test_from_study_and_back(workspace, path):
    """e after an answer opens the note in question; afterwards the session goes on with it as it is now."""
    async with shown(workspace, StudySession(workspace, form="flip")) as pilot:
        study = pilot.app.screen.session
        while study.question.id != "towns/italy":
            await pilot.press("space", "3")
        done = study.position[0]
        await pilot.press("space")
        assert key_line(pilot.app)["e"] == "edit"
        await pilot.press("e")
        assert chosen(pilot) == ["italy card"]
        await change(pilot, "Which city is Italy's capital?", "Which town governs Italy?")
        await pilot.press("ctrl+s", "escape")
        await until(pilot, "Which town governs Italy?")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert study.position[0] == done
        await pilot.press("space")
        assert "→ Rome" in said(pilot.app)


async def test_from_a_verdict_without_a_change(workspace):
    """Who only looked at the note is back at the verdict, and can rate it."""
    async with shown(workspace, StudySession(workspace, form="typed")) as pilot:
        await pilot.press("enter")
        before = screen_text(pilot.app)
        await pilot.press("e", "escape")
        await pilot.pause()
        assert screen_text(pilot.app) == before
        await pilot.press("1")
        assert pilot.app.screen.session.answered


async def test_the_note_in_question_is_deleted(workspace):
    """The session goes on with another question."""
    async with shown(workspace, StudySession(workspace, form="flip")) as pilot:
        study = pilot.app.screen.session
        gone = study.question.text
        await pilot.press("space", "e", "d", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StudyScreen)
        assert study.question.text != gone
        assert study.question.text in said(pilot.app)


async def test_e_is_a_letter_while_one_types(workspace):
    """In the line of an answer e opens nothing."""
    async with shown(workspace, StudySession(workspace, form="typed")) as pilot:
        await pilot.press("e", "e")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert "ee" in said(pilot.app)


async def test_letters_in_the_text_are_letters(workspace, path):
    """a, d, z, u and e do nothing but stand in the text while one types."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("enter", *"adzueq?")
        assert area(pilot).text.startswith("adzueq?")
        assert isinstance(pilot.app.screen, EditorScreen)
    assert path.read_text() == TOWNS


async def test_a_deck_with_an_error_of_syntax(desk_with, path):
    """The editor opens where a text has slipped, marks its note, and shows the line to be mended."""
    workspace = desk_with(towns=TOWNS.replace('answer = "Rome"', 'answer = "Rome'))
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        assert "✗" in chosen(pilot)[0]
        assert 'answer = "Rome' in area(pilot).text
        await change(pilot, '"Rome', '"Rome"')
        await pilot.press("ctrl+s")
        assert toasts(pilot) == "Saved"
    assert path.read_text() == TOWNS


async def test_the_deck_has_gone(workspace, path):
    """A deck whose file is not there any more is told of, and Home stays."""
    async with shown(workspace) as pilot:
        await pilot.press("down")
        path.unlink()
        await pilot.press("e")
        await until(pilot, "cannot be read")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_help_over_the_editor(workspace):
    """F1 names the keys, and what was typed is there afterwards."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("enter")
        await change(pilot, "Rome", "Roma")
        await pilot.press("f1")
        assert not isinstance(pilot.app.screen, EditorScreen)
        await pilot.press("escape")
        assert "Roma" in area(pilot).text


async def test_undo_of_reviews_is_not_within_reach(workspace):
    """u in the editor takes no answer back: z is its undo, and a slip must not reach the schedule."""
    async with shown(workspace, StudySession(workspace, form="flip")) as pilot:
        study = pilot.app.screen.session
        await pilot.press("space", "3", "space", "e", "u")
        await pilot.pause()
        assert "Took back" not in toasts(pilot)
        assert len(study.answered) == 1


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("[bold", "[bold"),
        ("[red]r[/red]", "[red]r[/red]"),
        ("\u202eabc", "\ufffdabc"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x9b31m", "\ufffd31m"),
    ],
)
async def test_hostile_text_is_shown_literally(desk_with, written, seen):
    """Neither markup nor escapes in a deck act, in the list, in the text or in the preview."""
    workspace = desk_with(
        odd=f'[deck]\nid = "odd"\ntitle = "T {written}"\n'
        f'[[card]]\nid = "one"\nquestion = "{written} asked?"\nanswer = "A {written}"\n'
    )
    async with shown(workspace, size=(120, 40)) as pilot:
        await open_editor(pilot)
        picture = screen_text(pilot.app)
        assert written not in picture or written.isprintable()
        acting = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e"}
        assert not acting & set(picture.replace("\n", ""))
        assert seen in picture
        if written.isprintable():
            assert f"T {seen}" in picture
            assert f"asks  {seen} asked?" in picture
            assert f"→ A {seen}" in picture
        assert not pilot.app._exit


async def test_hostile_text_is_saved_as_it_is(desk_with, tmp_path):
    """What is shown as a symbol keeps its bytes when another line of the note is edited."""
    text = '[deck]\nid = "odd"\n\n[[card]]\nid = "one"\nquestion = "\u202eWho?"\nanswer = "A"\n'
    workspace = desk_with(odd=text)
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("enter")
        area(pilot).move_cursor((3, len('answer = "A')))
        await pilot.press("b", "ctrl+s")
        assert toasts(pilot) == "Saved"
    assert (tmp_path / "decks" / "odd.toml").read_text(encoding="utf-8") == text.replace('"A"', '"Ab"')


async def test_a_note_with_carriage_returns(desk_with, path):
    """A deck with the line ends of Windows opens as unchanged, and keeps them when a note is saved."""
    workspace = desk_with(towns="")
    path.write_bytes(TOWNS.replace("\n", "\r\n").encode())
    workspace.reread()
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("down", "up")
        assert "Not saved" not in toasts(pilot)
        await change(pilot, "Rome", "Roma")
        await pilot.press("ctrl+s")
        assert toasts(pilot) == "Saved"
    assert path.read_bytes() == TOWNS.replace('"Rome"', '"Roma"').replace("\n", "\r\n").encode()


async def test_a_smaller_terminal(workspace):
    """The editor fits itself to the terminal when that changes its size."""
    async with shown(workspace, size=(120, 40)) as pilot:
        await open_editor(pilot)
        for width, height in ((40, 12), (60, 20), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert "[[card]]" in said(pilot.app)
            notes = pilot.app.screen.query_one("#notes", OptionList)
            assert notes.region.right <= width // 2


@pytest.fixture
def shipped(desks, tmp_path):
    """A desk over copies of the decks of these tests."""
    folder = tmp_path / "copies"
    folder.mkdir()
    for file in DECKS.glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())
    return desks(tmp_path / "data", folder)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_pictures(shipped, size):
    """A note as it opens; one with a mistake; one whose answer was changed."""
    name = f"{size[0]}x{size[1]}"
    async with shown(shipped, size=size) as pilot:
        pilot.app.navigator.editor("treaties")
        await pilot.pause()
        await pilot.pause()
        assert_snapshot(f"editor-opened-{name}", screen_text(pilot.app))
        await pilot.press("down", "down", "enter")
        await change(pilot, "1945-08-14", "1945-8-14x")
        await until(pilot, "not a date")
        assert_snapshot(f"editor-mistake-{name}", screen_text(pilot.app))
        await change(pilot, "1945-8-14x", "1945-08-15")
        await until(pilot, "when saved")
        assert_snapshot(f"editor-changed-{name}", screen_text(pilot.app))
