"""The simulated learners of `make bench-learning`, and what is told of them."""

import re
from pathlib import Path
from random import Random

import pytest
from bench.learning import exams
from bench.learning.learners import learners

from aide_memoire.core import exam, scheduler
from aide_memoire.core.fitting import fit
from aide_memoire.core.settings import RETENTION_HIGHEST, RETENTION_LOWEST, Settings
from aide_memoire.core.study_day import DAY_STARTS_AT

ROOT = Path(__file__).parents[1]
PAGE = " ".join((ROOT / "docs" / "memory.md").read_text(encoding="utf-8").split())
REPORT = (ROOT / "bench" / "LEARNING.md").read_text(encoding="utf-8")


def test_the_same_each_time():
    """Equal seeds give equal figures."""
    task, condition = exams.Task(12, 9), exams.CONDITIONS[1]
    learner = learners()[4]
    for policy in exams.POLICIES:
        results = [exams.take_exam(learner, task, condition, policy) for _ in range(2)]
        assert results[0] == results[1]


def test_there_are_twenty_six_learners_within_the_limits():
    """Each with weights that FSRS takes."""
    found = learners()
    assert len(found) == 26
    assert len({each.own for each in found}) == 26
    for each in found:
        scheduler.rate(None, 3, day=739_000, at=0, retention=0.9, parameters=each.own)


def test_an_exam_at_the_program_is_better_prepared_than_without():
    """Of the few learners here too: more is known on the day than by plain FSRS."""
    task, condition = exams.Task(30, 12), exams.CONDITIONS[0]
    chosen = Random(1).sample(learners(), 3)
    ours, plain = (
        sum(exams.take_exam(each, task, condition, policy).recall for each in chosen)
        for policy in (exams.OURS, exams.FSRS)
    )
    assert ours > plain


def test_the_report_that_is_kept_has_its_pictures():
    """Those that it names are there."""
    named = re.findall(r"\]\((.+?\.svg)\)", REPORT)
    assert len(named) == 4
    assert all((ROOT / "bench" / name).is_file() for name in named)


@pytest.mark.parametrize(
    "told",
    [
        f"from {fit.FEWEST} answers that came a day or more",
        f"The app offers it from {fit.ENOUGH} on",
        f"at least {fit._HELD_OUT_FEWEST} answers",
        f"scheduled {scheduler._GROUP_DISCOUNT:.2f} below your retention, and at {RETENTION_LOWEST:.0%} at least",
        f"from {100 * RETENTION_LOWEST:.0f} to {RETENTION_HIGHEST:.0%}",
        f"{Settings().desired_retention:.0%}, or what you set",
        f"{Settings().reviews_per_day} reviews and {Settings().new_per_day} new questions, or what you set",
        f"A study day begins at {DAY_STARTS_AT} in the morning",
        f"come back at {exam._RETENTION_BEFORE:.0%}",
        f"The target is {exam.USUAL_TARGET:.0%} unless",
    ],
)
def test_the_numbers_of_the_page_are_those_of_the_program(told):
    """docs/memory.md says what the code says."""
    told = told.replace("%", " %")
    assert told.lower() in PAGE.lower()


def test_the_figures_of_the_page_are_those_of_the_report():
    """Each row of its table is made of figures of bench/LEARNING.md."""
    rows = [line for line in (ROOT / "docs" / "memory.md").read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    figures = [figure for row in rows for figure in re.findall(r"\| ([\d,.]+)", row)]
    assert len(figures) > 10
    assert [figure for figure in figures if figure not in REPORT] == []


def test_the_page_has_no_word_that_nobody_knows():
    """Weights are numbers; the other word is for those who change the program."""
    assert "parameter" not in PAGE.lower()
