"""A quiz: a scored test over chosen decks. A seed chooses the questions. The schedule does not change."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.library.load import questions
from aide_memoire.store import deck_index
from aide_memoire.study.prompts import find_other_answers, grade_answer, make_quiz_prompt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.core.settings import WantedForm
    from aide_memoire.study.prompts import GradedAnswer, Prompt
    from aide_memoire.workspace import Workspace

QUESTIONS = 10
"""The default number of questions."""


class QuizAnswer(NamedTuple):
    prompt: Prompt
    graded: GradedAnswer


class Score(NamedTuple):
    """A score. A partly right answer gives a fraction of a point."""

    asked: int = 0
    right: int = 0
    points: float = 0.0


class Quiz:
    """A running quiz. Equal decks and seeds give equal questions, in the same order and forms."""

    def __init__(
        self, workspace: Workspace, decks: Sequence[str], number: int, seed: int, form: WantedForm | None = None
    ) -> None:
        self._workspace = workspace
        self.seed = seed
        rng = Random(seed)  # noqa: S311  the same seed must give the same quiz again
        drawn = _drawn(workspace, decks, rng)
        prompts = (make_quiz_prompt(workspace.db, question, form, rng) for question in drawn)
        self._waiting = [prompt for prompt, _ in zip(filter(None, prompts), range(number), strict=False)]
        self.total = len(self._waiting)
        self.answers: list[QuizAnswer] = []
        self.graded: GradedAnswer | None = None

    @property
    def prompt(self) -> Prompt | None:
        """Return the current prompt, or None at the end of the quiz."""
        return self._waiting[len(self.answers)] if len(self.answers) < self.total else None

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
        if self.prompt is not None and self.graded is not None:
            self.answers.append(QuizAnswer(self.prompt, self.graded))
            self.graded = None

    def score(self) -> Score:
        """Return the total score."""
        return _score(self.answers)

    def by_kind(self) -> dict[str, Score]:
        """Return the score of each kind of question, in the order of their first answers."""
        kinds = dict.fromkeys(each.prompt.question.kind for each in self.answers)
        return {kind: _score([each for each in self.answers if each.prompt.question.kind == kind]) for kind in kinds}

    def mistakes(self) -> list[QuizAnswer]:
        """Return the answers that were wrong or only partly right."""
        return [each for each in self.answers if each.graded.verdict.word not in ("right", "close")]

    def as_json(self) -> dict[str, object]:
        """Return the document that `quiz --json` prints."""
        return {
            "seed": self.seed,
            **_score_as_json(self.score()),
            "by_kind": {kind: _score_as_json(score) for kind, score in self.by_kind().items()},
            "questions": [_as_json(each) for each in self.answers],
        }


def _drawn(workspace: Workspace, decks: Sequence[str], rng: Random) -> list[Question]:
    """Return all questions of the decks in random order."""
    chosen = [
        question
        for cached in deck_index.cached_notes(workspace.db)
        if not decks or cached.deck in decks
        for question in questions(cached)
    ]
    rng.shuffle(chosen)
    return chosen


def _score(answers: Sequence[QuizAnswer]) -> Score:
    verdicts = [each.graded.verdict for each in answers]
    right = sum(verdict.word in ("right", "close") for verdict in verdicts)
    return Score(len(verdicts), right, sum(verdict.score for verdict in verdicts))


def _score_as_json(score: Score) -> dict[str, object]:
    return {"asked": score.asked, "right": score.right, "points": round(score.points, 2)}


def _as_json(each: QuizAnswer) -> dict[str, object]:
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
