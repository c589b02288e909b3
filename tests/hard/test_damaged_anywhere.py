"""The pages of the progress file and of the decks' index damaged, swapped, cut off: what is told, what is kept."""

import io
import os
import random
import shutil

import pytest

from aide_memoire.cli import main as entry
from aide_memoire.paths import find_paths
from aide_memoire.profiles.backups import back_up
from hard.test_faults import learner  # noqa: F401  a fixture

PAGE = 4096
COMMANDS = ("due", "stats", "cards", "history d/q1", "orphans", "doctor", "export", "undo", "study --plain")


def harms(data):
    """Yield each harm that is done to a file: its name, and the bytes afterwards."""
    chance, pages = random.Random(5), [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    for number in range(len(pages)):
        for name, page in (("zeros", bytes(PAGE)), ("noise", chance.randbytes(PAGE))):
            yield f"{name} in page {number}", b"".join([*pages[:number], page, *pages[number + 1 :]])
    for _ in range(20):
        one, two = chance.sample(range(len(pages)), 2)
        swapped = [*pages]
        swapped[one], swapped[two] = pages[two], pages[one]
        yield f"pages {one} and {two} swapped", b"".join(swapped)
    for end in range(0, len(data), 512 * 7):
        yield f"cut off at {end}", data[:end]
    for place in range(100):
        yield f"head {place}", data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@pytest.fixture
def call(learner, capsys, monkeypatch):  # noqa: F811
    """Call a command in this process. Returns its exit code and all that it said."""

    def command(words):
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", io.StringIO("\n3\nq\n"))
        code = entry.main([*words.split(), *learner.arguments])
        return code, "".join(capsys.readouterr())

    return command


@pytest.mark.parametrize("what", ["progress", "index"])
def test_any_page_of_any_file(learner, call, tmp_path, what, monkeypatch):  # noqa: F811
    """No command ends in a traceback; a damaged index is made anew, and a restore has every answer of the backup."""
    monkeypatch.setattr(entry, "local_now", lambda: learner.now)
    call("due")
    back_up(find_paths(str(learner.data)), "default", learner.now.toordinal())
    shutil.copytree(learner.data, tmp_path / "kept")
    index = next((learner.data / "cache").glob("decks-*.sqlite"))
    place = learner.file if what == "progress" else index
    for name, data in harms(place.read_bytes()):
        shutil.rmtree(learner.data)
        shutil.copytree(tmp_path / "kept", learner.data)
        place.write_bytes(data)
        for words in COMMANDS:
            code, told = call(words)
            assert code in (0, 1), (name, words)
            if code:
                assert "aide-memoire" in told, (name, words, told)
                assert what == "progress" or "the index of the decks was damaged" in told, (name, words, told)
        if what == "progress":
            code, told = call("doctor --restore --yes")
            assert code == 0, (name, told)
            assert learner.events() >= 5, name


@pytest.mark.parametrize("harm", range(12))
def test_what_breaks_in_the_app_is_told_after_it(learner, harm):  # noqa: F811
    """Damaged under the open app: it goes on or ends with what is wrong and what to do, never with a traceback."""
    from terminal import Terminal  # noqa: PLC0415  not on Windows

    chance = random.Random(harm)
    with Terminal(learner.arguments) as terminal:
        terminal.until_words("All decks")
        data = bytearray(learner.file.read_bytes())
        for page in chance.sample(range(1, len(data) // PAGE), len(data) // PAGE // 2):
            data[page * PAGE : (page + 1) * PAGE] = chance.choice([bytes(PAGE), chance.randbytes(PAGE)])
        with open(learner.file, "r+b") as file:
            file.write(data)
        with open(f"{learner.file}-wal", "r+b") as file:
            os.truncate(file.fileno(), 0)
        for key in (
            b"s",
            b"T",
            b"\r",
            b"\x1b",
            b"\x1b",
            b"\x1b",
            b"b",
            b"h",
            b"\x1b",
            b"\x1b",
            b"\r",
            b" ",
            b"3",
            b"u",
        ):
            terminal.press(key)
            terminal.let_work(0.15)
        terminal.press(b"\x11")
        terminal.press(b"\x11")
        code, painted = terminal.end()
    assert b"Traceback" not in painted
    assert code in (0, 1)
    assert code == 0 or b"doctor --restore" in painted
