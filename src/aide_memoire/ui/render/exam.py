"""Render an exam: what one would know on its day, and the way there as a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import day_name, percent
from aide_memoire.reports.exams import describe_day, describe_forecast, describe_share
from aide_memoire.ui.render.charts import AXIS, FAINT, render_line
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from aide_memoire.core.exam_forecast import Forecast
    from aide_memoire.reports.exams import ComingExam

_TALL = 6  # rows of the line
_WIDEST = 72  # cells


def render_exam(coming: ComingExam, found: Forecast, width: int, head: str = "Exam") -> list[Content]:
    """Return the lines of an exam, of at most `width` cells: its day, what it takes, and the line towards it."""
    title, day = Content.assemble((head, "bold")), Content.assemble((describe_day(coming), MUTED))
    gap = 2 if title.cell_length + 2 + day.cell_length <= width else 0
    lines = [
        *([title + Content(" " * gap) + day] if gap else [title, day]),
        Content(describe_forecast(coming, found)),
        Content.assemble((describe_share(coming), MUTED)),
    ]
    wrapped = [row for line in lines for row in line.wrap(max(width, 1))]
    return wrapped + (_way(coming, found, min(width, _WIDEST)) if found.asked and width > AXIS else [])


def _way(coming: ComingExam, found: Forecast, width: int) -> list[Content]:
    """Return the expected recall on the day of the exam, as each day until then begins."""
    exam, room = coming.exam, width - AXIS
    today = exam.on - coming.days
    end = day_name(exam.on, today)
    legend = Content.assemble(
        (" " * AXIS, ""),
        ("━", "$success"),
        (" you would know then, if you study every day  ", MUTED),
        ("╌", FAINT),
        (f" wanted {percent(exam.target)}", MUTED),
    )
    return [
        Content(""),
        *render_line(found.expected, exam.target, width, _TALL),
        Content.assemble((" " * AXIS + "today".ljust(room - len(end)) + end, MUTED)),
        *legend.wrap(max(width, 1)),
    ]
