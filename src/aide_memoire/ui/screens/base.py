"""The base class of all screens: access to the app, closing, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input

from aide_memoire.study import actions
from aide_memoire.ui.widgets.lines import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from aide_memoire.store.log import Undone
    from aide_memoire.ui.app import AideMemoireApp
    from aide_memoire.workspace import Workspace

_LONGEST_NAME = 200
Result = TypeVar("Result")


class CarefulScreen(Screen[Result]):
    """A screen that may be closed before it was ever shown, or twice, by keys that are typed ahead.

    What goes wrong with files while it handles a message is told, and it goes on.
    """

    app: AideMemoireApp

    async def _dispatch_message(self, message: Message) -> None:
        with self.app.report_errors():
            await super()._dispatch_message(message)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close this screen. One that is closed already takes no other with it."""
        return super().dismiss(result) if self._is_open else AwaitComplete()

    async def on_event(self, event: events.Event) -> None:
        """Handle an event. A screen that is closed already, or has no content yet, is not told that it is mounted."""
        if not isinstance(event, events.Mount) or (self.is_attached and self.children and self._is_open):
            await super().on_event(event)

    @property
    def _is_open(self) -> bool:
        return self in self.app.screen_stack


class CarefulPalette(CommandPalette, CarefulScreen[None]):
    """A palette that is as careful. No command has a name of a megabyte, which would take long to look for."""

    def on_mount(self) -> None:
        """Refuse what is longer than any name."""
        self.query_one(Input).max_length = _LONGEST_NAME

    def _gather_commands(self, search_value: str) -> Any:
        """Look for commands, unless the palette was closed since the key was pressed."""
        return super()._gather_commands(search_value) if self._is_open else None


class AppScreen(CarefulScreen[Result]):
    """A screen ends with `close(result)`; the callback given at opening decides what comes next."""

    is_home: ClassVar[bool] = False

    @property
    def workspace(self) -> Workspace:
        """Return the open workspace."""
        return self.app.workspace

    def on_screen_resume(self) -> None:
        """Show the status line as it is now."""
        for line in self.query(KeyLine):
            line.refresh(layout=True)

    def close(self, result: Result | None = None) -> None:
        """Close this screen. The first screen of the app stays on the stack, and the next one is opened over it."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(result)
        else:
            self.app.navigator.first_screen_closed()

    def save_open(self) -> bool:
        """Save what is decided and not saved yet. Returns False, and shows why, if it cannot be saved."""
        return True

    def may_leave(self) -> bool:
        """Return whether the screen can be closed without loss. A screen that returns False must show why."""
        return self.save_open()

    def reload(self) -> None:
        """Read the content from the store again, and show it."""

    async def show_changes(self) -> None:
        """Show the changes of an undo, a redo or another screen."""
        self.reload()

    async def decks_changed(self) -> None:
        """Show the changes of the deck editor."""
        await self.show_changes()

    async def undo(self) -> None:
        """Undo the newest action."""
        await self._step(lambda: actions.undo(self.workspace), "Nothing to undo", "undone")

    async def redo(self) -> None:
        """Redo the action that was undone last."""
        await self._step(lambda: actions.redo(self.workspace), "Nothing to redo", "redone")

    async def _step(self, step: Callable[[], Undone | None], nothing: str, what_was_done: str) -> None:
        """Run an undo or a redo, and show a message and its changes. `nothing` is the message if there is no action."""
        with self.app.report_errors():
            action = step()
            if action is None:
                self.app.notify(nothing)
                return
            self.app.notify(actions.describe_action(self.workspace, action, what_was_done))
            await self.show_changes()
