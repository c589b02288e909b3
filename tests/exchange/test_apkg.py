"""Anki's packages, read: decks, notes of every notetype, and what could not be carried."""

import os
import tempfile
from pathlib import Path
from random import Random

import pytest

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.ids import id_from_words
from aide_memoire.core.note import Gap, Side
from aide_memoire.decks.parser import parse_deck as read_deck
from aide_memoire.exchange.anki import collection
from aide_memoire.exchange.anki.collection import read_collection
from aide_memoire.exchange.anki.package import unpacked
from aide_memoire.exchange.anki.read import Place, decks_of
from aide_memoire.exchange.anki.temporary import temporary_folder
from aide_memoire.exchange.ids import with_ids
from aide_memoire.exchange.toml import deck_of, deck_text
from forgetting import LEARNERS
from packages import BASIC, Collection, pack


@pytest.fixture(params=["older", "newer"])
def anki(request, tmp_path):
    """An empty collection of either layout."""
    return Collection(tmp_path, newer=request.param == "newer")


def found(anki, **more):
    """Return a package's decks; each reads back from its text as the very same notes."""
    with unpacked(anki.packed()) as package:
        decks = decks_of(read_collection(package.path), **more)
    for deck in decks:
        imported = with_ids(deck.imported, id_from_words)
        assert read_deck(deck_text(deck_of(imported, "deck", "Deck", "x.apkg"))).deck.notes == imported.notes
    return decks


def only(anki):
    """Return the notes and remarks of a package with one deck."""
    (deck,) = found(anki)
    return deck.imported.notes, [text for _, text in deck.imported.remarks]


def test_the_stock_notetypes_are_carried(anki):
    """HTML becomes text; a second card is the reverse; gaps keep numbers and hints; places tell which is which."""
    basic = anki.note(11, 100, "Which <b>port</b>?<br>(1898)", "Port&amp;Arthur", tags=" qing  russia ", guid="port")
    both = anki.note(12, 200, "Li", "Lobanov", guid="q#", cards=(0, 1))
    gaps = anki.note(13, 300, "{{c1::Li}} met {{c2::Lobanov::name}}", "in Moscow", guid="met", cards=(0, 1))
    (deck,) = found(anki)
    one, two, three = deck.imported.notes
    assert deck.name == "History::Qing"
    assert one.front == Side("Which port?\n(1898)", "Port&Arthur")
    assert (one.shared.id, one.shared.tags) == ("port", ("qing", "russia"))
    assert [citation.place for citation in one.shared.citations] == ["nid:11"]
    assert (two.front, two.reverse) == (Side("Li", "Lobanov"), Side("Lobanov", "Li"))
    assert three.pieces == (Gap("1", "Li"), " met ", Gap("2", "Lobanov", "name"))
    assert three.shared.explanation == "in Moscow"
    places = [("port", ""), ("anki.7123", ""), ("anki.7123", "reverse"), ("met", "1"), ("met", "2")]
    assert dict(deck.places) == dict(zip([*basic, *both, *gaps], [Place(*each) for each in places], strict=True))
    assert deck.imported.remarks == ()


def test_each_deck_that_holds_cards_is_one(anki):
    """In the order of their names; a note lies where its first card does, or came from into a filtered deck."""
    anki.decks |= {6: "Art", 7: "Filtered", 8: "Empty"}
    anki.note(1, 100, "one", "1")
    anki.note(2, 100, "two", "2", deck=6)
    (card,) = anki.note(3, 100, "three", "3", deck=7)
    anki.change(card, odid=6, odue=40, due=-5)
    decks = found(anki)
    assert [(deck.name, len(deck.imported.notes)) for deck in decks] == [("Art", 2), ("History::Qing", 1)]


def test_decks_can_go_into_one(anki):
    """With one name, where there is but one."""
    anki.decks |= {6: "Art"}
    anki.note(1, 100, "one", "1")
    assert [deck.name for deck in found(anki, together=True)] == ["History::Qing"]


def test_several_decks_as_one_have_no_name(anki):
    """Whoever takes them together names them."""
    anki.decks |= {6: "Art"}
    anki.note(1, 100, "one", "1")
    anki.note(2, 100, "two", "2", deck=6)
    (deck,) = found(anki, together=True)
    assert (deck.name, len(deck.imported.notes)) == ("", 2)


