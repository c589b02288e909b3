"""The app: the open profile, what every screen shares, and how errors are reported."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.store.connection import wait_briefly
from aide_memoire.store.deck_files import deck_files
from aide_memoire.ui.background_sync import BackgroundSync
from aide_memoire.ui.daily_backup import DailyBackup
from aide_memoire.ui.errors import ErrorTellingApp
from aide_memoire.ui.navigation import Navigator
from aide_memoire.ui.output_filter import OutputFilter, without_grey
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.themes import DARK, as_themes, read_own
from aide_memoire.ui.widgets.lines import KeyLine
from aide_memoire.workspace import open_other_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import SystemCommand
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.theme import Theme

    from aide_memoire.study.quiz import Quiz
    from aide_memoire.study.session import StudySession
    from aide_memoire.workspace import Workspace


class AideMemoireApp(ErrorTellingApp):
    """The app. The navigator opens screens; the screens show the content."""

    CSS = """
    Screen { align-horizontal: center; background: $background; color: $foreground; overflow: hidden; }
    Screen > * { max-width: 100; }
    HomeScreen > * { max-width: 80; }
    HomeScreen.-wide > * { max-width: 118; }
    BrowseScreen > *, EditorScreen > *, TimelineScreen > * { max-width: 160; }
    StatsScreen > * { max-width: 120; }
    HelpScreen > #help, ConfirmDialog > Vertical, TextDialog > Vertical, ChoiceDialog > Vertical { max-width: 96%; }
    ExamDialog > VerticalScroll, SearchesDialog > Vertical { max-width: 96%; }
    QuestionScreen > * { max-width: 80; }
    """
    TITLE = "aide-memoire"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ctrl+z", "undo", "Undo the last answer or change"),
        Binding("U,ctrl+y", "redo", "Redo what was undone"),
        Binding("question_mark,f1", "help", "These keys"),
    ]
    BACKUP_AFTER: ClassVar[float] = 2.0
    """Seconds after the first frame."""

    def __init__(self, workspace: Workspace, session: StudySession | None = None, quiz: Quiz | None = None) -> None:
        super().__init__()
        self._workspace = workspace
        wait_briefly(workspace.db)
        self._first_session, self._first_quiz = session, quiz
        self.navigator = Navigator(self)
        self._status = Content("")
        self._output_filter = OutputFilter()
        self._backup = DailyBackup(lambda message: self.call_from_thread(self.notify, message))
        self.sync = BackgroundSync(self)
        self._own_themes = read_own(workspace.paths.themes)
        for each in as_themes(self._own_themes):
            self.register_theme(each)
        theme = workspace.settings.theme
        # Not `self.theme = …`, which would parse all styles twice before the first frame.
        self.set_reactive(App.theme, theme if theme in self.available_themes else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters for every line of output."""
        return [*without_grey(super().get_line_filters()), self._output_filter]

    @property
    def workspace(self) -> Workspace:
        """Return the open workspace."""
        return self._workspace

    def use(self, workspace: Workspace) -> None:
        """Switch to another workspace and to its theme."""
        self._workspace = workspace
        wait_briefly(workspace.db)
        if workspace.settings.theme in self.available_themes:
            self.theme = workspace.settings.theme

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen."""
        return self.navigator.first_screen(self._first_session, self._first_quiz)

    def on_ready(self) -> None:
        """Turn garbage collection on again (see `cli/terminal.py`), without the objects that exist already."""
        gc.freeze()
        gc.enable()
        self.theme_changed_signal.subscribe(self, self._save_theme)
        if trouble := self._theme_trouble():
            self.notify(trouble, severity="warning")
        self._back_up_later()
        self.sync.begin()

    def _theme_trouble(self) -> str:
        """Return what is wrong with the themes of this machine's learners, or with the chosen one; or ""."""
        if self._own_themes.problems:
            return self._own_themes.problems[0].text
        chosen = self._workspace.settings.theme
        return "" if chosen in self.available_themes else f"there is no theme “{chosen}”: Ctrl+P, Theme shows them all"

    def on_unmount(self) -> None:
        """Stop a backup that is still being made, and a sync."""
        self._backup.stop()
        self.sync.stop()

    def _save_theme(self, theme: Theme) -> None:
        """Save a theme that was chosen in the palette."""
        if theme.name != self._workspace.settings.theme:
            with self.report_errors():
                self._workspace = self._workspace.with_setting("theme", theme.name)

    def open_profile(self, name: str) -> None:
        """Open another profile, and close this one. Raises AideMemoireError, and stays with this one, if it cannot."""
        other = open_other_profile(self._workspace, name, briefly=True)
        self.sync.stop()
        self._workspace.close()
        self._switch_to(other)

    def reopen_after(self, change: Callable[[], object], name: str) -> None:
        """Close the workspace, run `change`, and open the profile `name`; if that fails, the old profile."""
        before = self._workspace
        deck_files(before.db)  # where another program holds the decks' file, none could be opened again
        self.sync.stop()
        before.close()
        try:
            change()
            self._switch_to(open_other_profile(before, name, briefly=True))
        except AideMemoireError:
            self._switch_to(open_other_profile(before, before.profile, briefly=True))
            raise

    def _switch_to(self, workspace: Workspace) -> None:
        """Use another workspace, and make its daily backup."""
        self.use(workspace)
        self._back_up_later()

    def _back_up_later(self) -> None:
        """Make the daily backup some time after the start. Neither the learner nor the end of the app waits for it."""
        self.set_timer(self.BACKUP_AFTER, lambda: self._backup.make(self._workspace))

    @property
    def status(self) -> Content:
        """Return the message in the status line, or an empty one. The next key clears it."""
        return self._status

    def notify(self, message: str, *, severity: SeverityLevel = "information", **_: Any) -> None:
        """Show a message as plain text in the status line of the screen. It stays until the next key or click."""
        self._show_status(Content.assemble((message, "$text-error" if severity == "error" else "$foreground")))

    def _show_status(self, status: Content) -> None:
        self._status = status
        for line in self.screen_stack[-1].query(KeyLine) if self.screen_stack else ():
            line.refresh(layout=True)

    async def on_event(self, event: events.Event) -> None:
        """Clear the status line at a key or a click, before it does anything."""
        if self._status and isinstance(event, (events.Key, events.Paste, events.MouseDown)) and not event.is_forwarded:
            self._show_status(Content(""))
            wait_briefly(self._workspace.db)
        await super().on_event(event)

    def action_help(self) -> None:
        """Show the keys of the current screen."""
        if isinstance(self.screen, AppScreen):
            self.navigator.help()

    def action_show_settings(self) -> None:
        """Show the settings."""
        self.navigator.settings()

    def action_show_profiles(self) -> None:
        """Show the profiles."""
        self.navigator.profiles()

    async def action_undo(self) -> None:
        """Undo the last change on this screen, or else the newest action."""
        if isinstance(self.screen, AppScreen):
            await self.screen.undo()

    async def action_redo(self) -> None:
        """Redo what was undone."""
        if isinstance(self.screen, AppScreen):
            await self.screen.redo()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return the commands of the palette."""
        from aide_memoire.ui.palette import commands  # noqa: PLC0415  only where the palette is opened

        return commands(self)


def run_app(workspace: Workspace, session: StudySession | None = None, quiz: Quiz | None = None) -> int:
    """Run the app, starting at a session, a quiz, or the home screen. Returns the exit code."""
    app = AideMemoireApp(workspace, session, quiz)
    try:
        app.run()
    finally:
        app.workspace.close()  # not always the one that it started with
    return app.return_code or 0
