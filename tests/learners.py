"""A learner with a clock of their own: time passes only when a test says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, TypedDict, Unpack
from zoneinfo import ZoneInfo

from aide_memoire.paths import find_paths
from aide_memoire.study.session import StudySession
from aide_memoire.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aide_memoire.core.settings import DeckOrder, WantedForm


class Choices(TypedDict, total=False):
    """What a learner may have set."""

    new_per_day: int
    reviews_per_day: int
    deck_order: DeckOrder
    desired_retention: float
    form: WantedForm
    day_starts_at: int
    leech_threshold: int
    goal_minutes: int
    goal_questions: int
    days_off: tuple[str, ...]
    easy_days: tuple[str, ...]
    exam_target: float
    decks: Mapping[str, Mapping[str, object]]
    catch_up_per_day: int
    catch_up_until: str
    theme: str


class Learner:
    """Folders of progress and decks, and the wall clock of a place."""

    def __init__(self, folder: Path, zone: str = "Europe/Berlin") -> None:
        self.data, self.decks = folder / "data", folder / "decks"
        self.decks.mkdir()
        self.zone = ZoneInfo(zone)
        self.set(2024, 5, 14, 9, 0)
        self._entropy = count(1).__next__
        self._desks: list[Workspace] = []

    def set(self, year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> None:
        """Set the wall clock."""
        self.now = datetime(year, month, day, hour, minute, tzinfo=self.zone)

    def wait(self, **time: int) -> None:
        """Let real time pass."""
        self.now = (self.now.astimezone(UTC) + timedelta(**time)).astimezone(self.zone)

    def deck(self, name: str, *notes: tuple[str, str], head: str = "") -> None:
        """Write a deck of tables, each under its kind: ("card", 'id = "a" …')."""
        tables = [f"[[{kind}]]\n{body}\n" for kind, body in notes]
        (self.decks / f"{name}.toml").write_text("\n".join([head, *tables]), encoding="utf-8")

    def cards(self, name: str, *ids: str, head: str = "") -> None:
        """Write a deck of plain cards."""
        self.deck(name, *(plain(each) for each in ids), head=head)

    def workspace(self, **settings: Unpack[Choices]) -> Workspace:
        """Open the desk anew, as a new start of the program does."""
        opened = open_workspace(
            find_paths(str(self.data)), "default", lambda: self.now, self._entropy, [str(self.decks)]
        )
        self._desks.append(opened)
        return opened._replace(settings=opened.settings._replace(**settings))

    def study(self, *chosen: str, limit: int | None = None, **settings: Unpack[Choices]) -> StudySession:
        """Begin a sitting at a desk of its own."""
        return StudySession(self.workspace(**settings), chosen, limit)

    def close(self) -> None:
        for workspace in self._desks:
            workspace.close()


def plain(name: str, more: str = "") -> tuple[str, str]:
    """Return a card that asks for itself."""
    return "card", f'id = "{name}"\nquestion = "{name}?"\nanswer = "{name}!"\n{more}'
