"""What can be set, each change saved as it is made; and what a desired retention costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aide_memoire.core.settings import DECK_ORDERS, RETENTION_HIGHEST, RETENTION_LOWEST, WANTED_FORMS
from aide_memoire.reports.retention_cost import retention_costs, sample_cards
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.screens.dialogs import TextDialog
from aide_memoire.ui.themes import DARK, LIGHT, MUTED
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.reports.retention_cost import CardSample, RetentionCost

_NAMES = 24
_VALUES = 20


class Row(NamedTuple):
    """One setting: what it is called, how its value reads, what it means, and the values that it can take."""

    key: str
    name: str
    means: str
    shown: Callable[[object], str]
    values: Sequence[object]
    ask: str = ""  # the question after a value that is typed


def _hours(value: object) -> str:
    return f"{value:02}:00"


def _lapses(value: object) -> str:
    return f"{value} lapses" if value else "never"


def _amount(unit: str, nothing: str) -> Callable[[object], str]:
    return lambda value: f"{value} {unit}".strip() if value else nothing


def _stretches(value: object) -> str:
    days = list(value) if isinstance(value, tuple) else []
    return f"{days[0]}{' …' if days[1:] else ''}" if days else "none"


def _percent(value: object) -> str:
    return f"{round(float(str(value)) * 100)} %"


_ROWS = (
    Row(
        "new_per_day",
        "New questions a day",
        "In all decks together; a list counts as one.",
        str,
        (*range(50), *range(50, 1000, 10)),
    ),
    Row(
        "reviews_per_day",
        "Reviews a day",
        "At most; what is likeliest to be forgotten comes first.",
        str,
        (*range(0, 500, 10), *range(500, 10_000, 100)),
    ),
    Row(
        "desired_retention",
        "Desired retention",
        "The chance of recall at which a question comes back.",
        _percent,
        [each / 100 for each in range(round(RETENTION_LOWEST * 100), round(RETENTION_HIGHEST * 100) + 1)],
    ),
    Row("form", "Form of questions", "ladder: shown, then by choice, then by typing.", str, WANTED_FORMS),
    Row("deck_order", "New facts", "one-by-one: a deck at a time, as a thread.", str, DECK_ORDERS),
    Row("day_starts_at", "A day starts at", "By the clock on the wall: a late evening is one day.", _hours, range(24)),
    Row("leech_threshold", "A leech after", "A card missed so often is marked: better reword it.", _lapses, range(31)),
    Row("goal_minutes", "Goal: minutes", "Of study a day.", _amount("a day", "none"), range(0, 121, 5)),
    Row(
        "goal_questions",
        "Goal: questions",
        "A day; where it is set, it stands in the place of minutes.",
        _amount("a day", "none"),
        range(0, 301, 5),
    ),
    Row(
        "days_off",
        "Days off",
        "They break no streak. → asks for them.",
        _stretches,
        (),
        "Which days are off? As 2026-12-24, or 2026-12-27/2026-12-31; with commas between:",
    ),
    Row(
        "catch_up_per_day",
        "Catching up",
        "After days away, a backlog is spread: so many reviews a day until it is gone.",
        _amount("a day", "no"),
        range(0, 500, 10),
    ),
    Row("theme", "Theme", "Ctrl+P, Theme shows them all.", str, ()),
)


class SettingsScreen(AppScreen[None]):
    """The file may be edited by hand as well; its other lines are left alone."""

    DEFAULT_CSS = """
    SettingsScreen {
      VerticalScroll { height: 1fr; padding: 1 3; scrollbar-size-vertical: 1; }
      VerticalScroll Static { height: auto; }
      #file { height: auto; padding: 0 3; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up,k", "choose(-1)", "Up"),
        ("down,j", "choose(1)", "Down"),
        ("left,h,minus", "change(-1)", "Less"),
        ("right,l,plus", "change(1)", "More"),
        ("0", "default", "Default"),
        ("pageup", "scroll(-5)", "Page up"),
        ("pagedown", "scroll(5)", "Page down"),
        ("escape,q", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._costs: list[RetentionCost] = []
        self._sample: CardSample | None = None

    def compose(self) -> ComposeResult:
        """Yield the settings, the table of costs, where the file is, and the keys."""
        yield TopLine("Settings")
        with VerticalScroll(can_focus=False):
            yield Static(id="rows", markup=False)
            yield Static(id="costs", markup=False)
        yield Static(
            Content(f"Saved in {self.workspace.paths.profile_settings(self.workspace.profile)}"),
            id="file",
            markup=False,
        )
        yield KeyLine(
            (
                Key("↑↓", "choose", "screen.choose(1)"),
                Key("←→", "change", "screen.change(1)"),
                Key("0", "as at first", "screen.default"),
                Key("Esc", "back", "screen.back"),
            )
        )

    def on_mount(self) -> None:
        """Show them, and work the costs out beside the screen."""
        with self.app.report_errors():
            drawn = sample_cards(self.workspace)
            self._sample = drawn
            if drawn.memories:
                self.run_worker(lambda: self._work_out(drawn), thread=True, exit_on_error=False)
        self._show()

    def action_choose(self, step: int) -> None:
        """Choose the setting above or below."""
        self._at = min(max(self._at + step, 0), len(_ROWS) - 1)
        self._show()

    def action_change(self, step: int) -> None:
        """Set the chosen one to its next value, or the one before; both ends are ends."""
        row = _ROWS[self._at]
        if row.ask:
            self.app.push_screen(TextDialog(row.ask, "set them"), lambda text: self._set_list(row.key, text or ""))
            return
        values = list(row.values or self._themes())
        now = getattr(self.workspace.settings, row.key)
        if now in values:
            place = min(max(values.index(now) + step, 0), len(values) - 1)
            self._set(row.key, values[place])
        else:
            self._set(row.key, _beside(values, now, step))

    def action_default(self) -> None:
        """Remove the learner's own value: what is set for all holds again, else the default."""
        with self.app.report_errors():
            self.app.use(self.workspace.without_setting(_ROWS[self._at].key))
            self._show()

    def action_back(self) -> None:
        """Go back; every change is saved already."""
        self.close()

    def action_scroll(self, lines: int) -> None:
        """Scroll the costs into view."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    async def undo(self) -> None:
        """Do nothing: reviews are not taken back where they are not in sight."""

    async def redo(self) -> None:
        """Do nothing."""

    def _set(self, key: str, value: object) -> None:
        if value == getattr(self.workspace.settings, key):
            return
        with self.app.report_errors():
            self.app.use(self.workspace.with_setting(key, value))
            self._show()

    def _set_list(self, key: str, text: str) -> None:
        values = tuple(each.strip() for each in text.split(",") if each.strip())
        if values:
            self._set(key, values)

    def _themes(self) -> list[str]:
        own = [DARK.name, LIGHT.name]
        return [*own, *sorted(name for name in self.app.available_themes if name not in own)]

    def _work_out(self, drawn: CardSample) -> None:
        """Work the costs out, away from the screen."""
        found = retention_costs(drawn)
        self.app.call_from_thread(self._take, found)

    def _take(self, found: list[RetentionCost]) -> None:
        if self.is_attached:
            self._costs = found
            self._show()

    def _show(self) -> None:
        self.query_one("#rows", Static).update(self._rows())
        self.query_one("#costs", Static).update(self._told_costs())

    def _rows(self) -> Content:
        rows = []
        for place, row in enumerate(_ROWS):
            chosen = place == self._at
            value = row.shown(getattr(self.workspace.settings, row.key))
            rows.append(
                Content.assemble(
                    ("▸ " if chosen else "  ", "$accent"),
                    (row.name.ljust(_NAMES), "bold" if chosen else ""),
                    (value.rjust(_VALUES), "bold $accent" if chosen else "bold"),
                )
            )
        return Content("\n").join([*rows, "", Content.assemble((f"  {_ROWS[self._at].means}", MUTED))])

    def _told_costs(self) -> Content:
        drawn = self._sample
        if drawn is None or not drawn.memories:
            return Content.assemble(("\nWhat a retention costs is worked out from the cards you have met.", MUTED))
        head = f"\nWhat a retention costs: a year of {_cards(drawn.total)}\n"
        if not self._costs:
            return Content.assemble(head, ("\n  …", MUTED))
        columns = f"\n{'wanted':>10}{'reviews a day':>16}{'minutes a day':>16}{'known':>9}"
        mine = min(self._costs, key=lambda each: abs(each.retention - self.workspace.settings.desired_retention))
        rows = [_cost_row(each, chosen=each is mine) for each in self._costs]
        return Content.assemble(head, (columns, MUTED), "\n", Content("\n").join(rows))


def _cost_row(cost: RetentionCost, *, chosen: bool) -> Content:
    figures = f"{_percent(cost.retention):>8}{_short(cost.reviews_a_day):>16}{_short(cost.minutes_a_day):>16}"
    known = f"{_percent(cost.known):>9}"
    return Content.assemble(("▸ " if chosen else "  ", "$accent"), (figures + known, "bold" if chosen else ""))


def _cards(number: int) -> str:
    return f"your {number:,} cards" if number > 1 else "your one card"


def _short(number: float) -> str:
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"


def _beside(values: list[object], now: object, step: int) -> object:
    """Return the value next to one that was set by hand, between the steps."""
    if not isinstance(now, (int, float)):
        return values[0]
    numbers = [value for value in values if isinstance(value, (int, float))]
    beyond = [value for value in numbers if (value > now if step > 0 else value < now)]
    return (min(beyond) if step > 0 else max(beyond)) if beyond else now
