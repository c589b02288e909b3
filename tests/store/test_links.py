"""A card's history goes on under another id, when an author has given it one."""

from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.store.history import all_reviews, card_history


def link(workspace, old, new):
    return workspace.do(EventDraft("link", old, {"to": new}))


def test_a_history_goes_on_under_the_new_id(workspace):
    """The new card has the old one's memory, to the last digit, and the old one has none."""
    workspace.review("d/old")
    workspace.pass_days(3)
    workspace.review("d/old", rating=Rating.HARD)
    memory = workspace.memory("d/old")
    link(workspace, "d/old", "d/new")
    assert (workspace.memory("d/new"), workspace.memory("d/old")) == (memory, None)


def test_what_comes_after_is_the_new_card_s(workspace, phone):
    """Reviews of the new card, and late ones of the old card from another device, are one history."""
    workspace.review("d/old")
    phone.take(workspace)
    link(workspace, "d/old", "d/new")
    phone.pass_days(1)
    phone.review("d/old")
    workspace.take(phone)
    workspace.pass_days(2)
    workspace.review("d/new")
    assert workspace.memory("d/new").reps == 3
    assert workspace.memory("d/old") is None


def test_a_link_is_undone_like_anything_else(workspace):
    """Undo gives the history back to the old id, redo carries it over again."""
    workspace.review("d/old")
    before = workspace.rows()
    link(workspace, "d/old", "d/new")
    after = workspace.rows()
    assert workspace.undo().kind == "link"
    assert workspace.rows()["memory"] == before["memory"]
    workspace.redo()
    assert workspace.rows()["memory"] == after["memory"]


def test_links_follow_each_other(workspace):
    """A note that was renamed twice has its whole history."""
    workspace.review("d/a")
    link(workspace, "d/a", "d/b")
    workspace.review("d/b")
    link(workspace, "d/b", "d/c")
    assert workspace.memory("d/c").reps == 2
    assert [row[0] for row in workspace.rows()["memory"]] == ["d/c"]


def test_an_id_that_is_given_back_has_the_whole_history(workspace):
    """A note that was renamed, and then got its old id again, goes on as if it had never had another."""
    workspace.review("d/a")
    link(workspace, "d/a", "d/b")
    workspace.review("d/b")
    link(workspace, "d/b", "d/a")
    workspace.review("d/a")
    assert (workspace.memory("d/a").reps, workspace.memory("d/b")) == (3, None)
    link(workspace, "d/a", "d/b")
    assert (workspace.memory("d/b").reps, workspace.memory("d/a")) == (3, None)


def test_links_in_a_circle_lose_nothing(workspace):
    """Of links that face each other the newest holds: all histories go on where it leads."""
    for card in ("d/a", "d/b", "d/c"):
        workspace.review(card)
    link(workspace, "d/a", "d/b")
    link(workspace, "d/b", "d/c")
    link(workspace, "d/c", "d/a")
    assert [row[0] for row in workspace.rows()["memory"]] == ["d/a"]
    assert workspace.memory("d/a").reps == 3
    link(workspace, "d/a", "d/a")
    assert workspace.memory("d/a").reps == 3


def test_a_link_to_itself_gives_the_history_back(workspace):
    """What went on as another card is the card's own again, and the other one has nothing of it."""
    workspace.review("d/a")
    before = workspace.memory("d/a")
    link(workspace, "d/a", "d/b")
    link(workspace, "d/a", "d/a")
    assert (workspace.memory("d/a"), workspace.memory("d/b")) == (before, None)


def test_links_of_two_devices_face_each_other(workspace, phone):
    """Each device linked the other way: in whatever order their logs meet, the newer link holds on both."""
    workspace.review("d/a")
    phone.review("d/b")
    link(workspace, "d/a", "d/b")
    phone.pass_days(1)
    link(phone, "d/b", "d/a")
    workspace.take(phone)
    phone.take(workspace)
    assert workspace.rows() == phone.rows()
    assert [row[0] for row in workspace.rows()["memory"]] == ["d/a"]


def test_a_history_is_told_under_the_id_that_it_goes_on_as(workspace):
    """Over any number of links each review is the newest card's, in order; what was taken back is left out."""
    for old, new in (("d/a", "d/b"), ("d/b", "d/c"), ("d/c", "d/d")):
        workspace.review(old)
        link(workspace, old, new)
    workspace.review("d/x", "d/d")
    workspace.review("d/d")
    workspace.undo()
    assert [event.card for event in all_reviews(workspace.db)] == ["d/d"] * 3 + ["d/x", "d/d"]
    assert [card_history(workspace.db, card).goes_on_as for card in ("d/a", "d/c", "d/d")] == ["d/d", "d/d", ""]
    reviews = [counts for event, counts in card_history(workspace.db, "d/d").events if event.kind == "review"]
    assert reviews == [True] * 4 + [False]
