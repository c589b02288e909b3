"""Plain mode, as someone at a pipe or with a screen reader has it: lines in, lines out."""

import io
import json
import os
import re
import subprocess
import sys
import unicodedata

import pytest

from aide_memoire.cli import main as entry

SET_CLOCK = """
from datetime import datetime, timedelta, timezone
from aide_memoire.cli import main
from aide_memoire.study import session
session.is_lesson_due = lambda *_, **__: False
now = datetime(2024, 5, 14, 9, 0, tzinfo=timezone(timedelta(hours=2)))
main.local_now, main.random_bits = lambda: now, lambda: 5
main.run()
"""
ALL_SHORT = "Rate: 1 again, this time; 2 hard, this time; 3 good, this time; 4 easy, "
FLIP = '[[card]]\nid = "flip"\nform = "flip"\nquestion = "Why?"\nanswer = "Because."\n'
TYPED = '[[card]]\nid = "typed"\nquestion = "Which port?"\nanswer = "Port Arthur"\n'
CHOICE = (
    '[[card]]\nid = "choice"\nquestion = "Which river?"\nanswer = "Ussuri"\n'
    'lures = ["Amur", { name = "Tumen", why = "it flows to Korea" }, "Argun"]\n'
)
LIST = (
    '[[group]]\nid = "list"\nname = "Benelux countries"\n'
    'members = ["Belgium", { name = "Netherlands", aliases = ["Holland"] }, "Luxembourg"]\n'
)
LURES = 'lures = [{ name = "Denmark", why = "a neighbour" }]\n'
PICK = f"{LIST}{LURES}".replace('"list"', '"pick"')
ORDER = (
    '[[sequence]]\nid = "order"\nname = "three dynasties"\n'
    'items = [{ name = "Qin" }, { name = "Tang", date = "0618" }, { name = "Ming", date = "1368" }]\n'
)
FIVE = (
    '[[sequence]]\nid = "five"\nname = "five dynasties"\n'
    'items = [{ name = "Qin" }, { name = "Han" }, { name = "Tang" }, { name = "Ming" }, { name = "Qing" }]\n'
)
ODD = (
    '[[card]]\nid = "u"\nquestion = "The letter?"\nanswer = "u"\n'
    '[[card]]\nid = "q"\nquestion = "The next letter?"\nanswer = "q"\n'
    '[[card]]\nid = "mark"\nquestion = "The sign?"\nanswer = "?"\n'
)
EVERY_FORM = {"flip": FLIP, "typed": TYPED, "choice": CHOICE, "list": LIST, "order": ORDER, "pick": PICK}
RATE = "After the verdict rate: 1 again, 2 hard, 3 good, 4 easy, or i: I was right; "
HELP = f"""\
A new fact is read out first; Enter goes on to the next.
Answer on a line and press Enter; an empty line says "I don't know".
A list may take several lines; an empty line ends it.
{RATE}an empty line takes the suggested one.
u undoes the last answer, q quits; everything rated is saved.
:hint gives a hint, :bury puts a question off until tomorrow, :suspend until you unsuspend it; or :h, :b, :s.
To answer u, q or ? itself, put a backslash before it.
"""


@pytest.fixture
def told(cli):
    """Say lines to `study --plain` over the notes given, as a program of its own behind a pipe."""

    def say(notes, *lines, end="\n", more=()):
        cli.deck(f'[deck]\nid = "d"\ntitle = "Forms"\n{notes}', "d")
        words = [sys.executable, "-c", SET_CLOCK, *cli.globals, "study", "d", "--plain", *more]
        given = "".join(f"{line}{end}" for line in lines).encode()
        done = subprocess.run(words, input=given, capture_output=True, timeout=60, check=False)
        assert (done.returncode, done.stderr.decode()) == (0, "")
        return done.stdout.decode()

    return say


@pytest.fixture
def talk(cli, monkeypatch):
    """The same in this process, which is ten times as quick; a test below holds the two to be alike."""
    monkeypatch.setattr(entry, "random_bits", lambda: 5)

    def say(notes, *lines, end="\n", more=()):
        cli.deck(f'[deck]\nid = "d"\ntitle = "Forms"\n{notes}', "d")
        given = "".join(f"{line}{end}" for line in lines).encode()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            code, out, err = cli("study", "d", "--plain", *more)
        assert (code, err) == (0, "")
        return out

    return say


