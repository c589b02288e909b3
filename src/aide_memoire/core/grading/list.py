"""A list against the members of a group: names in any order, each right, nearly right or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.grading.folding import fold
from aide_memoire.core.grading.members import MemberIndex
from aide_memoire.core.grading.picked import list_verdict, not_a_member
from aide_memoire.core.grading.pieces import split_pieces
from aide_memoire.core.grading.rules import Rules
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, Part, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.answer import ListMember
    from aide_memoire.core.grading.verdict import Match


class _Found(NamedTuple):
    match: Match
    typed: str


def grade_list(
    typed: str,
    members: Sequence[ListMember],
    articles: tuple[str, ...] = (),
    *,
    conjunctions: tuple[str, ...] = ("and",),
    lures: Sequence[tuple[str, str]] = (),
    not_asked: Sequence[ListMember] = (),
    any_of: int = 0,
    rules: Rules | None = None,
) -> Verdict:
    """Judge a typed list. The score is named ÷ (members + extras), and only 1 is right.

    Where `any_of` members suffice, it is min(named, any_of) ÷ (any_of + extras).
    Members that are `not_asked` are neither named nor extras.
    """
    if not typed.strip():
        return Verdict("wrong", 0.0, parts=tuple(Part(member.card, member.name, "wrong") for member in members))
    rules = Rules(articles) if rules is None else rules
    found, extras = _assigned(typed[:LONGEST_ANSWER], [*members, *not_asked], conjunctions, lures, rules)
    found = {member.name: found[member.name] for member in members if member.name in found}
    parts = tuple(_part(member, found.get(member.name)) for member in members)
    return list_verdict(parts, [_told(extra, lures, rules) for extra in extras], any_of, _misspelt(found, members))


def _assigned(
    typed: str,
    members: Sequence[ListMember],
    conjunctions: tuple[str, ...],
    lures: Sequence[tuple[str, str]],
    rules: Rules,
) -> tuple[dict[str, _Found], list[str]]:
    """Return which member each piece stands for, by name, and the pieces that stand for none."""
    index = MemberIndex(members, rules, tuple(lure for lure, _ in lures))
    found: dict[str, _Found] = {}
    extras: dict[str, str] = {}
    for piece in split_pieces(typed, index, conjunctions):
        best = index.find(piece)
        if best is None:
            extras.setdefault(fold(piece, rules.free_articles), piece.strip())
            continue
        member, match = best
        if member.name not in found or match.word == "right":
            found[member.name] = _Found(match, piece.strip())
    return found, list(extras.values())


def _part(member: ListMember, found: _Found | None) -> Part:
    if found is None:
        return Part(member.card, member.name, "wrong")
    return Part(member.card, member.name, "right" if found.match.word == "right" else "close", found.typed)


def _misspelt(found: dict[str, _Found], members: Sequence[ListMember]) -> Iterator[str]:
    for member in members:
        match = found[member.name].match if member.name in found else None
        if match is not None and match.word != "right":
            yield match.reason or f"it is written {member.name}"


def _told(extra: str, lures: Sequence[tuple[str, str]], rules: Rules) -> str:
    """Say that something does not belong on the list, and why where the deck tells."""
    said = fold(extra, rules.free_articles)
    why = next((why for lure, why in lures if why and fold(lure, rules.free_articles) == said), "")
    return not_a_member(extra, why)
