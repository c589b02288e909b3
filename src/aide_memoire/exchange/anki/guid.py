"""Anki's guid of a note ↔ the note's id here, so that what goes back is known again."""

from __future__ import annotations

import hashlib

from aide_memoire.core.ids import ID_LENGTH, is_id

_PREFIX = "anki."
_HASHED = "anki-"


def id_of(guid: str) -> str:
    """Return the note's id: the guid itself where it can be one, else its UTF-8 in hexadecimal after “anki.”.

    A guid of more bytes than an id has room for becomes a hash, which nothing makes a guid again; Anki's own
    have ten signs.
    """
    if is_id(guid) and not guid.startswith(_PREFIX):
        return guid
    data = guid.encode("utf-8", "surrogatepass")
    written = _PREFIX + data.hex()
    return written if len(written) <= ID_LENGTH else _HASHED + hashlib.sha256(data).hexdigest()


def guid_of(note: str) -> str:
    """Return the guid that `id_of` made an id of; any other id is its own guid."""
    if not note.startswith(_PREFIX):
        return note
    try:
        guid = bytes.fromhex(note.removeprefix(_PREFIX)).decode()
    except ValueError:
        return note
    return guid if id_of(guid) == note else note
