"""Many decks are read in several processes: the index is the same, whatever becomes of them."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from aide_memoire.decks.files import find_deck_files
from aide_memoire.library import readers
from aide_memoire.library.refresh import refresh

TABLES = ("file", "note", "card", "answer", "renamed")
CARD = '[[card]]\nid = "c-{0}"\nquestion = "What is {0}?"\nanswer = "Ответ {0}"\ntags = ["t"]\nbury_with = ["c-1"]\n'
FORMER = 'formerly = ["old"]\nhint = """\nTwo\nlines"""\n'


@pytest.fixture
def places(tmp_path):
    """Return the folders of decks: nine good ones, one with mistakes, one that is empty."""
    folder = tmp_path / "decks"
    folder.mkdir()
    for deck in range(9):
        cards = "".join(CARD.format(note) for note in range(deck + 1))
        (folder / f"d{deck}.toml").write_text(f"{cards}{FORMER}", encoding="utf-8")
    (folder / "wrong.toml").write_text('[[card]]\nid = "a"\nquestion = 5\n[[card\n', encoding="utf-8")
    (folder / "empty.toml").write_text("", encoding="utf-8")
    return [str(folder)]


@pytest.fixture
def three_readers(monkeypatch):
    """Any number of decks is enough for three readers."""
    monkeypatch.setattr(readers, "WORTH_IT", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)


def index(db):
    return {table: db.execute(f"SELECT * FROM lib.{table} ORDER BY 1, 2, 3").fetchall() for table in TABLES}


def read(desk, places):
    refresh(desk.db, places)
    return index(desk.db)


def test_several_processes_make_the_same_index(workspace, phone, places, three_readers, monkeypatch):
    """What readers hand back is what this process would have read, in the same order."""
    read_here = []
    monkeypatch.setattr(readers, "deck_row", read_here.append)
    by_several = read(workspace, places)
    assert not read_here
    monkeypatch.undo()
    assert by_several == read(phone, places)
    assert len(by_several["card"]) == 45


@pytest.mark.parametrize(
    "serve",
    [
        "raise SystemExit",
        "import sys; sys.stdin.read(); print('cut', end='')",
        "import pickle, sys; sys.stdin.read(); pickle.dump('of another version', sys.stdout.buffer)",
        "import nothing_of_the_kind",
    ],
)
def test_readers_that_end_are_stood_in_for(serve, workspace, phone, places, three_readers, monkeypatch):
    """A reader that cannot start, is killed at its work or was updated meanwhile costs time and no deck."""
    by_one = read(phone, places)
    monkeypatch.setattr(readers, "_SERVE", serve)
    assert read(workspace, places) == by_one


def test_where_no_process_can_be_started_one_reads_all(workspace, places, three_readers, monkeypatch):
    """A system that allows no more processes is no reason not to read."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert len(read(workspace, places)["file"]) == 11


def test_who_stops_reading_leaves_no_process(places, three_readers, monkeypatch):
    """An error or Ctrl+C while decks are read ends the readers, too."""
    started, start = [], readers._start
    monkeypatch.setattr(readers, "_start", lambda: started.append(start()) or started[-1])
    with closing(readers.deck_rows(find_deck_files(places))) as rows:
        assert next(rows).deck == "d0"
    assert len(started) == 3
    assert all(each.returncode is not None for each in started)


def test_a_few_decks_start_no_process(places, monkeypatch):
    """Starting them takes longer than reading, where there is little to read."""
    monkeypatch.setattr(readers, "_start", None)
    assert len(list(readers.deck_rows(find_deck_files(places)))) == 11


ABANDONED = """
import os, sys
from aide_memoire.decks.files import find_deck_files
from aide_memoire.library import readers
readers.WORTH_IT, start = 0, readers._start
os.cpu_count = lambda: 2
def told():
    reader = start()
    print(reader.pid, flush=True)
    return reader
readers._start = told
next(readers.deck_rows(find_deck_files(sys.argv[1:])))
os.kill(os.getpid(), 9)
"""


@pytest.mark.posix
def test_readers_end_when_what_started_them_is_killed(tmp_path):
    """Nobody takes what they read: they do not stay behind."""
    for deck in range(8):
        cards = "".join(CARD.format(note) for note in range(600))
        (tmp_path / f"d{deck}.toml").write_text(cards, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", ABANDONED, tmp_path], stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    left = [int(pid) for pid in done.stdout.split()]
    assert len(left) == 2
    deadline = time.monotonic() + 30
    while left and time.monotonic() < deadline:
        left = [pid for pid in left if runs(pid)]
    assert not left


def runs(pid):
    """Return whether a process is at work; one that has ended may still be listed, as nobody has asked for its end."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    listed = Path(f"/proc/{pid}/stat")
    return not listed.exists() or ") Z" not in listed.read_text()
