"""Windows and macOS, as far as they can be simulated: what docs/platforms.md tells."""

import ast
import errno
import io
import os
import re
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from aide_memoire import atomic_files, paths
from aide_memoire.authoring.external_editor import editor_command, startable
from aide_memoire.authoring.new_deck import make_deck
from aide_memoire.cli import main as entry
from aide_memoire.cli.output import shell_words
from aide_memoire.core.errors import AideMemoireError, NotFoundError
from aide_memoire.core.file_names import is_device, portable_name
from aide_memoire.decks.file_names import file_kind, original_name
from aide_memoire.decks.files import deck_name_for, diagnose_file
from aide_memoire.decks.folders import is_same_folder, is_within
from aide_memoire.library.media import find_media
from aide_memoire.profiles import doctor
from aide_memoire.transfer.bundle import read_bundle
from aide_memoire.ui import viewer
from aide_memoire.ui.key_table import key_table
from on_posix import modules_to_leave_out, unmarked

left_out = cache(modules_to_leave_out)
ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "aide_memoire"
LACKING_MODULES = {"fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "readline", "curses", "syslog"}
LACKING = {
    "os": {
        *("uname", "statvfs", "fork", "getuid", "geteuid", "getpgid", "setsid", "killpg", "mkfifo", "fchmod", "fchown"),
        *("chown", "nice", "sync", "tcgetpgrp", "getloadavg", "wait4", "pathconf", "O_NONBLOCK", "O_NOFOLLOW"),
        *("O_DIRECTORY", "O_CLOEXEC", "O_SYNC", "WNOHANG", "register_at_fork"),
    },
    "signal": {"SIGHUP", "SIGKILL", "SIGTSTP", "SIGCONT", "SIGSTOP", "SIGWINCH", "SIGALRM", "SIGUSR1", "SIGPIPE"},
    "time": {"tzset"},
}
USED = {
    ("atomic_files.py", "fcntl"),  # in a try: F_FULLFSYNC, of macOS
    ("atomic_files.py", "os.uname"),  # not on Windows
    ("sync/lock.py", "fcntl"),  # behind sys.platform
    ("store/errors.py", "os.statvfs"),  # in a try
    ("cli/main.py", "time.tzset"),  # after a hasattr
    ("exchange/anki/temporary.py", "os.getuid"),  # after `is_gone`, which Windows has no answer to
    ("ui/driver.py", "termios"),
    ("ui/driver.py", "signal.SIGHUP"),  # imported where Textual takes its driver for Linux and macOS
}
BLIND = """
import argparse, importlib.metadata, os, platform, shutil, subprocess, sys, tempfile, urllib.request, zipfile
for name in {modules!r}:
    sys.modules[name] = None
for name in {names!r}:
    if hasattr(os, name):
        delattr(os, name)
os.name = "nt"
from aide_memoire.cli.main import main
sys.exit(main())
"""


@pytest.fixture
def on_windows(monkeypatch):
    """A system that calls itself Windows; the paths are still those of this one."""
    monkeypatch.setattr(os, "name", "nt")


def used_names(path):
    """Yield what a module uses that Windows lacks, but by `getattr` with a value in its place."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else [node.module]
            yield from (name for name in names if name in LACKING_MODULES)
        elif isinstance(node, ast.Attribute) and node.attr in LACKING.get(ast.unparse(node.value), ()):
            yield ast.unparse(node)


def test_what_windows_lacks_is_used_in_known_places_alone():
    """Each of them has a way round it."""
    found = {(path.relative_to(SOURCE).as_posix(), name) for path in SOURCE.rglob("*.py") for name in used_names(path)}
    assert found == USED


def test_each_place_of_the_table_is_there():
    """The page on platforms names modules and tests that exist."""
    page = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) > 20
    for row in rows:
        for name in re.findall(r"`([\w/]+\.(?:py|yml))", row[1]):
            assert (SOURCE / name).is_file() or (ROOT / name).is_file(), name
        for name in re.findall(r"`(test_\w+)`", row[4]):
            tests = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
            assert any(f"def {name}(" in text for text in tests), name


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda path: path.stem)
def test_a_test_that_windows_cannot_pass_says_so(path):
    """By the mark `posix`; a module that needs a terminal of its own is not collected there at all."""
    if path.relative_to(ROOT / "tests").as_posix() not in left_out():
        assert unmarked(path) == []


# Files


def test_a_move_is_tried_again(tmp_path, monkeypatch, on_windows):
    """A virus scanner reads a new file for a moment, and the deck is saved all the same."""
    real, waited, tries = os.replace, [], iter([PermissionError(13, "in use"), PermissionError(13, "in use"), None])

    def replace(old, new):
        if trouble := next(tries):
            raise trouble
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr("time.sleep", waited.append)
    path = os.path.join(tmp_path, "d.toml")
    with open(path, "wb") as file:
        file.write(b"before")
    atomic_files.replace_file(path, b"after", b"before")
    with open(path, "rb") as file:
        assert file.read() == b"after"
    assert len(waited) == 2


@pytest.mark.parametrize(("system", "tries"), [("nt", 8), ("posix", 1)])
def test_a_file_that_stays_open_is_told(tmp_path, monkeypatch, system, tries):
    """After a second it is an error; the file is as it was, and nothing lies beside it. Other systems do not wait."""
    asked = []

    def replace(old, new):
        asked.append(new)
        raise PermissionError(13, "The process cannot access the file", new)

    path = os.path.join(tmp_path, "d.toml")
    with open(path, "wb") as file:
        file.write(b"before")
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        patch.setattr("time.sleep", lambda _: None)
        patch.setattr(os, "name", system)
        with pytest.raises(PermissionError):
            atomic_files.replace_file(path, b"after")
        assert os.listdir(tmp_path) == ["d.toml"]
    assert len(asked) == tries
    with open(path, "rb") as file:
        assert file.read() == b"before"


@pytest.mark.posix
def test_a_read_only_file_leaves_nothing_behind(tmp_path, monkeypatch, on_windows):
    """A file with the read-only mark of Windows is not replaced, and the temporary one gets no such mark."""
    path = os.path.join(tmp_path, "config.toml")
    with open(path, "wb"):
        os.chmod(path, 0o444)
    marked = []
    monkeypatch.setattr(os, "chmod", lambda *given: marked.append(given))
    atomic_files.replace_file(path, b"x")
    assert marked == []


def test_a_folder_without_hard_links(tmp_path, monkeypatch):
    """As on FAT and on some network folders: a new file appears whole, and never over another one."""

    def link(old, new):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    atomic_files.create_file(str(tmp_path / "a"), b"one")
    with pytest.raises(FileExistsError):
        atomic_files.create_file(str(tmp_path / "a"), b"two")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"one"}


def test_macos_flushes_to_the_disk_itself(tmp_path, monkeypatch):
    """F_FULLFSYNC is asked for where it is; where a network folder refuses it, fsync is."""
    asked = []
    monkeypatch.setattr(os, "fsync", lambda _: asked.append("fsync"))
    monkeypatch.setattr(atomic_files.fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(atomic_files.fcntl, "fcntl", lambda _, what: asked.append(what))
    atomic_files.create_file(str(tmp_path / "a"), b"one")
    assert asked == [51]

    def refused(*_):
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(atomic_files.fcntl, "fcntl", refused)
    atomic_files.replace_file(str(tmp_path / "a"), b"two")
    assert asked == [51, "fsync"]


def test_no_process_of_windows_is_asked_whether_it_runs(tmp_path, monkeypatch, on_windows):
    """`os.kill` would end it there. What it left goes after a day."""
    monkeypatch.setattr(os, "kill", None)
    monkeypatch.delattr(os, "uname")
    left, old = (f".aide-memoire-00000000-{number}-aaaaaaaaaaaa.part" for number in (7, 8))
    for name in (left, old):
        with open(os.path.join(tmp_path, name), "wb"):
            pass
    os.utime(os.path.join(tmp_path, old), (0, 0))
    atomic_files.create_file(os.path.join(tmp_path, "a"), b"")
    assert sorted(os.listdir(tmp_path)) == sorted([left, "a"])


def test_a_drive_that_is_not_there():
    """`doctor` says so: above Z: there is nothing to ask."""
    found = doctor._disk_space(SimpleNamespace(paths=SimpleNamespace(data="Z:/none")))
    assert (found.status, found.hint) == (doctor.ERROR, "choose another with --data-dir")


# Names


@pytest.mark.parametrize("name", ["con", "NUL", "aux.toml", "com1", "LPT9.tar.gz", "com¹", "conin$", "nul .txt"])
def test_names_of_devices(name):
    """Windows opens the device whatever the ending is; so no file of ours gets such a name, on any system."""
    assert is_device(name)
    assert not is_device(portable_name(name))


@pytest.mark.parametrize(
    ("name", "portable"),
    [
        ("treaties.toml", "treaties.toml"),
        ("Was ist das?.toml", "Was ist das-.toml"),
        ("a:b*c|d.toml", "a-b-c-d.toml"),
        ("..\\x.toml", "..-x.toml"),
        ("end. ", "end"),
        ("con.toml", "con-deck.toml"),
        ("contour.toml", "contour.toml"),
        (unicodedata.normalize("NFD", "Städte.toml"), "Städte.toml"),
        ("История.toml", "История.toml"),
    ],
)
def test_names_for_every_system(name, portable):
    """What Windows refuses becomes a hyphen; all else stays."""
    assert portable_name(name) == portable


def test_a_new_deck_is_no_device(tmp_path):
    """A deck that is called Con gets a file that Windows has, too, and an id to match."""
    assert make_deck(str(tmp_path), "Con") == "con-deck"
    assert (tmp_path / "con-deck.toml").exists()
    assert deck_name_for("lists/nul.csv") == "nul-deck.toml"


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9"])
def test_no_profile_is_a_device(name):
    """A profile's name is a file's name."""
    assert not paths.is_profile_name(name)


CARD = '[deck]\nid = "{}"\n[[card]]\nid = "a"\nquestion = "?"\nanswer = "!"\nmedia = ["{}"]\n'
COMPOSED, DECOMPOSED = (unicodedata.normalize(form, "Bäume.png") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(("written", "stored"), [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED)])
def test_a_picture_is_found_by_its_name_in_either_form(tmp_path, written, stored):
    """A Mac decomposes ä in names of files: the picture is found, not missing, and taken along by `decks add`."""
    deck = tmp_path / "d.toml"
    deck.write_text(CARD.format("d", written), encoding="utf-8")
    (tmp_path / stored).write_bytes(b"png")
    assert os.path.basename(find_media(str(deck), written)) in (written, stored)
    assert "missing-media" not in {each.code for each in diagnose_file(str(deck))}
    assert read_bundle(str(tmp_path)).files[written] == b"png"


def test_conflict_copies_from_a_mac():
    """Their words are known in the decomposed form, too: such a copy is not studied beside its deck."""
    for words in ("cópia em conflito de Ana", "конфликтующая копия", "충돌된 사본", "競合コピー"):
        name = unicodedata.normalize("NFD", f"städte ({words}).toml")
        assert file_kind(name) == "conflict"
        assert original_name(name) == "städte.toml"


def test_one_folder_by_two_names(tmp_path, monkeypatch):
    """Macs and Windows take Decks and decks for one folder: the system is asked, not the letters."""
    (tmp_path / "decks" / "a").mkdir(parents=True)
    real = os.path.samefile
    monkeypatch.setattr("os.path.samefile", lambda one, other: real(one, str(other).replace("DECKS", "decks")))
    assert is_same_folder(str(tmp_path / "decks"), str(tmp_path / "DECKS"))
    assert is_within(str(tmp_path / "decks" / "a" / "new.toml"), str(tmp_path / "DECKS"))
    assert not is_within(str(tmp_path / "decks" / "a"), str(tmp_path / "gone"))
    assert not is_within(str(tmp_path), str(tmp_path / "decks"))


def test_a_picture_on_another_drive_is_missing(tmp_path, monkeypatch):
    """Where the deck's folder and the file have no folder in common, it is outside."""
    deck = tmp_path / "decks" / "d.toml"
    deck.parent.mkdir()
    (tmp_path / "a.png").write_bytes(b"")
    real = os.path.realpath
    monkeypatch.setattr(
        "os.path.realpath", lambda path: str(tmp_path / "a.png") if str(path).endswith("a.png") else real(path)
    )
    (deck.parent / "a.png").write_bytes(b"")
    with pytest.raises(NotFoundError):
        find_media(str(deck), "a.png")


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/a/b.csv", "/a/b.csv"),
        ("'/a/my file.csv' ", "/a/my file.csv"),
        ('"/a/my file.csv"', "/a/my file.csv"),
        ("/a/my\\ file\\ \\(1\\).csv ", "/a/my file (1).csv"),
    ],
)
def test_a_file_that_is_dropped_on_the_terminal(typed, path):
    """Terminals type its path in quotes; those of macOS with backslashes."""
    assert paths.dropped_path(typed) == path


