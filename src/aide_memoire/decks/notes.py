"""Build notes from the tables of a deck, with one function for each kind of note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aide_memoire.core.answer import NumberRule
from aide_memoire.core.cloze import split_cloze
from aide_memoire.core.grading.quantity import parse_quantity
from aide_memoire.core.note import CardNote, ClozeNote, DeckHead, Gap, GroupNote, Note, SequenceNote, Shared, Side
from aide_memoire.decks.cloze_slips import cloze_slips, gap_instead
from aide_memoire.decks.cures import quoted_list, split_texts
from aide_memoire.decks.entries import read_item, read_lure, read_members
from aide_memoire.decks.events import build_event
from aide_memoire.decks.fields import Fields
from aide_memoire.decks.plain import plain_note
from aide_memoire.decks.rows import build_rows
from aide_memoire.decks.shared_values import read_shared, read_word

if TYPE_CHECKING:
    from aide_memoire.decks.diagnostics import KeyPath, Problem


NOTE_KINDS = ("card", "cloze", "event", "group", "sequence", "table")
_TOLERANCE = re.compile(r"(\d+(?:\.\d+)?(?:e-?\d+)?)\s*(%)?", re.ASCII)


def build_note(
    kind: str, table: dict[str, Any], head: DeckHead, key_path: KeyPath = (), problems: list[Problem] | None = None
) -> Note | None:
    """Return the note, or None if a necessary value is missing or bad. Mistakes are added to `problems`.

    Of a table this is its first row; `build_notes` returns all of them.
    """
    built = build_notes(kind, table, head, key_path, problems)
    return built[0][0] if built else None


def build_notes(
    kind: str, table: dict[str, Any], head: DeckHead, key_path: KeyPath = (), problems: list[Problem] | None = None
) -> list[tuple[Note, dict[str, Any]]]:
    """Return the notes of one table of a deck, each with the table that it alone can be built from.

    A `[[table]]` has a note for each row, any other kind one note. Mistakes are added to `problems`.
    """
    plain = plain_note(kind, table, head)
    return [(plain, table)] if plain else read_by_key(kind, table, head, key_path, problems)


def read_by_key(
    kind: str, table: dict[str, Any], head: DeckHead, key_path: KeyPath, problems: list[Problem] | None
) -> list[tuple[Note, dict[str, Any]]]:
    """Do what `build_notes` does for a table of any kind, plain or not."""
    fields = Fields(table, key_path, [] if problems is None else problems, head.defaults)
    shared = read_shared(kind, fields, head)
    if kind == "table":
        rows = build_rows(fields, shared)
        fields.done()
        return [(row, {**table, "rows": [written]}) for row, written in rows]
    note: Note | None = _BUILDERS[kind](fields, shared)
    fields.done()
    return [] if note is None else [(note, table)]


def rebuild_note(kind: str, table: dict[str, Any], head: DeckHead) -> Note:
    """Return the note from the stored table of a `ParsedNote`. Raises ValueError if the table makes no note."""
    note = build_note(kind, table, head)
    if note is None:
        raise ValueError(f"no {kind} can be built from {table!r}")
    return note


def _build_card(fields: Fields, shared: Shared) -> CardNote | None:
    front = Side(
        question=fields.text("question", required=True),
        answer=fields.text("answer", required=True),
        accept=fields.texts("accept"),
    )
    reverse, lures, number = _reverse(fields), fields.items("lures", read_lure(fields)), _number(fields)
    if number and front.answer and parse_quantity(front.answer) is None:
        fields.report(
            "bad-number", f"“{front.answer}” is not a number", "answer", hint="write figures, or leave `number` out"
        )
    if not (front.question and front.answer):
        return None
    return CardNote(shared=shared, front=front, reverse=reverse, lures=lures, number=number)


def _number(fields: Fields) -> NumberRule | None:
    """Return how near a typed number must be, and in which unit."""
    value = fields.take("number")
    if value is None:
        return None
    if isinstance(value, dict):
        inner = fields.inside(value, "number")
        tolerance, unit, required = inner.take("tolerance"), inner.text("unit"), inner.flag("unit_required")
        inner.done()
        found = _TOLERANCE.fullmatch(str(0 if tolerance is None else tolerance).strip())
        if found and not isinstance(tolerance, bool):
            relative = bool(found[2])
            return NumberRule(float(found[1]) / (100 if relative else 1), relative, unit, required)
        inner.report(
            "wrong-type", f"“{str(tolerance).lower()}” is no tolerance", "tolerance", hint='write "1 %" or an amount'
        )
        return None
    fields.report("wrong-type", 'number is { tolerance = "1 %", unit = "m", unit_required = false }', "number")
    return None


def _reverse(fields: Fields) -> Side | None:
    value = fields.take("reverse")
    if value is None:
        return None
    if isinstance(value, dict):
        inner = fields.inside(value, "reverse")
        side = Side(
            question=inner.text("question", required=True),
            answer=inner.text("answer", required=True),
            accept=inner.texts("accept"),
        )
        inner.done()
        return side if side.question and side.answer else None
    hint = "write [card.reverse], with one bracket" if isinstance(value, list) else ""
    fields.report("wrong-type", 'reverse is { question = "…", answer = "…" }', "reverse", hint=hint)
    return None


def _build_cloze(fields: Fields, shared: Shared) -> ClozeNote | None:
    text = fields.text("text", required=True)
    pieces = split_cloze(text)
    numbers = tuple(dict.fromkeys(piece.number for piece in pieces if isinstance(piece, Gap)))
    accept = fields.texts_by_part("accept", numbers)
    lures = fields.items_by_part("lures", numbers, read_lure(fields))
    if not text:
        return None
    if not numbers:
        fields.report("bad-cloze", "the text has no gap", "text", hint=gap_instead(text))
        return None
    for slip in cloze_slips(pieces):
        fields.report("bad-cloze", slip.message, "text", hint=slip.hint)
    return ClozeNote(shared=shared, pieces=pieces, accept=accept, lures=lures)


def _build_group(fields: Fields, shared: Shared) -> GroupNote | None:
    name, members = fields.text("name", required=True), read_members(fields, "members")
    question, lures, any_of = fields.text("question"), fields.items("lures", read_lure(fields)), fields.take("any")
    if any_of is not None and not (type(any_of) is int and 0 < any_of <= len(members)):
        fields.report("wrong-type", f"`any` is a number from 1 to {len(members)}, the members", "any")
        any_of = None
    if not members:
        fields.report("missing-key", "a group needs `members`", hint='add members = ["…", "…"]')
    if not (name and members):
        return None
    return GroupNote(shared=shared, name=name, members=members, question=question, lures=lures, any_of=any_of or 0)


def _build_sequence(fields: Fields, shared: Shared) -> SequenceNote | None:
    name, items = fields.text("name", required=True), fields.items("items", read_item(fields))
    question, recall = fields.text("question"), read_word(fields, "recall", "typed")
    if len(items) < 2:
        parts = split_texts(item.name for item in items)
        hint = f"write items = {quoted_list(parts)}" if len(parts) > 1 else 'add items = ["…", "…"]'
        place = ("items",) if fields.has("items") else ()
        fields.report("missing-key", "a sequence needs two `items` or more", *place, hint=hint)
        return None
    if not name:
        return None
    return SequenceNote(shared=shared, name=name, items=items, question=question, recite=bool(recall))


_BUILDERS: dict[str, Any] = {
    "card": _build_card,
    "cloze": _build_cloze,
    "event": build_event,
    "group": _build_group,
    "sequence": _build_sequence,
}
