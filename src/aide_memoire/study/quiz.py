"""A scored test over chosen decks: questions drawn by a seed, judged as in study, the schedule left alone."""

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
    from aide_memoire.study.prompts import GradedAnswer, Prompt
    from aide_memoire.workspace import Workspace

QUESTIONS = 10
"""How many questions a quiz has, where nobody says."""


class QuizAnswer(NamedTuple):
    """A question of the quiz, and how it was answered."""

    asked: Prompt
    judged: GradedAnswer


class Score(NamedTuple):
    """Points of one kind of question: a partly right answer gives a part of one."""

    asked: int = 0
    right: int = 0
    points: float = 0.0


class Quiz:
    """One test. Equal decks and seeds give equal questions, in the same order and forms."""

    def __init__(self, desk: Workspace, decks: Sequence[str], number: int, seed: int, form: str | None = None) -> None:
        self._desk = desk
        self.seed = seed
        chance = Random(seed)  # noqa: S311  a quiz that can be had again is wanted
        drawn = _drawn(desk, decks, chance)
        put = (make_quiz_prompt(desk.db, question, form, chance) for question in drawn)
        self._waiting = [asked for asked, _ in zip(filter(None, put), range(number), strict=False)]
        self.total = len(self._waiting)
        self.marked: list[QuizAnswer] = []
        self.judged: GradedAnswer | None = None

    @property
    def asked(self) -> Prompt | None:
        """Return the question on the screen, or None where the quiz has ended."""
        return self._waiting[len(self.marked)] if len(self.marked) < self.total else None

    @property
    def position(self) -> tuple[int, int]:
        """Return how many questions were answered, and how many there are."""
        return len(self.marked), self.total

    def judge(self, given: str) -> Verdict:
        """Judge an answer; the question stays until `go_on`."""
        if self.asked is None:
            raise ValueError("there is no question to answer")
        self.judged = grade_answer(self.asked, given, find_other_answers(self._desk.db, self.asked.question))
        return self.judged.verdict

    def go_on(self) -> None:
        """Count the answer, and put the next question."""
        if self.asked is not None and self.judged is not None:
            self.marked.append(QuizAnswer(self.asked, self.judged))
            self.judged = None

    def score(self) -> Score:
        """Return the score of the whole."""
        return _score(self.marked)

    def by_kind(self) -> dict[str, Score]:
        """Return the score of each kind of question, in the order in which they came."""
        kinds = dict.fromkeys(each.asked.question.kind for each in self.marked)
        return {kind: _score([each for each in self.marked if each.asked.question.kind == kind]) for kind in kinds}

    def mistakes(self) -> list[QuizAnswer]:
        """Return what was not right."""
        return [each for each in self.marked if each.judged.verdict.word not in ("right", "close")]

    def as_json(self) -> dict[str, object]:
        """Return what `quiz --json` prints."""
        return {
            "seed": self.seed,
            **_score_as_json(self.score()),
            "by_kind": {kind: _score_as_json(score) for kind, score in self.by_kind().items()},
            "questions": [_as_json(each) for each in self.marked],
        }


def _drawn(desk: Workspace, decks: Sequence[str], chance: Random) -> list[Question]:
    """Return all questions of the decks in a new order."""
    chosen = [
        question
        for kept in deck_index.cached_notes(desk.db)
        if not decks or kept.deck in decks
        for question in questions(kept)
    ]
    chance.shuffle(chosen)
    return chosen


def _score(marked: Sequence[QuizAnswer]) -> Score:
    verdicts = [each.judged.verdict for each in marked]
    right = sum(verdict.word in ("right", "close") for verdict in verdicts)
    return Score(len(verdicts), right, sum(verdict.score for verdict in verdicts))


def _score_as_json(score: Score) -> dict[str, object]:
    return {"asked": score.asked, "right": score.right, "points": round(score.points, 2)}


def _as_json(each: QuizAnswer) -> dict[str, object]:
    question, judged = each.asked.question, each.judged
    return {
        "question": question.id,
        "kind": question.kind,
        "form": each.asked.form,
        "text": question.text,
        "typed": judged.typed,
        "answer": list(question.answer),
        "verdict": judged.verdict.word,
        "score": round(judged.verdict.score, 4),
        "feedback": [*judged.verdict.reasons, *judged.verdict.extras],
        "source": list(question.sources),
    }
