"""All benchmarks in one run, and `bench/REPORT.md`: every promise, the ratio reached, and what was measured for it.

`python -m bench.report [--quick] [--rounds N] [THEME …]`; the quick one prints and writes nothing.
Its worlds are smaller than those that promises speak of: it tells which way a figure went, not whether it is met.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import time
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench import answer, browse, cold, commands, devices, due, kept, keys, memory, start, stats, ten_years
from bench.measure import FEWEST_QUICK_ROUNDS, FEWEST_ROUNDS, Theme, fresh_folder, noise, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.measure import Row, Series

_THEMES = {
    module.__name__.partition(".")[2]: module
    for module in (start, commands, keys, due, cold, answer, stats, browse, memory, devices, ten_years)
}
_REPORT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "REPORT.md")
_MOST_LINES = 15  # of a profile
_WORSE = 4 / 3
_REACHED = re.compile(r"^\| (.+?) \| (?:≤ |[\d.]+–)[\d.]+(?: ×)? \| ([\d.e+]+)(?: ×)? \|", re.MULTILINE)
_PROFILE = """
import cProfile, pstats, sys
from bench import child
profile = cProfile.Profile()
profile.runcall(getattr(child, sys.argv[1]), *sys.argv[2:])
pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats({most})
"""


def main() -> int:
    """Run them. Returns 1 if a theme failed, or a figure is worse by a third than in the report before.

    A promise that is missed returns 0.
    """
    parser = argparse.ArgumentParser(prog="bench.report", description="all benchmarks, beside their peers")
    parser.add_argument("themes", nargs="*", metavar="THEME", help=f"of {', '.join(_THEMES)}; all where none is named")
    parser.add_argument("--quick", action="store_true", help="fewer rounds over smaller worlds")
    parser.add_argument("--rounds", type=int, default=0, metavar="N", help=f"at least {FEWEST_ROUNDS}")
    options = parser.parse_args()
    if unknown := set(options.themes) - _THEMES.keys():
        parser.error(f"there is no theme {', '.join(sorted(unknown))}; there are {', '.join(_THEMES)}")
    rounds = max(options.rounds, FEWEST_QUICK_ROUNDS if options.quick else FEWEST_ROUNDS)
    wanted = options.themes or [name for name in _THEMES if not (options.quick and name == "browse")]
    before = {} if options.quick else reached_before()
    themes = [measured(name, rounds, quick=options.quick) for name in wanted]
    report = text(themes, rounds, before, quick=options.quick)
    print(report)
    if not options.quick and wanted == list(_THEMES):
        with open(_REPORT, "w", encoding="utf-8") as file:
            file.write(report)
    worse = [row for theme in themes for row in theme.rows if is_worse(row, before)]
    for row in worse:
        print(f"worse by a third: {row.what}, {before[row.what]:g} before, {row.reached:.3g} now", file=sys.stderr)
    for theme in themes:
        if theme.failed:
            print(f"not measured: {theme.title}: {theme.failed}", file=sys.stderr)
    return int(bool(worse) or any(theme.failed for theme in themes))


def measured(name: str, rounds: int, *, quick: bool) -> Theme:
    """Measure a theme, and say on standard error how long that took. One that fails takes no other with it."""
    began = time.perf_counter()
    try:
        theme: Theme = _THEMES[name].theme(rounds, quick=quick)
    except Exception as error:
        traceback.print_exc()
        theme = Theme(name, failed=f"{type(error).__name__}: {error}".splitlines()[0])
    print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return theme


def reached_before() -> dict[str, float]:
    """Return what the report that is kept has as reached, by the promise."""
    try:
        with open(_REPORT, encoding="utf-8") as file:
            return {what: float(reached) for what, reached in _REACHED.findall(file.read())}
    except FileNotFoundError:
        return {}


def is_worse(row: Row, before: Mapping[str, float]) -> bool:
    """Return whether a figure is worse by a third than before: its medians, and also its least figures.

    Milliseconds beside nothing are not compared: the machine may be another one, or busy.
    """
    is_comparable = row.what in before and (row.base is not None or row.own.unit != "ms")
    return is_comparable and min(row.reached, row.at_best) > before[row.what] * _WORSE


def text(themes: Sequence[Theme], rounds: int, before: Mapping[str, float], *, quick: bool) -> str:
    """Return the report as Markdown."""
    date = datetime.now(UTC).date().isoformat()
    parts = [_HEAD.format(rounds=rounds, machine=machine(), date=date, noise=noise())]
    rows = [row for theme in themes for row in theme.rows]
    parts.append(f"## Promises: {sum(row.met for row in rows)} of {len(rows)} met\n\n{promises(rows, before)}")
    parts += [f"### Not measured: {theme.title}\n\n{theme.failed}" for theme in themes if theme.failed]
    if not quick:
        missed = [row for row in rows if not row.met]
        parts += [explained([row for row in missed if row.why == why]) for why in dict.fromkeys(r.why for r in missed)]
    parts.append("## All that was measured")
    parts += [f"### {theme.title}\n\n{tables(theme)}" for theme in themes if not theme.failed]
    return "\n\n".join(parts) + "\n"


def promises(rows: Sequence[Row], before: Mapping[str, float]) -> str:
    """Return a table of what was promised and reached, what the report before had, and the ratio of least figures."""
    lines = ["| what | must reach | reached | before | at the fastest | |", "|---|--:|--:|--:|--:|---|"]
    for row in rows:
        times = " ×" if row.base else ""
        least = f"{row.least:g}–" if row.least else "≤ "
        then = f"{before[row.what]:g}{times}" if row.what in before else ""
        word = ("met" if row.met else "**missed**") + (", **worse**" if is_worse(row, before) else "")
        cells = (
            f"{least}{row.most:g}{times}",
            f"{_short(row.reached)}{times}",
            then,
            f"{_short(row.at_best)}{times}",
            word,
        )
        lines.append(f"| {row.what} | {' | '.join(cells)} |")
    return "\n".join(lines)


def explained(missed: Sequence[Row]) -> str:
    """Return by how much promises were missed that have one reason, why, and a profile."""
    parts = [f"### Missed: {'; '.join(row.what for row in missed)}"]
    parts.append("\n".join(f"- {row.reached:.3g} where {row.most:g} was promised: {row.what}" for row in missed))
    parts += [missed[0].why.strip()] if missed[0].why else []
    last = missed[-1]
    return "\n\n".join([*parts, *([profile(last.over, *last.profiled)] if last.profiled else [])])


def profile(over: str, what: str, *arguments: str) -> str:
    """Return where a child spends its time with a copy of the data folder `over`, as a block of text."""
    with fresh_folder() as folder:
        if over:
            shutil.copytree(over, f"{folder}/data")
        try:
            told = run("-c", _PROFILE.format(most=_MOST_LINES), what, f"{folder}/data", *arguments)
        except (OSError, subprocess.SubprocessError) as error:
            return f"No profile of it could be made: {error}"
    lines = told.splitlines()
    start = next(place for place, line in enumerate(lines) if line.lstrip().startswith("ncalls"))
    return "```\n" + "\n".join(line.rstrip() for line in lines[start:] if line.strip()) + "\n```"


def tables(theme: Theme) -> str:
    """Return the table of what was measured."""
    return side_by_side(theme) if theme.columns else medians(theme.series)


def side_by_side(theme: Theme) -> str:
    """Return a table of medians with a column for each beginning of the names of series."""
    by_name = {each.name: each for each in theme.series}
    rows = [name.removeprefix(theme.columns[0]) for name in by_name if name.startswith(f"{theme.columns[0]}: ")]
    lines = [f"| | {' | '.join(theme.columns)} | |", f"|---|{'--:|' * len(theme.columns)}---|"]
    for what in rows:
        found = [by_name[column + what] for column in theme.columns]
        lines.append(
            f"| {what.removeprefix(': ')} | {' | '.join(_figure(each.median) for each in found)} | {found[0].unit} |"
        )
    return "\n".join(lines)


def medians(series: Sequence[Series]) -> str:
    """Return a table of medians with min and max."""
    lines = ["| | median | min | max | |", "|---|--:|--:|--:|---|"]
    for each in series:
        figures = " | ".join(_figure(value) for value in (each.median, min(each.values), max(each.values)))
        lines.append(f"| {each.name} | {figures} | {each.unit} |")
    return "\n".join(lines)


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 1000 else f"{value:.3g}"


def _figure(value: float) -> str:
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


def machine() -> str:
    """Return what this was measured on, and beside what."""
    peers = ", ".join(kept.requirements(peer)[0].replace("==", " ") for peer in kept.PEERS)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory():.0f} GB; {platform.system()} {platform.release()};"
        f" Python {platform.python_version()}; load at the end {os.getloadavg()[1]:.1f}; peers: {peers}"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.partition(":")[2].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


_HEAD = """# Benchmarks

Written by `make bench` on {date}.

{machine}.

Each case is a process of its own; the cases of a theme take turns, beginning with another one each round; medians of
{rounds} rounds after one that warms up (`due`: of more). Peers run in environments of their own. Ratios are between
medians of one run on one machine; the milliseconds mean little elsewhere.

{noise}.
Where other work ran beside it, the least figures are truer than medians: a row is worse than before if both are.

Of terminal programs for flashcards on PyPI, flashcards-cli installs and runs, and stands beside the start (it reads a
CSV file and keeps no progress). Tried too: flashcards 2.4 (does not run on Python 3), fulgurate (was not found there),
apyanki (Anki's own backend, which is measured as such)."""


if __name__ == "__main__":
    sys.exit(main())
