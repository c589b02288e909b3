"""Quality rules for decks that can be parsed. `check` reports their problems; a session ignores them.

Each rule is a function that yields the problems of one note or of the whole deck.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.core.answer import DateAnswer, ListAnswer, OrderAnswer, TextAnswer
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.grading.text import fold
from aide_memoire.core.note import ClozeNote, EventNote, GroupNote, RowNote, SequenceNote
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.question import questions_of
from aide_memoire.decks.cloze_slips import colon_slips
from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.lint_lists import lint_lists
from aide_memoire.decks.shared_values import EXACT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.core.note import Note
    from aide_memoire.core.phrases import Phrases
    from aide_memoire.core.question import Question
    from aide_memoire.decks.diagnostics import KeyPath
    from aide_memoire.decks.parser import ParsedDeck, ParsedNote

_MOST_GRADED = 5000  # names times lures of a list that are graded
_MOST_WORDS = 12  # words in an answer that is typed
_ROMAN = re.compile("[ivxlcdm]+")
_FIGURES = re.compile("[0-9]+")
_YES_OR_NO = ("yes", "no", "true", "false")
_ASKS_YES_OR_NO = tuple(
    "is are was were do does did has have had can could will would should must".split()  # noqa: SIM905
)


def lint_deck(reading: ParsedDeck) -> tuple[Problem, ...]:
    """Return the problems of notes and questions that the parser does not report."""
    found: dict[Problem, None] = {}  # what is said of a whole table is said once, not for each row
    asked: dict[str, Question] = {}
    for parsed in reading.notes:
        found |= dict.fromkeys(_of_note(parsed, reading, asked))
    found |= dict.fromkeys(_missing_phrases(reading))
    return tuple(found)


def _of_note(parsed: ParsedNote, reading: ParsedDeck, asked: dict[str, Question]) -> Iterator[Problem]:
    yield from _draft(parsed)
    if ("deck",) not in reading.spoiled:  # it may have had defaults
        yield from _without_source(parsed)
    yield from lint_lists(parsed)
    yield from _colons_in_gaps(parsed)
    for question in questions_of(reading.head, parsed.note):
        key_path = _key_path(parsed, question)
        yield from _answer_in_question(question, key_path)
        yield from _lures_that_are_right(question, parsed)
        yield from _too_long_to_type(question, key_path)
        yield from _yes_or_no(question, key_path, reading.head.language)
        yield from _same_question_twice(question, key_path, asked)


def _key_path(parsed: ParsedNote, question: Question) -> KeyPath:
    """Return the key path of the text that the question is made from."""
    part = question.cards[0].partition("#")[2]
    match parsed.note:
        case ClozeNote():
            return (*parsed.key_path, "text")
        case EventNote(questions=with_question):
            return (*parsed.key_path, "question", part) if part in with_question else (*parsed.key_path, "name")
        case RowNote():
            return (*parsed.key_path, "ask", part)
        case GroupNote() | SequenceNote():
            return (*parsed.key_path, "question") if parsed.note.question else (*parsed.key_path, "name")
    return (*parsed.key_path, "reverse" if part == "reverse" else "question")


def _without_source(parsed: ParsedNote) -> Iterator[Problem]:
    inner = [each for value in parsed.table.values() for each in (value if isinstance(value, list) else [value])]
    elsewhere = any("source" in each for each in inner if isinstance(each, dict))
    if not parsed.note.shared.citations and parsed.table.get("source") in (None, []) and not elsewhere:
        yield Problem(
            "no-source",
            "the note has no source",
            parsed.key_path,
            'say where it stands: source = "id ¶3"',
            "warning",
        )


def _draft(parsed: ParsedNote) -> Iterator[Problem]:
    if parsed.note.shared.draft:
        message = f"“{parsed.note.shared.id}” is a draft: nobody is asked it yet"
        yield Problem("draft", message, parsed.key_path, "once it is right, take `draft = true` out", "info")


def _colons_in_gaps(parsed: ParsedNote) -> Iterator[Problem]:
    if isinstance(parsed.note, ClozeNote):
        for slip in colon_slips(parsed.note.pieces):
            yield Problem("bad-cloze", slip.message, (*parsed.key_path, "text"), slip.hint, "warning")


def _answer_in_question(question: Question, key_path: KeyPath) -> Iterator[Problem]:
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


def _lures_that_are_right(question: Question, parsed: ParsedNote) -> Iterator[Problem]:
    part = question.cards[0].partition("#")[2]
    key_path = (part,) if isinstance(parsed.note, EventNote | ClozeNote) else ()
    for place, text in right_lures(question):
        message, place_of_lure = f"the lure “{text}” is right", (*parsed.key_path, "lures", *key_path, place)
        yield Problem("lure-right", message, place_of_lure, _cure(_without_lures(question), text))


def right_lures(question: Question) -> list[tuple[int, str]]:
    """Return the place and the text of each lure that is right. That is an error; all else found here is advice."""
    expects = question.expects
    if isinstance(expects, OrderAnswer):
        return []
    asked = _without_lures(question)
    right = _folded_names(expects, question) if isinstance(expects, ListAnswer) else None
    is_right = _is_right if right is None or len(right) * len(expects.lures) <= _MOST_GRADED else _is_among(right)
    return [(place, text) for place, (text, _) in enumerate(expects.lures) if is_right(asked, text)]


def _without_lures(question: Question) -> Question:
    expects = question.expects
    return question if isinstance(expects, OrderAnswer) else question._replace(expects=expects._replace(lures=()))


def _folded_names(expects: ListAnswer, question: Question) -> set[str]:
    return {fold(name, question.phrases.articles) for member in expects.members for name in member.names}


def _is_among(names: set[str]) -> Callable[[Question, str], bool]:
    """Return what stands in for grading in a list so long that this would take minutes: the same words are right."""
    return lambda question, text: fold(text, question.phrases.articles) in names


def _is_right(question: Question, text: str) -> bool:
    expects = question.expects
    if isinstance(expects, ListAnswer):
        near = (each for each in expects.members if _may_be_right(text, each.names, question))
        alone = (expects._replace(members=(each,), any_of=0) for each in near)
        return any(grade(question._replace(expects=each), text).word == "right" for each in alone)
    if isinstance(expects, TextAnswer) and not _may_be_right(text, expects.accepted, question):
        return False
    return grade(question, text).word == "right"


def _may_be_right(text: str, accepted: Sequence[str], question: Question) -> bool:
    """Return whether it is worth grading: words of which no two begin alike are never the same but for their writing.

    Numbers can be written in many ways, but one number in the same words is another one. Signs have no letters.
    """
    initials = _initials(text, question)
    for each in accepted:
        if _has_another_number(text, each, question):
            continue
        others = _initials(each, question)
        if not (initials and others) or initials & others:
            return True
    return False


def _has_another_number(text: str, accepted: str, question: Question) -> bool:
    """Return whether two texts differ in one number alone, and have as many figures: Louis 15, Louis 16.

    Of 1914–18 and 1914–1918 this cannot be said, and 9.8 may be near enough to 9.7.
    """
    is_near = isinstance(question.expects, TextAnswer) and question.expects.number is not None
    if is_near or len(text) != len(accepted) or _FIGURES.split(text) != _FIGURES.split(accepted):
        return False
    numbers = zip(_FIGURES.findall(text), _FIGURES.findall(accepted), strict=True)
    differing = [(one, other) for one, other in numbers if one != other]
    return len(differing) == 1 and len(differing[0][0]) == len(differing[0][1])


def _initials(text: str, question: Question) -> set[str]:
    """Return the first letters of a text's words, or none if it may be a number."""
    words = fold(text, question.phrases.articles).split()
    return set() if any(not word.isalpha() or _ROMAN.fullmatch(word) for word in words) else {word[0] for word in words}


