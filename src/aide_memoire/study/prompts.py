"""Prompts: a question with its form and its options; and the grading of the answer to a prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.answer import DateAnswer, OrderAnswer, TextAnswer
from aide_memoire.core.form import choose_form
from aide_memoire.core.grading.choice import grade_choice, options
from aide_memoire.core.grading.grade import grade
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


class GradedAnswer(NamedTuple):
    """An answer and its verdict."""

    typed: str
    verdict: Verdict


class Prompt(NamedTuple):
    """A question as it is asked. `options` are those of a choice, or the items of an order, as they are shown."""

    question: Question
    form: Form
    options: tuple[str, ...] = ()


def make_prompt(
    db: sqlite3.Connection, question: Question, wanted: WantedForm, *, learned: bool, rng: Random
) -> Prompt:
    """Return the question in the form `wanted`, or in the form that the ladder gives."""
    form = choose_form(question, wanted=wanted, learned=learned, can_choose=True)
    shown = _options(db, question, rng) if form == "choice" else None
    if form == "choice" and shown is None:
        form = choose_form(question, wanted=wanted, learned=learned, can_choose=False)
    if isinstance(question.expects, OrderAnswer):
        shown = _shuffled(question.expects.items, rng)
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
    """Grade an answer. For a choice, `given` is the number of the option, from 1, or its text."""
    given = sanitize(given[:LONGEST_ANSWER])
    if prompt.form != "choice":
        return GradedAnswer(given, grade(prompt.question, given, known))
    chosen = chosen_option(prompt.options, given)
    lures = getattr(prompt.question.expects, "lures", ())
    verdict = grade_choice(chosen, prompt.options, prompt.question.answer_line, lures)
    if chosen is None or verdict.word == "right":
        return GradedAnswer("" if chosen is None else prompt.options[chosen], verdict)
    typed = grade(prompt.question, prompt.options[chosen], known)  # to learn which other question has this answer
    return GradedAnswer(prompt.options[chosen], verdict._replace(confused_with=typed.confused_with))


def chosen_option(options: Sequence[str], given: str) -> int | None:
    """Return the index of the option with this number, from 1, or with this text, or None."""
    wanted = given.strip().casefold()
    number = wanted.rstrip(".)")
    if number.isascii() and number.isdecimal() and len(number) < _MOST_DIGITS and 0 < int(number) <= len(options):
        return int(number) - 1
    return next((place for place, option in enumerate(options) if option.casefold() == wanted), None)


def find_other_answers(db: sqlite3.Connection, question: Question) -> Callable[[str], Sequence[OtherAnswer]]:
    """Return a function that finds the other cards of the deck for which a folded text or an ISO date is right."""

    def look_up(key: str) -> list[OtherAnswer]:
        found = []
        for card, other, text in deck_index.find_answers(db, question.deck, key, question.id):
            prompt = load_question(db, card.partition("#")[0], other)
            if prompt is not None:
                found.append(OtherAnswer(card, text, prompt.text))
        return found

    return look_up


def _options(db: sqlite3.Connection, question: Question, rng: Random) -> tuple[str, ...] | None:
    expects = question.expects
    if not isinstance(expects, (TextAnswer, DateAnswer)):
        return None
    never = expects.accepted if isinstance(expects, TextAnswer) else ()
    lures = [lure.text for lure in expects.lures]
    near = deck_index.find_similar_answers(db, question.deck, question.id, _NEARBY) if len(lures) < _NEARBY else []
    near = [text for text in near if grade(question, text).word not in ("right", "close")]
    return options(question.answer_line, never, lures, near, rng, question.phrases.articles)
