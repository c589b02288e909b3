"""Find the names in a sentence, also of treaties and the like, and what has two names."""

from __future__ import annotations

import re
from typing import NamedTuple

TITLES = (
    r"(?:Treat(?:y|ies)|Agreement|Convention|Pact|Protocol|Declaration|Charter|Act|Law|Bill|Code|Memorandum|Covenant|"
    r"Statute|Edict|Accord|Ministry|Minister|Department|Secretary|Committee|Commission|Organi[sz]ation|Office|Bureau|"
    r"Institute|Academy|Faculty|School|College|Museum|Society|Association|Council|Union|Kingdom|Agency|Board|Cent(?:re|er)|"
    r"Fund|Chair|Journal|Master|Bachelor|Doctor|Vertrag|Abkommen|Übereinkommen|Ministerium|Bundesministerium|Amt|Gesetz|"
    r"Institut|Fakultät|Gesellschaft|Königreich|Traité|Accord|Ministère|Tratado|Ministerio|Acuerdo)"
)
"""What a title begins with: a treaty or an office "of A, B and C" is one thing, not three."""

_EVENTS = frozenset(
    str.split(
        "treaty agreement convention pact protocol declaration charter act accord accords armistice peace "
        "edict covenant war wars battle siege revolution revolt rebellion uprising mutiny crusade campaign "
        "offensive expedition invasion congress conference summit crisis massacre coup crackdown election "
        "elections referendum reform reformation constitution olympics exhibition festival fire earthquake "
        "flood famine plague strike march movement vertrag abkommen friede frieden krieg schlacht "
        "belagerung aufstand reichstag kongress konferenz bulle organization organisation league alliance "
        "university company ministry committee commission council parliament government institute agency "
    )
)
_TOKEN = re.compile(r"(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Gov)\.|[^\W\d_](?:[\w’'.‑-]*\w)?|\d+|[^\w\s]")
_JOINS = frozenset(str.split("of on for the de la le du des del von van der den und et y e da do dos di al el bin ibn"))
_TITLE_JOINS = _JOINS | {"and", ",", "&"}
_MOST_JOINS = 2
_SENTENCE_STARTS = frozenset(
    str.split(
        "the a an this that these those it he she they we i in on at by to from for with of after before during since"
        " under between but and or so if when while as although because however there here his her its their our my"
        " some many most all both each every no not only even today now then later earlier meanwhile therefore thus"
        " despite until unlike like rather among according what which who where why how one two three"
        " der die das ein eine im in am an auf aus bei bis nach seit von vor zu mit für durch er sie es wir und aber"
        " le la les un une des en au dans il elle ils el los las una sus su lo il i gli"
    )
)
_KNOWN_AS = re.compile(
    r"[,(]?\s*(?:which\s+(?:is|was)\s+|who\s+(?:is|was)\s+)?"
    r"(?:(?:also|otherwise|better|often|usually|sometimes|formerly|now|commonly|popularly|locally|today|once)\s+"
    r"(?:known|called|named|referred\s+to)(?:\s+(?:in\s+\w+\s+)?(?:as|by\s+the\s+name\s+of))?"
    r"|(?:known|referred\s+to)\s+as|auch\s+bekannt\s+als|(?:auch|später|früher|heute)\s+genannt|"
    r"(?:aussi\s+)?(?:appelée?s?|connue?s?\s+sous\s+le\s+nom\s+de)|también\s+conocid[oa]s?\s+como)\s+"
    r"(?:the\s+|der\s+|die\s+|das\s+|la\s+|le\s+|el\s+)?[“\"„«]?",
    re.I,
)
_TO_BE = re.compile(r"\s+(?:is|was|are|were)\s*$")
_LEADING = frozenset(str.split("the a an called is are was were of in by and with from for has have as that"))
_LOWER_OTHER = re.compile(r"(?:[a-zà-ÿ-]+\s){0,2}[a-zà-ÿ-]+(?=\s*[,;.)”\"]|$)")
_SHORT_IN_BRACKETS = re.compile(r"\s\((?P<short>[A-ZÀ-ÞА-Я]{2,6}s?)\)")
_IN_BRACKETS = re.compile(r"\s*\((?:the\s+|der\s+|die\s+|das\s+)?([^()]{2,60})\)")
_SHORT = re.compile(r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я0-9.&-]{1,9}s?")


class Name(NamedTuple):
    """A name and its place in the sentence."""

    start: int
    end: int
    text: str

    @property
    def is_event(self) -> bool:
        """Return whether it names something that happened or was founded, by one of its words."""
        words = re.findall(r"[^\W\d_]+", self.text)
        return len(words) > 1 and any(word.casefold() in _EVENTS for word in words)


class Alias(NamedTuple):
    """Another name of one thing; an abbreviation where it `is_short`."""

    name: Name
    other: Name
    is_short: bool = False


def find_names(sentence: str) -> tuple[Name, ...]:
    """Return the names of a sentence: runs of words with a capital letter, and what joins them."""
    tokens = list(_TOKEN.finditer(sentence))
    found: list[Name] = []
    place = 0
    while place < len(tokens):
        end = _name_end(tokens, place)
        if end > place:
            start, last = tokens[place].start(), tokens[end - 1].end()
            found.append(Name(start, last, sentence[start:last].removesuffix("’s").removesuffix("'s")))
        place = max(end, place + 1)
    return tuple(found)


