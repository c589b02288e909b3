"""Bytes from the terminal become keys, pastes and sizes; what makes no sense becomes nothing."""

import random

import pytest
from textual import events

from aide_memoire.ui.driver import InputReader
from aide_memoire.ui.sizes import LARGEST, SMALLEST
from at_length import at_length
from screens.stage import screen_text, shown


def read(*pieces):
    """Return the keys and pastes of what was read piece by piece, and then silence."""
    reader = InputReader()
    messages = [message for piece in pieces for message in reader.feed(piece)]
    for _ in range(40):
        messages += reader.wait()
    return [message.text if isinstance(message, events.Paste) else message.character for message in messages]


@pytest.mark.parametrize(
    ("pieces", "keys"),
    [
        ([b"a\xc3", b"\xa9b"], ["a", "é", "b"]),
        ([b"\xe9"], ["é"]),
        ([b"caf\xe9 \x96"], ["c", "a", "f", "é", " ", "–"]),
        ([b"\x1b[200~caf\xe9\x1b[201~x"], ["café", "x"]),
        ([b"\x1b[20", b"0~a\n", b"b\x1b[201", b"~x"], ["a\nb", "x"]),
        ([b"\x1b[1114112ux"], ["x"]),
        ([b"\x1b[55296ux"], ["x"]),
        ([b"\x1b[:ux"], ["x"]),
        ([b"\x1b[48;0;0;0;0t\x1b[48;99999;99999;1;1tx"], ["x"]),
        ([b"\x1b[M \xe9\xf0x"], ["x"]),
        ([b"\x1b[M \xe9", b"\xf0x"], ["x"]),
    ],
)
def test_what_is_meant_is_read(pieces, keys):
    """UTF-8 also in pieces, older encodings, pastes; no key beyond Unicode, no size that no screen has."""
    assert read(*pieces) == keys


def test_a_paste_without_an_end_is_pasted_after_a_while():
    """Nothing of it is a key, which could do something, and later keys are."""
    reader = InputReader()
    assert list(reader.feed(b"\x1b[200~delete all")) == []
    assert [message.text for _ in range(40) for message in reader.wait()] == ["delete all"]
    assert [message.key for message in reader.feed(b"x")] == ["x"]


def test_random_bytes_never_fail():
    """Whatever comes, the reader goes on."""
    rng = random.Random(11)
    reader = InputReader()
    for _ in range(3_000):
        begin = rng.choice([b"", b"\x1b[", b"\x1b[<", b"\x1b[48;", b"\x1b[200~", b"\x1b[?", b"\x1b[M"])
        digits = bytes(rng.choices(b"0123456789;:utMmR~$y\x1b", k=rng.randint(0, 12)))
        list(reader.feed(begin + rng.choice([digits, rng.randbytes(9)])))
        list(reader.wait())
    for _ in range(40):
        list(reader.wait())
    assert [message.key for message in reader.feed(b"x")] == ["x"]


@pytest.mark.parametrize("size", [(1, 1), *at_length((3, 200), (6, 20), (23, 24), (24, 24))])
@pytest.mark.parametrize("keys", [[], ["s"], ["s", "T"], ["b"], ["comma"], ["question_mark"], ["enter"]])
async def test_every_size_will_do(desk_with, size, keys):
    """The screens are drawn for what is left of them at least."""
    async with shown(desk_with(), None, size) as pilot:
        for key in keys:
            await pilot.press(key)
        assert screen_text(pilot.app)
        assert pilot.app.size == (max(size[0], SMALLEST.width), max(size[1], SMALLEST.height))
        await pilot.resize_terminal(5_000, 5_000)
        assert pilot.app.size == LARGEST