def _cure(question: Question, lure: str) -> str:
    """Return what makes a lure wrong: a difference from all that is right that could be made to count."""
    expects = question.expects
    if isinstance(expects, DateAnswer | OrderAnswer):
        return ""
    for difference in EXACT:
        exact = expects._replace(exact=expects.exact | {difference})
        if difference not in expects.exact and not _is_right(question._replace(expects=exact), lure):
            return f'if that difference counts, add exact = ["{difference}"]'
    return ""


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


def _same_question_twice(question: Question, key_path: KeyPath, asked: dict[str, Question]) -> Iterator[Problem]:
    words = fold(question.text, question.phrases.articles)
    before = asked.setdefault(words, question)
    if before is not question and before.answer != question.answer:
        message = f"asked in the same words as {before.id.partition('/')[2]}, with another answer"
        yield Problem("asked-alike", message, key_path, "say what tells them apart", "warning")


def _missing_phrases(reading: ParsedDeck) -> Iterator[Problem]:
    """Yield a problem that names the phrases which a deck in another language needs but does not define."""
    head = reading.head
    written = reading.tables["deck"].get("language", "en")
    if head.language.partition("-")[0] == "en" or written != head.language or ("deck",) in reading.spoiled:
        return
    defined = reading.tables["deck"].get("phrases", {})
    needed = sorted({key for parsed in reading.notes for key in _phrases_of(parsed.note, head.phrases)})
    missing = [key for key in needed if not isinstance(defined, dict) or key not in defined]
    if missing:
        hint = f"add them to [deck.phrases], as in {missing[0]} = {_example(missing[0])}"
        message = f"words in “{head.language}” are missing: {', '.join(missing)}"
        yield Problem("missing-phrases", message, ("deck", "language"), hint, "warning")


def _phrases_of(note: Note, phrases: Phrases) -> Iterator[str]:
    """Yield the keys of the phrases that the questions of a note use; `phrases` are those of its deck."""
    dates = [note.shared.as_of]
    if note.shared.claim:
        yield "group_claim" if isinstance(note, GroupNote) and not note.question else "claim"
    if note.shared.as_of:
        yield "as_of"
    match note:
        case EventNote():
            standard = [part for part in note.ask if part not in note.questions]
            yield from standard
            translated = [
                getattr(phrases, part) for part in standard if getattr(phrases, part) != getattr(ENGLISH, part)
            ]
            if not note.verb and any("{verb}" in template for template in translated):
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
    """Yield the keys of the phrases that the texts of these dates use."""
    points = [point for date in dates for point in (date.start, date.end) if point is not None]
    if any(point.month is not None for point in points):
        yield "months"
    if any(point.about for point in points):
        yield "about"


def _example(key: str) -> str:
    value = getattr(ENGLISH, key)
    return '["…", "…"]' if isinstance(value, tuple) else f'"{value}"'
