"""The command line as a whole: what holds for every command."""

import importlib
import json
import os
import subprocess
import sys
from contextlib import closing
from sqlite3 import connect

import pytest

from aide_memoire import __version__
from aide_memoire.cli import main as entry
from aide_memoire.cli.main import COMMANDS

READING = ("due", "decks", "cards", "undo", "redo", "export")
CARD = '[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n'
HOSTILE = "\x1b]0;owned\x07\x9b31m\u202e", "\udcff\udc9b"


def ids(result):
    return [deck["id"] for deck in result.json["decks"]]


def test_version(cli):
    """--version prints the version alone, wherever it stands."""
    for arguments in (["--version"], ["due", "--version"], ["--profile", "x", "--version"]):
        assert cli(*arguments) == (0, f"aide-memoire {__version__}\n", "")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command_and_option(cli, option):
    """The help is data, and leaves nothing out."""
    code, out, err = cli(option)
    assert (code, err) == (0, "")
    for name in (*COMMANDS, "--profile", "--decks", "--data-dir", "--version", "AIDE_MEMOIRE_DATA_DIR"):
        assert name in out


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_of_its_own(cli, command):
    """Both ways of asking for it print the same, to stdout, and touch no file."""
    before, after = cli("--help", command), cli(command, "--help")
    assert before == after
    assert after.code == 0
    assert f"aide-memoire {command}" in after.out
    assert after.err == ""
    assert not cli.data.exists()


def test_an_unknown_command_names_the_nearest(cli):
    """A slip of the finger is told on stderr, with exit code 2."""
    assert cli("stdy") == (2, "", "aide-memoire: there is no command “stdy”\n  did you mean `study`?\n")
    code, out, err = cli("xyzzy")
    assert (code, out) == (2, "")
    assert "aide-memoire --help" in err


@pytest.mark.parametrize("option", ["--profil", "-x", "--verbose=1"])
def test_an_unknown_option_before_the_command_is_told(cli, option):
    """Options are not abbreviated: what is not known is an error of usage."""
    code, out, err = cli(option, "due")
    assert (code, out) == (2, "")
    assert f"there is no option {option}" in err


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_of_a_command_is_told(cli, command):
    """Each command refuses what it does not know, with exit code 2 and one line of how it is used."""
    own = {
        "try": ["CARD", "ANSWER"],
        "new": ["PATH"],
        "edit": ["DECK"],
        "import": ["FILE"],
        "history": ["CARD"],
        "completions": ["fish"],
        "results": ["FILE"],
        "class": ["WHERE"],
    }.get(command, [])
    code, out, err = cli(command, *own, "--nonsense")
    assert (code, out) == (2, "")
    assert "--nonsense" in err
    assert f"usage: aide-memoire {command}" in err


@pytest.mark.parametrize("option", ["--profile", "--decks", "--data-dir"])
@pytest.mark.parametrize("end", [[], ["="]])
def test_an_option_without_its_value_is_told(cli, option, end):
    """`--profile` at the end, and `--profile=`, are errors of usage."""
    last = option + "".join(end)
    assert cli("due", last, bare=True) == (2, "", f"aide-memoire: {option} needs a value\n")


@pytest.mark.parametrize("shape", ["{} {} due --json", "due {} {} --json", "due --json {}={}", "{}={} due --json"])
def test_global_options_stand_before_or_after_the_command(cli, shape):
    """Both places and both spellings mean the same."""
    wanted = cli("due", "--json")
    data, decks = (
        shape.replace(" --json", "").replace("due", "").strip().format(option, value).split(" ")
        for option, value in (("--data-dir", cli.data), ("--decks", cli.decks))
    )
    extra = [*data, *decks]
    arguments = [*extra, "due", "--json"] if not shape.startswith("due") else ["due", *extra, "--json"]
    assert cli(*arguments, bare=True) == wanted


def test_the_folder_of_progress_comes_from_the_environment(cli, monkeypatch):
    """AIDE_MEMOIRE_DATA_DIR holds where no --data-dir is given, and the option wins over it."""
    here, there = cli.data / "here", cli.data / "there"
    monkeypatch.setenv("AIDE_MEMOIRE_DATA_DIR", str(here))
    assert cli("due", "--decks", str(cli.decks), bare=True).code == 0
    assert (here / "profiles" / "default.sqlite").exists()
    assert cli("due", "--data-dir", str(there), bare=True).code == 0
    assert (there / "profiles" / "default.sqlite").exists()