def test_a_file_that_is_dropped_on_a_terminal_of_windows(on_windows):
    """A backslash is a part of the path."""
    assert paths.dropped_path('"C:\\Users\\ana\\my file.csv"') == "C:\\Users\\ana\\my file.csv"


# The editor, the viewer, the shell


@pytest.mark.parametrize(
    ("named", "command"),
    [
        ("notepad", ["notepad", "C:\\d.toml"]),
        ('"C:\\My Apps\\notepad++.exe"', ["C:\\My Apps\\notepad++.exe", "-n7", "C:\\d.toml"]),
        ("C:\\bin\\Code.exe --wait", ["C:\\bin\\Code.exe", "--wait", "--wait", "--goto", "C:\\d.toml:7"]),
        ("code.cmd", ["code.cmd", "--wait", "--goto", "C:\\d.toml:7"]),
        ("vim", ["vim", "+7", "C:\\d.toml"]),
    ],
)  # fmt: skip
def test_an_editor_of_windows(on_windows, named, command):
    """Its path keeps its backslashes and blanks, and it is known by its name without the ending."""
    assert editor_command({"EDITOR": named}, "C:\\d.toml", 7) == command


def test_no_editor_is_named_in_the_words_of_the_system(on_windows):
    """PowerShell has no `export`."""
    with pytest.raises(AideMemoireError) as told:
        editor_command({}, "C:\\d.toml", 7)
    assert told.value.hint == 'set EDITOR, as in: $env:EDITOR = "notepad"'


