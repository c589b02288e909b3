"""`new` and `edit`: a deck from nothing, and the author's editor at the right line."""

import json

import pytest

from aide_memoire.authoring.external_editor import editor_command
from aide_memoire.cli.main import main
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.note import EventNote
from aide_memoire.decks.files import diagnose_file, read_deck_file
from aide_memoire.decks.schema import deck_schema


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to stand in, with progress elsewhere."""
    monkeypatch.setenv("AIDE_MEMOIRE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def editor(folder, script):
    """Return the name of an editor that runs a shell script with its arguments."""
    path = folder / "an-editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_a_new_deck_can_be_studied_at_once(folder, capsys):
    """It has each kind of note, nothing is wrong with it, and its questions are due."""
    assert main(["new", "My deck.toml"]) == 0
    assert "aide-memoire study --decks ., or put it among your decks: " in capsys.readouterr().out
    assert diagnose_file("My deck.toml") == []
    reading, _ = read_deck_file("My deck.toml")
    assert (reading.head.id, reading.head.title) == ("my-deck", "My deck")
    assert {each.note.kind for each in reading.notes} == {"card", "cloze", "event", "group", "sequence", "table"}
    assert main(["due", "--json", "--decks", "."]) == 0
    assert json.loads(capsys.readouterr().out)["new"] > 0


def test_the_schema_lies_beside_a_new_deck(folder):
    """An editor finds what the deck's first line names; a schema that is there is left alone."""
    main(["new", "a.toml"])
    assert (folder / "a.toml").read_text().startswith("#:schema ./deck.schema.json\n")
    assert json.loads((folder / "deck.schema.json").read_text()) == deck_schema()
    (folder / "deck.schema.json").write_text("mine")
    main(["new", "b.toml"])
    assert (folder / "deck.schema.json").read_text() == "mine"


def test_a_folder_is_made_where_there_is_none(folder):
    """A new deck may lie in a new folder."""
    assert main(["new", "mine/history/a.toml"]) == 0
    assert (folder / "mine" / "history" / "a.toml").is_file()


def test_a_new_deck_among_those_that_are_studied(folder, capsys):
    """It needs no word on where it lies; a folder with a blank in its name is quoted for the shell."""
    (folder / "my decks").mkdir()
    assert main(["new", "my decks/a.toml", "--decks", "my decks"]) == 0
    assert capsys.readouterr().out == "wrote my decks/a.toml\nstudy it: aide-memoire study --decks 'my decks'\n"
    assert main(["new", "my decks/b.toml"]) == 0
    assert "study --decks 'my decks', or" in capsys.readouterr().out


def test_a_deck_that_is_there_is_never_overwritten(folder, capsys):
    """`new` on an existing file says so, and leaves it."""
    (folder / "a.toml").write_text("mine")
    assert main(["new", "a.toml"]) == 1
    assert "already exists" in capsys.readouterr().err
    assert (folder / "a.toml").read_text() == "mine"


@pytest.mark.parametrize(("path", "code"), [("a.json", 2), ("data.toml/a.toml", 1)])
def test_a_deck_that_cannot_be_written_is_told(folder, capsys, path, code):
    """Another ending is an error of usage; a file where a folder should be is named."""
    (folder / "data.toml").write_text("")
    assert main(["new", path]) == code
    assert path in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("vim", ["vim", "+28", "/d.toml"]),
        ("emacs -nw", ["emacs", "-nw", "+28", "/d.toml"]),
        ("/usr/bin/code -n", ["/usr/bin/code", "-n", "--wait", "--goto", "/d.toml:28"]),
        ("hx", ["hx", "/d.toml:28"]),
    ],
)
def test_each_editor_is_called_at_the_line(name, arguments):
    """Editors name a line in their own ways."""
    assert editor_command({"EDITOR": name}, "/d.toml", 28) == arguments


def test_visual_comes_before_editor():
    """As everywhere, $VISUAL is asked first."""
    assert editor_command({"EDITOR": "ed", "VISUAL": "vi"}, "/d.toml", 1)[0] == "vi"


@pytest.mark.parametrize("environment", [{}, {"EDITOR": ""}, {"EDITOR": "'vi"}])
def test_no_editor_is_told(environment):
    """Without an editor there is a hint how to name one."""
    with pytest.raises(AideMemoireError):
        editor_command(environment, "/d.toml", 1)


@pytest.mark.posix
def test_a_note_is_opened_at_its_line(folder, monkeypatch, capsys):
    """`edit DECK/NOTE` leads to the note's header."""
    main(["new", "a.toml"])
    monkeypatch.setenv("EDITOR", editor(folder, 'echo "$@" > called'))
    assert main(["edit", "a/nerchinsk", "--decks", "."]) == 0
    line = int((folder / "called").read_text().split()[0].removeprefix("+"))
    assert (folder / "a.toml").read_text().split("\n")[line - 1] == "[[event]]"
    assert isinstance(read_deck_file("a.toml")[0].notes[2].note, EventNote)


@pytest.mark.posix
def test_mistakes_are_shown_when_the_editor_closes(folder, monkeypatch, capsys):
    """What the editor leaves is checked at once; without a terminal to ask on, the exit code tells."""
    main(["new", "a.toml"])
    monkeypatch.setenv("EDITOR", editor(folder, 'sed -i.bak "s/^date = .*/date = \\"1689-13\\"/" "$2"; rm "$2.bak"'))
    capsys.readouterr()
    assert main(["edit", "a", "--decks", "."]) == 1
    assert 'date = "1689-13"\n' in capsys.readouterr().out


@pytest.mark.parametrize(("name", "told"), [("b", "there is no deck “b”"), ("a/zz", "has no note “zz”")])
def test_what_is_not_there_cannot_be_edited(folder, capsys, name, told):
    """A deck or note that no file holds is named."""
    main(["new", "a.toml"])
    assert main(["edit", name, "--decks", "."]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("named", ["/no/such/editor", "false"])
def test_an_editor_that_fails_is_told(folder, monkeypatch, capsys, named):
    """An editor that cannot be started, or ends badly, is no traceback."""
    main(["new", "a.toml"])
    monkeypatch.setenv("EDITOR", named)
    assert main(["edit", "a", "--decks", "."]) == 1
    assert named in capsys.readouterr().err
