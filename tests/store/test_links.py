"""A card's history goes on under another id, when an author has given it one."""

from aide_memoire.core.event import EventDraft, Rating


def link(desk, old, new):
    return desk.do(EventDraft("link", old, {"to": new}))


def test_a_history_goes_on_under_the_new_id(desk):
    """The new card has the old one's memory, to the last digit, and the old one has none."""
    desk.review("d/old")
    desk.pass_days(3)
    desk.review("d/old", rating=Rating.HARD)
    memory = desk.memory("d/old")
    link(desk, "d/old", "d/new")
    assert (desk.memory("d/new"), desk.memory("d/old")) == (memory, None)


def test_what_comes_after_is_the_new_card_s(desk, phone):
    """Reviews of the new card, and late ones of the old card from another device, are one history."""
    desk.review("d/old")
    phone.take(desk)
    link(desk, "d/old", "d/new")
    phone.pass_days(1)
    phone.review("d/old")
    desk.take(phone)
    desk.pass_days(2)
    desk.review("d/new")
    assert desk.memory("d/new").reps == 3
    assert desk.memory("d/old") is None


def test_a_link_is_undone_like_anything_else(desk):
    """Undo gives the history back to the old id, redo carries it over again."""
    desk.review("d/old")
    before = desk.rows()
    link(desk, "d/old", "d/new")
    after = desk.rows()
    assert desk.undo().kind == "link"
    assert desk.rows()["memory"] == before["memory"]
    desk.redo()
    assert desk.rows()["memory"] == after["memory"]


def test_links_follow_each_other(desk):
    """A note that was renamed twice has its whole history."""
    desk.review("d/a")
    link(desk, "d/a", "d/b")
    desk.review("d/b")
    link(desk, "d/b", "d/c")
    assert desk.memory("d/c").reps == 2
    assert [row[0] for row in desk.rows()["memory"]] == ["d/c"]


def test_an_id_that_is_given_back_has_the_whole_history(desk):
    """A note that was renamed, and then got its old id again, goes on as if it had never had another."""
    desk.review("d/a")
    link(desk, "d/a", "d/b")
    desk.review("d/b")
    link(desk, "d/b", "d/a")
    desk.review("d/a")
    assert (desk.memory("d/a").reps, desk.memory("d/b")) == (3, None)
    link(desk, "d/a", "d/b")
    assert (desk.memory("d/b").reps, desk.memory("d/a")) == (3, None)


def test_links_in_a_circle_lose_nothing(desk):
    """Of links that face each other the newest holds: all histories go on where it leads."""
    for card in ("d/a", "d/b", "d/c"):
        desk.review(card)
    link(desk, "d/a", "d/b")
    link(desk, "d/b", "d/c")
    link(desk, "d/c", "d/a")
    assert [row[0] for row in desk.rows()["memory"]] == ["d/a"]
    assert desk.memory("d/a").reps == 3
    link(desk, "d/a", "d/a")
    assert desk.memory("d/a").reps == 3


def test_links_of_two_devices_face_each_other(desk, phone):
    """Each device linked the other way: in whatever order their logs meet, the newer link holds on both."""
    desk.review("d/a")
    phone.review("d/b")
    link(desk, "d/a", "d/b")
    phone.pass_days(1)
    link(phone, "d/b", "d/a")
    desk.take(phone)
    phone.take(desk)
    assert desk.rows() == phone.rows()
    assert [row[0] for row in desk.rows()["memory"]] == ["d/a"]
