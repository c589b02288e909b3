"""What Anki's log and card states become: reviews, a memory, holds; the same each time they are read."""

import tracemalloc
from datetime import UTC, datetime, timedelta, timezone

import pytest

from aide_memoire.core.event import from_line, to_line
from aide_memoire.core.replay import FRESH
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.exchange.anki.collection import read_collection
from aide_memoire.exchange.anki.package import unpacked
from aide_memoire.exchange.anki.reviews import ANKI_KEY, When, convert_reviews
from packages import CREATED, FIRST_DAY, NOW, Collection
from usual import apply_event

ZONE = timezone(timedelta(hours=2))
WHEN = When(NOW, lambda at: datetime.fromtimestamp(at / 1000, ZONE), 4, 0.9, DEFAULT_PARAMETERS)
DAY = 86_400_000
FIRST = NOW - 30 * DAY
BEGUN = CREATED // 86_400 * DAY + 2 * 3_600_000  # 04:00 by the wall on the collection's first day
FSRS = {"s": 12.5, "d": 4.25, "dr": 0.85, "lrt": (NOW - 5 * DAY) // 1000}


@pytest.fixture
def anki(tmp_path):
    """An empty collection."""
    return Collection(tmp_path)


@pytest.fixture
def card(anki):
    """A new card of a note with the guid “li”."""
    return anki.note(1, 100, "q", "a", guid="li")[0]


def brought(anki, cards, when=WHEN):
    """Return what comes of a collection, whose cards are these here; each event is one that a log takes."""
    with unpacked(anki.packed()) as package:
        result = convert_reviews(read_collection(package.path), cards, when)
    assert [from_line(to_line(event)) for event in result.events] == list(result.events)
    return result


def events_of(anki, card, when=WHEN):
    return list(brought(anki, {card: "deck/li"}, when).events)


def state_of(events):
    """Return the state that the events replay to, in the order of their ids."""
    state = FRESH
    for event in sorted(events):
        state = apply_event(state, event)
    return state


def test_a_review_is_one_here(anki, card):
    """With its time, rating, intervals and retention; and Anki's own numbers beside them."""
    anki.change(card, type=2, queue=2, ivl=9, due=180, data=FSRS)
    anki.review(card, FIRST, ease=3, ivl=-600, last_ivl=0, factor=250, time=4100, kind=0)
    anki.review(card, FIRST + 600_000, ease=4, ivl=8, last_ivl=-600, factor=240, time=900_000_000, kind=0)
    anki.review(card, FIRST + 8 * DAY, ease=2, ivl=9, last_ivl=8, factor=260, time=800, kind=1)
    first, second, third, _ = events_of(anki, card)
    assert {event.kind for event in (first, second, third)} == {"review"}
    assert (first.at, first.offset, first.device, first.card) == (FIRST, "+02:00", "anki", "deck/li")
    assert first.action == first.id
    assert {key: first.data[key] for key in ("rating", "was", "state", "interval", "due", "took")} == {
        "rating": "good",
        "was": "new",
        "state": "learning",
        "interval": 600,
        "due": "2024-04-14T07:10:00.000Z",
        "took": 4100,
    }
    assert first.data["desired_retention"] == 0.85
    assert first.data["anki"] == {"ivl": -600, "last_ivl": 0, "factor": 250, "type": 0}
    assert (second.data["was"], second.data["due"], second.data["interval"]) == ("learning", "2024-04-22", 8 * 86_400)
    assert (second.data["took"], second.data["anki"]["time"]) == (86_400_000, 900_000_000)
    assert (third.data["was"], third.data["rating"], third.data["scheduled_days"]) == ("review", "hard", 8)


def test_the_state_is_ankis(anki, card):
    """FSRS's strength, the days counted from the collection's first, the counts; after all reviews."""
    anki.change(card, type=2, queue=2, ivl=9, due=190, reps=7, lapses=2, mod=(NOW - DAY) // 1000, data=FSRS)
    anki.review(card, FIRST, ivl=8)
    anki.review(card, NOW - 5 * DAY, ivl=9, last_ivl=8, kind=1)
    events = events_of(anki, card)
    memory = state_of(events).memory
    assert (memory.state, memory.step, memory.stability, memory.difficulty) == ("review", None, 12.5, 4.25)
    assert (memory.due_day, memory.due_at) == (FIRST_DAY + 190, None)
    assert (memory.last_day, memory.introduced) == (events[1].day, events[0].day)
    assert (memory.reps, memory.lapses) == (7, 2)
    assert max(events).kind == "memory"
    assert max(events).at == NOW - DAY


@pytest.mark.parametrize(
    ("columns", "state", "step", "due_at"),
    [
        ({"type": 1, "queue": 1, "left": 2, "due": NOW // 1000 + 60}, "learning", 0, NOW + 60_000),
        ({"type": 1, "queue": -1, "left": 1001, "due": NOW // 1000 - 60}, "learning", 1, NOW - 60_000),
        ({"type": 3, "queue": 1, "left": 1, "due": NOW // 1000}, "relearning", 0, NOW),
        (
            {"type": 1, "queue": 3, "left": 1, "due": 183},
            "learning",
            1,
            BEGUN + 183 * DAY,
        ),
    ],
)
def test_steps_are_due_at_a_moment(anki, card, columns, state, step, due_at):
    """Which step comes next follows from those to come; a step over days is due as its study day begins."""
    anki.review(card, FIRST, ivl=-60)
    anki.change(card, data=FSRS, **columns)
    memory = state_of(events_of(anki, card)).memory
    assert (memory.state, memory.step, memory.due_at) == (state, step, due_at)


def test_without_fsrs_the_reviews_tell_how_strong_it_is(anki, card):
    """They are replayed; when it is due stays Anki's."""
    anki.change(card, type=2, queue=2, ivl=20, due=200, factor=2500)
    anki.review(card, FIRST, ivl=8, factor=0)
    anki.review(card, FIRST + 8 * DAY, ivl=20, last_ivl=8, factor=2500, kind=1)
    events = events_of(anki, card)
    replayed = state_of(event for event in events if event.kind == "review").memory
    memory = state_of(events).memory
    assert (memory.stability, memory.difficulty) == (replayed.stability, replayed.difficulty)
    assert (memory.due_day, memory.state) == (FIRST_DAY + 200, "review")


@pytest.mark.parametrize(
    ("ivl", "factor", "stability", "difficulty"),
    [(20, 1300, 20.0, 10.0), (1, 3000, 1.0, 1.0), (7, 2150, 7.0, 5.5), (0, 9000, 0.001, 1.0), (-43_200, 1, 0.5, 10.0)],
)
def test_without_anything_sm2_tells_how_strong_it_is(anki, card, ivl, factor, stability, difficulty):
    """The interval stands for the stability, the ease for the difficulty: 1.3 is 10 and 3.0 is 1."""
    anki.change(card, type=2, queue=2, ivl=ivl, due=200, factor=factor)
    memory = state_of(events_of(anki, card)).memory
    assert (memory.stability, memory.difficulty) == (pytest.approx(stability), pytest.approx(difficulty))


def test_what_no_one_rated_is_kept_and_changes_nothing(anki, card):
    """Rescheduled by hand, or crammed without effect: in the log under its own kind."""
    anki.review(card, FIRST, ivl=8, kind=0)
    anki.review(card, FIRST + DAY, ease=0, ivl=30, last_ivl=8, factor=2500, time=0, kind=4)
    anki.review(card, FIRST + 2 * DAY, ease=3, ivl=30, last_ivl=30, factor=0, time=700, kind=3)
    anki.change(card, type=2, queue=2, ivl=30, due=200, data=FSRS)
    _, by_hand, crammed, _ = events_of(anki, card)
    assert (by_hand.kind, crammed.kind) == ("anki", "anki")
    numbers = {"ivl": 30, "last_ivl": 8, "factor": 2500, "type": 4, "ease": 0, "time": 0}
    assert by_hand.data == {"anki": numbers}
    assert apply_event(FRESH, by_hand) == FRESH


def test_a_card_that_was_made_new_again_is_new(anki, card):
    """Its reviews stay in the log, and the next one is a first one again."""
    anki.review(card, FIRST, ivl=8)
    anki.review(card, FIRST + DAY, ease=0, ivl=0, factor=0, time=0, kind=4)
    anki.review(card, FIRST + 2 * DAY, ivl=-60)
    anki.change(card, type=0, queue=0, reps=3)
    events = events_of(anki, card)
    assert [event.data.get("was") for event in events] == ["new", None, "new", None]
    assert state_of(events).memory is None


def test_held_cards_are_held(anki):
    """Suspended for good, new or not; buried for the day on which it was done."""
    (new,), (buried,) = anki.note(1, 100, "q", "a"), anki.note(2, 100, "r", "b")
    anki.change(new, queue=-1)
    anki.change(buried, queue=-3, mod=(NOW - 2 * DAY) // 1000)
    result = brought(anki, {new: "deck/q", buried: "deck/r"})
    first, second = result.events
    assert (first.card, state_of([first]).suspended) == ("deck/q", True)
    assert (second.card, state_of([second]).buried) == ("deck/r", WHEN.day(NOW) - 2)


def test_importing_twice_is_importing_once(anki, card):
    """Ids follow from Anki's own: not from when, nor from the deck that it goes into."""
    anki.review(card, FIRST, ivl=8)
    anki.change(card, type=2, queue=2, ivl=8, due=180, data=FSRS)
    path = anki.packed()
    ids = []
    for name, now in (("deck/li", NOW), ("other/li", NOW + DAY)):
        with unpacked(path) as package:
            result = convert_reviews(read_collection(package.path), {card: name}, WHEN._replace(now=now))
        ids.append([event.id for event in result.events])
    assert ids[0] == ids[1]


def test_cards_with_the_same_moment_have_their_own_ids(anki):
    """Another note, or another card of the same one, is another event."""
    cards = anki.note(1, 200, "q", "a", cards=(0, 1))
    for card in cards:
        anki.change(card, queue=-1)
    result = brought(anki, dict(zip(cards, ("deck/li", "deck/li#reverse"), strict=True)))
    assert len({event.id for event in result.events}) == 2


def test_what_is_not_carried_is_counted(anki, card):
    """Rows of cards that have no place here, and rows from the future."""
    anki.review(card, NOW + DAY)
    anki.review(77, FIRST)
    anki.review(77, FIRST + 1)
    result = brought(anki, {card: "deck/li"})
    assert result.remarks == (
        "2 rows of the log are of cards that are not imported",
        "1 rows of the log lie in the future: not imported",
    )
    assert (result.reviews, result.cards) == (0, 0)


def test_the_study_day_is_that_of_the_wall(anki, card):
    """Before the hour at which a day begins it is still the day before."""
    night = int(datetime(2024, 4, 10, 1, 30, tzinfo=UTC).timestamp() * 1000)  # 03:30 by the wall
    anki.review(card, night)
    at_four, at_three = (events_of_again(anki, card, hour) for hour in (4, 3))
    assert at_three == at_four + 1 == datetime(2024, 4, 10, tzinfo=UTC).toordinal()


def events_of_again(anki, card, hour):
    """Return the day of the first event, where days begin at an hour."""
    path = anki.path.parent / "deck.apkg"
    path = path if path.exists() else anki.packed()
    with unpacked(path) as package:
        result = convert_reviews(read_collection(package.path), {card: "deck/li"}, WHEN._replace(starts_at=hour))
        return next(result.events).day


def test_a_number_without_end_is_not_kept(anki, card):
    """Anki's own numbers go into the log as far as JSON has them: a log that cannot be read again would be lost."""
    anki.change(card, type=2, queue=2, ivl=9, data='{"s": 1e999, "d": 5.0, "x": NaN, "y": [-Infinity]}')
    assert events_of(anki, card)[-1].data[ANKI_KEY]["data"] == {"s": None, "d": 5.0, "x": None, "y": [None]}


@pytest.mark.parametrize("odd", [2**62, -(2**62), -1, 2**31])
def test_numbers_beyond_reason_do_no_harm(anki, card, odd):
    """Whatever stands in a cell, what comes of it is an event that a log takes."""
    anki.change(card, type=2, queue=2, ivl=odd, due=odd, factor=odd, reps=odd, lapses=odd, left=odd, mod=odd)
    anki.change(card, data={"s": 1e999, "d": odd, "dr": odd, "lrt": odd})
    anki.review(card, FIRST, ivl=odd, last_ivl=odd, factor=odd, time=odd, kind=1)
    anki.review(card, odd)
    assert {event.kind for event in events_of(anki, card)} == {"review", "memory"}
    for kind in (1, 3):
        events = events_of_kind(anki, card, kind)
        assert events[-1].kind == "memory"


def events_of_kind(anki, card, kind):
    """Return the events of the same collection with a card of another type."""
    with unpacked(anki.path.parent / "deck.apkg") as package:
        collection = read_collection(package.path)
    (one,) = collection.cards
    result = convert_reviews(collection._replace(cards=(one._replace(type=kind),)), {card: "deck/li"}, WHEN)
    assert [from_line(to_line(event)) for event in result.events] == list(result.events)
    return list(result.events)


def test_reviews_are_not_kept_as_events(anki, card):
    """There may be millions: each is a few numbers until its event is written."""
    rows = ((FIRST + 1000 * number, card) for number in range(20_000))
    anki.db.executemany("INSERT INTO revlog VALUES (?, ?, 0, 3, 5, 2, 2500, 4000, 1)", rows)
    with unpacked(anki.packed()) as package:
        tracemalloc.start()
        try:
            result = convert_reviews(read_collection(package.path), {card: "deck/li"}, WHEN)
            assert result.reviews == 20_000
            assert tracemalloc.get_traced_memory()[0] < 4_000_000
        finally:
            tracemalloc.stop()
    assert sum(1 for _ in result.events) >= 20_000
