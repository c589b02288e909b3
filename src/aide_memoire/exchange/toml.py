"""Write card and cloze notes as the text of a deck. Parsing the text gives the same notes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import tomli_w

from aide_memoire.core.cloze import cloze_text
from aide_memoire.core.note import CardNote, ClozeNote, Deck, DeckHead, Source
from aide_memoire.exchange.importer import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aide_memoire.core.note import Shared, Side
    from aide_memoire.exchange.importer import ImportedDeck

_HEADER_LIKE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def deck_of(imported: ImportedDeck, deck_id: str, title: str, file: str) -> Deck:
    """Return a deck with the imported notes, which must have ids. `title` is used if the file contains no title."""
    head = DeckHead(deck_id, imported.title or title, sources={SOURCE: Source(SOURCE, file)})
    return Deck(head, imported.notes)


def deck_text(deck: Deck) -> str:
    """Return the TOML text of a deck."""
    head = [("id", deck.head.id), ("title", deck.head.title)]
    tables = [f"[deck]\n{_pairs(head)}"]
    for source in deck.head.sources.values():
        tables.append(f"[[source]]\n{_pairs([('id', source.id), ('title', source.title)])}")
    return "\n".join([*tables, *(note_text(note) for note in deck.notes if isinstance(note, (CardNote, ClozeNote)))])


def note_text(note: CardNote | ClozeNote) -> str:
    """Return the TOML text of one note: its header, its texts in the usual order of decks, then its lists."""
    lines = _card(note) if isinstance(note, CardNote) else _cloze(note)
    shared = (*_list("tags", note.shared.tags), *_list("media", note.shared.media))
    return f"[[{note.kind}]]\n{''.join((*lines, *shared))}"


def _card(note: CardNote) -> Iterator[str]:
    front = note.front
    yield _pairs([("id", note.shared.id), ("question", front.question), ("answer", front.answer)], note.shared)
    yield from _list("accept", front.accept)
    yield from _list("lures", (lure.text for lure in note.lures))
    if note.reverse:
        yield f"reverse = {_side(note.reverse)}\n"


def _cloze(note: ClozeNote) -> Iterator[str]:
    yield _pairs([("id", note.shared.id), ("text", cloze_text(note.pieces))], note.shared)
    for number, texts in note.accept.items():
        yield from _list(f"accept.{number}", texts)
    for number, lures in note.lures.items():
        yield from _list(f"lures.{number}", (lure.text for lure in lures))


def _pairs(keys: list[tuple[str, str]], shared: Shared | None = None) -> str:
    """Return a TOML line for each text; those of `shared` come last.

    Multi-line texts become multi-line strings, unless one of their lines looks like a table header.
    """
    if shared:
        cited = " ".join(shared.citations[0]) if shared.citations else ""
        more = (("hint", shared.hint), ("explanation", shared.explanation), ("source", cited))
        keys += [(key, text) for key, text in more if text]
    plain = any("[" in text and _HEADER_LIKE.search(text) for _, text in keys)
    return tomli_w.dumps(dict(keys), multiline_strings=not plain)


def _list(key: str, texts: Iterable[str]) -> Iterator[str]:
    written = ", ".join(map(toml_value, texts))
    if written:
        yield f"{key} = [{written}]\n"


def _side(side: Side) -> str:
    accept = f", accept = [{', '.join(map(toml_value, side.accept))}]" if side.accept else ""
    return f"{{ question = {toml_value(side.question)}, answer = {toml_value(side.answer)}{accept} }}"


@lru_cache(maxsize=4096)
def toml_value(text: str) -> str:
    """Return a text as a TOML string on one line."""
    return tomli_w.dumps({"k": text})[len("k = ") : -1]
