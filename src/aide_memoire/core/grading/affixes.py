"""Beginnings and endings that carry a word's meaning: what differs in them alone is another word, not a typo."""

from __future__ import annotations

import re

from aide_memoire.core.grading.distance import typo_distance

_PREFIXES = (
    ("hyper", "hypo"),
    ("inter", "intra", "intro", "infra"),
    ("endo", "exo", "ecto", "ento"),
    ("en", "ex"),
    ("em", "im"),
    ("ab", "ad"),
    ("af", "ef"),
    ("an", "cat", "ana", "cata", "meta"),
    ("in", "de"),
    ("in", "ex"),
    ("im", "ex"),
    ("ante", "anti"),
    ("pre", "post"),
    ("sub", "super", "supra"),
    ("homo", "hetero"),
    ("macro", "micro", "milli", "nano", "pico", "kilo", "mega", "giga", "centi", "deci"),
    ("mono", "di", "tri", "tetra", "penta", "hexa", "hepta", "octa", "poly", "oligo"),
    ("uni", "bi", "tri", "multi"),
    ("pro", "eu"),
    ("sym", "asym"),
    ("iso", "aniso", "allo"),
    ("over", "under"),
    ("cis", "trans"),
    ("гипер", "гипо"),
    ("ober", "unter"),
    ("hin", "her"),
    ("ein", "aus"),
    ("auf", "ab"),
)
_NEGATIONS = ("un", "in", "im", "il", "ir", "non", "dis", "mis", "a", "an", "anti", "de", "dys", "не", "без", "des")
_SUFFIXES = (
    ("ase", "ose"),
    ("itis", "osis"),
    ("cyte", "blast", "clast"),
    ("blast", "clast"),
    ("tomy", "stomy", "ctomy"),
    ("tropic", "trophic"),
    ("philic", "phobic"),
    ("ist", "ism"),
    ("less", "ful"),
    ("gen", "gon"),
    ("tide", "side"),
    ("loge", "logie"),
)
_STEMS = (
    "sulf|sulph|nitr|phosph|chlor|brom|iod|carbon|chrom|mangan|acet|arsen|selen|tellur|silic|bor|alumin|cyan|fluor|oxal"
    "|ferr|cupr|mercur|stann|plumb|hydr|ox"
)
_SALTS = tuple(
    re.compile(rf"(.*(?:{_STEMS}))({endings})")
    for endings in ("ate|ite|ide|ine|ic|ous", "at|it|id", "ato|ito|uro", "ат|ит|ид")
)
_CARBON = re.compile(
    r"(.*(?:meth|eth|prop|but|pent|hex|hept|oct|non|dec|benz|tolu))(?:(an|en|yn|yl|ox)(e|ol|al|one|oic|oate|ine|on)?|(ol|al))"
)
_PLURALS: tuple[tuple[str, str], ...] = (
    ("", "s"),
    ("", "es"),
    ("y", "ies"),
    ("us", "i"),
    ("um", "a"),
    ("on", "a"),
    ("a", "ae"),
    ("is", "es"),
    ("ix", "ices"),
)
_PLURALS += (("ex", "ices"), ("f", "ves"), ("fe", "ves"), ("man", "men"))

_NO_PLURALS = frozenset(("ammonia", "magnesia", "zirconia", "titania", "ceria", "thoria", "yttria", "lithia"))
"""Compounds of elements in -ium, not many of them."""