@pytest.fixture
def kept(cli):
    """Return what the log says of every review."""
    return lambda: [row for row in map(json.loads, cli("export").out.splitlines()) if row["kind"] == "review"]


def ratings(rows):
    return [row["rating"] for row in rows]


def numbers(told):
    """Return the number under which each option was shown last."""
    return {words: number for number, words in re.findall(r"^(\d)\. (.+)$", told, re.MULTILINE)}


def ends(answered, known):
    return f"{answered} question{'s' * (answered != 1)} answered in 0 s, {known} known.\n"


@pytest.mark.parametrize("lines", [["x", "", "2"], ["?", "Port Arthur", "?", "", "1", "u", "", "", "easy"]])
def test_a_pipe_makes_no_difference(talk, told, kept, cli, lines):
    """What a program of its own says to a pipe, and keeps, is what all tests below hold it to, form by form."""
    notes = "".join(EVERY_FORM.values())
    piped, rows = told(notes, *lines * 8), kept()
    assert piped.count("Rate: ") >= len(EVERY_FORM)
    assert {row["form"] for row in rows} == {*EVERY_FORM}
    cli.data = cli.data.with_name("other")
    cli.globals[1] = str(cli.data)
    assert talk(notes, *lines * 8) == piped
    names = {"id", "action", "device"}
    assert [row | dict.fromkeys(names) for row in kept()] == [row | dict.fromkeys(names) for row in rows]


def test_a_flip_line_by_line(talk, kept):
    """An empty line reveals, a rating saves: these very lines are what is read aloud."""
    assert talk(FLIP, "", "4") == (
        "Question 1 of 1. Forms.\nWhy?\nThink of the answer, then press Enter.\n"
        f"Answer: Because.\n{ALL_SHORT}7 days. Enter: good.\nAgain in 7 days.\n\n{ends(1, 1)}"
    )
    assert [(row["card"], row["form"], row["rating"]) for row in kept()] == [("d/flip", "flip", "easy")]
    assert "typed" not in kept()[0]


def test_everything_a_teacher_adds_is_read_out(talk):
    """Explanation, caution, whose claim it is, until when it holds and the source follow the answer."""
    beside = 'explanation = "It froze."\ncaution = "In most years."\nclaim = "Endo"\nas_of = "2022-05"\n'
    told = talk(f'{FLIP}{beside}source = "b ¶1"\n[[source]]\nid = "b"\ntitle = "Book"\n', "")
    assert told.partition("Answer: ")[2].splitlines()[:6] == [
        "Because.",
        "It froze.",
        "Context: In most years.",
        "A claim of Endo, not an established fact.",
        "As of May 2022; it may have changed since.",
        "Source: “Book” ¶1",
    ]


@pytest.mark.parametrize(
    ("typed", "told", "enter"),
    [
        ("Port Arthur", "Right.\n", "good"),
        ("the PORT-ARTHUR!", "Right.\n", "good"),
        ("Port Artur", "Right, with a slip. It is written Port Arthur.\nRight: Port Arthur\n", "good"),
        ("Dalian", "Missed.\nRight: Port Arthur\n", "again"),
        ("", "You passed. The answer:\nRight: Port Arthur\n", "again"),
        ("   ", "You passed. The answer:\nRight: Port Arthur\n", "again"),
    ],
)
def test_a_typed_answer_line_by_line(talk, kept, typed, told, enter):
    """The verdict stands on a line with its reason, then the right answer; Enter takes what it suggests."""
    out = re.sub(r"\d+ days", "N days", talk(TYPED, typed, "", "q"))
    assert out.startswith(
        "Question 1 of 1. Forms.\nWhich port?\nYour answer, 2 words:\n"
        f"{told}{ALL_SHORT}N days. Enter: {enter}.\nIt comes again in this session.\n\nQuestion 1 of 1, again. Forms.\n"
    )
    assert out.endswith(ends(1, int(enter == "good")))
    assert [(row["typed"], row["rating"]) for row in kept()] == [(typed, enter)]


def test_a_choice_line_by_line(talk, kept):
    """Options have numbers; a wrong one says why it is wrong, where the deck knows."""
    shown = numbers(talk(CHOICE, "q"))
    assert set(shown) == {"Ussuri", "Amur", "Tumen", "Argun"}
    options = "".join(f"{number}. {words}\n" for words, number in shown.items())
    out = talk(CHOICE, shown["Tumen"], "", "q")
    assert out.startswith(
        f"Question 1 of 1. Forms.\nWhich river?\n{options}The number of the answer:\n"
        "Missed. Tumen: it flows to Korea.\nRight: Ussuri\nRate: "
    )
    (row,) = kept()
    assert (row["form"], row["typed"], row["verdict"], row["rating"]) == ("choice", "Tumen", "wrong", "again")