def test_a_deck_cannot_name_a_command_to_the_shell_of_windows(monkeypatch, on_windows):
    """code.cmd is run by the shell: each word is in quotes, so that & in a file's name begins nothing."""
    monkeypatch.setattr("shutil.which", lambda name: f"C:\\bin\\{name}.cmd")
    assert startable(["code", "--goto", "C:\\a&calc.toml:7"]) == '"C:\\bin\\code.cmd" "--goto" "C:\\a&calc.toml:7"'
    monkeypatch.setattr("shutil.which", lambda name: f"C:\\bin\\{name}.exe")
    assert startable(["vim", "C:\\a&calc.toml"]) == ["C:\\bin\\vim.exe", "C:\\a&calc.toml"]


def test_pictures_are_opened_by_windows_itself(monkeypatch):
    """Its own function takes every name; the file manager reads a comma as something else."""
    opened = []
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    viewer.open_file("C:\\maps\\a,b.png")
    assert opened == ["C:\\maps\\a,b.png"]


def test_pictures_are_opened_on_a_mac(monkeypatch):
    """`open` gets the path as one word."""
    asked = []
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("shutil.which", asked.append)
    with pytest.raises(AideMemoireError):
        viewer.open_file("/maps/a b.png")
    assert asked == ["open"]


def test_a_command_to_copy_into_a_shell_of_windows(on_windows):
    """Double quotes alone mean something to all of its shells."""
    assert shell_words("check", "C:\\my decks\\d.toml") == 'check "C:\\my decks\\d.toml"'


