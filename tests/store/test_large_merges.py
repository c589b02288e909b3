"""Two long logs become one, whichever comes first and however many pieces they come in."""

from random import Random

import pytest

from aide_memoire.core.event import Event, uuid7
from aide_memoire.core.study_day import iso_day
from aide_memoire.store import log
from aide_memoire.store.projections import rebuild
from aide_memoire.store.transaction import transaction

FIRST_DAY, NOON_BEFORE_FIRST, MILLISECONDS_A_DAY = 738_300, 1_653_220_800_000, 86_400_000
EVENTS = 2_000
SOME = 1_000  # as many as make a merge a large one here; the program's own limit is higher
CARDS = [f"deck{number % 7}/note{number}" for number in range(400)]


def random_log(seed):
    """Return a device's log: mostly answers, some of them taken back, with everything else that can happen."""
    chance = Random(seed)
    events, actions, day = [], [], FIRST_DAY
    for number in range(EVENTS):
        day += chance.random() < 0.02
        at = NOON_BEFORE_FIRST + (day - FIRST_DAY) * MILLISECONDS_A_DAY + number * 10
        kind = chance.choices(["review", "reset", "suspend", "bury", "memory", "link", "undo", "redo"], WEIGHTS)[0]
        new = uuid7(at, chance.getrandbits(74))
        action = chance.choice(actions) if kind in ("undo", "redo") and actions else new
        actions.append(action)
        card = "" if kind in ("undo", "redo") else chance.choice(CARDS)
        events.append(Event(new, kind, action, at, "+00:00", day, f"device {seed}", card, data(kind, day, chance)))
    return events


WEIGHTS = [80, 2, 2, 2, 2, 1, 8, 3]


def data(kind, day, chance):
    due, last = iso_day(day + chance.randint(1, 90)), iso_day(day)
    match kind:
        case "review":
            rating, was = chance.choice(["again", "hard", "good", "easy"]), chance.choice(["new", "review", "learning"])
            days = {"scheduled_days": chance.randint(1, 60)} if was == "review" else {}
            took = chance.randint(500, 9000)
            return {"rating": rating, "was": was, **days, "due": due, "desired_retention": 0.9, "took": took}
        case "memory":
            state = {"state": "review", "step": None, "stability": chance.uniform(1, 99), "difficulty": 5.5}
            return {**state, "last": last, "due": due, "introduced": last, "reps": 4, "lapses": 1}
        case "link":
            return {"to": chance.choice(CARDS)}
    return {}


@pytest.fixture(autouse=True)
def low_limit(monkeypatch):
    """A merge is large from fewer events on."""
    monkeypatch.setattr(log, "_FEW", SOME)


@pytest.fixture(scope="module")
def logs():
    """Two devices' logs."""
    return random_log(1), random_log(2)


def test_two_long_logs_give_the_same_whichever_comes_first(new_desk, logs):
    """Either order, and making all anew, end in the same rows; a second time nothing is new."""
    one, two = logs
    with new_desk() as left, new_desk() as right:
        assert [left.merge(*one), left.merge(*two)] == [EVENTS, EVENTS]
        assert [right.merge(*two), right.merge(*one)] == [EVENTS, EVENTS]
        rows = left.rows()
        assert len(rows["memory"]) > len(CARDS) // 2
        assert len(rows["undone"]) > EVENTS // 50
        assert rows == right.rows()
        assert [left.merge(*one, *two), left.rows()] == [0, rows]


def test_a_long_log_in_pieces_gives_the_same(new_desk, logs):
    """Small merges bring up to date what a large one makes anew: the rows are the same."""
    one = logs[0]
    pieces = [one[start : start + 200] for start in range(0, len(one), 200)]
    Random(3).shuffle(pieces)
    with new_desk() as workspace:
        for piece in pieces:
            log.merge(workspace.db, piece)
        rows = workspace.rows()
        with transaction(workspace.db):
            rebuild(workspace.db)
        assert workspace.rows() == rows


def test_what_stands_twice_in_a_long_log_is_new_once(new_desk, logs):
    """However long a file is, each of its events is taken in once."""
    one = logs[0][: SOME + 100]
    with new_desk() as workspace:
        assert workspace.merge(*one, *one[:150]) == len(one)
        assert len(workspace.log()) == len(one)
