"""All that writes, killed at random moments: 450 times here, and 50 on a terminal (test_killed_on_a_terminal.py)."""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import closing
from random import Random

import pytest

import packages
from aide_memoire.cli.main import local_now
from aide_memoire.core.event import EventDraft, to_line
from aide_memoire.core.study_day import Stamp
from aide_memoire.paths import find_paths
from aide_memoire.store import inspect, log
from aide_memoire.store.connection import connect
from aide_memoire.study.session import StudySession
from aide_memoire.workspace import open_workspace
from hard.worker import Worker

KILLS = 30  # of each of 15 works
CARDS = 40
NOTE = '[[card]]\nid = "q{0:03}"\nquestion = "Q{0:03} what?"\nanswer = "A{0:03} {1}"\n'
DECK = "# kept\n" + "".join(NOTE.format(number, "that") for number in range(CARDS))
CSV = "question,answer\n" + "".join(f"Which is port {number}?,Port {number}\n" for number in range(400))
ENDINGS = ("", "-wal", "-shm")


@pytest.fixture(scope="module")
def worker():
    """One warm process for all works."""
    one = Worker()
    yield one
    one.close()


class Place:
    """A learner's folders, as they are before a work."""

    def __init__(self, folder):
        self.folder, self.data, self.decks = folder, folder / "data", folder / "decks"

    def arguments(self, *arguments):
        return (*arguments, "--data-dir", str(self.data), "--decks", str(self.decks))

    def copy(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return Place(folder)

    def profile(self, name="default"):
        return self.data / "profiles" / f"{name}.sqlite"

    def events(self, name="default", differing=()):
        """Return the ids of the log in order, once the file has been found whole and true to its log."""
        if not self.profile(name).exists():
            return []
        with closing(connect(str(self.profile(name)), str(self.folder / "lib.sqlite"))) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert inspect.differing_projections(db) in ([], [*differing])
            return [event.id for event in log.events(db)]

    def parts(self):
        return [path for path in self.folder.rglob("*") if ".part" in path.name or path.name.startswith(".aide")]


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    """A learner with a hundred answers, a backup, another profile, and files to import."""
    place = Place(tmp_path_factory.mktemp("learner") / "as-it-was")
    for folder in (place.data, place.decks):
        folder.mkdir(parents=True)
    (place.decks / "d.toml").write_text(DECK)
    (place.data / "config.toml").write_text("# mine\nnew_per_day = 999\n")
    (place.folder / "ports.csv").write_text(CSV)
    package(place.folder)
    rng = Random(1)
    with closing(_open(place, rng)) as workspace:
        study = StudySession(workspace, form="flip")
        for _ in range(CARDS):
            study.rate()
        lines = [to_line(event) for event in _elsewhere(place.folder / "elsewhere", rng)]
        (place.folder / "log.jsonl").write_text("\n".join(lines))
    return place


def _open(place, rng):

    return open_workspace(
        find_paths(str(place.data)), "default", local_now, lambda: rng.getrandbits(74), [str(place.decks)]
    )


def _elsewhere(folder, rng):
    """Return another device's log: 300 answers to the same cards."""
    with closing(connect(str(folder / "p.sqlite"), str(folder / "l.sqlite"))) as db:
        for number in range(300):
            at, day = 1_653_220_800_000 + number * 60_000, 738_300
            held = {
                "rating": "good",
                "form": "flip",
                "was": "new",
                "state": "learning",
                "interval": 600,
                "desired_retention": 0.9,
            }
            draft = EventDraft(
                "review", f"d/q{number % CARDS:03}", {**held, "due": "2022-05-22T12:10:00Z", "took": 1000}
            )
            log.append(db, [draft], Stamp(at, "+00:00", day, "two"), lambda: rng.getrandbits(74))
        events = list(log.events(db))
    shutil.rmtree(folder)
    return events


def package(folder):
    """Write a package of Anki's with some cards and their reviews."""
    anki = packages.Collection(folder)
    for number in range(1, 41):
        (card,) = anki.note(number, 100, f"Which river is {number}?", f"River {number}")
        anki.review(card, packages.NOW - number * 86_400_000, ivl=4)
        anki.change(card, type=2, queue=2, ivl=9, due=186, reps=1)
    anki.packed("cards.apkg")
    anki.path.unlink()


def commanded(*arguments):
    """Return a work that is one command."""
    return lambda place: ("command", place.arguments(*arguments), "")


WORKS = {
    "study": lambda place: ("command", place.arguments("study", "--plain", "--form", "flip"), "\n3\n" * 12),
    "undo": commanded("undo"),
    "reset": commanded("reset", "--all", "--yes"),
    "import of a log": commanded("import", "log.jsonl"),
    "import of a table": commanded("import", "ports.csv"),
    "import of a package": commanded("import", "cards.apkg"),
    "first opening": commanded("due", "--profile", "default"),
    "rebuild": commanded("doctor", "--fix"),
    "restore": commanded("doctor", "--restore", "--yes"),
    "rename": commanded("profiles", "rename", "default", "ana"),
    "export": commanded("export", "-o", "out.jsonl"),
    "pinned ids": commanded("check", "--fix", "decks"),
    "editor": lambda place: ("save_note", (str(place.decks / "d.toml"), NOTE.format(0, "else")), ""),
    "settings": lambda place: ("set_limit", (str(place.data / "config.toml"), 7), ""),
    "backup": lambda place: ("back_up_day", (str(place.data), 740_000), ""),
}


def prepared(place, work):
    """Make what a work needs beyond what the learner has."""
    if work == "first opening":
        shutil.rmtree(place.data)
    elif work == "pinned ids":
        (place.decks / "d.toml").write_text(re.sub(r"id = .*\n", "", DECK))
    elif work in ("rebuild", "restore"):
        with closing(connect(str(place.profile()), str(place.folder / "lib.sqlite"))) as db:
            db.execute("DELETE FROM memory WHERE card > 'd/q010'")
    if work == "restore":  # the file is damaged, and what came last lies in its log alone
        with closing(connect(str(place.profile()), str(place.folder / "lib.sqlite"))) as db:
            log.append(db, [EventDraft("suspend", "d/q001")], Stamp(2**41, "+00:00", 740_000, "one"), lambda: 7)
            for ending in ENDINGS[:2]:
                shutil.copy(f"{place.profile()}{ending}", f"{place.profile()}{ending}.kept")
        for ending in ENDINGS[:2]:
            os.replace(f"{place.profile()}{ending}.kept", f"{place.profile()}{ending}")
        with place.profile().open("r+b") as file:
            file.write(b"no database, by now")
    return place


def texts(place):
    """Return every deck, setting and export that lies there, by its name."""
    found = (path for folder in (place.folder, place.decks, place.data) for path in folder.glob("[!.]*"))
    return {path.name: path.read_bytes() for path in found if path.suffix == ".toml" or path.stem == "out"}


@pytest.mark.posix
@pytest.mark.parametrize("work", WORKS)
def test_killed_at_any_moment(worker, learner, tmp_path, work):
    """The log is whole with all that was told as done, tables agree, and files are old or new: never a mix."""
    start = prepared(learner.copy(tmp_path / "start"), work)
    kept = learner.events()
    whole = prepared(learner.copy(tmp_path / "whole"), work)
    begun = time.monotonic()
    assert worker.do(whole.folder, *asked(whole, work))
    length = time.monotonic() - begun
    old, new = texts(start), texts(whole)
    more = 0 if work in ("restore", "first opening", "rename") else len(whole.events()) - len(kept)
    rng = Random(work)
    for kill in range(KILLS):
        place = start.copy(tmp_path / f"killed-{kill}")
        ended = worker.do(place.folder, *asked(place, work), kill_after=rng.uniform(0, length * 1.1))
        check_texts(place, work, old, new)
        check_log(place, work, kept, more, ended=ended)
        assert len(place.parts()) <= (3 if work == "import of a package" else 2)  # decks, media and a backup
        if place.parts() and texts(place) == old and work not in ("restore", "reset"):
            assert worker.do(place.folder, *asked(place, work))
            assert place.parts() == [], "what a killed process leaves goes with the next one's writing"
        shutil.rmtree(place.folder)


def asked(place, work):
    """Return a work's name, its arguments, and what is typed to it."""
    return WORKS[work](place)


def check_texts(place, work, old, new):
    """Each file is as before or as after the work; one that the work makes may not be there yet."""
    now = texts(place)
    for name in {*old, *now}:
        assert now.get(name) in (old.get(name), new.get(name)), (work, name)


def check_log(place, work, kept, whole, *, ended):
    """The log has what it had, and of the work all or nothing: of a session what was told as saved, and no more."""
    if work == "restore":
        finish_restore(place, kept)
        return
    names = [name for name in ("default", "ana") if place.profile(name).exists()]
    assert len(names) <= 1
    unmended = ["memory"] if work == "rebuild" and not ended else []
    events = place.events(*names, differing=unmended) if names else []
    if work == "first opening":
        assert events == []
        return
    assert set(kept) <= set(events), work
    new = len(events) - len(kept)
    if work == "study":
        path = place.folder / "said"
        said = path.read_text() if path.exists() else ""  # killed before it had said anything
        told = max(map(int, re.findall(r"^Question (\d+) of", said, re.MULTILINE)), default=1) - 1
        assert told <= new <= told + 1
    else:
        assert new in ({whole} if ended else {0, whole})


def finish_restore(place, kept):
    """What was cut short is called again, and nothing has been lost: neither by the damage nor by the kill."""
    again = [sys.executable, "-m", "aide_memoire", *place.arguments("doctor", "--restore", "--yes")]
    done = subprocess.run(again, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    events = place.events()
    assert set(kept) <= set(events)
    assert len(events) == len(kept) + 1
    assert place.parts() == []
