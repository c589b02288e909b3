"""Ids that look the same: of two cases, composed or not, twice in one deck, one deck in two files."""

import json
import unicodedata

import pytest

from aide_memoire.cli import main as entry
from hard.test_hostile_files import folders, program  # noqa: F401  a fixture

CARD = '[[card]]\nid = "{id}"\nform = "flip"\nquestion = "Q{n}?"\nanswer = "A{n}"\n'
COMPOSED = unicodedata.normalize("NFC", "café")
TAKEN_APART = unicodedata.normalize("NFD", "café")
PAIRS = {
    "case": ("a", "A"),
    "case of other scripts": ("ж", "Ж"),
    "two kinds of lower case": ("straße", "STRASSE"),
    "a dotless i": ("ı", "i"),
    "the order of marks": ("ẹ́", "ẹ́"),
    "composed or not": (COMPOSED, TAKEN_APART),
    "compatibility": ("ﬁ", "fi"),
    "wide signs": ("Ａ", "A"),
    "look-alikes": ("а", "a"),
    "nothing between": ("a", "a\u200b"),
    "the same": ("a", "a"),
}


def study(places, *decks):
    """Answer all questions; return the cards that have an answer then."""
    assert program("study", *decks, "--plain", "--form", "flip", *places, given=b"\n1\n" * 4 + b"q\n")[0] == 0
    lines = [json.loads(line) for line in program("export", *places)[1].splitlines() if line.startswith("{")]
    return {line["card"] for line in lines if line["kind"] == "review"}


def all_commands_end(places):
    for call in ("due", "decks", "cards --json", "stats", "orphans", "doctor", "export --format csv", "check"):
        assert entry.main([*call.split(), *places]) in (0, 1), call


@pytest.mark.parametrize("what", PAIRS)
def test_two_notes_in_one_deck(folders, tmp_path, what):  # noqa: F811
    """Each has progress of its own; an id that cannot be is told with its line."""
    path = tmp_path / "decks" / "d.toml"
    path.write_text("".join(CARD.format(id=each, n=n) for n, each in enumerate(PAIRS[what])))
    code, told = program("check", str(path), *folders)
    cards = json.loads(program("cards", "--json", *folders)[1])["cards"]
    assert code == 1 or len(cards) == 2
    assert code == 0 or f"{path}:" in told
    assert len({card["id"] for card in cards}) == len(cards) >= 1
    assert study(folders) == {card["id"] for card in cards}
    all_commands_end(folders)


BY_FILES = ("case", "composed or not", "compatibility")


@pytest.mark.parametrize(
    ("what", "how"), [*((what, "by its id") for what in PAIRS), *((what, "by its file") for what in BY_FILES)]
)
def test_two_decks(folders, tmp_path, what, how):  # noqa: F811
    """Of two with one id one is studied and the other is told; progress of two others never mixes."""
    decks = tmp_path / "decks"
    for n, each in enumerate(PAIRS[what]):
        (decks / f"{n}").mkdir()
        name = each if how == "by its file" else f"x{n}"
        head = "" if how == "by its file" else f'[deck]\nid = "{each}"\n'
        (decks / f"{n}" / f"{name}.toml").write_text(head + CARD.format(id="q", n=n))
    code, told = program("check", *folders)
    due = [deck["id"] for deck in json.loads(program("due", "--json", *folders)[1])["decks"]]
    assert len({*due}) == len(due) >= 1
    assert code == 1 or len(due) == 2
    assert len(due) == 2 or "error[" in told
    assert study(folders) == {f"{deck}/q" for deck in due}
    all_commands_end(folders)


def test_one_id_in_two_folders_and_one_file_twice(folders, tmp_path):  # noqa: F811
    """Whichever is named first: one is studied, and its progress stays when the other goes."""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "d.toml").write_text('[deck]\nid = "d"\n' + CARD.format(id="q", n=folder))
    one, two = ("--decks", str(tmp_path / "one")), ("--decks", str(tmp_path / "two"))
    places = folders[:2]
    for order in ((*one, *two), (*two, *one)):
        due = json.loads(program("due", "--json", *places, *order)[1])["decks"]
        assert [deck["id"] for deck in due] == ["d"]
    assert study([*places, *one, *two]) == {"d/q"}
    for folder in (one, two, (*two, *one)):
        cards = json.loads(program("cards", "--json", *places, *folder)[1])["cards"]
        assert [(card["id"], card["reps"] > 0) for card in cards] == [("d/q", True)]


@pytest.mark.parametrize("what", ["case", "composed or not", "case of other scripts"])
def test_profiles_of_two_cases(folders, what):  # noqa: F811
    """A profile's name is one that no file system can take for another's."""
    one, two = PAIRS[what]
    codes = [program("profiles", "create", each, *folders)[0] for each in (one, two)]
    assert codes.count(0) <= 1
