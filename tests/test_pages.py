"""What README and docs say works as it stands there: commands, options, keys, links and decks.

What the commands of `docs/decks.md` print is held by `tests/test_docs.py`, and `docs/reference`, which is made from the
program, by `tests/test_reference.py`.
"""

import io
import os
import re
import shlex
from pathlib import Path

import pytest

from aide_memoire.cli.main import COMMANDS, GLOBAL_OPTIONS, SUBCOMMANDS, main
from aide_memoire.cli.whole_parser import build_parser
from aide_memoire.decks.files import diagnose_file
from aide_memoire.ui.key_table import key_table

ROOT = Path(__file__).parents[1]
SITE = "https://github.com/aide-memoire/aide-memoire"
WRITTEN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
RUN = [path for path in WRITTEN if path.name not in ("SECURITY.md", "decks.md")]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OTHER_PROGRAMS = {"make", "uvx", "pipx", "git"}
OTHERS_OPTIONS = {"--follow"}


def text_of(path):
    return path.read_text(encoding="utf-8")


def blocks(path, kind):
    """Return the blocks of code of a kind."""
    return [text for found, text in FENCE.findall(text_of(path)) if found == kind]


def command_lines(path):
    """Return each line of the blocks for a shell, without what is said of it."""
    return [re.split(r"\s+# ", line)[0].strip() for text in blocks(path, "sh") for line in text.splitlines() if line]


# Commands


@pytest.fixture
def at_home(tmp_path, monkeypatch, capsys):
    """A checkout's folder to stand in, an empty place for progress, and the files that the pages speak of."""
    monkeypatch.setenv("AIDE_MEMOIRE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "decks").symlink_to(ROOT / "decks")
    (tmp_path / "article.txt").write_text("The treaty was signed in June 1896.", encoding="utf-8")
    (tmp_path / "capitals.csv").write_text(blocks(ROOT / "docs" / "import.md", "text")[0], encoding="utf-8")
    for folder in ("Sync", "quizzes", "class-7b"):
        (tmp_path / folder).mkdir()
    for line in (
        "quiz csto -n 10 --seed 7 --name BEN -o ben.json --plain",
        "quiz csto -n 10 --seed 7 --name EVA -o quizzes/eva.json --plain",
        "export --format apkg -o History.apkg csto",
        "--data-dir anna sync class-7b --new --name Anna",
    ):
        assert (main(line.split()), line) == (0, line)
    capsys.readouterr()
    return tmp_path


@pytest.mark.posix
@pytest.mark.parametrize("path", [path for path in RUN if command_lines(path)], ids=lambda path: path.stem)
def test_the_commands_of_a_page_work_one_after_the_other(path, at_home, capsys):
    """Each runs; those that open the app get as far as asking for a terminal, and are gone through line by line."""
    for line in command_lines(path):
        program, *arguments = [os.path.expanduser(word) for word in shlex.split(line)]
        if program != "aide-memoire":
            assert program in OTHER_PROGRAMS
            continue
        cut = arguments.index(">") if ">" in arguments else len(arguments)
        arguments = arguments[:cut]
        opens_app = (not arguments or arguments[0] in ("study", "quiz")) and not {"--plain", "--sheet"} & {*arguments}
        assert (main(arguments), line) == (2 if opens_app else 0, line)
        assert ("needs a terminal" in capsys.readouterr().err) == opens_app
        if opens_app and arguments:
            assert (main([*arguments, "--plain"]), line) == (0, line)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_every_target_of_make_is_there(path):
    """`make study` and all others that a page names."""
    targets = re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE)
    named = re.findall(r"(?:^|`)make ([a-z-]+)", text_of(path), re.MULTILINE)
    assert [target for target in named if target not in targets] == []


def test_the_readme_has_the_two_commands_that_set_everything_up():
    """They stay as they are."""
    assert command_lines(ROOT / "README.md")[:2] == ["make study", "make test"]


def test_every_command_is_in_the_help(capsys):
    """`--help` lists all commands."""
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"  {command}" in told for command in COMMANDS)