def test_a_choice_by_its_words(talk, kept):
    """Whoever types the words of an option has chosen it."""
    assert "Right.\n" in talk(CHOICE, "ussuri", "3", "q")
    assert [(row["typed"], row["rating"]) for row in kept()] == [("Ussuri", "good")]


@pytest.mark.parametrize(
    "lines",
    [
        ["Belgium", "Holland", "luxembourg", ""],
        ["Belgium, Holland and Luxembourg", ""],
        ["Luxembourg; Belgium", "and the Netherlands", ""],
        ["1. Belgium", "2. Netherlands", "3. Luxembourg", "   "],
    ],
)
def test_a_list_as_people_write_it(talk, kept, lines):
    """Several lines, commas, semicolons, "and", numbers before: an empty line ends the list."""
    out = talk(LIST, *lines, "", "q")
    assert out.startswith(
        "Question 1 of 1. Forms.\nName the 3 Benelux countries.\n3 names; an empty line ends the list:\n"
        "Right.\nRate: 1 again, "
    )
    assert "Enter: good." in out
    assert ratings(kept()) == ["good"] * 3
    assert {row["typed"] for row in kept()} == {"\n".join(lines[:-1])}


def test_a_list_with_something_missing_and_something_else(talk, kept):
    """What is missing and what does not belong is said; Enter rates each member by itself."""
    out = talk(f"{LIST}{LURES}", "Belgium", "Denmark", "", "", "q", more=["--form", "typed"])
    assert (
        "Almost. Missing: Netherlands, Luxembourg.\nDenmark is not one of them: a neighbour.\n"
        "Right: Belgium, Netherlands, Luxembourg\nRate: "
    ) in out
    assert "Enter: as judged, each by itself.\n" in out
    assert {row["card"]: row["rating"] for row in kept()} == {
        "d/list#belgium": "good",
        "d/list#netherlands": "again",
        "d/list#luxembourg": "again",
    }


@pytest.mark.parametrize("number", ["1", "2", "3", "4"])
def test_a_number_rates_the_whole_list(talk, kept, number):
    """One rating in figures is meant for all members."""
    talk(LIST, "Belgium", "", number, "q")
    assert ratings(kept()) == [("again", "hard", "good", "easy")[int(number) - 1]] * 3


def test_help_within_a_list_is_no_name(talk, kept):
    """`?` helps wherever one is, and is not taken for a member."""
    out = talk(LIST, "Belgium", "?", "Holland", "Luxembourg", "", "", "q")
    assert HELP in out
    assert ratings(kept()) == ["good"] * 3


def test_leaving_within_a_list_keeps_nothing_of_it(talk, kept):
    """`q` quits in the midst of a list too, and asks for no rating."""
    out = talk(LIST, "Belgium", "q")
    assert "Rate: " not in out
    assert out.endswith(ends(0, 0))
    assert kept() == []


@pytest.mark.parametrize("style", ["{} {} {}", "{}{}{}", "{}, {}, {}", "{};{};{}", "{}.{}.{}"])
def test_an_order_by_its_numbers(talk, kept, style):
    """231, or 2 3 1 with anything between: the numbers of the items as they were shown."""
    shown = numbers(talk(ORDER, "q"))
    assert "".join(shown[each] for each in ("Qin", "Tang", "Ming")) != "123"
    items = "".join(f"{number}. {words}\n" for words, number in shown.items())
    out = talk(ORDER, style.format(shown["Qin"], shown["Tang"], shown["Ming"]), "", "q")
    assert out.startswith(
        f"Question 1 of 1. Forms.\nPut in order: three dynasties.\n{items}The numbers in the right order:\n"
        "Right.\nRate: "
    )
    (row,) = kept()
    assert (row["form"], row["typed"], row["rating"]) == ("order", "Qin\nTang\nMing", "good")


def test_an_order_of_five_by_its_figures(talk, kept):
    """Longer orders may be written without blanks as well."""
    shown = numbers(talk(FIVE, "q"))
    talk(FIVE, "".join(shown[each] for each in ("Qin", "Han", "Tang", "Ming", "Qing")), "", "q")
    assert [(row["verdict"], row["rating"]) for row in kept()] == [("right", "good")]


