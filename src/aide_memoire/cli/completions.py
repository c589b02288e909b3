"""`completions`: print what makes a shell complete our command lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from argcomplete.shell_integration import shellcode

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call

SHELLS = {
    "bash": 'eval "$(aide-memoire completions bash)" in ~/.bashrc',
    "zsh": 'eval "$(aide-memoire completions zsh)" in ~/.zshrc, after compinit',
    "fish": "aide-memoire completions fish | source in ~/.config/fish/config.fish",
}
"""The shells, and the line that switches it on in each."""


def build_parser() -> ArgumentParser:
    lines = "; ".join(SHELLS.values())
    parser = ArgumentParser("completions", f"what makes your shell complete commands, decks and cards: {lines}")
    parser.add_argument("shell", choices=SHELLS, help="the shell that is to complete")
    return parser


def run(call: Call) -> int:
    """Print the script; on a terminal also where it belongs."""
    options = build_parser().parse_args(call.arguments)
    print(shellcode(["aide-memoire"], shell=options.shell).strip())
    if sys.stdout.isatty():
        tell(f"to switch it on: {SHELLS[options.shell]}")
    return 0
