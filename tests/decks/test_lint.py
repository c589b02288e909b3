"""What `check` says of decks that can be read: the very text that an author sees."""

import pytest

from aide_memoire.decks.lint import lint_deck
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.parser import parse_deck

HEAD = '[deck]\nid = "d"\n[[source]]\nid = "s"\ntitle = "S"\n'


def said(note, head=HEAD):
    """Return what is said of a deck of one or more notes, as it is shown."""
    text = head + note
    reading = parse_deck(text)
    return "\n".join(each.text() for each in locate_problems("d.toml", text, (*reading.problems, *lint_deck(reading))))


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (
            '[[card]]\nid = "a"\nquestion = "Which city?"\nanswer = "Rome"',
            "d.toml:6:3: warning[no-source]: the note has no source\n"
            " 6 │ [[card]]\n   │   ^^^^\n"
            '   = say where it stands: source = "id ¶3"',
        ),
        (
            '[[card]]\nid = "a"\nsource = "s 1"\nquestion = "Is Rome a city?"\nanswer = "It is"',
            "d.toml:9:12: warning[yes-no]: a yes or no question\n"
            ' 9 │ question = "Is Rome a city?"\n   │            ^^^^^^^^^^^^^^^^^\n'
            "   = ask for the thing itself: half of all guesses would be right",
        ),
        (
            '[[card]]\nid = "a"\nsource = "s 1"\nquestion = "Which city is called Rome?"\nanswer = "Rome"',
            "d.toml:9:12: warning[answer-told]: the question holds its answer: Rome\n"
            ' 9 │ question = "Which city is called Rome?"\n   │            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        ),
        (
            '[[card]]\nid = "a"\nsource = "s 1"\nquestion = "Which?"\nanswer = "Rome"\nlures = ["Paris", "the ROME"]',
            "d.toml:11:19: error[lure-right]: the lure “the ROME” is right\n"
            ' 11 │ lures = ["Paris", "the ROME"]\n    │                   ^^^^^^^^^^\n'
            '    = if that difference counts, add exact = ["case"]',
        ),
        (
            '[[card]]\nid = "a"\nsource = "s 1"\nquestion = "Why?"\n'
            'answer = "one two three four five six seven eight nine ten eleven twelve thirteen"',
            "d.toml:10:10: warning[long-answer]: the answer is too long to be typed\n"
            ' 10 │ answer = "one two three four five six seven eight nine ten eleven twelve thirteen"\n'
            f"    │          {'^' * 73}\n"
            '    = shorten the answer, or add form = "flip"',
        ),
        (
            '[[card]]\nid = "a"\nsource = "s 1"\nquestion = "Which?"\nanswer = "A"\n'
            '[[card]]\nid = "b"\nsource = "s 2"\nquestion = "which"\nanswer = "B"',
            "d.toml:14:12: warning[asked-alike]: asked in the same words as a, with another answer\n"
            ' 14 │ question = "which"\n    │            ^^^^^^^\n'
            "    = say what tells them apart",
        ),
    ],
)
def test_each_piece_of_advice_points_at_its_place(note, told):
    """What is said, where, and how to mend it."""
    assert said(note) == told


def test_another_language_is_told_which_words_it_lacks():
    """A deck that is not in English needs the words that its questions are made with."""
    head = HEAD.replace("[deck]", '[deck]\nlanguage = "de"')
    told = said('[[event]]\nid = "e"\nsource = "s"\nname = "Vertrag"\ndate = "1896-06"', head)
    assert "missing-phrases]: words in “de” are missing: months, when" in told
    assert 'as in months = ["…", "…"]' in told
    own = '[deck]\nlanguage = "de"\nphrases.when = "{name}: wann?"\nphrases.months = ' + str(["Monat"] * 12)
    assert (
        said('[[event]]\nid = "e"\nsource = "s"\nname = "Vertrag"\ndate = "1896-06"', HEAD.replace("[deck]", own)) == ""
    )


def test_a_flip_may_be_long_and_a_choice_between_two_be_asked():
    """Advice is given only where it holds."""
    long = " ".join(["word"] * 20)
    assert said(f'[[card]]\nid = "a"\nsource = "s"\nform = "flip"\nquestion = "Why?"\nanswer = "{long}"') == ""
    assert said('[[card]]\nid = "a"\nsource = "s"\nquestion = "Is it Rome or Paris?"\nanswer = "It is so"') == ""


def test_a_gap_that_is_told_beside_is_noticed():
    """A cloze sentence must not say its own gap a second time."""
    told = said('[[cloze]]\nid = "c"\nsource = "s"\ntext = "Rome is {{c1::Rome}}."')
    assert "warning[answer-told]: the question holds its answer: Rome" in told


@pytest.mark.parametrize(
    ("answer", "lure", "is_told"),
    [
        ("Louis 16", "Louis 15", False),
        ("Louis 16", "Louis XVI", True),
        ("the 1990s", "the 90s", True),
        ("1914 to 1918", "1914 to 18", True),
        ("12.0", "12.1", False),
        ("1/2", "2/4", True),
    ],
)
def test_a_number_is_right_in_other_figures_only(answer, lure, is_told):
    """A lure that is the answer but for one number is wrong; one with the same number in other figures is right."""
    note = f'[[card]]\nid = "a"\nsource = "s"\nquestion = "Which?"\nanswer = "{answer}"\nlures = ["{lure}"]'
    assert ("lure-right" in said(note)) == is_told


def test_a_lure_near_enough_to_a_number_is_right():
    """A tolerance reaches to another figure."""
    note = (
        '[[card]]\nid = "a"\nsource = "s"\nquestion = "What?"\nanswer = "9.81"\n'
        'number = { tolerance = "1 %" }\nlures = ["9.82"]'
    )
    assert "lure-right" in said(note)
