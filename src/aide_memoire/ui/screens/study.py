"""The screen of a study session."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.content import Content

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.event import Rating
from aide_memoire.core.hint import hints
from aide_memoire.core.ids import split_card_id
from aide_memoire.ui.render.question import render_lesson
from aide_memoire.ui.screens.question import QuestionScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.answers import ListAnswerArea
from aide_memoire.ui.widgets.lines import Key, Ticks
from aide_memoire.ui.widgets.rating_bar import RatingBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from aide_memoire.core.question import Question
    from aide_memoire.study.session import StudySession
    from aide_memoire.ui.widgets.question_page import Below

_HINT = Key("Ctrl+T", "hint", "screen.hint")
_UNDO = Key("u", "undo", "app.undo")
_EDIT = Key("e", "edit", "screen.edit")
_ASIDE = (Key("z", "bury", "screen.set_aside('bury')"), Key("x", "suspend", "screen.set_aside('suspend')"))
_LEAVE = Key("Esc", "leave", "screen.leave")
_READ = (_LEAVE, *_ASIDE, Key("?", "keys", "app.help"))
_OPEN = (Key("Ctrl+Z", "undo", "app.undo"), _LEAVE, Key("F1", "keys", "app.help"))
_READING = (Key("Space", "got it: ask me later", "screen.go_on"), _UNDO, *_READ)
_ASKING = {
    "flip": (Key("Space", "show the answer", "screen.go_on"), _UNDO, *_READ),
    "choice": (Key("1–4", "choose", "screen.nothing"), Key("0", "don't know", "screen.pass"), *_OPEN),
    "typed": (Key("Enter", "answer", "screen.go_on"), _HINT, *_OPEN),
    "recite": (Key("Enter", "answer", "screen.go_on"), _HINT, *_OPEN),
    "list": (Key("Enter", "add; empty: done", "screen.go_on"), _HINT, *_OPEN),
    "pick": (Key("Enter", "answer", "screen.go_on"), Key("1–9 Space", "tick", "screen.nothing"), *_OPEN),
    "order": (Key("Enter", "answer", "screen.go_on"), Key("Space", "hold and move", "screen.nothing"), _HINT, *_OPEN),
}


class StudyScreen(QuestionScreen):
    """The screen of a study session. Each answer is saved before the next question is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("i", "was_right", "I was right"),
        ("ctrl+t", "hint", "Hint"),
        ("e", "edit", "Edit"),
        ("z,ctrl+b", "set_aside('bury')", "Bury until tomorrow"),
        ("x,ctrl+n", "set_aside('suspend')", "Suspend or unsuspend"),
        *((str(int(rating)), f"rate({int(rating)})", "Choose or rate") for rating in Rating),
    ]

    def __init__(self, session: StudySession) -> None:
        super().__init__(session)
        self.session = session
        self._has_failed = False

    async def show(self) -> None:
        """Show the lesson or the question, and the notice of the session, if any."""
        lesson = self.session.lesson
        if lesson is None:
            await super().show()
            self._show_hint()
        else:
            self._turn_to(lesson, partial(self._lesson_page, lesson), _READING)
        if self.session.notice:
            self.app.notify(self.session.notice)
            self.session.notice = ""

    def _lesson_page(self, lesson: Question, width: int) -> Content:
        return render_lesson(lesson, width, unfolded=self._unfolded)

    async def _is_skipped(self) -> bool:
        """Show the next question, if this one was answered or set aside in another window. Returns whether it was."""
        with self.app.report_errors():
            if self._revealed or not self.session.skip_if_outdated():
                return False
            await self.show()
        return True

    async def action_go_on(self) -> None:
        """Go on from a lesson, or from a question or its answer."""
        if self.session.lesson is None:
            await super().action_go_on()
            return
        with self.app.report_errors():
            self.session.end_lesson()
            await self.show()

    async def on_rating_bar_rated(self, message: RatingBar.Rated) -> None:
        """Rate after a click on the rating bar."""
        await self._rate(message.rating)

    async def action_rate(self, number: int) -> None:
        """Rate by a number from 1, if the answer is shown."""
        if self._revealed:
            await self._rate(Rating(number))

    async def action_was_right(self) -> None:
        """Overrule a verdict: rate the answer good."""
        if self._revealed and self.session.graded is not None:
            await self._rate(Rating.GOOD)

    async def undo(self) -> None:
        """Clear the typed text, or discard the verdict, or else undo the newest action and ask its question again."""
        if not await self._discard_unsaved():
            await self._step(self.session.undo, "Nothing to undo", "undone")

    async def redo(self) -> None:
        """Redo the action that was undone last."""
        await self._step(self.session.redo, "Nothing to redo", "redone")

    async def show_changes(self) -> None:
        """Show the current question, which an undo or redo has changed."""
        await self.show()

    async def decks_changed(self) -> None:
        """Show the question as it is in its deck now."""
        self.session.reload()
        await self.show()

    async def _discard_unsaved(self) -> bool:
        """Discard what is not saved yet: the verdict or the typed text. Returns whether there was anything."""
        if self._revealed and self.session.graded is not None:
            self.session.ask_again()
            await self.show()
            return True
        if self._revealed or self._area is None or not self._area.clear():
            return False
        self._page.redraw()
        return True

    async def action_hint(self) -> None:
        """Show the next hint."""
        if not self.is_open or self._form in ("choice", "pick"):
            return
        if self.session.next_hint(self._named):
            self._show_hint()
        else:
            self.app.notify("No more hints. Enter without an answer shows what is right")

    def _show_hint(self) -> None:
        """Show the newest hint of the question below its field, and which of how many it is."""
        prompt, number = self.session.prompt, self.session.hints
        if prompt is None or not number:
            return
        found = hints(prompt.question, self._named)
        label = f"hint {number} of {len(found)}  "
        self._page.show_hint(Content.assemble((label, MUTED), found[number - 1] if number <= len(found) else ""))

    @property
    def _named(self) -> list[str]:
        """Return the members of a list that were typed already, and need no hint."""
        return self._area.named if isinstance(self._area, ListAnswerArea) else []

    def action_edit(self) -> None:
        """Open the note of the question in the deck editor. The session continues afterwards."""
        if self.session.question is not None and not self.is_open:
            deck, note, _ = split_card_id(self.session.question.cards[0])
            self.app.navigator.editor(deck, note)

    async def action_set_aside(self, kind: Literal["suspend", "bury"]) -> None:
        """Suspend or bury the question, but not after a verdict: the key may have been meant for the answer."""
        if self._revealed and self.session.graded is not None:
            return
        with self.app.report_errors():
            self.session.set_aside(kind)
            self.app.notify(
                "Put off until tomorrow; Ctrl+Z undoes it" if kind == "bury" else "Suspended; Ctrl+Z undoes it"
            )
            await self.show()

    async def action_leave(self) -> None:
        """Leave the session. A verdict that is on the screen is saved first, with the rating that it suggests."""
        if self.save_open():
            self.close()

    def save_open(self) -> bool:
        """Save the verdict that is on the screen. Returns False, and says why, if it cannot be saved: once."""
        if not self._revealed or self.session.graded is None or self._has_failed:
            return True
        word = "as judged" if self.session.is_split else f"as {self.session.suggested_rating.word}"
        if not self._save(None):
            return False
        self._revealed = False
        self.app.notify(self.session.notice or f"Saved {word}. u undoes it")
        return True

    @property
    def _question(self) -> Question | None:
        return self.session.question

    def _asking_keys(self, form: str) -> Sequence[Key]:
        return _ASKING[form]

    @property
    def _ticks(self) -> Ticks:
        done, total = self.session.position
        return Ticks(self.session.marks, done, total, self.session.again)

    def _tag(self, question: Question) -> str:
        return f"{question.deck_title} · {'new' if self.session.is_new else 'review'}"

    def _answered_keys(self) -> Sequence[Key]:
        graded = self.session.graded
        does = "as judged" if self.session.is_split else self.session.suggested_rating.word
        keys = [Key("Space", does, "screen.go_on")]
        if graded is not None and graded.verdict.word in ("wrong", "partial") and graded.typed.strip():
            keys.append(Key("i", "I was right", "screen.was_right"))
        return [*keys, _UNDO, _LEAVE, _EDIT, Key("?", "keys", "app.help")]

    def _reveal(self) -> None:
        self._has_failed = False
        super()._reveal()

    def _ratings(self) -> Below | None:
        session = self.session
        return RatingBar(session.proposal(), session.suggested_rating, session.ratings())

    async def _next(self) -> None:
        await self._rate(None)

    def _end(self) -> None:
        self.close()

    async def _rate(self, rating: Rating | None) -> None:
        """Save the answer, then show the next question. If saving fails, stay and show the error."""
        if self._save(rating):
            await self.show()

    def _save(self, rating: Rating | None) -> bool:
        """Save the answer with a rating. Returns False if that fails, and says why."""
        try:
            answered = self.session.rate(rating)
        except AideMemoireError as error:
            self._has_failed = True
            hint = f" {error.hint[:1].upper()}{error.hint[1:]}." if error.hint else ""
            message = f"✗ Not saved: {error.message}.{hint} Your answer is still here: rate it again, or Esc to leave."
            self.app.notify(message, severity="error")
            return False
        if answered is not None and answered.remarks:
            self.app.notify(". ".join(answered.remarks))
        return True
