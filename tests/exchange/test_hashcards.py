"""hashcards' Markdown."""

import time

import pytest

from aide_memoire.core.note import Citation, ClozeNote, Gap

DECK = """\
---
name = "Chemistry: metals"
---

Q: List the elements of the Platinum group.
A:

- ruthenium
- rhodium

Q: What is
the capital of France?
A: Paris

---

C: [Berlin] is the capital of [Germany].
C:
Better is the sight of the eyes

— [Ecclesiastes] [6]:[9]
"""


def test_a_deck_is_carried(carried):
    """Questions and answers may take several lines; each [gap] has a number; the frontmatter names the deck."""
    imported = carried(DECK, "Metals.md")
    assert imported.remarks == ()
    assert imported.title == "Chemistry: metals"
    group, capital, berlin, verse = imported.notes
    assert (group.front.answer, group.shared.citations) == ("- ruthenium\n- rhodium", (Citation("import", "line 5"),))
    assert capital.front[:2] == ("What is\nthe capital of France?", "Paris")
    assert berlin.pieces == (Gap("1", "Berlin"), " is the capital of ", Gap("2", "Germany"), ".")
    assert isinstance(verse, ClozeNote)
    assert verse.parts == ("1", "2", "3")
    assert berlin.shared.citations == (Citation("import", "line 17"),)


@pytest.mark.parametrize(
    ("cloze", "pieces"),
    [
        (r"a \[b\] [c]", ("a [b] ", Gap("1", "c"))),
        (r"[a \[b\] c]", (Gap("1", "a [b] c"),)),
        ("- [ ] a [b]", ("- [ ] a ", Gap("1", "b"))),
        ("x] [b] [c", ("x] ", Gap("1", "b"), " [c")),
        ("[a [b] c", ("[a ", Gap("1", "b"), " c")),
        ("[$x^{2}$] {a}", (Gap("1", "$x^{2}$"), " {a}")),
    ],
)
def test_brackets(carried, cloze, pieces):
    """An escaped bracket is a bracket; one without a partner, or around nothing, stays in the text."""
    imported = carried(f"C: {cloze}\n", "a.md")
    assert imported.remarks == ()
    assert imported.notes[0].pieces == pieces


@pytest.mark.parametrize("front", ['+++\nname = "N"\n+++\n', '---\nname = "N"\n---\n'])
def test_frontmatter(carried, front):
    """Between lines of --- or +++ stands TOML."""
    imported = carried(f"{front}Q: a\nA: b\n", "a.txt")
    assert (imported.title, len(imported.notes), imported.remarks) == ("N", 1, ())


@pytest.mark.parametrize(
    "text", ["---\nQ: a\nA: b\n", "\n\nQ: a\nA: b\n---\n", "Q: a\r\nA: b", "---\n\nQ: a\nA:b\n---"]
)
def test_separators_are_no_frontmatter(cards, text):
    """A line that only parts cards is left out, also at the beginning."""
    assert cards(text, "a.txt") == [("a", "b")]


def test_what_is_no_card_is_told_with_its_line(remarks):
    """Mistakes that hashcards itself refuses cost no more than themselves."""
    text = (
        '---\nname = "n"\ncolour = "red"\n---\n\nsome words\nQ: lonely\nQ: a\nA: b ![map](a.png)\nA: again\n'
        "---\nC: no gap\nC: [std::vector]\nC: a {{b}} [c]\nA: for no one\nQ: at the end"
    )
    assert remarks(text, "a.md") == [
        (1, "“colour” of what stands above the cards is not imported"),
        (6, "text that belongs to no card: “some words” is not imported"),
        (7, "no answer to “lonely”: not imported"),
        (10, "an answer without a question: “again” is not imported"),
        (12, "the text has no gap: “no gap” is not imported"),
        (
            13,
            "`::` or a brace stands in a gap, where it would be read as the gap's own sign:"
            " “[std::vector]” is not imported",
        ),
        (14, "`{{` or `}}` stands in it, which marks gaps here: “a {{b}} [c]” is not imported"),
        (15, "an answer without a question: “for no one” is not imported"),
        (16, "no answer to “at the end”: not imported"),
    ]


