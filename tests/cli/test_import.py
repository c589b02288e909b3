"""`import`: decks of other programs, and progress from another device."""

import io
import json
import time

import pytest

from aide_memoire.cli import main as entry
from aide_memoire.decks.files import diagnose_file, read_deck_file

WHERE = "  check the folder's permissions and the room on the disk\n"
CSV = 'question,answer,deck\nWhich port was leased?,Port Arthur,x\n"Where, then?",Moscow,x\nlonely\n'
DECK = """\
[deck]
id = "my-cards"
title = "My cards"

[[source]]
id = "import"
title = "My cards.csv"

[[card]]
id = "card-which-port-was-leased"
question = "Which port was leased?"
answer = "Port Arthur"
source = "import line 2"

[[card]]
id = "card-where-then"
question = "Where, then?"
answer = "Moscow"
source = "import line 3"
"""


@pytest.fixture
def learner(cli, tmp_path, monkeypatch):
    """A learner who stands in an empty folder, and has the command."""
    monkeypatch.setitem(entry.COMMANDS, "import", "decks of other programs, or progress, in")
    monkeypatch.setitem(entry._MODULES, "import", "import_")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    cli.here = here
    return cli


def write(learner, name, content):
    (learner.here / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def test_a_table_becomes_a_deck(learner):
    """The deck lies here under the file's name; stdout tells what was written, stderr what was not imported."""
    write(learner, "My cards.csv", CSV)
    code, out, err = learner("import", "My cards.csv")
    assert (code, out) == (0, "My cards.csv: 2 notes (2 cards), 2 remarks written to My cards.toml\n")
    assert err == (
        "My cards.csv:1: the column “deck” is not imported: a note has nothing of that name\n"
        "My cards.csv:4: only 1 of the 3 columns, “lonely”: not imported\n"
        f"study it: aide-memoire study --decks ., or put it among your decks: {learner.data / 'decks'}\n"
    )
    assert (learner.here / "My cards.toml").read_text() == DECK
    assert {problem.severity for problem in diagnose_file("My cards.toml")} <= {"warning"}


def test_a_deck_that_was_imported_among_the_decks_is_studied_with_them(learner):
    """What to do next is told once, however many files there were."""
    write(learner, "a.csv", "a,1\n")
    write(learner, "b.csv", "b,1\n")
    err = learner("import", "a.csv", "b.csv", "--decks", str(learner.here)).err
    assert err == "study it: aide-memoire study --decks .\n"


def test_an_imported_deck_can_be_studied(learner):
    """Its cards are there at once, under ids that are pinned."""
    write(learner, "blocs2.md", "Q: When?\nA: 1896\nC: The [Amur] and the [Ussuri]\n")
    assert learner("import", "blocs2.md", "-o", str(learner.decks / "rivers.toml")).code == 0
    assert {card for card in learner.cards() if card.startswith("rivers/")} == {
        "rivers/card-when",
        "rivers/cloze-the-c1-amur-and-the-c2-ussuri#1",
        "rivers/cloze-the-c1-amur-and-the-c2-ussuri#2",
    }


def test_a_dry_run_shows_and_writes_nothing(learner):
    """The first three notes, the counts and each remark go to stderr."""
    write(learner, "a.csv", "a,1\nb,2\nc,3\nd,4\ne\n")
    code, out, err = learner("import", "--dry-run", "a.csv")
    assert (code, out) == (0, "")
    assert err.count("[[card]]\n") == 3
    assert 'question = "c"' in err
    assert 'question = "d"' not in err
    assert "a.csv:5: only 1 of the 2 columns, “e”: not imported\n" in err
    assert err.endswith("a.csv: 4 notes (4 cards), 1 remark, to be written to a.toml\n")
    assert [path.name for path in learner.here.iterdir()] == ["a.csv"]


def test_nothing_is_overwritten(learner):
    """Exit code 1, and what is there keeps its bytes; the other files are imported all the same."""
    write(learner, "a.toml", "mine")
    write(learner, "a.csv", "a,1\n")
    write(learner, "b.csv", "b,1\n")
    code, out, err = learner("import", "a.csv", "b.csv")
    assert (code, out) == (1, "b.csv: 1 note (1 card) written to b.toml\n")
    assert err.startswith("aide-memoire: a.toml already exists\n  -o gives another name\nstudy it: ")
    assert (learner.here / "a.toml").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("old.csv", "город;Москва\n".encode("cp1251"), "old.csv: line 1: byte 1 (0xe3) is not UTF-8\n"),
        ("empty.csv", "", "empty.csv: the file is empty\n"),
        ("deck.apkg", b"PK\x03\x04", "deck.apkg: not a complete Anki package: File is not a zip file\n"),
        ("none.csv", "just words\n", "none.csv: nothing in it could be imported\n"),
        ("deck.toml", "[deck]", "deck.toml is a deck of this program\n"),
    ],
)
def test_a_file_that_holds_no_cards_is_told(learner, name, content, told):
    """Exit code 1, a reason and a hint, and nothing is written."""
    write(learner, name, content)
    code, out, err = learner("import", name)
    assert (code, out) == (1, "")
    assert f"aide-memoire: {told}" in err
    assert [path.name for path in learner.here.iterdir()] == [name]


