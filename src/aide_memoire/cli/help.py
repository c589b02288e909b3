"""`help`: the help of a command, or a page on what no single command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire import paths, workspace
from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import COMMANDS, EXIT_CODES, HELP_TOPICS, SUBCOMMANDS, help_page
from aide_memoire.cli.plain import HELP
from aide_memoire.cli.whole_parser import build_parser as parser_of
from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.schema import deck_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("help", f"help on a command, or on a topic: {', '.join(HELP_TOPICS)}")
    parser.add_argument("topic", nargs="*", metavar="TOPIC", help="a command or a topic (default: all commands)")
    return parser


def run(call: Call) -> int:
    """Print the page. Raises NotFoundError for a topic that there is none of."""
    topic = " ".join(build_parser().parse_args(call.arguments).topic)
    print(sanitize(_page(call, topic)).strip())
    return 0


def _page(call: Call, topic: str) -> str:
    if not topic:
        rows = "\n".join(f"  {name:<12} {about}" for name, about in HELP_TOPICS.items())
        return f"{help_page()}\n\ntopics of `aide-memoire help TOPIC`:\n{rows}"
    if topic in _PAGES:
        return _PAGES[topic](call)
    commands = [*COMMANDS, *(f"{above} {below}" for above, names in SUBCOMMANDS.items() for below in names)]
    if topic in commands:
        return parser_of(topic).format_help()
    hint = did_you_mean(topic, [*HELP_TOPICS, *commands]) or f"there is: {', '.join(HELP_TOPICS)}, and each command"
    raise NotFoundError(f"there is no help on “{sanitize_line(topic)}”", hint)


def _exit_codes(_: Call) -> str:
    return "\n".join(f"{code:<5} {means}" for code, means in EXIT_CODES.items())


def _plain(_: Call) -> str:
    return f"`study --plain` asks line by line, for screen readers and pipes.\n\n{HELP}"


def _files(call: Call) -> str:
    """Return where this learner's files lie; reads none of them."""
    places = paths.find_paths(call.data_dir)
    rows = {
        "progress": places.profile(call.profile),
        "backups": places.backups(call.profile),
        "settings, all learners": places.settings,
        "settings, this learner": places.profile_settings(call.profile),
        "themes": places.themes,
        "decks": "\n".join(workspace.deck_folders(places, call.decks)),
    }
    lines = (f"{name:<24}{path}" for name, paths_of in rows.items() for path in paths_of.split("\n"))
    return "\n".join(lines) + "\n\nThe index of the decks lies in the cache and can be deleted at any time."


def _keys(_: Call) -> str:
    from aide_memoire.ui.key_table import key_table  # noqa: PLC0415  all screens, for a page

    return "\n".join(f"{' '.join(keys):<24}{does}" for keys, does in key_table())


def _format(_: Call) -> str:
    lines = []
    for name, block in deck_schema()["properties"].items():
        items = block.get("items", block)
        head = f"[[{name}]]" if block.get("type") == "array" else f"[{name}]"
        lines += ["", f"{head}  {items.get('description') or block.get('description', '')}"]
        lines += [f"  {key:<18}{value.get('description', '')}" for key, value in items.get("properties", {}).items()]
    return "\n".join([*lines, "", "`aide-memoire new deck.toml` writes one with each kind of note shown once."])


_PAGES: dict[str, Callable[[Call], str]] = {
    "exit-codes": _exit_codes,
    "files": _files,
    "format": _format,
    "keys": _keys,
    "plain": _plain,
}
