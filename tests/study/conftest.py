"""Learners, as fixtures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from learners import Learner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """A learner in Berlin, on 14 May 2024 at 09:00."""
    one = Learner(tmp_path)
    yield one
    one.close()
