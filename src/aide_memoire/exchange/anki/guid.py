"""Convert between the guid of an Anki note and the id of our note, so that Anki recognises exported notes."""

from __future__ import annotations

import hashlib

from aide_memoire.core.ids import ID_LENGTH, is_id

_PREFIX = "anki."
_HASHED = "anki-"


def id_of(guid: str) -> str:
    """Return the id of a note: the guid if it is a valid id, else “anki.” and its UTF-8 bytes in hexadecimal.

    A guid that is too long for this becomes a hash, from which the guid cannot be restored. The guids that Anki makes
    have ten characters.
    """
    if is_id(guid) and not guid.startswith(_PREFIX):
        return guid
    data = guid.encode("utf-8", "surrogatepass")
    written = _PREFIX + data.hex()
    return written if len(written) <= ID_LENGTH else _HASHED + hashlib.sha256(data).hexdigest()


def guid_of(note: str) -> str:
    """Return the guid from which `id_of` made the id. Any other id is its own guid."""
    if not note.startswith(_PREFIX):
        return note
    try:
        guid = bytes.fromhex(note.removeprefix(_PREFIX)).decode()
    except ValueError:
        return note
    return guid if id_of(guid) == note else note
