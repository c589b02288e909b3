"""Render the parts of the home screen: the card of today, the week, and the pane beside the decks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from aide_memoire.core.study_day import from_iso_day
from aide_memoire.formatting import ago, counted, day_name, progress_bar, stacked_columns
from aide_memoire.library.trouble import describe_lost
from aide_memoire.reports.dashboard import what_is_left, what_next
from aide_memoire.reports.exams import describe_exam
from aide_memoire.reports.timeline import axis
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aide_memoire.core.dose import Spread
    from aide_memoire.core.settings import Settings
    from aide_memoire.core.standing import QuestionCounts
    from aide_memoire.reports.dashboard import Dashboard, DeckStatus
    from aide_memoire.reports.dose import Dose
    from aide_memoire.reports.exams import ComingExam
    from aide_memoire.reports.timeline import DatedEvent
    from aide_memoire.reports.todays_plan import Plan
    from aide_memoire.store.lost_decks import LostDeck
    from aide_memoire.store.sync_state import LastSync

FAINT = "$foreground 35%"
STANDINGS = {"solid": ("━", "$success"), "learning": ("╍", "$warning"), "new": ("─", FAINT)}
"""The tone of each standing in a track; the strokes differ too, so that nothing rests on colour."""

_DAY_MARKS = {"reached": "●", "some": "◐", "none": "○", "off": "–", "open": "◌"}
_STRIP = {"solid": ("●", "$success"), "learning": ("◐", "$warning"), "new": ("○", "$foreground"), "": ("─", FAINT)}
_WELCOME = (
    "Short questions, each brought back just before you would forget it.",
    "Enter shows what is new, then asks it; every answer is saved.",
)
_CHART_ROWS = 5
_SCALES = (10, 20, 50, 100, 200, 500, 1000)
_WIDE_WEEK = 66
_TODAY = {0.0: "a day off", 0.5: "an easy day"}
_EXAMS_SHOWN = 2
_LOST_SHOWN = 3
_TITLE = 20  # cells that the title of an exam's deck should have


class Call(NamedTuple):
    """What the card calls to: the lines of text, and what Enter does; "" where it does nothing."""

    head: str
    text: str
    enter: str = ""


def render_card(dashboard: Dashboard, call: Call, width: int, counts: QuestionCounts | None = None) -> Content:
    """Return the card: what is to do, the button, and how much of today is done, or how far a deck is learned."""
    lines = [_with_button(call, width)]
    if not dashboard.began and call.enter:
        lines = [*(Content.assemble((line, MUTED)) for line in _WELCOME), Content(""), *lines]
    if call.text:
        lines.append(Content.assemble((call.text, MUTED)))
    if counts is not None:
        lines.append(_legend(counts))
    elif dashboard.began and dashboard.decks:
        lines.append(_todays_bar(dashboard, width))
    return Content("\n").join(lines)


def _with_button(call: Call, width: int) -> Content:
    button = Content.assemble((f" Enter  {call.enter} ", "bold $background on $accent")) if call.enter else Content("")
    head = Content.assemble((call.head, "bold")).truncate(max(width - button.cell_length - 1, 8), ellipsis=True)
    return head.pad_right(max(width - head.cell_length - button.cell_length, 1)) + button


def _todays_bar(dashboard: Dashboard, width: int) -> Content:
    done, total = dashboard.done, dashboard.done + dashboard.plan.total
    message = f"  {done} of {total} done" if total else ""
    filled, rest = progress_bar(done, total, max(width - len(message), 10))
    return Content.assemble((filled, "$success"), (rest, FAINT), (message, MUTED))


def _legend(counts: QuestionCounts) -> Content:
    parts = [Content.assemble(STANDINGS[name], (f" {counts._asdict()[name]} {name}", MUTED)) for name in STANDINGS]
    return Content("   ").join(parts)


def call_to_study(plan: Plan, of: str = "", *, ahead: bool = False) -> Call:
    """Return the call to a session of this plan: of all decks or of those with this title, today's or ahead of time."""
    what = f" of {of}" if of else " today"
    text = f"{', '.join(what_is_left(plan))} · about {counted(plan.minutes, 'minute')}"
    if ahead:
        text += " · ahead of their day"
    return Call(f"{counted(plan.total, 'question')}{what}", text, "Start")


def call_to_spread(spread: Spread) -> Call:
    """Return the offer to spread a backlog."""
    head = f"{spread.due} are due after {counted(spread.away, 'day')}"
    return Call(head, f"{spread.per_day} a day for {spread.days} days? Nothing is lost. Esc: all at once.", "Spread")


