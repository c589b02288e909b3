"""How the app tells what goes wrong: in the status line where it can go on, and else after its end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.text import Text

from aide_memoire.core.errors import AideMemoireError, BusyStoreError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.profiles.damage import explain_failure
from aide_memoire.store.connection import wait_no_longer
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
                wait_no_longer(self.workspace.db)
            self._tell_error(self._explain(error) or error)

    def _handle_exception(self, error: Exception) -> None:
        """Tell what is wrong with a file, and go on without the screen that could not be made; without one, exit."""
        told = None if self._exit else self._explain(error)
        if told is None:
            super()._handle_exception(error)
        elif len(self.screen_stack) > 1 and not self.screen.children:
            self.pop_screen()
            self._tell_error(told)
        else:
            self.exit(return_code=1, message=Text(sanitize(f"aide-memoire: {told.message}\n  {told.hint}")))

    def _tell_error(self, error: AideMemoireError) -> None:
        self.notify(f"{error.message}\n{error.hint}".strip(), severity="error")

    def _explain(self, error: Exception) -> AideMemoireError | None:
        """Return what to tell of an error, as that a file is damaged; None if it is a mistake of the program."""
        workspace = self.workspace
        told = explain_failure(workspace.paths, workspace.profile, workspace.places, error)
        return told or (error if isinstance(error, AideMemoireError) else None)
