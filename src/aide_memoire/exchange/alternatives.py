"""The answers that one answer of a list stands for: “huge; enormous”, “lift / elevator”, “colo(u)r”, “der Hund”.

An answer is only taken apart where nothing else can be meant. Figures, dates, units, formulas and code stay whole.
"""

from __future__ import annotations

import re

from aide_memoire.core.grading.code import is_code

_MOST = 8  # answers
_LONGEST = 120  # characters of an answer that is looked at
_WORDS = 5  # of one alternative; a longer one is a sentence
_SHORT = 3  # letters from which a word between slashes without blanks can stand alone
_SEVERAL = re.compile(
    r"\b(?:name|list|enumerate|give|which (?:\w+ )?(?:are|were|have)|what are|what were|who (?:are|were)|how many|all"
    r"|two|three|four|five"
    r"|six|seven|eight|both|sind|waren|nenne|welche|zwei|drei|vier|fünf|sont|quels|quelles|citez|deux|trois|quatre|son|eran"
    r"|cuáles|dos|tres|cuatro|nombra|назовите|перечислите|какие|каковы|два|две|три|четыре)\b|\d|哪些|列出|列举",
    re.IGNORECASE,
)
"""Words of a question that asks for several things, so that its answer is a list."""

_WHOLE = re.compile(r"[$\\`=<>{}@“”„«»\"]|://|\b(?:and/or|either/or|n/a|w/o|s/he)\b|\.\.\.|…", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?:]\s|[!?:]$")
_SEMICOLON = re.compile(r"\s*[;；]\s*")
_SLASH = re.compile(r"\s+/\s+")
_BARE_SLASH = re.compile(r"/")
_PAIRS = frozenset(
    "input/output true/false yes/no on/off read/write his/her he/she him/her client/server pass/fail".split()  # noqa: SIM905
)
_BRACKETS = re.compile(r"(?P<before>\S*)\((?P<inside>[^()\d]{1,40})\)(?P<after>\w*)")
_COUNT = re.compile(r"[ivxlcd]+|[IVXLCDM]+|(?![mfn]).", re.DOTALL)  # (m), (f) and (n) are genders
_ENDINGS = ("s", "es", "e", "n", "en", "er", "in", "x")
_LAST_ARTICLE = re.compile(r"(?P<rest>[^,()\d]+),\s*(?P<article>[^\W\d_]{1,5}['’]?)", re.DOTALL)
_FIRST_ARTICLE = re.compile(r"(?P<article>[^\W\d_]{1,5})(?:\s+|(?<=l)['’])(?P<rest>[^\W\d_].*)", re.DOTALL)
_ELIDED = re.compile(r"(?P<article>[lL])['’](?P<rest>\w.*)", re.DOTALL)
_TWO_ARTICLES = re.compile(r"(?P<one>[^\W\d_]{1,5})\s*/\s*(?P<two>[^\W\d_]{1,5})\s+(?P<rest>[^/]+)")
_CLEAR = frozenset("der das ein eine el los las le les il gli lo la l un une una unos unas het".split())  # noqa: SIM905
_BEFORE_CAPITALS = frozenset("die den dem des einen einem einer".split())  # noqa: SIM905
_ARTICLES = _CLEAR | _BEFORE_CAPITALS | frozenset("the a an de en ett o os as um uma i uno".split())  # noqa: SIM905


def alternatives(answer: str, question: str = "") -> list[str]:
    """Return the answer to show, then the others that are as right; the answer alone if it stands for itself."""
    if len(answer) > _LONGEST or "\n" in answer or _WHOLE.search(answer) or is_code(answer):
        return [answer]
    pieces = _pieces(answer, question)
    if len(pieces) == 1 and not (_has_article(answer) or "(" in answer or "," in answer):
        return pieces
    found = dict.fromkeys(pieces)
    for piece in pieces:
        found.update(dict.fromkeys(_variants(piece)))
    return list(found)[:_MOST]


