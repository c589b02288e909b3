"""An evening with a wrong clock: what it left is kept and exported, and nothing follows from it."""

from datetime import date

import pytest

from aide_memoire.core.event import Event, Rating, from_line, moment_of, uuid7
from aide_memoire.core.study_day import moment
from aide_memoire.profiles import backups
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.store import clock, held, inspect, log
from aide_memoire.store.card_state import memories
from aide_memoire.store.clock import follow_clock
from aide_memoire.store.history import card_history
from aide_memoire.store.schema import PROJECTION_TABLES
from aide_memoire.study import actions

CARDS = [f"c{number:02}" for number in range(30)]
WRONG = [(2044, 5, 14), (2024, 5, 18), (9000, 1, 1)]
LAST = 253_402_300_799_999
YEARS_AHEAD = 20 * 366 * 86_400_000


@pytest.fixture
def evening(learner):
    """Three answers today, and whatever is answered with the clock set to a day, before it is right again."""
    learner.cards("d", *CARDS)
    answer(learner, 3)

    def spend(day, answers=4):
        now = learner.now
        learner.set(*day, 21)
        answer(learner, answers)
        learner.now = now

    learner.spend = spend
    return learner


def answer(learner, number, rating=Rating.EASY):
    workspace = learner.workspace(new_per_day=99)
    study = learner.study(new_per_day=99)
    for _ in range(number):
        assert study.rate(rating)
    workspace.close()
    study._workspace.close()


def projections(workspace, but=("held",)):
    return {
        table: workspace.db.execute(f"SELECT * FROM {table}").fetchall()
        for table in PROJECTION_TABLES
        if table not in but
    }


@pytest.mark.parametrize("day", WRONG)
def test_all_is_as_if_it_had_not_been(evening, day):
    """Memories, suspensions, counts and statistics are those of before; the log has all that happened."""
    before = evening.workspace()
    rows, figures = projections(before), load_statistics(before)
    before.close()
    evening.spend(day)
    after = evening.workspace()
    assert projections(after) == rows
    assert load_statistics(after) == figures
    assert len(list(log.lines(after.db))) == 7
    assert held.held_events(after.db).number == 4
    assert inspect.differing_projections(after.db, None, after.now()) == []
    card = next(event.card for event in log.events(after.db) if event.card not in memories(after.db))
    assert [counts for _, counts in card_history(after.db, card).events] == [False]


@pytest.mark.parametrize("few", [0, 5000])
def test_many_events_ahead_are_held_as_few_are(evening, monkeypatch, few):
    """Whether all is made anew or the cards concerned are, what follows is the same, and is worked out once."""
    monkeypatch.setattr(clock, "_FEW", few)
    before = evening.workspace()
    rows = projections(before)
    before.close()
    evening.spend(WRONG[0])
    after = evening.workspace()
    assert projections(after) == rows
    after.close()
    for name in ("rebuild", "reapply_actions"):
        monkeypatch.delattr(clock.projections, name)
    again = evening.workspace()
    assert projections(again) == rows


def test_an_undo_on_that_evening_takes_nothing_back(evening):
    """What was undone by then counts again."""
    rows = projections(evening.workspace())
    now = evening.now
    evening.set(2044, 5, 14, 21)
    assert actions.undo(evening.workspace())
    evening.now = now
    assert projections(evening.workspace()) == rows


def test_new_ids_follow_what_is_followed(evening):
    """The log goes on in the order of the right clock, and undo takes the last answer of today."""
    evening.spend((2044, 5, 14))
    evening.wait(minutes=5)
    answer(evening, 1)
    workspace = evening.workspace()
    newest = log.newest_id(workspace.db)
    assert moment_of(newest) == moment(evening.now)
    assert actions.undo(workspace).action == newest
    assert actions.redo(workspace).action == newest


def test_two_days_ahead_is_still_followed(evening):
    """A clock in another zone, or a little wrong, holds nothing back."""
    evening.spend((2024, 5, 15))
    evening.wait(hours=-3)
    assert len(memories(evening.workspace().db)) == 7


def test_what_is_held_is_followed_when_its_time_has_come(evening):
    """Two days before its moment, and not earlier; and a second opening changes nothing."""
    evening.spend((2024, 5, 18))
    for day, known in ((15, 3), (16, 7), (16, 7), (15, 3)):
        evening.set(2024, 5, day, 22)
        workspace = evening.workspace()
        assert len(memories(workspace.db)) == known
        assert inspect.differing_projections(workspace.db, None, workspace.now()) == []


