"""`aide-memoire`: find the command before any argument parser is built, so that `due` starts fast."""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire import __version__
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.sanitize import sanitize, sanitize_line, shortened
from aide_memoire.core.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aide_memoire.workspace import Workspace

COMMANDS = {
    "study": "a session of questions that are due today",
    "quiz": "a scored test that leaves the schedule alone, on the screen or on paper",
    "results": "the quizzes of a class as one table, the hardest questions first",
    "due": "what is left for today",
    "decks": "the decks, and where each comes from; `decks add`: decks of others",
    "cards": "every card with its question, answer and state",
    "try": "how a card grades an answer",
    "stats": "your progress: days, recall, what is coming, the decks",
    "history": "every review of a card, and how its memory changed",
    "confusions": "what you mix up",
    "orphans": "cards with a history that have left their deck",
    "check": "what is wrong with decks, line by line",
    "new": "a new deck from a template",
    "draft": "notes to be finished, from a text; what no card cites yet",
    "edit": "a deck in your own editor, checked when it closes",
    "schema": "the deck format, for editors that complete TOML by it",
    "undo": "undo the newest action",
    "redo": "redo what was undone",
    "suspend": "take cards out of study until they are unsuspended",
    "unsuspend": "let suspended cards be asked again",
    "bury": "put cards off until tomorrow",
    "reset": "make cards new, as if never answered",
    "export": "your progress or decks as a file",
    "import": "decks from other programs, or progress from another device",
    "class": "for a teacher: who has answered what and knows how much, over a synced folder",
    "sync": "your progress on several devices, over a folder that is carried between them",
    "exam": "study for an exam by its date; which exams there are",
    "fit": "adapt the schedule to how you forget",
    "profiles": "who learns here; create, rename or remove one",
    "doctor": "check your progress files, and repair them",
    "config": "your settings: which hold and why; change one",
    "help": "help on a command or a topic",
    "completions": "what makes your shell complete commands, decks and cards",
}
SUBCOMMANDS = {
    "decks": {
        "add": "decks of others, from a folder or a zip file; again: an update of them",
        "seen": "say no more that the deck which your own copy was made from has changed",
    }
}
GLOBAL_OPTIONS = {
    "--profile": ("NAME", "whose progress (default: default)"),
    "--decks": ("DIR", "decks from this folder (repeatable; default: the usual places)"),
    "--data-dir": ("DIR", "where progress is kept (default: $AIDE_MEMOIRE_DATA_DIR, else your user data)"),
    "--version": ("", "print the version"),
}
"""Each option that every command takes, with what its value is, if it has one."""

HELP_TOPICS = {
    "exit-codes": "what a command returns",
    "files": "where progress, settings and decks lie",
    "format": "every key of a deck",
    "keys": "every key of the app",
    "plain": "studying line by line",
}
EXIT_CODES = {
    0: "done; a wrong answer, nothing due or nothing to undo are no failures",
    1: "a problem in what was given, such as an invalid deck",
    2: "a mistake in how the command was called",
    3: "of `due --exit-code` alone: questions are left today",
    130: "interrupted by Ctrl+C",
}

_MODULES = {None: "home", "try": "try_", "import": "import_", "class": "class_"}
_WANTS = {"--version": "version", "--help": "help", "-h": "help"}
_INTERRUPTED = 130
_LONGEST_MESSAGE = 2000  # characters: what was given can be of any length


class _Terminal(io.TextIOWrapper):
    """Standard output on a terminal. It sanitizes all text, as a progress file may come from someone else."""

    def write(self, text: str) -> int:
        return super().write(sanitize(text))


class Call(NamedTuple):
    """One call of a command: its arguments, and the options of every command."""

    arguments: tuple[str, ...]
    profile: str
    decks: tuple[str, ...]
    data_dir: str | None
    clock: Callable[[], datetime]
    entropy: Callable[[], int]

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """Open the workspace, say which settings cannot be used, and close it at the end.

        What fails because a file is damaged is told as that.
        """
        from aide_memoire import paths, workspace  # noqa: PLC0415  `check` and `--help` need none

        places = paths.find_paths(self.data_dir)
        own = self.clock, self.entropy, self.decks, _tell_of_update
        try:
            with closing(workspace.open_workspace(places, self.profile, *own)) as opened:
                for problem in opened.setting_problems:
                    tell(f"aide-memoire: {problem.text}")
                yield opened
        except Exception as error:
            from aide_memoire.profiles.damage import explain_failure  # noqa: PLC0415  where something has failed

            folders = workspace.deck_folders(places, self.decks)
            if explained := explain_failure(places, self.profile, folders, error):
                raise explained from error
            raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 success, 1 error, 2 usage error, 130 interrupted."""
    _open_closed_streams()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            _set_encoding(stream)
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.isatty():
        sys.stdout = _Terminal(sys.stdout.buffer, sys.stdout.encoding, "replace", line_buffering=True)
    try:
        if "_ARGCOMPLETE" in os.environ:  # set by the shell's completion, see cli/complete.py
            import_module("aide_memoire.cli.complete").complete()
        return _run(sys.argv[1:] if arguments is None else list(arguments))
    except AideMemoireError as error:
        tell(shortened(f"aide-memoire: {error.message}", _LONGEST_MESSAGE))
        if error.hint:
            tell(shortened(f"  {error.hint}", _LONGEST_MESSAGE))
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except UnicodeError as error:  # with PYTHONIOENCODING alone: elsewhere such signs are replaced
        tell(f"aide-memoire: the input or the output cannot be put as PYTHONIOENCODING says: {error}")
        return 1
    except OSError as error:
        _discard_output()
        if _is_closed_pipe(error):
            return 0
        where = f" ({error.filename})" if error.filename else ""
        tell(f"aide-memoire: {error.strerror or error}{where}")
        return 1


def _open_closed_streams() -> None:
    """Open each standard stream that the caller has closed: nothing can be read there, and what is written is lost.

    Python has None in its place, and the next file that is opened would get its number, unless one has it already.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))  # noqa: SIM115  to the end


