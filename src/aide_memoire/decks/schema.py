"""The deck format as a JSON Schema (draft-07), for editors that use a schema to complete and check TOML.

The descriptions are the reference of every key. Tests compare them with `docs/`, and the keys with those that
`notes.py` reads.
"""

from __future__ import annotations

from typing import Any

from aide_memoire.core.note import EVENT_PARTS
from aide_memoire.core.phrases import PHRASE_KEYS
from aide_memoire.decks.events import ACCEPT_PARTS
from aide_memoire.decks.head import NEVER_SHARED
from aide_memoire.decks.shared_values import EXACT

_ID = "Letters or digits of any script, - _ . (1 to 80). What its history hangs on: never change it."
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_DATE_FORM = (
    'EDTF: "1896", "1896-06", "1945-08-14", "1958~" (about then), "1956/1959" (somewhere within), "-0043" (44 BC).'
)
_POINT = r"-?\d{4}(-\d{2}(-\d{2})?)?~?"
_DATE = {
    "anyOf": [
        {"type": "string", "pattern": f"^{_POINT}(/{_POINT})?$"},
        {"type": "integer", "minimum": 1, "maximum": 9999},
    ]
}
_LURE = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {
                "name": {**_TEXT, "description": "The wrong answer."},
                "why": {"type": "string", "description": "Why it is wrong."},
            },
            "required": ["name"],
            "additionalProperties": False,
        },
    ]
}
_LURES = {"type": "array", "items": _LURE}
_MEMBER = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {
                "name": {**_TEXT, "description": "The name as it is shown."},
                "aliases": {**_TEXTS, "description": "Other names that are accepted."},
                "id": {**_TEXT, "description": _ID},
            },
            "required": ["name"],
            "additionalProperties": False,
        },
    ]
}
_ITEM = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {
                "name": {**_TEXT, "description": "The item as it is shown."},
                "date": {**_DATE, "description": f"Shown with the answer. {_DATE_FORM}"},
            },
            "required": ["name"],
            "additionalProperties": False,
        },
    ]
}


def _by_part(value: dict[str, Any], parts: tuple[str, ...] = EVENT_PARTS) -> dict[str, Any]:
    return {"type": "object", "properties": dict.fromkeys(parts, value), "additionalProperties": False}


def _by_number(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "patternProperties": {r"^\d{1,4}$": value}, "additionalProperties": False}


def _described(value: dict[str, Any], words: str) -> dict[str, Any]:
    return {**value, "description": words}


