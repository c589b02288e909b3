"""A quiz in the app: question by question by keys, then the score."""

import gc
import json
from contextlib import asynccontextmanager

import pytest
from textual.widgets import Input

from aide_memoire.core.event import Rating
from aide_memoire.store import log
from aide_memoire.study.quiz import Quiz
from aide_memoire.transfer.quiz_recording import QuizRecording
from aide_memoire.ui.app import AideMemoireApp
from screens.stage import answer, assert_snapshot, click, key_line, said, screen_text, shown, until

DECK = """
[deck]
id = "forms"
title = "The clash of 1969"
[[source]]
id = "allies"
title = "China and Russia are not allies"
author = "Homare Endo"
[[card]]
id = "river"
question = "In which river does Damansky Island lie?"
answer = "Ussuri"
lures = ["Amur", "Tumen", "Argun"]
source = "allies ¶7"
[[card]]
id = "why"
form = "flip"
question = "What was the quarrel about?"
answer = "About land on the border"
lures = ["About fishing", "About the railway", "About old debts"]
source = "allies ¶8"
[[group]]
id = "benelux"
name = "Benelux countries"
members = ["Belgium", "Netherlands", "Luxembourg"]
[[sequence]]
id = "turns"
name = "the turns, oldest first"
items = [{ name = "The quarrel" }, { name = "The clash" }, { name = "The visit" }]
source = "allies ¶9"
"""
SIZES = ((60, 20), (80, 24))


@pytest.fixture
def workspace(desk_with):
    """A desk with one deck of four questions, one of each form."""
    return desk_with(forms=DECK)


@asynccontextmanager
async def in_quiz(workspace, quiz, size=(80, 24)):
    """Show the app as `quiz` does: `async with in_quiz(desk, quiz) as pilot`."""
    app = AideMemoireApp(workspace, quiz=quiz)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            for _ in range(3):
                await pilot.pause(0)
            yield pilot
    finally:
        gc.unfreeze()


def write(pilot, text):
    """Write into the line."""
    pilot.app.screen.query_one(Input).insert_text_at_cursor(text)


async def give(pilot, quiz):
    """Give the right answer to the question on the screen, and go on from its verdict."""
    asked = quiz.prompt
    match asked.form:
        case "typed":
            write(pilot, "Ussuri")
            await pilot.press("enter")
        case "choice":
            await pilot.press(str(asked.options.index(asked.question.answer_line) + 1))
        case "list":
            write(pilot, "Belgium, Luxembourg, Netherlands")
            await pilot.press("enter")
        case "order":
            items, at = list(asked.options), 0
            for place, each in enumerate(asked.question.expects.items):
                now = items.index(each)
                await pilot.press(*["down"] * (now - at), *["shift+up"] * (now - place))
                items.insert(place, items.pop(now))
                at = place
            await pilot.press("enter")
    assert quiz.graded is not None
    await pilot.press("space")


async def test_a_whole_quiz_by_keys(workspace):
    """Every form by its keys; Space goes on; at the end stands the score, and nothing was saved."""
    quiz = Quiz(workspace, (), 10, 3)
    forms = []
    async with in_quiz(workspace, quiz) as pilot:
        for number in range(1, 5):
            assert f"{number} of 4" in said(pilot.app)
            forms.append(quiz.prompt.form)
            await give(pilot, quiz)
        told = said(pilot.app)
        assert "4 of 4 right 4.0 points" in told
        assert "Nothing was missed." in told
        assert "seed 3" in told
        await pilot.press("enter")
        assert "All decks" in said(pilot.app)
    assert list(log.events(workspace.db)) == []
    assert sorted(forms) == ["choice", "list", "order", "typed"]


