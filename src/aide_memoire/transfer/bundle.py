"""Decks of others as they arrive: a folder, a zip file or one deck, read into memory with limits.

Nothing in a zip file is trusted: a path that leads out of it, a link or too much content is refused.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import read_regular_file
from aide_memoire.core.errors import AideMemoireError, NotFoundError
from aide_memoire.core.file_names import portable_name, spellings
from aide_memoire.core.ids import slug
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.decks.file_names import ENDING, ORIGIN, file_kind, is_deck
from aide_memoire.decks.files import LARGEST_DECK, stem_of
from aide_memoire.decks.folders import list_folder
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.unread_files import find_unread_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aide_memoire.decks.parser import ParsedDeck

_LARGEST_ZIP = 512 * 1024 * 1024  # bytes, packed
_LARGEST_BUNDLE = 512 * 1024 * 1024  # bytes of what is read, unpacked, be it taken or not
_MOST_NOTES = 200_000  # in all decks: each takes memory until it is written
_MOST_REMARKS = 20
_MOST_ENTRIES = 50_000
_TEXTS = re.compile(r"(readme|licen[sc]e|copying|notice|credits|authors)\b", re.IGNORECASE)
_LEADS_OUT = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)")
_HIDDEN = re.compile(r"(^|/)\.")
_KINDS = "give a folder with decks, or a .zip of one"


class Bundle(NamedTuple):
    """The decks by file name, the other files that belong to them by relative path, and what was not taken."""

    source: str  # the absolute path
    name: str  # for the folder that the decks go to
    decks: dict[str, ParsedDeck]
    files: dict[str, bytes]  # of decks, too
    remarks: tuple[str, ...]


class _Tree:
    """What was given: the relative paths of its files, and a function that reads one of at most so many bytes."""

    def __init__(self, paths: list[str], read: Callable[[str, int], bytes], remarks: tuple[str, ...] = ()) -> None:
        self.paths, self.remarks = paths, remarks
        self._read = read
        self._left = _LARGEST_BUNDLE

    def read(self, path: str) -> bytes:
        """Return the content of a file. Raises OSError or AideMemoireError if that is too much, by itself or in all."""
        data = self._read(path, min(LARGEST_DECK, self._left))
        self._left -= len(data)
        return data


def read_bundle(path: str) -> Bundle:
    """Read the decks of a folder or zip file. Raises AideMemoireError if there are none, or it must not be trusted."""
    if re.match(r"[a-z]+://|git@", path):
        hint = "download it first; or git clone it into the folder of your decks, and git pull updates it"
        raise AideMemoireError(f"{sanitize_line(path)} is an address, not a folder or a zip file", hint)
    if not os.path.lexists(path):
        raise NotFoundError(f"there is no file {sanitize(path)}", _KINDS)
    try:
        tree = _open(path)
        bundle = _collect(path, tree)
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be read: {error.strerror or error}") from error
    if not bundle.decks:
        raise AideMemoireError(f"there are no decks in {sanitize(path)}", "; ".join(bundle.remarks) or _KINDS)
    return bundle


def _open(path: str) -> _Tree:
    if os.path.isdir(path):
        return _folder(path)
    if path.lower().endswith(ENDING):
        return _Tree([os.path.basename(path)], lambda _, largest: read_regular_file(path, largest))
    return _archive(path)


def _folder(path: str) -> _Tree:
    """Return the files of a folder and its subfolders. Links are not followed, so that nothing else is copied."""
    names, found = list_folder(path)
    folders = [each for each in found if not os.path.islink(os.path.join(path, each))]
    paths = [*names, *(f"{folder}/{name}" for folder in folders for name in list_folder(os.path.join(path, folder))[0])]
    links = [each for each in paths if os.path.islink(os.path.join(path, each))]
    remarks = [f"a link, not taken: {each}" for each in links if is_deck(os.path.basename(each))]
    remarks += [f"a link, not taken: {each}" for each in found if each not in folders]
    remarks += [f"not taken: {each.path} ({each.reason})" for each in find_unread_files([path]) if each.kind == "deep"]

    def read(name: str, largest: int) -> bytes:
        file = os.path.join(path, name)
        real = os.path.join(os.path.realpath(path), *name.split("/"))
        if os.path.normcase(os.path.realpath(file)) != os.path.normcase(real):
            raise FileNotFoundError(0, "a link leads elsewhere")
        return read_regular_file(file, largest)

    return _Tree([each for each in paths if each not in links and _is_plain(each)], read, tuple(remarks))


def _archive(path: str) -> _Tree:
    try:
        archive = zipfile.ZipFile(io.BytesIO(read_regular_file(path, _LARGEST_ZIP)))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise AideMemoireError(f"{sanitize(path)} is not a zip file: {sanitize_line(str(error))}", _KINDS) from None
    entries = [
        entry for entry in archive.infolist() if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")
    ]
    for entry in entries:
        _check_entry(entry)
    by_path = {_path_in_zip(entry): entry for entry in entries}
    if len(by_path) != len(entries) or len(entries) > _MOST_ENTRIES:
        raise AideMemoireError(
            f"{sanitize(path)} has a name twice, or too many files", "unpack it and look at it first"
        )
    root = _common_root(list(by_path))

    def read(name: str, largest: int) -> bytes:
        return _unpack(archive, by_path[root + name], largest) if root + name in by_path else _missing()

    return _Tree([each.removeprefix(root) for each in by_path], read)


def _missing() -> bytes:
    raise FileNotFoundError


def _path_in_zip(entry: zipfile.ZipInfo) -> str:
    """Return the path of an entry. Some programs for Windows separate folders by backslashes."""
    return entry.filename.replace("\\", "/")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Raise AideMemoireError for an entry that no honest zip file of decks has."""
    name = _path_in_zip(entry)
    if _LEADS_OUT.search(name):
        wrong = "a path that leads out of it"
    elif not _is_plain(name):
        wrong = "a name with signs that cannot be shown"
    elif stat.S_ISLNK(entry.external_attr >> 16):
        wrong = "a link"
    elif entry.flag_bits & 1:
        wrong = "an encrypted file"
    else:
        return
    raise AideMemoireError(f"the zip file holds {wrong}: {sanitize_line(name)}", "nothing was added")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, largest: int) -> bytes:
    """Return the content of an entry. What it says of its size is not trusted."""
    try:
        with archive.open(entry) as file:
            data = file.read(largest + 1)
    except Exception as error:  # zip, bz2 and lzma raise various undocumented errors
        raise AideMemoireError(
            f"{sanitize_line(entry.filename)} cannot be unpacked: {sanitize_line(str(error))}"
        ) from None
    if len(data) > largest:
        raise AideMemoireError(f"{sanitize_line(entry.filename)} is too large", "nothing was added")
    return data


