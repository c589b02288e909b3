"""An author edits a deck note by note: what is saved, what is refused, and what is foreseen."""

import os

import pytest

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.authoring.impact import compute_impact
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.decks.parser import parse_deck

DECK = """\
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
[event.question]
when = "When did Rome fall?"

[[card]]
id = "france"
question = "Which city is France's capital?"
answer = "Paris"
# the end
"""
ITALY, FALL, FRANCE = ("card", 0), ("event", 0), ("card", 1)
NOTE = '[[card]]\nid = "italy"\nquestion = "Which city is Italy\'s capital?"\nanswer = "Roma"\n'


@pytest.fixture
def path(tmp_path):
    """The deck's file."""
    file = tmp_path / "towns.toml"
    file.write_bytes(DECK.encode())
    return file


@pytest.fixture
def editing(path):
    """The deck, under the author's hands."""
    return DeckEditor(str(path))


def at(editing, where):
    """Return the block with this key path."""
    return next(each for each in editing.entries() if each.key_path == where)


def names(editing):
    """Return the ids of the notes in the order of the file."""
    return [each.id for each in editing.entries() if each.is_note]


def told(editing, where, note):
    return [(each.line, each.severity, each.code) for each in editing.preview(at(editing, where), note).diagnostics]


def test_the_notes_of_a_deck(editing):
    """All of them, in the order of the file, with their ids and their own lines."""
    assert editing.reading.head.title == "Towns"
    assert [(each.key_path, each.name, each.has_errors) for each in editing.entries() if each.is_note] == [
        (ITALY, "italy", False),
        (FALL, "fall", False),
        (FRANCE, "france", False),
    ]
    assert at(editing, ITALY).text.startswith("# capitals\n[[card]]\n")
    assert at(editing, FRANCE).text.endswith('answer = "Paris"\n')


def test_saving_a_note(editing, path):
    """Its lines are in the file, and the rest is as it was."""
    editing.save(at(editing, ITALY), at(editing, ITALY).text.replace("Rome", "Roma"))
    assert path.read_text() == DECK.replace('"Rome"', '"Roma"')
    assert "Roma" in at(editing, ITALY).text


def test_deleting_a_note(editing, path):
    """It goes with its own comment; the author's other lines stay."""
    editing.delete(at(editing, ITALY))
    start, end = DECK.index("# capitals"), DECK.index("\n# between")
    assert path.read_text() == DECK[:start] + DECK[end:]
    assert names(editing) == ["fall", "france"]


def test_deleting_every_note(editing, path):
    """A deck may be emptied, and all of it comes back."""
    for where in (FRANCE, FALL, ITALY):
        editing.delete(at(editing, where))
    assert names(editing) == []
    assert "# the end" in path.read_text()
    assert [editing.undo() for _ in range(4)] == [True, True, True, False]
    assert path.read_bytes() == DECK.encode()


def test_taking_back(editing, path):
    """The newest change first, each bringing back the bytes that were there."""
    editing.save(at(editing, ITALY), NOTE)
    saved = path.read_bytes()
    editing.delete(at(editing, FALL))
    assert editing.undo()
    assert path.read_bytes() == saved
    assert names(editing) == ["italy", "fall", "france"]
    assert editing.undo()
    assert path.read_bytes() == DECK.encode()
    assert not editing.undo()


def test_a_refused_change_is_not_taken_back_later(editing, path):
    """What could not be saved is no change: the file put back by the other program can be edited on."""
    before = path.read_bytes()
    entry = at(editing, ITALY)
    path.write_text("theirs")
    with pytest.raises(AideMemoireError):
        editing.delete(entry)
    path.write_bytes(before)
    assert not editing.undo()
    editing.save(entry, NOTE)
    assert "Roma" in path.read_text()


@pytest.mark.parametrize("action", ["save", "delete"])
def test_a_file_that_has_gone(editing, path, action):
    """A deck that was deleted meanwhile is not brought back unasked; the author is told."""
    entry = at(editing, ITALY)
    path.unlink()
    with pytest.raises(AideMemoireError, match="cannot be read"):
        {"save": lambda: editing.save(entry, NOTE), "delete": lambda: editing.delete(entry)}[action]()
    assert os.listdir(path.parent) == []


