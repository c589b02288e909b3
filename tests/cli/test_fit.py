"""`fit`: the forgetting curve is fitted to one's own answers, and adopted only after a yes."""

import io
import json
import sys

import pytest

from aide_memoire.core.event import to_line
from aide_memoire.core.weights import are_weights
from forgetting import LEARNERS, simulated_log

DUE_FIELDS = ("id", "state", "due", "reps", "lapses")


class Keyboard(io.StringIO):
    """A terminal on which something is typed."""

    def isatty(self):
        return True


@pytest.fixture
def bring_in(cli, tmp_path):
    """Bring in the log of a learner who forgets less than most."""

    def bring(answers):
        path = tmp_path / f"{answers}.jsonl"
        path.write_text("".join(f"{to_line(event)}\n" for event in simulated_log(LEARNERS[2], answers)))
        assert cli("import", str(path)).code == 0
        notes = "".join(
            f'[[card]]\nid = "n{number}"\nquestion = "{number}?"\nanswer = "{number}"\n' for number in range(200)
        )
        cli.deck(f'[deck]\nid = "d0"\n{notes}', "d0")
        return cli

    return bring


def due(cli):
    return [[card[key] for key in DUE_FIELDS] for card in cli.cards().values()]


def test_too_few_answers_are_no_failure(cli, bring_in):
    """Nothing is asked and nothing changes; the reason says how many there are and how many it takes."""
    bring_in(300)
    code, out, err = cli("fit")
    assert (code, out) == (0, "")
    assert "at least 400 are needed" in err
    document = cli("fit", "--json").json
    assert (document["v"], document["reviews"], document["adopted"]) == (1, 300, False)
    assert document["usable"] < 400
    assert "at least 400" in document["reason"]


def test_a_dry_run_shows_both_curves_and_changes_nothing(bring_in):
    """Expected and known recall of the newest answers, in words and by the days between two answers."""
    cli = bring_in(2400)
    before = cli("export").out
    code, out, err = cli("fit", "--dry-run")
    assert code == 0
    assert "you knew" in out
    assert "Expected so far: " in out
    assert "By your own curve: " in out
    assert "after 2–3 days" in out
    assert "dry run" in err
    assert "parameter" not in (out + err).casefold()
    assert cli("export").out == before


def test_without_a_terminal_it_says_what_it_would_do(bring_in):
    """Nobody can be asked: exit code 2, and how to go on."""
    cli = bring_in(2400)
    code, _, err = cli("fit")
    assert code == 2
    assert "go by your own curve?" in err
    assert "--yes" in err
    assert "weights" not in cli("export").out


@pytest.mark.parametrize(("typed", "adopted"), [("y\n", True), ("\n", False)])
def test_on_a_terminal_it_asks(bring_in, monkeypatch, typed, adopted):
    """Only a yes adopts it."""
    cli = bring_in(2400)
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert cli("fit").code == 0
    assert ('"kind":"weights"' in cli("export").out) == adopted


def test_a_curve_is_adopted_and_no_due_day_moves(bring_in):
    """One event of the log; stabilities are those of the new curve; `undo` brings back what was."""
    cli = bring_in(2400)
    before, states = due(cli), cli.cards()
    document = cli("fit", "--yes", "--json").json
    assert document["adopted"] is True
    assert "reason" not in document
    assert document["loss_after"] < document["loss_before"]
    recall = document["recall"]
    off = [abs(recall[f"predicted_{when}"] - recall["measured"]) for when in ("before", "after")]
    assert off[1] < off[0]
    event = json.loads(cli("export").out.splitlines()[-1])
    assert {key: event[key] for key in ("kind", "card", "model", "reviews", "loss_before", "loss_after")} == {
        "kind": "weights",
        "card": "",
        "model": "fsrs-6",
        **{key: document[key] for key in ("reviews", "loss_before", "loss_after")},
    }
    assert are_weights(event["weights"])
    assert due(cli) == before
    assert [card["stability"] for card in cli.cards().values()] != [card["stability"] for card in states.values()]
    assert cli("undo").out == "Change of curve undone\n"
    assert cli.cards() == states


def test_a_second_fit_has_nothing_to_gain(bring_in):
    """The curve in use was made from the same answers."""
    cli = bring_in(2400)
    cli("fit", "--yes")
    code, _, err = cli("fit", "--yes")
    assert code == 0
    assert "at least as well" in err
    assert cli("export").out.count('"kind":"weights"') == 1


def test_back_to_the_usual_curve(bring_in):
    """`--defaults` is an event too; where the usual curve is in use there is nothing to do."""
    cli = bring_in(2400)
    states = cli.cards()
    assert cli("fit", "--defaults", "--json").json["reason"] == "the usual curve is in use already"
    cli("fit", "--yes")
    assert cli("fit", "--defaults").code == 2
    assert "the usual curve is in use" in cli("fit", "--defaults", "--yes").out
    assert json.loads(cli("export").out.splitlines()[-1])["weights"] == []
    assert cli.cards() == states


@pytest.mark.parametrize(
    "change",
    [
        {"weights": [0.5] * 20}, {"weights": [0.5] * 21}, {"weights": "none"}, {"weights": None}, {"model": "fsrs-5"},
        {"card": "d0/n1"}, {"reviews": -1}, {"loss_after": "low"}, {"weights": [True] * 21},
    ],
)  # fmt: skip
def test_weights_that_cannot_be_followed_are_refused(cli, tmp_path, change):
    """A log with them is not imported; the line is named."""
    event = simulated_log(LEARNERS[0], 1)[0]
    data = {"weights": list(LEARNERS[0]), "model": "fsrs-6", "reviews": 1, "loss_before": 0.4, "loss_after": 0.3}
    line = json.loads(to_line(event._replace(kind="weights", card="", data=data)))
    path = tmp_path / "log.jsonl"
    path.write_text(json.dumps(line))
    assert cli("import", str(path)).code == 0
    path.write_text(json.dumps({**line, **change}))
    code, _, err = cli("import", str(path))
    assert code == 1
    assert "log.jsonl:1: " in err


OFFER = "Your 2400 answers say how you forget. Compare it with what was expected?"


@pytest.fixture
def plainly(bring_in, monkeypatch):
    """Say lines to a session in plain mode of a learner with enough answers."""
    cli = bring_in(2400)

    def say(*lines):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code, out, err = cli("study", "d0", "--plain")
        assert (code, err) == (0, "")
        return cli, out

    return say


def test_plain_mode_offers_it_after_a_session_alone(plainly):
    """Never before a question; the end of the input is no yes, and declines nothing."""
    cli, out = plainly("q")
    assert out.splitlines()[-2:] == [OFFER, "y, or an empty line: not now."]
    assert OFFER in plainly("q", "")[1]
    assert "weights" not in cli("export").out


def test_plain_mode_shows_and_adopts_it(plainly):
    """The same comparison as `fit` shows; only a second yes adopts it."""
    cli, out = plainly("q", "y", "y")
    assert "By your own curve: " in out
    assert out.endswith("Your own curve is in use; aide-memoire undo undoes it.\n")
    assert cli("undo").out == "Change of curve undone\n"


def test_plain_mode_does_not_offer_again_what_was_declined(plainly):
    """Not until there are twice as many answers."""
    cli, out = plainly("q", "y", "")
    assert "Go by your own curve? No due day moves" in out
    assert "weights" not in cli("export").out
    assert OFFER not in plainly("q")[1]
