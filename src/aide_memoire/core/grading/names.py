"""Names of people: the surname alone, initials, and what looks like a name."""

from __future__ import annotations

import re
from typing import NamedTuple

from aide_memoire.core.grading.folding import fold

_PARTICLES = frozenset(
    str.split("van von de der den del della di da do dos du la le el al bin ibn ben ten ter zu zur af av y und of")
)
_TITLES = frozenset(
    str.split(
        "sir lord lady dame dr doctor prof professor president king queen emperor saint st pope general mr mrs ms"
    )
)
_SURNAME_FIRST = frozenset(
    str.split(
        "mao deng xi zhou chiang jiang hu li sun liu zhang wang chen lin zhao yang kim park lee choi moon ho "
        "nguyen vo ngo pham bo zhu wen qin peng ye cao sima sun zhuge kong lao confucius yi jang kang"
    )
)
_NO_SURNAMES = frozenset(
    str.split(
        "war wars sea ocean river lake island islands mountain mountains desert peninsula strait gulf bay "
        "canal city town state states kingdom republic empire union treaty pact act law laws theorem theory "
        "rule principle effect equation system cell cells acid oxide period era age revolution reform party "
        "church museum university school street square bridge tower house palace castle temple field fields "
        "curve cycle process disease syndrome korea africa america asia europe york zealand guinea hampshire "
        "jersey mexico orleans south north east west carolina dakota virginia sudan ireland wales australia "
        "league nations council court bank fund market nervous lobe artery vein bone muscle gland nerve"
    )
)
_PLACES = frozenset(
    str.split(
        "new old north south east west great little upper lower port san santa são saint st. st los las el "
        "rio hong lake mount cape fort buenos black red white green blue yellow dead first second third the"
    )
)
_BEHIND = frozenset(("jr", "junior", "sr", "senior"))
_KNOWN_BY_FIRST = frozenset(
    ("leonardo da vinci", "michelangelo buonarroti", "galileo galilei", "dante alighieri", "napoleon bonaparte")
)
_KNOWN_BY_FIRST |= frozenset(("rembrandt van rijn", "raffaello sanzio", "erasmus of rotterdam", "tycho brahe"))
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?)+")


def surnames(name: str) -> tuple[str, ...]:
    """Return what of a person's name stands for it alone: the surname, with and without "van"; Mao of Mao Zedong."""
    words = [word for word in name.replace(",", " ").split() if word.casefold().rstrip(".") not in _BEHIND]
    while len(words) > 1 and words[0].casefold().rstrip(".") in _TITLES:
        words = words[1:]
    if len(words) < 2:
        return tuple(words)
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    is_first = words[0].casefold() in _SURNAME_FIRST or " ".join(words).casefold() in _KNOWN_BY_FIRST
    tails = (" ".join(words[place:]) for place in range(len(words) - 1, min(start, 1) - 1, -1))
    return tuple(dict.fromkeys((*tails, *((words[0],) if is_first else ()))))


def turned(name: str) -> str:
    """Return a name with its surname last: "Shakespeare, William"."""
    last, comma, first = name.partition(",")
    return f"{first} {last}".strip() if comma and fold(first) not in _BEHIND else name


def in_full(typed: str, name: str) -> bool:
    """Return whether the first names were typed of which the deck has the initials."""
    given = [word for word in re.sub(r"\.(?=\S)", ". ", name).split()[:-1] if word.casefold() not in _PARTICLES]
    count = len([word for word in turned(typed).split()[:-1] if word.casefold() not in _PARTICLES])
    return all(word.endswith(".") for word in given) and len(given) == count and with_initials(name, typed)


def with_initials(typed: str, name: str) -> bool:
    """Return whether a name was typed with initials for its first names: J. S. Bach."""
    words = re.sub(r"\.(?=\S)", ". ", turned(name)).split()
    said = re.sub(r"\.(?=\S)", ". ", turned(typed)).split()
    if not 1 < len(said) <= len(words) or said[-1].casefold() != words[-1].casefold():
        return False
    given, meant = said[:-1], [word for word in words[:-1] if word[:1].isupper()]
    given = [word for word in given if word.casefold() not in _PARTICLES]
    return 0 < len(given) <= len(meant) and all(
        one.rstrip(".").casefold() in (other[0].casefold(), other.casefold())
        for one, other in zip(given, meant, strict=False)
    )


def looks_like_a_person(name: str) -> bool:
    """Return whether a text has the look of a person's name: two to four capitalised words, none a common noun."""
    words = name.split()
    if not 2 <= len(words) <= 4 or not all(_WORD.fullmatch(word) for word in words):
        return False
    proper = [word for word in words if word.casefold() not in _PARTICLES]
    if len(proper) < 2 or not all(word[0].isupper() and not word.isupper() for word in proper):
        return False
    small = {word.casefold() for word in words}
    return not small & _NO_SURNAMES and words[0].casefold() not in _PLACES and len(words[-1]) > 3


def same_person(typed: str, name: str) -> bool:
    """Return whether a name was typed in full but for a title or "Jr.", surname first, or by its capitals: FDR."""
    said, wanted = _parts(typed), _parts(name)
    if not said.words or len(wanted.words) < 2 or not _may_be_one(said, wanted):
        return False
    if said.words == wanted.words:
        return True
    if len(wanted.words) == 2 and said.words == wanted.words[::-1]:
        return bool({said.words[-1], wanted.words[0]} & _SURNAME_FIRST)
    letters = "".join(word[0] for word in wanted.words if word not in _PARTICLES)
    return len(letters) > 2 and typed.isupper() and said.words == (letters,)


def has_more_names(typed: str, name: str) -> bool:
    """Return whether first names that the deck does not have were typed before a surname that stands alone there."""
    said = fold(typed).split()
    return fold(name) == said[-1] and 1 < len(said) <= 4 if said else False


class _Name(NamedTuple):
    """A name without accents or case: its title, its words, and what tells a son from his father."""

    title: str
    words: tuple[str, ...]
    behind: str


def _parts(name: str) -> _Name:
    """Return the parts of a name; "Shakespeare, William" is turned round."""
    words = fold(turned(name)).split()
    title = words.pop(0) if len(words) > 1 and words[0] in _TITLES else ""
    behind = words.pop() if len(words) > 2 and words[-1] in _BEHIND else ""
    return _Name({"doctor": "dr", "professor": "prof", "st": "saint"}.get(title, title), tuple(words), behind)


def _may_be_one(said: _Name, wanted: _Name) -> bool:
    """Return whether neither title nor "Jr." tells two people apart."""
    titles, behind = {said.title, wanted.title}, {said.behind, wanted.behind}
    return (len(titles) == 1 or "" in titles) and (len(behind) == 1 or not said.behind)
