"""The pictures, sounds and films that a note may name: files beside its deck."""

from __future__ import annotations

import posixpath

_TYPES = frozenset(
    "avif bmp gif jpeg jpg png tif tiff webp aac flac m4a mp3 oga ogg opus wav m4v mov mp4 ogv webm".split()  # noqa: SIM905
)
"""What a viewer only shows or plays. Programs, pages and documents are missing, since they may act."""


def reason_against(name: str) -> str:
    """Return why a deck cannot name this file as media, or "" if it can."""
    if "\\" in name or ":" in name or name.startswith("/") or ".." in name.split("/"):
        return "a file beside the deck belongs here, such as maps/ussuri.png"
    if posixpath.splitext(name)[1][1:].casefold() not in _TYPES:
        return "only pictures, sounds and films are opened: png, jpg, webp, mp3, ogg, mp4 and the like"
    return ""
