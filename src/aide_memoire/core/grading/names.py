"""Names of people: the surname alone, initials, and what looks like a name."""

from __future__ import annotations

import re

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
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?)+")


def surnames(name: str) -> tuple[str, ...]:
    """Return what of a person's name stands for it alone: the surname, with and without "van"; Mao of Mao Zedong."""
    words = [word for word in name.replace(",", " ").split() if word.casefold() not in _TITLES]
    if len(words) < 2:
        return tuple(words)
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    first = (words[0],) if words[0].casefold() in _SURNAME_FIRST else ()
    return tuple(dict.fromkeys((words[-1], " ".join(words[start:]), *first)))


def with_initials(typed: str, name: str) -> bool:
    """Return whether a name was typed with initials for its first names: J. S. Bach."""
    words = name.split()
    said = re.sub(r"\.(?=\S)", ". ", typed).split()
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
