"""`python -m bench.learning [--quick]`: simulate, then write bench/LEARNING.md; the quick one only prints."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from bench.learning import curves, exams, pictures
from bench.learning.learners import learners
from bench.learning.report import PICTURES, report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from bench.learning.curves import Curves
    from bench.learning.exams import Condition, Result, Task
    from bench.learning.learners import Learner

_BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_FOLDER = "learning/pictures"


class Plan(NamedTuple):
    """How much is simulated. In `tasks`, each condition has its own."""

    every: int  # every so many-th learner
    curves: curves.Plan
    tasks: tuple[tuple[Task, ...], ...]


_SHORT, _THREE_WEEKS, _MONTH, _LONG = (exams.Task(*each) for each in ((100, 10), (200, 21), (300, 30), (500, 60)))
FULL = Plan(
    1,
    curves.Plan((500, 1000, 2000, 5000, 10_000), fork=2000, days=45),
    ((_SHORT, _THREE_WEEKS, _MONTH, _LONG), (_THREE_WEEKS, _MONTH), (_THREE_WEEKS, _MONTH, _LONG)),
)
QUICK = Plan(9, curves.Plan((300, 1600), fork=1600, days=3), ((exams.Task(40, 12),),) * 3)


def main() -> int:
    """Run it. Returns 0 also where a promise is missed: the report says so."""
    parser = argparse.ArgumentParser(prog="bench.learning", description="simulated learners at the program")
    parser.add_argument("--quick", action="store_true", help="three learners and less to learn; writes nothing")
    options = parser.parse_args()
    text, drawn = simulate(QUICK if options.quick else FULL, os.cpu_count() or 1)
    print(text)
    if not options.quick:
        _write(text, drawn)
    return 0


def simulate(plan: Plan, processes: int) -> tuple[str, dict[str, str]]:
    """Return the report and its pictures by name."""
    with ProcessPoolExecutor(processes) as pool:
        chosen = learners()[:: plan.every]
        results = [job for each in chosen for job in _exam_jobs(pool, each, plan)]
        found = list(pool.map(curves.study_curves, chosen, [plan.curves] * len(chosen)))
        done = [job.result() for job in results]
    return report(found, done, _FOLDER), _drawn(found, done)


def _exam_jobs(pool: ProcessPoolExecutor, learner: Learner, plan: Plan) -> list[Future[Result]]:
    return [
        pool.submit(exams.take_exam, learner, task, condition, policy)
        for condition, tasks in zip(exams.CONDITIONS, plan.tasks, strict=True)
        for task in tasks
        for policy in exams.POLICIES
        if _is_wanted(policy, condition)
    ]


def _is_wanted(policy: exams.Policy, condition: Condition) -> bool:
    return not policy.own_curve or condition == exams.CONDITIONS[0]


def _drawn(found: Sequence[Curves], done: Sequence[Result]) -> dict[str, str]:
    drawn = (pictures.losses(found), pictures.calibration(found), pictures.policies(done), pictures.days(done))
    return dict(zip(PICTURES, drawn, strict=True))


def _write(text: str, drawn: dict[str, str]) -> None:
    os.makedirs(os.path.join(_BENCH, _FOLDER), exist_ok=True)
    for name, picture in drawn.items():
        with open(os.path.join(_BENCH, _FOLDER, f"{name}.svg"), "w", encoding="utf-8") as file:
            file.write(picture)
    with open(os.path.join(_BENCH, "LEARNING.md"), "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    sys.exit(main())
