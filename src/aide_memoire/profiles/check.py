"""The result of one check of the doctor."""

from __future__ import annotations

from typing import NamedTuple

OK, WARNING, ERROR = "ok", "warning", "error"


class Check(NamedTuple):
    """The result of one check, with a hint if there is something to do."""

    name: str
    status: str
    message: str
    hint: str = ""
