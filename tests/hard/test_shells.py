"""Tab in the real shells: bash, zsh and fish on a terminal, each with the line of its own that `completions` names."""

import os
import pty
import re
import select
import shutil
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

_PATIENCE = 20  # seconds
_SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(aide-memoire completions bash)"'),
    "zsh": (["zsh", "-f", "-i"], 'autoload -Uz compinit; compinit -u; eval "$(aide-memoire completions zsh)"'),
    "fish": (["fish", "--no-config", "-i"], "aide-memoire completions fish | source"),
}
_CONTROLS = re.compile(
    rb"\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[\[(][0-9;?>=<]*[ -/]*[@-~]|\x1b[=>]|[\x00-\x07\x0e-\x1f]"
)


class Shell:
    """An interactive shell on a terminal, in a home of its own, with the program on its path."""

    def __init__(self, name: str, home: Path) -> None:
        command, self.switch_on = _SHELLS[name]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        kept = {"HOME": str(home), "PATH": path, "TERM": "xterm", "LANG": "C.UTF-8"}
        self._process, self._ours = pty.fork()
        if not self._process:
            os.chdir(home)
            os.execvpe(command[0], command, kept | {"AIDE_MEMOIRE_DATA_DIR": str(home / "data")})  # noqa: S606
        termios.tcsetwinsize(self._ours, (40, 120))
        self._seen = b""

    def __enter__(self) -> "Shell":
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._ours)

    def type(self, text: str) -> None:
        self._seen = b""
        os.write(self._ours, text.encode())

    def until(self, wanted: str) -> str:
        """Read until a text is on the terminal, and return all since the last typing. Fails after some patience."""
        end = time.monotonic() + _PATIENCE
        while wanted not in self.text and time.monotonic() < end:
            if select.select([self._ours], [], [], 0.2)[0]:
                self._seen += os.read(self._ours, 65536)
                self._answer()
        assert wanted in self.text, self.text
        return self.text

    @property
    def text(self) -> str:
        return _CONTROLS.sub(b"", self._seen).decode(errors="replace")

    def _answer(self) -> None:
        """Answer what fish asks of its terminal before it begins."""
        if self._seen.endswith(b"\x1b[0c") or self._seen.endswith(b"\x1b[c"):
            os.write(self._ours, b"\x1b[?62;22c")


@pytest.fixture(params=list(_SHELLS))
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Shell:
    if not shutil.which(request.param):
        pytest.skip(f"there is no {request.param} on this machine")
    return Shell(request.param, tmp_path)


def test_tab_completes_in_a_real_shell(shell: Shell) -> None:
    """A command, a deck, an option, and a word after another option."""
    with shell:
        shell.type(f"{shell.switch_on}; echo read''y\r")
        shell.until("ready")
        for line, ending in [
            ("aide-memoire confu\t", "confusions"),
            ("aide-memoire study sco\t", "sco-origins"),
            ("aide-memoire study --conf\t", "--confusions"),
            ("aide-memoire --profile def\t", "default"),
            ("aide-memoire history treaties/li-lobanov-oth\t", "li-lobanov-other-name"),
        ]:
            shell.type(line)
            shell.until(ending)
            shell.type("\x15")  # Ctrl+U empties the line
