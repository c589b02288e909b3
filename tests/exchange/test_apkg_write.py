"""Decks and progress as a package for Anki, read again with our own reader and as SQLite."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from itertools import count

import pytest

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.event import Event, uuid7
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, Memory, make_parameters
from aide_memoire.core.study_day import iso_day, iso_moment
from aide_memoire.decks.parser import parse_deck as read_deck
from aide_memoire.exchange.anki.collection import read_collection
from aide_memoire.exchange.anki.history import AnkiHistory
from aide_memoire.exchange.anki.package import unpacked
from aide_memoire.exchange.anki.read import decks_of
from aide_memoire.exchange.anki.reviews import ANKI_KEY
from aide_memoire.exchange.anki.write import CardProgress, write_package
from forgetting import LEARNERS

NOW = datetime(2024, 5, 14, 9, 0, tzinfo=timezone(timedelta(hours=2)))
TODAY = NOW.toordinal()
AT = int(NOW.timestamp() * 1000)
DAY = 86_400_000
DECK = """
[deck]
id = "treaties"
title = "History::Treaties"

[[source]]
id = "loves"
title = "Loves & hates"

[[card]]
id = "port"
question = "Which <port>\\nwas leased?"
answer = "Port {{Arthur}}"
explanation = "A & B"
claim = "Qin Gang"
source = "loves ¶13"
tags = ["qing", "far-east"]

[[card]]
id = "both"
question = "Li"
answer = "Lobanov"
reverse = { question = "Lobanov", answer = "Li" }

[[card]]
id = "other-words"
question = "Who signed for China?"
answer = "Li"
reverse = { question = "For whom did Li sign?", answer = "China" }

[[cloze]]
id = "gaps"
text = "{{c1::Li}} < {{c2::Lobanov::a: name}}"

[[event]]
id = "signing"
name = "Treaty"
date = "1896-06"
place = "Moscow"
verb = "signed"
ask = ["when", "where"]

[[group]]
id = "members"
name = "members of the CSTO"
members = ["Russia", "Belarus::Minsk"]
as_of = "2022-05"

[[sequence]]
id = "chinas"
name = "the Chinas"
items = [{ name = "Qing", date = "1896" }, { name = "Republic", date = "1945" }]
"""


@pytest.fixture
def written(tmp_path):
    """Write decks with progress; return what they are in Anki: (row by guid and ordinal, collection)."""
    numbers = count(1)

    def write_them(progress=None, *texts, starts_at=4):
        path = tmp_path / f"{next(numbers)}.apkg"
        decks = [read_deck(text).deck for text in texts or (DECK,)]
        result = write_package(str(path), decks, progress or {}, NOW, starts_at, DEFAULT_PARAMETERS)
        with unpacked(str(path)) as package:
            collection = read_collection(package.path)
        assert (result.notes, result.cards) == (len(collection.notes), len(collection.cards))
        assert result.reviews == len(collection.reviews)
        return collection

    return write_them


def known(memory, events):
    """Return a card's progress after some events."""
    return CardProgress(memory, history=AnkiHistory(events))


def by_name(collection):
    """Return each card by its note's guid and its ordinal."""
    guids = {note.id: note.guid for note in collection.notes}
    return {(guids[card.note], card.ord): card for card in collection.cards}


def event(kind, card, at=AT, device="here", number=1, **data):
    event_id = uuid7(at, number)
    return Event(event_id, kind, event_id, at, "+02:00", TODAY, device, card, data)


def review(card, at=AT, **data):
    own = {"rating": "good", "was": "review", "state": "review", "interval": 5 * 86_400, "due": iso_day(TODAY + 6)}
    return event("review", card, at, **{**own, "desired_retention": 0.9, "took": 4000, **data})


SEQUENCE = "1. Qing (1896)<br>2. Republic (1945)"
REVIEW = Memory("review", None, 12.34567, 4.56789, TODAY - 3, TODAY + 6, None, TODAY - 30, 8, 2)


