"""`doctor`: what it tells of files that are damaged, and that nothing readable is lost when they are mended."""

import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from itertools import count

import pytest

from aide_memoire.cli import main as entry
from aide_memoire.cli import progress_bar
from aide_memoire.store import inspect

DECK = '[deck]\nid = "many"\ntitle = "Many"\n'
NOTE = '[[card]]\nid = "n{0}"\nform = "flip"\nquestion = "What is {0}?"\nanswer = "It is {0}"\n'
PAGE = 4096


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """The place for a learner's files, which the first test fills and the others copy."""
    return tmp_path_factory.mktemp("past") / "data"


@pytest.fixture
def learner(cli, past):
    """A learner of 120 cards, 60 of them answered before the newest backup and 60 after it."""
    cli.deck(DECK + "".join(NOTE.format(number) for number in range(120)), "many")
    if past.exists():
        shutil.copytree(past, cli.data)
    else:
        cli.data.mkdir()
        (cli.data / "config.toml").write_text("new_per_day = 1000\n")
        cli.answer(*[3] * 60, decks=["many"])
        cli("reset", "--yes", "treaties", "blocs", "many/n0")  # whatever changes much makes a backup first
        cli.answer(*[3] * 60, decks=["many"])
        shutil.copytree(cli.data, past)
    cli._entropy = count(1_000).__next__  # no answer from here on has the id of one above
    return cli


def file_of(cli, profile="default"):
    return cli.data / "profiles" / f"{profile}.sqlite"


def backups_of(cli, profile="default"):
    return sorted((cli.data / "backups" / profile).glob("*.sqlite"))


def move_clock(monkeypatch, days):
    now = entry.local_now() + timedelta(days=days)
    monkeypatch.setattr(entry, "local_now", lambda: now)


def statuses(result):
    return {check["name"]: check["status"] for check in result.json["checks"]}


def check(cli, name, *arguments):
    return next(each for each in cli("doctor", "--json", *arguments).json["checks"] if each["name"] == name)


def overwrite(path, start, size, content=b"\xa5"):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(content * size)


def event_pages(path):
    """Return the numbers of the pages that hold the log's rows, counted from 0."""
    data = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'event'").fetchone()[0]
    start = (root - 1) * PAGE
    cells = int.from_bytes(data[start + 3 : start + 5], "big")
    assert data[start] == 2
    places = [int.from_bytes(data[start + at : start + at + 2], "big") for at in range(12, 12 + 2 * cells, 2)]
    return [int.from_bytes(data[start + place : start + place + 4], "big") - 1 for place in places]


def test_all_is_well(learner):
    """Every check is ok or a warning, exit code 0, and the places are the real ones."""
    code, out, err = learner("doctor")
    assert (code, err) == (0, "")
    assert {line.split()[1] for line in out.splitlines() if line[:1] in "✓!✗" and line} == {"ok"}
    told = learner("doctor", "--json").json
    assert told["v"] == 1
    assert told["places"]["progress"] == str(file_of(learner))
    assert [each["day"] for each in told["backups"]] == ["2024-05-14"]
    assert {"aide-memoire", "python", "sqlite", "textual", "fsrs", "progress"} == set(told["versions"])


def test_a_first_look_makes_nothing(cli):
    """Before anything was studied all is well, and no file is made by looking."""
    assert cli("doctor").code == 0
    assert not cli.data.exists()


def test_a_profile_that_is_not_there_is_told(cli):
    """As everywhere."""
    assert "there is no profile “nobody”" in cli("doctor", "--profile", "nobody").err


def test_memory_that_the_log_does_not_tell_is_found_and_mended(learner):
    """Rows lost by hand are an error that names the table; --fix brings the same bytes back."""
    before = learner.cards()
    with closing(sqlite3.connect(file_of(learner), isolation_level=None)) as db:
        db.execute("DELETE FROM memory WHERE card < 'many/n5'")
    assert learner("doctor").code == 1
    told = check(learner, "memory")
    assert (told["status"], "memory" in told["message"], "--fix" in told["hint"]) == ("error", True, True)
    assert learner.cards() != before
    assert learner("doctor", "--fix").code == 0
    assert learner.cards() == before
    assert learner("doctor").code == 0


def test_looking_changes_nothing(learner):
    """Without --fix a doctor who finds something leaves it as it is."""
    with closing(sqlite3.connect(file_of(learner), isolation_level=None)) as db:
        db.execute("DELETE FROM memory WHERE card < 'many/n5'")
    before = learner.cards()
    learner("doctor")
    assert learner.cards() == before


