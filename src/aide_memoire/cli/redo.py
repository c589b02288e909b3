"""`redo`: redo the action that was undone last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.study import actions

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    return ArgumentParser("redo", "redo what was undone last")


def run(call: Call) -> int:
    """Redo the action, and print what it was."""
    build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        redone = actions.redo(workspace)
        told = actions.describe_action(workspace, redone, "redone") if redone else ""
    print(told or "there is nothing to redo")
    return 0
