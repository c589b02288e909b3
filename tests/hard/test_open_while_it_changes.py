"""What changes under an open app: a second app that undoes, the profile, the time zone, the deck that is learned."""

import asyncio
import os
import time
from collections import Counter
from contextlib import closing
from random import Random

import pytest

from aide_memoire.cli.main import local_now
from aide_memoire.core.event import Rating
from aide_memoire.paths import find_paths
from aide_memoire.profiles.backups import back_up
from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.store import inspect, log
from aide_memoire.study.session import StudySession
from aide_memoire.workspace import open_workspace
from hard.test_faults import learner  # noqa: F401  a fixture
from hard.test_hostile_files import program
from screens.stage import shown
from terminal import Terminal, said


def begin(learner):  # noqa: F811
    return StudySession(learner.workspace(), form="flip")


@pytest.mark.parametrize("seed", range(int(os.environ.get("TWO_APPS", "6"))))
def test_two_apps_that_answer_undo_and_redo(learner, seed):  # noqa: F811
    """Whatever two apps do in turn, nothing breaks, no answer is lost or counted twice, and the file is consistent."""
    chance, counts = Random(seed), Counter()
    apps = [begin(learner), begin(learner)]
    for _ in range(250):
        app = chance.choice(apps)
        learner.now = learner.now.replace(minute=(learner.now.minute + chance.randint(0, 1)) % 60)
        workspace = app._workspace
        before, what = (
            log.event_count(workspace.db),
            chance.choice(["rate"] * 6 + ["undo"] * 3 + ["redo", "bury", "skip"]),
        )
        if what == "rate":
            question = app.question
            answered = app.rate(chance.choice([*Rating]))
            assert log.event_count(workspace.db) - before == (0 if answered is None else 1 + answered.put_off)
            assert answered is None or answered.question is question
        elif what == "undo":
            assert log.event_count(workspace.db) - before == (app.undo() is not None) * 0
        elif what == "redo":
            app.redo()
        elif what == "bury" and app.question:
            app.set_aside("bury")
        else:
            app.skip_if_outdated()
        counts[what] += 1
        if app.question is None:
            workspace.close()
            apps[apps.index(app)] = begin(learner)
    for app in apps:
        assert inspect.differing_projections(app._workspace.db) == []
        app._workspace.close()
    assert min(counts.values()) > 5


@pytest.mark.parametrize(
    "call",
    [
        "profiles remove default",
        "profiles rename default other",
        "doctor --restore --yes",
        "doctor --restore 2026-11-21 --exactly --yes",
    ],
)
@pytest.mark.parametrize("start", [[], ["study", "--form", "flip"]])
def test_no_profile_is_moved_from_under_an_open_app(learner, call, start):  # noqa: F811
    """Removing, renaming and restoring is refused, with what to close; the app goes on, and its answers are saved."""
    back_up(find_paths(str(learner.data)), "default", learner.now.toordinal())
    before = learner.events()
    program("undo", *learner.arguments)
    with Terminal([*start, *learner.arguments]) as terminal:
        terminal.until_words("what?" if start else "All decks")
        code, told = program(*call.split(), *learner.arguments)
        assert (code, "in use" in told) == (1, True), told
        if not start:
            terminal.press(b"\r")
        terminal.press(b" ")
        terminal.read_answer()
        terminal.press(b"3")
        terminal.let_work(0.5)
        terminal.press(b"\x11")
        assert terminal.end()[0] == 0
    assert learner.events() > before
    assert program("profiles", *learner.arguments) == (0, "default\n")


ZONES = [
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Antarctica/Troll",
    "UTC",
    "Europe/Berlin",
]


