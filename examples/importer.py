"""Brings a glossary in as a deck: python examples/importer.py words.txt words.toml

Each line of it is `term = meaning`, and a first line with # is its title. An importer is a function from a text to an
`ImportedDeck`; `Importer` collects the notes, cleans their texts, and tells what cannot be carried. All else is there
already. To make such a format one that `aide-memoire import` reads, see “How to add an importer” in CONTRIBUTING.md.
"""

import sys
from pathlib import Path

from aide_memoire.core.ids import id_from_words
from aide_memoire.exchange.ids import with_ids
from aide_memoire.exchange.importer import ImportedDeck, Importer, NoteFields, shown
from aide_memoire.transfer.import_deck import DeckImport


def read_glossary(text: str) -> ImportedDeck:
    """Read the lines of a glossary. Never raises: what is no note becomes a remark with its line."""
    importer, title = Importer(), ""
    for number, line in enumerate(text.splitlines(), 1):
        term, sign, meaning = (part.strip() for part in line.partition("="))
        if line.startswith("#"):
            title = title or line.lstrip("# ")
        elif sign:
            importer.add(NoteFields(number, question=f"What is “{term}”?" if term else "", answer=meaning))
        elif term:
            importer.drop(number, f"no = in {shown(term)}: not imported")
    return importer.done(title)


def main(path: str, output: str) -> None:
    """Write the deck, and say what was done."""
    glossary = read_glossary(Path(path).read_text(encoding="utf-8"))
    result = DeckImport(path, output, with_ids(glossary, id_from_words)).carry_out()
    print(*result.done, *result.remarks, sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
