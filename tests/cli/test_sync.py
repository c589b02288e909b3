"""`sync`: which place, which learner, what is told, and the exit code."""

import json
import shutil
import socket
import sys
from contextlib import closing

import pytest

from aide_memoire.cli import terminal
from aide_memoire.store.connection import connect
from aide_memoire.store.sync_state import SyncState, save_sync_state
from aide_memoire.sync import folder
from terminal import PATIENCE, Terminal


@pytest.fixture
def where(tmp_path):
    """A folder that is carried."""
    path = tmp_path / "where"
    path.mkdir()
    return path


@pytest.fixture
def other(cli, tmp_path):
    """Run a command on another device, which has the same decks."""

    def run(*arguments, data="other"):
        return cli("--data-dir", str(tmp_path / data), "--decks", str(cli.decks), *arguments, bare=True)

    return run


def learners(where):
    """Return the names of the learners that are there."""
    return sorted(json.loads(path.read_text())["name"] for path in where.glob("aide-memoire/*/learner.json"))


def test_the_first_device_says_what_goes_out(cli, where):
    """The name and what is shared are told, then what was done."""
    cli.answer(3, 3, decks=["treaties"])
    result = cli("sync", str(where))
    assert (result.code, result.out) == (0, "sent 2 events, received nothing\n")
    assert "you are “default” in" in result.err
    assert "what you typed; no decks, no settings" in result.err
    assert learners(where) == ["default"]


def test_an_empty_profile_joins_the_only_learner(cli, other, where):
    """The second device needs nothing but the place, and after that not even this."""
    cli.answer(3, 3, decks=["treaties"])
    cli("sync", str(where))
    result = other("sync", str(where))
    assert result.code == 0
    assert result.out.startswith("sent nothing, received 2 from ")
    cli.answer(3, decks=["treaties"])
    assert cli("sync").out == "sent 1 event, received nothing\n"
    document = other("sync", "--json").json
    assert {key: document[key] for key in ("v", "sent", "received", "held_back")} == {
        "v": 1, "sent": 0, "received": 1, "held_back": 0
    }  # fmt: skip
    assert sorted((each["received"], each["this"]) for each in document["devices"]) == [(0, True), (1, False)]
    assert cli("export").out == other("export").out


def test_without_a_place_there_is_a_hint(cli):
    """It is a usage error."""
    result = cli("sync")
    assert (result.code, result.out) == (2, "")
    assert "there is no place to sync with yet" in result.err
    assert "aide-memoire sync FOLDER" in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["nowhere"], 1, "nowhere is not there"),
        (["https://example.org"], 2, "is no place to sync with"),
        ([""], 2, "an empty name"),
        (["--join", "a", "--new"], 2, "exclude each other"),
        (["--leave"], 2, "no place"),
    ],
)
def test_what_is_no_place_is_told(cli, arguments, code, told):
    """Exit 1 for what cannot be reached, 2 for what cannot be meant."""
    result = cli("sync", *arguments)
    assert (result.code, result.out) == (code, "")
    assert told in result.err


def test_a_profile_with_a_past_says_who_it_is(cli, other, where):
    """Without a terminal it is exit 2, and both ways are named."""
    cli("sync", str(where), "--name", "Anna")
    other("import", _log(cli))
    result = other("sync", str(where))
    assert (result.code, result.out) == (2, "")
    assert "has 1 learner: Anna; which are you?" in result.err
    assert "--join NAME" in result.err
    assert "--new" in result.err
    assert other("export").out


def _log(cli):
    cli.answer(3, decks=["treaties"])
    path = cli.data / "log.jsonl"
    path.write_text(cli("export").out)
    return str(path)


def test_joining_merges_a_past(cli, other, where):
    """What both did is on both, and the former learner is told."""
    cli.answer(3, decks=["treaties"])
    cli("sync", str(where), "--name", "Anna")
    other("undo")
    other("suspend", "treaties/port-arthur")
    assert other("sync", str(where), "--new").code == 0
    assert learners(where) == ["Anna", "default"]
    result = other("sync", "--join", "Anna")
    assert "“default”, whom this was before, is still there" in result.err
    cli("sync")
    assert cli("export").out == other("export").out
    assert len(cli("export").out.splitlines()) == 2


def test_two_that_began_alone_find_each_other(cli, other, where, tmp_path):
    """Both began before anything had arrived: each hears of its namesake, and one joins it by name."""
    cli.answer(3, decks=["treaties"])
    cli("sync", str(where))
    later = tmp_path / "later"
    later.mkdir()
    other("suspend", "treaties/port-arthur")
    other("sync", str(later))
    for folder_of_one, folder_of_other in ((where, later), (later, where)):
        shutil.copytree(folder_of_one, folder_of_other, dirs_exist_ok=True)
    assert "there is another “default” there" in cli("sync").err
    result = other("sync", "--join", "default")
    assert result.code == 0
    shutil.copytree(later, where, dirs_exist_ok=True)
    cli("sync")
    assert cli("export").out == other("export").out
    assert len(cli("export").out.splitlines()) == 2


