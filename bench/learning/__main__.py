"""`python -m bench.learning [--quick]`: simulate, then write bench/LEARNING.md; the quick one only prints."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from bench.learning import curves, exams, pictures
from bench.learning.learners import learners
from bench.learning.report import PICTURES, report, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.learning.curves import Curves
    from bench.learning.exams import Result, Task
    from bench.learning.learners import Learner

_BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_FOLDER = "learning/pictures"
_PAGE = os.path.join(os.path.dirname(_BENCH), "docs", "memory.md")
_MARKS = "<!-- figures of bench/LEARNING.md -->\n", "<!-- end of them -->\n"


class Plan(NamedTuple):
    """How much is simulated."""

    every: int  # every so many-th learner
    curves: curves.Plan
    tasks: tuple[Task, ...]
    with_missed_days: tuple[Task, ...]  # of the tasks


_SHORT, _THREE_WEEKS, _MONTH = (exams.Task(*each) for each in ((100, 10), (200, 21), (300, 30)))
FULL = Plan(
    1,
    curves.Plan((500, 1000, 2000, 5000, 10_000), fork=2000, days=30),
    (_SHORT, _THREE_WEEKS, _MONTH),
    (_MONTH,),
)
QUICK = Plan(9, curves.Plan((300, 1600), fork=1600, days=3), (exams.Task(40, 12),), (exams.Task(40, 12),))


def main() -> int:
    """Run it. Returns 0 also where a promise is missed: the report says so."""
    parser = argparse.ArgumentParser(prog="bench.learning", description="simulated learners at the program")
    parser.add_argument("--quick", action="store_true", help="three learners and less to learn; writes nothing")
    options = parser.parse_args()
    simulated = simulate(QUICK if options.quick else FULL, os.cpu_count() or 1)
    print(simulated.report)
    if not options.quick:
        write(simulated)
    return 0


class Simulated(NamedTuple):
    """What came of it: the report, the tables for docs/memory.md, and the pictures by name."""

    report: str
    summary: str
    pictures: dict[str, str]


def simulate(plan: Plan, processes: int) -> Simulated:
    """Let the learners of the plan study."""
    chosen = learners()[:: plan.every]
    with ProcessPoolExecutor(processes) as pool:
        taken = [pool.submit(take_exams, each, plan) for each in chosen]
        found = list(pool.map(curves.study_curves, chosen, [plan.curves] * len(chosen)))
        done = [result for each in taken for result in each.result()]
    return told(found, done)


def told(found: Sequence[Curves], done: Sequence[Result]) -> Simulated:
    """Return what is told of these results."""
    drawn = (pictures.losses(found), pictures.calibration(found), pictures.policies(done), pictures.days(done))
    return Simulated(report(found, done, _FOLDER), summary(found, done), dict(zip(PICTURES, drawn, strict=True)))


def take_exams(learner: Learner, plan: Plan) -> list[Result]:
    """Let a learner study for all exams, in every way and under every condition."""
    every_day, missed, limited = exams.CONDITIONS
    results = []
    for task, policy in product(plan.tasks, exams.POLICIES):
        free = exams.take_exam(learner, task, every_day, policy)
        results += [free, exams.within(free, limited) or exams.take_exam(learner, task, limited, policy)]
    others = product(plan.with_missed_days, exams.POLICIES)
    return results + [exams.take_exam(learner, task, missed, policy) for task, policy in others]


def write(simulated: Simulated) -> None:
    """Write the report, its pictures, and the figures in docs/memory.md."""
    os.makedirs(os.path.join(_BENCH, _FOLDER), exist_ok=True)
    for name, picture in simulated.pictures.items():
        _save(os.path.join(_BENCH, _FOLDER, f"{name}.svg"), picture)
    _save(os.path.join(_BENCH, "LEARNING.md"), simulated.report)
    with open(_PAGE, encoding="utf-8") as file:
        before, _, rest = file.read().partition(_MARKS[0])
    after = rest.partition(_MARKS[1])[2]
    _save(_PAGE, "".join((before, _MARKS[0], "\n", simulated.summary, "\n\n", _MARKS[1], after)))


def _save(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    sys.exit(main())
