"""Find the enumerations in a sentence: "A, B, C and D"."""

from __future__ import annotations

import re
from typing import NamedTuple

from aide_memoire.authoring.draft.names import TITLES, find_names

_FEWEST, _MOST = 3, 40  # members
_LONGEST_MEMBER = 5  # words
_BREAK = re.compile(r"[;:()“”„\"«»…]|[.!?]+(?:\s|$)|\s[–—-]\s")
_AND = re.compile(r"\s+(?:and|und|et|y|e|и|og|och|en|i|a|as well as|sowie)\s+(?:also\s+|finally\s+)?")
_AND_FIRST = re.compile(r"\s*(?:and|und|et|y|e|и|og|och|as well as|sowie)\s+")
_ARTICLE = re.compile(r"(?:the|a|an|der|die|das|den|dem|le|la|les|el|los|las|il|i|gli)\s+", re.I)
_TITLE_BEFORE = re.compile(
    rf"(?:\b{TITLES}|\b(?:treaty|agreement|convention|pact|law|act|declaration|memorandum|protocol|ministry|department|"
    r"ministerium|vertrag|abkommen))\s+(?:of|on|for|concerning|about|über|für|de|sur|sobre)\s+(?:the\s+)?$"
)
_CUT = re.compile(
    r".*(?:\b(?:of|for|on|in|by|with|to|from|as|into|against|about|between|among|than|at|over|through|like|and|but|or|"
    r"includes?|included|including|comprises?|are|is|was|were|be|has|have|had|contains?|namely|called|produces?|needs?|"
    r"produced|made|makes?|grows?|grew|sells?|sold|exports?|imports?|consists?|that|which|who|when|while|because|its|"
    r"their|his|her|our|these|those|this|all|both|both|the|sind|ist|war|waren|aus|von|mit|für|wie|hat|haben|gehören|"
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
_SUBORDINATE = re.compile(r"\b(?:when|while|after|before|as|since|because|although|if|once|als|nachdem|weil|während)\b")
_FIRST = (
    r"(?:In|At|On|After|Before|During|By|Since|Under|Near|From|With|For|To|Between|Im|Bei|Nach|Vor|Seit|Am|Dans|En|À"
    r"|[A-Z][a-z]+ed\s+(?:by|in|at|from|on))\s+"
)
_PREPOSITION = re.compile(rf"{_FIRST}(?:the\s+)?")
_PHRASE = re.compile(_FIRST)
_MANY_OF = re.compile(r"\b[a-z]+s\s+(?:of|in|from|between)\s*(?:the\s*)?$")
_TITLE_WITHIN = re.compile(rf"\b{TITLES}\s+(?:of|on|for|concerning|über|für|de)\s")
_NO_MEMBER = re.compile(
    r"^(?:of|in|on|at|by|to|from|with|for|is|are|was|were|them|it|him|her|us|so|not|then|also|even|who|which|that|any|only|"
    r"however|therefore|thus|some|more|he|she|they|we|I|if|\w+ly)\b|\S\s+(?:the|an?|his|her|its|their|any|each|it|them)\b"
    r"|\b(?:either|or|neither|nor)\b|^\W|^\w$",
)
_ADJECTIVE = re.compile(r"\w{2,}(?:al|ic|ive|ous|ary|ish|ian|an|ed|ern|ese|able|ible|ant|ent|y)")


class FoundList(NamedTuple):
    """The members of an enumeration, what stands before it and after it, and its place in the sentence."""

    members: tuple[str, ...]
    before: str
    after: str
    start: int
    end: int
    noun: str = ""  # what all members describe: "military and economic aid"


class _Piece(NamedTuple):
    """A stretch between two commas, and where it begins in the sentence."""

    start: int
    text: str


def find_lists(sentence: str) -> tuple[FoundList, ...]:
    """Return the enumerations of at least three members; a title such as that of a treaty is none."""
    found: list[FoundList] = []
    start = 0
    for end, after in [*(cut.span() for cut in _BREAK.finditer(sentence)), (len(sentence), len(sentence))]:
        found += _lists_between(sentence, start, end)
        start = after
    return tuple(found)


def _lists_between(sentence: str, start: int, end: int) -> list[FoundList]:
    pieces: list[_Piece] = []
    for part in re.finditer(r"(?:[^,、،]|(?<=\d),(?=\d))+", sentence[start:end]):
        pieces.append(_Piece(start + part.start(), part[0]))
    found: list[FoundList] = []
    done = 0
    for place in range(1, len(pieces)):
        ends = _ends(pieces, place)
        if ends is None or place < done:
            continue
        for is_of_names in (True, False):
            listed = _read_back(sentence, pieces[done:place], ends, end, is_of_names=is_of_names)
            if listed:
                found.append(listed)
                done = place + 1
                break
    return found


def _ends(pieces: list[_Piece], place: int) -> tuple[list[_Piece], _Piece] | None:
    """Return the member before "and", where it stands in this piece, and what stands after it."""
    piece = pieces[place]
    first = _AND_FIRST.match(piece.text)
    if first:
        return ([], _Piece(piece.start + first.end(), piece.text[first.end() :])) if place > 1 else None
    joined = _AND.search(piece.text)
    if not joined:
        return None
    return [_Piece(piece.start, piece.text[: joined.start()])], _Piece(
        piece.start + joined.end(), piece.text[joined.end() :]
    )


def _read_back(
    sentence: str, before: list[_Piece], ends: tuple[list[_Piece], _Piece], limit: int, *, is_of_names: bool
) -> FoundList | None:
    """Return the list that ends so, read from its end to its beginning."""
    last = _last_name(ends[1].text) if is_of_names else _last_words(ends[1].text)
    middle = ends[0]
    if not last or not all(_is_member(piece.text, is_of_names=is_of_names) for piece in middle):
        return None
    members = [piece.text.strip() for piece in middle]
    for piece in reversed(before[1:]):
        if not _is_member(piece.text, is_of_names=is_of_names) or len(members) > _MOST:
            break
        members.insert(0, piece.text.strip())
        before = before[:-1]
    first = (_first_name(before[-1].text) if is_of_names else _first_words(before[-1].text)) if before else None
    if not first:
        return None
    start = before[-1].start + len(before[-1].text) - len(first)
    end = ends[1].start + ends[1].text.index(last) + len(last)
    return _checked(sentence, (first.strip(), *members, last), start, end, limit, is_of_names=is_of_names)


def _checked(
    sentence: str, members: tuple[str, ...], start: int, end: int, limit: int, *, is_of_names: bool
) -> FoundList | None:
    """Return the list without what is none of it, or None where it is a title or too short."""
    before = sentence[:start]
    cuts = [0, *(found.end() for found in _BREAK.finditer(before))]
    clause = before[cuts[-1] :]
    if len(cuts) > 1 and (colon := re.search(r"[:(]\s*(?:the\s|an?\s)?\s*$", before)):
        clause = before[cuts[-2] : colon.start()]
    after = sentence[end:limit].strip()
    if _TITLE_BEFORE.search(before) or _TITLE_WITHIN.search(members[0]):
        return None
    if is_of_names and _is_of_another_clause(clause, members, after):
        clause, members = f"{clause}{members[0]}, ", members[1:]
    if not is_of_names and not _are_alike(members):
        return None
    noun = "" if is_of_names else _shared_noun(members)
    if noun:
        members = (*members[:-1], members[-1].rsplit(" ", 1)[0])
    cleaned = tuple(dict.fromkeys(map(_bare, members)))
    return FoundList(cleaned, clause.strip(), after, start, end, noun) if len(cleaned) >= _FEWEST else None


def _bare(member: str) -> str:
    """Return a member without its article."""
    article = _ARTICLE.match(member)
    return member[article.end() :] if article else member


def _is_of_another_clause(clause: str, members: tuple[str, ...], after: str) -> bool:
    """Return whether the first name ends what comes before: "when NATO went to the East, China, Russia and …"."""
    has_verb = bool(re.match(r"[^\W\d_A-Z]", after)) and not _STOP.match(f" {after}")
    odd_article = bool(_ARTICLE.match(members[0])) and not any(map(_ARTICLE.match, members[1:]))
    if _SUBORDINATE.search(clause) and (odd_article or (has_verb and clause.rstrip().endswith(_DIRECTIONS))):
        return True
    if _PREPOSITION.fullmatch(f"{clause.strip()} "):
        return has_verb or (not after and len(members) == _FEWEST)
    return (
        bool(_PHRASE.match(clause))
        and "," not in clause
        and (has_verb or len(members) == _FEWEST)
        and not _MANY_OF.search(clause)
    )


def _are_alike(members: tuple[str, ...]) -> bool:
    """Return whether members in small letters can be things of one kind, and are not parts of clauses."""
    if any(_NO_MEMBER.search(member) for member in members) or all(
        _bare(member)[:1].isupper() for member in members[1:]
    ):
        return False
    *_, before, last = members
    is_pair = (
        " " in before
        and " " in last
        and all(_ADJECTIVE.fullmatch(word) for word in (before.split()[-1], last.split()[0]))
    )
    doing = [member for member in members if re.match(r"[a-z]{2,}ing\b", member)]
    return not is_pair and (
        len(members) > _FEWEST
        or len(doing) in (0, len(members))
        or all(" " not in each for each in doing)
        or not any(" " in each for each in members[:2])
    )


_DIRECTIONS = ("to", "in", "into", "from", "at", "of", "on", "against", "by", "with")


def _is_member(text: str, *, is_of_names: bool) -> bool:
    """Return whether a whole stretch can be one member."""
    words = text.strip()
    if not words or len(words.split()) > _LONGEST_MEMBER:
        return False
    if is_of_names:
        return _whole_name(words) or bool(_LOOSE_NAME.fullmatch(words))
    return not _STOP.search(f" {words}") and not re.search(r"\d", words)


_LOOSE_NAME = re.compile(
    r"(?:the|die|les|los)\s+(?:[^\W\d_A-Z][\w-]*\s+){1,3}(?:of\s+|in\s+|von\s+)?(?:the\s+)?[A-ZÀ-ÞА-Я][\w’' -]*"
)


def _whole_name(words: str) -> bool:
    bare = _ARTICLE.sub("", words, count=1)
    names = find_names(f"x {bare}")
    tail = bare[len(names[0].text) :] if names else ""
    return len(names) == 1 and names[0].start == 2 and bool(re.fullmatch(r"(?:\s+[a-z][\w-]*)?", tail))


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
    """Return the name at the beginning of a stretch, with its article."""
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


def _first_words(text: str) -> str | None:
    """Return the last few words of a stretch, after the word that leads to the list."""
    cut = _CUT.match(text)
    tail = text[cut.end() :] if cut else text
    return tail if 0 < len(tail.split()) < _LONGEST_MEMBER - (0 if cut else 2) and not re.search(r"\d", tail) else None


def _last_words(text: str) -> str | None:
    stop = _STOP.search(text) or _VERB_BEHIND.search(text)
    words = text[: stop.start()] if stop else text
    return words.strip() if 0 < len(words.split()) <= _LONGEST_MEMBER and not re.search(r"\d", words) else None


def _shared_noun(members: tuple[str, ...]) -> str:
    """Return the noun behind the last of several adjectives: "political, military and economic aid"."""
    adjectives = [member for member in members[:-1] if _ADJECTIVE.fullmatch(member)]
    words = members[-1].split()
    is_shared = len(words) == 2 and all(" " not in member for member in members[:-1])
    return words[1] if is_shared and 2 * len(adjectives) > len(members) - 1 and _ADJECTIVE.fullmatch(words[0]) else ""
