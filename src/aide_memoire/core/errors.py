"""The errors that are shown to the user.

    AideMemoireError          exit code 1
    ├── UsageError            exit code 2: the command line is wrong
    ├── NotFoundError         no such deck, note, card or profile
    ├── SettingsError         config.toml cannot be used
    └── StoreError            the profile's file cannot be used
        ├── NewerStoreError   a later version of the program wrote it
        ├── DamagedStoreError SQLite reports that the file is damaged
        ├── BusyStoreError    another program has locked it
        └── LogChangedError   it was written to since an action was worked out

Each has a message and, if there is a solution, a hint. A mistake in a deck is a value, not an error: see
`decks/diagnostics.py`.
"""

from __future__ import annotations


class AideMemoireError(Exception):
    """An error that the user can solve: `message` says what happened, `hint` what to do."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AideMemoireError):
    """The arguments of the command are wrong."""

    exit_code = 2


class NotFoundError(AideMemoireError):
    """No deck, note, card or profile has this name."""


class SettingsError(AideMemoireError):
    """The settings file contains an invalid value."""


class StoreError(AideMemoireError):
    """The profile's progress file cannot be read or written now."""


class NewerStoreError(StoreError):
    """A later version of aide-memoire wrote the file; this one leaves it untouched."""


class DamagedStoreError(StoreError):
    """The file is not an intact SQLite database."""


class BusyStoreError(StoreError):
    """Another program kept the file locked until the timeout."""


class LogChangedError(StoreError):
    """The log was written to since the action that is to be saved was worked out."""
