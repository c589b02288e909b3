"""Errors: what a shell is told by their exit codes."""

import pytest

from aide_memoire.core import errors
from aide_memoire.core.suggest import did_you_mean


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.AideMemoireError, 1),
        (errors.NotFoundError, 1),
        (errors.SettingsError, 1),
        (errors.DamagedStoreError, 1),
        (errors.UsageError, 2),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(error, code):
    """Exit code 2 is for a command that was typed wrongly, 1 for all else, as every shell tool has it."""
    told = error("it is so", "do that")
    assert (told.exit_code, str(told), told.message, told.hint) == (code, "it is so", "it is so", "do that")
    assert error("it is so").hint == ""


@pytest.mark.parametrize(("word", "hint"), [("treatys", "did you mean `treaties`?"), ("zzz", ""), ("", "")])
def test_a_mistyped_word_is_guessed(word, hint):
    """The nearest known word is asked for, and none where none is near."""
    assert did_you_mean(word, {"blocs": 1, "treaties": 2, "treason": 3}) == hint
