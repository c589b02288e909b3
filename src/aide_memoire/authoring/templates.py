"""What a new note, source or table of the head begins with. It is a text in the editor, and nothing in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.authoring.entries import NEW, Entry
from aide_memoire.decks.block_keys import copy_of, free_id, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.decks.parser import ParsedDeck


class Template(NamedTuple):
    """A kind of block: its header, what it is for, and the keys that one fills in."""

    name: str
    words: str
    keys: str


_NOTES = (
    Template("card", "a question and its answer", 'id = ""\nquestion = ""\nanswer = ""\n'),
    Template("cloze", "a sentence with gaps", 'id = ""\ntext = "In {{c1::}} …"\n'),
    Template("event", "something with a date", 'id = ""\nname = ""\ndate = ""\nquestion.when = ""\n'),
    Template("group", "members, named together", 'id = ""\nname = ""\nmembers = ["", ""]\n'),
    Template("sequence", "things in their order", 'id = ""\nname = ""\nitems = ["", "", ""]\n'),
    Template(
        "table",
        "one row, several questions",
        'id = ""\ncolumns = ["word", "meaning"]\nask = { meaning = "What does {word} mean?" }\nrows = [["", ""]]\n',
    ),
)
_SOURCE = Template("source", "where facts come from", 'id = ""\ntitle = ""\n')
_HEAD = (
    Template("deck", "the deck's title and language", 'title = ""\nlanguage = "en"\n'),
    Template("deck.defaults", "what its notes share", "tags = []\n"),
    Template("deck.phrases", "its questions in other words", 'when = "{name}: when was it {verb}?"\n'),
)


def templates(entries: Sequence[Entry]) -> list[Template]:
    """Return what can be added to a deck: notes, a source, and tables of the head that are not there yet."""
    names = {entry.name for entry in entries if entry.is_head}
    return [*_NOTES, _SOURCE, *(each for each in _HEAD if f"[{each.name}]" not in names)]


def new_entry(template: Template, number: int, source: str = "") -> Entry:
    """Return a new block; `number` makes it another one than the others of its kind, `source` is what a note cites."""
    if template in _HEAD:
        return Entry((NEW, *template.name.split(".")), "", f"[{template.name}]\n{template.keys}")
    cited = f'source = "{source}"\n' if source and template in _NOTES else ""
    return Entry((NEW, template.name, number), "", f"[[{template.name}]]\n{template.keys}{cited}")


def copied_entry(entry: Entry, text: str, number: int, entries: Sequence[Entry]) -> Entry:
    """Return a copy of a note or source with an id of its own, to stand behind it."""
    new_id = free_id(entry.id, {each.id for each in entries})
    return Entry((NEW, entry.kind, number), new_id, copy_of(text, new_id), follows=entry)


def cited_source(reading: ParsedDeck, near: str) -> str:
    """Return the source that a new note likely cites: that of the note `near`, else the deck's last one."""
    if "source" in reading.head.defaults:
        return ""
    cited = table_of(near).get("source")
    first = cited[0] if isinstance(cited, list) and cited else cited
    known = list(reading.head.sources)
    if isinstance(first, str) and first.split(" ")[0] in known:
        return first.split(" ")[0]
    return known[-1] if known else ""
