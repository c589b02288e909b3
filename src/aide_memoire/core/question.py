"""Build the questions of a note: the text, the expected answer, and the explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.answer import DateAnswer, ListAnswer, ListMember, OrderAnswer, TextAnswer
from aide_memoire.core.grading.cautions import read_caution
from aide_memoire.core.note import (
    Card,
    CardNote,
    ClozeNote,
    EventNote,
    Gap,
    GroupNote,
    Item,
    Note,
    RowNote,
    SequenceNote,
    Side,
    cards_of,
)
from aide_memoire.core.phrases import fill

if TYPE_CHECKING:
    from collections.abc import Collection

    from aide_memoire.core.answer import Answer
    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.core.note import Citation, DeckHead, NoteKind
    from aide_memoire.core.phrases import Phrases


class Asked(NamedTuple):
    """What a question asks, and what for: all that an index of questions keeps of it."""

    id: str
    cards: tuple[str, ...]
    text: str
    answer: tuple[str, ...]
    expects: Answer
    numbered: bool = False

    def answer_of(self, card: str) -> str:
        """Return the answer of one card of the question: a member of a list, else the whole answer."""
        return _answer_of(self, card)


class Question(NamedTuple):
    """One question for a learner. `answer` has a line for each member of a list or item of a sequence."""

    id: str
    cards: tuple[str, ...]
    kind: NoteKind
    deck: str
    deck_title: str
    text: str
    answer: tuple[str, ...]
    expects: Answer
    phrases: Phrases
    numbered: bool = False
    explanation: str = ""
    caution: str = ""
    sources: tuple[str, ...] = ()
    claim: str = ""
    as_of: str = ""
    hint: str = ""
    media: tuple[str, ...] = ()  # names of files beside the deck
    flip_only: bool = False  # the answer has too many right forms to be typed

    @property
    def answer_line(self) -> str:
        """Return the answer on one line."""
        return _answer_line(self)

    def answer_of(self, card: str) -> str:
        """Return the answer of one card of the question: a member of a list, else the whole answer."""
        return _answer_of(self, card)


def _answer_line(asked: Asked | Question) -> str:
    return (" → " if asked.numbered else ", ").join(asked.answer)


def _answer_of(asked: Asked | Question, card: str) -> str:
    return asked.answer[asked.cards.index(card)] if len(asked.cards) > 1 else _answer_line(asked)


def leave_out(question: Question, cards: Collection[str]) -> Question:
    """Return a group's question without the members of these cards; their names are told as not asked."""
    expects = question.expects
    if not isinstance(expects, ListAnswer):
        return question
    asked = [place for place, card in enumerate(question.cards) if card not in cards]
    gone = tuple(member for member in expects.members if member.card in cards)
    return question._replace(
        cards=tuple(question.cards[place] for place in asked),
        answer=tuple(question.answer[place] for place in asked),
        expects=expects._replace(members=tuple(m for m in expects.members if m.card not in cards), not_asked=gone),
    )


def questions_of(head: DeckHead, note: Note) -> tuple[Question, ...]:
    """Return all questions of a note, in order."""
    return tuple(_question(head, note, asked) for asked in asked_of(head, note))


def asked_of(head: DeckHead, note: Note) -> tuple[Asked, ...]:
    """Return what each question of a note asks, in order."""
    cards = cards_of(head.id, note)
    if isinstance(note, GroupNote):
        return (_asked(head, note, cards),) if cards else ()
    return tuple([_asked(head, note, (card,)) for card in cards])


def _asked(head: DeckHead, note: Note, cards: tuple[Card, ...]) -> Asked:
    text, answer = _words(head.phrases, note, cards[0].part)
    return Asked(
        cards[0].question,
        tuple([card.id for card in cards]),
        _with_as_of(text, _as_of(head, note), head.phrases),
        answer,
        _expected(head, note, cards, answer),
        isinstance(note, SequenceNote),
    )


