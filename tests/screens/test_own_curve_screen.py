"""After a session, once there is enough to go by: the learner's own forgetting curve is offered, shown and adopted."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.store import card_state, log
from forgetting import LEARNERS, simulated_log
from screens.stage import SIZES, answer, assert_snapshot, key_line, said, screen_text, shown, until

OFFER = "How you forget: what your"


@pytest.fixture(scope="module")
def answers():
    """Enough answers of someone who forgets less than most."""
    return simulated_log(LEARNERS[2], 2400)


@pytest.fixture
def experienced(workspace, answers):
    log.merge(workspace.db, answers)
    return workspace


async def to_the_summary(pilot):
    await pilot.press("escape")
    await pilot.pause()


async def choose_offer(pilot):
    line = next(line for line in screen_text(pilot.app).splitlines() if OFFER in line)
    await pilot.press(line.split(OFFER)[0].split()[-1])
    await until(pilot, "By your own curve")


async def test_it_is_offered_after_a_session_alone(experienced, clock):
    """Never before a question, and not on the first screen."""
    async with shown(experienced) as pilot:
        assert OFFER not in said(pilot.app)
        await pilot.press("enter")
        assert OFFER not in said(pilot.app)
        await pilot.press("space", "3")
        assert OFFER not in said(pilot.app)
        await to_the_summary(pilot)
        assert f"{OFFER} 2401 answers say" in said(pilot.app)


async def test_who_has_answered_little_is_not_asked(workspace, clock):
    """A few hundred answers say too little."""
    log.merge(workspace.db, simulated_log(LEARNERS[2], 900))
    async with shown(workspace, answer(workspace, clock, Rating.GOOD)) as pilot:
        await to_the_summary(pilot)
        assert OFFER not in said(pilot.app)


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_it_is_shown_in_words_and_as_a_picture(experienced, clock, width, height):
    """What was known, what was expected and what one's own curve expects, by the days between two answers."""
    async with shown(experienced, answer(experienced, clock, Rating.GOOD), (width, height)) as pilot:
        await to_the_summary(pilot)
        await choose_offer(pilot)
        assert_snapshot(f"own-curve-{width}x{height}", screen_text(pilot.app))
        assert "parameter" not in said(pilot.app).casefold()
        assert key_line(pilot.app)["Enter"] == "go by it"
        assert key_line(pilot.app)["Esc"] == "not now"


async def test_enter_adopts_it_and_u_undoes_it(experienced, clock):
    """No due day moves; from then on it is not offered."""
    async with shown(experienced, answer(experienced, clock, Rating.GOOD)) as pilot:
        before = {card: each.due_day for card, each in card_state.memories(experienced.db).items()}
        await to_the_summary(pilot)
        await choose_offer(pilot)
        await pilot.press("enter")
        await until(pilot, "Your own curve is in use")
        workspace = pilot.app.workspace
        assert workspace.parameters != DEFAULT_PARAMETERS
        assert {card: each.due_day for card, each in card_state.memories(workspace.db).items()} == before
        await pilot.press("enter")  # nothing is adopted twice
        await pilot.press("u")
        await until(pilot, "Change of curve undone")
        assert workspace.parameters == DEFAULT_PARAMETERS
        await pilot.press("escape")
    assert sum(event.kind == "weights" for event in log.events(experienced.db)) == 1


async def test_who_declines_is_not_asked_again_soon(experienced, clock):
    """Not until there are twice as many answers; that is kept with the settings of the profile."""
    async with shown(experienced, answer(experienced, clock, Rating.GOOD)) as pilot:
        await to_the_summary(pilot)
        await choose_offer(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.workspace.settings.own_curve_declined_at == 2401
        assert pilot.app.workspace.parameters == DEFAULT_PARAMETERS
    again = pilot.app.workspace
    async with shown(again, answer(again, clock, Rating.GOOD)) as pilot:
        await to_the_summary(pilot)
        assert OFFER not in said(pilot.app)


async def test_too_few_answers_are_told(workspace):
    """Whoever asks for it by the palette is told how many it takes; there is nothing to adopt."""
    async with shown(workspace) as pilot:
        pilot.app.navigator.own_curve()
        await until(pilot, "at least 400 are needed")
        assert "Enter" not in key_line(pilot.app)
        await pilot.press("enter", "escape")
        assert workspace.parameters == DEFAULT_PARAMETERS
