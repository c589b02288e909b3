"""`export`: the log, line by line."""

import csv
import io
import json
import re
import tomllib

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
    assert f"{file} already exists" in err
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


PORT, RUSSIA = "treaties/port-arthur", "blocs/members#russia"


def test_of_one_deck_alone_its_own_events_are_exported(cli):
    """Another deck's answers stay out, an undo of this one's goes along; a deck that is not there is told."""
    cli.answer(4, decks=["blocs"])
    cli.answer(4, decks=["treaties"])
    cli("undo")
    rows = [json.loads(line) for line in cli("export", "treaties").out.splitlines()]
    assert [row["kind"] for row in rows] == ["review", "undo"]
    assert {row["card"].partition("/")[0] for row in rows} == {"treaties", ""}
    assert {json.loads(line)["kind"] for line in cli("export", "blocs").out.splitlines()} == {"review"}
    assert cli("export", "atlantis").code == 1


def test_the_states_as_json_and_as_toml(cli):
    """Both hold every card with its state, and a summary; null is left out of TOML, which has none."""
    cli.answer(4, decks=["blocs"])
    told = cli("export", "--format", "json").json
    assert (told["v"], told["profile"], told["day"]) == (1, "default", "2024-05-14")
    assert told["states"] == {"new": 3, "review": 3}
    assert {card["id"]: card for card in told["cards"]} == cli.cards()
    toml = tomllib.loads(cli("export", "--format", "toml").out)
    bare = [{key: value for key, value in card.items() if value is not None} for card in told["cards"]]
    assert (toml["cards"], toml["states"]) == (bare, told["states"])


def test_the_states_of_no_card_are_a_whole_document(cli):
    """A deck without cards is no special case for whoever reads it."""
    (cli.decks / "empty.toml").write_text('[deck]\nid = "empty"\n')
    assert cli("export", "--format", "json", "empty").json["cards"] == []
    assert tomllib.loads(cli("export", "--format", "toml", "empty").out)["states"] == {}
    assert len(cli("export", "--format", "csv", "empty").out.splitlines()) == 1


def test_a_table_of_the_cards(cli):
    """A row for each card, under names; commas, quotes and lines in texts stay in their cells."""
    question = 'Say \\"a, b\\"\\nor not?'
    (cli.decks / "odd.toml").write_text(f'[[card]]\nid = "odd"\nquestion = "{question}"\nanswer = "=1+1"\n')
    cli.answer(4, decks=["treaties"])
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(cli("export", "--format", "csv").out))}
    assert rows.keys() == cli.cards().keys()
    assert rows["odd/odd"]["question"] == 'Say "a, b"\nor not?'
    assert rows["odd/odd"]["answer"] == "=1+1"
    assert (rows[PORT]["state"], rows[PORT]["suspended"], rows[PORT]["due"]) == ("new", "false", "")


def test_a_table_for_a_spreadsheet_holds_no_formula(cli):
    """On demand nothing in a cell begins as a formula does; for another format that means nothing: exit code 2."""
    notes = "".join(
        f'[[card]]\nid = "n{n}"\nquestion = "Q{n}?"\nanswer = "{text}"\n'
        for n, text in enumerate(["=HYPERLINK(1)", "+1", "-1", "@x", "plain"])
    )
    (cli.decks / "odd.toml").write_text(notes)
    table = cli("export", "--format", "csv", "--spreadsheet", "odd").out
    answers = [row["answer"] for row in csv.DictReader(io.StringIO(table))]
    assert answers == ["'=HYPERLINK(1)", "'+1", "'-1", "'@x", "plain"]
    assert cli("export", "--spreadsheet").code == 2


def test_the_review_log_for_optimisers(cli):
    """Card, time, rating, state before and duration of each review that counts, by the optimisers' own numbers."""
    cli.answer(4, decks=["blocs"])
    cli.answer(1, 3, decks=["treaties"])
    cli("undo")
    head, *lines = cli("export", "--format", "fsrs", "treaties").out.splitlines()
    assert head == "card_id,review_time,review_rating,review_state,review_duration"
    assert [line.split(",")[1:] for line in lines] == [["1715670000000", "1", "0", "0"]]
    assert len(cli("export", "--format", "fsrs").out.splitlines()) == 1 + 3 + 1
    assert f"{RUSSIA},1715670000000,4,0,0" in cli("export", "--format", "fsrs").out


def test_a_linked_history_is_the_new_cards(cli):
    """Optimisers see one card, under the id as which its history goes on."""
    cli.answer(4, 4, 4, decks=["treaties"])
    deck = cli.decks / "treaties.toml"
    deck.write_text(deck.read_text().replace("port-arthur", "lushun"))
    assert cli("export", "--format", "json").json["orphans"] == [PORT]
    assert cli("orphans", "--link-likely").code == 0
    told = cli("export", "--format", "fsrs").out
    assert "treaties/lushun," in told
    assert PORT not in told
    assert cli("export", "--format", "json").json["orphans"] == []


def test_the_log_carries_all_of_the_progress(cli, tmp_path):
    """Out, into a new profile, and in once more: the cards stand as they did, to the last figure."""
    cli.answer(4, 1, 3)
    cli("suspend", "treaties")
    cli("undo")
    cli("bury", "--tag", "qing")
    file = str(tmp_path / "log.jsonl")
    cli("export", "-o", file)
    wanted, lines = cli("cards", "--json").out, cli("export").out
    cli("profiles", "create", "anna")
    for new in (len(lines.splitlines()), 0):
        assert f" {new} of " in cli("--profile", "anna", "import", file).out
        assert cli("--profile", "anna", "cards", "--json").out == wanted
        assert cli("--profile", "anna", "export").out == lines
