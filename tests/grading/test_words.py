"""The lists of words of the package pyspellchecker: if their form changed, typos would be judged by chance."""

import json
import zlib
from importlib.util import find_spec
from pathlib import Path

import pytest

from aide_memoire.core.grading.words import LISTED, has_list, is_word


def listed(language):
    folder = find_spec("spellchecker").submodule_search_locations[0]
    return json.loads(zlib.decompress((Path(folder) / "resources" / f"{language}.json.gz").read_bytes(), 31))


@pytest.mark.parametrize("language", sorted(LISTED))
def test_every_list_is_read_word_by_word(language):
    """Each list is there and sorted, so that it need be read no further than a word."""
    words = [word for word in listed(language) if len(word) > 1]
    assert words == sorted(words)
    for word in words[:: len(words) // 50]:
        assert is_word(word, language if language != "fa" else "fa"), word


@pytest.mark.parametrize(
    ("word", "language", "known"),
    [
        ("ileum", "en", True),
        ("goverment", "en", False),
        ("perro", "es-MX", True),
        ("kirsche", "de", True),
        ("собака", "en", True),
        ("сабака", "en", False),
        ("szkoła", "pl", False),
        ("猫", "zh", False),
        ("", "en", False),
        ('a": 1', "en", False),
    ],
)
def test_words_of_a_language(word, language, known):
    """A word is looked up in its own language, one of another script in that script's."""
    assert is_word(word, language) is known


def test_a_language_without_a_list():
    """Where there is no list, nothing is a word, and that is known."""
    assert not has_list("szkoła", "pl")
    assert not has_list("שלום", "he")
    assert has_list("school", "en")
