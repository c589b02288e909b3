"""Every command from its start to its end, beside Python doing nothing."""

from __future__ import annotations

import shutil
from functools import partial

from aide_memoire.cli.main import COMMANDS
from bench import kept
from bench.measure import Row, Theme, fresh_folder, in_turn, to_exit

_READING: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("due", "decks", "cards", "stats", "confusions", "orphans", "check", "schema"), ()),
    **dict.fromkeys(("exam", "profiles", "doctor", "config", "help"), ()),
    "history": ("deck000/card-0000",),
    "try": ("deck000/card-0000", "thing"),
    "completions": ("bash",),
}
"""What each command is given that only reads. Others ask, write or want files: of them, the help is measured."""

_READ_ALL = frozenset(("cards", "check"))
"""What reads every note: not promised, as it grows with the decks."""

_MOST = 8.0
WHY = """
Each loads what it needs and no more; what is left is Python's own start, its imports, and the reading of what it
tells."""


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    notes = 1000
    with fresh_folder() as folder:
        shutil.copytree(kept.profile(notes), f"{folder}/data")
        given = ("--data-dir", f"{folder}/data", "--decks", kept.decks(notes))
        things = {"`python -c pass`": lambda: to_exit("-c", "pass")}
        for name in COMMANDS:
            own = (name, *_READING.get(name, ("--help",)))
            things[f"`{' '.join(own)}`"] = partial(to_exit, "-m", "aide_memoire", *own, *given)
        nothing, *series = in_turn(things, rounds).values()
    rows = [
        Row(f"start to end: {each.name}", each, nothing, _MOST, why=WHY)
        for each in series
        if each.name.strip("`") not in _READ_ALL
    ]
    return Theme(f"Commands, {notes:,} cards", rows, [nothing, *series])
