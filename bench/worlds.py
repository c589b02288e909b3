"""Decks and histories of any size, the same each time: what the benchmarks are run over.

Decks come in the hands of several authors: English on single lines, Russian with multi-line texts and comments,
Chinese with escapes and inline tables. A history is what someone who knows nine in ten leaves behind over three years.
"""

from __future__ import annotations

import os
import time
from random import Random
from typing import TYPE_CHECKING

from aide_memoire.core.event import Event, Rating, to_line, uuid7
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, rate, retrievability
from aide_memoire.core.study_day import iso_day, iso_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.scheduler import Memory

NOTES_A_FILE = 1000
FIRST_DAY = 738_521  # 1 January 2023
LAST_DAY = FIRST_DAY + 1400
BIRTH = 735_599  # 1 January 2015: ten years later is past, so that no clock finds it ahead
_A_YEAR = 365
_LATE = 0.15  # of what is due, by one to eleven days
_EPOCH_DAY = 719_163
_MS_A_DAY = 86_400_000
_A_MINUTE = 60_000


_CLOCK = """
import json, sys
from datetime import datetime, timedelta, timezone
from aide_memoire.cli import main
main.local_now = lambda: datetime.now(timezone.utc) - timedelta(seconds={late})
"""
COMMAND = "main.run()"
CHILD = """
from bench import child
child.local_now = main.local_now
print(json.dumps(getattr(child, sys.argv[1])(*sys.argv[2:])))
"""
"""What follows on such a beginning: a command of ours, or a child that tells what it measured."""


