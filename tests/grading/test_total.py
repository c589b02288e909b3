"""Whatever is typed to whatever card gets a verdict; and what the deck calls right is right."""

import sys
import unicodedata
from itertools import cycle
from pathlib import Path
from random import Random

import pytest

from aide_memoire.core.answer import DateAnswer, ListAnswer, OrderAnswer, TextAnswer
from aide_memoire.core.form import choose_form
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks.folders import shipped_folder
from aide_memoire.library.load import questions
from aide_memoire.paths import find_paths
from aide_memoire.store import deck_index
from aide_memoire.study.prompts import Prompt, find_other_answers, grade_answer
from aide_memoire.workspace import open_workspace
from at_length import at_length

STRINGS = 3_000
WORDS = ("right", "close", "partial", "wrong")
HOSTILE = {
    "empty": "",
    "blanks": " \t\n\r\v\f\xa0\u3000\u2003",
    "nul": "\x00",
    "escape": "\x1b[31mred\x1b]0;title\x07",
    "c1": "\x9b31m\x85\x90",
    "bidi": "\u202e6981\u202c\u2066x\u2069",
    "tags": "\U000e0041\U000e0042",
    "surrogates": "\ud800\udfff\udc80",
    "noncharacters": "\ufffe\uffff\U0010ffff",
    "joiners": "a\u200db\u200c\u200b\ufeff\u00ad",
    "marks": "e" + "\u0301" * 3_000,
    "lone mark": "\u0301",
    "long": "x" * 50_000,
    "long words": "word " * 10_000,
    "digits": "9" * 5_000,
    "many digits": "9" * 100_000,
    "a long year": "1" * 30 + "-06",
    "year nought": "0000",
    "year 0": "0",
    "far year": "99999",
    "month nought": "1896-00",
    "month 13": "1896-13",
    "day 32": "32 August 1945",
    "leap day": "29 February 1900",
    "minus": "-1896",
    "fullwidth": "１８９６",
    "arabic": "١٨٩٦",
    "superscript": "¹⁸⁹⁶",
    "circled": "①②③",
    "fraction": "½ ⅞",
    "roman": "ⅯⅮⅭⅭⅭⅩⅭⅥ",
    "thousands": "1,896,000,000",
    "e": "1e999",
    "infinity": "inf nan ∞",
    "commas": "," * 5_000,
    "semicolons": ";" * 5_000,
    "lines": "\n" * 5_000,
    "ands": "and " * 3_000,
    "ampersands": "&" * 5_000,
    "arrows": "→" * 3_000 + "->" * 2_000,
    "hyphens": "-" * 5_000,
    "slashes": "1896/" * 1_000,
    "spans": "1896-1897-" * 500,
    "dots": "." * 5_000,
    "quotes": "\"'`“”‘’«»" * 300,
    "brackets": "[(" * 2_000 + "a" + ")]" * 2_000,
    "bullets": "\n".join(f"{number}. x" for number in range(500)),
    "regex": "(a+)+$ [a-z]{99999} \\1 (?P<x>.*)",
    "format": "{} {0} {name!r} %s %(x)s %n",
    "markup": "[@click=app.quit]x[/] [bold",
    "sql": "'; DROP TABLE event; --",
    "backslash": "\\",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 20,
    "sharp s": "ẞß",
    "dotted i": "İıIi",
    "ligature": "ﬁﬃ",
    "hangul": "각" * 500,
    "zalgo": "".join(f"a{chr(0x300 + number % 100)}" for number in range(1_000)),
    "expands": "ﷺ" * 600,
    "centuries": "99th century",
    "decades": "9990s",
    "roman numerals": "MDCCCXCVI",
    "a question": "?",
}


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    """The shipped decks and the one for grading, with every question that they give."""
    paths = find_paths(str(tmp_path_factory.mktemp("data")))
    workspace = open_workspace(paths, "default", _never, lambda: 0, [shipped_folder(), str(Path(__file__).parent)])
    yield workspace.db, [question for kept in deck_index.cached_notes(workspace.db) for question in questions(kept)]
    workspace.close()


def _never():
    raise AssertionError("grading asks for no time")


def put(question, chance):
    """Return the question in one of the forms that it can have, with options where it is a choice."""
    form = choose_form(question, wanted=chance.choice(["typed", "choice"]), learned=True, can_choose=True)
    return Prompt(question, "typed" if form == "flip" else form, (question.answer_line, "b", "3", "d"))


