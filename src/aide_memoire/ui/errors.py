"""How the app tells what goes wrong: in the status line where it can go on, and else after its end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.text import Text

from aide_memoire.core.errors import AideMemoireError, BusyStoreError, DamagedStoreError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.profiles.damage import explain_failure
from aide_memoire.store.connection import wait_briefly
from aide_memoire.ui.terminal_app import TerminalApp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.message import Message

    from aide_memoire.workspace import Workspace


class ErrorTellingApp(TerminalApp):
    """An app with an open workspace, that goes on where a file cannot be used."""

    @property
    def workspace(self) -> Workspace:
        """Return the open workspace."""
        raise NotImplementedError

    async def _dispatch_message(self, message: Message) -> None:
        """Handle a message. Nothing that goes wrong with files ends the app."""
        with self.report_errors():
            await super()._dispatch_message(message)

    async def run_action(self, *arguments: Any, **more: Any) -> bool:
        """Run an action, also one that a widget asks for by a click. Nothing that goes wrong with files ends it."""
        with self.report_errors():
            return await super().run_action(*arguments, **more)
        return True

    @contextmanager
    def report_errors(self) -> Iterator[None]:
        """Show an AideMemoireError in the status line, and continue.

        A file that another program holds is waited for once, not again for all that the same key needs of it.
        """
        try:
            yield
        except AideMemoireError as error:
            if isinstance(error, BusyStoreError):
                wait_briefly(self.workspace.db, 0)
            told = self._explain(error) or error
            self.notify(f"{told.message}\n{told.hint}".strip(), severity="error")

    def _handle_exception(self, error: Exception) -> None:
        """Exit with what is wrong. What a damaged file has caused is told as that."""
        told = None if self._exit else self._explain(error)
        if told is None:
            super()._handle_exception(error)
        else:
            self.exit(return_code=1, message=Text(sanitize(f"aide-memoire: {told.message}\n  {told.hint}")))

    def _explain(self, error: Exception) -> AideMemoireError | None:
        """Return what to tell of an error that a damaged file has caused, or None."""
        if isinstance(error, AideMemoireError) and not isinstance(error, DamagedStoreError):
            return None
        workspace = self.workspace
        return explain_failure(workspace.paths, workspace.profile, workspace.places, error)
