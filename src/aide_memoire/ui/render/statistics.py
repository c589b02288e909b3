"""Render the statistics."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import bar, counted, day_name, duration, month_name, percent, tall_columns
from aide_memoire.reports.statistics import COMING, ENOUGH_REVIEWS, RECENT_DAYS
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.reports.statistics import DeckStatistics, HardCard, Month, Share, Statistics
    from aide_memoire.store.statistics import DayCount

_FAINT = "$foreground 35%"
_SHADES = "░▒▓█"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKS = 53
_HEAD = (13, 13, 13, 14)
"""Cells: the minimum width of the columns at the top."""

_WIDE = 66
"""Cells: the page width from which on there is room for more columns."""


def render_statistics(found: Statistics, width: int) -> Content:
    """Return the page, with lines of at most `width` cells."""
    parts = [_nothing_yet()] if not found.all.questions else [_head(found, width), _year(found, width)]
    if any(found.coming):
        parts.append(_coming(found, width))
    if found.retention.both.measured is not None or any(_measured(found)):
        parts.append(_months(found, width))
    parts.append(_cards(found, width))
    if len(found.decks) > 1:
        parts.append(_decks(found.decks, width))
    if found.hardest:
        parts.append(_hardest(found, width))
    return Content("\n\n").join(parts)


def section_head(title: str, message: str) -> Content:
    """Return the heading of a section: its title, and what its numbers count."""
    return Content.assemble((title, "bold"), (f"  {message}", MUTED))


def _nothing_yet() -> Content:
    return Content("Nothing was answered yet. The first answers bring the first numbers.")


def _head(found: Statistics, width: int) -> Content:
    """Return the four most important numbers, side by side."""
    retention = found.retention.both
    columns = (
        ("Streak", counted(found.streak.now, "day"), f"longest {found.streak.longest}", f"{found.streak.days} in all"),
        (
            "Today",
            counted(found.today.questions, "question"),
            f"in {duration(found.today.took)}" if found.today.took else "",
            "",
        ),
        (
            "Retention",
            "too early" if retention.measured is None else percent(retention.measured),
            f"wanted {percent(found.desired)}",
            f"of {retention.reviews}"
            if retention.reviews >= ENOUGH_REVIEWS
            else f"{retention.reviews} of {ENOUGH_REVIEWS}",
        ),
        (
            "This month",
            duration(found.month.took),
            f"{found.all.each / 1000:.1f} s each",
            f"{_brief(found.all.took)} in all",
        ),
    )
    more = (width - sum(_HEAD)) // len(_HEAD)
    styles = (MUTED, "bold $accent", MUTED, MUTED)
    rows = [
        Content("").join(_cell(column[row], room + more, style) for column, room in zip(columns, _HEAD, strict=True))
        for row, style in enumerate(styles)
    ]
    return Content("\n").join(rows)


def _cell(text: str, width: int, style: str) -> Content:
    return Content.assemble((text, style)).truncate(width, pad=True)


def _brief(milliseconds: int) -> str:
    """Return a duration in one unit: "40 s", "46 min", "3.4 h", "120 h"."""
    minutes = milliseconds / 60_000
    if minutes < 60:
        return f"{minutes:.0f} min" if minutes >= 1 else duration(milliseconds)
    return f"{minutes / 60:.1f} h" if minutes < 6000 else f"{minutes / 60:.0f} h"


def _year(found: Statistics, width: int) -> Content:
    """Return the last year, a column for each week and a row for each weekday."""
    weeks = min(_WEEKS, width - 5)
    monday = found.day - date.fromordinal(found.day).weekday()
    mondays = [monday - 7 * back for back in reversed(range(weeks))]
    counts = {each.day: each.questions for each in found.year if each.day >= mondays[0]}
    bounds = _quarters(list(counts.values()))
    rows = [Content.assemble(("     " + _month_names(mondays), MUTED))]
    for weekday, name in enumerate(_DAYS):
        cells = [_shade(counts.get(first + weekday, 0), bounds) for first in mondays if first + weekday <= found.day]
        shades = Content("").join(Content.assemble((cell, _FAINT if cell == "·" else "$accent")) for cell in cells)
        rows.append(Content.assemble((f"{name}  ", MUTED)) + shades)
    head = section_head("A year" if weeks == _WEEKS else f"{weeks} weeks", "questions answered, day by day")
    return Content("\n").join([head, *rows, _legend(found.year, bounds)])


def _month_names(mondays: Sequence[int]) -> str:
    """Return the line of month names, each above the week that contains the first day of the month."""
    line = ""
    for column, monday in enumerate(mondays):
        sunday = date.fromordinal(monday + 6)
        if sunday.day <= 7 and column >= len(line):
            line = line.ljust(column) + (f"{sunday:%b} " if column + 3 <= len(mondays) else "")
    return line


def _quarters(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the three quartiles of the counts of study days."""
    ordered = sorted(counts)
    return tuple(ordered[len(ordered) * quarter // 4] for quarter in (1, 2, 3)) if ordered else (1, 1, 1)


def _shade(count: int, bounds: Sequence[int]) -> str:
    return _SHADES[sum(count >= bound for bound in bounds)] if count else "·"


def _legend(year: Sequence[DayCount], bounds: Sequence[int]) -> Content:
    """Return the legend: the numbers of questions that each shade stands for."""
    by_shade: dict[str, list[int]] = {}
    for each in year:
        by_shade.setdefault(_shade(each.questions, bounds), []).append(each.questions)
    message = [Content.assemble(("     ·", _FAINT), (" none", MUTED))]
    for shade in _SHADES:
        if counts := by_shade.get(shade):
            least, most = min(counts), max(counts)
            span = str(most) if least == most else f"{least}–{most}"
            message.append(Content.assemble((shade, "$accent"), (f" {span}", MUTED)))
    return Content("   ").join(message)


def _coming(found: Statistics, width: int) -> Content:
    gap = " " if width >= 2 * COMING else ""
    lines = [gap.join(line) for line in tall_columns(found.coming, 3)]
    most = max(found.coming)
    day = day_name(found.day + found.coming.index(most), found.day)
    last = date.fromordinal(found.day + COMING - 1)
    end = f"{last.day} {last:%b}"
    foot = "today".ljust(len(lines[0]) - len(end)) + end
    message = (
        f"{sum(found.coming)} in all, {found.coming[0]} today, most {'' if 'to' in day[:2] else 'on '}{day} ({most})"
    )
    return Content("\n").join(
        [
            section_head("Coming", f"questions to review in {COMING} days"),
            *(Content.assemble((line, "$accent")) for line in lines),
            Content.assemble((foot, MUTED)),
            Content.assemble((message, MUTED)),
        ]
    )


def _months(found: Statistics, width: int) -> Content:
    """Return the retention of each month, of all, young and mature cards."""
    room = 22 if width >= _WIDE else 17
    heads = f"{'':<12}{'all':>5}{'young':>{room - 5}}{'mature':>{room + 1}}"
    rows = [section_head("Retention", "recalled, of the cards answered in review"), Content.assemble((heads, MUTED))]
    months = [(month_name(month.first), month.retention) for month in _measured(found)]
    for name, retention in [*months, (f"{RECENT_DAYS} days", found.retention)]:
        figures = Content.assemble((f"{name:<12}", MUTED), (f"{percent(retention.both.measured):>5}", "bold"))
        rows.append(figures + _share(retention.young, room) + _share(retention.mature, room))
    rows.append(Content.assemble(("young: an interval under 21 days; mature: longer", MUTED)))
    return Content("\n").join(rows)


def _measured(found: Statistics) -> list[Month]:
    """Return the months with reviews enough for a retention."""
    return [month for month in found.months if month.retention.both.measured is not None]


def _share(share: Share, width: int) -> Content:
    message = f" of {share.reviews}" if share.reviews else ""
    return Content.assemble(f"{percent(share.measured):>{width - 10}}", (message, MUTED)).truncate(width, pad=True)


def _cards(found: Statistics, width: int) -> Content:
    states = found.states._asdict()
    most = max(states.values()) or 1
    room = len(str(most))
    counts = found.counts
    message = (
        f"{counts.solid} of {counted(counts.total, 'question')} solid, {counts.learning} learning, {counts.new} new"
    )
    rows = [
        section_head("Learned", message),
        Content.assemble((f"their {counted(sum(states.values()), 'card')}", MUTED)),
    ]
    for name, number in states.items():
        gauge = (bar(number / most, min(width - 13 - room, 40)), "$accent")
        rows.append(Content.assemble((f"{name:<11}", MUTED), f"{number:>{room}}  ", gauge))
    return Content("\n").join(rows)


def _decks(decks: Sequence[DeckStatistics], width: int) -> Content:
    """Return a row for each deck; narrow pages omit the time and the questions."""
    wide = width >= _WIDE
    room = width - (41 if wide else 26)
    heads = f"{'':<{room}}{'of':>6}{'due':>5}{'solid':>7}{'recall':>8}" + (f"{'done':>6}{'time':>9}" if wide else "")
    message = ", questions done, time" if wide else ""
    rows = [
        section_head("Decks", f"questions: due today, solid; in {RECENT_DAYS} days: recall{message}"),
        Content.assemble((heads, MUTED)),
    ]
    for deck in decks:
        counts = deck.counts
        numbers = f"{counts.total:>6}{deck.due or '–':>5}{counts.solid:>7}{percent(deck.retention.measured):>8}"
        if wide:
            numbers += f"{deck.time.questions or '–':>6}{_brief(deck.time.took) if deck.time.took else '–':>9}"
        rows.append(Content(deck.title).truncate(room - 1, ellipsis=True, pad=True) + Content(f" {numbers}"))
    return Content("\n").join(rows)


def _hardest(found: Statistics, width: int) -> Content:
    leeches = f"; from {found.leech_threshold} on a leech ({found.leeches})" if found.leech_threshold else ""
    rows = [section_head("Hardest", f"by lapses in review{leeches}")]
    for card in found.hardest:
        rows += _hard_card(card, width)
    return Content("\n").join(rows)


def _hard_card(card: HardCard, width: int) -> Iterator[Content]:
    lines = [*Content(card.question).wrap(width - 5), *Content(f"→ {card.answer}").wrap(width - 5)]
    lines = [line.stylize(MUTED) if line.plain.startswith("→") else line for line in lines]
    leech = Content.assemble(("  leech", "$warning")) if card.leech else Content("")
    yield Content.assemble((f"{card.lapses:>3}  ", "$accent")) + lines[0] + leech
    for line in lines[1:]:
        yield Content("     ") + line
