"""What memory does by the usual curve, for tests in which no other one is in question."""

from functools import partial

from aide_memoire.core import replay, scheduler, simulation
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS

rate = partial(scheduler.rate, parameters=DEFAULT_PARAMETERS)
retrievability = partial(scheduler.retrievability, parameters=DEFAULT_PARAMETERS)
interval_for = partial(scheduler.interval_for, parameters=DEFAULT_PARAMETERS)
apply_event = partial(replay.apply_event, parameters=DEFAULT_PARAMETERS)
simulate = partial(simulation.simulate, parameters=DEFAULT_PARAMETERS)
simulate_new = partial(simulation.simulate_new, parameters=DEFAULT_PARAMETERS)
