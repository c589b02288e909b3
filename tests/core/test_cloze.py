"""Texts with gaps: read into pieces, and written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.cloze import cloze_text, has_gap, join_pieces, parse_cloze, split_cloze
from aide_memoire.core.note import Gap


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("In {{c1::1969}}.", ("In ", Gap("1", "1969"), ".")),
        ("{{c1::a}}{{c2::b}}", (Gap("1", "a"), Gap("2", "b"))),
        ("at {{c07::Damansky::island}}, {{c1234::b}}", ("at ", Gap("7", "Damansky", "island"), ", ", Gap("1234", "b"))),
        ("{{c1::two\nlines}} end", (Gap("1", "two\nlines"), " end")),
        ("a {b} c: {{c1::d}}", ("a {b} c: ", Gap("1", "d"))),
    ],
)  # fmt: skip
def test_a_text_is_read_as_texts_and_gaps_in_turn(text, pieces):
    """What stands before, between and behind the gaps is kept to the letter, and hints are told from answers."""
    assert parse_cloze(text) == split_cloze(text) == pieces
    assert has_gap(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no gap at all", "no gap"),
        ("", "no gap"),
        ("{{c1::}} {{c2::a}}", "within a gap, or one that is empty"),
        ("{{c1:: }}", "a gap is empty"),
        ("{{c1::a}} {{c2:: }}", "a gap is empty"),
        ("{{c1::a}} {{c2::b", "not closed"),
        ("{{c1::a}} b}}", "not closed"),
        ("{{c1::a {{c2::b}} c}}", "within a gap"),
        ("{{c12345::a}}", "not closed"),
        ("{{c::a}}", "not closed"),
    ],
)
def test_what_cannot_be_asked_is_refused(text, why):
    """A text without gaps, with an empty one, or with signs that open or close nothing says what is wrong with it."""
    with pytest.raises(ValueError, match=why):
        parse_cloze(text)


def test_what_opens_no_gap_is_plain_text():
    """An import keeps such text as it is, and nothing of it is lost."""
    assert split_cloze("{{c1::}} a {{x}}") == ("{{c1::}} a {{x}}",)
    assert not has_gap("{{c1::}} a {{x}}")


texts = st.text(max_size=12)
gaps = st.builds(Gap, st.integers(0, 9999).map(str), texts, texts)


@given(st.lists(texts | gaps, max_size=6))
def test_pieces_are_joined_to_what_is_read_as_the_same_pieces(pieces):
    """Whatever comes from elsewhere is a cloze that is read back piece by piece, or it is refused."""
    whole = tuple(piece for piece in pieces if piece)
    try:
        text = join_pieces(tuple(pieces))
    except ValueError:
        return
    assert parse_cloze(text) == whole
    assert cloze_text(whole) == text


@pytest.mark.parametrize(
    "pieces", [("a", Gap("1", "b")), ("a {", Gap("12", "b", "c"), "} d"), ("a", Gap("1", "b"), "")]
)
def test_usual_pieces_are_not_refused(pieces):
    """Texts, hints, single braces and an empty end are no reason to leave a note out."""
    assert parse_cloze(join_pieces(pieces)) == tuple(piece for piece in pieces if piece)


@pytest.mark.parametrize(
    "pieces",
    [
        ("a {{", Gap("1", "b")),
        ("a }}", Gap("1", "b")),
        (Gap("1", "{{b"),),
        (Gap("1", "b", "c}}"),),
        (Gap("1", "b::c"),),
        (Gap("1", "b}"),),
        ("a", "b", Gap("1", "c")),
    ],
)
def test_pieces_that_would_be_read_otherwise_are_refused(pieces):
    """The gaps' own signs within a text or an answer would make other gaps of it."""
    with pytest.raises(ValueError, match="stands in"):
        join_pieces(pieces)
