"""Actions: find cards, reset, suspend, unsuspend or bury them; forgetting curves and exams; undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.event import EventDraft
from aide_memoire.core.exam import check_day
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.study_day import from_iso_day, iso_day
from aide_memoire.core.weights import MODEL
from aide_memoire.formatting import counted, day_name, first_words
from aide_memoire.store import deck_index, log, outbox
from aide_memoire.store.card_state import reviewed_cards, suspended_cards, suspensions
from aide_memoire.store.deck_files import deck_files
from aide_memoire.store.exams import exam_change, exams
from aide_memoire.store.statistics import count_answers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aide_memoire.core.event import EventKind
    from aide_memoire.reports.own_curve import OwnCurve
    from aide_memoire.store.log import Undone
    from aide_memoire.workspace import Workspace


def find_cards(workspace: Workspace, names: Sequence[str], tags: Sequence[str] = ()) -> list[str]:
    """Return the cards of these decks, notes, cards, orphans and tags, each once.

    Raises NotFoundError for a name that neither the decks nor the log have, or a tag that no note has.
    """
    found: dict[str, None] = {}
    for name in map(sanitize, names):
        cards = [*deck_index.cards_named(workspace.db, name), *reviewed_cards(workspace.db, name)]
        if not cards and not deck_index.knows(workspace.db, name):
            raise NotFoundError(f"there is no deck, note or card “{name}”", "aide-memoire cards lists them")
        found.update(dict.fromkeys(cards))
    for tag in map(sanitize, tags):
        cards = deck_index.cards_tagged(workspace.db, tag)
        if not cards:
            raise NotFoundError(f"no note has the tag “{tag}”", "aide-memoire cards --json lists the tags of each")
        found.update(dict.fromkeys(cards))
    return list(found)


def with_progress(workspace: Workspace, card_rows: Sequence[str] | None = None) -> list[str]:
    """Return the cards with progress, which a reset would make new: of `card_rows`, or of all cards."""
    reviewed = reviewed_cards(workspace.db)
    if card_rows is None:
        return reviewed
    known = set(reviewed)
    return [card for card in card_rows if card in known]


def only_suspended(workspace: Workspace, card_rows: Sequence[str]) -> list[str]:
    """Return the suspended cards among these."""
    by_card = suspensions(workspace.db)
    return [card for card in card_rows if by_card.get(card, (False, 0))[0]]


def reset(workspace: Workspace, card_rows: Sequence[str]) -> str:
    """Make cards new again, as one action. Returns its id."""
    return _append(workspace, "reset", card_rows)


def suspend(workspace: Workspace, card_rows: Sequence[str]) -> str:
    """Suspend cards: they are not asked until they are unsuspended. This is one action; returns its id."""
    return _append(workspace, "suspend", card_rows)


def unsuspend(workspace: Workspace, card_rows: Sequence[str]) -> str:
    """Unsuspend cards, as one action. Returns its id."""
    return _append(workspace, "unsuspend", card_rows)


def bury(workspace: Workspace, card_rows: Sequence[str]) -> str:
    """Bury cards: they are not asked until tomorrow. This is one action; returns its id."""
    return _append(workspace, "bury", card_rows)


def _append(workspace: Workspace, kind: EventKind, card_rows: Sequence[str]) -> str:
    return log.append(
        workspace.db, [EventDraft(kind, card) for card in card_rows], workspace.stamp(), workspace.entropy
    )


def unsuspend_deck(workspace: Workspace, deck: str | None = None) -> int:
    """Unsuspend the cards of one deck or of all decks. Returns how many there were."""
    cards = suspended_cards(workspace.db, deck)
    if cards:
        unsuspend(workspace, cards)
    return len(cards)


def pairs_to_link(workspace: Workspace, old: str, new: str) -> list[tuple[str, str]]:
    """Return each card of the deck, note or card `old` with its new id below `new`.

    Of a deck or note these are the cards with a history that no deck has any more, and that the new one has.
    """
    db = workspace.db
    left = [card for card in reviewed_cards(db, old) if card != old and not deck_index.question_of(db, card)]
    pairs = [(card, f"{new}{card.removeprefix(old)}") for card in left]
    return [pair for pair in pairs if deck_index.question_of(db, pair[1])] or [(old, new)]


def link_cards(workspace: Workspace, pairs: Sequence[tuple[str, str]]) -> str:
    """Continue the history of each old card under its new id, as one action. Returns its id.

    Raises NotFoundError for an old card without progress, or a new card that no deck has.
    """
    for old, new in pairs:
        if not reviewed_cards(workspace.db, old):
            raise NotFoundError(
                f"no card “{sanitize(old)}” has any history", "aide-memoire orphans lists those that have"
            )
        if not deck_index.question_of(workspace.db, new):
            raise NotFoundError(f"no deck has a card “{sanitize(new)}”", "aide-memoire cards lists them")
    return log.append(
        workspace.db, [EventDraft("link", old, {"to": new}) for old, new in pairs], workspace.stamp(), workspace.entropy
    )


def adopt_curve(workspace: Workspace, curve: OwnCurve) -> str:
    """Let a forgetting curve hold for all cards, as one action. Returns its id."""
    data = {
        "weights": list(curve.fit.weights),
        "model": MODEL,
        "reviews": curve.reviews,
        "loss_before": round(curve.fit.loss_before, 4),
        "loss_after": round(curve.fit.loss_after, 4),
    }
    return log.append(workspace.db, [EventDraft("weights", "", data)], workspace.stamp(), workspace.entropy)


def adopt_weights(workspace: Workspace, weights: Sequence[float]) -> str:
    """Let a forgetting curve that another program fitted hold for all cards, as one action. Returns its id."""
    data = {"weights": list(weights), "model": MODEL, "reviews": count_answers(workspace.db).all}
    return log.append(workspace.db, [EventDraft("weights", "", data)], workspace.stamp(), workspace.entropy)


def set_exam(workspace: Workspace, deck: str, on: int, target: float | None = None) -> str:
    """Let study of a deck work towards an exam on a day, as one action. Returns its id, or "" where it is set already.

    Without a target, that of the deck's settings is meant. Raises AideMemoireError for a day that has passed.
    """
    if target is None:
        target = workspace.settings.of_deck(deck).exam_target
    check_day(on, workspace.today())
    was = exams(workspace.db).get(deck)
    if was and (was.on, was.target) == (on, target):
        return ""
    return _append_exam(workspace, {"deck": deck, "on": iso_day(on), "target": target})


def cancel_exam(workspace: Workspace, deck: str) -> str:
    """Cancel the exam of a deck, as one action. Returns its id, or "" if the deck has none."""
    return _append_exam(workspace, {"deck": deck, "on": ""}) if deck in exams(workspace.db) else ""


def _append_exam(workspace: Workspace, data: Mapping[str, str | float]) -> str:
    return log.append(workspace.db, [EventDraft("exam", "", data)], workspace.stamp(), workspace.entropy)


def undo(workspace: Workspace) -> Undone | None:
    """Undo the newest action of this device that is in effect. Returns it, or None if there is none."""
    return log.undo(workspace.db, workspace.stamp(), workspace.entropy)


def redo(workspace: Workspace) -> Undone | None:
    """Redo the action that was undone last. Returns it, or None if there is none."""
    return log.redo(workspace.db, workspace.stamp(), workspace.entropy)


def next_undo(workspace: Workspace) -> Undone | None:
    """Return the action that `undo` would take back now, or None."""
    return log.next_undo(workspace.db, workspace.device)


def was_another_last(workspace: Workspace) -> bool:
    """Return whether what came last is of another writer, as an import is: `undo` passes over it."""
    return outbox.device_of_last(workspace.db) not in ("", workspace.device)


_ACTIONS = {
    "review": "Answer",
    "reset": "Reset",
    "suspend": "Suspension",
    "unsuspend": "Unsuspending",
    "bury": "Burying",
    "link": "Carry-over",
    "memory": "Import",
    "weights": "Change of curve",
    "exam": "Change of exam",
}


def name_action(step: Undone, what_was_done: str) -> str:
    """Return what happened to an action: "Answer undone"."""
    return f"{_ACTIONS.get(step.kind, f'“{step.kind}”')} {what_was_done}"


def describe_action(workspace: Workspace, step: Undone, what_was_done: str) -> str:
    """Return what happened to an action, with the first words of its question: "Answer undone: When was …".

    That of an exam has its deck and what the change was.
    """
    if step.kind == "exam":
        return f"{name_action(step, what_was_done)}: {_describe_exam(workspace, step.action)}"
    if not step.cards:
        return name_action(step, what_was_done)
    texts = dict.fromkeys(deck_index.text_of_card(workspace.db, card) for card in step.cards)
    text = first_words(next(iter(texts))) if len(texts) == 1 else ""
    which = text or (sanitize(step.cards[0]) if len(step.cards) == 1 else counted(len(step.cards), "card"))
    return f"{name_action(step, what_was_done)}: {which}"


def _describe_exam(workspace: Workspace, action: str) -> str:
    """Return the deck of a change of its exam, and the day that was set: "CSTO, on 15 June"."""
    deck, on = exam_change(workspace.db, action)
    title = next((each.title for each in deck_files(workspace.db) if each.live and each.deck == deck), deck)
    return f"{title}, on {day_name(from_iso_day(on), workspace.today())}" if on else f"{title}, cancelled"
