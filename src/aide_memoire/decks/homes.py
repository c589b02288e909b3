"""Say where a key belongs that stands in the wrong table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.decks.cures import OTHER_WORDS
from aide_memoire.decks.diagnostics import KEY
from aide_memoire.decks.notes import NOTE_KINDS
from aide_memoire.decks.schema import HEAD_KEYS, note_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aide_memoire.decks.diagnostics import KeyPath, Problem


def with_homes(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems; that of an unknown key says where such a key belongs.

    Of the keys that stand below the header of another table only the first is told: all are there for one reason.
    """
    seen: set[KeyPath] = set()
    for problem in problems:
        is_key = problem.code == "unknown-key" and problem.key_path[-1:] == (KEY,)
        above = _table_above(problem.key_path[:-1]) if is_key else ""
        if above and problem.key_path[:-2] not in seen:
            seen.add(problem.key_path[:-2])
            yield problem._replace(hint=above)
        elif not above:
            yield problem._replace(hint=_kind_hint(problem)) if is_key else problem


def _table_above(key_path: KeyPath) -> str:
    """Return the hint for a key that stands below the header of a table within its own, or ""."""
    match key_path:
        case ("deck", ("phrases" | "defaults") as table, key) if key in HEAD_KEYS and key not in _notes_keys():
            return f"a key of the deck stands above [deck.{table}]"
        case (str() as kind, int(), ("reverse" | "number") as table, key) if kind in NOTE_KINDS and key in note_keys(
            kind
        ):
            return f"a key of the note stands above [{kind}.{table}]"
        case (str() as kind, int(), str() as table, int(), key) if kind in NOTE_KINDS and key in note_keys(kind):
            return f"a key of the note stands above the {table}" if key not in ("date", "aliases") else ""
    return ""


def _notes_keys() -> set[str]:
    return {key for kind in NOTE_KINDS for key in note_keys(kind)}


def _kind_hint(problem: Problem) -> str:
    """Return the hint for a key that notes of another kind have; another word for one of this kind goes before it."""
    match problem.key_path:
        case (str() as kind, int(), str() as key, _) if kind in NOTE_KINDS:
            is_other_word = any(
                key in words.split() and f"`{own}`" in problem.hint for own, words in OTHER_WORDS.items()
            )
            others = [f"[[{other}]]" for other in NOTE_KINDS if key in note_keys(other)]
            others += ["[deck]"] if key in HEAD_KEYS and not others else []
            if others and not is_other_word:
                return f"that is a key of {' and '.join(others)}"
    return problem.hint
