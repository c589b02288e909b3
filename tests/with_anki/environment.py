"""An environment of its own for Anki, made once: `.venv-anki` beside the tree's own.

Anki is AGPL, so that nothing of ours imports it: tests run it as another program. Run as a script, this makes the
environment; where that cannot be, it says so, and the tests that need it are skipped. With
AIDE_MEMOIRE_ANKI=required, as in CI, that is a failure instead.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".venv-anki"
WANTED = (HERE / "requirements.txt").read_text(encoding="utf-8")
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
READY = FOLDER / ".ready"
INSTALL = (
    *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "20"),
    *("--only-binary", ":all:", "--requirement", str(HERE / "requirements.txt")),
)
IS_REQUIRED = os.environ.get("AIDE_MEMOIRE_ANKI") == "required"


class Missing(Exception):  # noqa: N818  it is said to a person
    """Anki cannot be had here."""


def anki_python() -> str:
    """Return the Python that has Anki, making its environment where it is not there. Raises Missing, saying why."""
    if READY.exists() and READY.read_text(encoding="utf-8") == WANTED:
        return str(PYTHON)
    try:
        venv.create(FOLDER, with_pip=True, clear=True)
        done = subprocess.run([PYTHON, *INSTALL], capture_output=True, text=True, timeout=600, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        raise Missing(f"no environment for Anki could be made: {error}") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Missing(f"Anki could not be installed (is there a network?): {last}")
    READY.write_text(WANTED, encoding="utf-8")
    return str(PYTHON)


if __name__ == "__main__":
    try:
        anki_python()
    except Missing as missing:
        print(f"{missing}: the tests that need it are skipped", file=sys.stderr)
        sys.exit(1 if IS_REQUIRED else 0)