@pytest.fixture
def zone(monkeypatch):
    """Set the zone of this machine, as travelling does to a running program."""

    def go(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield go
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("seed", range(3))
def test_a_zone_that_changes_while_it_runs(learner, zone, seed):  # noqa: F811
    """One session around the world and across the date line: every answer counts, in order, on the day it began."""
    chance = Random(seed)
    zone("Pacific/Kiritimati" if seed else "Pacific/Pago_Pago")
    places = (
        find_paths(str(learner.data.parent / "other")),
        "default",
        local_now,
        learner._entropy,
        [str(learner.decks)],
    )
    workspace = open_workspace(*places)
    study = StudySession(workspace, form="flip")
    while study.question:
        zone(chance.choice(ZONES))
        assert study.rate(chance.choice([Rating.GOOD, Rating.EASY, Rating.AGAIN]))
        load_dashboard(workspace)
        load_statistics(workspace)
        if chance.random() < 0.2:
            assert study.undo()
            assert study.redo()
    events = list(log.events(workspace.db))
    assert {event.day for event in events if event.kind == "review"} == {study.day}
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert len({event.offset for event in events}) > 2
    workspace.close()
    for name in ZONES:
        zone(name)
        with closing(open_workspace(*places)) as again:
            assert inspect.differing_projections(again.db, None, again.now()) == []
            assert log.event_count(again.db) == len(events)
            load_dashboard(again)


def test_the_running_app_goes_by_the_zone_of_now(learner, monkeypatch):  # noqa: F811
    """On a journey the clock of the machine is set to another zone: the next answer knows it, and so does the day."""
    monkeypatch.setenv("TZ", "Pacific/Pago_Pago")
    places = (find_paths(str(learner.data.parent / "other")), "default", local_now, learner._entropy)
    workspace = open_workspace(*places, [str(learner.decks)])
    days = []

    async def travel():
        async with shown(workspace) as pilot:
            await pilot.press("enter")
            for name in ("Pacific/Pago_Pago", "Pacific/Kiritimati"):
                monkeypatch.setenv("TZ", name)
                days.append(workspace.today())
                await pilot.pause(0.4)
                await pilot.press("space")
                await pilot.pause(0.4)
                await pilot.press("3")
                await pilot.pause(0.4)

    asyncio.run(travel())
    assert [event.offset for event in log.events(workspace.db)] == ["-11:00", "+14:00"]
    assert days[1] - days[0] in (1, 2)
    workspace.close()
    monkeypatch.undo()
    time.tzset()


GROUP = """
[[group]]
id = "g"
name = "of states"
members = {members}
[[card]]
id = "z"
question = "Z?"
answer = "Z"
"""
RENAMED = {
    "a member with an id": (
        '[{ name = "Russia", id = "ru" }, { name = "Belarus", id = "by" }]',
        '[{ name = "Russian Federation", id = "ru" }, { name = "Belarus", id = "by" }]',
        {"ru", "by"},
    ),
    "a member without one": (
        '["Russia", "Belarus"]',
        '["Russian Federation", "Belarus"]',
        {"belarus", "russian-federation"},
    ),
    "all members": ('["Russia", "Belarus"]', '["A", "B"]', {"a", "b"}),
    "a member more": ('["Russia", "Belarus"]', '["Russia", "Belarus", "Armenia"]', {"russia", "belarus", "armenia"}),
    "a member less": ('["Russia", "Belarus", "Armenia"]', '["Russia", "Belarus"]', {"russia", "belarus"}),
    "the group goes": ('["Russia", "Belarus"]', "5", set()),
}


@pytest.mark.parametrize("when", ["before the answer", "after the verdict", "before the undo"])
@pytest.mark.parametrize("what", RENAMED)
def test_a_member_that_is_renamed_while_it_is_learned(learner, what, when):  # noqa: F811
    """The answer is saved for the members that were asked, and can be undone; what follows is the deck as it is."""
    was, becomes, members = RENAMED[what]
    deck = learner.decks / "d.toml"
    deck.write_text(GROUP.replace("{members}", was))
    with closing(learner.workspace()) as workspace:
        study = StudySession(workspace)
        assert study.question.cards[0].startswith("d/g#")
        asked, before = study.question.cards, log.event_count(workspace.db)
        if when == "after the verdict":
            study.grade("Russia\nBelarus")
        if when != "before the undo":
            deck.write_text(GROUP.replace("{members}", becomes))
        assert study.rate(Rating.AGAIN)
        deck.write_text(GROUP.replace("{members}", becomes))
        saved = [event.card for event in log.events(workspace.db)][before:]
        assert sorted(saved) == sorted(asked)
        assert study.undo()
        seen = set()
        while study.question:
            seen |= {card.partition("#")[2] for card in study.question.cards if card.startswith("d/g#")}
            assert study.rate(Rating.GOOD)
        assert seen == members
        assert inspect.differing_projections(workspace.db) == []


def test_a_profile_that_goes_between_two_keys(learner):  # noqa: F811
    """Moved away by hand under the home screen: the app says so instead of an answer into nothing, and ends well."""
    with Terminal(learner.arguments) as terminal:
        terminal.until_words("All decks")
        os.rename(learner.file, learner.data / "away.sqlite")
        for key in (b"s", b"\x1b", b"b", b"\x1b", b"p", b"\x1b", b"\r", b" "):
            terminal.press(key)
            terminal.let_work(0.4)
        terminal.press(b"3")
        terminal.until_words("Not saved")
        assert "put back" in said(terminal.quiet())
        terminal.press(b"\x11")
        terminal.press(b"\x11")
        code, painted = terminal.end()
    assert (code, b"Traceback" in painted) == (0, False)
    assert learner.events() == 5
