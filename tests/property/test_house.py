"""What a learner and an author may do, in any order, beside a simple model; `make test-hard` does it at length."""

from hypothesis.stateful import run_state_machine_as_test

from machine.house import House, settled


def test_some_days_of_two_devices():
    """After each step everything that can be seen is what the model says."""
    run_state_machine_as_test(House, settings=settled(4, 10))
