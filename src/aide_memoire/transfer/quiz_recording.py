"""Keep a quiz in a file while it is taken, so that what was answered is on the disk whatever happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire import atomic_files
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.exchange.quiz_file import DeckOfQuiz, QuestionOfQuiz, QuizFile, clean_name, quiz_file_bytes
from aide_memoire.library.contents import deck_contents
from aide_memoire.study.quiz import answer_as_json
from aide_memoire.transfer.export import write_new

if TYPE_CHECKING:
    from aide_memoire.study.quiz import Quiz, QuizAnswer
    from aide_memoire.workspace import Workspace


class QuizRecording:
    """The file of a running quiz: it is whole after each answer, and marked as unfinished until the last one."""

    def __init__(self, workspace: Workspace, quiz: Quiz, path: str, name: str) -> None:
        self._workspace, self._quiz, self._path = workspace, quiz, path
        self._name = clean_name(name)
        self._decks = tuple(DeckOfQuiz(*each) for each in deck_contents(workspace.db, quiz.decks))
        self._started = workspace.now()

    @property
    def summary(self) -> str:
        """Return where the quiz was written, and whether it is finished."""
        score = self._quiz.score()
        left = f"; unfinished: {score.unanswered} of {score.total} not answered" if score.unanswered else ""
        return f"written to {sanitize(self._path)}{left}"

    def begin(self) -> None:
        """Make the file, and write each answer of the quiz into it. Raises AideMemoireError if that cannot be."""
        if not self._name:
            raise UsageError("the name is empty", "--name says whose quiz it is")
        write_new(self._path, self._content())
        self._quiz.keep = self._save

    def _save(self) -> None:
        try:
            atomic_files.replace_file(self._path, self._content())
        except OSError as error:
            raise AideMemoireError(
                f"{sanitize(self._path)} cannot be written: {error.strerror}", "the answer is not in it; try it again"
            ) from error

    def _content(self) -> bytes:
        quiz = self._quiz
        record = QuizFile(
            self._name,
            quiz.seed,
            quiz.form or "",
            quiz.requested,
            quiz.total,
            self._started,
            self._workspace.now(),
            self._decks,
            tuple(map(_question, quiz.answers)),
        )
        return quiz_file_bytes(record, [answer_as_json(each) for each in quiz.answers])


def _question(each: QuizAnswer) -> QuestionOfQuiz:
    question, verdict = each.prompt.question, each.graded.verdict
    return QuestionOfQuiz(
        question.id, question.text, each.graded.typed, question.answer, verdict.word, round(verdict.score, 4)
    )
