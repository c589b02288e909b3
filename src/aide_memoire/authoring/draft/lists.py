"""Find the enumerations in a sentence: "A, B, C and D"."""

from __future__ import annotations

import re
from typing import NamedTuple

from aide_memoire.authoring.draft.members import (
    NAMES,
    WORDS,
    Reader,
    are_alike,
    are_one_name,
    bare,
    has_article,
    is_verb_next,
    shared_noun,
    without_others,
)
from aide_memoire.authoring.draft.names import TITLES

_FEWEST, _MOST = 3, 40  # members
_BREAK = re.compile(r"[;:()“”„\"«»…]|[.!?]+$|\s[–—-]\s")
_AND = re.compile(r"\s+(?:and|und|et|y|e|и|og|och|as well as|sowie)\s+(?:also\s+|finally\s+)?")
_AND_FIRST = re.compile(r"\s*(?:and|und|et|y|e|и|og|och|as well as|sowie)\s+")
_BETWEEN_COMMAS = re.compile(r"(?:[^,、،]|(?<=\d),(?=\d))+")
_COLON = re.compile(r"[:(]\s*(?:the\s|an?\s)?\s*$")
_TITLE_BEFORE = re.compile(
    rf"(?:\b{TITLES}|\b(?:treaty|agreement|convention|pact|law|act|declaration|memorandum|protocol|ministry|department|"
    r"ministerium|vertrag|abkommen))\s+(?:of|on|for|concerning|about|über|für|de|sur|sobre)\s+(?:the\s+)?$"
)
_TITLE_WITHIN = re.compile(rf"\b{TITLES}\s+(?:of|on|for|concerning|über|für|de)\s")
_SUBORDINATE = re.compile(r"\b(?:when|while|after|before|as|since|because|although|if|once|als|nachdem|weil|während)\b")
_FIRST = (
    r"(?:In|At|On|After|Before|During|By|Since|Under|Near|From|With|For|To|Between|Im|Bei|Nach|Vor|Seit|Am|Dans|En|À"
    r"|[A-Z][a-z]+ed\s+(?:by|in|at|from|on))\s+"
)
_PREPOSITION = re.compile(rf"{_FIRST}(?:the\s+)?")
_PHRASE = re.compile(_FIRST)
_MANY_OF = re.compile(r"\b[a-z]+s\s+(?:of|in|from|between)\s*(?:the\s*)?$")
_DIRECTIONS = ("to", "in", "into", "from", "at", "of", "on", "against", "by", "with")


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
    pieces = [_Piece(start + part.start(), part[0]) for part in _BETWEEN_COMMAS.finditer(sentence[start:end])]
    found: list[FoundList] = []
    done = 0
    for place in range(1, len(pieces)):
        ends = _ends(pieces, place)
        if ends and place >= done:
            readings = (_read_back(sentence, pieces[done:place], ends, end, reader) for reader in (NAMES, WORDS))
            if listed := next(filter(None, readings), None):
                found.append(listed)
                done = place + 1
    return found


def _ends(pieces: list[_Piece], place: int) -> tuple[list[_Piece], _Piece] | None:
    """Return the member before "and", where it stands in this piece, and what stands after it."""
    start, text = pieces[place]
    if first := _AND_FIRST.match(text):
        return ([], _Piece(start + first.end(), text[first.end() :])) if place > 1 else None
    if joined := _AND.search(text):
        return [_Piece(start, text[: joined.start()])], _Piece(start + joined.end(), text[joined.end() :])
    return None


def _read_back(
    sentence: str, before: list[_Piece], ends: tuple[list[_Piece], _Piece], limit: int, reader: Reader
) -> FoundList | None:
    """Return the list that ends so, read from its end to its beginning."""
    middle, final = ends
    last = reader.last(final.text)
    if not last or not all(reader.is_whole(piece.text) for piece in middle):
        return None
    members = [piece.text.strip() for piece in middle]
    while len(before) > 1 and len(members) < _MOST and reader.is_whole(before[-1].text):
        members.insert(0, before[-1].text.strip())
        before = before[:-1]
    first = reader.first(before[-1].text) if before else None
    if not first:
        return None
    start = before[-1].start + len(before[-1].text) - len(first)
    end = final.start + final.text.index(last) + len(last)
    return _checked(sentence, (first.strip(), *members, last), start, end, limit, reader)


def _checked(
    sentence: str, members: tuple[str, ...], start: int, end: int, limit: int, reader: Reader
) -> FoundList | None:
    """Return the list without what is none of it, or None where it is a title or too short."""
    clause, after, noun = _clause_before(sentence[:start]), sentence[end:limit].strip(), ""
    if _TITLE_BEFORE.search(sentence[:start]) or _TITLE_WITHIN.search(members[0]):
        return None
    if are_one_name(members):
        return None
    if reader is NAMES:
        if _is_of_another_clause(clause, members, after):
            clause, members = f"{clause}{members[0]}, ", members[1:]
        members = without_others(members)
    else:
        members = _without_verb(members)
        noun = shared_noun(members) if are_alike(members) else ""
        if not are_alike(members):
            return None
    if noun:
        members = (*members[:-1], members[-1].rsplit(" ", 1)[0])
    cleaned = tuple(dict.fromkeys(map(bare, members)))
    return FoundList(cleaned, clause.strip(), after, start, end, noun) if len(cleaned) >= _FEWEST else None


def _clause_before(before: str) -> str:
    """Return the clause that leads to a list; of a list behind a colon, the one before that."""
    cuts = [0, *(found.end() for found in _BREAK.finditer(before))]
    colon = _COLON.search(before) if len(cuts) > 1 else None
    return before[cuts[-2] : colon.start()] if colon else before[cuts[-1] :]


def _without_verb(members: tuple[str, ...]) -> tuple[str, ...]:
    """Return members of one word each also where the first has the end of a clause before it."""
    is_long = len(members[0].split()) > 2 and not any(" " in member for member in members[1:])
    return (members[0].split()[-1], *members[1:]) if is_long else members


def _is_of_another_clause(clause: str, members: tuple[str, ...], after: str) -> bool:
    """Return whether the first name ends what comes before: "when NATO went to the East, China, Russia and …"."""
    has_verb = is_verb_next(after)
    odd_article = has_article(members[0]) and not any(map(has_article, members[1:]))
    if _SUBORDINATE.search(clause) and (odd_article or (has_verb and clause.rstrip().endswith(_DIRECTIONS))):
        return True
    if _PREPOSITION.fullmatch(f"{clause.strip()} "):
        return has_verb or (not after and len(members) == _FEWEST)
    is_phrase = bool(_PHRASE.match(clause)) and "," not in clause and not _MANY_OF.search(clause)
    return is_phrase and (has_verb or len(members) == _FEWEST)
