"""A deck is edited in the app: one note as TOML, its questions beside it, saved into its own lines."""

import time

import pytest
from textual import events
from textual.widgets import OptionList, TextArea

from aide_memoire.core.event import Rating
from aide_memoire.reports import cards
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


def told(pilot):
    """Return what the status line says, as one line."""
    return " ".join(pilot.app.status.plain.split())


def chosen(pilot):
    """Return the list's line with the mark."""
    notes = pilot.app.screen.query_one("#notes").region
    rows = [line[notes.x : notes.right] for line in screen_lines(pilot.app)[notes.y : notes.bottom]]
    return [" ".join(row.replace("▸", "").split()) for row in rows if "▸" in row]


async def test_the_editor_opens_from_home(workspace):
    """e on a chosen deck shows its notes, the first one's lines, and what that asks."""
    async with shown(workspace) as pilot:
        await pilot.press("down")
        await pilot.press("e")
        told = said(pilot.app)
        assert "Towns" in told
        assert "3 notes" in told
        assert area(pilot).text.startswith("# capitals\n[[card]]\n")
        assert pilot.app.screen.query_one(OptionList).has_focus
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
            "/": "find",
            "t": "try",
            "d": "delete",
            "u": "undo",
            "?": "keys",
            "Esc": "back",
        }
        await pilot.press("question_mark")
        assert "Move to another deck" in said(pilot.app)
        await pilot.press("escape", "enter")
        assert area(pilot).has_focus
        assert key_line(pilot.app) == {"Ctrl+S": "save", "Esc": "to the list", "F1": "keys"}


async def test_a_paste_that_is_no_note_is_refused(workspace):
    """To lay out a megabyte would take many seconds; the text stays as it is, and the status line says why."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("enter")
        before = area(pilot).text
        area(pilot).post_message(events.Paste("[[" * 500_000))
        await pilot.pause()
        assert area(pilot).text == before
        assert "Not pasted: longer than 50,000 characters" in said(pilot.app)
        area(pilot).post_message(events.Paste("# a remark\n"))
        await pilot.pause()
        assert "# a remark" in area(pilot).text


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
        assert told(pilot) == "Saved"
        assert path.read_text() == TOWNS.replace("0476", "0477")
        assert chosen(pilot) == ["fall event"]
        assert area(pilot).has_focus
        assert "when saved" not in said(pilot.app)


async def test_a_deck_of_someone_else_is_saved_as_an_own_copy(workspace, path, tmp_path):
    """It is told once, at the first change; the other file stays as it was, and u works in the copy."""
    folder = tmp_path / "decks" / "teacher"
    folder.mkdir()
    theirs = path.rename(folder / "towns.toml")
    (folder / "origin.toml").write_text('[origin]\nfrom = "/towns.zip"\nday = "2024-01-01"\n[files]\n')
    workspace.reread()
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await change(pilot, "Rome", "Roma")
        await pilot.press("ctrl+s")
        assert told(pilot) == f"Saved. This deck is not yours to change; your own copy: {path}"
        await change(pilot, "Roma", "Milan")
        await pilot.press("ctrl+s")
        assert told(pilot).endswith("Saved")
        assert 'answer = "Milan"' in path.read_text()
        await pilot.press("u")
        assert path.read_text() == TOWNS.replace('"Rome"', '"Roma"')
        assert theirs.read_text() == TOWNS
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert len([line for line in screen_text(pilot.app).splitlines() if "Towns" in line and "│" not in line]) == 1


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
        assert told(pilot) == "Saved"
        await pilot.press("y")
        assert 'answer = "Romxye"' in area(pilot).text


async def test_what_is_not_one_note_is_not_saved(workspace, path):
    """The author is told the line, and what was typed stays to be mended."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await put(pilot, f"{area(pilot).text}no note at all")
        await pilot.press("ctrl+s")
        assert "line 6: this line says nothing that a deck knows" in told(pilot)
        assert area(pilot).text.endswith("no note at all")
        assert path.read_text() == TOWNS


