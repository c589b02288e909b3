"""`quiz --name -o`: the answers of a quiz in a file, for a teacher; and the same quiz on every machine."""

import io
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aide_memoire.cli import main as entry
from cli.conftest import TREATIES
from cli.test_quiz import FORMS, answers, quiz

__all__ = ["quiz"]  # the fixture

WHOLE = {"v": 1, "document": "quiz", "name": "ANNA", "finished": True, "seed": 3, "form": None, "requested": 10}


def kept(path):
    return json.loads(path.read_bytes())


def test_a_finished_quiz(quiz, tmp_path):
    """The file has who, what, when, and each question with its answer and its verdict; what is told goes to stderr."""
    path = tmp_path / "anna.json"
    told = quiz("--seed", "3", "--name", "ANNA", "-o", str(path), lines=answers(quiz, 3))
    assert (told.code, told.err) == (0, f"written to {path}\n")
    found = kept(path)
    assert {key: found[key] for key in WHOLE} == WHOLE
    assert found["score"] == {"right": 7, "points": 7.0, "answered": 7, "out_of": 7}
    assert (found["started"], found["ended"]) == ("2024-05-14T07:00:00.000Z",) * 2
    assert [(deck["id"], deck["title"]) for deck in found["decks"]] == [("forms", "Forms")]
    river = next(each for each in found["questions"] if each["question"] == "forms/river")
    assert [river[key] for key in ("form", "typed", "answer", "verdict", "score")] == [
        "typed", "Ussuri", ["Ussuri"], "right", 1.0,
    ]  # fmt: skip


def test_a_quiz_that_is_broken_off(quiz, tmp_path):
    """What was answered is in the file, which says that it is unfinished; the score is out of what was asked for."""
    path = tmp_path / "anna.json"
    told = quiz("--seed", "3", "-n", "5", "--name", "ANNA", "-o", str(path), lines=[*answers(quiz, 3)[:2], "q"])
    found = kept(path)
    assert found["finished"] is False
    assert (found["requested"], found["score"]["out_of"]) == (5, 5)
    left = 5 - found["score"]["answered"]
    assert left
    assert f"unfinished: {left} of 5 not answered" in told.err


def test_a_killed_quiz_keeps_what_was_answered(cli, tmp_path):
    """Each answer is on the disk before the next question is asked."""
    cli.deck(FORMS, "forms")
    path = tmp_path / "anna.json"
    command = [sys.executable, "-m", "aide_memoire", *cli.globals, "quiz", "forms", "--plain", "--seed", "3"]
    with subprocess.Popen(
        [*command, "--name", "ANNA", "-o", str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        running.stdin.write(b"\n")
        running.stdin.flush()
        while b"Question 2" not in running.stdout.readline():
            assert running.poll() is None
        running.kill()
    found = kept(path)
    assert (len(found["questions"]), found["finished"]) == (1, False)


def test_a_file_that_is_there_is_left_alone(quiz, tmp_path):
    """Another learner's answers are not written over: exit code 1, and nothing is asked."""
    path = tmp_path / "anna.json"
    path.write_text("precious")
    code, out, err = quiz("--name", "ANNA", "-o", str(path))
    assert (code, out, path.read_text()) == (1, "", "precious")
    assert "already exists" in err


@pytest.mark.parametrize("place", ["nowhere/anna.json", "."])
def test_a_place_that_cannot_be_written(quiz, tmp_path, monkeypatch, place):
    """It is said before the first question."""
    monkeypatch.chdir(tmp_path)
    code, out, err = quiz("--name", "ANNA", "-o", place)
    assert (code, out) == (1, "")
    assert place in err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ("--name ANNA", "--name goes with -o"),
        ("-o anna.json", "-o goes with --name"),
        ("--html", "--html goes with --sheet"),
        ("--sheet --name ANNA", "a sheet is for paper"),
        ("--sheet --json", "a sheet is for paper"),
    ],
)
def test_options_that_do_not_go_together(quiz, arguments, reason):
    """Exit code 2, with the reason."""
    code, out, err = quiz(*arguments.split(), plain="")
    assert (code, out) == (2, "")
    assert reason in err


@pytest.mark.parametrize("name", ["", " ", "\n\t"])
def test_an_empty_name(quiz, tmp_path, name):
    """A name says whose quiz it is: exit code 2, no file."""
    path = tmp_path / "anna.json"
    assert quiz("--name", name, "-o", str(path)).code == 2
    assert not path.exists()


