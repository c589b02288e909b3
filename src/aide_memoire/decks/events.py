"""Build the note of an `[[event]]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.core.grading.date import date_range
from aide_memoire.core.note import EVENT_PARTS, EventNote
from aide_memoire.decks.cures import meant_key
from aide_memoire.decks.entries import read_lure, read_members

if TYPE_CHECKING:
    from aide_memoire.core.note import Shared
    from aide_memoire.decks.fields import Fields


_NEEDS = {
    "when": ("date", "date_text"),
    "until": ("until",),
    "name": ("what",),
    "where": ("place",),
    "who": ("parties",),
}
ACCEPT_PARTS = tuple(part for part in EVENT_PARTS if part != "who")
"""The parts of an event that `accept` may list other answers for. Parties have aliases instead."""


def build_event(fields: Fields, shared: Shared) -> EventNote | None:
    name = fields.text("name", required=True)
    ask = _ask(fields)
    questions = fields.by_part("question", EVENT_PARTS)
    for part, text in questions.items():
        if not isinstance(text, str) or not text.strip():
            fields.report("wrong-type", "a question is a text in quotes", "question", part)
        else:
            _no_placeholders(fields, text, "question", part)
    until, date = fields.date("until"), fields.date("date")
    if until and date and date_range(until)[1] < date_range(date)[0]:
        fields.report("bad-date", "`until` is before `date`", "until", hint="the earlier of the two is the date")
        until = None
    note = EventNote(
        shared=shared,
        name=name,
        ask=ask,
        aliases=fields.texts("aliases"),
        date=date,
        until=until,
        date_text=fields.text("date_text"),
        place=fields.text("place"),
        parties=read_members(fields, "parties"),
        what=fields.text("what").rstrip("."),
        verb=fields.text("verb"),
        questions={part: text.strip() for part, text in questions.items() if isinstance(text, str)},
        accept=fields.texts_by_part("accept", ACCEPT_PARTS),
        lures=fields.items_by_part("lures", EVENT_PARTS, read_lure(fields)),
    )
    can_be_asked = _can_be_asked(fields, note)
    return note if name and ask and (can_be_asked or shared.draft) else None


def _no_placeholders(fields: Fields, text: str, *key_path: str) -> None:
    """Report words in braces in a question of the note's own, which are shown as they are."""
    for name in re.findall(r"\{(name|date|what|verb|place|who|n)\}", text):
        fields.report(
            "unknown-part", f"{{{name}}} is not filled in here", *key_path,
            hint="write the words themselves", severity="warning",
        )  # fmt: skip


def _ask(fields: Fields) -> tuple[str, ...]:
    """Return the parts of the event to ask, without those whose key is missing."""
    written = fields.texts("ask") if fields.has("ask") else ("when", "name") if fields.has("what") else ("when",)
    fields.take("ask")
    asked = []
    for place, part in enumerate(dict.fromkeys(written)):
        needs = _NEEDS.get(part)
        if needs is None:
            fields.report(
                "unknown-part",
                f"an event has no part “{part}”",
                "ask",
                place,
                hint=_part_hint(part),
            )
        elif not any(fields.has(key) for key in needs):
            key_path = ("ask", place) if fields.has("ask") else ()
            fields.report("ask-needs", f"to ask `{part}`, the event needs `{needs[0]}`", *key_path)
        else:
            asked.append(part)
    if not written and fields.take("ask") == []:
        fields.report("missing-key", "nothing is asked of the event", "ask", hint="ask of " + ", ".join(EVENT_PARTS))
    return tuple(asked)


def _part_hint(part: str) -> str:
    meant = meant_key(part, EVENT_PARTS)
    return f"did you mean `{meant}`?" if meant else "ask of " + ", ".join(EVENT_PARTS)


def _can_be_asked(fields: Fields, note: EventNote) -> bool:
    """Return whether every part in `ask` has an answer: a key can be present with a bad date or an empty text."""
    answers = {
        "when": note.date or note.date_text,
        "until": note.until,
        "name": note.what and (note.date or note.date_text),
        "where": note.place,
        "who": note.parties,
    }
    if "name" in note.ask and not (fields.has("date") or fields.has("date_text")):
        fields.report("ask-needs", "to ask `name`, the event needs `date`", hint="its question tells the date")
    if "who" in note.ask and not note.parties:
        fields.report("ask-needs", "to ask `who`, the event needs parties", "parties")
    return all(answers[part] for part in note.ask)
