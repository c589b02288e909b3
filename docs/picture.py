"""Makes the README's pictures anew from the real app: `make picture`.

A made-up learner studies the shipped decks for some weeks, then the app is shown as it stands that day.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aide_memoire.core.event import Rating
from aide_memoire.core.queue import QueueItem
from aide_memoire.paths import find_paths
from aide_memoire.store.queue import todays_queue
from aide_memoire.study.session import StudySession
from aide_memoire.ui.app import AideMemoireApp
from aide_memoire.workspace import Workspace, open_workspace

HERE = Path(__file__).parent
TODAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
_FONT_FACE = re.compile(r"@font-face \{.*?\}", re.DOTALL)


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
        picture = app.export_screenshot(title="aide-memoire", simplify=True)
    (HERE / f"{name}.svg").write_text(_FONT_FACE.sub("", picture), encoding="utf-8")


def drawn(workspace: Workspace) -> list[QueueItem]:
    """Return what is due besides, so that the picture has a session to be in."""
    return [
        ask
        for ask in todays_queue(workspace.db, workspace.today(), workspace.settings).items
        if "li-lobanov" not in ask.question
    ]


def main() -> None:
    """Write home.svg, study.svg, stats.svg and browse.svg beside this file; another theme may be named."""
    with tempfile.TemporaryDirectory() as folder:
        chance, clock = random.Random(7), Clock(TODAY)
        workspace = open_workspace(find_paths(folder), "default", clock, lambda: chance.getrandbits(74))
        learn(workspace, clock, 21, chance)
        wide, board = (120, 30), (120, 40)
        theme = sys.argv[1] if len(sys.argv) > 1 else "aide-memoire"
        asyncio.run(take(workspace, None, [], wide, "home", theme))
        asyncio.run(take(workspace, None, ["s"], board, "stats", theme))
        search = ["b", "slash", *"China"]
        asyncio.run(take(workspace, None, [*search, "enter"], (120, 26), "browse", theme))
        asked = QueueItem("treaties/li-lobanov#when", "treaties/li-lobanov", "treaties", "review")
        study = StudySession(workspace, form="typed", only=[asked, *drawn(workspace)])
        asyncio.run(take(workspace, study, [*"May", "space", *"1896", "enter"], (96, 26), "study", theme))
        workspace.close()


if __name__ == "__main__":
    main()
