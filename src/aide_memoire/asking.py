"""A question is put in a form, with options where it is a choice; and what else an answer could be right for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.answer import DateAnswer, OrderAnswer, TextAnswer
from aide_memoire.core.clean import clean
from aide_memoire.core.form import form_for
from aide_memoire.core.grading.choice import grade_choice, options
from aide_memoire.core.grading.date import NOT_READ
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.grading.verdict import LONGEST, Elsewhere
from aide_memoire.loading import load_question
from aide_memoire.store import shelf

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from random import Random

    from aide_memoire.core.form import Form
    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question

_NEARBY = 12


class Judged(NamedTuple):
    """What was answered, and the program's judgement of it."""

    typed: str
    verdict: Verdict


class Asked(NamedTuple):
    """A question as it is put: its form; for a choice the options, for an order the items, as they are shown."""

    question: Question
    form: Form
    options: tuple[str, ...] = ()


def put(db: sqlite3.Connection, question: Question, wanted: str, *, learned: bool, chance: Random) -> Asked:
    """Return the question in its form: the one that is `wanted`, or by the ladder."""
    form = form_for(question, wanted=wanted, learned=learned, can_choose=True)
    shown = _options(db, question, chance) if form == "choice" else None
    if form == "choice" and shown is None:
        form = form_for(question, wanted=wanted, learned=learned, can_choose=False)
    if isinstance(question.expects, OrderAnswer):
        shown = _shuffled(question.expects.items, chance)
    return Asked(question, form, shown or ())


def _shuffled(items: tuple[str, ...], chance: Random) -> tuple[str, ...]:
    """Return the items in another order than the right one."""
    shown = list(items)
    while tuple(shown) == items and len(set(items)) > 1:
        chance.shuffle(shown)
    return tuple(shown)


def put_in_quiz(db: sqlite3.Connection, question: Question, wanted: str | None, chance: Random) -> Asked | None:
    """Return the question in a form that the program itself can score, or None where there is none."""
    if question.flip_only or wanted == "choice":
        shown = _options(db, question, chance)
        if shown is not None:
            return Asked(question, "choice", shown)
    return None if question.flip_only else put(db, question, "typed", learned=True, chance=chance)


def unreadable(asked: Asked, given: str) -> str:
    """Return what to say of a typed date that cannot be read as one; "" for whatever can be judged."""
    expects = asked.question.expects
    if asked.form != "typed" or not isinstance(expects, DateAnswer) or not given.strip():
        return ""
    verdict = grade(asked.question, given)
    unread = verdict.word == "wrong" and verdict.reasons and verdict.reasons[0].startswith(NOT_READ)
    return clean(verdict.reasons[0]) if unread else ""


def judge(asked: Asked, given: str, known: Callable[[str], Sequence[Elsewhere]]) -> Judged:
    """Judge what was answered; for a choice it is the option's number from 1, or its words."""
    if asked.form == "choice":
        verdict, given = _judge_choice(asked, given)
    else:
        verdict = grade(asked.question, given, known)
    return Judged(clean(given[:LONGEST]), verdict)


def _judge_choice(asked: Asked, given: str) -> tuple[Verdict, str]:
    """Return the verdict on a choice by number or by words, and the words of what was chosen."""
    shown = asked.options
    wanted = given.strip().casefold()
    by_words = [place for place, option in enumerate(shown) if option.casefold() == wanted]
    chosen = by_words[0] if by_words else int(wanted) - 1 if wanted.isascii() and wanted.isdecimal() else None
    if chosen is not None and not 0 <= chosen < len(shown):
        chosen = None
    lures = getattr(asked.question.expects, "lures", ())
    return grade_choice(chosen, shown, asked.question.answer_line, lures), shown[chosen] if chosen is not None else ""


def elsewhere(db: sqlite3.Connection, question: Question) -> Callable[[str], Sequence[Elsewhere]]:
    """Return what looks up which other cards of the deck a folded text or an ISO date is right for."""

    def look_up(key: str) -> list[Elsewhere]:
        found = []
        for card, other, text in shelf.answering(db, question.deck, key, question.id):
            asked = load_question(db, card.partition("#")[0], other)
            if asked is not None:
                found.append(Elsewhere(card, text, asked.text))
        return found

    return look_up


def _options(db: sqlite3.Connection, question: Question, chance: Random) -> tuple[str, ...] | None:
    expects = question.expects
    if not isinstance(expects, (TextAnswer, DateAnswer)):
        return None
    never = expects.accepted if isinstance(expects, TextAnswer) else ()
    lures = [lure.text for lure in expects.lures]
    near = shelf.nearby(db, question.deck, question.id, _NEARBY) if len(lures) < 8 else []
    return options(question.answer_line, never, lures, near, chance, question.phrases.articles)