def test_decks_replaces_all_other_places_and_may_be_repeated(cli, tmp_path):
    """Only the folders given are studied, in their order; without any, the shipped and the learner's own."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.toml").write_text(CARD)
    own = cli.data / "decks"
    own.mkdir(parents=True)
    (own / "own.toml").write_text(CARD)
    data = ["--data-dir", str(cli.data)]
    given = [f"--decks={tmp_path / name}" for name in ("two", "one")]
    assert ids(cli("decks", "--json", *data, *given, bare=True)) == ["two", "one"]
    usual = ids(cli("decks", "--json", *data, bare=True))
    assert usual[-1] == "own"
    assert "treaties" in usual


@pytest.mark.parametrize("command", ["due", "decks", "cards", "check", "undo", "export"])
def test_a_folder_of_decks_that_is_not_there_is_told(cli, tmp_path, command):
    """It is no empty library: exit code 1, and which folder."""
    gone = str(tmp_path / "gone")
    code, out, err = cli(command, "--decks", gone)
    assert (code, out) == (1, "")
    assert f"there is no folder {gone}" in err


def test_a_profile_that_is_not_there_names_those_that_are(cli):
    """A mistyped profile never begins a new one."""
    cli("profiles", "create", "ana")
    cli("due")
    code, out, err = cli("due", "--profile", "anna")
    assert (code, out) == (1, "")
    assert "there is no profile “anna”; there is: ana, default" in err
    assert "profiles create anna" in err
    assert cli("profiles").out == "ana\ndefault\n"


@pytest.mark.parametrize("command", READING)
def test_data_goes_to_stdout_alone(cli, command):
    """A command that does what it was asked says nothing on stderr."""
    code, _, err = cli(command)
    assert (code, err) == (0, "")


def test_nothing_to_do_is_no_failure(cli):
    """Nothing due, nothing to undo or to redo, nothing to reset: exit code 0, and it is said."""
    for path in cli.decks.iterdir():
        path.unlink()
    assert cli("due") == (0, "nothing is due today\n", "")
    assert cli("undo") == (0, "there is nothing to undo\n", "")
    assert cli("redo") == (0, "there is nothing to redo\n", "")
    assert cli("reset", "--all") == (0, "nothing to reset: none of these cards was ever answered\n", "")
    assert cli("export") == (0, "", "")


def test_ctrl_c_is_exit_code_130(cli, monkeypatch):
    """An interrupted command ends without a traceback."""

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("aide_memoire.cli.due"), "run", interrupted)
    assert cli("due") == (130, "", "")


@pytest.mark.parametrize("command", [["cards"], ["cards", "--json"], ["due"], ["--help"]])
def test_a_reader_that_has_heard_enough_is_no_failure(cli, command):
    """`aide-memoire cards | head -1` ends in silence, however much is left to say."""
    cli.deck("".join(f'[[card]]\nid = "{n}"\nquestion = "{n}?"\nanswer = "{n}"\n' for n in range(500)), "long")
    read_end, write_end = os.pipe()
    os.close(read_end)
    program = [sys.executable, "-m", "aide_memoire", *command, *cli.globals]
    done = subprocess.run(program, stdout=write_end, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")


class FullDisk:
    """A standard output on a disk without room."""

    encoding = "utf-8"

    def write(self, _):
        raise OSError(28, "No space left on device")

    def flush(self):
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("command", [["due"], ["cards", "--json"], ["export"]])
def test_an_output_that_cannot_be_written_is_told(cli, monkeypatch, capsys, command):
    """`aide-memoire export > /full/disk` says so, with exit code 1, instead of a traceback."""
    cli.answer(3)
    monkeypatch.setattr(sys, "stdout", FullDisk())
    assert entry.main([*command, *cli.globals]) == 1
    assert "No space left on device" in capsys.readouterr().err


def test_an_output_lost_at_the_very_end_is_told(cli, monkeypatch, capsys):
    """What was printed reaches the disk when the program leaves: a failure there is exit code 1 too."""

    class Kept(FullDisk):
        def write(self, text):
            return len(text)

    monkeypatch.setattr(sys, "argv", ["aide-memoire", "due", *cli.globals])
    monkeypatch.setattr(sys, "stdout", Kept())
    monkeypatch.setattr(os, "_exit", sys.exit)
    with pytest.raises(SystemExit) as left:
        entry.run()
    assert left.value.code == 1
    assert "No space left on device" in capsys.readouterr().err


@pytest.mark.parametrize("command", [*READING, "reset"])
def test_progress_of_a_newer_version_is_refused_untouched(cli, command):
    """The file keeps its bytes, and the way out is said."""
    cli.answer(3)
    profile = cli.data / "profiles" / "default.sqlite"
    with closing(connect(profile)) as db:
        db.execute("PRAGMA user_version = 99")
    before = profile.read_bytes()
    code, out, err = cli(command, *(["--all", "--yes"] if command == "reset" else []))
    assert (code, out) == (1, "")
    assert f"a later version of aide-memoire wrote the progress file ({profile})" in err
    assert "update aide-memoire" in err
    assert profile.read_bytes() == before


def test_a_file_that_is_no_profile_is_told_and_kept(cli):
    """Something else under the profile's name is left as it is."""
    profile = cli.data / "profiles" / "default.sqlite"
    profile.parent.mkdir(parents=True)
    profile.write_bytes(b"a letter to my aunt\n" * 100)
    code, out, err = cli("due")
    assert (code, out) == (1, "")
    assert "is not an aide-memoire profile" in err
    assert profile.read_bytes() == b"a letter to my aunt\n" * 100