@pytest.mark.posix
@pytest.mark.parametrize("path", [".", "no.csv", "/dev/null", "a\0b.csv", "x" * 300])
def test_a_file_that_cannot_be_read_is_told(learner, path):
    """A folder, a device, a name that there is not: exit code 1."""
    code, out, err = learner("import", path)
    assert (code, out) == (1, "")
    assert err.startswith("aide-memoire: ")
    assert "Traceback" not in err


def test_a_deck_that_cannot_be_written_is_told(learner):
    """A folder that is not there is named."""
    write(learner, "a.csv", "a,1\n")
    code, _, err = learner("import", "a.csv", "-o", "no/such/a.toml")
    assert (code, err) == (1, f"aide-memoire: no/such/a.toml cannot be written: No such file or directory\n{WHERE}")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "FILE"),
        (["a.csv", "b.csv", "-o", "c.toml"], "only one FILE"),
        (["a.csv", "-o", "c.txt"], "ends in .toml: c.txt.toml"),
        (["a.jsonl", "-o", "c.toml"], "progress"),
        (["a.csv", "--as", "xml"], "hashcards"),
    ],
)
def test_what_is_not_understood_is_usage(learner, arguments, told):
    """Exit code 2."""
    code, out, err = learner("import", *arguments)
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.txt", "#separator:tab\n#html:true\na<br>b\tc\n", "anki"),
        ("a.csv", "#html:true\na<br>b\tc\n", "anki"),
        ("a.txt", "a\tb\n", "csv"),
        ("a.md", "words\nQ: a\nA: b\n", "hashcards"),
        ("a.txt", "\nC: [a]\n", "hashcards"),
        ("a.tsv", "Q: a\tb\n", "tsv"),
        ("a.md", "# Peru #flashcards\n\nCapital::Lima\n", "obsidian"),
        ("a.txt", "#flashcards\n\nCapital::Lima\n", "obsidian"),
        ("a.txt", "a = b\nc = d\n", "quizlet"),
    ],
)
def test_what_a_file_is_shows_in_its_name_and_words(learner, name, content, form):
    """Without --as, the deck is the same as with the right one."""
    write(learner, name, content)
    assert learner("import", name, "-o", "one.toml").code == 0
    assert learner("import", name, "-o", "two.toml", "--as", form).code == 0
    one, two = (read_deck_file(path)[0] for path in ("one.toml", "two.toml"))
    assert one.notes == two.notes != ()


def test_a_large_table_takes_seconds(learner):
    """20,000 rows are a deck within the time that someone waits."""
    write(learner, "a.csv", "".join(f"Which is the port number {place}?,Port {place}\n" for place in range(20_000)))
    begun = time.perf_counter()
    assert learner("import", "a.csv").out == "a.csv: 20000 notes (20000 cards) written to a.toml\n"
    assert time.perf_counter() - begun < 10


def test_a_deck_is_written_whole_or_not_at_all(learner, monkeypatch):
    """Where the disk fails half-way, nothing is left that looks like a deck."""

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    write(learner, "a.csv", "a,1\n")
    code, out, err = learner("import", "a.csv")
    assert (code, out, err) == (1, "", f"aide-memoire: a.toml cannot be written: No space left on device\n{WHERE}")
    assert [path.name for path in learner.here.iterdir()] == ["a.csv"]


def test_a_file_that_is_too_large_is_told(learner):
    """A deck of more than 32 MB would not be read, so none is made; nothing is read of a larger file either."""
    with (learner.here / "a.csv").open("wb") as file:
        file.truncate(33 * 2**20)
    code, _, err = learner("import", "a.csv")
    assert (code, err) == (1, "aide-memoire: a.csv is larger than 32 MB\n  part it into several files\n")


def test_a_preview_of_long_notes_is_short(learner):
    """Of each of the three that are shown, the beginning."""
    write(learner, "a.csv", "".join(f"Which {n}?,{'x' * 100_000}\n" for n in range(5)))
    code, out, err = learner("import", "--dry-run", "a.csv")
    assert (code, out) == (0, "")
    assert err.count(" …\n") == 3
    assert len(err) < 7000


