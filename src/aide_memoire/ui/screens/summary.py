"""After a session: what was learned, what was missed, and when to come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from aide_memoire.core.event import Rating
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine
from aide_memoire.words import counted, day_name, interval, took

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.progress import Overview
    from aide_memoire.study import Answered, Study
    from aide_memoire.ui.app import AideMemoireApp


class SummaryScreen(Screen[None]):
    """What this sitting was."""

    app: AideMemoireApp
    DEFAULT_CSS = """
    SummaryScreen #page { padding: 2 4 1 5; height: 1fr; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter,space,escape", "home", "Home"),
        ("m", "drill", "Drill"),
        ("up", "scroll(-1)", "Up"),
        ("down", "scroll(1)", "Down"),
        ("pageup", "scroll(-10)", "Page up"),
        ("pagedown", "scroll(10)", "Page down"),
    ]

    def __init__(self, study: Study, overview: Overview, lasted: int) -> None:
        super().__init__()
        self.study = study
        self._overview = overview
        self._lasted = lasted

    def compose(self) -> ComposeResult:
        """Yield the parts, from top to bottom."""
        yield TopLine("This session")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(_text(self.study, self._overview, self._lasted), markup=False)
        keys = [Key("Enter", "home", "screen.home"), Key("u", "undo the last answer", "app.undo")]
        if _mixed_up(self.study):
            keys.append(Key("m", "drill the mix-ups", "screen.drill"))
        yield KeyLine([*keys, Key("?", "keys", "app.help"), Key("Ctrl+Q", "quit", "app.quit")])

    def action_home(self) -> None:
        """Go back to the first screen."""
        self.app.show_home()

    def action_drill(self) -> None:
        """Go over what was mixed up, side by side."""
        self.app.show_drill()

    def action_scroll(self, lines: int) -> None:
        """Scroll a long list."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)


def _text(study: Study, overview: Overview, lasted: int) -> Content:
    answered = study.answered
    parts: list[Content | str] = [_figures(answered, lasted), ""]
    missed = _missed(answered)
    if missed:
        parts.append(Content.assemble(("Missed", "$foreground 60%")))
        for each in missed:
            parts += [_row(each), ""]
    mixed = _mixed_up(study)
    if mixed:
        parts.append(Content.assemble(("Mixed up", "$foreground 60%")))
        parts += [*mixed, ""]
    fresh = list(dict.fromkeys(each.question.text for each in answered if each.was_new))
    if fresh:
        parts += [Content.assemble("New today: ", (counted(len(fresh), "question"), "bold"), "."), ""]
    parts.append(_when_next(overview))
    return Content("\n").join(parts)


def _figures(answered: list[Answered], lasted: int) -> Content:
    if not answered:
        return Content("No question was answered.")
    knew = sum(each.rating >= Rating.GOOD for each in answered)
    nearly = sum(each.rating == Rating.HARD for each in answered)
    missed = sum(each.rating == Rating.AGAIN for each in answered)
    return Content.assemble(
        (f"{len(answered)} answered in {took(lasted)}\n", "bold"),
        (f"✓ {knew} known", "$text-success"),
        "   ",
        (f"◐ {nearly} with trouble", "$text-warning"),
        "   ",
        (f"✗ {missed} missed", "$text-error"),
    )


def _missed(answered: list[Answered]) -> list[Answered]:
    """Return each question that was missed, as it stood when it was asked last."""
    missed = {each.question.id for each in answered if each.rating == Rating.AGAIN}
    last = {each.question.id: each for each in answered}
    return [last[question] for question in dict.fromkeys(each.question.id for each in answered) if question in missed]


def _mixed_up(study: Study) -> list[Content]:
    """Return each answer of this session that was another question's."""
    rows = []
    for each in study.answered:
        other = each.judged.verdict.confused_with if each.judged else None
        if other is not None:
            rows.append(Content.assemble(each.question.text, ("  ↔  ", "$accent"), other.asks))
    return rows


def _row(each: Answered) -> Content:
    answer = each.question.answer_line
    return Content.assemble(
        f"{each.question.text}\n",
        (f"→ {answer}\n", "$accent"),
        (f"again in {interval(each.seconds, each.days)}", "$foreground 60%"),
    )


def _when_next(overview: Overview) -> Content:
    left = overview.due + overview.new
    if left:
        return Content.assemble("Left for today: ", (counted(left, "question"), "bold"), ".")
    if overview.next_day is None:
        return Content("Next: new questions tomorrow.")
    day, number = overview.next_day
    return Content.assemble("Next: ", (f"{day_name(day, overview.day)}, {counted(number, 'question')}", "bold"), ".")