async def look(pilot):
    """Let the editor look at the file, as it does when one comes back to it."""
    await pilot.press("f1", "escape")
    await pilot.pause()


async def test_another_program_changes_another_note(workspace, path):
    """The list follows, what one types stays, and saving writes one's own lines alone."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("enter")
        await change(pilot, "Rome", "Roma")
        theirs = TOWNS.replace('"france"', '"gaul"').replace(
            "# capitals", '# new\n[[card]]\nid = "spain"\n\n# capitals'
        )
        path.write_text(theirs)
        await look(pilot)
        assert {"spain", "gaul"} <= set(said(pilot.app).split())
        assert chosen(pilot) == ["• italy card"]
        assert "changed outside" not in said(pilot.app)
        path.write_text(theirs.replace("0476", "0477"))
        await pilot.press("ctrl+s")
        assert told(pilot) == "Saved"
        assert path.read_text() == theirs.replace("0476", "0477").replace('"Rome"', '"Roma"')
        await pilot.press("escape", "u")
        assert path.read_text() == theirs.replace("0476", "0477")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_another_program_changes_the_same_note(workspace, path, size):
    """Both texts are shown, and nothing is written before the author has chosen; what was not chosen comes back."""
    async with shown(workspace, size=size) as pilot:
        await open_editor(pilot)
        await pilot.press("enter")
        await change(pilot, "Rome", "Roma")
        theirs = TOWNS.replace('"Rome"', '"Rom"')
        path.write_text(theirs)
        await look(pilot)
        assert "Roma" in area(pilot).text
        await until(pilot, "changed outside meanwhile")
        await pilot.press("ctrl+s")
        assert 'answer = "Roma"' in said(pilot.app)
        assert 'answer = "Rom"' in said(pilot.app)
        await pilot.press("escape")
        assert "Roma" in area(pilot).text
        await pilot.press("ctrl+s", "t")
        assert 'answer = "Rom"\n' in area(pilot).text
        assert path.read_text() == theirs
        assert "saved ✓" in said(pilot.app)
        await pilot.press("ctrl+z")
        assert 'answer = "Roma"\n' in area(pilot).text
        path.write_text(TOWNS.replace('"Rome"', '"Romae"'))
        await pilot.press("ctrl+s", "m")
        assert path.read_text() == TOWNS.replace('"Rome"', '"Roma"')
        await pilot.press("escape", "u")
        assert path.read_text() == TOWNS.replace('"Rome"', '"Romae"')


async def test_deleting_what_another_program_has_just_changed(workspace, path):
    """The note is shown as it is now, and stays: it is not the one that the author wanted to delete."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        theirs = TOWNS.replace('"Rome"', '"Rom"')
        path.write_text(theirs)
        await pilot.press("d")
        assert "changed by another program" in told(pilot)
        assert 'answer = "Rom"' in area(pilot).text
        assert path.read_text() == theirs
        await pilot.press("d")
        assert "italy" not in path.read_text()


async def test_another_program_takes_the_note_out(workspace, path):
    """What was typed is still there, and can be put back into the file."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("down", "enter")
        await change(pilot, "0476", "0477")
        path.write_text(TOWNS.replace(TOWNS[TOWNS.index("[[event]]") : TOWNS.index('[[card]]\nid = "france"')], ""))
        await look(pilot)
        assert chosen(pilot) == ["• fall event"]
        await pilot.press("ctrl+s")
        assert "It is not there any more" in said(pilot.app)
        await pilot.press("m")
        assert "0477" in path.read_text()
        assert chosen(pilot) == ["fall event"]


async def test_the_file_is_gone(workspace, path):
    """The author is told, and what was typed stays."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await change(pilot, "Rome", "Roma")
        path.unlink()
        await pilot.press("ctrl+s")
        assert "cannot be read" in told(pilot)
        assert "Roma" in area(pilot).text


