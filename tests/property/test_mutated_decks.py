"""Whatever becomes of a deck's text, reading it ends with mistakes that are told, never with an exception."""

import random
from pathlib import Path

import pytest

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.decks import edits
from aide_memoire.decks.files import diagnose_file
from aide_memoire.decks.lint import lint_deck
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.pin_ids import pin_ids

ROOT = Path(__file__).parents[2]
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


def paragraphs(path):
    """Return a deck's paragraphs: what heads it, and its notes."""
    return path.read_text(encoding="utf-8").split("\n\n")


DECKS = [paragraphs(path) for path in SOURCES]


def excerpt(rng):
    """Return one to three notes of a deck, sometimes under its head."""
    deck = rng.choice(DECKS)
    notes = rng.sample(deck[1:], rng.randint(1, 3))
    head = deck[:1] if rng.random() < 0.3 else []
    return "\n\n".join([*head, *notes]) + "\n"


def flipped(rng, text):
    data = bytearray(text.encode())
    for _ in range(rng.randint(1, 6)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data.decode(errors="replace")


def deleted(rng, text):
    start = rng.randrange(len(text))
    return text[:start] + text[start + rng.choice([1, 1, 2, 9, 80]) :]


def doubled(rng, text):
    start = rng.randrange(len(text))
    part = text[start : start + rng.choice([1, 3, 30, 300])]
    return text[:start] + part + text[start:]


def swapped(rng, text):
    words = text.split(" ")
    one, other = rng.randrange(len(words)), rng.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def token_put(rng, text):
    start = rng.randrange(len(text))
    return text[:start] + rng.choice(TOKENS) + text[start + rng.choice([0, 0, 1, 5]) :]


def fragment_put(rng, text):
    lines = text.splitlines(keepends=True)
    lines.insert(rng.randint(0, len(lines)), rng.choice(FRAGMENTS))
    return "".join(lines)


def lines_mixed(rng, text):
    lines = text.splitlines(keepends=True)
    start = rng.randrange(len(lines))
    part = lines[start : start + 4]
    rng.shuffle(part)
    return "".join([*lines[:start], *part, *lines[start + 4 :]])


def end_changed(rng, text):
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


def mutated(seed):
    """Return an excerpt of a deck after one to three changes."""
    rng = random.Random(seed)
    text = excerpt(rng)
    for _ in range(rng.randint(1, 3)):
        text = rng.choice(CHANGES)(rng, text) or "\n"
    return text


def told(text):
    """Read a text and tell all that is wrong with it, as `check` does."""
    reading = parse_deck(text, "stem")
    return reading, locate_problems("deck.toml", text, (*reading.problems, *lint_deck(reading)))


def has_no_list_of_notes(text):
    """Return whether every note has a header: `card = [{ … }]` is TOML, and no note that can be edited."""
    return "card = [{" not in text


def without_ids(reading):
    return {each.key_path: {key: each.table[key] for key in each.table if key != "id"} for each in reading.notes}


@pytest.mark.parametrize("part", range(10))
def test_a_spoiled_deck_is_told_of(part):
    """Every mistake has a message and a place within the text, and can be printed: 5,000 spoiled decks."""
    for seed in range(part * 500, part * 500 + 500):
        text = mutated(seed)
        _, diagnostics = told(text)
        lines = text.split("\n")
        for each in diagnostics:
            assert each.message, seed
            assert 1 <= each.line <= len(lines), (seed, each)
            assert 1 <= each.column <= len(lines[each.line - 1]) + 1, (seed, each)
            assert each.message.split("\n")[0].split(":")[0][:200] in each.text().replace("␍", "\r"), seed
            each.text().encode()


@pytest.mark.parametrize("part", range(5))
def test_pinning_ids_never_spoils_a_deck(part):
    """After `--fix` a deck reads as before, with the same ids, whatever was wrong with it."""
    for seed in range(part * 500, part * 500 + 500):
        text = mutated(seed)
        before = parse_deck(text, "stem")
        after = parse_deck(pin_ids(text, before), "other")
        if not any(problem.code == "syntax" for problem in before.problems):
            assert not any(problem.code == "syntax" for problem in after.problems), (seed, text)
            assert without_ids(after) == without_ids(before), (seed, text)


@pytest.mark.parametrize("part", range(5))
def test_the_spans_of_a_spoiled_deck(part):
    """However spoiled a deck is, its notes are listed, lie one behind the other, and can be taken out."""
    for seed in range(part * 500, part * 500 + 500):
        text = mutated(seed)
        found = edits.note_lines(text)
        count = len(text.split("\n"))
        end = 0
        for where, span in found.items():
            assert end <= span.start < span.end <= count, (seed, where)
            end = span.end
            rest = edits.delete_note(text, where)
            assert len(rest) < len(text), (seed, where)


def test_a_spoiled_file_is_told_of(tmp_path):
    """What lies on the disk need not even be text."""
    path = tmp_path / "deck.toml"
    for seed in range(150):
        rng = random.Random(seed)
        data = bytearray(mutated(seed).encode())
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        assert all(each.text() for each in diagnose_file(str(path)))


def test_the_editor_knows_which_note_is_which(tmp_path):
    """In a spoiled deck too, a note is listed under the id that stands in its own lines."""
    path = tmp_path / "deck.toml"
    for text in filter(has_no_list_of_notes, map(mutated, range(2000, 3000))):
        path.write_bytes(text.encode())
        editing = DeckEditor(str(path))
        for entry in editing.entries():
            own = parse_deck(editing.text_of(entry.key_path)).notes
            if entry.id and own and "id" in own[0].table:
                assert own[0].note.shared.id == entry.id, text


@pytest.mark.parametrize("sign", ["[", "{ a = ", "a.", "[[a]]\n", '"""', "\\", "[[card]]\n", "#\n"])
def test_a_sign_without_end(sign):
    """A text that nests or repeats without measure is told of like any other."""
    text = f"x = {sign * 2000}"
    _, diagnostics = told(text)
    assert diagnostics
    edits.note_lines(text)


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "\r", "\x00", "x", "=", "[[card]]", "[[card]]\n#", "["])
def test_hardly_a_text(text):
    """The smallest files end with something said, not with an exception."""
    reading, diagnostics = told(text)
    assert diagnostics
    pin_ids(text, reading)
    edits.note_lines(text)