def test_an_imported_event_ahead_is_held_at_once(evening):
    """Whether its moment, its day or both lie ahead; whatever its id says."""
    workspace = evening.workspace()
    rows, base = projections(workspace), next(log.events(workspace.db))
    for number, (at, day) in enumerate(((YEARS_AHEAD, 0), (0, 7300), (YEARS_AHEAD, 7300))):
        new = base._replace(id=uuid7(base.at + number, 9), action=uuid7(base.at + number, 9), card=f"d/x{number}")
        log.merge(workspace.db, [new._replace(at=base.at + at, day=base.day + day)], now=workspace.now())
    assert projections(workspace) == rows
    assert held.held_events(workspace.db).number == 3
    assert projections(evening.workspace()) == rows


def test_two_devices_agree_at_the_same_present(evening, new_desk):
    """Merged in any order, with or without the present being known, both follow the same after they are opened."""
    evening.spend((2044, 5, 14))
    workspace = evening.workspace()
    events, now = list(log.events(workspace.db)), workspace.now()
    for order, present in ((events, now), (events[::-1], now), (events, None), (events[::-1], None)):
        with new_desk() as desk:
            for event in order:
                log.merge(desk.db, [event], now=present)
            follow_clock(desk.db, now)
            assert desk.rows() == projections(workspace, but=())


def test_once_undone_it_stays_so(evening):
    """When the years have passed, nothing of that evening comes back."""
    evening.spend((2044, 5, 14))
    workspace = evening.workspace()
    rows = projections(workspace, but=("held", "undone"))
    log.undo_actions(workspace.db, held.held_events(workspace.db).actions, workspace.stamp(), workspace.entropy)
    assert held.held_events(workspace.db).number == 0
    assert projections(workspace, but=("held", "undone")) == rows
    evening.set(2050, 1, 1, 9)
    assert projections(evening.workspace(), but=("held", "undone")) == rows


def day_by_day(evening, days, wrong):
    """Study and back up each day; on one of them with a wrong clock first."""
    for number in range(days):
        workspace = evening.workspace(new_per_day=99)
        if number == 7:
            now = evening.now
            evening.set(*wrong, 21)
            answer(evening, 1)
            late = evening.workspace()
            backups.back_up(late.paths, "default", late.today())
            evening.now = now
        answer(evening, 1)
        workspace = evening.workspace()
        backups.back_up(workspace.paths, "default", workspace.today())
        evening.wait(days=1)


@pytest.mark.parametrize("wrong", [(2044, 5, 14), (2019, 5, 14)])
def test_backups_go_by_what_they_hold(evening, wrong):
    """Nineteen days, and an evening years away: the newest is the last true one, and true ones are kept as ever."""
    day_by_day(evening, 19, wrong)
    workspace = evening.workspace()
    last = evening.now.date().toordinal() - 1
    found = backups.backups(workspace.paths, "default")
    assert found[0].day == backups.newest_sound(workspace.paths, "default").day == last
    true = {each.day for each in found if abs(each.day - last) < 99}
    assert backups.days_to_keep(range(last - 18, last + 1)) <= true
    assert date.fromordinal(last).isoformat() == found[0].name


@pytest.mark.parametrize("place", [1, 2])
def test_a_new_id_at_the_end_of_time_is_no_other_s(evening, place):
    """Neither an event that is held nor one of another device has it."""
    workspace = evening.workspace()
    base = next(log.events(workspace.db))
    followed, ahead = uuid7(LAST, 7), uuid7(LAST, 7 + place)
    log.merge(workspace.db, [base._replace(id=followed, action=followed, kind="wish")], now=workspace.now())
    log.merge(workspace.db, [base._replace(id=ahead, action=ahead, at=base.at + YEARS_AHEAD)], now=workspace.now())
    answer(evening, 2)
    assert len(list(log.lines(workspace.db))) == 7
    assert inspect.differing_projections(workspace.db, None, workspace.now()) == []


ENDS = [uuid7(LAST, 0), uuid7(LAST, 12345), uuid7(LAST - 1, 2**74 - 1), uuid7(LAST, 2**73), uuid7(LAST, 2**74 - 1)]


@pytest.mark.parametrize("event_id", ENDS)
def test_ids_at_the_end_of_time_can_be_followed(evening, event_id):
    """New ids come after them, and can all be exported, imported and undone."""
    workspace = evening.workspace()
    wish = Event(event_id, "wish", event_id, workspace.now(), "+02:00", workspace.today(), "x", "", {})
    log.merge(workspace.db, [wish], now=workspace.now())
    answer(evening, 3)
    assert actions.undo(workspace)
    lines = list(log.lines(workspace.db))
    assert len(lines) == len({from_line(line).id for line in lines}) == 8
    assert [from_line(line).id for line in lines] == sorted(from_line(line).id for line in lines)
    assert len(memories(workspace.db)) == 5
