"""What a learner did per deck and day, as rows on the server: of each sync only the months that have changed."""

from __future__ import annotations

import zlib
from collections import defaultdict
from typing import TYPE_CHECKING

from aide_memoire.sync.transport import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import psycopg

_MONTH = len("2026-11")
_INSERT = """
INSERT INTO aide_memoire.result AS r (learner, deck, day, answered, reviews, "right", known)
SELECT %s, * FROM unnest(%s::text[], %s::date[], %s::integer[], %s::integer[], %s::integer[], %s::integer[])
ON CONFLICT (learner, deck, day) DO UPDATE SET answered = excluded.answered,
reviews = excluded.reviews, "right" = excluded."right", known = coalesce(excluded.known, r.known)
WHERE (r.answered, r.reviews, r."right", r.known) IS DISTINCT FROM
(excluded.answered, excluded.reviews, excluded."right", coalesce(excluded.known, r.known))
"""
_CLEAR = """
UPDATE aide_memoire.result SET answered = 0, reviews = 0, "right" = 0 WHERE learner = %s AND answered > 0
AND to_char(day, 'YYYY-MM') = ANY(%s) AND (deck, day) NOT IN (SELECT * FROM unnest(%s::text[], %s::date[]))
"""


def save_results(
    connection: psycopg.Connection, learner: str, results: Sequence[Result], sent: Mapping[str, int]
) -> dict[str, int]:
    """Bring a learner's results up to date, in the months whose checksum is not as it was `sent`.

    Of what was undone nothing is counted any more. Returns the checksums of now.
    """
    by_month: defaultdict[str, list[Result]] = defaultdict(list)
    for each in results:
        by_month[each.day[:_MONTH]].append(each)
    now = {month: zlib.crc32(repr([tuple(row) for row in rows]).encode()) for month, rows in by_month.items()}
    changed = [month for month in {**sent, **now} if sent.get(month) != now.get(month)]
    if changed:
        rows = [row for month in changed for row in by_month.get(month, ())]
        columns: list[Sequence[object]] = list(zip(*rows, strict=True)) or [()] * len(Result._fields)
        decks, days, *counts = (list(column) for column in columns)
        connection.execute(_INSERT, (learner, decks, days, *counts))
        connection.execute(_CLEAR, (learner, changed, decks, days))
    return now
