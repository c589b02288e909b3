"""`undo`: undo the newest action of this device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.study import actions

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    return ArgumentParser("undo", "undo the newest action; `aide-memoire redo` redoes it")


def run(call: Call) -> int:
    """Undo the action, and print what it was."""
    build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        stays = actions.was_another_last(workspace)
        undone = actions.undo(workspace)
        told = actions.describe_action(workspace, undone, "undone") if undone else ""
    print(told or "there is nothing to undo")
    if stays:
        tell("what came last stays: it was imported, or done before a restore or in another copy of this folder")
        tell("  the backup that an import names takes the import back: aide-memoire doctor lists them")
    return 0
