"""What comes from a terminal, as messages for the app: keys, pastes, the mouse and sizes. It may be broken."""

from __future__ import annotations

import codecs
import re
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser

from aide_memoire.ui.sizes import is_real

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textual.message import Message


SILENCE = 0.1
"""Seconds in which the rest of a character or of a sequence has come."""
_PASTE_WAITS = 30  # silences: a paste that does not go on has no end
_REPLY_WAITS = 5  # likewise a reply
LONGEST_PASTE = 2_000_000
"""Characters of a paste; the rest is left out."""
_LONGEST_SEQUENCE = 30  # characters; Textual takes the parts of a longer one for keys
_ESC = "\x1b"
_MOUSE, _CONSOLE_KEY = "\x1b[M", "\x1b[["  # which go on beyond what ECMA-48 takes for their end
_LENGTHS = {_MOUSE: 6, _CONSOLE_KEY: 4}
_STRING = re.compile(r"\x1b(?:\][0-9lLI]|P[0-9:;<=>?!$+|q]|[_^X].)", re.DOTALL)
"""How a string begins, such as a terminal's answer about its colours. Else it is Alt with a key."""
_ENDS_STRING = "\x07\x18\x1a\x9c"
_SEQUENCE, _STRING_TEXT, _STRING_ESC = "sequence", "string", "Esc in a string"
"""What is being passed over."""


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not UTF-8 as older terminals and clipboards mean them, each as one character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("as-windows-1252", _as_windows_1252)


class _Paste:
    """What is pasted, up to its end."""

    def __init__(self) -> None:
        self._held = ""
        self.has_ended = False

    @property
    def text(self) -> str:
        """Return what was pasted."""
        return self._held[:LONGEST_PASTE].replace("\0", "")

    def take(self, text: str) -> int:
        """Take some more. Returns how many characters of it follow the end of the paste."""
        since = max(len(self._held) - len(BRACKETED_PASTE_END), 0)
        self._held += text
        end = self._held.find(BRACKETED_PASTE_END, since)
        if end < 0:
            self._held = self._held[:LONGEST_PASTE] + self._held[LONGEST_PASTE:][-len(BRACKETED_PASTE_END) :]
            return 0
        after = len(self._held) - end - len(BRACKETED_PASTE_END)
        self._held, self.has_ended = self._held[:end], True
        return after


class InputReader:
    """Reads bytes from a terminal as messages. It never fails, and what makes no sense is passed over.

    Textual's parser takes replies that it does not know for keys, and a key may be a rating: they are kept from it.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("as-windows-1252")
        self._parser = XTermParser()
        self._paste: _Paste | None = None
        self._sequence = ""  # from the last Esc on, while the parser waits for its end
        self._skips = ""  # what is being passed over, or ""
        self._waits = 0

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages of what was read."""
        self._waits = 0
        yield from self._feed_text(self._decoder.decode(data))

    def wait(self) -> Iterator[Message]:
        """Yield the messages of what has begun, once nothing has followed for `SILENCE`."""
        self._waits += 1
        if self._decoder.getstate()[0]:
            yield from self._feed_text(self._decoder.decode(b"", final=True))
        if self._paste and self._waits >= _PASTE_WAITS:
            yield from self._end_paste(self._paste)
        yield from self._end_sequence()

    def _feed_text(self, text: str) -> Iterator[Message]:
        place = 0
        while place < len(text):
            if self._paste:
                place = len(text) - self._paste.take(text[place:])
                if self._paste.has_ended:
                    yield from self._end_paste(self._paste)
            else:  # one by one, a failure takes no more with it than what it is about
                yield from self._feed_one(text[place])
                place += 1

    def _end_paste(self, paste: _Paste) -> Iterator[Message]:
        self._paste = None
        if paste.text:
            yield events.Paste(paste.text)

    def _feed_one(self, sign: str) -> Iterator[Message]:
        if self._skips == _STRING_ESC:
            self._skips = ""
            if sign == "\\":
                return
            yield from self._feed_one(_ESC)
        if self._skips and self._is_skipped(sign):
            return
        if sign == _ESC and len(self._sequence) > 1:
            self._renew()  # what has begun has no end
        self._sequence = sign if sign == _ESC else self._sequence and self._sequence + sign
        if _STRING.match(self._sequence):
            self._skip(_STRING_TEXT)
        elif len(self._sequence) > _LONGEST_SEQUENCE:
            self._skip(_SEQUENCE if _is_inside(sign) else "")
        elif self._sequence == BRACKETED_PASTE_START:
            self._renew()
            self._paste = _Paste()
        else:
            yield from self._guard(partial(self._parser.feed, sign))
            self._forget_complete()

    def _forget_complete(self) -> None:
        """Pass over a sequence that is complete, and that the parser does not know."""
        if not self._is_parsing:
            self._sequence = ""
        elif _is_complete(self._sequence):
            self._renew()

    def _end_sequence(self) -> Iterator[Message]:
        """Yield the messages of a sequence that does not go on. Of a reply, the rest may still come."""
        if self._skips == _STRING_ESC:
            self._skips = ""
            yield from self._feed_one(_ESC)
        elif self._waits >= _REPLY_WAITS:
            self._skips = ""
        if self._sequence.startswith("\x1b[") and len(self._sequence) > len("\x1b["):
            self._skip(_SEQUENCE)
        yield from self._guard(self._parser.tick)
        if not self._is_parsing:
            self._sequence = ""

    def _is_skipped(self, sign: str) -> bool:
        """Return whether a character is a part of what is being passed over. It may be its last."""
        if self._skips == _STRING_TEXT:
            self._skips = _STRING_ESC if sign == _ESC else "" if sign in _ENDS_STRING else self._skips
            return True
        if not _is_inside(sign):
            self._skips = ""
        return sign != _ESC

    def _skip(self, what: str) -> None:
        self._renew()
        self._skips = what

    @property
    def _is_parsing(self) -> bool:
        """Whether the parser waits for the end of a sequence."""
        return self._parser._awaiting.timeout is not None

    def _guard(self, parse: Callable[[], Iterable[Message]]) -> Iterator[Message]:
        """Yield the messages that the app can use. Begins anew if Textual's parser fails, which would end it."""
        try:
            yield from filter(_is_usable, parse())
        except ZeroDivisionError:  # the mouse on a screen without a size
            self._parser, self._sequence = XTermParser(), ""
        except Exception:
            self._renew()

    def _renew(self) -> None:
        """Let the parser forget what has begun."""
        old, self._parser, self._sequence = self._parser, XTermParser(), ""
        self._parser.terminal_size = old.terminal_size
        self._parser.terminal_pixel_size = old.terminal_pixel_size
        self._parser.mouse_pixels = old.mouse_pixels


def _is_complete(sequence: str) -> bool:
    """Return whether a control sequence has come to its end, or to what is no part of any."""
    if sequence[:3] in _LENGTHS:
        return len(sequence) >= _LENGTHS[sequence[:3]]
    return sequence.startswith("\x1b[") and len(sequence) > len("\x1b[") and not _is_inside(sequence[-1])


def _is_inside(sign: str) -> bool:
    """Return whether a control sequence goes on after this character."""
    return " " <= sign <= "?"


def _is_usable(message: Message) -> bool:
    """Return whether a message is not about a size that no screen has, nor a key that is no character."""
    if isinstance(message, events.Resize):
        return is_real(message.size)
    return not (isinstance(message, events.Key) and any(map(_is_surrogate, message.character or message.key)))


def _is_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"
