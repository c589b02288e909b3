"""The app as a program on a terminal: its sizes, its signals, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import App, ScreenStackError
from textual.driver import Driver
from textual.theme import ThemeProvider

from aide_memoire.ui.screens.base import AppScreen, CarefulPalette
from aide_memoire.ui.sizes import fit

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.geometry import Size


_INTERRUPTED = 130  # the exit code after Ctrl+C


class TerminalApp(App[None]):
    """An app that any terminal can show, and that ends with what is decided saved and a true exit code."""

    def get_driver_class(self) -> type[Driver]:
        """Return the class that reads and writes the terminal."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from aide_memoire.ui.driver import TerminalDriver  # noqa: PLC0415  Windows has no such terminal

        return TerminalDriver

    @property
    def size(self) -> Size:
        """Return the size that is drawn for."""
        return fit(super().size)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event. Whatever size the terminal has, the screens have one that they can be drawn for."""
        if self._exit and isinstance(event, events.InputEvent):
            return
        if isinstance(event, events.Resize):
            event = events.Resize.from_dimensions(fit(event.size), event.pixel_size)
        await super().on_event(event)

    def action_command_palette(self) -> None:
        """Show the palette, once."""
        if not isinstance(self.screen, CarefulPalette):
            self.push_screen(CarefulPalette(id="--command-palette"))

    def search_themes(self) -> None:
        """Show the palette of themes."""
        self.push_screen(CarefulPalette([ThemeProvider], placeholder="Search for themes…"))

    @on(Driver.SignalResume)
    def paint_anew(self) -> None:
        """Paint everything anew: while the app was stopped, others have written on the terminal."""
        self.refresh(layout=True)
        self.screen.query("*").refresh()

    async def action_quit(self) -> None:
        """Quit."""
        self.leave(0)

    def action_help_quit(self) -> None:
        """Quit by Ctrl+C, where there is nothing to copy."""
        self.leave(_INTERRUPTED)

    def leave(self, code: int) -> None:
        """Exit with this code. What a screen has not saved yet and needs no question is saved first."""
        try:
            for screen in self.screen_stack:
                if isinstance(screen, AppScreen):
                    screen.save_open()
        except ScreenStackError:  # nothing was shown yet
            pass
        finally:
            self.exit(return_code=code)

    @property
    def is_leaving(self) -> bool:
        """Whether what is decided is saved, and the app is to end."""
        return self._exit

    def is_behind(self) -> bool:
        """Return whether there are messages to be handled."""
        return any(node.message_queue_size for node in [self, *self._registry])

    def _handle_exception(self, error: Exception) -> None:
        """Exit with an error. While the app exits already, screens may miss what it has taken away."""
        if not self._exit:
            super()._handle_exception(error)

    def panic(self, *renderables: RenderableType) -> None:
        """Exit with what is wrong, and with the code of a failure."""
        self._return_code = 1
        super().panic(*renderables)
