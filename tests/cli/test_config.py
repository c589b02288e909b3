"""`config`: which settings hold and why; one of them set or taken out; their files, also in an editor."""

import sys

import pytest

from aide_memoire.core.setting_table import SETTINGS


@pytest.fixture
def files(cli):
    """The files of everyone's settings and of the learner's."""
    return cli.data / "config.toml", cli.data / "profiles" / "default.toml"


def own(files):
    return files[1].read_text(encoding="utf-8")


def origin(cli, key, *arguments):
    """Return the value of a setting and where it comes from, as a program is told."""
    (row,) = cli("config", "get", key, "--json", *arguments).json["settings"]
    return row["value"], row["origin"]


def test_every_setting_is_listed_with_where_it_comes_from(cli, files):
    """The learner's own, everyone's, and defaults."""
    cli("config", "set", "new_per_day", "20")
    cli("config", "set", "--everyone", "form", "typed")
    lines = cli("config").out.splitlines()
    assert [line.split()[0] for line in lines] == [setting.key for setting in SETTINGS]
    assert lines[0].split() == ["new_per_day", "20", "yours"]
    assert lines[1].split() == ["reviews_per_day", "200", "default"]
    assert lines[3].split() == ["form", "typed", "everyone's"]
    assert [file.read_text(encoding="utf-8") for file in files] == ['form = "typed"\n', "new_per_day = 20\n"]


@pytest.mark.parametrize(
    ("key", "typed", "written", "shown"),
    [
        ("new_per_day", ["0"], "0", "0"),
        ("desired_retention", ["0.85"], "0.85", "0.85"),
        ("desired_retention", ["85 %"], "0.85", "0.85"),
        ("desired_retention", [".85"], "0.85", "0.85"),
        ("deck_order", ["mixed"], '"mixed"', "mixed"),
        ("days_off", ["sun", "2026-12-24"], '["sunday", "2026-12-24"]', "sunday, 2026-12-24"),
        ("easy_days", ['["saturday", "2026-12-24/2026-12-31"]'], '["saturday", "2026-12-24/2026-12-31"]',
         "saturday, 2026-12-24/2026-12-31"),
        ("days_off", [""], "[]", ""),
        ("catch_up_until", ["2026-12-03"], '"2026-12-03"', "2026-12-03"),
        ("theme", ["nord"], '"nord"', "nord"),
    ],
)  # fmt: skip
def test_a_setting_is_set_as_it_is_typed(cli, files, key, typed, written, shown):
    """What `get` prints, `set` takes: it is the same setting then."""
    assert cli("config", "set", key, *typed).code == 0
    assert own(files) == f"{key} = {written}\n"
    assert cli("config", "get", key).out == f"{shown}\n"
    assert cli("config", "set", key, shown).code == 0
    assert own(files) == f"{key} = {written}\n"


def test_what_was_and_what_goes_before_it_is_said(cli):
    """Everyone's does not show where the learner has their own."""
    assert cli("config", "set", "new_per_day", "5").out == "new_per_day = 5  (yours; it was 10)\n"
    code, out, err = cli("config", "set", "new_per_day", "7", "--everyone")
    assert (code, out) == (0, "new_per_day = 5  (yours; it was 5)\n")
    assert err == "7 is written, and 5 goes before it: yours\n"
    assert cli("config", "unset", "new_per_day").out == "new_per_day = 7  (everyone's; it was 5)\n"
    assert cli("config", "unset", "new_per_day", "--everyone").out == "new_per_day = 10  (default; it was 7)\n"
    assert cli("config", "unset", "new_per_day").code == 0