def _question(head: DeckHead, note: Note, asked: Asked) -> Question:
    return Question(
        **asked._asdict(),
        kind=note.kind,
        deck=head.id,
        deck_title=head.title,
        phrases=head.phrases,
        explanation=note.shared.explanation,
        caution=note.shared.caution,
        sources=_sources(head, note.shared.citations),
        claim=note.shared.claim,
        as_of=_as_of(head, note),
        hint=note.shared.hint,
        media=note.shared.media,
        flip_only=note.shared.form == "flip",
    )


def _expected(head: DeckHead, note: Note, cards: tuple[Card, ...], answer: tuple[str, ...]) -> Answer:
    """Return the expected answer for grading, with all other accepted answers."""
    part, shared, language = cards[0].part, note.shared, _answer_language(head, note)
    match note:
        case CardNote():
            side, lures = (note.reverse, ()) if part == "reverse" and note.reverse else (note.front, note.lures)
            number = None if part == "reverse" else note.number
            return TextAnswer((side.answer, *side.accept), lures, shared.exact, language, shared.person, number)
        case ClozeNote():
            accepted = (", ".join(answer), *note.accept.get(part, ()))
            return TextAnswer(accepted, note.lures.get(part, ()), shared.exact, language, shared.person)
        case EventNote():
            return _expected_of_event(head, note, cards[0], answer)
        case RowNote():
            return TextAnswer(note.cells[part], (), shared.exact, language, shared.person)
        case GroupNote():
            cards_of_members = zip(cards * len(note.members) if note.any_of else cards, note.members, strict=True)
            named = (
                ListMember(card.id, member.name, (member.name, *member.aliases)) for card, member in cards_of_members
            )
            return ListAnswer(tuple(named), note.lures, (), note.any_of, shared.exact, language)
        case _:
            return OrderAnswer(tuple(item.name for item in note.items), _ranks(note.items), note.recite)


def _answer_language(head: DeckHead, note: Note) -> str:
    """Return the language of a note's answers: its own, that of the deck's answers, or that of the deck."""
    return note.shared.answer_language or head.answer_language or head.language


def _ranks(items: tuple[Item, ...]) -> tuple[int, ...]:
    """Return the rank of each item in the order; items of one date share theirs."""
    ranks: list[int] = []
    for place, item in enumerate(items):
        is_tied = place > 0 and item.date is not None and item.date == items[place - 1].date
        ranks.append(ranks[-1] if is_tied else place)
    return tuple(ranks)


def _expected_of_event(head: DeckHead, note: EventNote, card: Card, answer: tuple[str, ...]) -> Answer:
    shared, language = note.shared, _answer_language(head, note)
    accept, lures = note.accept.get(card.part, ()), note.lures.get(card.part, ())
    date = {"when": note.date, "until": note.until}.get(card.part)
    if date is not None:
        same, named = read_caution(shared.caution, date, head.phrases) if shared.caution else ((), ())
        return DateAnswer(date, answer[0], accept, lures, caution_dates=same, named_dates=named)
    if card.part == "who":
        parties = (ListMember(card.id, party.name, (party.name, *party.aliases)) for party in note.parties)
        return ListAnswer(tuple(parties), lures, exact=shared.exact, language=language)
    aliases = note.aliases if card.part == "name" else ()
    return TextAnswer((*answer, *aliases, *accept), lures, shared.exact, language)


def _sources(head: DeckHead, citations: tuple[Citation, ...]) -> tuple[str, ...]:
    """Return the title of each source with all its cited places."""
    if len(citations) == 1:
        return (f"{_title(head, citations[0].source)} {citations[0].place}".rstrip(),)
    places: dict[str, list[str]] = {}
    for source, place in citations:
        places.setdefault(source, []).append(place)
    return tuple(f"{_title(head, source)} {', '.join(cited)}".rstrip() for source, cited in places.items())


def _title(head: DeckHead, source: str) -> str:
    known = head.sources.get(source)
    if known is None:
        return source
    return f"{known.author}, “{known.title}”" if known.author else f"“{known.title}”"


