"""What Anki does in its own environment: make a collection that was studied for months, and tell what it holds.

in_anki.py make FOLDER CARDS REVIEWS   source.anki2, legacy.apkg and latest.apkg with its scheduling; its facts
in_anki.py facts COLLECTION [PACKAGE]  a JSON of every card, after importing the package
"""

from __future__ import annotations

import json
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from anki.collection import (
    Card,
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anki.scheduler.v3 import QueuedCards

DAY = 86_400_000
MOMENT_FROM = 1_000_000_000  # a `due` from here on is in seconds
RATINGS, WEIGHTS = (0, 1, 2, 3), (15, 15, 55, 15)
AGE = (
    "UPDATE revlog SET id = id - {ms}",
    "UPDATE cards SET due = due - {days} WHERE type = 2 OR (type IN (1, 3) AND due < 1000000000)",
    "UPDATE cards SET due = due - {ms} / 1000 WHERE type IN (1, 3) AND due > 1000000000",
    "UPDATE cards SET mod = mod - {ms} / 1000,"
    " data = json_set(data, '$.lrt', json_extract(data, '$.lrt') - {ms} / 1000)"
    " WHERE json_extract(data, '$.lrt') IS NOT NULL",
)


def make(folder: str, cards: int, reviews: int) -> None:
    """Make the collection: three notetypes, two decks, FSRS on; some cards held, made new again or moved by hand."""
    chance = random.Random(7)
    col = Collection(str(Path(folder) / "source.anki2"))
    col.set_config("fsrs", True)
    for options in col.decks.all_config():
        options["new"] |= {"perDay": 9999, "bury": False, "delays": [1, 10]}
        options["rev"] |= {"perDay": 9999, "bury": False}
        options["lapse"] |= {"delays": [10, 2880]}  # the second step is one over days
        col.decks.update_config(options)
    decks = [col.decks.id("Parent::Child"), col.decks.id("Other")]
    add_notes(col, cards, decks)
    studied = Studied(col, decks, chance)
    while studied.answers < reviews:
        studied.sit(min(max(reviews // 40, 1), reviews - studied.answers))
        studied.wait(DAY * chance.choice((1, 1, 2)) if chance.random() < 0.6 else 900_000)
    add_notes(col, 10, decks, first=100_000)
    col.set_config("collapseTime", 0)  # no step is asked before its time: some cards stay in theirs
    studied.wait(30 * DAY)
    studied.sit(30, rating=0)
    studied.wait(900_000)
    studied.sit(15, rating=2)
    chosen = chance.sample(list(col.find_cards("is:review")), 9)
    col.sched.suspend_cards(chosen[:3])
    col.sched.bury_cards(chosen[3:5], manual=True)
    col.sched.set_due_date(chosen[5:7], "5", None)
    col.sched.schedule_cards_as_new(chosen[7:])
    for layout in ("legacy", "latest"):
        options = ExportAnkiPackageOptions(with_scheduling=True, legacy=layout == "legacy")
        col.export_anki_package(out_path=str(Path(folder) / f"{layout}.apkg"), options=options, limit=None)
    col.close()


def add_notes(col: Collection, cards: int, decks: Sequence[int], first: int = 0) -> None:
    """Add notes of the stock notetypes in turn until there are as many cards more."""
    number, made = first, 0
    while made < cards:
        number += 1
        name = ("Basic", "Basic (and reversed card)", "Cloze")[number % 3]
        note = col.new_note(col.models.by_name(name))
        if name == "Cloze":
            note["Text"] = f"In {{{{c1::year {number}}}}} <b>it</b> was {{{{c2::event {number}::what}}}}."
            note["Back Extra"] = f"more on {number}"
        else:
            note["Front"], note["Back"] = f"Question {number} &amp; more?", f"answer {number}<br>two"
        note.tags = ["one", "two"] if number % 2 else []
        col.add_note(note, decks[number % 5 == 0])
        made += 1 if name == "Basic" else 2


class Studied:
    """Answers cards by Anki's own scheduler, and lets time pass by moving all that was back."""

    def __init__(self, col: Collection, decks: Sequence[int], chance: random.Random) -> None:
        self.col, self.decks, self.chance = col, decks, chance
        self.answers = self.last = 0

    def sit(self, most: int, rating: int | None = None) -> None:
        for deck in self.decks:
            self.col.decks.select(deck)
            while most and (queued := self.col.sched.get_queued_cards(fetch_limit=1).cards):
                self.answer(queued[0], self.chance.choices(RATINGS, WEIGHTS)[0] if rating is None else rating)
                most -= 1

    def answer(self, queued: QueuedCards.QueuedCard, rating: int) -> None:
        card = Card(self.col)
        card._load_from_backend_card(queued.card)
        card.start_timer()
        answer = self.col.sched.build_answer(card=card, states=queued.states, rating=rating)
        answer.milliseconds_taken = self.chance.randrange(500, 60_000)
        self.last = answer.answered_at_millis = max(answer.answered_at_millis, self.last + 1)
        self.col.sched.answer_card(answer)
        self.answers += 1

    def wait(self, ms: int) -> None:
        for statement in AGE:
            self.col.db.execute(statement.format(ms=ms, days=ms // DAY))
        self.last -= ms


def due_of(card: Card, first_day: int) -> int | None:
    """Return the day on which a card is due, or for a step within a day the second; of a held card the day in any case.

    Anki's import leaves a held step's day counted from the first day of the collection that it came from; a
    package of ours has it as a moment.
    """
    if card.type == 0:
        return None
    due: int = card.due
    if due < MOMENT_FROM:
        return due + first_day
    return datetime.fromtimestamp(due).toordinal() if card.queue < 0 else due  # noqa: DTZ006


def facts(path: str, package: str | None = None) -> dict[str, object]:
    """Return what Anki has of each card, by its note's guid and its ordinal; days as days of the calendar."""
    col = Collection(path)
    if package:
        options = ImportAnkiPackageOptions(with_scheduling=True)
        col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))
    west = timedelta(minutes=col.get_config("creationOffset"))
    first_day = (datetime.fromtimestamp(col.db.scalar("SELECT crt FROM col"), UTC) - west).toordinal()
    guids = dict(col.db.all("SELECT id, guid FROM notes"))
    cards = {}
    for number in col.find_cards(""):
        card = col.get_card(number)
        memory, shown = card.memory_state, col.card_stats_data(number)
        cards[f"{guids[card.nid]} {card.ord}"] = {
            "columns": [card.type, card.queue, card.ivl, card.factor, card.reps, card.lapses, card.left],
            "due": due_of(card, first_day),
            "memory": [memory.stability, memory.difficulty] if memory else None,
            "interval": shown.interval,
            "retention": card.desired_retention,
            "last": card.last_review_time,
            "deck": col.decks.name(card.did),
            "tags": card.note().tags,
            "log": col.db.all(
                "SELECT id, ease, ivl, lastIvl, factor, time, type FROM revlog WHERE cid = ? ORDER BY id", number
            ),
        }
    said, is_whole = col.fix_integrity() if package else ("", True)
    col.close()
    return {"cards": cards, "whole": is_whole, "said": said}


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], *map(int, sys.argv[3:]))
        json.dump(facts(str(Path(sys.argv[2]) / "source.anki2")), sys.stdout)
    else:
        json.dump(facts(*sys.argv[2:]), sys.stdout)
