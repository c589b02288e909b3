"""The members of a list by their names, so that a long list is searched in no time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aide_memoire.core.grading.distance import typo_distance
from aide_memoire.core.grading.folding import fold
from aide_memoire.core.grading.match import has_signs, is_plain_text, match_answer
from aide_memoire.core.grading.verdict import Match
from aide_memoire.core.grading.wording import one_wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.answer import ListMember
    from aide_memoire.core.grading.rules import Rules

_MANY = 1_000  # members, from which on they are looked up by their names and typos alone
_FEW = 30  # names that need no library to be compared
_MOST_TYPOS = 2
_MOST_NEAR = 6


class MemberIndex:
    """Finds the member that a piece of a list names."""

    def __init__(self, members: Sequence[ListMember], rules: Rules, lures: tuple[str, ...] = ()) -> None:
        self._members = members
        self._rules = rules
        self._lures = lures
        self._found: dict[str, tuple[ListMember, Match] | None] = {}
        self._by_name = {self.fold(name): member for member in reversed(members) for name in reversed(member.names)}
        self.language = rules.language.partition("-")[0]
        self._folded_lures = frozenset(self.fold(lure) for lure in lures)
        self.longest = max((len(name.split()) for name in self._by_name), default=0)

    def fold(self, text: str) -> str:
        """Return a text as the index compares it."""
        return fold(text, self._rules.free_articles)

    def __contains__(self, text: str) -> bool:
        """Return whether a text is a member's whole name."""
        return self.fold(text) in self._by_name

    def has_wording(self, text: str) -> bool:
        """Return whether a text of several words is a member's whole name in another wording: St Kitts and Nevis."""
        said = self.fold(text)
        return " " in said and _one_wording(said, self._rules.language) in self._wordings

    def find(self, piece: str) -> tuple[ListMember, Match] | None:
        """Return the member that a piece names: the one that it is written like, else the only one that is near."""
        if piece not in self._found:
            self._found[piece] = self._find(piece)
        return self._found[piece]

    def _find(self, piece: str) -> tuple[ListMember, Match] | None:
        member = None if self._rules.exact else self._by_name.get(self.fold(piece))
        if member is not None and not any(has_signs(name, self._rules) for name in member.names):
            return member, Match(member.name, "right")
        near = [(each, match) for each in self._near(piece) if (match := self._match(piece, each)) is not None]
        same = next(((each, match) for each, match in near if match.word == "right"), None)
        return same or (near[0] if len(near) == 1 else None)  # two that are both near: neither was meant clearly

    def _match(self, piece: str, member: ListMember) -> Match | None:
        found = match_answer(
            piece, member.names, self._rules, lures=self._lures, taken=lambda said: said in self._folded_lures
        )
        return None if found is None or found.word == "wrong" else found

    def _near(self, piece: str) -> Iterator[ListMember]:
        """Yield the members that a piece could name: of the same wording, of like letters, or to be judged by value."""
        said = self.fold(piece)
        same = self._wordings.get(_one_wording(said, self._rules.language))
        found = self._like(said)
        near = [*([same] if same else []), *(self._by_name[name] for name in found), *self._not_by_letters]
        yield from {member.name: member for member in near}.values()

    def _like(self, said: str) -> list[str]:
        """Return the names that a few letters tell from a text."""
        if len(self._by_name) <= _FEW:
            near = [name for name in self._by_name if typo_distance(said, name) <= _MOST_TYPOS]
            return near[:_MOST_NEAR]
        from rapidfuzz import distance, process  # noqa: PLC0415  a short list does without it

        found = process.extract(
            said, self._by_name.keys(), scorer=distance.OSA.distance, score_cutoff=_MOST_TYPOS, limit=_MOST_NEAR
        )
        return [name for name, _, _ in found]

    @cached_property
    def _wordings(self) -> dict[str, ListMember]:
        """Return the members by the wording that all ways of saying the same share."""
        if len(self._members) > _MANY:
            return {}
        language = self._rules.language
        return {_one_wording(name, language): member for name, member in self._by_name.items()}

    @cached_property
    def _not_by_letters(self) -> list[ListMember]:
        """Return the members that their letters do not find: numbers, formulas, code, brackets, articles."""
        if len(self._members) > _MANY:
            return []
        names = ((member, name) for member in self._members for name in member.names)
        return [member for member, name in names if not is_plain_text(name, self._rules)]


def _one_wording(folded: str, language: str) -> str:
    return one_wording(folded, language)
