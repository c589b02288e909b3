"""Names that a file can have on every operating system, and the forms of one name in Unicode."""

from __future__ import annotations

import re
import unicodedata

_DEVICES = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{name}{n}" for name in ("com", "lpt") for n in "0123456789¹²³"),
    ]
)
_REFUSED = re.compile(r'[<>:"|?*\\/]')


def is_device(name: str) -> bool:
    """Return whether Windows takes a file of this name for a device: it does so whatever its ending is."""
    return name.partition(".")[0].rstrip().casefold() in _DEVICES


def portable_name(name: str) -> str:
    """Return the name for a new file: in NFC, and without what Windows refuses. Most names stay as they are."""
    allowed = _REFUSED.sub("-", composed(name)).rstrip(" .")
    if not is_device(allowed):
        return allowed
    stem, dot, ending = allowed.partition(".")
    return f"{stem.rstrip()}-deck{dot}{ending}"


def composed(name: str) -> str:
    """Return a name in NFC. macOS has names in NFD, which look the same and are others to the other systems."""
    return unicodedata.normalize("NFC", name)


def spellings(name: str) -> list[str]:
    """Return a name, and the same name in NFC and in NFD, each once."""
    return list(dict.fromkeys((name, composed(name), unicodedata.normalize("NFD", name))))
