"""`profiles`: who learns here; create, rename and remove one."""

from __future__ import annotations

import os
from itertools import chain, count
from typing import TYPE_CHECKING

from aide_memoire.cli.options import Options
from aide_memoire.core.clean import clean, clean_line
from aide_memoire.core.errors import AideMemoireError, NotFoundError, UsageError
from aide_memoire.opening import deck_places
from aide_memoire.paths import DEFAULT_PROFILE, find_paths, is_profile_name, profile_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.cli.main import Call
    from aide_memoire.paths import Paths

_FILES = ("", "-wal", "-shm")


def run(call: Call) -> int:
    """List the profiles, or change one."""
    parser = Options("profiles", "who learns here")
    parser.add_argument("action", nargs="?", choices=["create", "rename", "remove"])
    parser.add_argument("names", nargs="*", metavar="NAME", help="one name; for rename the old one and the new one")
    options = parser.parse_args(call.arguments)
    paths = find_paths(call.data_dir)
    if options.action is None:
        print("\n".join(sorted({DEFAULT_PROFILE, *profile_names(paths)})))
        return 0
    act, wanted = _ACTIONS[options.action]
    if len(options.names) != wanted:
        raise UsageError(f"profiles {options.action} takes {wanted} NAME{'s' if wanted > 1 else ''}")
    print(clean(act(call, paths, *options.names)))
    return 0


def _create(call: Call, paths: Paths, name: str) -> str:
    _new_name(paths, name)
    from aide_memoire.store.database import connect  # noqa: PLC0415

    connect(paths.profile(name), paths.library(deck_places(paths, call.decks))).close()
    return f"created {name}; use it with --profile {name}"


def _rename(call: Call, paths: Paths, old: str, new: str) -> str:
    _existing(paths, old)
    _new_name(paths, new)
    _move(paths.profile(old), paths.profile(new))
    return f"renamed {old} to {new}"


def _remove(call: Call, paths: Paths, name: str) -> str:
    """Move the profile's file away: the one thing that takes progress out of sight, and it stays on the disk."""
    _existing(paths, name)
    stamp = call.clock().strftime("%Y%m%d-%H%M%S")
    folder = os.path.join(paths.data, "removed")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    path = os.path.join(folder, f"{name}-{stamp}")
    ways = (f"{path}{again}.sqlite" for again in chain([""], (f"-{number}" for number in count(2))))
    kept = next(way for way in ways if not os.path.lexists(way))
    _move(paths.profile(name), kept)
    return f"removed {name}; its progress is kept in {kept}"


def _existing(paths: Paths, name: str) -> None:
    known = profile_names(paths)
    if name not in known:
        raise NotFoundError(f"there is no profile “{clean_line(name)}”", f"there is: {', '.join(known) or 'none yet'}")


def _new_name(paths: Paths, name: str) -> None:
    if not is_profile_name(name):
        raise AideMemoireError(
            f"“{clean_line(name)}” cannot be a profile's name", "use small letters, digits and - (at most 63)"
        )
    if name in profile_names(paths):
        raise AideMemoireError(f"there is a profile “{name}” already")


def _move(old: str, new: str) -> None:
    """Move a profile with its write-ahead log, which may hold the newest answers."""
    from aide_memoire.store.database import fold_log_in, told  # noqa: PLC0415

    fold_log_in(old)
    with told():
        for ending in _FILES:
            if os.path.exists(old + ending):
                os.replace(old + ending, new + ending)


_ACTIONS: dict[str, tuple[Callable[..., str], int]] = {
    "create": (_create, 1),
    "rename": (_rename, 2),
    "remove": (_remove, 1),
}
