"""`profiles`: who learns here."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

NOT_SLUGS = ["../x", "CON", "con", "a" * 300, "a" * 64, "", "Ana", "a b", "a/b", "-a", "ana\n", ".", "ä"]


def file_of(cli, name):
    return cli.data / "profiles" / f"{name}.sqlite"


def test_default_makes_itself(cli):
    """There is always one profile, and listing it makes no files."""
    assert cli("profiles") == (0, "default\n", "")
    assert not cli.data.exists()


@pytest.mark.posix
def test_create_and_use_a_profile(cli):
    """Two learners have two files, and one's answers are not the other's."""
    assert cli("profiles", "create", "ana") == (0, "created ana; use it with --profile ana\n", "")
    assert cli("profiles").out == "ana\ndefault\n"
    cli.answer(3)
    assert len(cli("export").out.splitlines()) > 0
    assert cli("export", "--profile", "ana").out == ""
    assert file_of(cli, "ana").stat().st_mode & 0o777 == 0o600
    assert file_of(cli, "ana").parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", NOT_SLUGS)
def test_a_name_that_is_no_file_everywhere_is_refused(cli, name):
    """Exit code 1, what a name may be, and no file is made for it."""
    code, out, err = cli("profiles", "create", "--", name)
    assert (code, out) == (1, "")
    assert "cannot be a profile's name" in err
    assert not cli.data.exists()
    assert cli("due", "--profile", name).code in (1, 2)
    assert cli("profiles").out == "default\n"


def test_a_name_is_given_once(cli):
    """Neither creating nor renaming takes another's place."""
    cli("profiles", "create", "ana")
    cli("profiles", "create", "ben")
    before = file_of(cli, "ana").read_bytes()
    told = "aide-memoire: a profile “ana” already exists\n"
    assert cli("profiles", "create", "ana") == (1, "", told)
    assert cli("profiles", "rename", "ben", "ana") == (1, "", told)
    assert file_of(cli, "ana").read_bytes() == before


def test_a_renamed_profile_keeps_its_progress(cli):
    """The answers go with the name, the newest too."""
    cli.answer(3)
    before = cli("export").out
    assert cli("profiles", "rename", "default", "ana") == (0, "renamed default to ana\n", "")
    assert cli("export", "--profile", "ana").out == before
    assert cli("export").out == ""


@pytest.mark.parametrize("name", NOT_SLUGS)
def test_a_profile_is_not_renamed_to_what_is_no_name(cli, name):
    """The profile stays where it was."""
    cli("profiles", "create", "ana")
    assert cli("profiles", "rename", "--", "ana", name).code == 1
    assert cli("profiles").out == "ana\ndefault\n"


def test_a_removed_profile_is_kept_and_its_place_said(cli):
    """Out of sight, not lost: the file lies where the command says, with every answer."""
    cli.answer(3)
    before = cli("export").out
    code, out, err = cli("profiles", "remove", "default")
    assert (code, err) == (0, "")
    kept = Path(re.fullmatch(r"removed default; its progress is kept in (.+)\n", out)[1])
    assert kept.is_file()
    assert cli("export").out == ""
    for left in file_of(cli, "default").parent.glob("default.sqlite*"):
        left.unlink()
    kept.replace(file_of(cli, "default"))
    assert cli("export").out == before


def test_removing_twice_within_a_second_keeps_both(cli):
    """A second profile of the name never takes the first one's place among the removed."""
    for _ in range(2):
        cli("profiles", "create", "ana")
        assert cli("profiles", "remove", "ana").code == 0
    assert len(list((cli.data / "removed").glob("ana-*.sqlite"))) == 2


@pytest.mark.parametrize("arguments", [["remove", "nobody"], ["rename", "nobody", "ana"]])
def test_a_profile_that_is_not_there_is_told(cli, arguments):
    """Exit code 1, and those that are."""
    cli("profiles", "create", "ben")
    code, out, err = cli("profiles", *arguments)
    assert (code, out) == (1, "")
    assert "there is no profile “nobody”\n  there is: ben" in err


@pytest.mark.parametrize("arguments", [["create"], ["create", "a", "b"], ["rename", "a"], ["remove"], ["destroy"]])
def test_profiles_says_how_it_is_used(cli, arguments):
    """Too few names, too many, or another word: exit code 2."""
    code, out, _ = cli("profiles", *arguments)
    assert (code, out) == (2, "")


@pytest.mark.parametrize("arguments", [["rename", "default", "ana"], ["remove", "default"]])
def test_a_profile_that_is_open_elsewhere_is_not_moved(cli, arguments):
    """While another program has it open its file stays where it is: exit code 1, and what to do."""
    cli.answer(3)
    with closing(sqlite3.connect(file_of(cli, "default"))) as other:
        other.execute("SELECT count(*) FROM event").fetchone()
        code, out, err = cli("profiles", *arguments)
        assert (code, out) == (1, "")
        assert "in use by another program" in err
        assert "close it there first" in err
    assert cli("profiles").out == "default\n"
    assert cli("profiles", *arguments).code == 0


def test_backups_go_along_with_a_new_name(cli):
    """What was kept of a learner is found under the name that they have now."""
    cli.answer(3)
    cli("reset", "--all", "--yes")
    before = [each["day"] for each in cli("doctor", "--json").json["backups"]]
    assert before == ["2024-05-14"]
    cli("profiles", "rename", "default", "ana")
    assert [each["day"] for each in cli("doctor", "--json", "--profile", "ana").json["backups"]] == before
    assert not (cli.data / "backups" / "default").exists()


def test_backups_of_a_removed_profile_stay(cli):
    """Removing a profile throws nothing away; doctor brings it back."""
    cli.answer(3)
    before = cli("export").out
    cli("reset", "--all", "--yes")
    cli("profiles", "remove", "default")
    assert cli("doctor").code == 1
    assert cli("doctor", "--restore", "--yes").code == 0
    assert cli("export").out == before


def test_a_session_in_plain_mode_ends_with_a_backup(cli):
    """Once a day, when the session is over."""
    cli.program("study", "--plain", "--limit", "1", input=b"\n\n\n")
    assert len(cli("doctor", "--json").json["backups"]) == 1


def test_settings_go_along_with_a_profile(cli):
    """Renamed, a learner keeps what they have set; removed, they leave it to no one of the same name."""
    cli("profiles", "create", "anna")
    own = cli.data / "profiles" / "anna.toml"
    own.write_text("new_per_day = 3\n")
    cli("profiles", "rename", "anna", "berta")
    assert not own.exists()
    assert (cli.data / "profiles" / "berta.toml").read_text() == "new_per_day = 3\n"
    cli("profiles", "remove", "berta")
    cli("profiles", "create", "berta")
    assert not (cli.data / "profiles" / "berta.toml").exists()
    assert [path.read_text() for path in (cli.data / "removed").glob("berta-*.toml")] == ["new_per_day = 3\n"]
