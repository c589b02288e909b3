"""What an author adds, copies, moves and accepts, and what another program changes meanwhile."""

import os

import pytest

from aide_memoire.authoring.deck_editor import ChangedOutsideError, DeckEditor
from aide_memoire.authoring.moving import move_to_deck, renamed
from aide_memoire.authoring.templates import cited_source, copied_entry, new_entry, templates
from aide_memoire.authoring.unsaved import UnsavedTexts
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.decks.parser import parse_deck

ITALY = '# capitals\n[[card]]\nid = "italy"\nquestion = "Which city is Italy\'s capital?"\nanswer = "Rome"\n'
FALL = '[[event]]\nid = "fall"\nname = "fall of Rome"\ndate = "0476"\nquestion.when = "When did Rome fall?"\n'
FRANCE = '[[card]]\nid = "france"\nquestion = "Which city is France\'s capital?"\nanswer = "Paris"\n'
SPAIN = '[[card]]\nid = "spain"\nquestion = "Which city is Spain\'s capital?"\nanswer = "Madrid"\n'
NOTES = f"{ITALY}\n# between\n\n{FALL}\n{FRANCE}# the end\n"
DECK = f'# mine\n[deck]\nid = "towns"\ntitle = "Towns"\n\n{NOTES}'
HEAD = """\
#:schema ./deck.schema.json

# about it
[deck]
id = "towns"

[deck.phrases]
when = "{name}: when?"

# an atlas
[[source]]
id = "atlas"
title = "Atlas"

"""
ROMA = ITALY.replace("Rome", "Roma")


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


def opened(path, text):
    path.write_bytes(text.encode())
    return DeckEditor(str(path))


def named(editing, name):
    """Return the block of this name."""
    return next(each for each in editing.entries() if each.name == name)


def names(editing):
    return [each.name for each in editing.entries()]


def template(editing, name):
    return next(each for each in templates(editing.entries()) if each.name == name)


def test_a_new_note_is_a_text_in_the_editor(editing, path):
    """Nothing is written before it is saved; then it stands at the end."""
    kinds = [each.name for each in templates(editing.entries())]
    assert kinds[:6] == ["card", "cloze", "event", "group", "sequence", "table"]
    for kind in kinds[:6]:
        new = new_entry(template(editing, kind), 1, "atlas")
        preview = editing.preview(new, new.text)
        assert preview.first_error, f"an untouched {kind} is not studied"
        assert preview.questions == ()
    assert path.read_bytes() == DECK.encode()
    saved = editing.save(new, SPAIN)
    assert path.read_text() == f"{DECK}\n{SPAIN}"
    assert (saved.id, saved.key_path) == ("spain", ("card", 2))


def test_a_copy_stands_behind_its_note(editing, path):
    """With an id of its own, and without the histories that the other took over."""
    text = ITALY + 'formerly = [\n  "it",\n  # long ago\n  "rome-1",\n]\ntags = ["x"]\n'
    original = editing.save(named(editing, "italy"), text)
    copy = copied_entry(original, original.text, 1, editing.entries())
    assert copy.text == ITALY.replace('"italy"', '"italy-2"') + 'tags = ["x"]\n'
    editing.save(copy, copy.text)
    assert names(editing) == ["[deck]", "italy", "italy-2", "fall", "france"]
    assert parse_deck(path.read_text()).problems == ()
    assert copied_entry(named(editing, "italy-2"), copy.text, 2, editing.entries()).id == "italy-3"


def test_a_copy_of_a_note_without_id(path):
    """It gets one, as two notes of the same words would have the same."""
    editing = opened(path, DECK.replace('id = "italy"\n', ""))
    first = editing.entries()[1]
    copy = copied_entry(first, first.text, 1, editing.entries())
    assert editing.save(copy, copy.text).id == copy.id != first.id


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("source", '[[source]]\nid = "s"\ntitle = "S"\n', ["[deck]", "s", "italy", "fall", "france"]),
        ("deck.defaults", "[deck.defaults]\ntags = []\n", ["[deck]", "[deck.defaults]", "italy", "fall", "france"]),
    ],
)
def test_adding_to_the_head(editing, path, name, text, after):
    """A source and a table of the head stand above the notes."""
    editing.save(new_entry(template(editing, name), 1), text)
    assert names(editing) == after
    assert parse_deck(path.read_text()).problems == ()


