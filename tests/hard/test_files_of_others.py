"""Files under other names, in each other, or in each other's way; editors with odd names; a disk that is full."""

import os
import shutil
import subprocess
import sys
import zipfile
from contextlib import suppress

import pytest

from aide_memoire.cli import main as entry
from hard.test_faults import learner  # noqa: F401  a fixture
from hard.test_hostile_files import folders, program  # noqa: F401  a fixture
from packages import Collection
from terminal import Terminal, said

FORMATS = ("jsonl", "json", "toml", "csv", "fsrs", "apkg")
CARDS = "".join(f'[[card]]\nid = "q{n}"\nquestion = "Q{n}?"\nanswer = "A{n}"\n' for n in range(300))


@pytest.fixture
def inside(capsys):
    """Run the program in this process, where many calls would take long. Returns its exit code and all that it said."""

    def call(*arguments):
        capsys.readouterr()
        try:
            code = entry.main(list(arguments))
        except SystemExit as left:
            code = left.code
        return code, "".join(capsys.readouterr())

    return call


@pytest.fixture
def deck(folders, tmp_path):  # noqa: F811
    (tmp_path / "decks" / "d.toml").write_text(CARDS)
    return folders


def lay(folder, name, what):
    """Put something at a path. Returns what must be the same afterwards."""
    path, other = folder / name, folder / "other"
    other.write_text("theirs")
    if what == "file":
        path.write_text("theirs")
    elif what == "symlink":
        path.symlink_to(other)
    elif what == "hard link":
        os.link(other, path)
    elif what == "dangling":
        path.symlink_to(folder / "nowhere")
    elif what == "loop":
        path.symlink_to(path)
    elif what == "folder":
        path.mkdir()
    elif what == "symlink to a folder":
        (folder / "place").mkdir()
        path.symlink_to(folder / "place")
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        path.symlink_to("/dev/null")
    return path


def pictured(folder):
    """Return all that is in a folder: names, kinds, targets and contents."""
    return sorted(
        (
            str(path),
            os.lstat(path).st_mode,
            os.readlink(path) if path.is_symlink() else path.is_file() and path.read_bytes(),
        )
        for path in folder.rglob("*")
    )


@pytest.mark.parametrize(
    "what", ["file", "symlink", "hard link", "dangling", "loop", "folder", "symlink to a folder", "pipe", "device"]
)
def test_no_export_goes_over_what_is_there(deck, inside, tmp_path, what):
    """Whatever stands at the name of a new file is left as it is, what it leads to as well, and that is told."""
    (tmp_path / "log.csv").write_text("question,answer\na,b\nc,d\n")
    (tmp_path / "out").mkdir()
    path = lay(tmp_path / "out", "x", what)
    before = pictured(tmp_path / "out")
    calls = [["export", "--format", each, "-o", str(path)] for each in FORMATS]
    calls += [
        ["import", str(tmp_path / "log.csv"), "-o", str(path)],
        ["new", str(path)],
        ["quiz", "--sheet", "-o", str(path)],
    ]
    calls += [["quiz", "--sheet", "--html", "-o", str(path)]]
    for call in calls:
        code, told = inside(*call, *deck)
        assert code in (1, 2), call
        assert "aide-memoire: " in told
        assert pictured(tmp_path / "out") == before, call


def test_of_many_exports_to_one_name_one_is_there_whole(deck, tmp_path):
    """Twelve at once: one says that it has written, the others that the name is taken; nothing else is left."""
    (tmp_path / "out").mkdir()
    command = [
        sys.executable,
        "-m",
        "aide_memoire",
        "export",
        "--format",
        "csv",
        "-o",
        str(tmp_path / "out" / "x.csv"),
        *deck,
    ]
    assert program("due", *deck)[0] == 0
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(12)]
    told = [each.communicate(timeout=60)[1].decode() for each in running]
    codes = sorted(each.returncode for each in running)
    assert codes == [0] + [1] * 11, told
    assert sum("already exists" in each for each in told) == 11
    assert os.listdir(tmp_path / "out") == ["x.csv"]
    assert program("export", "--format", "csv", *deck)[1].encode() == (tmp_path / "out" / "x.csv").read_bytes()


