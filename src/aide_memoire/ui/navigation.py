"""Navigation: which screen is opened over which, and what follows when one is closed.

A screen calls the navigator to open another one, and ends with `close(result)`; the callback given at opening decides
what comes next. So the screen stack is always the path back: home at the bottom, and above it the screens opened from
it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.formatting import first_words
from aide_memoire.paths import dropped_path
from aide_memoire.store.deck_files import deck_files
from aide_memoire.store.deck_index import text_of_card
from aide_memoire.study import actions
from aide_memoire.study.renamed_notes import link_renamed
from aide_memoire.ui import routes
from aide_memoire.ui.screens.base import AppScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen, ScreenResultCallbackType

    from aide_memoire.core.queue import QueueItem
    from aide_memoire.study.quiz import Quiz
    from aide_memoire.study.session import StudySession
    from aide_memoire.ui.app import AideMemoireApp
    from aide_memoire.ui.screens.base import Result

_WHICH_FILE = "Which file? A table, Anki's .apkg or text, hashcards, a .jsonl log; its path:"
_MOST_SHOWN = 6  # questions in a dialog
_LONG = 60  # characters of each
_SEED_BITS = 0xFFFFF
_NOTHING = {"today": "Nothing is due in this deck now", "mix-ups": "Nothing was mixed up yet"}


class Navigator:
    """Opens screens. Nothing else pushes a screen, except that screens open small dialogs themselves."""

    def __init__(self, app: AideMemoireApp) -> None:
        self._app = app
        self._after_first: Callable[[], None] = self.home

    def first_screen(self, session: StudySession | None, quiz: Quiz | None) -> Screen[None]:
        """Return the first screen of the app: the session or the quiz, if there is one, else home."""
        if session is not None and session.question is not None:
            self._after_first = lambda: self._after_study(session)
            return routes.study(session)
        if quiz is not None:
            self._after_first = lambda: self._after_quiz(quiz)
            return routes.quiz(quiz)
        return routes.home()

    def first_screen_closed(self) -> None:
        """Show what follows the session or the quiz that was the first screen."""
        self._after_first()

    def home(self) -> None:
        """Go back to the home screen, unless a screen in between must not be left yet."""
        stack = self._app.screen_stack
        place = next(
            (place for place, screen in enumerate(stack) if isinstance(screen, AppScreen) and screen.is_home), 0
        )
        if self._unwind(place) and not self._is_home(self._app.screen):
            self._app.push_screen(routes.home())

    def study(self, decks: Sequence[str] = (), kind: str = "today") -> None:
        """Start a session over all decks or `decks`: of today's share, or of another kind (`study/more.py`)."""
        self._begin(decks, kind, nothing=_NOTHING.get(kind, "Nothing of it is left"))

    def study_items(self, items: Sequence[QueueItem], message: str = "") -> None:
        """Start a session of these questions over the current screen."""
        self._begin(items=items, nothing="These cards have left their deck", message=message)

    def more(self, reason: str, decks: Sequence[str] = ()) -> None:
        """Offer what there is to study on, under the reason why nothing of all decks or of `decks` is left today."""
        self._open(routes.more(reason, decks), lambda kind: self._go_on(kind, decks))

    def _go_on(self, kind: str | None, decks: Sequence[str]) -> None:
        """Start what was chosen of what there is to study; "" and None start nothing."""
        if kind == "quiz":
            self.quiz(decks)
        elif kind == "own-curve":
            self.own_curve()
        elif kind:
            self.study(decks, kind)

    def quiz(self, decks: Sequence[str] = ()) -> None:
        """Start a quiz over all decks or `decks`."""
        from aide_memoire.study.quiz import QUESTIONS, Quiz  # noqa: PLC0415  home does without it

        with self._app.report_errors():
            workspace = self._app.workspace
            quiz = Quiz(workspace, decks, QUESTIONS, 1 + (workspace.entropy() & _SEED_BITS))
            if quiz.prompt is None:
                self._app.notify("There is no question to ask here")
            elif self._unwind_home():
                self._app.push_screen(routes.quiz(quiz), lambda _: self._after_quiz(quiz))

    def browser(self, search: str = "") -> None:
        """Show all cards, or those that a search finds."""
        self._open(routes.browser(search))

    def deck(self, deck: str) -> None:
        """Show the page of a deck."""
        self._open(routes.deck(deck))

    def exam(self, deck: str) -> None:
        """Ask for the date of a deck's exam, and show the change."""

        def show(done: str | None) -> None:
            if done and isinstance(self._app.screen, AppScreen):
                self._app.screen.reload()
                self._app.notify(done)

        titles = {each.deck: each.title for each in deck_files(self._app.workspace.db) if each.live}
        self._app.push_screen(routes.exam(deck, titles.get(deck, deck)), show)

    def statistics(self) -> None:
        self._open(routes.statistics())

    def own_curve(self) -> None:
        """Show how well the learner's own forgetting curve expects what they know, and offer to go by it."""
        self._open(routes.own_curve())

    def timeline(self) -> None:
        """Show the dated events of the decks."""
        self._open(routes.timeline())

    def history(self, card: str) -> None:
        """Show the history of a card."""
        self._open(routes.history(card))

    def settings(self) -> None:
        self._open(routes.settings())

    def profiles(self) -> None:
        """Show the profiles, and open the chosen one."""
        self._open(routes.profiles(), self._after_profiles)

    def help(self) -> None:
        """Show the keys of the current screen."""
        self._app.push_screen(routes.help_(self._app.screen))

    def import_file(self) -> None:
        """Ask for a file, and show a preview of its import."""

        def preview(path: str | None) -> None:
            if path:
                self._open(routes.import_(dropped_path(path)))

        self._app.push_screen(routes.ask_line(_WHICH_FILE, "preview it"), preview)

    def editor(self, deck: str, note: str = "") -> None:
        """Open the editor of a deck, at `note` if it is given."""
        from aide_memoire.authoring import external_editor, own_copy  # noqa: PLC0415  they read TOML

        with self._app.report_errors():
            workspace = self._app.workspace
            path, _ = external_editor.find_line(workspace, deck)
            self._open(routes.editor(path, note, own_copy.editable_paths(workspace)), self._after_editor)

    def _begin(
        self,
        decks: Sequence[str] = (),
        kind: str = "today",
        *,
        items: Sequence[QueueItem] | None = None,
        nothing: str,
        message: str = "",
    ) -> None:
        """Open a session, and show `message`; if the session has no question, only show `nothing`.

        A session of `items` opens over the current screen, any other one over home.
        """
        from aide_memoire.study.more import begin_session  # noqa: PLC0415  home does without it

        with self._app.report_errors():
            session = begin_session(self._app.workspace, kind, decks, items=items)
            if session.question is None:
                self._app.notify(nothing)
                return
            if items is None and not self._unwind_home():
                return
            self._run(session)
            if message:
                self._app.notify(message)

    def _run(self, session: StudySession) -> None:
        self._app.push_screen(routes.study(session), lambda _: self._after_study(session))

    def _after_study(self, session: StudySession) -> None:
        """Show the summary of the session and sync, if something was answered."""
        if not session.answered:
            self._home_if_stack_ends()
            return
        self._app.sync.start()
        from aide_memoire.reports.dashboard import load_dashboard  # noqa: PLC0415  home has imported it, if it is there

        with self._app.report_errors():
            workspace = self._app.workspace
            dashboard = load_dashboard(workspace)
            screen = routes.summary(session, dashboard, workspace.now() - session.began, self._back_label())
            self._app.push_screen(screen, lambda result: self._after_summary(session, result))

    def _after_summary(self, session: StudySession, result: str | None) -> None:
        match result:
            case "resume":
                self._run(session)
            case _:
                self._home_if_stack_ends()
                self._go_on(result, session.decks)

    def _after_quiz(self, quiz: Quiz) -> None:
        """Show the score, if something was answered."""
        if quiz.answers:
            self._app.push_screen(routes.quiz_result(quiz, self._back_label()), lambda _: self._home_if_stack_ends())
        else:
            self._home_if_stack_ends()

    def _after_profiles(self, name: str | None) -> None:
        """Open the chosen profile, and go to its home screen."""
        if name is None:
            return
        with self._app.report_errors():
            if name != self._app.workspace.profile:
                self._app.open_profile(name)
            self.home()
            if isinstance(self._app.screen, AppScreen):
                self._app.screen.reload()

    async def _after_editor(self, _: None) -> None:
        """Show the changed decks, and offer to link orphans to their new ids."""
        with self._app.report_errors():
            if self._app.workspace.reread():
                link_renamed(self._app.workspace)
                if isinstance(self._app.screen, AppScreen):
                    await self._app.screen.decks_changed()
                self.offer_links()

    def offer_links(self) -> bool:
        """Offer to link the cards that have left their deck to those that they likely became. False: there are none."""
        from aide_memoire.reports.orphans import find_orphans  # noqa: PLC0415  only after an edit

        pairs = [(each.card, each.likely) for each in find_orphans(self._app.workspace) if each.likely]
        if not pairs:
            return False
        db = self._app.workspace.db
        rows = "\n".join(f"· {first_words(text_of_card(db, new), _LONG)}" for _, new in pairs[:_MOST_SHOWN])
        more = f"\nand {len(pairs) - _MOST_SHOWN} more" if len(pairs) > _MOST_SHOWN else ""

        def link(yes: bool | None) -> None:
            if yes:
                with self._app.report_errors():
                    actions.link_cards(self._app.workspace, pairs)
                    self._app.notify("History continued; u undoes it")
                    if isinstance(self._app.screen, AppScreen):
                        self._app.screen.reload()

        question = "These cards look like renamed ones. Continue the history of the old ones?"
        self._app.push_screen(routes.confirm(f"{question}\n\n{rows}{more}", "continue it", "cancel"), link)
        return True

    def _open(self, screen: AppScreen[Result], callback: ScreenResultCallbackType[Result] | None = None) -> None:
        """Push a screen; if one of the same class is open, go back to that one instead."""
        stack = self._app.screen_stack
        place = next((place for place, each in enumerate(stack) if type(each) is type(screen)), None)
        if place is None:
            self._app.push_screen(screen, callback)
        else:
            self._unwind(place)

    def _unwind_home(self) -> bool:
        """Go back to home. Returns whether the app is there now."""
        self.home()
        return self._is_home(self._app.screen)

    def _unwind(self, place: int) -> bool:
        """Close every screen above an index of the stack. Returns False if one of them must not be left yet."""
        above = self._app.screen_stack[place + 1 :]
        if not all(screen.may_leave() for screen in above if isinstance(screen, AppScreen)):
            return False
        for _ in above:
            self._app.pop_screen()
        return True

    def _home_if_stack_ends(self) -> None:
        """Open home over the session or quiz that was the first screen, as there is no other screen to go back to."""
        if len(self._app.screen_stack) == 1 and not self._is_home(self._app.screen):
            self._app.push_screen(routes.home())

    def _back_label(self) -> str:
        """Return the label of the key that goes back to the current screen."""
        return "home" if len(self._app.screen_stack) == 1 or self._is_home(self._app.screen) else "back to the cards"

    @staticmethod
    def _is_home(screen: Screen[Any]) -> bool:
        return isinstance(screen, AppScreen) and screen.is_home
