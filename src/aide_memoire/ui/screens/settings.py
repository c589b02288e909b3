"""What can be set, each change saved as it is made; and how much work each level of retention takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from aide_memoire.core.settings import (
    DECK_ORDERS,
    RETENTION_HIGHEST,
    RETENTION_LEVELS,
    RETENTION_LOWEST,
    WANTED_FORMS,
)
from aide_memoire.core.simulation import WEEKS
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
_VALUES = 26
_NARROW = 66  # cells of the screen: below it, values have less room
_LOW = 24  # lines of the screen: below it, there is no empty line above the settings
_COSTED = ("new_per_day", "desired_retention")
_FORMS = {
    "ladder": "choices first, then typing",
    "flip": "think, then look",
    "typed": "always by typing",
    "choice": "always by choice",
}
_ORDERS = {"one-by-one": "one deck after the other", "mixed": "all decks in turn"}


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


def _misses(value: object) -> str:
    return f"{value} misses" if value else "never"


def _amount(unit: str, nothing: str) -> Callable[[object], str]:
    return lambda value: f"{value} {unit}".strip() if value else nothing


def _stretches(value: object) -> str:
    days = list(value) if isinstance(value, tuple) else []
    return f"{days[0]}{' …' if days[1:] else ''}" if days else "none"


def _percent(value: object) -> str:
    return f"{round(float(str(value)) * 100)} %"


def _retention(value: object) -> str:
    """Return a retention with its name, if it has one: "balanced 90 %"."""
    name = next((name for name, level in RETENTION_LEVELS.items() if level == value), "")
    return f"{name} {_percent(value)}".strip()


def _form(value: object) -> str:
    return _FORMS.get(str(value), str(value))


def _order(value: object) -> str:
    return _ORDERS.get(str(value), str(value))


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
        "At most; what you are likeliest to forget comes first.",
        str,
        (*range(0, 500, 10), *range(500, 10_000, 100)),
    ),
    Row(
        "desired_retention",
        "Wanted recall",
        "How sure you want to be when a card returns.",
        _retention,
        [each / 100 for each in range(round(RETENTION_LOWEST * 100), round(RETENTION_HIGHEST * 100) + 1)],
    ),
    Row("form", "How you are asked", "Lists and orders keep a form of their own.", _form, WANTED_FORMS),
    Row("deck_order", "New facts come from", "One deck at a time reads as a thread.", _order, DECK_ORDERS),
    Row(
        "day_starts_at",
        "A new day starts at",
        "Studying past midnight still counts as today, until this hour.",
        _hours,
        range(24),
    ),
    Row(
        "leech_threshold",
        "Problem card after",
        "A card missed so often is flagged: better reword it.",
        _misses,
        range(31),
    ),
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
      VerticalScroll { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
      VerticalScroll Static { height: auto; }
      #file { margin-top: 1; color: $text-muted; }
    }
    SettingsScreen.-low {
      VerticalScroll { padding: 0 3; }
      #file { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up,k", "choose(-1)", "Move or scroll"),
        ("down,j", "choose(1)", "Move or scroll"),
        ("left,minus", "change(-1)", "A lower or higher value"),
        ("right,plus", "change(1)", "A lower or higher value"),
        ("backspace", "default", "Reset to default"),
        ("pageup", "scroll(-5)", "Move or scroll by a page"),
        ("pagedown", "scroll(5)", "Move or scroll by a page"),
        ("escape", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._costs: list[RetentionCost] = []
        self._sample: CardSample | None = None  # of which the costs are shown
        self._latest: CardSample | None = None  # of which they are worked out

    def compose(self) -> ComposeResult:
        """Yield the settings, the table of costs, where the file is, and the keys."""
        yield TopLine("Settings")
        with VerticalScroll(can_focus=False):
            yield Static(id="rows", markup=False)
            path = self.workspace.paths.profile_settings(self.workspace.profile)
            yield Static(Content(f"Saved in {path}"), id="file", markup=False)
        yield KeyLine(
            (
                Key("↑↓", "choose", "screen.choose(1)"),
                Key("←→", "change", "screen.change(1)"),
                Key("Backspace", "reset to default", "screen.default"),
                Key("Esc", "back", "screen.back"),
            )
        )

    def on_mount(self) -> None:
        """Show the settings, and work the costs out beside the screen."""
        self._show()
        self._estimate()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.set_class(self.app.size.height < _LOW, "-low")
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
            self._estimate()

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
            self._estimate()

    def _set_list(self, key: str, text: str) -> None:
        values = tuple(each.strip() for each in text.split(",") if each.strip())
        if values:
            self._set(key, values)

    def _themes(self) -> list[str]:
        own = [DARK.name, LIGHT.name]
        return [*own, *sorted(name for name in self.app.available_themes if name not in own)]

    def _estimate(self) -> None:
        """Work the costs out, away from the screen."""
        with self.app.report_errors():
            sample = self._latest = sample_cards(self.workspace)
            self.run_worker(lambda: self._work_out(sample), thread=True, exit_on_error=False, exclusive=True)

    def _work_out(self, sample: CardSample) -> None:
        self.app.call_from_thread(self._take, sample, retention_costs(sample))

    def _take(self, sample: CardSample, costs: list[RetentionCost]) -> None:
        if self.is_attached and sample is self._latest:
            self._sample, self._costs = sample, costs
            self._show()

    def _show(self) -> None:
        self.query_one("#rows", Static).update(self._rows())
        below = self._at + 1 + len(self._about_chosen())
        self.query_one(VerticalScroll).scroll_to_region(Region(0, self._at, 1, below - self._at), animate=False)

    def _rows(self) -> Content:
        narrow = self.app.size.width < _NARROW
        rows: list[Content] = []
        for place, row in enumerate(_ROWS):
            chosen = place == self._at
            value = row.shown(getattr(self.workspace.settings, row.key))
            rows.append(
                Content.assemble(
                    ("▸ " if chosen else "  ", "$accent"),
                    (row.name.ljust(_NAMES - 2 * narrow), "bold" if chosen else ""),
                    (value.rjust(_VALUES), "bold"),
                )
            )
            rows += self._about_chosen() if chosen else []
        return Content("\n").join(rows)

    def _about_chosen(self) -> list[Content]:
        """Return what the chosen setting means; for those that cost work, also how much."""
        row = _ROWS[self._at]
        means = [line.stylize(MUTED) for line in Content(row.means).wrap(_NAMES + _VALUES - 2)]
        lines = [*means, *(self._cost_lines() if row.key in _COSTED else [])]
        return [Content("    ") + line for line in lines]

    def _cost_lines(self) -> list[Content]:
        head = [Content(""), Content.assemble(("How much work each level takes", "bold"))]
        if self._sample is None:
            return [*head, Content.assemble(("…", MUTED))]
        columns = f"{'a week:':>17}{'answers':>11}{'minutes':>9}{'you know':>11}"
        wanted = self.workspace.settings.desired_retention
        notes = [Content.assemble((line, MUTED)) for line in (_basis(self._sample), columns)]
        return [*head, *notes, *(_cost_row(each, chosen=each.retention == wanted) for each in self._costs), Content("")]


def _cost_row(cost: RetentionCost, *, chosen: bool) -> Content:
    name = f"{cost.name or 'yours':<9}{_percent(cost.retention):>5}"
    known = _percent(cost.known) if cost.known else "–"
    figures = f"{name}{_short(cost.answers_a_week):>12}{_short(cost.minutes_a_week):>9}{known:>11}"
    return Content.assemble(("▸ " if chosen else "  ", "$accent"), (figures, "bold" if chosen else ""))


def _basis(sample: CardSample) -> str:
    """Return what the figures are made from."""
    new = f"{round(sample.new_a_day * 7 * WEEKS):,} new"
    return f"Over the next {WEEKS} weeks, with {new}, at {sample.pace / 1000:.0f} s each"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if number < 10 else f"{number:,.0f}"


def _beside(values: list[object], now: object, step: int) -> object:
    """Return the value next to one that was set by hand, between the steps."""
    if not isinstance(now, (int, float)):
        return values[0]
    numbers = [value for value in values if isinstance(value, (int, float))]
    beyond = [value for value in numbers if (value > now if step > 0 else value < now)]
    return (min(beyond) if step > 0 else max(beyond)) if beyond else now
