"""`quiz`: a scored test that leaves the schedule alone."""

import io
import json
import sys

import pytest

from aide_memoire.cli import main as entry
from aide_memoire.store import log
from aide_memoire.store.connection import connect

FORMS = """
[deck]
id = "forms"
title = "Forms"
[[source]]
id = "book"
title = "The book"
[[card]]
id = "river"
question = "Which river?"
answer = "Ussuri"
lures = ["Amur", "Tumen", "Argun", "Songhua"]
source = "book ¶2"
[[card]]
id = "port"
question = "Which port?"
answer = "Port Arthur"
lures = ["Dalian", "Vladivostok", "Qingdao", "Weihaiwei"]
[[card]]
id = "why"
form = "flip"
question = "Why?"
answer = "For many reasons"
[[card]]
id = "who"
form = "flip"
question = "Who?"
answer = "Whoever it was"
lures = ["Nobody", "Everybody", "Somebody"]
[[group]]
id = "benelux"
name = "Benelux countries"
members = ["Belgium", "Netherlands", "Luxembourg"]
[[sequence]]
id = "dynasties"
name = "dynasties"
items = [{ name = "Qin" }, { name = "Han" }, { name = "Tang" }, { name = "Ming" }]
[[event]]
id = "war"
name = "the war"
date = "1894-08-01"
place = "Korea"
ask = ["when", "where"]
"""
RIGHT = {
    "Which river?": "Ussuri",
    "Which port?": "Port Arthur",
    "Who?": "Whoever it was",
    "Name the 3 Benelux countries.": "Belgium, Netherlands, Luxembourg",
    "Put in order: dynasties.": "Qin; Han; Tang; Ming",
    "the war: when was it?": "1 August 1894",
    "the war: where was it?": "Korea",
}


@pytest.fixture
def quiz(cli, monkeypatch):
    """Take a quiz over one deck of all forms, in this process."""
    cli.deck(FORMS, "forms")
    monkeypatch.setattr(entry, "random_bits", lambda: 5)

    def take(*arguments, lines=(), decks=("forms",), plain="--plain"):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return cli("quiz", *decks, *arguments, *([plain] if plain else []))

    return take


def put(quiz, seed, *arguments, **more):
    """Return each question of a quiz as it is put, unanswered: its text, options and prompt."""
    told = quiz("--seed", str(seed), *arguments, lines=[""] * 40, **more).out
    return [each.partition("\nYou passed. The answer:")[0].partition("\n")[2] for each in told.split("Question ")[1:]]


def answers(quiz, seed, given=RIGHT):
    """Return the lines that answer a quiz: of an order the items, of a list the names and an empty line."""
    lines = []
    for question in put(quiz, seed):
        text = question.partition("\n")[0]
        answer = next((given[each] for each in given if text.startswith(each[:-1])), "")
        lines += [answer] + [""] * (text.startswith("Name the") and bool(answer))
    return lines


def test_a_seed_gives_the_same_quiz(quiz):
    """Equal seeds: the same questions, order, forms and options; another seed: another quiz."""
    first = put(quiz, 7, "--form", "choice")
    assert len(first) == 7
    assert put(quiz, 7, "--form", "choice") == first
    others = [put(quiz, seed, "--form", "choice") for seed in range(8, 12)]
    assert len({tuple(other) for other in [first, *others]}) == 5


def test_a_seed_holds_whatever_was_studied_meanwhile(quiz, cli):
    """What a quiz asks does not hang on progress."""
    first = put(quiz, 7)
    cli.answer(4, 4, 4, 4, decks=["forms"])
    assert put(quiz, 7) == first


def test_the_seed_is_told_and_can_be_used(quiz):
    """Without --seed one is drawn; with the one that is told the quiz comes again."""
    drawn = quiz(lines=[""] * 40).out
    seed = drawn.partition("Seed ")[2].partition(".")[0]
    again = quiz("--seed", seed, lines=[""] * 40).out
    assert seed.isdecimal()
    assert again == drawn


def test_all_right(quiz):
    """With every answer right there is no mistake to tell, and each kind has its score."""
    told = quiz("--seed", "3", lines=answers(quiz, 3)).out
    score = told[told.index("7 of 7 right") :].splitlines()
    assert score[0] == "7 of 7 right, 7.0 points. Seed 3."
    assert sorted(score[1:]) == ["events: 2 of 2", "lists: 1 of 1", "orders: 1 of 1", "questions: 3 of 3"]


