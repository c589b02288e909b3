"""Of one id with two contents the line that sorts first stays, in whatever order logs are merged."""

from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.event import Event, to_line, uuid7
from aide_memoire.store import inspect, log
from aide_memoire.store.arrivals import conflicts

START = 1_653_220_800_000
IDS = [uuid7(START + number, number) for number in range(4)]
CARDS = ["d/a", "d/b", "d/c"]
REVIEW = {
    "rating": "easy", "state": "review", "interval": 8 * 86_400, "due": "2022-05-30", "desired_retention": 0.9,
}  # fmt: skip

ids, cards, ratings = st.sampled_from(IDS), st.sampled_from(CARDS), st.sampled_from(["again", "good", "easy"])
contents = st.one_of(
    st.tuples(st.just("review"), cards, ratings.map(lambda rating: {**REVIEW, "rating": rating})),
    st.tuples(st.sampled_from(["reset", "suspend", "bury"]), cards, st.just({})),
    st.tuples(st.just("link"), cards, cards.map(lambda card: {"to": card})),
    st.tuples(st.sampled_from(["undo", "redo"]), st.just(""), st.just({})),
)
events = st.builds(
    lambda each, action, content, device: Event(
        each, content[0], action, START, "+02:00", 738_297, device, content[1], content[2]
    ),
    ids,
    ids,
    contents,
    st.sampled_from(["one", "two"]),
)


@given(st.lists(events, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_merges_makes_no_difference(new_desk, found, chance):
    """One by one, all at once, turned round: the same lines, the same state, and that of a rebuild."""
    wanted: dict[str, str] = {}
    for event in found:
        wanted[event.id] = min(to_line(event), wanted.get(event.id, to_line(event)))
    shuffled = chance.sample(found, len(found))
    states = []
    for pieces in ([found], [[each] for each in found], [shuffled], [shuffled[::-1], found]):
        with new_desk() as desk:
            added = sum(desk.merge(*piece) for piece in pieces)
            assert added == len(wanted)
            assert list(log.lines(desk.db)) == [wanted[each] for each in sorted(wanted)]
            assert inspect.differing_projections(desk.db) == []
            assert inspect.find_faults(desk.path, each_line=True) == []
            states.append((desk.rows(), desk.db.execute("SELECT id FROM conflict").fetchall()))
    assert states[1:] == states[:1] * 3


def test_many_at_once_are_no_exception(new_desk, monkeypatch):
    """So many events that the state is made anew: the same rule."""
    monkeypatch.setattr(log, "_FEW", 1)
    both = [
        Event(each, "review", each, START, "+02:00", 738_297, device, "d/a", REVIEW)
        for each in IDS
        for device in ("two", "one", "three")
    ]
    with new_desk() as left, new_desk() as right:
        assert [left.merge(*both), right.merge(*both[::-1])] == [4, 4]
        assert [event.device for event in left.log()] == ["one"] * 4
        assert (left.log(), left.rows()) == (right.log(), right.rows())
        assert conflicts(left.db) == 4
