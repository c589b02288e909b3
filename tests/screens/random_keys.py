"""Someone who presses keys at random, at random speed, and pastes: a cat, a held key, a confused learner."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from textual import events

from aide_memoire.study.session import StudySession
from aide_memoire.ui.screens import question
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.screens.editor import EditorScreen
from aide_memoire.ui.screens.question import QuestionScreen
from screens.stage import Clock, shown

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

    from aide_memoire.core.event import Rating
    from aide_memoire.study.answered import AnsweredQuestion
    from aide_memoire.workspace import Workspace

DEAD_TIME = 0.25
_LETTERS = "abehijkmopqrstuwxyz?/,BDENSU"
_FIGURES = "0123456789+"
_OTHERS = (
    *("enter", "space", "escape", "up", "down", "left", "right", "tab", "pagedown", "pageup", "home", "end"),
    *("backspace", "delete", "f1", "shift+up", "shift+down"),
    *(f"ctrl+{letter}" for letter in "abefknrstuwyz"),
)
_PASTED = ("Yes", "June 1896", "1\n2\n3", "[[card]]\nid = 'x'\n", "Russia\nBelarus\nArmenia\n", "\x1b[31m", "\n")
_PAUSES = (0.03, 0.03, 0.2, 0.4, 3.0)  # seconds
_MOST_ESCAPES = 12


class RandomKeys:
    """It presses keys, and fails as soon as a rating is saved for what cannot have been read."""

    def __init__(self, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self._chance = random.Random(seed)
        self._now = 0.0
        self._shown_at = 0.0
        self._is_pressing = False
        self.rated = 0
        monkeypatch.setattr(QuestionScreen, "DEAD_TIME", DEAD_TIME)
        monkeypatch.setattr(question, "monotonic", lambda: self._now)
        self._watch(monkeypatch)

    def _watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        reveal, rate = QuestionScreen._reveal, StudySession.rate

        def reveal_and_note(screen: QuestionScreen) -> None:
            self._shown_at = self._now
            reveal(screen)

        def rate_if_seen(session: StudySession, rating: Rating | None = None) -> AnsweredQuestion | None:
            assert self._now - self._shown_at >= DEAD_TIME, "a verdict was rated that nobody can have read"
            self.rated += 1
            return rate(session, rating)

        monkeypatch.setattr(QuestionScreen, "_reveal", reveal_and_note)
        monkeypatch.setattr(StudySession, "rate", rate_if_seen)

    async def batch(self, pilot: Pilot[None], number: int) -> None:
        """Press so many keys, begin anew from home each time, and go home by Esc alone."""
        key = "enter"
        for _ in range(number):
            key = key if self._chance.random() < 0.2 else self._key()
            if isinstance(pilot.app.screen, EditorScreen):
                key = "escape"  # what is pressed there is meant to change a deck
            elif self._is_home(pilot):
                key = self._chance.choice(["enter", "enter", "enter", "enter", "q", "b", "s", key])
            await self._press(pilot, key)
            if self._chance.random() < 0.05:
                await self._paste(pilot)
        await self._go_home(pilot)

    def _key(self) -> str:
        kind = self._chance.choice([_LETTERS, _FIGURES, _OTHERS, _OTHERS])
        return self._chance.choice(kind)

    async def _press(self, pilot: Pilot[None], key: str) -> None:
        self._now += self._chance.choice(_PAUSES)
        await pilot.press({"?": "question_mark", "/": "slash", ",": "comma"}.get(key, key))

    async def _paste(self, pilot: Pilot[None]) -> None:
        pilot.app.post_message(events.Paste(self._chance.choice(_PASTED)))
        await pilot.pause()

    @staticmethod
    def _is_home(pilot: Pilot[None]) -> bool:
        screen = pilot.app.screen
        return isinstance(screen, AppScreen) and screen.is_home

    async def _go_home(self, pilot: Pilot[None]) -> None:
        for _ in range(_MOST_ESCAPES):
            if self._is_home(pilot):
                return
            self._now += 1
            await pilot.press("escape")
            await pilot.pause()
        raise AssertionError(f"Esc leads from {pilot.app.screen} to nowhere")


async def press_at_random(keys: RandomKeys, workspace: Workspace, clock: Clock, decks: Path, number: int) -> None:
    """Press `number` keys in batches, on days that pass. No deck may change."""
    before = {path.name: path.read_bytes() for path in decks.glob("*.toml")}
    async with shown(workspace) as pilot:
        for _ in range(number // 100):
            await keys.batch(pilot, 100)
            clock.pass_by(hours=23)
            assert pilot.app._exception is None
            assert before == {name: (decks / name).read_bytes() for name in before}
