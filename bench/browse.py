"""The card browser over 10,000 and over 100,000 cards: how long from a key until the screen is as it stays.

The real program runs in a terminal of its own; a key's time ends with the last byte that it brings to the screen.
"""

from __future__ import annotations

import os
import pty
import random
import select
import signal
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.core.filter import parse
from aide_memoire.opening import Desk, open_desk
from aide_memoire.paths import find_paths
from aide_memoire.store import cards
from bench.measure import Series, environment, fresh_folder, in_turn, rounds, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (10_000, 100_000)
TARGET = 2.0
_GOALS = ("opening", "page down", "a letter of a search")
_FILES = 100
_KNOWN = 0.8  # of all cards have a memory
_QUIET = 0.45  # seconds without output: the screen is done; a cursor blinks every 0.5
_TEXT = (
    "treaty border river railway envoy harbour winter steppe secret trade congress summit island marshal clash alliance"
    " province minister protocol dynasty party revolution general declaration governor Договор 條約"
)
_SEARCHES = {"default": "", "a common word": "treaty", "a rare word": "zanzibar", "due": "is:due", "new": "is:new"}
_MEMORY = f"INSERT INTO memory VALUES ({', '.join('?' * 13)})"


class Terminal:
    """The program on a terminal of 140 × 45."""

    def __init__(self, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (45, 140))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "aide_memoire", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment(TERM="xterm-256color"),
            start_new_session=True,
        )
        os.close(theirs)
        self.settle(2.0)

    def press(self, keys: str) -> float:
        """Send keys; return the seconds until the last of what they bring to the screen."""
        began = time.perf_counter()
        os.write(self._ours, keys.encode())
        return self.settle(_QUIET) - began

    def settle(self, quiet: float) -> float:
        """Read until nothing comes for so many seconds; return when the last of it came."""
        last = time.perf_counter()
        while select.select([self._ours], [], [], quiet)[0]:
            os.read(self._ours, 1 << 16)
            last = time.perf_counter()
        return last

    def close(self) -> None:
        """End the program."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._ours)


def main() -> None:
    """Print how long each takes at both sizes, and the ratios."""
    number = rounds("the browser at 10,000 and at 100,000 cards", 9)
    with fresh_folder() as folder:
        worlds = {size: make_world(os.path.join(folder, str(size)), size) for size in SIZES}
        print(f"The store alone: milliseconds for a list; {number} rounds\n")
        for name, get in lists().items():
            print(compared([Series(name, in_turn_of(get, worlds[size], number)) for size in SIZES]))
        print(f"\nThe app in a terminal: milliseconds from the key to the last byte of the picture; {number} rounds\n")
        for name, measure in gestures().items():
            with terminals(worlds) as shown:
                for app in shown.values():
                    app.press(_BEFORE.get(name, ""))
                things = {f"{name}, {size:,}": _measure(measure, shown[size]) for size in SIZES}
                series = in_turn(things, number)
            print(table(series, series[0]))
            ratio = series[1].median / series[0].median
            goal = f"target ≤ {TARGET} ×: {'met' if ratio <= TARGET else 'MISSED'}" if name in _GOALS else "no target"
            print(f"{ratio:.2f} × 10,000 cards; {goal}\n")
        for each in worlds.values():
            each[0].close()


World = tuple[Desk, list[str]]


def lists() -> dict[str, Callable[[Desk], object]]:
    """Return the lists to be measured."""

    def by(text: str, sort: str) -> Callable[[Desk], object]:
        return lambda desk: cards.select(desk.db, parse(text), sort, cards.Today(desk.today(), 8))

    found = {name: by(text, "deck") for name, text in _SEARCHES.items()}
    return {**found, **{f"by {sort}": by("", sort) for sort in cards.SORTS[1:]}}


def gestures() -> dict[str, Callable[[Terminal], float]]:
    """Return what is done in the app, each from its key to its picture."""

    def opened(app: Terminal) -> float:
        took = app.press("b")
        app.press("\x1b")
        return took

    def paged(app: Terminal) -> float:
        return app.press("\x1b[6~")

    def ended(app: Terminal) -> float:
        took = app.press("\x1b[F")
        app.press("\x1b[H")
        return took

    def searched(app: Terminal) -> float:
        took = app.press("y")  # treat → treaty
        app.press("\x7f")
        return took

    def sorted_by_recall(app: Terminal) -> float:
        took = app.press("o")
        for _ in cards.SORTS[1:]:
            app.press("o")
        return took

    return {
        "opening": opened,
        "page down": paged,
        "to the last card": ended,
        "a letter of a search": searched,
        "another order": sorted_by_recall,
    }


_BEFORE = {"page down": "b", "to the last card": "b", "a letter of a search": "b/treat", "another order": "bo"}


def _measure(gesture: Callable[[Terminal], float], app: Terminal) -> Callable[[], float]:
    return lambda: gesture(app)


@contextmanager
def terminals(worlds: dict[int, World]) -> Iterator[dict[int, Terminal]]:
    """Run the program over each world."""
    shown = {size: Terminal(*arguments) for size, (_, arguments) in worlds.items()}
    try:
        yield shown
    finally:
        for app in shown.values():
            app.close()


def in_turn_of(get: Callable[[Desk], object], world: World, number: int) -> list[float]:
    """Return the milliseconds of each round."""
    times = []
    for _ in range(number + 1):
        began = time.perf_counter()
        get(world[0])
        times.append((time.perf_counter() - began) * 1000)
    return times[1:]


def compared(series: list[Series]) -> str:
    """Return one line: both medians and their ratio."""
    small, large = (each.median for each in series)
    return f"{series[0].name:16} {small:7.1f} {large:7.1f}   {large / small:.1f} ×"


def make_world(folder: str, size: int) -> World:
    """Write decks of `size` notes in all, and a learner who has studied most of them for a year."""
    chance = random.Random(size)
    decks = os.path.join(folder, "decks")
    os.makedirs(decks)
    for place in range(_FILES):
        with open(os.path.join(decks, f"deck-{place:03}.toml"), "w", encoding="utf-8") as file:
            file.write(f'[deck]\ntitle = "Deck {place}"\n')
            for note in range(size // _FILES):
                file.write(_note(note, chance, rare=chance.random() < 10 / size))
    desk = open_desk(find_paths(os.path.join(folder, "data")), "default", local_now, random_bits, [decks])
    day = desk.today()
    rows = [_memory(card, note, day, chance) for card, note in desk.db.execute("SELECT id, note FROM lib.card")]
    desk.db.execute("BEGIN")
    desk.db.executemany(_MEMORY, sorted(row for row in rows if chance.random() < _KNOWN))
    desk.db.execute("COMMIT")
    return desk, ["--data-dir", os.path.join(folder, "data"), "--decks", decks]


def _note(number: int, chance: random.Random, *, rare: bool) -> str:
    words = _TEXT.split()
    asked = " ".join(chance.choices(words, k=9)) + (" zanzibar" if rare else "")
    answer, tag = " ".join(chance.choices(words, k=2)), chance.choice(words)
    return f'[[card]]\nid = "c{number}"\nquestion = "Which {asked} {number}?"\nanswer = "{answer}"\ntags = ["{tag}"]\n'


def _memory(card: str, note: str, day: int, chance: random.Random) -> tuple[object, ...]:
    stability = chance.lognormvariate(3, 1)
    last = day - int(chance.random() * stability * 1.1)
    due, reps, lapses = last + max(int(stability), 1), chance.randint(1, 30), chance.randint(0, 9)
    deck = note.partition("/")[0]
    return (
        card,
        note,
        deck,
        "review",
        None,
        stability,
        chance.uniform(1, 10),
        last,
        due,
        None,
        day - 365,
        reps,
        lapses,
    )


if __name__ == "__main__":
    main()
