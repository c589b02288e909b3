"""A warm process that forks for each work, so that it can be killed at any moment of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Worker:
    """Starts works in processes of their own, and kills them."""

    def __init__(self) -> None:
        program = [sys.executable, str(Path(__file__).with_name("works.py"))]
        self._warm = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._warm.stdin
        assert self._warm.stdout
        self._to, self._from = self._warm.stdin, self._warm.stdout

    def do(
        self,
        folder: Path,
        work: str,
        arguments: Sequence[str | int],
        given: str,
        *,
        kill_after: float | None = None,
    ) -> bool:
        """Return whether the work came to its end, which it does unless it is killed before."""
        self._to.write(json.dumps([work, arguments, given, str(folder)]) + "\n")
        self._to.flush()
        process = int(self._from.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(process, signal.SIGKILL)
        self._to.write("\n")
        self._to.flush()
        status = int(self._from.readline())
        assert status in (0, signal.SIGKILL), (folder / "said").read_text()
        return status == 0

    def close(self) -> None:
        """End the warm process."""
        self._to.close()
        assert self._warm.wait(60) == 0
        self._from.close()