def test_a_name_is_cleaned(quiz, tmp_path):
    """What would move a teacher's cursor is visible in the file."""
    path = tmp_path / "anna.json"
    quiz("--name", " AN\x1b[31mNA\u202e\n ", "-o", str(path), lines=["q"])
    assert kept(path)["name"] == "AN␛[31mNA�"


def take(folder, places, arguments, **environment):
    """Take a quiz in a program of its own, with an own data folder. Returns the file's decks and questions."""
    folder.mkdir()
    path = folder / "quiz.json"
    decks = [word for place in places for word in ("--decks", str(place))]
    command = [sys.executable, "-m", "aide_memoire", "--data-dir", str(folder / "data"), *decks, "quiz", *arguments]
    subprocess.run(
        [*command, "--plain", "--name", "X", "-o", str(path)],
        input=b"\n" * 60,
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        timeout=60,
    )
    found = kept(path)
    return found["decks"], found["questions"]


def test_a_seed_is_the_same_quiz_on_every_machine(cli, tmp_path):
    """Neither hash seeds, locales, names and order of files, line ends nor comments make a difference."""
    here, there = tmp_path / "here", tmp_path / "there"
    for place in (here, there):
        place.mkdir()
    for name, text in (("forms", FORMS), ("treaties", TREATIES)):
        (here / f"{name}.toml").write_text(text, encoding="utf-8")
        other = f"# mine\r\n{text}".replace("\n", "\r\n").replace("\r\r", "\r")
        (there / f"{'z' if name == 'forms' else 'zz'}-{name}.toml").write_bytes(other.encode())
    for form in ("typed", "choice"):
        arguments = ["-n", "99", "--seed", "7", "--form", form]
        first = take(tmp_path / f"one-{form}", [here], arguments, PYTHONHASHSEED="1", LC_ALL="C.UTF-8")
        second = take(tmp_path / f"two-{form}", [there], arguments, PYTHONHASHSEED="4242", LC_ALL="C", TZ="Asia/Tokyo")
        assert first == second
        assert len(first[1]) == 10


@settings(max_examples=10)
@given(seed=st.integers(1, 10**8 - 1), form=st.sampled_from([None, "typed", "choice"]), studied=st.booleans())
def test_a_seed_holds_for_any_history_and_order(tmp_path_factory, seed, form, studied):
    """Another learner, with progress or without, whose decks come in another order, is asked the same."""
    drawn = []
    for flipped in (False, True):
        folder = tmp_path_factory.mktemp("learner")
        for name, text in (("forms", FORMS), ("treaties", TREATIES)):
            place = folder / ("a" if (name == "forms") != flipped else "b")
            place.mkdir()
            (place / f"{name}.toml").write_text(text, encoding="utf-8")
        options = ["--data-dir", str(folder), "--decks", str(folder / "a"), "--decks", str(folder / "b")]
        if flipped and studied:
            run([*options, "study", "--plain", "--limit", "3"])
        path = folder / "quiz.json"
        asked = ["quiz", "--plain", "-n", "99", "--seed", str(seed), "--name", "X", "-o", str(path)]
        run([*options, *asked, *(["--form", form] if form else [])])
        drawn.append((kept(path)["decks"], kept(path)["questions"]))
    assert drawn[0] == drawn[1]
    assert len(drawn[0][1]) == 10


def run(arguments):
    """Run a command in this process, with empty lines as answers."""
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.StringIO("\n" * 60), io.StringIO(), io.StringIO()
    try:
        assert entry.main(arguments) == 0
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def test_another_content_has_another_hash(quiz, cli, tmp_path):
    """A note that changed, or a title, is told by the hash; a comment is not."""

    def content(text, name):
        cli.deck(text, "forms")
        quiz("--name", "X", "-o", str(tmp_path / name), lines=["q"])
        return kept(tmp_path / name)["decks"][0]["hash"]

    first = content(FORMS, "1")
    assert content(f"# a comment\n{FORMS}", "2") == first
    others = [content(FORMS.replace("Ussuri", "Amur"), "3"), content(FORMS.replace('"Forms"', '"F"'), "4")]
    assert len({first, *others}) == 3
