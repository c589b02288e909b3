"""From the start of a process to the first question on the screen, beside what Textual itself takes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.paths import find_paths
from aide_memoire.study.session import StudySession
from aide_memoire.workspace import open_workspace
from bench import kept
from bench.measure import Row, Theme, fresh_folder, in_turn, to_exit, to_paint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ONE_WIDGET = """
from textual.app import App
from textual.widgets import Static

class One(App):
    def compose(self):
        yield Static("the one widget")

    def on_key(self, event):
        self.query_one(Static).update(f"the key {event.key}")

One().run()
"""


WHY = """
An app of one widget takes about as long as the base; ours adds the profile, the decks' stamps, the queue, the
question and its widgets."""


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    notes = 10_000 if quick else 100_000
    textual = kept.python_of("textual")
    with fresh_folder() as folder:
        shipped, large = f"{folder}/shipped", f"{folder}/large"
        shutil.copytree(kept.profile(notes), large)
        few = ("-m", "aide_memoire", "study", "--data-dir", shipped)
        many = ("-m", "aide_memoire", "study", "--data-dir", large, "--decks", kept.decks(notes))
        words, more_words = first_words(shipped), first_words(large, [kept.decks(notes)])
        terminal_peer = ("-m", "flashcards_cli", kept.as_csv(notes))
        things: dict[str, Callable[[], float]] = {
            '`python -c "import textual.app"`, to its exit': lambda: to_exit(
                "-c", "import textual.app", python=textual
            ),
            "a Textual app of one widget": lambda: to_paint("the one widget", "-c", ONE_WIDGET, python=textual),
            "`study`, the shipped decks": lambda: to_paint(words, *few),
            f"`study`, {notes:,} cards": lambda: to_paint(more_words, *many),
            f"home, {notes:,} cards": lambda: to_paint("Chapter 0", *many[:2], *many[3:]),
            f"flashcards-cli, {notes:,} cards": lambda: to_paint(
                " : ", *terminal_peer, python=kept.python_of("flashcards-cli")
            ),
        }
        series = list(in_turn(things, rounds).values())
    plain, _, ours, ours_large, home, _ = series
    rows = (
        Row("start to first question painted", ours, plain, 1.25, why=WHY),
        Row(f"start to first question painted with {notes:,} cards", ours_large, ours, 1.15),
        Row(f"start to home painted with {notes:,} cards", home, plain, 1.5, why=WHY),
    )
    return Theme("Start", rows, series)


def first_words(data: str, decks: Sequence[str] = ()) -> str:
    """Return how the first question begins: a stretch without a line's end."""
    workspace = open_workspace(find_paths(data), "default", local_now, random_bits, decks)
    question = StudySession(workspace).question
    workspace.close()
    assert question is not None
    return question.text[:24].rstrip()
