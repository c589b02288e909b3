"""The keys of the current screen, shown over it. They are read from its bindings, so that they are what works there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from aide_memoire.ui.screens.base import CarefulScreen
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.app import App, ComposeResult
    from textual.binding import BindingType
    from textual.dom import DOMNode
    from textual.screen import Screen

_NAMES = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "comma": ",",
    "plus": "+",
    "minus": "-",
}
_OWN_CODE = "aide_memoire."
_EVERYWHERE = (("Ctrl+P", "All commands, by name"), ("Ctrl+Q", "Quit; everything is saved"))
_WHILE_TYPING = "While you type, letters are text; F1 and Ctrl keys still work."
_KEYS_WIDTH = 15  # cells


class HelpScreen(CarefulScreen[None], ModalScreen[None]):
    """A list of keys. Esc, Enter, ? or F1 closes it."""

    DEFAULT_CSS = """
    HelpScreen {
      align: center middle; background: $background 60%;
      #help {
        width: 72; max-width: 96%; height: auto; max-height: 96%; padding: 0 1 0 2; background: $surface;
        border: round $panel; border-subtitle-color: $text-muted; scrollbar-size-vertical: 1;
      }
      #help Static { height: auto; padding: 0 1 0 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,f1,enter", "dismiss", "Close")]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """Yield the list of keys."""
        with VerticalScroll(id="help") as box:
            box.border_subtitle = "↑↓ scroll · Esc close"
            yield Static(_text(self._about), markup=False)

    def on_mount(self) -> None:
        """Focus the list, so that the arrow keys scroll it."""
        self.query_one("#help").focus()


def bindings_of(owner: type[DOMNode]) -> Iterator[Binding]:
    """Yield the bindings that this program gives to a class, its own before those of its bases; Textual's are not."""
    for each in owner.__mro__:
        if each.__module__.startswith(_OWN_CODE):
            yield from Binding.make_bindings(each.__dict__.get("BINDINGS", ()))


def keys_of(nodes: Iterable[DOMNode]) -> dict[str, list[str]]:
    """Return what can be done with these screens and widgets, and the keys that do it."""
    keys: dict[str, list[str]] = {}
    taken: set[str] = set()
    for node in nodes:
        for binding in bindings_of(type(node)):
            if binding.key not in taken:
                taken.add(binding.key)
                keys.setdefault(binding.description, []).append(key_name(binding.key))
    return keys


def key_name(key: str) -> str:
    """Return a key as it stands on a keyboard: "Ctrl+F", "Shift+↓", "A"."""
    *held, last = key.split("+")
    return "+".join([*(each.capitalize() for each in held), _last_name(last, is_held=bool(held))])


def _last_name(key: str, *, is_held: bool) -> str:
    if key in _NAMES:
        return _NAMES[key]
    return key if len(key) == 1 and not is_held else key.capitalize()


def _text(about: Screen[object]) -> Content:
    rows = [Content.assemble(("This screen", "bold"))]
    rows += _rows((" ".join(keys), does) for does, keys in keys_of(_taking_keys(about)).items())
    rows += [Content(""), Content.assemble(("Everywhere", "bold"))]
    rows += _rows([*_app_keys(about.app), *_EVERYWHERE])
    rows.append(Content.assemble((_WHILE_TYPING, MUTED)))
    return Content("\n").join(rows)


def _taking_keys(screen: Screen[object]) -> Iterator[DOMNode]:
    """Yield the screen, the widgets that are seen, and what takes the keys without being seen."""
    yield screen
    yield from (each for each in screen.query("*") if each.display or (each is screen.focused and each.allow_focus()))


def _app_keys(app: App[object]) -> Iterator[tuple[str, str]]:
    for does, keys in keys_of([app]).items():
        yield " ".join(keys), does


def _rows(keys: Iterable[tuple[str, str]]) -> list[Content]:
    return [Content.assemble((f"  {key:<{_KEYS_WIDTH}}", "$accent"), f" {does}") for key, does in keys]
