"""Decks that go on under another name, folders and decks that cannot be read: all of it is told, nothing is lost."""

import os
import subprocess
import sys

import pytest

DECK = """[deck]
id = "old"
[[card]]
id = "one"
question = "One?"
answer = "1"
[[card]]
id = "two"
question = "Two?"
answer = "2"
"""


@pytest.fixture
def learned(cli):
    """A learner who knows the deck old."""
    for path in cli.decks.iterdir():
        path.unlink()
    cli.deck(DECK, "old")
    cli.answer(4, 4)
    return cli


def rename(cli, how):
    """Give the deck another id, by its file's name or by its head."""
    (cli.decks / "old.toml").unlink()
    head = "" if how == "file" else '[deck]\nid = "fresh"\n'
    return cli.deck(head + DECK.partition('id = "old"\n')[2], "fresh" if how == "file" else "old")


@pytest.mark.parametrize("how", ["file", "id"])
def test_a_renamed_deck_is_named_everywhere(learned, how):
    """`due`, `study`, `doctor` and `orphans` tell which deck it likely is now."""
    rename(learned, how)
    for call in (["due"], ["due", "--json"], ["study", "--plain"], ["doctor"], ["orphans"]):
        code, out, err = learned.program(*call, input=b"q\n")
        assert "it is likely fresh now" in out + err, call
        assert (out + err).count("aide-memoire orphans") == 1, call
        assert code == 0
    assert learned("orphans", "--json").json["decks"] == [{"deck": "old", "cards": 2, "likely": "fresh"}]


@pytest.mark.parametrize("call", [["--link-likely"], ["--link", "old", "fresh"]])
def test_one_command_carries_a_deck_over(learned, call):
    """All of its cards go on where they were, and undo takes all of it back."""
    before = {card["id"].partition("/")[2]: card["due"] for card in learned("cards", "--json").json["cards"]}
    rename(learned, "file")
    assert learned("orphans", *call).code == 0
    after = {card["id"].partition("/")[2]: card["due"] for card in learned("cards", "--json").json["cards"]}
    assert after == before
    assert learned("due") == (0, "nothing is due today\n", "")
    assert "✓ ok       orphans" in learned("doctor").out
    assert "2 cards" in learned("undo").out
    assert "fresh" in learned("due").err


def test_a_note_that_moved_to_another_deck(learned):
    """A card of the same name that nobody has answered there is the likely one."""
    learned.deck(DECK.partition("[[card]]\n")[0] + "[[card]]" + DECK.split("[[card]]")[1], "old")
    learned.deck("[[card]]" + DECK.split("[[card]]")[2], "other")
    assert learned("orphans", "--json").json["orphans"][0]["likely"] == "other/two"
    assert "continues as other/two" in learned("orphans", "--link-likely").out
    assert "with a history" in learned("orphans").out


def test_a_deck_that_was_deleted_is_no_daily_reproach(learned):
    """Where nothing took its place, only the doctor and `orphans` name it; `due` does where all is gone."""
    (learned.decks / "old.toml").unlink()
    assert "old: no deck has this id any more" in learned("due").err
    learned.deck('[[card]]\nid = "x"\nquestion = "X?"\nanswer = "y"\n', "new")
    assert learned("due").err == ""
    assert "old  no deck has this id any more" in learned("orphans").out
    assert "aide-memoire reset old forgets it" in learned("doctor").out
    assert learned("reset", "old", "--yes").code == 0
    assert "✓ ok       orphans" in learned("doctor").out


def test_a_deck_that_was_emptied_is_no_day_without_work(learned):
    """Beside another deck too it is told, as an accident is; what it had is not offered to be forgotten."""
    learned.deck('[[card]]\nid = "x"\nquestion = "X?"\nanswer = "y"\n', "new")
    learned.deck("", "old")
    for call in (["due"], ["study", "--plain"], ["doctor"], ["orphans"]):
        code, out, err = learned.program(*call, input=b"q\n")
        assert "its file has no cards any more, and 2 cards of it have a history" in out + err, call
        assert "reset" not in out + err
        assert code == 0
    (learned.decks / "new.toml").unlink()
    assert learned("due").code == 1
    learned.deck(DECK.replace('id = "old"', 'id = "fresh"'), "fresh")
    assert "it is likely fresh now" in learned("due").err
    learned.deck(DECK, "old")
    (learned.decks / "fresh.toml").unlink()
    assert learned("due") == (0, "nothing is due today\n", "")


def test_another_deck_with_common_names_is_not_taken_for_it(learned):
    """A deck whose notes of these names are known already, or that has only some of them, is another one."""
    learned.deck('[[card]]\nid = "one"\nquestion = "X?"\nanswer = "y"\n', "other")
    learned.answer(4)
    (learned.decks / "old.toml").unlink()
    assert learned("orphans", "--json").json["decks"] == [{"deck": "old", "cards": 2, "likely": None}]
    assert learned("due").err == ""


def test_the_only_deck_is_broken(cli):
    """It is no day on which nothing is due."""
    for path in cli.decks.iterdir():
        path.unlink()
    path = cli.deck('[[card]]\nid = "k"\nquestion = 5\n', "broken")
    code, out, err = cli("due")
    assert (code, out) == (1, "")
    assert f"{path} cannot be studied: 2 mistakes (aide-memoire check)" in err
    assert f"{path} cannot be studied" in cli.program("study", "--plain", input=b"").err
    assert "2 mistakes in" in cli("doctor").out


@pytest.mark.posix
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="permissions are another matter elsewhere")
def test_a_folder_that_cannot_be_read(learned):
    """`due`, `study` and the doctor name it."""
    learned.decks.chmod(0)
    as_anyone = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    command = [*as_anyone, sys.executable, "-m", "aide_memoire"]
    places = ["--data-dir", str(learned.data), "--decks", str(learned.decks)]
    try:
        told = [
            subprocess.run([*command, *call, *places], capture_output=True, text=True, input="", check=False)
            for call in (["due"], ["study", "--plain"], ["doctor"])
        ]
    finally:
        learned.decks.chmod(0o755)
    for done in told:
        assert f"{learned.decks} cannot be read" in done.stdout + done.stderr
    assert told[0].returncode == told[2].returncode == 1
