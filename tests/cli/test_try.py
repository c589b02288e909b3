"""`try`: how a card takes an answer; nothing is saved."""

import pytest

PAIRS = """
[deck]
id = "pairs"
title = "Pairs"
[[event]]
id = "first"
name = "the first treaty"
date = "1945-08-14"
ask = ["when"]
[[event]]
id = "second"
name = "the second treaty"
date = "1950-02"
ask = ["when"]
[[card]]
id = "iran"
question = "Which country's capital is Tehran?"
answer = "Iran"
lures = [{ name = "Iraq", why = "its capital is Baghdad" }]
[[card]]
id = "flip"
form = "flip"
question = "Why?"
answer = "Because"
[[sequence]]
id = "order"
name = "dynasties"
items = [{ name = "Qin" }, { name = "Tang", date = "0618" }, { name = "Ming" }]
[[cloze]]
id = "gaps"
text = "{{c1::Two}} and {{c2::two}} are four."
[[event]]
id = "party"
name = "the pact"
date = "1996"
parties = ["China", "Russia"]
ask = ["who"]
"""
KEYS = ["v", "card", "verdict", "score", "suggested", "feedback", "confused_with", "parts"]


@pytest.fixture
def attempt(cli):
    """Try an answer, and return the document."""
    cli.deck(PAIRS, "pairs")

    def take(card, answer):
        code, out, err = found = cli("try", card, answer, "--json")
        assert (code, err) == (0, "")
        assert out.endswith("}\n")
        return found.json

    return take


def test_the_document(attempt):
    """These keys, in this order, and no others."""
    assert attempt("treaties/port-arthur", "port artur") == {
        "v": 1,
        "card": "treaties/port-arthur",
        "verdict": "close",
        "score": 1.0,
        "suggested": "good",
        "feedback": ["it is written Port Arthur"],
        "confused_with": None,
        "parts": [],
    }
    assert list(attempt("treaties/port-arthur", "x")) == KEYS


@pytest.mark.parametrize(
    ("card", "answer", "verdict", "score", "suggested"),
    [
        ("treaties/li-lobanov#when", "June 1896", "right", 1.0, "good"),
        ("treaties/li-lobanov#when", "1896", "partial", 0.5, "hard"),
        ("treaties/li-lobanov#when", "1900", "wrong", 0.0, "again"),
        ("treaties/port-arthur", "", "wrong", 0.0, "again"),
        ("blocs/members", "Russia, Belarus and Armenia", "right", 1.0, "good"),
        ("blocs/members", "Russia, Belarus", "partial", 0.6667, "hard"),
        ("blocs/members", "Russia", "partial", 0.3333, "again"),
        ("blocs/members#russia", "Russia, Belarus; Armenia", "right", 1.0, "good"),
        ("pairs/order", "Qin; Tang; Ming", "right", 1.0, "good"),
        ("pairs/order", "q;t;m", "right", 1.0, "good"),
        ("pairs/order#order", "Ming; Tang; Qin", "wrong", 0.0, "again"),
        ("pairs/party#who", "Russia, China", "right", 1.0, "good"),
        ("pairs/flip", "because", "right", 1.0, "good"),
        ("pairs/gaps#2", "two", "right", 1.0, "good"),
    ],
)
def test_answers_of_all_kinds(attempt, card, answer, verdict, score, suggested):
    """A card or a note, a list by commas, an order by semicolons or clear beginnings."""
    found = attempt(card, answer)
    assert (found["verdict"], found["score"], found["suggested"]) == (verdict, score, suggested)


def test_every_part_of_a_list(attempt):
    """`parts` has each member with its card, what it is called and how it was answered."""
    found = attempt("blocs/members", "russia, Belaruss, China")
    assert found["card"] == "blocs/members"
    assert found["parts"] == [
        {"card": "blocs/members#russia", "text": "Russia", "verdict": "right"},
        {"card": "blocs/members#belarus", "text": "Belarus", "verdict": "close"},
        {"card": "blocs/members#armenia", "text": "Armenia", "verdict": "wrong"},
    ]
    assert found["feedback"] == ["missing: Armenia", "it is written Belarus", "China is not one of them"]


def test_what_it_was_confused_with(attempt):
    """A wrong answer that is another card's right one names that card, and its question."""
    found = attempt("pairs/second#when", "14 August 1945")
    assert found["confused_with"] == "pairs/first#when"
    assert found["feedback"] == ["5 years too early", "that answers “the first treaty: when was it dated?”"]


