"""Each document of `--json` is what its schema says, whatever there is to tell.

`conftest.py` holds to it each document that any other test of the command line makes.
"""

import io
import json
import sys
from pathlib import Path

import pytest

from aide_memoire.cli.documents.schema import DOCUMENTS, documents_schema
from aide_memoire.cli.main import COMMANDS
from aide_memoire.cli.whole_parser import build_parser
from aide_memoire.core.event import to_line
from documents import check_document, keys_in, keys_of
from forgetting import LEARNERS, simulated_log

FILE = Path(__file__).parents[2] / "docs" / "reference" / "json.schema.json"
RICH = """
[deck]
id = "rich"
title = "Rich"
[[source]]
id = "book"
title = "The book"
author = "Qin Gang"
waived = { "3" = "an advertisement" }
[[card]]
id = "iran"
question = "Which country's capital is Tehran?"
answer = "Iran"
source = "book ¶1"
claim = true
as_of = "2022"
tags = ["capitals"]
[[card]]
id = "iraq"
question = "Which country's capital is Baghdad?"
answer = "Iraq"
[[card]]
id = "later"
draft = true
question = "Which country's capital is Riyadh?"
answer = "Saudi Arabia"
[[card]]
id = "gone"
question = "Which country's capital is Muscat?"
answer = "Oman"
[[group]]
id = "trio"
name = "three rivers"
members = ["Amur", "Ussuri", "Argun"]
"""
EVERY_DAY = [
    "due", "decks", "cards", "stats", "confusions", "orphans", "check", "exam", "fit", "config", "doctor", "profiles",
]  # fmt: skip


def with_arguments(name):
    """Return the command of a document that needs no more to print it."""
    return [*name.split(), *([] if "--format" in name else ["--json"])]


def put_in_state(cli, state):
    """Bring the learner there: no deck, nothing learned, an exam and some study, or mistakes in decks and settings."""
    if state == "no decks":
        for path in cli.decks.iterdir():
            path.unlink()
    elif state == "studied":
        cli.answer(3, 1, 4, 1)
        cli("exam", "treaties", "2024-06-15")
        cli("suspend", "blocs")
    elif state == "with mistakes":
        cli.data.mkdir()
        (cli.data / "config.toml").write_text("new_per_dya = 3\n")
        cli.deck('[[card]]\nid = "a"\nquestoin = "Q?"\nanswer = "A"\n[[card', "wrong")
        cli.deck('[deck]\nid = "treaties"\n[[card]]\nquestion = "Q?"\nanswer = "A"\n', "other")


@pytest.mark.parametrize("state", ["no decks", "new", "studied", "with mistakes"])
def test_documents_are_what_their_schema_says(cli, state):
    """One document on standard output, however little or much there is to tell."""
    put_in_state(cli, state)
    for name in (*EVERY_DAY, "draft --coverage", "export --format json"):
        result = cli(*with_arguments(name))
        assert result.code == (1 if name == "check" and state == "with mistakes" else 0), name
        assert check_document(name, result.out)["v"] == 1


ANSWERS = {
    "Tehran": ["Iraq", "1"],
    "Baghdad": [":hint", "Iran", "1"],
    "Muscat": ["Oman", "4"],
    "rivers": ["Amur, Ussuri", "", ""],
}


def study(cli, monkeypatch, *lines):
    """Answer one question in plain mode. Returns the word of `ANSWERS` that it has, or ""."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    told = cli("study", "rich", "--form", "typed", "--plain", "--limit", "1").out
    return next((word for word in ANSWERS if word in told.split("?")[0]), "")


@pytest.fixture
def learner(cli, tmp_path, monkeypatch):
    """A learner of whom there is something to tell everywhere."""
    log = tmp_path / "log.jsonl"
    log.write_text("".join(f"{to_line(event)}\n" for event in simulated_log(LEARNERS[2], 300)))
    cli("import", str(log))
    cli.deck("".join(f'[[card]]\nid = "n{n}"\nquestion = "{n}?"\nanswer = "{n}"\n' for n in range(90)), "d0")
    cli.deck(RICH, "rich")
    for _ in range(7):
        study(cli, monkeypatch, *ANSWERS.get(study(cli, monkeypatch), []))
    cli("bury", "rich/iraq")
    cli("exam", "rich", "2024-06-15")
    cli("config", "set", "form", "typed", "--deck", "rich")
    renamed = RICH.replace('id = "gone"', 'id = "went"')
    cli.deck(renamed, "rich")
    cli.deck(renamed.replace('"Iran"', '"Persia"'), "rich-copy")
    (cli.decks / "notes.txt").write_text("")
    return cli


KEPT_FOR_OTHERS = {
    "decks": {"decks.origin", "decks.origin.from", "decks.origin.day", "decks.goes_before", "decks.changed_since"},
    "history": {"events.to"},
    "orphans": {"decks.deck", "decks.cards", "decks.likely"},
}
"""Keys that other tests of the command print: `test_decks_add.py`, `test_orphans.py`, `test_lost_decks.py`."""


def test_no_key_of_a_schema_is_never_printed(learner, monkeypatch, tmp_path):
    """What the schema tells of is there for a learner with a past; of some commands in two runs."""
    cards = ("rich/iran", "rich/iraq", "rich/gone", "rich/trio#amur")
    runs = [[*with_arguments(name)] for name in (*EVERY_DAY, "export --format json")]
    runs += [["history", card, "--json"] for card in cards]
    runs += [["try", "rich/iran", "Iraq", "--json"], ["try", "rich/trio", "Amur, Volga", "--json"]]
    (tmp_path / "book.txt").write_text("One.\n\nTwo.\n\nThree.\n")
    runs += [["draft", "--coverage", str(tmp_path / "book.txt"), "--source", "book", "--json"]]
    seen = {name: set() for name in DOCUMENTS}
    for run in runs:
        name = "draft --coverage" if run[0] == "draft" else "export --format json" if run[0] == "export" else run[0]
        result = learner(*run)
        assert result.out, (run, result.err)
        seen[name] |= set(keys_in(DOCUMENTS[name], json.loads(result.out)))
    of_other_tests = {"quiz", "results", "class", "sync"}
    missing = {name: set(keys_of(DOCUMENTS[name])) - found - KEPT_FOR_OTHERS.get(name, set())
               for name, found in seen.items() if name not in of_other_tests}  # fmt: skip
    assert {name: keys for name, keys in missing.items() if keys} == {}


def test_every_command_with_json_has_a_schema():
    """A new one needs its place in cli/documents."""
    with_json = {name for name in COMMANDS if "--json" in build_parser(name)._option_string_actions}
    assert with_json | {"export"} == {name.split()[0] for name in DOCUMENTS}


def test_the_program_prints_the_schemas(cli):
    """They are the file of the documentation."""
    assert cli("schema", "--documents").json == documents_schema() == json.loads(FILE.read_text(encoding="utf-8"))


def test_a_document_with_another_key_is_refused():
    """The check is strict: a key that the schema lacks, or one that is missing, would be found."""
    whole = {"v": 1, "profiles": [{"name": "default", "path": "x"}]}
    check_document("profiles", json.dumps(whole))
    for wrong in ({**whole, "more": 1}, {"v": 1}, {**whole, "v": 2}, {"v": 1, "profiles": [{"name": "x"}]}):
        with pytest.raises(AssertionError, match="profiles: "):
            check_document("profiles", json.dumps(wrong))
