"""Decks of absurd size or shape, and what is no file at all: each is told of with its path, and nothing hangs."""

import json
import os
import subprocess
import sys

import pytest

from hard.hostile import CARD, LARGE, lay_traps
from terminal import acting

SECONDS = 20  # far beyond the two seconds that any of them may take, for a machine that is busy


def program(*arguments, given=b""):
    """Run the program. Returns its exit code and all that it said; it must end by itself."""
    command = [sys.executable, "-m", "aide_memoire", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, check=False)
    told = done.stdout + done.stderr
    assert b"Traceback" not in told, told.decode(errors="replace")
    assert acting(told) == []
    return done.returncode, told.decode()


@pytest.fixture
def folders(tmp_path):
    """Return a data and a deck folder, with the arguments that name them."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "data").mkdir()
    return ["--data-dir", str(tmp_path / "data"), "--decks", str(tmp_path / "decks")]


@pytest.mark.parametrize("name", LARGE)
def test_an_absurd_deck_is_read_or_told_of(folders, tmp_path, name):
    """Every command ends; a mistake is told with file, line and a word, in lines that can be read; the bytes stay."""
    path = tmp_path / "decks" / f"{name}.toml"
    data = LARGE[name] if isinstance(LARGE[name], bytes) else LARGE[name].encode()
    path.write_bytes(data)
    (tmp_path / "decks" / "sound.toml").write_text(CARD)
    code, told = program("check", str(path), *folders)
    assert code in (0, 1)
    assert (f"{path}:" in told) == ("all well" not in told)
    assert max(map(len, told.splitlines())) < 1500
    code, told = program("due", "--json", *folders)
    assert code == 0
    assert {"sound", name} >= {
        deck["id"] for deck in json.JSONDecoder().raw_decode(told[told.index("{") :])[0]["decks"]
    } or name in ("dots", "con", "long-id")
    assert program("study", "sound", "--plain", *folders, given=b"q\n")[0] == 0
    assert path.read_bytes() == data


def test_what_is_no_file_is_told_of(folders, tmp_path):
    """Pipes, loops, endless and missing files: each is named with its reason; the sound deck is studied."""
    decks = tmp_path / "decks"
    (decks / "sound.toml").write_text(CARD)
    traps = lay_traps(decks)
    code, told = program("check", *folders)
    assert code == 1
    assert told.count("error[unreadable]") == traps - 1  # the folder is a folder of decks, which is empty
    for name in ("pipe", "loop", "endless", "gone"):
        assert f"{decks / name}.toml:1:1: error[unreadable]: cannot be read: " in told
    for name in ("pipe", "endless", "loop"):
        assert program("import", str(decks / f"{name}.toml"), "--as", "csv", "--dry-run", *folders)[0] == 1
    assert '"id": "sound"' in program("due", "--json", *folders)[1]


@pytest.mark.skipif(
    not os.path.exists("/proc/kmsg"), reason="a file that calls itself ordinary and waits is Linux's own"
)
def test_a_file_that_waits_is_not_waited_for(folders, tmp_path):
    """Some files of the system call themselves ordinary and give nothing for ever."""
    (tmp_path / "decks" / "kernel.toml").symlink_to("/proc/kmsg")
    assert program("check", *folders)[0] in (0, 1)


@pytest.mark.parametrize("where", ["config.toml", "device", "profiles/default.sqlite", "cache", "backups", "removed"])
@pytest.mark.parametrize("what", ["pipe", "folder", "loop", "endless", "gone", "bytes"])
def test_no_place_of_ours_can_be_a_trap(folders, tmp_path, where, what):
    """Whatever lies where a file of ours should, each command ends, and where it cannot go on it names the place."""
    place = tmp_path / "data" / where
    place.parent.mkdir(exist_ok=True)
    (tmp_path / "decks" / "sound.toml").write_text(CARD)
    if what == "bytes":
        place.write_bytes(b"\xff\x1b]0;x\x07" * 300)
    else:
        lay_traps(tmp_path)
        os.rename(tmp_path / f"{what}.toml", place)
        if what == "loop":
            place.unlink()
            place.symlink_to(place.name)
    for call in (["due"], ["doctor"], ["study", "--plain"]):
        code, told = program(*call, *folders, given=b"q\n")
        assert code in (0, 1)
        assert code == 0 or str(place) in told


def test_a_deck_that_changes_while_it_is_read(folders, tmp_path):
    """A file that shrinks, grows and vanishes all the time is read as it is at some moment, and never hangs."""
    path = tmp_path / "decks" / "restless.toml"
    (tmp_path / "decks" / "sound.toml").write_text(CARD)
    script = (
        "import os, sys\n"
        "while os.getppid() == int(sys.argv[2]):\n"
        "    for size in (1, 400_000, 40_000, 0):\n"
        "        with open(sys.argv[1], 'wb') as file: file.write(b'# x\\n' * (size // 4)); file.truncate(size // 2)\n"
        "    os.unlink(sys.argv[1])\n"
    )
    restless = subprocess.Popen([sys.executable, "-c", script, str(path), str(os.getpid())])
    try:
        for _ in range(6):
            assert program("check", str(tmp_path / "decks"), *folders)[0] in (0, 1)
            code, told = program("due", "--json", *folders)
            assert code == 0
            assert '"id": "sound"' in told
    finally:
        restless.kill()
        restless.wait()


@pytest.mark.parametrize(
    "name", ["../x", "..", ".", "", "CON", "nul", "a/b", "a\\b", "x" * 300, "A", "é", "a b", "-x", "x.sqlite"]
)
def test_no_name_leads_out_of_the_folder(folders, tmp_path, name):
    """A profile's name that is no slug is refused with what one may be, and nothing is made."""
    before = sorted(tmp_path.rglob("*"))
    for call in (["profiles", "create", "--", name], ["profiles", "rename", "--", "default", name]):
        code, told = program(*call, *folders)
        assert code in (1, 2)
        assert told.startswith("aide-memoire: ")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "line", ["9" * 5000, "[" * 100_000, '{"v":1,"id":' + "9" * 5000 + "}", "{" * 50_000, "\x00", "x" * 1_000_000]
)
def test_an_absurd_log_is_refused_whole(folders, tmp_path, line):
    """A line that is no event is named, and nothing of its file is taken."""
    path = tmp_path / "odd.jsonl"
    path.write_text(line)
    code, told = program("import", str(path), *folders)
    assert code == 1
    assert f"{path}:1: " in told
    assert "nothing was imported" in told
    assert len(told) < 3000
