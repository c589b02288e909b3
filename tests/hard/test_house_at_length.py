"""Two devices and their decks, through thousands of steps, beside a simple model of what must be so."""

import pytest
from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from machine.house import House, settled


@pytest.mark.parametrize("part", range(4))
def test_whatever_is_done_the_program_is_as_the_model_says(part):
    """Answers, undo, resets, edits, days, settings, merges and restores: after each step all agrees."""
    run_state_machine_as_test(seed(part)(House), settings=settled(25, 30))
