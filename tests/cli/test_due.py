"""`due`: what is left for today."""

import pytest


def test_due_counts_questions(cli):
    """New ones at first: a group counts once, and of two siblings one."""
    assert cli("due") == (0, "0 due, 3 new\n  blocs        0 due     1 new\n  treaties     0 due     2 new\n", "")


def test_due_json(cli):
    """One document with the study day, the sums and each deck, in just these keys."""
    code, _, err = result = cli("due", "--json")
    assert (code, err) == (0, "")
    assert result.json == {
        "v": 1,
        "day": "2024-05-14",
        "due": 0,
        "new": 3,
        "decks": [
            {"id": "blocs", "due": 0, "new": 1, "learning": 0},
            {"id": "treaties", "due": 0, "new": 2, "learning": 0},
        ],
    }


def test_an_exit_code_says_whether_something_is_left(cli):
    """3 if so, where it is asked for; what is printed stays the same, and mistakes keep their own codes."""
    left = cli("due", "--exit-code")
    assert (left.code, left.out) == (3, cli("due").out)
    as_json = cli("due", "--exit-code", "--json")
    assert (as_json.code, as_json.json) == (3, cli("due", "--json").json)
    cli.answer(4, 4, 4)
    assert cli("due", "--exit-code") == (0, "nothing is due today\n", "")
    assert cli("due", "--exit-codes").code == 2
    assert cli("due", "--exit-code", "--profile", "nobody").code == 1


def test_learning_is_counted_within_due(cli):
    """A question in its learning steps is due, not new."""
    cli.answer(1, decks=["treaties"])
    assert cli("due", "--json").json["decks"][1] == {"id": "treaties", "due": 1, "new": 1, "learning": 1}


def test_a_finished_day_says_so(cli):
    """With every question known at once nothing is left, and --json says the same in figures."""
    cli.answer(4, 4, 4)
    assert cli("due").out == "nothing is due today\n"
    assert (cli("due", "--json").json["due"], cli("due", "--json").json["new"]) == (0, 0)


def test_due_keeps_to_the_limits(cli):
    """What the settings leave out for today is not counted."""
    cli.data.mkdir()
    (cli.data / "config.toml").write_text("new_per_day = 2\n")
    assert cli("due").out.startswith("0 due, 2 new\n")


def settings(cli, text):
    cli.data.mkdir(exist_ok=True)
    (cli.data / "config.toml").write_text(text)


def test_a_limit_of_a_deck_is_told(cli):
    """Where it acts."""
    settings(cli, "[decks.treaties]\nnew_per_day = 1\n")
    assert cli("due").out == (
        "0 due, 2 new\n  blocs        0 due     1 new\n  treaties     0 due     1 new  (at most 1 new a day)\n"
    )


def test_a_day_off_and_an_easy_day_are_told(cli):
    """On a Tuesday."""
    settings(cli, 'days_off = ["tuesday"]\n')
    assert cli("due").out == "nothing is due today, a day off\n"
    settings(cli, 'easy_days = ["tuesday"]\nnew_per_day = 4\n')
    assert cli("due").out.startswith("0 due, 2 new (an easy day: half of the new ones)\n")


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("blocs", "due takes no “blocs”\n  usage: aide-memoire due [-h] [--json] [--exit-code]"),
        ("--jsonn", "due has no option --jsonn\n  did you mean `--json`?"),
        (
            "--json=1",
            "argument --json: ignored explicit argument '1'\n  usage: aide-memoire due [-h] [--json] [--exit-code]",
        ),
    ],
)
def test_due_takes_nothing_else(cli, extra, told):
    """An argument that it does not know is an error of usage, and an option like one that there is names that."""
    assert cli("due", extra) == (2, "", f"aide-memoire: {told}\n")


def test_due_changes_no_progress(cli):
    """Asking what is due is no action: nothing is there to undo, and the log stays empty."""
    cli("due")
    assert cli("undo").out == "there is nothing to undo\n"
    assert cli("export").out == ""
