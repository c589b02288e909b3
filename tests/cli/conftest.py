"""A learner at the command line: a folder of progress, a folder of decks, a clock that stands still."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aide_memoire.cli import main as entry
from aide_memoire.core.event import Rating
from aide_memoire.paths import find_paths
from aide_memoire.study.session import StudySession
from aide_memoire.workspace import open_workspace
from documents import check_document, document_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

NOW = datetime(2024, 5, 14, 9, 0, tzinfo=timezone(timedelta(hours=2)))
TREATIES = """
[deck]
id = "treaties"
title = "Treaties"

[[source]]
id = "loves"
title = "Loves"

[[event]]
id = "li-lobanov"
name = "Li–Lobanov Treaty"
date = "1896-06"
place = "Moscow"
ask = ["when", "where"]
source = "loves ¶13"
tags = ["qing"]

[[card]]
id = "port-arthur"
question = "Which port was leased in 1898?"
answer = "Port Arthur"
source = "loves ¶15"
"""
BLOCS = """
[deck]
id = "blocs"
title = "Blocs"

[[group]]
id = "members"
name = "members of the CSTO"
members = ["Russia", "Belarus", "Armenia"]
as_of = "2022-05"
source = "allies ¶6"

[[source]]
id = "allies"
title = "Allies"
"""


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """Runs the command in this process, or as a program of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.decks = folder / "data", folder / "decks"
        self.decks.mkdir()
        self.globals = ["--data-dir", str(self.data), "--decks", str(self.decks)]
        self._capsys = capsys
        self._entropy = count(1).__next__

    def __call__(self, *arguments: str, bare: bool = False) -> Result:
        self._capsys.readouterr()
        try:
            code = entry.main([*([] if bare else self.globals), *arguments])
        except SystemExit as left:  # argparse, once it has printed a command's help
            code = int(left.code or 0)
        result = Result(code, *self._capsys.readouterr())
        if result.out.startswith("{") and (name := document_of(arguments)):
            check_document(name, result.out)
        return result

    def program(
        self,
        *arguments: str,
        input: bytes | None = None,  # noqa: A002  as `subprocess.run` calls it
        stdin: int | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Result:
        command = [sys.executable, "-m", "aide_memoire", *self.globals, *arguments]
        done = subprocess.run(command, input=input, stdin=stdin, env=env, capture_output=True, timeout=60, check=False)
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def deck(self, text: str, name: str) -> str:
        path = self.decks / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def answer(self, *ratings: int, decks: Sequence[str] = ()) -> None:
        """Answer one question after the other, with the app's own means."""
        workspace = open_workspace(find_paths(str(self.data)), "default", lambda: NOW, self._entropy, [str(self.decks)])
        sitting = StudySession(workspace, decks)
        for rating in ratings:
            sitting.rate(Rating(rating))
        workspace.close()

    def cards(self) -> dict[str, Any]:
        return {card["id"]: card for card in self("cards", "--json").json["cards"]}


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Run commands over two small decks, on 14 May 2024 at 09:00 in Berlin."""
    monkeypatch.setattr(entry, "local_now", lambda: NOW)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("AIDE_MEMOIRE_DATA_DIR", raising=False)
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    line = CommandLine(tmp_path, capsys)
    line.deck(TREATIES, "treaties")
    line.deck(BLOCS, "blocs")
    return line
