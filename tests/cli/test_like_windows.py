"""Whole pieces of work by the rules of Windows for files: nothing is moved, replaced or deleted while it is open."""

import os

import pytest

from aide_memoire import atomic_files
from aide_memoire.paths import find_paths
from aide_memoire.profiles import backups

pytestmark = [pytest.mark.posix, pytest.mark.usefixtures("rules_of_windows")]


@pytest.fixture
def learner(cli):
    """A learner with a backup of yesterday's answers."""
    cli.answer(3, 3)
    made = backups.back_up(find_paths(str(cli.data)), "default", 738_000)
    assert made is not None
    return cli


def test_the_rules_are_kept_to(tmp_path):
    """What the other tests stand on: the program cannot do what Windows refuses."""
    path = tmp_path / "a"
    path.write_bytes(b"before")
    with path.open("rb"), pytest.raises(PermissionError):
        atomic_files.replace_file(str(path), b"after")
    path.chmod(0o444)
    with pytest.raises(PermissionError):
        atomic_files.replace_file(str(path), b"after")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_a_restored_profile(learner):
    """Backup and progress file change places."""
    learner.answer(3)
    assert learner("doctor", "--restore", "--yes").code == 0
    assert learner("doctor").code == 0
    assert learner("export").out.count('"kind":"review"') >= 2


def test_profiles_come_and_go(learner):
    """They are made, renamed with their backups, and removed."""
    for command in (["create", "ana"], ["rename", "default", "bo"], ["remove", "ana"]):
        assert learner("profiles", *command).code == 0
    assert sorted(os.listdir(learner.data / "profiles")) == ["bo.sqlite"]
    assert os.listdir(learner.data / "backups") == ["bo"]


def test_a_profile_that_is_open_stays(learner):
    """It is told, and nothing is half moved."""
    with open(learner.data / "profiles" / "default.sqlite", "rb"):
        assert learner("profiles", "rename", "default", "bo").code == 1
    assert os.listdir(learner.data / "profiles") == ["default.sqlite"]
    assert os.listdir(learner.data / "backups") == ["default"]


def test_there_and_back_by_a_package(learner, tmp_path):
    """The package is written, and unpacked into a folder that can be deleted afterwards."""
    package = str(tmp_path / "d.apkg")
    assert learner("export", "--format", "apkg", "-o", package).code == 0
    assert learner("import", package, "-o", str(tmp_path / "back.toml"), "--profile", "default").code == 0


def test_decks_of_others_and_their_update(learner, tmp_path):
    """They come whole, and are replaced one by one."""
    author = tmp_path / "rivers"
    author.mkdir()
    deck = '[deck]\nid = "rivers"\n[[card]]\nid = "a"\nquestion = "?"\nanswer = "{}"\n'
    for answer in ("Tuul", "Onon"):
        (author / "rivers.toml").write_text(deck.format(answer), encoding="utf-8")
        assert learner("decks", "add", str(author), "--yes").code == 0
        assert answer in (learner.decks / "rivers" / "rivers.toml").read_text(encoding="utf-8")


def test_a_backup_that_is_read_by_another_program(learner):
    """An old one that cannot be deleted now goes the next time; the new one is made."""
    paths = find_paths(str(learner.data))

    def back_up(day):
        assert learner("suspend" if day % 2 else "unsuspend", "treaties").code == 0
        return backups.back_up(paths, "default", day)

    oldest = backups.backups(paths, "default")[-1]
    with open(oldest.path, "rb"):
        assert all(back_up(738_000 + day) for day in range(1, 12))
        assert os.path.exists(oldest.path)
    assert back_up(738_012)
    assert not os.path.exists(oldest.path)
