"""`redo`: does again what `undo` took back last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire import progress
from aide_memoire.cli.options import Options

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Do it again, and say what it was."""
    Options("redo", "do again what undo took back last").parse_args(call.arguments)
    with call.desk() as desk:
        redone = progress.redo(desk)
    print(f"did again {progress.described(redone)}" if redone else "there is nothing to redo")
    return 0
