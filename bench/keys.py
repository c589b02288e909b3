"""From a key to the last byte of its picture, beside an app of one widget."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from typing import TYPE_CHECKING

from bench import kept
from bench.measure import Row, Terminal, Theme, fresh_folder, in_turn
from bench.start import ONE_WIDGET

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEAD = 0.35  # seconds after a verdict for which keys are still taken for the answer's
WHY = """
The app of one widget changes one text: the least that a key can take in Textual. On the screen of a question nothing
is laid out, and one picture follows each key, of the lines that differ. Of the 6 ms of processor time for a verdict,
0.6 are the grading of an answer that is like nothing (every other answer of the deck is asked), 0.2 what the ratings
lead to, 2.6 the messages by which Textual hands on the key, the answer and what is to be painted, and 2.5 the painting:
eleven lines of six styles where the one widget has one. Of a next question, 1 is the answer that is saved. Less would
take lines that are kept as painted, or what a rating leads to worked out while the learner thinks."""
_NEXT = rb"thing (\d+) of chapter"


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    times = 3 if quick else 9  # keys in each process; the middle one counts
    decks = kept.decks(1000)
    with fresh_folder() as folder:
        data = os.path.join(folder, "data")

        def study() -> dict[str, float]:
            shutil.rmtree(data, ignore_errors=True)
            shutil.copytree(kept.profile(1000), data)
            with open(os.path.join(data, "config.toml"), "w", encoding="utf-8") as file:
                file.write('new_per_day = 100\nform = "typed"\n')
            return _in_study(times, "-m", "aide_memoire", "study", "--data-dir", data, "--decks", decks)

        series = in_turn({"one widget": lambda: _in_one_widget(times), "`study`": study}, rounds)
    rows = [
        Row(
            f"key → last byte painted: {what}{how}",
            series[f"`study`: {what}{how}"],
            series[f"one widget{how}"],
            most,
            why=WHY,
        )
        for how in ("", ", of processor time")
        for what, most in (("verdict", 2.0), ("next question", 2.5))
    ]
    return Theme("Keys, to the last byte of the picture", rows, list(series.values()))


def _in_one_widget(number: int) -> dict[str, float]:
    with Terminal("-c", ONE_WIDGET, python=kept.python_of("textual")) as app:
        app.until(b"the one widget")
        pictures = []
        for place in range(number):
            app.quiet(0.1)
            letter = b"abcdefghi"[place : place + 1]
            app.keys(letter)
            pictures.append(app.whole(b"key " + letter)[:2])
        return _middle("", pictures)


def _in_study(number: int, *arguments: str) -> dict[str, float]:
    verdicts, questions = [], []
    with Terminal(*arguments) as app:
        asked = app.until(_NEXT)[1][1]
        for _ in range(number):
            app.quiet(0.1)
            app.keys(b"zzz")
            app.until(b"z")
            app.quiet(0.1)
            app.keys(b"\r")
            verdicts.append(app.whole(b"Missed")[:2])
            time.sleep(_DEAD)
            app.keys(b"4")
            took, used, found = app.whole(_NEXT)
            assert found[1] != asked
            questions.append((took, used))
            asked = found[1]
    return {**_middle(": verdict", verdicts), **_middle(": next question", questions)}


def _middle(name: str, pictures: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Return the middle one of the seconds, and of those of processor time."""
    took, used = zip(*pictures, strict=True)
    return {name: statistics.median(took), f"{name}, of processor time": statistics.median(used)}