def test_frontmatter_that_is_no_toml_is_told(remarks):
    """The cards below it are carried all the same."""
    assert remarks("---\nname: n\n---\nQ: a\nA: b\n", "a.md") == [
        (1, "what stands above the cards is not TOML: not imported")
    ]


@pytest.mark.parametrize("part", ["\n", "[", "]", "\\[", "[a]", "![", "![a](", "---\n", "{{c1::", "::", "}}"])
def test_no_text_takes_long(carried, part):
    """The time keeps to the length, whatever is written."""
    begun = time.process_time()
    carried(f"C: {part * 30_000}", "a.md", "hashcards")
    carried(f"{part * 30_000}C: [a]", "a.md", "hashcards")
    assert time.process_time() - begun < 4


def test_what_stands_in_code_is_text(carried):
    """Tags, lines of dashes, links and comments within a fence belong to the card around it."""
    code = "```\nQ: x\n---\n[a](b) <!-- c -->\nA: y\n```"
    (note,) = carried(f"Q: What does this print?\n{code}\nA: `x[0](y)`\n", "a.md").notes
    assert note.front == (f"What does this print?\n{code}", "`x[0](y)`", ())


def test_a_fence_that_never_ends_is_none(cards):
    """The cards below it are cards."""
    assert cards("Q: a\nA: ```\nQ: b\nA: c\n", "a.md") == [("a", "```"), ("b", "c")]


def test_a_link_is_its_text_and_never_a_gap(carried):
    """Links in all their forms; a heading's marks only make a letter large."""
    text = 'Q: Seine?\nA: [Paris](https://e.org "town")\nQ: be?\nA: # ب\nC: See [it](https://e.org/a_(b)) of [Rome].\n'
    seine, letter, cloze = carried(text, "a.md").notes
    assert (seine.front.answer, letter.front.answer) == ("Paris", "ب")
    (note,) = carried("Q: Seine?\nA: [Wikipedia](https://e.org)\nParis, says [a book](b.pdf)\n", "a.md").notes
    assert note.front.answer == "Paris, says a book"
    assert cloze.pieces == ("See it of ", Gap("1", "Rome"), ".")


def test_where_a_link_led_is_told(remarks):
    """Once for each, with the line of its card."""
    assert remarks("Q: Seine?\nA: [Paris](https://e.org)\n", "a.md") == [
        (2, "the link to “https://e.org” is not imported")
    ]


def test_pictures_and_sounds_are_named(carried):
    """They are kept in the note; those on the web, and what is no picture, are told."""
    text = "Q: Which flag? ![](flags/pe.png)\nA: Peru ![x](https://e.org/x.png)\nC: ![a](b.mp3) [c]\n"
    imported = carried(text, "a.md")
    assert [note.shared.media for note in imported.notes] == [("flags/pe.png",), ("b.mp3",)]
    assert imported.notes[0].front[:2] == ("Which flag?", "Peru")
    told = "“https://e.org/x.png” is not imported: a file beside the deck belongs here, such as maps/ussuri.png"
    assert imported.remarks == ((1, told),)


def test_comments_are_left_out(carried):
    """What the author only said to themselves stays out of the answer."""
    (note,) = carried("Q: a\nA: b\n<!-- chapter 2,\npage 3 -->\n", "a.md").notes
    assert note.front.answer == "b"


def test_formulas_in_gaps_are_carried(carried):
    """Braces side by side, which would be a gap's own, are set apart: to a formula it is the same."""
    (note,) = carried("C: [$\\frac{{a}}{b^{c}}$] and [x^{2}]\n", "a.md").notes
    assert note.pieces == (Gap("1", "$\\frac{ {a} }{b^{c} }$"), " and ", Gap("2", "x^{2} "))
