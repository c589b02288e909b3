"""Where the program begins. Until it is loaded, Ctrl+C ends it without a word, as it does any other program."""

# `signal` itself would take longer to load than this module does.
from _signal import SIG_DFL, SIGINT, signal  # type: ignore[import-not-found]


def run() -> None:
    """Load the program, and run the command."""
    before = signal(SIGINT, SIG_DFL)
    from aide_memoire.cli import main  # noqa: PLC0415  what this function is for

    signal(SIGINT, before)
    main.run()
