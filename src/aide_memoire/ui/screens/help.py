"""The list of all keys, shown over the current screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from aide_memoire.ui.screens.base import CarefulScreen
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_KEYS = (
    (
        "Everywhere",
        (
            ("?  F1", "these keys"),
            ("u  Ctrl+Z", "take back the newest answer or action"),
            ("U  Ctrl+Y", "do again what was taken back"),
            ("Ctrl+P", "all commands, by name; themes too"),
            ("Ctrl+Q", "quit: everything is saved already"),
        ),
    ),
    (
        "Home",
        (
            ("↑ ↓  j k  /", "choose all decks, or one; find it by name"),
            ("→ ←", "open and close a folder of decks"),
            ("Enter  q", "what the card says; or a quiz"),
            ("e  n  w", "edit the deck; a new one; unsuspend its cards"),
            ("u u", "name what would be taken back; take it back"),
            ("i", "import a deck or a log from a file"),
            ("b", "browse the cards: find, mark, suspend, reset"),
            (",", "settings: limits, retention, form, theme"),
            ("p", "profiles: who learns here"),
            ("s  t", "statistics; from there the timeline"),
        ),
    ),
    (
        "Study",
        (
            ("Space  Enter", "show the answer; then the suggested rating"),
            ("1  2", "again: I did not know it; hard: with trouble"),
            ("3  4", "good: I knew it; easy: at once"),
            ("i  e  Ctrl+T", "I was right; edit the note; a hint before"),
            ("b  s", "bury: not today; suspend: not until woken"),
            ("↑ ↓  PgUp PgDn", "scroll a long answer"),
            ("Esc", "leave; come back whenever you like"),
        ),
    ),
    (
        "Cards",
        (
            ("/  Ctrl+F", "search: words, deck:x tag:x kind:x is:x, -not"),
            ("Space  A", "mark a card; mark all that are shown, or none"),
            ("Enter  o", "study the marked or the chosen; the order"),
            ("s  b  r", "suspend or wake; bury; reset"),
            ("e  h", "edit the note; the card's history"),
            ("Shift+↑ ↓", "scroll the card"),
            ("Esc", "back"),
        ),
    ),
    (
        "Deck editor",
        (
            ("Enter  Ctrl+S", "edit the text; save it into its own lines"),
            ("a  c", "add a note, a source, a table of [deck]; copy"),
            ("/  Ctrl+F", "find: words in ids, kinds and texts; draft"),
            ("y", "accept a draft: it is studied from now on"),
            ("J  K  m", "move down, move up; to another deck"),
            ("d  z", "delete; undo, or drop what is not saved"),
            ("t", "try an answer; nothing is saved"),
            ("PgUp PgDn", "scroll the preview"),
            ("Esc", "to the list; back"),
        ),
    ),
)


class HelpScreen(CarefulScreen[None], ModalScreen[None]):
    """A list of keys. Esc, Enter, Space, q, ? or F1 closes it."""

    DEFAULT_CSS = """
    HelpScreen {
      align: center middle; background: $background 60%;
      #help {
        width: 72; max-width: 96%; height: auto; max-height: 96%; padding: 0 3; background: $surface;
        border: round $panel; scrollbar-size-vertical: 1;
      }
      #help Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,f1,enter,space,q", "dismiss", "Close")]

    def __init__(self, first: str = "") -> None:
        super().__init__()
        self._first = first

    def compose(self) -> ComposeResult:
        """Yield the list of keys."""
        with VerticalScroll(id="help"):
            yield Static(_text(self._first))

    def on_mount(self) -> None:
        """Focus the list, so that the arrow keys scroll it."""
        self.query_one("#help").focus()


def _text(first: str) -> Content:
    parts: list[Content | str] = []
    for head, keys in sorted(_KEYS, key=lambda section: section[0] != first):
        parts.append(Content.assemble((head, "bold")))
        parts += [Content.assemble((f"  {key:<16}", "$accent"), does) for key, does in keys]
        parts.append("")
    parts.append(Content.assemble(("Esc closes this.", MUTED)))
    return Content("\n").join(parts)
