"""The day's backup, made beside the app: neither a person nor the end of the app waits for it."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.paths import Paths
    from aide_memoire.workspace import Workspace

_PATIENCE = 0.2  # seconds: it stops within milliseconds, and clears up what it has begun


class DailyBackup:
    """Makes it in a thread of its own; `trouble` is told, in that thread, what kept it from being made."""

    def __init__(self, trouble: Callable[[str], object]) -> None:
        self._trouble = trouble
        self._leaving = Event()
        self._thread: Thread | None = None

    def make(self, workspace: Workspace) -> None:
        """Begin with a profile's backup of today, if it has none yet."""
        work = (workspace.paths, workspace.profile, workspace.today())
        self._thread = Thread(target=self._try, args=work, daemon=True, name="backup")
        self._thread.start()

    def stop(self) -> None:
        """Let go of one that is still being made."""
        self._leaving.set()
        if self._thread is not None:
            self._thread.join(timeout=_PATIENCE)

    def _try(self, paths: Paths, profile: str, day: int) -> None:
        from aide_memoire.profiles.backups import back_up  # noqa: PLC0415  not before the first picture

        try:
            back_up(paths, profile, day, stopped=self._leaving.is_set)
        except AideMemoireError as error:
            if not self._leaving.is_set():
                with suppress(RuntimeError):  # the app has been left meanwhile
                    self._trouble(f"No backup was made today: {error.message}")
