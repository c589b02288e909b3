"""The app's side of a terminal: what comes from it may be broken, and it may go away; it is left as it was found."""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import sys
import termios
import time
from concurrent.futures import wait
from contextlib import suppress
from queue import Empty
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

from aide_memoire.ui.terminal_input import SILENCE, InputReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

    from aide_memoire.ui.terminal_app import TerminalApp


_AT_ONCE = 32
"""How many messages the app may have before it: it is to end at once, whatever has been typed or pasted meanwhile."""
_PATIENCE = 1.0  # seconds
_LOSES_OUTPUT, _IS_SAVED, _HANGS = 1.0, 2.0, 10.0
"""Seconds after a signal. By then the terminal takes nothing; the end hangs, all being saved; the app itself hangs."""
_GIVE_BACK = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""What `stop_application_mode` writes."""
_ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
_BY_SIGNAL = 128
"""The exit code for a signal is its number above this one, as shells have it."""


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


async def _catch_up(app: TerminalApp) -> None:
    """Wait until the app has no message left to handle, or for a second."""
    until = time.monotonic() + _PATIENCE
    while app.is_behind() and time.monotonic() < until:
        await asyncio.sleep(0.001)


class TerminalDriver(LinuxDriver):
    """Textual's driver, which gives the terminal back also where a signal ends the app, and survives bad input."""

    _app: TerminalApp

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file: Any = _Output(sys.__stderr__)
        self._sent = 0  # messages
        self._end: Thread | None = None
        self._size = self._get_terminal_size()  # for the first picture, which Textual would measure in another way

    def start_application_mode(self) -> None:
        """Take the terminal."""
        loop = asyncio.get_running_loop()
        for number in _ENDING:
            loop.add_signal_handler(number, self._app.leave, _BY_SIGNAL + number)
            signal.signal(number, self._watch_the_end)  # which is called also while the loop waits for the terminal
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def run_input_thread(self) -> None:
        """Read the terminal until it, or the app, ends."""
        reader = InputReader()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if not selector.select(SILENCE):
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
            self._sent += 1
            if self._sent % _AT_ONCE == 0:
                self._wait_for_the_app()
            if self.exit_event.is_set():
                return

    def _wait_for_the_app(self) -> None:
        """Wait until the app has handled what it has, or has been at it for long."""
        handled = asyncio.run_coroutine_threadsafe(_catch_up(self._app), self._loop)
        while not handled.done() and not self.exit_event.is_set():
            wait([handled], SILENCE)
        handled.cancel()

    def _watch_the_end(self, number: int, _: object) -> None:
        """Make sure of the end after a signal."""
        if self._end is None:
            self._end = Thread(target=self._make_sure_of_the_end, args=(_BY_SIGNAL + number,), daemon=True)
            self._end.start()

    def _make_sure_of_the_end(self, code: int) -> None:
        """End the process if the app does not, as it waits for a terminal that takes nothing, or for its own work."""
        begun = time.monotonic()
        while (lasted := time.monotonic() - begun) < (_IS_SAVED if self._app.is_leaving else _HANGS):
            time.sleep(0.01)
            if lasted > _LOSES_OUTPUT and self._writer_thread is not None:
                with suppress(Empty):
                    self._writer_thread._queue.get_nowait()
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        writing = Thread(target=os.write, args=(self.fileno, _GIVE_BACK.encode()), daemon=True)
        writing.start()
        writing.join(SILENCE)
        os._exit(code)

    def _sigcont_application(self, *_: object) -> None:
        """Go on. After a SIGSTOP, of which nobody is told, the terminal is first given back, then taken again."""
        if self._auto_restart:
            if self._key_thread is not None and self._key_thread.is_alive():
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application()
