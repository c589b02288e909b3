"""`export`: the log, line by line."""

import json
import re

SHARED = ["v", "id", "kind", "action", "at", "offset", "day", "device", "card"]


def test_the_log_is_exported_line_by_line(cli):
    """Each event is one line of JSON: what all share first, then what the answer was."""
    cli.answer(3, decks=["treaties"])
    code, out, err = cli("export")
    assert (code, err) == (0, "")
    (line,) = out.splitlines()
    row = json.loads(line)
    assert list(row)[: len(SHARED)] == SHARED
    assert (row["v"], row["kind"], row["card"]) == (1, "review", "treaties/li-lobanov#when")
    assert (row["at"], row["offset"], row["day"]) == ("2024-05-14T07:00:00.000Z", "+02:00", "2024-05-14")
    assert row["id"] == row["action"]
    assert row["rating"] == "good"
    assert {"form", "took", "desired_retention", "interval", "due", "state"} <= set(row)


def test_what_was_taken_back_is_exported_too(cli):
    """The log loses nothing: an undone answer and its undo are both there, in order."""
    cli.answer(3)
    cli("undo")
    rows = [json.loads(line) for line in cli("export").out.splitlines()]
    assert rows[-1]["kind"] == "undo"
    assert rows[-1]["action"] == rows[0]["action"]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_export_to_a_file(cli, tmp_path):
    """The file has just what stdout would have had; the word about it is no data."""
    cli.answer(4, 4)
    wanted = cli("export").out
    file = tmp_path / "log.jsonl"
    code, out, err = cli("export", "-o", str(file))
    assert (code, out) == (0, "")
    assert re.fullmatch(rf"{len(wanted.splitlines())} events written to {re.escape(str(file))}\n", err)
    assert file.read_bytes() == wanted.encode()
    assert [path.name for path in tmp_path.glob("log*")] == ["log.jsonl"]


def test_a_file_that_is_there_is_never_overwritten(cli, tmp_path):
    """Exit code 1, and it keeps its bytes."""
    cli.answer(3)
    file = tmp_path / "log.jsonl"
    file.write_text("mine")
    code, out, err = cli("export", "-o", str(file))
    assert (code, out) == (1, "")
    assert f"{file} is there already" in err
    assert file.read_text() == "mine"


def test_a_file_that_cannot_be_written_is_told(cli, tmp_path):
    """A folder that is not there is exit code 1, with the reason, and nothing is left behind."""
    cli.answer(3)
    code, out, err = cli("export", "--output", str(tmp_path / "none" / "log.jsonl"))
    assert (code, out) == (1, "")
    assert "cannot be written: No such file or directory" in err


def test_a_file_beside_it_is_not_touched(cli, tmp_path):
    """Whatever the learner has under a name like the file's own is kept."""
    cli.answer(3)
    beside = tmp_path / "log.jsonl.part"
    beside.write_text("mine")
    cli("export", "-o", str(tmp_path / "log.jsonl"))
    assert beside.read_text() == "mine"


def test_a_format_that_is_not_there_is_told(cli):
    """Exit code 2, with those that are."""
    code, out, err = cli("export", "--format", "xml")
    assert (code, out) == (2, "")
    assert "jsonl" in err
