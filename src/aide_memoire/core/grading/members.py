"""The members of a list by their names, so that a long list is searched in no time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.grading.folding import fold
from aide_memoire.core.grading.match import Match, has_signs, match_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.answer import ListMember
    from aide_memoire.core.grading.rules import Rules

_FEW = 12  # members that are all compared in full
_MOST_TYPOS = 2
_MOST_NEAR = 6


class MemberIndex:
    """Finds the member that a piece of a list names."""

    def __init__(self, members: Sequence[ListMember], rules: Rules, lures: tuple[str, ...] = ()) -> None:
        self._members = members
        self._rules = rules
        self._lures = lures
        self._by_name = {self.fold(name): member for member in reversed(members) for name in reversed(member.names)}
        self._by_wording: dict[str, ListMember] | None = None
        self._folded_lures = frozenset(self.fold(lure) for lure in lures)
        self.longest = max((len(name.split()) for name in self._by_name), default=0)

    def fold(self, text: str) -> str:
        """Return a text as the index compares it."""
        return fold(text, self._rules.free_articles)

    def __contains__(self, text: str) -> bool:
        """Return whether a text is a member's whole name."""
        return self.fold(text) in self._by_name

    def find(self, piece: str) -> tuple[ListMember, Match] | None:
        """Return the member that a piece names: the one that it is written like, else the only one that is near."""
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
        """Yield the members that a piece could name: all of few, else those of like wording or letters."""
        if len(self._members) <= _FEW:
            yield from self._members
            return
        from rapidfuzz import process  # noqa: PLC0415  the first question does without it
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        said = self.fold(piece)
        seen = []
        if (same := self._wordings().get(_one_wording(said, self._rules.language))) is not None:
            seen.append(same)
        found = process.extract(
            said, self._by_name.keys(), scorer=OSA.distance, score_cutoff=_MOST_TYPOS, limit=_MOST_NEAR
        )
        seen += [self._by_name[name] for name, _, _ in found]
        yield from {member.card + "\n" + member.name: member for member in seen}.values()

    def _wordings(self) -> dict[str, ListMember]:
        if self._by_wording is None:
            language = self._rules.language
            self._by_wording = {_one_wording(name, language): member for name, member in self._by_name.items()}
        return self._by_wording


def _one_wording(folded: str, language: str) -> str:
    from aide_memoire.core.grading.wording import one_wording  # noqa: PLC0415  the first question does without it

    return one_wording(folded, language)
