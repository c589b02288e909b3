"""`orphans` and `check --impact`: what an edit of a deck does to the history of its cards."""

import pytest

OLD = """[deck]
id = "d"
[[source]]
id = "s"
title = "S"
[[card]]
id = "capital"
question = "Which city?"
answer = "Astana"
source = "s"
[[group]]
id = "trio"
name = "three"
members = ["Ann", "Bob"]
source = "s"
"""
NEW = OLD.replace('"capital"', '"capital-city"').replace('"Bob"', '"Cid"').replace('"Astana"', '"Nur-Sultan"')


@pytest.fixture
def edited(cli):
    """A learner who knows a deck, and its author's new version of it."""
    for path in cli.decks.iterdir():
        path.unlink()
    cli.deck(OLD, "d")
    cli.answer(3, 3)
    cli.deck(NEW, "d")
    return cli


def test_cards_that_have_left_are_listed_with_what_they_became(edited):
    """Each has its number of reviews and, where there is one, the likely new id."""
    rows = edited("orphans", "--json").json["orphans"]
    assert [(row["card"], row["likely"]) for row in rows] == [("d/capital", "d/capital-city"), ("d/trio#bob", None)]
    assert all(row["reps"] >= 1 for row in rows)
    assert "d/capital  " in edited("orphans").out


def test_a_history_is_carried_over_and_back(edited):
    """--link-likely makes the new card what the old one was; undo takes it back."""
    state = {row["id"]: row["reps"] for row in edited("cards", "--json").json["cards"]}
    assert state["d/capital-city"] == 0
    assert "continues as d/capital-city" in edited("orphans", "--link-likely").out
    state = {row["id"]: row["reps"] for row in edited("cards", "--json").json["cards"]}
    assert state["d/capital-city"] >= 1
    assert edited("undo").out == "Carry-over undone: d/capital\n"
    assert len(edited("orphans", "--json").json["orphans"]) == 2


@pytest.mark.parametrize("pair", [("d/none", "d/capital-city"), ("d/capital", "d/none")])
def test_a_link_needs_a_history_and_a_card(edited, pair):
    """Neither an unknown card nor a place that no deck has is linked."""
    code, out, err = edited("orphans", "--link", *pair)
    assert (code, out) == (1, "")
    assert "d/none" in err


def test_without_orphans_it_says_so(cli):
    """Most of the time there is nothing to list."""
    assert cli("orphans") == (0, "no card with a history has left its deck\n", "")


def test_the_impact_of_an_edit(cli, tmp_path):
    """What is new, what has another answer, and what would be orphaned, compared with an older copy."""
    old = tmp_path / "old.toml"
    old.write_text(OLD)
    new = cli.deck(NEW, "d")
    assert cli("check", "--impact", str(old), new).out == (
        "new: d/capital-city\nnew: d/trio#cid\nhistory orphaned: d/capital\nhistory orphaned: d/trio#bob\n"
    )
    same = cli.deck(OLD.replace("Astana", "Almaty"), "d")
    assert cli("check", "--impact", str(old), same).out == "answer changed: d/capital\n"


def test_a_note_that_says_which_id_it_had_is_no_orphan(cli, tmp_path):
    """Its history goes on, so it is neither new nor gone; what else has changed is told."""
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    note = '[deck]\nid = "d"\n[[card]]\nid = "{id}"\nquestion = "Q?"\nanswer = "{answer}"\n'
    old.write_text(note.format(id="a", answer="A"))
    new.write_text(note.format(id="b", answer="A") + 'formerly = ["a"]\n')
    told = cli("check", "--impact", str(old), str(new))
    assert (told.out, told.err) == (
        "history goes on: d/a → d/b\n",
        "0 new, 0 answer changed, 1 history goes on, 0 history orphaned\n",
    )
    new.write_text(note.format(id="b", answer="B") + 'formerly = ["a"]\n')
    assert cli("check", "--impact", str(old), str(new)).out == "answer changed: d/b\nhistory goes on: d/a → d/b\n"


def test_the_impact_is_of_one_deck(cli, tmp_path):
    """Two decks at once are an error of usage."""
    assert cli("check", "--impact", "x", str(cli.decks)).code == 2
