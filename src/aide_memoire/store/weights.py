"""Read the weights that were fitted to the learner, from the log."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from aide_memoire.core.errors import DamagedStoreError
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, make_parameters
from aide_memoire.store.errors import RESTORE_HINT, translate_errors
from aide_memoire.store.event_rows import IN_EFFECT

if TYPE_CHECKING:
    import sqlite3

    from aide_memoire.core.scheduler import Parameters


_NEWEST_FIRST = (
    "SELECT e.id, json_extract(e.data, '$.weights') FROM event e INDEXED BY event_weights"
    f" WHERE e.kind = 'weights' AND {IN_EFFECT} ORDER BY e.id DESC"
)


def parameters_in_force(db: sqlite3.Connection) -> Parameters:
    """Return the parameters with the newest weights that count; without any, the defaults. Takes a few microseconds."""
    with translate_errors():
        newest = db.execute(f"{_NEWEST_FIRST} LIMIT 1").fetchone()
    return _parameters(newest[1]) if newest else DEFAULT_PARAMETERS


def all_parameters(db: sqlite3.Connection) -> list[tuple[str, Parameters]]:
    """Return (event id, parameters) of all weights that count, in order."""
    with translate_errors():
        return [
            (event_id, _parameters(weights)) for event_id, weights in reversed(db.execute(_NEWEST_FIRST).fetchall())
        ]


def fitted_at(db: sqlite3.Connection) -> int:
    """Return the number of reviews in the log when the newest weights were adopted; 0 if there are none."""
    with translate_errors():
        newest = db.execute(f"{_NEWEST_FIRST} LIMIT 1".replace("$.weights", "$.reviews")).fetchone()
    return int(newest[1] or 0) if newest else 0


@lru_cache(maxsize=64)
def _parameters(weights: str) -> Parameters:
    """Return the parameters with these weights, a JSON array; those of an empty one are the defaults."""
    if weights == "[]":
        return DEFAULT_PARAMETERS
    try:
        return make_parameters(tuple(map(float, weights.strip("[]").split(","))))
    except (ValueError, AttributeError, IndexError):
        raise DamagedStoreError("the log holds weights that cannot be read", RESTORE_HINT) from None
