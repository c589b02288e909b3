"""`results`: the quizzes of a class as one table."""

import csv
import io
import json
import time

import pytest

DECK = {"id": "treaties", "title": "Treaties", "hash": "sha256:" + "ab" * 32}


def question(name, typed, score, answer="Port Arthur"):
    word = "right" if score == 1 else "partial" if score else "wrong"
    return {
        "question": f"treaties/{name}",
        "text": f"{name}?",
        "typed": typed,
        "answer": [answer],
        "verdict": word,
        "score": score,
    }


def quiz_of(name, *questions, total=2, **more):
    return {
        "v": 1,
        "document": "quiz",
        "name": name,
        "seed": 7,
        "form": None,
        "decks": [DECK],
        "requested": total,
        "total": total,
        "started": "2024-05-14T07:00:00.000Z",
        "ended": "2024-05-14T07:01:30.000Z",
        "questions": list(questions),
        **more,
    }


@pytest.fixture
def hand_in(tmp_path):
    """Write the file of a quiz, and return its path."""

    def write(name, document):
        path = tmp_path / name
        text = document if isinstance(document, str) else json.dumps(document)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def three(hand_in):
    """Three learners: two missed the port, with the same slip of memory."""
    return [
        hand_in("b.json", quiz_of("Ben", question("port", "Dalian", 0), question("river", "Ussuri", 1))),
        hand_in("a.json", quiz_of("Anna", question("port", "dalian ", 0), question("river", "Amur", 0.5))),
        hand_in("c.json", quiz_of("Cleo", question("port", "Port Arthur", 1))),
    ]


def test_the_table(cli, three):
    """Learners by name with their scores, out of what was asked for; then the questions, the hardest first."""
    code, out, err = cli("results", *three)
    assert code == 0
    assert out == (
        "3 files, by name\n"
        "  Anna  ██▌          0.5 of  2 points, 0 right, in 1 min 30 s\n"
        "  Ben   █████        1.0 of  2 points, 1 right, in 1 min 30 s\n"
        "  Cleo  █████        1.0 of  2 points, 1 right, 1 not answered, in 1 min 30 s\n"
        "\n"
        "questions, the hardest first: points that were missed, and the commonest wrong answers\n"
        "   67 %  port?\n"
        "         → Port Arthur; 1 of 3 right\n"
        "         instead: dalian ×2\n"
        "   25 %  river?\n"
        "         → Port Arthur; 1 of 2 right\n"
        "         instead: Amur ×1\n"
    )
    assert err == "unfinished, and what was not reached gives no points: Cleo\n"


def test_names_of_any_script_stand_in_one_column(cli, hand_in):
    """A Chinese sign takes two cells of a terminal, and an accent of its own none."""
    paths = [hand_in(f"{at}.json", quiz_of(name)) for at, name in enumerate(("王小明", "Ze\u0301", "Longest name"))]
    rows = cli("results", *paths).out.splitlines()[1:4]
    assert [row.index("0.0 of") for row in rows] == [29, 30, 26]


def test_as_json(cli, three):
    """One document, with everything that the table has."""
    found = cli("results", "--json", *three).json
    assert [(each["name"], each["points"], each["out_of"], each["finished"]) for each in found["learners"]] == [
        ("Anna", 0.5, 2, True),
        ("Ben", 1.0, 2, True),
        ("Cleo", 1.0, 2, False),
    ]
    assert [each["question"] for each in found["questions"]] == ["treaties/port", "treaties/river"]
    assert found["questions"][0]["wrong"] == [{"typed": "dalian", "times": 2}]
    assert found["quizzes"] == [{"quiz": "A", "decks": [DECK], "seed": 7, "form": None, "total": 2}]


def test_as_csv(cli, three, hand_in):
    """A row for each learner, a column for each question; no name is a formula."""
    path = hand_in("d.json", quiz_of("=HYPERLINK(1)", question("river", "", 0)))
    rows = list(csv.DictReader(io.StringIO(cli("results", "--csv", path, *three).out)))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)", "Anna", "Ben", "Cleo"]
    assert [row["treaties/port"] for row in rows] == ["", "0.0", "0.0", "1.0"]
    assert [row["out_of"] for row in rows] == ["2"] * 4


def test_a_folder_of_files(cli, three, tmp_path):
    """A folder stands for its `.json` files."""
    assert cli("results", "--json", str(tmp_path)).json["learners"] == sorted(
        cli("results", "--json", *three).json["learners"], key=lambda each: each["name"]
    )


def test_one_file_by_two_ways_counts_once(cli, three, tmp_path):
    """A file that is named beside its folder is no second quiz of its learner."""
    found = cli("results", str(tmp_path), *three, "--json")
    assert len(found.json["learners"]) == 3
    assert "has 2 files" not in found.err


