"""SECURITY.md: that what it names is there, and that no network is used."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
CALLS = ("due", "stats", "check", "doctor", "study --plain", "export", "cards", "quiz --plain")
WATCHED = """
import io, sys
sys.addaudithook(lambda event, _: event in ("socket.connect", "socket.getaddrinfo") and print("used", event))
from aide_memoire.cli.main import main
folder, *calls = sys.argv[1:]
for call in calls:
    sys.stdin = io.TextIOWrapper(io.BytesIO(b"q\\n"), encoding="utf-8")
    print("ended", call, main([*call.split(), "--data-dir", folder]))
"""


def test_every_test_that_it_names_is_there():
    """A promise is worth as much as the test that proves it."""
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE))
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_every_module_that_it_names_is_there():
    """Whoever looks for the gate finds it."""
    named = set(re.findall(r"`((?:core|ui|cli)/\w+\.py)`", PAGE))
    assert named == {"core/sanitize.py", "ui/output_filter.py", "cli/main.py"}
    assert all((ROOT / "src" / "aide_memoire" / name).is_file() for name in named)


def test_every_promise_is_proved():
    """Each bold promise names a test."""
    promises = PAGE.partition("## What is promised")[2].partition("## What is not")[0].split("\n\n**")[1:]
    assert len(promises) == 10
    assert all("Proved" in promise and "`tests/" in promise for promise in promises)


def test_no_command_opens_a_connection(tmp_path):
    """Python's own audit of sockets sees none made, whatever is run in one process."""
    command = [sys.executable, "-c", WATCHED, str(tmp_path), *CALLS]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert [line for line in told if line.startswith("ended ")] == [f"ended {call} 0" for call in CALLS]
    assert "used socket" not in done.stdout


def test_nothing_of_ours_can_open_a_connection():
    """No module of the program imports what speaks to a network."""
    speaks = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|http|urllib\.request|ftplib|smtplib|asyncio|webbrowser)\b", re.M
    )
    found = {path.name: speaks.findall(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")}
    used = {name: lines for name, lines in found.items() if lines}
    assert used.keys() == {"collection.py", "driver.py"}, (
        "pathname2url makes a name into a URL; asyncio handles signals"
    )
