"""How many letters lie between two texts, as far as that is few."""

from __future__ import annotations

_FAR = 3  # and more: so far apart that the number makes no difference


def typo_distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance, at most 3: letters put in, left out, changed, or two swapped.

    Only a band of the table is filled, so that long texts take no longer than their length. rapidfuzz is quicker for
    many texts, but takes 30 ms to import.
    """
    if one == other:
        return 0
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[max(start - 1, 0) :], other[max(start - 1, 0) :]
    if abs(len(one) - len(other)) >= _FAR:
        return _FAR
    before: dict[int, int] = {}
    row = {column: column for column in range(_FAR)}
    for line in range(1, len(one) + 1):
        before, row = row, _next_row(one, other, line, before, row)
        if min(row.values()) >= _FAR:
            return _FAR
    return min(row.get(len(other), _FAR), _FAR)


def _next_row(one: str, other: str, line: int, before: dict[int, int], row: dict[int, int]) -> dict[int, int]:
    """Return the next line of the table: of `row` and the one `before` it, in a band around the diagonal."""
    following: dict[int, int] = {0: line} if line < _FAR else {}
    for column in range(max(1, line - _FAR + 1), min(len(other), line + _FAR - 1) + 1):
        same = one[line - 1] == other[column - 1]
        cost = min(
            row.get(column, _FAR) + 1, following.get(column - 1, _FAR) + 1, row.get(column - 1, _FAR) + (not same)
        )
        if line > 1 and column > 1 and one[line - 1] == other[column - 2] and one[line - 2] == other[column - 1]:
            cost = min(cost, before.get(column - 2, _FAR) + 1)
        following[column] = cost
    return following
