"""What a careful reader would say of a deck that can be read: `check` tells it, study does without.

Each rule is a function that yields problems about one note, or about the whole deck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.answer import DateAnswer, ListAnswer, TextAnswer
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.grading.text import fold
from aide_memoire.core.note import ClozeNote, EventNote, GroupNote, SequenceNote
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.question import questions_of
from aide_memoire.decks.diagnostics import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.core.note import Note
    from aide_memoire.core.phrases import Phrases
    from aide_memoire.core.question import Question
    from aide_memoire.decks.diagnostics import KeyPath
    from aide_memoire.decks.parser import ParsedDeck, ParsedNote

_MOST_WORDS = 12  # of an answer that is to be typed
_YES_OR_NO = ("yes", "no", "true", "false")
_ASKS_YES_OR_NO = tuple(
    "is are was were do does did has have had can could will would should must".split()  # noqa: SIM905
)


def lint_deck(reading: ParsedDeck) -> tuple[Problem, ...]:
    """Return what is to be said of the notes and their questions, beyond what keeps them from being read."""
    found: list[Problem] = []
    asked: dict[str, Question] = {}
    for each in reading.notes:
        found += _without_source(each)
        for question in questions_of(reading.head, each.note):
            key_path = _key_path(each, question)
            found += _holds_its_answer(question, key_path)
            found += _right_lures(question, each)
            found += _too_long_to_type(question, key_path)
            found += _yes_or_no(question, key_path, reading.head.language)
            found += _asked_alike(question, key_path, asked)
    found += _missing_phrases(reading)
    return tuple(found)


def _key_path(each: ParsedNote, question: Question) -> KeyPath:
    """Return the key that a question's words come from."""
    part = question.cards[0].partition("#")[2]
    match each.note:
        case ClozeNote():
            return (*each.key_path, "text")
        case EventNote(questions=own):
            return (*each.key_path, "question", part) if part in own else (*each.key_path, "name")
        case GroupNote() | SequenceNote():
            return (*each.key_path, "question") if each.note.question else (*each.key_path, "name")
    return (*each.key_path, "reverse" if part == "reverse" else "question")


def _without_source(each: ParsedNote) -> Iterator[Problem]:
    if not each.note.shared.citations:
        yield Problem(
            "no-source",
            "the note has no source",
            each.key_path,
            'say where it stands: source = "id ¶3"',
            "warning",
        )


def _holds_its_answer(question: Question, key_path: KeyPath) -> Iterator[Problem]:
    articles = question.phrases.articles
    words = f" {fold(question.text, articles)} "
    match question.expects:
        case ListAnswer(members):
            answers = [member.name for member in members]
        case TextAnswer(accepted):
            answers = [accepted[0]]
        case DateAnswer(text=text):
            answers = [text]
        case _:
            return
    for answer in answers:
        if f" {fold(answer, articles)} " in words:
            yield Problem("answer-told", f"the question holds its answer: {answer}", key_path, "", "warning")


def _right_lures(question: Question, each: ParsedNote) -> Iterator[Problem]:
    expects, articles = question.expects, question.phrases.articles
    match expects:
        case TextAnswer(accepted):
            right = {fold(text, articles) for text in accepted}
        case ListAnswer(members):
            right = {fold(name, articles) for member in members for name in member.names}
        case DateAnswer():
            right = {fold(lure.text, articles) for lure in expects.lures if grade(question, lure.text).word == "right"}
        case _:
            return
    part = question.cards[0].partition("#")[2]
    for place, lure in enumerate(expects.lures):
        if fold(lure.text, articles) in right:
            key_path = (part,) if isinstance(each.note, EventNote | ClozeNote) else ()
            yield Problem("lure-right", f"the lure “{lure.text}” is right", (*each.key_path, "lures", *key_path, place))


def _too_long_to_type(question: Question, key_path: KeyPath) -> Iterator[Problem]:
    if question.flip_only or not isinstance(question.expects, TextAnswer):
        return
    if len(question.expects.accepted[0].split()) > _MOST_WORDS:
        hint = 'shorten the answer, or add form = "flip"'
        place = (*key_path, "answer") if key_path[-1] == "reverse" else (*key_path[:2], "answer")
        yield Problem("long-answer", "the answer is too long to be typed", place, hint, "warning")


def _yes_or_no(question: Question, key_path: KeyPath, language: str) -> Iterator[Problem]:
    first = question.text.split(" ")[0].casefold()
    answer = fold(question.answer_line)
    if answer in _YES_OR_NO or (language == "en" and first in _ASKS_YES_OR_NO and " or " not in question.text):
        hint = "ask for the thing itself: half of all guesses would be right"
        yield Problem("yes-no", "a yes or no question", key_path, hint, "warning")


def _asked_alike(question: Question, key_path: KeyPath, asked: dict[str, Question]) -> Iterator[Problem]:
    words = fold(question.text, question.phrases.articles)
    before = asked.setdefault(words, question)
    if before is not question and before.answer != question.answer:
        message = f"asked in the same words as {before.id.partition('/')[2]}, with another answer"
        yield Problem("asked-alike", message, key_path, "say what tells them apart", "warning")


def _missing_phrases(reading: ParsedDeck) -> Iterator[Problem]:
    """Name the words that a deck in another language uses and has only in English."""
    head = reading.head
    if head.language.partition("-")[0] == "en":
        return
    own = reading.tables["deck"].get("phrases", {})
    needed = sorted({key for each in reading.notes for key in _phrases_of(each.note, head.phrases)})
    missing = [key for key in needed if not isinstance(own, dict) or key not in own]
    if missing:
        hint = f"add them to [deck.phrases], as in {missing[0]} = {_example(missing[0])}"
        message = f"words in “{head.language}” are missing: {', '.join(missing)}"
        yield Problem("missing-phrases", message, ("deck", "language"), hint, "warning")


def _phrases_of(note: Note, phrases: Phrases) -> Iterator[str]:
    """Yield the phrases that a note is asked with; `phrases` are those of its deck."""
    dates = [note.shared.as_of]
    if note.shared.claim:
        yield "group_claim" if isinstance(note, GroupNote) and not note.question else "claim"
    if note.shared.as_of:
        yield "as_of"
    match note:
        case EventNote():
            bare = [part for part in note.ask if part not in note.questions]
            yield from bare
            own = [getattr(phrases, part) for part in bare if getattr(phrases, part) != getattr(ENGLISH, part)]
            if not note.verb and any("{verb}" in template for template in own):
                yield "verb"
            if "who" in note.ask:
                yield "conjunctions"
            dates += [note.until, None if note.date_text else note.date]
        case GroupNote():
            yield "conjunctions"
            if not note.question and not note.shared.claim:
                yield "group"
        case SequenceNote():
            if not note.question:
                yield "sequence"
            dates += [item.date for item in note.items]
    yield from _phrases_of_dates([date for date in dates if date is not None])


def _phrases_of_dates(dates: list[HistoricalDate]) -> Iterator[str]:
    """Yield the words that dates are written with."""
    points = [point for date in dates for point in (date.start, date.end) if point is not None]
    if any(point.month is not None for point in points):
        yield "months"
    if any(point.about for point in points):
        yield "about"


def _example(key: str) -> str:
    value = getattr(ENGLISH, key)
    return '["…", "…"]' if isinstance(value, tuple) else f'"{value}"'
