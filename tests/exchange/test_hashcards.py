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
        "---\nC: no gap\nC: [std::vector]\nC: \\frac{{a}} [b]\nA: for no one\nQ: at the end"
    )
    assert remarks(text, "a.md") == [
        (1, "“colour” of what stands above the cards is not carried"),
        (6, "text that belongs to no card: “some words” is not carried"),
        (7, "no answer to “lonely”: not carried"),
        (9, "the image or sound a.png is not carried"),
        (10, "an answer without a question: “again” is not carried"),
        (12, "the text has no gap: “no gap” is not carried"),
        (
            13,
            "`::` or a brace stands in a gap, where it would be read as the gap's own sign:"
            " “[std::vector]” is not carried",
        ),
        (14, "`{{` or `}}` stands in it, which marks gaps here: “\\frac{{a}} [b]” is not carried"),
        (15, "an answer without a question: “for no one” is not carried"),
        (16, "no answer to “at the end”: not carried"),
    ]


def test_frontmatter_that_is_no_toml_is_told(remarks):
    """The cards below it are carried all the same."""
    assert remarks("---\nname: n\n---\nQ: a\nA: b\n", "a.md") == [
        (1, "what stands above the cards is not TOML: not carried")
    ]


@pytest.mark.parametrize("part", ["\n", "[", "]", "\\[", "[a]", "![", "![a](", "---\n", "{{c1::", "::", "}}"])
def test_no_text_takes_long(carried, part):
    """The time keeps to the length, whatever is written."""
    begun = time.perf_counter()
    carried(f"C: {part * 30_000}", "a.md")
    carried(f"{part * 30_000}C: [a]", "a.md")
    assert time.perf_counter() - begun < 4
