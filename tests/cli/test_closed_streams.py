"""Commands whose standard streams the caller has closed."""

import os
import subprocess
import sys

import pytest

from at_length import at_length

CLOSED = ("<&- >&- 2>&-", *at_length("<&-", ">&-", "2>&-", "<&- >&-"))
COMMANDS = (
    "due",
    "decks",
    "study --plain",
    "quiz --plain",
    "export",
    "doctor",
    "import x.jsonl",
    "draft --coverage",
    "",
)


@pytest.mark.parametrize("closed", CLOSED)
def test_a_closed_stream_is_as_good_as_an_empty_one(tmp_path, closed):
    """No command ends in a traceback, and what was saved has exit code 0; only the app needs a terminal."""
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "d.toml").write_text('[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n')
    (tmp_path / "x.jsonl").write_text("")
    for command in COMMANDS:
        line = f'exec "{sys.executable}" -m aide_memoire --data-dir data --decks d {command} {closed}'
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
        assert "Traceback" not in done.stdout + done.stderr
        assert done.returncode == (0 if command else 2), (command, done.stderr)


def test_a_closed_stream_whose_number_another_file_has(tmp_path):
    """Something that opened a file before us may have the number of the stream: that file is left alone."""
    script = (
        "import os, sys\n"
        "kept = os.open('kept', os.O_RDWR | os.O_CREAT)\n"
        "from aide_memoire.cli.main import main\n"
        "code = main(['--data-dir', 'data', 'profiles'])\n"
        "os._exit(code if kept == 1 and not os.fstat(kept).st_size else 9)\n"
    )
    line = f'exec "{sys.executable}" -c "$0" >&-'
    done = subprocess.run(
        ["bash", "-c", line, script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.posix
@pytest.mark.parametrize(
    ("command", "code"),
    [("import nothing", 1), ("nonsense", 2), ("sync", 2), ("due --nonsense", 2), ("study nothing --plain", 1)],
)
def test_an_error_has_its_code_where_nobody_can_read_it(tmp_path, command, code):
    """Standard error is a pipe that nobody reads, or a full disk: the code still says what it was."""
    program = [sys.executable, "-m", "aide_memoire", "--data-dir", "data", *command.split()]
    reads, writes = os.pipe()
    os.close(reads)
    with open(writes, "wb") as nobody, open("/dev/full", "wb", buffering=0) as full:
        for stream in (nobody, full):
            done = subprocess.run(program, cwd=tmp_path, stdin=subprocess.DEVNULL, stderr=stream, check=False)
            assert done.returncode == code


@pytest.mark.posix
def test_an_endless_line_fills_no_memory(tmp_path):
    """Of /dev/zero no line ever ends."""
    (tmp_path / "d.toml").write_text('[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n')
    for command in ("study", "quiz"):
        program = [sys.executable, "-m", "aide_memoire", "--data-dir", "data", "--decks", ".", command, "--plain"]
        with open("/dev/zero", "rb") as endless:
            done = subprocess.run(
                program, cwd=tmp_path, stdin=endless, capture_output=True, text=True, check=False, timeout=60
            )
        assert (done.returncode, done.stderr) == (
            1,
            "aide-memoire: a line of more than 1,000,000 characters is no answer\n",
        )


def test_an_encoding_that_does_not_fit_is_told(tmp_path):
    """The learner has asked for it by PYTHONIOENCODING: no traceback."""
    (tmp_path / "d.toml").write_text('[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n')
    program = [sys.executable, "-m", "aide_memoire", "--data-dir", "data", "--decks", ".", "study", "--plain"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-16"}
    done = subprocess.run(program, cwd=tmp_path, input=b"xx\nyy\n", capture_output=True, check=False, env=environment)
    assert done.returncode == 1
    assert "PYTHONIOENCODING" in done.stderr.decode("utf-16")