def test_a_deck_without_a_head_gets_one(path):
    """`[deck]` comes before the first note, whose comment stays with it; the byte order mark stays first."""
    editing = opened(path, f"\ufeff{NOTES}")
    editing.save(new_entry(template(editing, "deck"), 1), '[deck]\ntitle = "T"\n')
    assert path.read_text() == f'\ufeff[deck]\ntitle = "T"\n\n{NOTES}'
    assert "deck" not in [each.name for each in templates(editing.entries())]


ACTIONS = {
    "save": lambda editing, entry: editing.save(entry, ROMA),
    "delete": lambda editing, entry: editing.delete(entry),
    "move": lambda editing, entry: editing.move(entry, 1),
    "accept": lambda editing, entry: editing.accept(entry, ROMA),
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    ("theirs", "now"),
    [
        (DECK.replace('"Rome"', '"Roma!"'), "Roma!"),
        (DECK.replace("# capitals", "# towns"), "# towns"),
        (DECK.replace('id = "italy"', 'id="italy"'), 'id="italy"'),
        ("theirs", None),
        (DECK.replace(ITALY, ""), None),
    ],
    ids=["value", "comment", "form", "no deck", "gone"],
)
def test_someone_else_s_change_is_never_overwritten(editing, path, action, theirs, now):
    """What another program made of this very note stays, and is handed to the author."""
    entry = named(editing, "italy")
    path.write_text(theirs)
    with pytest.raises(ChangedOutsideError, match="changed by another program") as raised:
        ACTIONS[action](editing, entry)
    assert path.read_text() == theirs
    assert (raised.value.now is None) if now is None else (now in raised.value.now.text)
    assert os.listdir(path.parent) == ["towns.toml"]
    if raised.value.now:  # the author has seen it, and wants their own
        assert "Roma" in editing.save(raised.value.now, ROMA).text


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "theirs",
    [
        DECK.replace("0476", "0477"),
        DECK.replace("# capitals", f"{SPAIN}\n# capitals"),
        DECK.replace(ITALY, "") + f"\n{ITALY}\n{SPAIN}",
    ],
    ids=["changed", "inserted", "moved"],
)
def test_a_change_of_another_note_is_no_conflict(editing, path, action, theirs):
    """The note is found again by its id, and only its own lines are written."""
    entry = named(editing, "italy")
    path.write_text(theirs)
    ACTIONS[action](editing, entry)
    others = [
        {each.note.shared.id: each.table for each in parse_deck(text).notes if each.note.shared.id != "italy"}
        for text in (theirs, path.read_text())
    ]
    assert others[0] == others[1]
    assert theirs != path.read_text()
    assert editing.undo()
    assert path.read_text() == theirs


def test_a_note_without_id_is_found_again(path):
    """By its text; or by its place, where its words were changed: that is a conflict and no second note."""
    nameless = DECK.replace('id = "italy"\n', "")
    editing = opened(path, nameless)
    entry = editing.entries()[1]
    path.write_text(nameless.replace("# capitals", f"{SPAIN}\n# capitals"))
    assert editing.save(entry, ROMA).key_path == ("card", 1)
    path.write_text(nameless.replace("Which city", "Which town"))
    with pytest.raises(ChangedOutsideError) as raised:
        editing.save(entry, ROMA)
    assert "Which town" in raised.value.now.text


@pytest.mark.parametrize("change", ["before", "behind"])
def test_undo_leaves_what_others_wrote(editing, path, change):
    """It takes back one's own lines alone, above or below those of the other program."""
    editing.save(named(editing, "fall"), FALL.replace("0476", "0477"))
    old, new = {"before": ('"Rome"', '"Roma"\naccept = ["Rome"]'), "behind": ('"Paris"', '"Lutetia"')}[change]
    path.write_text(path.read_text().replace(old, new))
    assert editing.undo()
    assert path.read_text() == DECK.replace(old, new)


