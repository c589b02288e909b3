"""What each screen looks like at a small, a usual and a large terminal, down to the last cell."""

import pytest

from aide_memoire.core.errors import StoreError
from aide_memoire.core.event import Rating
from aide_memoire.study.session import StudySession
from screens.stage import SIZES, answer, assert_snapshot, screen_text, shown

GOOD, HARD, AGAIN = Rating.GOOD, Rating.HARD, Rating.AGAIN
DECK = """
[deck]
id = "{name}"
title = "{title}"
[[card]]
form = "flip"
id = "one"
question = "What is one?"
answer = "One"
[[card]]
form = "flip"
id = "two"
question = "What is two?"
answer = "Two"
"""
BROKEN = '[deck]\ntitle = "The clash of 1969"\n[[card]]\nid = "one"\nquestion = "What is one?"\n'
CSTO = DECK.format(name="csto", title="The CSTO and its members")

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def kept(size):
    """Show the app, press the keys, and compare what is then on the screen with what was kept."""

    async def look(name, workspace, study=None, keys=()):
        async with shown(workspace, study, size) as pilot:
            if keys:
                await pilot.press(*keys)
            assert_snapshot(f"{name}-{size[0]}x{size[1]}", screen_text(pilot.app))

    return look


@sizes
async def test_home_at_the_first_run(kept, workspace):
    """Before the first answer, Home says what this is and which key begins."""
    await kept("home-first-run", workspace)


@sizes
async def test_home_after_weeks(kept, learned):
    """Home tells what today holds, what comes, and how each deck stands."""
    await kept("home", learned)


@sizes
async def test_home_with_nothing_due(kept, learned, clock):
    """When all is answered, Home says so and when to come back."""
    study = StudySession(learned)
    while study.question:
        clock.pass_by(seconds=10)
        study.rate(Rating.EASY)
    await kept("home-done", learned)


@sizes
async def test_home_without_decks(kept, desk_with, tmp_path, monkeypatch):
    """Without a deck, Home says where decks go."""
    workspace = desk_with()
    monkeypatch.chdir(tmp_path)
    await kept("home-no-decks", workspace._replace(places=("decks",)))


@sizes
async def test_home_with_everything_suspended(kept, desk_with):
    """When every card is suspended, Home says so and names the key that wakes them."""
    workspace = desk_with(csto=CSTO)
    study = StudySession(workspace)
    while study.question:
        study.set_aside("suspend")
    await kept("home-suspended", workspace)


@sizes
async def test_home_with_every_deck_broken(kept, desk_with):
    """Decks of which nothing can be read are listed, with what is wrong."""
    await kept("home-broken", desk_with(clash=BROKEN, csto="[[card]\n"))


@sizes
async def test_home_with_one_deck_broken(kept, desk_with):
    """One broken deck does not stop the others."""
    treaties = DECK.format(name="treaties", title="Moscow and Beijing: the treaties")
    half = (
        DECK.format(name="partners", title="Russia, China, India: why not allies")
        + '[[card]]\nform = "flip"\nid = "three"\nanswer = "3"\n'
    )
    await kept("home-one-broken", desk_with(clash=BROKEN, csto=CSTO, partners=half, treaties=treaties))


@sizes
async def test_home_with_one_id_twice(kept, desk_with):
    """Of two files with one deck id one is studied; the other one is shown, and says so."""
    other = DECK.format(name="csto", title="The CSTO, as it was in 2012")
    treaties = DECK.format(name="treaties", title="Moscow and Beijing: the treaties")
    await kept("home-same-id", desk_with(csto=CSTO, old=other, treaties=treaties))


@sizes
async def test_question(kept, learned):
    """A question stands alone on its page."""
    await kept("question", learned, StudySession(learned))


@sizes
async def test_answer_after_weeks(kept, learned):
    """Below an answer stands where each rating leads."""
    await kept("answer", learned, StudySession(learned), ["space"])


@sizes
async def test_answer_of_an_event(kept, workspace):
    """What a teacher adds has a label that says so."""
    await kept("answer-event", workspace, StudySession(workspace, ["treaties"]), ["space"])


@sizes
async def test_answer_of_a_claim(kept, workspace):
    """An opinion is laid to the one who holds it."""
    await kept("answer-claim", workspace, StudySession(workspace, ["partners"]), ["space"])


@sizes
async def test_answer_of_a_group(kept, workspace):
    """Each member has a line, and a fact that ages has its date."""
    await kept("answer-group", workspace, StudySession(workspace, ["csto"]), ["space"])


@sizes
async def test_answer_of_a_sequence(kept, workspace):
    """The steps are numbered, with their dates."""
    await kept("answer-sequence", workspace, StudySession(workspace, ["clash"]), ["space"])


@sizes
async def test_summary(kept, workspace, clock):
    """The summary tells what was known, what was missed, and when to come back."""
    await kept("summary", workspace, answer(workspace, clock, GOOD, AGAIN, HARD, GOOD, AGAIN, GOOD), ["escape"])


@sizes
async def test_help(kept, learned):
    """All keys stand together, over the screen on which they were asked for."""
    await kept("help", learned, None, ["question_mark"])


@sizes
async def test_a_message(kept, learned):
    """What was done is said in the status line, and hides nothing."""
    await kept("home-undone", learned, None, ["u"])


@sizes
async def test_a_save_that_fails(kept, workspace, monkeypatch):
    """Why an answer could not be saved stands in the status line, and the answer stays."""

    def fail(*_, **__):
        raise StoreError("the disk is full", "make room")

    monkeypatch.setattr("aide_memoire.store.log.append", fail)
    await kept("answer-not-saved", workspace, StudySession(workspace, ["treaties"]), ["space", "3"])
