"""Works that write, each run in a process of its own that can be killed at any moment.

A warm process forks for each, so that five hundred of them take no longer than their work: it reads one JSON
document a line, and answers with the fork's process id, then with how it ended.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.cli.main import main
from aide_memoire.config.files import write_setting
from aide_memoire.paths import find_paths
from aide_memoire.profiles.backups import back_up

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


for _name in ("cli.doctor", "cli.import_", "cli.plain", "cli.profiles", "cli.reset", "cli.sync", "study.session"):
    import_module(f"aide_memoire.{_name}")  # what the works import anyway, once for all
with suppress(ImportError):  # psycopg need not be there
    import_module("aide_memoire.sync.postgres")


def command(*arguments: str) -> int:
    """Run the program itself."""
    return main(list(arguments))


def save_note(path: str, note: str) -> int:
    """Put a note's text in the place of a deck's first."""
    editing = DeckEditor(path)
    editing.save(next(each for each in editing.entries() if each.is_note), note)
    return 0


def set_limit(path: str, value: int) -> int:
    """Change a setting."""
    write_setting(path, "new_per_day", value)
    return 0


def back_up_day(data: str, day: int) -> int:
    """Make the backup of a day."""
    return 0 if back_up(find_paths(data), "default", day) else 1


WORKS: dict[str, Callable[..., int]] = {each.__name__: each for each in (command, save_note, set_limit, back_up_day)}


def serve() -> None:
    """Fork for every line, until there are no more."""
    for line in sys.stdin:
        name, arguments, given, folder = json.loads(line)
        process = os.fork()
        if not process:
            _do(name, arguments, given, folder)
        print(process, flush=True)
        sys.stdin.readline()  # until then it can be killed by its number, ended or not
        print(os.waitpid(process, 0)[1], flush=True)


def _do(name: str, arguments: Sequence[str | int], given: str, folder: str) -> None:
    code = 99
    try:
        os.chdir(folder)
        ours, theirs = os.pipe()
        os.write(theirs, given.encode())
        os.close(theirs)
        os.dup2(ours, 0)
        os.dup2(os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.dup2(1, 2)
        sys.stdin = io.TextIOWrapper(io.FileIO(0), "utf-8")
        sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(number, "w"), "utf-8") for number in (1, 2))
        code = WORKS[name](*arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as error:
        os.write(2, repr(error).encode())
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