_SHARED = {
    "id": _described(_TEXT, _ID),
    "source": _described(
        {"anyOf": [_TEXT, _TEXTS]}, "Where it stands: a source's id and the place in it, “atlas p. 40”; or a list."
    ),
    "explanation": _described(_TEXT, "Shown after the answer: why it is so."),
    "caution": _described(
        _TEXT, "What a careful teacher adds from beyond the source; shown under a label that says so."
    ),
    "tags": _described(_TEXTS, "Words to find notes by."),
    "form": _described({"enum": ["flip"]}, "“flip”: never typed, where an answer can be said in many ways."),
    "claim": _described(
        {"anyOf": [{"type": "boolean"}, _TEXT]},
        "Whose opinion it is: asked as “According to …”; true for the source's author or title.",
    ),
    "bury_with": _described(_TEXTS, "Ids of notes that are not asked on the same day: one gives the other away."),
    "as_of": _described(_DATE, f"The date up to which it holds, where facts age. {_DATE_FORM}"),
    "hint": _described(_TEXT, "The first hint that a learner may ask for."),
    "exact": _described(
        {
            "anyOf": [
                {"type": "boolean"},
                {"enum": list(EXACT)},
                {"type": "array", "items": {"enum": list(EXACT)}, "uniqueItems": True},
            ]
        },
        "The differences that count: “case”, “accents”, “signs”; true for all of them.",
    ),
    "answer_language": _described(_TEXT, "The language of the answers, where it is not the deck's: “es”."),
    "draft": _described({"type": "boolean"}, "true: not studied yet."),
    "media": _described(_TEXTS, "Pictures, sounds or films beside the deck, opened by the desktop on a key."),
    "formerly": _described(
        _TEXTS, "Ids that the note had before, of another deck as “deck/note”: its cards keep their history."
    ),
}
_PERSON = _described({"type": "boolean"}, "true: the answer is a person, whose surname alone is right.")
_KINDS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "card": (
        "A free question and its answer.",
        {
            "question": _described(_TEXT, "What is asked. It must stand on its own."),
            "answer": _described(_TEXT, "What is right."),
            "accept": _described(_TEXTS, "Other answers that are right too."),
            "lures": _described(_LURES, "Wrong answers to choose among."),
            "person": _PERSON,
            "number": _described(
                {
                    "type": "object",
                    "properties": {
                        "tolerance": _described(
                            {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\d"}]},
                            "How far off is still right: “1 %” of the number, or an amount.",
                        ),
                        "unit": _described(_TEXT, "The unit of the answer."),
                        "unit_required": _described({"type": "boolean"}, "true: without its unit it is partly right."),
                    },
                    "additionalProperties": False,
                },
                "The answer is a number, and this near is right.",
            ),
            "reverse": _described(
                {
                    "type": "object",
                    "properties": {
                        "question": _described(_TEXT, "What is asked the other way round."),
                        "answer": _described(_TEXT, "What is right."),
                        "accept": _described(_TEXTS, "Other answers that are right too."),
                    },
                    "required": ["question", "answer"],
                    "additionalProperties": False,
                },
                "The same fact, asked the other way round: a second card.",
            ),
        },
        ["question", "answer"],
    ),
    "cloze": (
        "A sentence with gaps: a card for each number.",
        {
            "text": _described(
                {"type": "string", "pattern": r"\{\{c\d+::"}, "The sentence: {{c1::answer}} or {{c1::answer::hint}}."
            ),
            "person": _PERSON,
            "accept": _described(_by_number(_TEXTS), "Other answers, by the gap's number: accept.1 = […]."),
            "lures": _described(_by_number(_LURES), "Wrong answers, by the gap's number: lures.1 = […]."),
        },
        ["text"],
    ),
    "event": (
        "Something that happened: cards for when, until when, what, where and who.",
        {
            "name": _described(_TEXT, "Its name."),
            "aliases": _described(_TEXTS, "Other names that are accepted."),
            "date": _described(_DATE, f"When it was, or began. {_DATE_FORM}"),
            "until": _described(_DATE, f"When it ended, asked by itself. {_DATE_FORM}"),
            "date_text": _described(_TEXT, "The date in words, where figures are not how people say it: “late 1950s”."),
            "place": _described(_TEXT, "Where it was."),
            "parties": _described({"type": "array", "items": _MEMBER}, "Who took part."),
            "what": _described(_TEXT, "What happened, without its name: for the question which event this is."),
            "verb": _described(_TEXT, "How it came about: “signed”, “founded”."),
            "ask": _described(
                {"type": "array", "items": {"enum": list(EVENT_PARTS)}, "uniqueItems": True, "minItems": 1},
                "The parts that are asked; when left out: when, and name where there is a `what`.",
            ),
            "question": _described(_by_part(_TEXT), "Own words for one part: question.when = “…”."),
            "accept": _described(_by_part(_TEXTS, ACCEPT_PARTS), "Other answers for one part: accept.where = […]."),
            "lures": _described(_by_part(_LURES), "Wrong answers for one part: lures.where = […]."),
        },
        ["name"],
    ),
    "group": (
        "A set whose members are named together: a memory for each.",
        {
            "name": _described(_TEXT, "What the members are, in the plural and without their number."),
            "members": _described({"type": "array", "items": _MEMBER, "minItems": 1}, "All of them."),
            "question": _described(_TEXT, "Own words for the whole question."),
            "lures": _described(_LURES, "What people wrongly add, and why it does not belong."),
            "any": _described({"type": "integer", "minimum": 1}, "So many members suffice; the group is one card."),
        },
        ["name", "members"],
    ),
    "sequence": (
        "Things in their order.",
        {
            "name": _described(_TEXT, "What is put in order, and by what."),
            "items": _described({"type": "array", "items": _ITEM, "minItems": 2}, "The items, the first one first."),
            "question": _described(_TEXT, "Own words for the whole question."),
            "recall": _described({"enum": ["typed"]}, "“typed”: named from memory in their order, not sorted."),
        },
        ["name", "items"],
    ),
    "table": (
        "Vocabulary, capitals, conjugations: one row, several questions.",
        {
            "columns": _described(
                {"type": "array", "items": {"type": "string", "pattern": r"^\w{1,40}$"}, "minItems": 1},
                "The names of the columns.",
            ),
            "ask": _described(
                {"type": "object", "additionalProperties": _TEXT},
                "The question for each column that is asked, with other columns in braces.",
            ),
            "rows": _described(
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "array", "items": {"anyOf": [_TEXT, {"type": "integer"}, _TEXTS]}},
                },
                "The rows: a cell for each column, or a list of a cell's texts.",
            ),
            "person": _PERSON,
        },
        ["columns", "ask", "rows"],
    ),
}
_DECK = {
    "id": _described(_TEXT, f"The file's name without its ending, when left out. {_ID}"),
    "title": _described(_TEXT, "The deck's name as learners see it."),
    "summary": _described(_TEXT, "What it teaches, in a sentence."),
    "language": _described(_TEXT, "The language of its questions: “en”, “de”, “ru” …"),
    "answer_language": _described(_TEXT, "The language of the answers, where it is not that of the questions."),
    "license": _described(_TEXT, "On what terms it may be passed on, as an SPDX name."),
    "phrases": _described(
        {
            "type": "object",
            "properties": {key: _TEXTS if is_list else _TEXT for key, is_list in PHRASE_KEYS.items()},
            "additionalProperties": False,
        },
        "The words of standard questions, months and lists in a language other than English.",
    ),
}
HEAD_KEYS = frozenset(_DECK)
"""Every key that `[deck]` may have, but for its defaults."""

