"""One question at a time: think, look, rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.event import Rating
from aide_memoire.ui import telling
from aide_memoire.ui.widgets.answers import ChoiceArea, Given, ListAnswerArea, OrderArea, TypedAnswer
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine
from aide_memoire.ui.widgets.rating_bar import RatingBar

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from aide_memoire.asking import Asked
    from aide_memoire.core.question import Question
    from aide_memoire.study import Study
    from aide_memoire.ui.app import AideMemoireApp

_ANSWER_LINES = 3
_HINT = Key("Ctrl+T", "hint", "screen.hint")
_ASIDE = (Key("b", "bury", "screen.set_aside('bury')"), Key("s", "suspend", "screen.set_aside('suspend')"))
_ALWAYS = (Key("?", "keys", "app.help"), Key("Esc", "leave", "screen.leave"))
_TYPING = (_HINT, Key("Ctrl+Z", "undo", "app.undo"), Key("F1", "keys", "app.help"), Key("Esc", "leave", "screen.leave"))
_UNDO = Key("u", "undo", "app.undo")
_ASKING = {
    "flip": (Key("Space", "show the answer", "screen.go_on"), _UNDO, *_ASIDE, *_ALWAYS),
    "choice": (Key("1–4", "choose", "screen.nothing"), Key("Enter", "don't know", "screen.go_on"), _UNDO, *_ALWAYS),
    "typed": (Key("Enter", "answer", "screen.go_on"), *_TYPING),
    "list": (Key("Enter", "add; empty: done", "screen.go_on"), *_TYPING),
    "order": (Key("↑↓", "choose", "screen.nothing"), Key("Shift+↑↓", "move", "screen.nothing"),
              Key("Enter", "answer", "screen.go_on"), _HINT, _UNDO, *_ALWAYS),
}  # fmt: skip


class Page(VerticalScroll):
    """The question and its answer; a click on them, and on nothing else, posts `Clicked`."""

    class Clicked(Message):
        """The page was clicked."""

    def on_click(self, event: events.Click) -> None:
        """Tell of it."""
        event.stop()
        self.post_message(self.Clicked())


class StudyScreen(Screen[None]):
    """The question is the only loud thing on it."""

    app: AideMemoireApp
    DEFAULT_CSS = """
    StudyScreen {
      #page { padding: 2 4 1 5; height: 1fr; scrollbar-size-vertical: 1; }
      .area { margin-top: 1; height: auto; }
      #trouble { display: none; padding: 0 5 1 5; height: auto; color: $text-error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space,enter", "go_on", "Answer"),
        ("1", "number(1)", "Again"),
        ("2", "number(2)", "Hard"),
        ("3", "number(3)", "Good"),
        ("4", "number(4)", "Easy"),
        ("i", "was_right", "I was right"),
        ("ctrl+t", "hint", "Hint"),
        ("b", "set_aside('bury')", "Bury"),
        ("s", "set_aside('suspend')", "Suspend"),
        ("up", "scroll(-1)", "Up"),
        ("down", "scroll(1)", "Down"),
        ("pageup", "scroll(-10)", "Page up"),
        ("pagedown", "scroll(10)", "Page down"),
        ("escape", "leave", "Leave"),
    ]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self._revealed = False

    def compose(self) -> ComposeResult:
        """Yield the parts, from top to bottom."""
        yield TopLine()
        with Page(id="page", can_focus=False):
            yield Static(id="text", markup=False)
        yield Static(id="trouble", markup=False)
        yield RatingBar()
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the first question."""
        self.show()

    def on_resize(self) -> None:
        """Fit the progress to the new width."""
        if self.study.question:
            self._show_progress(self.study.question)

    def on_page_clicked(self) -> None:
        """Show the answer by a click on the page; a rating needs a click on its name."""
        if self._form == "flip" and not self._revealed:
            self.action_go_on()

    def on_rating_bar_rated(self, message: RatingBar.Rated) -> None:
        """Take a rating from the mouse."""
        self._rate(message.rating)

    def on_given(self, message: Given) -> None:
        """Judge an answer."""
        message.stop()
        if not self._revealed and self.study.asked is not None:
            with self.app.trouble_told():
                self.study.judge(message.text)
                self._reveal()

    def show(self) -> None:
        """Show the question that the session is at, or the summary where it has ended."""
        put = self.study.asked
        if put is None:
            self.app.show_summary(self.study)
            return
        self._revealed = False
        self.query_one("#trouble").display = False
        self.query(".area").remove()
        self._show_progress(put.question)
        self.query_one("#text", Static).update(telling.asked(put.question))
        self.query_one(RatingBar).hide()
        self.query_one(KeyLine).show(_ASKING[put.form])
        area = _area(put)
        if area is not None:
            self.query_one("#page").mount(area)
        self.query_one("#page").scroll_home(animate=False)

    def action_go_on(self) -> None:
        """Show the answer, or take the suggested rating where it is shown."""
        if self._revealed:
            self._rate(None)
        elif self._form == "flip":
            with self.app.trouble_told():
                self._reveal()
        else:
            self.post_message(Given(""))  # "I don't know"

    def action_number(self, number: int) -> None:
        """Choose an option, or rate; before the answer of a flip is shown numbers mean nothing."""
        if self._revealed:
            self._rate(Rating(number))
        elif self._form == "choice":
            self.query_one(ChoiceArea).choose(number)

    def action_was_right(self) -> None:
        """Overrule a verdict: what was meant was right."""
        if self._revealed and self.study.judged is not None:
            self._rate(Rating.GOOD)

    def action_hint(self) -> None:
        """Tell a little more of the answer."""
        if self._revealed or self._form in ("flip", "choice"):
            return
        told = self.study.next_hint()
        if not told:
            self.app.say("No more hints: Enter on an empty line shows the answer")
            return
        self.query(".hint").remove()
        self.query_one("#page").mount(Static(Content.assemble(("Hint  ", "$accent"), told), classes="area hint"))

    def action_nothing(self) -> None:
        """Do nothing: a key's name that can only be pressed was clicked."""

    def action_set_aside(self, kind: str) -> None:
        """Bury or suspend the question."""
        with self.app.trouble_told():
            self.study.set_aside(kind)
            self.app.say("Put off until tomorrow; u undoes" if kind == "bury" else "Suspended; u undoes")
            self.show()

    def action_scroll(self, lines: int) -> None:
        """Scroll a long answer."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Leave the session; all that was answered is saved."""
        self.app.leave_study(self.study)

    @property
    def _form(self) -> str:
        return self.study.asked.form if self.study.asked else "flip"

    def _reveal(self) -> None:
        """Show the answer, with the verdict where something was answered."""
        put, told = self.study.asked, self.study.judged
        if put is None:
            return
        suggested = self.study.suggested
        self.query_one(RatingBar).show(self.study.choices(), suggested)
        self.query(".area").remove()
        shown = telling.judged(put, told) if told else telling.revealed(put.question)
        self.query_one("#text", Static).update(shown)
        self.query_one(KeyLine).show(self._rating_keys(suggested))
        self._revealed = True
        self.set_focus(None)
        self.call_after_refresh(self._show_answer_first, telling.asked(put.question))

    def _show_answer_first(self, question: Content) -> None:
        """Scroll a question away that would hide its own answer."""
        page = self.query_one("#page")
        height = question.get_height({}, page.scrollable_content_region.width)
        if height + _ANSWER_LINES > page.scrollable_content_region.height:
            page.scroll_to(y=height, animate=False)

    def _rating_keys(self, suggested: Rating) -> list[Key]:
        judged = self.study.judged
        split = judged is not None and self.study.is_split
        keys = [Key("Space", "as judged" if split else suggested.word, "screen.go_on")]
        keys.append(Key("1–4", "rate all" if split else "rate", "screen.nothing"))
        if judged is not None and judged.verdict.word in ("wrong", "partial") and judged.typed.strip():
            keys.append(Key("i", "I was right", "screen.was_right"))
        return [*keys, _UNDO, *_ALWAYS]

    def _rate(self, rating: Rating | None) -> None:
        """Save the answer, then show the next question; where saving fails, stay and say so."""
        try:
            self.study.rate(rating)
        except AideMemoireError as error:
            hint = f" {error.hint[:1].upper()}{error.hint[1:]}." if error.hint else ""
            told = f"✗ Not saved: {error.message}.{hint} Your answer is still here: rate it again."
            trouble = self.query_one("#trouble", Static)
            trouble.update(Content(told))
            trouble.display = True
            return
        self.show()

    def _show_progress(self, question: Question) -> None:
        done, total = self.study.position
        self.query_one(TopLine).show_progress(question.deck_title, done, total)


def _area(put: Asked) -> Widget | None:
    """Return where the question is answered; a flip is answered in one's head."""
    match put.form:
        case "typed":
            return TypedAnswer(put.question)
        case "list":
            return ListAnswerArea(put.question)
        case "choice":
            return ChoiceArea(put.options)
        case "order":
            return OrderArea(put.options)
    return None
