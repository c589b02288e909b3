"""Every figure that comes of a forgetting curve comes of the one in force."""

import json
import sqlite3
import zipfile

import pytest

from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.core.fitting.fit import Fit
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, make_parameters, retrievability
from aide_memoire.core.study_day import iso_day
from aide_memoire.reports import browser, own_curve
from aide_memoire.reports.card_history import load_history, recall_by_day
from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.reports.exams import list_exams
from aide_memoire.reports.retention_cost import retention_costs, sample_cards
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.reports.timeline import load_timeline
from aide_memoire.store import log
from aide_memoire.store.queue import todays_queue
from aide_memoire.study import actions
from aide_memoire.transfer.anki_progress import export_package
from forgetting import LEARNERS
from learners import plain

CARD = "d/e#when"
SLOW = (*DEFAULT_PARAMETERS.weights[:20], 0.1)
"""Weights by which what is forgotten late is forgotten more slowly, and all else is as ever."""


@pytest.fixture
def learner(learner):
    """With cards that were known elsewhere: their states stay under any weights, so that only the curve differs."""
    learner.deck("d", ("event", 'id = "e"\nname = "Treaty"\ndate = "1896-06"\nask = ["when"]'), *map(plain, "abcd"))
    desk = learner.workspace()
    for place, card in enumerate((CARD, "d/a", "d/b", "d/c", "d/d")):
        last = desk.today() - 20 * (place + 1)
        known = {"state": "review", "step": None, "stability": 10.0, "difficulty": 5.0, "reps": 3, "lapses": 0}
        days = {"last": iso_day(last), "due": iso_day(desk.today()), "introduced": iso_day(last)}
        log.append(desk.db, [EventDraft("memory", card, {**known, **days})], desk.stamp(), desk.entropy)
    learner.cards("answered", "z")
    learner.study("answered").rate(Rating.EASY)
    return learner


def adopt(learner, weights):
    desk = learner.workspace()
    actions.adopt_curve(desk, own_curve.OwnCurve("own", 0, Fit(0, weights)))


def proposed(desk, learner):
    """Return what follows of each rating of a question, now."""
    study = learner.study()
    return [
        (each.outcome.interval, each.memory.stability)
        for rated in study.proposal().values()
        for each in rated.cards.values()
    ]


def past(desk, learner):
    found = load_history(desk, CARD)
    return found.recall, recall_by_day(found, desk.today(), 10)[-1]


def exam(desk, learner):
    return [each.outlook.expected for each in list_exams(desk)]


def costs(desk, learner):
    return retention_costs(sample_cards(desk))


def in_anki(desk, learner):
    """Return the decay of a card in an exported package, and the weights of its deck options."""
    path = learner.data / "out.apkg"
    export_package(desk, str(path))
    with zipfile.ZipFile(path) as package:
        (learner.data / "out.anki2").write_bytes(package.read("collection.anki2"))
    db = sqlite3.connect(learner.data / "out.anki2")
    (data,) = db.execute("SELECT data FROM cards WHERE data LIKE '%decay%'").fetchone()
    (options,) = db.execute("SELECT dconf FROM col").fetchone()
    db.close()
    path.unlink()
    return json.loads(data)["decay"], options


FIGURES = {
    "the intervals of ratings": proposed,
    "the recall of a card, in the browser": lambda desk, _: browser.lines_of(desk, [CARD])[0].recall,
    "the recall of a card, in its history": past,
    "what to expect of an exam, on the first screen": lambda desk, _: load_dashboard(desk).exams,
    "what is known, in the statistics": lambda desk, _: load_statistics(desk).known,
    "what is known of a deck": lambda desk, _: [each.known for each in load_statistics(desk).decks],
    "what a retention costs": costs,
    "the timeline": lambda desk, _: [each.recall for each in load_timeline(desk)],
    "what to expect of an exam": exam,
    "a package for Anki": in_anki,
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_a_figure_is_that_of_the_curve_in_force(learner, figure):
    """Another one under other weights, and the very first again under the usual ones."""
    actions.set_exam(learner.workspace(), "d", learner.workspace().today() + 20)
    usual = figure(learner.workspace(), learner)
    adopt(learner, SLOW)
    slow = figure(learner.workspace(), learner)
    assert slow != usual
    adopt(learner, ())
    assert figure(learner.workspace(), learner) == usual


def test_the_recall_is_that_of_the_formula(learner):
    """The same everywhere, to the last digits."""
    adopt(learner, LEARNERS[0])
    wanted = retrievability(10.0, 20, make_parameters(LEARNERS[0]))
    desk = learner.workspace()
    assert browser.lines_of(desk, [CARD])[0].recall == pytest.approx(wanted)
    assert load_history(desk, CARD).recall == pytest.approx(wanted)
    assert load_timeline(desk)[0].recall == pytest.approx(wanted)


def test_who_is_in_need_before_an_exam_is_told_by_the_curve_in_force(learner):
    """The last week asks those not safely above the target; a slower curve may have none of them there."""
    desk = learner.workspace()
    recall = [retrievability(10.0, 20 + 1, parameters) for parameters in (DEFAULT_PARAMETERS, make_parameters(SLOW))]
    assert recall[0] != recall[1]
    target = (sum(recall) / 2 - 0.3) / 0.7  # with its margin, between the two
    actions.set_exam(desk, "d", desk.today() + 1, target)
    usual = {each.question for each in todays_queue(desk.db, desk.today(), desk.settings).items}
    adopt(learner, SLOW)
    slow = {each.question for each in todays_queue(desk.db, desk.today(), desk.settings).items}
    assert usual ^ slow == {CARD}


def test_a_search_by_recall_sorts_by_the_curve_in_force(learner):
    """Which is the same order for every curve: the one of time against stability."""
    orders = []
    for weights in ((), SLOW, LEARNERS[0]):
        adopt(learner, weights)
        desk = learner.workspace()
        numbers = browser.search(desk, "", "recall").numbers
        found = [each.recall for each in browser.lines(desk, numbers)]
        assert found == sorted(found)
        orders.append(list(numbers))
    assert orders[0] == orders[1] == orders[2]


def test_a_rating_after_new_weights_goes_by_them(learner):
    """Saved as it was proposed."""
    adopt(learner, LEARNERS[0])
    study = learner.study()
    wanted = study.proposal()[Rating.GOOD].days
    assert study.rate(Rating.GOOD).days == wanted
