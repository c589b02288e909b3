"""What a shell's completion offers: commands and options from the parsers, decks, cards and tags from the index.

The script of `aide-memoire completions SHELL` runs the program with the line typed so far; argcomplete knows how each
shell passes it, and how it wants its words quoted.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from argcomplete.completers import BaseCompleter, DirectoriesCompleter, FilesCompleter
from argcomplete.finders import CompletionFinder

from aide_memoire.cli.main import COMMANDS, HELP_TOPICS, Call, local_now, random_bits
from aide_memoire.cli.whole_parser import whole_parser
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.setting_kinds import OneOf
from aide_memoire.core.setting_table import BY_KEY
from aide_memoire.paths import find_paths
from aide_memoire.profiles import manage
from aide_memoire.store import deck_files, names

if TYPE_CHECKING:
    from argparse import Action, ArgumentParser, Namespace
    from collections.abc import Callable, Iterable
    from sqlite3 import Connection

_FEW = 3
_MOST = 500
"""How many names are offered at most: a shell asks before it shows more than a screen."""


def complete(leave: Callable[[int], None] = os._exit) -> None:
    """Write what can stand next on the line that the environment holds, and leave."""
    parser = whole_parser(os.environ.get("COMP_LINE", "").split())
    nothing = _Nothing()
    for action in (each for each in _actions(parser) if not each.choices):
        action.completer = COMPLETERS.get(_metavar(action), nothing)  # type: ignore[attr-defined]
    CompletionFinder()(parser, always_complete_options=False, default_completer=nothing, exit_method=leave)


def _actions(parser: ArgumentParser) -> Iterable[Action]:
    for action in parser._actions:  # argparse has no public list of them
        yield action
        if isinstance(action.choices, dict):
            for below in action.choices.values():
                if hasattr(below, "_actions"):
                    yield from _actions(below)


def _metavar(action: Action) -> str:
    return action.metavar if isinstance(action.metavar, str) else ""


class _Nothing(BaseCompleter):
    """The completer of what has no names, such as a number."""

    def __call__(self, *_: Any, **__: Any) -> list[str]:
        return []


def _from_index(read: Callable[[Connection, str], list[str]]) -> Callable[..., list[str]]:
    """Return a completer that reads the index of the decks; where it cannot, it offers nothing."""

    def completer(prefix: str, parsed_args: Namespace, **_: Any) -> list[str]:
        try:
            with _call(parsed_args).workspace() as workspace:
                return [sanitize(name) for name in read(workspace.db, prefix)]
        except (AideMemoireError, OSError):
            return []

    return completer


def _call(options: Namespace) -> Call:
    """Return the call of a command with the options for every command that the line has so far."""
    given = vars(options)
    return Call(
        arguments=(),
        profile=given.get("--profile", ["default"])[-1],
        decks=tuple(given.get("--decks", ())),
        data_dir=given.get("--data-dir", [os.environ.get("AIDE_MEMOIRE_DATA_DIR", "")])[-1] or None,
        clock=local_now,
        entropy=random_bits,
    )


def _profiles(parsed_args: Namespace, **_: Any) -> list[str]:
    try:
        return manage.names(find_paths(_call(parsed_args).data_dir))
    except (AideMemoireError, OSError):
        return []


def _decks(db: Connection, _: str) -> list[str]:
    return [entry.deck for entry in deck_files.deck_files(db) if entry.live]


def _cards(db: Connection, prefix: str) -> list[str]:
    """Return decks with a slash behind; then the notes of one; once these are few, their cards too.

    They must come before the # is typed: argcomplete takes what follows that for a comment.
    """
    if "/" not in prefix:
        return [f"{deck}/" for deck in _decks(db, prefix)]
    notes = names.notes_beginning(db, prefix, _MOST)
    return notes + (names.cards_beginning(db, prefix, _MOST) if len(notes) <= _FEW else [])


def _decks_and_cards(db: Connection, prefix: str) -> list[str]:
    return [*_decks(db, prefix), *_cards(db, prefix)] if "/" not in prefix else _cards(db, prefix)


def _tags(db: Connection, _: str) -> list[str]:
    return names.tags(db)


def _values(parsed_args: Namespace, **_: Any) -> list[str]:
    """Return what the setting that the line names can be, where that is one of a few words."""
    setting = BY_KEY.get(getattr(parsed_args, "key", ""))
    if setting and setting.key == "theme":
        from aide_memoire.ui.themes import theme_names  # noqa: PLC0415  Textual, for its list of themes alone

        return theme_names(find_paths(_call(parsed_args).data_dir).themes)
    return list(setting.takes.values) if setting and isinstance(setting.takes, OneOf) else []


_FILES = FilesCompleter()
_FOLDERS = DirectoriesCompleter()
COMPLETERS: dict[str, Any] = {
    "TOPIC": lambda **_: [*HELP_TOPICS, *COMMANDS],
    "DECK": _from_index(_decks),
    "CARD": _from_index(_cards),
    "DECK[/NOTE]": _from_index(_decks_and_cards),
    "DECK|NOTE|CARD": _from_index(_decks_and_cards),
    "TAG": _from_index(_tags),
    "NAME": _profiles,
    "KEY": lambda **_: list(BY_KEY),
    "VALUE": _values,
    **dict.fromkeys(("DIR", "WHERE"), _FOLDERS),
    **dict.fromkeys(("FILE", "PATH", "DECK.toml", "FOLDER|ZIP", "TEXT", "OLD"), _FILES),
}
"""By what an argument is called in the help."""