def test_a_change_of_the_same_lines_is_not_taken_back(editing, path):
    """Undo never overwrites what another program wrote there meanwhile."""
    editing.save(named(editing, "italy"), ROMA)
    theirs = path.read_text().replace('"Roma"', '"Rom"')
    path.write_text(theirs)
    with pytest.raises(AideMemoireError, match="changed by another program"):
        editing.undo()
    assert path.read_text() == theirs


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False], ids=["line end", "no line end"])
def test_moving_a_note(path, end, last):
    """It changes places with its neighbour; comments and blank lines that belong to no note stay where they are."""
    text = DECK.removesuffix("# the end\n").replace("\n", end)
    text = text if last else text.removesuffix(end)
    editing = opened(path, text)
    assert editing.move(named(editing, "italy"), 1) == named(editing, "italy")
    swapped = f"{FALL}\n# between\n\n{ITALY}\n{FRANCE}".replace("\n", end)
    assert path.read_bytes().decode().rstrip() == text[: text.index("# capitals")] + swapped.rstrip()
    editing.move(named(editing, "italy"), 1)
    assert names(editing) == ["[deck]", "fall", "france", "italy"]
    for name, by in (("italy", 1), ("fall", -1), ("[deck]", 1)):  # nothing is below, above, and the head stays
        assert editing.move(named(editing, name), by) == named(editing, name)
    assert path.read_bytes().decode().endswith(end) == last
    assert [editing.undo() for _ in range(3)] == [True, True, False]
    assert path.read_bytes() == text.encode()


def test_a_draft_is_accepted(editing):
    """Its line goes, and nothing else; one with mistakes says what is to be mended first."""
    note = f"# from the text\n{ITALY}draft = true # not yet\ntags = []\n"
    draft = editing.save(named(editing, "italy"), note)
    assert draft.is_draft
    assert [each.answer_line for each in editing.preview(draft, draft.text).questions] == ["Rome"]
    assert not editing.accept(draft, draft.text).is_draft
    assert named(editing, "italy").text == note.replace("draft = true # not yet\n", "")
    stub = editing.save(named(editing, "fall"), '[[event]]\nid = "fall"\nname = "Fall"\ndate = ""\ndraft = true\n')
    assert stub.is_draft
    with pytest.raises(AideMemoireError, match="line 4: "):
        editing.accept(stub, stub.text)


def test_a_draft_by_default_is_accepted(path):
    """Where the deck says that its notes are drafts, the note says that it is none."""
    editing = opened(path, f"[deck.defaults]\ndraft = true\n\n{ITALY}")
    accepted = editing.accept(named(editing, "italy"), ITALY)
    assert accepted.text == ITALY.replace('"italy"\n', '"italy"\ndraft = false\n')
    assert not accepted.is_draft


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("[deck]", '"towns"', '"cities"'), ("[deck.phrases]", "when?", "what day?"), ("atlas", '"Atlas"', '"An atlas"')],
)
def test_the_head_is_edited_within_its_own_lines(path, name, old, new, mark, end):
    """`[deck]`, its tables and sources are saved as notes are, whatever the line ends."""
    text = mark + (HEAD + NOTES).replace("\n", end)
    editing = opened(path, text)
    entry = named(editing, name)
    editing.save(entry, entry.text.replace(old, new))
    assert path.read_bytes() == text.replace(old, new).encode()


