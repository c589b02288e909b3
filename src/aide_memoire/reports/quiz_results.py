"""The quizzes of a class, together: how each learner did, and which questions were hardest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.formatting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.exchange.quiz_file import DeckOfQuiz, QuestionOfQuiz, QuizFile

_WRONG_ANSWERS = 3
NOTHING = ""
"""The wrong answer of those who passed."""


class TakenQuiz(NamedTuple):
    """What was to be asked. Only learners with the same one can be compared point by point."""

    decks: tuple[DeckOfQuiz, ...]
    seed: int
    form: str
    total: int


class LearnerResult(NamedTuple):
    """One file: whose it is, and which of the quizzes was taken, from 0."""

    path: str
    quiz: int
    file: QuizFile


class QuestionResult(NamedTuple):
    """A question, with how many were asked it, and the commonest wrong answers with their number.

    `missed` is the part of its points that was not reached, from 0 to 1.
    """

    question: str
    text: str
    answer: str
    asked: int
    right: int
    missed: float
    wrong: tuple[tuple[str, int], ...]


class QuizResults(NamedTuple):
    """The learners by name, the questions from the hardest on, and what a teacher should know before comparing."""

    quizzes: tuple[TakenQuiz, ...]
    learners: tuple[LearnerResult, ...]
    questions: tuple[QuestionResult, ...]
    remarks: tuple[str, ...]


def gather_results(files: Sequence[tuple[str, QuizFile]]) -> QuizResults:
    """Return the results of these files, each with its path."""
    quizzes = tuple(quiz for quiz, _ in Counter(_taken(file) for _, file in files).most_common())
    learners = [LearnerResult(path, quizzes.index(_taken(file)), file) for path, file in files]
    learners.sort(key=lambda each: (each.file.name.casefold(), each.file.name, each.file.started, each.path))
    return QuizResults(quizzes, tuple(learners), _questions(learners), tuple(_remarks(quizzes, learners)))


def quiz_letter(place: int) -> str:
    """Return what a quiz of several is called: A, B … Z, AA."""
    rest, last = divmod(place, 26)
    return (quiz_letter(rest - 1) if rest else "") + chr(ord("A") + last)


def describe_quiz(quiz: TakenQuiz) -> str:
    """Return what distinguishes a quiz: its decks with the first digits of their hashes, its seed, its length."""
    decks = ", ".join(f"{each.deck} ({each.hash.removeprefix('sha256:')[:8]})" for each in quiz.decks)
    form = f", by {quiz.form}" if quiz.form else ""
    return f"{decks}; seed {quiz.seed}, {counted(quiz.total, 'question')}{form}"


def _taken(file: QuizFile) -> TakenQuiz:
    return TakenQuiz(file.decks, file.seed, file.form, file.total)


def _questions(learners: Sequence[LearnerResult]) -> tuple[QuestionResult, ...]:
    """Return the questions, the hardest first. Of one id, those with other words are questions of their own."""
    asked: dict[tuple[str, str], list[QuestionOfQuiz]] = {}
    for each in learners:
        for question in each.file.questions:
            asked.setdefault((question.question, question.text), []).append(question)
    found = [_question(answers) for answers in asked.values()]
    return tuple(sorted(found, key=lambda each: (-each.missed, -each.asked, each.question, each.text)))


def _question(answers: Sequence[QuestionOfQuiz]) -> QuestionResult:
    first, right = answers[0], [each for each in answers if each.verdict in ("right", "close")]
    missed = 1 - sum(each.score for each in answers) / len(answers)
    wrong = _commonest([each.typed for each in answers if each.verdict not in ("right", "close")])
    return QuestionResult(
        first.question, first.text, ", ".join(first.answer), len(answers), len(right), round(missed, 4), wrong
    )


def _commonest(typed: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return the commonest answers with their numbers, without regard to case and blanks, as they were first typed."""
    lines = ["; ".join(" ".join(line.split()) for line in text.splitlines() if line.strip()) for text in typed]
    words: dict[str, str] = {}
    for line in lines:
        words.setdefault(line.casefold(), line)
    counts = Counter(line.casefold() for line in lines)
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return tuple((words[key], number) for key, number in ranked[:_WRONG_ANSWERS])


def _remarks(quizzes: Sequence[TakenQuiz], learners: Sequence[LearnerResult]) -> Iterator[str]:
    yield from _different(quizzes)
    names = Counter(each.file.name.casefold() for each in learners)
    for name, number in names.items():
        if number > 1:
            twice = [each for each in learners if each.file.name.casefold() == name]
            yield f"{twice[0].file.name} has {number} files: {', '.join(each.path for each in twice)}"
    unfinished = [each.file.name for each in learners if not each.file.is_finished]
    if unfinished:
        yield f"unfinished, and what was not reached gives no points: {', '.join(dict.fromkeys(unfinished))}"
    for quiz in dict.fromkeys((each.file.requested, each.file.total) for each in learners):
        if quiz[0] > quiz[1]:
            yield f"{counted(quiz[0], 'question')} were asked for, but the decks have only {quiz[1]}"


def _different(quizzes: Sequence[TakenQuiz]) -> Iterator[str]:
    if len(quizzes) < 2:
        return
    yield f"these are {len(quizzes)} different quizzes, so that points cannot be compared between them:"
    for place, quiz in enumerate(quizzes):
        yield f"  {quiz_letter(place)}: {describe_quiz(quiz)}"
    hashes: dict[str, set[str]] = {}
    for deck in (deck for quiz in quizzes for deck in quiz.decks):
        hashes.setdefault(deck.deck, set()).add(deck.hash)
    for name in sorted(deck for deck, found in hashes.items() if len(found) > 1):
        yield f"the deck {name} is not the same on all machines: give everyone the same file"
