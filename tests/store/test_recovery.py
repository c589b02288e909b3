"""Events are read out of a file page by page, whatever else has become of it."""

import os
import random
import sqlite3
from contextlib import closing

import pytest

from aide_memoire.core.event import Event, uuid7
from aide_memoire.store.event_rows import insert_rows, row_of
from aide_memoire.store.old_schema import LOG_TABLES_2
from aide_memoire.store.recovery import recover_events
from aide_memoire.store.schema import LOG_TABLES
from at_length import at_length

START = 1_653_220_800_000
MOMENTS = (
    0,
    1,
    2,
    127,
    128,
    40_000,
    9_000_000,
    3_000_000_000,
    START,
    250_246_627_199_999,
    -1,
    -70_000,
)  # each of another size in SQLite
SIZES = (512, 4096, 65_536)


def event(number, length=0, at=START):
    event_id = uuid7(START + number, number)
    data = {"typed": "ä" * length} if length else {}
    return Event(event_id, "wish", event_id, at, "+02:00", 738_297, "laptop", f"d/{number}", data)


def insert(db, events):
    db.execute("BEGIN")
    insert_rows(db, map(row_of, events), to_outbox=False)
    db.execute("COMMIT")


def made(path, events, size=4096, journal="DELETE"):
    """Make a file with the log's tables and these events, and leave it open."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"PRAGMA page_size = {size}")
    db.execute(f"PRAGMA journal_mode = {journal}")
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.executescript(LOG_TABLES)
    insert(db, events)
    return db


def found(path, **more):
    return sorted(recover_events(str(path), **more).events)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "me.sqlite"


@pytest.mark.parametrize("size", SIZES)
def test_short_and_long_events_are_read_from_pages_of_any_size(path, size):
    """Rows that fit on a page, go on over others or stand between two pages are read back as they were saved."""
    lengths = [*range(0, min(size, 4096), 37), 3 * size]
    events = [event(number, length) for number, length in enumerate(lengths)]
    made(path, events, size).close()
    assert found(path) == events


@pytest.mark.parametrize(("size", "lengths"), [(512, range(600)), (1024, range(60, 140)), (4096, range(840, 920))])
def test_a_row_of_any_length_is_read(path, size, lengths):
    """Where a long row leaves its page is worked out to the byte."""
    events = [event(number)._replace(data={"typed": "x" * length}) for number, length in enumerate(lengths)]
    made(path, events, size).close()
    assert found(path) == events


def test_numbers_of_any_size_are_read(path):
    """SQLite gives a number as many bytes as it needs, and to 0 and 1 none."""
    events = [event(number, at=at) for number, at in enumerate(MOMENTS)]
    made(path, events).close()
    assert found(path) == events


def test_texts_that_are_empty_are_read(path):
    """An undo is about no card, and is an event like any other."""
    events = [
        event(1),
        event(2)._replace(kind="undo", action=event(1).id, card=""),
        event(3)._replace(device="", offset=""),
    ]
    made(path, events).close()
    assert found(path) == events


def test_what_is_known_is_not_read_again(path):
    """Only events that are missing elsewhere come, each once, and it is told how far the reading is."""
    events, told = [event(number, 600) for number in range(40)], []
    made(path, events).close()
    again = found(path, known={each.id for each in events[5:]}, on_progress=lambda *steps: told.append(steps))
    assert again == events[:5]
    pages = path.stat().st_size // 4096
    assert told == [(done, pages) for done in range(pages)]


def test_a_deleted_row_may_still_be_read(path):
    """The log is only added to, so a row that is found on a page out of use did happen."""
    events = [event(number, 500) for number in range(60)]
    with closing(made(path, events)) as db:
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("DELETE FROM event")
    assert len(found(path)) > 40


@pytest.mark.parametrize(
    "head", [b"", b"\0" * 100, b"SQLite format 3\0" + b"\0" * 84], ids=["as it was", "none", "half"]
)
def test_a_file_without_its_head_is_read(path, head):
    """Where the size of its pages is not known, they are taken to be as usual."""
    events = [event(number) for number in range(200)]
    made(path, events).close()
    data = path.read_bytes()
    path.write_bytes(head + data[len(head) :])
    assert found(path) == events


def test_a_file_cut_short_gives_what_is_left(path):
    """What stands on the pages that are there is read; of a row that goes on beyond the end nothing is made up."""
    events = [event(number, 40 if number % 9 else 9000) for number in range(90)]
    made(path, events).close()
    data = path.read_bytes()
    for length in range(0, len(data), 6_000):
        path.write_bytes(data[:length])
        assert set(map(str, found(path))) <= set(map(str, events))
    path.write_bytes(data[:-4096])
    assert len(found(path)) > 60


def test_a_row_whose_end_is_missing_is_left_out(path):
    """A row that says of itself that it is longer than it is was damaged."""
    made(path, [event(1), event(2)]).close()
    data = path.read_bytes()
    place = (
        data.index(event(2).id.encode()) - 2
    )  # the type of the last column but one, a text of two bytes, stands there
    assert data[place] == 13 + 2 * 2
    path.write_bytes(data[:place] + bytes([13 + 2 * 9]) + data[place + 1 :])
    assert found(path) == [event(1)]


def test_nothing_is_nothing(path):
    """A file that is not there, or is empty or something else, holds no events."""
    assert found(path) == []
    for content in (b"", b"hello", b"SQLite format 3\0", b"[deck]\n" * 9_000, b"\n\0\x01\xff" * 3_000):
        path.write_bytes(content)
        assert found(path) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_write_ahead_log_is_read_as_well(path, size):
    """Events that were not yet moved into the file are found, also where the file itself is gone."""
    events = [event(number, number * 9) for number in range(80)]
    with closing(made(path, events[:40], size, "WAL")) as db:
        insert(db, events[40:])
        assert found(path) == events
        (path.parent / "b.sqlite-wal").write_bytes((path.parent / "me.sqlite-wal").read_bytes())
        assert found(path.parent / "b.sqlite") == events


def frames(path):
    """Return the head and the frames of a write-ahead log with pages of 4096 bytes."""
    data = (path.parent / "me.sqlite-wal").read_bytes()
    return data[:32], [data[start : start + 4120] for start in range(32, len(data), 4120)]


def test_a_transaction_that_was_not_completed_is_left_out(path):
    """Of the write-ahead log only what was committed counts, and only since the log was last begun anew."""
    target = path.parent / "cut.sqlite"
    wal = path.parent / "cut.sqlite-wal"
    with closing(made(path, [event(0)], journal="WAL")) as db:
        before = len(frames(path)[1])
        insert(db, [event(1)])
        head, whole = frames(path)
    new = whole[before:]
    for last, count in (
        (new, 2),
        (new[:-1], 1),
        ([*new[:-1], new[-1][:-1]], 1),
        ([*new[:-1], new[-1][:4] + b"\0" * 4 + new[-1][8:]], 1),
        ([*new[:-1], new[-1][:8] + b"\xff" * 8 + new[-1][16:]], 1),
    ):
        wal.write_bytes(head + b"".join([*whole[:before], *last]))
        assert len(found(target)) == count
    wal.write_bytes(b"\x37\x7f\x06\x83" + head[4:] + b"".join(whole))  # as machines of the other byte order have it
    assert len(found(target)) == 2
    for broken in (b"\0" * 4 + head[4:], bytes(32), head[:8] + b"\xff" * 24):
        wal.write_bytes(broken + b"".join(whole))
        assert len(found(target)) == 2


def test_a_row_that_no_import_would_take_is_left_out(path):
    """Events are checked as those of another's log are: no id, no rating, no day."""
    good = event(1)
    bad = [
        good._replace(id="x" * 36),
        event(3)._replace(kind="review"),
        event(4)._replace(day=9_999_999),
    ]
    with closing(made(path, [good, *bad])) as db:
        db.execute("UPDATE event SET data = '[' WHERE id = ?", (bad[0].id,))
    assert found(path) == [good]


