"""`try`: grade one answer, so that an author can see the verdict. Nothing is saved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import A_CARD, ArgumentParser
from aide_memoire.cli.output import print_json
from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.grading.verdict import suggest_rating
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.library.load import questions
from aide_memoire.store import deck_index
from aide_memoire.study.prompts import Prompt, find_other_answers, grade_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.core.question import Question
    from aide_memoire.study.prompts import GradedAnswer
    from aide_memoire.workspace import Workspace

_HYPHEN = re.compile(r"-(?!-|h$).")


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("try", "how a card takes an answer; nothing is saved")
    parser.add_argument("card", metavar="CARD", help=f"such as {A_CARD}; a group or a sequence by its note")
    parser.add_argument("answer", metavar="ANSWER", help="members parted by commas, items of a sequence by ;")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    return parser


def run(call: Call) -> int:
    """Grade one answer, and print the verdict. Returns 0 also for a wrong answer."""
    options = build_parser().parse_args(_with_answer(call.arguments))
    with call.workspace() as workspace:
        question = _question(workspace, sanitize(options.card))
        graded = grade_answer(
            Prompt(question, "typed"), sanitize(options.answer), find_other_answers(workspace.db, question)
        )
    if options.json:
        print_json(_as_json(question, graded))
    else:
        _print(question, graded)
    return 0


def _with_answer(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with `--` before what begins with one hyphen: -1/2 and -ate are answers, no options."""
    if "--" in arguments or not any(_HYPHEN.match(each) for each in arguments):
        return list(arguments)
    options = [each for each in arguments if each.startswith("--")]
    return [*options, "--", *(each for each in arguments if not each.startswith("--"))]


def _question(workspace: Workspace, name: str) -> Question:
    """Return the question of a card, or of a note with only one question. Raises NotFoundError."""
    cached = deck_index.cached_note(workspace.db, name.partition("#")[0])
    found = list(questions(cached)) if cached else []
    for each in found:
        if name in (each.id, *each.cards):
            return each
    if len(found) == 1 and "#" not in name:
        return found[0]
    if not found or "#" in name:
        raise NotFoundError(f"there is no card “{sanitize_line(name)}”", "aide-memoire cards lists them")
    raise NotFoundError(
        f"“{sanitize_line(name)}” has several cards", f"name one: {', '.join(each.id for each in found)}"
    )


def _as_json(question: Question, graded: GradedAnswer) -> dict[str, object]:
    verdict = graded.verdict
    return {
        "card": question.id,
        "verdict": verdict.word,
        "score": round(verdict.score, 4),
        "suggested": suggest_rating(verdict).word,
        "feedback": [*verdict.reasons, *verdict.extras],
        "confused_with": verdict.confused_with.card if verdict.confused_with else None,
        "parts": [{"card": part.card, "text": part.text, "verdict": part.verdict} for part in verdict.parts],
    }


def _print(question: Question, graded: GradedAnswer) -> None:
    verdict = graded.verdict
    print(question.text)
    if question.flip_only:
        print("asked by flip: nobody has to type this one")
    print(f"{verdict.word}, score {verdict.score:.2f}, suggests {suggest_rating(verdict).word}")
    for message in (*verdict.reasons, *verdict.extras):
        print(f"  {message}")
    for part in verdict.parts:
        print(f"  {part.verdict:<7} {part.text}")
    print(f"right: {question.answer_line}")
