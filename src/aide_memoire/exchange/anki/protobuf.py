"""Read the wire format of Protocol Buffers: the fields of a message by number (protobuf.dev, “Encoding”)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_WIDTHS = {_FIXED_64: 8, _FIXED_32: 4}
_LONGEST_VARINT = 10  # bytes


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the number and the value of each field: an integer for a varint, bytes for every other type.

    Raises ValueError if the bytes are not a valid message.
    """
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, place = _varint(data, place)
            yield number, value
            continue
        if kind == _BYTES:
            width, place = _varint(data, place)
        elif kind in _WIDTHS:
            width = _WIDTHS[kind]
        else:
            raise ValueError(f"a field of the kind {kind}")
        if place + width > len(data):
            raise ValueError("a field goes on beyond the end")
        yield number, data[place : place + width]
        place += width


def number(data: bytes, wanted: int) -> int:
    """Return the integer of a field; 0, the default of the format, if the field is missing."""
    found = [value for key, value in fields(data) if key == wanted and isinstance(value, int)]
    return found[-1] if found else 0


def text(data: bytes, wanted: int) -> str:
    """Return the text of a field; "" if the field is missing."""
    found = [value for key, value in fields(data) if key == wanted and isinstance(value, bytes)]
    return found[-1].decode("utf-8", "replace") if found else ""


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """Return the number that begins at the index `place`, and the index after it."""
    value = 0
    for shift, byte in enumerate(data[place : place + _LONGEST_VARINT]):
        value |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:
            return value, place + shift + 1
    raise ValueError("a number without an end")
