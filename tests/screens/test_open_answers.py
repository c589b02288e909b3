"""While an answer is open: held keys, keys too early, what is pasted, long questions, and Esc at a verdict."""

import pytest
from textual import events

from aide_memoire.store import log
from aide_memoire.study.session import StudySession
from aide_memoire.ui.key_gate import KeyGate
from aide_memoire.ui.screens import question
from aide_memoire.ui.screens.question import QuestionScreen
from aide_memoire.ui.widgets.question_page import lines_above, share_room
from screens.stage import assert_snapshot, key_line, place_of, said, screen_lines, screen_text, shown, status

CHOICE = """
[deck]
id = "rivers"
title = "Rivers"
[[card]]
id = "one"
question = "In which river does Damansky Island lie?"
answer = "Ussuri"
lures = ["Amur", "Tumen", "Argun"]
[[card]]
id = "two"
question = "Which river is the border at Blagoveshchensk?"
answer = "Amur"
lures = ["Ussuri", "Tumen", "Argun"]
"""
TYPED = """
[deck]
id = "ports"
title = "Ports"
[[card]]
id = "port"
question = "Which port did Russia make the Qing government lease in 1898?"
answer = "Port Arthur"
[[card]]
id = "other"
question = "Which port is the end of the Trans-Siberian Railway?"
answer = "Vladivostok"
"""
LONG = CHOICE.replace("In which river does", "word " * 400 + "in which river does")
MEMBERS = ", ".join(f'"Member {number:02}"' for number in range(1, 31))
LIST = f"""
[deck]
id = "list"
title = "A long list"
[[group]]
id = "members"
name = "members"
members = [{MEMBERS}]
"""
RECITE = """
[deck]
id = "order"
title = "Orders"
[[sequence]]
id = "dynasties"
name = "dynasties"
recall = "typed"
items = [{ name = "Qin" }, { name = "Han" }, { name = "Tang" }]
"""
SIZES = [(40, 12), (60, 20), (80, 24), (140, 45)]
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def begin(desk_with):
    """Begin a session of a deck."""

    def at(deck, **settings):
        workspace = desk_with(deck=deck)
        return StudySession(workspace._replace(settings=workspace.settings._replace(**settings)))

    return at


class HandOnKeys:
    """Presses keys with pauses between them, by a clock of its own."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(QuestionScreen, "DEAD_TIME", 0.25)
        monkeypatch.setattr(question, "monotonic", lambda: self.now)

    async def press(self, pilot, *keys, pause=1.0):
        for key in keys:
            self.now += pause
            await pilot.press(key)


@pytest.fixture
def hand(monkeypatch):
    """Keys with pauses between them."""
    return HandOnKeys(monkeypatch)


async def paste(pilot, text):
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


def typed(study):
    return [event.data["typed"] for event in log.events(study._workspace.db)]


@pytest.mark.parametrize("key", ["space", "enter", "1"])
async def test_a_held_key_does_not_rate_what_it_answered(begin, hand, key):
    """Twelve repeats answer one question at most, and rate nothing; pressed again later, the key goes on."""
    study = begin(CHOICE)
    async with shown(study._workspace, study) as pilot:
        await hand.press(pilot, key)
        await hand.press(pilot, *[key] * 12, pause=0.03)
        assert study.graded is not None
        assert list(log.events(study._workspace.db)) == []
        await hand.press(pilot, key)
        assert len(list(log.events(study._workspace.db))) == 1
        await hand.press(pilot, *[key] * 12, pause=0.03)
        assert study.graded is None  # the next question is still to be answered
    assert len(list(log.events(study._workspace.db))) == 1


async def test_figures_after_a_miss_do_not_rate_by_accident(begin, hand):
    """Two figures in quick succession: the first chose, the second was meant for the choice, too."""
    study = begin(CHOICE)
    async with shown(study._workspace, study) as pilot:
        await hand.press(pilot, "1")
        await hand.press(pilot, "2", "escape", pause=0.1)
        assert list(log.events(study._workspace.db)) == []
        assert study.graded is not None


@pytest.mark.parametrize(
    ("keys", "to_be_read", "stopped"),
    [
        ([("a", 1.0)], True, [False]),
        ([("a", 0.1), ("b", 0.3), ("c", 0.5), ("d", 0.8)], True, [True, True, True, False]),
        ([("a", 0.1), ("a", 0.2), ("b", 0.21)], False, [False, True, False]),
    ],
)
def test_the_gate(keys, to_be_read, stopped):
    """A verdict takes no key for a quarter of a second after the last; a question only none that repeats."""
    gate = KeyGate(0.25)
    gate.turn_page(0.0)
    assert [gate.stops(key, now, to_be_read=to_be_read) for key, now in keys] == stopped


async def test_the_cursor_chooses(begin):
    """↑↓ move, Enter takes the row of the cursor; the last row says “I don't know”, as 0 does."""
    study = begin(CHOICE)
    second = study.prompt.options[1]
    async with shown(study._workspace, study) as pilot:
        await pilot.press("down")
        assert f"▸ 2  {second}" in screen_text(pilot.app)
        await pilot.press("enter")
        assert study.graded.typed == second
        await pilot.press("1", *["down"] * 9)
        assert "▸ 0  I don't know" in screen_text(pilot.app)
        await pilot.press("space")
        assert "You passed. The answer:" in said(pilot.app)
        await pilot.press("1", "0")
        assert "You passed. The answer:" in said(pilot.app)