def test_a_learner_that_is_not_there(cli, where):
    """The names that are there are told."""
    cli("sync", str(where), "--name", "Anna")
    result = cli("sync", "--join", "Ann\x1b")
    assert result.code == 1
    assert "there is no learner “Ann␛” there" in result.err
    assert "there is: Anna" in result.err


def test_a_new_learner_beside_others(cli, other, where):
    """A name that is taken is numbered, and each keeps its own."""
    cli.answer(3, decks=["treaties"])
    cli("sync", str(where), "--name", "Anna")
    other("sync", str(where), "--new", "--name", "Anna")
    assert learners(where) == ["Anna", "Anna 2"]
    assert other("export").out == ""


def test_it_is_asked_on_a_terminal(cli, other, where, monkeypatch):
    """By name, or nothing for a new learner, whose name is asked then."""
    cli("sync", str(where), "--name", "Anna")
    other("suspend", "treaties/port-arthur")
    answers = iter(["", "Bert"])
    monkeypatch.setattr("aide_memoire.cli.sync.has_terminal", lambda: True)
    monkeypatch.setattr("aide_memoire.cli.sync.ask", lambda _: next(answers))
    assert other("sync", str(where)).code == 0
    assert learners(where) == ["Anna", "Bert"]


def test_a_place_that_has_lost_all_is_told(cli, where):
    """Its disk may be another one. Named again, it gets all of it again."""
    cli.answer(3, decks=["treaties"])
    cli("sync", str(where))
    shutil.rmtree(where / "aide-memoire")
    result = cli("sync")
    assert result.code == 1
    assert "holds nothing of default any more" in result.err
    assert cli("sync", str(where)).out == "sent 1 event, received nothing\n"


def test_leaving_asks_first(cli, where, monkeypatch):
    """Without a terminal --yes is needed; a no changes nothing; after it the place is forgotten."""
    cli.answer(3, decks=["treaties"])
    cli("sync", str(where))
    assert cli("sync", "--leave").code == 2
    monkeypatch.setattr(terminal, "has_terminal", lambda: True)
    monkeypatch.setattr(terminal, "ask", lambda _: "n")
    assert "nothing was changed" in cli("sync", "--leave").err
    assert learners(where) == ["default"]
    assert cli("sync", "--leave", "--yes").code == 0
    assert list(where.iterdir()) == []
    assert cli("export").out
    assert cli("sync").code == 2


def test_a_folder_that_cannot_be_written_is_told(cli, where, monkeypatch):
    """The reason, and that nothing is lost."""
    cli.answer(3, decks=["treaties"])

    def read_only(*_):
        raise PermissionError(13, "Permission denied", str(where))

    monkeypatch.setattr(folder, "_make_private", read_only)
    result = cli("sync", str(where))
    assert (result.code, result.out) == (1, "")
    assert "Permission denied" in result.err
    assert "nothing is lost" in result.err


def test_a_clock_that_is_wrong_is_told(cli, other, where, monkeypatch):
    """Whose it is, and how far it was."""
    cli.answer(3, decks=["treaties"])
    cli("sync", str(where))
    lines = cli("export").out.replace("2024-05-14", "2044-05-14").replace('"id":"0', '"id":"1')
    path = cli.data / "ahead.jsonl"
    path.write_text(lines.replace('"action":"0', '"action":"1'))
    cli("import", str(path))
    cli("sync")
    result = other("sync", str(where))
    assert "was wrong: 1 event up to 2044-05-14, kept but not followed" in result.err
    assert other("sync", "--json").json["held_back"] == 1


def test_the_doctor_tells_of_the_sync(cli, where):
    """With what and when; a place that is gone is a warning, and no place is no word."""
    cli.answer(3, decks=["treaties"])
    assert "sync" not in cli("doctor").out
    cli("sync", str(where), "--name", "Anna")
    assert f"with {where}, as “Anna”; last at 2024-05-14T07:00" in cli("doctor").out
    shutil.rmtree(where)
    result = cli("doctor")
    assert result.code == 0
    assert f"{where} is not there; synced last at" in result.out


def test_a_server_needs_one_more_part(cli, monkeypatch):
    """Where psycopg is not installed, the message says how it is."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "aide_memoire.sync.postgres", raising=False)
    result = cli("sync", "postgresql://server/class")
    assert (result.code, result.out) == (1, "")
    assert "pip install 'aide-memoire[postgres]'" in result.err


def test_a_server_that_never_answers_holds_up_neither_a_key_nor_the_end(cli):
    """The app asks it beside study. Keys are followed meanwhile, and who leaves has left before it is asked again."""
    pytest.importorskip("psycopg")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"postgresql://anna@127.0.0.1:{silent.getsockname()[1]}/school"
        with closing(connect(str(cli.data / "profiles" / "default.sqlite"), str(cli.data / "lib.sqlite"))) as db:
            save_sync_state(db, SyncState("a" * 32, "anna", place))
        silent.settimeout(PATIENCE)
        with Terminal(cli.globals) as terminal, silent.accept()[0]:
            terminal.press(b"?")
            terminal.until_words("Everywhere")
            terminal.press(b"\x1b")
            terminal.quiet()
            terminal.press(b"\x11")
            assert terminal.end()[0] == 0
        silent.settimeout(0)
        with pytest.raises(BlockingIOError):
            silent.accept()
