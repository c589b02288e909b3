"""Name the formats that are not read, so that a file of one gives no rubbish but one line."""

from __future__ import annotations

import os
import re

from aide_memoire.exchange.text import wide_encoding

READ = "tables (CSV, TSV), Quizlet's lists, Anki's .apkg and text, notes of hashcards and Obsidian, logs (.jsonl)"
"""What is read, for the line that refuses a file."""

_BEGINNINGS = {
    b"%PDF": "a PDF",
    b"SQLite format 3\0": "a database",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "RTF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a sound or a picture",
    b"ID3": "a sound",
    b"OggS": "a sound",
    b"\x1f\x8b": "a packed file",
    b"7z\xbc\xaf": "a packed file",
    b"Rar!": "a packed file",
    b"BZh": "a packed file",
    b"\xfd7zXZ": "a packed file",
    b"\x28\xb5\x2f\xfd": "a packed file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
_PACKED = {
    "collection.anki2": "a package of Anki's under another name",
    "collection.anki21": "a package of Anki's under another name",
    "collection.anki21b": "a package of Anki's under another name",
    "word/document.xml": "a Word document",
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "META-INF/container.xml": "an e-book",
    "content.xml": "an OpenDocument file",
}
_ENDINGS = {
    "JSON": "json json5 ndjson",
    "YAML": "yaml yml",
    "XML": "xml kvtml opml rss svg plist",
    "HTML": "html htm xhtml mhtml",
    "an Org file": "org org_archive",
    "LaTeX": "tex latex bib",
    "a document of that kind": "rst adoc asciidoc pages",
    "a spreadsheet": "numbers",
    "a database": "sql db sqlite sqlite3 anki2 anki21",
    "a settings file": "ini cfg conf env lock",
    "a program's text": "sh bash zsh fish bat ps1 py js ts jsx tsx java c h cpp hpp rs go rb php pl lua css r kt ipynb",
    "a file of subtitles": "srt vtt ass",
    "another program's own format": "mem voc cards wcu pau dsl mdx",
}
"""The endings of names by what such a file is."""

_STRING = r'"(?:[^"\\\n]|\\.){0,200}"'
_CONTENTS = {
    "JSON": re.compile(rf'\s*(?:\{{\s*{_STRING}\s*:|\[\s*(?:\{{\s*"|\[\s*[\[\d"]|{_STRING}\s*[,\]]))'),
    "XML": re.compile(r"\s*<\?xml\b", re.IGNORECASE),
    "HTML": re.compile(r"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL),
    "an Org file": re.compile(
        r"#\+(?:title|startup|author|date|filetags|begin_\w+):?"
        r"|\s*\*{1,8} .*(?::drill:|\n(?:.*\n){0,20}?\s*:PROPERTIES:)",
        re.IGNORECASE,
    ),
    "LaTeX": re.compile(r"\s*\\(?:documentclass|begin\{document\}|usepackage)"),
    "a program's text": re.compile(r"#!\s*/"),
}
_INSTEAD = {
    "a spreadsheet": "save it as CSV",
    "a package of Anki's under another name": "name it .apkg",
    "a zip file": "unpack it",
    "a packed file": "unpack it",
}
_TEXT_SAMPLE = 4000


def unread_bytes(data: bytes, name: str) -> str:
    """Return what a file is that is no text, as “a PDF”, or ""."""
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    for beginning, what in _BEGINNINGS.items():
        if data.startswith(beginning):
            return what
    is_table = name.lower().endswith((".csv", ".tsv"))
    return "a file that is no text" if b"\0" in data[:_TEXT_SAMPLE] and not is_table and not wide_encoding(data) else ""


def unread_text(text: str, name: str) -> str:
    """Return what a text is that is read as nothing here, as “JSON”, or ""."""
    ending = os.path.splitext(name)[1][1:].lower()
    by_name = next((what for what, endings in _ENDINGS.items() if ending in endings.split()), "")
    return by_name or next((what for what, sign in _CONTENTS.items() if sign.match(text[:_TEXT_SAMPLE])), "")


def refusal(what: str) -> str:
    """Return the line that refuses a file and says what is read."""
    instead = f"; {_INSTEAD[what]}" if what in _INSTEAD else ""
    return f"{what} is not read{instead}; what is read: {READ}"


def _packed(data: bytes) -> str:
    """Return what a zip file is, by the names in it."""
    return next((what for name, what in _PACKED.items() if name.encode() in data), "a zip file")
