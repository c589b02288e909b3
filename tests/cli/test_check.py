"""`check`: every mistake with its place, the line, a caret and a hint."""

import pytest

WRONG = """[deck]
title = "Bad"

[[card]]
id = "a"
question = "Which?"

[[event]]
id = "e"
name = "Landing"
date = "1969-13"
"""
UNNAMED = '[[card]]\nquestion = "Which?"\nanswer = "This"\nsource = "s 1"\n'
SOURCE = '[[source]]\nid = "s"\ntitle = "S"\n'
KEYS = {"path", "line", "column", "severity", "code", "message", "hint"}


def test_decks_without_mistakes(cli):
    """Nothing on stdout, a word on stderr, exit code 0."""
    assert cli("check") == (0, "", "2 decks checked: all well\n")
    assert cli("check", "--json").json == {"v": 1, "diagnostics": []}


def test_every_mistake_is_shown_at_once(cli):
    """Path, line and column, severity and code; below it the line, a caret under the place, the hint."""
    path = cli.deck(WRONG, "wrong")
    code, out, err = cli("check", path)
    assert code == 1
    assert out == (
        f"{path}:4:3: error[missing-key]: `answer` is missing\n"
        " 4 │ [[card]]\n"
        "   │   ^^^^\n"
        '   = add answer = "…"\n'
        "\n"
        f"{path}:11:8: error[bad-date]: “1969-13” is not in the calendar\n"
        ' 11 │ date = "1969-13"\n'
        "    │        ^^^^^^^^^\n"
        "\n"
    )
    assert err == "1 deck checked: 2 errors\n"


def test_an_unknown_key_has_the_caret_under_the_key(cli):
    """What is wrong is marked, not what stands beside it."""
    path = cli.deck(UNNAMED + 'id = "a"\nanser = "x"\n' + SOURCE, "wrong")
    (found,) = cli("check", path, "--json").json["diagnostics"]
    assert (found["code"], found["line"], found["column"]) == ("unknown-key", 6, 1)
    assert ' 6 │ anser = "x"\n   │ ^^^^^\n' in cli("check", path).out


def test_columns_are_characters_and_carets_stand_under_them(cli):
    """Wide letters before a mistake take one column each, and two cells on the screen."""
    path = cli.deck(
        '[[card]]\nid = "a"\nquestion = "問?"\nanswer = "答"\nlures = ["同", 5]\nsource = "s"\n' + SOURCE, "wide"
    )
    (found,) = cli("check", path, "--json").json["diagnostics"]
    assert (found["line"], found["column"]) == (5, 15)
    line, caret = cli("check", path).out.splitlines()[1:3]
    assert line == ' 5 │ lures = ["同", 5]'
    assert caret == "   │ " + " " * 15 + "^"


def test_check_json(cli):
    """One document with just these keys, lines and columns from 1."""
    path = cli.deck(WRONG, "wrong")
    document = cli("check", path, "--json").json
    assert document["v"] == 1
    assert [set(each) for each in document["diagnostics"]] == [KEYS, KEYS]
    assert document["diagnostics"][0] == {
        "path": path,
        "line": 4,
        "column": 3,
        "severity": "error",
        "code": "missing-key",
        "message": "`answer` is missing",
        "hint": 'add answer = "…"',
    }


def test_a_warning_is_no_failure_but_with_strict(cli):
    """A note without an id is studied; --strict makes an error of it."""
    path = cli.deck(UNNAMED + SOURCE, "loose")
    code, out, err = cli("check", path)
    assert (code, err) == (0, "1 deck checked: 1 warning\n")
    assert f"{path}:1:3: warning[no-id]" in out
    code, out, err = cli("check", path, "--strict")
    assert (code, err) == (1, "1 deck checked: 1 error\n")
    assert f"{path}:1:3: error[no-id]" in out
    assert cli("check", "--strict", "--json", path).json["diagnostics"][0]["severity"] == "error"


