"""The program itself on a terminal, killed fifty times in the middle of its work."""

import re
import shutil
from contextlib import closing
from random import Random

from aide_memoire.store import log, projections
from aide_memoire.store.connection import connect
from aide_memoire.store.transaction import transaction
from terminal import Terminal

KILLS = 50
CARDS = 240
QUESTION, ANSWER = re.compile(rb"Q(\d{3}) what\?"), re.compile(rb"A(\d{3}) that")
TABLES = ("undone", "memory", "suspension", "daily_count")


def rows(db):
    return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def check_store(data, folder):
    """Open what the killed program left, as a copy, so that the next start has to cope with it too.

    Returns the cards answered, once the copy has held against its own log.
    """
    folder.mkdir()
    for file in (data / "profiles").glob("default.sqlite*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, folder)
    with closing(connect(str(folder / "default.sqlite"), str(folder / "lib.sqlite"))) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kept = rows(db)
        with transaction(db):
            projections.rebuild(db)
        assert rows(db) == kept
        return [event.card for event in log.events(db)]


def test_killed_at_any_moment_no_answer_is_lost(tmp_path):
    """Every answer whose next question was seen is in the log; what was answered is not asked again."""
    rng = Random(50)
    data, decks = tmp_path / "data", tmp_path / "decks"
    for folder in (data, decks):
        folder.mkdir()
    (data / "config.toml").write_text("new_per_day = 999\n")
    cards = (f'[[card]]\nid = "q{n:03}"\nquestion = "Q{n:03} what?"\nanswer = "A{n:03} that"\n' for n in range(CARDS))
    (decks / "d.toml").write_text("".join(cards))
    saved = []
    for kill in range(KILLS):
        screen = Terminal(["study", "--form", "flip", "--data-dir", str(data), "--decks", str(decks)])
        question = screen.until(QUESTION)
        seen = [f"d/q{question.decode()}"]
        assert seen[0] not in saved
        for _ in range(rng.randint(0, 4)):
            screen.press(b" ")
            assert screen.until(ANSWER) == question
            screen.read_answer()
            screen.press(b"3")
            question = screen.until(QUESTION, other_than=question)
            seen.append(f"d/q{question.decode()}")
        moment = rng.choice(["between", "revealed", "rated", "rated"])
        if moment != "between":
            screen.press(b" ")
            screen.until(ANSWER)
        if moment == "rated":
            screen.read_answer()
            screen.press(b"3")
            screen.let_work(rng.uniform(0, 0.008))
        screen.kill()
        answered = check_store(data, tmp_path / f"left-{kill}")
        assert answered[: len(saved)] == saved
        new = answered[len(saved) :]
        assert new in ([seen, seen[:-1]] if moment == "rated" else [seen[:-1]])
        saved = answered
