"""Parse and check the arguments of commands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn

from aide_memoire.core.errors import NotFoundError, UsageError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.store import deck_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aide_memoire.workspace import Workspace


_UNKNOWN = "unrecognized arguments: "  # as argparse begins that message
A_CARD = "treaties/li-lobanov#when"


class ArgumentParser(argparse.ArgumentParser):
    """The parser of one command. Raises UsageError for a mistake; does not accept abbreviated options."""

    def __init__(self, command: str, does: str) -> None:
        super().__init__(
            prog=f"aide-memoire {command}",
            description=does,
            epilog="Options for every command: aide-memoire --help",
            allow_abbrev=False,
        )
        self._command = command or "aide-memoire"

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of exiting, and name the option that may have been meant."""
        if message.startswith(_UNKNOWN):
            raise self._unknown(message.removeprefix(_UNKNOWN).partition(" ")[0])
        raise UsageError(message, self.format_usage().strip())

    def _unknown(self, given: str) -> UsageError:
        """Return the error for what no option and no argument of this command takes."""
        usage = self.format_usage().strip()
        if not given.startswith("-"):
            return UsageError(f"{self._command} takes no “{sanitize_line(given)}”", usage)
        name = given.partition("=")[0]
        meant = did_you_mean(name, [option for action in self._actions for option in action.option_strings])
        return UsageError(f"{self._command} has no option {sanitize_line(name)}", meant or usage)


def positive_int(text: str) -> int:
    """Return the number in the text, which must be at least 1. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdecimal() and int(text[:9]) > 0 and len(text) < 9):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1 on")
    return int(text)


def add_decks(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name decks."""
    parser.add_argument(
        "decks", nargs="*", metavar="DECK", help="these decks alone: an id, or a beginning of a title (default: all)"
    )


def add_targets(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name cards."""
    parser.add_argument("names", nargs="*", metavar="DECK|NOTE|CARD", help=f"such as treaties or {A_CARD}")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="all cards with this tag (repeatable; default: none)"
    )


def read_targets(parser: ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments of a command on cards. Raises UsageError if no card is named."""
    options = parser.parse_args(arguments)
    if not (options.names or options.tag):
        parser.error("name the cards, or give --tag")
    return options


def find_decks(workspace: Workspace, names: Sequence[str]) -> list[str]:
    """Return the ids of the studied decks that are meant: by id, or by any beginning of an id or of a word of a title.

    Raises NotFoundError for a name that fits no studied deck, or several.
    """
    titles = {entry.deck: entry.title for entry in deck_files.deck_files(workspace.db) if entry.live}
    return list(dict.fromkeys(_find_deck(name, titles) for name in names))


def _find_deck(name: str, titles: Mapping[str, str]) -> str:
    if name in titles:
        return name
    wanted = name.casefold().strip()
    fitting = [deck for deck, title in titles.items() if wanted and _fits(wanted, deck, title)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise NotFoundError(f"“{sanitize_line(name)}” fits more than one deck", f"which: {', '.join(fitting)}?")
    raise NotFoundError(
        f"there is no deck “{sanitize_line(name)}”",
        did_you_mean(name, titles) or f"there is: {', '.join(titles) or 'none yet'}",
    )


def _fits(wanted: str, deck: str, title: str) -> bool:
    return any(
        f" {text.casefold()}".replace("-", " ").find(f" {wanted.replace('-', ' ')}") >= 0 for text in (deck, title)
    )
