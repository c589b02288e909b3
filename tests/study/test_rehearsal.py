"""What the first answer would wait for is there before it."""

import subprocess
import sys

DECK = """
[deck]
id = "towns"
title = "Towns"
[[card]]
id = "a"
question = "Which is the first?"
answer = "Alpha"
"""
STUDY = """
import sys
from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.paths import find_paths
from aide_memoire.study.rehearsal import rehearse
from aide_memoire.study.session import StudySession
from aide_memoire.workspace import open_workspace

data, decks, rehearsed = sys.argv[1:]
study = StudySession(open_workspace(find_paths(data), "default", local_now, random_bits, [decks]), form="typed")
if rehearsed == "yes":
    rehearse(study.prompt.question)
before = set(sys.modules)
study.grade("Alfa")
study.rate()
print(*sorted(each for each in set(sys.modules) - before if each.startswith(("aide_memoire.", "fsrs"))))
"""


def imported_for_an_answer(folder, rehearsed):
    (folder / "towns.toml").write_text(DECK, encoding="utf-8")
    arguments = [str(folder / f"data-{rehearsed}"), str(folder), rehearsed]
    done = subprocess.run([sys.executable, "-c", STUDY, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_first_answer_imports_nothing(tmp_path):
    """After a rehearsal, an answer is graded and rated without another import."""
    assert "fsrs" in imported_for_an_answer(tmp_path, "no")
    assert imported_for_an_answer(tmp_path, "yes") == []
