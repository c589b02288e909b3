"""Commands whose standard streams the caller has closed."""

import subprocess
import sys

import pytest

CLOSED = ("<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-")
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
