"""`suspend`, `unsuspend` and `bury`: what is held back is not asked, and every step can be taken back."""

import pytest

WHEN, WHERE, PORT = "treaties/li-lobanov#when", "treaties/li-lobanov#where", "treaties/port-arthur"


def suspended(cli):
    return sorted(card for card, row in cli.cards().items() if row["suspended"])


def test_what_is_suspended_is_asked_only_once_it_is_woken(cli):
    """A note stands for its cards; a second time there is nothing to do."""
    assert cli("suspend", "treaties/li-lobanov") == (0, "suspended: 2 cards of 1 deck\n", "")
    assert suspended(cli) == [WHEN, WHERE]
    assert cli("suspend", WHEN).out == "nothing to do: all of these are suspended already\n"
    assert cli("unsuspend", "treaties") == (0, "unsuspended: 2 cards of 1 deck\n", "")
    assert suspended(cli) == []
    assert cli("unsuspend", "treaties").out == "nothing to do: none of these is suspended\n"


def test_a_tag_names_cards_too(cli):
    """All cards of a tag go in one action, which one undo takes back."""
    assert cli("suspend", "--tag", "qing").out == "suspended: 2 cards of 1 deck\n"
    assert cli("undo").out == "Suspension undone: 2 cards\n"
    assert suspended(cli) == []
    cli("redo")
    assert suspended(cli) == [WHEN, WHERE]


def test_a_tag_can_be_reset(cli):
    """Only the cards of the tag become new; the question tells how many."""
    cli.answer(4, 4, 4)
    assert cli("reset", "--tag", "qing", "--dry-run").out == "would reset: 1 card of 1 deck\n"
    assert cli("reset", "--tag", "qing", "--yes").code == 0
    states = {card: row["state"] for card, row in cli.cards().items()}
    assert (states[WHEN], states[WHERE]) == ("new", "new")
    assert states[PORT] == "review"


def test_what_is_buried_is_left_out_today(cli):
    """Nothing is lost: `due` counts less, and undo brings it back."""
    before = cli("due", "--json").json["new"]
    assert cli("bury", "treaties/port-arthur") == (0, "put off until tomorrow: 1 card of 1 deck\n", "")
    assert cli("due", "--json").json["new"] == before - 1
    assert cli.cards()[PORT]["buried"]
    assert cli("undo").out == "Burying undone: Which port was leased in 1898?\n"
    assert cli("due", "--json").json["new"] == before


@pytest.mark.parametrize("command", ["suspend", "unsuspend", "bury", "reset"])
def test_what_nobody_knows_is_told(cli, command):
    """A name or a tag that is not there is exit code 1; no name at all is exit code 2."""
    assert cli(command, "nowhere").code == 1
    code, out, err = cli(command, "--tag", "ming")
    assert (code, out) == (1, "")
    assert "no note has the tag “ming”" in err
    assert cli(command).code == 2


def test_a_card_missed_too_often_is_a_leech(cli):
    """From eight lapses on, or as many as are set, a card is marked; nothing else happens to it."""
    cli("import", str(history(cli, lapses=8)))
    assert cli.cards()[PORT]["leech"]
    assert not cli.cards()[WHEN]["leech"]
    for threshold, leech in ((9, False), (0, False), (3, True)):
        (cli.data / "config.toml").write_text(f"leech_threshold = {threshold}\n")
        assert cli.cards()[PORT]["leech"] is leech


def history(cli, lapses):
    line = (
        '{"v":1,"id":"018f0000-0000-7000-8000-000000000001","kind":"memory","action":'
        '"018f0000-0000-7000-8000-000000000001","at":"2024-04-01T10:00:00Z","offset":"+00:00","day":"2024-04-01",'
        f'"device":"x","card":"{PORT}","state":"review","step":null,"stability":3.0,"difficulty":9.0,'
        f'"last":"2024-04-01","due":"2024-06-01","introduced":"2024-01-01","reps":30,"lapses":{lapses}}}'
    )
    file = cli.data.parent / "history.jsonl"
    file.write_text(line + "\n")
    return file
