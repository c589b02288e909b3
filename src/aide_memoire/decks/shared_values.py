"""Read the values that every kind of note may have."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from aide_memoire.core.grading.folding import ALL_EXACT, NOTHING_EXACT
from aide_memoire.core.ids import id_from_words, is_id, slug
from aide_memoire.core.languages import code_of, is_language
from aide_memoire.core.media import reason_against
from aide_memoire.core.note import Citation, DeckHead, Shared
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.cures import as_flag, as_text
from aide_memoire.decks.fields import Fields
from aide_memoire.decks.values import citation_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.decks.diagnostics import KeyPath


_PERSON_KINDS = ("card", "cloze", "table")
EXACT = ("case", "accents", "signs")
"""What `exact` may name."""
_WORDS_OF_KIND = {
    "card": "question",
    "cloze": "text",
    "event": "name",
    "group": "name",
    "sequence": "name",
    "table": "id",
}
_ID_HINT = "use 1–80 letters, digits, `-`, `_` or `.`"


def read_shared(kind: str, fields: Fields, head: DeckHead) -> Shared:
    """Return the values that every kind of note has. A note has few of them, and only those are read."""
    citations = _citations(fields, head)
    return Shared(
        id=_id(kind, fields),
        citations=citations,
        claim=_claim(fields, head, citations),
        person=fields.flag("person") if kind in _PERSON_KINDS else False,
        **{key: _SHARED[key](fields, key) for key in fields.present(_SHARED)},
    )


def _id(kind: str, fields: Fields) -> str:
    written = fields.take("id")
    if isinstance(written, str) and is_id(written):
        return written
    if written is not None:
        fields.report("bad-id", f"“{written}” cannot be an id", "id", hint=id_hint(written))
    words = fields.take(_WORDS_OF_KIND[kind])
    generated = id_from_words(kind, words if isinstance(words, str) else "")
    if written is None and kind == "table":
        fields.report("missing-key", "`id` is missing", hint='add id = "…": the rows are named by it')
    elif written is None:
        fields.report(
            "no-id", "the note has no id: an edit of its words would orphan its history",
            hint=f'add id = "{generated}"', severity="warning",
        )  # fmt: skip
    return generated


def id_hint(written: Any) -> str:
    """Return what an id is, with the one that was meant."""
    meant = slug(str(written))
    return f'{_ID_HINT}, as in "{meant}"' if is_id(meant) else _ID_HINT


def _citations(fields: Fields, head: DeckHead) -> tuple[Citation, ...]:
    value = fields.take("source")
    if value is None:
        return ()
    written = value if isinstance(value, list) else [value]
    found = []
    for place, text in enumerate(written):
        key_path = ("source", place) if isinstance(value, list) else ("source",)
        if not text_of(text):
            hint = as_text("source", text) if text else ""
            fields.report("wrong-type", "a source is a text: its id and the place in it", *key_path, hint=hint)
            continue
        cited = citation_of(text)
        if cited.source not in head.sources:
            message, hint = f"no [[source]] has the id “{cited.source}”", did_you_mean(cited.source, head.sources)
            fields.report("unknown-source", message, *key_path, hint=hint)
        found.append(cited)
    return tuple(found)


def _claim(fields: Fields, head: DeckHead, citations: tuple[Citation, ...]) -> str:
    value = fields.take("claim")
    if value is True:
        source = head.sources.get(citations[0].source) if citations else None
        if source:
            return source.who
        fields.report("claim-needs-source", "`claim = true` needs a source to lay the claim to", "claim")
    elif isinstance(value, str) and value.strip().casefold() in ("true", "yes", "false", "no"):
        fields.wrong_type("claim", "a name, or true without quotes", value, as_flag("claim", value))
    elif isinstance(value, str) and value.strip():
        return value.strip()
    elif value not in (None, False):
        fields.wrong_type("claim", "a name, or true", value)
    return ""


def _media(fields: Fields, key: str) -> tuple[str, ...]:
    return fields.items(key, partial(_medium, fields))


def _medium(fields: Fields, value: Any, key_path: KeyPath) -> str | None:
    """Return the name of a file beside the deck."""
    if not isinstance(value, str) or not value.strip():
        fields.report("wrong-type", "a file's name in quotes belongs here", *key_path)
        return None
    against = reason_against(value.strip())
    if against:
        fields.report("bad-media", f"“{value.strip()}” cannot be opened", *key_path, hint=against)
        return None
    return value.strip()


def _form(fields: Fields, key: str) -> str:
    return read_word(fields, key, "flip")


def read_word(fields: Fields, key: str, word: str) -> str:
    """Return the only word that the key can have, or "" if it is not there."""
    value = fields.take(key)
    if value is not None and value != word:
        was = f", not “{value}”" if isinstance(value, str) and value.strip() else ""
        hint = f'write {key} = "{word}", or delete the line'
        fields.report("wrong-type", f'`{key}` can only be "{word}"{was}', key, hint=hint)
    return word if value == word else ""


def _exact(fields: Fields, key: str) -> frozenset[str]:
    """Return the differences that count."""
    value = fields.take(key)
    if value is None or value is False:
        return NOTHING_EXACT
    if value is True:
        return ALL_EXACT
    named = value if isinstance(value, list) else [value]
    for place, each in enumerate(named):
        if each not in EXACT:
            where = ("exact", place) if isinstance(value, list) else ("exact",)
            hint = did_you_mean(str(each), EXACT)
            fields.report("wrong-type", f"`exact` is true, or some of {', '.join(EXACT)}", *where, hint=hint)
    return frozenset(each for each in named if each in EXACT)


def read_language(fields: Fields, key: str) -> str:
    """Return the code of a language, also where its name was written."""
    written = fields.text(key)
    if not written or is_language(written):
        return written
    code = code_of(written)
    fields.report(
        "bad-language", f"“{written}” is not the code of a language", key,
        hint=f'write "{code}"' if code else 'write two letters, as in "de" or "fr"',
    )  # fmt: skip
    return code


_SHARED: dict[str, Callable[[Fields, str], Any]] = {
    "explanation": Fields.text,
    "caution": Fields.text,
    "tags": Fields.texts,
    "form": _form,
    "bury_with": Fields.texts,
    "as_of": Fields.date,
    "hint": Fields.text,
    "exact": _exact,
    "answer_language": read_language,
    "draft": Fields.flag,
    "formerly": Fields.texts,
    "media": _media,
}
"""How the values are read that every kind of note may have."""
