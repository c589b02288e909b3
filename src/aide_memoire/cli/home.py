"""Without a command: open the app at its first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.terminal import need_terminal, open_app, prepare_start

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    return ArgumentParser("", "open the app")


def run(call: Call) -> int:
    build_parser().parse_args(call.arguments)
    need_terminal()
    prepare_start()
    with call.workspace() as workspace:
        return open_app(workspace)
