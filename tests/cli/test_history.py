"""`history`: one card's past, for people and as a document."""

WHEN = "treaties/li-lobanov#when"


def test_each_review_and_the_chance_now(cli):
    """Oldest first, by the clock on the wall, with the curve of recall below."""
    cli.answer(4, decks=["treaties"])
    done = cli("history", WHEN)
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert lines[:4] == [
        WHEN,
        "    Li–Lobanov Treaty: when was it dated?",
        "    → June 1896",
        "14 May 2024, 09:00  easy   typed",
    ]
    assert lines[4].startswith("    holds for 8 days; due 2")
    assert lines[5:] == [
        "chance of recall now: 100 %",
        "  █  from its first review to today; the columns go from 50 % to 100 %",
    ]


def test_what_was_taken_back_is_marked(cli):
    """And it says nothing of the present."""
    cli.answer(4, decks=["treaties"])
    cli("undo")
    assert cli("history", WHEN).out.splitlines()[3:] == ["14 May 2024, 09:00  easy   typed  (undone)"]


def test_a_card_without_history(cli):
    """That is said, and is no failure."""
    done = cli("history", "treaties/port-arthur")
    assert (done.code, done.out.splitlines()[-1]) == (0, "no history yet: it was never answered")


def test_a_card_that_left_its_deck(cli):
    """Its history is told all the same."""
    cli.answer(4, decks=["treaties"])
    (cli.decks / "treaties.toml").unlink()
    out = cli("history", WHEN).out
    assert "    no deck has this card any more\n14 May 2024, 09:00  easy" in out
    assert cli("history", WHEN, "--json").json["question"] is None


def test_a_card_that_is_not_there(cli):
    """The nearest id is offered."""
    assert cli("history", "treaties/li-lobanof#when") == (
        1,
        "",
        f"aide-memoire: there is no card “treaties/li-lobanof#when”\n  did you mean {WHEN}?\n",
    )


def test_no_card_is_suggested_by_its_own_name(cli):
    """Of two decks with one id, only the cards of the one that is studied are likely to be meant."""
    cli.deck('[deck]\nid = "treaties"\n[[card]]\nid = "port-artur"\nquestion = "Q?"\nanswer = "A"\n', "zz")
    done = cli("history", "treaties/port-artur")
    assert (done.code, "did you mean treaties/port-arthur?" in done.err) == (1, True)


def test_as_a_document(cli):
    """Each event with what it says and the memory that it left; times are RFC 3339 with the offset beside them."""
    cli.answer(1, decks=["treaties"])
    found = cli("history", WHEN, "--json").json
    assert {key: found[key] for key in ("v", "card", "answer", "goes_on_as", "suspended")} == {
        "v": 1, "card": WHEN, "answer": "June 1896", "goes_on_as": None, "suspended": False,
    }  # fmt: skip
    (event,) = found["events"]
    assert {key: event[key] for key in ("kind", "at", "offset", "day", "counts", "rating", "form", "took")} == {
        "kind": "review", "at": "2024-05-14T07:00:00.000Z", "offset": "+02:00", "day": "2024-05-14", "counts": True,
        "rating": "again", "form": "typed", "took": 0,
    }  # fmt: skip
    assert event["memory"] == found["memory"]
    assert (found["memory"]["state"], found["memory"]["due"]) == ("learning", "2024-05-14T07:01:00.000Z")
    assert found["retrievability"] == 1.0
