"""The first moments of the program."""

import signal
import subprocess
import sys

INTERRUPTED = """
import os, signal, sys
class Finder:
    def find_spec(name, path, target=None):
        if name == "aide_memoire.cli.main":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder)
from aide_memoire.cli.entry import run
run()
"""


def test_ctrl_c_while_the_program_is_loaded_is_no_traceback():
    """It ends by the signal, which a shell calls 130."""
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")
