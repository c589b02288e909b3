"""A folder that another program carries from device to device, as a transport.

`aide-memoire/LEARNER/WRITER/2026-11.jsonl` has the events of a month that came into the log of one device. Only that
device writes it. Beside it `device.json` has the name of the machine, and `learner.json` that of the learner.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from aide_memoire.atomic_files import create_file, read_regular_file
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.sync.log_file import Cursor, read_on
from aide_memoire.sync.own_logs import push_to
from aide_memoire.sync.transport import Batch, Device, Learner, Pushed, SyncError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aide_memoire.store.outbox import Outbox
    from aide_memoire.sync.transport import Result

ROOT = "aide-memoire"
_LEARNER, _DEVICE = "learner.json", "device.json"
_LEARNER_ID = re.compile(r"[0-9a-f]{16,64}", re.ASCII)
_WRITER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}", re.ASCII)
_OURS = re.compile(r".*\.jsonl.*|(learner|device)\b.*\.json|\.aide-memoire-.*\.part", re.IGNORECASE)
_LARGEST = 64 * 1024  # bytes
_LONGEST = 80  # characters of a name


class Folder:
    """The transport of a folder."""

    user = ""

    def __init__(self, place: str) -> None:
        """Raises SyncError if there is no such folder, or if its name has controls or is not UTF-8."""
        self.place = os.path.realpath(os.path.expanduser(place))
        if sanitize(self.place) != self.place:
            raise SyncError(f"{sanitize(self.place)} cannot be kept as a place: its name is no plain text", "rename it")
        self._root = os.path.join(self.place, ROOT)
        if not os.path.isdir(self.place):
            what = "is not a folder" if os.path.exists(self.place) else "is not there"
            raise SyncError(f"{sanitize(self.place)} {what}", "make the folder, or look whether its disk is there")

    def learners(self) -> list[Learner]:
        """Return the learners that are there, in the order of their names."""
        with _reaching():
            names = [name for name in _folders(self._root) if _LEARNER_ID.fullmatch(name)]
            found = [Learner(name, _name_in(self._path(name, _LEARNER))) for name in names if self._is_learner(name)]
        return sorted(found, key=lambda learner: (learner.label, learner.id))

    def devices(self, learner: str) -> list[Device]:
        """Return the writers of a learner."""
        with _reaching():
            names = [name for name in _folders(self._path(learner)) if _WRITER_ID.fullmatch(name)]
            return [Device(name, _name_in(self._path(learner, name, _DEVICE))) for name in names]

    def enter(self, learner: Learner, device: Device) -> None:
        """Make the folders and the names that are missing."""
        with _reaching():
            for folder in (self._root, self._path(learner.id), self._path(learner.id, device.id)):
                _make_private(folder)
            _write_name(self._path(learner.id, _LEARNER), learner.name, keep=True)
            _write_name(self._path(learner.id, device.id, _DEVICE), device.name, keep=False)

    def pull(self, learner: str, cursors: Mapping[str, str]) -> Iterator[Batch]:
        """Yield what the logs have beyond the cursors; a conflict copy of a log is one more log."""
        with _reaching():
            logs = [(writer, name) for writer in _folders(self._path(learner)) for name in self._logs(learner, writer)]
        for writer, name in logs:
            source = sanitize(f"{writer}/{name}")
            try:
                for piece in read_on(self._path(learner, writer, name), _cursor(cursors.get(source, ""))):
                    yield Batch(sanitize(writer), source, piece.events, piece.cursor.text, piece.unreadable)
            except FileNotFoundError:  # the program that carries it has just taken it away
                continue
            except OSError as error:
                yield Batch(sanitize(writer), source, (), "", trouble=error.strerror or str(error))

    def push(
        self, learner: str, writer: str, outbox: Outbox, sent: str, _results: Callable[[], Sequence[Result]]
    ) -> Pushed:
        """Add to the logs of this writer what they lack. Results are worked out from these by who reads them."""
        with _reaching():
            pushed = push_to(self._path(learner, writer), outbox, sent)
        return pushed._replace(cursors={f"{writer}/{name}": cursor for name, cursor in pushed.cursors.items()})

    def leave(self, learner: str) -> list[str]:
        """Delete the learner's folder, without the files of others in it, whose paths are returned."""
        with _reaching():
            for folder, _, names in os.walk(self._path(learner), topdown=False):
                for name in names:
                    if _OURS.fullmatch(name):
                        os.unlink(os.path.join(folder, name))
                with suppress(OSError):  # something of others is in it
                    os.rmdir(folder)
            with suppress(OSError):
                os.rmdir(self._root)
            return [os.path.join(folder, name) for folder, _, names in os.walk(self._path(learner)) for name in names]

    def close(self) -> None:
        """Do nothing: no file stays open."""

    def _path(self, *names: str) -> str:
        return os.path.join(self._root, *names)

    def _is_learner(self, name: str) -> bool:
        """Return whether a folder has anything of a learner: an empty one may be left behind."""
        return os.path.lexists(self._path(name, _LEARNER)) or any(
            self._logs(name, writer) for writer in _folders(self._path(name))
        )

    def _logs(self, learner: str, writer: str) -> list[str]:
        names = os.listdir(self._path(learner, writer))
        return sorted(name for name in names if ".jsonl" in name.lower() and not name.startswith("."))


@contextmanager
def _reaching() -> Iterator[None]:
    """Raise the errors of the operating system as a SyncError."""
    try:
        yield
    except OSError as error:
        where = f" ({sanitize(os.fsdecode(error.filename))})" if error.filename else ""
        raise SyncError(
            f"{error.strerror or error}{where}", "nothing is lost: what is missing there goes out with the next sync"
        ) from error


def _cursor(text: str) -> Cursor:
    try:
        return Cursor.from_text(text)
    except (ValueError, TypeError):  # of another version: read it all again
        return Cursor()


def _folders(path: str) -> list[str]:
    """Return the names of the folders in a folder; none where there is none."""
    try:
        with os.scandir(path) as entries:
            found = [each.name for each in entries if each.is_dir(follow_symlinks=False)]
    except FileNotFoundError:
        return []
    return sorted(name for name in found if not name.startswith("."))


def _make_private(folder: str) -> None:
    """Make a folder for its owner alone, if there is none. A link is refused: it might lead anywhere."""
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    if os.path.islink(folder) or not os.path.isdir(folder):
        raise NotADirectoryError(0, "not a folder", folder)


def _name_in(path: str) -> str:
    """Return the name that a file gives to a learner or a device, or "" if it cannot be read."""
    try:
        row = json.loads(read_regular_file(path, _LARGEST))
    except (OSError, ValueError, RecursionError):
        return ""
    name = row.get("name") if isinstance(row, dict) else None
    return sanitize_line(name)[:_LONGEST] if isinstance(name, str) else ""


def _write_name(path: str, name: str, *, keep: bool) -> None:
    """Write the name, unless it stands there already, or with `keep` any other name."""
    found = _name_in(path)
    if not name or found == name or (keep and found):
        return
    with suppress(FileNotFoundError):
        os.unlink(path)  # it may be a link, which is not followed
    create_file(path, f"{json.dumps({'v': 1, 'name': name}, ensure_ascii=False)}\n".encode(), 0o600)
