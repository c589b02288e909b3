"""A class: what each learner has answered and knows of each deck, the hardest cards, and what several mix up."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.core.scheduler import make_parameters
from aide_memoire.formatting import counted
from aide_memoire.library.load import load_question
from aide_memoire.reports.learner_work import recall_now
from aide_memoire.reports.statistics import Share
from aide_memoire.store import deck_files, deck_index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from aide_memoire.reports.learner_work import LearnerWork
    from aide_memoire.store.learner_work import CardWork, DeckWork

_HARDEST = 10
_MIX_UPS = 10
_SHARED = 2  # learners
_DOUBT = 10  # reviews: so many right ones are added, so that one miss of one review is not the hardest card


class ClassLearner(NamedTuple):
    """A learner by the name that they have chosen, with what they have done."""

    id: str
    name: str
    work: LearnerWork

    def cards_of(self, deck: str) -> Sequence[CardWork]:
        """Return the work on the cards of a deck. They stand side by side, as their ids begin with that of the deck."""
        first, last = (bisect_left(self.work.cards, f"{deck}{end}", key=lambda each: each.card) for end in "/0")
        return self.work.cards[first:last]


class LearnerRow(NamedTuple):
    """One learner and one deck. `known` is how many of its cards they would recall now, of `seen` ones."""

    learner: str
    name: str
    answered: int
    retention: Share
    known: float
    seen: int
    last_day: int


class ClassDeck(NamedTuple):
    """A deck of the class. Of one that this machine does not have, `title` is "" and `cards` is 0.

    `not_begun` are the names of those who have answered nothing of it.
    """

    deck: str
    title: str
    cards: int
    learners: tuple[LearnerRow, ...]
    not_begun: tuple[str, ...] = ()

    def known_share(self, row: LearnerRow) -> float | None:
        """Return the share of the deck that a learner would recall now, or None if its cards are not known here."""
        return row.known / self.cards if self.cards else None


class ClassCard(NamedTuple):
    """A card that is missed in reviews, and by how many of the learners who have seen it."""

    card: str
    text: str
    answer: str
    reviews: int
    missed: int
    seen_by: int
    missed_by: int


class MixUp(NamedTuple):
    """Two cards whose answers several learners have given for each other."""

    cards: tuple[str, str]
    texts: tuple[str, str]
    learners: int
    times: int


class ClassReport(NamedTuple):
    """A class on a study day."""

    day: int
    learners: tuple[ClassLearner, ...]
    decks: tuple[ClassDeck, ...]
    hardest: tuple[ClassCard, ...]
    mix_ups: tuple[MixUp, ...]
    remarks: tuple[str, ...]


def make_class_report(
    db: sqlite3.Connection, learners: Iterable[ClassLearner], day: int, decks: Collection[str] = ()
) -> ClassReport:
    """Return the report on a day, of all decks that the learners have studied or of `decks`.

    `db` has the decks of the teacher.
    """
    found = _with_distinct_names(sorted(learners, key=lambda each: (each.name.casefold(), each.id)))
    studied = {deck.deck for each in found for deck in each.work.decks}
    wanted = sorted(studied & set(decks) if decks else studied)
    return ClassReport(
        day,
        found,
        tuple(_deck(db, deck, found, day) for deck in wanted),
        tuple(_hardest(db, found, wanted)),
        tuple(_mix_ups(db, found, wanted)),
        tuple(_remarks(found, db, wanted)),
    )


def _with_distinct_names(learners: Sequence[ClassLearner]) -> tuple[ClassLearner, ...]:
    """Return the learners; those of one name have the beginning of their ids after it."""
    names = Counter(each.name.casefold() for each in learners)
    return tuple(
        each._replace(name=f"{each.name} ({each.id[:8]})") if names[each.name.casefold()] > 1 else each
        for each in learners
    )


def _deck(db: sqlite3.Connection, deck: str, learners: Sequence[ClassLearner], day: int) -> ClassDeck:
    entry = next((each for each in deck_files.deck_files(db) if each.live and each.deck == deck), None)
    cards = frozenset(deck_index.cards_named(db, deck)) if entry else None
    rows = tuple(
        _row(each, work, [card for card in each.cards_of(deck) if cards is None or card.card in cards], day)
        for each in learners
        for work in each.work.decks
        if work.deck == deck
    )
    begun = {row.learner for row in rows}
    not_begun = tuple(each.name for each in learners if each.id not in begun)
    return ClassDeck(deck, entry.title if entry else "", len(cards or ()), rows, not_begun)


def _row(learner: ClassLearner, work: DeckWork, seen: Sequence[CardWork], day: int) -> LearnerRow:
    parameters = make_parameters(learner.work.weights)
    return LearnerRow(
        learner.id,
        learner.name,
        work.answered,
        Share(work.recalled, work.reviews),
        sum(recall_now(each, day, parameters) for each in seen),
        len(seen),
        work.last_day,
    )


def _hardest(db: sqlite3.Connection, learners: Sequence[ClassLearner], decks: Collection[str]) -> Iterator[ClassCard]:
    by_card: dict[str, list[CardWork]] = {}
    for each in (card for learner in learners for card in learner.work.cards):
        if _deck_of(each.card) in decks:
            by_card.setdefault(each.card, []).append(each)
    for card in sorted(by_card, key=lambda card: (-_difficulty(by_card[card]), card))[:_HARDEST]:
        work, (text, answer) = by_card[card], _words(db, card)
        reviews, missed = sum(each.reviews for each in work), sum(each.missed for each in work)
        if missed:
            yield ClassCard(card, text, answer, reviews, missed, len(work), sum(each.missed > 0 for each in work))


def _difficulty(work: Sequence[CardWork]) -> float:
    return sum(each.missed for each in work) / (sum(each.reviews for each in work) + _DOUBT)


def _mix_ups(db: sqlite3.Connection, learners: Sequence[ClassLearner], decks: Collection[str]) -> Iterator[MixUp]:
    who: Counter[tuple[str, str]] = Counter()
    times: Counter[tuple[str, str]] = Counter()
    for one, other, number in (pair for learner in learners for pair in learner.work.mixed_up):
        if _deck_of(one) in decks:
            who[one, other] += 1
            times[one, other] += number
    shared = [pair for pair, number in who.items() if number >= _SHARED]
    for pair in sorted(shared, key=lambda pair: (-who[pair], -times[pair], pair))[:_MIX_UPS]:
        first, second = (_words(db, card) for card in pair)
        yield MixUp(pair, (" → ".join(filter(None, first)), " → ".join(filter(None, second))), who[pair], times[pair])


def _remarks(learners: Sequence[ClassLearner], db: sqlite3.Connection, decks: Sequence[str]) -> Iterator[str]:
    known: Mapping[str, str] = {each.deck: each.title for each in deck_files.deck_files(db) if each.live}
    unknown = [deck for deck in decks if deck not in known]
    if unknown:
        yield f"not among your decks, so that only ids are shown: {', '.join(map(sanitize_line, unknown))}"
    for each in learners:
        for device, number in each.work.held:
            yield (
                f"{each.name}: {counted(number, 'event')} of the device {sanitize_line(device)} not counted,"
                " as ahead of this machine's clock: one of the two clocks is wrong"
            )


def _words(db: sqlite3.Connection, card: str) -> tuple[str, str]:
    """Return the question and the answer of a card, or its id and "" if no deck has it here."""
    name = deck_index.question_of(db, card)
    question = load_question(db, card.partition("#")[0], name) if name else None
    return (question.text, question.answer_of(card)) if question else (card, "")


def _deck_of(card: str) -> str:
    return card.partition("/")[0]
