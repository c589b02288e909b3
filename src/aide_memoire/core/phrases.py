"""The phrases of standard questions, in English. `[deck.phrases]` of a deck replaces them for other languages."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"\{(\w+)\}")


class Phrases(NamedTuple):
    """Templates of questions, and the words for dates and lists."""

    when: str = "{name}: when was it {verb}?"
    until: str = "{name}: until when?"
    name: str = "{date}: {what}. Which event is this?"
    where: str = "{name}: where was it {verb}?"
    who: str = "{name}: who were the parties?"
    verb: str = "dated"
    group: str = "Name the {n} {name}."
    group_any: str = "Name {n} of the {name}."
    group_claim: str = "Name the {n} {name}, according to {who}."
    sequence: str = "Put in order: {name}."
    claim: str = "According to {who}, {question}"
    as_of: str = "(as of {date})"
    about: str = "about {date}"
    bc: str = "{year} BC"
    gap: str = "[…]"
    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    conjunctions: tuple[str, ...] = ("and",)
    articles: tuple[str, ...] = ("the", "a", "an")
    openers: tuple[str, ...] = (  # words that start with a small letter after "According to …,"
        *("what", "which", "who", "whom", "whose", "when", "where", "why", "how", "name", "put"),
        *("in", "on", "at", "by", "to", "from", "for", "with", "of", "after", "before", "during", "since"),
        *("under", "between", "the", "a", "an", "these", "those"),
    )


ENGLISH = Phrases()
PHRASE_KEYS = {key: isinstance(value, tuple) for key, value in ENGLISH._asdict().items()}
"""Each key that `[deck.phrases]` may have, and whether it is a list."""

_EVENT = ("name", "verb", "date", "what")
PLACEHOLDERS = {
    **dict.fromkeys(("when", "until", "name", "where", "who"), _EVENT),
    "group": ("n", "name", "who"),
    "group_any": ("n", "name"),
    "group_claim": ("n", "name", "who"),
    "sequence": ("name",),
    "claim": ("who", "question"),
    "as_of": ("date",),
    "about": ("date",),
    "bc": ("year",),
}
"""What is filled in between braces, by phrase; the other phrases have none."""

NEEDED = {
    **dict.fromkeys(("when", "until", "where", "who", "group", "group_any", "group_claim", "sequence"), "name"),
    "claim": "question",
    **dict.fromkeys(("as_of", "about"), "date"),
    "bc": "year",
}
"""What a phrase is about: without it nobody knows what is asked."""


def fill(template: str, **words: object) -> str:
    """Return the template with its `{names}` replaced. A name without a value stays as it is.

    Not `str.format`: a template can come from a malicious deck, and a format specification can fill the memory.
    """
    return _WORD.sub(lambda found: str(words.get(found[1], found[0])), template)