# Streams


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1"])
def test_what_goes_into_a_pipe_is_utf8(tmp_path, encoding):
    """`export` and `cards --json` lose no letter to an old code page, nor is a line end changed."""
    (tmp_path / "decks").mkdir()
    deck = CARD.replace("!", "Владивосток").format("d", "a.png")
    (tmp_path / "decks" / "d.toml").write_text(deck, encoding="utf-8")
    start = (
        "import io, sys\n"
        f"sys.stdout = io.TextIOWrapper(sys.stdout.buffer, {encoding!r}, newline='\\r\\n')\n"
        "from aide_memoire.cli.main import run\n"
        "run()"
    )
    arguments = ["cards", "--json", "--data-dir", str(tmp_path), "--decks", str(tmp_path / "decks")]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    done = subprocess.run([sys.executable, "-c", start, *arguments], capture_output=True, check=True, env=environment)
    assert "Владивосток" in done.stdout.decode()
    assert b"\r" not in done.stdout


def test_an_encoding_that_was_asked_for_is_kept(monkeypatch):
    """PYTHONIOENCODING goes before, and what it lacks becomes a question mark."""
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    out = io.BytesIO()
    stream = io.TextIOWrapper(out, "cp1252")
    entry._set_encoding(stream)
    stream.write("Zürich Владивосток")
    stream.flush()
    assert out.getvalue() == "Zürich ???????????".encode("cp1252")


def test_a_pipe_that_windows_calls_an_invalid_argument(monkeypatch, capsys, on_windows):
    """The reader has closed it, as `| more` does when it is left: no error."""

    def closed(_):
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(entry, "_run", closed)
    assert entry.main(["due"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(os, "name", "posix")
    assert entry.main(["due"]) == 1


# The whole program


def test_the_keys_without_the_driver_of_other_systems(monkeypatch):
    """`help keys` does not import what Windows cannot."""
    monkeypatch.setitem(sys.modules, "aide_memoire.ui.driver", None)
    assert len(key_table()) > 30


@pytest.mark.posix
@pytest.mark.parametrize(
    "command", ["due", "decks", "cards --json", "check", "export", "help files", "completions bash", "study --plain"]
)
def test_a_python_without_the_parts_that_windows_lacks(tmp_path, command):
    """Without fcntl, termios, os.uname, O_NONBLOCK and the like, the command line works."""
    names = LACKING["os"] - {"statvfs", "register_at_fork"}  # Python's own modules take these on this system
    start = BLIND.format(modules=sorted(LACKING_MODULES - {"readline"}), names=sorted(names))
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "d.toml").write_text(CARD.format("d", "a.png").replace('media = ["a.png"]', 'source = "b"'))
    arguments = [*command.split(), "--data-dir", str(tmp_path / "data"), "--decks", str(tmp_path / "decks")]
    done = subprocess.run(
        [sys.executable, "-c", start, *arguments], input="q\n", capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1 if command.startswith("check") else 0), done.stderr