def test_mistakes_are_told_with_the_right_answer_and_the_source(quiz):
    """Every mistake stands below the score: the question, what was typed, what is right, its source."""
    given = {**RIGHT, "Which river?": "Amur", "Name the 3 Benelux countries.": "Belgium, France"}
    told = quiz("--seed", "3", lines=answers(quiz, 3, given)).out
    end = told[told.index("5 of 7 right") :]
    assert end.startswith("5 of 7 right, 5.2 points. Seed 3.\n")  # one of three, with one that is none: 1/4
    assert "\n\nWhich river?\nYours: Amur\nRight: Ussuri\nSource: “The book” ¶2\n" in end
    assert "\n\nName the 3 Benelux countries.\nYours: Belgium, France\nRight: Belgium, Netherlands, " in end
    assert "questions: 2 of 3\n" in end
    assert "lists: 0 of 1\n" in end


def test_what_cannot_be_scored_is_not_asked(quiz):
    """A note that is never typed comes as a choice where it has lures, else not at all."""
    asked = put(quiz, 5)
    assert not any(each.startswith("Why?") for each in asked)
    who = next(each for each in asked if each.startswith("Who?"))
    assert "The number of the answer:" in who


@pytest.mark.parametrize(("form", "prompt"), [("typed", "Your answer, "), ("choice", "The number of the ")])
def test_a_form_for_all_that_allow_it(quiz, form, prompt):
    """`--form` holds for what can be asked so; a list stays a list, an order an order."""
    asked = put(quiz, 5, "--form", form)
    river = next(each for each in asked if each.startswith("Which river?"))
    assert prompt in river
    assert any("an empty line ends the list" in each for each in asked)
    assert any("The numbers in the right order:" in each for each in asked)


def test_typed_is_how_a_quiz_asks(quiz):
    """A test recalls; options would help."""
    river = next(each for each in put(quiz, 5) if each.startswith("Which river?"))
    assert river == "Which river?\nYour answer, 1 word:"


def left(cli):
    """Return the whole progress file, as rows."""
    db = connect(str(cli.data / "profiles" / "default.sqlite"), str(cli.data / "cache" / "none.sqlite"))
    tables = ("undone", "memory", "suspension", "daily_count")
    rows = [list(log.events(db)), *(db.execute(f"SELECT * FROM {table}").fetchall() for table in tables)]
    db.close()
    return rows


def test_a_quiz_leaves_the_schedule_alone(quiz, cli):
    """After a quiz nothing was written: no event, no state, nothing to undo but what was there before."""
    cli.answer(3, 1, 4, decks=["forms"])
    before, due, export = left(cli), cli("due", "--json").json, cli("export").out
    quiz("--seed", "3", lines=answers(quiz, 3))
    quiz("--seed", "4", lines=["x"] * 40)
    assert (left(cli), cli("due", "--json").json, cli("export").out) == (before, due, export)


def test_as_json(quiz):
    """`--json` prints one document and nothing else; what is asked goes to stderr."""
    lines = answers(quiz, 3, {**RIGHT, "Which river?": "Amur"})
    code, out, err = quiz("--seed", "3", "--json", lines=lines, plain="")
    assert code == 0
    document = json.loads(out)
    assert list(document) == [
        "v", "seed", "requested", "asked", "right", "points", "out_of", "by_kind", "questions",
    ]  # fmt: skip
    assert [document[key] for key in ("v", "seed", "requested", "asked", "right", "points", "out_of")] == [
        1, 3, 10, 7, 6, 6.0, 7,
    ]  # fmt: skip
    assert document["by_kind"]["event"] == {"asked": 2, "right": 2, "points": 2.0, "out_of": 2}
    assert set(document["by_kind"]) == {"card", "group", "sequence", "event"}
    river = next(each for each in document["questions"] if each["question"] == "forms/river")
    assert river == {
        "question": "forms/river",
        "kind": "card",
        "form": "typed",
        "text": "Which river?",
        "typed": "Amur",
        "answer": ["Ussuri"],
        "verdict": "wrong",
        "score": 0.0,
        "feedback": [],
        "source": ["“The book” ¶2"],
    }
    assert "Which river?\nYour answer, 1 word:\nMissed.\nRight: Ussuri\n" in err
    assert "Question 7 of 7. Forms.\n" in err


