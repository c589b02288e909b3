"""Devices over a server that comes and goes: the state machine of tests/machine/served.py."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from machine.served import Served


def test_all_arrives_whatever_the_server_does(cluster):
    """Random histories of three devices, each to its end."""
    Served.cluster = cluster
    run_state_machine_as_test(
        Served,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
