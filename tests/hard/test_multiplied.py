"""Small files that stand for much: what they are multiplied to takes neither memory nor minutes, nor disk."""

import io
import json
import os
import resource
import subprocess
import sys
import zipfile

import pytest

from hard.test_hostile_files import folders, program  # noqa: F401  a fixture
from packages import Collection, compress, pack

MEMORY = 700 * 2**20  # bytes of address space, of which an interpreter with our parts has a fourth
CHECKING = 520 * 2**20
SECONDS = 30  # of work, far beyond what any takes
DISK = 60 * 2**20


def texts(beginning, number):
    """Return a TOML list of so many texts."""
    return "[" + ", ".join(f'"{beginning}{n}"' for n in range(number)) + "]"


def table(rows, shared="", ask="{a}?"):
    head = f'[[table]]\nid = "t"\ncolumns = ["a", "b"]\nask = {{ b = "{ask}" }}\n{shared}\n'
    return head + "rows = [" + ", ".join(f'["m{n}", "v{n}"]' for n in range(rows)) + "]\n"


def wide_table(columns):
    asked = ", ".join(f'c{n} = "{{c0}}?"' for n in range(1, columns))
    head = f'[[table]]\nid = "t"\ncolumns = {texts("c", columns)}\nask = {{ {asked} }}\n'
    return f"{head}rows = [{texts('v', columns)}]\n"


def wide_rows(rows, columns):
    asked = ", ".join(f'c{n} = "{{c0}} {n}?"' for n in range(1, columns))
    head = f'[[table]]\nid = "t"\ncolumns = {texts("c", columns)}\nask = {{ {asked} }}\nrows = [\n'
    return head + ",\n".join(f'["r{n}"' + ', "v"' * (columns - 1) + "]" for n in range(rows)) + "]\n"


def group(members, lures=0, name="n"):
    return f'[[group]]\nid = "g"\nname = "{name}"\nmembers = {texts("m", members)}\nlures = {texts("l", lures)}\n'


def cloze(gaps):
    return '[[cloze]]\nid = "c"\ntext = "' + " ".join(f"{{{{c{n}::a{n}}}}}" for n in range(1, gaps + 1)) + '"\n'


def cards(number, more=""):
    return "".join(f'[[card]]\nid = "k{n}"\nquestion = "q{n}"\nanswer = "a{n}"\n{more}' for n in range(number))


def defaults(key, value):
    return f"[deck.defaults]\n{key} = {value}\n" + cards(1500)


LONG = "e " * 30_000
SOURCES = "".join(f'[[source]]\nid = "source{n}"\ntitle = "S"\n' for n in range(3000))
MULTIPLIED = {
    "gaps": cloze(4000),
    "members": group(6000, name=LONG),
    "members and lures": group(500, 500),
    "rows and explanation": table(4000, f'explanation = "{LONG}"'),
    "rows and question": table(4000, ask="{a}" + LONG),
    "rows and tags": table(4000, f"tags = {texts('t', 6000)}"),
    "rows and siblings": table(4000, f"bury_with = {texts('t.m', 4000)}"),
    "rows and former ids": table(4000, f"formerly = {texts('f', 4000)}"),
    "cells filled in": table(1, ask="{a}" * 20_000).replace("m0", LONG),
    "columns": wide_table(3000),
    "rows and columns": wide_rows(1500, 400),
    "sources of long titles": f'[[source]]\nid = "s"\ntitle = "{"e " * 500_000}"\n' + cards(3000, 'source = "s 1"\n'),
    "sources and notes": "".join(f'[[source]]\nid = "s{n}"\ntitle = "{"T" * 900}"\n' for n in range(500))
    + cards(1500, f"source = {texts('s', 500)}\n"),
    "defaults and rows": f"[deck.defaults]\ntags = {texts('t', 240)}\n" + table(20_000),
    "a month of a megabyte": f"[deck.phrases]\nmonths = [{', '.join(['MONTH'] * 12)}]\n".replace(
        "MONTH", f'"{"m" * 80_000}"'
    )
    + "".join(f'[[event]]\nid = "e{n}"\nname = "N{n}"\ndate = "1900-0{n % 9 + 1}"\n' for n in range(3000)),
    "a gap's sign of a megabyte": f'[deck.phrases]\ngap = "{"x" * 1_000_000}"\n' + cloze(490),
    "notes": cards(160_000),
    "an open quote": 'a = "' + "x" * 16_000_000,
    "comments": "#\n" * 3_000_000,
    "entries": "a = [" + "1," * 6_000_000 + "]",
    "defaults and sources": defaults("source", texts("s ", 6000)),
    "defaults and tags": defaults("tags", texts("t", 6000)),
    "a star of siblings": cloze(499) + cards(1000, 'bury_with = ["c"]\n'),
    "phrases": f'[deck.phrases]\nwhen = "{"{name}" * 5000}"\n[[event]]\nid = "e"\ndate = "1900"\nname = "{LONG}"\n',
    "unknown sources": SOURCES + cards(1500, 'source = "sourse1x"\n'),
    "unknown keys": cards(1) + "".join(f"questoin{n} = 1\n" for n in range(8000)),
    "fifty thousand notes": cards(50_000),
    "fifty thousand rows": table(50_000),
    "members under other names": '[[group]]\nid = "g"\nname = "n"\nmembers = [{ a = 1 }]\n' * 40_000,
}
CHECKED = {
    "a hundred thousand warnings": cards(100_000),
    "a table of ten megabytes": table(149_000).replace('"m', f'"{"m" * 45}'),
    "a line of a megabyte": "[deck]\nx = [" + "1," * 500_000 + "]\n" + cards(1, "").replace('id = "k0"\n', ""),
    "lines of a later TOML": cards(20_000, "number = { tolerance = 1, }\n"),
    "ids that no note has": cards(60_000, 'bury_with = ["k"]\n'),
}


