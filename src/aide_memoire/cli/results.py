"""`results`: the quizzes of a class as one table, and the questions, the hardest first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.core.study_day import iso_moment
from aide_memoire.formatting import bar, cells, counted, duration, first_words, padded, percent
from aide_memoire.reports.quiz_results import gather_results, quiz_letter
from aide_memoire.transfer.quiz_table import quiz_table, read_quiz_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.cli.main import Call
    from aide_memoire.reports.quiz_results import LearnerResult, QuestionResult, QuizResults

_BAR = 10
_PASSED = "(nothing)"


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("results", "the quizzes of a class as one table, and the questions, the hardest first")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="what quiz --name NAME -o FILE has written, or a folder of such files"
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="as one JSON document")
    shape.add_argument("--csv", action="store_true", help="a row for each learner, a column for each question")
    return parser


def run(call: Call) -> int:
    """Print what could be read. Files that could not be read are told, and make the exit code 1."""
    options = build_parser().parse_args(call.arguments)
    read = read_quiz_files(options.files)
    for problem in read.problems:
        tell(problem)
    found = gather_results(read.files)
    if options.json:
        print_json(_as_json(found))
    elif options.csv:
        sys.stdout.writelines(f"{line}\n" for line in quiz_table(found))
    elif found.learners:
        print("\n".join([*_learners(found), "", *_questions(found)]))
    for remark in found.remarks:
        tell(remark)
    return 1 if read.problems or not found.learners else 0


def _learners(found: QuizResults) -> Iterator[str]:
    """Yield a line for each learner."""
    several = len(found.quizzes) > 1
    width = max(cells(each.file.name) for each in found.learners)
    yield f"{counted(len(found.learners), 'file')}, by name"
    for each in found.learners:
        which = f"  quiz {quiz_letter(each.quiz)}" if several else ""
        yield f"  {padded(each.file.name, width)}  {_score(each)}{which}"


def _score(each: LearnerResult) -> str:
    file = each.file
    share = file.points / file.total if file.total else 0.0
    left = "" if file.is_finished else f", {file.total - len(file.questions)} not answered"
    took = duration(file.ended - file.started)
    return f"{bar(share, _BAR)} {file.points:>5.1f} of {file.total:>2} points, {file.right} right{left}, in {took}"


def _questions(found: QuizResults) -> Iterator[str]:
    yield "questions, the hardest first: points that were missed, and the commonest wrong answers"
    for each in found.questions:
        yield f"  {percent(each.missed):>5}  {first_words(each.text, 90)}"
        yield f"         → {first_words(each.answer, 90)}; {each.right} of {each.asked} right"
        if each.wrong:
            yield f"         {_wrong(each)}"


def _wrong(each: QuestionResult) -> str:
    return "instead: " + "; ".join(f"{first_words(text) or _PASSED} ×{number}" for text, number in each.wrong)


def _as_json(found: QuizResults) -> dict[str, object]:
    return {
        "quizzes": [
            {
                "quiz": quiz_letter(place),
                "decks": [{"id": deck.deck, "title": deck.title, "hash": deck.hash} for deck in quiz.decks],
                "seed": quiz.seed,
                "form": quiz.form or None,
                "total": quiz.total,
            }
            for place, quiz in enumerate(found.quizzes)
        ],
        "learners": [_learner_json(each) for each in found.learners],
        "questions": [
            {**each._asdict(), "wrong": [{"typed": text, "times": number} for text, number in each.wrong]}
            for each in found.questions
        ],
        "remarks": list(found.remarks),
    }


def _learner_json(each: LearnerResult) -> dict[str, object]:
    file = each.file
    return {
        "name": file.name,
        "file": each.path,
        "quiz": quiz_letter(each.quiz),
        "right": file.right,
        "points": round(file.points, 4),
        "answered": len(file.questions),
        "out_of": file.total,
        "requested": file.requested,
        "finished": file.is_finished,
        "started": iso_moment(file.started),
        "ended": iso_moment(file.ended),
    }
