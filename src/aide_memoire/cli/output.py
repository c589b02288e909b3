"""Output that several commands share: JSON documents, counts of cards and decks, and the exams."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from typing import TYPE_CHECKING, Any

from aide_memoire.core.study_day import iso_day
from aide_memoire.formatting import counted
from aide_memoire.reports.exams import describe_exam, list_exams

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aide_memoire.reports.exams import ComingExam
    from aide_memoire.workspace import Workspace


VERSION = 1
"""The format version of every JSON document."""


def print_json(document: dict[str, Any]) -> None:
    """Print one document with its format version."""
    json.dump({"v": VERSION, **document}, sys.stdout, ensure_ascii=False, indent=2)
    print()


def shell_words(*words: str) -> str:
    """Return words as they are typed in a shell; those of Windows know double quotes alone."""
    if os.name != "nt":
        return shlex.join(words)
    return " ".join(f'"{word}"' if re.search(r"[^\w.:\\/-]", word) else word for word in words)


def cards_of_decks(cards: Sequence[str]) -> str:
    """Return "3 cards of 2 decks"."""
    return f"{counted(len(cards), 'card')} of {counted(len({card.partition('/')[0] for card in cards}), 'deck')}"


def exam_row(coming: ComingExam) -> dict[str, Any]:
    """Return a coming exam as it stands in JSON documents."""
    exam, outlook = coming.exam, coming.outlook
    return {
        "deck": exam.deck,
        "on": iso_day(exam.on),
        "target": exam.target,
        "days": coming.days,
        "cards": outlook.cards,
        "unseen": outlook.unseen,
        "need": outlook.need,
        "expected": round(outlook.expected, 4),
        "per_day": outlook.per_day,
    }


def exam_rows(workspace: Workspace) -> list[dict[str, Any]]:
    """Return the coming exams as they stand in JSON documents."""
    return [exam_row(each) for each in list_exams(workspace)]


def print_exams(workspace: Workspace, decks: Collection[str] = ()) -> None:
    """Print a line for each coming exam, of all decks or of `decks`."""
    for each in list_exams(workspace):
        if not decks or each.exam.deck in decks:
            print(describe_exam(each))
