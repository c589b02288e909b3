"""The fields of each kind of event, and their limits: what is wrong is refused before it enters a log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.core.settings import RETENTION_HIGHEST, RETENTION_LOWEST, STABILITY_HIGHEST
from aide_memoire.core.study_day import from_iso_day, from_iso_moment
from aide_memoire.core.weights import check_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RATING_WORDS = ("again", "hard", "good", "easy")
STEPS = ("learning", "relearning")

_MOST = 1_000_000_000  # the limit for counts
_LONGEST = 36_500 * 86_400  # seconds: the longest interval
LAST_DAY = 3_615_535
"""The end of the year 9899: after the longest interval, a hundred years, the year is still valid."""

_LAST_AT = 250_246_627_199_999


def check_fields(kind: str, card: str, data: Mapping[str, Any]) -> None:
    """Raise ValueError, with a message, if an event of a known kind has a field that could not be used later."""
    check = _CHECKS.get(kind)
    if check is None:
        return
    if bool(card) == (kind in _WITHOUT_CARD):
        raise ValueError(f"a {kind} needs {'a' if not card else 'no'} card")
    check(data)


def read_day(text: str) -> int:
    """Return the study day of an ISO date. Raises ValueError for one that a log cannot hold."""
    day = from_iso_day(text)
    if day > LAST_DAY:
        raise ValueError(f"{text} is too far ahead")
    return day


def read_moment(text: str) -> int:
    """Return the moment of an RFC 3339 time. Raises ValueError for one that a log cannot hold."""
    at = from_iso_moment(text)
    if at > _LAST_AT:
        raise ValueError(f"{text} is too far ahead")
    return at


def _check_review(data: Mapping[str, Any]) -> None:
    """Raise ValueError for a review that cannot be replayed or shown."""
    if data.get("rating") not in RATING_WORDS:
        raise ValueError(f"a review needs a `rating`: {', '.join(RATING_WORDS)}")
    if not _is_number(data.get("desired_retention"), RETENTION_LOWEST, RETENTION_HIGHEST):
        raise ValueError(f"`desired_retention` is a number from {RETENTION_LOWEST} to {RETENTION_HIGHEST}")
    due = data.get("due")
    if not isinstance(due, str):
        raise ValueError("a review needs the day or moment at which its card is `due`")
    _check_optional(data, _OF_A_REVIEW)
    (read_moment if data.get("state") in STEPS else from_iso_day)(due)


def _check_memory(data: Mapping[str, Any]) -> None:
    """Raise ValueError for a memory state that is impossible."""
    state, step, due = data.get("state"), data.get("step"), data.get("due")
    if state not in (*STEPS, "review"):
        raise ValueError("a memory needs a state: learning, review or relearning")
    if (state == "review") != (step is None) or not (step is None or _is_count(step)):
        raise ValueError("`step` is the number of a learning step, and only then")
    for key, lowest, highest in (("stability", 0.001, STABILITY_HIGHEST), ("difficulty", 1.0, 10.0)):
        if not _is_number(data.get(key), lowest, highest):
            raise ValueError(f"`{key}` is a number from {lowest} to {highest}")
    for key in ("reps", "lapses"):
        if not _is_count(data.get(key)):
            raise ValueError(f"`{key}` is a whole number")
    for key in ("last", "introduced", "due"):
        if not isinstance(data.get(key), str):
            raise ValueError(f"`{key}` is missing")
    _check_optional(data, _OF_ANY)
    read_day(data["last"])
    read_day(data["introduced"])
    (read_day if state == "review" else read_moment)(str(due))


def _check_link(data: Mapping[str, Any]) -> None:
    if not (data.get("to") and isinstance(data["to"], str)):
        raise ValueError("a link needs the card that it goes on as")


def _check_exam(data: Mapping[str, Any]) -> None:
    if not (data.get("deck") and isinstance(data["deck"], str)):
        raise ValueError("an exam needs its `deck`")
    if not isinstance(data.get("on"), str):
        raise ValueError("an exam needs the day that it is `on`, or an empty text: it is cancelled")
    _check_optional(data, _OF_AN_EXAM)
    if data["on"]:
        read_day(data["on"])


def _check_optional(data: Mapping[str, Any], fields: Mapping[str, tuple[Callable[[object], bool], str]]) -> None:
    """Raise ValueError for a field that is there and is not what it should be."""
    for key, (is_valid, what) in fields.items():
        if key in data and not is_valid(data[key]):
            raise ValueError(f"`{key}` is {what}")


def _is_count(value: object, most: int = _MOST) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _is_number(value: object, lowest: float, highest: float) -> bool:
    return isinstance(value, float) and lowest <= value <= highest


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_TEXT = _is_text, "a text"
_OF_ANY = {"anki": (lambda value: isinstance(value, dict), "an object: the numbers of Anki's row")}
_OF_A_REVIEW: dict[str, tuple[Callable[[object], bool], str]] = {
    **_OF_ANY,
    **dict.fromkeys(("form", "verdict", "typed", "confused_with", "was", "state"), _TEXT),
    "score": (lambda value: _is_count(value, 1) or _is_number(value, 0.0, 1.0), "a number from 0 to 1"),
    "hints": (_is_count, "a whole number"),
    "took": (_is_count, "a number of milliseconds"),
    "scheduled_days": (_is_count, "a whole number of days"),
    "interval": (lambda value: _is_count(value, _LONGEST), "a number of seconds, a hundred years at most"),
    "past": (lambda value: _is_count(value, 2**32 - 1), "a checksum: a whole number below 2^32"),
}
_OF_AN_EXAM = {
    "target": (
        lambda value: _is_number(value, RETENTION_LOWEST, RETENTION_HIGHEST),
        f"a number from {RETENTION_LOWEST} to {RETENTION_HIGHEST}",
    ),
}
_WITHOUT_CARD = ("weights", "exam")
_CHECKS: dict[str, Callable[[Mapping[str, Any]], None]] = {
    "review": _check_review,
    "memory": _check_memory,
    "link": _check_link,
    "weights": check_weights,
    "exam": _check_exam,
    **dict.fromkeys(("reset", "suspend", "unsuspend", "bury", "anki"), lambda data: _check_optional(data, _OF_ANY)),
}
