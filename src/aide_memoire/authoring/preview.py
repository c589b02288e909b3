"""What a text would be in the place of a block: its mistakes by line, its questions, and the effect on histories."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.authoring.impact import Impact, compute_impact
from aide_memoire.core.question import questions_of
from aide_memoire.decks import edits
from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.toml_text import parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aide_memoire.core.note import Note
    from aide_memoire.core.question import Question
    from aide_memoire.decks.diagnostics import Diagnostic, KeyPath
    from aide_memoire.decks.parser import ParsedDeck


class Preview(NamedTuple):
    """The mistakes and questions of a text, and the effect of saving it."""

    diagnostics: tuple[Diagnostic, ...]
    questions: tuple[Question, ...] = ()
    impact: Impact = Impact()

    @property
    def first_error(self) -> Diagnostic | None:
        """Return the first error, or None."""
        return next((each for each in self.diagnostics if each.severity == "error"), None)


def preview_block(
    before: ParsedDeck, after: ParsedDeck, advice: Iterable[Problem], key_path: KeyPath, text: str
) -> Preview:
    """Return the preview of a block: `text` is what it says in the deck `after`, where it has this key path."""
    notes = [parsed.note for parsed in after.notes if parsed.key_path == key_path]
    problems = [problem for problem in (*after.problems, *advice) if _is_in(problem, key_path, text)]
    problems += [_same_id(problem, key_path) for note in notes for problem in _later_with(after, note, key_path)]
    within = [problem._replace(key_path=_alone(problem.key_path)) for problem in problems]
    questions = tuple(question for note in notes for question in questions_of(after.head, _as_accepted(note)))
    impact = compute_impact(before, after) if after is not before else Impact()
    return Preview(tuple(locate_problems("", text, within)), questions, impact)


def _as_accepted(note: Note) -> Note:
    """Return the note as it is studied: of a draft, too, an author wants to see what it asks."""
    return note._replace(shared=note.shared._replace(draft=False))


def shape_problems(text: str, key_path: KeyPath) -> list[Problem]:
    """Return the problems of a text that could not stand in the place of a block: an open quote would affect others."""
    tables = parse_toml(text)
    if tables is None:
        broken = [problem for problem in parse_deck(text, "note").problems if problem.code == "syntax"]
        return broken or [Problem("syntax", "not TOML", line=1, column=1)]
    if _has_shape(tables, list(edits.block_lines(text)), key_path):
        return []
    what, header = _shape_of(key_path)
    hint = f"keep {header} and its keys, and nothing else"
    return [Problem("syntax", f"this text is not one {what}", hint=hint, line=_first_odd_line(text), column=1)]


def _has_shape(tables: dict[str, object], blocks: Sequence[KeyPath], key_path: KeyPath) -> bool:
    """Return whether these tables are one note, one source, or only tables of the head."""
    if key_path[0] == edits.HEAD:
        return list(tables) == [edits.HEAD] and bool(blocks)
    is_one = len(tables) == 1 and len(blocks) == 1
    return is_one and edits.is_note(blocks[0]) == edits.is_note(key_path) and blocks[0][0] != edits.HEAD


def _shape_of(key_path: KeyPath) -> tuple[str, str]:
    if key_path[0] == edits.HEAD:
        return "table of the deck", f"[{'.'.join(map(str, key_path))}]"
    return ("note" if edits.is_note(key_path) else "source"), f"[[{key_path[0]}]]"


def _first_odd_line(text: str) -> int:
    """Return the line at which a second block begins, or else the first line that is no comment."""
    starts = [lines.start for lines in edits.block_lines(text).values()]
    if len(starts) > 1:
        return starts[1] + 1
    lines = text.split("\n")
    return next((row for row, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")), 1)


def _is_in(problem: Problem, key_path: KeyPath, text: str) -> bool:
    """Return whether a problem is one of this block; of the head, one of the keys and tables in this text."""
    if key_path[0] != edits.HEAD or problem.key_path[:1] != (edits.HEAD,):
        return problem.key_path[:2] == key_path
    return problem.key_path[:2] == key_path or problem.key_path[1:2] in _keys(text)


def _keys(text: str) -> list[KeyPath]:
    """Return the keys of `[deck]` in a text, each as a part of a key path."""
    tables = parse_toml(text) or {}
    return [(key,) for key in tables.get(edits.HEAD, ())]


def _later_with(after: ParsedDeck, note: Note, key_path: KeyPath) -> list[Problem]:
    """Return the problems of other notes that have the id of this one. The parser reports only the later of two."""
    twice = [problem for problem in after.problems if problem.code == "duplicate-id"]
    return [each for each in twice if each.key_path[:2] != key_path and f"“{note.shared.id}”" in each.message]


def _alone(key_path: KeyPath) -> KeyPath:
    """Return the key path that it has where its block is the whole text."""
    return key_path if key_path[0] == edits.HEAD else (key_path[0], 0, *key_path[2:])


def _same_id(problem: Problem, key_path: KeyPath) -> Problem:
    return problem._replace(key_path=(*key_path, "id"))
