"""Documents about decks and their cards."""

from __future__ import annotations

from aide_memoire.cli.documents.parts import (
    CARD,
    DECK,
    KINDS,
    STATES,
    VERDICTS,
    Schema,
    count,
    day,
    day_or_moment,
    document,
    flag,
    maybe,
    moment,
    number,
    one_of,
    part,
    record,
    rows,
    table,
    text,
    texts,
)
from aide_memoire.core.event_fields import RATING_WORDS

_CARDS = {
    "id": CARD,
    "deck": DECK,
    "note": text("the note's id, with that of its deck"),
    "kind": one_of("the kind of note", KINDS),
    "question": text("as it is asked"),
    "answer": text("the answer"),
    "source": texts("where the fact is from"),
    "claim": maybe(text("whose opinion it is")),
    "as_of": maybe(text("the date up to which it holds")),
    "tags": texts("the tags"),
    "state": one_of("where it stands", STATES),
    "due": maybe(day_or_moment("when it is due")),
    "stability": maybe(number("days until the chance of recall is 90 %")),
    "difficulty": maybe(number("1 to 10")),
    "reps": count("answers"),
    "lapses": count("times it was forgotten"),
    "leech": flag("forgotten so often that it should be reworded"),
    "suspended": flag("not asked until it is unsuspended"),
    "buried": flag("put off until tomorrow"),
}

DOCUMENTS: dict[str, Schema] = {
    "decks": document(
        "the decks, and where each comes from",
        {
            "decks": rows(
                "each file of a deck",
                {
                    "id": DECK,
                    "title": text("its title"),
                    "path": text("its file"),
                    "notes": count("notes"),
                    "cards": count("cards"),
                    "problems": count("what `check` finds wrong"),
                    "drafts": count("notes that are drafts, where there are any"),
                    "origin": record(
                        "where it came from, if `decks add` brought it",
                        {"from": text("a folder or file"), "day": day("when")},
                    ),
                    "studied": flag("false where another file with its id is studied in its place"),
                    "goes_before": text("the file of the deck that this one is the learner's own copy of"),
                    "changed_since": text("the day on which that one had changed, if it has"),
                    "settings": table("what is set for this deck alone", {"type": ["string", "number"]}),
                },
                ("drafts", "origin", "studied", "goes_before", "changed_since", "settings"),
            ),
            "unread": rows("files that are not read", {"path": text("the file"), "reason": text("why")}),
        },
        ("unread",),
    ),
    "cards": document("every card with its state", {"cards": rows("each card", _CARDS)}),
    "export --format json": document(
        "every card with its state, and a summary",
        {
            "profile": text("the learner's profile"),
            "exported": moment("when"),
            "day": day("the study day"),
            "decks": texts("the decks"),
            "states": table("cards by state", count("cards")),
            "orphans": texts("cards with a history that no deck has"),
            "cards": rows("each card", _CARDS),
        },
    ),
    "try": document(
        "how a card grades an answer",
        {
            "card": CARD,
            "verdict": one_of("the verdict", VERDICTS),
            "score": part("the score"),
            "suggested": one_of("the rating that it suggests", RATING_WORDS),
            "feedback": texts("the reasons"),
            "confused_with": maybe(text("the card whose answer it is")),
            "parts": rows(
                "members of a list, items of an order",
                {"card": maybe(CARD), "text": text("the part"), "verdict": text("its own verdict")},
            ),
        },
    ),
    "check": document(
        "what is wrong with decks",
        {
            "diagnostics": rows(
                "each mistake, also of a kind of which the text tells only some",
                {
                    "path": text("the file"),
                    "line": count("from 1"),
                    "column": count("from 1, in characters"),
                    "severity": one_of("how bad it is", ("error", "warning", "info")),
                    "code": text("as “Writing decks” explains it"),
                    "message": text("what is wrong"),
                    "hint": text("the cure, or empty"),
                },
            )
        },
    ),
    "orphans": document(
        "cards with a history that have left their deck",
        {
            "orphans": rows(
                "each such card",
                {"card": CARD, "reps": count("its reviews"), "likely": maybe(text("the card that it seems to be now"))},
            ),
            "decks": rows(
                "each deck that is gone",
                {"deck": DECK, "cards": count("its cards"), "likely": maybe(text("the deck that it seems to be now"))},
            ),
        },
    ),
    "draft --coverage": document(
        "which paragraphs of the sources are cited",
        {
            "sources": rows(
                "each source",
                {
                    "id": text("the source's id"),
                    "title": text("its title"),
                    "decks": texts("the decks that have it"),
                    "paragraphs": maybe(count("in its text, where that is known")),
                    "cited": {"type": "array", "items": {"type": "integer"}, "description": "paragraphs with a card"},
                    "waived": table("paragraphs that need no card, and why", {"type": "string"}),
                    "uncited": rows(
                        "paragraphs without a card",
                        {"paragraph": count("its number"), "text": text("its beginning, where that is known")},
                        ("text",),
                    ),
                },
            )
        },
    ),
}
"""By the command that prints it."""
