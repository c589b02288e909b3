"""One learner over ten years: how size, start, answers, statistics and care for the file grow with the log.

The beginnings of one log, each taken up on the morning after its last day, by a clock that stands there.
"""

from __future__ import annotations

import glob
import os
import shutil
import sqlite3
from functools import partial

from bench import kept, worlds
from bench.measure import Row, Series, Terminal, Theme, fresh_folder, in_turn, to_exit, told_by

_YEARS = (1, 2, 5, 10)
_FEW = 3  # rounds of what takes long
_AWAY = 60  # days, after which enough is due for as many answers
_HOME, _QUESTION = b"Chapter 0", b"Enter|Space|choose"

_FLAT = ("start to home", "start to first question", "`due`", "an answer, p50", "an answer, p99", "statistics")
_FILE = "the progress file"
_GROWING = ("export", "backup", "doctor")


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    notes = 500 if quick else 5000
    with fresh_folder() as folder:
        found = in_turn({_after(years): partial(_daily, folder, notes, years) for years in _YEARS}, rounds)
        found |= in_turn({_after(years): partial(_care, folder, notes, years) for years in _YEARS}, min(rounds, _FEW))
    worlds_kept = {_after(years): kept.years(notes, years) for years in _YEARS}
    events = {name: Series(f"{name}: answers in the log", [_events(data)], "") for name, data in worlds_kept.items()}
    sizes = {name: Series(f"{name}: {_FILE}", [_megabytes(data)], "MB") for name, data in worlds_kept.items()}
    of_all = {series.name: series for series in (*events.values(), *sizes.values(), *found.values())}
    first, *_, last = worlds_kept
    rows = [_row(what, of_all[f"{last}: {what}"], of_all[f"{first}: {what}"]) for what in _FLAT]
    for what in (_FILE, *_GROWING):
        now, then = (_each(of_all[f"{name}: {what}"], events[name]) for name in (last, first))
        rows.append(_row(f"{what}, by what is in the log", now, then))
    return Theme(f"Ten years, {notes:,} cards", rows, list(of_all.values()), list(worlds_kept))


def _row(what: str, own: Series, base: Series) -> Row:
    return Row(f"after ten years against one: {what}", own, base, 1.25)


def _after(years: int) -> str:
    return f"after {years} year{'s' * (years > 1)}"


def _daily(folder: str, notes: int, years: int) -> dict[str, float]:
    """Return the seconds of what is done every day with a file of so many years."""
    data, decks = _copied(folder, notes, years)
    clock, later = _clock(years), _clock(years, _AWAY)
    given = ("--data-dir", data, "--decks", decks)
    with Terminal("-c", clock + worlds.COMMAND, *given) as app:
        home = app.until(_HOME)[0]
    with Terminal("-c", clock + worlds.COMMAND, *given, "study") as app:
        start = app.until(_QUESTION)[0]
    due = to_exit("-c", clock + worlds.COMMAND, *given, "due")
    statistics = told_by("-c", clock + worlds.CHILD, "stats", data, decks)[""]
    answer = told_by("-c", later + worlds.CHILD, "answer", data, decks, str(notes // 50))
    return {
        ": start to home": home,
        ": start to first question": start,
        ": `due`": due,
        ": statistics": statistics,
        ": an answer, p50": answer["rated and saved, p50"],
        ": an answer, p99": answer["rated and saved, p99"],
    }


def _care(folder: str, notes: int, years: int) -> dict[str, float]:
    """Return the seconds of what is done seldom, and goes through the whole log."""
    data, decks = _copied(folder, notes, years)
    command = partial(to_exit, "-c", _clock(years) + worlds.COMMAND, "--data-dir", data, "--decks", decks)
    return {
        ": export": command("export"),
        ": backup": told_by("-c", _clock(years) + worlds.CHILD, "backup", data, decks)[""],
        ": doctor": command("doctor"),
    }


def _copied(folder: str, notes: int, years: int) -> tuple[str, str]:
    """Return a fresh copy of the data, and the folder of the decks."""
    data = os.path.join(folder, "data")
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(kept.years(notes, years), data)
    return data, kept.decks(notes)


def _clock(years: int, away: int = 0) -> str:
    """Return how a program begins whose clock stands on the morning after so many years, or some days later."""
    return worlds.on_the_morning_of(worlds.BIRTH + 365 * years + away)


def _events(data: str) -> float:
    with sqlite3.connect(_progress(data)) as db:
        return float(db.execute("SELECT count(*) FROM event").fetchone()[0])


def _megabytes(data: str) -> float:
    return os.path.getsize(_progress(data)) / 2**20


def _progress(data: str) -> str:
    return glob.glob(os.path.join(data, "profiles", "*.sqlite"))[0]


def _each(whole: Series, events: Series) -> Series:
    """Return the same for one event."""
    return Series(f"{whole.name}, an event", [value / events.values[0] for value in whole.values], whole.unit)
