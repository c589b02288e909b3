"""`reset`: makes cards new again, never without being told to."""

import io
import sys

import pytest

WHEN, WHERE, PORT = "treaties/li-lobanov#when", "treaties/li-lobanov#where", "treaties/port-arthur"


class Keyboard(io.StringIO):
    """A terminal on which something is typed."""

    def isatty(self):
        return True


def states(cli):
    return {card: row["state"] for card, row in cli.cards().items() if row["state"] != "new"}


@pytest.fixture
def learned(cli):
    """Every question answered once, as well as can be."""
    cli.answer(4, 4, 4)
    return cli


def test_a_dry_run_only_says_what_it_would_do(learned):
    """Nothing changes, and nothing is asked."""
    before = learned.cards()
    assert learned("reset", "--all", "--dry-run") == (0, "would reset: 5 cards of 2 decks\n", "")
    assert learned.cards() == before
    assert len(learned("export").out.splitlines()) == 5


def test_without_a_terminal_and_without_yes_nothing_is_reset(learned):
    """Nobody can be asked: exit code 2, what it would have done, and how to go on."""
    before = learned.cards()
    code, out, err = learned("reset", "treaties")
    assert (code, out) == (2, "")
    assert "no terminal to ask on: make 2 cards of 1 deck new again?" in err
    assert "--yes" in err
    assert "--dry-run" in err
    assert learned.cards() == before


@pytest.mark.parametrize(
    ("names", "cards"),
    [(["treaties"], 2), (["blocs/members"], 3), ([PORT], 1), ([PORT, "treaties", "blocs/members#russia"], 3)],
)
def test_yes_resets_what_is_named(learned, names, cards):
    """Decks, notes and cards by their ids, each card once; all else stays."""
    before = states(learned)
    code, out, err = learned("reset", *names, "--yes")
    assert (code, err) == (0, "")
    assert out.startswith(f"reset: {cards} card")
    after = states(learned)
    assert len(after) == len(before) - cards
    assert not any(card.startswith(name) for card in after for name in names)


def test_undo_brings_everything_back(learned):
    """A reset is one action: one undo restores each memory, to the digit."""
    before = learned.cards()
    learned("reset", "--all", "--yes")
    assert states(learned) == {}
    assert learned("undo").out == "Reset undone: 5 cards\n"
    assert learned.cards() == before
    assert learned("redo").out == "Reset redone: 5 cards\n"
    assert states(learned) == {}


@pytest.mark.parametrize(("typed", "left"), [("y\n", 0), ("Yes\n", 0), ("\n", 5), ("n\n", 5), ("", 5), ("yet\n", 5)])
def test_on_a_terminal_it_asks_and_only_yes_is_yes(learned, monkeypatch, typed, left):
    """The question goes to stderr; whatever is no yes changes nothing, with exit code 0."""
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    code, _, err = learned("reset", "--all")
    assert code == 0
    assert err.startswith("make 5 cards of 2 decks new again? [y/N] ")
    assert ("nothing was changed" in err) == (left > 0)
    assert len(states(learned)) == left


def test_a_name_that_is_not_known_is_told(learned):
    """Exit code 1, and nothing is reset, whatever else was named."""
    before = learned.cards()
    code, out, err = learned("reset", "treaties", "treaties/nothing", "--yes")
    assert (code, out) == (1, "")
    assert "there is no deck, note or card “treaties/nothing”" in err
    assert learned.cards() == before


def test_a_card_that_was_never_answered_is_nothing_to_reset(cli):
    """It is known, so it is no mistake."""
    assert cli("reset", PORT, "--yes") == (0, "nothing to reset: none of these cards was ever answered\n", "")


def test_an_orphan_can_be_reset(learned):
    """Progress of a deck that is gone is found by its name."""
    (learned.decks / "blocs.toml").unlink()
    assert learned("reset", "blocs", "--yes").out.startswith("reset: 3 cards of 1 deck")
    assert learned("undo").out == "Reset undone: 3 cards\n"


@pytest.mark.parametrize("arguments", [[], ["treaties", "--all"]])
def test_what_to_reset_is_said_once(learned, arguments):
    """Neither nothing nor everything-and-something is understood."""
    code, out, err = learned("reset", "--yes", *arguments)
    assert (code, out) == (2, "")
    assert "name what to reset, or give --all" in err
