"""Windows's rules for files, kept to on another system.

What is open cannot be moved, replaced or deleted; nor can what is read-only be replaced. A file that is open for
reading alone cannot be flushed, and no folder can be opened. `LIKE_WINDOWS=1 python -m pytest` runs all tests by these
rules.
"""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

_OURS = os.path.join("src", "aide_memoire", "")
_IN_USE = "The process cannot access the file because it is being used by another process"


def hide_modules() -> None:
    """Let modules that Windows lacks be missing. fcntl and termios stay, for Textual asks for them on this system."""
    sys.modules.update(dict.fromkeys(("pty", "resource", "pwd", "grp")))  # type: ignore[arg-type]


def install(patch: pytest.MonkeyPatch) -> None:
    """Hold the program to the rules, and leave the tests free."""
    for name in ("replace", "rename"):
        patch.setattr(os, name, _moving(getattr(os, name)))
    for name in ("unlink", "remove"):
        patch.setattr(os, name, _deleting(getattr(os, name)))
    patch.setattr(os, "fsync", _flushing(os.fsync))
    patch.setattr(os, "open", _opening(os.open))


def _moving(move: Callable[..., None]) -> Callable[..., None]:
    def moved(old: str, new: str, **more: Any) -> None:
        if _is_program():
            _refuse_open(old)
            _refuse_open(new)
            if os.path.isfile(new) and not os.stat(new).st_mode & stat.S_IWUSR:
                raise PermissionError(13, "Access is denied", new)
        move(old, new, **more)

    return moved


def _deleting(delete: Callable[..., None]) -> Callable[..., None]:
    def deleted(path: str, **more: Any) -> None:
        if _is_program() and not more:
            _refuse_open(path)
        delete(path, **more)

    return deleted


def _flushing(flush: Callable[[int], None]) -> Callable[[int], None]:
    def flushed(handle: int) -> None:
        import fcntl  # noqa: PLC0415  Windows keeps to its rules by itself

        if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(9, "Bad file descriptor")
        flush(handle)

    return flushed


def _opening(open_: Callable[..., int]) -> Callable[..., int]:
    def opened(path: str, *arguments: Any, **more: Any) -> int:
        if _is_program() and not more and os.path.isdir(path):
            raise PermissionError(13, "Permission denied", path)
        return open_(path, *arguments, **more)

    return opened


def _refuse_open(path: str) -> None:
    if os.path.isfile(path) and not os.path.islink(path) and _is_open(os.stat(path)):
        raise PermissionError(13, _IN_USE, path)


def _is_open(status: os.stat_result) -> bool:
    """Return whether this process has a file open. One of two names is free to lose one."""
    return status.st_nlink == 1 and any(
        os.path.samestat(status, each) for each in map(_status_of, map(int, os.listdir("/dev/fd"))) if each
    )


def _status_of(handle: int) -> os.stat_result | None:
    try:
        return os.fstat(handle)
    except OSError:  # that of the listing itself
        return None


def _is_program() -> bool:
    """Return whether the program, not a test, asks the system: the nearest of both in the stack."""
    frame: Any = sys._getframe(2)
    while frame:
        path = frame.f_code.co_filename
        if _OURS in path:
            return True
        if "_pytest" in path or os.path.basename(path).startswith("test_"):
            return False
        frame = frame.f_back
    return False
