"""Sync in a thread, with a connection of its own: no key waits for it, and an answer can be saved meanwhile."""

from __future__ import annotations

from contextlib import closing, suppress
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from aide_memoire.core.errors import AideMemoireError, BusyStoreError
from aide_memoire.store.connection import connect
from aide_memoire.store.sync_state import sync_state
from aide_memoire.ui.screens.base import AppScreen

if TYPE_CHECKING:
    from aide_memoire.sync.sync import Outcome
    from aide_memoire.ui.app import AideMemoireApp
    from aide_memoire.workspace import Workspace

_EVERY = 300.0  # seconds
_AT_ONCE = 500  # events in a transaction, which takes a tenth of a second
_PATIENCE = 1.0  # seconds to wait for the thread; whatever it has not saved then, the next sync brings


class BackgroundSync:
    """Syncs the open profile some time after the start, every five minutes, and when it is told to."""

    AFTER: ClassVar[float] = 1.0
    """Seconds after the first frame."""

    def __init__(self, app: AideMemoireApp) -> None:
        self.trouble = ""
        """Why the last sync failed, or ""."""
        self.thread: Thread | None = None
        self._app = app

    def begin(self) -> None:
        """Sync soon, and from then on regularly."""
        self._app.set_timer(self.AFTER, self.start)
        self._app.set_interval(_EVERY, self.start)

    def start(self) -> None:
        """Sync now, if the profile has a place to sync with, and no sync is under way."""
        if self.thread is not None and self.thread.is_alive():
            return
        with self._app.report_errors():
            if sync_state(self._app.workspace.db).place:
                self.thread = Thread(target=self._sync, args=(self._app.workspace,), daemon=True, name="sync")
                self.thread.start()

    def start_or_tell(self) -> None:
        """Sync now, or say how to begin."""
        with self._app.report_errors():
            if sync_state(self._app.workspace.db).place:
                self.start()
            else:
                self._app.notify("Once, in a terminal: aide-memoire sync FOLDER, with a folder that your devices share")

    def stop(self) -> None:
        """Wait a moment for a sync that is under way."""
        if self.thread is not None:
            self.thread.join(timeout=_PATIENCE)

    def _sync(self, workspace: Workspace) -> None:
        """Sync in the thread, and tell the app what came of it."""
        from aide_memoire.sync.again import sync_again  # noqa: PLC0415  not before the first frame

        outcome, trouble = None, ""
        try:
            paths = workspace.paths
            with closing(connect(paths.profile(workspace.profile), paths.library(workspace.places))) as db:
                outcome = sync_again(workspace._replace(db=db), at_once=_AT_ONCE)
        except BusyStoreError:
            return  # it is tried again in five minutes
        except AideMemoireError as error:
            trouble = error.message
        with suppress(RuntimeError):  # the app has ended meanwhile
            self._app.call_from_thread(self._tell, workspace, outcome, trouble)

    def _tell(self, workspace: Workspace, outcome: Outcome | None, trouble: str) -> None:
        """Show what came, and tell what is wrong once."""
        if self._app.workspace.profile != workspace.profile:
            return
        if trouble and trouble != self.trouble:
            self._app.notify(f"Not synced: {trouble}", severity="error")
        self.trouble = trouble
        if outcome is not None and outcome.workspace.device != workspace.device:
            self._app.use(self._app.workspace._replace(device=outcome.workspace.device))
        if isinstance(self._app.screen, AppScreen) and self._app.screen.is_home:
            self._app.screen.reload()
