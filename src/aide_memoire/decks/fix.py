"""What can be mended in a deck without a doubt: ids are pinned, and no other byte changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.decks.locate import places

if TYPE_CHECKING:
    from aide_memoire.decks.read import Reading

_DECK_HEADER = re.compile(r"^[ \t]*\[deck\]", re.MULTILINE)


def pinned(text: str, reading: Reading) -> str:
    """Return the deck's text with an id written into the deck and into every note that has none.

    They are the very ids under which the notes are studied already, so no history is lost. A text with an error
    of syntax is returned as it is: what stands in its pieces cannot be placed for sure.
    """
    if any(problem.code == "syntax" for problem in reading.problems):
        return text
    where = places(text)
    lines = text.split("\n")
    ids = {where[each.where].line: each.note.shared.id for each in reading.notes if "id" not in each.table}
    if "id" not in reading.tables["deck"] and _DECK_HEADER.search(text):
        ids[where["deck",].line] = reading.head.id
    for line in sorted(ids, reverse=True):
        header = lines[line - 1]
        indent = header[: len(header) - len(header.lstrip())]
        end = "\r" if header.endswith("\r") else ""
        lines.insert(line, f'{indent}id = "{ids[line]}"{end}')
    if "id" not in reading.tables["deck"] and not _DECK_HEADER.search(text):
        end = "\r" if lines[0].endswith("\r") else ""
        lines[:0] = [f"[deck]{end}", f'id = "{reading.head.id}"{end}', end]
    return "\n".join(lines)
