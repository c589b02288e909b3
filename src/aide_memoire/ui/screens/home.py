"""The home screen: what is due today, the week, the decks, and the keys to start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from aide_memoire.authoring.new_deck import make_deck
from aide_memoire.formatting import counted, full_day
from aide_memoire.paths import DEFAULT_PROFILE
from aide_memoire.reports.dashboard import load_dashboard, plan_of
from aide_memoire.reports.dose import accept_spread, decline_spread
from aide_memoire.reports.timeline import load_timeline
from aide_memoire.store.sync_state import last_sync, sync_state
from aide_memoire.study import actions
from aide_memoire.ui.render import home as render
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.screens.dialogs import TextDialog
from aide_memoire.ui.widgets.answers import SanitizedInput
from aide_memoire.ui.widgets.deck_list import DeckList
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.reports.dashboard import Dashboard, DeckStatus
    from aide_memoire.reports.timeline import DatedEvent

_RELOAD = 30.0  # seconds: a new study day may have begun, or a deck may have been saved
_WIDE = 110  # cells from which on there is room for the pane
_PANE = 34  # cells of the pane


class TodayCard(Static):
    """What is to do today. A click does what Enter does."""

    async def on_click(self) -> None:
        """Do what the card calls to."""
        await self.run_action("screen.begin")


def _keys_of_deck(deck: DeckStatus | None) -> list[Key]:
    return [Key("D", "the deck", "screen.deck"), Key("E", "exam", "screen.exam")] if deck else []


class HomeScreen(AppScreen[None]):
    """The bottom of the screen stack."""

    is_home = True
    DEFAULT_CSS = f"""
    HomeScreen {{
      #body {{ height: 1fr; }}
      #main {{ width: 1fr; padding: 1 2 0 2; }}
      #today {{ height: auto; border: round $panel; padding: 0 2; }}
      #week {{ height: auto; padding: 0 1; }}
      #find {{ height: 1; margin-top: 1; padding: 0 1; display: none; }}
      #find Static {{ width: 2; color: $text-muted; }}
      #find SanitizedInput {{ height: 1; width: 1fr; border: none; padding: 0 1; background: $surface; }}
      #find SanitizedInput:focus {{ border: none; background: $panel; }}
      #heads {{ height: 1; margin-top: 1; padding: 0 1; color: $text-muted; }}
      DeckList {{ padding: 0; }}
      #notes {{ height: auto; padding: 0 1; color: $text-muted; }}
      #pane {{ width: {_PANE + 4}; padding: 2 2 0 2; display: none; }}
    }}
    HomeScreen.-wide #pane {{ display: block; }}
    HomeScreen.-finding #find {{ display: block; }}
    HomeScreen.-finding #heads {{ margin-top: 0; }}
    HomeScreen.-low {{
      #main {{ padding: 0 2; }}
      #heads, #find {{ margin-top: 0; }}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("slash,ctrl+f", "find", "Search"),
        ("escape", "escape", "Back"),
        ("x", "wake", "Suspend or unsuspend"),
        ("q", "quiz", "Quiz"),
        ("b", "browse", "Browse the cards"),
        ("e", "edit", "Edit"),
        ("D", "deck", "The deck's own page"),
        ("E", "exam", "Exam"),
        ("s", "stats", "Progress"),
        ("n", "new", "New"),
        ("I", "import", "Import a file"),
        ("l", "link", "Carry a history over to a renamed deck or card"),
        ("comma", "app.show_settings", "Settings"),
        ("p", "app.show_profiles", "Profiles"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._dashboard: Dashboard | None = None
        self._undo_named = ""  # the action that the next `u` takes back
        self._events: list[DatedEvent] = []

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield TopLine()
        with Horizontal(id="body"):
            with Vertical(id="main"):
                yield TodayCard(id="today", markup=False)
                yield Static(id="week", markup=False)
                with Horizontal(id="find"):
                    yield Static("/", markup=False)
                    yield SanitizedInput(placeholder="a deck, by its name", select_on_focus=False)
                yield Static(id="heads", markup=False)
                yield DeckList()
                yield Static(id="notes", markup=False)
            yield Static(id="pane", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the current state, and start the timer for reloading."""
        self.set_focus(self.query_one(DeckList))
        self.reload()
        self.set_interval(_RELOAD, self._reload_if_changed)

    def on_screen_resume(self) -> None:
        """Show the changes of a session."""
        self.reload()

    def on_resize(self) -> None:
        """Draw everything for the new size."""
        width, height = self.app.size
        self.set_class(width >= _WIDE, "-wide")
        self.set_class(height < 23, "-low")
        self.call_after_refresh(self._draw)

    def on_key(self, event: events.Key) -> None:
        """Move in the list also while the name of a deck is typed; forget an undo that was only named."""
        if event.key not in ("u", "ctrl+z"):
            self._undo_named = ""
        if event.key in ("up", "down") and self.query_one(SanitizedInput).has_focus:
            event.stop()
            decks = self.query_one(DeckList)
            decks.action_cursor_up() if event.key == "up" else decks.action_cursor_down()

    def on_option_list_option_selected(self) -> None:
        """Do what the card calls to."""
        self.action_begin()

    def on_option_list_option_highlighted(self) -> None:
        """Show on the card what Enter would do."""
        self._draw()

    def on_input_changed(self, event: SanitizedInput.Changed) -> None:
        """Show the decks that have this name."""
        self.query_one(DeckList).find(event.value)
        self._draw()

    def on_input_submitted(self) -> None:
        """Study the deck that was found."""
        self.action_begin()

    def reload(self) -> None:
        """Read the dashboard, and show it."""
        with self.app.report_errors():
            self._dashboard = dashboard = load_dashboard(self.workspace)
            self._events = []
            whose = "" if self.workspace.profile == DEFAULT_PROFILE else f" · {self.workspace.profile}"
            self.query_one(TopLine).show(f"aide-memoire{whose}", full_day(dashboard.day))
            self.query_one(DeckList).show(dashboard.decks)
            self.query_one("#heads").display = bool(dashboard.decks)
            self.call_after_refresh(self._draw)

    async def undo(self) -> None:
        """Name what would be taken back; the second time, take it back."""
        with self.app.report_errors():
            step = actions.next_undo(self.workspace)
            if step is None or step.action == self._undo_named:
                self._undo_named = ""
                await super().undo()
                return
            self._undo_named = step.action
            self.app.notify(f"u again: {actions.describe_action(self.workspace, step, 'will be undone')}")

    def action_begin(self) -> None:
        """Do what the card calls to: spread the backlog, study, or more."""
        dashboard = self._dashboard
        if dashboard is None:
            return
        if dashboard.dose.spread is not None:
            self._answer_offer(spread=True)
        elif self._call(dashboard).enter == "Start":
            decks = self.query_one(DeckList).chosen_decks
            self.action_escape()
            self.app.navigator.study(decks)
        elif self._call(dashboard).enter:
            call = self._call(dashboard)
            self.app.navigator.more(f"{call.head}. {call.text}".strip(), self.query_one(DeckList).chosen_decks)
        else:
            self.app.notify(self._call(dashboard).head)

    def action_escape(self) -> None:
        """Take a backlog all at once, or show all decks again."""
        if self.has_class("-finding"):
            self.query_one(SanitizedInput).value = ""
            self.query_one(DeckList).find("")
            self.remove_class("-finding")
            self.set_focus(self.query_one(DeckList))
            self._draw()
        elif self._dashboard and self._dashboard.dose.spread:
            self._answer_offer(spread=False)

    def action_find(self) -> None:
        """Ask for the name of a deck."""
        if self._dashboard and self._dashboard.decks:
            self.add_class("-finding")
            self.set_focus(self.query_one(SanitizedInput))

    def action_wake(self) -> None:
        """Unsuspend the cards of the chosen deck, or of all decks."""
        with self.app.report_errors():
            decks: list[str | None] = [*self.query_one(DeckList).chosen_decks]
            freed = sum(actions.unsuspend_deck(self.workspace, deck) for deck in decks or [None])
            self.app.notify(f"{counted(freed, 'card')} unsuspended" if freed else "No card is suspended here")
            self.reload()

    def action_edit(self) -> None:
        """Open the editor of the chosen deck."""
        self._with_deck(self.app.navigator.editor, "Choose a deck to edit")

    def action_deck(self) -> None:
        """Open the page of the chosen deck."""
        self._with_deck(self.app.navigator.deck, "Choose a deck to see its page")

    def action_exam(self) -> None:
        """Set, move or cancel the exam of the chosen deck."""
        self._with_deck(self.app.navigator.exam, "Choose the deck of the exam")

    def _with_deck(self, do: Callable[[str], None], otherwise: str) -> None:
        """Do something with the chosen deck, or say that one is to be chosen."""
        if self._deck is None:
            self.app.notify(otherwise)
        else:
            do(self._deck.deck)

    def action_new(self) -> None:
        """Ask for a title, create a deck in the learner's own folder, and open its editor."""
        self.app.push_screen(TextDialog("Title of the new deck:", "create"), self._make)

    def action_import(self) -> None:
        """Import decks of other programs, or progress of another device."""
        self.app.navigator.import_file()

    def action_link(self) -> None:
        """Offer to carry histories over from decks and cards that have another id now."""
        with self.app.report_errors():
            if not self.app.navigator.offer_links():
                self.app.notify("Every history is with its card")

    def _make(self, title: str | None) -> None:
        if not title:
            return
        with self.app.report_errors():
            deck = make_deck(self.workspace.places[-1], title)
            self.workspace.reread()
            self.reload()
            self.app.navigator.editor(deck)

    def action_quiz(self) -> None:
        """Start a quiz over the chosen decks, or over all decks."""
        self.app.navigator.quiz(self.query_one(DeckList).chosen_decks)

    def action_browse(self) -> None:
        """Show the cards of the chosen deck, or of all decks."""
        deck = self._deck
        self.app.navigator.browser("" if deck is None else f"deck:{deck.deck} ")

    def action_stats(self) -> None:
        """Show the statistics."""
        self.app.navigator.statistics()

    @property
    def _deck(self) -> DeckStatus | None:
        """Return the chosen deck, or None where several are chosen."""
        row = self.query_one(DeckList).chosen
        return row.deck if row else None

    def _answer_offer(self, *, spread: bool) -> None:
        with self.app.report_errors():
            offer = self._dashboard.dose.spread if self._dashboard else None
            if offer is not None:
                spread_it = spread and accept_spread(self.workspace, offer)
                self.app.use(spread_it or decline_spread(self.workspace))
                self.reload()

    def _reload_if_changed(self) -> None:
        if not self.is_current:  # the screen above relies on the decks as they were last read
            return
        with self.app.report_errors():
            changed = self.workspace.reread()
            if changed or self._dashboard is None or self._dashboard.day != self.workspace.today():
                self.reload()
            elif self._synced():  # how long ago that was
                self._draw()

    def _call(self, dashboard: Dashboard) -> render.Call:
        """Return what the card calls to, for the chosen row."""
        row = self.query_one(DeckList).chosen
        if dashboard.dose.spread is not None:
            return render.call_to_spread(dashboard.dose.spread)
        if row is None or row.kind == "all":
            return render.call_to_study(dashboard.plan) if dashboard.plan.total else render.call_when_done(dashboard)
        ahead = any(deck.later for deck in row.decks) and not row.today
        plan = plan_of(self.workspace, self.query_one(DeckList).chosen_decks) if ahead else row.plan
        return render.call_to_decks(row.title, row.decks, plan, ahead=ahead)

    def _draw(self) -> None:
        dashboard = self._dashboard
        if dashboard is None or not self.is_attached:
            return
        with self.app.report_errors():
            self._draw_card(dashboard)
            self._draw_texts(dashboard)
            self._draw_pane(dashboard)

    def _draw_card(self, dashboard: Dashboard) -> None:
        card, row = self.query_one("#today", Static), self.query_one(DeckList).chosen
        call = self._call(dashboard)
        if not dashboard.decks:
            card.update(render.render_no_decks(self.workspace.places[-1]))
        else:
            counts = row.counts if row and row.kind != "all" else None
            card.update(render.render_card(dashboard, call, card.scrollable_content_region.width, counts))
        does = {"": "", "Start": "start", "More": "more", "Spread": "spread"}[call.enter]
        self.query_one(KeyLine).show(
            [
                *([Key("Enter", does, "screen.begin")] if does else []),
                *(
                    [Key("/", "find a deck", "screen.find")]
                    if dashboard.decks
                    else [Key("n", "new deck", "screen.new")]
                ),
                *_keys_of_deck(self._deck),
                Key("s", "progress", "screen.stats"),
                Key("?", "all keys", "app.help"),
            ]
        )

    def _draw_texts(self, dashboard: Dashboard) -> None:
        week = self.query_one("#week", Static)
        week.update(render.render_week(dashboard, self.workspace.settings, week.scrollable_content_region.width))
        week.display = dashboard.began
        self.query_one("#heads", Static).update(self.query_one(DeckList).head())
        width = self.query_one("#heads").scrollable_content_region.width
        notes = render.render_notes(dashboard, self.workspace.settings, width, self._synced())
        self.query_one("#notes", Static).update(notes)
        self.query_one("#notes").display = bool(notes)

    def _synced(self) -> str:
        """Return how the sync goes, or "" if the profile has no place to sync with."""
        db = self.workspace.db
        if not sync_state(db).place:
            return ""
        return render.describe_sync(last_sync(db), self.app.sync.trouble, self.workspace.now())

    def _draw_pane(self, dashboard: Dashboard) -> None:
        if not self.has_class("-wide") or not dashboard.began:
            return
        parts = [render.render_coming(dashboard, _PANE)]
        if not self._events:
            self._events = load_timeline(self.workspace)
        if self._events:
            parts.append(render.render_strip(self._events, _PANE))
        self.query_one("#pane", Static).update(Content("\n\n").join(parts))
