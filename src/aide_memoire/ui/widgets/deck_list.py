"""The list of decks on the home screen, each with what is left today and how much of it is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual.content import Content

from aide_memoire.core.search_text import searchable
from aide_memoire.core.standing import QuestionCounts, sum_counts
from aide_memoire.formatting import counted
from aide_memoire.reports.todays_plan import Plan
from aide_memoire.ui.render.home import STANDINGS
from aide_memoire.ui.widgets.marked_list import MarkedList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.binding import BindingType

    from aide_memoire.reports.dashboard import DeckStatus

_TRACK = 20  # cells
_SHORT_TRACK = 10
_NARROW = 62
_TODAY = 7  # cells of the column of today's numbers


class DeckRow(NamedTuple):
    """A row: all decks, a folder of decks, or one deck, which may be inside of an open folder."""

    kind: Literal["all", "folder", "deck", "inside"]
    title: str
    decks: tuple[DeckStatus, ...]

    @property
    def deck(self) -> DeckStatus | None:
        """Return the deck of a row that stands for one deck."""
        return self.decks[0] if self.kind in ("deck", "inside") else None

    @property
    def folder(self) -> str:
        """Return the folder that the row stands for or is inside of, or ""."""
        return self.decks[0].folder if self.kind in ("folder", "inside") else ""

    @property
    def key(self) -> tuple[str, str]:
        """Return what makes a row the same row after a reload."""
        return self.kind.replace("inside", "deck"), self.decks[0].deck if self.deck else self.folder

    @property
    def plan(self) -> Plan:
        """Return what is left today."""
        return Plan(*map(sum, zip(*(deck.plan for deck in self.decks), strict=True)))

    @property
    def today(self) -> int:
        """Return how many questions are left today."""
        return self.plan.total

    @property
    def counts(self) -> QuestionCounts:
        """Return how many questions are new, learning and solid."""
        return sum_counts(deck.counts for deck in self.decks)


class DeckList(MarkedList):
    """A list of decks. The first row is for all decks together; the decks of a folder are folded into one row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("right", "unfold(True)", "Open or close a folder"),
        ("left", "unfold(False)", "Open or close a folder"),
    ]

    def __init__(self) -> None:
        super().__init__(id="decks")
        self._decks: Sequence[DeckStatus] = ()
        self._rows: Sequence[DeckRow] = ()
        self._open: set[str] = set()
        self._words = ""

    @property
    def chosen(self) -> DeckRow | None:
        """Return the chosen row, or None if there is none."""
        return self._rows[self.highlighted] if self.highlighted is not None and self._rows else None

    @property
    def chosen_decks(self) -> list[str]:
        """Return the ids of the chosen decks; none of them means all decks."""
        row = self.chosen
        return [] if row is None or row.kind == "all" else [deck.deck for deck in row.decks if not deck.clash]

    def show(self, decks: Sequence[DeckStatus]) -> None:
        """Show these decks. The chosen row stays chosen if it is among them."""
        self._decks = decks
        self._arrange()

    def find(self, words: str) -> None:
        """Show only the decks whose titles or ids have these words; "" shows all."""
        if words != self._words:
            self._words = words
            self._arrange()

    def action_unfold(self, unfold: bool) -> None:
        """Open or close the chosen folder, or close the folder of the chosen deck."""
        row = self.chosen
        folder = row.folder if row else ""
        if folder and unfold != (folder in self._open):
            self._open ^= {folder}
            self._arrange(folder)

    def _arrange(self, folder: str = "") -> None:
        """Make the rows anew. The chosen row stays chosen, or the row of `folder` is."""
        before = self.chosen
        self._rows = list(_found(self._decks, self._words) if self._words else _folded(self._decks, self._open))
        key = ("folder", folder) if folder else before and before.key
        self.show_rows(len(self._rows), next((at for at, row in enumerate(self._rows) if row.key == key), 0))

    def head(self) -> Content:
        """Return the line of column headings."""
        return self._line("  Deck", "today", Content("learned".ljust(self._track)), "")

    def row(self, place: int, marker: str) -> Content:
        """Return the row of a deck, a folder, or all decks."""
        row = self._rows[place]
        wrong = sum(deck.errors for deck in row.decks)
        mark = f"  ✗ {wrong}" if wrong and row.kind != "all" else ""
        name = Content.assemble((f"{marker or ' '} ", "$accent"), (self._title(row), "bold" if marker == "▸" else ""))
        message = _trouble(row)
        if message:
            return self._line(name, "", Content(message.rjust(self._track)), "" if "✗" in message else mark)
        return self._line(name, _todays(row), self._learned(row.counts), mark)

    def _title(self, row: DeckRow) -> str:
        if row.kind == "folder":
            return f"{'−' if row.folder in self._open else '+'} {row.title} ({len(row.decks)})"
        return f"  {row.title}" if row.kind == "inside" else row.title

    @property
    def _track(self) -> int:
        return _SHORT_TRACK if self.size.width < _NARROW else _TRACK

    def _learned(self, counts: QuestionCounts) -> Content:
        """Return the track of a deck: its solid, learning and new questions, in three tones."""
        ends = [round(each * self._track / max(counts.total, 1)) for each in (counts.solid, counts.total - counts.new)]
        cells = {"solid": ends[0], "learning": ends[1] - ends[0], "new": self._track - ends[1]}
        return Content.assemble(*((STANDINGS[name][0] * number, STANDINGS[name][1]) for name, number in cells.items()))

    def _line(self, name: str | Content, today: str, right: Content, mark: str) -> Content:
        """Return one row. A title that is too long is truncated; its mark is not."""
        right = Content(f"{today:>{_TODAY}}  ") + right
        room = max(self.scrollable_content_region.width - 2 - right.cell_length, 8)
        title = Content(name) if isinstance(name, str) else name
        title = title.truncate(max(room - len(mark), 4), ellipsis=True) + Content.assemble((mark, "$error"))
        return title.pad_right(room - title.cell_length) + right


