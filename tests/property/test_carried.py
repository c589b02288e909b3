"""Devices over a folder that is carried badly; `make test-hard` does it at length."""

from hypothesis.stateful import run_state_machine_as_test

from machine.carried import Carried
from machine.house import settled


def test_whatever_happens_on_the_way_all_arrives():
    """The same log and the same state on each device: nothing is lost, nothing is there twice."""
    run_state_machine_as_test(Carried, settings=settled(12, 15))
