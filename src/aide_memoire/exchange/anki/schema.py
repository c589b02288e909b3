"""The tables of Anki's schema 11, and the JSON of our notetypes and decks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TABLES = (
    "CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,"
    " ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,"
    " models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL)",
    "CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,"
    " usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,"
    " flags integer NOT NULL, data text NOT NULL)",
    "CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,"
    " mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL,"
    " due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL,"
    " lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL,"
    " flags integer NOT NULL, data text NOT NULL)",
    "CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,"
    " ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,"
    " type integer NOT NULL)",
    "CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL)",
    "CREATE INDEX ix_notes_usn ON notes (usn)",
    "CREATE INDEX ix_cards_usn ON cards (usn)",
    "CREATE INDEX ix_revlog_usn ON revlog (usn)",
    "CREATE INDEX ix_cards_nid ON cards (nid)",
    "CREATE INDEX ix_cards_sched ON cards (did, queue, due)",
    "CREATE INDEX ix_revlog_cid ON revlog (cid)",
    "CREATE INDEX ix_notes_csum ON notes (csum)",
)
NOTE = (
    "INSERT INTO notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)"
    " VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')"
)
CARD = (
    "INSERT INTO cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left,"
    " odue, odid, flags, data) VALUES (?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)"
)
REVIEW = "INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type) VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)"
COLLECTION = (
    "INSERT INTO col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags)"
    " VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')"
)

CONF: dict[str, Any] = {
    "schedVer": 2,
    "sched2021": True,
    "curDeck": 1,
    "activeDecks": [1],
    "newSpread": 0,
    "collapseTime": 1200,
    "timeLim": 0,
    "estTimes": True,
    "dueCounts": True,
    "curModel": None,
    "sortType": "noteFld",
    "sortBackwards": False,
    "addToCur": True,
    "dayLearnFirst": False,
}

_OWN_OPTIONS = 1_700_000_000_006
"""The id of our deck options. It never changes, so that Anki recognises them."""

DECK_OPTIONS: dict[str, Any] = {
    "1": {
        "id": 1,
        "mod": 0,
        "name": "Default",
        "usn": 0,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "new": {
            "bury": False,
            "delays": [1, 10],
            "initialFactor": 2500,
            "ints": [1, 4, 0],
            "order": 1,
            "perDay": 20,
        },
        "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2},
        "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
        "dyn": False,
    }
}

_CSS = """.card { font-family: arial; font-size: 20px; line-height: 1.5; text-align: center; }
.cloze { font-weight: bold; color: blue; }
.nightMode .cloze { color: lightblue; }
.extra { font-size: 16px; margin-top: 1em; }
"""
_EXTRA = '{{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}'


class Notetype(NamedTuple):
    """One of our notetypes. Its id never changes, so that Anki recognises it at the next import."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str], ...]  # question and answer
    is_cloze: bool = False


def _template_of(question: str, answer: str) -> tuple[str, str]:
    """Return the templates of a card that shows the field `question` and asks for the field `answer`."""
    return f"{{{{{question}}}}}", f"{{{{FrontSide}}}}\n\n<hr id=answer>\n\n{{{{{answer}}}}}\n{_EXTRA}"


NOTETYPES = {
    "basic": Notetype(
        1_732_220_000_001,
        "aide-memoire Basic",
        ("Front", "Back", "Extra"),
        (_template_of("Front", "Back"),),
    ),
    "reversed": Notetype(
        1_732_220_000_002,
        "aide-memoire Basic (and reversed card)",
        ("Front", "Back", "Extra"),
        (_template_of("Front", "Back"), _template_of("Back", "Front")),
    ),
    "two ways": Notetype(
        1_732_220_000_003,
        "aide-memoire Basic (asked both ways)",
        ("Front", "Back", "Other Front", "Other Back", "Extra"),
        (_template_of("Front", "Back"), _template_of("Other Front", "Other Back")),
    ),
    "cloze": Notetype(
        1_732_220_000_004,
        "aide-memoire Cloze",
        ("Text", "Extra"),
        (("{{cloze:Text}}", f"{{{{cloze:Text}}}}<br>\n{_EXTRA}"),),
        is_cloze=True,
    ),
}


def models() -> dict[str, Any]:
    """Return the notetypes for the column `models`."""
    return {str(each.id): _model(each) for each in NOTETYPES.values()}


def decks(named: Iterable[tuple[int, str]], *, has_weights: bool = False) -> dict[str, Any]:
    """Return decks, given by number and name, for the column `decks`. With weights, they have our own options."""
    options = _OWN_OPTIONS if has_weights else 1
    return {
        "1": _deck(1, "Default"),
        **{str(number): {**_deck(number, name), "conf": options} for number, name in named},
    }


def deck_options(weights: Sequence[float]) -> dict[str, Any]:
    """Return the deck options: Anki's default ones, and our own with these FSRS weights, if there are any."""
    if not weights:
        return DECK_OPTIONS
    own = {**DECK_OPTIONS["1"], "id": _OWN_OPTIONS, "name": "aide-memoire", "fsrsParams6": list(weights)}
    return {**DECK_OPTIONS, str(_OWN_OPTIONS): own}


def _model(notetype: Notetype) -> dict[str, Any]:
    return {
        "id": notetype.id,
        "name": notetype.name,
        "type": int(notetype.is_cloze),
        "mod": 0,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "tmpls": [_template(place, *sides) for place, sides in enumerate(notetype.templates)],
        "flds": [_field(place, name) for place, name in enumerate(notetype.fields)],
        "css": _CSS,
        "latexPre": "",
        "latexPost": "",
        "latexsvg": False,
        "req": [[place, "any", [2 * place]] for place in range(len(notetype.templates))],
    }


def _template(place: int, question: str, answer: str) -> dict[str, Any]:
    return {
        "name": f"Card {place + 1}",
        "ord": place,
        "qfmt": question,
        "afmt": answer,
        "bqfmt": "",
        "bafmt": "",
        "did": None,
        "bfont": "",
        "bsize": 0,
    }


def _field(place: int, name: str) -> dict[str, Any]:
    return {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20}


def _deck(number: int, name: str) -> dict[str, Any]:
    return {
        "id": number,
        "mod": 0,
        "name": name,
        "usn": -1,
        "lrnToday": [0, 0],
        "revToday": [0, 0],
        "newToday": [0, 0],
        "timeToday": [0, 0],
        "collapsed": False,
        "browserCollapsed": False,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "extendNew": 0,
        "extendRev": 0,
    }
