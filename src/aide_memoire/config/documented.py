"""`config.toml` as it is documented: its JSON Schema, and a file with every setting explained."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import tomli_w

from aide_memoire.core.setting_table import DECK_SETTINGS, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aide_memoire.core.setting_table import Setting

SCHEMA_URL = "https://aide-memoire.github.io/aide-memoire/reference/config.schema.json"
_WIDTH = 98
_HEAD = f"""\
#:schema {SCHEMA_URL}
# Settings of aide-memoire. To change one, take away the # before its name.
# config.toml is for everyone who learns here; profiles/NAME.toml beside it goes over it, for one learner.
"""
_DECKS = """
# A deck can have settings of its own, under its id: `aide-memoire decks` lists the ids.
#[decks."csto"]
"""


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft-07) of a file of settings."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": SCHEMA_URL,
        "title": "Settings of aide-memoire",
        "type": "object",
        "properties": {
            **_properties(SETTINGS),
            "decks": {
                "type": "object",
                "description": "Settings of single decks, by their ids.",
                "additionalProperties": {
                    "type": "object",
                    "properties": _properties(DECK_SETTINGS),
                    "additionalProperties": False,
                },
            },
        },
        "additionalProperties": False,
    }


def _properties(settings: Iterable[Setting]) -> dict[str, Any]:
    return {each.key: {"description": described(each), "default": _plain(each.default), **each.takes.schema}
            for each in settings}  # fmt: skip


def described(setting: Setting) -> str:
    """Return what a setting means, and that the program keeps it where it does."""
    kept = " The program keeps it by itself." if setting.kept else ""
    return f"{setting.name}. {setting.means.replace(' → asks for them.', '')}{kept}"


def documented_file() -> str:
    """Return a file of settings in which each is explained, and none is set."""
    explained = "\n".join(map(_explained, SETTINGS))
    return f"{_HEAD}\n{explained}{_DECKS}{''.join(map(_unset, DECK_SETTINGS))}"


def _explained(setting: Setting) -> str:
    words = f"{described(setting)} It takes {setting.takes.words}."
    return f"{textwrap.indent(textwrap.fill(words, _WIDTH), '# ')}\n{_unset(setting)}"


def _unset(setting: Setting) -> str:
    value = _plain(setting.default)
    return f"#{setting.key} = {'[]' if value == [] else tomli_w.dumps({'v': value}).removeprefix('v = ').strip()}\n"


def _plain(value: Any) -> Any:
    """Return a value as TOML and JSON have it: they have no tuples."""
    return list(value) if isinstance(value, tuple) else value
