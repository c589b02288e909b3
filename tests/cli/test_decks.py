"""`decks`: which there are."""

import pytest

BLOCS = """[deck]
id = "blocs"

[[group]]
id = "members"
name = "members of the CSTO"
members = ["Russia", "Belarus", "Armenia"]
"""


def test_decks_lists_each_with_its_place(cli):
    """Id, title, counts and the file, in the order of names."""
    code, out, err = cli("decks")
    assert (code, err) == (0, "")
    assert out == (
        f"blocs  Blocs\n    1 note, 3 cards  {cli.decks}/blocs.toml\n"
        f"treaties  Treaties\n    2 notes, 3 cards  {cli.decks}/treaties.toml\n"
    )


def test_decks_json(cli):
    """Just these keys for each deck."""
    document = cli("decks", "--json").json
    assert document["v"] == 1
    assert document["decks"][0] == {
        "id": "blocs",
        "title": "Blocs",
        "path": f"{cli.decks}/blocs.toml",
        "notes": 1,
        "cards": 3,
        "problems": 0,
    }


def test_a_deck_with_mistakes_says_where_to_look(cli):
    """What can be read of it is studied all the same."""
    path = cli.deck('[[card]]\nid = "x"\nquestion = "Q?"\n[[card]]\nid = "y"\nquestion = "Q?"\nanswer = "A"\n', "wrong")
    assert f"    1 mistake: aide-memoire check {path}\n" in cli("decks").out
    wrong = cli("decks", "--json").json["decks"][-1]
    assert (wrong["notes"], wrong["cards"], wrong["problems"]) == (1, 1, 1)


def test_a_lure_that_is_right_is_counted_everywhere(cli):
    """It is found when mistakes are counted, not when the deck is read: whoever asks first hears the same number."""
    note = '[[card]]\nid = "{0}"\nquestion = "{0}?"\nanswer = "Alpha"\nlures = ["{1}", "Omega"]\nsource = "s"\n'
    path = cli.deck('[[source]]\nid = "s"\ntitle = "S"\n' + note.format("a", "alpha") + note.format("b", "Beta"), "l")
    assert cli("due").code == 0
    for _ in range(2):
        assert f"1 mistake in {path}" in cli("doctor").out
        assert f"    1 mistake: aide-memoire check {path}\n" in cli("decks").out
    assert "the lure “alpha” is right" in cli("check", path).out
    cli.deck('[[source]]\nid = "s"\ntitle = "S"\n' + note.format("a", "Gamma") + note.format("b", "Beta"), "l")
    assert "mistake" not in cli("decks").out


def test_two_files_with_one_id_are_both_named(cli):
    """The one that is named as the deck is studied; the other one says which that is, here and in `check`."""
    other = cli.deck('[deck]\nid = "blocs"\n[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n', "abc")
    instead = f"and is studied instead: {cli.decks}/blocs.toml\n"
    assert cli("decks").out.count("not studied: another file has the same deck id") == 1
    assert f"{other}\n    not studied: another file has the same deck id {instead}" in cli("decks").out
    decks = cli("decks", "--json").json["decks"]
    assert [(deck["problems"], deck.get("studied")) for deck in decks] == [(1, False), (0, None), (0, None)]
    assert sorted(deck["id"] for deck in cli("due", "--json").json["decks"]) == ["blocs", "treaties"]
    assert "blocs/members#russia" in cli.cards()
    told = cli("check", "--decks", str(cli.decks)).out
    assert told.count("deck-id-twice") == 1
    assert f"{other}:2:6: error[deck-id-twice]: another deck has the id “blocs” {instead}" in told


