"""One question at a time: think, look, rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.event import Rating
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine
from aide_memoire.ui.widgets.rating_bar import RatingBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.core.question import Question
    from aide_memoire.study import Study
    from aide_memoire.ui.app import AideMemoireApp

_SUGGESTED = Rating.GOOD
_ASKING = (
    Key("Space", "show the answer", "screen.go_on"),
    Key("u", "undo", "app.undo"),
    Key("b", "bury", "screen.set_aside('bury')"),
    Key("s", "suspend", "screen.set_aside('suspend')"),
    Key("?", "keys", "app.help"),
    Key("Esc", "leave", "screen.leave"),
)
_RATING = (
    Key("Space", _SUGGESTED.word, "screen.go_on"),
    Key("1–4", "rate", f"screen.rate({int(_SUGGESTED)})"),
    Key("u", "undo", "app.undo"),
    Key("?", "keys", "app.help"),
    Key("Esc", "leave", "screen.leave"),
)


class StudyScreen(Screen[None]):
    """The question is the only loud thing on it."""

    app: AideMemoireApp
    DEFAULT_CSS = """
    StudyScreen {
      #page { padding: 2 4 1 5; height: 1fr; scrollbar-size-vertical: 1; }
      #trouble { padding: 0 5 1 5; height: auto; color: $text-error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space,enter", "go_on", "Answer"),
        ("1", "rate(1)", "Again"),
        ("2", "rate(2)", "Hard"),
        ("3", "rate(3)", "Good"),
        ("4", "rate(4)", "Easy"),
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
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="text", markup=False)
        yield RatingBar()
        yield KeyLine(_ASKING)

    def on_mount(self) -> None:
        """Put the first question."""
        self.show()

    def on_resize(self) -> None:
        """Fit the progress to the new width."""
        if self.study.question:
            self._show_progress(self.study.question)

    def on_click(self) -> None:
        """Show the answer by a click anywhere; a rating needs a click on its name."""
        if not self._revealed:
            self.action_go_on()

    def on_rating_bar_rated(self, message: RatingBar.Rated) -> None:
        """Take a rating from the mouse."""
        self._rate(message.rating)

    def show(self) -> None:
        """Show the question that the session is at, or the summary where it has ended."""
        question = self.study.question
        if question is None:
            self.app.show_summary(self.study)
            return
        self._revealed = False
        self.query("#trouble").remove()
        self._show_progress(question)
        self.query_one("#text", Static).update(_asked(question))
        self.query_one(RatingBar).hide()
        self.query_one(KeyLine).show(_ASKING)
        self.query_one("#page").scroll_home(animate=False)

    def action_go_on(self) -> None:
        """Show the answer, or take the suggested rating where it is shown."""
        if self._revealed:
            self._rate(_SUGGESTED)
        elif self.study.question is not None:
            with self.app.trouble_told():
                self.query_one(RatingBar).show(self.study.choices(), _SUGGESTED)
                self.query_one("#text", Static).update(_answered(self.study.question))
                self.query_one(KeyLine).show(_RATING)
                self._revealed = True

    def action_rate(self, rating: int) -> None:
        """Take a rating from the keys; before the answer is shown they mean nothing."""
        if self._revealed:
            self._rate(Rating(rating))

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

    def _rate(self, rating: Rating) -> None:
        """Save the answer, then show the next question; where saving fails, stay and say so."""
        try:
            self.study.rate(rating)
        except AideMemoireError as error:
            hint = f" {error.hint[:1].upper()}{error.hint[1:]}." if error.hint else ""
            told = f"✗ Not saved: {error.message}.{hint} Your answer is still here: rate it again."
            self.query("#trouble").remove()
            self.mount(Static(Content(told), id="trouble"), before=self.query_one(RatingBar))
            return
        self.show()

    def _show_progress(self, question: Question) -> None:
        done, total = self.study.position
        self.query_one(TopLine).show_progress(question.deck_title, done, total)


def _asked(question: Question) -> Content:
    return Content.assemble((question.text, "bold"))


def _answered(question: Question) -> Content:
    """Return the question, the answer, and below it what a teacher adds."""
    lines: list[Content | str] = [_asked(question), "", _right(question)]
    if question.explanation:
        lines += ["", question.explanation]
    if question.caution:
        lines += ["", Content.assemble(("Beyond the text  ", "$accent"), question.caution)]
    asides = []
    if question.claim:
        asides.append(f"A claim of {question.claim}, not an established fact.")
    if question.as_of:
        asides.append(f"As of {question.as_of}; it may have changed since.")
    asides += [f"Source: {source}" for source in question.sources]
    if asides:
        lines += ["", Content.assemble(("\n".join(asides), "$foreground 60%"))]
    return Content("\n").join(lines)


def _right(question: Question) -> Content:
    """Return the answer itself; the members of a list and the steps of a sequence have lines of their own."""
    if len(question.answer) == 1:
        return Content.assemble(("→ ", "$accent"), (question.answer[0], "bold $accent"))
    width = len(str(len(question.answer)))
    rows = []
    for place, line in enumerate(question.answer, 1):
        mark = f"{place:>{width}} " if question.numbered else "· "
        rows.append(Content.assemble((mark, "$foreground 60%"), (line, "bold $accent")))
    return Content("\n").join(rows)
