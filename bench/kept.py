"""What benchmarks are run over and beside, made once and kept in `.bench/`: worlds, and peers' environments.

Anki is AGPL and several peers are GPL: none is ever imported here, each runs as a program in its own environment.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
import zlib
from functools import partial
from typing import TYPE_CHECKING

from aide_memoire.decks import files
from aide_memoire.library.index_deck import deck_row
from aide_memoire.store import connection, schema
from bench import worlds
from bench.measure import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HERE = os.path.dirname(os.path.abspath(__file__))
_KEPT = os.path.join(os.path.dirname(_HERE), ".bench")
PEERS = ("anki", "fsrs", "textual", "flashcards-cli")
ANKI = os.path.join(_HERE, "anki_side.py")


def requirements(peer: str) -> list[str]:
    """Return what a peer's environment holds, pinned; the peer itself stands first."""
    with open(os.path.join(_HERE, "peers", f"{peer}.txt"), encoding="utf-8") as file:
        return file.read().split()


def python_of(peer: str) -> str:
    """Return the Python of a peer's own environment, making that where it is not there."""
    folder = _made(f"peers/{peer}", ",".join(requirements(peer)), lambda folder: _install(peer, folder))
    return os.path.join(folder, "bin", "python")


def decks(notes: int) -> str:
    """Return a folder of decks with so many notes."""
    return _world(f"decks-{notes}", lambda folder: worlds.write_decks(folder, notes))


def profile(notes: int, reviews: int = 0) -> str:
    """Return a data folder with so many reviews of `decks(notes)`, which have been read. It is to be copied first."""
    return _profile(f"profile-{notes}-{reviews}", notes, partial(worlds.history, notes, reviews))


def years(notes: int, number: int) -> str:
    """Return a data folder with the first years of one learner of `decks(notes)`. It is to be copied first."""
    return _profile(f"years-{notes}-{number}", notes, partial(worlds.lived, notes, 365 * number))


def as_csv(notes: int) -> str:
    """Return a CSV file of the questions and answers of all cards of `decks(notes)`."""
    return os.path.join(_world(f"csv-{notes}", lambda folder: _write_csv(folder, notes)), "cards.csv")


def anki_with_csv(notes: int) -> str:
    """Return a folder with a collection that has those cards. It is to be copied first."""
    return _world(f"anki-csv-{notes}", lambda folder: _anki("csv", folder, as_csv(notes)), ANKI)


def anki_with_reviews(cards: int, reviews: int) -> str:
    """Return a folder with a collection of so many reviews. It is to be copied first."""
    return _world(f"anki-{cards}-{reviews}", lambda folder: _anki("fill", folder, str(cards), str(reviews)), ANKI)


def _profile(name: str, notes: int, log: Callable[[], Iterator[str]]) -> str:
    makers = worlds.__file__, connection.__file__, schema.__file__
    return _world(name, lambda folder: _fill(folder, notes, log), *makers)


def _world(name: str, make: Callable[[str], object], *makers: str) -> str:
    """Return a world, made anew when the text of one of its makers changes."""
    texts = []
    for maker in makers or (worlds.__file__,):
        with open(maker, encoding="utf-8") as file:
            texts.append(file.read())
    return _made(f"worlds/{name}", "".join(texts), make)


def _made(name: str, of: str, make: Callable[[str], object]) -> str:
    """Return a folder that `make` has made whole; what it was made `of` names it, so that a change makes it anew."""
    folder = os.path.join(_KEPT, f"{name}-{zlib.crc32(of.encode()):08x}")
    if not os.path.isdir(folder):
        print(f"making {name}", file=sys.stderr)
        shutil.rmtree(f"{folder}.part", ignore_errors=True)
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        make(f"{folder}.part")
        os.rename(f"{folder}.part", folder)
    return folder


def _install(peer: str, folder: str) -> None:
    run("-m", "venv", folder)
    run("-m", "pip", "install", "--quiet", *requirements(peer), python=os.path.join(folder, "bin", "python"))


def _fill(folder: str, notes: int, log: Callable[[], Iterator[str]]) -> None:
    os.makedirs(folder)
    ours = ("-m", "aide_memoire", "--data-dir", folder, "--decks", decks(notes))
    path = os.path.join(folder, "log.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in log())
    if os.path.getsize(path):
        run(*ours, "import", path)
    os.unlink(path)
    run(*ours, "due")


def _write_csv(folder: str, notes: int) -> None:
    os.makedirs(folder)
    with open(os.path.join(folder, "cards.csv"), "w", encoding="utf-8", newline="") as file:
        for deck in map(deck_row, files.find_deck_files([decks(notes)])):
            csv.writer(file).writerows((card.text, card.answer) for card in deck.cards)


def _anki(*arguments: str) -> None:
    run(ANKI, *arguments, python=python_of("anki"))
