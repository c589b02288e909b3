"""Tables: each row is a note of its own, with a card for each column that is asked."""

import pytest

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.core.event import Rating
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.question import questions_of
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.parser import parse_deck
from aide_memoire.store import card_state

COLUMNS = 'columns = ["country", "capital"]\n'
ASK = 'ask = { capital = "What is the capital of {country}?", country = "{capital} is the capital of what?" }\n'
HEAD = f'[[table]]\nid = "capitals"\n{COLUMNS}{ASK}'
ROWS = '["France", "Paris"], ["Brazil", ["Brasília", "BSB"]], ["Peru", "Lima"], ["Cuba", "Havana"], ["Mali", "Bamako"]'


def questions(rows=ROWS, head=HEAD, more=""):
    reading = parse_deck(f"{head}rows = [{rows}]\n{more}", "geo")
    assert [each for each in reading.problems if each.severity == "error"] == []
    return {each.id: each for note in reading.deck.notes for each in questions_of(reading.head, note)}


def told(text):
    return [(each.line, each.message) for each in locate_problems("d.toml", text, parse_deck(text).problems)]


def test_every_asked_column_is_a_question_of_the_row():
    """The braces hold what stands in the other columns of the row; of several texts in a cell the first is shown."""
    asked = questions('["Brazil", ["Brasília", "BSB"]]')
    assert {key: (each.text, each.answer_line) for key, each in asked.items()} == {
        "geo/capitals.brazil#capital": ("What is the capital of Brazil?", "Brasília"),
        "geo/capitals.brazil#country": ("Brasília is the capital of what?", "Brazil"),
    }
    assert grade(asked["geo/capitals.brazil#capital"], "BSB").word == "right"


def test_a_column_named_id_names_the_rows():
    """It is not shown, and any other cell may change."""
    head = '[[table]]\nid = "verbs"\ncolumns = ["id", "verb", "form"]\nask = { form = "{verb}, yo?" }\n'
    assert list(questions('["ser", "ser", "soy"], ["ir", "ir", "voy"]', head)) == [
        "geo/verbs.ser#form",
        "geo/verbs.ir#form",
    ]


def test_what_stands_on_the_table_holds_for_its_rows():
    """Here which differences count."""
    head = '[[table]]\nid = "t"\nexact = ["accents"]\ncolumns = ["en", "es"]\nask = { es = "{en} in Spanish?" }\n'
    (question,) = questions('["year", "año"]', head).values()
    assert grade(question, "ano").word == "wrong"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (f'{HEAD}rows = [["Ann", "a"], ["ann", "b"]]', (5, "two rows have the id “ann”")),
        (f'{HEAD}rows = [["?!", "a"]]', (5, "the row has no letter or digit to be named by")),
        (f'{HEAD}rows = [["{"long" * 30}", "a"]]', (5, f"“capitals.{'long' * 30}” is longer than 80 letters")),
        (f'{HEAD}rows = [["France"]]', (5, "a row has a text, or a list of texts, for each of country, capital")),
        (f'{HEAD}rows = [["France", []]]', (5, "a row has a text, or a list of texts, for each of country, capital")),
        (HEAD, (1, "a table needs `rows`")),
        (f'[[table]]\n{COLUMNS}{ASK}rows = [["France", "Paris"]]', (1, "`id` is missing")),
        (f'[[table]]\nid = "t"\n{COLUMNS}rows = [["France", "Paris"]]', (1, "a table needs `ask`")),
        (
            f'[[table]]\nid = "t"\n{COLUMNS}ask = {{ capital = "{{contry}}?" }}\nrows = [["France", "Paris"]]',
            (4, "there is no column “contry”"),
        ),
        (
            f'[[table]]\nid = "t"\n{COLUMNS}ask = {{ river = "?" }}\nrows = [["France", "Paris"]]',
            (4, "the note has no part `river`"),
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(text, mistake):
    """With what to do where that is not plain."""
    assert mistake in told(text)


def test_a_bad_row_does_not_stop_the_others():
    """The rows around it are asked all the same."""
    reading = parse_deck(f'{HEAD}rows = [["France", "Paris"], ["Brazil"], ["Peru", "Lima"]]')
    assert [note.shared.id for note in reading.deck.notes] == ["capitals.france", "capitals.peru"]


def test_rows_are_studied_like_any_note(learner):
    """The other cells of the column are the wrong options; one row's questions are not asked on one day."""
    learner.deck("geo", ("table", f'id = "capitals"\n{COLUMNS}{ASK}rows = [{ROWS}]'))
    study = learner.study(form="choice")
    assert study.question.id == "geo/capitals.france#capital"
    assert set(study.prompt.options) < {"Paris", "Brasília", "Lima", "Havana", "Bamako"}
    study.rate(Rating.EASY)
    asked = []
    while study.prompt and len(asked) < 9:
        asked.append(study.question.id)
        study.rate(Rating.EASY)
    assert [card for card in asked if "france" in card] == []
    memory = card_state.card_state(study._workspace.db, "geo/capitals.france#capital").memory
    assert memory is not None


def test_the_editor_has_a_table_as_one_entry(tmp_path):
    """It is edited as it is written, and the preview shows the questions of all rows."""
    path = tmp_path / "geo.toml"
    path.write_text(f"{HEAD}rows = [{ROWS}]\n", encoding="utf-8")
    editor = DeckEditor(str(path))
    entry = editor.entries()[-1]
    assert (entry.id, entry.has_errors) == ("capitals", False)
    assert len(editor.preview(entry, entry.text).questions) == 10
