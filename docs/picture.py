"""Makes the pictures of README and docs anew from the real app: `make picture`.

A made-up learner studies the shipped decks for some weeks, then the app is shown as it stands that day. Their
first session is recorded too, as a picture that moves.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docs.recording import Frame, animate

from aide_memoire.core.event import Rating
from aide_memoire.core.queue import QueueItem
from aide_memoire.paths import find_paths
from aide_memoire.store.queue import todays_queue
from aide_memoire.study.session import StudySession
from aide_memoire.ui.app import AideMemoireApp
from aide_memoire.ui.screens.question import QuestionScreen
from aide_memoire.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
TODAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
_FONT_FACE = re.compile(r"@font-face \{.*?\}", re.DOTALL)
_EDGE = re.compile(r'(-clip-terminal">\s*<rect x="0" y="0" width="[\d.]+" height=")([\d.]+)')
_DESCENT = 6


class Step(NamedTuple):
    """Keys that are pressed, what is said of them, and for how many seconds the screen then stays."""

    keys: list[str]
    said: str
    seconds: float


FIRST_SESSION = (
    Step([], "make study", 4),
    Step(["enter"], "Enter: start", 5),
    Step(["space"], "Space: read, its question comes later", 5),
    Step(["space"], "Space", 4),
    Step(["2"], "2: the second one", 6),
    Step(["space"], "Space: go on", 3),
)
"""A few facts are read, then the first of them is asked."""

SOME_DAYS_LATER = (
    Step([], "Some days later: what you learned is typed", 3),
    Step([*"May"], "May", 0.6),
    Step(["space", *"1896"], "May 1896", 1.5),
    Step(["enter"], "Enter: the verdict says what was right, and when it comes back", 7),
    Step(["space"], "Space: saved, and the next question", 3),
)
"""A date is answered that is half right."""


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def learn(workspace: Workspace, clock: Clock, days: int, chance: random.Random) -> None:
    """Study every day up to yesterday, as someone who knows nine in ten."""
    for back in range(days, 0, -1):
        clock.now = TODAY - timedelta(days=back)
        study = StudySession(workspace, form="flip")
        while study.question:
            clock.now += timedelta(seconds=chance.randint(6, 30))
            known = chance.random() < 0.9
            study.rate(chance.choice([Rating.GOOD, Rating.GOOD, Rating.EASY, Rating.HARD]) if known else Rating.AGAIN)
    clock.now = TODAY


async def record(
    workspace: Workspace, clock: Clock, study: StudySession | None, steps: Iterable[Step], theme: str
) -> list[Frame]:
    """Show the app, and return its screen after each step."""
    frames = []
    app = AideMemoireApp(workspace, study)
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        for step in steps:
            for key in step.keys:
                await pilot.press(key)
            await pilot.pause(0.2)
            clock.now += timedelta(seconds=step.seconds)
            frames.append(Frame(screen(app), step.seconds, step.said))
    return frames


def screen(app: AideMemoireApp) -> str:
    """Return what is on the screen as an SVG, in the fonts of whoever looks at it, its last line uncut."""
    picture = _FONT_FACE.sub("", app.export_screenshot(title="aide-memoire", simplify=True))
    return _EDGE.sub(lambda edge: f"{edge[1]}{float(edge[2]) + _DESCENT}", picture)


async def take(
    workspace: Workspace, study: StudySession | None, keys: list[str], size: tuple[int, int], name: str, theme: str
) -> None:
    """Show the app, press the keys, and write what is then on the screen."""
    app = AideMemoireApp(workspace, study)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        picture = screen(app)
    (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")


def drawn(workspace: Workspace) -> list[QueueItem]:
    """Return what is due besides, so that the picture has a session to be in."""
    return [
        ask
        for ask in todays_queue(workspace.db, workspace.today(), workspace.settings).items
        if "li-lobanov" not in ask.question
    ]


def li_lobanov(workspace: Workspace) -> StudySession:
    """Return a session that begins with the date of the Li–Lobanov Treaty, typed."""
    asked = QueueItem("treaties/li-lobanov#when", "treaties/li-lobanov", "treaties", "review")
    return StudySession(workspace, form="typed", only=[asked, *drawn(workspace)])


def new_learner(folder: str, clock: Clock, chance: random.Random) -> Workspace:
    """Return the workspace of someone who has not learned anything yet."""
    return open_workspace(find_paths(folder), "default", clock, lambda: chance.getrandbits(74))


def first_steps(theme: str) -> str:
    """Return the recording of a first session, and of an answer three weeks later."""
    frames = []
    for days, steps in ((0, FIRST_SESSION), (21, SOME_DAYS_LATER)):
        with tempfile.TemporaryDirectory() as folder:
            chance, clock = random.Random(7), Clock(TODAY)
            workspace = new_learner(folder, clock, chance)
            learn(workspace, clock, days, chance)
            study = li_lobanov(workspace) if days else None
            frames += asyncio.run(record(workspace, clock, study, steps, theme))
            workspace.close()
    verdict = next(number for number, frame in enumerate(frames) if "verdict" in frame.pressed)
    return animate(frames, still=verdict)


def main() -> None:
    """Write the pictures beside this file; another theme may be named."""
    theme = sys.argv[1] if len(sys.argv) > 1 else "aide-memoire"
    QuestionScreen.DEAD_TIME = 0  # no one's finger is too quick here
    (HERE / "first-steps.svg").write_text(first_steps(theme), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        chance, clock = random.Random(7), Clock(TODAY)
        workspace = new_learner(folder, clock, chance)
        learn(workspace, clock, 21, chance)
        wide, board = (120, 30), (120, 40)
        asyncio.run(take(workspace, None, [], wide, "home", theme))
        asyncio.run(take(workspace, None, ["s"], board, "stats", theme))
        search = ["b", "slash", *"China"]
        asyncio.run(take(workspace, None, [*search, "enter"], (120, 26), "browse", theme))
        typed = [*"May", "space", *"1896", "enter"]
        asyncio.run(take(workspace, li_lobanov(workspace), typed, (96, 26), "study", theme))
        workspace.close()


if __name__ == "__main__":
    main()