# What is named in a sentence


def options_of(command):
    """Return the options that a command takes."""
    return {option for action in build_parser(command)._actions for option in action.option_strings} | {*GLOBAL_OPTIONS}


def everywhere():
    """Return the options of all commands."""
    below = [f"{above} {name}" for above, names in SUBCOMMANDS.items() for name in names]
    return set.union(*(options_of(command) for command in (*COMMANDS, *below)))


def calls(path):
    """Yield the words of each piece of code in a page that calls a command, with or without the program's name."""
    for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", FENCE.sub("", text_of(path))) + command_lines(path):
        words = code.split()
        if len(words) > 1 and words[0] in ("aide-memoire", *COMMANDS):
            yield words[1:] if words[0] == "aide-memoire" else words


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_every_command_and_option_of_a_sentence_is_there(path):
    """`check --fix`, `aide-memoire decks add`, or `--seed` by itself: the program takes what a page names."""
    wrong = []
    for words in calls(path):
        named = [word for word in words if not word.startswith("-")]
        command = next((word for word in named if word in COMMANDS), None)
        if command is None:
            wrong += [words] if any(re.fullmatch(r"[a-z]+", word) for word in named[:1]) else []
            continue
        below = named[named.index(command) + 1 :][:1]
        known = options_of(" ".join([command, *below]) if {*below} & {*SUBCOMMANDS.get(command, ())} else command)
        wrong += [[command, word] for word in words if re.match(r"--?[a-z]", word) and word not in known]
    alone = re.findall(r"`(--[a-z-]+)[ A-Z…]*`", text_of(path))
    assert (wrong, [option for option in alone if option not in everywhere() | OTHERS_OPTIONS]) == ([], [])


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_every_key_of_a_sentence_is_there(path):
    """**u**, **Ctrl+Z** and **Enter**: each key that a page names does something in the app."""
    bound = {key for keys, _ in key_table() for key in keys} | {"Ctrl+P", "Ctrl+Q", "Shift"}
    words = "Enter|Space|Esc|Tab|Home|End|PgUp|PgDn|Delete|Backspace|Shift"
    shape = rf"\*\*(\S|(?:Ctrl|Shift|Alt)\+\S+|F\d+|{words}|[↑↓←→]+)\*\*"
    named = {key for found in re.findall(shape, text_of(path)) for key in (found if "↑" in found else [found])}
    assert named - bound == set()


# Links


def anchors(path):
    """Return where a link into a page may lead, as GitHub or the site names it: there several hyphens are one."""
    headings = re.findall(r"^#{1,6} (.+)$", FENCE.sub("", text_of(path)), re.MULTILINE)
    named = {re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
    return named | {re.sub("-+", "-", name) for name in named}


@pytest.mark.parametrize("path", [*WRITTEN, ROOT / "CHANGELOG.md"], ids=lambda path: path.stem)
def test_every_link_leads_somewhere(path):
    """Files, pictures and headings are there, also behind links to the repository's own page."""
    lost = []
    for link in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", text_of(path))):
        target, _, anchor = link.partition("#")
        if target.startswith(f"{SITE}/blob/main/"):
            file = ROOT / target.removeprefix(f"{SITE}/blob/main/")
        elif "://" in target:
            continue
        else:
            file = path.parent / target if target else path
        if not file.exists() or (anchor and anchor not in anchors(file)):
            lost.append(link)
    assert lost == []


def test_every_page_is_in_the_site():
    """No page of docs is left out of the site's table of contents."""
    site = text_of(ROOT / "zensical.toml")
    assert [path.name for path in (ROOT / "docs").glob("*.md") if f'"{path.name}"' not in site] == []


# Decks


@pytest.mark.parametrize("text", [text for path in RUN for text in blocks(path, "toml") if "[deck]" in text])
def test_a_deck_of_a_page_is_whole(text, tmp_path):
    """The example can be copied, checked without a word, and studied."""
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert diagnose_file(str(path)) == []
