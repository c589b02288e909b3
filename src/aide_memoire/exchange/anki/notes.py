"""Convert our notes to Anki notes: the notetype, the fields in HTML, and the ordinal of each card."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.ids import split_card_id
from aide_memoire.core.note import CardNote, ClozeNote, Gap, GroupNote
from aide_memoire.core.question import questions_of
from aide_memoire.exchange.anki.guid import guid_of
from aide_memoire.exchange.importer import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.note import DeckHead, Note
    from aide_memoire.core.question import Question

BASIC, REVERSED, TWO_WAYS, CLOZE = "basic", "reversed", "two ways", "cloze"

_NUMBER = re.compile(r"nid:(\d{1,13})(?:: (.*))?", re.DOTALL)


class AnkiNote(NamedTuple):
    """One note for Anki."""

    guid: str
    number: int  # its id in Anki if it was imported from there, else 0
    notetype: str
    fields: tuple[str, ...]  # HTML
    tags: tuple[str, ...]
    cards: tuple[tuple[str, int], ...]  # our card id, and the ordinal of the Anki card


def anki_notes(head: DeckHead, note: Note) -> Iterator[AnkiNote]:
    """Yield the Anki notes of a note: one for a card, a cloze or a group, one per question for any other kind.

    A note that was imported from Anki gets its old guid. The guid of any other note is its full id `deck/note`, so
    that notes of several decks stay distinct.
    """
    questions = questions_of(head, note)
    if not questions:  # a draft
        return
    if isinstance(note, CardNote):
        yield _card(head, note, questions)
    elif isinstance(note, ClozeNote):
        yield _cloze(head, note, questions)
    elif isinstance(note, GroupNote):
        yield _group(head, note, questions[0])
    else:
        for question in questions:
            fields = (_html(question.text), _html(_answer(question)), _extra(note, question, question.text))
            one = _note(head, note, BASIC, fields, ((question.id, 0),))
            yield one._replace(guid=question.id)


def _card(head: DeckHead, note: CardNote, questions: tuple[Question, ...]) -> AnkiNote:
    front, reverse = questions[0], note.reverse
    is_same = reverse and (reverse.question, reverse.answer) == (note.front.answer, note.front.question)
    extra = _extra(note, front, note.front.question if is_same else front.text)
    if reverse is None:
        return _note(head, note, BASIC, (_html(front.text), _html(front.answer_line), extra), ((front.id, 0),))
    cards = ((front.id, 0), (questions[1].id, 1))
    if is_same:
        return _note(head, note, REVERSED, (_html(note.front.question), _html(note.front.answer), extra), cards)
    both = tuple(_html(text) for each in questions for text in (each.text, each.answer_line))
    return _note(head, note, TWO_WAYS, (*both, extra), cards)


def _cloze(head: DeckHead, note: ClozeNote, questions: tuple[Question, ...]) -> AnkiNote:
    text = "".join(_html(piece) if isinstance(piece, str) else _gap(piece) for piece in note.pieces)
    cards = tuple((each.id, int(split_card_id(each.id)[2]) - 1) for each in questions)
    return _note(head, note, CLOZE, (text, _extra(note, questions[0], text)), cards)


def _group(head: DeckHead, note: GroupNote, question: Question) -> AnkiNote:
    """Return a group as a cloze note with a gap for each member."""
    members = (_gap(Gap(str(place), member.name)) for place, member in enumerate(note.members, 1))
    text = "<br>".join([_html(question.text), *members])
    cards = tuple((card, place) for place, card in enumerate(question.cards))
    return _note(head, note, CLOZE, (text, _extra(note, question, question.text)), cards)


def _note(
    head: DeckHead, note: Note, notetype: str, fields: tuple[str, ...], cards: tuple[tuple[str, int], ...]
) -> AnkiNote:
    shared = note.shared
    imported = [place for source, place in shared.citations if source == SOURCE]
    known = _NUMBER.fullmatch(imported[0]) if imported else None
    is_from_anki = bool(imported) or guid_of(shared.id) != shared.id
    guid = guid_of(shared.id) if is_from_anki else f"{head.id}/{shared.id}"
    tags = tuple("_".join(tag.split()) for tag in shared.tags)
    return AnkiNote(guid, int(known[1]) if known else 0, notetype, fields, tags, cards)


def _answer(question: Question) -> str:
    """Return the text of an answer, with one line for each line of a list."""
    if question.numbered:
        return "\n".join(f"{number}. {line}" for number, line in enumerate(question.answer, 1))
    return "\n".join(question.answer)


def _extra(note: Note, question: Question, asked: str) -> str:
    """Return the HTML below an answer. What `asked` contains already, and an import as source, are left out."""
    imported = {place for source, place in note.shared.citations if source == SOURCE}
    sources = [text for text in question.sources if not imported]
    for place in imported:
        known = _NUMBER.fullmatch(place)
        sources += [known[2]] if known and known[2] else []
    claim = f"According to {question.claim}" if question.claim and question.claim not in asked else ""
    as_of = f"As of {question.as_of}" if question.as_of and question.as_of not in asked else ""
    texts = (question.explanation, question.caution, claim, as_of, *sources)
    return "<br><br>".join(_html(text) for text in texts if text)


def _gap(gap: Gap) -> str:
    hint = f"::{_html_in_gap(gap.hint)}" if gap.hint else ""
    return f"{{{{c{gap.number}::{_html_in_gap(gap.answer)}{hint}}}}}"


def _html_in_gap(text: str) -> str:
    """Return the HTML of a text, with escaped braces and colons so that it does not end its gap."""
    return _html(text).replace("}", "&#125;").replace(":", "&#58;")


def _html(text: str) -> str:
    """Return the HTML of a text, escaped so that Anki sees no markup, gap or field in it."""
    escaped = html.escape(text, quote=False).replace("{{", "&#123;&#123;")
    return escaped.replace("\n", "<br>").replace("[sound:", "&#91;sound:")
