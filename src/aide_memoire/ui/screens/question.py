"""The base class of the screens that ask questions: a session and a quiz."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from aide_memoire.library.media import find_media
from aide_memoire.ui.render.question import render_answer, render_question
from aide_memoire.ui.render.verdict import render_verdict
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.viewer import open_file
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
    """A source of questions that grades the answers: a session or a quiz."""

    @property
    def prompt(self) -> Prompt | None: ...

    @property
    def position(self) -> tuple[int, int]: ...

    graded: GradedAnswer | None

    def grade(self, given: str) -> Verdict: ...


class Page(VerticalScroll):
    """The area with the question and its answer. A click on it posts `Clicked`."""

    class Clicked(Message):
        """The learner clicked on the page."""

    def on_click(self, event: events.Click) -> None:
        """Post `Clicked`."""
        event.stop()
        self.post_message(self.Clicked())


class QuestionScreen(AppScreen[None]):
    """The screen of one question at a time."""

    DEAD_TIME = 0.25  # seconds for which a new verdict or lesson ignores keys
    DEFAULT_CSS = """
    QuestionScreen {
      #page { padding: 2 4 1 5; height: 1fr; scrollbar-size-vertical: 1; }
      .area { margin-top: 1; height: auto; }
      #trouble { display: none; padding: 0 5 1 5; height: auto; color: $text-error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space,enter", "go_on", "Answer, then go on"),
        ("1", "number(1)", "Choose or rate"),
        ("2", "number(2)", "Choose or rate"),
        ("3", "number(3)", "Choose or rate"),
        ("4", "number(4)", "Choose or rate"),
        ("up", "scroll(-1)", "Move or scroll"),
        ("down", "scroll(1)", "Move or scroll"),
        ("pageup", "scroll(-10)", "Move or scroll by a page"),
        ("pagedown", "scroll(10)", "Move or scroll by a page"),
        ("ctrl+o", "open_media", "Open the picture or sound"),
        ("escape", "leave", "Back"),
    ]

    def __init__(self, session: QuestionSession) -> None:
        super().__init__()
        self._session = session
        self._revealed = False
        self._unreadable = ""
        self._opened = 0
        self._dead = False

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield TopLine()
        with Page(id="page", can_focus=False):
            yield Static(id="text", markup=False)
        yield Static(id="trouble", markup=False)
        yield RatingBar()
        yield KeyLine()

    async def on_mount(self) -> None:
        """Show the first question."""
        await self.show()

    def on_resize(self) -> None:
        """Draw the progress for the new width."""
        if self._question and self.query(TopLine):
            self._show_progress(self._question)

    async def on_page_clicked(self) -> None:
        """Show the answer of a flip question."""
        if self._session.prompt and self._form == "flip" and not self._revealed:
            await self.action_go_on()

    def on_answer_submitted(self, message: AnswerSubmitted) -> None:
        """Grade an answer. If it should be a date and is none, warn once and let the learner correct it."""
        message.stop()
        prompt = self._session.prompt
        if self._revealed or prompt is None:
            return
        with self.app.report_errors():
            verdict = self._session.grade(message.text)
            if verdict.unreadable and message.text != self._unreadable:
                self._unreadable, self._session.graded = message.text, None
                self.app.notify(f"{verdict.reasons[0]}; press Enter again to answer anyway")
                return
            self._reveal()

    async def show(self) -> None:
        """Show the current question, or what comes after the last one.

        It waits until the input exists. Keys wait too, so that none is taken for a command.
        """
        prompt = self._session.prompt
        if prompt is None:
            self._end()
            return
        page, keys = render_question(prompt.question), self._asking_keys(prompt.form)
        await self._turn_to(prompt.question, page, keys, _area(prompt))

    async def _turn_to(
        self, question: Question, page: Content, keys: Sequence[Key], area: AnswerArea | None = None
    ) -> None:
        """Show a new page about a question, its keys, and the widget in which it is answered, if it has one."""
        self._revealed, self._unreadable, self._opened = False, "", 0
        await self.query(".area").remove()
        if not all(self.query(each) for each in ("TopLine", "#text", "#trouble", "RatingBar", "KeyLine")):
            return  # the screen was closed meanwhile, or before it was ever shown
        self.query_one("#trouble").display = False
        self._show_progress(question)
        self.query_one("#text", Static).update(page)
        self.query_one(RatingBar).hide()
        self._show_keys(keys, question)
        if area is not None:
            await self.query_one("#page").mount(area)
            own_scroll = isinstance(area, PickArea)  # as a whole it may be taller than the page
            if area.is_mounted:
                self.set_focus(area.field, scroll_visible=not own_scroll)
        self.query_one("#page").scroll_home(animate=False)

    async def action_go_on(self) -> None:
        """Show the answer; if it is shown, go on to the next question."""
        if self._revealed:
            if not self._is_dead():
                await self._next()
        elif self._form == "flip":
            with self.app.report_errors():
                self._reveal()
        else:
            areas = [area for area in self.query(".area").results() if isinstance(area, AnswerArea)]
            self.post_message(AnswerSubmitted(areas[0].held() if areas else ""))  # an empty answer means "I don't know"

    async def action_number(self, number: int) -> None:
        """Choose an option of a choice, by its number from 1."""
        if not self._revealed and self._form == "choice":
            self.query_one(ChoiceArea).choose(number)

    def action_open_media(self) -> None:
        """Open the files of the question, one after another, with the desktop's own viewer."""
        question = self._question
        if question is None or not question.media:
            return
        with self.app.report_errors():
            name = question.media[self._opened % len(question.media)]
            self._opened += 1
            open_file(find_media(self.workspace.deck_path(question.deck), name))
            self.app.notify(f"Opened {name}")

    def action_nothing(self) -> None:
        """Do nothing: for a click on the name of keys that can only be pressed."""

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
        """Return the keys while a question of this form is open."""
        raise NotImplementedError

    def _answered_keys(self) -> Sequence[Key]:
        """Return the keys after the answer is shown."""
        raise NotImplementedError

    async def _next(self) -> None:
        """Go on from the answer to the next question."""
        raise NotImplementedError

    def _end(self) -> None:
        """Show what comes after the last question."""
        raise NotImplementedError

    def _reveal(self) -> None:
        """Show the answer, with the verdict if the answer was graded."""
        prompt, graded = self._session.prompt, self._session.graded
        if prompt is None:
            return
        self.query(".area").remove()
        shown = render_verdict(prompt, graded) if graded else render_answer(prompt.question)
        self.query_one("#text", Static).update(shown)
        self._show_keys(self._answered_keys(), prompt.question)
        self._revealed = True
        if graded is not None:
            self._begin_dead_time()
        self.set_focus(None)
        self.refresh(layout=True)  # in the next frame, not in the one after it, which comes 33 ms later
        self.call_after_refresh(self._show_answer_first, render_question(prompt.question))

    def _begin_dead_time(self) -> None:
        """Ignore keys for the dead time."""
        self._dead = self.DEAD_TIME > 0
        if self._dead:
            self.set_timer(self.DEAD_TIME, self._end_dead_time)

    def _is_dead(self) -> bool:
        """Return whether a verdict or a lesson has only just appeared: keys so early were meant for the page before."""
        return self._dead

    def _end_dead_time(self) -> None:
        self._dead = False

    def _show_answer_first(self, question: Content) -> None:
        """Scroll past a question that is so long that its answer would not be visible."""
        page = self.query_one("#page")
        height = question.get_height({}, page.scrollable_content_region.width)
        if height + _ANSWER_LINES > page.scrollable_content_region.height:
            page.scroll_to(y=height, animate=False)

    def _show_keys(self, keys: Sequence[Key], question: Question) -> None:
        opened = [Key("Ctrl+O", "picture or sound", "screen.open_media")] if question.media else []
        self.query_one(KeyLine).show([*keys[:1], *opened, *keys[1:]])

    def _show_progress(self, question: Question) -> None:
        done, total = self._session.position
        self.query_one(TopLine).show_progress(question.deck_title, done, total)


def _area(prompt: Prompt) -> AnswerArea | None:
    """Return the widget in which the question is answered, or None for a flip question."""
    match prompt.form:
        case "typed" | "recite":
            return TypedAnswer(prompt.question)
        case "list":
            return ListAnswerArea(prompt.question)
        case "choice":
            return ChoiceArea(prompt.options)
        case "pick":
            return PickArea(prompt)
        case "order":
            return OrderArea(prompt.options)
    return None
