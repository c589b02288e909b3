"""Texts and packages that are made to be too much, or that lie: taken or refused in few words, in little memory."""

import io
import os
import struct
import warnings
import zipfile

import pytest

from hard.test_hostile_files import folders  # noqa: F401  a fixture
from hard.test_multiplied import limited
from packages import Collection

TEXTS = {
    "an open quote": ("csv", lambda: '"open,q\n' + "q,a\n" * 500_000),
    "a quote in each row": ("csv", lambda: 'q,"a\n' * 300_000),
    "bad rows": ("csv", lambda: "question,answer\n" + "x\n" * 1_000_000),
    "one bad row": ("csv", lambda: "question,answer\n" + "x" * 30_000_000),
    "five million columns": ("csv", lambda: "a," * 5_000_000 + "\nq,a\n"),
    "a hundred thousand columns": ("csv", lambda: (",".join(f"c{n}" for n in range(100_000)) + "\n") * 20),
    "rows that go on": ("tsv", lambda: "question\tanswer\nq\ta\n" + "goes on\n" * 2_000_000),
    "questions without answers": ("md", lambda: "Q: x\n" * 2_000_000),
    "an open question": ("md", lambda: "Q: x\n" + "line\n" * 2_000_000),
    "brackets": ("md", lambda: "C: " + "[" * 2_000_000 + "\n"),
    "colons": ("md", lambda: "#flashcards\n" + ":" * 10_000_000),
    "stars": ("md", lambda: "#flashcards\n" + "**a" * 3_000_000),
    "a list without cards": ("txt", lambda: "term<>def[]" * 2_000_000),
    "semicolons": ("txt", lambda: ";" * 30_000_000),
    "dashes": ("txt", lambda: "-" * 30_000_000),
    "empty lines": ("txt", lambda: " \n" * 15_000_000),
    "quotes": ("csv", lambda: '"' * 30_000_000),
    "zeros": ("csv", lambda: "\0" * 20_000_000),
    "gaps": ("csv", lambda: "text\n" + "{{c1::" * 200_000 + "\n"),
    "lures and tags": (
        "csv",
        lambda: "question,answer,lures,tags\nq,a," + "l;" * 100_000 + "," + "t " * 100_000 + "\n",
    ),
    "tags of HTML": (
        "csv",
        lambda: "q," + "<b>" * 40_000 + "\nr," + "<a href='" * 12_000 + "\ns," + "<!--" * 30_000 + "\n",
    ),
    "a log of one line": ("jsonl", lambda: "[" * 30_000_000),
}


@pytest.mark.parametrize("what", TEXTS)
def test_an_absurd_text_is_taken_or_refused(folders, tmp_path, what):  # noqa: F811
    """In seconds, in few words; where it is refused, no deck is there."""
    ending, text = TEXTS[what]
    (tmp_path / f"x.{ending}").write_text(text())
    target = [] if ending == "jsonl" else ["-o", str(tmp_path / "decks" / "x.toml")]
    code, told = limited("import", str(tmp_path / f"x.{ending}"), *target, *folders)
    assert code in (0, 1, 2)
    assert len(told) < 5000
    assert (os.listdir(tmp_path / "decks") == []) == (code > 0 or ending == "jsonl")


def zipped(entries, method=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", method) as package:
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, data in entries:
            package.writestr(name, data)
    return made.getvalue()


def changed(data, offset, form, value):
    """Return a zip whose directory says something else of its first entry."""
    found = bytearray(data)
    struct.pack_into(form, found, found.index(b"PK\x01\x02") + offset, value)
    return bytes(found)


def of(*more):
    return lambda data: zipped([("collection.anki2", data), ("media", b"{}"), *more])


def crowded(data):
    return of(*((f"x{number}", b"") for number in range(100_000)))(data)


def one_for_all(data):
    """Return a zip of thirty thousand names for one and the same bytes."""
    plain = zipped([("collection.anki2", data)])
    place = plain.index(b"PK\x01\x02")
    head = plain[place : place + 46]
    names = b"".join(
        head[:28] + struct.pack("<H", len(name)) + head[30:] + name
        for name in (b"collection.anki2", *(b"%d" % number for number in range(30_000)))
    )
    return plain[:place] + names + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 30_001, 30_001, len(names), place, 0)


