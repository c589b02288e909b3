"""The screen of a study session."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.content import Content
from textual.widgets import Static

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.event import Rating
from aide_memoire.core.ids import split_card_id
from aide_memoire.ui.render.question import render_lesson
from aide_memoire.ui.screens.question import QuestionScreen
from aide_memoire.ui.widgets.answers import AnswerArea, ListAnswerArea
from aide_memoire.ui.widgets.lines import Key
from aide_memoire.ui.widgets.rating_bar import RatingBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from aide_memoire.core.question import Question
    from aide_memoire.study.session import StudySession

_HINT = Key("Ctrl+T", "hint", "screen.hint")
_UNDO = Key("u", "undo", "app.undo")
_ASIDE = (Key("z", "bury", "screen.set_aside('bury')"), Key("x", "suspend", "screen.set_aside('suspend')"))
_ALWAYS = (Key("?", "keys", "app.help"), Key("Esc", "leave", "screen.leave"))
_TYPING = (_HINT, Key("Ctrl+Z", "undo", "app.undo"), Key("F1", "keys", "app.help"), Key("Esc", "leave", "screen.leave"))
_READING = (Key("Space", "go on", "screen.go_on"), _UNDO, *_ASIDE, Key("e", "edit", "screen.edit"), *_ALWAYS)
_ASKING = {
    "flip": (Key("Space", "show the answer", "screen.go_on"), _UNDO, *_ASIDE, *_ALWAYS),
    "choice": (Key("1–4", "choose", "screen.nothing"), Key("Enter", "don't know", "screen.go_on"), _UNDO, *_ALWAYS),
    "typed": (Key("Enter", "answer", "screen.go_on"), *_TYPING),
    "recite": (Key("Enter", "answer", "screen.go_on"), *_TYPING),
    "list": (Key("Enter", "add; empty: done", "screen.go_on"), *_TYPING),
    "pick": (
        Key("1–9 Space", "tick", "screen.nothing"),
        Key("↑↓", "choose", "screen.nothing"),
        Key("Enter", "answer", "screen.go_on"),
        _UNDO,
        *_ALWAYS,
    ),
    "order": (
        Key("↑↓", "choose", "screen.nothing"),
        Key("Space", "hold and move", "screen.nothing"),
        Key("Enter", "answer", "screen.go_on"),
        _HINT,
        _UNDO,
        *_ALWAYS,
    ),
}


class StudyScreen(QuestionScreen):
    """The screen of a study session. Each answer is saved before the next question is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("i", "was_right", "I was right"),
        ("ctrl+t", "hint", "Hint"),
        ("e", "edit", "Edit"),
        ("z", "set_aside('bury')", "Bury until tomorrow"),
        ("x", "set_aside('suspend')", "Suspend or unsuspend"),
    ]

    def __init__(self, session: StudySession) -> None:
        super().__init__(session)
        self.session = session

    async def show(self) -> None:
        """Show the lesson or the question, and the notice of the session, if any."""
        lesson = self.session.lesson
        if lesson is None:
            await super().show()
        else:
            await self._turn_to(lesson, render_lesson(lesson), _READING)
            self.set_focus(None)
            self._begin_dead_time()
        if self.session.notice:
            self.app.notify(self.session.notice)
            self.session.notice = ""

    async def action_go_on(self) -> None:
        """Go on from a lesson, or from a question or its answer."""
        if self.session.lesson is None:
            await super().action_go_on()
        elif not self._is_dead():
            with self.app.report_errors():
                self.session.end_lesson()
                await self.show()

    async def on_rating_bar_rated(self, message: RatingBar.Rated) -> None:
        """Rate after a click on the rating bar."""
        await self._rate(message.rating)

    async def action_number(self, number: int) -> None:
        """Rate if the answer is shown; else choose an option."""
        if not self._revealed:
            await super().action_number(number)
        elif not self._is_dead():
            await self._rate(Rating(number))

    async def action_was_right(self) -> None:
        """Overrule a verdict: rate the answer good."""
        if self._revealed and self.session.graded is not None and not self._is_dead():
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
        areas = self.query(".area").results()
        return any(area.clear() for area in areas if isinstance(area, AnswerArea)) and not self._revealed

    async def action_hint(self) -> None:
        """Show the next hint."""
        if self._revealed or self._form in ("flip", "choice", "pick"):
            return
        areas = self.query(ListAnswerArea)
        message = self.session.next_hint(areas.first().named if areas else ())
        if not message:
            self.app.notify("No more hints: Enter on an empty line shows the answer")
            return
        await self.query(".hint").remove()
        await self.query_one("#page").mount(
            Static(Content.assemble(("Hint  ", "$accent"), message), classes="area hint")
        )

    def action_edit(self) -> None:
        """Open the note of the question in the deck editor. The session continues afterwards."""
        if self.session.question is not None and (self._revealed or self._form not in ("typed", "list", "recite")):
            deck, note, _ = split_card_id(self.session.question.cards[0])
            self.app.navigator.editor(deck, note)

    async def action_set_aside(self, kind: Literal["suspend", "bury"]) -> None:
        """Suspend or bury the question, but not after a verdict: the key may have been meant for the answer."""
        if self._revealed and self.session.graded is not None:
            return
        with self.app.report_errors():
            self.session.set_aside(kind)
            self.app.notify("Put off until tomorrow; u undoes" if kind == "bury" else "Suspended; u undoes")
            await self.show()

    def action_leave(self) -> None:
        """Leave the session. All answers are saved already."""
        self.close()

    @property
    def _question(self) -> Question | None:
        return self.session.question

    def _asking_keys(self, form: str) -> Sequence[Key]:
        return _ASKING[form]

    def _answered_keys(self) -> Sequence[Key]:
        graded = self.session.graded
        split = self.session.is_split
        judgement = f"as judged: {_split(self.session.ratings())}"
        keys = [Key("Space", judgement if split else self.session.suggested_rating.word, "screen.go_on")]
        keys.append(Key("1–4", "rate all" if split else "rate", "screen.nothing"))
        if graded is not None and graded.verdict.word in ("wrong", "partial") and graded.typed.strip():
            keys.append(Key("i", "I was right", "screen.was_right"))
        return [*keys, _UNDO, Key("e", "edit", "screen.edit"), *_ALWAYS]

    def _reveal(self) -> None:
        suggested = None if self.session.is_split else self.session.suggested_rating
        self.query_one(RatingBar).show(self.session.proposal(), suggested)
        super()._reveal()

    async def _next(self) -> None:
        await self._rate(None)

    def _end(self) -> None:
        self.close()

    async def _rate(self, rating: Rating | None) -> None:
        """Save the answer, then show the next question. If saving fails, stay and show the error."""
        try:
            answered = self.session.rate(rating)
        except AideMemoireError as error:
            hint = f" {error.hint[:1].upper()}{error.hint[1:]}." if error.hint else ""
            message = f"✗ Not saved: {error.message}.{hint} Your answer is still here: rate it again."
            trouble = self.query_one("#trouble", Static)
            trouble.update(Content(message))
            trouble.display = True
            return
        for line in answered.remarks if answered else ():
            self.app.notify(line)
        await self.show()


def _split(ratings: Sequence[Rating]) -> str:
    """Return the number of each rating: "4 good, 2 again"."""
    return ", ".join(f"{ratings.count(rating)} {rating.word}" for rating in reversed(Rating) if rating in ratings)
