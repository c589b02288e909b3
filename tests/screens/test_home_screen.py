"""Home: a card that calls to the next step, decks to find and folders to open, the week, and what days away left."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.study import actions
from aide_memoire.study.session import StudySession
from screens.stage import SIZES, answer, assert_snapshot, key_line, resize, said, screen_lines, screen_text, shown

CARD = '[[card]]\nform = "flip"\nid = "c{n}"\nquestion = "Question {n}?"\nanswer = "Answer {n}"\n'


def deck(title, number=3):
    return f'[deck]\ntitle = "{title}"\n' + "".join(CARD.format(n=n) for n in range(number))


@pytest.fixture
def sixty(desk_with):
    """Sixty decks, of which the first has all the new questions of the day."""
    return desk_with(**{f"d{n:02}": deck(f"Deck {n:02}", 12) for n in range(59)}, zoo=deck("Zoológico"))


async def test_a_deck_is_found_by_its_name(sixty):
    """What is typed narrows the list; Enter studies the deck that is found, Esc brings all back."""
    async with shown(sixty) as pilot:
        await pilot.press("slash", *"zoolo")
        assert "▸ Zoológico" in screen_text(pilot.app)
        assert "Deck 01" not in said(pilot.app)
        await pilot.press("escape")
        assert "Deck 58" in said(pilot.app)
        await pilot.press("slash", *"zoolo", "enter")
        await pilot.pause()
        assert "Zoológico" in screen_lines(pilot.app)[1]


async def test_letters_in_the_search_are_no_commands(sixty):
    """q, b, e, s, n, i, w, p and u are typed, and open nothing."""
    async with shown(sixty) as pilot:
        await pilot.press("slash", *"qbesniwpu,")
        assert pilot.app.screen.is_home
        assert len(pilot.app.screen_stack) == 1
        assert "qbesniwpu," in said(pilot.app)


async def test_what_is_due_comes_first(sixty, clock):
    """Of sixty decks, the one with something to do today stands at the top."""
    answer(sixty, clock, Rating.GOOD, decks=["zoo"])
    async with shown(sixty) as pilot:
        assert any("Zoológico" in line for line in screen_lines(pilot.app)[:16])


async def test_decks_of_a_folder_are_folded(desk_with, tmp_path):
    """One row for the folder, with the sum of its decks; → opens it, ← closes it, Enter studies all of it."""
    workspace = desk_with(own=deck("Own deck"))
    folder = tmp_path / "decks" / "Spanish"
    folder.mkdir()
    for name in ("verbs", "nouns"):
        (folder / f"{name}.toml").write_text(deck(name.title(), 2), encoding="utf-8")
    workspace.reread()
    async with shown(workspace) as pilot:
        assert "+ Spanish (2)" in said(pilot.app)
        assert "Verbs" not in said(pilot.app)
        await pilot.press("down", "down", "right")
        assert "− Spanish (2)" in said(pilot.app)
        assert "Verbs" in said(pilot.app)
        await pilot.press("down", "left")
        assert "▸ + Spanish (2)" in said(pilot.app)
        assert "4 questions of Spanish" in said(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert "1 of 4" in said(pilot.app)


async def test_the_card_says_what_enter_asks(workspace):
    """For each row, the number on the card is that of the session that begins."""
    async with shown(workspace) as pilot:
        for place in range(5):
            await pilot.press(*["down"] * place)
            number = next(line for line in screen_lines(pilot.app) if "Enter  Start" in line).split()[1]
            await pilot.press("enter")
            await pilot.pause()
            assert f"1 of {number}" in said(pilot.app) or "New: read it first" in said(pilot.app)
            assert pilot.app.screen.session.position == (0, int(number))
            await pilot.press("escape", *["up"] * place)


@pytest.fixture
def away(desk_with, clock):
    """A learner with fifty questions in review, who was away for twelve days."""
    workspace = desk_with(many=deck("Many", 60))
    workspace = workspace._replace(settings=workspace.settings._replace(new_per_day=50))
    clock.pass_by(days=-13)
    study = StudySession(workspace)
    while study.question:
        clock.pass_by(seconds=8)
        study.rate(Rating.EASY)
    clock.pass_by(days=13)
    return workspace._replace(settings=workspace.settings._replace(new_per_day=0))


async def test_a_backlog_is_spread_by_consent(away):
    """After days away, Enter spreads what is due over some days; nothing is asked before that is answered."""
    async with shown(away) as pilot:
        assert "50 are due after 12 days" in said(pilot.app)
        assert "20 a day for 3 days?" in said(pilot.app)
        await pilot.press("enter")
        assert "20 questions today" in said(pilot.app)
        assert pilot.app.workspace.settings.catch_up_until == "2026-11-23"
        await pilot.press("enter")
        await pilot.pause()
        assert "1 of 20" in said(pilot.app)


async def test_a_backlog_may_be_taken_all_at_once(away):
    """Esc takes all, and the offer is not made again today."""
    async with shown(away) as pilot:
        await pilot.press("escape")
        assert "50 questions today" in said(pilot.app)
        pilot.app.screen.reload()
        await pilot.pause()
        assert "50 questions today" in said(pilot.app)


async def test_days_away_are_met_kindly(away):
    """A word of welcome; no streak is spoken of where none is left."""
    async with shown(away) as pilot:
        assert "Welcome back after 12 days" in said(pilot.app)
        assert "streak" not in said(pilot.app)


async def test_a_streak_survives_a_missed_day(workspace, clock):
    """Home says that it holds, and for how long."""
    for back in (3, 1):
        clock.pass_by(days=-back)
        answer(workspace, clock, Rating.GOOD)
        clock.pass_by(days=back)
    clock.pass_by(days=1)
    async with shown(workspace) as pilot:
        assert "your streak of 2 days still holds; 1 day of grace left" in said(pilot.app)


async def test_four_keys_in_one_row(learned):
    """The keys stand in one row at every size, below the line of messages, and the rest is behind `?`."""
    async with shown(learned) as pilot:
        for width, height in SIZES:
            await resize(pilot, width, height)
            assert list(key_line(pilot.app)) == ["Enter", "/", "s", "?"]
            assert pilot.app.screen.query_one("#keys").region.height == 2


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_home_after_days_away(away, size):
    """How a backlog looks, and what is carried over to the next days."""
    async with shown(away, size=size) as pilot:
        assert_snapshot(f"home-away-{size[0]}x{size[1]}", screen_text(pilot.app))
        await pilot.press("enter")
        assert_snapshot(f"home-spread-{size[0]}x{size[1]}", screen_text(pilot.app))


async def test_a_goal_that_is_set_marks_the_days_by_it(learned):
    """Without one, any study makes a day; with one, a day below it is half."""
    async with shown(learned) as pilot:
        assert "This week ● ● ● ● ● ◌ ◌ 5 of 5 days" in said(pilot.app)
        pilot.app.use(pilot.app.workspace.with_setting("goal_questions", 500))
        pilot.app.screen.reload()
        await pilot.pause()
        assert "This week ◐ ◐ ◐ ◐ ◐ ◌ ◌ goal 500 questions a day · 0 of 5 days" in said(pilot.app)


async def test_the_nearest_exams_stand_below_the_decks(sixty):
    """With what one would know on the day and what it takes a day; two of them, as the decks need the room."""
    for deck_id, days in (("zoo", 12), ("d01", 20), ("d02", 30)):
        actions.set_exam(sixty, deck_id, sixty.today() + days)
    async with shown(sixty) as pilot:
        text = screen_text(pilot.app)
        assert "Zoológico: exam in 12 days · you would know 0 % · 1 a day" in text
        assert "Deck 01: exam in 20 days" in text
        assert "Deck 02: exam" not in text


@pytest.mark.parametrize("years", [0, 3])
async def test_a_clock_that_hides_progress_is_told(learned, desks, clock, tmp_path, years):
    """With the clock set far back nothing that was learned counts: home says why, and what to do."""
    learned.close()
    clock.pass_by(days=-366 * years)
    async with shown(desks(tmp_path / "learned")) as pilot:
        told = "entries of your progress are dated after today and not counted. Is the date of this machine right?"
        assert (told in said(pilot.app)) == ("aide-memoire doctor says what" in said(pilot.app)) == bool(years)


async def test_one_key_carries_a_renamed_deck_over(desk_with, clock, tmp_path):
    """The first screen names a deck that has another id now; l and Enter carry over what was known of it."""
    workspace = desk_with(old=deck("Zoo", 2))
    answer(workspace, clock, Rating.EASY, Rating.EASY)
    path = tmp_path / "decks" / "old.toml"
    path.rename(path.with_name("fresh.toml"))
    workspace.reread()
    async with shown(workspace) as pilot:
        assert "✗ old is fresh now: l carries over what you know of it" in said(pilot.app)
        await pilot.press("l", "enter")
        await pilot.pause()
        assert "old is fresh now" not in said(pilot.app)
        assert "History continued" in said(pilot.app)
        await pilot.press("l")
        assert "Every history is with its card" in said(pilot.app)
