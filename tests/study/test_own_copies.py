"""A deck of someone else is never written to: an edit makes an own copy, which is studied instead."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.authoring.external_editor import find_line
from aide_memoire.authoring.own_copy import editable_path, editable_paths, own_copies
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.decks.folders import shipped_folder
from aide_memoire.decks.precedence import choose_deck
from aide_memoire.paths import find_paths
from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.store import deck_files
from aide_memoire.workspace import open_workspace

NOW = datetime(2024, 5, 14, 9, tzinfo=UTC)
SHIPPED = Path(shipped_folder()).resolve()


@pytest.fixture
def open_at(tmp_path):
    """Open a learner's workspace over the usual places, or over these folders."""
    opened = []

    def open_one(*decks):
        opened.append(open_workspace(find_paths(str(tmp_path / "data")), "default", lambda: NOW, lambda: 1, decks))
        return opened[-1]

    yield open_one
    for workspace in opened:
        workspace.close()


def test_an_edit_of_a_shipped_deck_makes_an_own_copy(open_at, tmp_path):
    """Ids stay, so the history goes on; the shipped file is not listed twice, and an undo works in the copy."""
    workspace = open_at()
    path, _ = find_line(workspace, "treaties")
    before = Path(path).read_bytes()
    editor = DeckEditor(path, editable_paths(workspace))
    note = next(entry for entry in editor.entries() if entry.is_note)
    editor.save(note, f"# mine\n{note.text}")
    own = tmp_path / "data" / "decks" / "treaties.toml"
    assert (editor.path, Path(path).read_bytes()) == (str(own), before)
    assert own.read_bytes() != before
    cards = {entry.deck: entry.cards for entry in deck_files.deck_files(workspace.db)}
    workspace.reread()
    assert find_line(workspace, "treaties")[0] == str(own)
    assert {line.deck: line.cards for line in load_dashboard(workspace).decks} == cards
    assert not any(line.clash for line in load_dashboard(workspace).decks)
    assert editor.undo()
    assert own.read_bytes() == before
    copy = own_copies(workspace)["treaties"]
    assert (os.path.realpath(copy.other), copy.is_same, copy.changed_since) == (os.path.realpath(path), True, "")


def test_in_a_checkout_decks_named_by_their_folder_are_one_s_own(open_at, tmp_path):
    """Who works on the shipped decks names the folder, and writes into it."""
    folder = tmp_path / "decks"
    shutil.copytree(SHIPPED, folder)
    for workspace in (open_at(str(SHIPPED)), open_at(str(folder))):
        path, _ = find_line(workspace, "treaties")
        assert editable_path(workspace, path) == path
    assert not (tmp_path / "data" / "decks").exists()


@pytest.mark.posix
def test_a_link_to_a_shipped_deck_is_not_written_through(open_at, tmp_path):
    """A link among one's own decks leads to someone else's file."""
    own = tmp_path / "data" / "decks"
    own.mkdir(parents=True)
    (own / "link.toml").symlink_to(SHIPPED / "treaties.toml")
    workspace = open_at()
    assert editable_path(workspace, str(own / "link.toml")) == str(own / "treaties.toml")


def test_a_deck_that_cannot_be_written_is_copied(open_at, tmp_path, monkeypatch):
    """A folder that only others may write to."""
    theirs, own = tmp_path / "theirs", tmp_path / "own"
    for folder in (theirs, own):
        folder.mkdir()
    (theirs / "towns.toml").write_text('[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n')
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).startswith(str(theirs)) and access(path, mode))
    workspace = open_at(str(theirs), str(own))
    assert editable_path(workspace, str(theirs / "towns.toml")) == str(own / "towns.toml")
    alone = open_at(str(theirs))
    copy = tmp_path / "data" / "decks" / "towns.toml"
    assert editable_path(alone, str(theirs / "towns.toml")) == str(copy)
    with pytest.raises(AideMemoireError, match="you have your own copy") as error:
        editable_path(alone, str(theirs / "towns.toml"))
    assert str(copy) in error.value.message


def test_a_copy_beside_a_deck_of_the_same_file_name(open_at, tmp_path):
    """Two decks of others are called deck.toml: each has an own copy that is named by its id."""
    own = tmp_path / "own"
    for name in ("a", "b"):
        (own / name).mkdir(parents=True)
        (own / name / "origin.toml").write_text('[origin]\nfrom = "x"\n[files]\n')
        (own / name / "deck.toml").write_text(
            f'[deck]\nid = "{name}"\n[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n'
        )
    workspace = open_at(str(own))
    copies = [editable_path(workspace, str(own / name / "deck.toml")) for name in ("a", "b")]
    assert copies == [str(own / "a.toml"), str(own / "b.toml")]
    workspace.reread()
    assert {deck: Path(copy.other).parent.name for deck, copy in own_copies(workspace).items()} == {"a": "a", "b": "b"}


def test_pictures_come_along(open_at, tmp_path):
    """What the notes name is found beside the copy, too; a file of that name there is left alone."""
    own = tmp_path / "own"
    theirs = own / "theirs"
    (theirs / "img").mkdir(parents=True)
    for name in ("img/a.png", "b.png"):
        (theirs / name).write_text("theirs")
    (own / "b.png").write_text("mine")
    note = '[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\nmedia = ["img/a.png", "b.png", "gone.png"]\n'
    (theirs / "maps.toml").write_text(note)
    (theirs / "origin.toml").write_text('[origin]\nfrom = "x"\n[files]\n')
    editable_path(open_at(str(own)), str(theirs / "maps.toml"))
    assert ((own / "img" / "a.png").read_text(), (own / "b.png").read_text()) == ("theirs", "mine")
    assert not (own / "gone.png").exists()


def test_a_record_of_copies_that_is_damaged_costs_nothing_but_the_notice(open_at, tmp_path):
    """It is only known no more what the other deck was."""
    workspace = open_at()
    editable_path(workspace, find_line(workspace, "csto")[0])
    record = tmp_path / "data" / "decks" / ".own-copies.json"
    for text in ("", "[]", "{", '{"csto": 1}', '{"csto": {"digest": "x"}}'):
        record.write_text(text)
        workspace.reread()
        assert own_copies(workspace)["csto"].changed_since == ""


@pytest.mark.parametrize(
    ("paths", "first"),
    [
        (["/p/x 2.toml", "/p/x.toml", "/p/x-LAPTOP.toml"], "/p/x.toml"),
        (["/p/a.toml", "/p/x.toml"], "/p/x.toml"),
        (["/p/long.toml", "/p/ab.toml"], "/p/ab.toml"),
        (["/p/b.toml", "/p/a.toml"], "/p/a.toml"),
        (["/p/sub/x.toml", "/p/other.toml"], "/p/other.toml"),
        (["/p/x.toml", "/q/sub/other.toml"], "/q/sub/other.toml"),
    ],
)
def test_which_of_several_decks_of_one_id_is_studied(paths, first):
    """A later folder, then no subfolder, then the name of the deck, then the shortest one; in whatever order."""
    for order in (paths, paths[::-1]):
        choice = choose_deck("x", order, ["/p", "/q"])
        assert choice.studied == first
        assert {first, *choice.clashing, *choice.replaced} == set(paths)
