"""Import the progress of Anki packages into the log, and export decks and progress as Anki packages."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.ids import note_id
from aide_memoire.core.note import Deck, cards_of
from aide_memoire.core.scheduler import make_parameters
from aide_memoire.decks.head import rebuild_head
from aide_memoire.decks.notes import rebuild_note
from aide_memoire.exchange.anki import reviews, write
from aide_memoire.exchange.anki.deck_options import most_used
from aide_memoire.exchange.anki.history import AnkiHistory
from aide_memoire.exchange.anki.reviews import When
from aide_memoire.exchange.anki.write import CardProgress
from aide_memoire.store import card_state, deck_index, log
from aide_memoire.store.card_state import suspensions
from aide_memoire.store.history import all_histories
from aide_memoire.store.weights import all_parameters
from aide_memoire.study.actions import adopt_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.exchange.anki.collection import Collection
    from aide_memoire.exchange.anki.read import AnkiDeck
    from aide_memoire.exchange.anki.reviews import ConvertedReviews
    from aide_memoire.exchange.anki.write import Written
    from aide_memoire.store.deck_index import CachedNote
    from aide_memoire.workspace import Workspace

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TAKEN = "Anki's FSRS weights come along as your forgetting curve; aide-memoire undo goes back to the usual one"
_LEFT = "Anki's FSRS weights are not taken over: the forgetting curve that you chose stays"


class ConvertedProgress(NamedTuple):
    """What a collection brings: events, and the weights of its forgetting curve, () where the learner's own stay."""

    reviews: ConvertedReviews
    weights: tuple[float, ...]
    remarks: tuple[str, ...]


def convert_progress(
    workspace: Workspace, collection: Collection, decks: Iterable[tuple[str, AnkiDeck]]
) -> ConvertedProgress:
    """Return the progress of the cards of a collection. `decks` has the new id of each deck. Writes nothing."""
    cards = {
        card: f"{note_id(deck, place.note)}{f'#{place.part}' if place.part else ''}"
        for deck, found in decks
        for card, place in found.places.items()
    }
    settings = workspace.settings
    found = most_used(collection.weights, (card.deck for card in collection.cards if card.id in cards))
    in_use = workspace.parameters
    is_other = bool(found) and found != in_use.weights
    is_taken = is_other and not all_parameters(workspace.db)
    when = When(
        workspace.now(),
        _local_time(workspace.clock()),
        settings.day_starts_at,
        settings.desired_retention,
        make_parameters(found) if is_taken else in_use,
    )
    converted = reviews.convert_reviews(collection, cards, when)
    remarks = (_TAKEN if is_taken else _LEFT,) if is_other else ()
    return ConvertedProgress(converted, found if is_taken else (), (*converted.remarks, *remarks))


def merge_progress(workspace: Workspace, carried: ConvertedProgress, on_progress: OnProgress | None = None) -> int:
    """Add the new events to the profile's log. Returns how many there were. Reports progress to `on_progress`.

    Known ones are left out: imported under another name, a collection has the same events for other cards.
    """
    known = log.event_ids(workspace.db)
    new = (event for event in carried.reviews.events if event.id not in known)
    number = log.merge(workspace.db, new, on_progress)
    if carried.weights:
        adopt_weights(workspace, carried.weights)
    return number


def count_new(workspace: Workspace, carried: ConvertedProgress) -> tuple[int, int]:
    """Return how many of the events are not in the profile's log, and how many there are."""
    ids = {event.id for event in carried.reviews.events}
    return len(ids - log.event_ids(workspace.db)), len(ids)


def export_package(workspace: Workspace, path: str, decks: Sequence[str] = ()) -> Written:
    """Write all studied decks, or `decks`, with the learner's progress as an .apkg file. Returns the counts.

    Raises AideMemoireError if the file cannot be written.
    """
    exported = [deck for name in dict.fromkeys(decks or (None,)) for deck in _decks(workspace, name)]
    cards = {card.id for deck in exported for note in deck.notes for card in cards_of(deck.head.id, note)}
    return write.write_package(
        path,
        exported,
        _progress(workspace, cards),
        workspace.clock(),
        workspace.settings.day_starts_at,
        workspace.parameters,
    )


def _decks(workspace: Workspace, name: str | None) -> Iterator[Deck]:
    notes: Iterator[CachedNote] = deck_index.cached_notes(workspace.db, name)
    for (deck, tables), group in groupby(notes, key=lambda each: (each.deck, each.head)):
        head = rebuild_head(json.loads(tables), deck)
        yield Deck(head, tuple(rebuild_note(each.kind, json.loads(each.body), head) for each in group))


def _progress(workspace: Workspace, cards: set[str]) -> dict[str, CardProgress]:
    """Return the progress of each of these cards that has any."""
    histories: dict[str, AnkiHistory] = {}
    for event in all_histories(workspace.db):
        if event.card in cards:
            histories.setdefault(event.card, AnkiHistory()).take(event)
    memories, suspended = card_state.memories(workspace.db), suspensions(workspace.db)
    return {
        card: CardProgress(memories.get(card), *suspended.get(card, (False, 0)), histories.get(card, AnkiHistory()))
        for card in cards & (memories.keys() | suspended.keys() | histories.keys())
    }


def _local_time(now: datetime) -> Callable[[int], datetime]:
    """Return a function from milliseconds since 1970 to local time, in the time zone of the machine.

    If `now` has another offset than the machine, the function uses the fixed offset of `now`.
    """
    offset = now.utcoffset() or timedelta()
    zone = None if offset == now.astimezone(UTC).astimezone().utcoffset() else timezone(offset)
    return lru_cache(maxsize=8)(
        lambda at: (_EPOCH + timedelta(milliseconds=at)).astimezone(zone)
    )  # each is asked thrice
