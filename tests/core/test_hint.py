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
        (TREATY, "Ju·· 18··", ""),
        (GROUP, "R·····, B······", "Ru····, Be·····"),
        (ORDER, "first: Qing", ""),
    ],
)
def test_each_hint_shows_a_little_more(note, first, second):
    """Of words a letter each, of dates two signs, of an order one thing more; at least half stays to be known."""
    assert hints(note, 1, 2) == [first, second]


def test_the_last_hint_is_not_the_answer():
    """There are as many hints of letters as are promised, and none before the first."""
    assert all(hints(PORT, *range(1, MAX_HINTS + 1)))
    assert hints(PORT, 0, MAX_HINTS + 1) == ["", ""]


@pytest.mark.parametrize("answer", ["1896", "late 1950s", "NATO", "a", "42", "Kyrgyzstan", "·····", "北京", "a b c"])
def test_no_hint_gives_away_more_than_half(answer):
    """However short an answer is, its hints leave at least half of its letters to be known."""
    question = CardNote(N, Side("Q?", answer))
    for each in filter(None, hints(question, *range(1, 9))):
        assert 2 * each.count("·") >= len(answer.replace(" ", ""))
        assert each != answer or "·" in answer


def test_the_authors_hint_comes_before_the_letters():
    """It is one more, and takes none of the others away."""
    own = PORT._replace(shared=Shared("n", hint="a fortress"))
    assert hints(own, 1, 2) == ["a fortress", "P··· A·····"]
    assert hints(own, MAX_HINTS + 1, MAX_HINTS + 2) == ["Po·· Ar····", ""]


def test_what_was_named_needs_no_hint():
    """Of a list only the members that are missing are shown."""
    assert hints(GROUP, 1, named=["Russia"]) == ["B······"]
