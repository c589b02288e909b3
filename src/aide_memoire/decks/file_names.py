"""What the name of a file in a deck folder says: a deck, a conflict copy, a backup of an editor, or neither."""

from __future__ import annotations

import re
from typing import Literal

from aide_memoire.core.file_names import composed

FileKind = Literal["deck", "conflict", "backup", "settings", "hidden", "known", "other"]
"""`known` files belong beside decks and are not mentioned; `settings` are TOML files of other programs."""

ENDING = ".toml"
ORIGIN = "origin.toml"
"""The name of the record of decks that were added. A deck may have it, too."""

_CONFLICT = (
    r"\.sync-conflict-\d{8}-\d{6}"  # Syncthing
    r"|_conflict-\d{8}-\d{6}|_\w{3}-\d{2}-\d{6}-\d{4}_conflict"  # ownCloud, Synology
    r"|\.conflict\d+$"  # rclone
    r"|\[conflict(ed)?\]"  # pCloud, Google Drive
    r"|\(.*\b(conflicted|conflict copy|sfconflict|(case|sync|encoding) conflict|konflikt-?kopie"
    r"|in konflikt stehende kopie|copie en conflit|copia en conflicto|copia in conflitto"
    r"|c[oó]pia em conflito|conflicterende kopie"
    r"|конфликт\w* копия)\b.*\)"  # Dropbox, Nextcloud, Obsidian, Seafile
    r"|\(.*(冲突副本|衝突複本|競合コピー|충돌된 사본).*\)"
)
_MERGE = r"_(BASE|LOCAL|REMOTE|BACKUP)_\d+$"  # `git mergetool` writes capitals
_BACKUP = (
    r"~\d*$|\.toml~.*$|^#.*#$|^\.#|^~\$|___jb_(tmp|old)___$|\.toml\.\d+$"
    r"|\.(bak|backup|old|orig|save|sav|sw[a-p]|swx|kate-swp|tmp|temp|rej|part|crdownload|download)\d*$"
)
_SETTINGS = frozenset(
    ("pyproject.toml", "Cargo.toml", "taplo.toml", "rustfmt.toml", "ruff.toml", "netlify.toml", "wrangler.toml")
)
_BESIDE = frozenset(
    (
        *("readme", "license", "licence", "copying", "notice", "authors", "contributors", "contributing", "credits"),
        *("changelog", "changes", "citation", "code_of_conduct", "security", "todo", "makefile", "justfile"),
        *("deck.schema", "origin", "thumbs", "desktop"),
    )
)
_MEDIA = frozenset(
    (
        *("png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff", "pdf"),
        *("mp3", "ogg", "oga", "opus", "wav", "m4a", "flac", "mp4", "webm", "mov"),
    )
)


def is_deck(name: str) -> bool:
    """Return whether a file of this name is read as a deck. Quick for plain names, as `due` asks for each file."""
    if name[-len(ENDING) :].lower() != ENDING or name.startswith("."):
        return False
    stem = name[: -len(ENDING)]
    is_plain = stem.replace("-", "").replace(" ", "").isalnum()  # no pattern below fits, and none is compiled
    return name not in _SETTINGS if is_plain else file_kind(name) == "deck"


def file_kind(name: str) -> FileKind:
    """Return what the name of a file in a deck folder says."""
    name = composed(name)
    lower = name.lower()
    stem, _, ending = lower.rpartition(".")
    if re.search(_BACKUP, lower):
        return "backup"
    if name.startswith("."):
        return "hidden" if ENDING in lower and not lower.startswith("._") and name[1:] not in _SETTINGS else "known"
    if lower.endswith(ENDING):
        if re.search(_CONFLICT, stem) or re.search(_MERGE, name[: -len(ENDING)]):
            return "conflict"
        return "settings" if name in _SETTINGS else "deck"
    return "known" if ending in _MEDIA or (stem or lower) in _BESIDE else "other"


def original_name(name: str) -> str:
    """Return the name of the deck that a conflict copy was made from."""
    stem = re.sub(_MERGE, "", composed(name)[: -len(ENDING)])
    return f"{re.split(f' ?({_CONFLICT})', stem, maxsplit=1, flags=re.IGNORECASE)[0]}{ENDING}"
