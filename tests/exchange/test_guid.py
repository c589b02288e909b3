"""Anki's guid of a note and the id that it has here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.ids import is_id
from aide_memoire.exchange.anki.guid import guid_of, id_of

SIGNS = "!#$%&()*+,-./:;<=>?@[]^_`{|}~abcXYZ089"


@given(st.text(st.characters(codec="utf-8"), max_size=9) | st.text(SIGNS, max_size=37))
def test_a_guid_comes_back(guid):
    """Every guid becomes an id that a deck takes, and that id the very same guid again."""
    assert is_id(id_of(guid))
    assert guid_of(id_of(guid)) == guid


@pytest.mark.parametrize(
    ("guid", "made"),
    [
        ("li-lobanov", "li-lobanov"),
        ("q#", "anki.7123"),
        ("", "anki."),
        ("anki.7123", "anki.616e6b692e37313233"),  # else it would come back as q#
        ("e\N{COMBINING ACUTE ACCENT}", "anki.65cc81"),  # not in NFC
    ],
)
def test_what_can_be_an_id_is_one(guid, made):
    """Other guids are written in hexadecimal."""
    assert id_of(guid) == made
    assert guid_of(made) == guid


@pytest.mark.parametrize("note", ["anki.zz", "anki.6c69", "anki.ff", "anki.7", "anki.71 23", "plain", "Anki.7123"])
def test_other_ids_are_their_own_guid(note):
    """What `id_of` does not make is taken as it stands."""
    assert guid_of(note) == note


def test_a_guid_that_is_too_long_is_hashed():
    """It still is the same id each time, and another than that of a longer one."""
    assert id_of("#" * 38) == id_of("#" * 38) != id_of("#" * 39)
    assert is_id(id_of("#" * 10_000))