def test_outside_text_is_shown_harmless(learner):
    """Names and cells pass the gate before they reach the terminal."""
    write(learner, "a\x1b[31m.csv", "question,answer,\x1b[2Jx\na\x07,b,c\nx\x1b[2J\n")
    code, out, err = learner("import", "a\x1b[31m.csv", "-o", "a.toml")
    assert code == 0
    assert not set(out + err) & {"\x1b", "\x07"}


TABLE = "number,word,reading,type,english\n1,alpha,al-fa,noun,first\n2,beta,be-ta,noun,second\n"
THERE = "1 number, 2 word, 3 reading, 4 type, 5 english"


def test_columns_that_cannot_be_told_are_refused_where_nobody_can_be_asked(learner):
    """Exit code 2: the options that name them, and the columns found. With them it is imported."""
    write(learner, "greek.csv", TABLE)
    code, out, err = learner("import", "greek.csv")
    assert (code, out) == (2, "")
    assert err == (
        "aide-memoire: greek.csv: it cannot be told which column is the question and which the answer\n"
        f"  name them by --question COLUMN and --answer COLUMN; there are: {THERE}\n"
    )
    code, out, err = learner("import", "greek.csv", "--question", "word", "--answer", "5")
    assert (code, out) == (0, "greek.csv: 2 notes (2 cards), 2 remarks written to greek.toml\n")
    assert 'question = "alpha"\nanswer = "first"' in (learner.here / "greek.toml").read_text()


class Terminal(io.StringIO):
    """A terminal on which someone types."""

    def isatty(self):
        return True


def test_columns_that_cannot_be_told_are_asked_for_on_a_terminal(learner, monkeypatch):
    """With the first three rows, column by column."""
    write(learner, "greek.csv", TABLE)
    monkeypatch.setattr("sys.stdin", Terminal("2\nEnglish\n"))
    monkeypatch.setattr("aide_memoire.cli.import_.has_terminal", lambda: True)
    code, out, err = learner("import", "greek.csv")
    assert (code, out) == (0, "greek.csv: 2 notes (2 cards), 2 remarks written to greek.toml\n")
    assert "greek.csv: which column is the question, and which the answer?\n" in err
    assert "  2 word: “alpha” · “beta”\n" in err
    assert 'question = "alpha"\nanswer = "first"' in (learner.here / "greek.toml").read_text()


def test_no_answer_on_the_terminal_imports_nothing(learner, monkeypatch):
    """Exit code 2."""
    write(learner, "greek.csv", TABLE)
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    monkeypatch.setattr("aide_memoire.cli.import_.has_terminal", lambda: True)
    code, out, err = learner("import", "greek.csv")
    assert (code, out) == (2, "")
    assert "greek.csv: nothing is imported\n" in err
    assert not (learner.here / "greek.toml").exists()


def test_columns_are_of_tables(learner):
    """A note in Markdown has none."""
    write(learner, "a.md", "Q: a\nA: b\n")
    code, _, err = learner("import", "a.md", "--question", "1")
    assert (code, err) == (
        2,
        "aide-memoire: a.md: --question and --answer name the columns of a table, and the file is none\n",
    )


@pytest.mark.parametrize("url", ["https://example.org/cards.csv", "HTTP://example.org/a.apkg", "ftp://e.org/log.jsonl"])
def test_a_url_is_not_fetched(learner, url):
    """One line, exit code 2."""
    code, out, err = learner("import", url)
    told = "import fetches nothing from the network: download it first, then import the file"
    assert (code, out, err) == (2, "", f"aide-memoire: {url}: {told}\n")


def test_what_is_not_read_is_told_in_one_line(learner):
    """With what is read; exit code 1."""
    write(learner, "a.json", '{"cards": []}')
    code, out, err = learner("import", "a.json")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("aide-memoire: a.json: JSON is not read; what is read: tables (CSV, TSV), ")


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_a_file_of_which_most_would_be_lost_is_refused(learner, arguments):
    """Exit code 1, and nothing is written."""
    write(learner, "a.csv", "question,answer\na,\nb,\nc,1\n")
    code, out, err = learner("import", "a.csv", *arguments)
    assert (code, out) == (1, "")
    assert "a.csv:2: no answer to “a”: not imported\n" in err
    assert "aide-memoire: a.csv: 2 of 3 notes would be lost: nothing is written\n" in err
    assert [path.name for path in learner.here.iterdir()] == ["a.csv"]


def test_half_of_a_file_is_worth_it(learner):
    """As long as no more is lost than carried, it is."""
    write(learner, "a.csv", "question,answer\na,\nc,1\n")
    assert learner("import", "a.csv").code == 0


