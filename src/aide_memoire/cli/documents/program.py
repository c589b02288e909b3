"""Documents about the program itself: settings, profiles, its files, other devices."""

from __future__ import annotations

from aide_memoire.cli.documents.parts import (
    DECK,
    Schema,
    count,
    document,
    flag,
    maybe,
    one_of,
    record,
    rows,
    table,
    text,
    texts,
)

_SETTING = {
    "key": text("the setting"),
    "value": {"type": ["string", "number", "array"], "description": "the value in force"},
    "origin": one_of("where it is from", ("deck", "deck-everyone", "profile", "everyone", "default")),
    "default": {"type": ["string", "number", "array"], "description": "the value where nothing is set"},
    "means": text("what it is"),
}

DOCUMENTS: dict[str, Schema] = {
    "config": document(
        "the settings in force",
        {
            "profile": text("the learner's profile"),
            "deck": maybe(DECK),
            "settings": rows("each setting", _SETTING),
            "decks_with_own": texts("decks with settings of their own"),
            "files": record(
                "where settings are, over one another",
                {"everyone": text("config.toml"), "profile": text("the learner's own file")},
            ),
        },
    ),
    "profiles": document(
        "who learns here", {"profiles": rows("each profile", {"name": text("its name"), "path": text("its file")})}
    ),
    "doctor": document(
        "whether all is well",
        {
            "checks": rows(
                "each check",
                {
                    "name": text("what was checked"),
                    "status": one_of("how it is", ("ok", "warning", "error", "fixed")),
                    "message": text("what was found"),
                    "hint": text("the cure, or empty"),
                },
            ),
            "places": table("the files and folders", {"type": ["string", "array"]}),
            "versions": table("of the program and its parts", {"type": ["string", "integer"]}),
            "backups": rows(
                "what can be restored",
                {"day": text("its name"), "path": text("the file"), "sound": flag("it can be used")},
            ),
        },
    ),
    "sync": document(
        "what a sync with other devices carried",
        {
            "sent": count("events sent"),
            "received": count("events received"),
            "held_back": count("events kept but not followed, as a clock was wrong"),
            "devices": rows(
                "each device",
                {
                    "id": text("its id"),
                    "name": text("its name"),
                    "this": flag("it is this one"),
                    "received": count("events that came from it"),
                    "held_back": count("of all its events, those that are not followed"),
                },
            ),
        },
    ),
}
"""By the command that prints it."""
