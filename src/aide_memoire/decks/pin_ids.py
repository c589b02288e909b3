"""Write missing ids into the text of a deck. No other byte changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.decks.locations import find_spans
from aide_memoire.decks.parser import parse_deck

if TYPE_CHECKING:
    from aide_memoire.decks.parser import ParsedDeck

_DECK_HEADER = re.compile(r"^[ \t]*\[[ \t]*deck[ \t]*\]", re.MULTILINE)
_NOTE_HEADER = re.compile(r"[ \t]*\[\[")


def pin_ids(text: str, reading: ParsedDeck) -> str:
    """Return the text with an id added to the deck and to every note that has none.

    The added ids are the ones that the notes already have in the log, so no history is lost. The text is returned
    unchanged if it has a syntax error, or if it would be parsed differently with the ids in it.
    """
    if any(problem.code == "syntax" for problem in reading.problems):
        return text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    after = mark + _with_ids(text.removeprefix(mark), reading)
    again = parse_deck(after, reading.head.id)
    if any(problem.code == "syntax" for problem in again.problems):
        return text
    same = again.head.id == reading.head.id and _ids(again) == _ids(reading)
    return after if same and len(again.problems) <= len(reading.problems) else text


def _with_ids(text: str, reading: ParsedDeck) -> str:
    spans = find_spans(text)
    lines = text.split("\n")
    without_id = [each for each in reading.notes if "id" not in each.table and each.key_path in spans]
    ids = {spans[each.key_path].line: each.note.shared.id for each in without_id}
    ids = {line: note_id for line, note_id in ids.items() if _NOTE_HEADER.match(lines[line - 1])}
    deck_needs_id = "id" not in reading.tables["deck"]
    if deck_needs_id and _DECK_HEADER.search(text):
        ids[spans["deck",].line] = reading.head.id
    for line in sorted(ids, reverse=True):
        header = lines[line - 1]
        indent = header[: len(header) - len(header.lstrip())]
        end = "\r" if header.endswith("\r") else ""
        lines.insert(line, f'{indent}id = "{ids[line]}"{end}')
    if deck_needs_id and not reading.tables["deck"] and not _DECK_HEADER.search(text):
        end = "\r" if lines[0].endswith("\r") else ""
        lines[:0] = [f"[deck]{end}", f'id = "{reading.head.id}"{end}', end]
    return "\n".join(lines)


def _ids(reading: ParsedDeck) -> list[str]:
    return [each.note.shared.id for each in reading.notes]