def _set_limits(memory):
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def limited(*arguments, given=b"", env=None, cwd=None, memory=MEMORY):
    """Run the program within a limit of memory and time. Returns its exit code and all that it said."""
    done = subprocess.run(
        [sys.executable, "-m", "aide_memoire", *arguments],
        input=given,
        capture_output=True,
        timeout=4 * SECONDS,  # for a machine that is busy
        check=False,
        env=env,
        cwd=cwd,
        preexec_fn=lambda: _set_limits(memory),
    )
    told = (done.stdout + done.stderr).decode()
    assert "Traceback" not in told
    assert "MemoryError" not in told
    return done.returncode, told


def size_below(folder):
    return sum(os.path.getsize(os.path.join(place, name)) for place, _, names in os.walk(folder) for name in names)


@pytest.mark.parametrize("what", MULTIPLIED)
def test_a_small_deck_is_not_multiplied(folders, tmp_path, what):  # noqa: F811
    """It is studied, or its part that is too large is told with a cure; in seconds, little memory and little disk."""
    path = tmp_path / "decks" / "x.toml"
    path.write_text(MULTIPLIED[what])
    (tmp_path / "decks" / "sound.toml").write_text(cards(1))
    code, told = limited("due", "--json", *folders)
    assert code == 0
    assert '"sound"' in told
    assert size_below(tmp_path / "data") < DISK
    assert limited("study", "x", "--plain", *folders, given=b"m1, m2\n\n\na\n\nq\n")[0] in (0, 1)


@pytest.mark.parametrize("what", CHECKED)
def test_a_large_deck_is_checked(folders, tmp_path, what):  # noqa: F811
    """Within the same limits, in few words."""
    (tmp_path / "x.toml").write_text(CHECKED[what])
    fix = ["--fix"] if what == "a line of a megabyte" else []  # that asks for the place of every entry
    code, told = limited("check", *fix, str(tmp_path / "x.toml"), *folders, memory=CHECKING)
    assert code == (what in ("a line of a megabyte", "lines of a later TOML", "ids that no note has"))
    assert len(told) < 5000


def bomb(name, data):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package, package.open(name, "w") as file:
        for _ in range(data // 2**20):
            file.write(bytes(2**20))
    return made.getvalue()


BOMBS = {  # made when they are needed
    "zeros": lambda: bomb("collection.anki2", 1500 * 2**20),
    "zeros in the newer layout": lambda: compress(bytes(1000 * 2**20)),
    "media": lambda: b"{" + b" " * 60 * 2**20 + b"}",
    "a nested list of media": lambda: b"[" * 60_000_000,
    "media of the newer layout": lambda: compress(b"\x0a\x00" * (32 * 2**20)),
    "numbers of the newer layout": lambda: compress(b"\x08\xff\xff\xff\xff\x0f" * (10 * 2**20)),
    "four million media": lambda: json.dumps({str(n): "" for n in range(4_000_000)}).encode(),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_small_package_is_not_multiplied(folders, tmp_path, what):  # noqa: F811
    """It is refused, or comes in without what is absurd; nothing is left of what was unpacked."""
    (tmp_path / "anki").mkdir()
    (tmp_path / "temporary").mkdir()
    anki = Collection(tmp_path / "anki")
    anki.note(1, 100, "q", "a")
    path = tmp_path / "x.apkg"
    made = BOMBS[what]()
    if what == "zeros":
        path.write_bytes(made)
    elif what == "zeros in the newer layout":
        pack(path, {"meta": b"\x08\x03", "collection.anki21b": made})
    else:
        path = anki.packed("deck.apkg", media=made)
    env = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    code, told = limited("import", str(path), *folders, env=env, cwd=tmp_path / "decks")
    assert (code, "the collection in it has more than" in told) in ((1, True), (0, False))
    assert os.listdir(tmp_path / "temporary") == []


def test_a_million_rows_are_refused_in_few_words(folders, tmp_path):  # noqa: F811
    """A package with a million cards before any is read, a bad log of half a million lines in some twenty."""
    (tmp_path / "anki").mkdir()
    anki = Collection(tmp_path / "anki")
    anki.note(1, 100, "q", "a")
    anki.db.executemany("INSERT INTO notes SELECT ?, ?, mid, mod, usn, tags, flds, sfld, csum, flags, data FROM notes"
                        " WHERE id = 1", ((n, f"g{n}") for n in range(10, 600_000)))  # fmt: skip
    code, told = limited("import", str(anki.packed()), *folders, cwd=tmp_path / "decks")
    assert (code, "more than 500,000 rows of notes" in told) == (1, True)
    (tmp_path / "bad.jsonl").write_text("x\n" * 500_000)
    code, told = limited("import", str(tmp_path / "bad.jsonl"), *folders)
    assert code == 1
    assert len(told.splitlines()) < 30


def test_two_thousand_decks(folders, tmp_path):  # noqa: F811
    """All of them are read within the limits, and named."""
    for number in range(2000):
        (tmp_path / "decks" / f"d{number}.toml").write_text(f'[deck]\nid = "d{number}"\n{cards(1)}')
    code, told = limited("due", "--json", *folders)
    assert (code, len(json.loads(told)["decks"])) == (0, 2000)
    assert program("study", "d7", "--plain", *folders, given=b"q\n")[0] == 0
