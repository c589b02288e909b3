"""Parse the search for cards: words, and terms such as `deck:treaties`, `is:due` or `-tag:qing`, as in Anki.

A card must match all terms. Every text is accepted: an unknown term is searched as words, and `message` says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.search_text import searchable

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES = ("new", "learning", "review", "due", "suspended", "buried", "leech")
KINDS = ("card", "cloze", "event", "group", "sequence", "table")
MAX_TERMS = 50
"""More terms than anybody types. A page that was pasted by mistake has more."""

_TERM = re.compile(r'(?P<no>-?)(?:(?P<key>[A-Za-z]{1,12}):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S+))')
_UNFINISHED = re.compile(r'-?(?:(?:deck|tag|kind|is):)?"?', re.IGNORECASE)
_VALUES = {"is": STATES, "kind": KINDS}


class Term(NamedTuple):
    """One condition: `key` is words, deck, tag, kind or is; `value` is normalized by `searchable`."""

    key: str
    value: str
    negated: bool = False


class SearchQuery(NamedTuple):
    """A parsed search. `message` says what was not understood, or is ""."""

    terms: tuple[Term, ...] = ()
    message: str = ""


def parse_query(text: str) -> SearchQuery:
    """Parse a search. Never raises: an unknown term is searched as words."""
    found = list(_terms(sanitize(text)))
    message = next((problem for _, problem in found if problem), "")
    if len(found) > MAX_TERMS:
        message = f"only the first {MAX_TERMS} words are searched"
    return SearchQuery(tuple(term for term, _ in found[:MAX_TERMS]), message)


def _terms(text: str) -> Iterator[tuple[Term, str]]:
    """Yield each term and its problem, or "". A term that is still being typed (`deck:`) is skipped."""
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
    """Return why a term is unknown, or ""."""
    if not key or key in ("deck", "tag"):
        return ""
    known = _VALUES.get(key)
    if known is None:
        return f"“{key}:” is searched as a word. Known: deck: tag: kind: is:"
    if value in known:
        return ""
    return f"{key}: takes {', '.join(known[:-1])} or {known[-1]}"