async def test_adding(workspace, path):
    """a offers the kinds, and begins one in the editor alone; Esc asks where something was typed."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("a")
        for kind in ("card", "cloze", "event", "group", "sequence", "table"):
            assert f" {kind} " in screen_text(pilot.app)
        await pilot.press("down", "down", "enter")
        assert chosen(pilot) == ["• new event"]
        assert area(pilot).has_focus
        assert area(pilot).text.startswith('[[event]]\nid = ""\n')
        assert path.read_text() == TOWNS
        await pilot.press("escape")
        assert "new" not in said(pilot.app).replace("new ", "")
        assert chosen(pilot) == ["france card"]

        await pilot.press("a", "enter", *"spain")  # the cursor stands where the id is wanted
        assert 'id = "spain"' in area(pilot).text
        await pilot.press("escape")
        assert "Not saved" in said(pilot.app)
        await pilot.press("down", "down", "enter")
        assert area(pilot).has_focus
        note = '[[card]]\nid = "spain"\nquestion = "Which city is Spain\'s capital?"\nanswer = "Madrid"\n'
        await put(pilot, note)
        assert path.read_text() == TOWNS
        await pilot.press("ctrl+s")
        assert told(pilot) == "Saved"
        assert path.read_text() == f"{TOWNS}\n{note}"
        assert chosen(pilot) == ["spain card"]
        assert "4 notes · saved" in said(pilot.app)
        await pilot.press("escape", "u")
        assert path.read_text() == TOWNS

        await pilot.press("a", "enter", "x", "escape", "down", "enter")
        assert "3 notes · saved" in said(pilot.app)
        assert path.read_text() == TOWNS


async def test_copying_and_moving(workspace, path):
    """c begins a copy behind its note, J and K change the order; u takes each back."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("c")
        assert 'id = "italy-2"' in area(pilot).text
        assert path.read_text() == TOWNS
        await pilot.press("ctrl+s", "escape")
        assert [line.split()[0] for line in listed(pilot)] == ["[deck]", "italy", "italy-2", "fall", "france"]
        await pilot.press("J")
        assert [line.split()[0] for line in listed(pilot)] == ["[deck]", "italy", "fall", "italy-2", "france"]
        assert chosen(pilot) == ["italy-2 card"]
        await pilot.press("shift+up", "K", "K")
        assert [line.split()[0] for line in listed(pilot)] == ["[deck]", "italy-2", "italy", "fall", "france"]
        await pilot.press("u", "u", "u", "u")
        assert path.read_text() == TOWNS


def listed(pilot):
    """Return the rows of the list, without marker and signs."""
    notes = pilot.app.screen.query_one("#notes").region
    rows = [line[notes.x : notes.right] for line in screen_lines(pilot.app)[notes.y : notes.bottom]]
    return [row.strip("▸•✗ ") for row in rows if row.strip()]


async def test_finding(workspace):
    """/ keeps the notes in which all words stand, in ids, kinds or texts; Esc shows all again."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("slash", *"PARIS fra")
        await until(pilot, "/ PARIS fra")
        await pilot.press("enter")
        assert [line.split()[0] for line in listed(pilot)] == ["france"]
        assert 'answer = "Paris"' in area(pilot).text
        await pilot.press("d")
        assert "No note has these words" in said(pilot.app)
        await pilot.press("u")
        assert [line.split()[0] for line in listed(pilot)] == ["france"]
        await pilot.press("escape")
        assert len(listed(pilot)) == 4
        assert chosen(pilot) == ["france card"]


DRAFTS = """\
[deck]
id = "drafts"

[[card]]
id = "one"
question = "First?"
answer = "1"
draft = true

[[card]]
id = "known"
question = "Known?"
answer = "0"

# On 1 May something was said.
[[event]]
id = "two"
name = "Second"
date = ""
draft = true

