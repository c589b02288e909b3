"""The ways through the app: which screen is opened over which, and what follows when one is closed.

A screen asks for another one here and ends by `close(result)`; the callback that was given with it decides what comes
next. So the stack always holds the way back: home at its foot, and over it what was opened from it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from aide_memoire.study import actions
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
_MOST_SHOWN = 6  # pairs of ids in a question
_SEED_BITS = 0xFFFFF


class Navigator:
    """Opens screens. Nothing else pushes a screen, but for the small dialogs that a screen asks by itself."""

    def __init__(self, app: AideMemoireApp) -> None:
        self._app = app
        self._after_first: Callable[[], None] = self.home

    def first_screen(self, session: StudySession | None, quiz: Quiz | None) -> Screen[None]:
        """Return the screen that the app begins with: a session or a quiz where one was asked for, else home."""
        if session is not None and session.question is not None:
            self._after_first = lambda: self._after_study(session)
            return routes.study(session)
        if quiz is not None:
            self._after_first = lambda: self._after_quiz(quiz)
            return routes.quiz(quiz)
        return routes.home()

    def first_screen_closed(self) -> None:
        """Go on from the session or the quiz that the app began with."""
        self._after_first()

    def home(self) -> None:
        """Go back to the first screen, unless something would be lost on the way."""
        stack = self._app.screen_stack
        place = next(
            (place for place, screen in enumerate(stack) if isinstance(screen, AppScreen) and screen.is_home), 0
        )
        if self._unwind(place) and not self._is_home(self._app.screen):
            self._app.push_screen(routes.home())

    def study(self, decks: Sequence[str] = ()) -> None:
        """Begin a session over all decks, or over some."""
        self._begin(lambda new: new(decks), "Nothing is due in this deck now")

    def study_items(self, items: Sequence[QueueItem], message: str = "") -> None:
        """Begin a session of these questions over the screen where they were chosen."""
        self._begin(lambda new: new(only=items), "These cards have left their deck", message, from_home=False)

    def drill(self) -> None:
        """Begin a session of what is mixed up, each pair side by side."""
        from aide_memoire.study.selection import items_for_confusions  # noqa: PLC0415  few sessions begin here

        self._begin(lambda new: new(only=items_for_confusions(self._app.workspace.db)), "Nothing was mixed up yet")

    def quiz(self, decks: Sequence[str] = ()) -> None:
        """Begin a quiz over all decks, or over some."""
        from aide_memoire.study.quiz import QUESTIONS, Quiz  # noqa: PLC0415  home does without it

        with self._app.report_errors():
            workspace = self._app.workspace
            quiz = Quiz(workspace, decks, QUESTIONS, 1 + (workspace.entropy() & _SEED_BITS))
            if quiz.prompt is None:
                self._app.notify("There is no question to ask here")
            elif self._unwind_home():
                self._app.push_screen(routes.quiz(quiz), lambda _: self._after_quiz(quiz))

    def browser(self, search: str = "") -> None:
        """Show all cards in a list, or those that a line of search finds."""
        self._open(routes.browser(search))

    def statistics(self) -> None:
        """Show the statistics."""
        self._open(routes.statistics())

    def timeline(self) -> None:
        """Show the dated events of the decks."""
        self._open(routes.timeline())

    def history(self, card: str) -> None:
        """Show a card's past."""
        self._open(routes.history(card))

    def settings(self) -> None:
        """Show what can be set."""
        self._open(routes.settings())

    def profiles(self) -> None:
        """Show who learns here; the one that is chosen is opened."""
        self._open(routes.profiles(), self._after_profiles)

    def help(self) -> None:
        """Show all keys."""
        self._app.push_screen(routes.help_())

    def import_file(self) -> None:
        """Ask for a file, and show what importing it would do."""

        def look_at(path: str | None) -> None:
            if path:
                self._open(routes.import_(os.path.expanduser(path.strip("'\""))))

        self._app.push_screen(routes.ask_line(_WHICH_FILE, "look at it"), look_at)

    def editor(self, deck: str, note: str = "") -> None:
        """Open a deck's editor, at a note where one is named."""
        from aide_memoire.authoring.external_editor import find_line  # noqa: PLC0415  it reads TOML

        with self._app.report_errors():
            path, _ = find_line(self._app.workspace, deck)
            self._open(routes.editor(path, note), self._after_editor)

    def _begin(
        self,
        make: Callable[[Callable[..., StudySession]], StudySession],
        nothing: str,
        message: str = "",
        *,
        from_home: bool = True,
    ) -> None:
        """Open a session; say `nothing` where it has no question, else `message`."""
        from aide_memoire.study.session import StudySession  # noqa: PLC0415  home does without it

        with self._app.report_errors():
            session = make(lambda *args, **kwargs: StudySession(self._app.workspace, *args, **kwargs))
            if session.question is None:
                self._app.notify(nothing)
                return
            if from_home and not self._unwind_home():
                return
            self._run(session)
            if message:
                self._app.notify(message)

    def _run(self, session: StudySession) -> None:
        self._app.push_screen(routes.study(session), lambda _: self._after_study(session))

    def _after_study(self, session: StudySession) -> None:
        """Show what the session was, where something was answered in it."""
        if not session.answered:
            self._home_if_bare()
            return
        from aide_memoire.reports.dashboard import load_dashboard  # noqa: PLC0415  home has imported it, if it is there

        with self._app.report_errors():
            workspace = self._app.workspace
            dashboard = load_dashboard(workspace)
            screen = routes.summary(session, dashboard, workspace.now() - session.began, self._way_back())
            self._app.push_screen(screen, lambda result: self._after_summary(session, result))

    def _after_summary(self, session: StudySession, result: str | None) -> None:
        match result:
            case "resume":
                self._run(session)
            case "drill":
                self._home_if_bare()
                self.drill()
            case _:
                self._home_if_bare()

    def _after_quiz(self, quiz: Quiz) -> None:
        """Show the score, where something was answered."""
        if quiz.answers:
            self._app.push_screen(routes.quiz_result(quiz, self._way_back()), lambda _: self._home_if_bare())
        else:
            self._home_if_bare()

    def _after_profiles(self, name: str | None) -> None:
        """Open the profile that was chosen, and go home with it."""
        if name is None:
            return
        with self._app.report_errors():
            if name != self._app.workspace.profile:
                self._app.reopen_after(lambda: None, name)
            self.home()
            if isinstance(self._app.screen, AppScreen):
                self._app.screen.reload()

    async def _after_editor(self, _: None) -> None:
        """Show the decks as they are now, and offer to carry histories over to new ids."""
        with self._app.report_errors():
            if self._app.workspace.reread():
                if isinstance(self._app.screen, AppScreen):
                    await self._app.screen.decks_changed()
                self._offer_links()

    def _offer_links(self) -> None:
        """Offer to carry the history of cards that an edit has left behind over to what they became."""
        from aide_memoire.reports.orphans import find_orphans  # noqa: PLC0415  only after an edit

        pairs = [(each.card, each.likely) for each in find_orphans(self._app.workspace) if each.likely]
        if not pairs:
            return
        rows = "\n".join(f"{old}  →  {new}" for old, new in pairs[:_MOST_SHOWN])
        more = f"\nand {len(pairs) - _MOST_SHOWN} more" if len(pairs) > _MOST_SHOWN else ""

        def link(yes: bool | None) -> None:
            if yes:
                with self._app.report_errors():
                    actions.link_cards(self._app.workspace, pairs)
                    self._app.notify("The history goes on; u takes it back")

        question = "These cards have a history and have left their deck. Let it go on under the new ids?"
        self._app.push_screen(routes.confirm(f"{question}\n\n{rows}{more}", "carry it over", "leave it"), link)

    def _open(self, screen: AppScreen[Result], callback: ScreenResultCallbackType[Result] | None = None) -> None:
        """Show a screen over this one; where one of its kind is open already, go back to that one."""
        stack = self._app.screen_stack
        place = next((place for place, each in enumerate(stack) if type(each) is type(screen)), None)
        if place is None:
            self._app.push_screen(screen, callback)
        else:
            self._unwind(place)

    def _unwind_home(self) -> bool:
        """Go back to home. Returns whether that is where the app is now."""
        self.home()
        return self._is_home(self._app.screen)

    def _unwind(self, place: int) -> bool:
        """Close every screen above a place of the stack. Returns False where one of them must not be left yet."""
        above = self._app.screen_stack[place + 1 :]
        if not all(screen.may_leave() for screen in above if isinstance(screen, AppScreen)):
            return False
        for _ in above:
            self._app.pop_screen()
        return True

    def _home_if_bare(self) -> None:
        """Go home from the session or quiz that the app began with: nothing else is under it."""
        if len(self._app.screen_stack) == 1 and not self._is_home(self._app.screen):
            self._app.push_screen(routes.home())

    def _way_back(self) -> str:
        """Return what the screen is called to which the next one goes back."""
        return "home" if len(self._app.screen_stack) == 1 or self._is_home(self._app.screen) else "back to the cards"

    @staticmethod
    def _is_home(screen: Screen[Any]) -> bool:
        return isinstance(screen, AppScreen) and screen.is_home
