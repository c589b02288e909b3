"""The report: what is assumed, what was promised and reached, and every figure with its spread."""

from __future__ import annotations

from statistics import mean
from typing import TYPE_CHECKING, NamedTuple

from bench.learning.exams import CONDITIONS, FSRS, OURS, POLICIES, TARGET
from bench.learning.spread import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bench.learning.curves import Comparison, Course, Curves
    from bench.learning.exams import Result, Task

PICTURES = ("losses", "calibration", "policies", "days")


class Promise(NamedTuple):
    """What was promised: `reached` is at most, or at least, `limit`."""

    what: str
    reached: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Return whether it is kept."""
        return self.reached >= self.limit if self.at_least else self.reached <= self.limit

    @property
    def row(self) -> str:
        """Return it as a row of a table."""
        sign = "≥" if self.at_least else "≤"
        return f"| {self.what} | {sign} {self.limit:.4g} | {self.reached:.4g} | {'met' if self.met else '**missed**'} |"


def report(curves: Sequence[Curves], results: Sequence[Result], pictures: str) -> str:
    """Return the report as Markdown. `pictures` is the folder in which they are."""
    kept = promises(curves, results)
    return "\n\n".join(
        [
            _HEAD.format(tasks=_tasks(results)),
            f"## Promises: {sum(each.met for each in kept)} of {len(kept)} kept",
            "\n".join(["| what | promised | reached | |", "|---|--:|--:|---|", *(each.row for each in kept)]),
            _lowest(results),
            _CURVES.format(learners=len(curves)),
            _picture(pictures, "losses", "The loss falls with the number of answers"),
            _curve_table(curves),
            _picture(pictures, "calibration", "Points on the broken line are foretold rightly"),
            _course_table(curves),
            _EXAMS.format(learners=len({each.user for each in results})),
            _picture(pictures, "policies", "Each way to study: recall on the day, and reviews"),
            *(_condition(results, condition.name) for condition in CONDITIONS),
            f"### By task\n\n{_task_table(results)}",
            _picture(pictures, "days", "Minutes of each day until the exam"),
            "",
        ]
    )


def summary(curves: Sequence[Curves], results: Sequence[Result]) -> str:
    """Return the tables of docs/memory.md: means alone."""
    found = [_mean_row(each) for each in zip(*(each.comparisons for each in curves), strict=True)]
    head = ("fitted to", "log loss, usual curve", "log loss, own curve", "off, usual curve", "off, own curve")
    every_day = [each for each in results if each.condition == CONDITIONS[0].name]
    rows = []
    for policy in POLICIES:
        of_policy = [each for each in every_day if each.policy == policy.name]
        rows.append([policy.name, *(text.format(mean(map(of, of_policy))) for _, of, text in _MEASURES)])
    return f"{_table(head, found)}\n\n{_table(('', *(name for name, _, _ in _MEASURES)), rows)}"


def _mean_row(found: Sequence[Comparison]) -> list[str]:
    return [
        f"{found[0].answers:,} answers",
        f"{mean(each.usual.loss for each in found):.3f}",
        f"{mean(each.fitted.loss for each in found):.3f}",
        f"{100 * mean(each.usual.gap for each in found):.1f}",
        f"{100 * mean(each.fitted.gap for each in found):.1f}",
    ]


def promises(curves: Sequence[Curves], results: Sequence[Result]) -> list[Promise]:
    """Return what was promised of fitting and of exams."""
    adopted = [each for one in curves for each in one.comparisons if each.adopted]
    newest = [one.comparisons[-1] for one in curves]
    every_day, limited = (
        [each for each in results if each.condition == CONDITIONS[place].name and each.policy == OURS.name]
        for place in (0, 2)
    )
    usual = [each for each in results if each.condition == CONDITIONS[0].name and each.policy == FSRS.name]
    return [
        Promise(
            "the most that an adopted curve foretells worse than the usual one, log loss",
            max((each.in_use.loss - each.usual.loss for each in adopted), default=0.0),
            0.005,
        ),
        Promise(
            f"how far a curve is off, fitted to {newest[0].answers:,} answers, against the usual one",
            mean(each.fitted.gap for each in newest) / mean(each.usual.gap for each in newest),
            1.0,
        ),
        Promise(
            f"fitting {newest[0].answers:,} answers, seconds, the slowest learner",
            max(each.seconds for each in newest),
            2.0,
        ),
        Promise(
            f"recall on the day of the exam, target {TARGET}, 20 minutes a day",
            mean(each.recall for each in limited),
            0.96,
            at_least=True,
        ),
        Promise(
            "reviews until the exam, against FSRS at 0.90",
            mean(each.reviews for each in every_day) / mean(each.reviews for each in usual),
            1.0,
        ),
        Promise(
            "the longest day of the last week against its mean, in questions, over all learners and tasks",
            max(each.last_week_peak for each in every_day),
            2.0,
        ),
    ]


def _lowest(results: Sequence[Result]) -> str:
    """Return who remembers least of those who have 20 minutes a day, and what is known without that learner."""
    found = [each for each in results if (each.condition, each.policy) == (CONDITIONS[2].name, OURS.name)]
    by_user = {user: mean(each.recall for each in found if each.user == user) for user in {each.user for each in found}}
    user = min(by_user, key=lambda each: (by_user[each], each))
    others = mean(recall for other, recall in by_user.items() if other != user)
    free = mean(each.recall for each in results if (each.condition, each.policy) == (CONDITIONS[0].name, OURS.name))
    return (
        f"With 20 minutes a day user {user} knows least on the day: {by_user[user]:.3f}. The mean of the others is"
        f" {others:.3f}; that of all, where time has no limit, {free:.3f}."
    )


def _tasks(results: Sequence[Result]) -> str:
    tasks = sorted({each.task for each in results})
    return ", ".join(f"{each.cards} in {each.days} days" for each in tasks)


def _picture(folder: str, name: str, alt: str) -> str:
    return f"![{alt}]({folder}/{name}.svg)"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    line = "|".join(["", "---", *["--:"] * (len(head) - 1), ""])
    return "\n".join(["| " + " | ".join(head) + " |", line, *("| " + " | ".join(row) + " |" for row in rows)])


def _curve_table(curves: Sequence[Curves]) -> str:
    head = ("answers", "scored", "usual", "fitted", "true", "in use", "off: usual", "off: fitted", "adopted", "seconds")
    return _table(head, map(_curve_row, zip(*(each.comparisons for each in curves), strict=True)))


def _curve_row(found: Sequence[Comparison]) -> list[str]:
    losses = [
        [each.usual.loss for each in found],
        [each.fitted.loss for each in found],
        [each.true.loss for each in found],
        [each.in_use.loss for each in found],
    ]
    gaps = [[100 * each.usual.gap for each in found], [100 * each.fitted.gap for each in found]]
    return [
        f"{found[0].answers:,}",
        f"{mean(each.scored for each in found):,.0f}",
        *(spread(each, "{:.3f}") for each in losses),
        *(spread(each, "{:.1f}") for each in gaps),
        f"{sum(each.adopted for each in found)} of {len(found)}",
        f"{mean(each.seconds for each in found):.2f}",
    ]


def _course_table(curves: Sequence[Curves]) -> str:
    adopted = [each for each in curves if each.own.adopted]
    if not adopted:
        return "Nobody was offered a curve of their own: there were too few answers."
    head = ("after the fork", "reviews", "minutes", "cards known", "recall of a card", "reviews per card known")
    rows = [_course_row("usual curve", [each.usual for each in adopted])]
    rows.append(_course_row("own curve", [each.own for each in adopted]))
    return f"Of {len(curves)} learners {len(adopted)} adopted a curve of their own:\n\n" + _table(head, rows)


def _course_row(name: str, courses: Sequence[Course]) -> list[str]:
    return [
        name,
        spread([each.reviews for each in courses], "{:,.0f}"),
        spread([each.minutes for each in courses], "{:,.0f}"),
        spread([each.known for each in courses], "{:,.0f}"),
        spread([each.recall for each in courses], "{:.3f}"),
        spread([each.reviews_per_known for each in courses], "{:.2f}"),
    ]


_MEASURES: tuple[tuple[str, Callable[[Result], float], str], ...] = (
    ("recall on the day", lambda each: each.recall, "{:.3f}"),
    ("a month later", lambda each: each.month_later, "{:.3f}"),
    ("reviews", lambda each: each.reviews, "{:,.0f}"),
    ("minutes in all", lambda each: each.minutes, "{:,.0f}"),
    ("longest day, minutes", lambda each: each.worst_day, "{:.0f}"),
    ("longest day of the last week ÷ mean", lambda each: each.last_week_peak, "{:.2f}"),
)


def _condition(results: Sequence[Result], condition: str) -> str:
    rows = []
    for policy in POLICIES:
        found = [each for each in results if (each.condition, each.policy) == (condition, policy.name)]
        if found:
            rows.append([policy.name, *(spread([of(each) for each in found], text) for _, of, text in _MEASURES)])
    return f"### {condition[:1].upper()}{condition[1:]}\n\n" + _table(("", *(name for name, _, _ in _MEASURES)), rows)


def _task_table(results: Sequence[Result]) -> str:
    tasks = dict.fromkeys((each.condition, each.task) for each in results)
    rows = [_task_row(results, *task, policy.name) for task in tasks for policy in (OURS, FSRS)]
    return _table(("task", "", "", "recall on the day", "reviews", "longest day, minutes"), rows)


def _task_row(results: Sequence[Result], condition: str, task: Task, policy: str) -> list[str]:
    found = [each for each in results if (each.condition, each.task, each.policy) == (condition, task, policy)]
    return [
        f"{task.cards} cards, {task.days} days",
        condition,
        policy,
        spread([each.recall for each in found], "{:.3f}"),
        spread([each.reviews for each in found], "{:,.0f}"),
        spread([each.worst_day for each in found], "{:.0f}"),
    ]


_HEAD = """# What studying with it comes to

