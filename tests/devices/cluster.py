"""A PostgreSQL cluster of its own, in a temporary folder and on a socket there."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from glob import glob
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import psycopg

_PLACES = sorted(glob("/usr/lib/postgresql/*/bin"), reverse=True)  # where Debian has them
IS_REQUIRED = os.environ.get("AIDE_MEMOIRE_POSTGRES") == "required"


def programs() -> str:
    """Return the folder of PostgreSQL's own programs, or "" where there are none."""
    return next((place for place in _PLACES if Path(place, "initdb").exists()), "")


class Cluster:
    """A server that only this machine reaches, with one database, in which everybody is believed to be who they say."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: the path of a socket has at most 107 bytes
        self._numbers = count(1)
        self._user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
        if self._user:
            os.chown(self._folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._run("initdb", "--pgdata", self._data, "--username", "owner", "--auth", "trust", "--no-sync",
                  "--no-locale", "--encoding", "UTF8")  # fmt: skip
        self.start()
        with self.connect("owner", database="postgres") as connection:
            connection.execute("CREATE DATABASE school")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def process(self) -> int:
        """Return the id of the server's first process."""
        return int(Path(self._data, "postmaster.pid").read_text(encoding="ascii").split()[0])

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def url(self, role: str, database: str = "school") -> str:
        """Return the URL for a role."""
        return f"postgresql://{role}@/{database}?host={self._folder}"

    def connect(self, role: str, database: str = "school") -> psycopg.Connection:
        """Connect as a role; each statement is a transaction."""
        import psycopg  # noqa: PLC0415  where it is not installed, the tests say so

        return psycopg.connect(self.url(role, database), autocommit=True)

    def new_role(self, group: str) -> str:
        """Add a user who belongs to a group, as docs/devices.md shows, and return the name."""
        name = f"user_{next(self._numbers)}"
        with self.connect("owner") as connection:
            connection.execute(f"CREATE ROLE {name} LOGIN IN ROLE {group}")
        return name

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self._folder} -c fsync=off -c max_connections=120"
        self._run(
            "pg_ctl", "--pgdata", self._data, "--wait", "--log", str(self._folder / "log"), "-o", options, "start"
        )

    def stop(self) -> None:
        """Stop the server at once, as when its machine goes down: open transactions are lost."""
        self._run("pg_ctl", "--pgdata", self._data, "--mode", "immediate", "--wait", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [os.path.join(programs(), program), *arguments]
        subprocess.run(
            command, user=self._user, cwd="/", check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
