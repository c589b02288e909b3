"""Every command that only reads, from its start to its end, beside Python doing nothing."""

from __future__ import annotations

import shutil
from functools import partial

from aide_memoire.cli.main import COMMANDS
from bench import kept
from bench.measure import Row, Theme, fresh_folder, in_turn, to_exit

_ARGUMENTS = {"history": ("deck000/card-0000",), "try": ("deck000/card-0000", "thing")}
"""What a command is given where it does not run without."""

_WRITING = "study quiz new edit undo redo suspend unsuspend bury reset import export fit draft"
"""What asks something, or writes."""

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
        for name in (name for name in COMMANDS if name not in _WRITING.split()):
            things[f"`{name}`"] = partial(to_exit, "-m", "aide_memoire", name, *_ARGUMENTS.get(name, ()), *given)
        nothing, *series = in_turn(things, rounds).values()
    rows = [
        Row(f"start to end: {each.name}", each, nothing, _MOST, why=WHY)
        for each in series
        if each.name.strip("`") not in _READ_ALL
    ]
    return Theme(f"Commands, {notes:,} cards", rows, [nothing, *series])
