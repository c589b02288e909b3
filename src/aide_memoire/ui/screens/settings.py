"""What can be set, of all decks or of one, each change saved as it is made; and how much work a retention takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from aide_memoire.core.setting_kinds import ManyDays
from aide_memoire.core.setting_table import read_days
from aide_memoire.reports.retention_cost import retention_costs, sample_cards
from aide_memoire.reports.settings import deck_choices, settings_in_force
from aide_memoire.ui.render.settings import COSTED, render_costs, render_meaning, render_row, step_from, steps
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.screens.dialogs import Choice, ChoiceDialog, TextDialog
from aide_memoire.ui.themes import DARK, LIGHT
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.core.setting_table import Setting
    from aide_memoire.reports.retention_cost import CardSample, RetentionCost
    from aide_memoire.reports.settings import InForce

_LOW = 24  # lines of the screen: below it, there is no empty line above the settings
_ALL = "\n"  # the result that no deck has as its id
_WHICH_DAYS = "Which days? As saturday, 2026-12-24, or 2026-12-27/2026-12-31; with commas between:"


class SettingsScreen(AppScreen[None]):
    """The file may be edited by hand as well; its other lines are left alone."""

    DEFAULT_CSS = """
    SettingsScreen {
      VerticalScroll { height: 1fr; padding: 1 2 0 3; scrollbar-size-vertical: 1; }
      VerticalScroll Static { height: auto; padding: 0 1 0 0; }
      #file { margin-top: 1; color: $text-muted; }
    }
    SettingsScreen.-low {
      VerticalScroll { padding: 0 2 0 3; }
      #file { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up,k", "choose(-1)", "Move or scroll"),
        ("down,j", "choose(1)", "Move or scroll"),
        ("left,minus", "change(-1)", "A lower or higher value"),
        ("right,plus", "change(1)", "A lower or higher value"),
        ("backspace", "default", "Reset to default"),
        ("enter", "choose_deck", "The settings of one deck"),
        ("pageup", "scroll(-5)", "Move or scroll by a page"),
        ("pagedown", "scroll(5)", "Move or scroll by a page"),
        ("escape", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._deck = ""  # of which the settings are shown; "" for all decks
        self._at = 0
        self._rows: list[InForce] = []
        self._costs: list[RetentionCost] = []
        self._sample: CardSample | None = None  # of which the costs are shown
        self._latest: CardSample | None = None  # of which they are worked out

    def compose(self) -> ComposeResult:
        """Yield the settings, the table of costs, where the file is, and the keys."""
        yield TopLine()
        with VerticalScroll(can_focus=False):
            yield Static(id="rows", markup=False)
            path = self.workspace.paths.profile_settings(self.workspace.profile)
            yield Static(Content(f"Saved in {path}"), id="file", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the settings, and work the costs out beside the screen."""
        self._show_deck("")
        for problem in self.workspace.setting_problems[:1]:
            self.app.notify(problem.text, severity="error")

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.set_class(self.app.size.height < _LOW, "-low")
        self._draw()

    def action_choose(self, step: int) -> None:
        """Choose the setting above or below."""
        self._at = max(min(self._at + step, len(self._rows) - 1), 0)
        self._draw()

    def action_change(self, step: int) -> None:
        """Set the chosen one to its next value, or the one before; or ask for it."""
        row = self._row()
        if row is not None and isinstance(row.setting.takes, ManyDays):
            self._ask_for_days(row)
        elif row is not None:
            value = step_from(self._values(row.setting), row.value, step)
            if value != row.value:
                self._set(row.setting.key, value)

    def action_default(self) -> None:
        """Remove the learner's own value: what stands behind it holds again."""
        row = self._row()
        if row is not None:
            with self.app.report_errors():
                self.app.use(self.workspace.without_setting(row.setting.key, self._deck))
                self._changed()
                if row.origin in ("everyone's", "this deck, everyone's"):
                    self.app.notify(f"That is set for all learners, in {self.workspace.paths.settings}")

    def action_choose_deck(self) -> None:
        """Ask for the deck whose settings are shown, or all decks."""
        decks = deck_choices(self.workspace)
        options = [Choice(_ALL, "All decks")]
        options += [
            Choice(each.deck, each.title or f"{each.deck} (no such deck)", f"{each.own} of its own" if each.own else "")
            for each in decks
        ]
        self.app.push_screen(ChoiceDialog("The settings of", options, "show them"), self._chosen)

    def action_back(self) -> None:
        """Go back, from a deck to all decks; every change is saved already."""
        if self._deck:
            self._show_deck("")
        else:
            self.close()

    def action_scroll(self, lines: int) -> None:
        """Scroll the costs into view."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    async def undo(self) -> None:
        """Do nothing: reviews are not taken back where they are not in sight."""

    async def redo(self) -> None:
        """Do nothing."""

    def _chosen(self, result: str | None) -> None:
        if result:
            self._show_deck(result.strip("\n"))

    def _show_deck(self, deck: str) -> None:
        """Show the settings of a deck, or of all for ""."""
        titles = {each.deck: each.title or each.deck for each in deck_choices(self.workspace)} if deck else {}
        self._deck, self._at, self._sample = deck, 0, None
        self.query_one(TopLine).show("Settings", titles.get(deck, ""))
        keys = [
            Key("↑↓", "choose", "screen.choose(1)"),
            Key("←→", "change", "screen.change(1)"),
            Key("Enter", "another deck" if deck else "one deck", "screen.choose_deck"),
            Key("Backspace", "unset" if deck else "reset to default", "screen.default"),
            Key("Esc", "all decks" if deck else "back", "screen.back"),
        ]
        self.query_one(KeyLine).show(keys)
        with self.app.report_errors():
            self._changed()

    def _row(self) -> InForce | None:
        """Return the chosen setting; None, and say why, if the files cannot be read."""
        if not self._rows:
            with self.app.report_errors():
                self._changed()
        return self._rows[self._at] if self._rows else None

    def _values(self, setting: Setting) -> list[Any]:
        """Return the values of a setting; a deck has no more new questions than all decks together."""
        values = list(steps(setting) or self._themes())
        if self._deck and setting.key == "new_per_day":
            values = [value for value in values if value <= self.workspace.settings.new_per_day]
        return values

    def _themes(self) -> list[str]:
        own = [DARK.name, LIGHT.name]
        return [*own, *sorted(name for name in self.app.available_themes if name not in own)]

    def _ask_for_days(self, row: InForce) -> None:
        def take(text: str | None) -> None:
            if days := read_days(text or ""):
                self._set(row.setting.key, days)

        self.app.push_screen(TextDialog(_WHICH_DAYS, "set them", ", ".join(row.value)), take)

    def _set(self, key: str, value: Any) -> None:
        with self.app.report_errors():
            self.app.use(self.workspace.with_setting(key, value, self._deck))
            self._changed()

    def _changed(self) -> None:
        """Show the settings as they are now, and work the costs out, away from the screen."""
        self._rows = settings_in_force(self.workspace, self._deck)
        self._draw()
        sample = self._latest = sample_cards(self.workspace, self._deck)
        self.run_worker(lambda: self._work_out(sample), thread=True, exit_on_error=False, exclusive=True)

    def _work_out(self, sample: CardSample) -> None:
        self.app.call_from_thread(self._take, sample, retention_costs(sample))

    def _take(self, sample: CardSample, costs: list[RetentionCost]) -> None:
        if self.is_attached and sample is self._latest:
            self._sample, self._costs = sample, costs
            self._draw()

    def _draw(self) -> None:
        if not self._rows:
            return
        width, lines = self.app.size.width, []
        for place, row in enumerate(self._rows):
            lines.append(render_row(row, chosen=place == self._at, width=width))
            lines += self._about_chosen() if place == self._at else []
        self.query_one("#rows", Static).update(Content("\n").join(lines))
        height = 1 + len(self._about_chosen())
        self.query_one(VerticalScroll).scroll_to_region(Region(0, self._at, 1, height), animate=False)

    def _about_chosen(self) -> list[Content]:
        """Return what the chosen setting means; for those that cost work, also how much."""
        row = self._rows[self._at]
        lines = render_meaning(row, of_deck=bool(self._deck), width=self.app.size.width)
        if row.setting.key in COSTED:
            wanted = self.workspace.settings.of_deck(self._deck).desired_retention
            lines += render_costs(self._sample, self._costs, wanted)
        return [Content("    ") + line for line in lines]