def test_a_name_that_changes_all_the_time_takes_nothing_with_it(deck, tmp_path):
    """While another program makes the name a link to its own file and takes it away again, that file never changes."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "other").write_text("theirs")
    script = (
        "import os, sys\n"
        "while os.getppid() == int(sys.argv[3]):\n"
        "    for make in (os.symlink, os.link, os.symlink):\n"
        "        try: make(sys.argv[1], sys.argv[2]); os.unlink(sys.argv[2])\n"
        "        except OSError: os.path.exists(sys.argv[2]) and os.unlink(sys.argv[2])\n"
    )
    restless = subprocess.Popen([sys.executable, "-c", script, str(out / "other"), str(out / "x"), str(os.getpid())])
    try:
        for _ in range(6):
            code, told = program("export", "--format", "csv", "-o", str(out / "x"), *deck)
            assert code in (0, 1), told
            assert (out / "other").read_text() == "theirs"
    finally:
        restless.kill()
        restless.wait()
    assert {*os.listdir(out)} <= {"other", "x"}


def test_a_deck_under_two_names(deck, tmp_path):
    """Of hard links one is read; mending it leaves the other as it was, whole, and then the clash is told."""
    one, two = tmp_path / "decks" / "d.toml", tmp_path / "decks" / "e.toml"
    one.write_text('[deck]\nid = "d"\n[[card]]\nquestion = "Q?"\nanswer = "A"\n')
    os.link(one, two)
    before = two.read_bytes()
    assert "deck-id-twice" not in program("check", *deck)[1]
    program("check", "--fix", str(one), *deck)
    assert b'id = "card-q"' in one.read_bytes()
    assert two.read_bytes() == before
    code, told = program("check", *deck)
    assert (code, "deck-id-twice" in told) == (1, True)
    assert program("due", "--json", *deck)[1].count('"id": "d"') == 1


def test_a_symbolic_link_to_a_deck_stays_one(deck, tmp_path):
    """What is mended is the file that it leads to."""
    real, link = tmp_path / "real.toml", tmp_path / "decks" / "d.toml"
    real.write_text('[[card]]\nquestion = "Q?"\nanswer = "A"\n')
    link.unlink()
    link.symlink_to(real)
    assert program("check", "--fix", str(link), *deck)[0] == 0
    assert link.is_symlink()
    assert "id = " in real.read_text()


def zipped(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


def test_packages_within_packages(deck, inside, tmp_path):
    """A zip in a zip in a zip is no deck and no package: it is refused in words, and nothing is left of it."""
    (tmp_path / "anki").mkdir()
    anki = Collection(tmp_path / "anki")
    anki.note(1, 100, "q", "a")
    inner = anki.packed().read_bytes()
    for ending in ("apkg", "colpkg", "zip"):
        data = inner
        for depth in range(4):
            path = zipped(tmp_path / f"{depth}.{ending}", **{f"collection.anki2.{ending}": data, f"x.{ending}": data})
            data = path.read_bytes()
            for call in (["import", str(path)], ["import", "--dry-run", str(path)], ["decks", "add", str(path)]):
                code, told = inside(*call, *deck)
                assert code in (1, 2), (call, told)
                assert "aide-memoire: " in told
    zipped(
        tmp_path / "self.apkg",
        **{"collection.anki2": zipped(tmp_path / "in.zip", a=inner).read_bytes(), "media": b"{}"},
    )
    assert inside("import", str(tmp_path / "self.apkg"), *deck)[0] == 1
    assert os.listdir(tmp_path / "decks") == ["d.toml"]


@pytest.mark.parametrize("collation", ["unicase", "evil", "x'y", "NOCASE", "RTRIM"])
@pytest.mark.parametrize("newer", [False, True])
def test_a_package_with_a_collation_of_its_own(deck, tmp_path, monkeypatch, collation, newer):
    """Anki's own is known, any other that the rows need is refused in words; none ends in a traceback."""
    (tmp_path / "anki").mkdir()
    anki = Collection(tmp_path / "anki", newer=newer)
    anki.note(1, 100, "What is it?", "That")
    anki.card(1)
    anki.db.create_collation(collation, lambda one, other: (one > other) - (one < other))
    anki.db.execute(f'CREATE INDEX odd ON notes (sfld COLLATE "{collation}")')
    anki.db.execute(f'CREATE TABLE odder (x TEXT COLLATE "{collation}" PRIMARY KEY) WITHOUT ROWID')
    anki.db.execute("INSERT INTO odder VALUES ('b'), ('a')")
    monkeypatch.chdir(tmp_path / "decks")
    code, told = program("import", str(anki.packed()), *deck)
    assert code in (0, 1), told
    assert code == 0 or "aide-memoire: " in told


EDITORS = {
    "blanks": ("my editor", "'{path}'", 0),
    "blanks, escaped": ("my editor", "{escaped}", 0),
    "an argument with blanks": ("ed", "'{path}' --title 'a  b' \"c d\"", 0),
    "quotes in its name": ('it\'s "mine"', "{shell}", 0),
    "dollars and stars": ("$HOME;* `x` $(y)", "{shell}", 0),
    "braces": ("{{path}} {0}", "{shell}", 0),
    "a quote that is open": ("ed", "'{path}", 1),
    "not there": ("ed", "{path}x", 1),
    "a folder": ("ed", "{folder}", 1),
    "blanks alone": ("ed", "   ", 1),
    "nothing in quotes": ("ed", "''", 1),
}


