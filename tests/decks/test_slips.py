"""Slips that authors make: each is told once, in its place, and with its cure."""

import tomllib
from pathlib import Path

import pytest

from aide_memoire.decks.files import diagnose_file, read_deck_file
from aide_memoire.library.mistakes import files_with_mistakes
from aide_memoire.library.refresh import refresh

SLIPS = tomllib.loads((Path(__file__).parent / "slips.toml").read_text(encoding="utf-8"))["slip"]
IN_NOTES = [slip for slip in SLIPS if "kind" in slip]
SOURCE = '[[source]]\nid = "s"\ntitle = "S"\n\n'
LAST = '\n[[card]]\nid = "z"\nquestion = "What is last?"\nanswer = "Omega"\nsource = "s"\n'


@pytest.fixture
def written(tmp_path):
    """Return the function that writes a slip's deck, in which nothing else is wrong, and returns its path."""

    def write(slip):
        path = tmp_path / "mine.toml"
        path.write_text(text_of(slip), encoding="utf-8")
        return str(path)

    return write


def text_of(slip):
    note = f'{SOURCE}[[{slip.get("kind")}]]\nid = "a"\n{slip.get("lines")}\nsource = "s"\n{LAST}'
    return slip.get("deck", note)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip["what"])
def test_a_slip_is_told_once_in_its_place_with_its_cure(slip, written):
    """One slip is one message: neither silence, nor a flood of what only follows from it."""
    (found,) = diagnose_file(written(slip))
    assert (f"{found.line}:{found.column}", found.code) == (slip["place"], slip["code"])
    assert (found.hint or found.message) == slip["cure"]


@pytest.mark.parametrize("slip", IN_NOTES, ids=lambda slip: slip["what"])
def test_a_slip_hides_no_other_note(slip, written):
    """The note below the slip is read."""
    assert "z" in [each.note.shared.id for each in read_deck_file(written(slip))[0].notes]


def test_the_list_of_decks_counts_the_errors_that_check_tells(tmp_path, workspace):
    """The figure beside a deck is the number of its errors, whoever finds them, and the same when asked again."""
    for number, slip in enumerate(SLIPS):
        (tmp_path / f"{number}.toml").write_text(text_of(slip), encoding="utf-8")
    refresh(workspace.db, [str(tmp_path)])
    counted = {entry.path: entry.errors for entry in files_with_mistakes(workspace.db)}
    assert counted == {path: sum(each.severity == "error" for each in diagnose_file(path)) for path in counted}
    assert counted == {entry.path: entry.errors for entry in files_with_mistakes(workspace.db)}