CONFLICT_COPIES = [
    "blocs.sync-conflict-20260101-120000-ABCDEFG.toml",
    "blocs (conflicted copy 2026-01-01).toml",
    "blocs (Anna's conflicted copy 2026-01-01).toml",
    "blocs (Annas MacBook's conflicted copy 2026-01-01 (1)).toml",
    "blocs (in Konflikt stehende Kopie von Anna 2026-01-01).toml",
    "blocs (SFConflict anna@example.org 2026-01-01-12-00-00).toml",
    "blocs (Case Conflict 1).toml",
    "blocs_conflict-20260101-120000.toml",
    "blocs_BASE_4711.toml",
]
BACKUPS = ["blocs~", "blocs.toml~", "#blocs.toml#", "blocs.toml.bak", "blocs.toml.orig", "blocs.toml.tmp"]
BACKUPS += [".blocs.toml.swp", ".#blocs.toml", "blocs.toml.~1~", "blocs.toml.1", "~$blocs.toml"]


@pytest.mark.parametrize("name", CONFLICT_COPIES)
def test_a_conflict_copy_is_told_and_never_studied(cli, name):
    """Nor does it take its deck out of study."""
    before = cli("due", "--json").json, cli("decks").out
    (cli.decks / name).write_text(BLOCS.replace("Russia", "Rossiya"), encoding="utf-8")
    code, out, err = cli("decks")
    assert (code, out, cli("due", "--json").json) == (0, before[1], before[0])
    cure = "a conflict copy: put what is missing into blocs.toml, then delete the copy"
    assert err == f"not studied: {cli.decks / name} ({cure})\n"
    assert [each["path"] for each in cli("decks", "--json").json["unread"]] == [str(cli.decks / name)]
    assert name in cli("check").err
    (cli.decks / "blocs.toml").unlink()
    assert "a conflict copy of blocs.toml, which is not here: rename the copy to study it" in cli("decks").err


def test_backups_of_editors_are_told_in_one_line_and_never_studied(cli):
    """They lie beside the deck for as long as an editor is open, or for ever."""
    before = cli("due", "--json").json, cli("decks").out
    for name in BACKUPS:
        (cli.decks / name).write_text(BLOCS, encoding="utf-8")
    code, out, err = cli("decks")
    assert (code, out, cli("due", "--json").json) == (0, before[1], before[0])
    (line,) = err.splitlines()
    assert line.startswith(f"not read in {cli.decks}: ")
    assert line.endswith(f" and {len(BACKUPS) - 5} more (backups of an editor)")
    assert len(cli("decks", "--json").json["unread"]) == len(BACKUPS)


@pytest.mark.parametrize("name", ["blocs 2.toml", "blocs-LAPTOP.toml", "blocs (1).toml", "blocs copy.toml", "a.toml"])
def test_a_copy_that_only_its_id_gives_away_is_not_studied(cli, name):
    """iCloud, OneDrive and browsers name copies as people do: the deck itself stays in study."""
    before = cli.cards()
    (cli.decks / name).write_text(BLOCS.replace("Russia", "Rossiya"), encoding="utf-8")
    assert cli.cards() == before
    assert f"{name}\n    not studied: another file has the same deck id" in cli("decks").out


@pytest.mark.parametrize(
    "name", ["sino-soviet-conflict-1969", "border conflict (1969)", "the old (1900)", "a_b", "x.y"]
)
def test_a_name_of_a_deck_that_looks_like_a_copy_is_no_copy(cli, name):
    """Conflicts are also what decks are about."""
    cli.deck(BLOCS.replace("blocs", "war"), name)
    assert "war" in [deck["id"] for deck in cli("decks", "--json").json["decks"]]
    assert cli("decks").err == ""


def test_subfolders_are_read_one_level_deep(cli):
    """A git clone among the decks works; what lies deeper is told, hidden folders are nobody's business."""
    for folder in ("teacher", "teacher/deep", "teacher/.git", ".hidden"):
        (cli.decks / folder).mkdir()
        text = BLOCS.replace("blocs", folder.replace("/", "-").replace(".", ""))
        (cli.decks / folder / "x.toml").write_text(text, encoding="utf-8")
    (cli.decks / "teacher" / "README.md").write_text("read me")
    (cli.decks / "teacher" / "LICENSE").write_text("CC0")
    ids = [deck["id"] for deck in cli("decks", "--json").json["decks"]]
    assert ids == ["blocs", "treaties", "teacher"]
    assert cli("decks").err == (
        f"not read in {cli.decks}/teacher: deep (folders are read one level deep: its decks lie deeper)\n"
    )
    (cli.decks / "teacher" / "x.toml").unlink()
    assert [deck["id"] for deck in cli("decks", "--json").json["decks"]] == ["blocs", "treaties"]


