"""Read `[deck.phrases]`, the words of a deck's standard questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aide_memoire.core.phrases import ENGLISH, NEEDED, PHRASE_KEYS, PLACEHOLDERS
from aide_memoire.core.suggest import nearest
from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.fields import Fields

if TYPE_CHECKING:
    from aide_memoire.core.phrases import Phrases

_KEY_PATH = ("deck", "phrases")
_MOST_TIMES = 3
_LONGEST = 500  # characters of a phrase, which every question may tell
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_phrases(table: Any, problems: list[Problem]) -> Phrases:
    """Return the phrases, in English where the table has none."""
    if table is None:
        return ENGLISH
    if not isinstance(table, dict):
        Fields({}, _KEY_PATH, problems).report("wrong-type", "`phrases` needs a table")
        return ENGLISH
    fields = Fields(_without_long_ones(table, problems), _KEY_PATH, problems)
    written: dict[str, Any] = {
        key: fields.texts(key) if is_list else _template(fields, key) for key, is_list in PHRASE_KEYS.items()
    }
    fields.done()
    if isinstance(table.get("months"), list) and len(table["months"]) != 12:
        fields.report("wrong-type", f"`months` needs twelve names, not {len(table['months'])}", "months")
    if len(written["months"]) != 12:
        del written["months"]
    valid: dict[str, Any] = {key: value for key, value in written.items() if value or isinstance(table.get(key), list)}
    return ENGLISH._replace(**valid)


def _without_long_ones(table: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Return the table without the phrases that are too long, which become problems."""
    long = [key for key, value in table.items() if _longest(value) > _LONGEST]
    for key in long:
        message = f"`{key}` has more than {_LONGEST} characters"
        problems.append(Problem("too-large", message, (*_KEY_PATH, key), "say it in fewer words"))
    return {key: value for key, value in table.items() if key not in long}


def _longest(value: Any) -> int:
    texts = value if isinstance(value, list) else [value]
    return max((len(text) for text in texts if isinstance(text, str)), default=0)


def _template(fields: Fields, key: str) -> str:
    """Return the words of one phrase; what stands in braces in it must be known, and what it is about must be there."""
    text = fields.text(key)
    known, found = PLACEHOLDERS.get(key, ()), _PLACEHOLDER.findall(text)
    unknown = [name for name in found if name not in known]
    for name in unknown:
        near = nearest(name, known)
        there_is = f"there is {', '.join(f'{{{each}}}' for each in known)}" if known else "write the word itself"
        hint = f"did you mean {{{near}}}?" if near else there_is
        fields.report("unknown-part", f"{{{name}}} is not filled in here", key, hint=hint)
    if any(found.count(name) > _MOST_TIMES for name in known):
        fields.report("too-large", f"`{key}` says the same more than {_MOST_TIMES} times", key, hint="say it once")
        return ""
    needed = NEEDED.get(key, "")
    if text and needed and needed not in found and not unknown:
        example = getattr(ENGLISH, key)
        fields.report("missing-part", f"`{key}` never says {{{needed}}}", key, hint=f'as in "{example}"')
    return text
