"""Desks to show the app at. What the tests do with it is in `stage.py`."""

from __future__ import annotations

import inspect
import shutil
from typing import TYPE_CHECKING, Protocol

import pytest

from aide_memoire.ui.screens import browse, editor
from aide_memoire.ui.screens.question import QuestionScreen
from screens import quiet
from screens.stage import DECKS, Clock, learn, open_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aide_memoire.workspace import Workspace


class OpenDesk(Protocol):
    """What the fixture `desks` gives."""

    def __call__(self, data: Path, decks: Path = DECKS) -> Workspace:
        """Open a desk that is closed when the test ends."""


class OpenOver(Protocol):
    """What the fixture `desk_with` gives."""

    def __call__(self, **texts: str) -> Workspace:
        """Open a desk over decks of these texts."""


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine, in a loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.function):
        return None
    names = inspect.signature(pyfuncitem.function).parameters
    quiet.run(pyfuncitem.function(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone who looks presses the keys: what is typed is read at once, and no verdict is kept from keys in flight."""
    monkeypatch.setattr(QuestionScreen, "DEAD_TIME", 0)
    monkeypatch.setattr(browse, "_PAUSE", 0.001)
    monkeypatch.setattr(editor, "_THINK", 0.001)


@pytest.fixture(autouse=True)
def no_idle_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests go on as soon as the app is done."""
    quiet.listen(monkeypatch)


@pytest.fixture
def clock() -> Clock:
    """The clock of all desks of a test."""
    return Clock()


@pytest.fixture
def desks(clock: Clock) -> Iterator[OpenDesk]:
    """Open desks that are closed when the test ends: `desks(data, decks)`."""
    opened: list[Workspace] = []

    def open_one(data: Path, decks: Path = DECKS) -> Workspace:
        opened.append(open_for(data, decks, clock))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def workspace(desks: OpenDesk, tmp_path: Path) -> Workspace:
    """A desk at which nothing was answered yet."""
    return desks(tmp_path / "data")


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a learner who has studied three of the four decks for some weeks."""
    folder, clock = tmp_path_factory.mktemp("past") / "data", Clock()
    workspace = open_for(folder, DECKS, clock)
    learn(workspace, clock, ["treaties", "csto", "clash"], 16)
    workspace.close()
    return folder


@pytest.fixture
def learned(desks: OpenDesk, past: Path, tmp_path: Path) -> Workspace:
    """A desk after weeks of study."""
    shutil.copytree(past, tmp_path / "learned")
    return desks(tmp_path / "learned")


@pytest.fixture
def desk_with(desks: OpenDesk, tmp_path: Path) -> OpenOver:
    """Open a desk over decks written for it, in tmp_path / "decks": `desk_with(name=text)`."""

    def open_over(**texts: str) -> Workspace:
        folder = tmp_path / "decks"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        return desks(tmp_path / "data", folder)

    return open_over
