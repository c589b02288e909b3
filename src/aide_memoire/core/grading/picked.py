"""The measure of lists, and lists whose members are picked among lures. It reads no text, so asking loads little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.grading.verdict import Part, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from aide_memoire.core.answer import ListMember


def grade_picked(
    picked: Collection[str], members: Sequence[ListMember], lures: Sequence[tuple[str, str]] = (), *, any_of: int = 0
) -> Verdict:
    """Judge what was picked among the names of members and lures, by the same measure as a typed list."""
    parts = tuple(
        Part(each.card, each.name, "right", each.name) if each.name in picked else Part(each.card, each.name, "wrong")
        for each in members
    )
    extras = [not_a_member(lure, why) for lure, why in lures if lure in picked]
    return list_verdict(parts, extras, any_of)


def list_verdict(parts: tuple[Part, ...], extras: Sequence[str], any_of: int, slips: Iterable[str] = ()) -> Verdict:
    """Return the verdict on a list: the score is named ÷ (members + extras), or ÷ (`any_of` + extras)."""
    named = sum(part.verdict != "wrong" for part in parts)
    needed = min(any_of, len(parts)) or len(parts)
    score = min(named, needed) / (needed + len(extras))
    word = "wrong" if not named else "right" if score == 1 else "partial"
    return Verdict(word, score, (*_missing(parts, needed), *slips), tuple(extras), parts)  # type: ignore[arg-type]


def _missing(parts: Sequence[Part], needed: int) -> Iterator[str]:
    """Name the members that are missing, or how many, where not all are needed."""
    missing = [part.text for part in parts if part.verdict == "wrong"]
    named = len(parts) - len(missing)
    if needed < len(parts):
        if 0 < named < needed:
            yield f"{needed - named} more needed"
    elif missing and named:
        yield f"missing: {', '.join(missing)}"


def not_a_member(name: str, why: str) -> str:
    """Say that something does not belong on the list."""
    return f"{name} is not one of them{f': {why}' if why else ''}"
