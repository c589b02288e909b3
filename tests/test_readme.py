"""What the README says works as it stands there."""

import io
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from aide_memoire.cli.main import COMMANDS, main
from aide_memoire.config.files import read_settings
from aide_memoire.core.setting_table import DECK_SETTINGS
from aide_memoire.core.settings import Settings
from aide_memoire.decks.files import diagnose_file

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
LINES = [re.split(r"\s+# ", line)[0].strip() for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
MAKE = re.findall(r"make\s+([a-z]+)", README)


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout's folder to stand in, and an empty place for progress."""
    monkeypatch.setenv("AIDE_MEMOIRE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Sync").mkdir()
    (tmp_path / "decks").symlink_to(ROOT / "decks")
    (tmp_path / "article.txt").write_text("The treaty was signed in June 1896.", encoding="utf-8")
    return tmp_path


@pytest.mark.posix
@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("aide-memoire")])
def test_a_command_of_the_readme_works(
    line: str, at_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command runs; those that open the app get as far as asking for a terminal."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    _, *arguments = shlex.split(line)
    for before in LINES[: LINES.index(line)]:  # what writes the file that this one reads
        if "-o" in before.split() and before.split()[-1] in arguments:
            assert main(shlex.split(before)[1:]) == 0
    opens_app = (not arguments or arguments[0] == "study") and "--plain" not in arguments
    assert main(arguments) == (2 if opens_app else 0)
    told = capsys.readouterr()
    assert ("needs a terminal" in told.err) == opens_app


def test_the_readme_names_every_target_that_it_speaks_of() -> None:
    """`make study` and the others are there."""
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"study", "test"} <= set(MAKE) <= set(targets)


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "toml" and "[deck]" in text])
def test_a_deck_of_the_readme_is_whole(text: str, tmp_path: Path) -> None:
    """The example can be copied, checked without a word, and studied."""
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert diagnose_file(str(path)) == []


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "toml" and "[deck]" not in text])
def test_the_settings_of_the_readme_are_the_defaults(text: str, tmp_path: Path) -> None:
    """The settings shown are all there are, with the values that hold without a file."""
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    settings, problems = read_settings([str(path)])
    assert settings._replace(decks={}) == Settings()
    assert problems == ()
    assert set(tomllib.loads(text)) == set(Settings._fields)
    assert list(settings.decks.values()) == [{each.key: each.default for each in DECK_SETTINGS}]


def test_every_command_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` lists all commands, and each has a help of its own."""
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"  {command}" in told for command in COMMANDS)


@pytest.mark.parametrize("picture", re.findall(r"!\[.+?\]\((.+?)\)", README))
def test_the_pictures_are_there(picture: str) -> None:
    """Every picture that the README shows lies in the repository."""
    assert (ROOT / picture).is_file()