@pytest.mark.parametrize(
    "note",
    [
        NOTE.replace('capital?"', "capital?"),
        NOTE.replace('"Roma"', '"""Roma'),
        NOTE + 'accept = ["Rom"\n',
        NOTE + 'lures = [{ name = "Milan"\n',
        NOTE + NOTE.replace("italy", "spain"),
        NOTE + '[[event]]\nid = "x"\nname = "X"\ndate = "1900"\n',
        NOTE.replace("[[card]]\n", ""),
        NOTE + '[deck]\ntitle = "Other"\n',
        '[deck]\ntitle = "Other"\n' + NOTE,
        NOTE + '[deck.phrases]\nwhen = "?"\n',
        NOTE + '[[source]]\nid = "s"\ntitle = "S"\n',
        'title = "Other"\n' + NOTE,
        NOTE + '[other]\nx = "y"\n',
        NOTE.replace("[[card]]", "[card]"),
        "",
        "\n\n",
        "# only a comment\n",
        "[[card]\n",
        NOTE + "\x00",
    ],
    ids=[
        "quote", "quotes", "bracket", "brace", "two notes", "two kinds", "no header",
        "deck behind", "deck before",
        "phrases", "source", "key before", "other table", "single brackets", "empty", "blank",
        "comment", "half header", "nul",
    ],
)  # fmt: skip
def test_what_is_not_one_note_is_refused(editing, path, note):
    """What would reach beyond the note, or cannot be read at all, is not saved; the file stays."""
    with pytest.raises(AideMemoireError):
        editing.save(at(editing, ITALY), note)
    assert path.read_bytes() == DECK.encode()
    assert not editing.undo()


@pytest.mark.parametrize(
    "text",
    [
        '"""\n[[event]]\nas it was?"""',
        "'''\n[[card]]\n[[group]]\n?'''",
        '"""\n# x\n[deck]\n?"""',
        '"[[card]]"',
    ],
)
def test_a_text_that_looks_like_a_header(editing, path, text):
    """Lines within a text of several lines are no headers: such a note is saved like any other."""
    editing.save(at(editing, FRANCE), f'[[card]]\nid = "france"\nquestion = {text}\nanswer = "Paris"\n')
    assert names(DeckEditor(str(path))) == ["italy", "fall", "france"]


def test_a_note_with_mistakes_can_be_saved(editing, path):
    """Half-finished work is kept, where it is one note: the list marks it."""
    editing.save(at(editing, ITALY), '[[card]]\nid = "italy"\nquestion = "Which city?"\n')
    assert [each.has_errors for each in editing.entries() if each.is_note] == [True, False, False]
    editing.save(at(editing, ITALY), NOTE)
    assert [each.has_errors for each in editing.entries() if each.is_note] == [False, False, False]
    assert "Roma" in path.read_text()


@pytest.mark.parametrize("line", ['question = "Which', "answer = ", "lures = [", "?"])
def test_a_broken_note_can_be_mended(path, line):
    """A deck with an error of syntax in one note is opened, the note is marked, and mending it saves it."""
    path.write_text(DECK.replace('answer = "Rome"', line))
    editing = DeckEditor(str(path))
    assert [(each.key_path, each.has_errors) for each in editing.entries() if each.is_note] == [
        (ITALY, True),
        (FALL, False),
        (FRANCE, False),
    ]
    assert at(editing, ITALY).text.endswith(f"{line}\n")
    editing.save(at(editing, ITALY), f"# capitals\n{NOTE}")
    assert path.read_text() == DECK.replace('"Rome"', '"Roma"')


def test_a_note_gets_another_id(editing, path):
    """An author may name a note anew."""
    editing.save(at(editing, ITALY), NOTE.replace('"italy"', '"it"'))
    assert names(editing) == ["it", "fall", "france"]


def test_an_id_of_another_note(editing):
    """An id that another note has is a mistake that the preview names at its line."""
    assert (2, "error", "duplicate-id") in told(editing, FRANCE, NOTE)


@pytest.mark.posix
def test_a_link_and_a_mode_are_kept(path, tmp_path):
    """A deck behind a link stays there, and stays as readable as it was."""
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    path.chmod(0o640)
    editing = DeckEditor(str(link))
    editing.save(at(editing, ITALY), NOTE)
    editing.delete(at(editing, FALL))
    editing.undo()
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert "Roma" in path.read_text()
    assert sorted(os.listdir(tmp_path)) == ["link.toml", "towns.toml"]


@pytest.mark.parametrize("data", [b"\xff\xfe[\x00", "caf\xe9".encode("latin-1"), None, "folder"])
def test_a_file_that_cannot_be_opened(tmp_path, data):
    """What is not UTF-8, not there or not a file is told of by its name, and stays."""
    path = tmp_path / "odd.toml"
    if data == "folder":
        path.mkdir()
    elif data is not None:
        path.write_bytes(data)
    with pytest.raises(AideMemoireError, match=r"odd\.toml"):
        DeckEditor(str(path))


