"""Devices over a folder that is carried badly, through thousands of steps."""

import pytest
from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from machine.carried import Carried
from machine.house import settled


@pytest.mark.parametrize("part", range(4))
def test_whatever_happens_on_the_way_all_arrives(part):
    """The same log and the same state on each device: nothing is lost, nothing is there twice."""
    run_state_machine_as_test(seed(part)(Carried), settings=settled(40, 40))