def test_only_rows_of_the_log_are_taken_for_events(path):
    """Other tables of the same file hold texts and numbers too, and no events."""
    with closing(made(path, [event(1)])) as db:
        db.execute("CREATE TABLE other (id TEXT PRIMARY KEY, a, b, c) WITHOUT ROWID")
        db.execute("INSERT INTO other VALUES (?, 1, 2, 3)", (event(2).id,))
        db.execute(f"CREATE TABLE wide (id INTEGER PRIMARY KEY, {', '.join('abcdefghi')})")
        db.execute(f"INSERT INTO wide VALUES (1{', ?' * 9})", row_of(event(3)))
    assert found(path) == [event(1)]
    assert os.path.getsize(path) > 4096


def test_rows_of_an_earlier_version_are_read(path):
    """They have no checksum, and are taken as they are."""
    events = [event(number, number) for number in range(90)]
    with closing(sqlite3.connect(path)) as db:
        db.executescript(LOG_TABLES_2)
        db.executemany(f"INSERT INTO event VALUES ({', '.join('?' * 9)})", map(row_of, events))
        db.commit()
    assert found(path) == events


def test_an_event_with_another_content_is_left_out_and_told(path):
    """Whichever byte of a row was changed: nothing is made up, and all other rows are read."""
    events = [event(number, 60) for number in range(30)]
    made(path, events).close()
    data = path.read_bytes()
    spoiled = 0
    for number in range(30):
        place = data.index(events[number].id.encode() + b"wish") + 36 + 5 * number
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        read, damaged = recover_events(str(path))
        assert set(map(str, read)) <= set(map(str, events))
        assert len(read) + damaged == 30
        spoiled += damaged
    assert spoiled >= 29


