"""Decks of every handwriting, and that an edit moves nothing in them but its own lines."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.authoring.templates import new_entry, templates
from aide_memoire.decks import edits
from aide_memoire.decks.parser import parse_deck

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from aide_memoire.decks.diagnostics import KeyPath

KINDS = ("card", "event", "group", "cloze", "sequence")
WORDS = (
    "Rome",
    "Äther",
    "条约",
    "“quoted”",
    "a # b",
    "[[card]]",
    "x = 1",
    "Ussuri",
    "1689",
    "[deck]",
    "e\u0301",
)
NASTY = (
    "[[card]]",
    "# x",
    "[[event]]",
    "[event.question]",
    'id = "none"',
    "",
    "  indented",
    "[deck]",
    "]",
    "'",
)


class Note(NamedTuple):
    """A note as it stands in a file, and as it is to be read."""

    kind: str
    lines: list[str]
    table: dict[str, object]


class Deck(NamedTuple):
    """Pieces of a file, each either what belongs to the author alone or a note, with line ends."""

    pieces: list[tuple[str, Note | None]]
    end: str

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    def notes(self) -> list[tuple[int, KeyPath, Note]]:
        """Return the notes with the ways to them and the places of their pieces."""
        counts = dict.fromkeys(KINDS, -1)
        found: list[tuple[int, KeyPath, Note]] = []
        for place, (_, note) in enumerate(self.pieces):
            if note:
                counts[note.kind] += 1
                found.append((place, (note.kind, counts[note.kind]), note))
        return found


class Hand:
    """Someone who writes TOML in their own way, a little differently each time."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.notes = 0

    def maybe(self, of: float = 0.3) -> bool:
        return self.chance.random() < of

    def deck(self, *, bom: bool = False) -> Deck:
        """Return a deck of one to five notes, or more tables that are none."""
        end = self.chance.choice(["\n", "\n", "\r\n"])
        pieces: list[tuple[list[str], Note | None]] = []
        if self.maybe(0.7):
            pieces.append((self.other(["[deck]", 'id = "d"', 'title = "[[card]]"']), None))
        for _ in range(self.chance.randint(1, 5)):
            if self.maybe(0.15):
                pieces.append((self.other(["[[source]]", f'id = "s{len(pieces)}"', 'title = "S"']), None))
            note = self.note(self.chance.choice(KINDS))
            pieces += [(self.gap(), None), (note.lines, note)]
        pieces.append((self.gap(), None))
        if self.maybe(0.1):
            pieces.append((self.other(["[[source]]", 'id = "last"', 'title = "L"']), None))
        written = [("".join(f"{line}{end}" for line in lines), note) for lines, note in pieces if lines]
        if self.maybe(0.3):
            written[-1] = (written[-1][0].removesuffix(end), written[-1][1])
        if bom:
            written.insert(0, ("\ufeff", None))
        return Deck(written, end)

    def gap(self) -> list[str]:
        """Return lines that belong to nobody: the last one is blank, so that no comment is a note's."""
        if self.maybe(0.15):
            return []
        some = ["", "", "  ", "# between", "\t# [[card]]", '# id = "x']
        lines = [self.chance.choice(some) for _ in range(3)]
        return [*lines[: self.chance.randint(0, 3)], self.chance.choice(["", "", " \t"])]

    def other(self, lines: Sequence[str]) -> list[str]:
        return [
            *(["# above"] if self.maybe() else []),
            *(f"{line}{self.trail()}" for line in lines),
            *self.gap(),
        ]

    def trail(self) -> str:
        return self.chance.choice(["", "", "", "", "   # why", "\t#x", "# [[card]]", ' # "'])

    def note(self, kind: str) -> Note:
        """Return a new note with an id that no other has."""
        self.notes += 1
        table: dict[str, object] = {"id": f"n{self.notes}"}
        keys = [f"id = {self.short(f'n{self.notes}')}"]
        sub: list[str] = []
        match kind:
            case "card":
                keys += [self.text(table, "question"), self.text(table, "answer")]
            case "cloze":
                gap = f"{{{{c1::{self.word()}}}}} and more"
                table["text"] = gap
                keys.append(f"text = {self.short(gap)}")
            case "event":
                table["date"] = self.chance.choice(["1900", "1945-08-14"])
                keys += [self.text(table, "name"), f'"date" = "{table["date"]}"']
                if self.maybe(0.7):
                    when = f"When, {self.word()}?"
                    table["question"] = {"when": when}
                    pair = f"= {self.short(when)}"
                    place = self.chance.choice(["dotted", "inline", "sub"])
                    if place == "sub":
                        inner = [
                            f"[event.question]{self.trail()}",
                            *self.comments(),
                            f"when {pair}{self.trail()}",
                        ]
                        sub = [*self.comments(blank=True), *inner]
                    else:
                        dotted = self.chance.choice(["question.when", "question . 'when'"])
                        inline = f"question = {{ when {pair} }}"
                        keys.append(f"{dotted} {pair}" if place == "dotted" else inline)
            case "group":
                keys += [
                    self.text(table, "name"),
                    self.array(table, "members", ["one", "two [[x]]", "three # 3"]),
                ]
            case _:
                keys += [self.text(table, "name"), self.array(table, "items", ["first", "second"])]
        if self.maybe(0.4):
            keys.append(self.text(table, "explanation"))
        if self.maybe():
            keys.append(self.array(table, "tags", ["t1", "t2"]))
        self.chance.shuffle(keys)
        header = self.chance.choice([f"[[{kind}]]", f"[[{kind}]]", f"[[ {kind} ]]"])
        indent = self.chance.choice(["", "", "  ", "\t"])
        lines = [f"{indent}# above{each}" for each in range(self.chance.choice([0, 0, 1, 2]))]
        lines.append(f"{indent}{header}{self.trail()}")
        for key in keys:
            lines += [*self.comments(blank=True), *f"{indent}{key}{self.trail()}".split("\n")]
        return Note(kind, [*lines, *sub], table)

    def comments(self, *, blank: bool = False) -> list[str]:
        some = ["# within", "  # [[card]]", *[""] * blank]
        return [self.chance.choice(some)] if self.maybe(0.2) else []

    def word(self) -> str:
        return self.chance.choice(WORDS).replace('"', "")

    def short(self, text: str) -> str:
        return f"'{text}'" if self.maybe() else f'"{text}"'

    def text(self, table: dict[str, object], key: str) -> str:
        """Return a key with a text, on one line or on several."""
        spaced = self.chance.choice([f"{key} = ", f"{key}=", f'"{key}"  =  '])
        if self.maybe(0.7):
            words = f"{self.word()} {self.chance.randint(0, 999)}"
            table[key] = words
            return spaced + self.short(words)
        quotes = self.chance.choice(['"""', "'''"])
        some = [each for each in NASTY if quotes == '"""' or each != "'"]
        lines = [self.chance.choice(some) for _ in range(3)]
        table[key] = "\n".join(["start", *lines, "end"])
        return f"{spaced}{quotes}\n{table[key]}{quotes}"

    def array(self, table: dict[str, object], key: str, values: list[str]) -> str:
        table[key] = values
        quoted = [f'"{each}"' for each in values]
        if self.maybe(0.5):
            return f"{key} = [{', '.join(quoted)}]"
        inner = "\n".join(f"    {each},{self.trail()}" for each in quoted)
        return f"{key} = [ # several\n{inner}\n  # ]\n]"


