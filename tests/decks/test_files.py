"""Where decks lie, and what is there."""

import os

import pytest

from aide_memoire.decks.files import deck_name_for, diagnose_file, find_deck_files, read_deck_file, stem_of

CARD = '[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n'


def codes(path):
    return [found.code for found in diagnose_file(str(path))]


def test_decks_are_found_place_by_place_and_by_name(tmp_path):
    """The order is that of the places, then of the names; hidden and other files are no decks."""
    mine, yours = tmp_path / "mine", tmp_path / "yours"
    for path in (
        yours / "a.toml",
        mine / "c.toml",
        mine / "b.toml",
        mine / ".hidden.toml",
        mine / "notes.txt",
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_text(CARD)
    found = find_deck_files([str(mine), str(tmp_path / "none"), str(yours)])
    assert [file.path for file in found] == [
        str(mine / "b.toml"),
        str(mine / "c.toml"),
        str(yours / "a.toml"),
    ]


def test_figures_in_names_are_numbers(tmp_path):
    """Unit 2 comes before unit 10, also of folders, and so do its new facts."""
    for name in ("unit 10.toml", "unit 2.toml", "unit 1.toml", "unit.toml", "week-10/a.toml", "week-9/a.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(CARD)
    found = [os.path.relpath(file.path, tmp_path) for file in find_deck_files([str(tmp_path)])]
    assert found == [
        *("unit 1.toml", "unit 2.toml", "unit 10.toml", "unit.toml"),
        *(os.path.join("week-9", "a.toml"), os.path.join("week-10", "a.toml")),
    ]


def test_a_file_that_changes_gets_another_stamp(tmp_path):
    """An edit is seen even where size and time stay; nothing else changes the stamp."""
    deck = tmp_path / "d.toml"
    deck.write_text(CARD)
    before = find_deck_files([str(tmp_path)])
    assert find_deck_files([str(tmp_path)]) == before
    times = deck.stat().st_mtime_ns
    other = tmp_path / "other"
    other.write_text(CARD.replace("Q?", "R?"))
    os.utime(other, ns=(times, times))
    other.replace(deck)
    assert find_deck_files([str(tmp_path)]) != before


@pytest.mark.posix
def test_a_link_to_nothing_is_found_and_told(tmp_path):
    """A deck that cannot be read is in the list, with its reason."""
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")
    (file,) = find_deck_files([str(tmp_path)])
    assert codes(file.path) == ["unreadable"]


def test_a_folder_named_like_a_deck_is_told(tmp_path):
    """What is no file is an error with its reason, and never raises."""
    (tmp_path / "d.toml").mkdir()
    (found,) = diagnose_file(str(tmp_path / "d.toml"))
    assert (found.code, found.line, found.message) == (
        "unreadable",
        1,
        "cannot be read: not an ordinary file",
    )


@pytest.mark.posix
def test_a_pipe_is_told_without_waiting_on_it(tmp_path):
    """A FIFO nobody writes to is refused before it is opened."""
    os.mkfifo(tmp_path / "d.toml")
    assert codes(tmp_path / "d.toml") == ["unreadable"]


def test_a_huge_file_is_told_unread(tmp_path):
    """Beyond any deck's size a file is refused, saying so."""
    deck = tmp_path / "d.toml"
    deck.touch()
    os.truncate(deck, 33 * 1024 * 1024)
    (found,) = diagnose_file(str(deck))
    assert "32 MB" in found.message


def test_what_is_not_utf8_is_told_where_it_stands(tmp_path):
    """Bytes of another encoding are an error at their place, and the notes are read all the same."""
    deck = tmp_path / "d.toml"
    deck.write_bytes(CARD.encode() + 'hint = "Lüshun"\n'.encode("latin-1"))
    errors = [each for each in diagnose_file(str(deck)) if each.severity == "error"]
    assert [(each.code, each.line, each.column) for each in errors] == [("encoding", 5, 10)]
    assert [note.shared.id for note in read_deck_file(str(deck))[0].deck.notes] == ["a"]


def test_an_empty_file_is_a_deck_without_notes(tmp_path):
    """A file just begun is no error."""
    (tmp_path / "d.toml").touch()
    (found,) = diagnose_file(str(tmp_path / "d.toml"))
    assert (found.code, found.severity) == ("no-notes", "warning")


@pytest.mark.parametrize(("path", "stem"), [("/a/b.c.toml", "b.c"), ("x\x1b[2J.toml", "x␛[2J"), ("d.toml", "d")])
def test_a_deck_has_its_files_name(path, stem):
    """The name without its ending, safe to show."""
    assert stem_of(path) == stem


def test_the_file_name_is_the_id_where_the_deck_has_none(tmp_path):
    """A deck without an id goes by its file."""
    deck = tmp_path / "My Deck.toml"
    deck.write_text(CARD)
    reading, text = read_deck_file(str(deck))
    assert (reading.head.id, reading.head.title, text) == ("my-deck", "My Deck", CARD)


@pytest.mark.posix
def test_a_link_that_leads_round_hides_no_other_deck(tmp_path):
    """It is told as a deck that cannot be read; all that lies beside it is found."""
    (tmp_path / "a.toml").write_text("")
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "z.toml").write_text("")
    found = [os.path.relpath(file.path, tmp_path) for file in find_deck_files([str(tmp_path)])]
    assert found == ["a.toml", "loop.toml", os.path.join("z", "z.toml")]


def test_a_deck_of_too_many_lines_is_told_unread(tmp_path):
    """Each line takes memory where a mistake is looked for: nobody writes a million and a half."""
    deck = tmp_path / "d.toml"
    deck.write_text("#\n" * 1_500_001)
    (found,) = diagnose_file(str(deck))
    assert (found.code, found.message, found.line) == ("too-large", "more than 1,500,000 lines, or entries of lists", 1)


def test_a_message_of_a_megabyte_is_shortened_in_json_too(tmp_path):
    """Its beginning and its end tell what it is about."""
    deck = tmp_path / "d.toml"
    deck.write_text("x" * 1_000_000)
    assert {len(str(each.as_json())) < 2000 for each in diagnose_file(str(deck))} == {True}


@pytest.mark.parametrize(
    ("name", "deck"),
    [
        (" .csv", "deck.toml"),
        (".csv", "csv.toml"),
        (".hidden.csv", "hidden.toml"),
        ("...csv", "csv.toml"),
        ("a.csv", "a.toml"),
    ],
)
def test_no_new_deck_has_a_hidden_name(name, deck):
    """It would be written and never be found."""
    assert deck_name_for(name) == deck