def _set_encoding(stream: io.TextIOWrapper) -> None:
    """Let a stream go on at a character that its encoding lacks. Into and out of pipes and files goes UTF-8.

    Windows would take an old code page for those, and `export` would lose what that lacks.
    """
    if not (stream.isatty() or os.environ.get("PYTHONIOENCODING")):
        stream.reconfigure(encoding="utf-8", errors="replace", newline=None if stream.readable() else "\n")
    else:
        stream.reconfigure(errors="replace")


def _is_closed_pipe(error: OSError) -> bool:
    """Return whether the reader of our output has closed it. Windows calls that an invalid argument."""
    on_windows = os.name == "nt" and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or on_windows


def _discard_output() -> None:
    """Discard all further standard output."""
    sys.stdout = io.StringIO()


def run() -> None:
    """Run the command, then end the process at once.

    Everything is saved and closed by then, and the cleanup of the interpreter would take a tenth of the time of `due`.
    """
    try:
        code = _flushed(main())
    except KeyboardInterrupt:
        code = _INTERRUPTED
    os._exit(code)


def _flushed(code: int) -> int:
    """Write all that was printed. Returns the exit code, which is 1 if that fails."""
    try:
        sys.stdout.flush()
    except OSError as error:
        if not _is_closed_pipe(error):
            tell(f"aide-memoire: {error.strerror or error}")
            code = 1
    with suppress(OSError):
        sys.stderr.flush()
    return code


def tell(text: str) -> None:
    """Print a message, not data, to standard error. Where it cannot be written, the exit code alone must say it."""
    with suppress(OSError):
        print(sanitize(text), file=sys.stderr)


def _tell_of_update() -> None:
    tell("updating your progress for this version: this takes a while, and only once")


def local_now() -> datetime:
    """Return the current time in the time zone of this machine, also if that has changed since the start."""
    if hasattr(time, "tzset"):  # not on Windows, which asks each time
        time.tzset()
    return datetime.now().astimezone()


def random_bits() -> int:
    return int.from_bytes(os.urandom(10), "big") >> 6


def _run(arguments: list[str]) -> int:
    command, call, wants = _parse(arguments)
    if wants == "version":
        print(f"aide-memoire {__version__}")
        return 0
    if wants == "help" and command is None:
        print(help_page())
        return 0
    if command is not None and command not in COMMANDS:
        hint = did_you_mean(command, COMMANDS) or "aide-memoire --help lists the commands"
        raise UsageError(f"there is no command “{sanitize_line(command)}”", hint)
    if command is not None and call.arguments[:1] and call.arguments[0] in SUBCOMMANDS.get(command, ()):
        command, call = f"{command} {call.arguments[0]}", call._replace(arguments=call.arguments[1:])
    if wants == "help":
        call = call._replace(arguments=("--help",))
    run: Callable[[Call], int] = import_module(module_of(command)).run
    return run(call)


def module_of(command: str | None) -> str:
    """Return the name of the module that runs a command, or a subcommand such as "decks add"."""
    return f"aide_memoire.cli.{_MODULES.get(command, command or '').replace(' ', '_')}"


def _parse(arguments: list[str]) -> tuple[str | None, Call, str]:
    """Return the command, its call, and "version", "help" or "".

    Options for every command are accepted before and after it, up to "--".
    """
    own: list[str] = []
    values: dict[str, list[str]] = {name: [] for name, (metavar, _) in GLOBAL_OPTIONS.items() if metavar}
    wants = ""
    remaining = iter(arguments)
    for argument in remaining:
        name, equals, value = argument.partition("=")
        if argument == "--":
            own += ["--", *remaining]
        elif name in values:
            given = value if equals else next(remaining, None)
            if not given:
                raise UsageError(f"{name} needs a value")
            values[name].append(given)
        elif argument in _WANTS:
            wants = wants or _WANTS[argument]
        else:
            own.append(argument)
    command = own.pop(0) if own and own[0] != "--" else None
    if command is not None and command.startswith("-"):
        raise UsageError(f"there is no option {sanitize_line(command)}", "aide-memoire --help lists the options")
    call = Call(
        arguments=tuple(own),
        profile=(values["--profile"] or ["default"])[-1],
        decks=tuple(values["--decks"]),
        data_dir=(values["--data-dir"] or [os.environ.get("AIDE_MEMOIRE_DATA_DIR", "")])[-1] or None,
        clock=local_now,
        entropy=random_bits,
    )
    return command, call, wants


def help_page() -> str:
    """Return the help of the program: every command, and the options of all."""
    rows = "\n".join(f"  {name:<10} {does}" for name, does in COMMANDS.items())
    options = {f"{name} {metavar}".strip(): does for name, (metavar, does) in GLOBAL_OPTIONS.items()}
    options["-h, --help"] = "print this help, or a command's"
    told = "\n".join(f"  {option:<16} {does}" for option, does in options.items())
    return (
        "aide-memoire teaches facts for good, in a terminal.\n\n"
        "usage: aide-memoire [COMMAND] [options]\n\n"
        f"without a command it opens the app.\n\ncommands:\n{rows}\n\n"
        f"options for every command, before it or after it:\n{told}"
    )