_ENDINGS = {
    "es": str.split(
        "o a e as es os an en amos emos imos áis éis ís ó é í aste iste aron ieron aba ía ar er ir ado ido s"
    ),
    "pt": str.split("o a e as es os am em amos emos imos ou ei i aste este aram ava ia ar er ir ado ido s"),
    "it": str.split("o a e i ano ono iamo ate ete ite ò ai are ere ire ato ito uto ava"),
    "fr": str.split("e es ent ons ez er é ée és ées ait ais a ai as s x"),
    "pl": ["a", "y", "i", "e", "ę", "ą", "o", "u", "ów", "om", "ami", "ach", "em", "ie", "ego", "emu", "ymi", "ych"],
    "tr": ["lar", "ler", "da", "de", "dan", "den", "ta", "te"],
    "ru": str.split(
        "а я о е ы и у ю ь й ой ей ом ем ам ям ах ях ов ев ами ями ого его ому ему ым им ыи ии ая яя ое ее ые "
        "ие ого ет ит ут ют ат ят ешь ишь ете ите ть л ла ло ли"
    ),
}
_EMPTY_ENDINGS = ("s", "x", "es", "y", "i", "lar", "ler", "ы", "и", "а", "ов")
_SHORTEST_STEM = 3


def other_affix(one: str, other: str) -> bool:
    """Return whether two words differ in a beginning or an ending that carries the meaning."""
    pairs = ((one, other), (other, one))
    if any(_negated(*pair) or _is_enzyme_of(*pair) for pair in pairs):
        return True
    return _other_prefix(one, other) or _other_suffix(one, other)


def _negated(one: str, other: str) -> bool:
    return len(other) > _SHORTEST_STEM and any(one == negation + other for negation in _NEGATIONS)


def _is_enzyme_of(enzyme: str, other: str) -> bool:
    """Return whether one word is the enzyme that is named by the other: telomerase, telomere."""
    stem = enzyme.removesuffix("ase")
    return len(stem) > _SHORTEST_STEM and stem != enzyme and other in (stem, f"{stem}e", f"{stem}in", f"{stem}en")


def _other_prefix(one: str, other: str) -> bool:
    for family in _PREFIXES:
        mine = [prefix for prefix in family if one.startswith(prefix)]
        theirs = [prefix for prefix in family if other.startswith(prefix)]
        if mine and theirs and max(mine, key=len) != max(theirs, key=len):
            rests = one[len(max(mine, key=len)) :], other[len(max(theirs, key=len)) :]
            if min(map(len, rests)) >= _SHORTEST_STEM and _alike(*rests):
                return True
    return False


def _other_suffix(one: str, other: str) -> bool:
    for family in _SUFFIXES:
        mine = next((suffix for suffix in family if one.endswith(suffix)), None)
        theirs = next((suffix for suffix in family if other.endswith(suffix)), None)
        if mine and theirs and mine != theirs and _alike(one[: -len(mine)], other[: -len(theirs)]):
            return True
    return any(_other_ending(pattern.fullmatch(one), pattern.fullmatch(other)) for pattern in (*_SALTS, _CARBON))


def _other_ending(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    """Return whether two names of substances have the same stem, but for a typo, and another ending."""
    if one is None or other is None or one.groups()[1:] == other.groups()[1:]:
        return False
    return _alike(one[1], other[1])


def _alike(one: str, other: str) -> bool:
    return one == other or (bool(one) and bool(other) and typo_distance(one, other) <= 1)


def other_form(one: str, other: str, language: str) -> bool:
    """Return whether two words are forms of one, in a language whose endings carry the meaning: hablo, hablas."""
    endings = _ENDINGS.get(language.partition("-")[0])
    if endings is None:
        return False
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    for stem in range(common, max(common - 4, _SHORTEST_STEM - 1), -1):
        ends = {one[stem:], other[stem:]}
        if len(ends) == 2 and all(end in endings or end == "" for end in ends):
            return "" not in ends or bool(ends & set(_EMPTY_ENDINGS))
    return False


def is_plural(one: str, other: str, language: str) -> bool:
    """Return whether two English words are one in singular and plural, or a verb with its -s or -d."""
    if language.partition("-")[0] != "en" or {one, other} & _NO_PLURALS:
        return False
    pairs = ((one, other), (other, one))
    return any(
        single.endswith(end) and single[: len(single) - len(end)] + plural_end == plural
        for single, plural in pairs
        for end, plural_end in _PLURALS
        if len(single) >= 3
    )
