"""Actions on chosen cards. Each is one action in the log, with one message and one undo."""

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
"""With more cards, an action items first."""

_LONG = 120  # characters of a question that are shown in a message


class CardActions(AppScreen[None]):
    """A screen whose actions apply to the marked cards, or to the chosen card if none is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("x", "suspend", "Suspend or unsuspend"),
        ("z", "bury", "Bury until tomorrow"),
        ("r", "reset", "Reset to new"),
        ("e", "edit", "Edit"),
        ("h", "history", "History"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._marks: set[str] = set()

    @property
    def chosen(self) -> CardLine | None:
        """Return the chosen card, or None."""
        raise NotImplementedError

    def reload(self) -> None:
        """Show the cards as they are now."""
        raise NotImplementedError

    def action_study(self) -> None:
        """Start a session of exactly these cards, due or not."""
        with self.app.report_errors():
            lines = self._targets()
            items = selection.items_for_cards(lines)
            if not items:
                self.app.notify("Suspended cards are not asked: x unsuspends them" if lines else "Choose a card first")
                return
            left_out = sum(line.suspended for line in lines)
            message = f"{cards_in_words(left_out)} suspended, so left out" if left_out else ""
            text = f"Study {thousands(len(items))} questions in one session?"
            self._confirm_many(len(items), text, "study", lambda: self.app.navigator.study_items(items, message))

    def action_suspend(self) -> None:
        """Suspend the cards; if all of them are suspended, unsuspend them."""
        with self.app.report_errors():
            lines = self._targets()
            awake = [line for line in lines if not line.suspended]
            if awake:
                message = f"{cards_in_words(len(awake))} suspended{_alone(awake)}"
                self._act("Suspend", awake, lambda ids: actions.suspend(self.workspace, ids), message)
            elif lines:
                self._act(
                    "Unsuspend",
                    lines,
                    lambda ids: actions.unsuspend(self.workspace, ids),
                    f"{cards_in_words(len(lines))} unsuspended",
                )

    def action_bury(self) -> None:
        """Bury the cards until tomorrow."""
        with self.app.report_errors():
            lines = self._targets()
            open_ones = [line for line in lines if not line.buried]
            if open_ones:
                message = f"{cards_in_words(len(open_ones))} put off until tomorrow{_alone(open_ones)}"
                self._act("Bury", open_ones, lambda ids: actions.bury(self.workspace, ids), message)
            elif lines:
                self.app.notify("Already put off until tomorrow")

    def action_reset(self) -> None:
        """Reset the cards, after asking."""
        with self.app.report_errors():
            lines = self._targets()
            known = [line for line in lines if line.state != "new"]
            if known:
                what = f"“{_short(known[0].text)}”" if len(known) == 1 else cards_in_words(len(known))
                reviews = counted(sum(line.reps for line in known), "review")
                message = f"{cards_in_words(len(known))} reset"
                text = f"Reset {what}? {reviews} will no longer count; u undoes it."
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
        """Show the history of the chosen card."""
        line = self.chosen
        if line is not None:
            self.app.navigator.history(line.id)

    def _targets(self) -> list[CardLine]:
        """Return the marked cards, or the chosen card if none is marked."""
        if self._marks:
            return browser.lines_of(self.workspace, self._marks)
        line = self.chosen
        return browser.lines_of(self.workspace, [line.id]) if line else []

    def _act(self, verb: str, lines: Sequence[CardLine], act: Callable[[list[str]], object], message: str) -> None:
        self._confirm_many(
            len(lines), f"{verb} {cards_in_words(len(lines))}?", "yes", lambda: self._do(lines, act, message)
        )

    def _do(self, lines: Sequence[CardLine], act: Callable[[list[str]], object], message: str) -> None:
        """Run the action, and show the message."""
        with self.app.report_errors():
            act([line.id for line in lines])
            self.app.notify(f"{message}; u undoes it")
            self.reload()

    def _confirm_many(self, number: int, text: str, yes: str, then: Callable[[], None]) -> None:
        """Call `then`; for many cards, ask first."""
        if number > MANY:
            self._ask(text, yes, then)
        else:
            then()

    def _ask(self, text: str, yes: str, then: Callable[[], None]) -> None:
        def answered(is_sure: bool | None) -> None:
            if is_sure:
                then()

        self.app.push_screen(ConfirmDialog(text, yes, "cancel"), answered)


def cards_in_words(number: int) -> str:
    """Return "1 card" or "1,234 cards"."""
    return f"{thousands(number)} card{'' if number == 1 else 's'}"


def _alone(lines: Sequence[CardLine]) -> str:
    """Return an addition to the message for a single member of a list: the other members are not affected."""
    return ", not the others of its list" if len(lines) == 1 and lines[0].kind == "group" else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
