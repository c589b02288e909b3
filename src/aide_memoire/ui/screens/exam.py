"""The dialog that sets, moves or cancels the exam of a deck, and says before what it will take."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.exam_input import read_exam_day, read_target
from aide_memoire.core.study_day import iso_day
from aide_memoire.formatting import percent
from aide_memoire.reports.exams import describe_day, describe_forecast, describe_share, exam_of, foresee
from aide_memoire.study import actions
from aide_memoire.ui.screens.base import CarefulScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.answers import SanitizedInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.reports.exams import ForeseenExam
    from aide_memoire.ui.app import AideMemoireApp

_WAYS = "as 2027-06-15, 15 June, Friday, or +12 for in 12 days"
_TARGET = "how much of it to know on that day; as your settings say if left empty"
_NARROW = 44  # cells of the screen


class ExamDialog(CarefulScreen[str], ModalScreen[str]):
    """Its result says what was done; "" after Esc. An empty date cancels the exam that there is."""

    app: AideMemoireApp
    DEFAULT_CSS = """
    ExamDialog { align: center middle; background: $background 60%; }
    ExamDialog > VerticalScroll {
      width: 72; max-width: 96%; height: auto; max-height: 100%; padding: 1 2 1 3; background: $surface;
      border: round $panel; scrollbar-size-vertical: 1;
    }
    ExamDialog Static { height: auto; padding: 0 1 0 0; }
    ExamDialog Horizontal { height: 1; margin-top: 1; }
    ExamDialog .label { width: 9; color: $text-muted; }
    ExamDialog Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $panel; }
    ExamDialog Input:focus { border: none; background: $panel; background-tint: $foreground 8%; }
    ExamDialog .note { padding: 0 1 0 10; }
    ExamDialog #preview { margin-top: 1; min-height: 3; }
    ExamDialog #does { margin-top: 1; }
    ExamDialog.-low > VerticalScroll { padding: 0 1 0 2; }
    ExamDialog.-low Horizontal { margin-top: 0; }
    ExamDialog.-narrow .note { padding: 0 1 0 0; }
    ExamDialog.-low #preview, ExamDialog.-low #does { margin-top: 0; min-height: 1; }
    """
    AUTO_FOCUS = "#day"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "Back"), ("up,down", "other", "Date or target")]

    def __init__(self, deck: str, title: str) -> None:
        super().__init__()
        self._deck = deck
        self._title = title
        self._errors: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Yield the two fields, each with a line below it, the preview and the keys."""
        was = exam_of(self.app.workspace, self._deck)
        self._is_set = was is not None
        day, target = ("", "") if was is None else (iso_day(was.exam.on), percent(was.exam.target))
        with VerticalScroll(can_focus=False):
            yield Static(Content.assemble(("Exam", "bold"), f"  {self._title}"), markup=False)
            for name, label, value in (("day", "Date", day), ("target", "Target", target)):
                with Horizontal():
                    yield Static(label, classes="label", markup=False)
                    yield SanitizedInput(value, id=name, select_on_focus=True)
                yield Static(id=f"{name}-note", classes="note", markup=False)
            yield Static(id="preview", markup=False)
            yield Static(id="does", markup=False)

    def on_mount(self) -> None:
        """Show what the exam that there is will take."""
        self._show()

    def on_resize(self) -> None:
        """Leave out the air where there is little room."""
        width, height = self.app.size
        self.set_class(height < 23 or width < _NARROW, "-low")
        self.set_class(width < _NARROW, "-narrow")

    def on_input_changed(self) -> None:
        """Show what such an exam would take."""
        self._show()

    def on_input_submitted(self) -> None:
        """Set, move or cancel the exam, if what was typed can be read."""
        found = self._read()
        if self._errors:
            return
        try:
            self.dismiss(self._cancel() if found is None else self._set(found))
        except AideMemoireError as error:
            self.query_one("#preview", Static).update(_error(f"{error.message}\n{error.hint}".strip()))

    def action_leave(self) -> None:
        """Close without a change."""
        self.dismiss("")

    def action_other(self) -> None:
        """Go to the other field."""
        self.focus_next()

    def _set(self, found: ForeseenExam) -> str:
        exam = found.coming.exam
        is_new = actions.set_exam(self.app.workspace, self._deck, exam.on, exam.target)
        return f"Exam on {describe_day(found.coming)}; u undoes it" if is_new else "The exam is as it was"

    def _cancel(self) -> str:
        actions.cancel_exam(self.app.workspace, self._deck)
        return "The exam is cancelled; u undoes it" if self._is_set else ""

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", SanitizedInput).value.strip()

    def _read(self) -> ForeseenExam | None:
        """Return the exam as typed; None where no day is typed or something cannot be read, which `_errors` tells."""
        self._errors, typed, target = {}, self._typed("day"), 0.0
        try:
            usual = self.app.workspace.settings.of_deck(self._deck).exam_target
            target = read_target(self._typed("target"), usual)
        except ValueError as error:
            self._errors["target"] = str(error)
        if not typed:
            return None
        try:
            workspace = self.app.workspace
            return foresee(workspace, self._deck, read_exam_day(typed, workspace.today()), target)
        except ValueError as error:
            self._errors["day"] = str(error)
        except AideMemoireError as error:
            self._errors["day"] = f"{error.message}: {error.hint}"
        return None

    def _show(self) -> None:
        found = self._read()
        day = describe_day(found.coming) if found else _WAYS
        for name, note in (("day", day), ("target", _TARGET)):
            error = self._errors.get(name)
            self.query_one(f"#{name}-note", Static).update(_error(error) if error else Content.assemble((note, MUTED)))
        self.query_one("#preview", Static).update(self._preview(found))
        does = "" if self._errors else "set it" if found else "cancel the exam" if self._is_set else ""
        keys = [("Enter", does)] if does else []
        keys += [("↑↓", "date or target"), ("Esc", "leave")]
        shown = [Content.assemble((key, "$accent"), f" {does}") for key, does in keys]
        self.query_one("#does", Static).update(Content("   ").join(shown))

    def _preview(self, found: ForeseenExam | None) -> Content:
        """Return what the exam takes, what one would know, and which limits are too low for it."""
        if self._errors:
            return Content("")
        if found is None:
            return Content("Without a date, the exam is cancelled." if self._is_set else "")
        lines = [Content(describe_share(found.coming)), Content(describe_forecast(found.coming, found.forecast))]
        lines += [
            Content.assemble(("! ", "$warning"), f"{each}: {each.needed} would do (Settings)") for each in found.too_low
        ]
        return Content("\n").join(lines)


def _error(message: str) -> Content:
    return Content.assemble(("✗ ", "$error"), (message, "$text-error"))
