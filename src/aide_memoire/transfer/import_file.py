"""Choose the import workflow for a file: a log, an Anki package, or a text file with notes."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Literal

from aide_memoire.core.errors import UsageError
from aide_memoire.decks.files import deck_name_for
from aide_memoire.exchange.columns import ANY
from aide_memoire.exchange.formats import PACKAGES
from aide_memoire.transfer.import_deck import plan_deck
from aide_memoire.transfer.import_log import plan_log

if TYPE_CHECKING:
    from aide_memoire.exchange.columns import Wanted
    from aide_memoire.transfer.plan import ImportPlan, Watch
    from aide_memoire.workspace import Workspace

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)

ImportKind = Literal["log", "package", "deck"]


def import_kind(path: str, wanted: str = "") -> ImportKind:
    """Return the workflow for a file, by the `wanted` format or by the file name. Raises UsageError for a URL."""
    if _URL.match(path):
        raise UsageError(f"{path}: import fetches nothing from the network: download it first, then import the file")
    if not wanted and path.lower().endswith(".jsonl"):
        return "log"
    return "package" if wanted == "apkg" or (not wanted and path.lower().endswith(PACKAGES)) else "deck"


def plan_import(
    workspace: Workspace,
    path: str,
    watch: Watch,
    *,
    output: str | None = None,
    folder: str = "",
    wanted: str = "",
    columns: Wanted = ANY,
) -> ImportPlan:
    """Read a file, and return the plan of its import. Raises AideMemoireError if it cannot be read.

    Of a table `columns` may say what is asked; where they must, UnclearColumnsError is raised.

    The plan writes the decks to `output`, or each to a file of its own in `folder`.
    """
    match import_kind(path, wanted):
        case "log":
            return plan_log(workspace, path, watch)
        case "package":
            from aide_memoire.transfer.import_package import plan_package  # noqa: PLC0415  SQLite and zip are slow

            return plan_package(workspace, path, output, folder)
        case _:
            return plan_deck(path, output or os.path.join(folder, deck_name_for(path)), wanted, columns)
