"""`formerly`: a note that has another id goes on with the histories of its cards."""

from aide_memoire.core.event import Rating
from aide_memoire.store import card_state, log
from aide_memoire.study import actions
from aide_memoire.study.renamed_notes import link_renamed

OLD = "event", 'id = "pact"\nname = "Pact"\ndate = "1896"\nplace = "Moscow"\nask = ["when", "where"]'
NEW = "event", OLD[1].replace('"pact"', '"treaty"') + '\nformerly = ["pact"]'


def reps(workspace, card):
    memory = card_state.card_state(workspace.db, card).memory
    return memory.reps if memory else 0


def links(workspace):
    return [(event.card, event.data["to"]) for event in log.events(workspace.db) if event.kind == "link"]


def renamed(learner):
    """A learner who has answered both questions of a note that then got another id."""
    learner.deck("d", OLD)
    for _ in range(2):
        learner.study(form="typed").rate(Rating.EASY)
        learner.wait(days=1)
    learner.deck("d", NEW)


def test_histories_go_on_at_the_start_of_a_session(learner):
    """Each card under the note's new id, as one action."""
    renamed(learner)
    workspace = learner.study()._workspace
    assert [reps(workspace, f"d/treaty#{part}") for part in ("when", "where")] == [1, 1]
    assert len({event.action for event in log.events(workspace.db) if event.kind == "link"}) == 1


def test_nothing_is_linked_twice_and_an_undo_stays(learner):
    """Whoever takes it back is not asked to do so again at each session."""
    renamed(learner)
    workspace = learner.workspace()
    assert link_renamed(workspace)
    assert not link_renamed(workspace)
    actions.undo(workspace)
    assert not link_renamed(workspace)
    assert reps(workspace, "d/treaty#when") == 0


def test_only_what_has_left_its_deck_is_linked(learner):
    """A note that still stands there keeps its own history."""
    learner.deck("d", OLD)
    learner.study(form="typed").rate(Rating.EASY)
    learner.deck("d", OLD, NEW)
    workspace = learner.study()._workspace
    assert links(workspace) == []
    assert reps(workspace, "d/pact#when") == 1


def test_a_note_of_another_deck(learner):
    """`formerly` may name the deck too: a note that was moved keeps its history."""
    learner.deck("d", OLD)
    learner.study(form="typed").rate(Rating.EASY)
    learner.deck("d", ("card", 'id = "other"\nquestion = "?"\nanswer = "!"'))
    learner.deck("e", ("event", OLD[1] + '\nformerly = ["d/pact"]'))
    workspace = learner.study()._workspace
    assert links(workspace) == [("d/pact#when", "e/pact#when")]


def test_the_rows_of_a_table(learner):
    """Each row of a table that has another id goes on under it."""
    head = 'id = "towns"\ncolumns = ["land", "town"]\nask = { town = "Of {land}?" }\n'
    table = head + 'rows = [["Peru", "Lima"], ["Fiji", "Suva"]]'
    learner.deck("d", ("table", table))
    learner.study(form="typed").rate(Rating.EASY)
    learner.deck("d", ("table", table.replace('"towns"', '"capitals"') + '\nformerly = ["towns"]'))
    workspace = learner.study()._workspace
    (link,) = links(workspace)
    assert link[1] == link[0].replace("towns", "capitals")
