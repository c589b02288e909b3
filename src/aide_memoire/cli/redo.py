"""`redo`: redo the action that was undone last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.study import actions

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Redo the action, and print what it was."""
    ArgumentParser("redo", "do again what undo took back last").parse_args(call.arguments)
    with call.workspace() as workspace:
        redone = actions.redo(workspace)
        print(f"did again {actions.describe_action(workspace, redone)}" if redone else "there is nothing to redo")
    return 0
