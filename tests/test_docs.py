"""What docs/decks.md says is what the program does: its decks, its commands, its tables and its mistakes."""

import ast
import io
import json
import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from aide_memoire.cli.main import COMMANDS, main
from aide_memoire.core.dates import parse_date
from aide_memoire.core.grading.date import grade_date
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.decks.files import diagnose_file
from aide_memoire.decks.notes import NOTE_KINDS
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.schema import deck_schema

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "decks.md").read_text(encoding="utf-8")
SCHEMA = deck_schema()["properties"]
DIAGNOSTICS = "12. Everything that `check` says"
REFERENCE = "11. Every key"


class Block(NamedTuple):
    """A block of code: what stands in it, and the headings under which it stands."""

    section: str
    heading: str
    kind: str
    text: str

    @property
    def deck(self):
        """Return the deck's id, where the block is a whole deck."""
        found = re.search(r'^\[deck\]\nid = "(.+)"$', self.text, re.MULTILINE)
        return found[1] if found else ""

    @property
    def arguments(self):
        """Return the arguments of each command in the block, with the file that its output goes to."""
        for line in self.text.splitlines():
            program, *words = shlex.split(re.split(r"\s+# ", line)[0])
            assert program == "aide-memoire"
            cut = words.index(">") if ">" in words else len(words)
            yield words[:cut], "".join(words[cut + 1 :])


def blocks():
    """Yield every block of code in its order."""
    section = heading = ""
    for piece in re.split(r"^(```\w+\n.*?^```$|#{2,4} [^\n]+$)", PAGE, flags=re.MULTILINE | re.DOTALL):
        if piece.startswith("```"):
            kind, _, text = piece.removeprefix("```").removesuffix("```").partition("\n")
            yield Block(section, heading, kind, text)
        elif piece.startswith("#"):
            heading = piece.lstrip("# ")
            section = heading if piece.startswith("## ") else section


BLOCKS = list(blocks())
DECKS = [block for block in BLOCKS if block.kind == "toml" and block.section != DIAGNOSTICS]
PAIRS = list(pairwise(BLOCKS))
ASKED = [(deck, told) for deck, told in PAIRS if deck in DECKS and told.kind == "text"]
MISTAKES = [
    (code if code.kind == "toml" else None, told)
    for code, told in PAIRS
    if told.section == DIAGNOSTICS and told.kind == "text"
]
HEADINGS = [line.lstrip("# ") for line in re.findall(r"^#{2,4} .+$", PAGE, re.MULTILINE)]


