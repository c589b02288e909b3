"""What one answer of a list stands for."""

import pytest

from aide_memoire.core.note import Side
from aide_memoire.exchange.alternatives import alternatives


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("huge; enormous", ["huge", "enormous"]),
        ("lift / elevator", ["lift", "elevator"]),
        ("lift/elevator", ["lift", "elevator"]),
        ("to give up; to stop doing sth", ["to give up", "to stop doing sth"]),
        ("巨大；庞大", ["巨大", "庞大"]),
        ("spring (season)", ["spring (season)", "spring"]),
        ("(to) run", ["(to) run", "run", "to run"]),
        ("colo(u)r", ["colo(u)r", "color", "colour"]),
        ("word(s)", ["word(s)", "word", "words"]),
        ("der Hund", ["der Hund", "Hund"]),
        ("die Katze", ["die Katze", "Katze"]),
        ("Hund, der", ["Hund, der", "der Hund", "Hund"]),
        ("l'eau", ["l'eau", "eau"]),
        ("el/la estudiante", ["el/la estudiante", "el estudiante", "la estudiante", "estudiante"]),
        ("el perro (m.)", ["el perro (m.)", "el perro", "perro (m.)", "perro"]),
        ("das Heft; das Buch", ["das Heft", "das Buch", "Heft", "Buch"]),
    ],
)
def test_synonyms_brackets_and_articles_are_other_answers(answer, found):
    """The first is shown; where nothing is to be cut off, the answer stays as it was written."""
    assert alternatives(answer) == found


@pytest.mark.parametrize(
    "answer",
    [
        "120/80",
        "14/08/1945",
        "3; 5",
        "1/2",
        "km/h",
        "mg/dl",
        "and/or",
        "TCP/IP",
        "he/she",
        "`a; b`",
        "for (i = 0; i < n; i++)",
        "x = 1; y",
        "$a;b$",
        r"\frac{a}{b}; c",
        "https://e.org/a;b",
        "f(x)",
        "log(x)",
        "iron (II)",
        "iron(II)",
        "vitamin B (12)",
        "Lehrer/in",
        "Washington, D.C.",
        "He came; he saw; he conquered everything that there was.",
        "It is a gas; it burns.",
        "La Paz",
        "“fireworks; display”",
        "die out",
        "a; ",
        "Mars; Venus; Earth",
        "one\ntwo; three",
    ],
)
def test_what_belongs_together_stays_whole(answer):
    """Figures, dates, units, formulas, code, sentences, lists of names."""
    assert alternatives(answer) == [answer]


@pytest.mark.parametrize(
    "question", ["Name the Baltic states.", "Which are its members?", "Welche drei sind es?", "哪些？"]
)
def test_a_list_that_is_asked_for_is_no_choice(question):
    """Whoever is asked for several things is not right with one of them."""
    assert alternatives("oak; elm; ash", question) == ["oak; elm; ash"]


def test_answers_to_two_questions_at_once_stay_whole():
    """The parts of one belong to the parts of the other."""
    assert alternatives("ihn/sie", "him/her") == ["ihn/sie"]


def test_an_import_accepts_them(carried):
    """The synonyms of a table are accepted; the other way round they are the question, as they stand."""
    (note,) = carried('front,back,accept,reverse\nriesig,"huge; enormous",vast,yes\n').notes
    assert (note.front.answer, note.front.accept) == ("huge", ("vast", "enormous"))
    assert (note.reverse.question, note.reverse.answer) == ("huge; enormous", "riesig")
    (note,) = carried("front,back,reverse\nHaus; Gebäude,house,yes\n").notes
    assert note.reverse == Side("house", "Haus", ("Gebäude",))


def test_the_gaps_of_a_text_accept_them_too(carried):
    """Where the gap has its number alone; the text itself stays."""
    (note,) = carried("text,tags\nThe {{c1::lift / elevator}} and {{c2::a}} {{c2::b / c}},x\n").notes
    assert note.accept == {"1": ("lift", "elevator")}
