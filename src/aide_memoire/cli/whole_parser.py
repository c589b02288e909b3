"""The parsers of all commands as one, for what describes or completes the whole command line.

No command is run by it: `cli/main.py` finds the command first, and that builds its own parser alone.
"""

from __future__ import annotations

from argparse import SUPPRESS
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import COMMANDS, GLOBAL_OPTIONS, SUBCOMMANDS, module_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def whole_parser(wanted: Collection[str] = tuple(COMMANDS)) -> ArgumentParser:
    """Return a parser that takes each command as a subparser; those that are not `wanted` have no arguments yet."""
    parser = ArgumentParser("", "Teaches facts for good, in a terminal. Without a command it opens the app.")
    parser.prog = "aide-memoire"
    add_global_options(parser)
    _add_commands(parser, COMMANDS, wanted)
    return parser


def add_global_options(parser: ArgumentParser) -> None:
    """Add the options that every command takes, before it or after it."""
    for name, (metavar, does) in GLOBAL_OPTIONS.items():
        if metavar:
            parser.add_argument(name, dest=name, metavar=metavar, action="append", default=SUPPRESS, help=does)
        else:
            parser.add_argument(name, dest=name, action="store_true", default=SUPPRESS, help=does)


def build_parser(command: str) -> ArgumentParser:
    """Return the parser of a command, which may be a subcommand such as "decks add"."""
    module = import_module(module_of(command))
    parser: ArgumentParser = module.build_parser()
    return parser


def subcommands(command: str) -> list[str]:
    """Return the subcommands of a command, as `build_parser` takes them."""
    return [f"{command} {below}" for below in SUBCOMMANDS.get(command, ())]


def _add_commands(
    parser: ArgumentParser, commands: Mapping[str, str], wanted: Collection[str], above: str = ""
) -> None:
    """Let a parser take commands: those of the program, or the subcommands of the command `above`."""

    def make(**given: Any) -> ArgumentParser:
        name = given["prog"].removeprefix("aide-memoire ")
        if not set(name.split()) & set(wanted):
            return ArgumentParser(name, "")
        own = build_parser(name)
        add_global_options(own)
        if name in SUBCOMMANDS:
            _add_commands(own, SUBCOMMANDS[name], wanted, name)
        return own

    subparsers = parser.add_subparsers(
        metavar="COMMAND", prog=f"aide-memoire {above}".strip(), parser_class=cast("type[ArgumentParser]", make)
    )
    for name, does in commands.items():
        subparsers.add_parser(name, help=does)
