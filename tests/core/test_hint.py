"""Hints: the author's own, then letters."""

import pytest

from aide_memoire.core.dates import parse_date
from aide_memoire.core.hint import MAX_HINTS, hint
from aide_memoire.core.note import (
    CardNote,
    DeckHead,
    EventNote,
    GroupNote,
    Item,
    Member,
    SequenceNote,
    Shared,
    Side,
)
from aide_memoire.core.question import questions_of

HEAD = DeckHead("d", "Deck")
N = Shared("n")
PORT = CardNote(N, Side("Which port?", "Port Arthur", ("Lüshun",)))
TREATY = EventNote(N, "Treaty", ("when",), date=parse_date("1896-06"))
GROUP = GroupNote(N, "states", (Member("ru", "Russia"), Member("by", "Belarus")))
ORDER = SequenceNote(N, "alliances", (Item("Qing"), Item("Republic"), Item("PRC")))


def hints(note, *numbers, named=()):
    (question,) = questions_of(HEAD, note)
    return [hint(question, number, named) for number in numbers]


@pytest.mark.parametrize(
    ("note", "first", "second"),
    [
        (PORT, "P··· A·····", "Po·· Ar····"),
        (TREATY, "Ju·· 18··", "June 1896"),
        (GROUP, "R·····, B······", "Ru····, Be·····"),
        (ORDER, "first: Qing", "first: Qing; then: Republic"),
    ],
)
def test_each_hint_shows_a_little_more(note, first, second):
    """Of words a letter each, of dates two signs, of an order one thing more."""
    assert hints(note, 1, 2) == [first, second]


def test_after_the_last_hint_there_is_the_answer():
    """There are as many hints of letters as are promised, and none before the first."""
    assert all(hints(PORT, *range(1, MAX_HINTS + 1)))
    assert hints(PORT, MAX_HINTS)[0] == "Port Arth··"
    assert hints(PORT, 0, MAX_HINTS + 1) == ["", ""]


def test_the_authors_hint_comes_before_the_letters():
    """It is one more, and takes none of the others away."""
    own = PORT._replace(shared=Shared("n", hint="a fortress"))
    assert hints(own, 1, 2) == ["a fortress", "P··· A·····"]
    assert hints(own, MAX_HINTS + 1, MAX_HINTS + 2) == ["Port Arth··", ""]


def test_what_was_named_needs_no_hint():
    """Of a list only the members that are missing are shown."""
    assert hints(GROUP, 1, named=["Russia"]) == ["B······"]
