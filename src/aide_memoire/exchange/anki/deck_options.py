"""Read the FSRS weights in Anki's deck options: JSON in schema 11, Protocol Buffers in schema 18."""

from __future__ import annotations

import struct
from collections import Counter
from typing import TYPE_CHECKING, Any

from aide_memoire.core.weights import are_weights
from aide_memoire.exchange.anki import protobuf

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

_FSRS_5, _FSRS_6 = 5, 6
"""The fields of `DeckConfig.Config` that have the weights (ankitects/anki, `proto/anki/deck_config.proto`)."""

_OPTIONS_OF_DECK = 1  # the field of `Deck.Normal`, and of the kind of deck that is not filtered
_OF_FSRS_5 = 19
_SINCE_FSRS_6 = (0.0, 0.5)  # w19 and w20 of FSRS-5, as fsrs-rs has them
_LONGEST_ID = 20  # digits
_DECIMALS = 4  # as Anki shows them


def most_used(weights: Mapping[int, tuple[float, ...]], decks: Iterable[int]) -> tuple[float, ...]:
    """Return the weights that most of the cards have, given by their decks; () if those have none."""
    counts = Counter(weights.get(deck, ()) for deck in decks)
    return counts.most_common(1)[0][0] if counts else ()


def older_weights(decks: Mapping[str, Any], options: Mapping[str, Any]) -> dict[int, tuple[float, ...]]:
    """Return the weights of each deck that has any. Both tables are those of the row `col`, by id."""
    by_options = {
        key: _first_valid(each.get(name) for name in ("fsrsParams6", "fsrsParams5"))
        for key, each in options.items()
        if isinstance(each, dict)
    }
    found = {key: by_options.get(str(deck.get("conf"))) for key, deck in decks.items() if isinstance(deck, dict)}
    return {
        int(key): weights for key, weights in found.items() if weights and key.isdecimal() and len(key) < _LONGEST_ID
    }


def newer_weights(db: sqlite3.Connection) -> dict[int, tuple[float, ...]]:
    """Return the weights of each deck that has any. The tables are `decks` and `deck_config`."""
    by_options = {
        number: _first_valid(_floats(config, field) for field in (_FSRS_6, _FSRS_5))
        for number, config in db.execute("SELECT id, config FROM deck_config")
    }
    found = {deck: by_options.get(_options_of(kind)) for deck, kind in db.execute("SELECT id, kind FROM decks")}
    return {deck: weights for deck, weights in found.items() if weights}


def _first_valid(candidates: Iterable[object]) -> tuple[float, ...]:
    return next(filter(None, map(_weights, candidates)), ())


def _weights(value: object) -> tuple[float, ...]:
    """Return the weights of FSRS-6 that these values are; () if they are none."""
    if not isinstance(value, (list, tuple)):
        return ()
    filled = [*value, *_SINCE_FSRS_6] if len(value) == _OF_FSRS_5 else value
    rounded = [round(each, _DECIMALS) if isinstance(each, float) else each for each in filled]
    return tuple(map(float, rounded)) if are_weights(rounded) else ()


def _floats(config: object, wanted: int) -> list[float]:
    """Return the numbers of a packed field."""
    try:
        return [number for (number,) in struct.iter_unpack("<f", _message(config, wanted))]
    except struct.error:
        return []


def _options_of(kind: object) -> int:
    """Return the id of a deck's options; 0 for a filtered deck, which has none."""
    try:
        return protobuf.number(_message(kind, _OPTIONS_OF_DECK), _OPTIONS_OF_DECK)
    except ValueError:
        return 0


def _message(data: object, wanted: int) -> bytes:
    """Return the bytes of a field; b"" if it is missing, or nothing can be read."""
    try:
        found = [value for key, value in protobuf.fields(data) if key == wanted] if isinstance(data, bytes) else []
    except ValueError:
        return b""
    return b"".join(value for value in found if isinstance(value, bytes))
