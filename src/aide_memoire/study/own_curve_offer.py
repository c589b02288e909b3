"""The offer to fit the forgetting curve. It stands apart from other offers, as the first question does without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.reports.own_curve import is_own_curve_due
from aide_memoire.store.statistics import count_answers
from aide_memoire.study.more import More

if TYPE_CHECKING:
    from aide_memoire.workspace import Workspace


def own_curve_offer(workspace: Workspace) -> tuple[More, ...]:
    """Return the offer to fit the forgetting curve, when it is time for it."""
    return (More("own-curve", count_answers(workspace.db).all),) if is_own_curve_due(workspace) else ()
