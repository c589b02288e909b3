"""The table of answers, as people write them: see cases.tsv, which a teacher may read and extend."""

import re
from pathlib import Path

import pytest

from aide_memoire.core.grading.grade import grade
from aide_memoire.core.ids import split_card_id
from aide_memoire.decks.folders import shipped_folder
from aide_memoire.library.load import questions
from aide_memoire.paths import find_paths
from aide_memoire.store import deck_index
from aide_memoire.study.prompts import find_other_answers
from aide_memoire.workspace import open_workspace
from grading.answers import question_of

HERE = Path(__file__).parent
_REPEAT = re.compile(r"\\\{(.*?)\*(\d+)\}")
_ESCAPE = re.compile(r"\\(n|t|\\|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})")


def unescaped(text):
    def one(found):
        code = found[1]
        return {"n": "\n", "t": "\t", "\\": "\\"}.get(code) or chr(int(code[1:], 16))

    return _ESCAPE.sub(one, _REPEAT.sub(lambda found: found[1] * int(found[2]), text))


def cases():
    for number, line in enumerate((HERE / "cases.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            card, typed, verdict, score, feedback, *_ = [*line.split("\t"), "", "", ""]
            name = f"{number} {card} {typed[:30]!a}"
            yield pytest.param(card, unescaped(typed), verdict, score, feedback, id=name)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """The shipped decks and the one beside the table."""
    paths = find_paths(str(tmp_path_factory.mktemp("data")))
    workspace = open_workspace(paths, "default", _never, lambda: 0, [shipped_folder(), str(HERE)])
    yield workspace
    workspace.close()


def _never():
    raise AssertionError("grading asks for no time")


def note_of(question):
    return question.cards[0].partition("#")[0] if question.kind in ("group", "sequence") else None


def question(workspace, card):
    if card[1:2] == " ":
        return question_of(unescaped(card))
    deck, note, _ = split_card_id(card)
    kept = deck_index.cached_note(workspace.db, f"{deck}/{note}")
    return next(each for each in questions(kept) if card in (each.id, *each.cards, note_of(each)))


@pytest.mark.parametrize(("card", "typed", "verdict", "score", "feedback"), list(cases()))
def test_a_case_of_the_table(workspace, card, typed, verdict, score, feedback):
    """Verdict, score and what is told are those that the table gives."""
    asked = question(workspace, card)
    found = grade(asked, typed, find_other_answers(workspace.db, asked))
    assert (found.word, found.reasons) == (verdict, found.reasons)
    if score:
        assert found.score == pytest.approx(float(score), abs=0.006)
    told = " ".join((*found.reasons, *found.extras)).casefold()
    for wanted in filter(None, feedback.split("; ")):
        if wanted.startswith("-> "):
            assert found.confused_with is not None
            assert found.confused_with.card == wanted.removeprefix("-> ")
        else:
            assert wanted.casefold() in told
