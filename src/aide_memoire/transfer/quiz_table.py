"""Read the files of a class's quizzes, and write their results as a table for a spreadsheet."""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire import atomic_files
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.core.study_day import iso_moment
from aide_memoire.exchange.progress import csv_row
from aide_memoire.exchange.quiz_file import LARGEST, QuizFile, read_quiz_file
from aide_memoire.reports.quiz_results import quiz_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aide_memoire.reports.quiz_results import LearnerResult, QuizResults

_COLUMNS = ("name", "quiz", "points", "right", "answered", "out_of", "finished", "started", "ended", "file")


class QuizFiles(NamedTuple):
    """The files that could be read, each with its path, and what is wrong with the others."""

    files: Sequence[tuple[str, QuizFile]]
    problems: Sequence[str]


def read_quiz_files(paths: Iterable[str]) -> QuizFiles:
    """Read these files and the `.json` files of these folders, each once."""
    files, problems = [], []
    found = {os.path.realpath(path): path for path in chain.from_iterable(map(_files_of, paths))}
    for path in found.values():
        try:
            files.append((sanitize_line(path), read_quiz_file(atomic_files.read_regular_file(path, LARGEST))))
        except AideMemoireError as error:
            problems.append(f"{sanitize_line(path)}: {error.message}\n  {error.hint}")
        except OSError as error:
            problems.append(f"{sanitize_line(path)}: cannot be read: {error.strerror}")
    return QuizFiles(files, problems)


def quiz_table(found: QuizResults) -> Iterator[str]:
    """Yield the lines of a table: a row for each learner, and the score of each question, the hardest first.

    No text in it is taken for a formula by a spreadsheet.
    """
    yield csv_row([*_COLUMNS, *(each.question for each in found.questions)], spreadsheet=True)
    for learner in found.learners:
        scores = {(each.question, each.text): each.score for each in learner.file.questions}
        cells = [scores.get((each.question, each.text), "") for each in found.questions]
        yield csv_row([*_row(learner), *cells], spreadsheet=True)


def _row(each: LearnerResult) -> list[object]:
    file = each.file
    return [
        file.name,
        quiz_letter(each.quiz),
        round(file.points, 4),
        file.right,
        len(file.questions),
        file.total,
        "true" if file.is_finished else "false",
        iso_moment(file.started),
        iso_moment(file.ended),
        each.path,
    ]


def _files_of(path: str) -> list[str]:
    """Return the path of a file itself, or the paths of the `.json` files of a folder."""
    if not os.path.isdir(path):
        return [path]
    return sorted(os.path.join(path, name) for name in os.listdir(path) if name.casefold().endswith(".json"))
