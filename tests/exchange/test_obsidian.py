"""Flashcards in notes of Obsidian."""

import time

import pytest

from aide_memoire.core.note import ClozeNote, Gap, Side

NOTE = """\
---
tags: [flashcards/geography]
---
# Peru #andes

Capital::Lima
Flower:::Kantuta

Main river
of the east
?
**Amazon**
- [[Río Marañón|Marañón]]
<!--SR:!2024-01-01,3,250-->

What does it look like?
??
![[flag of peru.png|200]]
Red and white

# Chile

Capital :: Santiago <!--SR:!2024-01-01,3,250!2024-02-01,3,250-->
The ==Atacama== is a ==desert==^[how dry!].
"""


def test_a_note_is_carried(carried):
    """Lines with :: and :::, blocks with ? and ??, ==gaps==; one remark for all schedules."""
    imported = carried(NOTE, "South America.md")
    lima, flower, river, flag, santiago, desert = imported.notes
    assert lima.front == Side("Peru: Capital", "Lima")
    assert (flower.front, flower.reverse) == (Side("Flower", "Kantuta"), Side("Kantuta", "Flower"))
    assert river.front == Side("Main river\nof the east", "Amazon\n- Marañón")
    assert (flag.front.answer, flag.reverse.answer) == ("Red and white", "What does it look like?")
    assert flag.shared.media == ("flag of peru.png",)
    assert santiago.front == Side("Chile: Capital", "Santiago")
    assert desert.pieces == ("The ", Gap("1", "Atacama"), " is a ", Gap("2", "desert", "how dry!"), ".")
    assert {note.shared.tags for note in imported.notes} == {("geography",)}
    assert river.shared.citations[0].place == "line 9: Peru"
    assert imported.title == "Peru"
    assert imported.remarks == ((1, "the plug-in's 2 schedules are not imported: its cards are new here"),)


@pytest.mark.parametrize(
    "text",
    [
        "`std::vector` is a template\n",
        "```cpp\nstd::sort(v);\n```\n",
        "The map $f::X$ is one\n",
        "up:: [[Home]]\n",
        "tags:: a, b\n",
        "| a::b | c |\n",
        "::\n",
        "==not closed\n",
        "**Note**: no card\n",
        "Really?\n\n?\n\nYes\n",
    ],
)
def test_what_only_looks_like_a_card_is_none(carried, text):
    """Code, formulas, properties, tables, and words that are only stressed."""
    imported = carried(f"#flashcards\n\nWorld :: Welt\n\n{text}", "a.md")
    assert [note.front[:2] for note in imported.notes] == [("World", "Welt")]
    assert imported.remarks == ()


def test_code_and_formulas_may_be_answers(cards):
    """Their own signs part nothing."""
    text = "Which loop is `a::b`? :: `for (;;)`\n\n$\\\\sqrt{-1}$=::$i$\n\nWhat?\n?\n```\nx::y\n\n?\n```\n"
    assert cards(text, "a.md") == [
        ("Which loop is `a::b`?", "`for (;;)`"),
        ("$\\\\sqrt{-1}$=", "$i$"),
        ("What?", "```\nx::y\n\n?\n```"),
    ]


def test_headings_with_a_tag_are_questions(carried):
    """What stands below, up to the next heading, is the answer; #card-reverse asks both ways."""
    text = (
        "# Notes\n## What is a fjord? #card\nA long inlet\n\nof the sea.\n## Norway #card-reverse\nOslo\n## Rest\nx\n"
    )
    fjord, norway = carried(text, "a.md").notes
    assert fjord.front == Side("What is a fjord?", "A long inlet\n\nof the sea.")
    assert norway.reverse == Side("Oslo", "Norway")


def test_a_line_with_a_tag_is_a_question(cards):
    """The lines below it are the answer."""
    assert cards("What is a fjord? #card\nA long inlet\nof the sea\n", "a.md") == [
        ("What is a fjord?", "A long inlet\nof the sea")
    ]


def test_bold_words_and_braces_are_gaps_where_that_is_meant(carried):
    """In a note for cards, or where the plug-in has asked them."""
    text = "The **Amazon** is long.\n\n{{Lima}} is a port.\n"
    assert [note.pieces[-1] for note in carried(f"#flashcards\n\n{text}", "a.md").notes] == [" is long.", " is a port."]
    (note,) = carried("Anna :: Anne\n\n- The **Nile**\n<!--SR:!2024-01-01,3,250-->\n\nThe **Rhine**\n", "a.md").notes[
        1:
    ]
    assert isinstance(note, ClozeNote)
    assert note.pieces == ("The ", Gap("1", "Nile"))


def test_tags_hold_until_the_next_ones(carried):
    """Tags of a deck become tags of the cards below them."""
    text = "#flashcards/a\nx :: 1\n\n## B #flashcards/b/c\n\ny :: 2 #hard\n"
    assert [note.shared.tags for note in carried(text, "a.md").notes] == [("a",), ("b/c", "hard")]


def test_what_cannot_be_carried_is_told(remarks):
    """A side that is only a picture, a gap that cannot be one."""
    assert remarks("#flashcards\n\nFlag :: ![[pe.png]]\n\nThe ==a}}b== is\n", "a.md") == [
        (3, "no answer to “Flag” but “pe.png”: not imported"),
        (
            5,
            "`{{` or `}}` stands in it, which marks gaps here: “The ==a}}b== is” is not imported",
        ),
    ]


@pytest.mark.parametrize(
    "part",
    ["::", "?\n", "==", "**", "`", "```x\n", "# ", "#card ", "[[", "![[", "<!--", "%%", "$", "> ", "a::b\n", "\\("],
)
def test_no_note_takes_long(carried, part):
    """The time keeps to the length, whatever is written."""
    begun = time.process_time()
    carried(f"#flashcards\na :: b {part * 20_000}", "a.md")
    assert time.process_time() - begun < 6
