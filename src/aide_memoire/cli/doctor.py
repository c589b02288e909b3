"""`doctor`: check a profile, repair it, or restore a backup."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json, shell_words
from aide_memoire.cli.progress_bar import interruptible, show_progress, uninterrupted
from aide_memoire.cli.terminal import agreed
from aide_memoire.config.files import read_settings
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.study_day import study_day
from aide_memoire.formatting import counted
from aide_memoire.paths import DEFAULT_PROFILE, check_folders, find_paths, find_profile, is_profile_name
from aide_memoire.profiles import backups, doctor, restore
from aide_memoire.profiles.bug_report import bug_report
from aide_memoire.profiles.check import ERROR, OK, WARNING
from aide_memoire.workspace import deck_folders

if TYPE_CHECKING:
    from argparse import Namespace

    from aide_memoire.cli.main import Call
    from aide_memoire.paths import Paths
    from aide_memoire.profiles.backups import Backup
    from aide_memoire.profiles.doctor import Report
    from aide_memoire.profiles.restore import Restored

_SIGNS = {OK: "✓", WARNING: "!", ERROR: "✗"}


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("doctor", "whether all is well with your progress, and how to mend it")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended")
    parser.add_argument("--report", action="store_true", help="what a bug report needs, and nothing private")
    parser.add_argument(
        "--restore",
        nargs="?",
        const="",
        metavar="DATE",
        help="put a backup back: that of DATE (default: the newest sound one)",
    )
    parser.add_argument(
        "--exactly", action="store_true", help="with --restore DATE: without what came after it, as to undo an import"
    )
    parser.add_argument(
        "--yes", action="store_true", help="do not ask before --restore; with --fix: this machine's clock is right"
    )
    return parser


def run(call: Call) -> int:
    """Print the report. Returns exit code 1 if a check found an error."""
    parser = build_parser()
    options = parser.parse_args(call.arguments)
    if options.restore is not None:
        if options.json or options.fix or options.report:
            parser.error("--restore goes by itself")
        return _restore(call, options)
    case = doctor.Case(
        find_paths(call.data_dir), call.profile, call.decks, call.clock, call.entropy,
        _restoring_command(call), options.fix, show_progress, options.yes,
    )  # fmt: skip
    with interruptible():
        report = doctor.examine(case)
    if options.report:
        print(sanitize(bug_report(case, report)))
    elif options.json:
        print_json(_document(report))
    else:
        print(sanitize(_report_text(report)))
    return int(any(check.status == ERROR for check in report.checks))


def _restoring_command(call: Call) -> str:
    """Return the shell command that restores this profile."""
    words = ["aide-memoire", "doctor", "--restore"]
    if call.profile != DEFAULT_PROFILE:
        words += ["--profile", call.profile]
    if call.data_dir and call.data_dir != os.environ.get("AIDE_MEMOIRE_DATA_DIR"):
        words += ["--data-dir", call.data_dir]
    return shell_words(*words)


def _restore(call: Call, options: Namespace) -> int:
    """Replace the progress file by a backup and all events that can be recovered from the present file."""
    paths = find_paths(call.data_dir)
    check_folders(paths)
    if not (is_profile_name(call.profile) and backups.backups(paths, call.profile)):
        find_profile(paths, call.profile)
    backup = restore.choose_backup(paths, call.profile, options.restore)
    if backup is None and not os.path.exists(paths.profile(call.profile)):
        tell("there is no backup and no progress file: there is nothing to restore")
        return 1
    if not options.yes and not agreed(_question(call, backup, exactly=options.exactly), "give --yes"):
        tell("nothing was changed")
        return 0
    places = deck_folders(paths, call.decks)
    with interruptible():
        _back_up(call, paths)
        part, restored = restore.prepare(
            paths, call.profile, places, backup, show_progress, exactly=bool(backup) and options.exactly
        )
    with uninterrupted():
        kept = restore.put_in_place(paths, call.profile, part, call.clock())
    print(f"restored {call.profile}{f' from the backup of {backup.name}' if backup else ''}: "
          f"{counted(restored.events, 'event')}")  # fmt: skip
    if not (backup and options.exactly):
        print(f"{_recovered(restored)} {'since that backup' if backup else 'of the damaged file'}")
    if restored.damaged:
        tell(f"{counted(restored.damaged, 'event')} left out, whose content was damaged")
    if kept:
        tell(f"what was there before is kept in {kept}")
    return 0


def _recovered(restored: Restored) -> str:
    """Return "recovered 12 reviews and 3 other events"."""
    others = restored.salvaged - restored.reviews
    beside = f" and {counted(others, 'other event')}" if others else ""
    return f"recovered {counted(restored.reviews, 'review')}{beside}"


def _question(call: Call, backup: Backup | None, *, exactly: bool) -> str:
    what = f"the backup of {backup.name}" if backup else "a new file (there is no sound backup)"
    if backup and exactly:
        return f"put {what} in the place of {call.profile}'s progress, without all that came after it?"
    return f"put {what} in the place of {call.profile}'s progress, with every review that can still be read?"


def _back_up(call: Call, paths: Paths) -> None:
    """Make a backup if the file is intact. A damaged file is moved to the removed files anyway."""
    with suppress(AideMemoireError):
        settings, _ = read_settings(paths.settings_files(call.profile))
        backups.back_up(paths, call.profile, study_day(call.clock(), settings.day_starts_at))


def _report_text(report: Report) -> str:
    width = max(len(check.name) for check in report.checks)
    rows = []
    for check in report.checks:
        rows.append(f"{_SIGNS[check.status]} {check.status:<7}  {check.name:<{width}}  {check.message}")
        if check.hint:
            rows.append(f"{'':{width + 13}}{check.hint}")
    rows.append("")
    for name, place in report.places.items():
        for each in place if isinstance(place, list) else [place]:
            rows.append(f"{name:<10}{each}")
    kept = [f"{each.backup.name}{'' if each.sound else ' (damaged)'}" for each in report.backups]
    rows.append(f"{'kept':<10}{', '.join(kept) or 'no backup yet'}")
    rows.append(f"{'versions':<10}{', '.join(f'{name} {number}' for name, number in report.versions.items())}")
    return "\n".join(rows)


def _document(report: Report) -> dict[str, object]:
    return {
        "checks": [check._asdict() for check in report.checks],
        "places": report.places,
        "versions": report.versions,
        "backups": [
            {"day": each.backup.name, "path": each.backup.path, "sound": each.sound} for each in report.backups
        ],
    }