async def test_each_pasted_line_is_a_member(begin):
    """A pasted list is taken whole, and ticked off like one that was typed."""
    study = begin(LIST, form="typed")
    async with shown(study._workspace, study) as pilot:
        await paste(pilot, "Member 01\nMember 02\n\nMember 03\n")
        await pilot.press("enter")
        assert screen_text(pilot.app).count("✓") == 3
        await pilot.press("enter")
        assert "Almost 3 of 30" in said(pilot.app)


async def test_pasted_names_of_an_order_stay_apart(begin):
    """Where names are recited, each pasted line is a name."""
    study = begin(RECITE, form="typed")
    async with shown(study._workspace, study) as pilot:
        await paste(pilot, "Qin\nHan\nTang")
        await pilot.press("enter")
        assert "✓ Right" in said(pilot.app)


async def test_a_paste_at_a_choice_does_nothing(begin):
    """There is nothing to paste into."""
    study = begin(CHOICE)
    async with shown(study._workspace, study) as pilot:
        before = screen_text(pilot.app)
        await paste(pilot, "1\n[[card]]\ne\n")
        assert screen_text(pilot.app) == before


async def test_esc_saves_a_verdict(begin):
    """Leaving is no way out of a miss: the suggested rating is saved, which is said, and can be undone."""
    study = begin(TYPED)
    async with shown(study._workspace, study) as pilot:
        await pilot.press("x", "enter", "escape")
        assert status(pilot.app) == "Saved as again. u undoes it"
    assert typed(study) == ["x"]


async def test_ctrl_q_saves_a_verdict(begin):
    """Quitting is no way out either."""
    study = begin(TYPED)
    async with shown(study._workspace, study) as pilot:
        await pilot.press("x", "enter", "ctrl+q")
    assert typed(study) == ["x"]


async def test_esc_leaves_an_open_question_as_it_is(begin):
    """What was only typed is no answer."""
    study = begin(TYPED)
    async with shown(study._workspace, study) as pilot:
        await pilot.press("x", "escape")
    assert typed(study) == []


async def test_ctrl_keys_set_an_open_question_aside(begin):
    """What z and x do elsewhere, Ctrl+B and Ctrl+N do while an answer is typed."""
    study = begin(TYPED)
    async with shown(study._workspace, study) as pilot:
        first = study.question.id
        await pilot.press("z", "x", "ctrl+b")
        assert study.question.id != first
        assert status(pilot.app) == "Put off until tomorrow; Ctrl+Z undoes it"
        await pilot.press("ctrl+n")
    assert [event.kind for event in log.events(study._workspace.db)] == ["bury", "suspend"]