def test_the_head_beside_a_broken_note(path):
    """An error of syntax in one note keeps nobody from mending the deck's head, and the other way round."""
    editing = opened(path, (HEAD + NOTES).replace('"Rome"', '"Rome'))
    assert names(editing) == ["[deck]", "[deck.phrases]", "atlas", "italy", "fall", "france"]
    assert [each.name for each in editing.entries() if each.has_errors] == ["italy"]
    editing.save(named(editing, "[deck]"), '[deck]\nid = "x"\n')
    editing = opened(path, (HEAD + NOTES).replace('"Atlas"', '"Atlas'))
    broken = next(each for each in editing.entries() if each.has_errors)
    editing.save(broken, broken.text.replace('"Atlas', '"Atlas"'))
    assert path.read_text() == HEAD + NOTES


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("[deck]", '[deck]\nid = "towns"\n\n[deck.phrases]\nwhen = "?"\n', "twice"),
        ("[deck]", f'[deck]\nid = "towns"\n{SPAIN}', "line 3: this text is not one table of the deck"),
        ("[deck.phrases]", "when = '?'\n", "line 1: this text is not one table of the deck"),
        ("[deck.phrases]", "[deck.phrases]\nwhen = '?\n", "line 2: the closing quote is missing"),
        ("atlas", f'[[source]]\nid = "a"\n{SPAIN}', "line 3: this text is not one source"),
        ("atlas", SPAIN, "line 1: this text is not one source"),
        ("italy", f"{ITALY}\n{SPAIN}", "line 7: this text is not one note"),
        ("italy", ITALY.replace('Rome"', "Rome"), "line 5: the closing quote is missing"),
        ("italy", 'card = [{ id = "italy" }]\n', "line 1: this text is not one note"),
    ],
)
def test_what_would_spoil_the_deck_is_refused(path, name, text, told):
    """Each is told by its line, before and when it is saved."""
    editing = opened(path, HEAD + NOTES)
    assert editing.preview(named(editing, name), text).first_error
    with pytest.raises(AideMemoireError, match=told):
        editing.save(named(editing, name), text)
    assert path.read_text() == HEAD + NOTES


def test_a_mistake_in_the_head_is_told_at_its_block(path):
    """Of `[deck]`, its tables and sources, by line; each in its own place alone."""
    head = HEAD.replace('"towns"', '"no id!"').replace("when =", "wenn =").replace("title", "titel")
    editing = opened(path, head + NOTES)
    found = {
        each.name: [told.line for told in editing.preview(each, each.text).diagnostics if told.severity == "error"]
        for each in editing.entries()
    }
    assert found == {"[deck]": [3], "[deck.phrases]": [2], "atlas": [4], "italy": [], "fall": [], "france": []}
    assert [each.has_errors for each in editing.entries()] == [True] * 3 + [False] * 3


def test_another_kind_of_note(editing):
    """A card may become a cloze: it stays where it is in the file."""
    saved = editing.save(named(editing, "italy"), '[[cloze]]\nid = "italy"\ntext = "{{c1::Rome}} is old."\n')
    assert saved.key_path == ("cloze", 0)
    assert names(editing) == ["[deck]", "italy", "fall", "france"]


def test_a_note_goes_to_another_deck(tmp_path, path):
    """With the source that it cites, and with its former ids named by their deck; undo brings it back in both."""
    cited = ITALY + 'source = "atlas p. 3"\nformerly = ["it"]\nbury_with = ["fall", "else/where"]\n'
    editing = opened(path, HEAD + NOTES.replace(ITALY, cited))
    other = opened(tmp_path / "other.toml", '[deck]\nid = "other"\n')
    move_to_deck(editing, named(editing, "italy"), other, keep_history=True)
    assert names(editing) == ["[deck]", "[deck.phrases]", "atlas", "fall", "france"]
    assert names(other) == ["[deck]", "atlas", "italy"]
    assert named(other, "italy").text == cited.replace('["it"]', '["towns/it", "towns/italy"]').replace(
        '"fall"', '"towns/fall"'
    )
    assert parse_deck((tmp_path / "other.toml").read_text()).problems == ()
    assert editing.undo()
    assert path.read_text() == HEAD + NOTES.replace(ITALY, cited)
    assert (tmp_path / "other.toml").read_text() == '[deck]\nid = "other"\n'


def test_an_id_that_the_other_deck_has(tmp_path, editing, path):
    """Nothing is moved, and the author is told."""
    other = opened(tmp_path / "other.toml", ITALY)
    with pytest.raises(AideMemoireError, match="“italy” already"):
        move_to_deck(editing, named(editing, "italy"), other, keep_history=False)
    assert path.read_text() == DECK
    assert (tmp_path / "other.toml").read_text() == ITALY


