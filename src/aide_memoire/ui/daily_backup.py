"""Make the daily backup in a thread: neither the learner nor the end of the app waits for it."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.paths import Paths
    from aide_memoire.workspace import Workspace

_PATIENCE = 0.2  # seconds to wait for the thread, which stops within milliseconds and deletes its partial file


class DailyBackup:
    """Makes the backup in a thread. That thread calls `trouble` with a message if the backup fails."""

    def __init__(self, trouble: Callable[[str], object]) -> None:
        self._trouble = trouble
        self._leaving = Event()
        self._thread: Thread | None = None

    def make(self, workspace: Workspace) -> None:
        """Start today's backup of the profile, if there is none yet."""
        work = (workspace.paths, workspace.profile, workspace.today())
        self._thread = Thread(target=self._try, args=work, daemon=True, name="backup")
        self._thread.start()

    def stop(self) -> None:
        """Stop a backup that is still being made."""
        self._leaving.set()
        if self._thread is not None:
            self._thread.join(timeout=_PATIENCE)

    def _try(self, paths: Paths, profile: str, day: int) -> None:
        from aide_memoire.profiles.backups import back_up  # noqa: PLC0415  not before the first frame

        try:
            back_up(paths, profile, day, stopped=self._leaving.is_set)
        except AideMemoireError as error:
            if not self._leaving.is_set():
                with suppress(RuntimeError):  # the app has ended meanwhile
                    self._trouble(f"No backup was made today: {error.message}")
