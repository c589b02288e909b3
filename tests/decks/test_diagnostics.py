"""A mistake as people read it."""

import pytest
from rich.cells import cell_len

from aide_memoire.decks.diagnostics import Diagnostic
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.parser import parse_deck

CARD = '[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n'


def diagnostics(text, path="decks/d.toml"):
    return locate_problems(path, text, parse_deck(text).problems)


def told(text):
    return "\n\n".join(found.text() for found in diagnostics(text))


def test_a_mistake_shows_its_line_a_caret_and_what_to_do():
    """The text is place, severity, code and message, the line, a caret under what is wrong, and the hint."""
    assert (
        told(CARD + 'bury_with = ["b"]\nlures = "x"\n' + CARD.replace('"a"', '"bb"'))
        == """\
decks/d.toml:5:14: error[unknown-note]: no note has the id “b”
 5 │ bury_with = ["b"]
   │              ^^^
   = did you mean `bb`?

decks/d.toml:6:9: error[wrong-type]: `lures` needs a list, as in ["…", "…"]
 6 │ lures = "x"
   │         ^^^
   = write ["x"]"""
    )


def test_an_error_of_syntax_shows_what_is_wrong_and_how_to_mend_it():
    """What is no TOML is told at its line and column, in an author's words."""
    assert told(CARD + "hint = = 1") == (
        "decks/d.toml:5:8: error[syntax]: one = is enough behind a key\n"
        " 5 │ hint = = 1\n"
        "   │        ^\n"
        "   = delete the sign behind it"
    )


def test_what_the_parser_alone_can_tell_has_its_place():
    """A value that is given in two ways is told where the second stands, without the parser's own drawing."""
    assert told(CARD + 'question.where = "Q?"') == (
        "decks/d.toml:5:1: error[syntax]: this key has a value already, so it can have no parts\n"
        ' 5 │ question.where = "Q?"\n'
        "   │ ^\n"
        "   = write one of the two"
    )


@pytest.mark.parametrize(
    "words",
    [
        "Moscow",
        "北京",
        "Мир",
        "e\u0301te\u0301",
        "a\tb",
        "北\t京",
        "é\t北京\té",
        "हिन्दु",
        "한국어",
        "ｆｕｌｌ",
        "a\x1b[31mb",
        "می\u200cخواهم",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_caret_stands_under_the_mistake(words, end):
    """Carets are under the very cells of what is wrong, whatever stands before it on the line."""
    # a control sign cannot stand in TOML itself: there the parser's own place is marked
    text = (CARD + f'lures = ["{words}", 7777]\n').replace("\n", end)
    (found,) = diagnostics(text)
    _, line, caret = found.text().split("\n")[:3]
    marked = line.index("7777") if "\x1b" not in words else line.index("␛")
    assert caret.index("^") - caret.index("│") == cell_len(line[line.index("│") : marked])
    assert caret.count("^") == (4 if "\x1b" not in words else 1)
    assert found.line == 5


def test_columns_count_characters():
    """A column is the place of a character in its line, so that editors find it."""
    (found,) = diagnostics(CARD + 'lures = ["北京", 7]\n')
    assert (found.line, found.column, found.end) == (5, 16, 17)


def test_a_value_of_several_lines_is_marked_on_its_first():
    """The caret of a long value ends with its first line."""
    (found,) = diagnostics(CARD + 'source = """\nloves\n"""\n')
    assert found.text().split("\n")[1:3] == [' 5 │ source = """', "   │          ^^^"]


def test_what_an_author_wrote_cannot_break_the_first_line():
    """Place and message are one line, even where the message repeats words of several."""
    (found,) = diagnostics(CARD + 'form = """typed\nother.toml:1:1: error[x]: forged"""\n')
    assert found.text().split("\n")[1] == ' 5 │ form = """typed'


def test_a_path_and_a_line_from_outside_are_safe_to_show():
    """Neither a file's name nor its text reaches the terminal with an escape in it."""
    found = Diagnostic("a\x1b[2Jb.toml", 1, 1, "error", "syntax", "no", "", 2, "x\x1b]0;y\x07\u202e")
    assert not set("\x1b\x07\u202e") & set(found.text())
    assert "\x1b" not in str(found.as_json())


def test_a_place_beyond_the_text_shows_no_line():
    """Where there is no line to show, head and hint are all."""
    assert Diagnostic("d", 9, 1, "warning", "c", "m", "h", 2, "").text() == "d:9:1: warning[c]: m\n   = h"


def test_what_programs_read_is_plain():
    """The JSON form has the place and the words, and nothing of how they are drawn."""
    (found,) = diagnostics(CARD + "hint = 1")
    assert found.as_json() == {
        "path": "decks/d.toml",
        "line": 5,
        "column": 8,
        "severity": "error",
        "code": "wrong-type",
        "message": "`hint` needs a text in quotes, not a number",
        "hint": 'write "1"',
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (CARD + "reverse = { question = 1, answer = 'x' }", (5, 24)),
        ("[deck]\ntitle = 1\n" + CARD, (2, 9)),
        ("[deck]\n[deck.phrases]\nwhen = 1\n" + CARD, (3, 8)),
        ("[[source]]\nid = 's'\ntitle = 1\n" + CARD, (3, 9)),
        ('[[event]]\nid = "e"\nname = "E"\ndate = "1896"\n[event.question]\nwhen = 1\n', (6, 8)),
        ('[[event]]\nid = "e"\nname = "E"\ndate = "1896"\nquestion.when = 1\n', (5, 17)),
        ('[[event]]\nid = "e"\nname = "E"\ndate = "1896"\n"hint" = 1\n', (5, 10)),
        (
            '[[sequence]]\nid = "s"\nname = "S"\nitems = [\n "a",\n # b\n { name = "c", date = "x" },\n]\n',
            (7, 23),
        ),
        (CARD + CARD.replace('"a"', '"b"') + "hint = 1\n", (9, 8)),
    ],
)
def test_a_mistake_is_placed_wherever_toml_lets_it_stand(text, place):
    """Sub-tables, dotted and quoted keys, lists over several lines: each value is found where it is."""
    assert [(found.line, found.column) for found in diagnostics(text)] == [place]
