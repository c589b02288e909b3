"""A quiz: a scored test over chosen decks. A seed chooses the questions. The schedule does not change."""

from __future__ import annotations

import hashlib
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.library.load import load_question
from aide_memoire.store import deck_index
from aide_memoire.study.prompts import find_other_answers, grade_answer, make_quiz_prompt

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.settings import WantedForm
    from aide_memoire.study.prompts import GradedAnswer, Prompt
    from aide_memoire.workspace import Workspace

QUESTIONS = 10
"""The default number of questions."""


class QuizAnswer(NamedTuple):
    prompt: Prompt
    graded: GradedAnswer


class Score(NamedTuple):
    """A score out of the `total` of questions, of which `asked` were answered. A partly right answer gives a fraction
    of a point, and one that was not reached gives none.
    """

    asked: int = 0
    right: int = 0
    points: float = 0.0
    total: int = 0

    @property
    def unanswered(self) -> int:
        """Return the number of questions that were not reached."""
        return self.total - self.asked


class Quiz:
    """A running quiz. Equal decks and seeds give equal questions, in the same order and forms, on every machine.

    `decks` are the chosen ones; none stands for all. `requested` is the wanted number of questions, of which there may
    be fewer. `keep` is called after each answer; if it raises, the answer is not recorded.
    """

    def __init__(
        self, workspace: Workspace, decks: Sequence[str], number: int, seed: int, form: WantedForm | None = None
    ) -> None:
        self._workspace = workspace
        self.decks = tuple(sorted(decks))
        self.requested = number
        self.seed = seed
        self.form = form
        self.prompts = list(islice(_prompts(workspace.db, self.decks, seed, form), number))
        self.total = len(self.prompts)
        self.answers: list[QuizAnswer] = []
        self.graded: GradedAnswer | None = None
        self.keep: Callable[[], None] = lambda: None

    @property
    def prompt(self) -> Prompt | None:
        """Return the current prompt, or None at the end of the quiz."""
        return self.prompts[len(self.answers)] if len(self.answers) < self.total else None

    @property
    def position(self) -> tuple[int, int]:
        """Return the number of answered questions and of all questions."""
        return len(self.answers), self.total

    def grade(self, given: str) -> Verdict:
        """Grade an answer. The prompt stays the current one until `go_on`."""
        if self.prompt is None:
            raise ValueError("there is no question to answer")
        self.graded = grade_answer(self.prompt, given, find_other_answers(self._workspace.db, self.prompt.question))
        return self.graded.verdict

    def go_on(self) -> None:
        """Record the graded answer and move to the next question."""
        if self.prompt is None or self.graded is None:
            return
        self.answers.append(QuizAnswer(self.prompt, self.graded))
        try:
            self.keep()
        except BaseException:
            self.answers.pop()
            raise
        self.graded = None

    def score(self) -> Score:
        """Return the total score."""
        return _score(self.answers, self.total)

    def by_kind(self) -> dict[str, Score]:
        """Return the score of each kind of question, in the order in which the quiz asks them first."""
        totals: dict[str, int] = {}
        for prompt in self.prompts:
            totals[prompt.question.kind] = totals.get(prompt.question.kind, 0) + 1
        return {
            kind: _score([each for each in self.answers if each.prompt.question.kind == kind], total)
            for kind, total in totals.items()
        }

    def mistakes(self) -> list[QuizAnswer]:
        """Return the answers that were wrong or only partly right."""
        return [each for each in self.answers if each.graded.verdict.word not in ("right", "close")]

    def as_json(self) -> dict[str, object]:
        """Return the document that `quiz --json` prints."""
        return {
            "seed": self.seed,
            "requested": self.requested,
            **_score_as_json(self.score()),
            "by_kind": {kind: _score_as_json(score) for kind, score in self.by_kind().items()},
            "questions": [answer_as_json(each) for each in self.answers],
        }


def _prompts(db: sqlite3.Connection, decks: Sequence[str], seed: int, form: WantedForm | None) -> Iterator[Prompt]:
    """Yield the questions of the decks, or of all of them, as they are asked.

    Their order follows from the seed and their ids alone, and the options of each from the seed, its id and its deck:
    not from the order of the files, nor from what was drawn before.
    """
    found = [each for each in deck_index.all_questions(db) if not decks or each.deck in decks]
    for each in sorted(found, key=lambda each: hashlib.sha256(f"{seed} {each.question}".encode()).digest()):
        question = load_question(db, each.note, each.question)
        rng = Random(f"{seed} {each.question}")  # noqa: S311  the same seed must give the same quiz again
        prompt = make_quiz_prompt(db, question, form, rng) if question else None
        if prompt is not None:
            yield prompt


def _score(answers: Sequence[QuizAnswer], total: int) -> Score:
    verdicts = [each.graded.verdict for each in answers]
    right = sum(verdict.word in ("right", "close") for verdict in verdicts)
    return Score(len(verdicts), right, sum(verdict.score for verdict in verdicts), total)


def _score_as_json(score: Score) -> dict[str, object]:
    return {"asked": score.asked, "right": score.right, "points": round(score.points, 2), "out_of": score.total}


def answer_as_json(each: QuizAnswer) -> dict[str, object]:
    """Return an answer with its question and its verdict, as JSON has it."""
    question, graded = each.prompt.question, each.graded
    return {
        "question": question.id,
        "kind": question.kind,
        "form": each.prompt.form,
        "text": question.text,
        "typed": graded.typed,
        "answer": list(question.answer),
        "verdict": graded.verdict.word,
        "score": round(graded.verdict.score, 4),
        "feedback": [*graded.verdict.reasons, *graded.verdict.extras],
        "source": list(question.sources),
    }