def tables(text: str) -> dict[KeyPath, dict[str, object]]:
    """Return what is read: every note's table by the way to it."""
    reading = parse_deck(text, "d")
    assert not [each for each in reading.problems if each.severity == "error"]
    return {each.key_path: each.table for each in reading.notes}


def meant(notes: Iterable[Note]) -> dict[KeyPath, dict[str, object]]:
    """Return what is to be read of notes in this order."""
    counts = dict.fromkeys(KINDS, -1)
    found: dict[KeyPath, dict[str, object]] = {}
    for note in notes:
        counts[note.kind] += 1
        found[note.kind, counts[note.kind]] = note.table
    return found


def around(deck: Deck, place: int) -> tuple[str, str]:
    """Return the text before a piece and behind it."""
    texts = [text for text, _ in deck.pieces]
    return "".join(texts[:place]), "".join(texts[place + 1 :])


def as_own(note: Note, deck: Deck, place: int) -> str:
    """Return a note's lines as they would stand in that piece's place."""
    last = deck.end if deck.pieces[place][0].endswith("\n") else ""
    return deck.end.join(note.lines) + last


def as_typed(note: Note) -> str:
    return "".join(f"{line}\n" for line in note.lines)


def assert_only_its_span_moves(hand: Hand, deck: Deck) -> None:
    """Edit, delete and leave alone every note of the deck, and add one."""
    text, notes = deck.text, deck.notes()
    all_notes = [note for _, _, note in notes]
    assert tables(text) == meant(all_notes)
    assert sorted(filter(edits.is_note, edits.block_lines(text))) == sorted(where for _, where, _ in notes)
    for number, (place, where, note) in enumerate(notes):
        before, behind = around(deck, place)
        assert edits.block_texts(text)[where] == as_typed(note)
        assert edits.replace_block(text, where, as_typed(note)) == text
        new = hand.note(note.kind)
        edited = edits.replace_block(text, where, as_typed(new))
        assert edited == before + as_own(new, deck, place) + behind
        assert tables(edited) == meant([*all_notes[:number], new, *all_notes[number + 1 :]])
        deleted = edits.delete_block(text, where)
        assert deleted == before + behind
        if len(notes) > 1:
            assert tables(deleted) == meant(all_notes[:number] + all_notes[number + 1 :])
    new = hand.note(hand.chance.choice(KINDS))
    added = edits.append_block(text, as_typed(new))
    assert added.startswith(text)
    assert set(added[len(text) :].replace(deck.end.join(new.lines), "")) <= {"\r", "\n"}
    assert ("\r\n" in added) == (deck.end == "\r\n") or text.count("\n") == 0
    assert tables(added) == meant([*all_notes, new])


def assert_the_editor_writes_what_was_meant(hand: Hand, path: Path) -> None:
    """Save a note, delete it, add one and take all of it back, in a file."""
    deck = hand.deck()
    path.write_bytes(deck.text.encode())
    editing = DeckEditor(str(path))
    place, where, note = hand.chance.choice(deck.notes())
    before, behind = around(deck, place)
    new = hand.note(note.kind)
    saved = editing.save(next(each for each in editing.entries() if each.key_path == where), as_typed(new))
    assert path.read_bytes().decode() == before + as_own(new, deck, place) + behind
    editing.delete(saved)
    assert path.read_bytes().decode() == before + behind
    read_before = [each.table for each in parse_deck(before + behind).notes]
    added = editing.save(new_entry(templates([])[0], 1), '[[card]]\nid = "added"\nquestion = "?"\nanswer = "!"\n')
    assert added.text.startswith("[[card]]\n")
    assert path.read_bytes().startswith((before + behind).encode())
    now = parse_deck(path.read_bytes().decode()).notes
    assert [each.table for each in now if each.key_path != added.key_path] == read_before
    assert [editing.undo() for _ in range(4)] == [True, True, True, False]
    assert path.read_bytes() == deck.text.encode()
