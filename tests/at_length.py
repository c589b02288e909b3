"""Cases that only `make test-hard` tries, as they take long and seldom find what the others do not."""

from __future__ import annotations

import os
from typing import TypeVar

_T = TypeVar("_T")


def at_length(*cases: _T) -> tuple[_T, ...]:
    """Return the cases where all are wanted, else none."""
    return cases if os.environ.get("AT_LENGTH") else ()
