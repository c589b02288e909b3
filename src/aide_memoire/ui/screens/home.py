"""The home screen: what is due today, the decks, and the keys to start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from aide_memoire.authoring.new_deck import make_deck
from aide_memoire.formatting import columns, counted, day_name, full_day
from aide_memoire.paths import DEFAULT_PROFILE, profile_names
from aide_memoire.reports.dashboard import count_left, load_dashboard
from aide_memoire.study.actions import unsuspend_deck
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.screens.dialogs import TextDialog
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.deck_list import DeckList
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.reports.dashboard import Dashboard, DeckStatus

_RELOAD = 30.0  # seconds: a new study day may have begun, or a deck may have been saved
_WELCOME = (
    "Short questions, each brought back just before you would forget it.",
    "Press Enter for today's first ones; every answer is saved at once.",
)


class HomeScreen(AppScreen[None]):
    """The bottom of the screen stack."""

    is_home = True
    DEFAULT_CSS = """
    HomeScreen {
      #today { height: auto; padding: 2 3 1 3; }
      #heads { height: 1; padding: 0 3; color: $text-muted; }
      #notes { height: auto; padding: 1 3; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("w", "wake", "Wake"),
        ("q", "quiz", "Quiz"),
        ("b", "browse", "Browse"),
        ("e", "edit", "Edit"),
        ("s", "stats", "Statistics"),
        ("n", "new", "New deck"),
        ("i", "import", "Import"),
        ("comma", "app.show_settings", "Settings"),
        ("p", "app.show_profiles", "Profiles"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._dashboard: Dashboard | None = None

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield TopLine()
        yield Static(id="today")
        yield Static(id="heads")
        yield DeckList()
        yield Static(id="notes")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the current state, and start the timer for reloading."""
        self.reload()
        self.set_interval(_RELOAD, self._reload_if_changed)

    def on_screen_resume(self) -> None:
        """Show the changes of a session."""
        self.reload()

    def on_resize(self) -> None:
        """Draw the column headings for the new width."""
        self.call_after_refresh(self._show_heads)

    def on_option_list_option_selected(self) -> None:
        """Start a session of the chosen deck, or of all decks."""
        self._begin()

    def reload(self) -> None:
        """Read the dashboard, and show it."""
        with self.app.report_errors():
            self._dashboard = load_dashboard(self.workspace)
            self._show(self._dashboard)

    def action_wake(self) -> None:
        """Unsuspend the cards of the chosen deck, or of all decks."""
        line = self.query_one(DeckList).chosen
        with self.app.report_errors():
            woken = unsuspend_deck(self.workspace, None if line is None else line.deck)
            self.app.notify(f"{counted(woken, 'card')} woken" if woken else "No card is suspended here")
            self.reload()

    def action_edit(self) -> None:
        """Open the editor of the chosen deck."""
        line = self.query_one(DeckList).chosen
        if line is None:
            self.app.notify("Choose a deck to edit")
        else:
            self.app.navigator.editor(line.deck)

    def action_new(self) -> None:
        """Ask for a title, create a deck in the learner's own folder, and open its editor."""
        self.app.push_screen(TextDialog("What is the new deck about? A word or a few:", "make it"), self._make)

    def action_import(self) -> None:
        """Import decks of other programs, or progress of another device."""
        self.app.navigator.import_file()

    def _make(self, title: str | None) -> None:
        if not title:
            return
        with self.app.report_errors():
            deck = make_deck(self.workspace.places[-1], title)
            self.workspace.reread()
            self.reload()
            self.app.navigator.editor(deck)

    def action_quiz(self) -> None:
        """Start a quiz over the chosen deck, or over all decks."""
        line = self.query_one(DeckList).chosen
        self.app.navigator.quiz([] if line is None else [line.deck])

    def action_browse(self) -> None:
        """Show the cards of the chosen deck, or of all decks."""
        line = self.query_one(DeckList).chosen
        self.app.navigator.browser("" if line is None else f"deck:{line.deck} ")

    def action_stats(self) -> None:
        """Show the statistics."""
        self.app.navigator.statistics()

    def _reload_if_changed(self) -> None:
        if not self.is_current:  # the screen above relies on the decks as they were last read
            return
        with self.app.report_errors():
            changed = self.workspace.reread()
            if changed or self._dashboard is None or self._dashboard.day != self.workspace.today():
                self.reload()

    def _begin(self) -> None:
        if self._dashboard is None:
            return
        line = self.query_one(DeckList).chosen
        if count_left(self.workspace, line.deck) if line else self._dashboard.due + self._dashboard.new:
            self.app.navigator.study([line.deck] if line else [])
        else:
            self._offer_more(line, self._dashboard)

    def _offer_more(self, line: DeckStatus | None, dashboard: Dashboard) -> None:
        """Say why nothing is left, and offer to study on where something can be studied."""
        reason = _nothing_left_of(line) if line else _nothing_left(dashboard)
        can_study = line.cards > line.suspended and not line.clash if line else dashboard.began
        if can_study:
            self.app.navigator.more(reason, [line.deck] if line else [])
        else:
            self.app.notify(reason)

    def _show(self, dashboard: Dashboard) -> None:
        whose = "" if self.workspace.profile == DEFAULT_PROFILE else f" · {self.workspace.profile}"
        self.query_one(TopLine).show(f"aide-memoire{whose}", full_day(dashboard.day))
        self.query_one("#today", Static).update(_today(dashboard, self.workspace.places[-1]))
        decks = self.query_one(DeckList)
        decks.show(dashboard.decks)
        self.query_one("#heads").display = bool(dashboard.decks)
        notes = _notes(dashboard)
        self.query_one("#notes", Static).update(notes)
        self.query_one("#notes").display = bool(notes)
        self._show_keys(dashboard)
        self.call_after_refresh(self._show_heads)

    def _show_heads(self) -> None:
        self.query_one("#heads", Static).update(self.query_one(DeckList).head())

    def _show_keys(self, dashboard: Dashboard) -> None:
        begin = [Key("Enter", "study", "screen.begin")] if dashboard.due or dashboard.new else []
        if any(line.cards and not line.clash for line in dashboard.decks):
            begin += [Key("q", "quiz", "screen.quiz"), Key("b", "browse", "screen.browse")]
        if dashboard.decks:
            begin.append(Key("e", "edit", "screen.edit"))
            begin.append(Key("s", "stats", "screen.stats"))
        choose = [Key("↑↓", "choose", "screen.next")] if dashboard.decks else []
        wake = [Key("w", "wake", "screen.wake")] if any(line.suspended for line in dashboard.decks) else []
        new = [Key("n", "new deck", "screen.new")]
        who = [Key("p", "profiles", "app.show_profiles")] if len(profile_names(self.workspace.paths)) > 1 else []
        undo = [Key("u", "undo", "app.undo")] if dashboard.began else []
        self.query_one(KeyLine).show(
            [
                *begin,
                *choose,
                *new,
                *wake,
                *who,
                *undo,
                Key("?", "all keys", "app.help"),
                Key("Ctrl+Q", "quit", "app.quit"),
            ]
        )

    def action_begin(self) -> None:
        """Start a session, after a click on the name of the key."""
        self._begin()

    def action_next(self) -> None:
        """Choose the next deck, after a click on the name of the key."""
        self.query_one(DeckList).action_cursor_down()


def _today(dashboard: Dashboard, own_decks: str) -> Content:
    """Return the lines above the decks: what is due today, or the welcome text."""
    if not dashboard.decks:
        return Content(f"There is no deck yet. Put .toml files into\n\n    {own_decks}\n\nand they appear here.")
    total = dashboard.due + dashboard.new
    if not dashboard.began and total:
        return Content.assemble("\n".join(_WELCOME), "\n\n", _left(dashboard))
    if not total:
        return Content.assemble((_nothing_left(dashboard), "bold")) + _forecast(dashboard)
    return _left(dashboard) + _forecast(dashboard)


def _left(dashboard: Dashboard) -> Content:
    parts = [
        f"{dashboard.due} to review" if dashboard.due else "",
        f"{dashboard.new} new" if dashboard.new else "",
        f"about {counted(dashboard.minutes, 'minute')}",
    ]
    return Content.assemble(("Today   ", MUTED), (" · ".join(part for part in parts if part), "bold"))


def _nothing_left(dashboard: Dashboard) -> str:
    """Return why nothing is due, and when something will be."""
    studied = [line for line in dashboard.decks if line.cards and not line.clash]
    if not studied:
        return "No deck can be studied yet."
    if all(line.suspended == line.cards for line in studied):
        return "Every card is suspended."
    done = f"Done for today: {dashboard.answered_today} answered. " if dashboard.answered_today else "Nothing is due. "
    if dashboard.next_day is None:
        return done + "New questions come tomorrow."
    day, number = dashboard.next_day
    return done + f"Next: {day_name(day, dashboard.day)}, {counted(number, 'question')}."


def _nothing_left_of(line: DeckStatus) -> str:
    """Return why nothing of one deck is due."""
    if line.clash:
        return "Another deck has this id and is studied instead: aide-memoire decks shows where both lie"
    if line.errors and not line.cards:
        return "This deck cannot be studied yet: aide-memoire check tells why"
    if line.cards and line.suspended == line.cards:
        return "Every card of this deck is suspended: w wakes them"
    return f"{line.title}: nothing is due in this deck now."


def _forecast(dashboard: Dashboard) -> Content:
    if not any(dashboard.coming):
        return Content("")
    most = max(dashboard.coming)
    day = day_name(dashboard.day + 1 + dashboard.coming.index(most), dashboard.day)
    message = f"   two weeks, most {'' if day == 'tomorrow' else 'on '}{day} ({most})"
    return Content.assemble("\n        ", (columns(dashboard.coming), "$accent"), (message, MUTED))


def _notes(dashboard: Dashboard) -> Content:
    """Return the warnings and notes below the decks."""
    mistakes = sum(line.errors for line in dashboard.decks)
    notes = []
    if mistakes:
        notes.append(f"✗ {counted(mistakes, 'mistake')} in decks: aide-memoire check shows each")
    clashing = sum(line.clash for line in dashboard.decks)
    if clashing:
        notes.append(f"✗ {counted(clashing, 'deck')} with the id of another: aide-memoire decks shows which is studied")
    if dashboard.conflict_copies:
        copies = "conflict copy" if dashboard.conflict_copies == 1 else "conflict copies"
        notes.append(f"✗ {dashboard.conflict_copies} {copies} of decks, not studied: aide-memoire decks shows where")
    suspended = sum(line.suspended for line in dashboard.decks)
    if suspended:
        notes.append(f"{counted(suspended, 'card')} suspended: w wakes the chosen deck's")
    return Content("\n".join(notes))
