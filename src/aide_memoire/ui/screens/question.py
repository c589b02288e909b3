"""A question and where it is answered: what a session and a quiz have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from aide_memoire.ui.render.question import render_answer, render_question
from aide_memoire.ui.render.verdict import render_verdict
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.widgets.answers import (
    AnswerArea,
    AnswerSubmitted,
    ChoiceArea,
    ListAnswerArea,
    OrderArea,
    PickArea,
    TypedAnswer,
)
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine
from aide_memoire.ui.widgets.rating_bar import RatingBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.study.prompts import GradedAnswer, Prompt

_ANSWER_LINES = 3


class QuestionSession(Protocol):
    """What puts questions one after another and judges the answers: a session, or a quiz."""

    @property
    def prompt(self) -> Prompt | None: ...

    @property
    def position(self) -> tuple[int, int]: ...

    graded: GradedAnswer | None

    def grade(self, given: str) -> Verdict: ...


class Page(VerticalScroll):
    """The question and its answer; a click on them, and on nothing else, posts `Clicked`."""

    class Clicked(Message):
        """The page was clicked."""

    def on_click(self, event: events.Click) -> None:
        """Tell of it."""
        event.stop()
        self.post_message(self.Clicked())


class QuestionScreen(AppScreen[None]):
    """The question is the only loud thing on it."""

    DEAD_TIME = 0.25  # seconds for which a verdict or a lesson that has just appeared takes no keys
    DEFAULT_CSS = """
    QuestionScreen {
      #page { padding: 2 4 1 5; height: 1fr; scrollbar-size-vertical: 1; }
      .area { margin-top: 1; height: auto; }
      #trouble { display: none; padding: 0 5 1 5; height: auto; color: $text-error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space,enter", "go_on", "Answer"),
        ("1", "number(1)", "First"),
        ("2", "number(2)", "Second"),
        ("3", "number(3)", "Third"),
        ("4", "number(4)", "Fourth"),
        ("up", "scroll(-1)", "Up"),
        ("down", "scroll(1)", "Down"),
        ("pageup", "scroll(-10)", "Page up"),
        ("pagedown", "scroll(10)", "Page down"),
        ("escape", "leave", "Leave"),
    ]

    def __init__(self, session: QuestionSession) -> None:
        super().__init__()
        self._session = session
        self._revealed = False
        self._unread = ""
        self._dead = False

    def compose(self) -> ComposeResult:
        """Yield the parts, from top to bottom."""
        yield TopLine()
        with Page(id="page", can_focus=False):
            yield Static(id="text", markup=False)
        yield Static(id="trouble", markup=False)
        yield RatingBar()
        yield KeyLine()

    async def on_mount(self) -> None:
        """Put the first question."""
        await self.show()

    def on_resize(self) -> None:
        """Fit the progress to the new width."""
        if self._question:
            self._show_progress(self._question)

    async def on_page_clicked(self) -> None:
        """Show the answer of a flip by a click on the page."""
        if self._session.prompt and self._form == "flip" and not self._revealed:
            await self.action_go_on()

    def on_answer_submitted(self, message: AnswerSubmitted) -> None:
        """Judge an answer; what cannot be read as a date at all is asked once more."""
        message.stop()
        put = self._session.prompt
        if self._revealed or put is None:
            return
        with self.app.report_errors():
            verdict = self._session.grade(message.text)
            if verdict.unreadable and message.text != self._unread:
                self._unread, self._session.graded = message.text, None
                self.app.notify(f"{verdict.reasons[0]}; Enter again takes it as it is")
                return
            self._reveal()

    async def show(self) -> None:
        """Show the question that the sitting is at, or what comes after the last one.

        It waits until there is something to type on, and the keys wait with it: none is taken for a command.
        """
        put = self._session.prompt
        if put is None:
            self._end()
            return
        await self._turn_to(put.question, render_question(put.question), self._asking_keys(put.form), _area(put))

    async def _turn_to(
        self, question: Question, page: Content, keys: Sequence[Key], area: AnswerArea | None = None
    ) -> None:
        """Show a new page about a question, with what can be pressed there and where it is answered, if it is."""
        self._revealed, self._unread = False, ""
        self.query_one("#trouble").display = False
        await self.query(".area").remove()
        self._show_progress(question)
        self.query_one("#text", Static).update(page)
        self.query_one(RatingBar).hide()
        self.query_one(KeyLine).show(keys)
        if area is not None:
            await self.query_one("#page").mount(area)
            own_scroll = isinstance(area, PickArea)  # as a whole it may be taller than the page
            self.set_focus(area.field, scroll_visible=not own_scroll)
        self.query_one("#page").scroll_home(animate=False)

    async def action_go_on(self) -> None:
        """Show the answer; where it is shown, go on to the next question."""
        if self._revealed:
            if not self._is_dead():
                await self._next()
        elif self._form == "flip":
            with self.app.report_errors():
                self._reveal()
        else:
            areas = [area for area in self.query(".area").results() if isinstance(area, AnswerArea)]
            self.post_message(AnswerSubmitted(areas[0].held() if areas else ""))  # nothing says "I don't know"

    async def action_number(self, number: int) -> None:
        """Choose an option."""
        if not self._revealed and self._form == "choice":
            self.query_one(ChoiceArea).choose(number)

    def action_nothing(self) -> None:
        """Do nothing: a key's name that can only be pressed was clicked."""

    def action_scroll(self, lines: int) -> None:
        """Scroll a long answer."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    @property
    def _question(self) -> Question | None:
        """Return the question that is on the screen."""
        return self._session.prompt.question if self._session.prompt else None

    @property
    def _form(self) -> str:
        return self._session.prompt.form if self._session.prompt else "flip"

    def _asking_keys(self, form: str) -> Sequence[Key]:
        """Return what can be pressed while a question of that form is open."""
        raise NotImplementedError

    def _answered_keys(self) -> Sequence[Key]:
        """Return what can be pressed once the answer is shown."""
        raise NotImplementedError

    async def _next(self) -> None:
        """Go on from the answer."""
        raise NotImplementedError

    def _end(self) -> None:
        """Show what comes after the last question."""
        raise NotImplementedError

    def _reveal(self) -> None:
        """Show the answer, with the verdict where something was answered."""
        put, warning = self._session.prompt, self._session.graded
        if put is None:
            return
        self.query(".area").remove()
        shown = render_verdict(put, warning) if warning else render_answer(put.question)
        self.query_one("#text", Static).update(shown)
        self.query_one(KeyLine).show(self._answered_keys())
        self._revealed = True
        if warning is not None:
            self._be_dead_for_a_moment()
        self.set_focus(None)
        self.refresh(layout=True)  # in the first picture, not in the one after it, which comes 33 ms later
        self.call_after_refresh(self._show_answer_first, render_question(put.question))

    def _be_dead_for_a_moment(self) -> None:
        """Take no keys for the dead time: those still in flight were meant for the page before."""
        self._dead = self.DEAD_TIME > 0
        if self._dead:
            self.set_timer(self.DEAD_TIME, self._wake)

    def _is_dead(self) -> bool:
        """Return whether a verdict or a lesson has only just appeared."""
        return self._dead

    def _wake(self) -> None:
        self._dead = False

    def _show_answer_first(self, question: Content) -> None:
        """Scroll a question away that would hide its own answer."""
        page = self.query_one("#page")
        height = question.get_height({}, page.scrollable_content_region.width)
        if height + _ANSWER_LINES > page.scrollable_content_region.height:
            page.scroll_to(y=height, animate=False)

    def _show_progress(self, question: Question) -> None:
        done, total = self._session.position
        self.query_one(TopLine).show_progress(question.deck_title, done, total)


def _area(put: Prompt) -> AnswerArea | None:
    """Return where the question is answered; a flip is answered in one's head."""
    match put.form:
        case "typed":
            return TypedAnswer(put.question)
        case "list":
            return ListAnswerArea(put.question)
        case "choice":
            return ChoiceArea(put.options)
        case "pick":
            return PickArea(put)
        case "order":
            return OrderArea(put.options)
    return None
