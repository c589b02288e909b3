"""Create screens. Only this module imports them, each when it is first shown.

The first frame must not wait for the imports of other screens, which take 5 to 30 ms each.
"""

# ruff: noqa: PLC0415  late imports are what this module is for

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen

    from aide_memoire.reports.dashboard import Dashboard
    from aide_memoire.study.quiz import Quiz
    from aide_memoire.study.session import StudySession
    from aide_memoire.ui.screens.base import AppScreen
    from aide_memoire.ui.screens.dialogs import ConfirmDialog, TextDialog
    from aide_memoire.ui.screens.exam import ExamDialog
    from aide_memoire.ui.screens.help import HelpScreen
    from aide_memoire.ui.screens.summary import SummaryScreen


def home() -> AppScreen[None]:
    """Return the home screen: today, and the decks."""
    from aide_memoire.ui.screens.home import HomeScreen

    return HomeScreen()


def study(session: StudySession) -> AppScreen[None]:
    """Return the screen of a study session."""
    from aide_memoire.ui.screens.study import StudyScreen

    return StudyScreen(session)


def summary(session: StudySession, dashboard: Dashboard, lasted: int, back: str) -> SummaryScreen:
    """Return the summary of a session. `lasted` is in milliseconds, `back` is the label of the key Enter."""
    from aide_memoire.ui.screens.summary import SummaryScreen

    return SummaryScreen(session, dashboard, lasted, back)


def more(reason: str, decks: Sequence[str]) -> AppScreen[str]:
    """Return the list of what there is to study on, under the reason why nothing of all decks or `decks` is left."""
    from aide_memoire.ui.screens.more import MoreScreen

    return MoreScreen(reason, decks)


def deck(of: str) -> AppScreen[None]:
    """Return the page of a deck."""
    from aide_memoire.ui.screens.deck import DeckScreen

    return DeckScreen(of)


def exam(of: str, title: str) -> ExamDialog:
    """Return the dialog for the exam of a deck. Its result says what was done."""
    from aide_memoire.ui.screens.exam import ExamDialog

    return ExamDialog(of, title)


def quiz(running: Quiz) -> AppScreen[None]:
    """Return the screen of a quiz."""
    from aide_memoire.ui.screens.quiz import QuizScreen

    return QuizScreen(running)


def quiz_result(ended: Quiz, back: str) -> AppScreen[str]:
    """Return the result of a quiz. `back` is the label of the key Enter."""
    from aide_memoire.ui.screens.quiz import QuizResultScreen

    return QuizResultScreen(ended, back)


def browser(search: str) -> AppScreen[None]:
    """Return the list of all cards, or of those that a search finds."""
    from aide_memoire.ui.screens.browse import BrowseScreen

    return BrowseScreen(search)


def editor(path: str, note: str, writable: Callable[[str], str]) -> AppScreen[None]:
    """Return the editor of a deck, at `note` if it is not "". `writable`: see `DeckEditor`.

    Raises AideMemoireError for an unreadable file.
    """
    from aide_memoire.ui.screens.editor import EditorScreen

    return EditorScreen(path, note, writable)


def statistics() -> AppScreen[None]:
    """Return the screen of the statistics."""
    from aide_memoire.ui.screens.stats import StatsScreen

    return StatsScreen()


def own_curve() -> AppScreen[None]:
    """Return the screen that compares the learner's own forgetting curve with the one in use."""
    from aide_memoire.ui.screens.own_curve import OwnCurveScreen

    return OwnCurveScreen()


def timeline() -> AppScreen[None]:
    """Return the screen with the dated events of the decks."""
    from aide_memoire.ui.screens.timeline import TimelineScreen

    return TimelineScreen()


def history(card: str) -> AppScreen[None]:
    """Return the screen with the history of a card."""
    from aide_memoire.ui.screens.history import HistoryScreen

    return HistoryScreen(card)


def import_(path: str) -> AppScreen[None]:
    """Return the screen that previews and imports a file."""
    from aide_memoire.ui.screens.import_ import ImportScreen

    return ImportScreen(path)


def settings() -> AppScreen[None]:
    """Return the screen of the settings."""
    from aide_memoire.ui.screens.settings import SettingsScreen

    return SettingsScreen()


def profiles() -> AppScreen[str]:
    """Return the list of profiles. Its result is the profile to open."""
    from aide_memoire.ui.screens.profiles import ProfilesScreen

    return ProfilesScreen()


def help_(about: Screen[object]) -> HelpScreen:
    """Return the keys of a screen."""
    from aide_memoire.ui.screens.help import HelpScreen

    return HelpScreen(about)


def ask_line(text: str, does: str) -> TextDialog:
    """Return a dialog for one line of text. `does` is the label of the key Enter."""
    from aide_memoire.ui.screens.dialogs import TextDialog

    return TextDialog(text, does)


def confirm(text: str, yes: str, no: str) -> ConfirmDialog:
    """Return a dialog for yes or no, with the labels of the two keys."""
    from aide_memoire.ui.screens.dialogs import ConfirmDialog

    return ConfirmDialog(text, yes, no)