def _is_plain(path: str) -> bool:
    """Return whether a path can be shown and kept as it is."""
    return sanitize(path) == path and not set("\n\t") & set(path)


def _common_root(paths: list[str]) -> str:
    """Return the folder that all files are in, as in the zip files of GitHub: "anatomy-main/"."""
    root = ""
    while paths:
        tops = {path.removeprefix(root).partition("/")[:2] for path in paths}
        if len(tops) != 1 or not next(iter(tops))[1]:
            return root
        root += "".join(next(iter(tops)))
    return root


def _collect(path: str, tree: _Tree) -> Bundle:
    """Read the decks, the files that their notes name, and the texts about them."""
    files: dict[str, bytes] = {}
    decks: dict[str, ParsedDeck] = {}
    remarks = [*tree.remarks, *_not_taken(tree.paths)]
    notes = 0
    for each in filter(_is_read, tree.paths):
        data = _read_deck(path, tree, each)
        name = _flat_name(each, files)
        reading = parse_deck(data.decode(errors="replace"), stem_of(name))
        if not (reading.notes or reading.tables["deck"]):
            remarks += [f"no deck, not taken: {each}"] if name != f"other-{ORIGIN}" else []
            continue
        files[name], decks[name] = data, reading
        notes += len(reading.notes)
        if notes > _MOST_NOTES:
            raise AideMemoireError(f"the decks have more than {_MOST_NOTES:,} notes", "add them in several parts")
        for media in _media(reading):
            _add_beside(tree, os.path.dirname(each), media, files)
    for text in (each for each in tree.paths if _TEXTS.match(each) and each == portable_name(each)):
        _add_beside(tree, "", text, files)
    source = os.path.abspath(path)
    return Bundle(source, portable_name(slug(stem_of(source)) or "decks"), decks, files, _the_first(remarks))


def _is_read(path: str) -> bool:
    """Return whether a path is that of a deck: as in the folder of one's own decks, one level deep."""
    folder, _, name = path.rpartition("/")
    return is_deck(name) and "/" not in folder and not folder.startswith(".")


def _not_taken(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        name = path.rpartition("/")[2]
        if file_kind(name) == "conflict":
            yield f"a conflict copy, not taken: {path}"
        elif is_deck(name) and path.count("/") > 1 and not any(part.startswith(".") for part in path.split("/")):
            yield f"more than one folder deep, not taken: {path}"


def _flat_name(path: str, taken: Iterable[str]) -> str:
    """Return the name of a deck in the folder it goes to, which has no subfolders, but a record."""
    folder, _, name = path.rpartition("/")
    name = portable_name(name)
    clashes = name.casefold() in {ORIGIN, *(each.casefold() for each in taken)}
    return f"{slug(folder) or 'other'}-{name}" if clashes else name


def _media(reading: ParsedDeck) -> Iterator[str]:
    """Yield the relative paths of the files that the notes name; none that is hidden, as git would act by those."""
    for parsed in reading.notes:
        yield from (path for path in parsed.note.shared.media if _is_plain(path) and not _HIDDEN.search(path))


def _add_beside(tree: _Tree, folder: str, path: str, files: dict[str, bytes]) -> None:
    """Read a file that belongs to a deck, if it is there. One of the same path is not replaced."""
    if path in files:
        return
    for each in spellings(path):
        with suppress(OSError):
            files[path] = tree.read(f"{folder}/{each}" if folder else each)
            return


def _read_deck(place: str, tree: _Tree, path: str) -> bytes:
    try:
        return tree.read(path)
    except OSError as error:
        file = os.path.join(place, path) if os.path.isdir(place) else place
        raise AideMemoireError(
            f"{sanitize(file)} cannot be read: {error.strerror or error}", "nothing was added"
        ) from error


def _the_first(remarks: list[str]) -> tuple[str, ...]:
    """Return the remarks; of very many, the first, and how many there are besides."""
    more = len(remarks) - _MOST_REMARKS
    return (*remarks[:_MOST_REMARKS], *([f"{more:,} more like these"] if more > 0 else []))
