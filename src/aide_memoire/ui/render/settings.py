"""Render the list of settings: each with its value and where that comes from, and what the chosen one means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content

from aide_memoire.core.setting_kinds import Number, OneOf
from aide_memoire.core.simulation import WEEKS
from aide_memoire.formatting import percent
from aide_memoire.reports.settings import value_in_words
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.setting_table import Setting
    from aide_memoire.reports.retention_cost import CardSample, RetentionCost
    from aide_memoire.reports.settings import InForce

NARROW = 66
"""Cells of the screen: below it, where a value comes from is told of the chosen one alone."""

COSTED = ("new_per_day", "desired_retention")
"""The settings that cost work."""

_NAMES = 22
_VALUES = 26
_STEPS = {
    "new_per_day": (*range(50), *range(50, 1000, 10)),
    "reviews_per_day": (*range(0, 500, 10), *range(500, 10_000, 100)),
    "day_starts_at": range(24),
    "leech_threshold": range(31),
    "goal_minutes": range(0, 121, 5),
    "goal_questions": range(0, 301, 5),
    "catch_up_per_day": range(0, 500, 10),
}
_OF_DECK = {
    "new_per_day": "Of this deck, within those of all decks together.",
    "deck_order": "“All decks in turn”: its new facts take turns with those of other decks.",
}


def steps(setting: Setting) -> Sequence[Any]:
    """Return the values that a setting can be changed to, step by step; none for one that is typed."""
    if isinstance(setting.takes, Number):
        return [each / 100 for each in range(round(setting.takes.lowest * 100), round(setting.takes.highest * 100) + 1)]
    return setting.takes.values if isinstance(setting.takes, OneOf) else _STEPS.get(setting.key, ())


def step_from(values: Sequence[Any], now: Any, step: int) -> Any:
    """Return the next value, or the one before; both ends are ends. A number set by hand may lie between the steps."""
    if now in values:
        return values[min(max(values.index(now) + step, 0), len(values) - 1)]
    if not isinstance(now, (int, float)):
        return values[0]
    beyond = [value for value in values if (value > now if step > 0 else value < now)]
    return (min(beyond) if step > 0 else max(beyond)) if beyond else now


def render_row(row: InForce, *, chosen: bool, width: int) -> Content:
    """Return the line of a setting, for a screen of `width` cells."""
    narrow = width < NARROW
    parts: list[tuple[str, str]] = [
        ("▸ " if chosen else "  ", "$accent"),
        (row.setting.name.ljust(_NAMES), "bold" if chosen else ""),
        (value_in_words(row.setting.key, row.value).rjust(_VALUES), "bold"),
    ]
    return Content.assemble(*parts, *([] if narrow else [(f"  {row.origin}", MUTED)]))


def render_meaning(row: InForce, *, of_deck: bool, width: int) -> list[Content]:
    """Return the lines on what a setting means."""
    means = _OF_DECK.get(row.setting.key, row.setting.means) if of_deck else row.setting.means
    text = f"{means} ({row.origin})" if width < NARROW and row.origin != "default" else means
    return [line.stylize(MUTED) for line in Content(text).wrap(_NAMES + _VALUES - 2)]


def render_costs(sample: CardSample | None, costs: Sequence[RetentionCost], wanted: float) -> list[Content]:
    """Return the table of how much work each level takes, or its head while it is worked out."""
    head = [Content(""), Content.assemble(("How much work each level takes", "bold"))]
    if sample is None:
        return [*head, Content.assemble(("…", MUTED))]
    columns = f"{'a week:':>17}{'answers':>11}{'minutes':>9}{'you know':>11}"
    notes = [Content.assemble((line, MUTED)) for line in (_basis(sample), columns)]
    return [*head, *notes, *(_cost_row(each, chosen=each.retention == wanted) for each in costs), Content("")]


def _cost_row(cost: RetentionCost, *, chosen: bool) -> Content:
    name = f"{cost.name or 'yours':<9}{percent(cost.retention):>5}"
    known = percent(cost.known) if cost.known else "–"
    figures = f"{name}{_short(cost.answers_a_week):>12}{_short(cost.minutes_a_week):>9}{known:>11}"
    return Content.assemble(("▸ " if chosen else "  ", "$accent"), (figures, "bold" if chosen else ""))


def _basis(sample: CardSample) -> str:
    """Return what the figures are made from."""
    new = f"{round(sample.new_a_day * 7 * WEEKS):,} new"
    return f"Over the next {WEEKS} weeks, with {new}, at {sample.pace / 1000:.0f} s each"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if number < 10 else f"{number:,.0f}"
