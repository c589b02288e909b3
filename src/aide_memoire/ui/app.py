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

    async def look_anew(self) -> None:
        """Show what an action has changed."""


class AideMemoireApp(App[None]):
    """One learner at one desk. Screens tell it where to go; it knows no more of them than that."""

    CSS = """
    Screen { align-horizontal: center; background: $background; color: $foreground; overflow: hidden; }
    Screen > * { max-width: 100; }
    BrowseScreen > *, EditorScreen > * { max-width: 160; }
    HelpScreen > #help, AskScreen > Vertical, AskTextScreen > Vertical { max-width: 96%; }
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

    def __init__(self, desk: Workspace, study: StudySession | None = None, quiz: Quiz | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._first_study = study
        self._first_quiz = quiz
        self._gate = OutputFilter()
        self._backup = DailyBackup(lambda told: self.call_from_thread(self.say, told))
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        theme = desk.settings.theme
        # Not `self.theme = …`, which would read all styles twice before the first picture.
        self.set_reactive(App.theme, theme if theme in self.available_themes else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line passes on its way to the terminal."""
        return [*super().get_line_filters(), self._gate]

    @property
    def desk(self) -> Workspace:
        """Return the desk at which the learner sits."""
        return self._desk

    def use(self, desk: Workspace) -> None:
        """Go by the settings of another desk from now on."""
        self._desk = desk
        if desk.settings.theme in self.available_themes:
            self.theme = desk.settings.theme

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen: the question itself where one was asked for and is there."""
        if self._first_study is not None and self._first_study.question is not None:
            from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415  a screen's imports wait for it

            return StudyScreen(self._first_study)
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

        if theme.name != self._desk.settings.theme:
            with self.trouble_told():
                self._desk = change_setting(self._desk, "theme", theme.name)

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

    def show_questions(self, asks: Sequence[QueueItem], told: str = "") -> None:
        """Begin a session of just these questions over this screen, and say what there is to say of it."""
        from aide_memoire.study.session import StudySession  # noqa: PLC0415
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415

        with self.trouble_told():
            study = StudySession(self._desk, only=asks)
            if study.question is None:
                self.say("These cards have left their deck")
                return
            self.push_screen(StudyScreen(study))
            if told:
                self.say(told)

    def action_show_profiles(self) -> None:
        """Open the list of learners over this screen."""
        from aide_memoire.ui.screens.profiles import ProfilesScreen  # noqa: PLC0415

        if not isinstance(self.screen, ProfilesScreen):
            self.push_screen(ProfilesScreen())

    def switch_profile(self, name: str) -> None:
        """Go home with another learner's progress: the same decks, the same clock."""
        from aide_memoire.ui.screens.home import HomeScreen  # noqa: PLC0415

        with self.trouble_told():
            if name != self._desk.profile:
                self.reopen_after(lambda: None, name)
            if len(self.screen_stack) > 1 and isinstance(self.screen_stack[-2], HomeScreen):
                self.pop_screen()
            else:
                self.show_home()

    def reopen_after(self, change_setting: Callable[[], object], name: str) -> None:
        """Close the desk, do what needs it closed, and open the profile `name`; this one again if that fails."""
        from aide_memoire.workspace import open_other_profile  # noqa: PLC0415

        before = self._desk
        before.close()
        try:
            change_setting()
            self._sit_at(open_other_profile(before, name))
        except AideMemoireError:
            self._sit_at(open_other_profile(before, before.profile))
            raise

    def _sit_at(self, desk: Workspace) -> None:
        """Go by another learner's desk from now on."""
        self.use(desk)
        self._back_up_later()

    def _back_up_later(self) -> None:
        """Make the day's backup when the person has long begun; neither they nor the end of the app wait for it."""
        self.set_timer(self.BACKUP_AFTER, lambda: self._backup.make(self._desk))

    def show_study(self, decks: Sequence[str] = ()) -> None:
        """Begin a session over all decks, or over some."""
        from aide_memoire.study.session import StudySession  # noqa: PLC0415
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415

        with self.trouble_told():
            study = StudySession(self._desk, decks)
            if study.question is None:
                self.say("Nothing is due in this deck now")
                return
            self.go_to(StudyScreen(study))

    def show_settings(self) -> None:
        """Show what can be set."""
        from aide_memoire.ui.screens.settings import SettingsScreen  # noqa: PLC0415

        self.push_screen(SettingsScreen())

    def show_quiz(self, decks: Sequence[str] = ()) -> None:
        """Begin a quiz over all decks, or over some."""
        from aide_memoire.study.quiz import QUESTIONS, Quiz  # noqa: PLC0415
        from aide_memoire.ui.screens.quiz import QuizScreen  # noqa: PLC0415

        with self.trouble_told():
            quiz = Quiz(self._desk, decks, QUESTIONS, 1 + (self._desk.entropy() & 0xFFFFF))
            if quiz.asked is None:
                self.say("There is no question to ask here")
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

        with self.trouble_told():
            study = StudySession(self._desk, only=items_for_confusions(self._desk.db))
            if study.question is None:
                self.say("Nothing was mixed up yet")
                return
            self.go_to(StudyScreen(study))

    def show_editor(self, deck: str, note: str = "") -> None:
        """Open a deck's editor over this screen, at a note."""
        from aide_memoire.authoring.external_editor import find_line  # noqa: PLC0415
        from aide_memoire.ui.screens.editor import EditorScreen  # noqa: PLC0415

        with self.trouble_told():
            path, _ = find_line(self._desk, deck)
            self.push_screen(EditorScreen(path, note))

    async def leave_editor(self) -> None:
        """Go back to where the editor was opened, with the decks as they are now."""
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415

        self.pop_screen()
        with self.trouble_told():
            if not self._desk.reread():
                return
            if isinstance(self.screen, StudyScreen):
                self.screen.study.reload()
                await self.screen.show()
            self._offer_links()

    def _offer_links(self) -> None:
        """Offer to carry the history of cards that an edit has left behind over to what they became."""
        from aide_memoire.study import orphans  # noqa: PLC0415
        from aide_memoire.ui.screens.dialogs import ConfirmDialog  # noqa: PLC0415

        pairs = [(each.card, each.likely) for each in orphans.find_orphans(self._desk) if each.likely]
        if not pairs:
            return
        rows = "\n".join(f"{old}  →  {new}" for old, new in pairs[:6])
        more = f"\nand {len(pairs) - 6} more" if len(pairs) > 6 else ""

        def link(yes: bool | None) -> None:
            if yes:
                with self.trouble_told():
                    orphans.link_cards(self._desk, pairs)
                    self.say("The history goes on; u takes it back")

        told = "These cards have a history and have left their deck. Let it go on under the new ids?"
        self.push_screen(ConfirmDialog(f"{told}\n\n{rows}{more}", "carry it over", "leave it"), link)

    def show_stats(self) -> None:
        """Show how it goes, over this screen."""
        from aide_memoire.ui.screens.stats import StatsScreen  # noqa: PLC0415

        self.push_screen(StatsScreen(self._desk))

    def show_timeline(self) -> None:
        """Show the events of the decks in time, over this screen."""
        from aide_memoire.ui.screens.timeline import TimelineScreen  # noqa: PLC0415

        self.push_screen(TimelineScreen(self._desk))

    def show_history(self, card: str) -> None:
        """Show a card's past, over this screen."""
        from aide_memoire.ui.screens.history import HistoryScreen  # noqa: PLC0415

        self.push_screen(HistoryScreen(self._desk, card))

    def show_summary(self, study: StudySession) -> None:
        """Go to what a session was."""
        from aide_memoire.reports.dashboard import load_dashboard  # noqa: PLC0415
        from aide_memoire.ui.screens.summary import SummaryScreen  # noqa: PLC0415

        with self.trouble_told():
            self.go_to(SummaryScreen(study, load_dashboard(self._desk), self._desk.now() - study.began))

    def leave_study(self, study: StudySession) -> None:
        """Leave a session: to its summary where something was answered in it."""
        if study.answered:
            self.show_summary(study)
        else:
            self.show_home()

    def say(self, text: str) -> None:
        """Say something in passing."""
        self.clear_notifications()  # only the newest matters, and many would hide the question
        self.notify(text, markup=False, timeout=4)

    @contextmanager
    def trouble_told(self) -> Iterator[None]:
        """Tell what could not be done, and go on."""
        try:
            yield
        except AideMemoireError as error:
            self.notify(f"{error.message}\n{error.hint}".strip(), severity="error", markup=False, timeout=10)

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

    async def _step(self, kind: str, nothing: str, told: str) -> None:
        from aide_memoire.study import actions  # noqa: PLC0415
        from aide_memoire.ui.screens.quiz import QuizResultScreen, QuizScreen  # noqa: PLC0415
        from aide_memoire.ui.screens.study import StudyScreen  # noqa: PLC0415
        from aide_memoire.ui.screens.summary import SummaryScreen  # noqa: PLC0415

        screen = self.screen
        if isinstance(screen, QuizScreen | QuizResultScreen):
            self.say("A quiz saves nothing, so there is nothing to take back")
            return
        with self.trouble_told():
            if isinstance(screen, (StudyScreen, SummaryScreen)):
                step = screen.study.undo() if kind == "undo" else screen.study.redo()
            else:
                step = actions.undo(self._desk) if kind == "undo" else actions.redo(self._desk)
            if step is None:
                self.say(nothing)
                return
            self.say(f"{told} {actions.describe_action(step)}")
            if isinstance(screen, Renewable):
                await screen.look_anew()


def run_app(desk: Workspace, study: StudySession | None = None, quiz: Quiz | None = None) -> int:
    """Show the app until it is left: at a session, at a quiz, or at home. Returns the exit code."""
    app = AideMemoireApp(desk, study, quiz)
    try:
        app.run()
    finally:
        app.desk.close()  # perhaps not the one that it began at
    return app.return_code or 0