@pytest.mark.parametrize("style", ["{} {} {}", "{}{}{}", "{}, {}, {}", "{};{};{}"])
def test_members_are_picked_by_their_numbers(talk, kept, style):
    """While a list is new its members stand among its lures: 134, or 1 3 4 with anything between, in any order."""
    shown = numbers(talk(PICK, "q"))
    assert set(shown) == {"Belgium", "Netherlands", "Luxembourg", "Denmark"}
    options = "".join(f"{number}. {words}\n" for words, number in shown.items())
    out = talk(PICK, style.format(shown["Luxembourg"], shown["Belgium"], shown["Netherlands"]), "", "q")
    assert out.startswith(
        f"Question 1 of 1. Forms.\nName the 3 Benelux countries.\n{options}"
        "The numbers of all that belong, on one line:\nRight.\nRate: "
    )
    assert {(row["form"], row["rating"], row["score"]) for row in kept()} == {("pick", "good", 1.0)}
    assert set(kept()[0]["typed"].splitlines()) == {"Belgium", "Netherlands", "Luxembourg"}


def test_a_lure_that_is_picked(talk, kept):
    """It is said why it does not belong, and what is missing; each member is rated by itself."""
    shown = numbers(talk(PICK, "q"))
    out = talk(PICK, f"{shown['Belgium']} {shown['Denmark']}", "", "q")
    assert "Almost. Missing: Netherlands, Luxembourg.\nDenmark is not one of them: a neighbour.\n" in out
    assert {row["card"]: row["rating"] for row in kept()} == {
        "d/pick#belgium": "good",
        "d/pick#netherlands": "again",
        "d/pick#luxembourg": "again",
    }


def test_members_are_picked_by_their_names_too(talk, kept):
    """Names are taken as a list is."""
    assert "Right.\nRate: " in talk(PICK, "Holland, Belgium and Luxembourg", "", "q")
    assert ratings(kept()) == ["good"] * 3


@pytest.mark.parametrize("said", ["5", "0", "125", "1 2 44", "-", "9" * 5_000])
def test_a_number_that_is_none_of_a_pick_is_asked_again(talk, kept, said):
    """A slip is no wrong answer: it is asked again."""
    out = talk(PICK, said, "Belgium", "4", "q")
    assert "Numbers from 1 to 4, please.\nName the 3 Benelux countries.\n" in out
    assert {row["typed"] for row in kept()} == {"Belgium"}


def test_an_order_by_its_items(talk, kept):
    """Names, or their clear beginnings, parted by semicolons; the pair that is swapped is named."""
    out = talk(ORDER, "Ta; Qin; Ming", "", "q")
    assert "Almost. Move Tang from 1 to 2.\nRight: Qin → Tang (618) → Ming (1368)\n" in out
    assert "Enter: hard.\n" in out
    assert [(row["score"], row["rating"]) for row in kept()] == [(0.6667, "hard")]


def test_undo_midway_asks_the_last_question_again(talk, kept):
    """`u` at a question takes the answer before it back, says so, and asks that question again."""
    out = talk(FLIP + TYPED, "", "4", "u", "", "4", "Port Arthur", "4")
    assert out.count("Why?\n") == 2
    assert re.search(r"Answer undone\.\nQuestion 1 of \d\. Forms\.\nWhy\?\n", out)
    assert out.endswith(ends(2, 2))
    assert [row["card"] for row in kept()] == ["d/flip", "d/flip", "d/typed"]


@pytest.mark.parametrize("note", EVERY_FORM.values(), ids=EVERY_FORM)
def test_undo_at_the_rating_asks_again(talk, kept, note):
    """`u` where a rating is asked takes back what was just said: the same question, nothing saved."""
    out = talk(note, "", "u", "", "4")
    first = out.partition("\n")[0]
    assert f"Asked again.\n{first}\n" in out
    assert out.endswith(ends(1, 1))
    assert set(ratings(kept())) == {"easy"}


def test_undo_at_the_rating_and_then_again(talk, kept, cli):
    """A second `u` takes back the answer before: one step each time."""
    out = talk(FLIP + TYPED, "", "4", "Dalian", "u", "u", "q")
    assert "Asked again.\nQuestion 2 of " in out
    assert re.search(r"Answer undone\.\nQuestion 1 of \d\. Forms\.\nWhy\?\n", out)
    assert out.endswith(ends(0, 0))
    assert {card["state"] for card in cli.cards().values()} == {"new"}
    assert [row["card"] for row in kept()] == ["d/flip"]