def test_other_notetypes_give_a_card_for_each_template(anki):
    """What a template shows is asked; the answer has only what is new, and fields beside it go where they belong."""
    anki.notetypes[100] = {
        "name": "Country",
        "fields": ["Country", "Capital", "Flag", "Extra", "Source", "Hint", "Sort"],
        "templates": [
            (
                "The capital of {{Country}}?{{hint:Hint}}",
                "{{Country}}: {{Capital}}{{Extra}}{{Source}}",
            ),
            ("Whose capital is {{Capital}}?{{type:Country}}", "{{FrontSide}}<hr id=answer>{{type:Country}}{{Extra}}"),
            ("{{#Flag}}Whose is {{Flag}}?{{/Flag}}", "{{Country}}"),
        ],
    }
    fields = ("Kyrgyzstan", "Bishkek", "red", "in Asia", "atlas 3", "B…", "17")
    cards = anki.note(1, 100, *fields, guid="kg", cards=(0, 1, 2))
    (deck,) = found(anki)
    first, second, third = deck.imported.notes
    assert first.front == Side("The capital of Kyrgyzstan?", "Bishkek")
    assert (first.shared.hint, first.shared.explanation) == ("B…", "in Asia")
    assert first.shared.citations[0].place == "nid:1: atlas 3"
    assert second.front == Side("Whose capital is Bishkek?", "Kyrgyzstan")
    assert third.front == Side("Whose is red?", "Kyrgyzstan")
    ids = ["kg", "kg.2", "kg.3"]
    assert [note.shared.id for note in deck.imported.notes] == ids
    assert dict(deck.places) == {card: Place(note, "") for card, note in zip(cards, ids, strict=True)}
    assert [text for _, text in deck.imported.remarks] == ["the field “Sort” of the notetype “Country” is on no card"]


def test_an_optional_reverse_is_one_where_there_is_its_card(anki):
    """The field that switches it on is neither shown nor missed."""
    question, answer = BASIC["templates"][0]
    anki.notetypes[100] = {
        "name": "Basic (optional reversed card)",
        "fields": ["Front", "Back", "Add Reverse"],
        "templates": [
            (question, answer),
            ("{{#Add Reverse}}{{Back}}{{/Add Reverse}}", answer.replace("Back", "Front")),
        ],
    }
    anki.note(1, 100, "one", "1", "y", cards=(0, 1))
    anki.note(2, 100, "two", "2", "")
    notes, remarks = only(anki)
    assert [note.reverse for note in notes] == [Side("1", "one"), None]
    assert remarks == []


def test_what_cannot_be_carried_is_told(anki):
    """Images, sounds, formulas, occlusions, notes without words or cards: each with its note's number."""
    anki.notetypes[400] = {"name": "Image Occlusion", "fields": ["Occlusion"], "templates": [("", "")], "stock": 6}
    anki.note(1, 100, "a<img src='map.png'>", "b [sound:x.mp3]")
    anki.note(2, 100, "the root", r"\(\sqrt{2}\)")
    anki.note(3, 400, "{{c1::image-occlusion:rect:left=.1}}")
    anki.note(4, 100, "<img src=only.png>", "c")
    anki.note(5, 300, "no gap here", "")
    anki.note(6, 100, "d", "e", cards=())
    anki.note(7, 999, "f", "g")
    anki.note(8, 100, "h", "i", guid="guid-1")
    anki.note(9, 100, "a", "b")
    decks = found(anki)
    assert [note.front.question for deck in decks for note in deck.imported.notes] == ["a", "the root"]
    assert [(number, text) for deck in decks for number, text in deck.imported.remarks] == [
        (6, "it has no cards: not imported"),
        (2, "a formula (LaTeX) is imported as it is written"),
        (3, "a question about an image (image occlusion) is not imported"),
        (4, "no question but “only.png”: not imported"),
        (5, "the text has no gap: “no gap here” is not imported"),
        (7, "its notetype is missing: not imported"),
        (8, "another note has its guid: not imported"),
        (9, "“a” is not imported twice: it is the same as in nid:1"),
    ]


def test_a_card_whose_note_is_not_carried_has_no_place(anki):
    """Its history has nowhere to go; nor has a gap that the text does not have."""
    anki.note(1, 100, "", "b")
    cards = anki.note(2, 300, "{{c1::Li}}", "", cards=(0, 4))
    (deck,) = found(anki)
    assert list(deck.places) == cards[:1]