async def test_every_verdict_is_shown_before_the_next_question(workspace):
    """What was answered is judged on the screen, with what is right; only then Space goes on."""
    quiz = Quiz(workspace, (), 10, 3)
    async with in_quiz(workspace, quiz) as pilot:
        for number in range(4):
            question, form = quiz.prompt.question, quiz.prompt.form
            await pilot.press("0" if form == "choice" else "enter")
            assert ("You passed. The answer:" in said(pilot.app)) == (form != "order")
            assert question.answer[0] in said(pilot.app)
            does = "the score" if number == 3 else "next"
            assert key_line(pilot.app) == {"Space": does, "Esc": "leave", "?": "keys"}
            await pilot.press("space")
        assert "0 of 4 right" in said(pilot.app)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_result(workspace, size):
    """The score, by kind; every mistake with what was answered, what is right, and its source."""
    quiz = Quiz(workspace, (), 10, 3)
    wrong = {"typed": "Amur", "order": "The visit; The clash", "list": "Belgium, Latvia", "choice": "1"}
    while quiz.position[0] < 3:
        quiz.grade(wrong[quiz.prompt.form])
        quiz.go_on()
    async with in_quiz(workspace, quiz, size) as pilot:
        await give(pilot, quiz)
        assert_snapshot(f"quiz-result-{size[0]}x{size[1]}", screen_text(pilot.app))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_quiz_question(workspace, size):
    """A question of a quiz: no ratings, no hint, no undo."""
    quiz = Quiz(workspace, (), 10, 3)
    while quiz.prompt.form != "choice":
        quiz.grade("")
        quiz.go_on()
    async with in_quiz(workspace, quiz, size) as pilot:
        assert_snapshot(f"quiz-asked-{size[0]}x{size[1]}", screen_text(pilot.app))


async def test_leaving_in_the_middle(workspace):
    """Esc shows the score of what was answered; Esc again goes home."""
    quiz = Quiz(workspace, (), 10, 3)
    async with in_quiz(workspace, quiz) as pilot:
        await give(pilot, quiz)
        await pilot.press("escape")
        assert "1 of 4 right 1.0 points 3 not answered" in said(pilot.app)
        await pilot.press("escape")
        assert "All decks" in said(pilot.app)


async def test_leaving_at_a_verdict_counts_the_answer(workspace):
    """An answer that was judged counts, though nobody has gone on from it yet."""
    quiz = Quiz(workspace, (), 10, 3)
    async with in_quiz(workspace, quiz) as pilot:
        await give(pilot, quiz)
        await pilot.press("enter")
        assert quiz.graded is not None
        await pilot.press("escape")
        assert "1 of 4 right 1.0 points 2 not answered" in said(pilot.app)


async def test_a_kept_quiz_has_each_answer_at_once(workspace, tmp_path):
    """An answer that is gone on from is in the file, which is marked as unfinished until the last one."""
    quiz, path = Quiz(workspace, (), 10, 3), tmp_path / "anna.json"
    QuizRecording(workspace, quiz, str(path), "ANNA").begin()
    async with in_quiz(workspace, quiz) as pilot:
        for number in range(4):
            kept = json.loads(path.read_bytes())
            assert (len(kept["questions"]), kept["finished"]) == (number, False)
            await give(pilot, quiz)
    kept = json.loads(path.read_bytes())
    assert (kept["score"]["points"], kept["score"]["out_of"], kept["finished"]) == (4.0, 4, True)


async def test_quitting_at_a_verdict_keeps_it(workspace, tmp_path):
    """Ctrl+Q at a verdict: the answer is in the file."""
    quiz, path = Quiz(workspace, (), 10, 3), tmp_path / "anna.json"
    QuizRecording(workspace, quiz, str(path), "ANNA").begin()
    async with in_quiz(workspace, quiz) as pilot:
        await pilot.press("enter", "ctrl+q")
        await pilot.pause()
    assert len(json.loads(path.read_bytes())["questions"]) == 1


