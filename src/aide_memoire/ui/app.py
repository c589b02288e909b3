"""The app: which screen is shown, what holds on all of them, and what is told when something goes wrong."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.app import App
from textual.binding import Binding, BindingType

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.ui.daily_backup import DailyBackup
from aide_memoire.ui.output_filter import OutputFilter
from aide_memoire.ui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.app import SystemCommand
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.theme import Theme

    from aide_memoire.core.queue import QueueItem
    from aide_memoire.study.quiz import Quiz
    from aide_memoire.study.session import StudySession
    from aide_memoire.workspace import Workspace


_TERMINAL_LOOK = 2.0  # seconds


@runtime_checkable
class Renewable(Protocol):
    """A screen on which the cards stand as they are: after an undo it shows them anew."""

    async def show_changes(self) -> None:
        """Show what an action has changed."""


class AideMemoireApp(App[None]):
    """One learner at one desk. Screens tell it where to go; it knows no more of them than that."""

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
        self._gate = OutputFilter()
        self._backup = DailyBackup(lambda message: self.call_from_thread(self.notify, message))
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        theme = workspace.settings.theme
        # Not `self.theme = …`, which would read all styles twice before the first picture.
        self.set_reactive(App.theme, theme if theme in self.available_themes else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line passes on its way to the terminal."""
        return [*super().get_line_filters(), self._gate]

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
        """Return the first screen: the question itself where one was asked for and is there."""
        if self._first_session is not None and self._first_session.question is not None:
            from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415  a screen's imports wait for it

            return StudyScreen(self._first_session)
        if self._first_quiz is not None:
            from aide_memoire.ui.screens.quiz import QuizScreen  # noqa: PLC0415

            return QuizScreen(self._first_quiz)
        from aide_memoire.ui.screens.home import HomeScreen  # noqa: PLC0415

        return HomeScreen()

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
        from aide_memoire.config import change_setting  # noqa: PLC0415

        if theme.name != self._workspace.settings.theme:
            with self.report_errors():
                self._workspace = change_setting(self._workspace, "theme", theme.name)

    def go_to(self, screen: Screen[None]) -> None:
        """Show another screen in place of this one."""
        if len(self.screen_stack) == 1:  # Textual cannot replace the first one, so it stays below
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def show_home(self) -> None:
        """Go to the first screen; from a session over chosen cards, back to where they were chosen."""
        from aide_memoire.ui.screens.home import HomeScreen  # noqa: PLC0415

        if self.is_over_browser:
            self.pop_screen()
        else:
            self.go_to(HomeScreen())

    @property
    def is_over_browser(self) -> bool:
        """Return whether the screen lies over the browser, and goes back to it."""
        from aide_memoire.ui.screens.browse import BrowseScreen  # noqa: PLC0415

        return len(self.screen_stack) > 1 and isinstance(self.screen_stack[-2], BrowseScreen)

    def show_browser(self, search: str = "") -> None:
        """Show all cards in a list, or those that a line of search finds."""
        from aide_memoire.ui.screens.browse import BrowseScreen  # noqa: PLC0415
        from aide_memoire.ui.screens.home import HomeScreen  # noqa: PLC0415

        if isinstance(self.screen, HomeScreen):
            self.push_screen(BrowseScreen(search))
        elif not isinstance(self.screen, BrowseScreen):
            self.go_to(BrowseScreen(search))

    def leave_browser(self) -> None:
        """Go back to the first screen, as it was left."""
        from aide_memoire.ui.screens.home import HomeScreen  # noqa: PLC0415

        if isinstance(self.screen_stack[-2], HomeScreen):
            self.pop_screen()
        else:
            self.show_home()

    def show_questions(self, asks: Sequence[QueueItem], message: str = "") -> None:
        """Begin a session of just these questions over this screen, and say what there is to say of it."""
        from aide_memoire.study.session import StudySession  # noqa: PLC0415
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415

        with self.report_errors():
            session = StudySession(self._workspace, only=asks)
            if session.question is None:
                self.notify("These cards have left their deck")
                return
            self.push_screen(StudyScreen(session))
            if message:
                self.notify(message)

    def action_show_profiles(self) -> None:
        """Open the list of learners over this screen."""
        from aide_memoire.ui.screens.profiles import ProfilesScreen  # noqa: PLC0415

        if not isinstance(self.screen, ProfilesScreen):
            self.push_screen(ProfilesScreen())

    def switch_profile(self, name: str) -> None:
        """Go home with another learner's progress: the same decks, the same clock."""
        from aide_memoire.ui.screens.home import HomeScreen  # noqa: PLC0415

        with self.report_errors():
            if name != self._workspace.profile:
                self.reopen_after(lambda: None, name)
            if len(self.screen_stack) > 1 and isinstance(self.screen_stack[-2], HomeScreen):
                self.pop_screen()
            else:
                self.show_home()

    def reopen_after(self, change_setting: Callable[[], object], name: str) -> None:
        """Close the desk, do what needs it closed, and open the profile `name`; this one again if that fails."""
        from aide_memoire.workspace import open_other_profile  # noqa: PLC0415

        before = self._workspace
        before.close()
        try:
            change_setting()
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

    def show_study(self, decks: Sequence[str] = ()) -> None:
        """Begin a session over all decks, or over some."""
        from aide_memoire.study.session import StudySession  # noqa: PLC0415
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415

        with self.report_errors():
            session = StudySession(self._workspace, decks)
            if session.question is None:
                self.notify("Nothing is due in this deck now")
                return
            self.go_to(StudyScreen(session))

    def show_settings(self) -> None:
        """Show what can be set."""
        from aide_memoire.ui.screens.settings import SettingsScreen  # noqa: PLC0415

        self.push_screen(SettingsScreen())

    def show_quiz(self, decks: Sequence[str] = ()) -> None:
        """Begin a quiz over all decks, or over some."""
        from aide_memoire.study.quiz import QUESTIONS, Quiz  # noqa: PLC0415
        from aide_memoire.ui.screens.quiz import QuizScreen  # noqa: PLC0415

        with self.report_errors():
            quiz = Quiz(self._workspace, decks, QUESTIONS, 1 + (self._workspace.entropy() & 0xFFFFF))
            if quiz.prompt is None:
                self.notify("There is no question to ask here")
                return
            self.go_to(QuizScreen(quiz))

    def show_result(self, quiz: Quiz) -> None:
        """Go to what a quiz was."""
        from aide_memoire.ui.screens.quiz import QuizResultScreen  # noqa: PLC0415

        self.go_to(QuizResultScreen(quiz))

    def show_drill(self) -> None:
        """Begin a session of what is mixed up, each pair side by side."""
        from aide_memoire.study.selection import items_for_confusions  # noqa: PLC0415
        from aide_memoire.study.session import StudySession  # noqa: PLC0415
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415

        with self.report_errors():
            session = StudySession(self._workspace, only=items_for_confusions(self._workspace.db))
            if session.question is None:
                self.notify("Nothing was mixed up yet")
                return
            self.go_to(StudyScreen(session))

    def show_editor(self, deck: str, note: str = "") -> None:
        """Open a deck's editor over this screen, at a note."""
        from aide_memoire.authoring.external_editor import find_line  # noqa: PLC0415
        from aide_memoire.ui.screens.editor import EditorScreen  # noqa: PLC0415

        with self.report_errors():
            path, _ = find_line(self._workspace, deck)
            self.push_screen(EditorScreen(path, note))

    async def leave_editor(self) -> None:
        """Go back to where the editor was opened, with the decks as they are now."""
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415

        self.pop_screen()
        with self.report_errors():
            if not self._workspace.reread():
                return
            if isinstance(self.screen, StudyScreen):
                self.screen.session.reload()
                await self.screen.show()
            self._offer_links()

    def _offer_links(self) -> None:
        """Offer to carry the history of cards that an edit has left behind over to what they became."""
        from aide_memoire.study import orphans  # noqa: PLC0415
        from aide_memoire.ui.screens.dialogs import ConfirmDialog  # noqa: PLC0415

        pairs = [(each.card, each.likely) for each in orphans.find_orphans(self._workspace) if each.likely]
        if not pairs:
            return
        rows = "\n".join(f"{old}  →  {new}" for old, new in pairs[:6])
        more = f"\nand {len(pairs) - 6} more" if len(pairs) > 6 else ""

        def link(yes: bool | None) -> None:
            if yes:
                with self.report_errors():
                    orphans.link_cards(self._workspace, pairs)
                    self.notify("The history goes on; u takes it back")

        message = "These cards have a history and have left their deck. Let it go on under the new ids?"
        self.push_screen(ConfirmDialog(f"{message}\n\n{rows}{more}", "carry it over", "leave it"), link)

    def show_stats(self) -> None:
        """Show how it goes, over this screen."""
        from aide_memoire.ui.screens.stats import StatsScreen  # noqa: PLC0415

        self.push_screen(StatsScreen(self._workspace))

    def show_timeline(self) -> None:
        """Show the events of the decks in time, over this screen."""
        from aide_memoire.ui.screens.timeline import TimelineScreen  # noqa: PLC0415

        self.push_screen(TimelineScreen(self._workspace))

    def show_history(self, card: str) -> None:
        """Show a card's past, over this screen."""
        from aide_memoire.ui.screens.history import HistoryScreen  # noqa: PLC0415

        self.push_screen(HistoryScreen(self._workspace, card))

    def show_summary(self, session: StudySession) -> None:
        """Go to what a session was."""
        from aide_memoire.reports.dashboard import load_dashboard  # noqa: PLC0415
        from aide_memoire.ui.screens.summary import SummaryScreen  # noqa: PLC0415

        with self.report_errors():
            self.go_to(SummaryScreen(session, load_dashboard(self._workspace), self._workspace.now() - session.began))

    def leave_study(self, session: StudySession) -> None:
        """Leave a session: to its summary where something was answered in it."""
        if session.answered:
            self.show_summary(session)
        else:
            self.show_home()

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
        from aide_memoire.ui.screens.help import HelpScreen  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_show_settings(self) -> None:
        """Show what can be set."""
        self.show_settings()

    async def action_undo(self) -> None:
        """Take back what was just typed or judged, else the newest action; its question comes back."""
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415

        if isinstance(self.screen, StudyScreen) and await self.screen.take_back():
            return
        await self._step("undo", "Nothing to undo", "Took back")

    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self._step("redo", "Nothing to redo", "Did again")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what the palette offers."""
        from aide_memoire.ui.palette import commands  # noqa: PLC0415

        return commands(self)

    async def _step(self, kind: str, nothing: str, message: str) -> None:
        from aide_memoire.study import actions  # noqa: PLC0415
        from aide_memoire.ui.screens.quiz import QuizResultScreen, QuizScreen  # noqa: PLC0415
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415
        from aide_memoire.ui.screens.summary import SummaryScreen  # noqa: PLC0415

        screen = self.screen
        if isinstance(screen, QuizScreen | QuizResultScreen):
            self.notify("A quiz saves nothing, so there is nothing to take back")
            return
        with self.report_errors():
            if isinstance(screen, (StudyScreen, SummaryScreen)):
                step = screen.session.undo() if kind == "undo" else screen.session.redo()
            else:
                step = actions.undo(self._workspace) if kind == "undo" else actions.redo(self._workspace)
            if step is None:
                self.notify(nothing)
                return
            self.notify(f"{message} {actions.describe_action(step)}")
            if isinstance(screen, Renewable):
                await screen.show_changes()


def run_app(workspace: Workspace, session: StudySession | None = None, quiz: Quiz | None = None) -> int:
    """Show the app until it is left: at a session, at a quiz, or at home. Returns the exit code."""
    app = AideMemoireApp(workspace, session, quiz)
    try:
        app.run()
    finally:
        app.workspace.close()  # perhaps not the one that it began at
    return app.return_code or 0
