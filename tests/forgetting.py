"""Learners who forget as FSRS-6 with weights of their own says, and the logs that they leave."""

from __future__ import annotations

from itertools import count, islice
from random import Random
from typing import TYPE_CHECKING

from aide_memoire.core.event import Event, Rating, uuid7
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, make_parameters, rate, retrievability
from aide_memoire.core.study_day import iso_day, iso_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.scheduler import Memory, Outcome, Parameters

# fmt: off
LEARNERS = (
    (0.2442, 0.2577, 0.6225, 3.5238, 7.224, 0.3522, 2.2, 0.0791, 1.2773, 0.1549, 0.7139, 1.9985, 0.0604, 0.549,
     2.3581, 0.3727, 2.4838, 0.4601, 0.5492, 0.1174, 0.4376),
    (4.3819, 11.0592, 11.262, 10.9234, 7.1489, 0.7562, 2.0669, 0.001, 1.5044, 0.0856, 0.9902, 1.9235, 0.0811, 0.4639,
     2.3695, 0.1762, 3.0004, 0.8231, 0.4847, 0.0677, 0.2094),
    (0.244, 10.61, 18.8023, 91.7039, 6.9249, 0.6815, 2.1159, 0.1014, 2.2157, 0.0, 1.4327, 1.801, 0.1164, 0.2922,
     2.1511, 0.3831, 3.7178, 1.1784, 0.5366, 0.0006, 0.1),
    (1.1679, 0.4756, 0.6335, 16.3412, 7.1093, 0.3083, 2.868, 0.0148, 1.1666, 0.1766, 0.6701, 1.8011, 0.1058, 0.3416,
     2.0302, 0.1622, 3.1024, 0.7725, 0.0211, 0.0493, 0.2749),
    (0.1733, 4.1996, 3.9716, 74.4408, 7.1022, 0.4874, 1.9723, 0.0162, 1.4738, 0.0652, 0.9186, 1.9119, 0.0916, 0.4862,
     2.273, 0.572, 3.2298, 0.6717, 0.2656, 0.1014, 0.3772),
)
# fmt: on
"""Real learners' weights: users 1, 3, 10, 18 and 20 of srs-benchmark (result/FSRS-6-recency.jsonl at commit 0f70abe),
within the limits of the `fsrs` package."""

FIRST_DAY = 738_300
RETENTION = 0.9
_NEW_PER_DAY = 20
_MS_PER_DAY, _MS_PER_ANSWER = 86_400_000, 10_000
_NOON = 36_000_000
_FIRST_DAY_OF_1970 = 719_163


def simulated_log(weights: Sequence[float], answers: int, seed: int = 1, decks: int = 1) -> list[Event]:
    """Return the log of a learner who studies what is due by the default weights, and is late for a part of it."""
    return list(islice(_answers(make_parameters(tuple(weights)), seed, decks), answers))


def _answers(own: Parameters, seed: int, decks: int) -> Iterator[Event]:
    rng = Random(seed)
    writer = _Writer(rng)
    due: dict[int, list[str]] = {}
    truth: dict[str, Memory] = {}
    names = count()
    for day in count(FIRST_DAY):
        new = [f"d{number % decks}/n{number}" for number in (next(names) for _ in range(_NEW_PER_DAY))]
        for card in [*due.pop(day, ()), *new]:
            rating = _first(rng) if card not in truth else _next(rng, truth[card], day, own)
            while True:
                truth[card] = rate(truth.get(card), rating, day=day, at=0, retention=RETENTION, parameters=own).memory
                outcome, event = writer.write(card, rating, day)
                yield event
                if outcome.memory.due_at is None:
                    break
                rating = rng.choices([Rating.AGAIN, Rating.GOOD], [12, 88])[0]
            late = rng.randint(1, 11) if rng.random() < 0.15 else 0
            due.setdefault(outcome.memory.due_day + late, []).append(card)


def _first(rng: Random) -> Rating:
    return rng.choices(list(Rating), [25, 10, 55, 10])[0]


def _next(rng: Random, memory: Memory, day: int, own: Parameters) -> Rating:
    if rng.random() >= retrievability(memory.stability, day - memory.last_day, own):
        return Rating.AGAIN
    return rng.choices([Rating.HARD, Rating.GOOD, Rating.EASY], [10, 80, 10])[0]


class _Writer:
    """The program, which knows the default weights alone."""

    def __init__(self, rng: Random) -> None:
        self._memories: dict[str, Memory] = {}
        self._rng, self._written = rng, count()

    def write(self, card: str, rating: Rating, day: int) -> tuple[Outcome, Event]:
        was = self._memories.get(card)
        at = (day - _FIRST_DAY_OF_1970) * _MS_PER_DAY + _NOON + next(self._written) * 10
        outcome = rate(was, rating, day=day, at=at, retention=RETENTION, parameters=DEFAULT_PARAMETERS)
        memory = self._memories[card] = outcome.memory
        data = {
            "rating": rating.word,
            "form": "flip",
            "was": was.state if was else "new",
            "state": memory.state,
            "interval": outcome.interval,
            "due": iso_day(memory.due_day) if memory.due_at is None else iso_moment(memory.due_at),
            "desired_retention": RETENTION,
            "took": 5_000,
        }
        if was and was.state == "review":
            data["scheduled_days"] = was.due_day - was.last_day
        event_id = uuid7(at, self._rng.getrandbits(74))
        return outcome, Event(event_id, "review", event_id, at, "+00:00", day, "laptop", card, data)