_SOURCE = {
    "id": _described(_TEXT, "What notes name it by."),
    "title": _described(_TEXT, "Its title."),
    "author": _described(_TEXT, "Who wrote it; claims are laid to them."),
    "date": _described(_TEXT, "When it appeared."),
    "url": _described(_TEXT, "Where it can be read. It is shown, and never opened by itself."),
    "waived": _described(
        {"type": "object", "additionalProperties": _TEXT}, "Its paragraphs that need no card, with the reason."
    ),
}


def _defaults() -> dict[str, Any]:
    keys = {**_SHARED, **{key: value for _, keys, _ in _KINDS.values() for key, value in keys.items()}}
    properties = {key: value for key, value in keys.items() if key not in NEVER_SHARED}
    return _described(
        {"type": "object", "properties": properties, "additionalProperties": False},
        "Values of keys that notes share; a note's own value replaces them.",
    )


def note_keys(kind: str) -> set[str]:
    """Return every key that a note of the kind may have."""
    return {*_SHARED, *_KINDS[kind][1]}


ALL_KEYS = frozenset().union(HEAD_KEYS, _SOURCE, *(note_keys(kind) for kind in _KINDS))
"""Every key that a table of a deck may have."""


def deck_schema() -> dict[str, Any]:
    """Return the JSON Schema of a deck."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A deck of aide-memoire",
        "description": "Notes, and the sources that they come from.",
        "type": "object",
        "properties": {
            "deck": _table({**_DECK, "defaults": _defaults()}, "What the deck is."),
            "source": _tables(_SOURCE, "A text that facts come from.", ["id", "title"]),
            **{kind: _tables({**_SHARED, **keys}, words, required) for kind, (words, keys, required) in _KINDS.items()},
        },
        "additionalProperties": False,
    }


def _table(keys: dict[str, Any], words: str, required: list[str] | None = None) -> dict[str, Any]:
    table = {"type": "object", "description": words, "properties": keys, "additionalProperties": False}
    return {**table, "required": required} if required else table


def _tables(keys: dict[str, Any], words: str, required: list[str]) -> dict[str, Any]:
    return {"type": "array", "description": words, "items": _table(keys, words, required)}
