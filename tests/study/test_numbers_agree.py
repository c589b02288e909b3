"""Home, the session, its summary, the statistics, the timeline and both commands say the same, day by day.

A month of a learner who misses some, leaves in the middle, stays away, undoes and suspends; with groups and siblings.
"""

import json
from datetime import date, timedelta
from random import Random

from aide_memoire.cli import due, stats
from aide_memoire.cli.main import Call
from aide_memoire.core.event import Rating
from aide_memoire.core.standing import QuestionCounts, is_solid, standing, sum_counts
from aide_memoire.library.load import questions
from aide_memoire.reports.dashboard import load_dashboard, plan_of
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.reports.timeline import load_timeline
from aide_memoire.store import card_state, deck_index
from aide_memoire.store.question_counts import question_counts
from aide_memoire.store.queue import todays_queue
from aide_memoire.store.statistics import studied_scope
from aide_memoire.study import actions
from aide_memoire.study.session import StudySession
from learners import plain

AGAIN, HARD, GOOD, EASY = Rating
DAYS = 31
AWAY = {6, 7, 13, 14, 15, 16, 17, 24}
LEFT_MIDWAY = {3, 10, 21}
UNDONE = {1, 10, 20}
DECKS = {
    "facts": [*(plain(f"c{n:02}") for n in range(30)), plain("gives-away", 'bury_with = ["c00"]')],
    "history": [
        *(
            ("event", f'id = "e{n}"\nname = "Event {n}"\ndate = "{1890 + n}"\nplace = "Rome"\nask = ["when", "where"]')
            for n in range(8)
        ),
        ("group", 'id = "g"\nname = "members"\nmembers = ["Russia", "Belarus", "Armenia"]'),
        ("group", 'id = "h"\nname = "founders"\nmembers = ["China", "Kazakhstan"]'),
    ],
    "late": [plain(f"l{n}") for n in range(9)],
}


def of_rule(workspace):
    """Count the questions by the rule alone, one by one."""
    memories = card_state.memories(workspace.db)
    found = {}
    for cached in deck_index.cached_notes(workspace.db):
        for question in questions(cached):
            counts = found.setdefault(question.deck, dict.fromkeys(QuestionCounts._fields, 0))
            counts[standing([memories.get(card) for card in question.cards])] += 1
    return {deck: QuestionCounts(**counts) for deck, counts in found.items()}


def document(learner, capsys, command):
    """Return what a command prints as JSON."""
    call = Call(("--json",), "default", (str(learner.decks),), str(learner.data), lambda: learner.now, lambda: 1)
    assert command.run(call) == 0
    return json.loads(capsys.readouterr().out)


def check(learner, workspace, capsys):
    """Hold all of them against each other."""
    home, statistics = load_dashboard(workspace), load_statistics(workspace)
    session = StudySession(workspace)
    assert home.plan.total == session.position[1] - session.position[0]
    assert home.plan.due == statistics.coming[0] == sum(home.coming[0]) == sum(deck.due for deck in statistics.decks)
    assert home.tomorrow is None or home.tomorrow.due == sum(home.coming[1]) == statistics.coming[1]
    assert [deck.plan.due for deck in home.decks] == [deck.due for deck in statistics.decks]
    for deck in home.decks:
        planned = StudySession(workspace, [deck.deck]).position[1]
        assert plan_of(workspace, [deck.deck]).total == planned
        assert deck.plan.total in (planned, 0)
        assert deck.later or planned == deck.plan.total
    assert home.counts == statistics.counts == sum_counts(of_rule(workspace).values())
    assert {deck.deck: deck.counts for deck in home.decks} == of_rule(workspace)
    assert home.answered_today == statistics.today.questions
    assert (home.dose.streak, home.dose.today.questions) == (statistics.streak, statistics.today.questions)
    memories = card_state.memories(workspace.db)
    for event in load_timeline(workspace):
        assert event.standing == standing([memories.get(event.card)])
        assert event.standing != "solid" or memories[event.card].introduced < workspace.today()
    check_documents(learner, capsys, home, statistics)
    return home


