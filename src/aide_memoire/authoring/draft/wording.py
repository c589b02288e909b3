"""First words for a stub, cut out of its sentence: a person puts them into their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.authoring.draft.names import Name, find_names
from aide_memoire.core.grading.numerals import CARDINALS

if TYPE_CHECKING:
    from aide_memoire.authoring.draft.dates import FoundDate
    from aide_memoire.authoring.draft.lists import FoundList
    from aide_memoire.authoring.draft.numbers import FoundNumber

_MOST_WORDS = 12
_NEAR = 120  # characters between a date and the name of what happened then
_CLAUSE = re.compile(
    r"(?<!\d)[,;:](?!\d)|(?<=\d)[,;:](?=\s)|[()“”„\"«»]|\s[–—-]\s|[.!?。]+$|\s(?=(?:when|where|but)\b)"
)
_LEAD = re.compile(
    r"(?:\b(?:in|on|at|by|since|from|of|until|after|before|during|around|about|im|am|vom|von|seit|bis|um|en|em|el|le|du|в|с)"
    r"\s+(?:the\s+|dem\s+|den\s+)?(?:(?:year|years|night|evening|morning|Jahre?)\s+(?:of\s+)?)?|[(\s]+)$",
    re.I,
)
_BEGINS = re.compile(r"(?:^|[,;:(“\"«„]|\b(?:and|but|when|und|aber|et|y))\s*$", re.I)
_ADJUNCT = re.compile(
    r"(?:in|on|at|by|after|before|during|under|from|with|without|for|to|as|because|although|though|while|since|of|"
    r"(?:which|who|that)\s+(?:was|were|is|are|had|has|have|would|took|made|led|[a-z]+ed)|due|despite|according|[a-z]+ing|nach|vor|bei|mit|durch|als|weil|après|avant|dans)\b",
    re.I,
)
_AUXILIARY = re.compile(r"(?:was|were|is|are|has|had|have|would|will|died|became|wurde|war|starb|fut|était|fue)\b")
_FILLER = re.compile(r"^(?:and|but|that|when|then|also|meanwhile|however|so|thus|while|which|whose|und|aber)\s+", re.I)
_VERBS = (
    "signed concluded ratified founded established created formed held built opened completed born elected crowned"
    " fought dissolved abolished published released launched adopted proclaimed declared discovered invented introduced"
    " convened agreed unveiled destroyed annexed captured conquered granted mentioned rebuilt restored"
)
_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS.split())})\b")
_ENDED = re.compile(r"\b(?:expired?|ended|dissolved|abolished|lapsed|closed|terminated|collapsed|endete|galt|bis)\b")
_PLACED = re.compile(
    rf"\b(?:{'|'.join(_VERBS.split())}|met|died|took place|place)\b[^.;]*?\b(?:in|at|on)\s+(?:the\s+)?"
)
_COUNTED = re.compile(
    rf"\b(?:\d+|{'|'.join(CARDINALS)})\s"
    r"(?P<noun>(?:(?!(?:are|were)\b)[\w-]+\s){0,3}(?!(?:are|were)\b)[\w-]+)(?:\s(?:are|were))?\s*$",
    re.I,
)
_LEADS_ON = re.compile(r"\b(?:of|between|for|with|among|from|by|to|as|into|like|are|were|include)\s*(?:the\s*)?$")
_INCLUDES = re.compile(
    r"\b(?:includes?|included|comprises?|comprised|consists? of|consisted of|members (?:are|were))\s*$"
)


def name_event(sentence: str, date: FoundDate, dates: tuple[FoundDate, ...]) -> str:
    """Return the name of what happened on a date: that of a treaty, a war or the like near it, else the clause."""
    named = nearest_event(sentence, date, dates)
    if named:
        return named.text
    return _bracketed(sentence, date) or _clause_of(sentence, date.start, date.end)


def nearest_event(sentence: str, date: FoundDate, dates: tuple[FoundDate, ...]) -> Name | None:
    """Return the name of a treaty, a war or the like near a date, with none of the other `dates` between the two."""
    near = []
    for name in find_names(sentence):
        low, high = min(name.end, date.end), max(name.start, date.start)
        if (
            name.is_event
            and 0 <= high - low <= _NEAR
            and not re.search(r"[;:]", sentence[low:high])
            and not any(low <= each.start < high for each in dates if each != date)
        ):
            near.append((high - low, name))
    return min(near, key=lambda each: each[0])[1] if near else None


def find_verb(sentence: str, date: FoundDate) -> str:
    """Return the participle that says what was done on a date: "signed", "founded"; "" where it is none of those."""
    verbs = sorted(_VERB.finditer(sentence), key=lambda found: abs(found.start() - date.start))
    return verbs[0][0] if verbs and abs(verbs[0].start() - date.start) < _NEAR else ""


def is_end(sentence: str, date: FoundDate) -> bool:
    """Return whether a date is said to be that of an end."""
    return bool(_ENDED.search(sentence[max(date.start - _NEAR // 4, 0) : date.start]))


def find_place(sentence: str, dates: tuple[FoundDate, ...]) -> str:
    """Return where something was signed, held or the like; "" where the sentence does not say it."""
    names = [
        name
        for name in find_names(sentence)
        if not name.is_event and not any(date.start <= name.start < date.end for date in dates)
    ]
    for found in _PLACED.finditer(sentence):
        for name in names:
            if name.start == found.end():
                return name.text
    return ""


def _bracketed(sentence: str, date: FoundDate) -> str:
    """Return what a date in brackets belongs to: the name before them, else the sentence without brackets."""
    opening = re.search(r"\s*\([^()]*$", sentence[: date.start])
    if not opening:
        return ""
    named = [name.text for name in find_names(sentence) if name.end == opening.start()]
    return named[-1] if named else _shortened(re.sub(r"\s*\([^()]*\)", "", sentence))


def _clause_of(sentence: str, start: int, end: int) -> str:
    """Return the words around a date, without it: those behind it where it begins a clause, else those before it."""
    while (lead := _LEAD.search(sentence[:start])) and lead.start() < start:
        start = lead.start()
    behind = [part.strip() for part in _CLAUSE.split(sentence[end:])]
    before = [part.strip() for part in reversed(_CLAUSE.split(sentence[:start].rstrip(" ,(")))]
    closing = f" {behind[0]}" if re.match(r"\s+\w", sentence[end:]) else ""
    own = _with_subject(before[0] + closing, before)
    is_first = bool(_BEGINS.search(sentence[:start]))
    whole = [clause for clause in (behind if is_first else [own, *before[1:], *behind]) if _is_clause(clause)]
    short = [clause for clause in behind if len(clause.split()) == 2 and is_first and not _ADJUNCT.match(clause)]
    return _shortened((whole or short or [sentence[:start] + sentence[end:]])[0])


def _is_clause(words: str) -> bool:
    return len(words.split()) > 2 and not _ADJUNCT.match(words)


def _with_subject(clause: str, before: list[str]) -> str:
    """Return a clause that begins with its verb behind the subject of its sentence: "Prince Arthur, …, died there"."""
    is_bare = len(clause.split()) < 4 or _AUXILIARY.match(clause)
    subject = before[-1] if len(before) > 1 else ""
    can_be = 0 < len(subject.split()) < 6 and not _ADJUNCT.match(subject) and clause[:1].islower()
    return f"{subject} {clause}" if is_bare and can_be else clause


def _shortened(text: str) -> str:
    """Return the first words of a text, without those that only lead on from what came before."""
    words = " ".join(text.split()).strip(' ,;:.()“”"')
    while found := _FILLER.match(words):
        words = words[found.end() :]
    some = words.split()
    return words if len(some) <= _MOST_WORDS else f"{' '.join(some[:_MOST_WORDS])} …"


def name_list(found: FoundList) -> str:
    """Return what the members of a list are, by the words around it."""
    if found.noun:
        return found.noun
    includes = _INCLUDES.search(found.before)
    if includes:
        owner = found.before[: includes.start()]
        names = find_names(f"x {owner}")
        the = "the " if names and owner[: names[-1].start - 2].endswith("the ") else ""
        return f"members of {the}{names[-1].text}" if names else f"parts of {_end_of(owner)}"
    before = _end_of(found.before)
    if counted := _COUNTED.search(found.before):
        return counted["noun"]
    if not _LEADS_ON.search(found.before) and found.after[:1].islower():
        return f"those that {_shortened(_CLAUSE.split(found.after)[0])}"
    return f"{before} …" if before else f"{_shortened(found.after) or ', '.join(found.members[:2])} …"


def _end_of(text: str) -> str:
    """Return the last words of a text, within one clause."""
    words = re.sub(r"\s*(?:such as|including|namely|\bthe|[,:])\s*$", "", text, flags=re.I)
    clause = re.split(r",\s|\s(?:and|but|that)\s", words)[-1]
    return " ".join((clause if len(clause.split()) > 1 else words).split()[-8:])


def ask_number(sentence: str, found: FoundNumber) -> str:
    """Return a question that leaves out the number."""
    before, after = sentence[: found.start], sentence[found.end :]
    first = max((cut.end() for cut in _CLAUSE.finditer(before)), default=0)
    cut = _CLAUSE.search(after)
    last = cut.start() if cut else len(after)
    if len((before[first:] + after[:last]).split()) < 5:
        first, last = 0, len(after)
    left, right = before[first:].split()[-_MOST_WORDS:], after[:last].rstrip(" .!?").split()[:_MOST_WORDS]
    gap = "… " if after[:1].isspace() or not right else "…"
    words = f"{' '.join([*left, ''])}{gap}{' '.join(right)}"
    while filler := _FILLER.match(words):
        words = words[filler.end() :]
    return f"Which number is missing: {words.strip()}?"
