"""`config`: the settings: which hold and why, one of them changed, their files, and these in an editor."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aide_memoire import atomic_files
from aide_memoire.cli.arguments import ArgumentParser, find_decks
from aide_memoire.cli.editor import open_editor, wants_again
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.config.documented import documented_file
from aide_memoire.config.files import read_file, read_settings, remove_setting, write_setting
from aide_memoire.config.themes import read_themes
from aide_memoire.core.errors import NotFoundError, SettingsError, UsageError
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.setting_table import BY_KEY, DECK_SETTINGS, read_value, unknown_key, value_text
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.paths import find_paths, find_profile
from aide_memoire.reports.settings import own_settings, settings_in_force

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.paths import Paths
    from aide_memoire.reports.settings import InForce, Origin
    from aide_memoire.workspace import Workspace

_ORIGINS: dict[Origin, str] = {
    "this deck": "deck",
    "this deck, everyone's": "deck-everyone",
    "yours": "profile",
    "everyone's": "everyone",
    "default": "default",
}
"""What a program is told of where a value comes from."""

DECK_KEYS = [setting.key for setting in DECK_SETTINGS]


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("config", "the settings in force and where each comes from; change one")
    parser.add_argument("action", nargs="?", choices=_ACTIONS, default="get", help="(default: get)")
    parser.add_argument("key", nargs="?", metavar="KEY", help="a setting, such as new_per_day (default: all)")
    parser.add_argument("value", nargs="*", metavar="VALUE", help="such as 20, 0.9, typed, or sunday 2026-12-24")
    parser.add_argument("--deck", metavar="DECK", help="what is set for one deck (default: for all)")
    parser.add_argument(
        "--everyone", action="store_true", help="set, unset or edit it in config.toml, which all profiles share"
    )
    parser.add_argument("--json", action="store_true", help="the settings, as one JSON document")
    return parser


def run(call: Call) -> int:
    options = _parse(call.arguments)
    return _ACTIONS[options.action](call, options)


def _parse(arguments: Sequence[str]) -> Namespace:
    parser = build_parser()
    options = parser.parse_intermixed_args(arguments)
    wants_key, wants_value = options.action in ("set", "unset"), options.action == "set"
    if (wants_key and not options.key) or bool(options.value) != wants_value:
        parser.error("config set takes a KEY and a VALUE, config unset and get a KEY")
    if options.action in ("path", "edit") and (options.key or options.deck is not None):
        parser.error(f"config {options.action} takes no setting and no deck")
    if options.everyone and options.action == "get":
        parser.error("--everyone goes with set, unset, path and edit; get tells where each value is from")
    if options.json and options.action != "get":
        parser.error("--json goes with config get")
    if options.key and options.key not in (DECK_KEYS if options.deck is not None else BY_KEY):
        raise NotFoundError(*map(sanitize_line, unknown_key(options.key, of_deck=options.deck is not None)))
    return options


def _get(call: Call, options: Namespace) -> int:
    """Print all settings, or one: its value alone, as `config set` takes it."""
    with call.workspace() as workspace:
        deck = _deck(workspace, options)
        for problem in () if options.key else read_themes(workspace.paths.themes).problems:
            tell(f"aide-memoire: {problem.text}")
        rows = settings_in_force(workspace, deck, kept=True)
        rows = [row for row in rows if options.key in (None, row.setting.key)]
        if options.json:
            print_json(_document(workspace, deck, rows))
        elif options.key:
            print(value_text(rows[0].value))
        else:
            _print(workspace, deck, rows)
    return 0


def _deck(workspace: Workspace, options: Namespace) -> str:
    """Return the id of the deck that is meant; one that has left may still have settings. "" for all decks."""
    if options.deck is None or options.deck in workspace.settings.decks:
        return options.deck or ""
    return find_decks(workspace, [options.deck])[0]


def _print(workspace: Workspace, deck: str, rows: Sequence[InForce]) -> None:
    key, value = (
        max(map(len, column)) for column in zip(*((row.setting.key, _shown(row)) for row in rows), strict=True)
    )
    for row in rows:
        print(f"{row.setting.key:<{key}}  {_shown(row):<{value}}  {row.origin}")
    for each in () if deck else sorted(workspace.settings.decks):
        print(f"{each}: {own_settings(workspace.settings, each)}")


def _shown(row: InForce) -> str:
    return value_text(row.value) or "none"


def _document(workspace: Workspace, deck: str, rows: Sequence[InForce]) -> dict[str, Any]:
    everyone, profile = workspace.paths.settings_files(workspace.profile)
    settings = [
        {
            "key": row.setting.key,
            "value": row.value,
            "origin": _ORIGINS[row.origin],
            "default": row.setting.default,
            "means": row.setting.means,
        }
        for row in rows
    ]
    decks = [] if deck else sorted(workspace.settings.decks)
    return {
        "profile": workspace.profile,
        "deck": deck or None,
        "settings": settings,
        "decks_with_own": decks,
        "files": {"everyone": everyone, "profile": profile},
    }


def _set(call: Call, options: Namespace) -> int:
    """Set one setting, and say what it was. Raises UsageError for a value that it cannot have."""
    try:
        value = read_value(options.key, " ".join(options.value) if _is_one(options) else ", ".join(options.value))
    except ValueError as error:
        raise UsageError(str(error)) from None
    if options.key == "theme":
        _check_theme(find_paths(call.data_dir), value)
    return _change(call, options, lambda path, deck: write_setting(path, options.key, value, deck), value)


def _is_one(options: Namespace) -> bool:
    """Return whether the setting has one value, and no list of them."""
    return not isinstance(BY_KEY[options.key].default, tuple)


def _check_theme(paths: Paths, name: str) -> None:
    from aide_memoire.ui.themes import theme_names  # noqa: PLC0415  Textual, for its list of themes alone

    names = theme_names(paths.themes)
    if name not in names:
        raise NotFoundError(f"there is no theme “{name}”", did_you_mean(name, names) or f"there is: {', '.join(names)}")


def _unset(call: Call, options: Namespace) -> int:
    """Take one setting out of its file, so that what stands behind it holds again."""
    return _change(call, options, lambda path, deck: remove_setting(path, options.key, deck))


def _change(call: Call, options: Namespace, write: Callable[[str, str], None], value: Any = None) -> int:
    """Write to the file that is meant, and print what is in force then."""
    with call.workspace() as workspace:
        deck = _deck(workspace, options)
        before = _row(workspace, options.key, deck)
        write(_file(workspace.paths, call, options), deck)
        settings, _ = read_settings(workspace.paths.settings_files(workspace.profile))
        now = _row(workspace._replace(settings=settings), options.key, deck)
    print(f"{options.key} = {_shown(now)}  ({now.origin}; it was {_shown(before)})")
    if value is not None and now.value != value:
        tell(f"{value_text(value)} is written, and {_shown(now)} goes before it: {now.origin}")
    return 0


def _row(workspace: Workspace, key: str, deck: str) -> InForce:
    return next(row for row in settings_in_force(workspace, deck, kept=True) if row.setting.key == key)


def _file(paths: Paths, call: Call, options: Namespace) -> str:
    return paths.settings if options.everyone else paths.profile_settings(call.profile)


def _path(call: Call, options: Namespace) -> int:
    """Print where the settings are, that of everyone first; the files need not be there yet."""
    paths = find_paths(call.data_dir)
    find_profile(paths, call.profile)
    everyone, profile = paths.settings_files(call.profile)
    print(sanitize(everyone if options.everyone else f"{everyone}\n{profile}"))
    return 0


def _edit(call: Call, options: Namespace) -> int:
    """Open the file in the learner's editor, and say what cannot be used; a new one explains all settings."""
    paths = find_paths(call.data_dir)
    find_profile(paths, call.profile)
    path = _file(paths, call, options)
    begun = _begin(path)
    try:
        open_editor(path, 1, "the file")
    finally:
        if begun and _is_untouched(path, begun):
            os.remove(path)
            tell("nothing was changed, so no file is kept")
    return _check(path)


def _check(path: str) -> int:
    """Say what in the file cannot be used, and offer to open it there until all is well. Returns the exit code."""
    while lines := _problems(path):
        for text in lines.values():
            tell(text)
        if not wants_again(len(lines)):
            return 1
        open_editor(path, next(iter(lines)), "the file")
    return 0


def _is_untouched(path: str, begun: bytes) -> bool:
    with suppress(OSError):
        return atomic_files.read_regular_file(path, len(begun)) == begun
    return False


def _begin(path: str) -> bytes:
    """Make the file if it is not there. Returns what is in it then, else nothing."""
    if os.path.lexists(path):
        return b""
    text = documented_file().encode()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    atomic_files.create_file(path, text)
    return text


def _problems(path: str) -> dict[int, str]:
    """Return what in a file cannot be used, by its line."""
    try:
        return {problem.line: problem.text for problem in read_file(path).problems}
    except SettingsError as error:
        return {1: f"{error.message}\n  {error.hint}"}


_ACTIONS: dict[str, Callable[[Call, Namespace], int]] = {
    "get": _get,
    "set": _set,
    "unset": _unset,
    "path": _path,
    "edit": _edit,
}
