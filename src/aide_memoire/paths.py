"""The paths of the program's files on this machine."""

from __future__ import annotations

import os
import re
import sys
import zlib
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import NotFoundError, StoreError
from aide_memoire.core.file_names import is_device
from aide_memoire.core.sanitize import sanitize_line

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_PROFILE = "default"
_NAME = "aide-memoire"
_XDG = (("DATA", ".local/share"), ("CONFIG", ".config"), ("CACHE", ".cache"))
_PROFILE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class Paths(NamedTuple):
    """The folders for progress and the learner's decks, for settings, and for caches."""

    data: str
    config: str
    cache: str

    @property
    def profiles(self) -> str:
        """Return the folder of the progress files."""
        return os.path.join(self.data, "profiles")

    @property
    def decks(self) -> str:
        """Return the folder of the learner's decks."""
        return os.path.join(self.data, "decks")

    def settings_files(self, profile: str) -> tuple[str, str]:
        """Return the settings files of a profile: those of all learners, and over them its own."""
        return self.settings, self.profile_settings(profile)

    def profile_settings(self, name: str) -> str:
        """Return the settings file of a profile."""
        return os.path.join(self.config, "profiles", f"{name}.toml")

    def saved_searches(self, name: str) -> str:
        """Return the file with the saved searches of a profile."""
        return os.path.join(self.config, "profiles", f"{name}.searches.toml")

    @property
    def settings(self) -> str:
        """Return the settings file of all learners, `config.toml`."""
        return os.path.join(self.config, "config.toml")

    @property
    def writer(self) -> str:
        """Return the file with the id of this machine's writer."""
        return os.path.join(self.data, "device")

    @property
    def themes(self) -> str:
        """Return the folder of the learners' own themes."""
        return os.path.join(self.config, "themes")

    @property
    def removed(self) -> str:
        """Return the folder of removed progress files."""
        return os.path.join(self.data, "removed")

    def backups(self, name: str) -> str:
        """Return the folder with the backups of a profile."""
        return os.path.join(self.data, "backups", name)

    def profile(self, name: str) -> str:
        """Return the progress file of a profile."""
        return os.path.join(self.profiles, f"{name}.sqlite")

    def library(self, places: Sequence[str]) -> str:
        """Return the file of the deck index for these deck folders."""
        key = zlib.crc32("\0".join(os.path.abspath(place) for place in places).encode(errors="surrogateescape"))
        return os.path.join(self.cache, f"decks-{key:08x}.sqlite")


def find_paths(data_dir: str | None = None) -> Paths:
    """Return the folders: all in `data_dir` if it is given, else the standard ones of the operating system.

    Raises StoreError if `data_dir` is not UTF-8, or if the learner has no home folder.
    """
    if data_dir:
        try:
            data_dir.encode()
        except UnicodeEncodeError:
            raise StoreError(f"the folder's name is not UTF-8: {sanitize_line(data_dir)}", "choose another") from None
        folder = os.path.abspath(os.path.expanduser(data_dir))
        return Paths(folder, folder, os.path.join(folder, "cache"))
    return _on_linux() or _on_this_system()


def _on_linux() -> Paths | None:
    """Return the standard folders where `$HOME` is known and the system is Linux, by the XDG rules alone, else None."""
    home = os.environ.get("HOME", "")
    if sys.platform != "linux" or "ANDROID_ROOT" in os.environ or not os.path.isabs(home):
        return None
    set_to = ((os.environ.get(f"XDG_{name}_HOME", ""), usual) for name, usual in _XDG)
    return Paths(
        *(os.path.join(own if os.path.isabs(own) else os.path.join(home, usual), _NAME) for own, usual in set_to)
    )


def _on_this_system() -> Paths:
    import platformdirs  # noqa: PLC0415  it costs `due` a fifth of its time

    try:
        return Paths(
            platformdirs.user_data_dir(_NAME, appauthor=False),
            platformdirs.user_config_dir(_NAME, appauthor=False),
            platformdirs.user_cache_dir(_NAME, appauthor=False),
        )
    except RuntimeError:
        raise StoreError(
            "this system knows no home folder of yours", "set HOME, or name a folder: --data-dir DIR"
        ) from None


def check_folders(paths: Paths) -> None:
    """Raise StoreError if the folder of the progress is there and cannot be used: no file in it could be found."""
    for folder in (paths.data, paths.profiles):
        if os.path.exists(folder) and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise StoreError(f"the folder of the progress cannot be used ({folder})", "check its permissions")


def dropped_path(text: str) -> str:
    """Return the path in what a terminal types where a file is dropped on it: in quotes, or with backslashes."""
    path = text.strip().strip("'\"")
    if os.name != "nt" and not os.path.lexists(os.path.expanduser(path)):
        path = re.sub(r"\\(.)", r"\1", path)
    return os.path.expanduser(path)


def profile_names(paths: Paths) -> list[str]:
    """Return the names of the existing profiles in alphabetical order."""
    try:
        names = os.listdir(paths.profiles)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(f"{error.strerror} ({paths.profiles})", "check the folder's permissions") from error
    stems = (name.removesuffix(".sqlite") for name in names if name.endswith(".sqlite"))
    return sorted(stem for stem in stems if is_profile_name(stem))


def is_profile_name(name: str) -> bool:
    """Return whether a profile name is valid: a slug that is a valid file name on every operating system."""
    return _PROFILE.fullmatch(name) is not None and not is_device(name)


def find_profile(paths: Paths, name: str) -> str:
    """Return the progress file of a profile. Raises NotFoundError if it does not exist, except for `default`."""
    if name == DEFAULT_PROFILE or (is_profile_name(name) and name in profile_names(paths)):
        return paths.profile(name)
    known = ", ".join(profile_names(paths)) or DEFAULT_PROFILE
    wanted = name if is_profile_name(name) else "NAME"
    raise NotFoundError(
        f"there is no profile “{sanitize_line(name)}”; there is: {known}",
        f"make one: aide-memoire profiles create {wanted}",
    )
