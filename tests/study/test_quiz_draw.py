"""Which questions a quiz draws, and how it counts."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.study.quiz import Quiz
from aide_memoire.study.session import StudySession

HEAD = '[deck]\nid = "{0}"\ntitle = "{0}"\n'


def card(name, more=""):
    return "card", f'id = "{name}"\nquestion = "{name}?"\nanswer = "{name} it is"\n{more}'


def lured(name):
    return card(name, f'lures = ["{name} one", "{name} two", "{name} three", "{name} four"]')


def decks(learner):
    learner.deck("a", *(lured(f"a{number}") for number in range(12)), head=HEAD.format("a"))
    group = "group", 'id = "g"\nname = "things"\nmembers = ["One", "Two", "Three"]'
    order = (
        "sequence",
        'id = "s"\nname = "steps"\nitems = [{ name = "A1" }, { name = "B2" }, { name = "C3" }]',
    )
    learner.deck("b", group, order, card("b", 'form = "flip"'), head=HEAD.format("b"))


def put(quiz):
    """Go through a quiz without an answer. Returns what was put: question, form, options."""
    asked = []
    while quiz.prompt is not None:
        asked.append((quiz.prompt.question.id, quiz.prompt.form, quiz.prompt.options))
        quiz.grade("")
        quiz.go_on()
    return asked


def test_a_seed_is_a_quiz(learner):
    """The same seed and decks: the same questions, order, forms and options, today and in a month."""
    decks(learner)
    first = put(Quiz(learner.workspace(), ["a"], 10, 5, "choice"))
    learner.wait(days=30)
    assert put(Quiz(learner.workspace(), ["a"], 10, 5, "choice")) == first
    assert {form for _, form, _ in first} == {"choice"}
    assert len({put_[0] for put_ in first}) == len(first) == 10


def test_seeds_differ(learner):
    """A hundred seeds give a hundred quizzes, and every question gets its turn at the first place."""
    decks(learner)
    workspace = learner.workspace()
    quizzes = [tuple(put(Quiz(workspace, ["a"], 12, seed))) for seed in range(1, 101)]
    assert len(set(quizzes)) == 100
    assert len({quiz[0][0] for quiz in quizzes}) == 12


def test_study_and_quiz_do_not_know_each_other(learner):
    """A session that is open asks on as before, whatever a quiz asks meanwhile at the same desk."""
    decks(learner)
    workspace = learner.workspace()
    study = StudySession(workspace, ["a"])
    before = study.prompt
    put(Quiz(workspace, (), 99, 1))
    assert study.prompt == before
    study.rate(Rating.EASY)
    assert study.position[0] == 1


def test_what_is_suspended_is_in_a_quiz_too(learner):
    """A quiz is over what the decks hold, whatever the schedule has laid aside."""
    decks(learner)
    study = learner.study("a")
    study.set_aside("suspend")
    assert Quiz(learner.workspace(), ["a"], 99, 1).total == 12


def test_points_are_parts(learner):
    """A list or an order that is partly right counts in part; right is only what is wholly so."""
    decks(learner)
    quiz = Quiz(learner.workspace(), ["b"], 10, 1)
    for _ in range(2):
        given = {"b/g": "One, Two", "b/s#order": "B2; A1; C3"}[quiz.prompt.question.id]
        quiz.grade(given)
        quiz.go_on()
    assert quiz.prompt is None
    with pytest.raises(ValueError, match="no question"):
        quiz.grade("x")
    quiz.go_on()
    score = quiz.score()
    assert (score.asked, score.right, round(score.points, 4)) == (2, 0, 1.3333)
    assert {kind: round(part.points, 4) for kind, part in quiz.by_kind().items()} == {
        "group": 0.6667,
        "sequence": 0.6667,
    }
    assert len(quiz.mistakes()) == 2
    told = quiz.as_json()
    assert (told["asked"], told["right"], told["points"]) == (2, 0, 1.33)
    assert [each["score"] for each in told["questions"]] == [0.6667, 0.6667]


def test_a_slip_is_no_mistake(learner):
    """Right but for a slip is right."""
    learner.deck("d", card("harbour"))
    quiz = Quiz(learner.workspace(), (), 1, 1)
    quiz.grade("harbor it is")
    quiz.go_on()
    assert (quiz.score(), quiz.mistakes()) == ((1, 1, 1.0, 1), [])


def test_an_answer_counts_once_it_is_gone_on_from(learner):
    """Until then the question stays, and can be judged again; going on twice skips nothing."""
    decks(learner)
    quiz = Quiz(learner.workspace(), ["a"], 3, 1)
    first = quiz.prompt
    quiz.go_on()
    assert (quiz.prompt, quiz.position) == (first, (0, 3))
    quiz.grade("x")
    assert quiz.prompt == first
    quiz.go_on()
    quiz.go_on()
    assert quiz.position == (1, 3)