def test_with_nothing_to_undo_the_question_stays(talk, kept):
    """`u` at the very beginning says that there is nothing, and the question is asked again."""
    out = talk(FLIP, "u", "", "4")
    assert "Nothing to undo.\nQuestion 1 of 1. Forms.\nWhy?\n" in out
    assert ratings(kept()) == ["easy"]


def test_i_was_right(talk, kept):
    """`i` at the rating of what was judged overrules the verdict with good, and the log keeps both."""
    talk(TYPED, "Dalny", "i", "q")
    assert [(row["verdict"], row["rating"]) for row in kept()] == [("wrong", "good")]


def test_i_is_no_rating_of_a_flip(talk, kept):
    """Where nothing was judged there is nothing to overrule."""
    out = talk(FLIP, "", "i", "2", "q")
    assert "or press Enter.\nRate: 1 again, " in out
    assert ratings(kept()) == ["hard"]


@pytest.mark.parametrize("said", ["5", "0", "44", "Moscow", "9" * 5_000])
def test_a_number_that_is_no_option_is_asked_again(talk, kept, said):
    """A slip at a choice is no wrong answer: it is asked again; said once more it is taken as it is."""
    out = talk(CHOICE, said, "ussuri", "4")
    assert "A number from 1 to 4, please.\nWhich river?\n" in out
    assert [(row["typed"], row["rating"]) for row in kept()] == [("Ussuri", "easy")]
    assert "You passed. The answer:\nRight: Ussuri\n" in talk(CHOICE.replace('"choice"', '"twice"'), said, said, "4")


def test_what_is_no_order_is_asked_again(talk, kept):
    """One number, or words that name nothing, are no order: the numbers are asked for once more."""
    out = talk(ORDER, "2", "what?", "Qin; Tang; Ming", "4")
    assert out.count("The numbers from 1 to 3 in their order, please.\nPut in order: three dynasties.\n") == 2
    assert [(row["verdict"], row["rating"]) for row in kept()] == [("right", "easy")]


def test_what_is_no_date_is_asked_again(talk, kept):
    """A date that cannot be read is told with an example and asked again; said once more it is wrong."""
    event = '[[event]]\nid = "when"\nname = "War"\ndate = "1894-08"\nask = ["when"]\n'
    out = talk(event, "Augustus the first", "Aug 1894", "4")
    assert out.count("War: when was it dated?\n") == 2
    assert "hat isn't a date. Try " in out
    assert [(row["typed"], row["verdict"]) for row in kept()] == [("Aug 1894", "right")]
    again = talk(event.replace('"when"\nname', '"then"\nname'), "soon", "soon", "2", "q")
    assert "Missed. That isn't a date" in again


def test_an_option_that_is_a_figure_is_chosen_by_its_number(talk, kept):
    """Where the options are figures themselves, 3 is the third of them."""
    half = '[[card]]\nid = "half"\nquestion = "Half?"\nanswer = "3.5"\nlures = ["1", "2", "4"]\n'
    shown = numbers(talk(half, "q"))
    talk(half, shown["3.5"], "", "q")
    assert [(row["typed"], row["verdict"]) for row in kept()] == [("3.5", "right")]


@pytest.mark.parametrize("note", EVERY_FORM.values(), ids=EVERY_FORM)
def test_help_and_leaving_at_every_form(talk, kept, note):
    """`?` tells what to type and asks again; `q` leaves with nothing saved."""
    out = talk(note, "?", "q")
    question = out.partition("Forms.\n")[2].partition("\n")[0]
    assert f"{HELP}{question}\n" in out
    assert out.endswith(ends(0, 0))
    assert kept() == []


def test_help_at_the_rating(talk, kept):
    """`?` at the rating tells what to type, and the rating is asked for again."""
    out = talk(FLIP, "", "?", "2", "q")
    assert f"{HELP}Rate: 1 again, " in out
    assert ratings(kept()) == ["hard"]


@pytest.mark.parametrize("said", range(12))
def test_the_input_may_end_anywhere(talk, kept, said):
    """Wherever the lines stop, the session ends in order, and whatever was rated by then is saved."""
    lines = ["", "4", "Port Arthur", "easy", "Ussuri", "4", "Belgium", "", "4", "Qin; Tang; Ming", "4", ""]
    out = talk("".join(EVERY_FORM.values()), *lines[:said])
    rated = sum(place < said for place in (1, 3, 5, 8, 10))
    assert out.endswith(ends(rated, rated))
    assert len({row["action"] for row in kept()}) == rated