def write_decks(folder: str, notes: int) -> list[str]:
    """Write `notes` notes in files of a thousand into a new folder. Returns the files."""
    os.makedirs(folder)
    files = []
    for number in range(-(-notes // NOTES_A_FILE)):
        path = os.path.join(folder, f"deck{number:03}.toml")
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(_head(number))
            for note in range(min(NOTES_A_FILE, notes - number * NOTES_A_FILE)):
                file.write(_HANDS[number % len(_HANDS)](number, note))
        files.append(path)
    return files


def history(cards: int, reviews: int) -> Iterator[str]:
    """Yield a log's lines over the first `cards` cards of such decks, in the order of the log."""
    chance = Random(1)
    lines: list[tuple[str, str]] = []
    for number in range(cards):
        lines += _life(card_id(number), reviews // cards, chance)
    lines.sort()
    return (line for _, line in lines)


def _life(card: str, reviews: int, chance: Random) -> Iterator[tuple[str, str]]:
    """Yield one card's reviews, each with its id, evenly over its days, whatever is due. Nothing stays in a step."""
    day, end = FIRST_DAY + chance.randrange(900), LAST_DAY - chance.randrange(130)
    at, memory = 0, None
    for place in range(reviews):
        last = place == reviews - 1
        rating = Rating.EASY if last else chance.choices(list(Rating), (10, 10, 70, 10))[0]
        at = max(_moment(day, chance), at + _A_MINUTE)
        outcome = rate(memory, rating, day=day, at=at, retention=0.9, parameters=DEFAULT_PARAMETERS)
        event_id = uuid7(at, chance.getrandbits(74))
        data = _data(rating, memory, outcome.memory, outcome.interval, chance.randrange(1500, 20_000))
        yield event_id, to_line(Event(event_id, "review", event_id, at, "+00:00", day, "bench", card, data))
        memory = outcome.memory
        day += (end - day) // max(reviews - place - 1, 1)


def lived(cards: int, days: int) -> Iterator[str]:
    """Yield the log's lines of one learner's first `days`, in its order: all cards are met within a year.

    What is due is mostly answered on that day, some of it later, and is recalled as often as its memory says.
    Fewer days give the beginning of the same log.
    """
    lines: list[tuple[str, str]] = []
    for number in range(cards):
        chance = Random(f"card {number}")
        lines += _memories(card_id(number), BIRTH + number * _A_YEAR // cards, BIRTH + days, chance)
    lines.sort()
    return (line for _, line in lines)


def on_the_morning_of(day: int) -> str:
    """Return how a Python program begins by whose clock it is early on that day."""
    late = int(time.time()) - (day - _EPOCH_DAY) * 86_400 - 5 * 3600
    return _CLOCK.format(late=late)


def _memories(card: str, first: int, end: int, chance: Random) -> Iterator[tuple[str, str]]:
    """Yield the answers to a card from the day of the first one, each with its id, before the day `end`."""
    day, step_at, memory = first, None, None
    while day < end:
        at = _moment(day, chance) if step_at is None else step_at
        rating = _recalled(memory, day, chance)
        outcome = rate(memory, rating, day=day, at=at, retention=0.9, parameters=DEFAULT_PARAMETERS)
        event_id = uuid7(at, chance.getrandbits(74))
        data = _data(rating, memory, outcome.memory, outcome.interval, chance.randrange(1500, 20_000))
        yield event_id, to_line(Event(event_id, "review", event_id, at, "+00:00", day, "bench", card, data))
        memory, step_at = outcome.memory, outcome.memory.due_at
        if step_at is None:
            day = memory.due_day + (chance.randrange(1, 12) if chance.random() < _LATE else 0)


def _recalled(memory: Memory | None, day: int, chance: Random) -> Rating:
    """Return a rating: Again as often as a memory is gone, of a new card and in a step as often as others do."""
    if memory is None or memory.state != "review":
        return chance.choices([Rating.AGAIN, Rating.GOOD], [15, 85])[0]
    if chance.random() >= retrievability(memory.stability, day - memory.last_day, DEFAULT_PARAMETERS):
        return Rating.AGAIN
    return chance.choices([Rating.HARD, Rating.GOOD, Rating.EASY], [10, 80, 10])[0]


def _moment(day: int, chance: Random) -> int:
    return (day - _EPOCH_DAY) * _MS_A_DAY + chance.randrange(6 * 3_600_000, 20 * 3_600_000)


def card_id(number: int) -> str:
    """Return the id of a card of such decks."""
    deck, note = divmod(number, NOTES_A_FILE)
    return f"deck{deck:03}/{_CARD[deck % len(_HANDS)].format(note)}"


def _data(rating: Rating, was: Memory | None, memory: Memory, interval: int, took: int) -> dict[str, object]:
    scheduled = {"scheduled_days": was.due_day - was.last_day} if was and was.state == "review" else {}
    return {
        "rating": rating.word,
        "form": "typed",
        "verdict": "right" if rating > Rating.AGAIN else "wrong",
        "score": 1.0,
        "typed": "what was typed",
        "was": was.state if was else "new",
        **scheduled,
        "state": memory.state,
        "interval": interval,
        "due": iso_day(memory.due_day) if memory.due_at is None else iso_moment(memory.due_at),
        "desired_retention": 0.9,
        "took": took,
    }


def _head(deck: int) -> str:
    return f'[deck]\nid = "deck{deck:03}"\ntitle = "Chapter {deck}"\n\n[[source]]\nid = "book"\ntitle = "The book"\n'


_CARD = ("card-{:04}", "событие-{:04}#when", "事{:04}")


def _english(deck: int, note: int) -> str:
    return (
        f'\n[[card]]\nid = "card-{note:04}"\n'
        f'question = "What was thing {note} of chapter {deck} called in the year {1500 + note % 500}?"\n'
        f'answer = "Thing {note}-{deck}"\naccept = ["The {note}th thing of {deck}"]\n'
        f'source = "book p. {note}"\ntags = ["chapter-{deck}"]\n'
    )


def _russian(deck: int, note: int) -> str:
    return (
        f"\n# {note}: проверено по второму изданию\n[[event]]\n"
        f'id   = "событие-{note:04}"   # не менять\n'
        f'name = "Договор {note} главы {deck}"\n'
        f'date = "{1500 + note % 500}-{1 + note % 12:02}"\n'
        'ask  = ["when"]\n'
        'explanation = """\nПодписан после долгих переговоров.\n'
        f'Глава {deck}, пункт {note}: стороны обещали друг другу «помощь».\n"""\n'
        f'source = ["book с. {note}", "book с. {note + 1}"]\n'
    )


def _chinese(deck: int, note: int) -> str:
    return (
        f'\n[[card]]\nid = "事{note:04}"\n'
        f'question = "第{deck}章第{note}件事叫什么？\\u3000（{1500 + note % 500}年）"\n'
        f"answer = '事物{note}之{deck}'\n"
        'hint = "\\"事\\"字开头"\n'
        f'lures = ["事物{note + 1}之{deck}", {{ name = "事物{note + 2}", why = "后一章" }}]\n'
        f"source = 'book {note}页'\n"
    )


_HANDS = (_english, _russian, _chinese)