Written by `make bench-learning`. Simulated learners study with the program itself: its queue, its sessions and its
log, by a clock that is set. Figures are means over learners (and tasks); between brackets is where eight of
ten lie. Equal seeds give equal figures, but for the seconds.

## What is assumed

- **Memory.** Each learner forgets exactly as FSRS-6 says with weights that were fitted to a real learner's answers in
  Anki: users 1 to 30 of [srs-benchmark](https://github.com/open-spaced-repetition/srs-benchmark) (`FSRS-6-recency`,
  commit 0f70abe) without 14, 17, 21 and 26, which were left out by hand: three remember next to nothing, one nearly
  everything. People do not forget by a formula: what is gained in life is less than here.
- **Answers.** A new card is rated again 25 %, hard 10 %, good 55 %, easy 10 %; one that is recalled hard 10 %, good
  80 %, easy 10 %; minutes after an answer, again 12 %, good 88 %. Every rating is honest.
- **Time.** 17 s for a new card, 8 s for one that is recalled and for each learning step, 12 s for one that is not.
- **Cards** are independent, and one as hard as the other. The exam asks all of them, and teaches nothing.
- **For the curves** 20 new cards a day, and 15 % of the reviews come 1 to 11 days late.
- **For the exams** {tasks}; the target is 0.95. New cards come at the same pace everywhere, but for cramming.
- One run for each learner and task. Not simulated: several decks and exams, groups, leeches, days off."""

_CURVES = """## A curve of one's own

{learners} learners. After so many answers a curve is fitted to them, and foretells the next quarter as many, at least
1,000. *Scored* are answers on a later day than the one before: only these say anything. *Log loss*: less is better;
*true* is the loss of the weights by which the learner forgets, so none can do better for long. *In use* is what the
program would go by: the fitted curve only where it also foretold the newest fifth better than the usual one, and from
400 scored answers on. *Off* is by how many points the mean expected recall differs from what was recalled."""

_EXAMS = """## An exam by a date

{learners} learners. *Exam* is the program's plan for an exam. *FSRS at 0.90* and *at 0.95* are the program without an
exam. *SM-2* is the method of 1987, *cramming* learns all of it in the last three days and asks all of it again on
each: both without the program."""
