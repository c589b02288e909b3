"""What a deck says of how its answers are graded: `exact`, languages, persons, numbers, `any`; and shared values."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.question import questions_of
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.parser import parse_deck
from aide_memoire.store import card_state

SOURCE = '[[source]]\nid = "s"\ntitle = "S"\n'


def questions(text):
    """Return the questions of a deck in which nothing is wrong, by their ids."""
    reading = parse_deck(text)
    assert [each for each in reading.problems if each.severity == "error"] == []
    found = [question for note in reading.deck.notes for question in questions_of(reading.head, note)]
    return {question.id.partition("/")[2]: question for question in found}


def card(answer, *lines, head=""):
    text = f'{head}\n[[card]]\nid = "a"\nquestion = "Which?"\nanswer = "{answer}"\n' + "\n".join(lines)
    return questions(text)["a"]


def told(text):
    """Return where each error stands, and its words."""
    diagnostics = locate_problems("d.toml", text, parse_deck(text).problems)
    return [(each.line, each.message) for each in diagnostics if each.severity == "error"]


@pytest.mark.parametrize(
    ("line", "typed", "word"),
    [
        ("", "CO", "right"),
        ('exact = ["case"]', "CO", "wrong"),
        ('exact = "case"', "CO", "wrong"),
        ("exact = true", "CO", "wrong"),
        ("exact = true", "Co", "right"),
        ("exact = false", "CO", "right"),
        ('exact = ["accents"]', "CO", "right"),
    ],
)
def test_exact_names_the_differences_that_count(line, typed, word):
    """Case, accents and signs make no difference, unless the deck says so."""
    assert grade(card("Co", line), typed).word == word


def test_a_note_replaces_what_notes_share():
    """A default holds for every note that has no value of its own."""
    asked = questions(
        '[deck.defaults]\nexact = ["accents"]\ntags = ["es"]\n'
        '[[card]]\nid = "year"\nquestion = "Year?"\nanswer = "año"\n'
        '[[card]]\nid = "free"\nquestion = "Free?"\nanswer = "año"\nexact = false\n'
        '[[group]]\nid = "all"\nname = "words"\nmembers = ["sí", "no"]\n'
    )
    assert grade(asked["year"], "ano").word == "wrong"
    assert grade(asked["free"], "ano").word == "right"
    assert [part.verdict for part in grade(asked["all"], "si, no").parts] == ["wrong", "right"]


def test_a_default_for_other_kinds_is_passed_over():
    """A group knows no `person`; the default is meant for the cards."""
    text = (
        '[deck.defaults]\nperson = true\n[[group]]\nid = "g"\nname = "g"\nmembers = ["Ann", "Bea"]\n'
        '[[card]]\nid = "c"\nquestion = "Who?"\nanswer = "Ludwig van Beethoven"\n'
    )
    assert grade(questions(text)["c"], "Beethoven").word == "right"


def test_a_mistake_in_a_default_is_told_once_where_it_stands():
    """Not at each of the notes that it holds for."""
    text = '[deck.defaults]\nexact = ["accent"]\nsuorce = "s"\n' + "".join(
        f'[[card]]\nid = "{each}"\nquestion = "Which {each}?"\nanswer = "Rome"\n' for each in "abc"
    )
    assert sorted(told(text)) == [
        (2, "`exact` is true, or some of case, accents, signs"),
        (3, "`suorce` is not known in a note"),
    ]


def test_the_answers_can_be_of_another_language():
    """Its words are known: another word is no slip, and its articles belong to the answer."""
    assert grade(card("el perro", 'answer_language = "es"'), "el pero").word == "wrong"
    assert grade(card("die Straße", head='[deck]\nanswer_language = "de"'), "Strasse").word == "partial"


def test_of_a_person_the_surname_is_enough():
    """Where the note says that the answer is a person; else the whole name is asked for."""
    assert grade(card("Ludwig van Beethoven", "person = true"), "Beethoven").word == "right"
    assert grade(card("Ludwig van Beethoven"), "Beethoven").word == "partial"


@pytest.mark.parametrize(
    ("rule", "typed", "word"),
    [
        ('tolerance = "1 %"', "9.8", "right"),
        ('tolerance = "1 %"', "9.5", "wrong"),
        ("tolerance = 0.5", "9.5", "right"),
        ('unit = "m/s²"', "9.81", "right"),
        ('unit = "m/s²", unit_required = true', "9.81", "partial"),
        ('unit = "m/s²", unit_required = true', "9.81 m/s^2", "right"),
    ],
)
def test_how_near_a_number_must_be(rule, typed, word):
    """Within the tolerance it is right; the unit may be left out unless it is required."""
    assert grade(card("9.81", f"number = {{ {rule} }}"), typed).word == word


@pytest.mark.parametrize(
    ("rule", "typed", "word"),
    [
        ('unit = "soldiers"', "a million soldiers", "right"),
        ('unit = "soldiers"', "1,000,000 soldiers", "right"),
        ('unit = "soldiers"', "one million", "right"),
        ('unit = "soldiers"', "two million soldiers", "wrong"),
        ('unit = "soldiers"', "a million tanks", "wrong"),
        ('unit = "soldiers", unit_required = true', "a million", "partial"),
        ('unit = "soldiers", unit_required = true', "1 million soldiers", "right"),
    ],
)
def test_a_unit_can_be_what_is_counted(rule, typed, word):
    """It is no measure, and stands behind the number in the singular or the plural."""
    assert grade(card("A million", f"number = {{ {rule} }}"), typed).word == word


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ('"1 %"', 'number is { tolerance = "1 %", unit = "m", unit_required = false }'),
        ('{ tolerance = "a bit" }', "“a bit” is no tolerance"),
        ("{ tolerance = true }", "“true” is no tolerance"),
        ("{ unti = 1 }", "`unti` is not known here"),
    ],
)
def test_a_rule_that_cannot_be_read_is_told(rule, message):
    """With what is wrong with it."""
    text = f'[[card]]\nid = "a"\nquestion = "Which?"\nanswer = "9.81"\nnumber = {rule}\n'
    assert told(text) == [(5, message)]


def test_some_members_suffice():
    """Of four, any two are all that is asked; more do no harm, and what is no member does."""
    members = '["Po", "Ebro", "Oder", "Elbe"]'
    (question,) = questions(f'[[group]]\nid = "g"\nname = "rivers of Europe"\nmembers = {members}\nany = 2\n').values()
    assert (question.text, question.cards) == ("Name 2 of the rivers of Europe.", ("deck/g",))
    scores = [grade(question, typed).score for typed in ("Po, Elbe", "Oder", "Po, Ebro, Oder", "Po, Nile")]
    assert scores == [1, 0.5, 1, 1 / 3]


@pytest.mark.parametrize("number", ["0", "5", '"two"', "true", "1.5"])
def test_as_many_as_there_are_at_most(number):
    """`any` is a number of members."""
    text = f'[[group]]\nid = "g"\nname = "letters"\nmembers = ["a", "b", "c", "d"]\nany = {number}\n'
    assert told(text) == [(5, "`any` is a number from 1 to 4, the members")]


def test_such_a_group_is_one_card(learner):
    """Two of four were named: the whole is remembered."""
    learner.deck("d", ("group", 'id = "g"\nname = "letters"\nmembers = ["a", "b", "c", "d"]\nany = 2'))
    study = learner.study(form="typed")
    study.grade("a, c")
    study.rate()
    memory = card_state.card_state(study._workspace.db, "d/g").memory
    assert memory is not None
    assert memory.reps == 1
    assert card_state.card_state(study._workspace.db, "d/g#a").memory is None


def test_things_of_one_date_may_stand_in_any_order():
    """Only what differs in time is in order."""
    items = '{ name = "A", date = 1900 }, { name = "B", date = 1945 }, { name = "C", date = 1945 }'
    (question,) = questions(f'[[sequence]]\nid = "q"\nname = "q"\nitems = [{items}]\n').values()
    assert grade(question, "A; C; B").word == "right"
    assert grade(question, "C; A; B").word == "partial"


def test_years_before_christ_are_asked():
    """They are written as EDTF has them, and read as people say them."""
    (question,) = questions('[[event]]\nid = "e"\nname = "The Ides"\ndate = "-0043-03-15"\n').values()
    assert question.answer_line == "15 March 44 BC"
    assert grade(question, "15 March 44 BCE").word == "right"


def test_a_caution_s_dates_are_never_simply_wrong():
    """The same day by another calendar is right, and another date of the caution partly."""
    (question,) = questions(
        '[[event]]\nid = "e"\nname = "A treaty"\ndate = "1896-06"\n'
        'caution = "Signed on 3 June 1896, which was 22 May in Russia; published in 1922."\n'
    ).values()
    assert [grade(question, typed).word for typed in ("22 May 1896", "1922", "1923")] == ["right", "partial", "wrong"]


def test_a_draft_is_checked_but_never_asked(learner):
    """It counts nowhere before it is finished."""
    learner.deck("d", ("card", 'id = "a"\nquestion = "Which?"\nanswer = "Rome"\ndraft = true'))
    assert learner.study().prompt is None
    (problem,) = parse_deck('[[card]]\nid = "a"\nquestion = "Which?"\ndraft = true\n').problems
    assert (problem.severity, problem.message) == ("warning", "`answer` is missing")


def test_notes_of_other_decks_can_be_kept_apart(learner):
    """What gives a note of another deck away is not asked on the same day."""
    learner.deck("d", ("card", 'id = "a"\nquestion = "Which city?"\nanswer = "Rome"\nbury_with = ["e/b"]'))
    learner.deck("e", ("card", 'id = "b"\nquestion = "Rome is?"\nanswer = "a city"'))
    study = learner.study(form="typed")
    first = study.question.id
    study.rate(Rating.EASY)
    assert (first, study.prompt) == ("d/a", None)


def test_braces_may_stand_in_a_gap():
    """In pairs, as code has them."""
    (question,) = questions('[[cloze]]\nid = "f"\ntext = "{{c1::{{}}}} escapes braces."\n').values()
    assert (question.text, question.answer_line) == ("[…] escapes braces.", "{{}}")
