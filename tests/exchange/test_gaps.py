"""Gaps as other programs write them."""

import pytest

from aide_memoire.core.note import Gap
from aide_memoire.exchange.gaps import separated


def texts(carried, text):
    return [note.pieces for note in carried(f"#separator:tab\n#html:false\n{text}\t\n", "x.txt").notes]


def test_a_gap_with_two_numbers_goes_under_both(carried):
    """A text becomes one for each number, with the gaps of that number; the others are filled in."""
    assert texts(carried, "The {{c1,2::Andes}} run through {{c2::Peru}} and {{c3::Chile}}.") == [
        ("The ", Gap("1", "Andes"), " run through Peru and Chile."),
        ("The ", Gap("2", "Andes"), " run through ", Gap("2", "Peru"), " and Chile."),
        ("The Andes run through Peru and ", Gap("3", "Chile"), "."),
    ]


def test_each_text_has_an_id_of_its_own(carried):
    """The first keeps the one from the file."""
    imported = carried("#separator:tab\n#guid column:1\nabc\t{{c1,2::a}} b\t\n", "x.txt")
    assert [note.shared.id for note in imported.notes] == ["abc", "abc.2"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("{{c1::x^{2}}}", "x^{2} "),
        (r"{{c1::\(\frac{1}{2}\)}}", r"\(\frac{1}{2}\)"),
        (r"{{c1::$\frac{a}{b^{c}}$}}", r"$\frac{a}{b^{c} }$"),
        (r"{{c1::\frac{a}{b}}}", r"\frac{a}{b} "),
        ("{{c1::[latex]x^{2}[/latex]}}", "[latex]x^{2}[/latex]"),
        ("The $a^{b^{c}}$ is {{c1::big}}", "big"),
        ("{{c1::{{}}}}", "{{}}"),
    ],
)
def test_formulas_in_gaps_and_beside_them_are_carried(carried, text, answer):
    """Their braces are told from a gap's own."""
    ((*_, gap),) = [[piece for piece in pieces if isinstance(piece, Gap)] for pieces in texts(carried, text)]
    assert gap.answer == answer


def test_a_formula_that_cannot_be_carried_is_named(remarks):
    """Where its braces do not pair."""
    ((_, told),) = remarks("#separator:tab\n{{c1::x^{2}} is\t\n{{c1::a}} b\t\n", "x.txt")
    assert "or the braces of a formula" in told


def test_numbers_without_end_are_left_alone():
    """A text with more numbers than anyone asks stays one, to be refused."""
    many = "".join(f"{{{{c{number},{number + 1}::a}}}}" for number in range(1, 80))
    assert separated(many) == [("", many)]
