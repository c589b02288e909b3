"""Files of formats that are not read are refused in one line, which says what is read."""

import io
import zipfile

import pytest

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.exchange.formats import read_text_file
from aide_memoire.exchange.unread import READ


def packed(name):
    """Return a zip file with one entry."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(name, "x")
    return file.getvalue()


@pytest.mark.posix
@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.json", "not even that", "JSON"),
        ("a.txt", '{"name": "d",\n"notes": [\n{"fields": ["a", "b"]}\n]}', "JSON"),
        ("a.txt", '[{"front": "a", "back": "b"}]', "JSON"),
        ("a.txt", '[["a", "b"], ["c", "d"]]', "JSON"),
        ("a.txt", '{\n  "a": {', "JSON"),
        ("a.org", "* Item\n", "an Org file"),
        ("a.txt", "#+TITLE: Cards\n* Item\n", "an Org file"),
        ("a.txt", "* Item :drill:\n:PROPERTIES:\n:ID: 1\n:END:\nWhat?\n** Answer\nThat\n", "an Org file"),
        ("a.html", "x", "HTML"),
        ("a.txt", "<!DOCTYPE html>\n<html><body>x</body></html>", "HTML"),
        ("a.txt", '<?xml version="1.0"?><deck/>', "XML"),
        ("a.kvtml", "x", "XML"),
        ("a.yaml", "- a: b\n", "YAML"),
        ("a.tex", "x", "LaTeX"),
        ("a.sh", "# a typed question\nD=$(mktemp -d); echo x\n", "a program's text"),
        ("a.txt", "#!/bin/sh\necho a, b\n", "a program's text"),
        ("a.txt", b"%PDF-1.4\n", "a PDF"),
        ("a.csv", b"SQLite format 3\0", "a database"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1", "an old Word or Excel file"),
        ("a.txt", b"\x89PNG\r\n", "a picture"),
        ("a.bin", bytes(range(256)), "a file that is no text"),
        ("a.docx", packed("word/document.xml"), "a Word document"),
        ("a.zip", packed("words.csv"), "a zip file is not read; unpack it"),
        ("a.xlsx", packed("xl/workbook.xml"), "a spreadsheet is not read; save it as CSV"),
        ("a.csv", packed("xl/workbook.xml"), "a spreadsheet is not read; save it as CSV"),
        ("a.txt", packed("collection.anki2"), "a package of Anki's under another name is not read; name it .apkg"),
        ("a.md", "# Notes\n\nSome **words**.\n", "Markdown without any card (Q: and A:, C:, ::, ?)"),
    ],
)
def test_what_is_not_read_is_said_in_one_line(name, content, what):
    """By the first bytes, the name, or the first words."""
    with pytest.raises(AideMemoireError) as error:
        read_text_file(content if isinstance(content, bytes) else content.encode(), name)
    told = what if " not read" in what else f"{what} is not read"
    assert (error.value.message, error.value.hint) == (f"{told}; what is read: {READ}", "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "[a] b\tc\n"),
        ("a.txt", "{{c1::a}} b\tc\n"),
        ("a.csv", '"a","b"\n'),
        ("a.txt", "* a\tb\n* c\td\n"),
        ("a.txt", "<b>a</b>\tb\n"),
        ("a.md", "[[2024-01-01]]\n\na::b\n"),
    ],
)
def test_tables_that_look_a_little_like_it_are_read(name, text):
    """Brackets and braces alone make no JSON, nor asterisks Org."""
    assert read_text_file(text.encode(), name).notes


def test_a_table_in_markdown_is_read(cards):
    """With the bars at its ends, and without the rule below its header."""
    text = "# Capitals\n\n| Country | Capital |\n|:--------|--------:|\n| Peru    | Lima    |\n| Chile | Santiago |\n"
    assert cards(text, "capitals.md") == [("Peru", "Lima"), ("Chile", "Santiago")]