def test_a_last_line_without_its_end_counts(talk, kept):
    """A rating right before the end of the input is a rating."""
    out = talk(FLIP, "\n4", end="")
    assert out.endswith(ends(1, 1))
    assert ratings(kept()) == ["easy"]


def test_lines_may_end_as_windows_ends_them(talk, kept):
    """A carriage return before the line feed belongs to no answer."""
    out = talk(LIST, "Belgium", "Holland", "Luxembourg", "", "4", end="\r\n")
    assert "Right.\n" in out
    assert ratings(kept()) == ["easy"] * 3


def test_a_backslash_makes_an_answer_of_a_command(talk, kept):
    """`\\u`, `\\q` and `\\?` are the letters and the sign themselves."""
    out = talk(ODD, r"\u", "4", r"\q", "4", r"\?", "4")
    assert out.count("Right.\n") == 3
    assert [(row["typed"], row["verdict"]) for row in kept()] == [
        ("u", "right"),
        ("q", "right"),
        ("?", "right"),
    ]


@pytest.mark.parametrize("said", ["1", "again", "2", "Hard", "3", "GOOD ", " 4", "easy"])
def test_a_rating_by_number_or_by_word(talk, kept, said):
    """Ratings are said either way, whatever their case."""
    talk(FLIP, "", said, "q")
    word = said.strip().casefold()
    assert ratings(kept()) == [{"1": "again", "2": "hard", "4": "easy", "3": "good"}.get(word, word)]


def test_what_is_no_rating_is_asked_again(talk, kept):
    """Nonsense is never taken for a rating: the four are named, and the prompt comes again."""
    nonsense = ["5", "0", "-1", "3.0", "12", "goood", r"\q", "٣", "again and again"]
    out = talk(FLIP, "", *nonsense, "4")
    told = "Rate 1 again, 2 hard, 3 good or 4 easy, or press Enter.\nRate: 1 again, "
    assert out.count(told) == len(nonsense)
    assert ratings(kept()) == ["easy"]


@pytest.mark.parametrize("note", [TYPED, CHOICE, LIST, ORDER], ids=["typed", "choice", "list", "order"])
def test_an_empty_answer_is_i_do_not_know(talk, kept, note):
    """An empty line at any form but a flip says so, shows what is right, and suggests again."""
    out = talk(note, "", "", "q")
    assert "You passed. The answer:" in out
    assert "Right: " in out
    assert "Enter: again.\n" in out
    assert set(ratings(kept())) == {"again"}
    assert {(row["typed"], row["verdict"], row["score"]) for row in kept()} == {("", "wrong", 0.0)}


def test_a_form_for_all_from_the_command_or_the_settings(talk, cli):
    """`--form` goes before `config.toml`, and that before the ladder."""
    assert "The number of the answer:" in talk(CHOICE, "q")
    assert "Your answer, 1 word:" in talk(CHOICE, "q", more=["--form", "typed"])
    cli.data.joinpath("config.toml").write_text('form = "flip"\n')
    assert "Think of the answer, then press Enter." in talk(CHOICE, "q")
    assert "The number of the answer:" in talk(CHOICE, "q", more=["--form", "choice"])
    assert "The number of the answer:" in talk(CHOICE, "q", more=["--form", "ladder"])


def test_a_limit_ends_the_session(talk, kept):
    """`--limit 1` asks one question."""
    out = talk(FLIP + TYPED, "", "1", "x", "x", more=["--limit", "1"])
    assert out.startswith("Question 1 of 1. ")
    assert out.endswith(ends(1, 0))
    assert len(kept()) == 1


def test_with_nothing_due_it_says_so(talk):
    """A deck in which nothing is due ends at once."""
    talk(FLIP, "", "4")
    assert talk(FLIP, "", "4") == "Nothing is due.\n"


