"""The gate for text from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.sanitize import sanitize, sanitize_line


@pytest.mark.parametrize(
    ("danger", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("\x00", "␀"),
        ("\x07", "␇"),
        ("\x08", "␈"),
        ("\x1f", "␟"),
        ("\x7f", "␡"),
        ("\r", "␍"),
        ("\x9b31m", "\ufffd31m"),
        ("\x80", "\ufffd"),
        ("\u202e", "\ufffd"),
        ("\u202a", "\ufffd"),
        ("\u2066", "\ufffd"),
        ("\u2069", "\ufffd"),
        ("\u2028", "\ufffd"),
        ("\u2029", "\ufffd"),
        ("\U000e0041", "\ufffd"),
        ("\U000e0001", "\ufffd"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_acts_on_a_terminal_becomes_a_visible_symbol(danger, shown):
    """Each character that a terminal could obey is replaced by one that shows it."""
    assert sanitize(f"a{danger}b") == f"a{shown}b"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (0x00, 0x08),
        (0x0B, 0x1F),
        (0x7F, 0x9F),
        (0x2028, 0x202E),
        (0x2066, 0x2069),
        (0xD800, 0xDFFF),
        (0xE0000, 0xE007F),
    ],
)
def test_a_range_is_replaced_from_its_first_to_its_last(first, last):
    """Every character that acts is replaced, and those before and behind them are not."""
    for code in (first, last):
        assert sanitize(f"a{chr(code)}b") != f"a{chr(code)}b"
        assert len(sanitize(f"a{chr(code)}b")) == 3
    for code in {first - 1, last + 1} - {-1}:
        assert sanitize(f"a{chr(code)}b") == f"a{chr(code)}b"


def test_no_lone_surrogate_is_left():
    """Halves of characters cannot be written out at all."""
    assert sanitize("".join(map(chr, range(0xD800, 0xE000)))) == "\ufffd" * 0x800


@pytest.mark.parametrize(
    "text",
    [
        "",
        "line\nline\ttab",
        "Договор о дружбе",
        "中苏友好同盟互助条约",
        "na\u0308ive",
        "हिन्दी",
        "👩\u200d🚀 flew",
        "می\u200cخواهم",
        "1856–60 ¶13 “quoted”",
    ],
)
def test_words_of_any_script_stay(text):
    """Letters, marks, joiners, line feeds and tabs pass unchanged."""
    assert sanitize(text) == text


def test_line_ends_of_windows_become_line_feeds():
    """A carriage return before a line feed is no danger, and goes."""
    assert sanitize("one\r\ntwo\r\n") == "one\ntwo\n"


def test_a_line_is_one_line():
    """A title keeps to one line, whatever white space it came with."""
    assert sanitize_line(" Moscow\nand\t Beijing\x1b ") == "Moscow and Beijing␛"


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_is_cleaning_once(text):
    """What passed the gate is safe, can be written out, and is never changed again."""
    once = sanitize(text)
    assert sanitize(once) == once
    assert once.encode().decode() == once
    assert not set(once) & {"\x1b", "\x9b", "\x7f", "\r", "\u202e", "\u2066"}
