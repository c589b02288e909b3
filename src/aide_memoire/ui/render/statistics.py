"""Render the statistics: on one board where there is room, else as tabs."""

from __future__ import annotations

from itertools import dropwhile
from operator import not_
from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.core.dose import monday_of
from aide_memoire.core.standing import sum_counts
from aide_memoire.formatting import counted, day_name, duration, month_name, percent
from aide_memoire.reports.statistics import COMING, ENOUGH_REVIEWS, RECENT_DAYS
from aide_memoire.ui.render.charts import (
    AXIS,
    FAINT,
    Tile,
    beside,
    columns_that_fit,
    render_columns,
    render_days,
    render_line,
    render_tiles,
    render_track,
)
from aide_memoire.ui.render.exam import render_exam
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.reports.statistics import DeckStatistics, HardCard, Month, Statistics

TABS = ("Overview", "Year", "Coming", "Recall", "Decks", "Hardest", "Exams")
_CHART = 6  # rows
_GAP = 3  # cells between two blocks
_SPARK_DAYS = 14
_WIDE = 66  # cells of the page from which on there is room for more columns
_ANSWER = 24  # cells of the widest answer beside a hard question
_ON_BOARD = 8  # the hardest cards on the board


def render_tab(found: Statistics, tab: int, width: int) -> Content:
    """Return one of the tabs, below the line of their names."""
    lines = (
        lambda: [*_tiles(found, width), Content(""), *_in_words(found, width)],
        lambda: _year(found, width),
        lambda: _coming(found, width),
        lambda: _recall(found, width),
        lambda: _decks(found.decks, width),
        lambda: _hardest(found, width),
        lambda: _exams(found, width),
    )[tab]()
    names = [Content.assemble((name, "bold underline" if place == tab else MUTED)) for place, name in enumerate(TABS)]
    return Content("\n").join([Content("  ").join(names), Content(""), *lines])


def render_board(found: Statistics, width: int) -> Content:
    """Return everything on one page, with lines of at most `width` cells."""
    left = (width - _GAP) // 2
    right = width - _GAP - left
    parts = [
        _tiles(found, width),
        beside(_year(found, left), _coming(found, right), left, _GAP),
        beside(_recall(found, left), _hardest(found, right, _ON_BOARD), left, _GAP),
        _decks(found.decks, width),
        *([_exams(found, width)] if found.exams else []),
    ]
    return Content("\n\n").join(Content("\n").join(part) for part in parts)


def section_head(title: str, message: str) -> Content:
    """Return the heading of a section: its title, and what its numbers count."""
    return Content.assemble((title, "bold"), (f"  {message}", MUTED))