def test_hostile_text_is_made_harmless(anki):
    """Terminal escapes and bidi overrides in any name or field are visible signs."""
    anki.decks = {5: "De\x1b[31mck\u202e"}
    anki.notetypes[100] = BASIC | {"name": "Ba\x07sic", "fields": ["Front", "Back", "Odd\x1b"]}
    anki.note(1, 100, "q\x1b]0;title\x07", "a\x9b1m", "x", tags="t\x1bag", guid="g\x1b")
    (deck,) = found(anki)
    (note,) = deck.imported.notes
    said = [
        deck.name,
        note.front.question,
        note.front.answer,
        *note.shared.tags,
        *(each.text for each in deck.imported.remarks),
    ]
    assert [text for text in said if any(sign in text for sign in "\x1b\x07\x9b\u202e")] == []
    assert note.shared.id == "anki.671b"


def test_a_package_without_media_or_with_names_the_number(tmp_path):
    """The newer layout's list is packed Protocol Buffers, the older one's JSON."""
    older, newer = Collection(tmp_path), Collection(tmp_path, newer=True)
    with unpacked(older.packed("older.apkg", media='{"0": "map.png"}')) as package:
        assert package.media == {"map.png": "0"}
    with unpacked(newer.packed("newer.apkg")) as package:
        assert package.media == {"map.png": "0", "li.mp3": "1"}
    with unpacked(pack(tmp_path / "odd.apkg", {"collection.anki21": b"", "media": b"\xff"})) as package:
        assert package.media == {}


def weights_of(anki):
    with unpacked(anki.packed()) as package:
        return read_collection(package.path).weights


def test_the_weights_of_deck_options_are_read(anki):
    """As Anki shows them, with four decimals; those of FSRS-5 as FSRS-6 has them; others are none of ours."""
    anki.decks = {1: "Default", 5: "a", 6: "b", 7: "c"}
    anki.weights = {5: LEARNERS[0], 6: LEARNERS[1][:19], 7: [*LEARNERS[0][:20], 7.0]}
    assert weights_of(anki) == {5: LEARNERS[0], 6: (*LEARNERS[1][:19], 0.0, 0.5)}


@pytest.mark.parametrize("weight", [10**400, -1, "1", None, True, [1.0]])
def test_what_is_no_weight_is_left_out(tmp_path, weight):
    """Nothing that fsrs would refuse gets as far as the log."""
    anki = Collection(tmp_path)
    anki.weights = {5: [weight, *LEARNERS[0][1:]]}
    assert weights_of(anki) == {}


def test_damaged_deck_options_have_no_weights(tmp_path):
    """Everything else is read."""
    anki = Collection(tmp_path, newer=True)
    anki.weights = {5: LEARNERS[0], 1: LEARNERS[1]}
    anki._fill()
    anki.db.execute("UPDATE deck_config SET config = substr(config, 1, 30)")
    anki.db.execute("UPDATE decks SET kind = 7")
    anki._fill = lambda: None
    assert weights_of(anki) == {}


def refused(path, **more):
    """Return what is said of a package that cannot be read."""
    with pytest.raises(AideMemoireError) as told, unpacked(path, **more) as package:
        read_collection(package.path)
    return told.value.message


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"a.txt": b"x"}, "not an Anki package: there is no collection in it"),
        ({"collection.anki2": b"x", "meta": b"\x08\x04"}, "a later Anki made this package"),
        ({"collection.anki2": b"x", "meta": b"\xff"}, "not a complete Anki package: a number without an end"),
        ({"collection.anki2": b"x" * 5000}, "the collection in it cannot be read: file is not a database"),
        ({"collection.anki2": b""}, "the collection in it has no table col, notes, cards, revlog"),
        ({"collection.anki21b": b"no zstd", "meta": b"\x08\x03"}, "not a complete Anki package: "),
    ],
)
def test_what_is_no_package_is_told(tmp_path, files, told):
    """Each in words, never with a traceback."""
    assert refused(pack(tmp_path / "x.apkg", files)).startswith(told)


