"""The decks' events in the order of time, and the axis on which they stand."""

from aide_memoire.core.event import Rating
from aide_memoire.reports.timeline import axis, load_timeline, place
from learners import plain


def event(name, date, more=""):
    return "event", f'id = "{name}"\nname = "{name.title()}"\ndate = "{date}"\nplace = "Rome"\n{more}'


def test_events_of_all_decks_by_date(learner):
    """Years, months and days are one order; clozes, sequences and undated events have no place in it."""
    learner.deck("d", event("june", "1896-06"), event("year", "1896"), plain("card"), event("old", "0044-03-15"))
    learner.deck(
        "e",
        event("last", "1896-06-03", 'ask = ["where"]'),
        ("event", 'id = "undated"\nname = "Once"\ndate_text = "late 1950s"\nask = ["when"]'),
        ("sequence", 'id = "s"\nname = "Eras"\nitems = [{name = "A", date = "1200"}, {name = "B", date = "1300"}]'),
    )
    found = load_timeline(learner.workspace())
    assert [each.card for each in found] == ["d/old#when", "d/year#when", "d/june#when", "e/last#where"]
    assert [each.date for each in found[1:3]] == ["1896", "June 1896"]
    assert {each.standing for each in found} == {"new"}


def test_an_event_is_solid_only_after_another_day(learner):
    """What was learned an hour ago is learning, however well; recalled on a later day, it is solid."""
    learner.deck("d", event("a", "1900", 'ask = ["when"]'), event("b", "2000", 'ask = ["when"]'))
    learner.study().rate(Rating.EASY)
    assert [each.standing for each in load_timeline(learner.workspace())] == ["learning", "new"]
    learner.wait(days=30)
    first, second = load_timeline(learner.workspace())
    assert (first.standing, second.recall) == ("learning", None)
    assert 0.5 < first.recall < 0.9
    learner.study().rate(Rating.GOOD)
    assert load_timeline(learner.workspace())[0].standing == "solid"


def test_the_axis_from_the_first_to_the_last(learner):
    """Where several share a place, it is solid or new only if all of them are."""
    learner.deck(
        "d", *(event(name, year, 'ask = ["when"]') for name, year in (("a", "1000"), ("b", "1001"), ("c", "3000")))
    )
    learner.study().rate(Rating.EASY)
    found = load_timeline(learner.workspace())
    assert axis(found, 5) == ["learning", "", "", "", "new"]
    assert axis(found, 2001)[:2] == ["learning", "new"]
    assert [place(found, each, 5) for each in found] == [0, 0, 4]


def test_one_moment_and_none(learner):
    """A single event stands in the middle; without any there is only the axis."""
    learner.deck("d", event("a", "1900"))
    assert axis(load_timeline(learner.workspace()), 5) == ["", "", "new", "", ""]
    learner.deck("d", plain("a"))
    assert (load_timeline(learner.workspace()), axis([], 3)) == ([], ["", "", ""])
