"""From a key to its picture, beside an app of one widget."""

from __future__ import annotations

import os
import shutil
import statistics
import time

from bench import kept
from bench.measure import Row, Terminal, Theme, fresh_folder, in_turn
from bench.start import ONE_WIDGET

_DEAD = 0.35  # seconds after a verdict for which keys are still taken for the answer's
WHY = """
The app of one widget changes one text and lays nothing out: the least that a key can take in Textual. Of an
answer's time a trace shows 3–4 ms for judging and for what each rating would lead to (a next question: 1–2 ms,
saved), 1–2 ms of styles for what lost the focus and what is shown now, and 6–12 ms for laying out and painting the
whole screen: the line to type on goes, ratings and other keys come. Where widgets come and go, Textual paints a
second picture, 17 to 33 ms after the first by its timer of 60 pictures a second; the verdict once stood in that one
(45–50 ms), and stands in the first now. Less would take a screen that paints itself line by line in the place of
widgets."""
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

        key, verdict, question = in_turn(
            {"one widget": lambda: _in_one_widget(times), "`study`": study}, rounds
        ).values()
    rows = (
        Row("key → painted: verdict", verdict, key, 1.5, why=WHY),
        Row("key → painted: next question", question, key, 3.0, why=WHY),
    )
    return Theme("Keys", rows, (key, verdict, question))


def _in_one_widget(number: int) -> float:
    with Terminal("-c", ONE_WIDGET, python=kept.python_of("textual")) as app:
        app.until(b"the one widget")
        times = []
        for place in range(number):
            app.quiet(0.1)
            letter = b"abcdefghi"[place : place + 1]
            app.keys(letter)
            times.append(app.until(b"key " + letter)[0])
        return statistics.median(times)


def _in_study(number: int, *arguments: str) -> dict[str, float]:
    verdicts, questions = [], []
    with Terminal(*arguments) as app:
        asked = app.until(_NEXT)[1][1]
        for _ in range(number):
            app.quiet(0.1)
            app.keys(b"zzz")
            app.until(b"zzz")
            app.quiet(0.1)
            app.keys(b"\r")
            verdicts.append(app.until(b"Missed")[0])
            time.sleep(_DEAD)
            app.quiet(0.1)
            app.keys(b"4")
            took, found = app.until(_NEXT)
            assert found[1] != asked
            questions.append(took)
            asked = found[1]
    return {": the verdict": statistics.median(verdicts), ": the next question": statistics.median(questions)}
