"""`decks add`: take over decks of others, and later their updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.terminal import agreed
from aide_memoire.core.sanitize import sanitize
from aide_memoire.transfer.add_decks import carry_out, plan_add
from aide_memoire.transfer.add_report import concerns_history, describe_plan

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call

_INSTEAD = "give --yes, or --dry-run to see what it would do"


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("decks add", "decks of others, from a folder or a zip file; again: an update of them")
    parser.add_argument("path", metavar="FOLDER|ZIP", help="where the decks are; one deck file can be given, too")
    parser.add_argument(
        "--name", metavar="FOLDER", default="", help="the folder for them among your decks (default: as FOLDER or ZIP)"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    return parser


def run(call: Call) -> int:
    """Print what it does, ask where histories are concerned, and do it."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        plan = plan_add(workspace, options.path, options.name)
        print("\n".join(describe_plan(workspace, plan)))
        if not plan.has_changes:
            print("nothing new in it")
            return 0
        if options.dry_run:
            return 0
        asks = plan.before is not None or concerns_history(workspace, plan)
        if asks and not options.yes and not agreed("take this over?", _INSTEAD):
            tell("nothing was changed")
            return 0
        copies = carry_out(workspace, plan)
    for copy in copies:
        print(sanitize(f"your own copy: {copy}"))
    print(sanitize(f"{'added to' if plan.before is None else 'updated:'} {plan.folder}"))
    return 0