def test_a_package_that_was_cut_off_is_told(anki):
    """At any byte: it is refused, or read where only its end was idle."""
    anki.note(1, 100, "q", "a")
    path = anki.packed()
    data = path.read_bytes()
    for end in range(0, len(data), max(len(data) // 25, 1)):
        path.write_bytes(data[:end])
        assert refused(path)


def test_a_damaged_collection_is_told_or_read(anki):
    """Whichever of its bytes are others: nothing but AideMemoireError ever comes of it."""
    for card in anki.note(1, 200, "q", "a", cards=(0, 1)) + anki.note(2, 300, "{{c1::Li}}", "", cards=(0,)):
        anki.change(card, type=2, queue=2, ivl=4, due=200, data={"s": 4.5, "d": 5.5})
    anki.packed()
    data = anki.path.read_bytes()
    chance = Random(1)
    used = [place for place, byte in enumerate(data) if byte]
    whole = refusals = 0
    for _ in range(250):
        damaged = bytearray(data)
        for place in chance.sample(used, chance.choice((1, 2, 5, 30))):
            damaged[place] = chance.randrange(256)
        anki.path.write_bytes(damaged)
        try:
            decks_of(read_collection(str(anki.path)))
            whole += 1
        except AideMemoireError:
            refusals += 1
    assert whole
    assert refusals


def test_a_bomb_is_not_unpacked(anki):
    """More than a collection can have is refused while it is unpacked, whatever the zip says of its size."""
    anki.note(1, 100, "q" * 300_000, "a")
    assert refused(anki.packed(), largest=100_000).startswith("the collection in it has more than")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP TABLE revlog", "the collection in it has no table revlog"),
        ("DROP TABLE revlog; CREATE VIEW revlog AS SELECT * FROM cards", "the collection in it has no table revlog"),
        ("ALTER TABLE cards RENAME COLUMN ivl TO gone", "the collection in it cannot be read: no such column: ivl"),
        (
            "ALTER TABLE cards ADD COLUMN big AS (printf('%1000000c', 'x'))",
            "the collection in it has columns that compute",
        ),
    ],
)
def test_a_collection_with_other_tables_is_refused(anki, statement, told):
    """Views are not read, and columns that compute could fill all memory."""
    anki.note(1, 100, "q", "a")
    anki.db.executescript(statement)
    assert refused(anki.packed()).startswith(told)


def test_cells_of_the_wrong_type_do_no_harm(anki):
    """SQLite lets every cell hold anything: numbers are read from texts, and what is none counts as 0."""
    (card,) = anki.note(1, 100, "q", "a")
    for column, value in {"ivl": "many", "due": b"\xff\xfe", "factor": 2.5e300, "lapses": "7", "data": "[1]"}.items():
        anki.db.execute(f"UPDATE cards SET {column} = ?", (value,))
    anki.db.execute("UPDATE notes SET tags = x'ff20fe', flds = CAST(x'71ff1f61' AS TEXT), guid = 5")
    anki.review(card, 5, ease="good", ivl=b"", factor=1.5)
    with unpacked(anki.packed()) as package:
        collection = read_collection(package.path)
    (found_card,), (review,) = collection.cards, collection.reviews
    assert (review.id, review.ease, review.ivl, review.factor) == (5, 0, 0, 1)
    assert (found_card.ivl, found_card.due, found_card.lapses, found_card.data) == (0, 0, 7, {})
    assert collection.notes[0].fields == ("q\ufffd", "a")
    assert decks_of(collection)[0].imported.notes[0].shared.id == "5"


@pytest.mark.parametrize("media", [b"{" + b" " * 9 * 2**20 + b"}", b"[" * 1_000_000, b'{"0":' + b"9" * 6000 + b"}"])
def test_an_absurd_list_of_media_is_left_out(tmp_path, media):
    """Neither its length nor its nesting keeps the decks from coming in."""
    with unpacked(Collection(tmp_path).packed(media=media)) as package:
        assert package.media == {}


def test_what_is_packed_too_densely_is_refused_before_it_is_unpacked(tmp_path):
    """A hundred megabytes of zeros in a file of a hundred thousand bytes are no collection."""
    path = pack(tmp_path / "x.apkg", {"collection.anki2": bytes(100 * 2**20)})
    assert refused(path).startswith("the collection in it has more than 5")


def test_a_note_of_absurd_length_is_left_out(anki):
    """Its fields are not read; the others are."""
    anki.note(1, 100, "q" * 2_000_001, "a")
    anki.note(2, 100, "q", "a")
    notes, remarks = only(anki)
    assert [note.front.question for note in notes] == ["q"]
    assert remarks == ["its fields are too long: not imported"]


def test_rows_beyond_a_million_are_refused_unread(anki, monkeypatch):
    """A limit for each table, told with what to do."""
    monkeypatch.setitem(collection._MOST, "notes", 1)
    anki.note(1, 100, "q", "a")
    anki.note(2, 100, "r", "b")
    assert refused(anki.packed()) == "the collection in it has more than 1 rows of notes"


def test_what_a_killed_import_left_is_cleared(anki, tmp_path, monkeypatch):
    """The folder of a process that is gone goes with the next import; that of one that runs stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with temporary_folder() as folder:
        mine = Path(folder)
        gone = mine.with_name(mine.name.replace(f"-{os.getpid()}-", f"-{2**22 + 1}-"))
        gone.mkdir()
        (gone / "collection").write_text("x")
        with unpacked(anki.packed()):
            assert mine.exists()
            assert not gone.exists()
