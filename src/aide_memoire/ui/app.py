"""The app: the open profile, what every screen shares, and how errors are reported."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.ui.daily_backup import DailyBackup
from aide_memoire.ui.navigation import Navigator
from aide_memoire.ui.output_filter import OutputFilter
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.themes import DARK, LIGHT
from aide_memoire.workspace import open_other_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.app import SystemCommand
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.theme import Theme

    from aide_memoire.study.quiz import Quiz
    from aide_memoire.study.session import StudySession
    from aide_memoire.workspace import Workspace


_TERMINAL_LOOK = 2.0  # seconds


class AideMemoireApp(App[None]):
    """One learner's program. Where a key leads is the navigator's to know; what is shown, the screens'."""

    CSS = """
    Screen { align-horizontal: center; background: $background; color: $foreground; overflow: hidden; }
    Screen > * { max-width: 100; }
    BrowseScreen > *, EditorScreen > * { max-width: 160; }
    HelpScreen > #help, ConfirmDialog > Vertical, TextDialog > Vertical { max-width: 96%; }
    ToastRack { margin-bottom: 3; }
    Toast { background: $panel; }
    """
    TITLE = "aide-memoire"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ctrl+z", "undo", "Undo"),
        Binding("U,ctrl+y", "redo", "Redo"),
        Binding("question_mark,f1", "help", "Keys"),
    ]
    BACKUP_AFTER: ClassVar[float] = 2.0
    """Seconds after the first picture."""

    def __init__(self, workspace: Workspace, session: StudySession | None = None, quiz: Quiz | None = None) -> None:
        super().__init__()
        self._workspace = workspace
        self._first_session = session
        self._first_quiz = quiz
        self.navigator = Navigator(self)
        self._output_filter = OutputFilter()
        self._backup = DailyBackup(lambda message: self.call_from_thread(self.notify, message))
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        theme = workspace.settings.theme
        # Not `self.theme = …`, which would read all styles twice before the first picture.
        self.set_reactive(App.theme, theme if theme in self.available_themes else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line passes on its way to the terminal."""
        return [*super().get_line_filters(), self._output_filter]

    @property
    def workspace(self) -> Workspace:
        """Return the desk at which the learner sits."""
        return self._workspace

    def use(self, workspace: Workspace) -> None:
        """Go by the settings of another desk from now on."""
        self._workspace = workspace
        if workspace.settings.theme in self.available_themes:
            self.theme = workspace.settings.theme

    def get_default_screen(self) -> Screen[None]:
        """Return the screen that the app begins with."""
        return self.navigator.first_screen(self._first_session, self._first_quiz)

    def on_ready(self) -> None:
        """Let the garbage collector work again (see `cli/terminal.py`), past what was made at the start and stays."""
        gc.freeze()
        gc.enable()
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if not self.is_headless:
            self.set_interval(_TERMINAL_LOOK, self._leave_with_terminal)
        self._back_up_later()

    def _leave_with_terminal(self) -> None:
        """End with a terminal that has gone without a word; Textual would read its end again and again."""
        if not sys.stdin.isatty():
            self.exit()

    def on_unmount(self) -> None:
        """Let go of a backup that is still being made."""
        self._backup.stop()

    def _keep_theme(self, theme: Theme) -> None:
        """Keep a theme that was chosen in the palette."""
        if theme.name != self._workspace.settings.theme:
            with self.report_errors():
                self._workspace = self._workspace.with_setting("theme", theme.name)

    def reopen_after(self, change: Callable[[], object], name: str) -> None:
        """Close the desk, do what needs it closed, and open the profile `name`; this one again if that fails."""
        before = self._workspace
        before.close()
        try:
            change()
            self._sit_at(open_other_profile(before, name))
        except AideMemoireError:
            self._sit_at(open_other_profile(before, before.profile))
            raise

    def _sit_at(self, workspace: Workspace) -> None:
        """Go by another learner's desk from now on."""
        self.use(workspace)
        self._back_up_later()

    def _back_up_later(self) -> None:
        """Make the day's backup when the person has long begun; neither they nor the end of the app wait for it."""
        self.set_timer(self.BACKUP_AFTER, lambda: self._backup.make(self._workspace))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = 4,
        markup: bool = False,
    ) -> None:
        """Show a message in passing, as plain text; only the newest stays, as many would hide the question."""
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    @contextmanager
    def report_errors(self) -> Iterator[None]:
        """Tell what could not be done, and go on."""
        try:
            yield
        except AideMemoireError as error:
            self.notify(f"{error.message}\n{error.hint}".strip(), severity="error", timeout=10)

    def action_help(self) -> None:
        """Show all keys."""
        if isinstance(self.screen, AppScreen):
            self.navigator.help()

    def action_show_settings(self) -> None:
        """Show what can be set."""
        self.navigator.settings()

    def action_show_profiles(self) -> None:
        """Show who learns here."""
        self.navigator.profiles()

    async def action_undo(self) -> None:
        """Take back what was done last on this screen, else the newest action."""
        if isinstance(self.screen, AppScreen):
            await self.screen.undo()

    async def action_redo(self) -> None:
        """Do again what was taken back."""
        if isinstance(self.screen, AppScreen):
            await self.screen.redo()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the palette offers."""
        from aide_memoire.ui.palette import commands  # noqa: PLC0415  only where the palette is opened

        return commands(self)


def run_app(workspace: Workspace, session: StudySession | None = None, quiz: Quiz | None = None) -> int:
    """Show the app until it is left: at a session, at a quiz, or at home. Returns the exit code."""
    app = AideMemoireApp(workspace, session, quiz)
    try:
        app.run()
    finally:
        app.workspace.close()  # perhaps not the one that it began at
    return app.return_code or 0
