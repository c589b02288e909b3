"""The list of profiles, each with its number of questions and its last day of study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import day_name
from aide_memoire.ui.widgets.marked_list import MarkedList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.profiles.manage import Profile

_QUESTIONS = 14
_DAY = 20  # cells of the widest: "23 September 2025"
_OPEN = "open now"


class ProfileList(MarkedList):
    """A list of profiles. A word shows which one is open."""

    def __init__(self) -> None:
        super().__init__(id="profiles")
        self._profiles: Sequence[Profile] = ()
        self._open = ""
        self._today = 0

    @property
    def chosen(self) -> str:
        """Return the name of the chosen profile, or ""."""
        return self._profiles[self.highlighted or 0].name if self._profiles else ""

    def show(self, profiles: Sequence[Profile], open_now: str, today: int, choose: str) -> None:
        """Show these profiles, and choose the one named `choose`."""
        self._profiles, self._open, self._today = profiles, open_now, today
        names = [profile.name for profile in profiles]
        self.show_rows(len(names), names.index(choose) if choose in names else 0)

    def head(self) -> Content:
        """Return the line of column headings."""
        return self._row(" ", "Profile", "", "questions", "last studied")

    def row(self, place: int, marker: str) -> Content:
        """Return the row of a profile."""
        return self._profile(self._profiles[place], marker)

    def _profile(self, profile: Profile, marker: str) -> Content:
        beside = _OPEN if profile.name == self._open else ""
        if profile.trouble:
            return self._row(marker, profile.name, beside, "", "✗ cannot be read")
        last = "never" if profile.last_day is None else _last(profile.last_day, self._today)
        return self._row(marker, profile.name, beside, str(profile.questions or "–"), last)

    def _row(self, marker: str, name: str, beside: str, questions: str, last: str) -> Content:
        right = Content(f"{questions:>{_QUESTIONS}}{last:>{_DAY}}")
        room = max(self.scrollable_content_region.width - 4 - right.cell_length, 8)
        message = f"  {beside}" if beside else ""
        shown = Content(name).truncate(max(room - len(message), 6), ellipsis=True)
        left = Content.assemble(
            (f"{marker} ", "$accent"), (shown.plain, "bold" if marker == "▸" else ""), (message, "$foreground 70%")
        )
        return left.pad_right(max(room + 2 - left.cell_length, 0)) + right


def _last(day: int, today: int) -> str:
    return "yesterday" if day == today - 1 else day_name(day, today)