PACKED = {
    "a package in it": lambda data: zipped([("collection.anki2", zipped([("collection.anki2", data)]))]),
    "one for all names": one_for_all,
    "too small a size": lambda data: changed(of()(data), 24, "<I", 10),
    "too large a size": lambda data: changed(of()(data), 24, "<I", 0xFFFFFFF0),
    "too large a packed size": lambda data: changed(of()(data), 20, "<I", 0xFFFFFFF0),
    "another checksum": lambda data: changed(of()(data), 16, "<I", 1),
    "another place": lambda data: changed(of()(data), 42, "<I", 0x7FFFFFFF),
    "another method": lambda data: changed(of()(data), 10, "<H", 99),
    "encrypted": lambda data: changed(of()(data), 8, "<H", 1),
    "bzip2 of zeros": lambda data: zipped([("collection.anki2", bytes(2**29))], zipfile.ZIP_BZIP2),
    "LZMA of zeros": lambda data: zipped([("collection.anki2", bytes(2**27))], zipfile.ZIP_LZMA),
    "a hundred thousand entries": crowded,
    "names that lead out": of(("../../x", b"x"), ("/etc/x", b"x"), ("C:\\x", b"x"), ("a\x1b[31m", b"x")),
    "names twice": lambda data: zipped([("collection.anki2", b"x"), ("collection.anki2", data), ("media", b"[")]),
    "cut off": lambda data: of()(data)[:-200],
    "a version of megabytes": lambda data: zipped([("meta", b"\x08" * 10_000_000), ("collection.anki2", data)]),
    "half a collection": lambda data: of()(data[: len(data) // 2]),
    "no page size": lambda data: of()(data[:16] + b"\0\0" + data[18:]),
}


@pytest.mark.parametrize("what", PACKED)
def test_a_package_that_lies(folders, tmp_path, what):  # noqa: F811
    """It is read as far as it is sound, or refused; nothing stays in a temporary folder."""
    (tmp_path / "anki").mkdir()
    (tmp_path / "temporary").mkdir()
    anki = Collection(tmp_path / "anki")
    anki.note(1, 100, "q", "a")
    anki.packed()
    (tmp_path / "x.apkg").write_bytes(PACKED[what](anki.path.read_bytes()))
    imported(tmp_path, folders)


def imported(tmp_path, places):
    """Import a package. Returns its exit code; nothing else is left of it than decks."""
    before = {*os.listdir(tmp_path)}
    env = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    code, told = limited("import", str(tmp_path / "x.apkg"), *places, env=env, cwd=tmp_path / "decks")
    assert code in (0, 1)
    assert len(told) < 5000
    assert os.listdir(tmp_path / "temporary") == []
    assert {*os.listdir(tmp_path)} == before
    assert (os.listdir(tmp_path / "decks") == []) == (code == 1)
    return code


HOSTILE = {
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON notes BEGIN SELECT load_extension('x'); END", 0),
    "a view of itself": (
        "ALTER TABLE revlog RENAME TO r; CREATE VIEW revlog AS WITH RECURSIVE x(id) AS"
        " (SELECT 1 UNION ALL SELECT id + 1 FROM x)"
        " SELECT id, id AS cid, 1 AS ease, 1 AS ivl, 1 AS lastIvl, 1 AS factor, 1 AS time, 1 AS type FROM x",
        1,
    ),
    "computed columns": ("ALTER TABLE notes ADD COLUMN g TEXT AS (hex(zeroblob(100000000)))", 1),
    "a table of another module": ("ALTER TABLE revlog RENAME TO r; CREATE VIRTUAL TABLE revlog USING fts5(id, cid)", 1),
    "an index that computes": ("CREATE INDEX e ON notes (abs(id))", 0),
    "the largest numbers": (
        "UPDATE cards SET due = -9223372036854775808, ivl = 9223372036854775807, reps = -9223372036854775808, lapses ="
        " 9223372036854775807, mod = 9223372036854775807, type = 2; INSERT INTO revlog SELECT 5, id, 0, 3, 9e99,"
        " 9223372036854775807, 9223372036854775807, -9223372036854775808, 1 FROM cards",
        0,
    ),
    "values of fifteen megabytes": ("UPDATE cards SET data = hex(zeroblob(7500000)); UPDATE notes SET guid = data", 0),
    "a field of fifteen megabytes": ("UPDATE notes SET flds = hex(zeroblob(7500000))", 1),
    "a blob of twenty megabytes": ("UPDATE notes SET flds = zeroblob(20000000)", 1),
    "ten thousand tables": ("".join(f"CREATE TABLE t{number} (x);" for number in range(10_000)), 0),
    "one guid for all": ("UPDATE notes SET guid = 'same'", 0),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_collection(folders, tmp_path, what):  # noqa: F811
    """Nothing in it runs, and no number in it is too large."""
    statements, code = HOSTILE[what]
    (tmp_path / "anki").mkdir()
    (tmp_path / "temporary").mkdir()
    anki = Collection(tmp_path / "anki")
    anki.note(1, 100, "q", "a")
    anki.db.executescript(statements)
    os.rename(anki.packed(), tmp_path / "x.apkg")
    assert imported(tmp_path, folders) == code


FIELDS = {
    "nested tags": "<div>" * 180_000,
    "open attributes": "<a href='" * 100_000,
    "comments": "<!--" * 200_000,
    "entities": "&#x10ffff;" * 90_000,
    "gaps": "{{c1::" * 100_000,
    "sounds": "[sound:" * 60_000 + "[sound:a.mp3]" * 60_000,
    "slashes": "/".join(str(number) for number in range(150_000)),
    "brackets": "(" * 400_000,
    "links": "<a href=x>y</a><br>" * 40_000,
    "line ends": "<br>" * 200_000,
}


def test_long_fields_are_read_in_their_time(folders, tmp_path):  # noqa: F811
    """Whatever stands in them again and again."""
    (tmp_path / "anki").mkdir()
    (tmp_path / "temporary").mkdir()
    anki = Collection(tmp_path / "anki")
    for number, field in enumerate(FIELDS.values()):
        anki.note(2 * number + 1, 100, f"q{number}{field}", "a")
        anki.note(2 * number + 2, 100, f"p{number}", field)
    os.rename(anki.packed(), tmp_path / "x.apkg")
    imported(tmp_path, folders)


def test_a_hundred_thousand_reviews(folders, tmp_path):  # noqa: F811
    """They come in within the limits, and twice is once."""
    (tmp_path / "anki").mkdir()
    anki = Collection(tmp_path / "anki")
    cards = [card for number in range(1000) for card in anki.note(number, 100, f"q{number}", "a")]
    rows = ((1_600_000_000_000 + 1000 * number, cards[number % 1000]) for number in range(100_000))
    anki.db.executemany("INSERT INTO revlog VALUES (?, ?, 0, 3, 5, 2, 2500, 4000, 1)", rows)
    anki.db.execute('UPDATE cards SET type = 2, queue = 2, ivl = 5, due = 200, data = \'{"s":5.0,"d":5.0}\'')
    path = str(anki.packed())
    code, told = limited("import", path, *folders, cwd=tmp_path / "decks")
    assert (code, "101000 events new" in told.replace(",", "")) == (0, True)
    code, told = limited("import", path, *folders, cwd=tmp_path / "decks")
    assert (code, "0 events new" in told) == (0, True)
