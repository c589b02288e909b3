"""From a text to stubs, and from stubs to a deck: nothing twice, nothing lost."""

import pytest

from aide_memoire.authoring.draft.stubs import stubs_of, with_ids
from aide_memoire.authoring.draft.text import paragraphs_of
from aide_memoire.authoring.draft.write import draft_deck, write_draft
from aide_memoire.decks.parser import parse_deck

TEXT = """\
Two neighbours and their treaties

In June 1896, the two signed the Treaty of Ox in Moscow, also known as the Secret Treaty.
On May 16 the leaders met; the Western Security Treaty Organization (WSTO) had been founded on May 15, 1992.
Today the WSTO includes Norland, Sudland, Estria and Wesland.
In 1950 the Treaty of Friendship, Alliance and Mutual Assistance was concluded, but it expired in 1980.
According to Ann Poe, more than 60% of the weapons come from Norland.
Leave a comment
"""
PARAGRAPHS = paragraphs_of(TEXT)


def stubs(text=TEXT, year=None):
    """Return the stubs of a text by their ids."""
    return {stub.keys["id"]: stub for stub in with_ids(stubs_of(paragraphs_of(text), year), ())}


def test_a_stub_says_what_its_sentence_does():
    """A treaty with its other name, date, place and verb; the members of a list; a number and whose it is."""
    found = stubs()
    treaty = found["treaty-of-ox"]
    assert (treaty.kind, treaty.paragraphs) == ("event", (2,))
    assert treaty.keys == {
        "id": "treaty-of-ox",
        "name": "Treaty of Ox",
        "aliases": ["Secret Treaty"],
        "date": "1896-06",
        "place": "Moscow",
        "verb": "signed",
    }
    assert found["members-of-the-wsto"].keys["members"] == ["Norland", "Sudland", "Estria", "Wesland"]
    (number,) = [stub.keys for stub in found.values() if stub.kind == "card"]
    assert (number["answer"], number["number"], number["claim"]) == ("60", {"unit": "%"}, "Ann Poe")
    (lasting,) = [stub.keys for stub in found.values() if "until" in stub.keys]
    assert (lasting["date"], lasting["until"], lasting["ask"]) == ("1950", "1980", ["when", "until"])


def test_the_title_of_a_treaty_gives_no_group():
    """Its words are one name, not three members."""
    assert [stub.keys["name"] for stub in stubs().values() if stub.kind == "group"] == ["members of the WSTO"]


def test_a_fact_that_stands_twice_is_one_stub():
    """It cites both places."""
    (twice,) = stubs("In 1950 the Treaty of Ox was signed.\nThe Treaty of Ox was signed in 1950.").values()
    assert twice.paragraphs == (1, 2)


def test_what_somebody_else_says_asks_who():
    """A paragraph in quotes is a claim, and its remark says what to do."""
    (quoted,) = stubs("“In 1950 the Treaty of Ox was signed.”").values()
    assert quoted.keys["claim"] is True
    assert any("`claim`" in remark for remark in quoted.remarks)


def test_the_deck_is_one_and_nothing_of_it_is_asked():
    """It has a head and a source; each stub is a draft with its place and its sentence above it."""
    text, added = draft_deck(PARAGRAPHS, "two", "two", None)
    reading = parse_deck(text)
    assert reading.head.sources["two"].title == "Two neighbours and their treaties"
    assert [note.note.shared.id for note in reading.notes] == [stub.keys["id"] for stub in added.stubs]
    assert all(parsed.note.shared.draft and parsed.note.shared.citations for parsed in reading.notes)
    assert {problem.severity for problem in reading.problems} == {"warning"}
    assert "# ¶2: In June 1896, the two signed the Treaty of Ox in Moscow" in text


def test_a_year_that_is_missing_is_pointed_at(tmp_path):
    """Above the stub and by `check`; with the year nothing is missing."""
    text, _ = draft_deck(PARAGRAPHS, "two", "two", None)
    assert "only “May 16”" in text
    (problem,) = parse_deck(text).problems
    assert problem.message == "the year of “XXXX-05-16” is missing: put it in place of XXXX"
    assert parse_deck(draft_deck(PARAGRAPHS, "two", "two", 2022)[0]).problems == ()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_deck_keeps_what_it_has_and_gets_nothing_twice(tmp_path, end):
    """Stubs go to its end; what it says already, in whatever words and finished or not, is left out."""
    path = tmp_path / "mine.toml"
    own = """\
# mine
[deck]
id = "mine"
[[source]]
id = "two"
title = "T"
[[event]]
id = "ox"
name = "The treaty of 1896"
date = "1896-06"
source = "two ¶2"
[[event]]
id = "meeting"
name = "Meeting"
date = "2022-05-16"
source = "two ¶3"
[[group]]
id = "wsto"
name = "states of the WSTO"
members = ["Norland", { name = "Estria", aliases = ["E."] }, "Wesland"]
source = "two ¶4" # no line end here"""
    path.write_bytes(own.replace("\n", end).encode())
    added = write_draft(PARAGRAPHS, "two", str(path), None)
    assert ([stub.keys["date"] for stub in added.stubs if stub.kind == "event"], added.already) == (
        ["1992-05-15", "1950"],
        3,
    )
    after = path.read_bytes()
    assert after.startswith(own.replace("\n", end).encode())
    assert (b"\r\n" in after, after.count(b"\n")) == (end == "\r\n", after.count(end.encode()))
    assert write_draft(PARAGRAPHS, "two", str(path), 2022).stubs == ()
    assert path.read_bytes() == after


def test_an_id_of_another_note_is_not_taken(tmp_path):
    """A stub with the same words gets a number."""
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[source]]\nid = "two"\ntitle = "T"\n[[card]]\nid = "treaty-of-ox"\nquestion = "Which?"\nanswer = "This"\n'
    )
    write_draft(PARAGRAPHS, "two", str(path), None)
    assert 'id = "treaty-of-ox-2"' in path.read_text(encoding="utf-8")
    assert not [
        problem for problem in parse_deck(path.read_text(encoding="utf-8")).problems if problem.severity == "error"
    ]


@pytest.mark.parametrize(
    "text",
    [
        'He said "x = \\"1\\"" and \\n in 1950 of the \'Treaty of Ox\', """three""" of them.',
        "In 1950 the Treaty of \x1b[31mOx\x07 and [[card]] were signed.\u2028In 1951 too.",
        "1950 " * 700,
        "A, B, C and D " * 300,
        "日本は1945年8月15日に降伏した。中国、ロシア、インドと日本。",
        "معاهدة ١٩٥٠ في موسكو، وروسيا، والصين",
        "(((( [[ {{c1::x}} }} 16 May — “ „ « in 1950 )",
        "¶1 # = [deck] id = 5 in May 1950\n# [[event]]\n| 1950 | 1951 |\n```\nin 1950\n```",
    ],
)
def test_any_text_gives_a_deck_that_reads(text):
    """Whatever stands in it, no stub breaks the file."""
    deck, added = draft_deck(paragraphs_of(text), "s", "s", None)
    reading = parse_deck(deck)
    assert len(reading.notes) == len(added.stubs)
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
