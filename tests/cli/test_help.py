"""`help`: each command, and what no single command is about."""

import pytest

from aide_memoire.cli.main import COMMANDS, HELP_TOPICS


@pytest.mark.parametrize("command", [*COMMANDS, "decks add"])
def test_help_on_a_command_is_that_of_the_command(cli, command):
    """`help study` is `study --help`."""
    assert cli("help", *command.split()).out == cli(*command.split(), "--help").out


def test_help_alone_names_commands_and_topics(cli):
    """All that there is to ask for."""
    out = cli("help").out
    assert all(f"  {name}" in out for name in COMMANDS)
    assert all(f"  {name}" in out.partition("topics of")[2] for name in HELP_TOPICS)


@pytest.mark.parametrize(
    ("topic", "says"),
    [
        ("exit-codes", "130   interrupted by Ctrl+C"),
        ("files", "default.sqlite"),
        ("format", "[[card]]"),
        ("keys", "u Ctrl+Z                Undo the last answer or change"),
        ("plain", ":hint"),
    ],
)
def test_a_topic_has_a_page(cli, topic, says):
    """Each topic says what one looks for there."""
    code, out, err = cli("help", topic)
    assert (code, err) == (0, "")
    assert says in out


def test_help_on_nothing_there_is(cli):
    """A slip names the topic that was meant; anything else names them all."""
    assert cli("help", "kees") == (1, "", "aide-memoire: there is no help on “kees”\n  did you mean `keys`?\n")
    assert "there is: exit-codes" in cli("help", "xyzzy\x1b").err