[[card]]
id = "three"
question = "Third?"
answer = "3"
draft = true
"""


async def test_drafts(desk_with, tmp_path):
    """They are named as such; y accepts one and goes to the next, d drops one; what has mistakes is to be mended."""
    path = tmp_path / "decks" / "drafts.toml"
    async with shown(desk_with(drafts=DRAFTS), size=(120, 40)) as pilot:
        assert "1 new" in said(pilot.app)
        await open_editor(pilot)
        assert "4 notes · 3 drafts" in said(pilot.app)
        assert [" ".join(row.split()) for row in listed(pilot)][1:3] == ["one draft card", "known card"]
        assert key_line(pilot.app)["y"] == "accept"
        await pilot.press("y")
        assert chosen(pilot) == ["two draft event"]
        await pilot.press("y")
        assert "line 5: " in told(pilot)
        await pilot.press("d")
        assert chosen(pilot) == ["three draft card"]
        await change(pilot, "Third?", "The third?")
        await pilot.press("y")
        assert "no more drafts" in told(pilot)
        assert "y" not in key_line(pilot.app)
        await pilot.press("y")
        assert "no draft" in told(pilot)
        text = path.read_text()
        assert "draft" not in text.replace("drafts", "")
        assert "The third?" in text
        assert "two" not in text
        await pilot.press("escape")
        assert "3 new" in said(pilot.app)


async def test_the_head_of_a_deck(workspace, path):
    """`[deck]` stands in the list, and is saved into its own lines; d does not take it out."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("up")
        assert chosen(pilot) == ["[deck]"]
        assert area(pilot).text == '# The author\'s own words.\n[deck]\nid = "towns"\ntitle = "Towns"\n'
        await pilot.press("d")
        assert path.read_text() == TOWNS
        await change(pilot, '"Towns"', '"Cities"')
        await pilot.press("ctrl+s")
        assert "Cities" in screen_lines(pilot.app)[1]
        assert path.read_text() == TOWNS.replace('"Towns"', '"Cities"')
        await pilot.press("a", "end", "enter")
        await put(pilot, '[deck.phrases]\nwhen = "{name}: which year?"\n')
        await pilot.press("ctrl+s")
        assert [line.split()[0] for line in listed(pilot)][:2] == ["[deck]", "[deck.phrases]"]
        assert "which year?" in path.read_text()


def studied(workspace, *decks):
    """Answer all that is new, and return how often each card was reviewed."""
    study = StudySession(workspace, decks, form="flip")
    while study.question:
        study.rate(Rating.EASY)


def histories(workspace):
    return {card["id"]: card["reps"] for card in cards.card_rows(workspace) if card["reps"]}


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_renaming_a_note_with_a_history(workspace, path, key):
    """Its history goes on under the new id where the author wants that; rename and all is one step for u."""
    studied(workspace)
    before = histories(workspace)
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await change(pilot, '"italy"', '"rome"')
        await pilot.press("ctrl+s")
        assert "“italy” has a history" in said(pilot.app)
        await pilot.press(key)
        await pilot.pause()
        assert ('formerly = ["italy"]' in path.read_text()) == (key == "enter")
        assert chosen(pilot) == ["rome card"]
        await pilot.press("u")
        assert path.read_text() == TOWNS
        await change(pilot, '"italy"', '"rome"')
        await pilot.press("ctrl+s", key, "escape")
        await pilot.pause()
        if key == "escape":  # asked once more about all that has lost its note
            assert "These cards look like renamed ones" in said(pilot.app)
            await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    kept = {card.replace("italy", "rome"): reps for card, reps in before.items()}
    assert histories(workspace) == (kept if key == "enter" else {c: n for c, n in kept.items() if "rome" not in c})


