"""What every screen has in common: the app behind it, how it is left, and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import Screen

from aide_memoire.study import actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.store.log import Undone
    from aide_memoire.ui.app import AideMemoireApp
    from aide_memoire.workspace import Workspace

Result = TypeVar("Result")


class AppScreen(Screen[Result]):
    """A screen ends by `close(result)`; whoever opened it decides what comes next."""

    app: AideMemoireApp
    is_home: ClassVar[bool] = False

    @property
    def workspace(self) -> Workspace:
        """Return the open profile and its decks."""
        return self.app.workspace

    def close(self, result: Result | None = None) -> None:
        """Leave this screen. The first screen of all cannot be taken off the stack: the next one goes over it."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(result)
        else:
            self.app.navigator.first_screen_closed()

    def may_leave(self) -> bool:
        """Return whether nothing would be lost; a screen that returns False says why."""
        return True

    def reload(self) -> None:
        """Read what is shown from the store, and show it."""

    async def show_changes(self) -> None:
        """Show what an undo, a redo or another screen has changed."""
        self.reload()

    async def decks_changed(self) -> None:
        """Show what the deck editor has changed."""
        await self.show_changes()

    async def undo(self) -> None:
        """Take back the newest action."""
        await self._step(lambda: actions.undo(self.workspace), "Nothing to undo", "Took back")

    async def redo(self) -> None:
        """Do again what was taken back last."""
        await self._step(lambda: actions.redo(self.workspace), "Nothing to redo", "Did again")

    async def _step(self, step: Callable[[], Undone | None], nothing: str, verb: str) -> None:
        """Run an undo or a redo, say what it was, and show what it has changed."""
        with self.app.report_errors():
            done = step()
            if done is None:
                self.app.notify(nothing)
                return
            self.app.notify(f"{verb} {actions.describe_action(done)}")
            await self.show_changes()
