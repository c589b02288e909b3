"""`confusions`: what is mixed up, and the drill that asks both side by side."""

import io
import json
import sys

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
[[event]]
id = "third"
name = "the third treaty"
date = "2001-07"
ask = ["when"]
[[card]]
id = "iran"
question = "Which country's capital is Tehran?"
answer = "Iran"
[[card]]
id = "iraq"
question = "Which country's capital is Baghdad?"
answer = "Iraq"
"""
FIRST, SECOND, THIRD = (f"the {which} treaty: when was it dated?" for which in ("first", "second", "third"))
IRAN, IRAQ = (f"Which country's capital is {city}?" for city in ("Tehran", "Baghdad"))
RIGHT = {FIRST: "14 August 1945", SECOND: "February 1950", THIRD: "July 2001", IRAN: "Iran", IRAQ: "Iraq"}


@pytest.fixture
def plain(cli, monkeypatch):
    """Answer typed questions in plain mode by these lines. Returns the questions, and all that was told."""
    cli.deck(PAIRS, "pairs")

    def run(*lines, arguments=("pairs",)):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        told = cli("study", *arguments, "--form", "typed", "--plain")
        assert (told.code, told.err) == (0, "")
        return [line for line in told.out.splitlines() if line in RIGHT], told.out

    return run


@pytest.fixture
def answer(plain):
    """Answer all questions that are new: right and easy, but for those given."""

    def run(wrong, rating="4"):
        while asked := plain(arguments=("pairs", "--limit", "1"))[0]:
            plain(wrong.get(asked[0], RIGHT[asked[0]]), rating, arguments=("pairs", "--limit", "1"))

    return run


def test_nothing_was_mixed_up(cli, answer):
    """Right answers, wrong ones that are no other card's, and none at all leave nothing to tell."""
    answer({FIRST: "1 May 1900", SECOND: "", IRAN: "Oman"})
    assert cli("confusions") == (0, "nothing was mixed up yet\n", "")
    assert cli("confusions", "--json").json == {"v": 1, "confusions": []}


def test_a_pair_is_listed_with_both_questions(cli, answer):
    """A wrong answer that is another card's is told with both questions and both answers."""
    answer({SECOND: "1945"})
    assert cli("confusions").out == (
        f"1 time, last on 2024-05-14\n    {FIRST}\n    → 14 August 1945\n    {SECOND}\n    → February 1950\n"
    )


def test_as_json(cli, answer):
    """The same as one document."""
    answer({IRAQ: "Iran"})
    assert cli("confusions", "--json").json == {
        "v": 1,
        "confusions": [
            {
                "times": 1,
                "last": "2024-05-14",
                "pair": [
                    {"question": "pairs/iran", "text": IRAN, "answer": "Iran"},
                    {"question": "pairs/iraq", "text": IRAQ, "answer": "Iraq"},
                ],
            }
        ],
    }


def test_both_ways_are_one_pair(cli, answer):
    """This for that and that for this is one pair, mixed up twice; the most often mixed up comes first."""
    answer({IRAN: "Iraq", IRAQ: "iran", SECOND: "2001"})
    found = cli("confusions", "--json").json["confusions"]
    assert [(pair["times"], pair["pair"][0]["question"]) for pair in found] == [
        (2, "pairs/iran"),
        (1, "pairs/second#when"),
    ]


def test_the_log_names_the_other_card(cli, answer):
    """What it was confused with is in the log, beside what was typed."""
    answer({SECOND: "1945"})
    rows = map(json.loads, cli("export").out.splitlines())
    (row,) = [each for each in rows if "confused_with" in each]
    assert (row["card"], row["typed"], row["confused_with"]) == (
        "pairs/second#when",
        "1945",
        "pairs/first#when",
    )


def test_what_was_taken_back_does_not_count(cli, answer, plain):
    """An answer that is undone was no mix-up; done again, it is."""
    mixed = {FIRST: "2001", SECOND: "2001", THIRD: "1945", IRAN: "Iraq", IRAQ: "Iran"}
    plain(mixed[plain()[0][0]], "4", arguments=("pairs", "--limit", "1"))
    before = cli("confusions").out
    assert before.startswith("1 time, ")
    cli("undo")
    assert cli("confusions").out == "nothing was mixed up yet\n"
    cli("redo")
    assert cli("confusions").out == before


def test_the_drill_asks_a_pair_side_by_side(plain, answer):
    """`study --confusions` asks just what is mixed up, due or not, each pair side by side."""
    answer({FIRST: "2001", IRAQ: "Iran"})
    asked, _ = plain(*[each for _ in range(9) for each in ("1 May 1800", "4")], arguments=("--confusions",))
    assert sorted(asked) == sorted([FIRST, THIRD, IRAN, IRAQ])
    assert {frozenset(asked[:2]), frozenset(asked[2:])} == {
        frozenset((FIRST, THIRD)),
        frozenset((IRAN, IRAQ)),
    }


def test_the_drill_is_saved_like_any_session(cli, plain, answer):
    """What is rated in the drill is in the log."""
    answer({IRAQ: "Iran"})
    before = cli("export").out.count('"kind":"review"')
    plain("Iran", "4", "Iraq", "4", arguments=("--confusions",))
    assert cli("export").out.count('"kind":"review"') == before + 2


def test_a_drill_of_nothing(plain, answer):
    """With nothing mixed up the drill says that, and not that nothing is due."""
    _, told = plain(arguments=("--confusions",))
    assert told == "nothing was mixed up yet\n"


def test_a_pair_whose_card_has_left_its_deck(cli, answer):
    """A pair of which one is no longer in any deck is not told."""
    answer({IRAQ: "Iran"})
    cli.deck(PAIRS.replace('id = "iran"', 'id = "persia"'), "pairs")
    assert cli("confusions").out == "nothing was mixed up yet\n"


def test_an_answer_that_is_right_so_far_is_no_mix_up(cli, plain):
    """The bare year of a month is right so far, whichever other card has the same year."""
    cli.deck(PAIRS.replace("2001-07", "1950-10"), "pairs")
    assert cli("try", "pairs/second#when", "1950", "--json").json["verdict"] == "partial"
    assert cli("try", "pairs/second#when", "1950", "--json").json["confused_with"] is None
