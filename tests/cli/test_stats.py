"""`stats`: how it goes, for people and as a document."""


def test_before_the_first_answer(cli):
    """It says so, and what there is to learn."""
    assert cli("stats") == (
        0,
        "all decks, 14 May 2024\n"
        "no answers yet: the numbers begin with your first one\n"
        "questions: 0 solid, 0 learning, 4 new; solid: recalled on a later day than the first\n"
        "cards: 6 new, 0 learning, 0 young, 0 mature, 0 suspended (mature: an interval of 21 days or more)\n"
        "decks: their questions, due today; retention, questions and time of the last 30 days\n"
        "  blocs     0 solid, 0 learning, 1 new, 0 due; none, 0 questions in 0 s\n"
        "  treaties  0 solid, 0 learning, 3 new, 0 due; none, 0 questions in 0 s\n",
        "",
    )


def test_after_some_answers(cli):
    """Every number says what it counts, in lines that can be read aloud."""
    cli.answer(4, 1)
    lines = cli("stats").out.splitlines()
    assert lines[1:7] == [
        "today: 2 questions, 2 answers in 0 s",
        "week: 1 of 1 day",
        "streak: 1 day, the longest 1 day; 1 day of study in all",
        "time: 0 s this month, 0 s in all for 2 answers, 0.0 s each",
        "recall: right when it came due; you want 90 %",
        "  last 30 days  too early to say: 0 of 50 reviews",
    ]
    assert any(line.startswith("coming: 2 questions to review in 30 days, 1 of them today") for line in lines)
    assert "┌" not in "".join(lines)


def test_one_deck(cli):
    """It is called by its title, and no other deck is told of."""
    cli.answer(4, decks=["blocs"])
    out = cli("stats", "blocs").out
    assert out.startswith("Blocs, 14 May 2024\ntoday: 1 question, 1 answer in")
    assert "treaties" not in out
    assert cli("stats", "treaties").out.splitlines()[1].startswith("no answers yet")


def test_a_deck_that_is_not_there(cli):
    """The known ones are named."""
    done = cli("stats", "nowhere")
    assert (done.code, done.out) == (1, "")
    assert "there is: blocs, treaties" in done.err


def test_as_a_document(cli):
    """Days are ISO dates, times milliseconds, shares fractions or null."""
    cli.answer(4, 1)
    found = cli("stats", "--json").json
    assert (found["v"], found["day"], found["deck"]) == (1, "2024-05-14", None)
    assert found["week"] == {"reached": 1, "days": 1}
    assert found["streak"] == {"now": 1, "longest": 1, "days": 1, "missed": 0}
    assert found["days"] == [{"day": "2024-05-14", "questions": 2, "answers": 2, "took": 0}]
    assert found["today"] == found["month"] == found["all"] == {"questions": 2, "answers": 2, "took": 0}
    assert [each["day"] for each in found["coming"]][::29] == ["2024-05-14", "2024-06-12"]
    assert [each["month"] for each in found["months"]][::11] == ["2023-06", "2024-05"]
    assert found["retention"]["young"] == {"reviews": 0, "recalled": 0, "share": None}
    assert sum(found["cards"].values()) == 6
    assert found["standing"] == {"new": 2, "learning": 2, "solid": 0}
    assert {deck["id"]: deck["cards"] for deck in found["decks"]} == {"blocs": 3, "treaties": 3}
    assert (found["leech_threshold"], found["leeches"], found["hardest"]) == (8, 0, [])
    assert cli("stats", "blocs", "--json").json["deck"] == "blocs"