def check_documents(learner, capsys, home, statistics):
    """The commands' documents say what the screens say."""
    left, told = document(learner, capsys, due), document(learner, capsys, stats)
    assert (left["due"], left["new"]) == (home.plan.due, home.plan.new)
    assert [(deck["due"], deck["new"]) for deck in left["decks"]] == [
        (deck.plan.due, deck.plan.new) for deck in home.decks
    ]
    assert told["coming"][0]["questions"] == left["due"]
    assert [deck["due"] for deck in told["decks"]] == [deck["due"] for deck in left["decks"]]
    assert told["standing"] == home.counts._asdict()
    assert told["today"] == {**told["today"], "questions": home.answered_today, "answers": statistics.today.answers}


def study(learner, workspace, chance, *, midway):
    """Answer all of today, or half of it; return how many questions were answered."""
    session = StudySession(workspace)
    planned = session.position[1]
    asked = set()
    while session.question is not None and not (midway and len(asked) > planned // 2):
        learner.wait(seconds=chance.randint(3, 40))
        asked.add(session.question.id)
        session.rate(chance.choices((AGAIN, HARD, GOOD, EASY), (20, 10, 60, 10))[0])
    return asked


def test_all_numbers_agree_for_a_month(learner, capsys):
    """On each day, before and after it is studied; and what is promised for tomorrow is what comes."""
    for name, notes in DECKS.items():
        learner.deck(name, *notes)
    chance, promised, first = Random(3), None, date(2024, 5, 1)
    workspace = learner.workspace()
    workspace.db.execute("PRAGMA synchronous = OFF")
    for day in range(DAYS):
        on = first + timedelta(days=day)
        learner.set(on.year, on.month, on.day, 9, 0)
        home = check(learner, workspace, capsys)
        if promised is not None:
            assert (home.plan.due, home.plan.new) == promised
        if day in AWAY:
            promised = None
            continue
        asked = study(learner, workspace, chance, midway=day in LEFT_MIDWAY)
        if day in UNDONE:
            assert actions.undo(workspace).kind == "review"
            check(learner, workspace, capsys)
            assert actions.redo(workspace) is not None
        if day == 9:
            actions.suspend(workspace, ["facts/c20", "history/e7#when"])
        home = check(learner, workspace, capsys)
        assert home.answered_today == len(asked)
        assert home.done + home.plan.learning == len(asked)
        promised = home.tomorrow and (home.tomorrow.due, home.tomorrow.new)
    assert home.counts.solid > 20


def test_the_rule_in_sql_is_the_rule(learner):
    """A memory of each kind: what SQL counts as solid is what the rule calls so."""
    learner.cards("d", "a")
    learner.study().rate(EASY)
    workspace = learner.workspace()
    for state in ("review", "learning", "relearning"):
        for first, last, back, reps in ((1, 1, 9, 1), (1, 2, 3, 2), (1, 1, 22, 4), (1, 1, 22, 3), (1, 1, 21, 9)):
            workspace.db.execute(
                "UPDATE memory SET state = ?, introduced = ?, last_day = ?, due_day = ?, reps = ?",
                (state, first, last, back, reps),
            )
            (memory,) = card_state.memories(workspace.db).values()
            counted = question_counts(workspace.db, studied_scope(workspace.db))["d"].solid
            assert bool(counted) is is_solid(memory)


def test_a_chosen_deck_asks_what_its_row_says(learner):
    """Of two decks with more new facts than a day takes, each asks its own share."""
    learner.cards("a", *(f"a{n}" for n in range(7)))
    learner.cards("b", *(f"b{n}" for n in range(7)))
    workspace = learner.workspace()
    assert [deck.plan.total for deck in load_dashboard(workspace).decks] == [7, 3]
    assert [len(todays_queue(workspace.db, workspace.today(), workspace.settings, [name]).items) for name in "ab"] == [
        7,
        3,
    ]


def test_a_session_of_a_deck_does_not_grow(learner):
    """Once its share is answered, an undo and a redo bring no new questions of later days into it."""
    learner.cards("a", *(f"a{n}" for n in range(9)))
    learner.cards("b", *(f"b{n}" for n in range(9)))
    session = learner.study("b")
    session.rate(EASY)
    assert session.question is None
    session.undo()
    session.rate(EASY)
    actions.undo(learner.workspace())
    session.redo()
    assert (session.question, session.position) == (None, (1, 1))
