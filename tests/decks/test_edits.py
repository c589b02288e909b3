"""A note's own lines: what belongs to it, and what to the author."""

import pytest

from aide_memoire.decks import edits
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.pin_ids import pin_ids

CARD = '[[card]]\nid = "b"\nquestion = "New?"\nanswer = "Yes"\n'


def own(text, where=("card", 0)):
    return edits.block_texts(text)[where]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("# mine\n[[card]]\nid = 1\n", "# mine\n[[card]]\nid = 1\n"),
        ("# far\n\n[[card]]\nid = 1\n", "[[card]]\nid = 1\n"),
        ("# far\n \t\n# mine\n  # mine too\n[[card]]\nid = 1\n", "# mine\n  # mine too\n[[card]]\nid = 1\n"),
        ("[[card]]\n# within\nid = 1\n# behind\n", "[[card]]\n# within\nid = 1\n"),
        ("[[card]]\nid = 1 # at its end\n\n\n", "[[card]]\nid = 1 # at its end\n"),
        ("[[card]]\nid = 1\n# of the next\n[[card]]\nid = 2\n", "[[card]]\nid = 1\n"),
        ("[deck]\nid = 1\n# mine\n[[card]]\nid = 1\n", "# mine\n[[card]]\nid = 1\n"),
        ("[[card]]\n\nid = 1\n# w\nb = [\n# x\n1,\n]\n\n", "[[card]]\n\nid = 1\n# w\nb = [\n# x\n1,\n]\n"),
        ('[[card]]\nid = """\n[[card]]\n# x\n"""\n\n', '[[card]]\nid = """\n[[card]]\n# x\n"""\n'),
        ("[[card]]\n[card.x]\ny = 1\n\n[card.z]\n\n[[source]]\n", "[[card]]\n[card.x]\ny = 1\n\n[card.z]\n"),
        ("[[card]]\n# alone\n", "[[card]]\n"),
        ("[[card]]", "[[card]]\n"),
        ("[[card]]\r\nid = 1\r\n", "[[card]]\nid = 1\n"),
        ("\ufeff[[card]]\nid = 1\n", "[[card]]\nid = 1\n"),
        ("\ufeff# mine\n[[card]]\nid = 1\n", "# mine\n[[card]]\nid = 1\n"),
    ],
)  # fmt: skip
def test_what_is_a_note_s_own(text, note):
    """The comments directly above it, its header, keys and sub-tables, to the end of its last line."""
    assert own(text) == note


def test_the_notes_in_the_order_of_the_text():
    """Notes of several kinds are listed as they stand, tables of other names are none."""
    last = "[[event]]\na=1\n[event.question]\nwhen='x'\n"
    text = f"[deck]\n[[event]]\na=1\n[[card]]\na=1\n[[source]]\na=1\n{last}[deck.phrases]\n"
    assert list(edits.block_lines(text)) == [
        ("deck",),
        ("event", 0),
        ("card", 0),
        ("source", 0),
        ("event", 1),
        ("deck", "phrases"),
    ]
    assert own(text, ("event", 1)) == last


def test_a_table_with_single_brackets_takes_no_note_s_place():
    """A slip like `[card]` further down hides no card before it, and nothing is saved in its place."""
    text = '[[card]]\nid = "a"\n\n[[group]]\nid = "g"\n[card]\nmembers = []\n'
    assert own(text) == '[[card]]\nid = "a"\n'
    assert edits.replace_block(text, ("card", 0), CARD) == CARD + text.removeprefix('[[card]]\nid = "a"\n')


def test_a_sub_table_of_nothing_is_no_note():
    """`[card.x]` without any `[[card]]` is a mistake, and not a note that could be edited."""
    assert edits.block_lines('[card.x]\ny = "z"\n') == {}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_the_first_and_only_note(mark, end, last):
    """A byte order mark, the kind of line ends and a missing one at the file's end outlive an edit."""
    text = (mark + CARD.replace("b", "a")).replace("\n", end)
    text = text if last else text.removesuffix(end)
    after = edits.replace_block(text, ("card", 0), CARD)
    wanted = (mark + CARD).replace("\n", end)
    assert after == (wanted if last else wanted.removesuffix(end))
    assert edits.delete_block(text, ("card", 0)) == mark


@pytest.mark.parametrize("typed", [CARD.rstrip("\n"), f"\n\n{CARD}\n\n", CARD.replace("\n", "\r\n")])
def test_blank_lines_around_what_was_typed(typed):
    """What an author leaves above and below a note, or pastes with other line ends, does not pile up."""
    text = f"# head\n\n{CARD.replace('b', 'a')}\n# end\n"
    assert edits.replace_block(text, ("card", 0), typed) == f"# head\n\n{CARD}\n# end\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", CARD),
        ("[deck]\n", f"[deck]\n\n{CARD}"),
        ("[deck]", f"[deck]\n\n{CARD}"),
        ("[deck]\n\n", f"[deck]\n\n\n{CARD}"),
        ("[deck]\r\n", f"[deck]\n\n{CARD}".replace("\n", "\r\n")),
        ("# only", f"# only\n\n{CARD}"),
    ],
)
def test_a_note_is_added_at_the_end(text, wanted):
    """An empty line before it, the deck's own line ends, and all that was there in its place."""
    assert edits.append_block(text, CARD) == wanted


def test_a_comment_at_the_end_does_not_become_the_new_note_s():
    """An added note does not take the author's last comment to itself."""
    after = edits.append_block("# the end\n", CARD)
    assert own(after) == CARD


def test_deleting_one_of_two():
    """The note goes with its comments; the blank lines and comments around it stay."""
    text = f"# head\n\n# of a\n{CARD.replace('b', 'a')}\n# between\n\n{CARD}"
    after = edits.delete_block(text, ("card", 0))
    assert after == f"# head\n\n\n# between\n\n{CARD}"
    assert [each.note.shared.id for each in parse_deck(after).notes] == ["b"]


@pytest.mark.parametrize(
    "text",
    [f"\ufeff{CARD}", f'title = "T"\n{CARD}', f"{CARD}[[deck]]\n", f"deck = []\n{CARD}", f"[ deck ]\n{CARD}"],
    ids=["byte order mark", "keys before tables", "[[deck]]", "deck = []", "[ deck ]"],
)
def test_pinning_an_id_spoils_no_deck(text):
    """A deck that is TOML is TOML after `--fix` too, with the same notes."""
    after = parse_deck(pin_ids(text, parse_deck(text, "stem")), "stem")
    assert not [each for each in after.problems if each.code == "syntax"]
    assert [each.table for each in after.notes] == [each.table for each in parse_deck(text, "stem").notes]


@pytest.mark.parametrize("ident", ["[]", "{}", '["a"]', "1", "true"])
def test_an_id_that_is_no_text(ident):
    """A note whose id is of another type is told of, also where nothing else of it can be read."""
    assert [each for each in parse_deck(f"[[card]]\nid = {ident}\n").problems if each.key_path == ("card", 0, "id")]
