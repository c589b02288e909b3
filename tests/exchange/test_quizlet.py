"""Lists of pairs with separators of their own."""

import time
from contextlib import suppress

import pytest

from aide_memoire.core.errors import AideMemoireError

ANIMALS = [("Hund", "dog"), ("Katze", "cat"), ("Maus", "mouse")]


@pytest.mark.parametrize(
    "text",
    [
        "Hund\tdog\nKatze\tcat\nMaus\tmouse\n",
        "Hund\tdog;Katze\tcat;Maus\tmouse;",
        "Hund,dog;Katze,cat;Maus,mouse",
        "Hund - dog\nKatze - cat\nMaus - mouse\n",
        "Hund – dog\n\nKatze – cat\n\n\nMaus – mouse",
        "Hund: dog\nKatze: cat\nMaus: mouse",
        "Hund = dog\nKatze = cat\nMaus = mouse",
        "Hund::dog@@Katze::cat@@Maus::mouse",
        "Hund==>dog###Katze==>cat###Maus==>mouse###",
        "Hund|dog||Katze|cat||Maus|mouse",
        "# animals\nHund -> dog\n# more\nKatze -> cat\nMaus -> mouse\n",
        "1. Hund - dog\n2. Katze - cat\n3. Maus - mouse\n",
        "- Hund: dog\n- Katze: cat\n- Maus: mouse\n",
        "Hund\ndog\n\nKatze\ncat\n\nMaus\nmouse\n",
        "Hund    dog\nKatze   cat\nMaus        mouse\n",
        "Hund | dog\nKatze | cat\nMaus | mouse\n",
    ],
)
def test_separators_are_found_out(cards, text):
    """Those of Quizlet's export, whichever were chosen, and those that people use in lists of their own."""
    assert cards(text, "animals.txt") == ANIMALS


def test_a_definition_may_have_several_lines(carried):
    """Where an empty line parts the cards; a remark names the line of its card."""
    imported = carried("mitosis - division\ninto two\n\nmeiosis - division\n\n\nlysis - end", "a.txt")
    assert [note.front.answer for note in imported.notes] == ["division\ninto two", "division", "end"]
    assert [note.shared.citations[0].place for note in imported.notes] == ["line 1", "line 4", "line 7"]


def test_commas_within_definitions_are_words(cards):
    """A comma with a blank behind it parts no table where another sign does."""
    assert cards("Hund - dog, hound\nKatze - cat, kitty\n", "a.txt") == [
        ("Hund", "dog, hound"),
        ("Katze", "cat, kitty"),
    ]


def test_a_line_that_goes_on_is_joined(cards):
    """In a list by tabs, what is indented, in small letters or a list's item belongs to the definition above."""
    text = "mitosis\tdivision of a cell\n  into two\nmeiosis\tdivision\n- first\n- second\nosmosis\tmovement\n"
    assert [answer for _, answer in cards(text, "a.txt")] == [
        "division of a cell into two",
        "division\n- first\n- second",
        "movement",
    ]


def test_a_heading_between_rows_is_told(remarks):
    """What begins with a capital letter is not joined: it may be the next chapter."""
    assert remarks("a\tb\nUnit 2\nc\td\n", "a.txt") == [(2, "only 1 of the 2 columns, “Unit 2”: not imported")]


@pytest.mark.parametrize("part", [";", " - ", "a;", "||", "\n\n", "a: b\n", "\t", "a-b;", "@@", "=>"])
def test_no_list_takes_long(carried, part):
    """The time keeps to the length, whatever is written."""
    begun = time.process_time()
    with suppress(AideMemoireError):
        carried(f"x - y{part * 30_000}", "a.txt", "quizlet")
    assert time.process_time() - begun < 6
