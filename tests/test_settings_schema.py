"""The documented config.toml and its schema are what the program reads."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from aide_memoire.cli.main import main
from aide_memoire.config.documented import documented_file, settings_schema
from aide_memoire.config.files import read_settings
from aide_memoire.config.themes import read_themes
from aide_memoire.core.settings import Settings

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "docs" / "reference" / "config.schema.json"
TAPLO = Path(sys.executable).parent / "taplo"
ALL_SET = re.sub(r"^#(?=\w+ =|\[)", "", documented_file(), flags=re.MULTILINE)
WRONG = [
    "new_per_dya = 3",
    "new_per_day = 3.5",
    "new_per_day = -1",
    "desired_retention = 0.99",
    'form = "sung"',
    "days_off = 'sunday'",
    'theme = "a b"',
    'catch_up_until = "soon"',
    '[decks."d"]\nreviews_per_day = 3',
]


def test_the_documented_file_sets_nothing_until_it_is_touched(tmp_path):
    """Without the signs before its lines it sets every setting to its default."""
    path = tmp_path / "config.toml"
    path.write_text(documented_file(), encoding="utf-8")
    assert read_settings([str(path)]) == (Settings(), ())
    path.write_text(ALL_SET, encoding="utf-8")
    settings, problems = read_settings([str(path)])
    assert (settings._replace(decks={}), problems) == (Settings(), ())
    assert set(settings_schema()["properties"]) == set(Settings._fields)
    assert all(f"\n{key} = " in ALL_SET for key in Settings._fields if key != "decks")


def test_the_program_prints_the_schema(capsys):
    """It is the file of the documentation."""
    assert main(["schema", "--config"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(SCHEMA.read_text(encoding="utf-8"))


def taplo(path):
    command = [TAPLO, "check", "--schema", SCHEMA.as_uri(), path]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("text", [ALL_SET, documented_file(), 'days_off = ["sunday"]\n[decks."a b"]\nform = "flip"\n'])
def test_taplo_accepts_what_the_program_reads(text, tmp_path):
    """Editors check by it."""
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    told = taplo(path)
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("text", WRONG)
def test_taplo_refuses_what_the_program_passes_over(text, tmp_path):
    """Mistakes show in an editor before the program tells them."""
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    assert read_settings([str(path)])[1]
    assert taplo(path).returncode == 1


PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")


def test_the_commands_of_the_page_work(tmp_path, monkeypatch):
    """One after the other, as they stand there."""
    monkeypatch.setenv("EDITOR", "true")
    (lines,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in lines.splitlines():
        program, *arguments = shlex.split(line, comments=True)
        assert program == "aide-memoire"
        assert main([*arguments, "--data-dir", str(tmp_path)]) == 0, line


def test_the_examples_of_the_page_are_right(tmp_path):
    """The settings of a deck, and a theme: nothing is told of either."""
    deck, theme = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "config.toml").write_text(deck, encoding="utf-8")
    assert read_settings([str(tmp_path / "config.toml")])[1] == ()
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "sea.toml").write_text(theme, encoding="utf-8")
    found = read_themes(str(tmp_path / "themes"))
    assert (len(found.themes), found.problems) == (1, ())
