"""Whatever text `draft` is given: the deck that it writes reads, and the second time nothing is added."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.authoring.draft.text import paragraphs_of
from aide_memoire.authoring.draft.write import draft_deck, write_draft
from aide_memoire.decks.parser import parse_deck

PIECES = (
    *(
        "1950",
        "May",
        "16",
        "in",
        "In",
        "of",
        "the",
        "and",
        "und",
        "to",
        "-",
        "–",
        "/",
        ",",
        ".",
        ";",
        ":",
        "(",
        ")",
        "“",
        "”",
    ),
    *("Treaty", "Rome", "China", "Russia", "Friendship", "CSTO", "also known as", "according to", "says", "should"),
    *(
        "60%",
        "kg",
        "million",
        "three",
        "BC",
        "century",
        "1950s",
        "'",
        '"',
        "\\",
        "[[card]]",
        "#",
        "\n",
        "\n\n",
        "年",
        "¶3",
    ),
    *(
        "Am 14. August",
        "between",
        "last year",
        "members are",
        "includes",
        "peace",
        "economic",
        "aid",
        "**",
        "_",
        "`",
        "|",
        "\x1b",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=40).map(" ".join)


@given(TEXTS)
def test_any_text_gives_a_deck_that_reads(text: str) -> None:
    """No stub has an error, and each has its place in the text."""
    paragraphs = paragraphs_of(text)
    deck, added = draft_deck(paragraphs, "s", "s", None)
    reading = parse_deck(deck)
    assert len(reading.notes) == len(added.stubs)
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    assert all(1 <= number <= len(paragraphs) for stub in added.stubs for number in stub.paragraphs)


@given(TEXTS)
def test_the_second_time_adds_nothing(text: str) -> None:
    """What was written once is found again."""
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "s.toml")
        paragraphs = paragraphs_of(text)
        if write_draft(paragraphs, "s", path, None).stubs:
            assert write_draft(paragraphs, "s", path, None).stubs == ()
