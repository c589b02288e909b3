"""The writer: this program on this machine with this data folder. Its id is in every event that is written here.

The id is kept with a fingerprint of machine and folder: a home that was copied to elsewhere is another writer.
"""

from __future__ import annotations

import os
import re
import sys
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from aide_memoire.atomic_files import read_regular_file, replace_file
from aide_memoire.core.errors import StoreError

if sys.platform == "win32":
    import winreg
elif sys.platform == "darwin":
    import ctypes

if TYPE_CHECKING:
    from aide_memoire.core.callbacks import Entropy
    from aide_memoire.paths import Paths

_MACHINE_ID = "/etc/machine-id", "/var/lib/dbus/machine-id"
_UNSET = ("", "uninitialized")
_LARGEST = 4096  # bytes
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")


def writer_id(paths: Paths, entropy: Entropy) -> str:
    """Return the id of the writer. It takes a new one where none is kept, or that of another machine or folder.

    Raises StoreError if the file cannot be used.
    """
    return _kept(paths) or renew_writer(paths, entropy)


def renew_writer(paths: Paths, entropy: Entropy) -> str:
    """Take a new id, for all profiles, and return it. Raises StoreError if it cannot be kept."""
    new = f"{entropy():019x}"
    try:
        os.makedirs(paths.data, mode=0o700, exist_ok=True)
        replace_file(paths.writer, f"{new}\n{_fingerprint(paths)}\n".encode())
    except OSError as error:
        raise _unusable(paths, error) from error
    return new


def forget_writer(paths: Paths) -> None:
    """Let the next opening take a new id: a restored log may number its events once more."""
    with suppress(OSError):
        os.unlink(paths.writer)


def _kept(paths: Paths) -> str:
    """Return the id that is kept, or "" if there is none of this machine and folder."""
    try:
        kept = read_regular_file(paths.writer, _LARGEST).decode("ascii", "replace").split("\n")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise _unusable(paths, error) from error
    is_ours = len(kept) > 1 and _ID.fullmatch(kept[0]) and kept[1] == _fingerprint(paths)
    return kept[0] if is_ours else ""


def _unusable(paths: Paths, error: OSError) -> StoreError:
    return StoreError(f"{error.strerror} ({paths.writer})", "check its permissions, or move it away")


def _fingerprint(paths: Paths) -> str:
    folder = os.path.realpath(paths.data).encode(errors="surrogateescape")
    return f"{zlib.crc32(folder, zlib.crc32(_machine().encode(errors='surrogateescape'))):08x}"


def _machine() -> str:
    """Return what distinguishes this machine from others."""
    for path in _MACHINE_ID:
        with suppress(OSError):
            found = read_regular_file(path, _LARGEST).decode(errors="replace").strip()
            if found not in _UNSET:
                return found
    return _machine_of_another_system() or getattr(os, "uname", lambda: ("", ""))()[1]


def _machine_of_another_system() -> str:
    """Return the id of a Windows or macOS machine, whose network name may change; "" on other systems."""
    if sys.platform == "win32":
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    if sys.platform == "darwin":
        found, patience = ctypes.create_string_buffer(16), (ctypes.c_long * 2)(1, 0)
        with suppress(OSError, AttributeError):
            if ctypes.CDLL(None).gethostuuid(found, patience) == 0:
                return found.raw.hex()
    return ""
