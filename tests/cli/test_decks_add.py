"""`decks add`: other people's decks, their updates, and own copies of them."""

import io
import os
import stat
import subprocess
import zipfile

import pytest

DECK = """\
[deck]
id = "{id}"
title = "The hand"

[[source]]
id = "gray"
title = "Gray"

[[card]]
id = "count"
question = "How many carpal bones are there?"
answer = "{answer}"
source = "gray p. 1"

[[card]]
id = "{note}"
question = "Which nerve is the ninth?"
answer = "Glossopharyngeal"
source = "gray p. 2"
{more}"""


def deck(deck_id="hand", answer="8", note="cn-ix", more=""):
    return DECK.format(id=deck_id, answer=answer, note=note, more=more)


@pytest.mark.parametrize(("name", "option"), [("add", "--dry-run"), ("seen", "DECK")])
def test_each_part_of_decks_has_help_of_its_own(cli, name, option):
    """`decks add --help` tells the options of `decks add`, and not those of `decks`."""
    code, out, err = cli("decks", name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: aide-memoire decks {name} ")
    assert option in out


@pytest.fixture
def author(tmp_path):
    """A folder of someone else with two decks."""
    folder = tmp_path / "anatomy"
    folder.mkdir()
    (folder / "hand.toml").write_text(deck())
    (folder / "foot.toml").write_text(deck("foot"))
    (folder / "README.md").write_text("Decks of mine")
    (folder / "LICENSE").write_text("CC0")
    (folder / "private.txt").write_text("private")
    return folder


def packed(path, files):
    """Write a zip file with these names and contents."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return str(path)


def zipped(path, folder):
    return packed(path, {f"{folder.name}/{each.name}": each.read_bytes() for each in sorted(folder.iterdir())})


def git(folder, *arguments):
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_a_folder_is_added_with_its_record(cli, author):
    """Decks and the texts about them are copied; what else lies there is not. They are studied at once."""
    code, out, err = cli("decks", "add", str(author))
    assert (code, err) == (0, "")
    assert out == (
        f"2 decks for {cli.decks}/anatomy\n"
        "    foot.toml: new\n        new: 2 cards\n"
        "    hand.toml: new\n        new: 2 cards\n"
        "    LICENSE: new\n    README.md: new\n"
        f"added to {cli.decks}/anatomy\n"
    )
    assert names(cli.decks / "anatomy") == ["LICENSE", "README.md", "foot.toml", "hand.toml", "origin.toml"]
    assert f'from = "{author}"\nday = "2024-05-14"\n' in (cli.decks / "anatomy" / "origin.toml").read_text()
    assert "hand/cn-ix" in cli.cards()
    assert f"hand.toml\n    from {author}, 2024-05-14\n" in cli("decks").out
    assert cli("decks").err == ""
    assert cli("check").code == 0
    origins = {each["id"]: each.get("origin") for each in cli("decks", "--json").json["decks"]}
    assert origins == {
        "blocs": None, "treaties": None,
        "hand": {"from": str(author), "day": "2024-05-14"}, "foot": {"from": str(author), "day": "2024-05-14"},
    }  # fmt: skip


def test_a_dry_run_writes_nothing(cli, author):
    """It says what would be done."""
    before = names(cli.decks)
    code, out, _ = cli("decks", "add", str(author), "--dry-run")
    assert (code, names(cli.decks)) == (0, before)
    assert "hand.toml: new" in out


def test_the_same_again_is_nothing_new(cli, author, tmp_path):
    """No question is asked, whatever the file is called: the decks say where they belong."""
    cli("decks", "add", zipped(tmp_path / "anatomy-v1.zip", author))
    code, out, err = cli("decks", "add", zipped(tmp_path / "anatomy (2).zip", author))
    assert (code, err) == (0, "")
    assert out.endswith("nothing new in it\n")
    assert [name for name in names(cli.decks) if not name.endswith(".toml")] == ["anatomy-v1"]


def test_an_update_tells_first_what_it_changes_and_asks(cli, author, tmp_path):
    """A mended answer, a note with a new id, one that is gone: all by name, and nothing is written unasked."""
    cli("decks", "add", zipped(tmp_path / "v1.zip", author))
    cli.answer(3, 3, decks=["hand"])
    cli.answer(3, 3, decks=["foot"])
    (author / "hand.toml").write_text(deck(answer="eight", note="cn-9", more='formerly = ["cn-ix"]\n'))
    (author / "foot.toml").write_text(deck("foot", note="cn-9"))
    newer = zipped(tmp_path / "v2.zip", author)
    before = cli.cards()
    code, out, err = cli("decks", "add", newer)
    assert (code, cli.cards()) == (2, before)
    assert "--yes" in err
    lines = (
        "    hand.toml: updated\n        answer changed: hand/count\n        history goes on: hand/cn-ix → hand/cn-9\n",
        "    foot.toml: updated\n        new: 1 card\n        history orphaned: foot/cn-ix\n",
    )
    assert out.startswith(f"an update of {cli.decks}/v1, from {tmp_path}/v1.zip, 2024-05-14\n")
    assert all(line in out for line in lines)
    code, out, _ = cli("decks", "add", newer, "--yes")
    assert (code, out.splitlines()[-1]) == (0, f"updated: {cli.decks}/v1")
    cli.answer(3, decks=["hand"])
    cards = cli.cards()
    assert min(cards["hand/cn-9"]["reps"], cards["hand/count"]["reps"]) > 0
    assert "foot/cn-ix" in cli("orphans").out
    assert "v2.zip" in cli("decks").out


@pytest.mark.posix
def test_on_a_terminal_it_asks(cli, author):
    """No is no, and yes is yes."""
    from terminal import Terminal  # noqa: PLC0415  Windows has no such terminal

    cli("decks", "add", str(author))
    (author / "hand.toml").write_text(deck(answer="eight"))
    for key, written in ((b"n", False), (b"y", True)):
        with Terminal([*cli.globals, "decks", "add", str(author)]) as terminal:
            terminal.until_words("take this over? [y/N]")
            terminal.press(key, b"\r")
            code, told = terminal.end()
        assert (code, b"nothing was changed" in told) == (0, not written)
        assert ("eight" in (cli.decks / "anatomy" / "hand.toml").read_text()) is written


def test_local_changes_are_kept_as_own_copies(cli, author):
    """What was changed here and there becomes an own copy that goes before; nothing of either is lost."""
    cli("decks", "add", str(author))
    mine = deck(answer="8 of them")
    (cli.decks / "anatomy" / "hand.toml").write_text(mine)
    (author / "hand.toml").write_text(deck(answer="eight"))
    code, out, _ = cli("decks", "add", str(author), "--yes")
    assert code == 0
    assert "hand.toml: changed by you and by them: yours becomes your own copy" in out
    assert f"your own copy: {cli.decks}/hand.toml\n" in out
    assert (cli.decks / "hand.toml").read_text() == mine
    assert "eight" in (cli.decks / "anatomy" / "hand.toml").read_text()
    assert cli.cards()["hand/count"]["answer"] == "8 of them"
    told = cli("decks").out
    assert f"    goes before {cli.decks}/anatomy/hand.toml\n    that one has changed since 2024-05-14: " in told
    assert cli("check").code == 0
    assert cli("decks", "seen", "hand").code == 0
    assert "changed since" not in cli("decks").out
    assert cli("decks", "seen", "foot").code == 1


def test_a_second_changed_copy_is_kept_too(cli, author):
    """Where an own copy is there already, the other one gets another name, and is told."""
    cli("decks", "add", str(author))
    cli.deck(deck(answer="mine"), "hand")
    (cli.decks / "anatomy" / "hand.toml").write_text(deck(answer="8 of them"))
    (author / "hand.toml").write_text(deck(answer="eight"))
    assert "your own goes before" not in cli("decks", "add", str(author), "--yes").out
    assert "8 of them" in (cli.decks / "hand-2.toml").read_text()
    assert cli.cards()["hand/count"]["answer"] == "mine"
    assert "hand-2.toml\n    not studied: another file has the same deck id" in cli("decks").out


def test_what_only_i_have_changed_stays(cli, author):
    """A change here, a file deleted here, one that the author no longer gives: all stay as they are, and are told."""
    cli("decks", "add", str(author))
    mine = deck(answer="8 of them")
    (cli.decks / "anatomy" / "hand.toml").write_text(mine)
    (cli.decks / "anatomy" / "README.md").unlink()
    (author / "foot.toml").unlink()
    code, out, _ = cli("decks", "add", str(author))
    assert code == 0
    assert "hand.toml: changed by you, not by them: yours stays\n" in out
    assert "README.md: deleted by you: stays away\n" in out
    assert "foot.toml: no longer in it: stays here\n" in out
    assert (cli.decks / "anatomy" / "hand.toml").read_text() == mine
    assert names(cli.decks / "anatomy") == ["LICENSE", "foot.toml", "hand.toml", "origin.toml"]


@pytest.mark.parametrize("changed", [False, True])
def test_a_deck_with_another_file_name_is_the_same_deck(cli, author, changed):
    """The old file goes, or becomes an own copy if it was changed: no id is there twice."""
    cli("decks", "add", str(author))
    if changed:
        (cli.decks / "anatomy" / "hand.toml").write_text(deck(answer="mine"))
    (author / "hand.toml").rename(author / "the-hand.toml")
    cli("decks", "add", str(author), "--yes")
    assert "hand.toml" not in names(cli.decks / "anatomy")
    assert "the-hand.toml" in names(cli.decks / "anatomy")
    assert "not studied" not in cli("decks").out
    assert cli.cards()["hand/count"]["answer"] == ("mine" if changed else "8")


def test_an_own_deck_goes_before_one_that_is_added(cli, author):
    """That is told before anything is written."""
    cli.deck(deck(answer="mine"), "mine")
    code, out, _ = cli("decks", "add", str(author), "--yes")
    assert code == 0
    assert f"hand.toml: new\n        your own goes before it: {cli.decks}/mine.toml\n" in out
    assert cli.cards()["hand/count"]["answer"] == "mine"
    assert f"goes before {cli.decks}/anatomy/hand.toml" in cli("decks").out


def test_the_images_of_notes_come_along(cli, author):
    """Only what a note names, and nothing that is hidden or leads out."""
    names_ = '["img/hand.png", "gone.png", "../secret.png", ".git/x.png", "run.sh"]'
    (author / "hand.toml").write_text(deck(more=f"media = {names_}\n"))
    for path in ("img/hand.png", "img/other.png", "../secret.png", ".git/x.png", "run.sh"):
        (author / path).parent.mkdir(exist_ok=True)
        (author / path).write_bytes(b"png")
    assert cli("decks", "add", str(author)).code == 0
    added = [os.path.relpath(os.path.join(folder, name), cli.decks / "anatomy")
             for folder, _, files in os.walk(cli.decks / "anatomy") for name in files]  # fmt: skip
    assert sorted(added) == ["LICENSE", "README.md", "foot.toml", "hand.toml", "img/hand.png", "origin.toml"]


@pytest.mark.posix
def test_what_is_not_taken_is_told(cli, author):
    """Conflict copies, settings, links and what lies too deep."""
    (author / "hand (conflicted copy 2026-01-01).toml").write_text(deck())
    (author / "config.toml").write_text("theme = 1\n")
    (author / "link.toml").symlink_to("/etc/passwd")
    (author / "a" / "b").mkdir(parents=True)
    (author / "a" / "b" / "x.toml").write_text(deck("x"))
    out = cli("decks", "add", str(author)).out
    assert "a link, not taken: link.toml" in out
    assert "a conflict copy, not taken: hand (conflicted copy 2026-01-01).toml" in out
    assert "no deck, not taken: config.toml" in out
    assert "b (folders are read one level deep" in out
    assert names(cli.decks / "anatomy") == ["LICENSE", "README.md", "foot.toml", "hand.toml", "origin.toml"]


def test_decks_of_subfolders_lie_side_by_side(cli, tmp_path):
    """As in a zip file from a forge: one folder around all, decks one level below, two of one name."""
    path = packed(
        tmp_path / "x.zip",
        {"repo-main/decks/deck.toml": deck("a"), "repo-main/more/deck.toml": deck("b"), "repo-main/pyproject.toml": ""},
    )
    assert cli("decks", "add", path, "--name", "theirs").code == 0
    assert names(cli.decks / "theirs") == ["deck.toml", "more-deck.toml", "origin.toml"]
    assert {"a", "b"} <= {each["id"] for each in cli("decks", "--json").json["decks"]}


def test_one_deck_can_be_given(cli, author):
    """A colleague sends one file."""
    assert cli("decks", "add", str(author / "hand.toml")).code == 0
    assert names(cli.decks / "hand") == ["hand.toml", "origin.toml"]


def link(name):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"../x.toml": deck()}, "a path that leads out of it: ../x.toml"),
        ({"a/../../x.toml": deck()}, "a path that leads out of it"),
        ({"/etc/x.toml": deck()}, "a path that leads out of it"),
        ({"C:\\x.toml": deck()}, "a path that leads out of it"),
        ({"..\\x.toml": deck()}, "a path that leads out of it"),
        ({"x\x1b[31m.toml": deck()}, "a name with signs that cannot be shown"),
        ({link("x.toml"): "/etc/passwd"}, "a link: x.toml"),
        ({"x.txt": "hello"}, "there are no decks in"),
        ({"pyproject.toml": "", "config.toml": "a = 1"}, "there are no decks in"),
        ({}, "there are no decks in"),
    ],
)
def test_a_zip_file_that_is_not_to_be_trusted_is_refused(cli, tmp_path, files, told):
    """Nothing of it is written anywhere."""
    before = names(tmp_path), names(cli.decks)
    path = packed(tmp_path / "x.zip", files)
    code, out, err = cli("decks", "add", path)
    assert (code, out) == (1, "")
    assert told in err
    assert "Traceback" not in err
    (tmp_path / "x.zip").unlink()
    assert [name for name in names(tmp_path) if name != "data"] == [name for name in before[0] if name != "data"]
    assert names(cli.decks) == before[1]


def test_a_zip_bomb_is_refused(cli, tmp_path, monkeypatch):
    """It is unpacked no further than a deck may be long, whatever it says of itself."""
    monkeypatch.setattr("aide_memoire.transfer.bundle.LARGEST_DECK", 100_000)
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.toml", b"#" * 10_000_000)
    code, _, err = cli("decks", "add", str(tmp_path / "x.zip"))
    assert (code, "x.toml is too large" in err) == (1, True)
    monkeypatch.setattr("aide_memoire.transfer.bundle.LARGEST_DECK", 10_000)
    monkeypatch.setattr("aide_memoire.transfer.bundle._LARGEST_BUNDLE", 3_000)
    path = packed(tmp_path / "y.zip", {f"{number}.toml": deck(f"d{number}") + "#" * 1000 for number in range(5)})
    code, _, err = cli("decks", "add", path)
    assert (code, "is too large" in err) == (1, True)


@pytest.mark.posix
@pytest.mark.parametrize("kind", ["text", "half", "encrypted", "twice", "pipe"])
def test_what_is_no_whole_zip_file_is_refused(cli, tmp_path, kind):
    """Each with its reason, and without waiting."""
    path = tmp_path / "x.zip"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.toml", deck())
        if kind == "twice":
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr("x.toml", deck("other"))
    data = bytearray(buffer.getvalue())
    if kind == "encrypted":
        at = data.index(b"PK\x01\x02") + 8
        data[at] |= 1
    if kind == "half":
        data[60:90] = bytes(30)
    path.write_bytes(b"hello" if kind == "text" else data)
    if kind == "pipe":
        path.unlink()
        os.mkfifo(path)
    code, out, err = cli("decks", "add", str(path))
    assert (code, out) == (1, "")
    assert any(words in err for words in ("is not a zip file", "cannot be unpacked", "encrypted", "twice", "ordinary"))


@pytest.mark.parametrize(
    ("path", "code", "told"),
    [
        ("https://example.org/a.zip", 1, "git clone"),
        ("nowhere", 1, "there is no file nowhere"),
        ("{decks}", 1, "among your decks already"),
        ("{empty}", 1, "there are no decks in"),
        ("{author} --name ../x", 2, "--name x"),
        ("", 2, "usage"),
    ],
)
def test_what_cannot_be_added_is_told(cli, author, tmp_path, path, code, told):
    """With a way on."""
    (tmp_path / "empty").mkdir()
    arguments = path.format(decks=cli.decks, empty=tmp_path / "empty", author=author).split()
    found = cli("decks", "add", *arguments)
    assert (found.code, found.out) == (code, "")
    assert told in found.err


def test_a_folder_that_did_not_come_by_add_is_never_touched(cli, author):
    """A clone of that name, or one's own folder."""
    (cli.decks / "anatomy").mkdir()
    (cli.decks / "anatomy" / "mine.toml").write_text(deck("mine"))
    code, _, err = cli("decks", "add", str(author))
    assert (code, "did not come by `decks add`" in err, "--name" in err) == (1, True, True)
    assert names(cli.decks / "anatomy") == ["mine.toml"]


def test_a_record_that_names_files_outside_moves_none(cli, author):
    """Whoever writes `origin.toml` cannot have other files deleted."""
    cli("decks", "add", str(author))
    victim = cli.deck(deck("hand"), "victim")
    record = cli.decks / "anatomy" / "origin.toml"
    record.write_text(record.read_text().replace('"hand.toml"', '"../victim.toml"'))
    (author / "hand.toml").rename(author / "other.toml")
    cli("decks", "add", str(author), "--yes")
    assert os.path.exists(victim)


def test_a_deck_over_git(cli, author, tmp_path):
    """A clone among the decks, a pull as the update, a local edit: nothing is lost, everything is told."""
    git(author, "init", "-q")
    git(author, "add", ".")
    git(author, "commit", "-qm", "1")
    git(cli.decks, "clone", "-q", str(author), "teacher")
    assert cli("decks").err == f"not read in {cli.decks}/teacher: private.txt (a deck's file ends in .toml; " + (
        "`aide-memoire import` reads files of other programs)\n"
    )
    cli.answer(3, 3, decks=["hand"])
    (author / "hand.toml").write_text(deck(answer="eight", note="cn-9", more='formerly = ["cn-ix"]\n'))
    git(author, "commit", "-qam", "2")
    git(cli.decks / "teacher", "pull", "-q")
    cli.answer(3, decks=["hand"])
    cards = cli.cards()
    assert (cards["hand/count"]["answer"], cards["hand/count"]["reps"] > 0) == ("eight", True)
    assert cards["hand/cn-9"]["reps"] > 0
    assert cli("orphans").out == "no card with a history has left its deck\n"


def an_editor(folder, script):
    path = folder / "an-editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.posix
def test_edit_of_an_added_deck_makes_an_own_copy(cli, author, tmp_path, monkeypatch):
    """It is told at once, goes before the other one, and an edit that changes nothing leaves no copy."""
    cli("decks", "add", str(author))
    theirs = cli.decks / "anatomy" / "hand.toml"
    before = theirs.read_bytes()
    monkeypatch.setenv("VISUAL", "true")
    code, _, err = cli("edit", "hand")
    assert (code, (cli.decks / "hand.toml").exists()) == (0, False)
    assert "no copy is kept" in err
    monkeypatch.setenv("VISUAL", an_editor(tmp_path, 'sed -i.bak "s/\\"8\\"/\\"eight\\"/" "$2"; rm "$2.bak"'))
    code, _, err = cli("edit", "hand/count")
    assert code == 0
    assert f"your own copy: {cli.decks}/hand.toml" in err
    assert theirs.read_bytes() == before
    assert cli.cards()["hand/count"]["answer"] == "eight"
    assert f"goes before {theirs}\n" in cli("decks").out
    assert [each["goes_before"] for each in cli("decks", "--json").json["decks"] if each["id"] == "hand"] == [
        str(theirs)
    ]
    (author / "hand.toml").write_text(deck(answer="VIII"))
    assert "your own goes before it" in cli("decks", "add", str(author), "--yes").out
    assert cli.cards()["hand/count"]["answer"] == "eight"
    hand = next(each for each in cli("decks", "--json").json["decks"] if each["id"] == "hand")
    assert hand["changed_since"] == "2024-05-14"
    theirs.write_bytes((cli.decks / "hand.toml").read_bytes())
    assert "both are the same now: you can delete your own" in cli("decks").out


def test_check_fix_never_writes_into_decks_of_others(cli, author):
    """It says how to have a copy of one's own; one's own decks are mended all the same."""
    (author / "hand.toml").write_text('[deck]\nid = "hand"\n[[card]]\nquestion = "Q?"\nanswer = "A"\n')
    cli("decks", "add", str(author))
    theirs = cli.decks / "anatomy" / "hand.toml"
    own = cli.deck('[deck]\nid = "own"\n[[card]]\nquestion = "Q?"\nanswer = "A"\n', "own")
    before = theirs.read_bytes()
    for arguments in ((), (str(theirs),), (str(cli.decks),)):
        code, _, err = cli("check", "--fix", *arguments)
        assert code == 1
        assert f"{theirs}: not yours to change; your own copy comes by: aide-memoire edit hand\n" in err
    assert theirs.read_bytes() == before
    with open(own, encoding="utf-8") as file:
        assert 'id = "card-q"' in file.read()


def test_decks_in_the_folder_of_an_added_one_are_others_too(cli, author):
    """Also where that folder is named by itself, an own copy goes to one's own decks."""
    cli("decks", "add", str(author))
    folder = cli.decks / "anatomy"
    out = cli("decks", "--json", "--data-dir", str(cli.data), "--decks", str(folder), bare=True).json
    assert [each["id"] for each in out["decks"]] == ["foot", "hand"]
    assert cli("check", str(folder)).err == "2 decks checked: all well\n"


def test_a_file_that_is_too_much_is_named(cli, author):
    """Of a folder, the file is told, and nothing is added."""
    with open(author / "all.toml", "wb") as file:
        file.truncate(40 * 2**20)
    code, _, err = cli("decks", "add", str(author))
    assert code == 1
    assert f"{author}/all.toml cannot be read: larger than 32 MB" in err
    assert not (cli.decks / "anatomy").exists()


@pytest.mark.posix
def test_a_folder_that_is_a_link_is_not_followed(cli, author):
    """It keeps no deck away, and is told."""
    (author / "loop").symlink_to(author)
    code, out, _ = cli("decks", "add", str(author))
    assert code == 0
    assert "a link, not taken: loop" in out
    assert (cli.decks / "anatomy" / "hand.toml").exists()


def test_what_is_read_in_vain_counts_too(cli, tmp_path, monkeypatch):
    """A zip file of much that is no deck is given up early."""
    monkeypatch.setattr("aide_memoire.transfer.bundle._LARGEST_BUNDLE", 50_000)
    path = packed(tmp_path / "x.zip", {f"{number}.toml": "#" * 20_000 for number in range(5)})
    code, _, err = cli("decks", "add", path)
    assert code == 1
    assert "2.toml is too large" in err


def test_more_notes_than_memory_holds_are_refused(cli, tmp_path, monkeypatch):
    """Of all decks together, before the last is read."""
    monkeypatch.setattr("aide_memoire.transfer.bundle._MOST_NOTES", 5)
    path = packed(tmp_path / "x.zip", {f"{number}.toml": deck(f"d{number}") for number in range(5)})
    code, _, err = cli("decks", "add", path)
    assert code == 1
    assert "more than 5 notes" in err


def test_many_decks_are_told_in_few_lines(cli, tmp_path):
    """The first hundred of those that are new, and how many more; of what is not taken, the first twenty."""
    decks = {f"d{number:03}.toml": deck(f"d{number}") for number in range(103)}
    path = packed(tmp_path / "x.zip", decks | {f"n{number}.toml": "#" for number in range(30)})
    code, out, _ = cli("decks", "add", path, "--dry-run")
    assert code == 0
    assert "d099.toml: new" in out
    assert "d100.toml" not in out
    assert "    3 files more: new\n" in out
    assert "    10 more like these\n" in out