def _name_end(tokens: list[re.Match[str]], start: int) -> int:
    """Return the place behind the name that begins at a token; the same place where none does."""
    first = tokens[start][0]
    if not _is_name(tokens, start) or (first.casefold() in _SENTENCE_STARTS and not first.isupper()):
        return start
    is_title = False
    end = place = start
    while place < len(tokens):
        word = tokens[place][0]
        if _is_name(tokens, place) or (end > start and word.isdecimal() and tokens[place - 1][0] == "No"):
            is_title = is_title or bool(re.fullmatch(TITLES, word))
            end = place + 1
        elif place - end >= _MOST_JOINS or word not in (_TITLE_JOINS if is_title else _JOINS):
            break
        if word.endswith(("’s", "'s")) and not (place + 1 < len(tokens) and _is_name(tokens, place + 1)):
            break
        place += 1
    return end


def _is_name(tokens: list[re.Match[str]], place: int) -> bool:
    """Return whether a word has a capital letter; "A" and "I" say nothing."""
    word = tokens[place][0]
    return word[0].isupper() and not (word.casefold() in _SENTENCE_STARTS and len(word) < 2)


def find_aliases(sentence: str) -> tuple[Alias, ...]:
    """Return the pairs of names that a sentence has for one thing: "X, also known as Y", "the X (Y)"."""
    names = find_names(sentence)
    return (*_known_as(sentence, names), *_in_brackets(sentence, names))


def _known_as(sentence: str, names: tuple[Name, ...]) -> list[Alias]:
    found = []
    for phrase in _KNOWN_AS.finditer(sentence):
        other = next((name for name in names if name.start == phrase.end()), None)
        before = [name for name in names if name.end <= phrase.start()]
        if other and before:
            name = _likeliest(before, other)
            found.append(Alias(name, other, bool(_SHORT.fullmatch(other.text)) and " " in name.text))
        elif not other and (lower := _LOWER_OTHER.match(sentence, phrase.end())):
            found.append(Alias(_last_noun(sentence, phrase.start()), Name(*lower.span(), lower[0])))
    return [alias for alias in found if alias.name.text]


def _last_noun(sentence: str, end: int) -> Name:
    """Return the last one to three words before a place, back to an article, a preposition or a comma."""
    end -= len(found[0]) if (found := _TO_BE.search(sentence[:end])) else 0
    start = end
    for word in reversed(list(re.finditer(r"[^\W\d_][\w’'-]*|[^\w\s]", sentence[:end]))[-3:]):
        if word[0].casefold() in _LEADING or not word[0][0].isalpha():
            break
        start = word.start()
    return Name(start, end, sentence[start:end].strip())


def _likeliest(before: list[Name], other: Name) -> Name:
    """Return the name that another one stands for: one that shares its noun, else the nearest."""
    words = set(other.text.casefold().split())
    sharing = [name for name in before if words & set(name.text.casefold().split()) - _JOINS]
    if sharing:
        return sharing[-1]
    same_kind = [name for name in before if name.is_event] if other.is_event else []
    return (same_kind or before)[-1]


def _in_brackets(sentence: str, names: tuple[Name, ...]) -> list[Alias]:
    found = []
    for name in names:
        bracket = _IN_BRACKETS.match(sentence, name.end)
        other = bracket[1] if bracket else ""
        whole = find_names(other)
        if bracket and (_SHORT.fullmatch(other) or (len(whole) == 1 and whole[0].text == other)):
            where = Name(bracket.start(1), bracket.end(1), other)
            is_short = bool(_SHORT.fullmatch(other))
            found.append(Alias(_of_initials(sentence, name, other) if is_short else name, where, is_short))
    known = {alias.other.start for alias in found}
    for bracket in _SHORT_IN_BRACKETS.finditer(sentence):
        long = _long_form(sentence[: bracket.start()], bracket["short"])
        if long and bracket.start("short") not in known:
            found.append(Alias(long, Name(*bracket.span("short"), bracket["short"]), is_short=True))
    return found


def _long_form(before: str, short: str) -> Name | None:
    """Return the words in small letters that an abbreviation stands for: as many as it has letters, or fewer."""
    words = list(re.finditer(r"[^\W\d_][\w-]*", before))[-len(short.rstrip("s")) :]
    for word in words:
        if word[0][0].casefold() == short[0].casefold() and not re.search(r"[,;:.()]", before[word.start() :]):
            return Name(word.start(), len(before), before[word.start() :])
    return None


def _of_initials(sentence: str, name: Name, short: str) -> Name:
    """Return what an abbreviation stands for: as many words before it as have its letters as initials."""
    words = list(re.finditer(r"[^\W\d_]+", sentence[: name.end]))[-2 * len(short) - 2 :]
    for place in range(len(words) - 1, -1, -1):
        long = Name(words[place].start(), name.end, sentence[words[place].start() : name.end])
        if re.search(r"[;:.()]", long.text):
            break
        initials = iter("".join(word[0][0] for word in words[place:]).casefold())
        if long.text[0] == short[0] and all(letter in initials for letter in short.rstrip("s").casefold()):
            return long
    return name
