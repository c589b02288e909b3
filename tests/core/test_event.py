"""Lines of the log: their ids, their text, and which of them count."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.event import Event, from_line, moment_of, to_line, uuid7

AFTER_ALL = 253_402_300_800_000  # the first moment of the year 10000
ID = uuid7(1_653_220_800_000, 1)
REVIEW = {"rating": "good", "desired_retention": 0.9, "state": "review", "interval": 345_600, "due": "2022-05-26"}
EVENT = Event(ID, "review", ID, 1_653_220_800_000, "+02:00", 738_297, "laptop", "d/n#when", REVIEW)
LINE = to_line(EVENT)

moments = st.integers(0, 2**48 - 1)
entropies = st.integers(0, 2**74 - 1)
texts = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
SHARED = {"v", "id", "kind", "action", "at", "offset", "day", "device", "card"}
written = st.builds(
    Event,
    id=st.builds(uuid7, st.integers(0, 2**42), entropies),
    kind=texts,
    action=st.builds(uuid7, st.integers(0, 2**42), entropies),
    at=st.integers(0, 250_246_627_199_999),
    offset=st.just("-03:30"),
    day=st.integers(1, 3_615_535),
    device=texts,
    card=texts,
    data=st.dictionaries(texts.filter(lambda key: key not in SHARED), values, max_size=4),
)


def changed(**fields):
    return json.dumps({**json.loads(LINE), **fields})


@given(moments, moments, entropies, entropies)
def test_ids_are_in_the_order_of_their_moments(first, second, entropy, other):
    """Of two moments the earlier one's id is the smaller, whatever the random bits are."""
    if first != second:
        assert (uuid7(first, entropy) < uuid7(second, other)) == (first < second)
    assert moment_of(uuid7(first, entropy)) == first


@given(moments, entropies, entropies)
def test_an_id_keeps_every_random_bit(at, entropy, other):
    """Ids of one moment differ where their random bits do, and all are of version 7."""
    assert (uuid7(at, entropy) == uuid7(at, other)) == (entropy == other)
    assert uuid7(at, entropy)[14] == "7"
    assert uuid7(at, entropy)[19] in "89ab"


def test_each_random_bit_makes_another_id():
    """None of the 74 bits is lost or covered by another."""
    assert len({uuid7(0, 0), *(uuid7(0, 1 << bit) for bit in range(74))}) == 75


@given(written)
def test_a_line_read_back_is_the_same_event(event):
    """Nothing of an event is lost on its way through a line, and a line is one line."""
    line = to_line(event)
    assert "\n" not in line
    assert from_line(line) == event


def test_a_line_says_what_happened_in_plain_words():
    """The line has the version, the shared keys and the kind's own, with ISO days and UTC times."""
    assert json.loads(LINE) == {
        "v": 1,
        "id": ID,
        "kind": "review",
        "action": ID,
        "at": "2022-05-22T12:00:00.000Z",
        "offset": "+02:00",
        "day": "2022-05-22",
        "device": "laptop",
        "card": "d/n#when",
        **REVIEW,
    }


@pytest.mark.parametrize(
    "line",
    [
        "",
        "null",
        "[]",
        '"x"',
        "{",
        "{}",
        "[" * 100_000,
        changed(v=2),
        changed(v=None),
        changed(id="not an id"),
        changed(id=None),
        changed(id="00000000-0000-0000-0000-000000000000"),
        changed(id="9b2f1c1e-5b0a-4f57-9b1c-0f5b8f3f1f00"),
        changed(id="ffffffff-ffff-7fff-bfff-ffffffffffff"),
        changed(id=uuid7(AFTER_ALL, 0)),
        changed(id=uuid7(AFTER_ALL, 0).upper()),
        changed(id="9B2F1C1E-5B0A-4F57-9B1C-0F5B8F3F1F00"),
        changed(action=""),
        changed(kind=7),
        changed(at="yesterday"),
        changed(at="2022-05-22T12:00:00"),
        changed(at=1_653_220_800_000),
        changed(day="2022-05-32"),
        changed(day=738_297),
        changed(device=None),
        changed(card=["d/n"]),
    ],
)
def test_a_bad_line_is_refused(line):
    """A line that is no event, or whose id is no UUIDv7 that others can follow, raises ValueError."""
    with pytest.raises(ValueError, match=r"."):
        from_line(line)


