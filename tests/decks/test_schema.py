"""The schema and the code that reads decks cannot drift apart."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from aide_memoire.decks import fields, notes
from aide_memoire.decks.folders import shipped_folder
from aide_memoire.decks.head import build_head
from aide_memoire.decks.notes import NOTE_KINDS, build_note
from aide_memoire.decks.schema import deck_schema, note_keys

ROOT = Path(__file__).parents[2]
HEAD = build_head({}, [], "d", [])
SCHEMA = Path(shipped_folder()) / "deck.schema.json"
TAPLO = Path(sys.executable).parent / "taplo"
CARD = '[[card]]\nid = "a"\nquestion = "Q"\nanswer = "A"\n'
WRONG = [
    '[[card]]\nid = "a"\nquestoin = "Q"\nanswer = "A"',
    '[[card]]\nid = "a"\nquestion = "Q"',
    '[[card]]\nid = "a"\nquestion = "Q"\nanswer = 3',
    CARD + 'lures = "B"',
    CARD + 'form = "typed"',
    '[[event]]\nid = "e"\nname = "E"\ndate = "June 1896"',
    '[[event]]\nid = "e"\nname = "E"\ndate = "1896-6"',
    '[[event]]\nid = "e"\nname = "E"\nask = ["why"]',
    '[[group]]\nid = "g"\nname = "G"\nmembers = []',
    '[[sequence]]\nid = "s"\nname = "S"\nitems = ["one"]',
    '[[cloze]]\nid = "c"\ntext = "no gap"',
    '[[source]]\nid = "s"',
    '[[crad]]\nid = "a"',
    "[deck]\ntitel = 'T'",
]


def read_keys(kind, monkeypatch):
    """Return every key that the code asks a note's table for."""
    asked = set()
    done = fields.Fields.done

    def note_known(self):
        if self._key_path == (kind,):
            asked.update(self._known)
        done(self)

    monkeypatch.setattr(fields.Fields, "done", note_known)
    build_note(kind, {}, HEAD, (kind,), [])
    return asked


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_the_schema_has_the_keys_that_are_read(kind, monkeypatch):
    """No key is read that the schema lacks, and none is in it that would not be read."""
    assert read_keys(kind, monkeypatch) == note_keys(kind)


def described(node, way=()):
    """Yield the way to each key of the schema that has no description."""
    for key, value in node.get("properties", {}).items():
        if "description" not in value and way[-1:] != ("phrases",):
            yield (*way, key)
        yield from described(value, (*way, key))
    if isinstance(node.get("items"), dict):
        yield from described(node["items"], way)


def test_every_key_is_described():
    """Completion in an editor says what each key is for; parts of a note speak for themselves."""
    bare = [way for way in described(deck_schema()) if way[-2] not in ("question", "accept", "lures")]
    assert bare == []


def test_the_file_is_the_schema_of_this_version():
    """deck.schema.json is what `aide-memoire schema` prints."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == deck_schema()


def taplo(*paths):
    command = [TAPLO, "check", "--schema", SCHEMA.resolve().as_uri(), *paths]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_taplo_accepts_every_shipped_deck():
    """What other programs check by the schema is right by it."""
    told = taplo(*sorted(Path(shipped_folder()).glob("*.toml")))
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("text", WRONG)
def test_taplo_refuses_what_is_wrong(text, tmp_path):
    """Mistakes show in an editor before `check` is run."""
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    assert taplo(path).returncode == 1


def test_the_builders_are_those_of_the_schema():
    """A new kind of note needs its place in both."""
    assert set(notes.NOTE_KINDS) == set(deck_schema()["properties"]) - {"deck", "source"}
