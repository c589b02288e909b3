"""One line installs the program, in a home that has nothing, and the next one asks the first question.

Wheel and sdist are installed by pip, pipx and uvx, with every Python from 3.11 on that is on this machine. All of it
takes the parts from where pip and uv take them here, so a network is needed; where there is none, the tests say so.
"""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALL_PYTHONS = ("3.11", "3.12", "3.13", "3.14")
FIRST_QUESTION = re.compile(r"^.{10,}$", re.MULTILINE)


def pythons() -> list[str]:
    """Return the interpreters that are on this machine, one for each version that the project names."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    found = []
    for version in ALL_PYTHONS:
        candidates = [str(path) for path in sorted(kept.glob(f"{version}.*/bin/python3"))]
        candidates += [path for path in [shutil.which(f"python{version}")] if path]
        found += [path for path in candidates if _runs(path, version)][:1]
    return found or [sys.executable]


def _runs(python: str, version: str) -> bool:
    """Say whether an interpreter starts and is of a version; a shim may be neither."""
    told = subprocess.run([python, "--version"], capture_output=True, text=True, check=False)
    return told.returncode == 0 and f" {version}." in told.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the wheel and the sdist, built from the tree."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}


@pytest.fixture(scope="module")
def installers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an environment's commands that has uv and pipx."""
    folder = tmp_path_factory.mktemp("installers")
    venv.create(folder, with_pip=True)
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv", "pipx"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"uv and pipx cannot be had here (is there a network?): {done.stderr.strip()[-200:]}")
    return folder / "bin"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Return the environment of someone who has never used the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIDE_MEMOIRE", "PYTHON", "XDG"))}
    (tmp_path / "home").mkdir()
    return kept | {"HOME": str(tmp_path / "home"), "PIPX_HOME": str(tmp_path / "pipx")}


def asks_its_first_question(command: list[str], home: dict[str, str], folder: Path) -> None:
    """Assert that a command line begins to study in plain mode, away from the checkout."""
    told = subprocess.run(
        [*command, "study", "--plain"], cwd=folder, env=home, input="\n", capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr[-2000:]
    assert FIRST_QUESTION.search(told.stdout), told.stdout
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("python", pythons(), ids=lambda path: Path(path).parents[1].name)
@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_pip_installs_it_into_an_empty_environment(
    kind: str, python: str, built: dict[str, Path], home: dict[str, str], tmp_path: Path
) -> None:
    """Wheel and sdist bring the command and the decks, on each Python that is here."""
    subprocess.run([python, "-m", "venv", str(tmp_path / "venv")], check=True)
    commands = tmp_path / "venv" / "bin"
    install = [str(commands / "python"), "-m", "pip", "install", "--quiet", str(built[kind])]
    done = subprocess.run(install, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    asks_its_first_question([str(commands / "aide-memoire")], home, tmp_path)


def test_uvx_runs_it_in_one_line(
    built: dict[str, Path], installers: Path, home: dict[str, str], tmp_path: Path
) -> None:
    """`uvx aide-memoire`, with the wheel in place of the name."""
    asks_its_first_question([str(installers / "uvx"), "--from", str(built["wheel"]), "aide-memoire"], home, tmp_path)


def test_pipx_installs_it(built: dict[str, Path], installers: Path, home: dict[str, str], tmp_path: Path) -> None:
    """`pipx install aide-memoire`, with the wheel in place of the name; then the command is there."""
    home |= {"PIPX_BIN_DIR": str(tmp_path / "bin"), "PATH": f"{installers}{os.pathsep}{home['PATH']}"}
    command = [str(installers / "pipx"), "install", "--python", sys.executable, str(built["wheel"])]
    done = subprocess.run(command, env=home, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    asks_its_first_question([str(tmp_path / "bin" / "aide-memoire")], home, tmp_path)
