"""`profiles`: list, create, rename and remove profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.output import print_json
from aide_memoire.core.errors import UsageError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.paths import find_paths
from aide_memoire.profiles import manage
from aide_memoire.workspace import deck_folders

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.cli.main import Call
    from aide_memoire.paths import Paths


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("profiles", "who learns here")
    parser.add_argument("action", nargs="?", choices=["create", "rename", "remove"], help="(default: list them)")
    parser.add_argument("names", nargs="*", metavar="NAME", help="one name; for rename the old one and the new one")
    parser.add_argument("--json", action="store_true", help="the list, as one JSON document")
    return parser


def run(call: Call) -> int:
    options = build_parser().parse_args(call.arguments)
    paths = find_paths(call.data_dir)
    if options.action is None:
        _print(paths, as_json=options.json)
        return 0
    if options.json:
        raise UsageError("--json goes with the list of profiles")
    act, wanted = _ACTIONS[options.action]
    if len(options.names) != wanted:
        raise UsageError(f"profiles {options.action} takes {wanted} NAME{'s' if wanted > 1 else ''}")
    print(sanitize(act(call, paths, *options.names)))
    return 0


def _print(paths: Paths, *, as_json: bool) -> None:
    names = manage.names(paths)
    if as_json:
        print_json({"profiles": [{"name": name, "path": paths.profile(name)} for name in names]})
    else:
        print("\n".join(names))


def _create(call: Call, paths: Paths, name: str) -> str:
    manage.create(paths, name, deck_folders(paths, call.decks))
    return f"created {name}; use it with --profile {name}"


def _rename(_: Call, paths: Paths, old: str, new: str) -> str:
    manage.rename(paths, old, new)
    return f"renamed {old} to {new}"


def _remove(call: Call, paths: Paths, name: str) -> str:
    return f"removed {name}; its progress is kept in {manage.remove(paths, name, call.clock())}"


_ACTIONS: dict[str, tuple[Callable[..., str], int]] = {
    "create": (_create, 1),
    "rename": (_rename, 2),
    "remove": (_remove, 1),
}
