"""`undo` and `redo` from the command line."""


def test_undo_and_redo_say_what_they_did(cli):
    """The newest answer is taken back and done again, and the card is as it was each time."""
    cli.answer(3, decks=["treaties"])
    before = cli.cards()
    told = "the answer to treaties/li-lobanov#when\n"
    assert cli("undo") == (0, f"took back {told}", "")
    assert cli.cards()["treaties/li-lobanov#when"]["state"] == "new"
    assert cli("redo") == (0, f"did again {told}", "")
    assert cli.cards() == before
    assert cli("redo") == (0, "there is nothing to redo\n", "")


def test_a_group_is_taken_back_whole(cli):
    """All members were one answer, so they are one to undo."""
    cli.answer(3, decks=["blocs"])
    assert cli("undo").out == "took back the answer to blocs/members (3 cards)\n"
    assert {card["state"] for card in cli.cards().values()} == {"new"}


def test_undo_goes_back_to_the_beginning(cli):
    """Each undo takes back one more action, until nothing is left."""
    cli.answer(4, 4, 4)
    told = [cli("undo").out for _ in range(4)]
    assert [line.startswith("took back the answer to ") for line in told] == [True, True, True, False]
    assert told[-1] == "there is nothing to undo\n"


def test_a_new_action_ends_redo(cli):
    """What was taken back before something new was done stays taken back."""
    cli.answer(3)
    cli("undo")
    cli.answer(4)
    assert cli("redo").out == "there is nothing to redo\n"