def test_settings_that_cannot_be_used_are_told(cli):
    """A mistyped key in config.toml is told with file, line and the nearest one; the command goes on without it."""
    cli.data.mkdir()
    config = cli.data / "config.toml"
    config.write_text("# mine\nnew_per_dya = 5\n")
    code, out, err = cli("due")
    assert (code, out[:12]) == (0, "0 due, 3 new")
    assert err == (f"aide-memoire: {config}:2: `new_per_dya` is not a setting; did you mean `new_per_day`?\n")
    config.write_text("new_per_day =\n")
    code, out, err = cli("due")
    assert (code, out) == (1, "")
    assert "config.toml: not TOML" in err


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "arguments",
    [
        ["NAME"],
        ["--NAME"],
        ["due", "NAME"],
        ["study", "NAME"],
        ["cards", "NAME"],
        ["cards", "a", "NAME"],
        ["check", "NAME"],
        ["reset", "NAME", "--yes"],
        ["reset", "treaties", "--NAME"],
        ["export", "--format", "NAME"],
        ["export", "-o", "NAME/NAME"],
        ["profiles", "NAME"],
        ["profiles", "create", "NAME"],
        ["profiles", "remove", "NAME"],
        ["due", "--profile", "NAME"],
        ["due", "--decks", "NAME"],
    ],
)
def test_hostile_names_are_told_in_harmless_signs(cli, arguments, name):
    """Nothing from the command line reaches a terminal raw, and nothing of it is a traceback."""
    code, out, err = cli(*(argument.replace("NAME", name) for argument in arguments))
    assert code in (1, 2)
    assert err.startswith("aide-memoire: ")
    assert all(sign == "\n" or sign.isprintable() for sign in out + err)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_folder_is_used_and_told_in_harmless_signs(cli, tmp_path, name):
    """A folder's name is the learner's affair: it works, and never reaches a terminal raw."""
    data = ["--data-dir", str(tmp_path / f"data{name}")]
    for command in (["due"], ["decks"], ["profiles", "create", "ana"], ["profiles", "remove", "ana"]):
        code, out, err = cli(*command, "--decks", str(cli.decks), *data, bare=True)
        if name.isprintable() or not any("\ud800" <= sign <= "\udfff" for sign in name):
            assert (code, err) == (0, "")
        else:  # SQLite knows no names that are not UTF-8
            assert code == 1
            assert "not UTF-8" in err
        assert all(sign == "\n" or sign.isprintable() for sign in out + err)


def test_text_of_decks_is_told_in_harmless_signs(cli):
    """An escape in a deck is a symbol wherever a command prints it."""
    cli.deck('[[card]]\nid = "x"\nquestion = "a\\u001b[31mb?"\nanswer = "c\\u0007"\n', "sly")
    for command in (["cards"], ["cards", "--json"], ["decks"], ["check"]):
        _, out, err = cli(*command)
        assert "\x1b" not in out + err
        assert "\x07" not in out + err
    assert "a␛[31mb?" in cli("cards").out


def test_two_dashes_end_the_options(cli):
    """What stands behind `--` is a name, even where it looks like an option."""
    code, _, err = cli("cards", "--", "--profile")
    assert code == 1
    assert "there is no deck “--profile”" in err


def test_the_program_itself(cli):
    """`python -m aide_memoire` is the same command, with the same exit codes."""
    assert cli.program("--version") == (0, f"aide-memoire {__version__}\n", "")
    assert cli.program("nonsense").code == 2
    assert cli.program("due", "--profile", "nobody").code == 1
    document = json.loads(cli.program("due", "--json").out)
    assert document["new"] == 3


@pytest.mark.parametrize("command", ["confusions", "undo", "decks"])
@pytest.mark.parametrize("given", ["", " ", "  a"])
def test_an_argument_of_blanks_is_a_slip_too(cli, command, given):
    """What a command does not take is told, though there is nothing to see of it."""
    code, out, err = cli(command, given)
    assert (code, out) == (2, "")
    assert f"{command} takes no “" in err


@pytest.mark.parametrize("command", [["history"], ["cards"], ["stats"], ["confusions"], []])
def test_an_argument_of_any_length_is_told_in_a_few_lines(cli, command):
    """Its beginning and its end tell enough."""
    code, out, err = cli(*command, f"begins{'x' * 100_000}ends")
    assert code in (1, 2)
    assert out == ""
    assert "begins" in err
    assert len(err) < 5000
