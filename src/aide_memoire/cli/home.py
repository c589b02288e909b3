"""Without a command: open the app at its first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.terminal import need_terminal, prepare_start

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    ArgumentParser("", "open the app").parse_args(call.arguments)
    need_terminal()
    prepare_start()
    from aide_memoire.ui.app import run_app  # noqa: PLC0415  a fifth of a second that other commands spare

    with call.workspace() as workspace:
        return run_app(workspace)