def test_remarks_of_one_kind_are_counted(learner):
    """The first three are told with their lines, the others by their number; each kind by itself."""
    rows = "".join(f"lonely {place},\nq{place},{place},x{place}\n" for place in range(1200))
    write(learner, "a.csv", f"question,answer,hint,\n{rows}q1,1,x1,y\n")
    err = learner("import", "a.csv").err
    assert err.splitlines()[:-1] == [
        "a.csv:2: no answer to “lonely 0”: not imported",
        "a.csv:4: no answer to “lonely 1”: not imported",
        "a.csv:6: no answer to “lonely 2”: not imported",
        "a.csv: … and 1,197 more of this kind, 1,200 in all",
        "a.csv:2402: column 4 has no header: “y” is not imported",
        "a.csv:2402: “q1” is not imported twice: it is the same as in line 5",
    ]


def test_pictures_and_sounds_are_counted(learner):
    """And named in the notes of the deck."""
    write(learner, "a.txt", '#html:true\nFlag<img src="pe.png">\tPeru[sound:a.mp3]\nb\tc\n')
    assert learner("import", "a.txt").out == "a.txt: 2 notes (2 cards), 2 pictures or sounds written to a.toml\n"
    assert 'media = ["pe.png", "a.mp3"]' in (learner.here / "a.toml").read_text()


def test_a_list_of_20_000_pairs_takes_seconds(learner):
    """Whatever parts them."""
    write(learner, "a.txt", "".join(f"word {place} - meaning {place}; sense {place}\n" for place in range(20_000)))
    begun = time.process_time()
    assert learner("import", "a.txt").out == "a.txt: 20000 notes (20000 cards) written to a.toml\n"
    assert time.process_time() - begun < 4


def test_progress_is_merged_and_twice_is_once(learner, tmp_path):
    """A log from another device joins this one; the second time nothing is new."""
    learner.answer(3, 3)
    log = str(tmp_path / "log.jsonl")
    learner("export", "-o", log)
    wanted = learner("export").out
    number = wanted.count("\n")
    learner.globals[1] = str(tmp_path / "other")
    code, out, err = learner("import", "--dry-run", log)
    assert (code, out, err) == (0, "", f"{log}: {number} of {number} events would be new\n")
    assert learner("import", log)[:2] == (0, f"{log}: {number} of {number} events new\n")
    assert learner("import", log)[:2] == (0, f"{log}: 0 of {number} events new\n")
    assert learner("export").out == wanted


def test_one_bad_line_of_progress_and_nothing_is_merged(learner, tmp_path):
    """Every bad line is named with its file and number; exit code 1."""
    learner.answer(3)
    good = learner("export").out
    learner.globals[1] = str(tmp_path / "other")
    write(learner, "log.jsonl", b"\xef\xbb\xbf" + good.encode() + b'\n{"v": 2}\nnot json\n\xff\n' + b"[" * 9000 + b"\n")
    lines = good.count("\n")
    code, out, err = learner("import", "log.jsonl")
    assert (code, out) == (1, "")
    assert f"log.jsonl:{lines + 2}: version 2 is not known\n" in err
    assert [f"log.jsonl:{lines + place}:" in err for place in (1, 2, 3, 4, 5)] == [False, True, True, True, True]
    assert "nothing was imported" in err
    assert learner("export").out == ""


def test_a_field_that_cannot_be_used_is_told_with_its_line(learner, tmp_path):
    """Whatever the kind of event: nothing is taken in that a command would stumble over later."""
    learner.answer(3, 3)
    first, second = learner("export").out.splitlines()[:2]
    learner.globals[1] = str(tmp_path / "other")
    for key, value in (("confused_with", 5), ("typed", ["a"]), ("hints", "two"), ("score", "all"), ("past", -1)):
        bad = json.dumps({**json.loads(second), key: value})
        write(learner, "log.jsonl", f"{first}\n{bad}\n")
        code, out, err = learner("import", "log.jsonl")
        assert (code, out, f"log.jsonl:2: `{key}` is " in err) == (1, "", True), err
    assert learner("confusions").code == 0
    assert learner("export").out == ""


def test_one_event_with_two_contents(learner, tmp_path):
    """The one that sorts first stays, whichever came first; doctor says so until it is told to forget it."""
    learner.answer(3, decks=["treaties"])
    (line,) = learner("export").out.splitlines()
    other = line.replace('"took":0', '"took":9')
    assert other > line
    for name, lines in (("first", [line, other]), ("second", [other, line])):
        learner.globals[1] = str(tmp_path / name)
        for each in lines:
            write(learner, "log.jsonl", f"{each}\n")
            assert learner("import", "log.jsonl").code == 0
        assert learner("export").out == f"{line}\n"
        assert "1 event came with two contents" in learner("doctor").out
        assert learner("doctor", "--fix").code == 0
        assert "two contents" not in learner("doctor").out
