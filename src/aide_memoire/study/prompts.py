"""Prompts: a question with its form and its options; and the grading of the answer to a prompt."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.answer import DateAnswer, ListAnswer, OrderAnswer, TextAnswer
from aide_memoire.core.form import choose_form
from aide_memoire.core.grading.choice import grade_choice, options
from aide_memoire.core.grading.folding import fold
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.grading.picked import grade_picked
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, OtherAnswer
from aide_memoire.core.sanitize import sanitize
from aide_memoire.library.load import load_question
from aide_memoire.store import deck_index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from random import Random

    from aide_memoire.core.form import Form
    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.core.settings import WantedForm

_NEARBY = 12
_MOST_DIGITS = 4  # of the number of an option
_TWO_FIGURES = 10  # options, from which on a number may have two figures


class GradedAnswer(NamedTuple):
    """An answer and its verdict."""

    typed: str
    verdict: Verdict


class Prompt(NamedTuple):
    """A question as it is asked. `options` are those of a choice or a pick, or the items of an order, as shown."""

    question: Question
    form: Form
    options: tuple[str, ...] = ()


def make_prompt(
    db: sqlite3.Connection, question: Question, wanted: WantedForm, *, learned: bool, rng: Random
) -> Prompt:
    """Return the question in the form `wanted`, or in the form that the ladder gives."""
    form = choose_form(question, wanted=wanted, learned=learned, can_choose=True)
    shown = None
    if form == "choice":
        shown = _options(db, question, rng)
    elif form == "pick":
        shown = _members_and_lures(question, rng)
    elif form == "order" and isinstance(question.expects, OrderAnswer):
        shown = _shuffled(question.expects.items, rng)
    if form in ("choice", "pick") and shown is None:
        form = choose_form(question, wanted=wanted, learned=learned, can_choose=False)
    return Prompt(question, form, shown or ())


def _shuffled(items: tuple[str, ...], rng: Random) -> tuple[str, ...]:
    """Return the items in an order that differs from the right one."""
    shown = list(items)
    while tuple(shown) == items and len(set(items)) > 1:
        rng.shuffle(shown)
    return tuple(shown)


def make_quiz_prompt(
    db: sqlite3.Connection, question: Question, wanted: WantedForm | None, rng: Random
) -> Prompt | None:
    """Return the question in a form that can be graded, or None if there is none."""
    if question.flip_only or wanted == "choice":
        shown = _options(db, question, rng)
        if shown is not None:
            return Prompt(question, "choice", shown)
    return None if question.flip_only else make_prompt(db, question, "typed", learned=True, rng=rng)


def grade_answer(prompt: Prompt, given: str, known: Callable[[str], Sequence[OtherAnswer]]) -> GradedAnswer:
    """Grade an answer. For a choice, `given` is the number of the option, from 1, or its text; for a pick, all."""
    given = sanitize(given[:LONGEST_ANSWER])
    if prompt.form == "pick":
        return _grade_pick(prompt, given, known)
    if prompt.form != "choice":
        return GradedAnswer(given, grade(prompt.question, given, known))
    chosen = chosen_option(prompt.options, given)
    lures = getattr(prompt.question.expects, "lures", ())
    verdict = grade_choice(chosen, prompt.options, prompt.question.answer_line, lures)
    if chosen is None or verdict.word == "right":
        return GradedAnswer("" if chosen is None else prompt.options[chosen], verdict)
    typed = grade(prompt.question, prompt.options[chosen], known)  # to learn which other question has this answer
    return GradedAnswer(prompt.options[chosen], verdict._replace(confused_with=typed.confused_with))


def _grade_pick(prompt: Prompt, given: str, known: Callable[[str], Sequence[OtherAnswer]]) -> GradedAnswer:
    """Grade what was picked by numbers. Anything else is graded as a typed list."""
    picked, expects = picked_options(prompt.options, given), prompt.question.expects
    if picked is None or not isinstance(expects, ListAnswer):
        return GradedAnswer(given, grade(prompt.question, given, known))
    return GradedAnswer("\n".join(picked), grade_picked(picked, expects.members, expects.lures, any_of=expects.any_of))


def picked_options(options: Sequence[str], given: str) -> list[str] | None:
    """Return the options with these numbers, from 1, each once; or None if `given` is anything but their numbers.

    Up to nine options can be picked by figures without blanks: 134.
    """
    if not re.fullmatch(r"[\d\s,;.]*", given, re.ASCII):
        return None
    together = given.strip().isdecimal() and len(options) < _TWO_FIGURES
    numbers = re.findall(r"\d" if together else r"\d+", given)
    if any(len(each) > _MOST_DIGITS or not 0 < int(each) <= len(options) for each in numbers):
        return None
    return [options[place] for place in sorted({int(each) - 1 for each in numbers})]


def chosen_option(options: Sequence[str], given: str) -> int | None:
    """Return the index of the option with this number, from 1, or with this text, or None."""
    wanted = given.strip().casefold()
    number = wanted.rstrip(".)")
    if number.isascii() and number.isdecimal() and len(number) < _MOST_DIGITS and 0 < int(number) <= len(options):
        return int(number) - 1
    return next((place for place, option in enumerate(options) if option.casefold() == wanted), None)


def find_other_answers(db: sqlite3.Connection, question: Question) -> Callable[[str], Sequence[OtherAnswer]]:
    """Return a function that finds the other cards of the deck for which a folded text or an ISO date is right.

    Each is looked up once: grading asks before it takes a text for a typo, and again to name what was confused.
    """

    @cache
    def look_up(key: str) -> list[OtherAnswer]:
        found = []
        for card, other, text in deck_index.find_answers(db, question.deck, key, question.id):
            prompt = load_question(db, card.partition("#")[0], other)
            if prompt is not None:
                found.append(OtherAnswer(card, text, prompt.text))
        return found

    return look_up


def _members_and_lures(question: Question, rng: Random) -> tuple[str, ...] | None:
    """Return the members of a list among its lures, in a new order, or None if it has no lures to pick from."""
    expects, articles = question.expects, question.phrases.articles
    if not isinstance(expects, ListAnswer):
        return None
    right = {fold(name, articles) for member in (*expects.members, *expects.not_asked) for name in member.names}
    lures = [lure.text for lure in expects.lures if fold(lure.text, articles) not in right]
    shown = list(dict.fromkeys([*(member.name for member in expects.members), *lures]))
    rng.shuffle(shown)
    return tuple(shown) if lures else None


def _options(db: sqlite3.Connection, question: Question, rng: Random) -> tuple[str, ...] | None:
    expects = question.expects
    if not isinstance(expects, (TextAnswer, DateAnswer)):
        return None
    never = expects.accepted if isinstance(expects, TextAnswer) else ()
    lures = [lure.text for lure in expects.lures]
    near = deck_index.find_similar_answers(db, question.deck, question.id, _NEARBY) if len(lures) < _NEARBY else []
    return options(
        question.answer_line, never, lures, near, rng, question.phrases.articles, partial(_is_right, question)
    )


def _is_right(question: Question, text: str) -> bool:
    return grade(question, text).word in ("right", "close")
