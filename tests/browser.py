"""Headless Chromium: looks at the pages that the program writes, where there is one on this machine."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=5000",
)  # fmt: skip


def browser() -> str:
    """Return the path of a browser. Skips the test where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on this machine: the page was not looked at")
    return found


def _run(page: Path, folder: Path, *options: str) -> str:
    command = [browser(), *_QUIET, f"--user-data-dir={folder / 'browser'}", *options, page.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=90, check=False, env={**os.environ, "LANG": "C.UTF-8"})
    return done.stdout.decode(errors="replace")


def text_after_scripts(page: Path, folder: Path) -> str:
    """Return the document as it is once its scripts have run."""
    return _run(page, folder, "--dump-dom")


def printed_pages(page: Path, folder: Path) -> int:
    """Print the page, and return the number of its sheets of paper."""
    paper = folder / "printed.pdf"
    _run(page, folder, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))