def _words(phrases: Phrases, note: Note, part: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of the question and the lines of its answer."""
    match note:
        case CardNote():
            side = note.reverse if part == "reverse" and note.reverse else note.front
            return _side(phrases, note, side)
        case ClozeNote():
            return _cloze(phrases, note, part)
        case EventNote():
            return _event(phrases, note, part)
        case RowNote():
            shown = {column: texts[0] for column, texts in note.cells.items()}
            return _claimed(phrases, note, fill(note.ask[part], **shown)), (shown[part],)
        case GroupNote():
            return _group(phrases, note), tuple(member.name for member in note.members)
        case _:
            text = note.question or fill(phrases.sequence, name=note.name)
            return _claimed(phrases, note, text), tuple(_item(phrases, item) for item in note.items)


def _side(phrases: Phrases, note: Note, side: Side) -> tuple[str, tuple[str, ...]]:
    return _claimed(phrases, note, side.question), (side.answer,)


def _cloze(phrases: Phrases, note: ClozeNote, part: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with the gaps of one number hidden and all others filled, and the hidden answers."""
    shown: list[str] = []
    hidden: list[str] = []
    for piece in note.pieces:
        if isinstance(piece, str):
            shown.append(piece)
        elif piece.number == part:
            hidden.append(piece.answer)
            shown.append(_gap(phrases, piece))
        else:
            shown.append(piece.answer)
    return _claimed(phrases, note, "".join(shown)), tuple(dict.fromkeys(hidden))


def _gap(phrases: Phrases, gap: Gap) -> str:
    return f"[{gap.hint}]" if gap.hint else phrases.gap


def _event(phrases: Phrases, note: EventNote, part: str) -> tuple[str, tuple[str, ...]]:
    words = {
        "name": note.name,
        "verb": note.verb or phrases.verb,
        "date": _event_date(phrases, note),
        "what": note.what,
    }
    text = note.questions.get(part) or fill(getattr(phrases, part), **words)
    if part != "when":  # a date is not an opinion
        text = _claimed(phrases, note, text)
    answers = {
        "when": (words["date"],),
        "until": (_date(note.until, phrases),),
        "name": (note.name,),
        "where": (note.place,),
        "who": tuple(party.name for party in note.parties),
    }
    return text, answers[part]


def _event_date(phrases: Phrases, note: EventNote) -> str:
    return note.date_text or _date(note.date, phrases)


def _date(date: HistoricalDate | None, phrases: Phrases) -> str:
    return date.text(phrases) if date else ""


def _group(phrases: Phrases, note: GroupNote) -> str:
    if note.question:
        return _claimed(phrases, note, note.question)
    if note.any_of:
        return _claimed(phrases, note, fill(phrases.group_any, n=note.any_of, name=note.name))
    words = {"n": len(note.members), "name": note.name, "who": note.shared.claim}
    return fill(phrases.group_claim if note.shared.claim else phrases.group, **words)


def _item(phrases: Phrases, item: Item) -> str:
    return f"{item.name} ({item.date.text(phrases)})" if item.date else item.name


def _claimed(phrases: Phrases, note: Note, text: str) -> str:
    """Return the question, with “According to …” before it if it is a claim and does not name its author."""
    if not note.shared.claim or note.shared.claim.casefold() in text.casefold():
        return text
    first, space, rest = text.partition(" ")
    if first.casefold().rstrip("?.,:;!") in phrases.openers:
        first = first.casefold()
    return fill(phrases.claim, who=note.shared.claim, question=first + space + rest)


def _as_of(head: DeckHead, note: Note) -> str:
    return note.shared.as_of.text(head.phrases) if note.shared.as_of else ""


def _with_as_of(text: str, as_of: str, phrases: Phrases) -> str:
    """Return the question with its “as of” date inserted before the closing punctuation."""
    if not as_of:
        return text
    suffix = fill(phrases.as_of, date=as_of)
    closing = text[-1] if text[-1:] in ("?", ".", "？", "。") else ""
    return f"{text.removesuffix(closing)} {suffix}{closing}"