def named(block):
    """Return what a test of a block is called by."""
    return block.heading if isinstance(block, Block) else ""


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """An empty folder to stand in, with progress elsewhere and nothing to hear from the learner."""
    monkeypatch.setenv("AIDE_MEMOIRE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def written(folder, text, name="mine.toml", encoding="utf-8"):
    """Write a deck, and return its path as the commands name it."""
    (folder / name).write_text(text, encoding=encoding)
    return name


@pytest.mark.parametrize("block", DECKS, ids=named)
def test_every_deck_of_the_page_reads_without_errors(block, at_home):
    """Whatever is shown as a deck is one; what has a head of its own is without a warning too."""
    said = diagnose_file(written(at_home, block.text))
    assert [each.text() for each in said if block.deck or each.severity == "error"] == []


@pytest.mark.parametrize("block", [block for block in DECKS if "# Bad" in block.text], ids=named)
def test_what_the_page_calls_good_needs_no_advice(block, at_home):
    """A good example has nothing left to mend but its source, which it leaves out to be short."""
    bad, good = re.split(r"^# Good.*\n", block.text, flags=re.MULTILINE)
    assert "[[" in bad
    assert {each.code for each in diagnose_file(written(at_home, good))} == {"no-source"}


@pytest.mark.parametrize(("block", "told"), ASKED, ids=named)
def test_the_questions_are_those_that_the_example_makes(block, told, at_home, capsys):
    """What is printed below a deck is what `cards` prints of it."""
    written(at_home, block.text, f"{block.deck}.toml")
    assert main(["cards", block.deck, "--decks", "."]) == 0
    assert capsys.readouterr().out == told.text


def test_every_kind_has_an_example():
    """No kind of note goes without a complete deck and its questions."""
    shown = "".join(block.text for block, _ in ASKED)
    assert [kind for kind in NOTE_KINDS if f"[[{kind}]]" not in shown] == []


def check_is_known(arguments, capsys):
    """See that a command which needs a terminal is there, with each of its options."""
    assert arguments[0] in COMMANDS
    with pytest.raises(SystemExit) as left:
        main([arguments[0], "--help"])
    assert left.value.code == 0
    main(["--help"])
    told = capsys.readouterr().out
    assert [word for word in arguments if word.startswith("--") and word not in told] == []


def test_the_commands_work_one_after_the_other(at_home, capsys):
    """Typed from top to bottom, beside the decks shown so far, each works and prints what is shown."""
    for block, after in PAIRS:
        if block in DECKS and block.deck:
            written(at_home, block.text, f"{block.deck}.toml")
        if block.kind != "sh":
            continue
        printed = ""
        for arguments, file in block.arguments:
            if arguments[0] in ("study", "edit"):
                check_is_known(arguments, capsys)
                continue
            assert (main(arguments), arguments) == (0, arguments)
            out = capsys.readouterr().out
            if file:
                written(at_home, out, file)
            printed += out
        if after.kind == "text" and after.section == block.section:
            assert printed == after.text


def table(heading):
    """Return the rows of the first table below a heading, cell by cell."""
    below = PAGE.split(f"# {heading}\n", 1)[1].split("\n#")[0]
    rows = [line.strip("| ").split(" | ") for line in below.splitlines() if line.startswith("|")]
    return rows[2:]


def without(keys, left_out):
    return {key: value for key, value in keys.items() if key not in left_out}


def key_tables():
    """Yield each heading of the reference with the schema's properties and the keys it requires."""
    shared = set.intersection(*(set(SCHEMA[kind]["items"]["properties"]) for kind in NOTE_KINDS)) - {"question"}
    any_kind = SCHEMA["card"]["items"]["properties"]
    yield "`[deck]`", SCHEMA["deck"]["properties"], []
    yield "All notes", {key: any_kind[key] for key in shared}, []
    for kind in ("source", *NOTE_KINDS):
        items = SCHEMA[kind]["items"]
        own = items["properties"] if kind == "source" else without(items["properties"], shared)
        yield f"`[[{kind}]]`", own, items["required"]
    group, sequence = (SCHEMA[kind]["items"]["properties"] for kind in ("group", "sequence"))
    for heading, node in (
        ("`reverse`", any_kind["reverse"]),
        ("Members and parties", group["members"]["items"]["anyOf"][1]),
        ("Lures", group["lures"]["items"]["anyOf"][1]),
        ("Items", sequence["items"]["items"]["anyOf"][1]),
    ):
        yield heading, node["properties"], node["required"]


@pytest.mark.parametrize(("heading", "keys", "required"), list(key_tables()))
def test_the_reference_has_the_keys_of_the_schema(heading, keys, required):
    """Each table names exactly the schema's keys, says what each means, and which must be there."""
    rows = {key.strip("`"): (value, meaning) for key, value, meaning in table(heading)}
    assert sorted(rows) == sorted(keys)
    assert {key for key, (value, _) in rows.items() if "**required**" in value} == set(required)
    if heading != "Members and parties":  # there an id may be left out
        first = {key: re.split(r"(?<=\.) ", value["description"])[0] for key, value in keys.items()}
        assert {key: words for key, words in first.items() if words not in rows[key][1]} == {}


def test_every_table_of_the_schema_is_in_the_reference():
    """No kind of table that a deck can have is left out."""
    below = PAGE.split(f"## {REFERENCE}\n", 1)[1].split("\n## ")[0]
    headings = re.findall(r"^#+ `\[+([\w.]+)\]+`$", below, re.MULTILINE)
    assert sorted(headings) == sorted([*SCHEMA, "deck.phrases"])


def test_the_phrases_are_the_english_ones():
    """The table has every phrase, with the words that hold where a deck has none."""
    rows = {key.strip("`"): re.findall(r"`(.+?)`", value) for key, value, _ in table("`[deck.phrases]`")}
    english = ENGLISH._asdict().items()
    assert rows == {key: [words] if isinstance(words, str) else list(words) for key, words in english}


def codes_of_the_source():
    """Return the code of every diagnostic that the program can tell."""
    codes = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                codes |= {node.args[0].value} if called in ("Problem", "report") else set()
    return codes


def test_every_code_is_explained():
    """Each code has its heading and an example, and no heading is for a code that is never told."""
    below = PAGE.split(f"## {DIAGNOSTICS}\n", 1)[1]
    headings = re.findall(r"^#### `(.+)`$", below, re.MULTILINE)
    assert sorted(headings) == sorted(codes_of_the_source())
    assert {told.heading.strip("`") for _, told in MISTAKES} == set(headings)
    assert below.count("**Cure:**") == len(headings)


@pytest.mark.posix
@pytest.mark.parametrize(("block", "told"), MISTAKES, ids=named)
def test_each_mistake_is_told_as_shown(block, told, at_home, capsys):
    """The text below a deck with a mistake is all that `check` says, and has the code of its heading."""
    code = told.heading.strip("`")
    paths = ["mine.toml"]
    if block is None:
        (at_home / "mine.toml").symlink_to("gone.toml")
    else:
        written(at_home, block.text, encoding="latin-1" if code == "encoding" else "utf-8")
    if code == "deck-id-twice":
        paths.append(written(at_home, block.text, "copy.toml"))
    main(["check", *paths])
    assert capsys.readouterr().out.rstrip("\n") == told.text.rstrip("\n")
    assert f"[{code}]" in told.text


@pytest.mark.parametrize("row", table("4. Dates"), ids=lambda row: row[0].strip('`"'))
def test_dates_read_and_are_graded_as_the_table_says(row):
    """Each date reads as its row has it, and each answer gets the verdict of its column."""
    date = parse_date(row[0].strip('`"'))
    assert date.text(ENGLISH) == row[1]
    for verdict, cell in zip(("right", "partial", "wrong"), row[2:], strict=True):
        answers = re.findall(r"`(.+?)`", cell)
        assert answers
        graded = {answer: grade_date(answer, date).word for answer in answers}
        assert graded == dict.fromkeys(answers, verdict)


def test_every_link_leads_to_a_heading():
    """A link within the page goes where it says."""
    anchors = {re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-") for heading in HEADINGS}
    assert [link for link in re.findall(r"\]\(#(.+?)\)", PAGE) if link not in anchors] == []
    assert not re.search(r"\]\((?!#)", PAGE)


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("when", 'date = "1896-06"'),
        ("until", 'until = "1911"'),
        ("where", 'place = "Moscow"'),
        ("name", 'date = "1896-06"\nwhat = "They promise each other help"'),
    ],
    ids=["when", "until", "where", "name"],
)
def test_other_answers_are_right_for_every_part(part, keys, at_home, capsys):
    """What `accept` gives for a part of an event is right, be that part a date or a word."""
    note = f'[[event]]\nid = "e"\nname = "Treaty"\n{keys}\nask = ["{part}"]\n'
    written(at_home, f'{note}accept.{part} = ["words of the author"]\n')
    assert main(["try", f"mine/e#{part}", "words of the author", "--json", "--decks", "."]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "right"


def test_a_language_may_have_no_articles():
    """A list of phrases that is written empty is empty; only what is left out stays English."""
    phrases = parse_deck("[deck]\nphrases.articles = []\nphrases.openers = []\n").head.phrases
    assert (phrases.articles, phrases.openers, phrases.conjunctions) == ((), (), ("and",))
