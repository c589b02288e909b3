"""Anki's card templates."""

import time

import pytest

from aide_memoire.exchange.anki.templates import below_the_line, cloze_fields, rendered, shown_fields

FIELDS = {"Front": "q", "Back": "a", "Empty": " ", "Note": "n"}


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{Front}}", "q"),
        ("{{ Front }} and {{furigana:Front}}", "q and q"),
        ("{{FrontSide}}{{Tags}}{{Deck}}<hr>{{Back}}", "<hr>a"),
        ("{{#Note}}[{{Note}}]{{/Note}}{{#Empty}}no{{/Empty}}{{^Empty}}yes{{/Empty}}", "[n]yes"),
        ("{{#Empty}}{{#Note}}no{{/Note}}no{{/Empty}}end", "end"),
        ("{{hint:Note}} {{tts en_US:Front}} {{Gone}}.", "n  ."),
        ("{{type:Back}}", ""),
        ("{{/Note}}{{Front}}{{#Note}}", "q"),
        ("{{}} {{#}}no{{/}} {Front}", "  {Front}"),
    ],
)
def test_a_template_shows_fields(template, shown):
    """Filters, conditions and what only Anki can show leave just the note's own words."""
    assert rendered(template, FIELDS) == shown


def test_a_typed_field_is_shown_with_the_answer():
    """On the question's side it is a place to type in."""
    assert rendered("{{type:Back}}", FIELDS, is_answer=True) == "a"
    assert (shown_fields("{{type:Back}}"), shown_fields("{{type:Back}}", is_answer=True)) == (set(), {"Back"})


def test_the_fields_of_a_template():
    """Conditions show nothing by themselves; gaps are those of the cloze filter."""
    assert shown_fields("{{#Note}}{{Front}}{{/Note}}{{FrontSide}}") == {"Front"}
    assert cloze_fields("{{cloze:Text}}{{type:cloze:More}}{{Front}}") == {"Text", "More"}


@pytest.mark.parametrize(
    ("answer", "below"),
    [
        ("{{FrontSide}}\n<hr id=answer>\n{{Back}}", "\n{{Back}}"),
        ('{{Front}}<HR class="x" id="answer" />{{Back}}', "{{Back}}"),
        ("{{Front}}<hr>{{Back}}", "{{Front}}<hr>{{Back}}"),
        ("{{Front}}<hr id=answer> ", "{{Front}}<hr id=answer> "),
    ],
)
def test_an_answer_stands_below_its_line(answer, below):
    """Above the line stands the question again."""
    assert below_the_line(answer) == below


def test_a_side_without_end_is_refused():
    """A field that is shown a thousand times over is no card."""
    with pytest.raises(ValueError, match="more than 1,000,000"):
        rendered("{{Front}}" * 1000, {"Front": "x" * 10_000})


@pytest.mark.parametrize("template", ["{{#a}}" * 10_000, "{{" * 30_000, "<hr id=answer" * 5000, "<hr " * 16_000])
def test_hostile_templates_take_no_time(template):
    """Marks within marks, and lines that never end."""
    begin = time.process_time()
    rendered(below_the_line(template), FIELDS)
    assert time.process_time() - begin < 2