@pytest.mark.usefixtures("lessons")
def test_a_lesson_line_by_line(talk, kept):
    """What is new is read out with its answer and all a teacher adds; an empty line goes on to its question."""
    beside = 'explanation = "Ice-free."\nsource = "b ¶1"\n[[source]]\nid = "b"\ntitle = "Book"\n'
    out = talk(f"{TYPED}{beside}", "", "Port Arthur", "", "q")
    assert out.startswith(
        "New: read it first, then it is asked. Forms.\nWhich port?\nAnswer: Port Arthur\nIce-free.\nSource: “Book” ¶1\n"
        "Read it, then press Enter.\n\nQuestion 1 of 1. Forms.\nWhich port?\nYour answer, 2 words:\nRight.\n"
    )
    assert ratings(kept()) == ["good"]


@pytest.mark.usefixtures("lessons")
def test_lists_and_orders_are_read_out_first(talk):
    """A lesson has a line for each member, and the number of each step."""
    assert "\nAnswer:\nBelgium\nNetherlands\nLuxembourg\nRead it, " in talk(LIST, "q")
    assert "\nAnswer:\n1. Qin\n2. Tang (618)\n3. Ming (1368)\nRead it, " in talk(ORDER, "q")


@pytest.mark.usefixtures("lessons")
def test_commands_work_at_a_lesson(talk, kept):
    """`?` helps and the lesson is read again, `u` undoes the last answer, `q` leaves; nothing of it is kept."""
    out = talk(CHOICE + TYPED, "ussuri", "4", "?", "u", "q")
    assert out.count("Read it, then press Enter.\n") == 2
    assert f"Read it, then press Enter.\n{HELP}New: " in out
    assert "Answer undone.\nQuestion 1 of " in out
    assert out.endswith(ends(0, 0))
    assert [row["card"] for row in kept()] == ["d/choice"]


@pytest.mark.usefixtures("lessons")
def test_a_fixed_form_reads_nothing_out(talk):
    """`--form typed` asks at once."""
    assert talk(TYPED, "q", more=["--form", "typed"]).startswith("Question 1 of ")
    assert talk(TYPED, "q").startswith("New: ")