@pytest.mark.parametrize("event_id", [ID, uuid7(0, 0), uuid7(AFTER_ALL - 1, 2**74 - 1)])
@pytest.mark.parametrize("written", [str, str.upper, "{{{}}}".format, "urn:uuid:{}".format])
def test_an_id_is_known_however_it_is_written(event_id, written):
    """Capitals, braces and the prefix of a UUID make no other event, up to the last moment of the calendar."""
    assert from_line(changed(id=written(event_id), action=written(event_id)))[0:3:2] == (event_id, event_id)


@pytest.mark.parametrize(
    "fields",
    [
        {"rating": "superb"},
        {"rating": None},
        {"rating": ["good"]},
        {"desired_retention": 0},
        {"desired_retention": "high"},
        {"desired_retention": None},
        {"due": "soon"},
        {"due": 7},
        {"took": "long"},
        {"took": 2**63},
        {"took": True},
        {"more": float("nan")},
        {"more": [float("-inf")]},
        {"day": "9900-01-01"},
        {"at": "9900-01-01T00:00:00Z"},
        {"due": "9900-01-01T00:00:00Z"},
        {"scheduled_days": -1},
        {"scheduled_days": "many"},
    ],
)
def test_a_review_that_cannot_be_replayed_is_refused(fields):
    """A review's own values are checked where they enter, so that none stops a replay later."""
    good = {"rating": "good", "state": "learning", "interval": 600, "due": "2022-05-22T12:10:00Z"}
    whole = changed(**good, desired_retention=0.9, took=9)
    assert from_line(whole).data["rating"] == "good"
    with pytest.raises(ValueError, match=r"."):
        from_line(json.dumps({**json.loads(whole), **fields}))


STATE = {
    "state": "review", "step": None, "stability": 31.5, "difficulty": 6.25, "last": "2022-05-01", "due": "2022-06-01",
    "introduced": "2022-01-01", "reps": 12, "lapses": 3,
}  # fmt: skip


def test_a_state_from_elsewhere_is_read():
    """A whole one passes, in review or in a step."""
    step = {**STATE, "state": "learning", "step": 1, "due": "2022-05-01T10:00:00Z"}
    for state in (STATE, step):
        event = from_line(changed(kind="memory", **state))
        assert from_line(to_line(event)) == event


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "new"},
        {"state": "learning"},
        {"step": 0},
        {"step": "one", "state": "learning"},
        {"stability": 0.0},
        {"stability": 1e300},
        {"stability": "long"},
        {"difficulty": 11.0},
        {"last": "yesterday"},
        {"last": "9900-01-01"},
        {"due": "9999-12-31"},
        {"introduced": None},
        {"due": "2022-05-01T10:00:00Z", "state": "learning"},
        {"due": "soon"},
        {"reps": -1},
        {"lapses": True},
        {"card": ""},
    ],
)
def test_a_state_that_no_card_can_be_in_is_refused(fields):
    """What could not be scheduled from raises ValueError."""
    with pytest.raises(ValueError, match=r"."):
        from_line(changed(kind="memory", **{**STATE, **fields}))


STEP = {"rating": "good", "state": "learning", "due": "2022-05-22T12:10:00Z", "desired_retention": 0.9}


@pytest.mark.parametrize(
    "fields",
    [
        {"desired_retention": 0.7},
        {"desired_retention": 0.97},
        {"took": 0},
        {"took": 1_000_000_000},
        {"scheduled_days": 0},
        {"due": "9899-12-31T23:59:59.999Z"},
        {"at": "9899-12-31T23:59:59.999Z", "day": "9899-12-31"},
        {"day": "0001-01-01"},
        {"state": "relearning"},
        {"state": "review", "due": "9999-12-31"},
    ],
)
def test_a_review_at_the_edge_is_read(fields):
    """The lowest and the highest value that can be replayed are taken as they are."""
    event = from_line(changed(**{**STEP, **fields}))
    assert json.loads(to_line(event)).items() >= {**STEP, **fields, "due": event.data["due"]}.items()


