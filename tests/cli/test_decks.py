"""`decks`: which there are."""

import pytest


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


def test_two_files_with_one_id_are_both_named(cli):
    """Neither is studied, and both say so."""
    cli.deck('[deck]\nid = "blocs"\n[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n', "other")
    assert cli("decks").out.count("not studied: another file has the same deck id") == 2
    assert [deck["problems"] for deck in cli("decks", "--json").json["decks"]] == [1, 1, 0]
    assert [deck["id"] for deck in cli("due", "--json").json["decks"]] == ["treaties"]


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
