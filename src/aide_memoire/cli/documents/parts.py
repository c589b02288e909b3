"""Parts of JSON Schemas (draft 2020-12), each described: texts, numbers, days, records, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from aide_memoire.core.grading.verdict import VerdictWord
from aide_memoire.core.note import NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Schema = dict[str, Any]

_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$"


def text(means: str) -> Schema:
    """Return the schema of a text."""
    return {"type": "string", "description": means}


def flag(means: str) -> Schema:
    """Return the schema of true or false."""
    return {"type": "boolean", "description": means}


def count(means: str) -> Schema:
    """Return the schema of a whole number from 0."""
    return {"type": "integer", "minimum": 0, "description": means}


def number(means: str) -> Schema:
    """Return the schema of a number from 0."""
    return {"type": "number", "minimum": 0, "description": means}


def part(means: str) -> Schema:
    """Return the schema of a part of 1."""
    return {"type": "number", "minimum": 0, "maximum": 1, "description": means}


def day(means: str) -> Schema:
    """Return the schema of a day."""
    return {"type": "string", "pattern": _DAY, "description": means}


def moment(means: str) -> Schema:
    """Return the schema of a time in UTC."""
    return {"type": "string", "pattern": _MOMENT, "description": means}


def day_or_moment(means: str) -> Schema:
    """Return the schema of a day, or of a time where it is sooner than that."""
    return {"type": "string", "pattern": f"{_DAY}|{_MOMENT}", "description": means}


def one_of(means: str, values: Iterable[str]) -> Schema:
    """Return the schema of one of a few words."""
    return {"type": "string", "enum": list(values), "description": means}


def texts(means: str) -> Schema:
    """Return the schema of a list of texts."""
    return {"type": "array", "items": {"type": "string"}, "description": means}


def rows(means: str, keys: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """Return the schema of a list of records."""
    return {"type": "array", "items": record(means, keys, optional), "description": means}


def record(means: str, keys: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """Return the schema of an object with just these keys; the `optional` ones are there where they say something."""
    return {
        "type": "object",
        "description": means,
        "properties": dict(keys),
        "required": [key for key in keys if key not in optional],
        "additionalProperties": False,
    }


def table(means: str, values: Schema) -> Schema:
    """Return the schema of an object whose keys are names."""
    return {"type": "object", "additionalProperties": values, "description": means}


def maybe(schema: Schema) -> Schema:
    """Return the schema of what may also be null."""
    known = {key: value for key, value in schema.items() if key != "description"}
    return {"anyOf": [known, {"type": "null"}], "description": schema["description"]}


def document(means: str, keys: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """Return the schema of a whole document."""
    version = {"const": 1, "description": "the version of the format; keys may be added to it"}
    return record(means, {"v": version, **keys}, optional)


DECK = text("the deck's id")
CARD = text("the card's id")
STATES = ("new", "learning", "review", "relearning")
VERDICTS: tuple[str, ...] = get_args(VerdictWord)
KINDS: tuple[str, ...] = get_args(NoteKind)
SHARE = {
    "reviews": count("reviews of what came due on a later day"),
    "recalled": count("of these, recalled"),
    "share": maybe(part("recalled ÷ reviews; null without any")),
}
