"""`undo` and `redo` from the command line."""

import json
import shutil

import pytest


def test_undo_and_redo_say_what_they_did(cli):
    """The newest answer is taken back and done again, and the card is as it was each time."""
    cli.answer(3, decks=["treaties"])
    before = cli.cards()
    told = "Li–Lobanov Treaty: when was it dated?\n"
    assert cli("undo") == (0, f"Answer undone: {told}", "")
    assert cli.cards()["treaties/li-lobanov#when"]["state"] == "new"
    assert cli("redo") == (0, f"Answer redone: {told}", "")
    assert cli.cards() == before
    assert cli("redo") == (0, "there is nothing to redo\n", "")


def test_a_group_is_taken_back_whole(cli):
    """All members were one answer, so they are one to undo."""
    cli.answer(3, decks=["blocs"])
    assert cli("undo").out == "Answer undone: Name the 3 members of the CSTO (as of …\n"
    assert {card["state"] for card in cli.cards().values()} == {"new"}


def test_undo_goes_back_to_the_beginning(cli):
    """Each undo takes back one more action, until nothing is left."""
    cli.answer(4, 4, 4)
    told = [cli("undo").out for _ in range(4)]
    assert [line.startswith("Answer undone: ") for line in told] == [True, True, True, False]
    assert told[-1] == "there is nothing to undo\n"


def test_a_new_action_ends_redo(cli):
    """What was taken back before something new was done stays taken back."""
    cli.answer(3)
    cli("undo")
    cli.answer(4)
    assert cli("redo").out == "there is nothing to redo\n"


def test_an_import_is_not_undone_in_silence(cli, tmp_path):
    """Where an import came last, `undo` takes back the action before it, and says that the import stays."""
    cli.answer(3, decks=["treaties"])
    line = json.loads(cli("export").out) | {"device": "phone", "id": (other := "01900000-0000-7000-8000-000000000001")}
    (tmp_path / "phone.jsonl").write_text(json.dumps(line | {"action": other}))
    assert "1 of 1 event new" in cli("import", str(tmp_path / "phone.jsonl")).out
    code, out, err = cli("undo")
    assert (code, out.partition(":")[0]) == (0, "Answer undone")
    assert "what came last stays: it was imported" in err
    assert "the backup that an import names takes the import back" in err
    assert cli("undo") == (0, "there is nothing to undo\n", "")
    assert len(cli("export").out.splitlines()) == 3


@pytest.mark.parametrize("how", ["restored", "copied"])
def test_what_another_writer_did_is_not_called_an_import_alone(cli, tmp_path, how):
    """After a restore, and in a copied home, `undo` says why the last answer stays, and takes back what follows."""
    cli.answer(3, decks=["treaties"])
    if how == "restored":
        assert cli("doctor", "--restore", "--yes").code == 0
    else:
        shutil.copytree(cli.data, tmp_path / "copy")
        cli.data = tmp_path / "copy"
        cli.globals[1] = str(cli.data)
    code, out, err = cli("undo")
    assert (code, out) == (0, "there is nothing to undo\n")
    assert "or done before a restore or in another copy of this folder" in err
    cli.answer(4)
    assert cli("undo").out.startswith("Answer undone")


def edited(cli):
    """Rename a card in its deck, as an author might."""
    deck = cli.decks / "treaties.toml"
    deck.write_text(deck.read_text().replace("port-arthur", "lushun"))


ACTIONS = {
    "an answer": lambda cli: cli.answer(1, decks=["treaties"]),
    "a group's answer": lambda cli: cli.answer(4, decks=["blocs"]),
    "a reset": lambda cli: cli("reset", "--all", "--yes"),
    "a suspension": lambda cli: cli("suspend", "treaties"),
    "a waking": lambda cli: cli("unsuspend", "blocs/members#russia"),
    "a burial": lambda cli: cli("bury", "--tag", "qing"),
    "a link": lambda cli: cli("orphans", "--link", "treaties/port-arthur", "treaties/lushun"),
}


@pytest.mark.parametrize("act", ACTIONS.values(), ids=ACTIONS)
def test_each_kind_of_action_is_undone_and_redone_over_a_restart(cli, act):
    """Done, undone, redone: the cards are as they were before, and as they were after, to the last figure."""
    cli.answer(3, 4, 2)
    cli("suspend", "blocs/members#russia")
    cli.answer(4, decks=["treaties"])
    edited(cli)
    before = cli("cards", "--json").out
    act(cli)
    after = cli("cards", "--json").out
    assert after != before
    assert " undone: " in cli("undo").out
    assert cli("cards", "--json").out == before
    assert " redone: " in cli("redo").out
    assert cli("cards", "--json").out == after
