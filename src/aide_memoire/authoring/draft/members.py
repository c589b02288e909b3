"""What a member of an enumeration can be: a name, or a few words in small letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.authoring.draft.names import TITLES, find_names
from aide_memoire.core.phrases import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 5  # words
_ARTICLE = re.compile(r"(?:the|a|an|der|die|das|den|dem|le|la|les|el|los|las|il|i|gli)\s+", re.I)
_CUT = re.compile(
    r".*(?:\b(?:of|for|on|in|by|with|to|from|as|into|against|about|between|among|than|at|over|through|like|and|but|or|"
    r"includes?|included|including|comprises?|are|is|was|were|be|has|have|had|contains?|namely|called|produces?|needs?|"
    r"produced|made|makes?|grows?|grew|sells?|sold|helps?|helped|exports?|imports?|consists?|that|which|who|when|while|because|its|"
    r"their|his|her|our|these|those|this|all|both|the|sind|ist|war|waren|aus|von|mit|für|wie|hat|haben|gehören|"
    r"gehörten|sont|est|étaient|son|es|eran)|[,:;])\s+",
    re.I,
)
_STOP = re.compile(
    r"\s+(?:that|which|who|whom|whose|in|on|at|from|with|by|were|was|is|are|be|been|have|has|had|will|would|can|could|"
    r"may|might|must|should|did|do|does|to|as|after|before|during|since|until|when|while|where|because|but|so|if|than|"
    r"into|under|over|through|against|nowadays|today|each|all|sind|ist|war|waren|hat|haben|hatte|wurde|wurden|die|der|"
    r"das|auf|aus|mit|sont|est|son|es)\b"
)
_VERB_BEHIND = re.compile(
    r"\s+(?:[a-z]{2,}ed|brought|made|makes?|came|come|became|become|grew|gave|gives?|took|takes?|led|leads?|left|lost|won|"
    r"fell|rose|ran|held|kept|met|sold|built|lie|lay|live|grow|form|play|bring|help|cause|show|went|go|began|begin)\s"
)
_LOOSE_NAME = re.compile(
    r"(?:the|die|les|los)\s+(?:[^\W\d_A-Z][\w-]*\s+){1,3}(?:of\s+|in\s+|von\s+)?(?:the\s+)?[A-ZÀ-ÞА-Я][\w’' -]*"
)
_NO_MEMBER = re.compile(
    r"^(?:of|in|on|at|by|to|from|with|for|is|are|was|were|them|it|him|her|us|so|not|then|also|even|who|which|that|any|"
    r"only|however|therefore|thus|some|more|he|she|they|we|I|if|(?!family)\w+ly(?=\s))\b"
    r"|\S\s+(?:the|an?|his|her|its|their|any|each|it|them)\b|\b(?:either|or|neither|nor)\b|^\W|^\w$"
)
_OTHERS = re.compile(r"(?:others?|several|many|various|some|more)\b")
_POSTS = re.compile(
    r"^(?:Presidents|Kings|Queens|Popes|Emperors|Empresses|Saints|Professors|Chancellors|Generals|Princes|Ministers)\s"
)
_MONTH = re.compile("|".join(ENGLISH.months))
_DOES = re.compile(r"[a-z]+[^s\W]s\s")
_DOING = re.compile(r"[a-z]{2,}ing\b")
_ADJECTIVE = re.compile(r"\w{2,}(?:al|ic|ive|ous|ary|ish|ian|an|ed|ern|ese|able|ible|ant|ent|y)")


class Reader(NamedTuple):
    """How members of one sort are read: at the end of a stretch, as a whole stretch, and at its beginning."""

    first: Callable[[str], str | None]
    is_whole: Callable[[str], bool]
    last: Callable[[str], str | None]


def bare(member: str) -> str:
    """Return a member without its article."""
    article = _ARTICLE.match(member)
    return member[article.end() :] if article else member


def has_article(member: str) -> bool:
    """Return whether a member begins with an article."""
    return bool(_ARTICLE.match(member))


def is_verb_next(text: str) -> bool:
    """Return whether what follows a list goes on with its verb: "A, B and C signed it"."""
    return bool(re.match(r"[^\W\d_A-Z]", text)) and not _STOP.match(f" {text}")


def are_alike(members: tuple[str, ...]) -> bool:
    """Return whether members in small letters can be things of one kind, and are not parts of clauses."""
    if any(map(_NO_MEMBER.search, members)) or all(bare(member)[:1].isupper() for member in members[1:-1]):
        return False
    if all(map(_DOES.match, members[1:])) or _is_pair(*members[-2:]):  # it kills bacteria and makes acid
        return False
    doing = [member for member in members if _DOING.match(member)]
    are_gerunds = len(doing) in (0, len(members)) or not any(" " in member for member in doing)
    return len(members) > 3 or are_gerunds or not any(" " in member for member in members[:2])


def are_one_name(members: tuple[str, ...]) -> bool:
    """Return whether names are parts of one, or say of each other what they are, or are months.

    "the Educational, Scientific and Cultural Organization"; "Beijing, the capital of China, and Moscow".
    """
    last = bare(members[-1]).rpartition(" ")[2]
    is_title = bool(re.fullmatch(TITLES, last)) and any(map(_ADJECTIVE.fullmatch, members[:-1]))
    apart = [bool(re.match(r"(?:the|die|der|das|la|le)\s[a-zà-ÿ]", member)) for member in members]
    return is_title or apart == [False, True, False] or all(map(_MONTH.fullmatch, members))


def without_others(members: tuple[str, ...]) -> tuple[str, ...]:
    """Return names without the end of "A, B, C and other countries", and without "Presidents" before the first."""
    some = members[:-1] if _OTHERS.match(members[-1]) else members
    return (_POSTS.sub("", some[0]), *some[1:])


def _is_pair(one: str, other: str) -> bool:
    """Return whether two members are one: "strengthening regional and international stability"."""
    both_long = " " in one and " " in other
    return both_long and all(map(_ADJECTIVE.fullmatch, (one.rsplit(maxsplit=1)[-1], other.split(maxsplit=1)[0])))


def shared_noun(members: tuple[str, ...]) -> str:
    """Return the noun behind the last of several adjectives: "political, military and economic aid"."""
    adjectives = [member for member in members[:-1] if _ADJECTIVE.fullmatch(member)]
    words = members[-1].split()
    is_shared = len(words) == 2 and all(" " not in member for member in members[:-1])
    return words[1] if is_shared and 2 * len(adjectives) > len(members) - 1 and _ADJECTIVE.fullmatch(words[0]) else ""


def _is_name(text: str) -> bool:
    words = text.strip()
    names = find_names(f"x {bare(words)}")
    tail = bare(words)[len(names[0].text) :] if names else ""
    is_whole = len(names) == 1 and names[0].start == 2 and bool(re.fullmatch(r"(?:\s+[a-z][\w-]*)?", tail))
    return len(words.split()) <= _LONGEST and (is_whole or bool(_LOOSE_NAME.fullmatch(words)))


def _first_name(text: str) -> str | None:
    """Return the name at the end of a stretch, with its article."""
    names = [name for name in find_names(f"x {text}") if name.end - 2 == len(text.rstrip())]
    if not names:
        found = re.search(rf"{_LOOSE_NAME.pattern}\s*$", text)
        lower = re.search(r"(?:the\s+)?[A-ZÀ-ÞА-Я][\w-]+\s+[a-zà-ÿ]+\s*$", text)  # the Liaoning peninsula
        return (found or lower or [None])[0]
    start = names[-1].start - 2
    article = re.search(rf"(?:^|(?<=\s)){_ARTICLE.pattern}$", text[:start], re.I)
    return text[article.start() if article else start :]


def _last_name(text: str) -> str | None:
    """Return the name at the beginning of a stretch, with its article; "others" stands for more of them."""
    if others := _OTHERS.match(text):
        return others[0]
    article = _ARTICLE.match(text)
    skip = article.end() if article else 0
    names = find_names(f"x {text[skip:]}")
    if names and names[0].start == 2:
        return text[: skip + len(names[0].text)]
    loose = _LOOSE_NAME.match(text)
    if not loose:
        return None
    named = find_names(loose[0])
    return text[: named[0].end] if named else None


def _are_words(text: str) -> bool:
    words = text.strip()
    return 0 < len(words.split()) <= _LONGEST and not _STOP.search(f" {words}") and not re.search(r"\d", words)


def _first_words(text: str) -> str | None:
    """Return the last few words of a stretch, after the word that leads to the list."""
    cut = _CUT.match(text)
    tail = text[cut.end() :] if cut else text
    return tail if 0 < len(tail.split()) < _LONGEST - (0 if cut else 2) and not re.search(r"\d", tail) else None


def _last_words(text: str) -> str | None:
    stop = _STOP.search(text) or _VERB_BEHIND.search(text)
    words = text[: stop.start()] if stop else text
    return words.strip() if 0 < len(words.split()) <= _LONGEST and not re.search(r"\d", words) else None


NAMES = Reader(_first_name, _is_name, _last_name)
WORDS = Reader(_first_words, _are_words, _last_words)
