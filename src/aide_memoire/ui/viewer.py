"""Open a picture, sound or film with the desktop's own viewer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from threading import Thread

from aide_memoire.core.errors import AideMemoireError


def open_file(path: str) -> None:
    """Start the viewer and do not wait for it. Raises AideMemoireError where the desktop has none."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606  of a kind that only shows
        return
    command = ["open"] if sys.platform == "darwin" else ["xdg-open"]
    program = shutil.which(command[0])
    if program is None:
        raise AideMemoireError("there is no desktop here that could show it", f"{command[0]} is missing")
    quiet = subprocess.DEVNULL
    viewer = subprocess.Popen(  # noqa: S603  a fixed program; the path is one argument, of a kind that only shows
        [program, *command[1:], path], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    Thread(target=viewer.wait, daemon=True).start()  # some desktops' program ends only when the picture is closed
