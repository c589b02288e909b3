"""The base class of the screens that ask questions: a session and a quiz."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.reactive import Reactive

from aide_memoire.library.media import find_media
from aide_memoire.study.rehearsal import rehearse_aside
from aide_memoire.ui.key_gate import KeyGate
from aide_memoire.ui.render.question import has_more, render_answer, render_question
from aide_memoire.ui.render.verdict import render_verdict
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.viewer import open_file
from aide_memoire.ui.widgets.answers import AnswerSubmitted
from aide_memoire.ui.widgets.lines import Key, KeyLine, Ticks, TopLine
from aide_memoire.ui.widgets.question_page import QuestionPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content
    from textual.widget import Widget

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.study.prompts import GradedAnswer, Prompt
    from aide_memoire.ui.widgets.areas import AnswerArea
    from aide_memoire.ui.widgets.question_page import Below

_ANSWERING = frozenset("0123456789 ")
"""The signs that answer a question whose answer is not typed."""

_ALWAYS_READ = frozenset(("up", "down", "pageup", "pagedown", "home", "end", "question_mark", "f1"))
"""Keys that do nothing to an answer."""


class QuestionSession(Protocol):
    """A source of questions that grades the answers: a session or a quiz."""

    @property
    def prompt(self) -> Prompt | None: ...

    graded: GradedAnswer | None

    def grade(self, given: str) -> Verdict: ...


class QuestionScreen(AppScreen[None]):
    """The screen of one question at a time.

    While an answer is open, no letter or sign is a command: figures, arrows, Enter, Esc and keys with Ctrl are.
    """

    DEAD_TIME = 0.25  # seconds for which a new page ignores keys; see `KeyGate`
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-wide")]  # noqa: RUF012  as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-high")]  # noqa: RUF012  as Textual declares it
    DEFAULT_CSS = """
    QuestionScreen.-narrow QuestionPage { padding: 0 2; }
    QuestionScreen.-short TopLine { height: 1; padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space,enter", "go_on", "Answer, then go on"),
        ("up", "scroll(-1)", "Move or scroll"),
        ("down", "scroll(1)", "Move or scroll"),
        ("pageup", "scroll_page(-1)", "Move or scroll by a page"),
        ("pagedown", "scroll_page(1)", "Move or scroll by a page"),
        ("o", "unfold", "All sources"),
        ("ctrl+o", "open_media", "Open the picture or sound"),
        ("escape", "leave", "Back"),
    ]

    AUTO_FOCUS = ""
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)  # Textual would paint the whole screen anew

    def __init__(self, session: QuestionSession) -> None:
        super().__init__()
        self._session = session
        self._revealed = False
        self._unreadable = ""
        self._opened = 0
        self._unfolded = False
        self._gate = KeyGate(self.DEAD_TIME)
        self._top, self._page, self._keys = TopLine(), QuestionPage(), KeyLine()

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield from (self._top, self._page, self._keys)

    async def on_mount(self) -> None:
        """Show the first question, then rehearse what its answer will need."""
        await self.show()
        if self._question:
            self.call_after_refresh(rehearse_aside, self._question)

    def on_resize(self) -> None:
        """Draw the progress for the new width."""
        if self._question and self._top.is_attached:
            self._show_ticks(self._question)

    def on_key(self, event: events.Key) -> None:
        """Stop what is no answer while one is open, and keys that come too early."""
        if self.is_open and event.is_printable and event.character not in _ANSWERING:
            event.stop()
            self.app.notify("Choose by number, or by ↑↓ and Enter. F1 shows all keys")
        elif self._is_gated(event) and self._gate.stops(event.key, monotonic(), to_be_read=self._is_to_be_read()):
            event.stop()

    def _is_to_be_read(self) -> bool:
        """Return whether a verdict, an answer or a lesson is on the screen."""
        return self._revealed or self._session.prompt is None

    def _is_gated(self, event: events.Key) -> bool:
        """Return whether a key may answer, rate or go on. Esc does where it saves a verdict."""
        saves = self._revealed and self._session.graded is not None
        answers = event.key == "enter" or event.is_printable or (event.key == "escape" and saves)
        return answers and event.key not in _ALWAYS_READ

    async def on_question_page_clicked(self) -> None:
        """Show the answer of a flip question."""
        if self._session.prompt and self._form == "flip" and not self._revealed:
            await self.action_go_on()

    async def on_answer_submitted(self, message: AnswerSubmitted) -> None:
        """Grade an answer. If it should be a date and is none, warn once and let the learner correct it."""
        message.stop()
        prompt = self._session.prompt
        if self._revealed or prompt is None or await self._is_skipped():
            return
        with self.app.report_errors():
            verdict = self._session.grade(message.text)
            if verdict.unreadable and message.text != self._unreadable:
                self._unreadable, self._session.graded = message.text, None
                reason = verdict.reasons[0]
                self.app.notify(f"{reason[:1].upper()}{reason[1:]}. Enter again takes it as it is")
                return
            self._reveal()

    async def show(self) -> None:
        """Show the current question, or what comes after the last one."""
        prompt = self._session.prompt
        if prompt is None:
            self._end()
            return
        question = render_question(prompt.question)
        self._turn_to(prompt.question, lambda _: question, self._asking_keys(prompt.form), prompt)

    def _turn_to(
        self, question: Question, page: Callable[[int], Content], keys: Sequence[Key], prompt: Prompt | None = None
    ) -> None:
        """Show a new page about a question and its keys, and where the prompt is answered, if there is one."""
        self._revealed, self._unreadable, self._opened, self._unfolded = False, "", 0, False
        if not self._page.is_attached:
            return  # the screen was closed meanwhile, or before it was ever shown
        self._gate.turn_page(monotonic())
        self._show_ticks(question)
        area = self._page.ask(page, prompt)
        self._show_keys(keys, question)
        self._focus(area.field if area else None)

    async def action_go_on(self) -> None:
        """Show the answer; if it is shown, go on to the next question."""
        if self._revealed:
            await self._next()
        elif self._form == "flip":
            if not await self._is_skipped():
                with self.app.report_errors():
                    self._reveal()
        else:
            area = self._area
            self.post_message(AnswerSubmitted(area.held() if area else ""))  # an empty one means "I don't know"

    def action_pass(self) -> None:
        """Answer "I don't know"."""
        self.post_message(AnswerSubmitted(""))

    def action_unfold(self) -> None:
        """Show all sources in full, or cut them again."""
        if self._question and has_more(self._question, self._page.text_width):
            self._unfolded = not self._unfolded
            self._page.redraw()

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
        """Scroll a long text by lines."""
        self._page.scroll_text(lines)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll a long text by pages, with one line of overlap."""
        self._page.scroll_text_page(pages)

    @property
    def is_open(self) -> bool:
        """Return whether an answer is to be given: the question is shown and its answer is not."""
        return self._session.prompt is not None and not self._revealed and self._form != "flip"

    @property
    def _area(self) -> AnswerArea | None:
        """Return what the question is answered in, while its answer is open."""
        return self._page.areas.current

    @property
    def _question(self) -> Question | None:
        """Return the question that is on the screen."""
        return self._session.prompt.question if self._session.prompt else None

    @property
    def _form(self) -> str:
        return self._session.prompt.form if self._session.prompt else "flip"

    @property
    def _ticks(self) -> Ticks:
        """Return how far the session is."""
        raise NotImplementedError

    def _asking_keys(self, form: str) -> Sequence[Key]:
        """Return the keys while a question of this form is open."""
        raise NotImplementedError

    def _answered_keys(self) -> Sequence[Key]:
        """Return the keys after the answer is shown."""
        raise NotImplementedError

    async def _is_skipped(self) -> bool:
        """Return whether the question needs no answer any more. Then the next one is shown."""
        return False

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
        self._page.reveal(
            lambda width: self._answer_page(prompt, graded, width), render_question(prompt.question), self._ratings()
        )
        self._show_keys(self._answered_keys(), prompt.question)
        self._revealed = True
        self._gate.turn_page(monotonic())
        self._focus(None)

    def _focus(self, widget: Widget | None) -> None:
        """Give the keys to what the question is answered in. What is closed keeps the focus, and heeds none."""
        if widget is not None:
            self.set_focus(widget, scroll_visible=False)

    def _ratings(self) -> Below | None:
        """Return what stands below an answer: nothing, where it is not rated."""
        return None

    def _answer_page(self, prompt: Prompt, graded: GradedAnswer | None, width: int) -> Content:
        if graded is None:
            return render_answer(prompt.question, width, unfolded=self._unfolded)
        return render_verdict(prompt, graded, width, unfolded=self._unfolded)

    def _show_keys(self, keys: Sequence[Key], question: Question) -> None:
        opened = [Key("Ctrl+O", "picture or sound", "screen.open_media")] if question.media else []
        self._keys.show([*keys[:1], *opened, *keys[1:]])

    def _show_ticks(self, question: Question) -> None:
        self._top.show_ticks(self._tag(question), self._ticks)

    def _tag(self, question: Question) -> str:
        """Return what stands in the top line: the deck."""
        return question.deck_title
