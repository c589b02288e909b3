"""Create a deck from a template."""

from __future__ import annotations

import json
import os

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.file_names import portable_name
from aide_memoire.core.ids import slug
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks import files
from aide_memoire.decks.schema import deck_schema
from aide_memoire.decks.write import UNWRITABLE_HINT, write_new

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

# Many facts of one shape: one row, several questions. Braces hold the row's other columns.
[[table]]
id = "capitals"
columns = ["country", "capital"]
ask = {{ capital = "What is the capital of {{country}}?" }}
rows = [["Kazakhstan", "Astana"], ["Kyrgyzstan", "Bishkek"], ["Tajikistan", "Dushanbe"]]
source = "book p. 6"
"""


def new_deck(path: str) -> None:
    """Write a deck with an example of each kind of note, and the JSON Schema in the same folder.

    Raises AideMemoireError if the deck exists already or a file cannot be written.
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
    """Write a new deck into a folder, with a file name made from the title. Return the id of the deck.

    Raises AideMemoireError if the title makes no name, the file exists already or it cannot be written.
    """
    name = portable_name(slug(title))
    if not name:
        raise AideMemoireError("a title needs a letter or a digit")
    new_deck(os.path.join(folder, f"{name}.toml"))
    return name


def _write_new(path: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error.strerror}", UNWRITABLE_HINT) from error
    write_new(path, text, "give another name, or edit it")
