"""`confusions`: list the pairs of questions whose answers the learner confuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.output import print_json
from aide_memoire.core.study_day import iso_day
from aide_memoire.formatting import counted
from aide_memoire.reports import confusions

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call
    from aide_memoire.reports.confusions import ConfusedPair


def build_parser() -> ArgumentParser:
    parser = ArgumentParser(
        "confusions", "the pairs of questions whose answers you mix up; `study --confusions` drills them"
    )
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    return parser


def run(call: Call) -> int:
    """List the pairs, the most frequent first."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        found = confusions.confused_pairs(workspace.db)
    if options.json:
        print_json({"confusions": [_as_json(pair) for pair in found]})
        return 0
    for pair in found:
        print(f"{counted(pair.times, 'time')}, last on {iso_day(pair.last_day)}")
        for question in (pair.first, pair.second):
            print(f"    {question.text}\n    → {question.answer_line}")
    if not found:
        print("nothing was mixed up yet")
    return 0


def _as_json(pair: ConfusedPair) -> dict[str, object]:
    cards = [{"question": question.id, "text": question.text, "answer": question.answer_line} for question in pair[:2]]
    return {"times": pair.times, "last": iso_day(pair.last_day), "pair": cards}
