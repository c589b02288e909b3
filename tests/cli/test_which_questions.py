"""`study`: which questions a session is of."""

import io
import sys
from datetime import timedelta

import pytest

from aide_memoire.cli import main as entry
from cli.conftest import NOW


@pytest.fixture
def study(cli, monkeypatch):
    """Run a session in plain mode that ends at once. Returns the exit code, and what was printed on either side."""

    def run(*arguments, say=("q",)):
        given = "".join(f"{line}\n" for line in say).encode()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            return cli("study", "--plain", "--form", "typed", *arguments)

    return run


def later(monkeypatch, days):
    """Let days pass."""
    monkeypatch.setattr(entry, "local_now", lambda: NOW + timedelta(days=days))


@pytest.mark.parametrize("name", ["blocs", "Blocs", "BLO", "b"])
def test_a_deck_is_found_by_the_beginning_of_its_name(study, name):
    """As one types it: by its id, or by any word of its title."""
    assert study(name).out.startswith("Question 1 of 1. Blocs.\n")


def test_a_name_that_fits_several_decks_or_none_is_told(study, cli):
    """Those that it could be are named; nothing is asked."""
    cli.deck('[deck]\nid = "bloc-two"\ntitle = "Two"\n[[card]]\nid = "a"\nquestion = "A?"\nanswer = "B"\n', "two")
    code, out, err = study("bloc")
    assert (code, out) == (1, "")
    assert "“bloc” fits more than one deck" in err
    assert "which: blocs, bloc-two?" in err
    code, out, err = study("blosc")
    assert (code, out) == (1, "")
    assert "did you mean `blocs`?" in err
    assert study("").code == 1


def test_notes_of_a_tag_alone(study):
    """The note with the tag is asked, whatever the order of the decks; an unknown tag is told."""
    assert study("--tag", "qing").out.startswith("Question 1 of 1. Treaties.\nLi–Lobanov")
    code, out, err = study("--tag", "ming")
    assert (code, out) == (1, "")
    assert "no note has the tag “ming”" in err


def test_what_was_missed(study, monkeypatch):
    """Today's misses, or those of the last day with any; without any, that is said."""
    assert study("--missed")[:2] == (0, "nothing was missed lately\n")
    study("treaties", say=("1800", "", "q"))
    assert study("--missed").out.startswith("Question 1 of 1. Treaties.")
    later(monkeypatch, 2)
    assert study("--missed").out.startswith("Question 1 of 1. Treaties.")
    assert study("--missed", "blocs")[:2] == (0, "nothing was missed lately\n")
    later(monkeypatch, 11)
    assert study("--missed").out == "nothing was missed lately\n"


def test_what_is_due_in_the_next_days(study, cli, monkeypatch):
    """Reviews that are not due yet, as far ahead as is said."""
    cli.answer(4, 4, decks=["treaties"])
    later(monkeypatch, 1)
    assert study("treaties", "--ahead", "1").out.startswith("Question 1 of 1. Treaties.\nLi–Lobanov Treaty: where")
    assert study("treaties", "--ahead", "30").out.startswith("Question 1 of 2. Treaties.\n")


@pytest.mark.parametrize("two", [("--missed", "--confusions"), ("--ahead", "3", "--missed"), ("--ahead", "0")])
def test_what_cannot_be_asked_for_is_usage(study, two):
    """One kind of session at a time, and days from one on."""
    code, out, err = study(*two)
    assert (code, out) == (2, "")
    assert err.startswith("aide-memoire: ")