def test_a_kind_that_comes_again_and_again_is_told_in_few_lines(cli):
    """The first three in full, then how many there are and where the next stand; other kinds and --json as ever."""
    path = cli.deck(
        "".join(f'[[card]]\nid = "a{n}"\nquestion = "Q{n}?"\n' for n in range(1000)) + UNNAMED + SOURCE, "many"
    )
    code, out, err = cli("check", path)
    assert (code, err) == (1, "1 deck checked: 1000 errors, 1 warning\n")
    assert out.count("`answer` is missing\n") == 3
    assert out.endswith(
        f"{path}: error[missing-key]: 997 more like these, 1,000 in all: lines 10, 13, 16, 19, 22, 25, 28, 31, 34, 37,"
        " …\n\n"
    )
    assert "warning[no-id]" in out
    assert len(out.splitlines()) < 25
    assert len(cli("check", path, "--json").json["diagnostics"]) == 1001


def test_few_mistakes_of_a_kind_are_all_told(cli):
    """Twenty are not too many to be mended one by one."""
    path = cli.deck("".join(f'[[card]]\nid = "a{n}"\nquestion = "Q{n}?"\n' for n in range(20)), "some")
    assert cli("check", path).out.count("`answer` is missing\n") == 20


def test_what_many_decks_have_wrong_is_a_line_for_each(cli, tmp_path):
    """Of one kind in hundreds of decks, the first are told in full."""
    folder = tmp_path / "broken"
    folder.mkdir()
    for number in range(300):
        (folder / f"d{number:03}.toml").write_text('[[card]]\nid = "a"\nquestion = "Q?"\n')
    out = cli("check", str(folder)).out
    assert out.count("`answer` is missing\n") == 200
    assert f"{folder / 'd299.toml'}: error[missing-key]: 1: line 1\n" in out


def test_drafts_beyond_counting_are_told_in_few_lines(cli):
    """They are no mistakes, and are grouped likewise."""
    path = cli.deck(
        "".join(f'[[card]]\nid = "a{n}"\nquestion = "Q{n}?"\nanswer = "A"\ndraft = true\n' for n in range(100)),
        "drafts",
    )
    out = cli("check", path).out
    assert out.count("is a draft") == 3
    assert "info[draft]: 97 more like these, 100 in all: lines 16, " in out


def test_a_table_without_sources_is_told_once(cli):
    """Its rows share what the table says, and what it does not say."""
    rows = ", ".join(f'["r{n}", "v{n}"]' for n in range(100))
    path = cli.deck(f'[[table]]\nid = "t"\ncolumns = ["a", "b"]\nask = {{ b = "{{a}}?" }}\nrows = [{rows}]\n', "rows")
    assert [each["code"] for each in cli("check", path, "--json").json["diagnostics"]] == ["no-source"]


def test_check_takes_files_and_folders(cli, tmp_path):
    """A folder stands for the decks in it; without any, all decks are checked."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "loose.toml").write_text(UNNAMED + SOURCE)
    wrong = cli.deck(WRONG, "wrong")
    assert cli("check", str(other), wrong).err == "2 decks checked: 2 errors, 1 warning\n"
    assert cli("check").err == "3 decks checked: 2 errors\n"


def test_a_file_that_is_not_there_is_told(cli, tmp_path):
    """Exit code 1, and which."""
    gone = tmp_path / "gone.toml"
    assert cli("check", str(gone)) == (1, "", f"aide-memoire: there is no file {gone}\n")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b'[[card]]\nid = "a"\nquestion = "\xff"\nanswer = "A"\n', "encoding"), (b"[[card]\n", "syntax")],
)
def test_a_file_that_is_no_toml_is_told_with_its_place(cli, data, code):
    """Bytes that are no UTF-8 and broken syntax are mistakes like any other."""
    (cli.decks / "broken.toml").write_bytes(data)
    result = cli("check", str(cli.decks / "broken.toml"), "--json")
    assert result.code == 1
    found = next(each for each in result.json["diagnostics"] if each["severity"] == "error")
    assert found["code"] == code
    assert found["line"] >= 1
    assert found["column"] >= 1


def test_check_makes_no_files(cli):
    """Checking decks touches neither progress nor decks."""
    before = {path: path.read_bytes() for path in cli.decks.iterdir()}
    cli("check")
    assert not cli.data.exists()
    assert {path: path.read_bytes() for path in cli.decks.iterdir()} == before
