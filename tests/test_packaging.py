"""The wheel installs anywhere and carries the decks."""

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from aide_memoire import __version__

ROOT = Path(__file__).parents[1]
SHIPPED = {"treaties", "csto", "clash-1969", "sco-origins", "partners"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def decks_of(installed: Path | None, data: Path) -> dict[str, str]:
    """Return the decks that the program finds by itself, run away from the checkout."""
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]; from aide_memoire.cli.main import main; main(['decks', '--json'])"
    )
    run = [sys.executable, "-c", script, *([str(installed)] if installed else [])]
    told = subprocess.run(
        run, cwd=data, check=True, capture_output=True, text=True, env={"AIDE_MEMOIRE_DATA_DIR": str(data / "d")}
    )
    return {deck["id"]: deck["path"] for deck in json.loads(told.stdout)["decks"]}


def test_a_wheel_brings_its_decks(wheel: Path, tmp_path: Path) -> None:
    """Unpacked where there is no checkout, the program finds the decks beside its own code."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    found = decks_of(tmp_path / "site", tmp_path)
    assert set(found) == SHIPPED
    assert all(Path(path).is_relative_to(tmp_path / "site") for path in found.values())


def test_a_wheel_holds_nothing_but_the_program(wheel: Path) -> None:
    """Neither tests nor benchmarks are installed on anyone's machine."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"aide_memoire"}


def test_a_wheel_tells_type_checkers_that_it_is_typed(wheel: Path) -> None:
    """The classifier says so, and so does the marker that they look for."""
    with zipfile.ZipFile(wheel) as archive:
        assert "aide_memoire/py.typed" in archive.namelist()
        [metadata] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        told = archive.read(metadata).decode()
    assert "Classifier: Typing :: Typed" in told
    assert f"\nVersion: {__version__}\n" in told


def test_each_python_and_system_that_is_claimed_is_tested() -> None:
    """The workflow runs the Pythons of the classifiers, and each system that they name; Windows is not claimed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    workflow = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    pythons = [each.rpartition(" ")[2] for each in project["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert f"python: {json.dumps(pythons)}" in workflow
    systems = {each.rpartition(":: ")[2] for each in project["classifiers"] if each.startswith("Operating System")}
    assert systems == {"Linux", "MacOS"}
    assert "os: [ubuntu, macos, windows]" in workflow


def test_the_citation_names_this_version() -> None:
    """Whoever cites the program cites the one that they have."""
    lines = (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"version: {__version__}" in lines


def test_an_editable_install_finds_the_decks_of_the_tree(tmp_path: Path) -> None:
    """From a checkout the decks at the top of the repository are the ones that are studied."""
    found = decks_of(None, tmp_path)
    assert set(found) == SHIPPED
    assert all(Path(path).resolve().parent == ROOT / "decks" for path in found.values())