async def test_an_answer_that_cannot_be_kept_stays_on_the_screen(workspace, tmp_path):
    """Where the file cannot be written any more, the question stays with the reason, until it can be."""
    folder = tmp_path / "stick"
    folder.mkdir()
    quiz, path = Quiz(workspace, (), 10, 3), folder / "anna.json"
    QuizRecording(workspace, quiz, str(path), "ANNA").begin()
    async with in_quiz(workspace, quiz) as pilot:
        await pilot.press("enter")
        folder.rename(tmp_path / "elsewhere")
        await pilot.press("space")
        assert "anna.json cannot be written" in said(pilot.app)
        assert quiz.position == (0, 4)
        (tmp_path / "elsewhere").rename(folder)
        await pilot.press("space")
        assert quiz.position == (1, 4)


async def test_leaving_at_once(workspace):
    """Esc before the first answer goes home, without a score of nothing."""
    async with in_quiz(workspace, Quiz(workspace, (), 10, 3)) as pilot:
        await pilot.press("escape")
        assert "All decks" in said(pilot.app)


async def test_a_quiz_from_home(workspace):
    """q on Home begins a quiz of what is chosen there, and it ends at home again."""
    async with shown(workspace) as pilot:
        await pilot.press("q")
        assert "1 of 4" in said(pilot.app)
        await pilot.press("enter", "space", "escape", "enter")
        assert "All decks" in said(pilot.app)


async def test_a_quiz_from_the_palette(workspace):
    """Ctrl+P offers a quiz of all decks."""
    async with shown(workspace) as pilot:
        await pilot.press("ctrl+p", *"quiz")
        await until(pilot, "Quiz all decks")
        await pilot.press("enter")
        await until(pilot, "1 of 4")


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ("choice", "u"),
        ("order", "u"),
        ("verdict", "u"),
        ("result", "u"),
        ("verdict", "ctrl+z"),
        ("verdict", "U"),
    ],
)
async def test_a_quiz_takes_nothing_of_the_schedule_back(workspace, clock, where, key):
    """Undo and redo in a quiz leave what was studied before it as it is: a quiz does not touch the log."""
    study = answer(workspace, clock, Rating.GOOD, Rating.GOOD)
    if key == "U":
        study.undo()
    before = list(log.events(workspace.db))
    quiz = Quiz(workspace, (), 10, 3)
    while where in ("choice", "order") and quiz.prompt.form != where:
        quiz.grade("")
        quiz.go_on()
    async with in_quiz(workspace, quiz) as pilot:
        await pilot.press(*{"verdict": ["enter"], "result": ["enter", "space", "escape"]}.get(where, []), key)
        await pilot.pause()
    assert list(log.events(workspace.db)) == before


async def test_the_keys_of_study_do_nothing_in_a_quiz(workspace):
    """There is nothing to bury, to suspend, to rate or to be helped with."""
    quiz = Quiz(workspace, (), 10, 3)
    async with in_quiz(workspace, quiz) as pilot:
        await pilot.press("enter")
        before = screen_text(pilot.app)
        await pilot.press("b", "s", "i", "ctrl+t", "1")
        assert screen_text(pilot.app) == before
    assert quiz.position == (0, 4)


async def test_help_in_a_quiz(workspace):
    """F1 shows the keys over the quiz, and closes upon the same question."""
    quiz = Quiz(workspace, (), 10, 3)
    async with in_quiz(workspace, quiz) as pilot:
        before = screen_text(pilot.app)
        await pilot.press("f1")
        assert len(pilot.app.screen_stack) > 1
        await pilot.press("escape")
        assert screen_text(pilot.app) == before


async def test_a_quiz_by_mouse(workspace):
    """An option and the last line can be clicked."""
    quiz = Quiz(workspace, (), 10, 3)
    while quiz.prompt.form != "choice":
        quiz.grade("")
        quiz.go_on()
    done = len(quiz.answers)
    async with in_quiz(workspace, quiz) as pilot:
        await click(pilot, quiz.prompt.question.answer_line)
        assert "✓ Right" in said(pilot.app)
        await click(pilot, "Space")
        assert len(quiz.answers) == done + 1