def test_a_lure_says_why(attempt):
    """A lure is no slip of the right answer, and the deck's reason is told."""
    found = attempt("pairs/iran", "iraq")
    assert (found["verdict"], found["feedback"]) == ("wrong", ["its capital is Baghdad"])


def test_in_words(cli, attempt):
    """Without --json people read the question, the verdict, the reasons, the parts and what is right."""
    assert cli("try", "blocs/members", "Russia, China") == (
        0,
        "Name the 3 members of the CSTO (as of May 2022).\npartial, score 0.25, suggests again\n"
        "  missing: Belarus, Armenia\n  China is not one of them\n"
        "  right   Russia\n  wrong   Belarus\n  wrong   Armenia\nright: Russia, Belarus, Armenia\n",
        "",
    )


def test_a_note_stands_for_its_one_question(attempt):
    """A note with one question needs no part; the document says which card it was."""
    assert attempt("pairs/first", "14.8.1945")["card"] == "pairs/first#when"
    assert attempt("pairs/order", "Qin; Tang; Ming")["card"] == "pairs/order#order"


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_note_with_several_cards_says_which(cli, attempt, more):
    """Where a name could mean several cards, all are named, and none is graded."""
    code, out, err = cli("try", "treaties/li-lobanov", "1896", *more)
    assert (code, out) == (1, "")
    assert "“treaties/li-lobanov” has several cards" in err
    assert "name one: treaties/li-lobanov#when, treaties/li-lobanov#where" in err


@pytest.mark.parametrize("card", ["treaties/nothing", "treaties", "", "/", "#", "\x1b[31m"])
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_card_that_is_not_there(cli, card, more):
    """An unknown card is an error that says where to look: exit code 1."""
    code, out, err = cli("try", card, "x", *more)
    assert (code, out) == (1, "")
    assert "there is no card “" in err
    assert "aide-memoire cards lists them" in err
    assert "\x1b" not in err


@pytest.mark.parametrize("card", ["treaties/li-lobanov#who", "treaties/port-arthur#reverse"])
def test_a_part_that_is_not_there(cli, attempt, card):
    """Of a note that is there, a part that is not is no card either, and is not called several."""
    code, out, err = cli("try", card, "x")
    assert (code, out) == (1, "")
    assert f"there is no card “{card}”" in err


@pytest.mark.parametrize("arguments", [[], ["treaties/port-arthur"], ["a", "b", "c"], ["--form", "typed"]])
def test_usage(cli, arguments):
    """A card and an answer, no less and no more: else exit code 2."""
    code, out, err = cli("try", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("aide-memoire: ")


def test_an_answer_that_looks_like_an_option(cli):
    """After `--` an answer may begin with two hyphens."""
    assert cli("try", "--json", "--", "treaties/port-arthur", "--port-arthur").json["verdict"] == "right"


@pytest.mark.parametrize("answer", ["-1/2", "-0.5", "-ate", "-port arthur"])
@pytest.mark.parametrize("options", [["--json"], []], ids=["as json", "in words"])
def test_an_answer_may_begin_with_a_hyphen(cli, answer, options):
    """A negative number or an ending is an answer like any other, wherever the options stand."""
    code, out, _ = cli("try", "treaties/port-arthur", answer, *options)
    assert code == 0
    assert ("right" if answer == "-port arthur" else "wrong") in out


def test_help_is_no_answer(cli):
    """`-h` explains the command, also behind the name of a card."""
    code, out, _ = cli("try", "treaties/port-arthur", "-h")
    assert (code, out.startswith("usage: aide-memoire try")) == (0, True)


def test_nothing_is_written(cli, attempt):
    """However often an answer is tried, no progress comes of it."""
    cli.answer(3)
    before = [cli("export").out, cli.cards(), cli("due", "--json").json]
    attempt("treaties/port-arthur", "Port Arthur")
    attempt("blocs/members", "Russia")
    cli("try", "treaties/port-arthur", "wrong")
    assert [cli("export").out, cli.cards(), cli("due", "--json").json] == before


def test_control_characters_in_an_answer_are_shown(cli, attempt):
    """What was typed cannot act on the terminal where it is told."""
    out = cli("try", "blocs/members", "Russia, \x1b[31mred\u202e").out
    assert "␛[31mred\ufffd is not one of them" in out
    assert attempt("blocs/members", "\x9b31m")["feedback"] == ["\ufffd31m is not one of them"]
