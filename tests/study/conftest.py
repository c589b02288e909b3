"""Learners, as fixtures."""

import pytest

from learners import Learner


@pytest.fixture
def learner(tmp_path):
    """A learner in Berlin, on 14 May 2024 at 09:00."""
    one = Learner(tmp_path)
    yield one
    one.close()
