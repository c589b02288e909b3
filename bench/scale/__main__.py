"""`python -m bench.scale [folder | server]`: measure it, and write bench/SCALE.md.

By default as much as two cores measure in ten minutes; `--events 1000000 --learners 1000` is what docs/devices.md has.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench.report import machine
from bench.scale import folder, server

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_REPORT = os.path.join(_BENCH, "SCALE.md")
_HEAD = """# How far sync reaches

Written by `make bench-scale` on {date}.

{machine}.

Seconds on the clock hold for a machine that does nothing else. Those of the processor hold beside other work, too."""


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="bench.scale", description="sync, with logs and classes of any size")
    parser.add_argument("parts", nargs="*", metavar="PART", help="folder, server; both where none is named")
    parser.add_argument("--events", type=int, default=200_000, metavar="N", help="on each of four devices")
    parser.add_argument("--learners", type=int, default=1000, metavar="N", help="of the class on the server")
    parser.add_argument("--each", type=int, default=1000, metavar="N", help="events of each learner")
    parser.add_argument("--at-once", type=int, default=50, metavar="N", help="learners who sync at one moment")
    options = parser.parse_args()
    sys.path.append(os.path.join(os.path.dirname(_BENCH), "tests"))  # where the server is started from
    wanted = options.parts or ["folder", "server"]
    parts = []
    if "folder" in wanted:
        title = f"Four devices over a folder, {options.events:,} events on each"
        parts.append(_part(title, folder.rows(options.events)))
    if "server" in wanted:
        title = f"{options.learners:,} learners over PostgreSQL, {options.each:,} events of each"
        parts.append(_part(title, server.rows(options.learners, options.each, options.at_once)))
    if len(parts) > 1:
        head = _HEAD.format(date=datetime.now(UTC).date().isoformat(), machine=machine())
        with open(_REPORT, "w", encoding="utf-8") as file:
            file.write("\n\n".join((head, *parts)) + "\n")
    return 0


def _part(title: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return a table of what was measured, which is also printed line by line."""
    return "\n".join(_lines(title, rows))


def _lines(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    head = f"## {title}\n\n| what | |\n|---|---|"
    print(head)
    yield head
    for what, how in rows:
        line = f"| {what} | {how} |"
        print(line, flush=True)
        yield line


if __name__ == "__main__":
    sys.exit(main())
