"""What a report of a bug needs, and nothing private: no name, no path, no text of a deck, no answer."""

from __future__ import annotations

import os
import platform
import shutil
from typing import TYPE_CHECKING

from aide_memoire.config.files import read_settings
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.settings import Settings
from aide_memoire.library.mistakes import files_with_mistakes
from aide_memoire.store import log
from aide_memoire.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.profiles.doctor import Case, Report
    from aide_memoire.workspace import Workspace

_TERMINAL = ("TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM")


def bug_report(case: Case, report: Report) -> str:
    """Return the versions, the terminal, what the checks found, and how much there is of everything."""
    rows = [*_versions(report), *_terminal(), *_settings(case), *_counts(case)]
    rows += [(f"check {check.name}", check.status) for check in report.checks]
    return "\n".join(f"{name:<18}{value}" for name, value in rows)


def _versions(report: Report) -> Iterator[tuple[str, object]]:
    yield from report.versions.items()
    yield "system", f"{platform.system()} {platform.release()}, {platform.machine()}"


def _terminal() -> Iterator[tuple[str, object]]:
    yield from ((name, os.environ[name]) for name in _TERMINAL if name in os.environ)
    size = shutil.get_terminal_size()
    yield "terminal", f"{size.columns} × {size.lines}"


def _settings(case: Case) -> Iterator[tuple[str, object]]:
    """Yield each setting that is not the default."""
    try:
        settings, _ = read_settings(case.paths.settings_files(case.profile))
    except AideMemoireError:
        yield "settings", "cannot be read"
        return
    for name, value in settings._asdict().items():
        if value != Settings._field_defaults[name]:
            yield name, value if isinstance(value, int | float | str) else "set"


def _counts(case: Case) -> Iterator[tuple[str, object]]:
    try:
        workspace = open_workspace(case.paths, case.profile, case.clock, case.entropy, case.decks)
    except AideMemoireError as error:
        yield "progress", f"cannot be opened: {type(error).__name__}"
        return
    try:
        yield from _opened(workspace)
    finally:
        workspace.close()


def _opened(workspace: Workspace) -> Iterator[tuple[str, object]]:
    entries = files_with_mistakes(workspace.db)
    yield "events", log.event_count(workspace.db)
    yield "deck files", len(entries)
    yield "notes", sum(entry.notes for entry in entries)
    yield "cards", sum(entry.cards for entry in entries)
    yield "errors in decks", sum(entry.errors for entry in entries)
