"""The example decks of other subjects: nothing is wrong with them, and they are graded as their teacher would."""

from pathlib import Path

import pytest

from aide_memoire.core.grading.grade import grade
from aide_memoire.core.question import questions_of
from aide_memoire.decks.files import diagnose_file, read_deck_file

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "decks").glob("*.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_nothing_is_wrong_with_it(path):
    """`check` finds no error."""
    assert [each.text() for each in diagnose_file(str(path)) if each.severity == "error"] == []


@pytest.mark.parametrize(
    ("card", "typed", "word"),
    [
        ("python/written.digit#code", 'r"d"', "wrong"),
        ("python/written.digit#code", 'r"\\d"', "right"),
        ("python/written.reversed#code", "a[:-1]", "wrong"),
        ("python/operator.inequality#sign", "=", "wrong"),
        ("python/fstring#2", "{{}}", "right"),
        ("science/formula.the-sulfate-ion#formula", "SO4^2+", "wrong"),
        ("science/formula.the-sulfate-ion#formula", "SO₄²⁻", "right"),
        ("science/symbol.cobalt#symbol", "CO", "wrong"),
        ("science/c", "3e8 m/s", "right"),
        ("science/c", "300000 km/s", "right"),
        ("science/c", "300000", "wrong"),
        ("science/value.sin30#value", "½", "right"),
        ("science/written.derivative#formula", "3x^2", "right"),
        ("spanish/ano", "ano", "wrong"),
        ("spanish/noun.day#spanish", "la día", "partial"),
        ("spanish/present.ser#tú", "eres", "right"),
        ("spanish/present.tener#vosotros", "teneis", "wrong"),
    ],
)
def test_it_is_graded_as_its_teacher_would(card, typed, word):
    """What counts there counts, and no more."""
    stem, _, rest = card.partition("/")
    reading, _ = read_deck_file(str(EXAMPLES[0].parent / f"{stem}.toml"))
    asked = [each for parsed in reading.notes for each in questions_of(reading.head, parsed.note)]
    (question,) = [each for each in asked if each.id.partition("/")[2] == rest]
    assert grade(question, typed).word == word
