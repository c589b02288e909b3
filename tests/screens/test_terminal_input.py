"""Bytes from the terminal become keys, pastes and sizes; what makes no sense becomes nothing."""

import random

import pytest
from textual import events

from aide_memoire.ui.sizes import LARGEST, SMALLEST
from aide_memoire.ui.terminal_input import LONGEST_PASTE, InputReader
from at_length import at_length
from screens.stage import screen_text, shown


def read(*pieces):
    """Return the keys and pastes of what was read piece by piece, and then silence."""
    reader = InputReader()
    messages = [message for piece in pieces for message in reader.feed(piece)]
    for _ in range(40):
        messages += reader.wait()
    return [
        message.text if isinstance(message, events.Paste) else message.character
        for message in messages
        if isinstance(message, (events.Paste, events.Key))
    ]


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
        ([b"\x1b[[Ax"], [None, "x"]),
        ([b"\x1b[3$x"], [None, "x"]),
        ([b"\x1b[1;5Ax"], [None, "x"]),
        ([b"\x1b[97;5ux"], [None, "x"]),
        ([b"\x1bOPx"], [None, "x"]),
        ([b"\x1b[200~a\x1b[31mb\x1bc\x1b]0;3\x07\x1b[201~x"], ["a\x1b[31mb\x1bc\x1b]0;3\x07", "x"]),
        ([b"\x1b[200~a\x1b[200~b\x1b[201~x"], ["a\x1b[200~b", "x"]),
        ([b"\x1b[200~a\x1b[201~" * 400 + b"x"], [*["a"] * 400, "x"]),
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


REPLIES = {
    "what it is": b"\x1b[?62;1;2;6;22c",
    "its version": b"\x1b[>41;354;0c",
    "its number": b"\x1bP!|00000000\x1b\\",
    "its name": b"\x1bP>|XTerm(354)\x1b\\",
    "that it works": b"\x1b[0n",
    "a place": b"\x1b[?12;40;1R",
    "a mode": b"\x1b[?2026;2$y",
    "its size": b"\x1b[8;24;80t\x1b[4;-3;99999999999t",
    "its keyboard": b"\x1b[?15u",
    "its title": b"\x1b]l3113\x1b\\",
    "a colour": b"\x1b]11;rgb:1313/2222/3333\x07",
    "a colour, the other end": b"\x1b]4;13;rgb:1313/2222/3333\x1b\\",
    "the clipboard": b"\x1b]52;c;MTIzNA==\x07",
    "a setting": b"\x1bP1$r0;1;3m\x1b\\",
    "a picture": b"\x1b_Gi=31,p=1;OK 3\x1b\\",
    "sixels": b"\x1b[?1;0;256S\x1b[?2;0;-1;99999999999999999999S",
    "a private string": b"\x1b^313\x1b\\\x1bX313\x1b\\",
    "ten thousand figures": b"\x1b[?" + b"1;" * 10_000 + b"3c",
    "none": b"\x1b[?;;;c\x1b[>c\x1b[;;;;;;;;t",
    "no end": b"\x1b]11;rgb:3\x1b[?31\x1b[?32c",
}


@pytest.mark.parametrize("reply", REPLIES)
def test_what_a_terminal_tells_is_no_key(reply):
    """It could be a rating. Nor is it where it comes in two pieces, or the second one late."""
    sent = REPLIES[reply]
    for place in range(1, min(len(sent), 100)):
        assert read(sent[:place], sent[place:] + b"x") == ["x"]
    for place in range(3, min(len(sent), 100)):
        if b"\x1b" not in sent[place - 2 : place]:  # Esc alone is a key
            reader = InputReader()
            late = [*reader.feed(sent[:place]), *reader.wait(), *reader.feed(sent[place:] + b"x"), *reader.wait()]
            assert [message.key for message in late] == ["x"], place


@pytest.mark.parametrize("sent", [b"\x1b]11;rgb:13", b"\x1bP1$r", b"\x1b[?62;1", b"\x1b[" + b"1;" * 99, b"\x1b[M 3"])
def test_a_reply_without_an_end_ends_by_itself(sent):
    """After a while keys are keys again."""
    reader = InputReader()
    messages = [*reader.feed(sent), *(message for _ in range(6) for message in reader.wait()), *reader.feed(b"x3")]
    assert [message.key for message in messages] == ["x", "3"]


def test_keys_with_alt_are_no_replies():
    """What begins like one is a key, if nothing follows at once."""
    reader = InputReader()
    for key in (b"\x1b]", b"\x1bP", b"\x1b[", b"\x1b_", b"\x1bX", b"\x1b"):
        assert len([*reader.feed(key), *(message for _ in range(3) for message in wait_long(reader))]) == 1, key


def wait_long(reader):
    """Wait for longer than Textual does for the rest of a sequence."""
    reader._parser._timeout_time = reader._parser._timeout_time and 0.0
    return list(reader.wait())


def test_a_paste_has_an_end():
    """What would fill the memory is cut off, and keys come after it."""
    reader = InputReader()
    messages = [*reader.feed(b"\x1b[200~")]
    for _ in range(40):
        messages += reader.feed(b"3" * 100_000)
    messages += [*reader.feed(b"\x1b[20"), *reader.feed(b"1~x")]
    assert [len(messages[0].text), messages[1].key] == [LONGEST_PASTE, "x"]


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
