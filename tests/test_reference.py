"""The man page and the pages of docs/reference say what the program does today."""

import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MADE = runpy.run_path(str(ROOT / "docs" / "reference.py"))["pages"]()


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.name)
def test_what_is_made_from_the_program_is_up_to_date(path: Path) -> None:
    """A change of a command, key or format that is not in the reference yet: `make reference` writes it."""
    assert path.read_text(encoding="utf-8") == MADE[path]


@pytest.mark.skipif(not shutil.which("mandoc"), reason="there is no mandoc on this machine")
def test_the_man_page_has_no_warning() -> None:
    """mandoc, stricter than man itself, finds nothing, not even in style."""
    told = subprocess.run(
        ["mandoc", "-Tlint", str(ROOT / "man" / "aide-memoire.1")], capture_output=True, text=True, check=False
    )
    assert told.stdout + told.stderr == ""
