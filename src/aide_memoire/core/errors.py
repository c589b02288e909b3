"""The errors that a person is told about.

    AideMemoireError          exit code 1
    ├── UsageError            exit code 2: the command line itself is wrong
    ├── NotFoundError         no such deck, note, card or profile
    ├── SettingsError         config.toml cannot be used
    └── StoreError            the profile's file cannot be used
        ├── NewerStoreError   a later version of the program wrote it
        ├── DamagedStoreError SQLite says that it is no whole database
        └── BusyStoreError    another program holds it

Each carries what happened and, where there is one, what to do about it. A mistake in a deck is not an
error but a value: see `decks/diagnostic.py`.
"""

from __future__ import annotations


class AideMemoireError(Exception):
    """Something that a person can do something about: `message` says what, `hint` says how."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AideMemoireError):
    """The command was called in a way that it does not understand."""

    exit_code = 2


class NotFoundError(AideMemoireError):
    """There is no deck, note, card or profile of that name."""


class SettingsError(AideMemoireError):
    """The settings file holds something that cannot be used."""


class StoreError(AideMemoireError):
    """The profile's progress file cannot be read or written now."""


class NewerStoreError(StoreError):
    """A later version of aide-memoire wrote the file; this one leaves it untouched."""


class DamagedStoreError(StoreError):
    """The file is no whole SQLite database."""


class BusyStoreError(StoreError):
    """Another program has held the file for longer than we wait."""