@pytest.mark.parametrize("what", EDITORS)
@pytest.mark.parametrize("variable", ["EDITOR", "VISUAL"])
def test_an_editor_with_blanks_and_quotes(folders, tmp_path, monkeypatch, what, variable):  # noqa: F811
    """It gets its own arguments, then the line and the path as one word each; what cannot be started is named."""
    name, named, code = EDITORS[what]
    deck = tmp_path / "decks" / 'it\'s a "deck" {path} $HOME.toml'
    deck.write_text('[deck]\nid = "d"\n' + CARDS)
    place = tmp_path / "my tools" / name
    place.parent.mkdir()
    place.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$CALLED"\n')
    place.chmod(0o755)
    shell = "'" + str(place).replace("'", "'\"'\"'") + "'"
    escaped = str(place).replace(" ", "\\ ")
    for each in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("CALLED", str(tmp_path / "called"))
    monkeypatch.setenv(variable, named.format(path=place, escaped=escaped, shell=shell, folder=tmp_path))
    told_code, told = program("edit", "d/q1", *folders)
    assert told_code == code, told
    if code:
        assert told.startswith("aide-memoire: ")
    else:
        own = ["--title", "a  b", "c d"] if "argument" in what else []
        assert (tmp_path / "called").read_text().splitlines() == [*own, "+7", str(deck)]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 700 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    done = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=700k", "none", str(place)], capture_output=True, check=False
        )
        if shutil.which("mount")
        else None
    )
    if done is None or done.returncode:
        pytest.skip("only root can mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(disk, free=0):
    """Leave so many bytes of a disk."""
    (disk / "free").write_bytes(b"x" * free)
    with suppress(OSError), (disk / "filling").open("wb") as file:
        while True:
            file.write(b"x" * 4096)
            file.flush()
    (disk / "free").unlink()


@pytest.mark.parametrize("free", range(0, 300_000, 25_000))
def test_decks_that_are_new_on_a_full_disk(small_disk, tmp_path, free):
    """Where there is no room to index them, the disk is told as full, nothing is called damaged, and room helps."""
    (tmp_path / "d.toml").write_text(CARDS)
    places = ["--data-dir", str(small_disk / "data"), "--decks", str(tmp_path)]
    fill(small_disk, free)
    for call in ("due", "study --plain"):
        code, told = program(*call.split(), *places, given=b"q\n")
        assert code == 0 or "full" in told or "No space left" in told, told
        assert "damaged" not in told
    (small_disk / "filling").unlink()
    assert program("due", *places)[0] == 0


def test_a_full_disk_is_told_as_one(learner, small_disk, tmp_path):  # noqa: F811
    """By every command that writes, and by the app, where the question stays until there is room; nothing is lost."""
    shutil.copytree(learner.data, small_disk / "data")
    places = ["--data-dir", str(small_disk / "data"), "--decks", str(learner.decks)]
    (tmp_path / "log.jsonl").write_text(program("export", *learner.arguments)[1].replace('"device":"', '"device":"x'))
    with Terminal(["study", *places, "--form", "flip"]) as terminal:
        question = terminal.until(rb"Q(\d+) what\?")
        fill(small_disk)
        terminal.press(b" ")
        terminal.until_words(f"A{question.decode()} that")
        terminal.read_answer()
        for _ in range(40):
            terminal.press(b"3")
            terminal.let_work(0.1)
            if "full" in said(terminal.seen):
                break
            terminal.press(b" ")
            terminal.read_answer()
        assert "Not saved: the disk is full" in said(terminal.quiet())
        for call in (
            ["undo"],
            ["suspend", "d/q1"],
            ["export", "-o", str(small_disk / "x")],
            ["export", "--format", "apkg", "-o", str(small_disk / "y.apkg")],
        ):
            code, told = program(*call, *places)
            if told.startswith("there is nothing to undo\n"):  # the disk was full before the first answer
                continue
            assert code == 1, (call, told)
            assert "disk is full" in told or "No space left" in told, (call, told)
        assert not (small_disk / "x").exists()
        (small_disk / "filling").unlink()
        terminal.press(b"3")
        terminal.let_work(0.5)
        terminal.press(b"\x11")
        assert terminal.end()[0] == 0
    assert program("doctor", *places)[0] == 0
    assert program("history", "d/q0", *places)[0] == 0