@pytest.mark.parametrize(
    "fields",
    [
        {"desired_retention": 0.69},
        {"desired_retention": 0.98},
        {"desired_retention": 1},
        {"took": 1_000_000_001},
        {"took": -1},
        {"due": "9900-01-01T00:00:00Z"},
        {"due": None},
        {"card": ""},
        {"state": "relearning", "due": "2022-05-23"},
        {"state": "review", "due": "2022-05-22T12:10:00Z"},
        *({key: wrong} for key in ("form", "verdict", "typed", "confused_with", "was") for wrong in (5, None, ["a"])),
        *({"score": wrong} for wrong in (-0.1, 1.1, 2, "1", True)),
        *({key: wrong} for key in ("hints", "interval", "past", "scheduled_days") for wrong in (-1, 1.5, "1", True)),
        {"interval": 36_500 * 86_400 + 1},
        {"past": 2**32},
        {"anki": [1, 2]},
        {"rating": ["good"]},
        {"rating": {}},
        {"state": 5},
    ],
)
def test_a_review_beyond_the_edge_is_refused(fields):
    """One step further nothing can be replayed; a step is due at a moment, a review on a day."""
    with pytest.raises(ValueError, match=r"."):
        from_line(changed(**{**STEP, **fields}))


@pytest.mark.parametrize(
    "fields",
    [
        *({"stability": number} for number in (0.001, 1e6)),
        *({"difficulty": number} for number in (1.0, 10.0)),
        *({"reps": number, "lapses": number} for number in (0, 1_000_000_000)),
        {"last": "9899-12-31", "introduced": "9899-12-31", "due": "9899-12-31"},
        {"state": "relearning", "step": 0, "due": "9899-12-31T23:59:59.999Z"},
    ],
)
def test_a_state_at_the_edge_is_read(fields):
    """The lowest and the highest value that a card can have are taken as they are."""
    assert from_line(changed(kind="memory", **{**STATE, **fields})).data.items() >= {**STATE, **fields}.items()


@pytest.mark.parametrize(
    "fields",
    [
        *({"stability": number} for number in (0.0009, 1_000_000.1)),
        *({"difficulty": number} for number in (0.99, 10.01)),
        *({key: 1_000_000_001} for key in ("reps", "lapses")),
        *({key: "9900-01-01"} for key in ("last", "introduced", "due")),
        *({key: None} for key in ("last", "introduced", "due")),
        {"state": "learning", "step": -1, "due": "2022-05-01T10:00:00Z"},
        {"state": "learning", "step": 0, "due": "9900-01-01T00:00:00Z"},
    ],
)
def test_a_state_beyond_the_edge_is_refused(fields):
    """One step further no card can be."""
    with pytest.raises(ValueError, match=r"."):
        from_line(changed(kind="memory", **{**STATE, **fields}))


@pytest.mark.parametrize("kind", ["reset", "suspend", "unsuspend", "bury", "anki"])
def test_what_is_done_with_a_card_names_it(kind):
    """Without a card nothing could follow from it; the numbers that Anki had are an object."""
    assert from_line(changed(kind=kind, anki={"ivl": 3})).card
    for fields in ({"card": ""}, {"anki": "text"}):
        with pytest.raises(ValueError, match=r"."):
            from_line(changed(kind=kind, **fields))


@pytest.mark.parametrize("fields", [{"to": None}, {"to": 7}, {"to": ""}, {"to": "d/m", "card": ""}])
def test_a_link_names_two_cards(fields):
    """A history goes on from one card as another; without either there is nothing to link."""
    assert from_line(changed(kind="link", to="d/m")).data["to"] == "d/m"
    with pytest.raises(ValueError, match="link"):
        from_line(changed(kind="link", **fields))


@given(st.text() | values.map(json.dumps))
def test_any_text_is_an_event_or_refused(text):
    """Nothing but ValueError comes of a text that is no event."""
    with suppress(ValueError):
        from_line(text)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(SHARED), values)))
def test_any_values_are_an_event_or_refused(fields):
    """Whatever stands under the shared keys, the line is read or refused with ValueError."""
    try:
        event = from_line(changed(**fields))
    except ValueError:
        return
    assert from_line(to_line(event)) == event


@pytest.mark.parametrize("at", ["0999-01-01T00:00:00Z", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"])
def test_what_was_read_can_be_written(at):
    """A line that is taken in can be exported again: times beyond the calendar are refused at once."""
    try:
        event = from_line(changed(at=at))
    except ValueError:
        return
    assert from_line(to_line(event)) == event


@pytest.mark.parametrize("key", ["kind", "device", "card", "offset", "typed"])
def test_what_comes_from_a_line_is_safe_to_show(key):
    """Text from another's log passes the gate: no escape, no override and no lone surrogate is left in it."""
    event = from_line(changed(**{key: "a\x1b[31m\u202e\ud800"}))
    shown = {**event._asdict(), **event.data}[key]
    assert shown == "a␛[31m\ufffd\ufffd"
