"""A class over a server, as its teacher sees it."""

import subprocess
import sys

import pytest

from machine.served import OverServer

A, B, C = "treaties/a", "treaties/b", "csto/c"


@pytest.fixture
def run(tmp_path):
    """Run the program in a home of its own."""

    def run(*arguments):
        command = [sys.executable, "-m", "aide_memoire", *arguments, "--data-dir", str(tmp_path / "teacher")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def pupils(cluster, tmp_path):
    """Three learners who have synced, of whom the teacher has two; return the teacher's role."""
    teacher = cluster.new_role("aide_memoire_teacher")
    for name, cards in (("anna", (A, B, C)), ("ben", (A,)), ("of another class", (B,))):
        role = cluster.new_role("aide_memoire_learner")
        with OverServer(tmp_path, f"{name}-{role}", cluster.url(role)) as computer:
            computer.answer(*cards)
            computer.sync()
        if name != "of another class":
            with cluster.connect("owner") as owner:
                owner.execute("INSERT INTO aide_memoire.pupil VALUES (%s, %s)", (teacher, role))
    return teacher


def test_a_teacher_sees_the_class_and_nobody_else(cluster, pupils, run):
    """Who has answered what, by the names that they have chosen; twice the same, from what was kept."""
    first = run("class", cluster.url(pupils), "--csv")
    assert first[0] == 0
    rows = [line.split(",") for line in first[1].splitlines()[1:]]
    assert sorted((row[0].split("-")[0], row[2], row[4]) for row in rows) == [
        ("anna", "csto", "1"), ("anna", "treaties", "2"), ("ben", "treaties", "1")
    ]  # fmt: skip
    assert run("class", cluster.url(pupils), "--csv")[1] == first[1]


def test_a_learner_who_asks_sees_only_themselves(cluster, run, tmp_path):
    """The class of a learner's own role is that learner."""
    role = cluster.new_role("aide_memoire_learner")
    with OverServer(tmp_path, role, cluster.url(role)) as computer:
        computer.answer(A)
        computer.sync()
    assert run("class", cluster.url(role), "--csv")[1].count(role) == 1


def test_what_is_no_server_is_told(run):
    """Another kind of URL is a mistake of usage."""
    code, out, err = run("class", "http://host/school")
    assert (code, out) == (2, "")
    assert "is no place to sync with" in err
