"""Writing decks: a new one from a template, and the author's own editor at the right line."""

from __future__ import annotations

import json
import os
import shlex
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError, NotFoundError
from aide_memoire.core.ids import slug
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks import files
from aide_memoire.decks.locations import find_spans
from aide_memoire.decks.schema import deck_schema
from aide_memoire.decks.write import WHERE_IT_LIES, write_new
from aide_memoire.store import deck_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aide_memoire.opening import Desk

_TEMPLATE = """\
#:schema ./deck.schema.json
# A deck of aide-memoire: keep what you like, delete the rest.

[deck]
id = "{id}"
title = "{title}"
language = "en"

[[source]]
id = "book"
title = "The book that the facts come from"

# A free question.
[[card]]
id = "capital-of-kazakhstan"
question = "Which city is the capital of Kazakhstan?"
answer = "Astana"
lures = ["Almaty", "Tashkent", "Bishkek"]
source = "book p. 1"

# A sentence with gaps: a card for each number.
[[cloze]]
id = "ussuri"
text = "The {{{{c1::Ussuri}}}} flows into the {{{{c2::Amur}}}}."
source = "book p. 2"

# Something that happened: of `when`, `until`, `name`, `where` and `who`, ask what is worth knowing.
[[event]]
id = "nerchinsk"
name = "Treaty of Nerchinsk"
date = "1689"
what = "Russia and the Qing empire agree on a border for the first time"
verb = "signed"
ask = ["when", "name"]
question.when = "In which year was the Treaty of Nerchinsk signed?"
source = "book p. 3"

# A set whose members are named together; each is remembered by itself.
[[group]]
id = "baltic-states"
name = "Baltic states"
members = ["Estonia", "Latvia", "Lithuania"]
lures = [{{ name = "Finland", why = "a Nordic country" }}]
source = "book p. 4"

# Things in their order, the first one first.
[[sequence]]
id = "leaders"
name = "these leaders of the Soviet Union, the earliest first"
items = ["Lenin", "Stalin", "Khrushchev", "Brezhnev"]
source = "book p. 5"
"""
_LINE = {
    "code": ["--wait", "--goto", "{path}:{line}"],
    "codium": ["--wait", "--goto", "{path}:{line}"],
    "subl": ["--wait", "{path}:{line}"],
    "hx": ["{path}:{line}"],
    "helix": ["{path}:{line}"],
    "zed": ["--wait", "{path}:{line}"],
}


def new_deck(path: str) -> None:
    """Write a deck that can be studied at once, with each kind of note, and the schema beside it.

    Raises AideMemoireError where a file is there already or cannot be written.
    """
    stem = files.stem_of(path)
    words = {
        "id": slug(stem) or "deck",
        "title": stem.replace("-", " ").strip().capitalize().replace('"', "'") or "Deck",
    }
    _write_new(path, _TEMPLATE.format(**words))
    schema = os.path.join(os.path.dirname(path) or ".", "deck.schema.json")
    if not os.path.lexists(schema):
        _write_new(schema, json.dumps(deck_schema(), ensure_ascii=False, indent=2) + "\n")


def make_deck(folder: str, title: str) -> str:
    """Write a new deck of that title into a folder, under a name made from it. Returns the deck's id.

    Raises AideMemoireError where there is one of that name, or where it cannot be written.
    """
    name = slug(title)
    if not name:
        raise AideMemoireError("a title needs a letter or a digit")
    new_deck(os.path.join(folder, f"{name}.toml"))
    return name


def find_place(desk: Desk, name: str) -> tuple[str, int]:
    """Return the file of a deck, or of a note `deck/note`, and the line where it begins.

    Raises NotFoundError for what no deck file holds.
    """
    deck, _, note = name.partition("#")[0].partition("/")
    keys = [entry.path for entry in deck_files.deck_files(desk.db) if entry.deck == deck]
    path = next(
        (file.path for file in files.find_deck_files(desk.places) if file.key in keys[:1]), next(iter(keys), None)
    )
    if path is None:
        known = ", ".join(entry.deck for entry in deck_files.deck_files(desk.db))
        raise NotFoundError(f"there is no deck “{sanitize(deck)}”", f"there is: {known or 'none yet'}")
    if not note:
        return path, 1
    reading, text = files.read_deck_file(path)
    where = next((each.where for each in reading.notes if each.note.shared.id == note), None)
    if where is None:
        raise NotFoundError(f"the deck {deck} has no note “{sanitize(note)}”", f"aide-memoire cards {deck} lists them")
    headers = find_spans(text)
    return path, headers[where].line if where in headers else 1


def editor_command(environment: Mapping[str, str], path: str, line: int) -> list[str]:
    """Return the author's editor, called at a line. Raises AideMemoireError where none is named."""
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:
        raise AideMemoireError(f"$EDITOR cannot be understood: {sanitize(named)}") from None
    if not words:
        raise AideMemoireError("no editor is named", "set EDITOR, as in: export EDITOR=nano")
    arguments = _LINE.get(os.path.basename(words[0]).removesuffix(".exe"), ["+{line}", "{path}"])
    return [*words, *(argument.format(path=path, line=line) for argument in arguments)]


def _write_new(path: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error.strerror}", WHERE_IT_LIES) from error
    write_new(path, text, "give another name, or edit it")
