"""Build notes from the tables of a deck, with one function for each kind of note."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from aide_memoire.core.answer import NumberRule
from aide_memoire.core.cloze import split_cloze
from aide_memoire.core.grading.folding import ALL_EXACT, NOTHING_EXACT
from aide_memoire.core.grading.quantity import parse_quantity
from aide_memoire.core.ids import id_from_words, is_id, slug
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
from aide_memoire.core.phrases import ENGLISH, PHRASE_KEYS
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.diagnostics import KEY
from aide_memoire.decks.fields import Fields
from aide_memoire.decks.rows import build_rows

if TYPE_CHECKING:
    from aide_memoire.core.phrases import Phrases
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
        fields.report("bad-id", f"“{written}” cannot be an id", "id", hint=_ID_HINT)
        written = ""
    head = DeckHead(
        id=written or slug(stem) or "deck",
        title=fields.text("title") or stem,
        summary=fields.text("summary"),
        language=fields.text("language") or "en",
        license=fields.text("license"),
        answer_language=fields.text("answer_language"),
        defaults=_defaults(fields),
        phrases=_phrases(fields.take("phrases"), problems),
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


def _phrases(table: Any, problems: list[Problem]) -> Phrases:
    if table is None:
        return ENGLISH
    key_path = ("deck", "phrases")
    if not isinstance(table, dict):
        Fields({}, key_path, problems).report("wrong-type", "`phrases` needs a table")
        return ENGLISH
    fields = Fields(table, key_path, problems)
    written: dict[str, Any] = {
        key: fields.texts(key) if is_list else fields.text(key)
        for key, is_list in PHRASE_KEYS.items()
        if fields.has(key)
    }
    fields.done()
    if "months" in written and len(written["months"]) != 12:
        fields.report("wrong-type", "`months` needs twelve names", "months")
        del written["months"]
    valid: dict[str, Any] = {key: value for key, value in written.items() if value or isinstance(value, tuple)}
    return ENGLISH._replace(**valid)


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
            fields.report("bad-id", f"“{source.id}” cannot be an id", "id", hint=_ID_HINT)
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
    """Return the values that every kind of note has."""
    citations = _citations(fields, head)
    form = fields.text("form")
    if form and form != "flip":
        fields.report("wrong-type", f'`form` can only be "flip", not “{form}”', "form")
    return Shared(
        id=_id(kind, fields),
        citations=citations,
        explanation=fields.text("explanation"),
        caution=fields.text("caution"),
        tags=fields.texts("tags"),
        form="flip" if form == "flip" else "",
        claim=_claim(fields, head, citations),
        bury_with=fields.texts("bury_with"),
        as_of=fields.date("as_of"),
        hint=fields.text("hint"),
        exact=_exact(fields),
        answer_language=fields.text("answer_language"),
        person=fields.flag("person") if kind in _PERSON_KINDS else False,
        draft=fields.flag("draft"),
        formerly=fields.texts("formerly"),
        media=fields.items("media", partial(_media, fields)),
    )


def _media(fields: Fields, value: Any, key_path: KeyPath) -> str | None:
    """Return the name of a file beside the deck."""
    if not isinstance(value, str) or not value.strip():
        fields.report("wrong-type", "a file's name in quotes belongs here", *key_path)
        return None
    against = reason_against(value.strip())
    if against:
        fields.report("bad-media", f"“{value.strip()}” cannot be opened", *key_path, hint=against)
        return None
    return value.strip()


def _exact(fields: Fields) -> frozenset[str]:
    """Return the differences that count."""
    value = fields.take("exact")
    if value is None or value is False:
        return NOTHING_EXACT
    if value is True:
        return ALL_EXACT
    named = value if isinstance(value, list) else [value]
    for place, each in enumerate(named):
        if each not in EXACT:
            where = ("exact", place) if isinstance(value, list) else ("exact",)
            fields.report("wrong-type", f"`exact` is true, or some of {', '.join(EXACT)}", *where)
    return frozenset(each for each in named if each in EXACT)


def _id(kind: str, fields: Fields) -> str:
    written = fields.take("id")
    if isinstance(written, str) and is_id(written):
        return written
    if written is not None:
        fields.report("bad-id", f"“{written}” cannot be an id", "id", hint=_ID_HINT)
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


def _citations(fields: Fields, head: DeckHead) -> tuple[Citation, ...]:
    value = fields.take("source")
    if value is None:
        return ()
    written = value if isinstance(value, list) else [value]
    found = []
    for place, text in enumerate(written):
        key_path = ("source", place) if isinstance(value, list) else ("source",)
        if not isinstance(text, str) or not text.strip():
            fields.report("wrong-type", "a source is a text: its id and the place in it", *key_path)
            continue
        source, _, rest = text.strip().partition(" ")
        if source not in head.sources:
            fields.report(
                "unknown-source",
                f"no [[source]] has the id “{source}”",
                *key_path,
                hint=did_you_mean(source, head.sources),
            )
        found.append(Citation(source, rest.strip()))
    return tuple(found)


def _claim(fields: Fields, head: DeckHead, citations: tuple[Citation, ...]) -> str:
    value = fields.take("claim")
    if value is True:
        source = head.sources.get(citations[0].source) if citations else None
        if source:
            return source.who
        fields.report("claim-needs-source", "`claim = true` needs a source to lay the claim to", "claim")
    elif isinstance(value, str) and value.strip():
        return value.strip()
    elif value not in (None, False):
        fields.wrong_type("claim", "a name, or true", value)
    return ""


def _lure(fields: Fields) -> Any:
    def read(value: Any, key_path: KeyPath) -> Lure | None:
        if isinstance(value, dict):
            name, why = value.get("name"), value.get("why", "")
            if isinstance(name, str) and name.strip() and isinstance(why, str) and set(value) <= {"name", "why"}:
                return Lure(name.strip(), why)
        elif isinstance(value, str) and value.strip():
            return Lure(value.strip())
        fields.report("wrong-type", 'a lure is a text, or { name = "…", why = "…" }', *key_path)
        return None

    return read


def _member(fields: Fields) -> Any:
    def read(value: Any, key_path: KeyPath) -> Member | None:
        if isinstance(value, str) and slug(value):
            return Member(slug(value), value.strip())
        if isinstance(value, dict):
            inner = Fields(value, key_path, [])
            name, aliases, key = inner.text("name", required=True), inner.texts("aliases"), inner.text("id")
            if name and (is_id(key) if key else slug(name)) and set(value) <= {"name", "aliases", "id"}:
                return Member(key or slug(name), name, aliases)
        fields.report("wrong-type", 'a member is a name, or { name = "…", aliases = ["…"], id = "…" }', *key_path)
        return None

    return read


def _item(fields: Fields) -> Any:
    def read(value: Any, key_path: KeyPath) -> Item | None:
        if isinstance(value, str) and value.strip():
            return Item(value.strip())
        if isinstance(value, dict) and set(value) <= {"name", "date"}:
            name, date = value.get("name"), value.get("date")
            if isinstance(name, str) and name.strip():
                return Item(name.strip(), None if date is None else fields.read_date(date, (*key_path, "date")))
        fields.report("wrong-type", 'an item is a text, or { name = "…", date = "…" }', *key_path)
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
            "bad-number", f"“{front.answer}” is no number", "answer", hint="write figures, or leave `number` out"
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
        inner = Fields(value, (), [])
        tolerance, unit, required = inner.take("tolerance"), inner.text("unit"), inner.flag("unit_required")
        found = _TOLERANCE.fullmatch(str(0 if tolerance is None else tolerance).strip())
        if found and not isinstance(tolerance, bool) and set(value) <= {"tolerance", "unit", "unit_required"}:
            relative = bool(found[2])
            return NumberRule(float(found[1]) / (100 if relative else 1), relative, unit, required)
    fields.report("wrong-type", 'number is { tolerance = "1 %", unit = "m", unit_required = false }', "number")
    return None


def _reverse(fields: Fields) -> Side | None:
    value = fields.take("reverse")
    if value is None:
        return None
    if isinstance(value, dict) and set(value) <= {"question", "answer", "accept"}:
        inner = Fields(value, (), [])
        side = Side(question=inner.text("question"), answer=inner.text("answer"), accept=inner.texts("accept"))
        if side.question and side.answer:
            return side
    fields.report("wrong-type", 'reverse is { question = "…", answer = "…" }', "reverse")
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
        fields.report("bad-cloze", "the text has no gap", "text", hint="write {{c1::answer}} or {{c1::answer::hint}}")
        return None
    if any("{{" in piece or "}}" in piece for piece in pieces if isinstance(piece, str)):
        fields.report(
            "bad-cloze", "a gap is not closed, or empty", "text", hint="write {{c1::answer}} or {{c1::answer::hint}}"
        )
    return ClozeNote(shared=shared, pieces=pieces, accept=accept, lures=lures)


def _build_event(fields: Fields, shared: Shared) -> EventNote | None:
    name = fields.text("name", required=True)
    ask = _ask(fields)
    questions = fields.by_part("question", EVENT_PARTS)
    for part, text in questions.items():
        if not isinstance(text, str) or not text.strip():
            fields.report("wrong-type", "a question is a text in quotes", "question", part)
    note = EventNote(
        shared=shared,
        name=name,
        ask=ask,
        aliases=fields.texts("aliases"),
        date=fields.date("date"),
        until=fields.date("until"),
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
                hint="ask of " + ", ".join(EVENT_PARTS),
            )
        elif not any(fields.has(key) for key in needs):
            key_path = ("ask", place) if fields.has("ask") else ()
            fields.report("ask-needs", f"to ask `{part}`, the event needs `{needs[0]}`", *key_path)
        else:
            asked.append(part)
    if not written:
        fields.report("missing-key", "nothing is asked of the event", "ask", hint="ask of " + ", ".join(EVENT_PARTS))
    return tuple(asked)


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
    question, recall = fields.text("question"), fields.text("recall")
    if recall and recall != "typed":
        fields.report("wrong-type", f'`recall` can only be "typed", not “{recall}”', "recall")
    if len(items) < 2:
        fields.report("missing-key", "a sequence needs two `items` or more", hint='add items = ["…", "…"]')
        return None
    if not name:
        return None
    return SequenceNote(shared=shared, name=name, items=items, question=question, recite=recall == "typed")


_BUILDERS: dict[str, Any] = {
    "card": _build_card,
    "cloze": _build_cloze,
    "event": _build_event,
    "group": _build_group,
    "sequence": _build_sequence,
}
