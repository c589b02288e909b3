"""Words against words: equal but for how they are written, or but for a typo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.grading.folding import as_typed, fold
from aide_memoire.core.grading.rules import Rules
from aide_memoire.core.grading.verdict import Verdict, no_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aide_memoire.core.grading.verdict import Match, OtherAnswer

__all__ = ["find_accepted", "fold", "grade_text"]


def find_accepted(
    typed: str,
    accepted: Iterable[str],
    articles: tuple[str, ...],
    *,
    taken: Callable[[str], bool] = lambda _: False,
    rules: Rules | None = None,
) -> Match | None:
    """Return which of the accepted texts was typed, if any; a text that is `taken` is no typo of another."""
    rules = Rules(articles) if rules is None else rules
    match = _match(typed, accepted, rules, (), taken)
    return None if match is None or match.word == "wrong" else match


def grade_text(
    typed: str,
    accepted: Sequence[str],
    articles: tuple[str, ...] = (),
    *,
    lures: Sequence[tuple[str, str]] = (),
    other_answers: Callable[[str], Sequence[OtherAnswer]] = lambda _: (),
    rules: Rules | None = None,
) -> Verdict:
    """Judge a typed text against the accepted ones, the first of which is the answer as the deck gives it.

    `lures` are wrong answers with the reason why; `other_answers` tells which other card a folded text answers.
    """
    if not typed.strip():
        return no_answer()
    rules = Rules(articles) if rules is None else rules
    wrong = tuple(lure for lure, _ in lures)
    key = fold(typed, rules.articles)  # as the index of answers has it
    match = _match(typed, accepted, rules, wrong, lambda _: bool(other_answers(key)))
    if match is not None and match.word == "right":
        return Verdict("right", 1.0)
    if match is not None and match.word == "close":
        return Verdict("close", 1.0, (match.reason or f"it is written {match.text}",))
    said = fold(typed, rules.free_articles)
    reasons = _why(typed, said, lures, rules) or ([match.reason] if match is not None and match.reason else [])
    other = next(iter(other_answers(key)), None)
    if match is not None and match.word == "partial":
        return Verdict("partial", 0.5, (match.reason,))
    if other is not None:
        reasons.append(f"that answers “{other.asks}”")
    return Verdict("wrong", 0.0, tuple(reasons), confused_with=other)


def _match(
    typed: str, accepted: Iterable[str], rules: Rules, lures: tuple[str, ...], taken: Callable[[str], bool]
) -> Match | None:
    from aide_memoire.core.grading.match import match_answer  # noqa: PLC0415  it reads numbers, formulas and code

    return match_answer(typed, tuple(accepted), rules, lures=lures, taken=taken)


def _why(typed: str, said: str, lures: Sequence[tuple[str, str]], rules: Rules) -> list[str]:
    """Return the deck's own reason why an answer is wrong, as written before as folded."""
    by_writing = {as_typed(lure): reason for lure, reason in lures}
    by_folding = {fold(lure, rules.free_articles): reason for lure, reason in lures}
    reason = by_writing.get(as_typed(typed)) or by_folding.get(said)
    return [reason] if reason else []
