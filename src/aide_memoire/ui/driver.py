"""The app's side of a terminal: what comes from it may be broken, and it may go away; it is left as it was found."""

from __future__ import annotations

import asyncio
import codecs
import os
import selectors
import signal
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers.linux_driver import LinuxDriver

from aide_memoire.ui.sizes import is_real

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textual.message import Message

    from aide_memoire.ui.terminal_app import TerminalApp


_POLL = 0.1  # seconds in which the rest of a character or of a sequence has come
_PASTE_WAITS = 30  # of that length: a paste that does not go on has no end
_ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
_BY_SIGNAL = 128
"""The exit code for a signal is its number above this one, as shells have it."""


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not UTF-8 as older terminals and clipboards mean them, each as one character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("as-windows-1252", _as_windows_1252)


class InputReader:
    """Reads bytes from a terminal as messages for the app. It never fails: what makes no sense is passed over."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("as-windows-1252")
        self._parser = XTermParser()
        self._recent = ""  # the last characters, in which a mark may have begun
        self._pasting = False
        self._waits = 0

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages of what was read."""
        self._waits = 0
        yield from self._feed_text(self._decoder.decode(data))

    def wait(self) -> Iterator[Message]:
        """Yield the messages of what has begun, once nothing has followed for `_POLL` seconds."""
        self._waits += 1
        if self._decoder.getstate()[0]:
            yield from self._feed_text(self._decoder.decode(b"", final=True))
        if self._pasting and self._waits >= _PASTE_WAITS:
            yield from self._feed_text(BRACKETED_PASTE_END)
        yield from self._guard(self._parser.tick)

    def _feed_text(self, text: str) -> Iterator[Message]:
        was_pasting = self._pasting
        self._find_marks(text)
        # One by one, a failure takes no more with it than what it is about; in a paste nothing fails but at its end.
        for piece in [text] if was_pasting and "\x1b" not in text else text:
            yield from self._guard(partial(self._parser.feed, piece))

    def _find_marks(self, text: str) -> None:
        """Find out whether a paste has begun or ended."""
        recent = self._recent + text
        begun, ended = recent.rfind(BRACKETED_PASTE_START), recent.rfind(BRACKETED_PASTE_END)
        if begun != ended:
            self._pasting = begun > ended
        self._recent = recent[1 - len(BRACKETED_PASTE_END) :]

    def _guard(self, parse: Callable[[], Iterable[Message]]) -> Iterator[Message]:
        """Yield the messages that the app can use. Begins anew if Textual's parser fails, which would end it."""
        try:
            yield from filter(_is_usable, parse())
        except Exception as error:
            old, self._parser = self._parser, XTermParser()
            if not isinstance(error, ZeroDivisionError):  # the mouse on a screen without a size
                self._parser.terminal_size = old.terminal_size
                self._parser.terminal_pixel_size = old.terminal_pixel_size
                self._parser.mouse_pixels = old.mouse_pixels


def _is_usable(message: Message) -> bool:
    """Return whether a message is not about a size that no screen has, nor a key that is no character."""
    if isinstance(message, events.Resize):
        return is_real(message.size)
    return not (isinstance(message, events.Key) and any(map(_is_surrogate, message.character or message.key)))


def _is_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


class _Output:
    """The terminal to write to. What cannot be written is dropped: the thread that writes must go on to the end."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        return int(self._file.fileno())


class TerminalDriver(LinuxDriver):
    """Textual's driver, which gives the terminal back also where a signal ends the app, and survives bad input."""

    _app: TerminalApp

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file: Any = _Output(sys.__stderr__)
        self._size = self._get_terminal_size()  # for the first picture, which Textual would measure in another way

    def start_application_mode(self) -> None:
        """Take the terminal."""
        loop = asyncio.get_running_loop()
        for number in _ENDING:
            loop.add_signal_handler(number, self._app.leave, _BY_SIGNAL + number)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def run_input_thread(self) -> None:
        """Read the terminal until it, or the app, ends."""
        reader = InputReader()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if not selector.select(_POLL):
                    self._send(reader.wait())
                elif data := self._read():
                    self._send(reader.feed(data))
                else:
                    self._app.call_later(self._app.leave, _BY_SIGNAL + signal.SIGHUP)
                    return

    def _read(self) -> bytes:
        """Return what was typed, or nothing if the terminal has gone away."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _send(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def _sigcont_application(self, *_: object) -> None:
        """Go on. After a SIGSTOP, of which nobody is told, the terminal is first given back, then taken again."""
        if self._auto_restart:
            if self._key_thread is not None and self._key_thread.is_alive():
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application()