async def test_a_note_goes_to_another_deck_with_its_history(desk_with, path, tmp_path):
    """m asks where to; the source comes along, the history goes on there, and u brings it back."""
    towns = TOWNS.replace('"Rome"', '"Rome"\nsource = "atlas 3"').replace(
        "\n# capitals", '\n[[source]]\nid = "atlas"\ntitle = "A"\n\n# capitals'
    )
    workspace = desk_with(towns=towns, other='[deck]\nid = "other"\ntitle = "Another one"\n')
    studied(workspace)
    before = histories(workspace)
    async with shown(workspace) as pilot:
        await pilot.press("down", "down", "e")
        await pilot.pause()
        await pilot.press("m")
        assert "Another one" in said(pilot.app)
        await pilot.press("enter")
        assert "Moved to “Another one” with its history" in told(pilot)
        other = (tmp_path / "decks" / "other.toml").read_text()
        assert {'formerly = ["towns/italy"]', 'id = "atlas"', "# capitals"} <= set(other.split("\n"))
        assert "italy" not in path.read_text()
        await pilot.press("u")
        assert path.read_text() == towns
        assert "italy" not in (tmp_path / "decks" / "other.toml").read_text()
        await pilot.press("home", "down", "down", "m", "enter", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
    assert histories(workspace) == {card.replace("towns/italy", "other/italy"): n for card, n in before.items()}


async def test_deleting_and_putting_back(workspace, path):
    """d takes the chosen note out, u puts it back, both at once on the disk and on the screen."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("down", "d")
        assert "2 notes" in said(pilot.app)
        assert "u puts it back" in told(pilot)
        assert "fall of Rome" not in path.read_text()
        await pilot.press("u")
        assert "3 notes" in said(pilot.app)
        assert path.read_text() == TOWNS
        await pilot.press("u")
        assert "Nothing was changed here" in told(pilot)


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
        assert "0 notes" in said(pilot.app)
        assert chosen(pilot) == ["[deck]"]
        await pilot.press("d", "enter", "ctrl+s", "escape", "u", "u", "u")
        assert "3 notes" in said(pilot.app)
        assert area(pilot).text


async def test_what_is_not_saved_is_not_lost(workspace, path):
    """It stays with its note while one looks at others, marked in the list; d asks to save it, u to drop it."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("enter")
        await change(pilot, "Rome", "Roma")
        await pilot.press("escape", "down")
        assert chosen(pilot) == ["fall event"]
        assert "• italy" in said(pilot.app)
        assert "not saved" in said(pilot.app)
        await click(pilot, "france")
        await put(pilot, "broken")
        await pilot.press("escape", "up", "up")
        assert chosen(pilot) == ["• italy card"]
        assert "Roma" in area(pilot).text
        for key in ("d", "J", "m"):
            await pilot.press(key)
            assert "Not saved" in told(pilot)
        assert path.read_text() == TOWNS
        await pilot.press("u", "escape")
        assert "Roma" in area(pilot).text
        await pilot.press("u", "enter")
        assert "Rome" in area(pilot).text
        await pilot.press("down", "down")
        assert area(pilot).text == "broken"
        assert path.read_text() == TOWNS


async def test_leaving(workspace):
    """Esc goes home at once where nothing waits to be saved."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_leaving_what_is_not_saved(workspace, path):
    """Esc asks what is to be done with each text; one that cannot be saved keeps the editor open."""
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await change(pilot, "Rome", "Roma")
        await pilot.press("down")
        await put(pilot, "[[event]]\nid = ")
        await pilot.press("escape")
        assert "Not saved: “italy”, “fall”" in said(pilot.app)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, EditorScreen)
        await pilot.press("escape", "enter")
        assert isinstance(pilot.app.screen, EditorScreen)
        assert "line 2: the value is missing" in told(pilot)
        assert chosen(pilot) == ["• fall event"]
        assert path.read_text() == TOWNS.replace('"Rome"', '"Roma"')
        await pilot.press("escape", "down", "down", "enter")
        assert area(pilot).has_focus
        await pilot.press("escape", "escape", "down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
    assert path.read_text() == TOWNS.replace('"Rome"', '"Roma"')


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
    """a, d, u and e do nothing but stand in the text while one types."""
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
        assert told(pilot) == "Saved"
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
    """u in the editor takes no answer back: it undoes changes of the deck, and a slip must not reach the schedule."""
    async with shown(workspace, StudySession(workspace, form="flip")) as pilot:
        study = pilot.app.screen.session
        await pilot.press("space", "3", "space", "e", "u")
        await pilot.pause()
        assert "undone" not in told(pilot)
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
        assert told(pilot) == "Saved"
    assert (tmp_path / "decks" / "odd.toml").read_text(encoding="utf-8") == text.replace('"A"', '"Ab"')


async def test_a_note_with_carriage_returns(desk_with, path):
    """A deck with the line ends of Windows opens as unchanged, and keeps them when a note is saved."""
    workspace = desk_with(towns="")
    path.write_bytes(TOWNS.replace("\n", "\r\n").encode())
    workspace.reread()
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("down", "up")
        assert "Not saved" not in told(pilot)
        await change(pilot, "Rome", "Roma")
        await pilot.press("ctrl+s")
        assert told(pilot) == "Saved"
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


async def test_what_names_a_note_that_is_gone(desk_with):
    """Whoever deletes or renames a note is told which others name it."""
    workspace = desk_with(towns=TOWNS.replace('"Paris"', '"Paris"\nbury_with = ["italy"]'))
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        await pilot.press("d")
        assert "To be mended now: france" in told(pilot)
        await pilot.press("u")
        await change(pilot, '"italy"', '"rome"')
        await pilot.press("ctrl+s")
        assert "To be mended now: france" in told(pilot)


async def test_a_row_of_a_table_leads_to_the_table(desk_with):
    """e on a card of one row chooses the table that it stands in."""
    table = '[[table]]\nid = "c"\ncolumns = ["a", "b"]\nask = { b = "{a}?" }\nrows = [["x", "y"]]\n'
    workspace = desk_with(towns=f"{TOWNS}\n{table}")
    async with shown(workspace) as pilot:
        pilot.app.navigator.editor("towns", "c.x")
        await pilot.pause()
        assert chosen(pilot) == ["c table"]


async def test_odd_files(desk_with, path):
    """A byte order mark, the line ends of Windows, comments and a note without id: only what is typed changes."""
    odd = "\ufeff" + TOWNS.replace('id = "italy"\n', "").replace('"Rome"', '"Rome\u2028"').replace("\n", "\r\n")
    workspace = desk_with(towns="")
    path.write_bytes(odd.encode())
    workspace.reread()
    async with shown(workspace) as pilot:
        await open_editor(pilot)
        assert "saved ✓" in said(pilot.app)
        await change(pilot, '"Rome', '"Roma')
        await pilot.press("ctrl+s", "down", "up")
        assert "saved ✓" in said(pilot.app)
        assert path.read_bytes() == odd.replace('"Rome', '"Roma').encode()
        await pilot.press("J", "K", "c", "ctrl+s")
        assert path.read_bytes().startswith(odd[: odd.index("# capitals")].encode())
        await pilot.press("escape", "u", "u", "u", "u")
    assert path.read_bytes() == odd.encode()


async def test_a_deck_of_a_thousand_notes(desk_with):
    """It opens, is gone through and searched without a wait that one would notice."""
    note = '[[card]]\nid = "n{0}"\nquestion = "What is number {0}?"\nanswer = "a{0}"\n'
    workspace = desk_with(many='[deck]\nid = "many"\n\n' + "\n".join(map(note.format, range(1000))))
    async with shown(workspace) as pilot:
        began = time.process_time()
        await open_editor(pilot)
        await pilot.press("end", "up", "up", "slash", *"number 99", "enter")
        await until(pilot, "n995")
        assert time.process_time() - began < 5
        assert len(listed(pilot)) == 19