LIES = (1, 512, 1024, 8192, 65_535, 0, 3)


@pytest.mark.parametrize("size", SIZES)
def test_a_head_that_lies_about_the_page_size_loses_nothing(path, size):
    """Rows are found by themselves, and long ones by pages of each size."""
    events = [event(number, number * 3 % 300) for number in range(300)]
    events[7] = event(7, 9_000)
    made(path, events, size).close()
    data = path.read_bytes()
    for lie in LIES:
        path.write_bytes(data[:16] + lie.to_bytes(2, "big") + data[18:])
        assert found(path) == events, lie


def test_bytes_that_are_cut_off_or_added_anywhere_lose_only_what_they_hit(path):
    """What stands behind them is no longer where the pages are, and is found all the same."""
    events = [event(number, number % 90) for number in range(300)]
    made(path, events).close()
    data = path.read_bytes()
    for at in (0, 100, 5_000, len(data) // 2, len(data) - 512):
        for spoiled in (
            data[:at] + data[at + 512 :],
            data[:at] + b"\xff" * 512 + data[at:],
            data[:at] + data[at + 7 :],
        ):
            path.write_bytes(spoiled)
            read = found(path)
            assert set(map(str, read)) <= set(map(str, events))
            assert len(read) >= len(events) - 8, (at, len(spoiled) - len(data))


def test_a_bad_frame_of_the_log_is_read_past(path):
    """Whatever has become of one of them: zeros, other salts, bytes that are missing or too many."""
    target, wal = path.parent / "bad.sqlite", path.parent / "bad.sqlite-wal"
    events = [event(number) for number in range(200)]
    with closing(made(path, events[:1], journal="WAL")) as db:
        for number in range(1, 200):
            insert(db, [events[number]])
        head, whole = frames(path)
    for place in (5, *at_length(0, 1, len(whole) - 20)):
        frame = whole[place]
        for bad in (
            b"\0" * 4120,
            frame[:8] + b"\xff" * 8 + frame[16:],
            frame[:500] + frame[1_012:],
            frame + b"x" * 512,
            b"",
        ):
            wal.write_bytes(head + b"".join([*whole[:place], bad, *whole[place + 1 :]]))
            assert found(target) == events, (place, len(bad))


def test_changed_bytes_never_come_back_as_other_events(path):
    """A hundred changed bytes, twenty times: every event is one that was saved, or is left out."""
    events = [event(number, number % 90) for number in range(300)]
    made(path, events).close()
    data, rng = path.read_bytes(), random.Random(3)
    for _ in range(20):
        spoiled = bytearray(data)
        for place in rng.choices(range(len(data)), k=100):
            spoiled[place] = rng.randrange(256)
        path.write_bytes(spoiled)
        read = set(map(str, found(path)))
        assert read <= set(map(str, events))
        assert len(read) > 150
