"""Bytes that are nearly what a program expects: a sample after one to four changes, the same for the same seed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TOKENS = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xf3\xa0\x81\x81", b"\xed\xa0\x80",
    b"\r", b"\r\n", b"\n", b"\t", b'"', b'""', b'"""', b"'''", b"'", b"[", b"]", b"[[", b"{", b"}", b"{{c1::", b"::",
    b"}}", b",", b";", b"=", b"#", b"\\", b"\\u0000", b"\\ud800", b"\x1b]0;x\x07", b"<br>", b"&#x110000;", b"&#0;",
    b"[sound:x]", b"Q:", b"A:", b"C:", b"null", b"true", b"-1", b"1e400", b"NaN", b"Infinity", b"0", b"9" * 400,
    b"9" * 5000, b"[" * 300, b"a." * 300, b"9999-12-31", b"0000-00-00", b"0001-01-01T00:00:00+23:59",
    b"9999-12-31T23:59:59Z", b"a" * 3000, b"is:", b"-", b"~", b"/",
)  # fmt: skip

VALUES: tuple[object, ...] = (
    0, 1, -1, 7, 10**9, 10**9 + 1, 2**53, 2**63, 10**30, 0.0, 0.5, 0.7, 0.97, 1.0, 10.0, 1e6, 1e-9, 1e308, -1.5,
    float("nan"), float("inf"), True, False, None, [], {}, [1, [2]], {"x": {}}, "", " ", "x" * 3000, "\ud800",
    "a/p", "a/q", "a/q#when", "#", "/", "a", "2024-05-14", "0001-01-01", "9999-12-31", "2024-05-14T07:00:00.000Z",
    "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00+23:59", "2024-05-14T07:00:00",
    "new", "learning", "review", "relearning", "mature", "again", "easy", "undo", "redo", "link", "memory", "reset",
    "018f7a00-0001-7000-8000-000000000000", "018f7a00-0003-7000-8000-000000000000", "+25:00", "-00:00", "E\u0301",
)  # fmt: skip
"""Values that some program may find where it expects another."""


def mutated(samples: Sequence[bytes], seed: int) -> bytes:
    """Return one of the samples with one to four changes."""
    rng = Random(seed)
    data = bytearray(rng.choice(samples))
    for _ in range(rng.randint(1, 4)):
        rng.choice(CHANGES)(data, rng, samples)
    return bytes(data)


def _place(data: bytearray, rng: Random) -> int:
    return rng.randrange(len(data) + 1)


def _flip(data: bytearray, rng: Random, _: Sequence[bytes]) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _delete(data: bytearray, rng: Random, _: Sequence[bytes]) -> None:
    start = _place(data, rng)
    del data[start : start + rng.choice([1, 2, 9, 80, 800])]


def _double(data: bytearray, rng: Random, _: Sequence[bytes]) -> None:
    start = _place(data, rng)
    data[start:start] = data[start : start + rng.choice([1, 3, 30, 300])]


def _token(data: bytearray, rng: Random, _: Sequence[bytes]) -> None:
    start = _place(data, rng)
    data[start : start + rng.choice([0, 0, 1, 5])] = rng.choice(TOKENS)


def _splice(data: bytearray, rng: Random, samples: Sequence[bytes]) -> None:
    other = rng.choice(samples)
    start, from_ = _place(data, rng), rng.randrange(len(other) + 1)
    data[start : start + rng.choice([0, 20])] = other[from_ : from_ + rng.choice([5, 40, 200])]


def _cut(data: bytearray, rng: Random, _: Sequence[bytes]) -> None:
    if rng.random() < 0.2:
        del data[_place(data, rng) :]


def _swap(data: bytearray, rng: Random, _: Sequence[bytes]) -> None:
    """Change a word, or what a number is, for another word of the same text."""
    words = bytes(data).split(b" ")
    one, other = rng.randrange(len(words)), rng.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    data[:] = b" ".join(words)


CHANGES = (_flip, _delete, _double, _token, _token, _splice, _cut, _swap)
