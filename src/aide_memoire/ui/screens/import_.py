"""The import screen: preview a file of another program or a log of another device, then import it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.exchange.columns import ANY, UnclearColumnsError, Wanted
from aide_memoire.exchange.importer import shown
from aide_memoire.transfer.import_file import plan_import
from aide_memoire.ui.screens.dialogs import TextDialog
from aide_memoire.ui.screens.page import PageScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import BindingType

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.core.errors import AideMemoireError
    from aide_memoire.exchange.columns import Table
    from aide_memoire.transfer.plan import DeckPreview, ImportPlan, Preview, Result
    from aide_memoire.workspace import Workspace

_MOST_REMARKS = 8  # lines; the others are counted
_EVERY = 500  # steps of the work between two updates of the progress
_LEAVE = (Key("↑↓", "scroll", "screen.page(1)"), Key("Esc", "back", "screen.back"))


class ImportScreen(PageScreen):
    """Shows a preview of an import; Enter imports. A thread with its own connection does the work."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "import", "Import")]

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._plan: ImportPlan | None = None
        self._preview: Preview | None = None
        self._table: Table | None = None  # of which the columns must be named
        self._columns = ANY
        self._text = Content(f"Reading {path} …")
        self._is_busy = False

    def reload(self) -> None:
        """Start reading the file."""
        self.query_one(TopLine).show("Import", "")
        self.query_one(KeyLine).show(_LEAVE)
        self.show()
        if self._plan is None and not self._is_busy:
            self._work(self._read)

    def draw(self, width: int) -> Content:
        """Return the page."""
        return self._text

    def may_leave(self) -> bool:
        """Return whether no work is running. If work is running, show a notification."""
        if self._is_busy:
            self.app.notify("Still working: one moment, please")
        return not self._is_busy

    def action_back(self) -> None:
        """Close this screen, if no work is running."""
        if self.may_leave():
            self.close()

    def action_import(self) -> None:
        """Carry out the import that was previewed, or ask for the columns that could not be told."""
        if self._table is not None and not self._is_busy:
            self._ask(Wanted())
        elif self._preview is not None and not self._is_busy:
            self._preview = None
            self._show(Content("Importing …"), _LEAVE)
            self._work(self._carry_out)

    def _work(self, task: Callable[[Workspace], None]) -> None:
        """Run a task in a thread."""
        self._is_busy = True
        self.work(task, self._show_problem)

    def _read(self, workspace: Workspace) -> None:
        folder = workspace.places[-1]
        plan = plan_import(workspace, self._path, self._watch, folder=folder, columns=self._columns)
        self.from_thread(self._show_preview, plan, plan.preview(workspace))

    def _carry_out(self, workspace: Workspace) -> None:
        if self._plan is not None:
            self.from_thread(self._show_result, self._plan.carry_out(workspace, self._watch))

    @contextmanager
    def _watch(self, doing: str) -> Iterator[OnProgress]:
        def on_progress(done: int, total: int) -> None:
            if done % _EVERY == 0:
                of = f" of {total:,}" if total else ""
                self.from_thread(self.query_one(TopLine).show, "Import", f"{doing} {done:,}{of}")

        yield on_progress

    def _show_table(self, table: Table) -> None:
        """Show the columns that cannot be told, and let the learner name them."""
        self._table = table
        self._show(_columns(table), (Key("Enter", "name the columns", "screen.import"), *_LEAVE))

    def _ask(self, named: Wanted) -> None:
        """Ask for the column of the question, then for that of the answer; then read the file once more."""
        if all(named):
            self._table, self._columns = None, named
            self._work(self._read)
            return

        def take(name: str | None) -> None:
            if name:
                self._ask(Wanted(name) if not named.question else Wanted(named.question, name))

        role = "answer" if named.question else "question"
        self.app.push_screen(TextDialog(f"Which column is the {role}? Its number or its name:", "take it"), take)

    def _show_preview(self, plan: ImportPlan, preview: Preview) -> None:
        self._plan, self._preview, self._is_busy = plan, preview, False
        parts = [_deck(deck) for deck in preview.decks]
        if preview.progress:
            parts.append(Content(preview.progress))
        if preview.remarks:
            parts.append(_remarks(preview.remarks))
        if plan.refusal:
            parts.insert(0, Content.assemble(("✗ ", "$error"), plan.refusal))
        can_import = not plan.refusal
        keys = (Key("Enter", "import it", "screen.import"), *_LEAVE) if can_import else _LEAVE
        self._preview = preview if can_import else None
        self._show(Content("\n\n").join([part for part in parts if part] or [Content(_NOTHING)]), keys)

    def _show_result(self, result: Result) -> None:
        self._is_busy = False
        self.workspace.reread()
        done = Content("\n").join([Content.assemble(("✓ ", "$success"), line) for line in result.done])
        parts = [done if result.done else Content(_NOTHING)]
        if result.remarks:
            parts.append(_remarks(result.remarks))
        self._show(Content("\n\n").join(parts), _LEAVE)

    def _show_problem(self, error: AideMemoireError) -> None:
        """Show an error, or the columns that must be named."""
        self._is_busy = False
        if isinstance(error, UnclearColumnsError):
            self._show_table(error.table)
            return
        self._show(Content.assemble(("✗ ", "$error"), f"{error.message}\n{error.hint}".strip()), _LEAVE)

    def _show(self, text: Content, keys: tuple[Key, ...]) -> None:
        self._text = text
        self.query_one(TopLine).show("Import", "")
        self.query_one(KeyLine).show(keys)
        self.show()


def _columns(table: Table) -> Content:
    """Return the columns of a table, each with its cells in the first rows."""
    lines = [Content.assemble(("It cannot be told which column is the question, and which the answer.", "bold"))]
    for number, (name, cells) in enumerate(zip(table.names, zip(*table.rows, strict=True), strict=True), 1):
        shown_cells = " · ".join(map(shown, cells))
        lines.append(Content.assemble((f"{number} {sanitize_line(name)}".rstrip(), "$accent"), f"  {shown_cells}"))
    return Content("\n").join(lines)


_NOTHING = "Nothing in this file can be imported."


def _deck(deck: DeckPreview) -> Content:
    """Return the preview of one deck: the summary, its first notes, and the remarks."""
    parts = [Content.assemble((deck.summary or _NOTHING, "bold"))]
    if deck.sample:
        parts.append(Content.assemble((deck.sample.rstrip(), MUTED)))
    if deck.remarks:
        parts.append(_remarks(deck.remarks))
    return Content("\n\n").join(parts)


def _remarks(remarks: tuple[str, ...]) -> Content:
    more = len(remarks) - _MOST_REMARKS
    rows = [Content(line) for line in remarks[:_MOST_REMARKS]]
    if more > 0:
        rows.append(Content(f"… and {more:,} more"))
    return Content.assemble(("Not imported\n", "bold")) + Content("\n").join(rows)
