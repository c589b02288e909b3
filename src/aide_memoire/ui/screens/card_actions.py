"""What can be done to cards that were chosen from a list: each as one action, said and undone as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from aide_memoire.formatting import counted, thousands
from aide_memoire.reports import browser
from aide_memoire.study import actions, selection
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.screens.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from aide_memoire.reports.browser import CardLine

MANY = 500
"""Cards from which on an action asks first."""

_LONG = 120  # letters of a question that is named


class CardActions(AppScreen[None]):
    """A screen with cards to act on: the marked ones, where there are any; else the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("s", "suspend", "Suspend"),
        ("b", "bury", "Bury"),
        ("r", "reset", "Reset"),
        ("e", "edit", "Edit"),
        ("h", "history", "History"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._marks: set[str] = set()

    @property
    def chosen(self) -> CardLine | None:
        """Return the chosen card, or None where there is none."""
        raise NotImplementedError

    def reload(self) -> None:
        """Show the cards as they are now."""
        raise NotImplementedError

    def action_study(self) -> None:
        """Begin a session of just these cards, due or not."""
        with self.app.report_errors():
            lines = self._meant()
            asks = selection.items_for_cards(lines)
            if not asks:
                self.app.notify("Suspended cards are not asked: s wakes them" if lines else "Choose a card first")
                return
            left_out = sum(line.suspended for line in lines)
            message = f"{cards_in_words(left_out)} suspended and left out" if left_out else ""
            text = f"Study {thousands(len(asks))} questions in one session?"
            self._sure(len(asks), text, "study", lambda: self.app.navigator.study_items(asks, message))

    def action_suspend(self) -> None:
        """Ask the cards no more; where none of them is asked now, wake them."""
        with self.app.report_errors():
            lines = self._meant()
            awake = [line for line in lines if not line.suspended]
            if awake:
                message = f"{cards_in_words(len(awake))} suspended{_alone(awake)}"
                self._act("Suspend", awake, lambda ids: actions.suspend(self.workspace, ids), message)
            elif lines:
                self._act(
                    "Wake",
                    lines,
                    lambda ids: actions.unsuspend(self.workspace, ids),
                    f"{cards_in_words(len(lines))} woken",
                )

    def action_bury(self) -> None:
        """Put the cards off until tomorrow."""
        with self.app.report_errors():
            lines = self._meant()
            open_ones = [line for line in lines if not line.buried]
            if open_ones:
                message = f"{cards_in_words(len(open_ones))} put off until tomorrow{_alone(open_ones)}"
                self._act("Bury", open_ones, lambda ids: actions.bury(self.workspace, ids), message)
            elif lines:
                self.app.notify("Put off until tomorrow already")

    def action_reset(self) -> None:
        """Make the cards new again, after asking."""
        with self.app.report_errors():
            lines = self._meant()
            known = [line for line in lines if line.state != "new"]
            if known:
                what = f"“{_short(known[0].text)}”" if len(known) == 1 else cards_in_words(len(known))
                reviews = counted(sum(line.reps for line in known), "review")
                message = f"{cards_in_words(len(known))} reset"
                text = f"Reset {what}? {reviews} will count no more; u takes it back."
                self._ask(
                    text, "reset", lambda: self._do(known, lambda ids: actions.reset(self.workspace, ids), message)
                )
            elif lines:
                self.app.notify("Nothing to reset: never reviewed")

    def action_edit(self) -> None:
        """Open the chosen card's note in the editor."""
        line = self.chosen
        if line is not None:
            self.app.navigator.editor(line.deck, line.note.partition("/")[2])

    def action_history(self) -> None:
        """Show what happened to the chosen card."""
        line = self.chosen
        if line is not None:
            self.app.navigator.history(line.id)

    def _meant(self) -> list[CardLine]:
        """Return the marked cards, else the chosen one."""
        if self._marks:
            return browser.lines_of(self.workspace, self._marks)
        line = self.chosen
        return browser.lines_of(self.workspace, [line.id]) if line else []

    def _act(self, verb: str, lines: Sequence[CardLine], act: Callable[[list[str]], object], message: str) -> None:
        self._sure(len(lines), f"{verb} {cards_in_words(len(lines))}?", "do it", lambda: self._do(lines, act, message))

    def _do(self, lines: Sequence[CardLine], act: Callable[[list[str]], object], message: str) -> None:
        """Do it as one action, and say so."""
        with self.app.report_errors():
            act([line.id for line in lines])
            self.app.notify(f"{message}; u takes it back")
            self.reload()

    def _sure(self, number: int, text: str, yes: str, then: Callable[[], None]) -> None:
        """Go on, after asking where it is about many."""
        if number > MANY:
            self._ask(text, yes, then)
        else:
            then()

    def _ask(self, text: str, yes: str, then: Callable[[], None]) -> None:
        def answered(is_sure: bool | None) -> None:
            if is_sure:
                then()

        self.app.push_screen(ConfirmDialog(text, yes, "leave"), answered)


def cards_in_words(number: int) -> str:
    """Return "1 card" or "1,234 cards"."""
    return f"{thousands(number)} card{'' if number == 1 else 's'}"


def _alone(lines: Sequence[CardLine]) -> str:
    """Return a word on members of lists, which are cards of their own."""
    return ", not the others of its list" if len(lines) == 1 and lines[0].kind == "group" else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
