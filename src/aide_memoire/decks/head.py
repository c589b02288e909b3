"""Build the head of a deck: its names, its sources, and what its notes share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.core.ids import is_id, slug
from aide_memoire.core.note import DeckHead, Source
from aide_memoire.decks.diagnostics import KEY
from aide_memoire.decks.fields import Fields
from aide_memoire.decks.limits import are_too_large, too_long
from aide_memoire.decks.phrase_table import read_phrases
from aide_memoire.decks.shared_values import id_hint, read_language

if TYPE_CHECKING:
    from aide_memoire.decks.diagnostics import Problem


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

_LONGEST_TITLE = 1000  # characters


def build_head(table: dict[str, Any], sources: list[Any], stem: str, problems: list[Problem]) -> DeckHead:
    """Return the head of a deck. `stem` (the file name) is used as the id or the title if the deck has none."""
    fields = Fields(table, ("deck",), problems)
    written = fields.text("id")
    if written and not is_id(written):
        fields.report("bad-id", f"“{written}” cannot be an id", "id", hint=id_hint(written))
        written = ""
    head = DeckHead(
        id=written or slug(stem) or "deck",
        title=fields.text("title") or stem,
        summary=fields.text("summary"),
        language=read_language(fields, "language") or "en",
        license=fields.text("license"),
        answer_language=read_language(fields, "answer_language"),
        defaults=_defaults(fields),
        phrases=read_phrases(fields.take("phrases"), problems),
        sources=_sources(sources, problems),
    )
    fields.done()
    return head


def rebuild_head(tables: dict[str, Any], deck_id: str) -> DeckHead:
    """Return the head from the stored tables of a `ParsedDeck`; `deck_id` is used if they contain no id."""
    return build_head(tables["deck"], tables["source"], deck_id, [])


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
    for key in [key for key in value if key in NEVER_SHARED]:
        fields.report("not-shared", f"notes cannot share `{key}`", "defaults", key, KEY)
    return {key: value[key] for key in value if key not in NEVER_SHARED}


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
        source = _fitted(source, fields)
        if source.id in sources:
            fields.report("duplicate-id", f"a source “{source.id}” stands above already", "id")
        elif source.id and not is_id(source.id):
            fields.report("bad-id", f"“{source.id}” cannot be an id", "id", hint=id_hint(source.id))
        elif source.id:
            sources[source.id] = source
    return sources


def _fitted(source: Source, fields: Fields) -> Source:
    """Return the source with a title and an author that each question can tell; longer ones are reported."""
    for key in ("title", "author"):
        if len(getattr(source, key)) > _LONGEST_TITLE:
            message = f"`{key}` has more than {_LONGEST_TITLE:,} characters"
            fields.report("too-large", message, key, hint="each question tells it: say it in fewer words")
    return source._replace(title=source.title[:_LONGEST_TITLE], author=source.author[:_LONGEST_TITLE])


def _waived(fields: Fields) -> dict[str, str]:
    """Return the paragraphs of a source that need no card, with the reasons."""
    value = fields.take("waived")
    if value is None:
        return {}
    if isinstance(value, dict) and all(isinstance(reason, str) and reason.strip() for reason in value.values()):
        return {place: reason.strip() for place, reason in value.items()}
    fields.report("wrong-type", 'waived is { "24" = "an advertisement" }', "waived")
    return {}
