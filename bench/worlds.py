"""Decks and histories of any size, the same each time: what the benchmarks are run over.

Decks come in the hands of several authors: English on single lines, Russian with multi-line texts and comments,
Chinese with escapes and inline tables. A history is what someone who knows nine in ten leaves behind over three years.
"""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING

from aide_memoire.core.event import Event, Rating, to_line, uuid7
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, rate
from aide_memoire.core.study_day import iso_day, iso_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.scheduler import Memory

NOTES_A_FILE = 1000
FIRST_DAY = 738_521  # 1 January 2023
LAST_DAY = FIRST_DAY + 1400
_EPOCH_DAY = 719_163
_MS_A_DAY = 86_400_000


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


def write_csv(path: str, notes: int) -> None:
    """Write as many cards as other programs take in: a question and an answer on a line."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for number in range(notes):
            deck, note = divmod(number, NOTES_A_FILE)
            file.write(
                f"What was thing {note} of chapter {deck} called in the year {1500 + note % 500}?,Thing {note}-{deck}\n"
            )


def history(cards: int, reviews: int) -> Iterator[str]:
    """Yield a log's lines over the first `cards` cards of such decks, in the order of the log."""
    chance = Random(1)
    lines: list[tuple[str, str]] = []
    for number in range(cards):
        deck, note = divmod(number, NOTES_A_FILE)
        lines += _life(f"deck{deck:03}/{_CARD[deck % len(_HANDS)].format(note)}", reviews // cards, chance)
    lines.sort()
    return (line for _, line in lines)


def _life(card: str, reviews: int, chance: Random) -> Iterator[tuple[str, str]]:
    """Yield one card's reviews, each with its id; what is due is answered on that day, and nothing stays in a step."""
    day, memory = FIRST_DAY + chance.randrange(900), None
    for place in range(reviews):
        last = place == reviews - 1
        rating = Rating.EASY if last else chance.choices(list(Rating), (10, 10, 70, 10))[0]
        at = (day - _EPOCH_DAY) * _MS_A_DAY + chance.randrange(6 * 3_600_000, 20 * 3_600_000)
        outcome = rate(memory, rating, day=day, at=at, retention=0.9, parameters=DEFAULT_PARAMETERS)
        event_id = uuid7(at, chance.getrandbits(74))
        data = _data(rating, memory, outcome.memory, outcome.interval, chance.randrange(1500, 20_000))
        yield event_id, to_line(Event(event_id, "review", event_id, at, "+00:00", day, "bench", card, data))
        memory = outcome.memory
        day = min(memory.due_day + (chance.random() < 0.3), LAST_DAY)


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
