"""The logs of a class in a folder, as `sync` lays them there: `aide-memoire/LEARNER/WRITER/2026-11.jsonl`."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import read_regular_file
from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.event import from_line
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.formatting import counted
from aide_memoire.transfer.class_source import SharedLearner, SharedLog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.event import Event

_ROOT = "aide-memoire"
_NAME = "learner.json"
_LARGEST_NAME = 64 * 1024  # bytes
_LARGEST_LOG = 512 * 2**20
_LONGEST_NAME = 80  # characters


class _LogFile(NamedTuple):
    path: str
    size: int
    changed: int


class ClassFolder:
    """A folder that learners sync to. It is only read, and links in it are not followed."""

    def __init__(self, where: str) -> None:
        """Raises NotFoundError if there is no such folder."""
        self._where = os.path.abspath(os.path.expanduser(where))
        self._root = os.path.join(self._where, _ROOT)
        if not os.path.isdir(self._where):
            raise NotFoundError(
                f"there is no folder {sanitize_line(where)}", "WHERE is the folder that learners sync to"
            )
        if not os.path.isdir(self._root):
            raise NotFoundError(
                f"there is no folder {_ROOT} in {sanitize_line(where)}", "learners make it: aide-memoire sync WHERE"
            )

    def close(self) -> None:
        """Do nothing: no file stays open."""

    def learners(self) -> list[SharedLearner]:
        """Return the learners who have a log or a name there, and those whose folder cannot be read."""
        found = []
        for folder in _folders(self._root):
            path = os.path.join(self._root, folder)
            try:
                logs = _logs(path)
            except OSError:
                found.append(SharedLearner(folder, "", ""))  # `read` tells why
                continue
            if logs or os.path.lexists(os.path.join(path, _NAME)):
                stamp = "\n".join(f"{self._place(each.path)} {each.size} {each.changed}" for each in logs)
                found.append(SharedLearner(folder, _name_in(os.path.join(path, _NAME)), stamp))
        return found

    def read(self, learner: SharedLearner) -> SharedLog:
        """Return all events in the learner's files. A last line that is not whole yet waits."""
        events: list[Event] = []
        passed_over, unreadable = [], []
        try:
            logs = _logs(os.path.join(self._root, learner.id))
        except OSError as error:
            return SharedLog((), (), [f"{self._place(os.fsdecode(error.filename))} cannot be read: {error.strerror}"])
        for each in logs:
            place = self._place(each.path)
            try:
                data = read_regular_file(each.path, _LARGEST_LOG)
            except OSError as error:
                unreadable.append(f"{place} cannot be read: {error.strerror}")
                continue
            bad = list(_read(data, events))
            if bad:
                passed_over.append(
                    f"{place}: {counted(len(bad), 'line')} passed over, as no event; the first is line {bad[0]}"
                )
        return SharedLog(events, passed_over, unreadable)

    def _place(self, path: str) -> str:
        return sanitize_line(os.path.relpath(path, self._root))


def _read(data: bytes, events: list[Event]) -> Iterator[int]:
    """Add the events of a log to `events`. Yields the numbers of the lines that are none."""
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        if line.strip():
            try:
                events.append(from_line(line.decode()))
            except ValueError:
                yield number


def _logs(folder: str) -> list[_LogFile]:
    """Return the logs of a learner's writers; the conflict copy of a log is one more. Raises OSError."""
    found = []
    for writer in _folders(folder):
        for entry in _entries(os.path.join(folder, writer)):
            if ".jsonl" in entry.name.casefold() and not entry.name.startswith(".") and not entry.is_symlink():
                status = entry.stat(follow_symlinks=False)
                found.append(_LogFile(entry.path, status.st_size, status.st_mtime_ns))
    return found


def _folders(path: str) -> list[str]:
    return [each.name for each in _entries(path) if each.is_dir(follow_symlinks=False) and each.name[0] != "."]


def _entries(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        return sorted(entries, key=lambda each: each.name)


def _name_in(path: str) -> str:
    """Return the name that a learner has chosen, or "" if it cannot be read."""
    try:
        row = json.loads(read_regular_file(path, _LARGEST_NAME))
    except (OSError, ValueError, RecursionError):
        return ""
    name = row.get("name") if isinstance(row, dict) else None
    return sanitize_line(name)[:_LONGEST_NAME] if isinstance(name, str) else ""