def test_every_kind_of_note_becomes_notes_of_ankis(written):
    """Text is escaped; a group is a text with gaps; an event's and a sequence's cards are notes of their own."""
    collection = written()
    names = {key: each.name.removeprefix("aide-memoire ") for key, each in collection.notetypes.items()}
    found = {note.guid: (names[note.notetype], note.fields) for note in collection.notes}
    assert found["treaties/port"] == (
        "Basic",
        (
            "According to Qin Gang, which &lt;port&gt;<br>was leased?",
            "Port &#123;&#123;Arthur}}",
            "A &amp; B<br><br>“Loves &amp; hates” ¶13",
        ),
    )
    assert found["treaties/both"] == ("Basic (and reversed card)", ("Li", "Lobanov", ""))
    assert found["treaties/other-words"] == (
        "Basic (asked both ways)",
        ("Who signed for China?", "Li", "For whom did Li sign?", "China", ""),
    )
    assert found["treaties/gaps"] == ("Cloze", ("{{c1::Li}} &lt; {{c2::Lobanov::a&#58; name}}", ""))
    assert found["treaties/members"][1][0] == (
        "Name the 2 members of the CSTO (as of May 2022).<br>{{c1::Russia}}<br>{{c2::Belarus&#58;&#58;Minsk}}"
    )
    assert found["treaties/signing#where"] == ("Basic", ("Treaty: where was it signed?", "Moscow", ""))
    assert found["treaties/chinas#order"][1][:2] == (
        "Put in order: the Chinas.",
        "1. Qing (1896)<br>2. Republic (1945)",
    )
    assert set(by_name(collection)) == {
        ("treaties/port", 0),
        ("treaties/both", 0),
        ("treaties/both", 1),
        ("treaties/other-words", 0),
        ("treaties/other-words", 1),
        ("treaties/gaps", 0),
        ("treaties/gaps", 1),
        ("treaties/signing#when", 0),
        ("treaties/signing#where", 0),
        ("treaties/members", 0),
        ("treaties/members", 1),
        ("treaties/chinas#order", 0),
    }
    tags = {note.guid: note.tags for note in collection.notes}
    assert tags["treaties/port"] == ("qing", "far-east")


def test_the_same_decks_are_the_same_notes_each_time(written):
    """Ids and guids do not change from export to export, so that Anki knows them again; deck names stay apart."""
    other = DECK.replace('id = "treaties"', 'id = "again"')
    first, second = written(None, DECK, other), written(None, DECK, other)
    assert {(note.id, note.guid) for note in first.notes} == {(note.id, note.guid) for note in second.notes}
    assert {card.id for card in first.cards} == {card.id for card in second.cards}
    assert len({note.guid for note in first.notes}) == len(first.notes)
    assert sorted(first.decks.values()) == ["Default", "History::Treaties", "History::Treaties (again)"]


def test_what_came_from_anki_has_its_guid_again(written):
    """Also its number, where the deck says it; the import itself is no source to tell in Anki."""
    collection = written(
        None,
        '[[source]]\nid = "import"\ntitle = "x.apkg"\n'
        '[[card]]\nid = "anki.7123"\nquestion = "q"\nanswer = "a"\nsource = "import nid:1700000000123: atlas 3"\n'
        '[[card]]\nid = "plain"\nquestion = "r"\nanswer = "b"\nsource = "import line 3"\n'
        '[[card]]\nid = "anki.7124"\nquestion = "s"\nanswer = "c"\n',
    )
    notes = {note.guid: note for note in collection.notes}
    assert set(notes) == {"q#", "plain", "q$"}
    assert notes["q#"].id == 1_700_000_000_123
    assert notes["q#"].fields == ("q", "a", "atlas 3")


