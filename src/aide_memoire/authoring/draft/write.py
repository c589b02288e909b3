"""Write the stubs of a text: as a new deck, or at the end of one that is there."""

from __future__ import annotations

import os
import re
import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.atomic_files import read_regular_file
from aide_memoire.authoring.coverage import cited_paragraphs, waived_paragraphs
from aide_memoire.authoring.draft.dates import NO_YEAR
from aide_memoire.authoring.draft.stubs import Stub, stubs_of, with_ids
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.ids import slug
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.edits import append_block
from aide_memoire.decks.files import LARGEST_DECK, stem_of
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.precedence import is_foreign
from aide_memoire.decks.toml_text import parse_toml
from aide_memoire.decks.write import replace_text, write_new
from aide_memoire.exchange.toml import toml_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aide_memoire.authoring.draft.text import Paragraph
    from aide_memoire.decks.parser import ParsedDeck, ParsedNote

_WIDTH, _LONGEST_SENTENCE, _LONGEST_TITLE = 100, 800, 160  # characters
_TO_DO = "To be put into your own words; then delete these lines and `draft = true`."


class Added(NamedTuple):
    """What has come of a text: the stubs that were written, and how many were there already."""

    stubs: tuple[Stub, ...]
    already: int


def title_of(paragraphs: Sequence[Paragraph]) -> str:
    """Return the first paragraph where it can be a title, else ""."""
    first = next((paragraph.text for paragraph in paragraphs if paragraph.text), "")
    return first if len(first) <= _LONGEST_TITLE and not first.endswith((".", ":", "。")) else ""


def draft_deck(paragraphs: Sequence[Paragraph], source: str, stem: str, year: int | None) -> tuple[str, Added]:
    """Return the text of a new deck with the stubs of a text."""
    stubs = with_ids(stubs_of(paragraphs, year), ())
    title = title_of(paragraphs)
    head = _pairs({"id": slug(stem) or "deck", "title": title or stem, "language": "en"})
    tables = [f"[deck]\n{head}", f"[[source]]\n{_pairs({'id': source, 'title': title or stem})}"]
    return "\n".join([*tables, *(stub_text(stub, source) for stub in stubs)]), Added(stubs, 0)


def write_draft(paragraphs: Sequence[Paragraph], source: str, path: str, year: int | None) -> Added:
    """Write the stubs of a text to a deck: a new one, or to the end of one that is there, where each stands once.

    Of paragraphs that the source waives there are none.

    Raises AideMemoireError if the deck cannot be read or written, has mistakes, or does not know the source.
    """
    if not os.path.lexists(path):
        text, added = draft_deck(paragraphs, source, stem_of(path), year)
        if added.stubs:
            write_new(path, text, "give another name")
        return added
    before = _read_deck(path)
    text = before.decode()
    reading = _checked(path, text, source)
    waived = waived_paragraphs(reading.head.sources[source])
    found = [stub for stub in stubs_of(paragraphs, year) if not waived.keys() >= set(stub.paragraphs)]
    new = [stub for stub in found if not any(_is_there(stub, source, parsed) for parsed in reading.notes)]
    stubs = with_ids(new, {parsed.note.shared.id.partition(".")[0] for parsed in reading.notes})
    for stub in stubs:
        text = append_block(text, stub_text(stub, source))
    if stubs:
        replace_text(path, before, text)
    return Added(stubs, len(found) - len(new))


def _read_deck(path: str) -> bytes:
    try:
        data = read_regular_file(path, LARGEST_DECK)
        data.decode()
    except UnicodeDecodeError:
        raise AideMemoireError(f"{sanitize(path)} is not UTF-8", "save it as UTF-8, or give another deck") from None
    except OSError as error:
        reason = "it is a folder" if os.path.isdir(path) else error.strerror
        raise AideMemoireError(f"{sanitize(path)} cannot be read: {reason}") from None
    return data


def _checked(path: str, text: str, source: str) -> ParsedDeck:
    """Return the deck. Raises AideMemoireError where nothing can be added to it."""
    if parse_toml(text.removeprefix("\ufeff")) is None:
        raise AideMemoireError(f"{sanitize(path)} has mistakes", f"see aide-memoire check {sanitize(path)}")
    reading = parse_deck(text, stem_of(path))
    if is_foreign(path, ()):
        hint = f"your own copy comes by: aide-memoire edit {reading.head.id}"
        raise AideMemoireError(f"{sanitize(path)} is not yours to change", hint)
    known = reading.head.sources
    if source not in known:
        hint = did_you_mean(source, known) or f"it has: {', '.join(known) or 'no [[source]] yet'}"
        raise AideMemoireError(f"{sanitize(path)} has no [[source]] with the id “{sanitize_line(source)}”", hint)
    return reading


def _is_there(stub: Stub, source: str, parsed: ParsedNote) -> bool:
    """Return whether a note of the deck has the fact of a stub: it cites one of its paragraphs and says the same."""
    table, shared = parsed.table, parsed.note.shared
    cited = {number for each in shared.citations if each.source == source for number in cited_paragraphs(each.place)}
    if parsed.note.kind != stub.kind or not cited & set(stub.paragraphs):
        return False
    if stub.kind == "event":
        return _same_date(stub.keys["date"], str(table.get("date", "")))
    if stub.kind == "group":
        theirs = {slug(_name_of(member)) for member in table.get("members", ())}
        mine = {slug(member) for member in stub.keys["members"]}
        return 2 * len(mine & theirs) > len(mine)
    answer = str(stub.keys["answer"]).casefold()
    return answer in (str(each).casefold() for each in (table.get("answer"), *table.get("accept", ())))


def _name_of(member: Any) -> str:
    return str(member.get("name", "")) if isinstance(member, dict) else str(member)


def _same_date(one: str, other: str) -> bool:
    """Return whether two dates are one, where a year that is missing can be any."""
    if NO_YEAR in one or NO_YEAR in other:
        return re.sub(rf"(?<![\d-])(?:-?\d{{4}}|{NO_YEAR})", "", one) == re.sub(
            rf"(?<![\d-])(?:-?\d{{4}}|{NO_YEAR})", "", other
        )
    return one == other


def stub_text(stub: Stub, source: str) -> str:
    """Return the TOML text of a stub, with its sentence above it as a comment."""
    shown = stub.sentence if len(stub.sentence) <= _LONGEST_SENTENCE else f"{stub.sentence[:_LONGEST_SENTENCE]}…"
    comments = (_TO_DO, *stub.remarks, f"¶{stub.paragraphs[0]}: {shown}")
    lines = [f"# {line}\n" for comment in comments for line in _wrapped(comment)]
    cited = [f"{source} ¶{number}" for number in stub.paragraphs]
    keys = {**stub.keys, "source": cited if len(cited) > 1 else cited[0], "draft": True}
    return f"{''.join(lines)}[[{stub.kind}]]\n{_pairs(keys)}"


def _wrapped(comment: str) -> Iterable[str]:
    return textwrap.wrap(comment.replace("\t", " "), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _pairs(keys: dict[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in keys.items())


def _value(value: Any) -> str:
    """Return a value as TOML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    return toml_value(value) if isinstance(value, str) else str(value).lower()
