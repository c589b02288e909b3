"""The screen that compares the learner's own forgetting curve with the one in use, and adopts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from aide_memoire.reports.own_curve import describe_curve, fit_own_curve
from aide_memoire.study import actions
from aide_memoire.ui.screens.page import PageScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from aide_memoire.core.errors import AideMemoireError
    from aide_memoire.reports.own_curve import OwnCurve
    from aide_memoire.workspace import Workspace

_TITLE = "How you forget"
_FITTING = "Comparing what you knew with what was expected …"
_MEANS = (
    "Cards come back when you would soon forget them. When that is, is worked out by a curve, so far that of many"
    " learners or an earlier one of yours. Your own is made from your answers; these newest ones it had not seen."
)
_OFFER = "Go by your own curve? No due day moves; each card goes by it from its next answer on."
_ADOPTED = "Your own curve is in use. No due day has moved; u undoes it."


class OwnCurveScreen(PageScreen):
    """Fits the curve in a thread; Enter adopts it, Esc declines it until there are twice as many answers."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "adopt", "Go by it")]

    def __init__(self) -> None:
        super().__init__()
        self._curve: OwnCurve | None = None
        self._parts: tuple[Content, ...] = ()  # below the curve
        self._is_offered = self._is_adopting = False

    def on_mount(self) -> None:
        """Start to fit the curve."""
        self._show(Content(_FITTING))
        self.work(lambda workspace: self.from_thread(self._show_curve, fit_own_curve(workspace)), self._show_error)

    def reload(self) -> None:
        """Show the page again: what was fitted stays."""
        self.show()

    def draw(self, width: int) -> Content:
        """Return the page."""
        shown = [] if self._curve is None else [Content("\n".join(describe_curve(self._curve, width)))]
        return Content("\n\n").join([part for part in (*shown, *self._parts) if part])

    def may_leave(self) -> bool:
        """Return whether nothing is being saved. If something is, show a notification."""
        if self._is_adopting:
            self.app.notify("Still at work: a moment, please")
        return not self._is_adopting

    def action_adopt(self) -> None:
        """Adopt the curve."""
        if self._curve is not None and self._is_offered:
            curve, self._is_offered, self._is_adopting = self._curve, False, True
            self._show(Content("Working out every card by your own curve …"))
            self.work(lambda workspace: self._adopt(workspace, curve), self._show_error)

    def action_back(self) -> None:
        """Close this screen. A curve that is offered is declined."""
        if self.may_leave():
            if self._is_offered:
                self._rest()
            self.close()

    def _adopt(self, workspace: Workspace, curve: OwnCurve) -> None:
        actions.adopt_curve(workspace, curve)
        self.from_thread(self._show_adopted)

    def _rest(self) -> None:
        """Offer it no more until there are twice as many answers."""
        if self._curve is not None:
            with self.app.report_errors():
                self.app.use(self.workspace.with_setting("own_curve_declined_at", self._curve.reviews))

    def _show_curve(self, curve: OwnCurve) -> None:
        self._curve, self._is_offered = curve, not curve.objection
        if self._is_offered:
            parts = Content.assemble((_OFFER, "bold")), Content.assemble((_MEANS, MUTED))
            self._show(*parts, keys=[Key("Enter", "go by it", "screen.adopt")], leave="not now")
            return
        self._rest()
        self._show(Content(f"Nothing is to be changed: {curve.objection}."))

    def _show_adopted(self) -> None:
        self._is_adopting = False
        self._show(Content.assemble(("✓ ", "$success"), _ADOPTED))

    def _show_error(self, error: AideMemoireError) -> None:
        self._is_adopting = False
        self._show(Content.assemble(("✗ ", "$error"), f"{error.message}\n{error.hint}".strip()))

    def _show(self, *parts: Content, keys: Sequence[Key] = (), leave: str = "back") -> None:
        self._parts = parts
        self.query_one(TopLine).show(_TITLE, "")
        self.query_one(KeyLine).show([*keys, Key("↑↓", "scroll", "screen.page(1)"), Key("Esc", leave, "screen.back")])
        self.show()
