"""Words against words: equal but for how they are written, or but for a slip of the finger."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.grading.verdict import LONGEST_ANSWER, Verdict, no_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aide_memoire.core.grading.verdict import OtherAnswer

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ё": "е"})
_QUOTES = re.compile(r"['’‘`´ʼ\"“”„«»‹›]")
_THOUSANDS = re.compile(r"(?<=\d)[,  ' ](?=\d{3}(?!\d))")
_PERCENT = re.compile(r"(?<=\d)\s*(?:%|per cent\b)")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.S.A.
_NUMBER_SIGN = re.compile(r"(?<![\w])[-−–](?=\d)")
_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_DIGITS = re.compile(r"-?\d+(?:\.\d+)?")
_SIGNS_KEPT = "#+°"
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    *(f"{word}teen" for word in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER_WORDS = frozenset(  # none of them is a slip of another
    (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", *_TEENS, *_TENS),
        *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "twelfth"),
        *(f"{word}th" for word in _TEENS),
        *(f"{word[:-1]}ieth" for word in _TENS),
        *("hundred", "thousand", "million", "billion", "trillion"),
    )
)
_ONE_SLIP, _TWO_SLIPS = 5, 9  # letters from which on one slip, or two, are no more than that


class Match(NamedTuple):
    """The accepted text that was meant, and whether it was written right or nearly."""

    text: str
    word: Literal["right", "close"]


@lru_cache(maxsize=4096)
def fold(text: str, articles: tuple[str, ...] = ()) -> str:
    """Return what of a text makes a difference: no case, accents, dashes, quotes, articles or punctuation.

    Signs and points at digits stay: -5 is not 5, and 3.5 is not 35. Where nothing would be left, the text
    stays as it was typed.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_ANSWER]).casefold()
    plain = _without_accents(plain).translate(_LETTERS)
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), plain)
    plain = _THOUSANDS.sub("", _QUOTES.sub("", plain.replace("&", " and ")))
    plain = _POINT.sub("\x00", _NUMBER_SIGN.sub("\x01", _PERCENT.sub(" percent", plain)))
    words = plain.translate(_KEPT).replace("\x00", ".").replace("\x01", "-").split()
    rest = [word for word in words[:-1] if word not in articles] + words[-1:]  # the A of Vitamin A is no article
    return " ".join(rest) or " ".join(text[:LONGEST_ANSWER].split())


class _Kept(dict[int, int]):
    """What becomes of each character: itself where it makes a difference, else a space; looked up once."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        makes_a_difference = sign in _SIGNS_KEPT or sign in "\x00\x01" or unicodedata.category(sign)[0] in "LNMS"
        self[code] = code if makes_a_difference else ord(" ")
        return self[code]


_KEPT = _Kept()


def _without_accents(text: str) -> str:
    """Return the text with the accents of Latin and Greek letters taken off.

    In other scripts a mark makes another letter: й is not и, and が is not か.
    """
    if text.isascii():
        return text
    kept: list[str] = []
    base = ""
    for sign in unicodedata.normalize("NFD", text):
        if unicodedata.category(sign) != "Mn":
            base = unicodedata.name(sign, "")
        elif base.startswith(("LATIN", "GREEK")):
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


def find_accepted(
    typed: str, accepted: Iterable[str], articles: tuple[str, ...], *, taken: Callable[[str], bool] = lambda _: False
) -> Match | None:
    """Return which of the accepted texts was typed, if any; a text that is `taken` is no slip of another."""
    wanted = [(text, fold(text, articles)) for text in accepted]
    said = fold(typed, articles)
    joined = _spaceless(said)
    for text, folded in wanted:
        if said == folded or joined == _spaceless(folded):
            return Match(text, "right")
    if taken(said):
        return None
    near = [(distance, text) for text, folded in wanted if (distance := _slips(said, folded)) is not None]
    return Match(min(near)[1], "close") if near else None


def grade_text(
    typed: str,
    accepted: Sequence[str],
    articles: tuple[str, ...] = (),
    *,
    lures: Sequence[tuple[str, str]] = (),
    other_answers: Callable[[str], Sequence[OtherAnswer]] = lambda _: (),
) -> Verdict:
    """Judge a typed text against the accepted ones, the first of which is the answer as the deck gives it.

    `lures` are wrong answers with the reason why; `elsewhere` tells which other card a folded text answers.
    """
    if not typed.strip():
        return no_answer()
    why = {fold(lure, articles): reason for lure, reason in lures}
    found = find_accepted(typed, accepted, articles, taken=lambda said: said in why or bool(other_answers(said)))
    if found is not None:
        slip = (f"it is written {found.text}",) if found.word == "close" else ()
        return Verdict(found.word, 1.0, slip)
    said = fold(typed, articles)
    other = next(iter(other_answers(said)), None)
    reasons = [why[said]] if why.get(said) else []
    if other is not None:
        reasons.append(f"that answers “{other.asks}”")
    return Verdict("wrong", 0.0, tuple(reasons), confused_with=other)


def _spaceless(folded: str) -> str:
    """Return the text without blanks between its words, as "good neighbourliness" is "good-neighbourliness"."""
    return folded.replace(" ", "") if not any(sign.isdigit() for sign in folded) else folded


def _slips(said: str, wanted: str) -> int | None:
    """Return how many slips lie between two folded texts, or None where they are too many to be meant the same."""
    allowed = _allowed(wanted)
    if not allowed or abs(len(said) - len(wanted)) > allowed or _DIGITS.findall(said) != _DIGITS.findall(wanted):
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415  the first question does without it

    distance = OSA.distance(said, wanted, score_cutoff=allowed)
    if distance > allowed or not _slips_within_words(said.split(), wanted.split()):
        return None
    return distance


def _slips_within_words(said: list[str], wanted: list[str]) -> bool:
    """Return whether each word by itself is no more than slipped: North Korea is not South Korea, nor nine six."""
    if len(said) != len(wanted):  # a word that is missing, or too much, is no slip
        return not (set(said) <= set(wanted) or set(wanted) <= set(said))
    from rapidfuzz.distance import OSA  # noqa: PLC0415  the first question does without it

    return all(
        one == other
        or (OSA.distance(one, other) <= max(_allowed(one), _allowed(other)) and not {one, other} <= _NUMBER_WORDS)
        for one, other in zip(said, wanted, strict=True)
    )


def _allowed(wanted: str) -> int:
    """Return how many slips a text of that length may have."""
    return 2 if len(wanted) >= _TWO_SLIPS else 1 if len(wanted) >= _ONE_SLIP else 0
