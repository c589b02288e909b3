"""Decks spoiled by chance, the same for the same seed, and what holds of them nevertheless."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aide_memoire.decks import edits, notes
from aide_memoire.decks.lint import lint_deck
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.parser import ParsedDeck, parse_deck
from aide_memoire.decks.pin_ids import pin_ids

if TYPE_CHECKING:
    from aide_memoire.decks.diagnostics import Diagnostic, KeyPath

ROOT = Path(__file__).parents[1]
SOURCES = [*sorted((ROOT / "decks").glob("*.toml")), ROOT / "tests" / "grading" / "extra.toml"]
TOKENS = (
    "[[card]]", "[[event]]", "[deck]", "[event.question]", "[[", "]]", "=", '"', '"""', "'''", "#",
    "{", "}", ",", "id", "date", "members", "lures", "true", "1e400", "1979-05-27T07:32:00Z", "{{c1::", "::",
    "..", "\\u0000", "\\ud800", "\ufeff", "\r", "\x00", "\u202e", "\U000e0041", "9" * 400, "[" * 150, "ä",
)  # fmt: skip
FRAGMENTS = (
    "card = 1\n",
    "deck = []\n",
    'card = [{ question = "Q?", answer = "A" }]\n',
    "[[deck]]\n",
    "[card]\n",
    '[card.x]\ny = "z"\n',
    "[[event.question]]\nwhen = 1\n",
    '[deck.phrases]\nwhen = "{x}"\nmonths = ["1"]\n',
    'language = "xx"\n',
    "reverse = { question = 1 }\n",
    "accept = [[[[]]]]\n",
    'date = "0000-00"\n',
    "date = 1945-08-14\n",
    'date = "9999/0001"\n',
    'ask = ["who", "until", "where", "name", "when", 7]\n',
    'bury_with = ["a", 1, {}]\n',
    "a.b.c.d = { e = { f = [] } }\n",
    f"deep = {'[' * 60}{']' * 60}\n",
    f"{'a.' * 60}b = 1\n",
    'id = ""\n',
    '"" = 1\n',
    "source = { }\n",
    'claim = true\nas_of = "never"\n',
    'lures = { when = ["1900"], other = 3 }\n',
    'text = "{{c1::}} {{c99999999999999999999::a}} {{c1::b::}}"\n',
    'members = ["", " ", "a", "a", { name = "b", id = "" }]\n',
    'items = [{ name = "x", date = 3 }, "y"]\n',
)


def paragraphs(path: Path) -> list[str]:
    """Return a deck's paragraphs: what heads it, and its notes."""
    return path.read_text(encoding="utf-8").split("\n\n")


DECKS = [paragraphs(path) for path in SOURCES]


def excerpt(rng: random.Random) -> str:
    """Return one to three notes of a deck, sometimes under its head."""
    deck = rng.choice(DECKS)
    notes = rng.sample(deck[1:], rng.randint(1, 3))
    head = deck[:1] if rng.random() < 0.3 else []
    return "\n\n".join([*head, *notes]) + "\n"


def flipped(rng: random.Random, text: str) -> str:
    data = bytearray(text.encode())
    for _ in range(rng.randint(1, 6)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data.decode(errors="replace")


def deleted(rng: random.Random, text: str) -> str:
    start = rng.randrange(len(text))
    return text[:start] + text[start + rng.choice([1, 1, 2, 9, 80]) :]


def doubled(rng: random.Random, text: str) -> str:
    start = rng.randrange(len(text))
    part = text[start : start + rng.choice([1, 3, 30, 300])]
    return text[:start] + part + text[start:]


def swapped(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    one, other = rng.randrange(len(words)), rng.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def token_put(rng: random.Random, text: str) -> str:
    start = rng.randrange(len(text))
    return text[:start] + rng.choice(TOKENS) + text[start + rng.choice([0, 0, 1, 5]) :]


def fragment_put(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(rng.randint(0, len(lines)), rng.choice(FRAGMENTS))
    return "".join(lines)


def lines_mixed(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    start = rng.randrange(len(lines))
    part = lines[start : start + 4]
    rng.shuffle(part)
    return "".join([*lines[:start], *part, *lines[start + 4 :]])


def end_changed(rng: random.Random, text: str) -> str:
    ends = [text.replace("\n", "\r\n"), text.replace("\n", "\r"), text.rstrip("\n")]
    return rng.choice([*ends, f"\ufeff{text}"])


CHANGES = (
    flipped,
    deleted,
    doubled,
    swapped,
    token_put,
    fragment_put,
    fragment_put,
    lines_mixed,
    end_changed,
)


def mutated(seed: int) -> str:
    """Return an excerpt of a deck after one to three changes."""
    rng = random.Random(seed)
    text = excerpt(rng)
    for _ in range(rng.randint(1, 3)):
        text = rng.choice(CHANGES)(rng, text) or "\n"
    return text


def told(text: str) -> tuple[ParsedDeck, list[Diagnostic]]:
    """Read a text and tell all that is wrong with it, as `check` does."""
    reading = parse_deck(text, "stem")
    return reading, locate_problems("deck.toml", text, (*reading.problems, *lint_deck(reading)))


def without_ids(reading: ParsedDeck) -> dict[KeyPath, dict[str, object]]:
    return {each.key_path: {key: each.table[key] for key in each.table if key != "id"} for each in reading.notes}


def assert_it_is_told_of(seed: int) -> None:
    """Find a message and a place within the text for every mistake, and print it."""
    text = mutated(seed)
    _, diagnostics = told(text)
    lines = text.split("\n")
    for each in diagnostics:
        assert each.message, seed
        assert 1 <= each.line <= len(lines), (seed, each)
        assert 1 <= each.column <= len(lines[each.line - 1]) + 1, (seed, each)
        assert each.message.split("\n")[0].split(":")[0][:200] in each.text().replace("␍", "\r"), seed
        each.text().encode()


def assert_it_is_the_same_read_by_key(seed: int) -> None:
    """Nothing of a spoiled deck depends on which of its notes are plain enough to be read at once."""
    text = mutated(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notes, "plain_note", lambda *_: None)
        by_key = parse_deck(text)
    assert parse_deck(text) == by_key


def assert_pinning_spoils_nothing(seed: int) -> None:
    """Pin the ids of a spoiled deck, and read it as before."""
    text = mutated(seed)
    before = parse_deck(text, "stem")
    after = parse_deck(pin_ids(text, before), "other")
    if not any(problem.code == "syntax" for problem in before.problems):
        assert not any(problem.code == "syntax" for problem in after.problems), (seed, text)
        assert without_ids(after) == without_ids(before), (seed, text)


def assert_the_spans_hold(seed: int) -> None:
    """List the notes of a spoiled deck, and take each of them out."""
    text = mutated(seed)
    found = edits.block_lines(text)
    count = len(text.split("\n"))
    end = 0
    for where, span in found.items():
        assert end <= span.start < span.end <= count, (seed, where)
        end = span.end
        rest = edits.delete_block(text, where)
        assert len(rest) < len(text), (seed, where)
