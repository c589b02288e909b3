"""Typos: one letter left out, put in, changed or swapped with the next; but never another word."""

from __future__ import annotations

import re

from aide_memoire.core.grading.affixes import is_plural, other_affix, other_form
from aide_memoire.core.grading.distance import typo_distance
from aide_memoire.core.grading.folding import fold
from aide_memoire.core.grading.numerals import NUMBER_WORDS
from aide_memoire.core.grading.words import has_list, is_word

_DIGITS = re.compile(r"-?\d+(?:\.\d+)?")
_LONG_VOWELS = re.compile("[ーうぅ]")
_OTHER_RELATIVES = re.compile("(?:ば|じ)(?:あ|い|ー)?さん$")  # おばさん is an aunt, おばあさん a grandmother
_LARGE_KANA = str.maketrans("ゃゅょっぁぃぅぇぉ", "やゆよつあいうえお")
_KANA = re.compile("[ぁ-ゖー]+")
_ONE_TYPO, _TWO_TYPOS = 5, 9  # letters from which on one typo, or two, are no more than that
_ONE_TYPO_UNLISTED = 6


def count_typos(said: str, wanted: str, language: str, typed: str = "", *, names: bool = False) -> int | None:
    """Return how many typos lie between two folded texts, or None where they are not meant to be the same.

    `typed` is the text before it was folded, by which its words are looked up. Words of `names` are not: a real word
    may be a name's typo.
    """
    allowed = _allowed(wanted)
    if _long_vowel(said, wanted) or _plural(said.split(), wanted.split(), language):
        return 1
    if not allowed or abs(len(said) - len(wanted)) > allowed or _DIGITS.findall(said) != _DIGITS.findall(wanted):
        return None
    if _han(said) != _han(wanted) or _small_kana(said, wanted):  # each is a word of its own
        return None
    distance = typo_distance(said, wanted)
    if distance > allowed or not _words_agree(said.split(), wanted.split(), language, typed, names=names):
        return None
    return distance


def _han(text: str) -> list[str]:
    """Return the Chinese characters of a text."""
    return [] if text.isascii() else [sign for sign in text if "㐀" <= sign <= "鿿" or "豈" <= sign <= "﫿"]


def _small_kana(said: str, wanted: str) -> bool:
    """Return whether only the size of kana differs: びょういん is a hospital, びよういん a hairdresser's."""
    return not said.isascii() and said != wanted and said.translate(_LARGE_KANA) == wanted.translate(_LARGE_KANA)


def _long_vowel(said: str, wanted: str) -> bool:
    """Return whether only signs of long vowels differ, in a word of kana long enough to be known without."""
    if _OTHER_RELATIVES.search(wanted) or said == wanted or not _KANA.fullmatch(said) or not _KANA.fullmatch(wanted):
        return False
    return min(len(said), len(wanted)) >= 3 and _LONG_VOWELS.sub("", said) == _LONG_VOWELS.sub("", wanted)


def _plural(said: list[str], wanted: list[str], language: str) -> bool:
    """Return whether the texts differ in one plural alone."""
    if len(said) != len(wanted):
        return False
    differing = [(one, other) for one, other in zip(said, wanted, strict=True) if one != other]
    has_figures = any(sign.isdigit() for pair in differing for word in pair for sign in word)
    return len(differing) == 1 and not has_figures and is_plural(*differing[0], language)


def _words_agree(said: list[str], wanted: list[str], language: str, typed: str, *, names: bool) -> bool:
    """Return whether each word by itself is no more than a typo: North Korea is not South Korea, nor nine six."""
    if len(said) != len(wanted):  # a word that is missing, or too much, is no typo
        joined = "".join(said), "".join(wanted)
        return not (set(said) <= set(wanted) or set(wanted) <= set(said)) and not other_affix(*joined)
    written = _written(typed) if said != wanted else {}
    for one, other in zip(said, wanted, strict=True):
        any_word = names or (len(said) > 1 and _swapped(one, other))
        if one != other and not _is_typo(one, other, language, written.get(one, one), any_word=any_word):
            return False
    return True


def _swapped(one: str, other: str) -> bool:
    """Return whether two letters changed places: among other words a typo even where it makes one, Untied States."""
    return sorted(one) == sorted(other) and typo_distance(one, other) == 1


def _written(typed: str) -> dict[str, str]:
    """Return each folded word as it was written, in small letters with its accents."""
    return {fold(word): word.casefold() for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", typed)}


def _is_typo(said: str, wanted: str, language: str, written: str, *, any_word: bool) -> bool:
    """Return whether one word is a typo of another, and no word of its own unless it may be any."""
    if any(sign.isdigit() for sign in said + wanted):
        return False
    listed = has_list(written, language)
    allowed = max(_allowed(said), _allowed(wanted)) if listed else _allowed_unlisted(said, wanted)
    if typo_distance(said, wanted) > allowed or {said, wanted} <= NUMBER_WORDS or other_affix(said, wanted):
        return False
    if is_plural(said, wanted, language):
        return True
    if other_form(said, wanted, _language_of_endings(wanted, language)):
        return False
    return any_word or wanted in NUMBER_WORDS or not any(is_word(word, language) for word in {said, written})


def _language_of_endings(word: str, language: str) -> str:
    return "ru" if re.search("[а-яё]", word) else language


def _allowed(wanted: str) -> int:
    """Return how many typos a text of that length may have."""
    return 2 if len(wanted) >= _TWO_TYPOS else 1 if len(wanted) >= _ONE_TYPO else 0


def _allowed_unlisted(said: str, wanted: str) -> int:
    """Return how many typos a word may have that no list knows: one, and neither at its start nor in its ending."""
    if _OTHER_RELATIVES.search(wanted):
        return 0
    shortest = _ONE_TYPO if _KANA.fullmatch(wanted) else _ONE_TYPO_UNLISTED
    if len(wanted) < shortest or said[:1] != wanted[:1]:
        return 0
    return 1 if said[-1:] == wanted[-1:] else 0
