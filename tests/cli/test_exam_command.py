"""`exam`: set, listed, moved, cancelled, undone; on 14 May 2024."""

import io
import json
import sys

import pytest

from aide_memoire.core.event import to_line
from forgetting import LEARNERS, simulated_log


def test_an_exam_is_set_and_listed(cli):
    """With what it takes: three new questions in 32 days, of which a fifth is left free."""
    code, out, _ = cli("exam", "treaties", "2024-06-15")
    assert code == 0
    assert out.splitlines() == [
        "treaties: the exam is set; aide-memoire undo undoes it",
        "2024-06-15  Treaties: exam in 32 days · you would know 0 % · 1 a day",
    ]
    cli("exam", "bloc", "2024-06-01", "--target", "0.9")
    assert cli("exam", "--json").json == {
        "v": 1,
        "exams": [
            {
                "deck": "blocs", "on": "2024-06-01", "target": 0.9, "days": 18,
                "cards": 1, "unseen": 1, "need": 0, "expected": 0.0, "per_day": 1,
            },
            {
                "deck": "treaties", "on": "2024-06-15", "target": 0.95, "days": 32,
                "cards": 3, "unseen": 3, "need": 0, "expected": 0.0, "per_day": 1,
            },
        ],
    }  # fmt: skip


def test_what_was_answered_is_expected(cli):
    """A group is one question; what is seen and below the target is in need."""
    cli.answer(3, decks=["blocs"])
    (exam,) = cli("exam", "blocs", "2024-06-15", "--json").json["exams"]
    assert (exam["cards"], exam["unseen"], exam["need"]) == (1, 0, 1)
    assert 0.3 < exam["expected"] < 0.95
    cli("suspend", "blocs")
    (exam,) = cli("exam", "--json").json["exams"]
    assert (exam["cards"], exam["expected"]) == (0, 0.0)


def test_moving_cancelling_and_undoing(cli):
    """The newest counts; each is one step for `undo`."""
    cli("exam", "treaties", "2024-06-15")
    cli("exam", "treaties", "2024-06-20")
    assert "2024-06-20" in cli("exam").out
    assert cli("exam", "treaties", "--cancel").out == "treaties: the exam is cancelled; aide-memoire undo undoes it\n"
    assert cli("exam").out == "no exam is coming; aide-memoire exam DECK DATE sets one\n"
    assert cli("undo").out == "Change of exam undone: Treaties, cancelled\n"
    assert "2024-06-20" in cli("exam").out
    cli("undo")
    assert "2024-06-15" in cli("exam").out
    assert cli("redo").out == "Change of exam redone: Treaties, on 20 June\n"


def test_what_is_so_already_writes_nothing(cli):
    """The same exam again, or the cancelling of none."""
    assert "nothing to do" in cli("exam", "treaties", "--cancel").out
    cli("exam", "treaties", "2024-06-15")
    log = cli("export").out
    assert "nothing to do" in cli("exam", "treaties", "2024-06-15").out
    assert cli("export").out == log


def test_the_day_of_the_exam_has_not_passed(cli):
    """It is listed through that day."""
    assert cli("exam", "treaties", "2024-05-14").out.splitlines()[1] == (
        "2024-05-14  Treaties: exam today · you would know 0 %"
    )


def test_an_exam_of_a_deck_that_has_left(cli):
    """It is listed under its id, and can be cancelled."""
    cli("exam", "treaties", "2024-06-15")
    (cli.decks / "treaties.toml").unlink()
    assert cli("exam").out == "2024-06-15  treaties: exam in 32 days · you would know 0 % · 0 a day\n"
    assert "cancelled" in cli("exam", "treaties", "--cancel").out


def test_a_limit_that_is_too_low_is_told(cli):
    """With the figure that would do, beside the data."""
    cards = "".join(f'[[card]]\nid = "n{n}"\nquestion = "{n}?"\nanswer = "{n}"\n' for n in range(60))
    cli.deck(f'[deck]\nid = "big"\n{cards}', "big")
    code, _, err = cli("exam", "big", "2024-05-19")
    assert code == 0
    assert err == "30 new questions a day are needed, and your limit is 10: new_per_day = 30 would do\n"
    assert cli("exam", "--json").json["exams"][0]["per_day"] == 30


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["treaties", "2024-05-13"], 1, "2024-05-13 has passed"),
        (["nowhere", "2024-06-15"], 1, "no deck “nowhere”"),
        (["nowhere", "--cancel"], 1, "no deck “nowhere”"),
        (["treaties"], 2, "or --cancel"),
        (["treaties", "soon"], 2, "“soon” is no date"),
        (["treaties", "2024-02-30"], 2, "is no date"),
        (["treaties", "9999-12-31"], 2, "too far ahead: an exam can be until 9899-12-31"),
        (["treaties", "2024-06-15", "--target", "2"], 2, "0.70 to 0.97"),
        (["treaties", "2024-06-15", "--target", "nan"], 2, "0.70 to 0.97"),
        (["treaties", "2024-06-15", "--cancel"], 2, "--cancel takes"),
        (["--cancel"], 2, "name the deck"),
        (["--target", "0.9"], 2, "name the deck"),
    ],
)
def test_what_cannot_be_done_says_why(cli, arguments, code, said):
    """A past day or an unknown deck is exit code 1, a wrong use 2; the log stays as it was."""
    result = cli("exam", *arguments)
    assert result.code == code
    assert said in result.err
    assert cli("export").out == ""