def test_different_quizzes_are_told(cli, three, hand_in):
    """Another seed or another deck is named, and each learner's quiz stands in its row."""
    other = {**DECK, "hash": "sha256:" + "cd" * 32}
    path = hand_in("d.json", quiz_of("Dan", question("port", "", 0), seed=8, decks=[other]))
    code, out, err = cli("results", path, *three)
    assert code == 0
    assert "quiz B" in next(line for line in out.splitlines() if "Dan" in line)
    assert "these are 2 different quizzes" in err
    assert "A: treaties (abababab); seed 7, 2 questions\n" in err
    assert "B: treaties (cdcdcdcd); seed 8, 2 questions\n" in err
    assert "the deck treaties is not the same on all machines" in err


def test_the_same_learner_twice(cli, three, hand_in):
    """Both files are shown, and it is told which they are."""
    path = hand_in("again.json", quiz_of("anna"))
    _, out, err = cli("results", path, *three)
    assert out.count("nna ") == 2
    assert "Anna has 2 files: " in err
    assert "a.json" in err
    assert "again.json" in err


BAD = {
    "": "line 1, column 1: broken",
    '{"v": 1, ': "line 1, column 10: broken",
    "[]": "no quiz of aide-memoire",
    "{}": "no quiz of aide-memoire",
    "[" * 100_000: "no document of a quiz",
    json.dumps({**quiz_of("x"), "v": 2}): "written by a later version",
    json.dumps({**quiz_of("x"), "v": None}): "written by a later version",
    json.dumps({**quiz_of("x"), "total": "2"}): "total: this must be a whole number from 0 on",
    json.dumps({**quiz_of("x"), "total": True}): "total: this must be a whole number",
    json.dumps({**quiz_of("x"), "seed": 10**40}): "seed: this must be a whole number",
    json.dumps({**quiz_of("x"), "started": "yesterday"}): "started: this must be a time such as",
    json.dumps({**quiz_of("x"), "decks": {}}): "decks: this must be a list",
    json.dumps({**quiz_of("x"), "questions": [7]}): "questions[0]: this must be a table",
    json.dumps(quiz_of("x", question("port", "", 0), total=0)): "questions: more than the total of 0",
    json.dumps(quiz_of("x", {**question("port", "", 0), "score": 2})): "questions[0].score: this must be a number",
    json.dumps(quiz_of("x", {**question("port", "", 0), "score": float("nan")})): "questions[0].score: this must be",
    json.dumps(quiz_of("x", {**question("port", "", 0), "verdict": "good"})): "questions[0].verdict: this must be one",
    json.dumps(quiz_of("x", {**question("port", "", 0), "answer": [1]})): "questions[0].answer: this must be a list",
    json.dumps(quiz_of("x", {**question("port", "", 0), "typed": None})): "questions[0].typed: this must be a text",
}


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_a_file_that_cannot_be_read(cli, three, hand_in, text):
    """It is told with its place and what to do; the others are shown; exit code 1."""
    path = hand_in("bad.json", text)
    code, out, err = cli("results", path, *three)
    assert code == 1
    assert out.startswith("3 files, by name\n")
    assert f"{path}: {BAD[text]}" in err


def test_a_cut_or_foreign_file_of_bytes(cli, three, tmp_path):
    """What is no text, is not there, or is a folder that holds nothing is told as well."""
    path = tmp_path / "bytes.bin"
    path.write_bytes(b"\xff\xfe\x00{")
    code, out, err = cli("results", str(path), str(tmp_path / "none.json"), *three)
    assert code == 1
    assert out.startswith("3 files")
    assert "bytes.bin: line 1, column 1: broken" in err
    assert "none.json: cannot be read: No such file" in err
    (tmp_path / "empty").mkdir()
    assert cli("results", str(tmp_path / "empty")).code == 1


def test_nothing_in_a_file_acts(cli, hand_in):
    """Names, answers and texts of others reach the terminal as visible symbols."""
    bad = "\x1b]0;x\x07\u202e\x9b"
    path = hand_in("d.json", quiz_of(f"D{bad}\nan", {**question("port", f"{bad}\nline", 0), "text": bad}, total=1))
    for options in ([], ["--csv"], ["--json"]):
        told = cli("results", path, *options)
        text = (json.loads(told.out)["learners"][0]["name"] if options == ["--json"] else told.out) + told.err
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(text)


def test_thousands_of_files(cli, tmp_path):
    """A school's worth of files is a table in seconds."""
    for number in range(3000):
        questions = [question(f"q{each}", f"x{each % 3}", each % 2) for each in range(10)]
        (tmp_path / f"{number}.json").write_text(json.dumps(quiz_of(f"L{number:04}", *questions, total=10)))
    start = time.perf_counter()
    found = cli("results", "--json", str(tmp_path)).json
    assert len(found["learners"]) == 3000
    assert time.perf_counter() - start < 20
