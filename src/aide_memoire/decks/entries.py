"""Read the entries of the lists in a note: lures, members, items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.core.ids import is_id, slug
from aide_memoire.core.note import Item, Lure, Member
from aide_memoire.decks.cures import as_text, quoted, quoted_list
from aide_memoire.decks.shared_values import id_hint
from aide_memoire.decks.values import text_of

if TYPE_CHECKING:
    from aide_memoire.decks.diagnostics import KeyPath
    from aide_memoire.decks.fields import Fields


def read_lure(fields: Fields) -> Any:
    def read(value: Any, key_path: KeyPath) -> Lure | None:
        if isinstance(value, dict):
            inner = fields.inside(value, *key_path)
            name, why = inner.text("name", required=True), inner.text("why")
            inner.done()
            return Lure(name, why) if name else None
        if text := text_of(value):
            return Lure(text)
        fields.report("wrong-type", 'a lure is a text, or { name = "…", why = "…" }', *key_path, hint=_as_name(value))
        return None

    return read


def read_item(fields: Fields) -> Any:
    def read(value: Any, key_path: KeyPath) -> Item | None:
        if isinstance(value, str) and value.strip():
            return Item(value.strip())
        if isinstance(value, dict):
            inner = fields.inside(value, *key_path)
            name, date = inner.text("name", required=True), inner.date("date")
            inner.done()
            return Item(name, date) if name else None
        message = 'an item is a text, or { name = "…", date = "…" }'
        fields.report("wrong-type", message, *key_path, hint=_as_name(value))
        return None

    return read


def read_members(fields: Fields, key: str) -> tuple[Member, ...]:
    members: dict[str, Member] = {}
    for place, member in enumerate(fields.items(key, _member(fields))):
        if member.id in members:
            fields.report(
                "duplicate-id", f"two of them have the id “{member.id}”", key, place,
                hint='give them ids: { name = "…", id = "…" }',
            )  # fmt: skip
        else:
            members[member.id] = member
    return tuple(members.values())


def _member(fields: Fields) -> Any:
    def read(value: Any, key_path: KeyPath) -> Member | None:
        if isinstance(value, str) and slug(value):
            return Member(slug(value), value.strip())
        if isinstance(value, dict):
            inner = fields.inside(value, *key_path)
            name, aliases, key = inner.text("name", required=True), inner.texts("aliases"), inner.text("id")
            inner.done()
            if key and not is_id(key):
                inner.report("bad-id", f"“{key}” cannot be an id", "id", hint=id_hint(key))
            elif name and not (key or slug(name)):
                inner.report("bad-id", f"“{name}” has no letter to be named by", "name", hint='add id = "…"')
            elif name:
                return Member(key or slug(name), name, aliases)
            return None
        message = 'a member is a name, or { name = "…", aliases = ["…"], id = "…" }'
        fields.report("wrong-type", message, *key_path, hint=_as_name(value))
        return None

    return read


def _as_name(value: Any) -> str:
    """Return the hint for the name of something that was written as a number, or with nothing in it."""
    if isinstance(value, str):
        return 'write it in words, as in { name = "?!", id = "signs" }' if value.strip() else "delete it"
    if isinstance(value, list) and len(value) > 1 and all(isinstance(each, str) for each in value):
        return f"write {{ name = {quoted(value[0])}, aliases = {quoted_list(value[1:])} }}"
    return as_text("", value)
