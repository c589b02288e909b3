"""From the key pressed to the first question on the screen, beside what Textual itself takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.opening import open_desk
from aide_memoire.paths import find_paths
from aide_memoire.study import Study
from bench.measure import fresh_folder, in_turn, rounds, table, to_exit, to_paint, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

TARGET = 1.25
_ONE_WIDGET = """
from textual.app import App
from textual.widgets import Static

class One(App):
    def compose(self):
        yield Static("the one widget")

One().run()
"""


def main() -> None:
    """Print how long each takes from the start of its process."""
    number = rounds("the first question against import textual.app")
    with fresh_folder() as data:
        question = first_question(data)
        study = ("-m", "aide_memoire", "study", "--data-dir", data)
        app = ("-m", "aide_memoire", "--data-dir", data)
        things: dict[str, Callable[[], float]] = {
            '`python -c "import textual.app"`, to its exit': lambda: to_exit("-c", "import textual.app"),
            "an app of one widget, painted": lambda: to_paint(b"the one widget", "-c", _ONE_WIDGET),
            "`study`, first question painted": lambda: to_paint(question, *study),
            "without a command, home painted": lambda: to_paint(b"treaties", *app),
        }
        series = in_turn(things, number)
    print(f"First picture, with progress and unchanged decks; {number} rounds\n")
    print(table(series, series[0]))
    print(f"\n{verdict(series[2], series[0], TARGET)}")
    print(f"{series[2].median / series[1].median:.2f} × an app of one widget")


def first_question(data: str) -> bytes:
    """Make a profile and return how the first question begins: a stretch without a line's end."""
    desk = open_desk(find_paths(data), "default", local_now, random_bits)
    question = Study(desk).question
    desk.close()
    assert question is not None
    return question.text[:24].rstrip().encode()


if __name__ == "__main__":
    main()