async def test_the_hint_stays_after_undo(begin):
    """Undo of a verdict asks again, with the hint that was seen; hints are counted, and the last is not the answer."""
    study = begin(TYPED)
    async with shown(study._workspace, study) as pilot:
        await pilot.press("ctrl+t")
        shown_hint = "hint 1 of 2 "
        assert shown_hint in said(pilot.app)
        await pilot.press("x", "enter")
        assert shown_hint not in said(pilot.app)
        await pilot.press("u")
        assert shown_hint in said(pilot.app)
        await pilot.press("ctrl+t", "ctrl+t")
        assert "hint 2 of 2" in said(pilot.app)
        assert "No more hints" in status(pilot.app)


@sizes
async def test_all_options_of_a_long_question_are_in_sight(begin, size):
    """Two thousand characters scroll above the options, which stay; a line says that there is more."""
    study = begin(LONG)
    while "word" not in study.question.text:
        study.set_aside("bury")
    async with shown(study._workspace, study, size) as pilot:
        for option in (*study.prompt.options, "I don't know"):
            assert option in said(pilot.app)
        assert key_line(pilot.app)["Esc"] == "leave"
        options = screen_lines(pilot.app)[place_of(pilot.app, "▸ 1")[1] :]
        assert "▾ more · PgDn" in said(pilot.app)
        await pilot.press(*["pagedown"] * 40)
        assert "▾ more" not in said(pilot.app)
        assert "Damansky Island lie?" in said(pilot.app)
        assert screen_lines(pilot.app)[place_of(pilot.app, "▸ 1")[1] :] == options


@pytest.mark.parametrize("size", SIZES[1:], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_long_list_is_judged(begin, size):
    """One of thirty is said once; the members stand in columns where there is room."""
    study = begin(LIST, form="typed")
    async with shown(study._workspace, study, size) as pilot:
        await pilot.press(*"Member 07", "enter", "enter")
        assert said(pilot.app).count("1 of 30") == 1
        assert said(pilot.app).count("Member 02") == 1
        assert_snapshot(f"long-list-judged-{size[0]}x{size[1]}", screen_text(pilot.app))


@sizes
async def test_the_question_stays_where_it_is(begin, size):
    """Question and verdict begin in the same cell, so that no eye has to search."""
    study = begin(TYPED)
    words = " ".join(study.question.text.split()[:3])
    async with shown(study._workspace, study, size) as pilot:
        place = place_of(pilot.app, words)
        await pilot.press("x", "enter")
        assert place_of(pilot.app, words) == place


@pytest.mark.parametrize(("room", "text", "below", "shares"), [
    (20, 5, 6, (5, 6)), (20, 30, 6, (14, 6)), (9, 30, 12, (3, 6)), (9, 2, 30, (2, 7)), (2, 5, 5, (2, 0)),
])  # fmt: skip
def test_too_little_room_is_shared(room, text, below, shares):
    """What is pinned below keeps its lines while a third of the room is left for the question."""
    assert share_room(room, text, below) == shares


def test_the_lines_above_a_question():
    """It stands higher on a low screen, and never below the upper third."""
    assert [lines_above(height) for height in (12, 20, 24, 45, 90)] == [0, 1, 1, 11, 30]


async def test_a_family_is_whole(desk_with):
    """Signs that are joined to one stay together, in the question and in its answer."""
    family = "👨\u200d👩\u200d👧\u200d👦"
    card = f'[[card]]\nid = "a"\nform = "flip"\nquestion = "Who is {family} here?"\nanswer = "{family} it is"\n'
    workspace = desk_with(d=f'[deck]\nid = "d"\ntitle = "D"\n{card}')
    async with shown(workspace, StudySession(workspace)) as pilot:
        assert f"Who is {family} here?" in said(pilot.app)
        await pilot.press("space")
        assert f"→ {family} it is" in said(pilot.app)
