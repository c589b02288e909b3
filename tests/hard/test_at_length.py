"""Much of one thing: a thousand answers in one sitting, chains of links, large decks, a million rows."""

import gc
import os
import time

import pytest

from aide_memoire.core.event import EventDraft
from aide_memoire.store import inspect, log
from aide_memoire.ui.screens.question import QuestionScreen
from hard.test_hostile_files import folders  # noqa: F401  a fixture
from hard.test_multiplied import cards, group, limited
from screens import quiet
from screens.stage import Clock, open_for, shown

ANSWERS = int(os.environ.get("ANSWERS", "1000"))
MEGABYTE = 2**20


def resident():
    """Return the memory that this process has in use, in bytes."""
    gc.collect()
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="only Linux says it there")
def test_a_thousand_answers_in_one_sitting_take_no_memory(tmp_path, monkeypatch):
    """After the first hundred, the app grows by no more than what it remembers of the answers: 10 KB each."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "d.toml").write_text(cards(ANSWERS + 50, 'form = "flip"\n'))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "config.toml").write_text("new_per_day = 9999\n")
    quiet.listen(monkeypatch)
    monkeypatch.setattr(QuestionScreen, "DEAD_TIME", 0)
    workspace = open_for(tmp_path / "data", tmp_path / "decks", Clock())
    sizes = {}

    async def sit():
        async with shown(workspace) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            for done in range(ANSWERS):
                await pilot.press("space", "4")
                if done % 100 == 0:
                    sizes[done] = resident()
            assert pilot.app._exception is None

    quiet.run(sit())
    assert log.event_count(workspace.db) == ANSWERS
    assert inspect.differing_projections(workspace.db) == []
    workspace.close()
    first, *_, last = (sizes[done] for done in sorted(sizes) if done >= 100)
    assert last - first < 10 * 1024 * ANSWERS, {done: size // MEGABYTE for done, size in sizes.items()}


def steps_of(db, work):
    """Return how many steps SQLite's virtual machine makes for a work, in thousands."""
    steps = []
    db.set_progress_handler(lambda: steps.append(1), 100)
    work()
    db.set_progress_handler(None, 0)
    return len(steps) / 10


@pytest.mark.parametrize("shape", ["a chain", "a star"])
def test_a_thousand_links_make_no_answer_slow(new_desk, shape):
    """An answer to a card at the end of a thousand links takes the work of one without, and so does one beside it."""
    with new_desk() as desk:
        desk.review("d/c0")
        desk.review("d/z")
        alone = steps_of(desk.db, lambda: desk.review("d/z"))
        began = time.process_time()
        drafts = [
            EventDraft("link", f"d/c{number}", {"to": f"d/c{number + 1 if shape == 'a chain' else 1000}"})
            for number in range(1000)
        ]
        desk.do(*drafts[:500])
        for draft in drafts[500:510]:
            desk.do(draft)
        desk.do(*drafts[510:])
        assert time.process_time() - began < 10
        assert desk.memory("d/c1000") is not None
        assert (
            max(steps_of(desk.db, lambda: desk.review("d/z")), steps_of(desk.db, lambda: desk.review("d/c1000")))
            < 3 * alone + 2
        )
        undone = steps_of(desk.db, desk.undo)
        assert undone < 100, "an undo walks all links again and again"
        assert inspect.differing_projections(desk.db) == []


def test_fifty_thousand_notes_in_one_deck(tmp_path, monkeypatch):
    """The app shows every screen of it, and asks; none of them takes longer than someone waits."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "d.toml").write_text(cards(50_000))
    quiet.listen(monkeypatch)
    slow = {}
    workspace = open_for(tmp_path / "data", tmp_path / "decks", Clock())

    async def walk():
        async with shown(workspace) as pilot:
            for keys in (["b"], ["slash", *"k499"], ["s"], ["s", "T"], ["down", "D"], ["q"], ["enter", "space"]):
                began = time.process_time()
                for key in keys:
                    await pilot.press(key)
                await pilot.pause()
                slow["".join(keys)] = time.process_time() - began
                assert pilot.app._exception is None
                pilot.app.navigator.home()
                await pilot.pause()

    quiet.run(walk())
    workspace.close()
    assert {keys: seconds for keys, seconds in slow.items() if seconds > 4} == {}


def test_twenty_thousand_decks(folders, tmp_path):  # noqa: F811
    """The first look at them all takes seconds, and the next one finds what was added."""
    for number in range(20_000):
        (tmp_path / "decks" / f"d{number}.toml").write_text(cards(1))
    assert limited("due", *folders)[1].startswith("0 due, 10 new\n")
    (tmp_path / "decks" / "d7.toml").write_text(cards(3))
    code, told = limited("due", *folders)
    assert (code, "d7         0 due     3 new" in told) == (0, True)


def test_five_hundred_lures(folders, tmp_path):  # noqa: F811
    """They are read, offered four at a time, and 501 are a mistake that is told."""
    card = '[[card]]\nid = "{id}"\nquestion = "Q?"\nanswer = "A"\nlures = [{lures}]\n'
    lures = [f'"lure {n}"' for n in range(501)]
    path = tmp_path / "decks" / "d.toml"
    path.write_text(card.format(id="a", lures=", ".join(lures[:500])) + group(3, 500))
    code, told = limited("study", "d", "--plain", "--form", "choice", *folders, given=b"\n\n\n\nq\n")
    assert code == 0
    assert "lure" in told
    assert limited("check", str(path), *folders)[0] == 0
    path.write_text(card.format(id="a", lures=", ".join(lures)))
    code, told = limited("check", str(path), *folders)
    assert (code, "500" in told) == (1, True)


@pytest.mark.parametrize("kind", ["csv", "tsv", "txt"])
def test_a_table_of_a_million_rows(folders, tmp_path, kind):  # noqa: F811
    """It is refused in few words, within the limits of memory and time, and no deck is there."""
    between = "," if kind == "csv" else "\t"
    path = tmp_path / f"x.{kind}"
    path.write_text(f"question{between}answer\n" + "".join(f"q{n}{between}a{n}\n" for n in range(1_000_000)))
    code, told = limited("import", str(path), "-o", str(tmp_path / "decks" / "x.toml"), *folders)
    assert (code, "more than 150,000 notes" in told) == (1, True)
    assert len(told.splitlines()) < 5
    assert os.listdir(tmp_path / "decks") == []
