"""From a key to the last byte of its picture, beside an app of one widget."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from typing import TYPE_CHECKING

from bench import kept
from bench.measure import Row, Series, Terminal, Theme, fresh_folder, in_turn
from bench.start import ONE_WIDGET

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEAD = 0.35  # seconds after a verdict for which keys are still taken for the answer's
_SLOWEST = 99  # of a hundred keys take no longer than what is promised
_FRAME = 16.7  # ms of one picture, where a terminal paints sixty a second
WHY = """
The app of one widget changes one text: the least that a key can take in Textual, 1.75 ms of processor time, of which
one is the painting. On the screen of a question nothing is laid out nor styled, one picture follows each key, of the
lines that differ, and a line that was there before is not made into cells again. Of the 3.6 ms of a verdict, 0.45 are
the grading of an answer that is like nothing, 0.3 what the ratings lead to, 0.6 the lines of the page, 0.9 the painting
and 1.3 the messages by which Textual hands on the key, the answer and what is to be painted. Of the 4.2 ms of a next
question, 0.8 are the answer that is saved, 0.5 what is worked out for it, 0.3 the question that is found, 0.25 the
field that is emptied, 0.8 the painting. Wall time adds the disk, which has to say that it holds the answer. Less would
take another way for messages than Textual's, or what a rating leads to worked out before it is known when."""
_NEXT = rb"thing (\d+) of chapter"


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    times = 3 if quick else 9  # keys in each process; the middle one counts
    decks = kept.decks(1000)
    with fresh_folder() as folder:
        data = os.path.join(folder, "data")
        every: list[float] = []

        def study() -> dict[str, float]:
            shutil.rmtree(data, ignore_errors=True)
            shutil.copytree(kept.profile(1000), data)
            with open(os.path.join(data, "config.toml"), "w", encoding="utf-8") as file:
                file.write('new_per_day = 100\nform = "typed"\n')
            ours = "-m", "aide_memoire", "study", "--data-dir", data, "--decks", decks
            verdicts, questions = _in_study(times, *ours)
            every.extend(took * 1000 for took, _ in (*verdicts, *questions))
            return {**_middle(": verdict", verdicts), **_middle(": next question", questions)}

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
    counted = sorted(every[2 * times :])  # without those of the warming up
    slowest = Series(f"`study`: {_SLOWEST} of 100 keys", [counted[len(counted) * _SLOWEST // 100]])
    rows.append(Row(f"key → last byte painted, p{_SLOWEST}", slowest, None, _FRAME, why=WHY))
    return Theme("Keys, to the last byte of the picture", rows, [*series.values(), slowest])


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


def _in_study(number: int, *arguments: str) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return the seconds of each verdict, and of each next question, with those of processor time."""
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
    return verdicts, questions


def _middle(name: str, pictures: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Return the middle one of the seconds, and of those of processor time."""
    took, used = zip(*pictures, strict=True)
    return {name: statistics.median(took), f"{name}, of processor time": statistics.median(used)}
