"""What `decks add` would do, for people: what becomes of each file, and what that means for one's history."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from aide_memoire.authoring.impact import impact_groups
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks.files import read_deck_file
from aide_memoire.decks.folders import is_same_folder, shipped_folder
from aide_memoire.decks.parser import parse_deck
from aide_memoire.formatting import counted
from aide_memoire.store import deck_files
from aide_memoire.study.actions import with_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aide_memoire.decks.parser import ParsedDeck
    from aide_memoire.transfer.add_decks import Fate, Plan
    from aide_memoire.workspace import Workspace

_MOST_CARDS = 8
_MOST_FILES = 100  # of one fate
_WORDS: Mapping[Fate, str] = {
    "new": "new",
    "same": "as before",
    "updated": "updated",
    "kept": "changed by you, not by them: yours stays",
    "own": "changed by you and by them: yours becomes your own copy, which goes before the new one",
    "beside": "changed by you: yours stays, the new one is not taken",
    "removed": "has another file name now",
    "gone": "no longer in it: stays here",
    "deleted": "deleted by you: stays away",
}


def describe_plan(workspace: Workspace, plan: Plan) -> list[str]:
    """Return lines about the folder, each file, and the cards that are affected."""
    if plan.before is None:
        lines = [f"{counted(len(plan.bundle.decks), 'deck')} for {plan.folder}"]
    else:
        lines = [f"an update of {plan.folder}, from {plan.before.source}, {plan.before.day}"]
    files: Counter[Fate] = Counter()
    for name, fate in plan.fates.items():
        files[fate] += 1
        if files[fate] > _MOST_FILES:
            continue
        lines.append(f"    {name}: {_WORDS[fate]}")
        if name in plan.bundle.decks and fate in ("new", "updated"):
            lines += [f"        {line}" for line in _effects(workspace, plan, plan.bundle.decks[name])]
    more = {fate: number - _MOST_FILES for fate, number in files.items() if number > _MOST_FILES}
    lines += [f"    {counted(number, 'file')} more: {_WORDS[fate]}" for fate, number in more.items()]
    return [sanitize(line) for line in (*lines, *(f"    {remark}" for remark in plan.bundle.remarks))]


def concerns_history(workspace: Workspace, plan: Plan) -> bool:
    """Return whether decks of the same ids are studied already, so that their cards can change."""
    studied = {entry.deck for entry in deck_files.deck_files(workspace.db) if entry.live}
    return any(reading.head.id in studied for reading in plan.bundle.decks.values())


def _effects(workspace: Workspace, plan: Plan, after: ParsedDeck) -> Iterator[str]:
    """Yield what a new or updated deck means for the learner."""
    if any(problem.severity == "error" for problem in after.problems):
        number = sum(problem.severity == "error" for problem in after.problems)
        yield f"{counted(number, 'mistake')}: aide-memoire check shows each once it is here"
    live = (entry.path for entry in deck_files.deck_files(workspace.db) if entry.live and entry.deck == after.head.id)
    studied = next(live, "")
    is_shipped = is_same_folder(os.path.dirname(studied), shipped_folder())
    if is_shipped:
        yield f"goes before {studied}"
    elif studied and os.path.dirname(studied) == os.path.dirname(plan.folder):
        yield f"your own goes before it: {studied}"
        return
    elif studied and os.path.dirname(studied) != plan.folder:
        yield f"another deck has the id {after.head.id}: {studied}; aide-memoire decks shows which is studied"
        return
    before = read_deck_file(studied)[0] if studied else parse_deck("", after.head.id)
    yield from _groups(workspace, impact_groups(before, after))


def _groups(workspace: Workspace, groups: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the cards that are affected. Of those that leave the deck, only some have a history."""
    left = groups["history orphaned"]
    answered = with_progress(workspace, left)
    named = {**groups, "history orphaned": answered}
    named["leaves the deck, never answered"] = [card for card in left if card not in set(answered)]
    for words, cards in named.items():
        if cards:
            yield f"{words}: {_some(cards) if words != 'new' else counted(len(cards), 'card')}"


def _some(cards: Sequence[str]) -> str:
    more = f" and {len(cards) - _MOST_CARDS} more" if len(cards) > _MOST_CARDS else ""
    return f"{', '.join(cards[:_MOST_CARDS])}{more}"
