"""Syncthing itself, as a daemon that speaks with another one on this machine and with nobody else."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROGRAM = shutil.which("syncthing")
PATIENCE = 90.0  # seconds
_PAUSE = 0.1
_CONFIG = """<configuration version="36">
  <folder id="log" label="log" path="{folder}" type="sendreceive" rescanIntervalS="2" fsWatcherEnabled="true"
          fsWatcherDelayS="1" ignorePerms="false" autoNormalize="true">
    <filesystemType>basic</filesystemType><device id="{own}"/><device id="{other}"/>
    <markerName>.</markerName><maxConflicts>10</maxConflicts>
  </folder>
  <device id="{own}" name="own"><address>tcp://127.0.0.1:{port}</address></device>
  <device id="{other}" name="other"><address>tcp://127.0.0.1:{other_port}</address></device>
  <gui enabled="false"/>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><reconnectionIntervalS>1</reconnectionIntervalS>
    <urAccepted>-1</urAccepted><crashReportingEnabled>false</crashReportingEnabled>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH><startBrowser>false</startBrowser>
  </options>
</configuration>
"""


class Daemon:
    """A daemon that carries a folder."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._home, self._folder = home, folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self._run("generate", "--no-default-folder", "--skip-port-probing")
        device = ElementTree.parse(home / "config.xml").find("device")  # noqa: S314  Syncthing has just made it
        assert device is not None
        self.id = device.attrib["id"]

    def start(self, other: Daemon) -> None:
        """Carry to and from another daemon, from now on."""
        text = _CONFIG.format(
            folder=self._folder, own=self.id, other=other.id, port=self.port, other_port=other.port
        )  # fmt: skip
        (self._home / "config.xml").write_text(text, encoding="utf-8")
        with (self._home / "log").open("ab") as log:
            command = [str(PROGRAM), "serve", f"--home={self._home}", "--no-browser", "--no-restart", "--no-upgrade"]
            self._process = subprocess.Popen(command, env=self._environment(), stdout=log, stderr=log)

    def stop(self) -> None:
        """End the daemon."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
            self._process.kill()
            self._process.wait()
            self._process = None

    def _run(self, *arguments: str) -> None:
        command = [str(PROGRAM), *arguments, f"--home={self._home}"]
        subprocess.run(command, env=self._environment(), capture_output=True, check=True, timeout=PATIENCE)

    def _environment(self) -> dict[str, str]:
        return {"HOME": str(self._home), "PATH": "/usr/bin:/bin", "STNODEFAULTFOLDER": "1", "STNOUPGRADE": "1"}


def until(so: Callable[[], bool], what: str) -> None:
    """Wait until something is so: the daemons are other programs, which take the time that they take."""
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, f"after {PATIENCE:.0f} s still not: {what}"
        time.sleep(_PAUSE)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