def test_a_deck_has_settings_of_its_own(cli, files):
    """Set, listed beside those of all, limited by them, and taken out."""
    assert cli("config", "set", "form", "typed", "--deck", "treat").out == "form = typed  (this deck; it was ladder)\n"
    assert own(files) == '[decks."treaties"]\nform = "typed"\n'
    assert cli("config").out.splitlines()[-1] == "treaties: always by typing"
    assert origin(cli, "form", "--deck", "treaties") == ("typed", "deck")
    assert origin(cli, "form", "--deck", "blocs") == ("ladder", "default")
    code, _, err = cli("config", "set", "--deck", "treaties", "new_per_day", "30")
    assert code == 0
    assert "30 is written, and 10 goes before it" in err
    cli("config", "set", "--everyone", "exam_target", "0.9", "--deck", "treaties")
    assert origin(cli, "exam_target", "--deck", "treaties") == (0.9, "deck-everyone")
    (cli.decks / "treaties.toml").unlink()
    for key in ("form", "new_per_day"):
        assert cli("config", "unset", key, "--deck", "treaties").code == 0
    assert own(files) == ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["set", "new_per_dya", "3"], 1, "did you mean `new_per_day`?"),
        (["get", "retention"], 1, "did you mean `desired_retention`?"),
        (["unset", "colour"], 1, "`colour` is not a setting"),
        (["set", "theme", "nrod"], 1, "did you mean `nord`?"),
        (["set", "theme", "nord", "--deck", "treaties"], 1, "`theme` cannot be set for one deck"),
        (["set", "form", "typed", "--deck", "treatys"], 1, "did you mean `treaties`?"),
        (["set", "new_per_day", "ten"], 2, "`new_per_day` is a whole number from 0 to 9999"),
        (["set", "new_per_day", "10000"], 2, "from 0 to 9999"),
        (["set", "goal_minutes", "-5"], 2, "from 0 to 1440"),
        (["set", "desired_retention", "0.99"], 2, "`desired_retention` is a number from 0.70 to 0.97"),
        (["set", "desired_retention", "nan"], 2, "from 0.70 to 0.97"),
        (["set", "form", "sung"], 2, "one of ladder, flip, typed, choice"),
        (["set", "days_off", "someday"], 2, "a list of days, such as"),
        (["set", "catch_up_until", "2026-13-01"], 2, "a day, such as"),
        (["set", "new_per_day"], 2, "takes a KEY and a VALUE"),
        (["set", "new_per_day", "1", "2"], 2, "from 0 to 9999"),
        (["unset"], 2, "takes a KEY"),
        (["get", "form", "typed"], 2, "takes a KEY"),
        (["path", "form"], 2, "takes no setting"),
        (["edit", "--deck", "treaties"], 2, "takes no setting and no deck"),
        (["set", "form", "flip", "--json"], 2, "--json goes with config get"),
        (["get", "form", "--everyone"], 2, "--everyone goes with set"),
        (["change"], 2, "invalid choice: 'change'"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(cli, files, arguments, code, said):
    """With what was meant, or what there is to choose from."""
    result = cli("config", *arguments)
    assert result.code == code
    assert said in result.err
    assert not any(file.exists() for file in files)


def test_a_profile_has_its_own_file(cli, files):
    """One that is not there is an error."""
    assert cli("config", "path").out == f"{files[0]}\n{files[1]}\n"
    assert cli("config", "path", "--everyone").out == f"{files[0]}\n"
    assert cli("config", "path", "--profile", "anna").code == 1
    cli("profiles", "create", "anna")
    cli("config", "set", "form", "flip", "--profile", "anna")
    assert (cli.data / "profiles" / "anna.toml").read_text(encoding="utf-8") == 'form = "flip"\n'
    assert cli("config", "get", "form").out == "ladder\n"


def test_what_the_files_have_wrong_is_told_with_its_line(cli, files):
    """A file that is no TOML is never written to, and its path is still told."""
    cli("profiles")
    cli.data.mkdir(exist_ok=True)
    files[0].write_text("form = 'flip'\nnew_per_dya = 3\n")
    assert f"{files[0]}:2: `new_per_dya` is not a setting" in cli("config").err
    files[0].write_text("form = [\n")
    for arguments in (["get", "form"], ["set", "form", "flip", "--everyone"]):
        code, _, err = cli("config", *arguments)
        assert code == 1
        assert "not TOML" in err
    assert files[0].read_text() == "form = [\n"
    assert cli("config", "path").code == 0


@pytest.fixture
def editor(cli, tmp_path, monkeypatch):
    """An editor that writes what it is told to, and keeps what it was shown."""

    def use(text):
        script = tmp_path / "editor.py"
        script.write_text(
            f"import sys\nfile = open(sys.argv[-1], 'r+')\nopen({str(tmp_path / 'shown')!r}, 'w').write(file.read())\n"
            f"new = {text!r}\nif new is not None: file.seek(0), file.truncate(), file.write(new)\n"
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
        return tmp_path / "shown"

    return use


def test_a_new_file_has_all_settings_explained(cli, files, editor):
    """Left as it is, it is not kept; saved, it holds."""
    shown = editor(None)
    assert cli("config", "edit").code == 0
    assert all(f"#{setting.key} = " in shown.read_text() for setting in SETTINGS)
    assert not files[1].exists()
    editor("new_per_day = 3\n")
    assert cli("config", "edit").code == 0
    assert origin(cli, "new_per_day") == (3, "profile")
    editor("form = 'flip'\n")
    assert cli("config", "edit", "--everyone").code == 0
    assert origin(cli, "form") == ("flip", "everyone")


def test_what_was_edited_is_checked(cli, files, editor):
    """It stays as the editor left it, and each mistake is told."""
    editor("new_per_dya = 3\n")
    code, _, err = cli("config", "edit")
    assert code == 1
    assert f"{files[1]}:1: `new_per_dya` is not a setting; did you mean `new_per_day`?" in err
    editor("new_per_day = \n")
    code, _, err = cli("config", "edit")
    assert code == 1
    assert "not TOML" in err
    assert own(files) == "new_per_day = \n"
    editor("new_per_day = 4\n")
    assert cli("config", "edit").code == 0


def test_without_an_editor_nothing_is_left_behind(cli, files, monkeypatch):
    """The file that was begun goes again."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    code, _, err = cli("config", "edit")
    assert code == 1
    assert "export EDITOR=nano" in err
    assert not files[1].exists()