@pytest.mark.posix
def test_a_folder_named_twice_is_read_once(cli):
    """`--decks A --decks A/b` has each file once, as before subfolders were read."""
    (cli.decks / "b").mkdir()
    (cli.decks / "b" / "x.toml").write_text(BLOCS.replace("blocs", "x"), encoding="utf-8")
    (cli.decks / "loop").symlink_to(cli.decks)
    assert cli("decks", "--decks", str(cli.decks / "b")).out.count("x.toml") == 1
    assert "not studied" not in cli("decks", "--decks", str(cli.decks / "b")).out


def test_what_is_read_and_what_is_not(cli):
    """The ending counts in any case; what has another one is told, but for what belongs beside decks."""
    (cli.decks / "B.TOML").write_text(BLOCS.replace('"blocs"', '"upper"'), encoding="utf-8")
    for name in ("x.txt", "b.tml", "c.toml.txt", "pyproject.toml", ".draft.toml"):
        (cli.decks / name).write_text(BLOCS, encoding="utf-8")
    for name in ("README.md", "deck.schema.json", "map.png", ".gitignore", "LICENSE"):
        (cli.decks / name).write_text("", encoding="utf-8")
    assert [deck["id"] for deck in cli("decks", "--json").json["decks"]] == ["upper", "blocs", "treaties"]
    err = cli("decks").err
    assert f"not read in {cli.decks}: b.tml, c.toml.txt, x.txt (a deck's file ends in .toml" in err
    assert f"not read in {cli.decks}: pyproject.toml (settings of other programs)\n" in err
    assert f"not read in {cli.decks}: .draft.toml (hidden" in err
    assert not any(name in err for name in ("README", "schema", "map.png", "gitignore", "LICENSE"))
    assert "x.txt" in cli("check", str(cli.decks)).err


def test_no_decks_says_where_to_put_some(cli):
    """An empty folder is no failure; the word is no data."""
    for path in cli.decks.iterdir():
        path.unlink()
    assert cli("decks") == (0, "", f"no decks yet; put .toml files in {cli.decks}\n")
    assert cli("decks", "--json").json == {"v": 1, "decks": []}


@pytest.mark.parametrize("change", ["edited", "removed", "added"])
def test_decks_are_as_they_are_now(cli, change):
    """What changes on the disk shows at the next command."""
    cli("decks")
    if change == "edited":
        cli.deck('[deck]\ntitle = "Pacts"\n[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n', "blocs")
    elif change == "removed":
        (cli.decks / "blocs.toml").unlink()
    else:
        cli.deck('[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n', "zinc")
    titles = [deck["title"] for deck in cli("decks", "--json").json["decks"]]
    assert (
        titles
        == {
            "edited": ["Pacts", "Treaties"],
            "removed": ["Treaties"],
            "added": ["Blocs", "Treaties", "zinc"],
        }[change]
    )


def test_settings_of_its_own_stand_beside_a_deck(cli):
    """In words and in JSON; those of a deck that is not there are told, with its line."""
    cli.data.mkdir()
    config = cli.data / "config.toml"
    config.write_text('[decks.blocs]\nnew_per_day = 3\ndesired_retention = 0.85\n\n[decks."bloks"]\nform = "flip"\n')
    code, out, err = cli("decks")
    assert (code, "blocs.toml\n    its own settings: at most 3 new a day · 85 % wanted\n" in out) == (0, True)
    assert err == f'{config}:5: [decks."bloks"]: no deck has this id; did you mean `blocs`?\n'
    rows = cli("decks", "--json").json["decks"]
    assert [row.get("settings") for row in rows] == [{"new_per_day": 3, "desired_retention": 0.85}, None]
