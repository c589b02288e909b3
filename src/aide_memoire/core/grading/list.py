"""A list against the members of a group: names in any order, each right, nearly right or missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.grading.text import find_accepted, fold
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, Part, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.answer import ListMember
    from aide_memoire.core.grading.text import Match

_STRONG = re.compile(r"[\n;]+")
_COMMA = re.compile(r"\s*[,，、]\s*")
_MOST_PIECES = 200
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s+")


class _Found(NamedTuple):
    member: ListMember
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
) -> Verdict:
    """Judge a typed list. The score is named ÷ (members + extras), and only 1 is right.

    Members that are `not_asked` are neither named nor extras.
    """
    if not typed.strip():
        return Verdict("wrong", 0.0, parts=tuple(Part(member.card, member.name, "wrong") for member in members))
    found, extras = _assigned(typed[:LONGEST_ANSWER], [*members, *not_asked], articles, conjunctions, lures)
    found = {member.name: found[member.name] for member in members if member.name in found}
    parts = tuple(_part(member, found.get(member.name)) for member in members)
    score = len(found) / (len(members) + len(extras))
    word = "wrong" if not found else "right" if score == 1 else "partial"
    message = tuple(_told(extra, lures, articles) for extra in extras)
    return Verdict(word, score, tuple(_reasons(parts)), message, parts)  # type: ignore[arg-type]


def _assigned(
    typed: str,
    members: Sequence[ListMember],
    articles: tuple[str, ...],
    conjunctions: tuple[str, ...],
    lures: Sequence[tuple[str, str]],
) -> tuple[dict[str, _Found], list[str]]:
    """Return which member each piece stands for, by name, and the pieces that stand for none."""
    folded_lures = tuple(fold(lure, articles) for lure, _ in lures)
    found: dict[str, _Found] = {}
    extras: dict[str, str] = {}
    for piece in _pieces(typed, members, articles, conjunctions):
        best = _best(piece, members, articles, folded_lures)
        if best is None:
            extras.setdefault(fold(piece, articles), piece.strip())
        elif best.member.name not in found or best.match.word == "right":
            found[best.member.name] = best
    return found, list(extras.values())


def _pieces(
    typed: str, members: Sequence[ListMember], articles: tuple[str, ...], conjunctions: tuple[str, ...]
) -> Iterator[str]:
    """Yield the names of a list. A name may hold a comma or an "and": it is only cut where it is no name whole."""
    words = "|".join(re.escape(word) for word in conjunctions)
    joined = (
        re.compile(rf"\s+(?:{words})\s+|\s*&\s*|^(?:{words})\s+", re.IGNORECASE) if words else re.compile(r"\s*&\s*")
    )
    whole = {fold(name, articles) for member in members for name in member.names}
    count = 0

    def cut(text: str, signs: list[re.Pattern[str]]) -> Iterator[str]:
        nonlocal count
        if not fold(text, articles).strip() or count >= _MOST_PIECES:
            return
        pieces = signs[0].split(text) if signs and fold(text, articles) not in whole else [text]
        if len(signs) == 0 or fold(text, articles) in whole:
            count += 1
            yield text
            return
        for piece in pieces:
            yield from cut(piece, signs[1:])

    for line in _STRONG.split(typed):
        yield from cut(_BULLET.sub("", line), [_COMMA, joined])


def _best(
    piece: str, members: Sequence[ListMember], articles: tuple[str, ...], lures: tuple[str, ...]
) -> _Found | None:
    """Return the member that a piece names: the one it is written like, else the nearest."""
    matches = []
    for member in members:
        match = find_accepted(piece, member.names, articles, taken=lambda said: said in lures)
        if match is not None and match.word == "right":
            return _Found(member, match, piece.strip())
        if match is not None:
            matches.append(_Found(member, match, piece.strip()))
    return matches[0] if len(matches) == 1 else None  # two members that are both near: neither was meant clearly


def _part(member: ListMember, found: _Found | None) -> Part:
    if found is None:
        return Part(member.card, member.name, "wrong")
    return Part(member.card, member.name, found.match.word, found.typed)


def _reasons(parts: Sequence[Part]) -> Iterator[str]:
    missing = [part.text for part in parts if part.verdict == "wrong"]
    if missing and len(missing) < len(parts):
        yield f"missing: {', '.join(missing)}"
    for part in parts:
        if part.verdict == "close":
            yield f"it is written {part.text}"


def _told(extra: str, lures: Sequence[tuple[str, str]], articles: tuple[str, ...]) -> str:
    """Say that something does not belong on the list, and why where the deck tells."""
    why = next((why for lure, why in lures if why and fold(lure, articles) == fold(extra, articles)), "")
    return f"{extra} is not one of them{f': {why}' if why else ''}"
