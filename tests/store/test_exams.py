"""Exams in the log: which of them counts, undone, merged, held and exported."""

from aide_memoire.core.event import EventDraft
from aide_memoire.core.exam import Exam
from aide_memoire.core.study_day import iso_day
from aide_memoire.store import deck_index, log
from aide_memoire.store.clock import follow_clock
from aide_memoire.store.deck_index import CardRow, DeckRow
from aide_memoire.store.exams import coming_exams, exam_cards, exams
from aide_memoire.store.projections import rebuild
from aide_memoire.store.transaction import transaction

MILLISECONDS_A_DAY = 86_400_000
FIRST_DAY = 738_300  # of each desk
JUNE, JULY = FIRST_DAY + 30, FIRST_DAY + 60
DECK = DeckRow("/d.toml", "1", "d", "D", "{}", [], [CardRow(f"d/{n}", f"d/{n}", f"d/{n}") for n in "abc"], [], 0, 0)


def set_exam(desk, deck, on, **more):
    desk.do(EventDraft("exam", "", {"deck": deck, "on": iso_day(on) if on else "", **more}))


def test_the_newest_of_a_deck_counts(workspace):
    """The nearest comes first; an empty day cancels; the target is 0.95 unless it is said."""
    set_exam(workspace, "d", JULY, target=0.9)
    workspace.pass_days(1)
    set_exam(workspace, "e", JUNE)
    assert list(exams(workspace.db).values()) == [
        Exam(JUNE, "e", 0.95, FIRST_DAY + 1),
        Exam(JULY, "d", 0.9, FIRST_DAY),
    ]
    set_exam(workspace, "e", 0)
    assert list(exams(workspace.db)) == ["d"]
    assert coming_exams(workspace.db, JULY) == [Exam(JULY, "d", 0.9, FIRST_DAY)]
    assert coming_exams(workspace.db, JULY + 1) == []


def test_undo_and_redo(workspace):
    """They go back to the exam before, and forth; no card is changed."""
    workspace.review("d/a")
    set_exam(workspace, "d", JUNE)
    before = workspace.rows()
    set_exam(workspace, "d", JULY)
    workspace.undo()
    assert exams(workspace.db)["d"].on == JUNE
    assert {**workspace.rows(), "undone": None} == {**before, "undone": None}
    workspace.redo()
    assert exams(workspace.db)["d"].on == JULY
    with transaction(workspace.db):
        rebuild(workspace.db)
    assert exams(workspace.db)["d"].on == JULY


def test_devices_merge_to_the_same(new_desk):
    """In either order the newest counts."""
    with new_desk() as one, new_desk("two") as two:
        set_exam(one, "d", JUNE)
        two.at += 1_000_000
        set_exam(two, "d", JULY)
        one.take(two)
        two.take(one)
        assert exams(one.db) == exams(two.db) == {"d": Exam(JULY, "d", 0.95, FIRST_DAY)}
        assert one.rows() == two.rows()


def test_an_exam_from_a_clock_that_was_wrong_does_not_count_yet(workspace, phone):
    """It is held until its time has come."""
    phone.pass_days(30)
    set_exam(phone, "d", JULY)
    workspace.take(phone)
    follow_clock(workspace.db, workspace.at)
    assert exams(workspace.db) == {}
    follow_clock(workspace.db, phone.at + MILLISECONDS_A_DAY)
    assert list(exams(workspace.db)) == ["d"]


def test_an_export_of_a_deck_has_its_exam(workspace):
    """And what was done to it, but not those of other decks."""
    set_exam(workspace, "d", JULY)
    set_exam(workspace, "e", JUNE)
    workspace.undo()
    assert ['"kind":"exam"' in line for line in log.lines(workspace.db, ["d"])] == [True]
    assert ["exam" in line for line in log.lines(workspace.db, ["e"])] == [True, False]


def test_suspended_cards_are_left_out(workspace):
    """What is not studied is not expected to be known."""
    deck_index.update_index(workspace.db, ["/d.toml"], [DECK])
    workspace.review("d/a")
    workspace.mark("suspend", "d/b")
    cards = exam_cards(workspace.db, "d")
    assert [(question, memory is not None) for question, memory in cards] == [("d/a", True), ("d/c", False)]
    assert exam_cards(workspace.db, "nowhere") == []


def test_reading_exams_uses_their_index(workspace):
    """So `due` does not read the log for them."""
    set_exam(workspace, "d", JULY)
    statements = []
    workspace.db.set_trace_callback(statements.append)
    exams(workspace.db)
    workspace.db.set_trace_callback(None)
    plan = workspace.db.execute(f"EXPLAIN QUERY PLAN {statements[0]}").fetchall()
    assert any("event_exam" in row[3] for row in plan)