def call_when_done(dashboard: Dashboard) -> Call:
    """Return what the card says when nothing is left of any deck."""
    studied = [line for line in dashboard.decks if line.cards and not line.clash]
    if not studied:
        return Call("No deck can be studied yet", "")
    if all(line.suspended == line.cards for line in studied):
        return Call("Every card is suspended", "")
    done = dashboard.answered_today
    head = f"Done for today: {counted(done, 'question')}" if done else "Nothing is due today"
    return Call(head, what_next(dashboard), "More" if dashboard.began else "")


def call_to_decks(title: str, decks: Sequence[DeckStatus], plan: Plan, *, ahead: bool) -> Call:
    """Return the call to a session of some decks, or why there is none. `plan` is what the session would ask."""
    own = f"For this deck: {decks[0].own}" if len(decks) == 1 and decks[0].own else ""
    if plan.total:
        call = call_to_study(plan, title, ahead=ahead)
        return call._replace(text=f"{call.text}\n{own}".rstrip())
    if any(deck.clash for deck in decks):
        return Call("Another deck has this id and is studied instead", "aide-memoire decks shows where both lie")
    if any(deck.errors and not deck.cards for deck in decks):
        return Call("This deck cannot be studied yet", "aide-memoire check tells why")
    if all(deck.cards and deck.suspended == deck.cards for deck in decks):
        return Call("Every card of this deck is suspended", "x unsuspends them")
    return Call(f"Nothing is due in {title}", own, "More")


def render_no_decks(own_decks: str) -> Content:
    """Return what the card says where there is no deck."""
    return Content(f"There is no deck yet. Put .toml files into\n\n  {own_decks}\n\nand they appear here; n makes one.")


def _catching_up(dashboard: Dashboard, settings: Settings) -> str:
    if dashboard.limit >= settings.reviews_per_day or not settings.catch_up_until:
        return ""
    until = day_name(from_iso_day(settings.catch_up_until), dashboard.day)
    return f"Catching up, {dashboard.limit} reviews a day, until {until}; the settings end it."


def _exam(coming: ComingExam, width: int) -> str:
    """Return an exam in one line. Where there is little room, what it takes a day is left out, and its title is cut."""
    figures, title = describe_exam(coming._replace(title="")), Content(coming.title)
    if width - len(figures) < min(title.cell_length, _TITLE):
        figures = figures.rpartition(" · ")[0]
    return title.truncate(max(width - len(figures), 8), ellipsis=True).plain + figures


def _entries(held: int) -> str:
    return "1 entry of your progress is dated" if held == 1 else f"{held} entries of your progress are dated"


def _lost_deck(deck: LostDeck) -> str:
    if deck.likely:
        return f"✗ {deck.deck} is {deck.likely} now: l carries over what you know of it"
    return f"✗ {deck.deck}: {describe_lost(deck)}"


def render_notes(dashboard: Dashboard, settings: Settings, width: int, synced: str = "") -> Content:
    """Return the lines below the decks: the nearest exams, a kind word, warnings and notes, and how the sync went."""
    mistakes = sum(line.errors for line in dashboard.decks)
    suspended = sum(line.suspended for line in dashboard.decks)
    clashing, copies = sum(line.clash for line in dashboard.decks), dashboard.conflict_copies
    notes = [
        f"✗ {_entries(dashboard.held)} after today and not counted. Is the date of this machine right?"
        " aide-memoire doctor says what to do."
        if dashboard.held
        else "",
        *(_exam(each, width) for each in dashboard.exams[:_EXAMS_SHOWN]),
        _catching_up(dashboard, settings) or welcome_back(dashboard.dose),
        *(f"✗ {problem}" for problem in dashboard.setting_problems[:1]),
        *(f"✗ {line}" for line in dashboard.unreadable),
        *map(_lost_deck, dashboard.lost[:_LOST_SHOWN]),
        f"✗ {counted(mistakes, 'mistake')} in decks: aide-memoire check shows each" if mistakes else "",
        f"✗ {counted(clashing, 'deck')} with the id of another: aide-memoire decks shows which is studied"
        if clashing
        else "",
        f"✗ {copies} {'conflict copy' if copies == 1 else 'conflict copies'} of decks, not studied:"
        " aide-memoire decks shows where"
        if copies
        else "",
        f"{counted(suspended, 'card')} suspended: x unsuspends the chosen deck's" if suspended else "",
        synced,
    ]
    return Content("\n".join(note for note in notes if note))


def describe_sync(last: LastSync | None, trouble: str, now: int) -> str:
    """Return "synced 2 min ago · 14 from desk", with why it could not be since; "" if there was none."""
    if last is None:
        return f"✗ not synced: {trouble}" if trouble else ""
    came = "".join(f" · {number} from {device}" for device, number in last.received.items())
    told = f"synced {ago(now - last.at)}{came}"
    return f"✗ not synced: {trouble} · {told}" if trouble else told