def test_a_reviewed_card_is_scheduled_as_here(written):
    """State, interval, day, counts, and FSRS's strength as Anki rounds it."""
    memory, card = REVIEW, "treaties/port"
    collection = written({card: known(memory, [review(card, AT - 3 * DAY)])})
    found = by_name(collection)["treaties/port", 0]
    first_day = datetime.fromtimestamp(collection.created, NOW.tzinfo).toordinal()
    assert (found.type, found.queue, found.ivl, found.reps, found.lapses) == (2, 2, 9, 8, 2)
    assert first_day + found.due == TODAY + 6
    assert collection.minutes_west == -120
    assert found.data == {"s": 12.3457, "d": 4.568, "dr": 0.9, "decay": 0.154, "lrt": (AT - 3 * DAY) // 1000}


def test_steps_are_due_at_their_moment(written):
    """Learning with the steps to come, relearning with one."""
    learning = REVIEW._replace(state="learning", step=1, due_at=AT + 600_000)
    relearning = REVIEW._replace(state="relearning", step=0, due_at=AT + 300_000)
    cards = by_name(written({"treaties/port": CardProgress(learning), "treaties/both": CardProgress(relearning)}))
    one, two = cards["treaties/port", 0], cards["treaties/both", 0]
    assert (one.type, one.queue, one.due, one.left, one.ivl) == (1, 1, AT // 1000 + 600, 1, 0)
    assert (two.type, two.queue, two.due, two.left, two.ivl) == (3, 1, AT // 1000 + 300, 1, 12)


def test_holds_are_carried(written):
    """Suspended for good, buried where it is for today, and neither says anything of new cards in their order."""
    cards = by_name(
        written(
            {
                "treaties/port": CardProgress(REVIEW, suspended=True),
                "treaties/both": CardProgress(REVIEW, buried=TODAY),
                "treaties/both#reverse": CardProgress(REVIEW, buried=TODAY - 1),
                "treaties/gaps#1": CardProgress(suspended=True),
            }
        )
    )
    order = [("treaties/port", 0), ("treaties/both", 0), ("treaties/both", 1), ("treaties/gaps", 0)]
    assert [cards[each].queue for each in order] == [-1, -3, 2, -1]
    new = [card for card in cards.values() if card.type == 0]
    assert [card.due for card in sorted(new)] != [0] * len(new)
    assert len({card.due for card in new}) == len(new)


def test_the_log_is_ankis(written):
    """Ratings, intervals after spreading, the interval before, and times; a reset as Anki notes one."""
    card = "treaties/port"
    learning = {"state": "learning", "interval": 600, "due": iso_moment(AT)}
    events = [
        review(card, AT - 9 * DAY, **learning, was="new", rating="again"),
        review(card, AT - 8 * DAY, was="learning", due=iso_day(TODAY + 4)),
        review(card, AT - 3 * DAY, rating="hard", scheduled_days=5),
        event("reset", card, AT - 2 * DAY),
        review(card, AT - DAY, **{**learning, "state": "relearning"}, was="relearning", rating="easy", took=0),
        event("suspend", card),
    ]
    rows = written({card: known(REVIEW, events)}).reviews
    assert [(row.id, row.ease, row.ivl, row.last_ivl, row.time, row.type) for row in rows] == [
        (AT - 9 * DAY, 1, -600, 0, 4000, 0),
        (AT - 8 * DAY, 3, 4, -600, 4000, 0),
        (AT - 3 * DAY, 2, 6, 5, 4000, 1),
        (AT - 2 * DAY, 0, 0, 6, 0, 4),
        (AT - DAY, 4, -600, 0, 0, 2),
    ]


def test_reviews_of_one_moment_have_numbers_of_their_own(written):
    """Anki has one row for a millisecond: a foreign row keeps its own, ours gives way."""
    one, two = "treaties/port", "treaties/both"
    theirs = review(two, **{ANKI_KEY: {"ivl": 8, "last_ivl": 3, "factor": 260, "type": 1}})._replace(device="anki")
    rows = written({one: known(REVIEW, [review(one)]), two: known(REVIEW, [theirs])}).reviews
    assert [(row.id, row.factor) for row in rows] == [(AT, 260), (AT + 1, 0)]


def test_ankis_own_numbers_are_given_back_until_the_next_review(written):
    """The state as it was brought in, whatever we would make of it; after a review here it is ours."""
    card = "treaties/port"
    kept = {"ivl": 33, "factor": 2130, "left": 0, "over_days": False, "data": {"s": 1.5, "pos": 4}}
    state = event("memory", card, AT - DAY, "anki", **{ANKI_KEY: kept})
    before = by_name(written({card: known(REVIEW, [state, event("suspend", card)])}))["treaties/port", 0]
    assert (before.ivl, before.factor, before.data) == (33, 2130, {"s": 1.5, "pos": 4})
    after = by_name(written({card: known(REVIEW, [state, review(card)])}))["treaties/port", 0]
    assert (after.ivl, after.factor, after.data["s"]) == (9, 2500, 12.3457)


@pytest.mark.parametrize(
    "kept", [5, {"ivl": "x", "data": 7}, {"ivl": 2**70, "factor": None, "left": [1]}, {"data": {"s": "x" * 50}}]
)
def test_odd_numbers_in_the_log_do_no_harm(written, kept):
    """A log may come from anywhere: what is not a number is worked out anew."""
    card = "treaties/port"
    events = [review(card, AT - DAY, **{ANKI_KEY: kept}), event("anki", card, AT - 5, **{ANKI_KEY: kept})]
    events.append(event("memory", card, AT, **{ANKI_KEY: kept}))
    collection = written({card: known(REVIEW, events)})
    assert by_name(collection)["treaties/port", 0].ivl == 9
    assert next(iter(collection.reviews)).ivl == 6


def test_a_step_over_days_stays_one(written):
    """It is due on a day again, not at a moment, also where the clocks were changed between."""
    card = "treaties/port"
    winter = REVIEW._replace(state="learning", step=1, due_at=AT + 5 * 3_600_000, introduced=TODAY - 120)
    begins = int(datetime(2024, 5, 15, 3, 0, tzinfo=NOW.tzinfo).timestamp() * 1000)  # an hour off
    kept = {ANKI_KEY: {"over_days": True, "left": 1}}
    own = known(winter._replace(due_at=begins), [event("memory", card, **kept)])
    collection = written({card: own})
    found = by_name(collection)[card, 0]
    first_day = datetime.fromtimestamp(collection.created, NOW.tzinfo).toordinal()
    assert (found.queue, first_day + found.due) == (3, datetime(2024, 5, 15, tzinfo=NOW.tzinfo).toordinal())
    held = by_name(written({card: own._replace(suspended=True)}))[card, 0]
    assert (held.queue, held.due) == (-1, begins // 1000)


def test_what_was_written_reads_as_a_deck_again(written):
    """Escaped text comes back as it was, gaps and all."""
    (deck,) = decks_of(written())
    notes = {note.shared.id: note for note in deck.imported.notes}
    port = next(note for note in notes.values() if note.kind == "card" and "port" in note.front.question)
    assert port.front.question == "According to Qin Gang, which <port>\nwas leased?"
    assert port.front.answer == "Port {{Arthur}}"
    assert [remark.text for remark in deck.imported.remarks if "is on no card" not in remark.text] == []
    gaps = [note for note in notes.values() if note.kind == "cloze"]
    assert {len(note.parts) for note in gaps} == {2}


def test_a_file_that_is_there_is_never_overwritten(tmp_path):
    """Nor is anything left behind beside it."""
    path = tmp_path / "mine.apkg"
    path.write_text("mine")
    with pytest.raises(AideMemoireError, match="already exists"):
        write_package(str(path), [], {}, NOW, 4, DEFAULT_PARAMETERS)
    with pytest.raises(AideMemoireError, match="cannot be written"):
        write_package(str(tmp_path / "none" / "x.apkg"), [], {}, NOW, 4, DEFAULT_PARAMETERS)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.apkg"]
    assert path.read_text() == "mine"


def test_the_collection_is_whole(tmp_path):
    """SQLite finds nothing wrong with it, and its tables are JSON."""
    path = tmp_path / "x.apkg"
    write_package(str(path), [read_deck(DECK).deck], {}, NOW, 4, DEFAULT_PARAMETERS)
    with unpacked(str(path)) as package:
        db = sqlite3.connect(package.path)
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert [json.loads(cell) for cell in db.execute("SELECT conf, models, decks, dconf FROM col").fetchone()]
        db.close()


def test_a_note_that_was_brought_in_twice_is_one(written):
    """Anki has one note for a guid: it is the one with progress, wherever that is."""
    note = '[[card]]\nid = "anki.7123"\nquestion = "{}"\nanswer = "a"\n'
    decks = [f'[deck]\nid = "{name}"\n{note.format(name)}' for name in ("one", "two", "three")]
    assert [each.fields[0] for each in written(None, *decks).notes] == ["one"]
    learned = written({"two/anki.7123": CardProgress(REVIEW)}, *decks)
    assert [(each.fields[0], learned.cards[0].type) for each in learned.notes] == [("two", 2)]


def test_weights_of_ones_own_are_those_of_our_deck_options(tmp_path):
    """Anki can go on with the same forgetting curve; the decay of each card is that of the curve too."""
    options = {}
    for name, parameters in (("usual", DEFAULT_PARAMETERS), ("own", make_parameters(LEARNERS[0]))):
        path = tmp_path / f"{name}.apkg"
        progress = {"treaties/port-arthur": known(REVIEW, [])}
        write_package(str(path), [read_deck(DECK).deck], progress, NOW, 4, parameters)
        with unpacked(str(path)) as package, closing(sqlite3.connect(package.path)) as db:
            decks, tables = (json.loads(cell) for cell in db.execute("SELECT decks, dconf FROM col").fetchone())
        used = {deck["conf"] for deck in decks.values() if deck["id"] != 1}
        options[name] = [tables[str(each)] for each in used]
    assert [each["name"] for each in options["usual"]] == ["Default"]
    assert "fsrsParams6" not in options["usual"][0]
    assert [each["fsrsParams6"] for each in options["own"]] == [list(LEARNERS[0])]
