"""An answer made durable, beside the least that the disk takes to keep 4 KB."""

from __future__ import annotations

import os
import time
from itertools import cycle
from typing import TYPE_CHECKING

from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.core.event import Rating
from aide_memoire.opening import open_desk
from aide_memoire.paths import find_paths
from aide_memoire.study import Study
from bench.measure import fresh_folder, in_turn, rounds, table

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGE = bytes(4096)


def main() -> None:
    """Print how long each takes."""
    number = rounds("an answer on the disk against fdatasync", 200)
    with fresh_folder() as data:
        decks = os.path.join(data, "mine")
        os.mkdir(decks)
        with open(os.path.join(decks, "d.toml"), "w", encoding="utf-8") as file:
            for card in range(number + 10):
                file.write(f'[[card]]\nid = "c{card}"\nquestion = "{card}?"\nanswer = "{card}"\n')
        desk = open_desk(find_paths(data), "default", local_now, random_bits, [decks])
        desk = desk._replace(settings=desk.settings._replace(new_per_day=9999, reviews_per_day=9999))
        study = Study(desk)
        ratings = cycle((Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.GOOD))
        descriptor = os.open(os.path.join(data, "page"), os.O_CREAT | os.O_WRONLY, 0o600)
        things: dict[str, Callable[[], float]] = {
            "4 KB appended, fdatasync": lambda: timed(lambda: append(descriptor)),
            "rated, saved, next question": lambda: timed(lambda: study.rate(next(ratings))),
        }
        page, answer = in_turn(things, number)
        os.close(descriptor)
        desk.close()
    print(f"An answer on the disk; {number} rounds\n")
    print(table([page, answer], page))
    print(f"\np50 {answer.median / page.median:.2f} × fdatasync of 4 KB")


def append(descriptor: int) -> None:
    """Put a page on the disk, and wait until it is there."""
    os.write(descriptor, _PAGE)
    getattr(os, "fdatasync", os.fsync)(descriptor)


def timed(act: Callable[[], None]) -> float:
    """Return the seconds that it takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
