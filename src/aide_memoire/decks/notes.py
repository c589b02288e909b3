"""Build notes from the tables of a deck, with one function for each kind of note."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from aide_memoire.core.answer import NumberRule
from aide_memoire.core.cloze import split_cloze
from aide_memoire.core.grading.date import date_range
from aide_memoire.core.grading.folding import ALL_EXACT, NOTHING_EXACT
from aide_memoire.core.grading.quantity import parse_quantity
from aide_memoire.core.ids import id_from_words, is_id, slug
from aide_memoire.core.languages import code_of, is_language
from aide_memoire.core.media import reason_against
from aide_memoire.core.note import (
    EVENT_PARTS,
    CardNote,
    Citation,
    ClozeNote,
    DeckHead,
    EventNote,
    Gap,
    GroupNote,
    Item,
    Lure,
    Member,
    Note,
    SequenceNote,
    Shared,
    Side,
    Source,
)
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.cloze_slips import cloze_slips, gap_instead
from aide_memoire.decks.cures import as_flag, as_text, meant_key, quoted, quoted_list, split_texts
from aide_memoire.decks.diagnostics import KEY
from aide_memoire.decks.fields import Fields
from aide_memoire.decks.limits import are_too_large, too_long
from aide_memoire.decks.phrase_table import read_phrases
from aide_memoire.decks.rows import build_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.decks.diagnostics import KeyPath, Problem


NOTE_KINDS = ("card", "cloze", "event", "group", "sequence", "table")
_NEEDS = {
    "when": ("date", "date_text"),
    "until": ("until",),
    "name": ("what",),
    "where": ("place",),
    "who": ("parties",),
}
ACCEPT_PARTS = tuple(part for part in EVENT_PARTS if part != "who")
"""The parts of an event that `accept` may list other answers for. Parties have aliases instead."""

NEVER_SHARED = {
    "id",
    "question",
    "answer",
    "accept",
    "lures",
    "text",
    "name",
    "members",
    "items",
    "reverse",
    "formerly",
}
"""Keys that say what a note is, which no two notes share."""
_PERSON_KINDS = ("card", "cloze", "table")
EXACT = ("case", "accents", "signs")
"""What `exact` may name."""
_TOLERANCE = re.compile(r"(\d+(?:\.\d+)?(?:e-?\d+)?)\s*(%)?", re.ASCII)
_WORDS_OF_KIND = {
    "card": "question",
    "cloze": "text",
    "event": "name",
    "group": "name",
    "sequence": "name",
    "table": "id",
}
_ID_HINT = "use 1–80 letters, digits, `-`, `_` or `.`"


def build_head(table: dict[str, Any], sources: list[Any], stem: str, problems: list[Problem]) -> DeckHead:
    """Return the head of a deck. `stem` (the file name) is used as the id or the title if the deck has none."""
    fields = Fields(table, ("deck",), problems)
    written = fields.text("id")
    if written and not is_id(written):
        fields.report("bad-id", f"“{written}” cannot be an id", "id", hint=_id_hint(written))
        written = ""
    head = DeckHead(
        id=written or slug(stem) or "deck",
        title=fields.text("title") or stem,
        summary=fields.text("summary"),
        language=_language(fields, "language") or "en",
        license=fields.text("license"),
        answer_language=_language(fields, "answer_language"),
        defaults=_defaults(fields),
        phrases=read_phrases(fields.take("phrases"), problems),
        sources=_sources(sources, problems),
    )
    fields.done()
    return head


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
    fields = Fields(table, key_path, [] if problems is None else problems, head.defaults)
    shared = _shared(kind, fields, head)
    if kind == "table":
        rows = build_rows(fields, shared)
        fields.done()
        return [(row, {**table, "rows": [written]}) for row, written in rows]
    note: Note | None = _BUILDERS[kind](fields, shared)
    fields.done()
    return [] if note is None else [(note, table)]


def _defaults(fields: Fields) -> dict[str, Any]:
    """Return the values that notes share. Each note checks those that it uses."""
    value = fields.take("defaults")
    if value is None:
        return {}
    if not isinstance(value, dict):
        fields.report("wrong-type", "`defaults` needs a table", "defaults", hint="write [deck.defaults]")
        return {}
    if are_too_large(value) or too_long(value):
        message = "too much for every note to share: no note has any of it"
        fields.report("too-large", message, "defaults", hint="write it into the notes that it belongs to")
        return {}
    for key in NEVER_SHARED & value.keys():
        fields.report("not-shared", f"notes cannot share `{key}`", "defaults", key, KEY)
    return {key: value[key] for key in value if key not in NEVER_SHARED}


def rebuild_head(tables: dict[str, Any], deck_id: str) -> DeckHead:
    """Return the head from the stored tables of a `ParsedDeck`; `deck_id` is used if they contain no id."""
    return build_head(tables["deck"], tables["source"], deck_id, [])


def rebuild_note(kind: str, table: dict[str, Any], head: DeckHead) -> Note:
    """Return the note from the stored table of a `ParsedNote`. Raises ValueError if the table makes no note."""
    note = build_note(kind, table, head)
    if note is None:
        raise ValueError(f"no {kind} can be built from {table!r}")
    return note


def _sources(tables: list[Any], problems: list[Problem]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for place, table in enumerate(tables):
        fields = Fields(table if isinstance(table, dict) else {}, ("source", place), problems)
        source = Source(
            id=fields.text("id", required=True),
            title=fields.text("title", required=True),
            author=fields.text("author"),
            date=fields.text("date"),
            url=fields.text("url"),
            waived=_waived(fields),
        )
        fields.done()
        if source.id in sources:
            fields.report("duplicate-id", f"a source “{source.id}” stands above already", "id")
        elif source.id and not is_id(source.id):
            fields.report("bad-id", f"“{source.id}” cannot be an id", "id", hint=_id_hint(source.id))
        elif source.id:
            sources[source.id] = source
    return sources


def _waived(fields: Fields) -> dict[str, str]:
    """Return the paragraphs of a source that need no card, with the reasons."""
    value = fields.take("waived")
    if value is None:
        return {}
    if isinstance(value, dict) and all(isinstance(reason, str) and reason.strip() for reason in value.values()):
        return {place: reason.strip() for place, reason in value.items()}
    fields.report("wrong-type", 'waived is { "24" = "an advertisement" }', "waived")
    return {}


def _shared(kind: str, fields: Fields, head: DeckHead) -> Shared:
    """Return the values that every kind of note has. A note has few of them, and only those are read."""
    citations = _citations(fields, head)
    return Shared(
        id=_id(kind, fields),
        citations=citations,
        claim=_claim(fields, head, citations),
        person=fields.flag("person") if kind in _PERSON_KINDS else False,
        **{key: _SHARED[key](fields, key) for key in fields.present(_SHARED)},
    )


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
    return _only(fields, key, "flip")


def _only(fields: Fields, key: str, word: str) -> str:
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


def _id(kind: str, fields: Fields) -> str:
    written = fields.take("id")
    if isinstance(written, str) and is_id(written):
        return written
    if written is not None:
        fields.report("bad-id", f"“{written}” cannot be an id", "id", hint=_id_hint(written))
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


def _id_hint(written: Any) -> str:
    """Return what an id is, with the one that was meant."""
    meant = slug(str(written))
    return f'{_ID_HINT}, as in "{meant}"' if is_id(meant) else _ID_HINT


def _language(fields: Fields, key: str) -> str:
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
    "answer_language": _language,
    "draft": Fields.flag,
    "formerly": Fields.texts,
    "media": _media,
}
"""How the values are read that every kind of note may have."""


def _citations(fields: Fields, head: DeckHead) -> tuple[Citation, ...]:
    value = fields.take("source")
    if value is None:
        return ()
    written = value if isinstance(value, list) else [value]
    found = []
    for place, text in enumerate(written):
        key_path = ("source", place) if isinstance(value, list) else ("source",)
        if not isinstance(text, str) or not text.strip():
            hint = as_text("source", text) if text else ""
            fields.report("wrong-type", "a source is a text: its id and the place in it", *key_path, hint=hint)
            continue
        source, *place_in_it = text.split(maxsplit=1)
        if source not in head.sources:
            fields.report(
                "unknown-source",
                f"no [[source]] has the id “{source}”",
                *key_path,
                hint=did_you_mean(source, head.sources),
            )
        found.append(Citation(source, place_in_it[0].strip() if place_in_it else ""))
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


def _lure(fields: Fields) -> Any:
    def read(value: Any, key_path: KeyPath) -> Lure | None:
        if isinstance(value, dict):
            inner = fields.inside(value, *key_path)
            name, why = inner.text("name", required=True), inner.text("why")
            inner.done()
            return Lure(name, why) if name else None
        if isinstance(value, str) and value.strip():
            return Lure(value.strip())
        fields.report("wrong-type", 'a lure is a text, or { name = "…", why = "…" }', *key_path, hint=_as_name(value))
        return None

    return read


def _as_name(value: Any) -> str:
    """Return the hint for the name of something that was written as a number, or with nothing in it."""
    if isinstance(value, str):
        return 'write it in words, as in { name = "?!", id = "signs" }' if value.strip() else "delete it"
    if isinstance(value, list) and len(value) > 1 and all(isinstance(each, str) for each in value):
        return f"write {{ name = {quoted(value[0])}, aliases = {quoted_list(value[1:])} }}"
    return as_text("", value)


def _member(fields: Fields) -> Any:
    def read(value: Any, key_path: KeyPath) -> Member | None:
        if isinstance(value, str) and slug(value):
            return Member(slug(value), value.strip())
        if isinstance(value, dict):
            inner = fields.inside(value, *key_path)
            name, aliases, key = inner.text("name", required=True), inner.texts("aliases"), inner.text("id")
            inner.done()
            if key and not is_id(key):
                inner.report("bad-id", f"“{key}” cannot be an id", "id", hint=_id_hint(key))
            elif name and not (key or slug(name)):
                inner.report("bad-id", f"“{name}” has no letter to be named by", "name", hint='add id = "…"')
            elif name:
                return Member(key or slug(name), name, aliases)
            return None
        message = 'a member is a name, or { name = "…", aliases = ["…"], id = "…" }'
        fields.report("wrong-type", message, *key_path, hint=_as_name(value))
        return None

    return read


def _item(fields: Fields) -> Any:
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


def _members(fields: Fields, key: str) -> tuple[Member, ...]:
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


def _build_card(fields: Fields, shared: Shared) -> CardNote | None:
    front = Side(
        question=fields.text("question", required=True),
        answer=fields.text("answer", required=True),
        accept=fields.texts("accept"),
    )
    reverse, lures, number = _reverse(fields), fields.items("lures", _lure(fields)), _number(fields)
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
    lures = fields.items_by_part("lures", numbers, _lure(fields))
    if not text:
        return None
    if not numbers:
        fields.report("bad-cloze", "the text has no gap", "text", hint=gap_instead(text))
        return None
    for slip in cloze_slips(pieces):
        fields.report("bad-cloze", slip.message, "text", hint=slip.hint)
    return ClozeNote(shared=shared, pieces=pieces, accept=accept, lures=lures)


def _build_event(fields: Fields, shared: Shared) -> EventNote | None:
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
        parties=_members(fields, "parties"),
        what=fields.text("what").rstrip("."),
        verb=fields.text("verb"),
        questions={part: text.strip() for part, text in questions.items() if isinstance(text, str)},
        accept=fields.texts_by_part("accept", ACCEPT_PARTS),
        lures=fields.items_by_part("lures", EVENT_PARTS, _lure(fields)),
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


def _build_group(fields: Fields, shared: Shared) -> GroupNote | None:
    name, members = fields.text("name", required=True), _members(fields, "members")
    question, lures, any_of = fields.text("question"), fields.items("lures", _lure(fields)), fields.take("any")
    if any_of is not None and not (type(any_of) is int and 0 < any_of <= len(members)):
        fields.report("wrong-type", f"`any` is a number from 1 to {len(members)}, the members", "any")
        any_of = None
    if not members:
        fields.report("missing-key", "a group needs `members`", hint='add members = ["…", "…"]')
    if not (name and members):
        return None
    return GroupNote(shared=shared, name=name, members=members, question=question, lures=lures, any_of=any_of or 0)


def _build_sequence(fields: Fields, shared: Shared) -> SequenceNote | None:
    name, items = fields.text("name", required=True), fields.items("items", _item(fields))
    question, recall = fields.text("question"), _only(fields, "recall", "typed")
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
    "event": _build_event,
    "group": _build_group,
    "sequence": _build_sequence,
}