def _pieces(answer: str, question: str) -> list[str]:
    """Return what semicolons or slashes part, where each part can be an answer of its own."""
    if any(sign.isdigit() for sign in answer) or _SEVERAL.search(question) or _is_sentence(answer):
        return [answer]
    for sign in (_SEMICOLON, _SLASH):
        pieces = [piece for piece in sign.split(answer) if piece]
        if 1 < len(pieces) <= _MOST and all(map(_is_alone, pieces)) and not _are_names(pieces):
            return pieces
    words = _BARE_SLASH.split(answer) if "/" not in question else [answer]  # him/her: ihn/sie
    if len(words) > 1 and all(map(_is_word, words)) and answer.casefold() not in _PAIRS:
        return words
    return [answer]


def _is_alone(piece: str) -> bool:
    """Return whether a part is short, no sentence, and begins and ends with a word."""
    is_short = len(piece.split()) <= _WORDS and not _SENTENCE.search(piece)
    return is_short and any(sign.isalpha() for sign in piece) and piece.count("(") == piece.count(")")


def _is_sentence(answer: str) -> bool:
    return answer.endswith(".") and answer[:1].isupper() and " " in answer


def _are_names(pieces: list[str]) -> bool:
    """Return whether the parts are rather the members of a list: three or more that begin with a capital letter."""
    return len(pieces) > 2 and all(piece[:1].isupper() for piece in pieces)


def _is_word(piece: str) -> bool:
    return piece.isalpha() and len(piece) >= _SHORT and piece.islower() == piece[:1].islower() and not piece.isupper()


def _has_article(answer: str) -> bool:
    return "'" in answer or "’" in answer or "/" in answer or answer.partition(" ")[0] in _ARTICLES


def _variants(piece: str) -> list[str]:
    """Return the ways to write an answer: without and with what is in its brackets, with or without its article."""
    found = _with_brackets(piece)
    both = _TWO_ARTICLES.fullmatch(piece)
    if both and {both["one"].casefold(), both["two"].casefold()} <= _ARTICLES:
        found += [f"{both['one']} {both['rest']}", f"{both['two']} {both['rest']}"]
    last = _LAST_ARTICLE.fullmatch(piece)
    if last and last["article"].casefold().rstrip("'’") in _ARTICLES:
        found += [f"{last['article']} {last['rest']}", last["rest"]]
    return [*found, *(bare for each in (piece, *found) for bare in _without_article(each))]


def _with_brackets(piece: str) -> list[str]:
    """Return an answer without its brackets, and with what they hold; none for f(x), iron(II), vitamin B (12)."""
    found = _BRACKETS.search(piece)
    if not found or piece.count("(") != 1 or not _is_optional(found):
        return []
    before, after = piece[: found.start()], piece[found.end() :]
    without = f"{before}{found['before']}{found['after']}{after}"
    whole = f"{before}{found['before']}{found['inside']}{found['after']}{after}"
    is_within = bool(found["before"] or found["after"]) or not before.strip()
    plain = [" ".join(text.split()) for text in ((without, whole) if is_within else (without,))]
    return [text for text in plain if any(sign.isalnum() for sign in text)]


def _is_optional(found: re.Match[str]) -> bool:
    """Return whether brackets hold what may be left out, not an argument or a count."""
    if not any(sign.isalpha() for sign in found["inside"]):
        return False
    if found["before"] and not found["after"]:
        return found["inside"] in _ENDINGS and len(found["before"]) > _SHORT
    return bool(found["after"]) or not _COUNT.fullmatch(found["inside"])


def _without_article(piece: str) -> list[str]:
    """Return a noun without an article in front that is one beyond doubt: “der Hund”, not “die out” or “La Paz”."""
    found = _ELIDED.fullmatch(piece) or _FIRST_ARTICLE.fullmatch(piece)
    if not found:
        return []
    article, rest = found["article"], found["rest"]
    is_clear = article in _CLEAR or (article in _BEFORE_CAPITALS and rest[:1].isupper())
    return [rest] if is_clear and len(rest.split()) <= _SHORT else []