def _tiles(found: Statistics, width: int) -> list[Content]:
    """Return the four most important figures, each over a spark."""
    days = range(found.day - _SPARK_DAYS + 1, found.day + 1)
    counts = {each.day: each for each in found.year}
    questions = tuple(counts[day].questions if day in counts else 0 for day in days)
    seconds = tuple(counts[day].took // 1000 if day in counts else 0 for day in days)
    recall = found.retention.both
    months = [round((month.retention.both.measured or 0) * 100) for month in found.months]
    early = recall.measured is None
    some = width >= _WIDE
    tiles = [
        Tile(
            "Week",
            _week(found, some=some),
            questions[monday_of(found.day) - found.day - 1 :],
            f"streak {found.streak.now}",
        ),
        Tile(
            "Today",
            _today(found, some=some),
            questions,
            f"in {_brief(found.today.took)}" if some and found.today.took else "questions" * (not some),
        ),
        Tile(
            "Recall",
            "too early" if early else percent(recall.measured),
            () if early else tuple(dropwhile(not_, months)),
            f"{recall.reviews} of {ENOUGH_REVIEWS}" if early else f"aim {percent(found.desired)}",
        ),
        Tile("Month", _brief(found.month.took), seconds, f"{found.all.each / 1000:.0f} s{' each' * some}"),
    ]
    return render_tiles(tiles, width)


def _week(found: Statistics, *, some: bool) -> str:
    days = found.week.days
    return f"{found.week.reached} of {counted(days, 'day') if some else days}" if days else "begins"


def _today(found: Statistics, *, some: bool) -> str:
    number = found.today.questions
    return counted(number, "question") if some else str(number)


def _in_words(found: Statistics, width: int) -> list[Content]:
    """Return what there is to know at a glance, a line for each."""
    room = width - 10
    most = max(found.coming)
    day = day_name(found.day + found.coming.index(most), found.day)
    coming = f"{sum(found.coming)} to review in {COMING} days, most {day} ({most})" if most else "nothing yet"
    hardest = found.hardest[0].question if found.hardest else "nothing that you learned was missed"
    rows = {
        "Learned": _learned(found.decks, min(room, 50)),
        "": Content(f"{found.counts.solid} solid, {found.counts.learning} learning, {found.counts.new} new"),
        "Coming": Content(coming),
        "Hardest": Content(" ".join(hardest.split())).truncate(room, ellipsis=True),
    }
    return [Content.assemble((f"{name:<10}", MUTED)) + row for name, row in rows.items()]


def _brief(milliseconds: int) -> str:
    """Return a duration in one unit: "40 s", "46 min", "3.4 h", "120 h"."""
    minutes = milliseconds / 60_000
    if minutes < 60:
        return f"{minutes:.0f} min" if minutes >= 1 else duration(milliseconds)
    return f"{minutes / 60:.1f} h" if minutes < 6000 else f"{minutes / 60:.0f} h"


def _year(found: Statistics, width: int) -> list[Content]:
    head = section_head("Your year", "questions answered each day")
    if not found.year:
        return [head, Content.assemble(("It begins with your first answer.", MUTED))]
    return [head, *render_days({each.day: each.questions for each in found.year}, found.day, width)]


def _coming(found: Statistics, width: int) -> list[Content]:
    """Return a column for each of the next days, and of how many, as a narrow page has not room for all."""
    coming = found.coming[: columns_that_fit(width)]
    head = section_head("Coming", f"questions to review, {len(coming)} days")
    if not any(coming):
        return [head, Content.assemble(("Nothing is due yet.", MUTED))]
    most = max(coming)
    day = day_name(found.day + coming.index(most), found.day)
    message = f"{sum(coming)} in all · busiest: {day} ({most})"
    return [head, *render_columns(coming, found.day, _CHART), Content.assemble((message, MUTED))]


def _recall(found: Statistics, width: int) -> list[Content]:
    """Return how often what came due was known: by months as a line, and by the age of the cards."""
    both = found.retention.both
    if both.measured is None and not any(month.retention.both.measured for month in found.months):
        note = (
            f"Too early to say: {both.reviews} of {ENOUGH_REVIEWS} reviews. Then you see here how often you knew"
            f" what came due, beside the {percent(found.desired)} that you want."
        )
        return [section_head("Recall", "right when it came due"), *_muted(note, width)]
    head = section_head("Recall", f"right when it came due; last {RECENT_DAYS} days {percent(both.measured)}")
    months = list(dropwhile(lambda month: month.retention.both.measured is None, found.months))
    points = [month.retention.both.measured for month in months]
    young, mature = found.retention
    ages = f"   under 3 weeks {percent(young.measured)}, older {percent(mature.measured)}"
    legend = Content.assemble(("━", "$success"), (" measured  ", MUTED), ("╌", FAINT), (f" wanted{ages}", MUTED))
    lines = render_line(points, found.desired, width, _CHART)
    return [head, *lines, _first_and_last(months, width), legend]


def _first_and_last(months: Sequence[Month], width: int) -> Content:
    """Return the line of months below the line of recall."""
    names = [month_name(month.first) for month in (months[0], months[-1])] if months else ["", ""]
    room = width - AXIS - len(names[1])
    return Content.assemble((" " * AXIS + names[0].ljust(room) + names[1], MUTED))


def _muted(text: str, width: int) -> list[Content]:
    return [line.stylize(MUTED) for line in Content(text).wrap(width)]


def _decks(decks: Sequence[DeckStatistics], width: int) -> list[Content]:
    """Return a row for each deck; narrow pages omit the time and the questions."""
    wide = width >= _WIDE
    track = 20 if wide else 9
    room = width - track - (34 if wide else 18)
    heads = f"{'learned':<{track}}{'due':>7}{'recall':>9}" + (f"{'done':>7}{'time':>9}" if wide else "")
    rows = [Content.assemble((f"{'Decks':<{room}}", "bold"), (heads, MUTED))]
    for deck in decks:
        numbers = f"{deck.due or '–':>7}{percent(deck.retention.measured):>9}"
        if wide:
            numbers += f"{deck.time.questions or '–':>7}{_brief(deck.time.took) if deck.time.took else '–':>9}"
        title = Content(deck.title).truncate(room - 2, ellipsis=True, pad=True)
        rows.append(title + Content("  ") + _learned([deck], track) + Content(numbers))
    message = f"recall{', questions done and time' if wide else ''}: last {RECENT_DAYS} days"
    return [*rows, Content.assemble((message, MUTED))]


def _learned(decks: Sequence[DeckStatistics], width: int) -> Content:
    """Return the track of some decks: solid, learning and new."""
    counts = sum_counts(deck.counts for deck in decks)
    tones = (counts.solid, "━", "$success"), (counts.learning, "━", "$warning"), (counts.new, "─", FAINT)
    return render_track(tones, width)


def _hardest(found: Statistics, width: int, most: int | None = None) -> list[Content]:
    head = section_head("Hardest", "missed after they were learned")
    if not found.hardest:
        return [head, Content.assemble(("None: nothing that you learned was missed.", MUTED))]
    return [head, *(_hard_card(card, width) for card in found.hardest[:most])]


def _exams(found: Statistics, width: int) -> list[Content]:
    """Return what to expect of each coming exam."""
    if not found.exams:
        note = "None is coming: E on a deck, on the first screen, sets one, and study works towards its date."
        return [section_head("Exams", "what you would know on the day"), *_muted(note, width)]
    blocks = [render_exam(coming, forecast, width, f"Exam: {coming.title}") for coming, forecast in found.exams]
    return [line for place, block in enumerate(blocks) for line in ([Content("")] * bool(place) + block)]


def _hard_card(card: HardCard, width: int) -> Content:
    """Return a row: how often it was missed, the question, and the answer where there is room."""
    mark = ("!", "$warning") if card.leech else (" ", "")
    room = width - 6
    beside_it = min(room // 3, _ANSWER)
    answer = Content(" ".join(card.answer.split())).truncate(beside_it, ellipsis=True)
    question = Content(" ".join(card.question.split())).truncate(room - beside_it - 2, ellipsis=True, pad=True)
    return (
        Content.assemble((f"{card.lapses:>3}", "$error"), mark, "  ") + question + Content("  ") + answer.stylize(MUTED)
    )
