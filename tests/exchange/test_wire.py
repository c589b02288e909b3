"""Protocol Buffers' wire format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.exchange.anki import protobuf
from packages import message, varint

FIELDS = st.tuples(st.integers(1, 2**29 - 1), st.integers(0, 2**64 - 1) | st.binary(max_size=300))


@given(st.lists(FIELDS, max_size=8))
def test_what_was_written_is_read(fields):
    """Numbers of any size and bytes of any length come back in their order."""
    assert list(protobuf.fields(message(*fields))) == fields


@given(st.binary(max_size=200))
def test_any_bytes_are_fields_or_an_error(data):
    """Nothing but ValueError is raised, and no field is longer than the whole."""
    try:
        values = [value for _, value in protobuf.fields(data)]
    except ValueError:
        return
    assert sum(len(value) for value in values if isinstance(value, bytes)) <= len(data)


def test_fixed_widths_are_passed_over():
    """Floating-point fields, which nothing here needs, do not hide what follows them."""
    data = varint(1 << 3 | 5) + b"abcd" + varint(2 << 3 | 1) + b"abcdefgh" + message((3, "end"))
    assert protobuf.text(data, 3) == "end"


@pytest.mark.parametrize("data", [b"\x80" * 11, b"\x0a\x05ab", b"\x0b", b"\x08", b"\x0d\x00"])
def test_what_is_cut_off_is_an_error(data):
    """A number without an end, bytes beyond the end, a group."""
    with pytest.raises(ValueError, match=r"field|number"):
        list(protobuf.fields(data))


def test_what_is_left_out_is_nothing():
    """A field that is not there is 0, or no text; of several the last one counts."""
    assert (protobuf.number(b"", 1), protobuf.text(b"", 1)) == (0, "")
    assert protobuf.number(message((1, 5), (1, 7), (1, "text")), 1) == 7