def truncate(path):
    os.truncate(path, path.stat().st_size // 2)


def overwrite_a_page_of_the_log(path):
    pages = event_pages(path)
    overwrite(path, pages[len(pages) // 2] * PAGE, PAGE)


def overwrite_the_head(path):
    overwrite(path, 0, 200)


def empty(path):
    os.truncate(path, 0)


def remove(path):
    path.unlink()


@pytest.mark.parametrize("damage", [truncate, overwrite_a_page_of_the_log, overwrite_the_head, remove])
def test_a_damaged_file_is_told_with_the_way_back(learner, damage):
    """It is an error, the hint is a command that can be typed, and that command mends it."""
    before = set(learner("export").out.splitlines())
    damage(file_of(learner))
    told = check(learner, "file")
    assert told["status"] == "error"
    assert "2024-05-14" in told["hint"]
    command = shlex.split(told["hint"].partition(" (")[0])
    assert learner(*command[1:], "--yes").code == 0
    assert learner("doctor").code == 0
    after = set(learner("export").out.splitlines())
    assert after <= before
    assert len(after) >= 60


def test_what_came_after_the_backup_is_salvaged(learner):
    """With one page of the log gone, the reviews on all other pages are there again, and their number is said."""
    before = learner("export").out.splitlines()
    assert len(before) > 120
    overwrite_a_page_of_the_log(file_of(learner))
    code, out, err = learner("doctor", "--restore", "--yes")
    assert code == 0
    after = learner("export").out.splitlines()
    lost = len(before) - len(after)
    assert set(after) <= set(before)
    assert lost < 20  # the rows of a page
    reviews = sum(json.loads(line)["kind"] == "review" for line in after) - 60
    assert f"recovered {reviews} reviews" in out
    assert "what was there before is kept in" in err


def test_without_a_damaged_page_nothing_is_lost(learner):
    """Where only the derived tables are damaged, the salvaged log is the whole log, and the cards are as they were."""
    before, cards = learner("export").out, learner.cards()
    overwrite_the_head(file_of(learner))
    learner("doctor", "--restore", "--yes")
    assert learner("export").out == before
    assert learner.cards() == cards


def test_what_can_be_read_is_kept_without_any_backup(learner):
    """Also where no backup is sound: the log is read out of the damaged file alone."""
    before, cards = learner("export").out, learner.cards()
    for path in backups_of(learner):
        overwrite(path, 0, PAGE)
    overwrite_the_head(file_of(learner))
    assert "there is no sound backup" in check(learner, "file")["hint"]
    assert learner("doctor", "--restore", "--yes").code == 0
    assert learner("export").out == before
    assert learner.cards() == cards


def test_the_newest_answers_are_salvaged_from_the_write_ahead_log(learner, tmp_path):
    """Answers that SQLite has not yet moved into the file itself are read where they are."""
    path = file_of(learner)
    with closing(sqlite3.connect(path)) as reader:  # keeps SQLite from folding the log in
        reader.execute("SELECT count(*) FROM event").fetchone()
        learner.answer(3, 3, 3, decks=["many"])
        before = learner("export").out
        kept = {ending: (path.parent / f"{path.name}{ending}").read_bytes() for ending in ("", "-wal")}
    assert len(kept["-wal"]) > PAGE
    for ending, content in kept.items():
        (path.parent / f"{path.name}{ending}").write_bytes(content)
    empty(path)
    code, _, err = learner("due")
    assert (code, "doctor --restore" in err) == (1, True)
    assert (path.parent / f"{path.name}-wal").read_bytes() == kept["-wal"]
    learner("doctor", "--restore", "--yes")
    after = learner("export").out.splitlines()
    assert set(after) <= set(before.splitlines())
    assert after[-1] == before.splitlines()[-1]


def test_long_answers_are_salvaged_too(cli):
    """What was typed may go on over several pages of the file."""
    cli.answer(3)
    line = json.loads(cli("export").out.splitlines()[0])
    long = {**line, "id": line["id"][:-4] + "beef", "typed": "ñ" * 9000}
    log = cli.data / "long.jsonl"
    log.write_text(json.dumps(long))
    assert cli("import", str(log)).code == 0
    before = cli("export").out
    overwrite_the_head(file_of(cli))
    for path in backups_of(cli):
        path.unlink()
    cli("doctor", "--restore", "--yes")
    assert cli("export").out == before


def test_errors_of_other_commands_name_the_doctor(learner):
    """Whatever command meets a damaged file says what to do."""
    overwrite_the_head(file_of(learner))
    code, _, err = learner("due")
    assert code == 1
    assert "aide-memoire doctor --restore" in err


def test_restoring_asks(learner):
    """Without a terminal to ask on and without --yes nothing happens: exit code 2."""
    before = file_of(learner).read_bytes()
    assert learner.program("doctor", "--restore", stdin=subprocess.DEVNULL).code == 2
    assert file_of(learner).read_bytes() == before


def test_the_backup_of_a_day_is_restored(learner, monkeypatch):
    """A day picks its backup; one without a backup is told, with those that there are."""
    move_clock(monkeypatch, 1)
    learner("reset", "--yes", "many/n1")
    assert [path.stem for path in backups_of(learner)] == ["2024-05-14", "2024-05-15"]
    remove(file_of(learner))
    code, _, err = learner("doctor", "--restore", "2024-05-01", "--yes")
    assert (code, "there is: 2024-05-15, 2024-05-14" in err) == (1, True)
    assert learner("doctor", "--restore", "2024-05-14", "--yes").code == 0
    assert len(learner("export").out.splitlines()) == 60
    told = check(learner, "backups")
    assert (told["status"], "the log only 60" in told["message"]) == ("warning", True)


def test_a_damaged_backup_is_passed_over(learner, monkeypatch):
    """The newest sound one is taken; a damaged one that is asked for is refused."""
    move_clock(monkeypatch, 1)
    learner("reset", "--yes", "many/n1")
    overwrite(backups_of(learner)[-1], PAGE, PAGE)
    assert check(learner, "backups")["message"] == "damaged: 2024-05-15"
    assert "2024-05-15 is damaged" in learner("doctor", "--restore", "2024-05-15", "--yes").err
    remove(file_of(learner))
    assert "the backup of 2024-05-14" in learner("doctor", "--restore", "--yes").out


def test_a_later_versions_file_is_told(learner):
    """The file is left alone, and updating is the first thing to do."""
    with closing(sqlite3.connect(file_of(learner))) as db:
        db.execute("PRAGMA user_version = 99")
    before = file_of(learner).read_bytes()
    told = check(learner, "file")
    assert (told["status"], told["hint"].startswith("update aide-memoire")) == ("error", True)
    assert file_of(learner).read_bytes() == before


def test_settings_that_cannot_be_used_are_no_damage(learner):
    """The file of the settings is named, and no backup is offered against it."""
    config = learner.data / "config.toml"
    config.write_text("new_per_day = 'many'\n")
    told = check(learner, "settings")
    assert (told["status"], "config.toml:1:" in told["message"], "restore" in told["hint"]) == ("warning", True, False)
    config.write_text("new_per_day = \n")
    told = check(learner, "settings")
    assert (told["status"], "config.toml" in told["message"], "restore" in told["hint"]) == ("error", True, False)


def test_settings_of_a_deck_that_is_not_there_are_told(learner):
    """With the id that it may have now: its settings are kept, and can be given to that one."""
    (learner.data / "config.toml").write_text('[decks."treatys"]\nform = "flip"\n')
    told = check(learner, "settings")
    assert 'config.toml:1: [decks."treatys"]: no deck has this id' in told["message"]
    assert told["hint"] == "did you mean `treaties`?"


def test_a_profile_in_use_is_not_replaced(learner):
    """While another program has it open nothing is moved."""
    with closing(sqlite3.connect(file_of(learner))) as other:
        other.execute("SELECT * FROM event").fetchone()
        code, _, err = learner("doctor", "--restore", "--yes")
        assert (code, "in use by another program" in err) == (1, True)
    assert learner("doctor").code == 0
    assert [path.name for path in file_of(learner).parent.glob(".*")] == []


def test_the_profile_is_named_in_the_way_back(learner):
    """The command that is told restores that very profile."""
    learner("profiles", "rename", "default", "ana")
    overwrite_the_head(file_of(learner, "ana"))
    hint = check(learner, "file", "--profile", "ana")["hint"]
    assert f"--profile ana --data-dir {learner.data}" in hint


@pytest.mark.posix
def test_permissions_are_told_and_mended(learner):
    """A file that others can read is a warning; --fix closes it."""
    file_of(learner).chmod(0o644)
    file_of(learner).parent.chmod(0o755)
    backups_of(learner)[0].chmod(0o644)
    code, out, _ = learner("doctor")
    assert (code, out.count("doctor --fix mends it")) == (0, 3)
    assert statuses(learner("doctor", "--fix", "--json"))["permissions"] == "ok"
    assert file_of(learner).stat().st_mode & 0o777 == 0o600
    assert file_of(learner).parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.posix
def test_a_name_that_is_no_profile_reaches_no_other_file(learner):
    """No path is made of it, neither to look at nor to mend."""
    (learner.data / "backups").chmod(0o750)
    learner.data.chmod(0o750)
    for arguments in (["--fix"], ["--restore", "--yes"]):
        assert "there is no profile" in learner("doctor", *arguments, "--profile", "..").err
    assert learner.data.stat().st_mode & 0o777 == 0o750


def test_an_interrupted_restore_changes_nothing(learner, monkeypatch):
    """Ctrl+C before the end leaves the damaged file where it is, byte for byte, and nothing beside it."""
    overwrite_the_head(file_of(learner))
    before = file_of(learner).read_bytes()

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(inspect, "rebuild_projections", interrupt)
    assert learner("doctor", "--restore", "--yes") == (130, "", "interrupted: nothing was changed\n")
    assert file_of(learner).read_bytes() == before
    assert os.listdir(file_of(learner).parent) == ["default.sqlite"]
    assert not (learner.data / "removed").exists()


def test_a_clock_that_was_set_back_is_told(learner, monkeypatch):
    """The newest event is ahead of now: a warning that says what then happens."""
    move_clock(monkeypatch, -9)
    told = check(learner, "clock")
    assert (told["status"], "kept in their order" in told["hint"]) == ("warning", True)


def ahead(line, number):
    """Return the line of an event as if it had happened twenty years later, under another id."""
    event = json.loads(line)
    uid = f"02{event['id'][2:30]}{number:06x}"
    later = {key: event[key].replace("2024-", "2044-") for key in ("at", "day", "due")}
    return json.dumps({**event, **later, "id": uid, "action": uid})


def test_an_evening_with_a_wrong_clock_is_told_and_undone(learner):
    """It is a warning; nothing is forgotten or due because of it. --fix undoes it, and later it stays undone."""
    cards, statistics = learner.cards(), learner("stats", "--json").json
    lines = learner("export").out.splitlines()
    late = [ahead(line, number) for number, line in enumerate(lines[-7:])]
    path = learner.decks.parent / "late.jsonl"
    path.write_text("\n".join(late))
    assert learner("import", str(path)).code == 0
    assert learner.cards() == cards
    assert learner("stats", "--json").json == statistics
    told = check(learner, "held")
    assert (told["status"], told["message"].startswith("7 events lie ahead")) == ("warning", True)
    assert "--fix" in told["hint"]
    assert len(learner("export").out.splitlines()) == len(lines) + 7
    assert "undone: 7 events" in learner("doctor", "--fix").out
    assert set(statuses(learner("doctor", "--json")).values()) == {"ok"}
    assert learner.cards() == cards


def test_a_clock_far_behind_undoes_nothing(learner, monkeypatch):
    """Where most of the log lies ahead, the clock is to be set: --fix leaves the log alone, unless one is sure."""
    before, cards = learner("export").out, learner.cards()
    with monkeypatch.context() as patch:
        move_clock(patch, -900)
        assert "set this machine's clock" in check(learner, "held")["hint"]
        assert learner("doctor", "--fix").code == 0
    assert (learner("export").out, learner.cards()) == (before, cards)
    move_clock(monkeypatch, -900)
    assert "undone" in learner("doctor", "--fix", "--yes").out
    assert '"kind":"undo"' in learner("export").out


def test_a_changed_byte_in_the_log_is_told_and_left_out(learner):
    """SQLite calls the file whole; by its checksum the answer is not the one that was given."""
    before = learner("export").out.splitlines()
    with closing(sqlite3.connect(file_of(learner), isolation_level=None)) as db:
        newest = db.execute("SELECT max(id) FROM event WHERE kind = 'review'").fetchone()[0]
        db.execute("UPDATE event SET data = replace(data, 'good', 'easy') WHERE id = ?", (newest,))
    told = check(learner, "file")
    assert (told["status"], "1 event in the log is not what was saved" in told["message"]) == ("error", True)
    code, _, err = learner("doctor", "--restore", "--yes")
    assert (code, "1 event left out, whose content was damaged" in err) == (0, True)
    assert learner("export").out.splitlines() == [line for line in before if newest not in line]
    assert learner("doctor").code == 0


def test_orphans_and_mistakes_in_decks_are_warnings(learner):
    """What an author has to mend is told with the command that tells more, and is no error."""
    learner.deck(DECK + NOTE.format(1) + '[[card]]\nid = "x"\n', "many")
    assert learner("doctor").code == 0
    assert check(learner, "orphans")["hint"] == "aide-memoire orphans"
    assert check(learner, "decks")["hint"] == "aide-memoire check"


def events_of_a_year(count):
    """Return a log of reviews of as many cards, as `export` writes it."""
    for number in range(count):
        stamp = 1_700_000_000_000 + number * 1000
        one = f"{stamp:012x}"
        uid = f"{one[:8]}-{one[8:]}-7000-8000-{number:012x}"
        yield json.dumps(
            {
                "v": 1, "id": uid, "kind": "review", "action": uid, "at": "2023-11-14T22:13:20.000Z",
                "offset": "+00:00", "day": "2023-11-14", "device": "d", "card": f"many/c{number}", "rating": "good",
                "was": "new", "state": "learning", "interval": 0, "due": "2023-11-14T22:23:20.000Z",
                "desired_retention": 0.9, "took": 900, "form": "flip", "typed": "x" * 300,
            }
        )  # fmt: skip


def test_an_interrupted_import_changes_nothing(learner):
    """Ctrl+C in the middle of a large import: exit code 130, the reason, and the same export as before."""
    log = learner.data / "large.jsonl"
    log.write_text("\n".join(events_of_a_year(12_000)))
    before, cards = learner("export").out, learner.cards()
    command = [sys.executable, "-m", "aide_memoire", *learner.globals, "import", str(log)]
    work = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until_written(file_of(learner))
    work.send_signal(2)
    out, err = work.communicate(timeout=60)
    assert (work.returncode, out, err) == (130, b"", b"interrupted: nothing was changed\n")
    assert learner("export").out == before
    assert learner.cards() == cards
    assert learner("doctor").code == 0


def wait_until_written(path):
    """Wait until another process is writing the file."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as db:
        for _ in range(2000):
            try:
                db.execute("BEGIN IMMEDIATE")
                db.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return
            time.sleep(0.005)
    raise AssertionError("nothing was written")


def test_long_work_can_be_watched_on_a_terminal(learner, monkeypatch, tmp_path):
    """After a while one line tells how far it is, in place, and is gone at the end; elsewhere there is none."""
    monkeypatch.setattr(progress_bar, "AFTER", 0)
    assert learner("export", "-o", str(tmp_path / "a.jsonl")).err.startswith("121 events written")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    err = learner("export", "-o", str(tmp_path / "b.jsonl")).err
    shown, _, rest = err.rpartition("\r")
    assert shown.startswith("\rexporting  0 of 121")
    assert rest.startswith("121 events written")


def test_a_report_of_a_bug_has_nothing_private(cli):
    """Versions, counts and settings, but no path, no name, and no word of decks and answers."""
    cli.answer(2)
    (cli.data / "config.toml").write_text('new_per_day = 7\ndays_off = ["2027-01-01"]\n')
    code, out, err = cli("doctor", "--report")
    assert (code, err) == (0, "")
    assert re.search(r"^new_per_day +7$", out, re.MULTILINE)
    assert re.search(r"^events +\d+$", out, re.MULTILINE)
    for private in (str(cli.data), "treaties", "Lobanov", "1896", "2027-01-01", os.path.expanduser("~"), "default"):
        assert private not in out


def test_a_report_of_a_bug_where_nothing_works(cli):
    """A progress file that cannot be opened and settings that cannot be read are said so, without a path."""
    cli.answer(1)
    [profile] = cli.data.rglob("default.sqlite")
    profile.write_bytes(b"no database" * 100)
    (cli.data / "config.toml").write_text("new_per_day = [")
    _, out, _ = cli("doctor", "--report")
    assert re.search(r"^settings +cannot be read$", out, re.MULTILINE)
    assert "progress          cannot be opened" in out
    assert str(cli.data) not in out