def test_an_odd_name_is_told_without_escapes(tmp_path):
    """A file's name is text from outside, also where it cannot be read."""
    with pytest.raises(AideMemoireError) as raised:
        DeckEditor(str(tmp_path / "\x1b[31m.toml"))
    assert "\x1b" not in raised.value.message


def test_the_preview_of_what_is_there(editing):
    """A note as it stands: its questions, and nothing that saving it would do."""
    preview = editing.preview(at(editing, FALL), at(editing, FALL).text)
    assert [(each.text, each.answer_line) for each in preview.questions] == [("When did Rome fall?", "476")]
    assert preview.impact == ((), (), ())


@pytest.mark.parametrize(
    ("note", "line", "code"),
    [
        (NOTE.replace('answer = "Roma"', 'anser = "Roma"'), 4, "unknown-key"),
        (NOTE.replace("Roma", ""), 4, "empty"),
        ('# one\n# two\n[[card]]\nid = "italy"\nquestion = "Q?"\nanswer = 3\n', 6, "wrong-type"),
        (NOTE.replace('capital?"', "capital?"), 3, "syntax"),
        (NOTE + 'accept = ["Rom"\n', 5, "syntax"),
        (NOTE + 'source = "nowhere"\n', 5, "unknown-source"),
        (NOTE.replace('"italy"', '"no id!"'), 2, "bad-id"),
    ],
)
def test_a_mistake_is_told_at_its_line(editing, note, line, code):
    """Lines are counted within the note, as the author sees it."""
    found = [(at, each) for at, severity, each in told(editing, ITALY, note) if severity == "error"]
    assert line in [at for at, _ in found]
    assert code in [each for _, each in found]


@pytest.mark.parametrize(
    "note",
    [
        "",
        "# only\n",
        NOTE.replace("[[card]]\n", ""),
        NOTE + NOTE.replace("italy", "spain"),
        NOTE + "[deck]\n",
    ],
    ids=["empty", "comment", "no header", "two notes", "deck"],
)
def test_what_cannot_be_saved_is_told_before(editing, note):
    """The preview names as a mistake what saving would refuse, and shows no other note's questions for it."""
    preview = editing.preview(at(editing, ITALY), note)
    assert [each for each in preview.diagnostics if each.severity == "error"]


def test_a_mistake_elsewhere_is_not_this_note_s(path):
    """Another note's mistakes are told there."""
    path.write_text(DECK.replace('"0476"', '"never"'))
    editing = DeckEditor(str(path))
    assert [each for each in told(editing, ITALY, NOTE) if each[1] == "error"] == []
    assert (4, "error", "bad-date") in told(editing, FALL, at(editing, FALL).text)


def test_what_saving_would_do(editing):
    """Cards that are new, those with another answer, and those whose history would be orphaned."""
    assert editing.preview(at(editing, ITALY), NOTE).impact == ((), ("towns/italy",), ())
    renamed = editing.preview(at(editing, ITALY), NOTE.replace('"italy"', '"it"')).impact
    assert renamed == (("towns/it",), (), ("towns/italy",))
    both = editing.preview(at(editing, ITALY), NOTE + 'reverse = { question = "Of what?", answer = "Italy" }\n').impact
    assert both.new == ("towns/italy#reverse",)
    reworded = NOTE.replace("Roma", "Rome").replace("Which city is", "What is")
    assert editing.preview(at(editing, ITALY), reworded).impact == ((), (), ())


def test_what_saving_would_do_to_a_group(path):
    """Each member is a card of its own: one is added, one renamed, and the rest stays."""
    group = '[[group]]\nid = "baltic"\nname = "Baltic states"\nmembers = ["Estonia", "Latvia", "Lithuania"]\n'
    path.write_text(f"{DECK}\n{group}")
    editing = DeckEditor(str(path))
    after = editing.preview(at(editing, ("group", 0)), group.replace('"Latvia", ', '"Finland", ')).impact
    assert (len(after.new), after.changed, len(after.orphaned)) == (1, (), 1)


def test_nothing_is_changed_between_two_equal_decks():
    """A deck compared with itself has no impact."""
    assert compute_impact(parse_deck(DECK), parse_deck(DECK)) == ((), (), ())


def test_looking_writes_nothing(editing, path):
    """A preview leaves the file and the deck as they are."""
    before = path.stat()
    for note in ("", NOTE, NOTE * 2, "[["):
        editing.preview(at(editing, ITALY), note)
    assert path.read_bytes() == DECK.encode()
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert at(editing, ITALY).text.endswith('"Rome"\n')