def test_json_holds_nothing_that_acts(quiz):
    """An answer with control characters is kept as text that shows them."""
    code, out, _ = quiz("--seed", "3", "--json", lines=["\x1b[31m\u202e, \x9b"] * 40, plain="")
    assert code == 0
    told = [text for each in json.loads(out)["questions"] for text in (each["typed"], *each["feedback"])]
    assert any("␛[31m" in text for text in told)
    acting = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e"} - {"\n"}
    assert not acting & set("".join(told))


def test_so_many_questions(quiz):
    """`-n` sets how many; where there are fewer, all are asked; without it ten at most."""
    assert len(put(quiz, 3, "-n", "2")) == 2
    assert len(put(quiz, 3, "-n", "99")) == 7
    assert "99 questions were asked for; here there are 7, and the score is out of these" in quiz("-n", "99").err
    assert quiz("-n", "7").err == ""
    assert len(put(quiz, 3, decks=())) == 10


def test_fewer_questions_are_the_first_of_more(quiz):
    """A short quiz of a seed is the beginning of the long one."""
    assert put(quiz, 3, "-n", "3") == put(quiz, 3)[:3]


def test_of_some_decks_alone(quiz):
    """Decks that are named are asked, and no others; without a name all are."""
    told = quiz("-n", "99", lines=[""] * 60, decks=("blocs", "treaties")).out
    assert "Forms." not in told
    assert {". Blocs." in told, ". Treaties." in told} == {True}
    assert "Forms." in quiz("-n", "99", lines=[""] * 60, decks=()).out


def test_an_unknown_deck(quiz):
    """A deck that is not there is named, with those that are: exit code 1, nothing asked."""
    code, out, err = quiz(decks=("nowhere",))
    assert (code, out) == (1, "")
    assert "there is no deck “nowhere”" in err
    assert "there is: blocs, forms, treaties" in err


def test_nothing_to_ask(quiz, cli):
    """A deck without a question that can be scored says so: exit code 1."""
    cli.deck(
        '[deck]\nid = "e"\ntitle = "E"\n[[card]]\nid = "a"\nform = "flip"\nquestion = "Q?"\nanswer = "A"\n',
        "e",
    )
    code, out, err = quiz(decks=("e",))
    assert (code, out) == (1, "")
    assert "there is no question to ask" in err


@pytest.mark.parametrize("arguments", ["-n 0", "-n", "--seed x", "--seed -1", "--form flip"])
def test_usage(quiz, arguments):
    """What cannot be meant is an error of usage: exit code 2, nothing asked."""
    code, out, err = quiz(*arguments.split())
    assert (code, out) == (2, "")
    assert err.startswith("aide-memoire: ")


@pytest.mark.parametrize("number", [0, 1, 3])
def test_leaving_early_scores_what_was_asked_for(quiz, number):
    """`q` or the end of the input ends the quiz; what was not reached counts as not answered."""
    for end in ([], ["q"]):
        told = quiz("--seed", "3", lines=[*answers(quiz, 3)[:number], *end])
        document = quiz("--seed", "3", "--json", lines=[*answers(quiz, 3)[:number], *end], plain="").json
        assert told.code == 0
        assert document["asked"] == len(document["questions"])
        assert document["asked"] <= number
        assert document["out_of"] == 7
        unanswered = 7 - document["asked"]
        assert f"{document['right']} of 7 right, {document['points']:.1f} points, {unanswered} not answered" in told.out


def test_commands_in_a_quiz(quiz):
    """`?` helps; `u` says that a quiz takes nothing back, and the question stays."""
    told = quiz("--seed", "3", lines=["?", "u", "q"]).out
    assert "an empty line says" in told
    assert "A quiz has no undo.\nQuestion 1 of 7." in told
    assert "0 of 7 right, 0.0 points, 7 not answered" in told


def test_a_real_pipe(quiz, cli):
    """As a program of its own: the document on stdout parses, the questions are on stderr."""
    code, out, err = cli.program("quiz", "forms", "--seed", "3", "--json", input=b"\n" * 20)
    assert code == 0
    assert json.loads(out)["asked"] == 7
    assert err.count("You passed. The answer:\n") == 7


def test_without_a_terminal_the_quiz_needs_plain(quiz):
    """The app's quiz needs a terminal, and says so before anything else."""
    code, out, err = quiz(plain="")
    assert (code, out) == (2, "")
    assert "needs a terminal" in err
