"""`cards`: every card, with what is remembered of it."""

import re

PROMISED = {
    "id", "deck", "note", "kind", "question", "answer", "source", "claim", "as_of", "tags", "state", "due",
    "stability", "difficulty", "reps", "lapses", "suspended", "leech",
}  # fmt: skip
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def test_cards_lists_question_and_answer(cli):
    """Each card in the author's order; a member's answer is the member."""
    code, out, err = cli("cards")
    assert (code, err) == (0, "")
    assert out.startswith(
        "blocs/members#russia  [new]\n    Name the 3 members of the CSTO (as of May 2022).\n    → Russia\n"
        "blocs/members#belarus  [new]\n"
    )
    assert "treaties/li-lobanov#when  [new]\n" in out
    assert out.endswith("treaties/port-arthur  [new]\n    Which port was leased in 1898?\n    → Port Arthur\n")


def test_cards_of_one_deck(cli):
    """A deck's id leaves out all others."""
    listed = cli("cards", "treaties", "--json").json["cards"]
    assert [card["id"] for card in listed] == [
        "treaties/li-lobanov#when",
        "treaties/li-lobanov#where",
        "treaties/port-arthur",
    ]


def test_a_deck_that_is_not_there_is_told(cli):
    """Exit code 1, and the decks that are."""
    told = "aide-memoire: there is no deck “tretaies”\n  did you mean `treaties`?\n"
    assert cli("cards", "tretaies") == (1, "", told)


def test_a_new_card_as_json(cli):
    """Every promised key is there; what is not known yet is null."""
    assert cli("cards", "--json").json["v"] == 1
    card = cli.cards()["treaties/li-lobanov#when"]
    assert set(card) >= PROMISED
    assert {key: card[key] for key in PROMISED} == {
        "id": "treaties/li-lobanov#when",
        "deck": "treaties",
        "note": "treaties/li-lobanov",
        "kind": "event",
        "question": card["question"],
        "answer": "June 1896",
        "source": ["“Loves” ¶13"],
        "claim": None,
        "as_of": None,
        "tags": ["qing"],
        "state": "new",
        "due": None,
        "stability": None,
        "difficulty": None,
        "reps": 0,
        "lapses": 0,
        "suspended": False,
        "leech": False,
    }
    assert cli.cards()["blocs/members#russia"]["as_of"] == "May 2022"


def test_a_step_is_due_at_a_time_and_a_review_on_a_day(cli):
    """Within the day `due` is RFC 3339 in UTC, from then on an ISO day."""
    cli.answer(1, decks=["treaties"])
    cli.answer(4, decks=["blocs"])
    learning, review = cli.cards()["treaties/li-lobanov#when"], cli.cards()["blocs/members#russia"]
    assert (learning["state"], learning["due"]) == ("learning", "2024-05-14T07:01:00.000Z")
    assert RFC_3339.fullmatch(learning["due"])
    assert (review["state"], review["reps"], review["lapses"]) == ("review", 1, 0)
    assert re.fullmatch(r"2024-05-\d\d", review["due"])
    assert review["stability"] > learning["stability"] > 0
    assert 1 <= review["difficulty"] <= 10
