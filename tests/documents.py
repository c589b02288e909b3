"""What `--json` prints is held to its schema, strictly: no key that the schema lacks, none missing."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from aide_memoire.cli.documents.schema import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def document_of(arguments: Sequence[str]) -> str:
    """Return the name of the document that a command prints, or "" if it prints none."""
    command = next((each for each in arguments if each in {name.split()[0] for name in DOCUMENTS}), "")
    if command == "export":
        return "export --format json" if "json" in arguments else ""
    if "--json" not in arguments:
        return ""
    return "draft --coverage" if command == "draft" else command


def check_document(name: str, text: str) -> Any:
    """Return the document, once it is found to be what its schema says."""
    found = json.loads(text)
    told = [f"{'.'.join(map(str, error.path))}: {error.message}" for error in _validator(name).iter_errors(found)]
    assert not told, f"{name}: {told}"
    return found


@cache
def _validator(name: str) -> Draft202012Validator:
    Draft202012Validator.check_schema(DOCUMENTS[name])
    return Draft202012Validator(DOCUMENTS[name])


def keys_of(schema: Mapping[str, Any], way: str = "") -> Iterator[str]:
    """Yield the way to each key of a schema: "decks.id"."""
    for key, below in schema.get("properties", {}).items():
        yield f"{way}{key}"
        yield from keys_of(below, f"{way}{key}.")
    for below in (*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")):
        if isinstance(below, dict):
            yield from keys_of(below, way)


def keys_in(schema: Mapping[str, Any], found: Any, way: str = "") -> Iterator[str]:
    """Yield the way to each key of the schema that a document has."""
    if isinstance(found, list):
        for each in found:
            yield from keys_in(schema.get("items", {}), each, way)
    if not isinstance(found, dict):
        return
    for part in (schema, *schema.get("anyOf", ())):
        properties = part.get("properties", {})
        for key, value in found.items():
            if key in properties:
                yield f"{way}{key}"
                yield from keys_in(properties[key], value, f"{way}{key}.")
            elif isinstance(part.get("additionalProperties"), dict):
                yield from keys_in(part["additionalProperties"], value, way)
