"""What is typed to find cards: words, and terms such as `deck:treaties`, `is:due` or `-tag:qing`, as in Anki.

All terms have to hold at once. Any text can be read: what is no known term is looked for as words, and `told` says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.search_text import searchable

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES = ("new", "learning", "review", "due", "suspended", "buried", "leech")
KINDS = ("card", "cloze", "event", "group", "sequence")
MOST_TERMS = 50
"""More terms than anybody types; a page that was pasted by mistake holds more."""

_TERM = re.compile(r'(?P<no>-?)(?:(?P<key>[A-Za-z]{1,12}):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S+))')
_UNFINISHED = re.compile(r'-?(?:(?:deck|tag|kind|is):)?"?', re.IGNORECASE)
_VALUES = {"is": STATES, "kind": KINDS}


class Term(NamedTuple):
    """One thing to look for: `key` is words, deck, tag, kind or is; `value` is folded as searched text is."""

    key: str
    value: str
    negated: bool = False


class SearchQuery(NamedTuple):
    """What was typed, understood; `told` says what was not."""

    terms: tuple[Term, ...] = ()
    message: str = ""


def parse_query(text: str) -> SearchQuery:
    """Return what is looked for. Never raises: a term that is not known is looked for as words."""
    found = list(_terms(sanitize(text)))
    message = next((problem for _, problem in found if problem), "")
    if len(found) > MOST_TERMS:
        message = f"only the first {MOST_TERMS} words are looked for"
    return SearchQuery(tuple(term for term, _ in found[:MOST_TERMS]), message)


def _terms(text: str) -> Iterator[tuple[Term, str]]:
    """Yield each term, with what there is to say of it. One that is still being typed is passed over."""
    for match in _TERM.finditer(text):
        if _UNFINISHED.fullmatch(match.group()):
            continue
        key, negated = (match["key"] or "").lower(), bool(match["no"])
        value = searchable(match["quoted"] if match["quoted"] is not None else match["bare"]).strip()
        problem = _problem(key, value)
        if problem or not key:
            words = value if not key else f"{key}:{value}"
            yield Term("words", words, negated), problem
        else:
            yield Term(key, value, negated), ""


def _problem(key: str, value: str) -> str:
    """Return why a term cannot be taken at its word, or ""."""
    if not key or key in ("deck", "tag"):
        return ""
    known = _VALUES.get(key)
    if known is None:
        return f"“{key}:” is taken for a word; there are deck: tag: kind: is:"
    if value in known:
        return ""
    return f"{key}: takes {', '.join(known[:-1])} or {known[-1]}"