@pytest.mark.parametrize(
    "change",
    [
        {"deck": ""}, {"deck": None}, {"on": None}, {"on": "soon"}, {"on": "9999-12-31"}, {"target": 2},
        {"target": 0.5}, {"target": "high"}, {"card": "d/a"},
    ],
)  # fmt: skip
def test_exams_that_cannot_be_followed_are_refused(cli, tmp_path, change):
    """A log with them is not imported; the line is named."""
    event = simulated_log(LEARNERS[0], 1)[0]
    data = {"deck": "treaties", "on": "2024-06-15", "target": 0.95}
    line = json.loads(to_line(event._replace(kind="exam", card="", data=data)))
    path = tmp_path / "log.jsonl"
    path.write_text(json.dumps(line))
    assert cli("import", str(path)).code == 0
    path.write_text(json.dumps({**line, **change}))
    code, _, err = cli("import", str(path))
    assert code == 1
    assert "log.jsonl:1: " in err


def test_due_and_stats_tell_of_exams(cli):
    """In a line below all else; without an exam the document of `due` stays as it is."""
    assert "exams" not in cli("due", "--json").json
    cli("exam", "treaties", "2024-06-15")
    line = "Treaties: exam in 32 days · you would know 0 % · 1 a day"
    assert cli("due").out.splitlines()[-1] == line
    assert cli("stats").out.splitlines()[-3] == line
    assert cli("stats", "treaties").out.splitlines()[-3] == line
    assert "exam" not in cli("stats", "blocs").out
    assert cli("due", "--json").json["exams"] == cli("exam", "--json").json["exams"]
    assert cli("due").out.startswith("0 due, 2 new\n")


def test_stats_foresee_the_day_of_the_exam(cli):
    """What one would know on it, as each day until then begins: in words, as a line, and in figures."""
    cli("exam", "treaties", "+10")
    *_, words, line = cli("stats").out.splitlines()
    assert words == "  You would know 0 % on that day as things stand, and about 97 % if you study every day."
    assert line == "  ·▃▅▇▇▇▇████  24 May"
    (exam,) = cli("stats", "--json").json["exams"]
    assert [day["day"] for day in exam["coming"]] == [f"2024-05-{day}" for day in range(14, 25)]
    assert exam["coming"][0] == {"day": "2024-05-14", "expected": 0.0, "reviews": 0, "new": 1}
    assert exam["coming"][-1]["expected"] > 0.95
    assert cli("stats", "blocs", "--json").json["exams"] == []


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("+12", "2024-05-26"), ("in 2 weeks", "2024-05-28"), ("next Friday", ""),
        ("Friday", "2024-05-17"), ("15 June", "2024-06-15"),
        ("1.2.2025", ""), ("tomorrow", "2024-05-15"),
    ],
)  # fmt: skip
def test_the_day_may_be_said_in_other_ways(cli, typed, day):
    """As days from now, a weekday, or a date in words; what can mean two days is not guessed."""
    result = cli("exam", "treaties", *typed.split())
    assert cli("exam", "--json").json["exams"][0]["on"] == day if day else result.code == 2
    assert day or "can be 2025-01-02 or 2025-02-01" in result.err or "“next Friday” is no date" in result.err


@pytest.mark.parametrize("typed", ["0.9", "90", "90 %"])
def test_the_target_may_be_given_in_percent(cli, typed):
    """As the app shows it."""
    cli("exam", "treaties", "+12", "--target", typed)
    assert cli("exam", "--json").json["exams"][0]["target"] == 0.9


def test_plain_mode_tells_of_exams_before_and_after(cli, monkeypatch):
    """Those of the decks that are studied."""
    cli("exam", "treaties", "+12")
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n3\n" * 9))
    lines = cli("study", "treaties", "--plain").out.splitlines()
    assert lines[0] == "Treaties: exam in 12 days · you would know 0 % · 1 a day"
    assert "Treaties: exam in 12 days · you would know " in lines[-1]
    assert lines[-1] != lines[0]
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
    assert "exam" not in cli("study", "blocs", "--plain").out


def test_a_far_exam_is_not_foreseen(cli):
    """A day in thousands of years is no reason to think for hours."""
    cli("exam", "treaties", "9000-01-01")
    assert cli("stats").out.splitlines()[-1].startswith("Treaties: exam in 2547798 days")
    assert len(cli("stats", "--json").json["exams"][0]["coming"]) == 1
