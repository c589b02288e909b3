"""What lies in examples/ works as it stands there. Its decks: tests/decks/test_examples.py."""

import shutil
import subprocess
import sys
from pathlib import Path

from aide_memoire.config.themes import read_themes
from aide_memoire.decks.files import diagnose_file

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_the_theme_is_one(tmp_path):
    """Copied, it is a theme of ten lines, without a word against it."""
    shutil.copy(EXAMPLES / "theme.toml", tmp_path / "sea.toml")
    (theme,), problems = read_themes(str(tmp_path))
    assert (theme.name, theme.dark, problems) == ("sea", True, ())
    assert len((EXAMPLES / "theme.toml").read_text(encoding="utf-8").splitlines()) <= 10


def test_the_importer_brings_a_glossary_in(tmp_path):
    """The notes are a deck that can be studied; what was not carried is told."""
    words, deck = tmp_path / "words.txt", tmp_path / "words.toml"
    words.write_text("# Sea words\nport = left\nbow = front; prow\nanchor\n= back\n", encoding="utf-8")
    command = [sys.executable, EXAMPLES / "importer.py", words, deck]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{words}: 2 notes (2 cards), 2 remarks written to {deck}",
        f"{words}:4: no = in “anchor”: not imported",
        f"{words}:5: no question: not imported",
    ]
    text = deck.read_text(encoding="utf-8")
    assert 'title = "Sea words"' in text
    assert 'answer = "front"\n' in text
    assert 'accept = ["prow"]' in text
    assert [each.text() for each in diagnose_file(str(deck)) if each.severity == "error"] == []