def acting(text):
    """Return what of a text could act on a terminal."""
    return {sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")} - {"\n", "\t"}


def told(judged):
    """Return every text that is shown or kept of a judgement."""
    verdict = judged.verdict
    parts = [text for part in verdict.parts for text in (part.text, part.typed)]
    return "".join([judged.typed, *verdict.reasons, *verdict.extras, *parts])


def assert_a_verdict(judged):
    verdict = judged.verdict
    assert verdict.word in WORDS
    assert 0 <= verdict.score <= 1
    assert verdict.score == 1 or verdict.word not in ("right", "close")
    assert (verdict.score == 0) == (verdict.word == "wrong")
    assert all(part.verdict in WORDS for part in verdict.parts)
    judged.typed.encode()


def signs():
    """Return some characters of every category of Unicode, and those that answers are made of, more often."""
    by_category = {}
    for code in range(sys.maxunicode + 1):
        kept = by_category.setdefault(unicodedata.category(chr(code)), [])
        if len(kept) < 12 or code % 4_099 == 0:
            kept.append(chr(code))
    usual = list(" ,;-./–'\n0123456789") * 3 + list("aeinorstuAEMS")
    return [*by_category.values(), *[usual] * 20]


def random_strings(chance, pieces):
    """Yield random answers: of any characters, of pieces of right ones, of figures, short and very long."""
    kinds = signs()
    for number in range(STRINGS):
        match number % 4:
            case 0:
                length = chance.choice([1, 2, 3, 8, 30]) if number % 400 else 2_500
                yield "".join(chance.choice(chance.choice(kinds)) for _ in range(length))
            case 1:
                text = list(chance.choice(pieces))
                for _ in range(chance.randint(1, 4)):
                    text.insert(chance.randint(0, len(text)), chance.choice(chance.choice(kinds)))
                yield "".join(text)
            case 2:
                joint = chance.choice([", ", "; ", " and ", "\n", " - ", "/", " to ", ""])
                yield joint.join(chance.choice(pieces) for _ in range(chance.randint(1, 5)))
            case _:
                figures = (str(chance.randrange(10 ** chance.choice([1, 2, 4, 4, 8, 40]))) for _ in range(3))
                yield chance.choice("-/. ,–").join(figures)


def test_random_answers(shelves):
    """Each gets a verdict from 0 to 1, right only at 1, and nothing that is told of it can act."""
    db, asked = shelves
    chance = Random(1945)
    pieces = [line for question in asked for line in question.answer]
    chance.shuffle(asked)
    acted = []
    for text, question in zip(random_strings(chance, pieces), cycle(asked), strict=False):
        judged = grade_answer(put(question, chance), text, find_other_answers(db, question))
        assert_a_verdict(judged)
        if acting(told(judged)):
            acted.append((question.id, text))
    assert acted == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_answers_to_every_card(shelves, text):
    """No string whatever stops the grading of any card, and it is quick to judge."""
    db, asked = shelves
    chance = Random(7)
    for question in at_length(*asked) or asked[::3]:
        assert_a_verdict(grade_answer(put(question, chance), text, find_other_answers(db, question)))


@pytest.mark.parametrize("kind", ["typed", "list", "order", "choice"])
def test_nothing_that_is_kept_of_an_answer_can_act(shelves, kind):
    """Escapes, surrogates and bidi overrides are signs once an answer is judged, in its reasons too."""
    _, asked = shelves
    expected = {"typed": TextAnswer, "list": ListAnswer, "order": OrderAnswer, "choice": TextAnswer}[kind]
    question = next(each for each in asked if isinstance(each.expects, expected))
    right = question.answer[0].partition(" (")[0]
    for text in (
        HOSTILE["escape"],
        HOSTILE["c1"],
        HOSTILE["surrogates"],
        HOSTILE["bidi"],
        "\x7f\u2028\u2029",
    ):
        for given in (text, f"{right}, {text}", f"{right}{text}", f"{text}; {right}"):
            found = told(grade_answer(Prompt(question, kind, ("a", "b", "c")), given, lambda _: ()))
            assert acting(found) == set()
            assert sanitize(found) == found


def test_grading_is_a_pure_function(shelves):
    """The same answer to the same question is judged the same, however often and in whatever order."""
    db, asked = shelves
    texts = [*HOSTILE.values()][::4]
    pairs = [(question, text) for text, question in zip(texts * 12, cycle(asked), strict=False)]
    once = [grade(question, text, find_other_answers(db, question)) for question, text in pairs]
    again = [grade(question, text, find_other_answers(db, question)) for question, text in reversed(pairs)]
    assert once == again[::-1]


def right_answers(question):
    """Yield every text that a deck calls right for a question."""
    match question.expects:
        case TextAnswer(accepted):
            yield from accepted
        case DateAnswer(_, text):
            yield text
        case ListAnswer(members):
            names = [member.names for member in members]
            for turn in range(max(map(len, names))):
                chosen = [each[min(turn, len(each) - 1)] for each in names]
                yield from (", ".join(chosen), "\n".join(reversed(chosen)), "; ".join(chosen))
                yield ", ".join(chosen[:-1]) + " and " + chosen[-1] if len(chosen) > 1 else chosen[0]
        case OrderAnswer(items):
            yield from ("; ".join(items), "\n".join(items), " → ".join(items))


@pytest.mark.parametrize(
    ("how", "written"),
    [
        ("as the deck has it", str),
        ("in capitals", str.upper),
        ("in small letters", str.casefold),
        ("with blanks around", lambda text: f"  \t{text} \n "),
        ("decomposed", lambda text: unicodedata.normalize("NFD", text)),
        ("with a full stop", lambda text: f"{text}." if text[-1:].isalnum() else text),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_the_deck_calls_right_is_right(shelves, how, written):
    """Every answer, accepted text and alias of every card, however it is written, is right."""
    db, asked = shelves
    wrong = []
    for question in asked:
        for text in right_answers(question):
            verdict = grade(question, written(text), find_other_answers(db, question))
            if (verdict.word, verdict.score) != ("right", 1):
                wrong.append((question.id, written(text), verdict.word, verdict.reasons))
    assert wrong == []


def test_a_slip_never_turns_one_right_answer_into_another(shelves):
    """No right answer of a card is nearly right for another card of the same deck."""
    db, asked = shelves
    taken = []
    for question in asked:
        own = {text.casefold() for text in right_answers(question)}
        others = [each for each in asked if each.deck == question.deck and each.id != question.id]
        if not isinstance(question.expects, TextAnswer):
            continue
        for text in {each.answer_line for each in others if isinstance(each.expects, TextAnswer)}:
            if text.casefold() not in own and grade(question, text, find_other_answers(db, question)).word == "close":
                taken.append((question.id, text))
    assert taken == []