def _folded(decks: Sequence[DeckStatus], opened: set[str]) -> Iterator[DeckRow]:
    """Yield the rows of all decks: what has something to do today first, folders closed unless they were opened."""
    if not decks:
        return
    yield DeckRow("all", "All decks", tuple(deck for deck in decks if not deck.clash))
    folders: dict[str, list[DeckStatus]] = {}
    for deck in decks:
        folders.setdefault(deck.folder, []).append(deck)
    alone = [deck for name, inside in folders.items() if not name or len(inside) == 1 for deck in inside]
    rows = [DeckRow("deck", deck.title, (deck,)) for deck in alone]
    rows += [DeckRow("folder", name, tuple(inside)) for name, inside in folders.items() if name and inside[1:]]
    for row in _due_first(rows):
        yield row
        if row.folder in opened:
            yield from _due_first(DeckRow("inside", deck.title, (deck,)) for deck in row.decks)


def _found(decks: Sequence[DeckStatus], words: str) -> list[DeckRow]:
    """Return the rows of the decks whose title, id or folder has all of these words."""
    wanted = searchable(words).split()
    texts = ((deck, searchable(f"{deck.title} {deck.deck} {deck.folder}")) for deck in decks)
    return _due_first(
        DeckRow("deck", deck.title, (deck,)) for deck, text in texts if all(each in text for each in wanted)
    )


def _due_first(rows: Iterable[DeckRow]) -> list[DeckRow]:
    return sorted(rows, key=lambda row: not row.today)


def _todays(row: DeckRow) -> str:
    """Return today's number, "later" where new questions come on other days, or nothing."""
    if row.today:
        return str(row.today)
    return "later" if row.kind != "all" and any(deck.later for deck in row.decks) else ""


def _trouble(row: DeckRow) -> str:
    """Return why nothing of a row is studied, or ""."""
    if (deck := row.deck) is None:
        cards = sum(deck.cards for deck in row.decks)
        return "suspended" if cards and sum(deck.suspended for deck in row.decks) == cards else ""
    if deck.clash:
        return "✗ id used twice"
    if deck.errors and not deck.cards:
        return f"✗ {counted(deck.errors, 'mistake')}"
    return "suspended" if deck.suspended == deck.cards and deck.cards else ""