def render_week(dashboard: Dashboard, settings: Settings, width: int) -> Content:
    """Return the line of the week: a mark for each day, the goal, and the streak."""
    wide, dose = width >= _WIDE_WEEK, dashboard.dose
    marks = " ".join(_DAY_MARKS[mark] for mark in dose.week.marks)
    today = _TODAY.get(settings.weight_on(dashboard.day), "")
    parts = [
        today,
        _goal(settings, short=not wide),
        f"{dose.week.reached} of {counted(dose.week.days, 'day')}" if dose.week.days else "",
    ]
    if wide and dose.streak.now > 1:
        parts.append(f"streak {dose.streak.now}")
    message = " · ".join(part for part in parts if part)
    return Content.assemble(("This week  ", MUTED), (marks, "$foreground"), (f"   {message}", MUTED))


def _goal(settings: Settings, *, short: bool) -> str:
    if settings.goal_questions:
        return f"goal {settings.goal_questions} a day" if short else f"goal {settings.goal_questions} questions a day"
    if settings.goal_minutes:
        return f"goal {settings.goal_minutes} min" + ("" if short else " a day")
    return ""


def welcome_back(dose: Dose) -> str:
    """Return a kind word after missed days, or ""."""
    if not dose.away:
        return ""
    if dose.streak.now < 1:
        return f"Welcome back after {counted(dose.away, 'day')}. What you learned is still here."
    grace = f"; {counted(dose.streak.grace, 'day')} of grace left" if dose.streak.grace else "; today keeps it"
    return f"Welcome back: your streak of {counted(dose.streak.now, 'day')} still holds{grace}."


def render_coming(dashboard: Dashboard, width: int) -> Content:
    """Return the chart of the next days: reviews, those carried over in another tone, and the limit as a line."""
    own = [day[0] for day in dashboard.coming]
    total = [sum(day) for day in dashboard.coming]
    top = next((scale for scale in _SCALES if scale >= max(total, default=0)), max(total, default=0))
    label = max(len(str(top)), 3)
    gap = 1 if width >= label + 1 + 2 * len(total) else 0
    lines = []
    for row, cells in enumerate(stacked_columns(own, total, _CHART_ROWS, top)):
        limit = _CHART_ROWS - 1 - row == dashboard.limit * _CHART_ROWS // top if dashboard.limit < top else False
        name = str(top) if row == 0 else str(dashboard.limit) if limit else "0" if row == _CHART_ROWS - 1 else ""
        lines.append(
            Content.assemble((f"{name:>{label}} ", MUTED)) + _chart_row(cells, gap, dashboard.off, limit=limit)
        )
    head = Content.assemble((f"Next {len(total)} days", "bold"), (f"  {sum(total)} to review", MUTED))
    rows = [head, *lines, _weekdays(dashboard.day, len(total), label + 1, gap)]
    indent = " " * (label + 1)
    if sum(total) > sum(own):
        rows.append(Content.assemble(indent, ("▒", "$warning"), (" carried over", MUTED)))
    if dashboard.on_days_off:
        rows.append(Content.assemble(indent, ("░", "$secondary"), (f" {dashboard.on_days_off} on days off", MUTED)))
    return Content("\n").join(rows)


def _chart_row(cells: Sequence[tuple[str, bool]], gap: int, off: Collection[int], *, limit: bool) -> Content:
    """Return one row of the chart. Each cell is its character, and whether it was carried over. `off` are days off."""
    empty = "╌" if limit else " "
    parts: list[tuple[str, str]] = []
    for place, (character, late) in enumerate(cells):
        style = "$warning" if late else "$secondary"
        shown = "░" if place in off and character.strip() else "▒" if late and character == "█" else character
        parts += [(shown, style) if shown.strip() else (empty, FAINT), (empty * gap, FAINT)]
    return Content.assemble(*parts)


def _weekdays(day: int, days: int, indent: int, gap: int) -> Content:
    letters = [f"{date.fromordinal(each):%a}"[0] + " " * gap for each in range(day, day + days)]
    return Content.assemble(" " * indent, (letters[0], "bold"), ("".join(letters[1:]), MUTED))


def render_strip(events: Sequence[DatedEvent], width: int) -> Content:
    """Return the timeline as a strip that fills as its facts become solid."""
    first, last = (str(int(events[end].year)) for end in (0, -1))
    solid = sum(event.standing == "solid" for event in events)
    cells = Content.assemble(*(_STRIP[each] for each in axis(events, width)))
    ends = first + " " * max(width - len(first) - len(last), 1) + last
    head = Content.assemble(("Timeline", "bold"), (f"  {solid} of {len(events)} solid", MUTED))
    return Content("\n").join([head, cells, Content.assemble((ends, MUTED))])