def test_a_renamed_note_says_its_former_ids(editing):
    """All that it had, each once, and never its own."""
    first = named(editing, "italy")
    assert renamed(first, "it", ITALY.replace("italy", "it", 1)) == ITALY.replace(
        'id = "italy"\n', 'id = "it"\nformerly = ["italy"]\n'
    )
    back = first._replace(id="it")
    assert 'formerly = ["it"]' in renamed(back, "italy", f'{ITALY}formerly = ["italy"]\n')


def test_unsaved_texts_stay_with_their_notes(editing, path):
    """Whatever else is saved, moved or changed outside; a note that has gone keeps what was typed."""
    unsaved = UnsavedTexts(editing)
    unsaved.keep(named(editing, "france"), f"{FRANCE}#")
    new = new_entry(templates([])[0], 1)
    unsaved.keep(new, "mine")
    editing.move(named(editing, "france"), -1)
    editing.delete(named(editing, "italy"))
    rows = unsaved.rows()
    assert [(row.entry.name, row.text) for row in rows if row.is_changed] == [("france", f"{FRANCE}#"), ("", "mine")]
    path.write_text(path.read_text().replace('"Paris"', '"Lutetia"'))
    editing.reread()
    assert [row.is_changed_outside for row in unsaved.rows()] == [False, True, False, False]
    path.write_text("[deck]\n")
    editing.reread()
    gone = unsaved.rows()[1]
    assert (gone.text, gone.is_changed, gone.entry.id) == (f"{FRANCE}#", True, "france")
    unsaved.drop(gone.base)
    unsaved.drop(new)
    assert unsaved.changed() == []


def test_what_a_rename_does_to_histories(editing):
    """With `formerly` nothing is orphaned, and the preview says so; without it, it names what would be."""
    first = named(editing, "italy")
    text = ITALY.replace('"italy"', '"it"')
    assert editing.preview(first, text).impact == (("towns/it",), (), ("towns/italy",))
    assert editing.preview(first, renamed(first, "it", text)).impact == ((), (), ())
    changed = renamed(first, "it", text.replace("Rome", "Roma"))
    assert editing.preview(first, changed).impact == ((), ("towns/it",), ())


def test_what_a_new_note_cites(path):
    """The source of the note that is chosen, else the deck's last one; nothing where the deck's defaults say it."""
    two = HEAD + '[[source]]\nid = "map"\ntitle = "Map"\n\n' + NOTES
    reading = opened(path, two).reading
    assert cited_source(reading, f'{ITALY}source = ["atlas p. 3", "map"]\n') == "atlas"
    assert cited_source(reading, ITALY) == "map"
    assert cited_source(opened(path, f'[deck.defaults]\nsource = "map"\n\n{two}').reading, ITALY) == ""
    assert cited_source(opened(path, DECK).reading, "broken") == ""


def test_a_deck_of_someone_else_is_copied_only_to_be_changed(tmp_path, path):
    """What is refused, or changes nothing, makes no own copy; what is saved goes into the copy alone."""
    copy = tmp_path / "own.toml"

    def copied(_):
        if not copy.exists():
            copy.write_bytes(path.read_bytes())
        return str(copy)

    editing = DeckEditor(str(path), copied)
    editing.move(named(editing, "france"), 1)
    assert editing.preview(named(editing, "italy"), ROMA).impact.changed
    with pytest.raises(AideMemoireError):
        editing.save(named(editing, "italy"), "broken")
    entry = named(editing, "italy")
    path.write_text(DECK.replace('"Rome"', '"Rom"'))
    with pytest.raises(ChangedOutsideError):
        editing.save(entry, ROMA)
    assert not copy.exists()
    editing.save(named(editing, "italy"), ROMA)
    assert copy.read_text() == DECK.replace('"Rome"', '"Roma"')
    assert path.read_text() == DECK.replace('"Rome"', '"Rom"')
    assert editing.undo()
    assert copy.read_text() == path.read_text()