def hostile():
    """Return a deck that says control characters wherever a text can stand."""
    codes = [*range(1, 9), *range(0xB, 0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028, 0x2029, 0xE0041]
    odd = "".join(f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}" for code in codes)
    bad = f"{odd}[31m[bold]\\\\x"
    why = f'explanation = "{bad}"\ncaution = "{bad}"\nclaim = "{bad}"\n'
    return f"""
[[source]]
id = "b"
title = "{bad}"
author = "{bad}"
[[card]]
id = "flip"
form = "flip"
question = "{bad}?"
answer = "{bad}"
source = "b {bad}"
{why}
[[card]]
id = "typed"
question = "{bad}?"
answer = "{bad}"
{why}
[[card]]
id = "choice"
question = "{bad}?"
answer = "{bad}"
lures = [{{ name = "{bad} 1", why = "{bad}" }}, "{bad} 2", "{bad} 3"]
[[group]]
id = "list"
name = "{bad}"
members = ["{bad}", "{bad} too"]
lures = [{{ name = "{bad} not", why = "{bad}" }}]
[[sequence]]
id = "order"
name = "{bad}"
items = [{{ name = "{bad} a" }}, {{ name = "{bad} b" }}]
"""


def test_nothing_but_text_comes_out_whatever_the_deck_holds(told):
    """No control character of a deck or of an answer reaches the terminal: text and line feeds alone do."""
    answers = ["\x1b[31m", "\x9b31m\x07", "\u202e1", "2", "\x1b]0;title\x07, \x85\x00", "x"]
    lines = [line for answer in answers for line in (answer, "", "", "2")]
    out = told(hostile(), *lines)
    assert "\ufffd[31m[bold]\\x" in out
    assert "␛" in out
    assert out.count("Rate: ") >= 5
    acting = {sign for sign in out if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")} - {"\n"}
    assert acting == set()
    assert not set(out) & set("\u202e\u2066\U000e0041")


def test_a_question_that_comes_twice_is_one_question(talk, cli):
    """The end counts as the app and `stats` do: a repeat is no further question, and a miss stays one."""
    out = talk(FLIP, "", "1", "", "4", "")
    assert out.endswith("\n1 question answered in 0 s, 0 known at first.\n")
    assert "today: 1 question, 2 answers" in cli("stats").out


def test_the_program_as_it_is_installed(cli):
    """`python -m aide_memoire study --plain` takes the same lines, with the real clock; a new fact comes first."""
    cli.deck(f'[deck]\nid = "d"\ntitle = "Forms"\n{FLIP}', "d")
    code, out, err = cli.program("study", "d", "--plain", input=b"\n\n4\n")
    assert (code, err) == (0, "")
    assert re.fullmatch(
        r"New: read it first, then it is asked\. Forms\.\nWhy\?\nAnswer: Because\.\nRead it, then press Enter\.\n\n"
        r"Question 1 of 1\. Forms\.\nWhy\?\nThink of the answer, then press Enter\.\nAnswer: Because\.\n"
        rf"{re.escape(ALL_SHORT)}\d+ days\. Enter: good\.\n"
        r"Again in \d+ days\.\n\n1 question answered in \d+ s, 1 known\.\n",
        out,
    )


@pytest.mark.parametrize("reading", ["utf-8:strict", "utf-8:surrogateescape"])
def test_bytes_that_are_no_text_are_an_answer_too(cli, reading):
    """A broken encoding on the way in is an answer like any other: a verdict, and it is saved."""
    given = (b"\xff\xfe\x80", b"Port \xff Arthur", "Порт-Артур".encode("cp1251"))
    cards = "".join(TYPED.replace('"typed"', f'"typed{number}"') for number in range(len(given)))
    cli.deck(f'[deck]\nid = "d"\ntitle = "Forms"\n{cards}', "d")
    environment = {**os.environ, "PYTHONIOENCODING": reading}
    lines = b"".join(each + b"\n2\n" for each in given)
    code, out, err = cli.program(
        "study", "d", "--plain", "--form", "typed", "--limit", "3", input=lines, env=environment
    )
    assert (code, err) == (0, "")
    judged = [part.partition("Rate")[0] for part in out.casefold().split("word")[1:]]
    assert len(judged) == len(given)
    assert all("right" in each for each in judged)
    assert cli("export").out.count('"rating":"hard"') == len(given)


@pytest.mark.parametrize("note", [TYPED, CHOICE, LIST, ORDER], ids=["typed", "choice", "list", "order"])
def test_a_number_of_five_thousand_figures(talk, kept, note):
    """However long what is typed, it is judged, and as much as is looked at is kept."""
    out = talk(note, "9" * 5_000, "", "2", "q")
    assert "Rate: " in out
    assert {len(row["typed"]) <= 2_000 for row in kept()} == {True}


@pytest.mark.usefixtures("lessons")
def test_nothing_but_text_comes_out_of_a_lesson(talk):
    """No control character of a deck reaches the terminal by a lesson either."""
    out = talk(hostile(), "", "", "", "", "q")
    assert out.count("Read it, then press Enter.") >= 3
    acting = {sign for sign in out if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")} - {"\n"}
    assert acting == set()
    assert not set(out) & set("\u202e\u2066\U000e0041")


def test_hints_are_given_and_cost_the_good_rating(talk, kept):
    """One after the other, until there are none; the rating that is suggested is hard then."""
    out = talk(TYPED, ":hint", ":h", *[":hint"] * 9, "Port Arthur", "", "q")
    assert "P··· A·····\nWhich port?\n" in out
    assert "Po·· Ar····\n" in out
    assert "No more hints.\n" in out
    assert [(row["rating"], row["hints"] > 0) for row in kept()] == [("hard", True)]


@pytest.mark.parametrize(
    ("said", "told", "state"),
    [(":bury", "Put off until tomorrow.\n", "buried"), (":s", "Suspended; ", "suspended")],
)
@pytest.mark.parametrize("note", EVERY_FORM.values(), ids=EVERY_FORM)
def test_a_question_is_put_aside(talk, kept, cli, note, said, told, state):
    """In every form; nothing of it is rated, and the session goes on."""
    out = talk(note, said)
    assert told in out
    assert out.endswith(ends(0, 0))
    assert kept() == []
    if state == "suspended":
        assert all(card["suspended"] for name, card in cli.cards().items() if name.startswith("d/"))
    assert "Nothing is due." in talk(note)


def test_a_backslash_makes_an_answer_of_a_hint(talk, kept):
    """Whoever wants to answer “:hint” can."""
    talk(TYPED, "\\:hint", "", "q")
    assert [row["typed"] for row in kept()] == [":hint"]


def test_what_comes_next_is_told_after_each_rating(talk):
    """In this session, tomorrow, or in some days; after the third miss tomorrow."""
    out = talk(TYPED, "x", "1", "x", "1", "x", "1")
    assert out.count("It comes again in this session.\n") == 2
    assert "Tomorrow again.\nMissed three times: put off until tomorrow.\n" in out
