"""The file of a quiz that someone has taken, as `quiz -o` writes it and `results` reads it: one JSON document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.study_day import from_iso_moment, iso_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST = 16 * 2**20
"""Bytes that such a file may have."""

_VERSION = 1
_DOCUMENT = "quiz"
_MOST = 10**9  # questions, and a seed
_LONGEST_NAME = 80
_VERDICTS = ("right", "close", "partial", "wrong")
_ASK_AGAIN = "ask for the file again"


class DeckOfQuiz(NamedTuple):
    """A deck that a quiz was drawn from, with the hash of its content."""

    deck: str
    title: str
    hash: str


class QuestionOfQuiz(NamedTuple):
    """A question that was answered: what was typed, its verdict and its score from 0 to 1."""

    question: str
    text: str
    typed: str
    answer: tuple[str, ...]
    verdict: str
    score: float


class QuizFile(NamedTuple):
    """A quiz that someone has taken. Moments are in milliseconds since 1970.

    `requested` questions were wanted, `total` could be asked, and those of `questions` were answered.
    """

    name: str
    seed: int
    form: str
    requested: int
    total: int
    started: int
    ended: int
    decks: tuple[DeckOfQuiz, ...]
    questions: tuple[QuestionOfQuiz, ...]

    @property
    def is_finished(self) -> bool:
        return len(self.questions) == self.total

    @property
    def right(self) -> int:
        """Return the number of right answers."""
        return sum(each.verdict in ("right", "close") for each in self.questions)

    @property
    def points(self) -> float:
        """Return the sum of the scores."""
        return sum(each.score for each in self.questions)


def clean_name(name: str) -> str:
    """Return the name of a learner as it stands in a file, or "" if nothing of it can be read."""
    return sanitize_line(name)[:_LONGEST_NAME]


def quiz_file_bytes(quiz: QuizFile, questions: Sequence[dict[str, object]]) -> bytes:
    """Return the content of a file. `questions` are those of the quiz with all that is to be said of them."""
    document = {
        "v": _VERSION,
        "document": _DOCUMENT,
        "name": quiz.name,
        "finished": quiz.is_finished,
        "started": iso_moment(quiz.started),
        "ended": iso_moment(quiz.ended),
        "seed": quiz.seed,
        "form": quiz.form or None,
        "decks": [{"id": each.deck, "title": each.title, "hash": each.hash} for each in quiz.decks],
        "requested": quiz.requested,
        "total": quiz.total,
        "score": {
            "right": quiz.right,
            "points": round(quiz.points, 4),
            "answered": len(quiz.questions),
            "out_of": quiz.total,
        },
        "questions": list(questions),
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def read_quiz_file(data: bytes) -> QuizFile:
    """Return the quiz of a file. The scores are added up again. Raises AideMemoireError with the place of a mistake."""
    try:
        document = json.loads(data.decode("utf-8-sig", "replace"))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise AideMemoireError(f"{place}: broken, or cut off: {error.msg}", _ASK_AGAIN) from None
    except (RecursionError, ValueError):
        raise AideMemoireError("no document of a quiz", _ASK_AGAIN) from None
    if not isinstance(document, dict) or document.get("document") != _DOCUMENT:
        raise AideMemoireError(
            "no quiz of aide-memoire", "a learner makes one by aide-memoire quiz --name NAME -o FILE"
        )
    if document.get("v") != _VERSION:
        raise AideMemoireError("written by a later version of aide-memoire", "update aide-memoire to read it")
    return _quiz(_Reader(document))


class _Reader:
    """Reads the keys of a table, each of the type that it must have, and names the place where it has another."""

    def __init__(self, table: object, place: str = "") -> None:
        self._place = place
        if not isinstance(table, dict):
            raise self._wrong("", "a table")
        self._table: dict[str, Any] = table

    def has(self, key: str) -> bool:
        """Return whether there is a value other than null."""
        return self._table.get(key) is not None

    def text(self, key: str, *, lines: bool = False) -> str:
        value = self._table.get(key)
        if not isinstance(value, str):
            raise self._wrong(key, "a text")
        return sanitize(value) if lines else sanitize_line(value)

    def number(self, key: str, least: int = 0) -> int:
        value = self._table.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _MOST:
            raise self._wrong(key, f"a whole number from {least} on")
        return value

    def score(self, key: str) -> float:
        value = self._table.get(key)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self._wrong(key, "a number from 0 to 1")
        return float(value)

    def verdict(self, key: str) -> str:
        value = self._table.get(key)
        if value not in _VERDICTS:
            raise self._wrong(key, f"one of {', '.join(_VERDICTS)}")
        return str(value)

    def moment(self, key: str) -> int:
        try:
            return from_iso_moment(self.text(key))
        except ValueError:
            raise self._wrong(key, "a time such as 2026-11-26T08:00:00Z") from None

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._cleaned(key, each) for each in self._list(key))

    def tables(self, key: str) -> list[_Reader]:
        return [_Reader(each, f"{self._place}{key}[{at}].") for at, each in enumerate(self._list(key))]

    def _cleaned(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self._wrong(key, "a list of texts")
        return sanitize_line(value)

    def _list(self, key: str) -> list[Any]:
        value = self._table.get(key)
        if not isinstance(value, list):
            raise self._wrong(key, "a list")
        return value

    def _wrong(self, key: str, wanted: str) -> AideMemoireError:
        return AideMemoireError(f"{(self._place + key).rstrip('.')}: this must be {wanted}", _ASK_AGAIN)


def _quiz(head: _Reader) -> QuizFile:
    questions = tuple(_question(each) for each in head.tables("questions"))
    total = head.number("total")
    if len(questions) > total:
        raise AideMemoireError(f"questions: more than the total of {total}", _ASK_AGAIN)
    return QuizFile(
        name=clean_name(head.text("name")) or "(no name)",
        seed=head.number("seed"),
        form=head.text("form") if head.has("form") else "",
        requested=head.number("requested"),
        total=total,
        started=head.moment("started"),
        ended=head.moment("ended"),
        decks=tuple(DeckOfQuiz(*map(each.text, ("id", "title", "hash"))) for each in head.tables("decks")),
        questions=questions,
    )


def _question(table: _Reader) -> QuestionOfQuiz:
    return QuestionOfQuiz(
        table.text("question"),
        table.text("text"),
        table.text("typed", lines=True),
        table.texts("answer"),
        table.verdict("verdict"),
        table.score("score"),
    )
