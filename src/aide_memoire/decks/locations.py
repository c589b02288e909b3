"""Where things stand in a deck's text, by tree-sitter's grammar of TOML.

Imported only when a mistake is to be shown: reading a deck needs no places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import tree_sitter_toml
from tree_sitter import Language, Parser

from aide_memoire.decks.diagnostics import KEY, Diagnostic, Problem, Span
from aide_memoire.decks.parser import TABLE_LINE, split_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

    from aide_memoire.decks.diagnostics import KeyPath

_KEYS = ("bare_key", "quoted_key", "dotted_key")
_START = Span(1, 1, 2)
_DEEPEST = 40  # levels of lists in lists: reading refuses fewer


def locate_problems(path: str, text: str, problems: Iterable[Problem]) -> list[Diagnostic]:
    """Return the problems with their places in the text, in its order, and what is no TOML 1.0."""
    text = text.removeprefix("\ufeff")
    waiting = list(problems)
    if not any(problem.code == "syntax" for problem in waiting):
        waiting += _newer_toml(text)
    lines = text.split("\n")
    known = find_spans(text) if any(not problem.line for problem in waiting) else {}
    found = [_diagnostic(path, lines, known, problem) for problem in waiting]
    return sorted(found, key=lambda each: (each.line, each.column))


def _newer_toml(text: str) -> list[Problem]:
    """Return what our parser takes (TOML 1.1) and other programs do not, such as inline tables over lines."""
    found: list[Problem] = []
    waiting = [_tree(text)]
    while waiting:
        node = waiting.pop()
        if node.type == "inline_table" and node.start_point[0] != node.end_point[0]:
            found.append(_at(node, text, "an inline table must end on its own line", "write { … } on one line"))
        elif node.type == "ERROR":
            found.append(_at(node, text, "other programs cannot read this: it is not TOML 1.0", ""))
        elif node.has_error:
            waiting += reversed(node.children)
    return found


def _at(node: Node, text: str, message: str, hint: str) -> Problem:
    row, byte = node.start_point
    line = text.split("\n")[row].encode()
    return Problem("syntax", message, hint=hint, line=row + 1, column=len(line[:byte].decode(errors="replace")) + 1)


def _diagnostic(path: str, lines: list[str], known: dict[KeyPath, Span], problem: Problem) -> Diagnostic:
    span = Span(problem.line, problem.column, problem.column + 1) if problem.line else _nearest(known, problem.key_path)
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    return Diagnostic(
        path, span.line, span.column, problem.severity, problem.code, problem.message, problem.hint, span.end, line
    )  # fmt: skip


def _nearest(known: dict[KeyPath, Span], key_path: KeyPath) -> Span:
    """Return the place itself, else the nearest thing around it that stands in the text."""
    if key_path in known:
        return known[key_path]
    for length in range(len(key_path), 0, -1):
        if key_path[:length] in known:
            return known[key_path[:length]]
    return _START


def _tree(text: str) -> Node:
    return Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node


def find_spans(text: str) -> dict[KeyPath, Span]:
    """Return the place of every table, key and value of a list.

    A text with an error of syntax is taken piece by piece, as it is read: one open quote misleads no other note.
    """
    whole = _tree(text)
    if not whole.has_error:
        return _places_in(text, whole, {}, 0)
    found: dict[KeyPath, Span] = {}
    counts: dict[KeyPath, int] = {}
    for start, end in split_tables(text):
        piece = text[start:end]
        before = dict(counts)
        found |= _places_in(piece, _tree(piece), counts, text.count("\n", 0, start))
        header = TABLE_LINE.match(piece)
        if header and header["array"] and counts == before:  # too broken for the grammar, but counted as a note
            key_path = (header["name"],)
            counts[key_path] = counts.get(key_path, -1) + 1
    return found


def _places_in(text: str, root: Node, counts: dict[KeyPath, int], lines_before: int) -> dict[KeyPath, Span]:
    found: dict[KeyPath, Span] = {}
    lines = text.encode().split(b"\n")

    def span(node: Node) -> Span:
        row, start = node.start_point
        end_row, end = node.end_point
        line = lines[row]
        stop = end if end_row == row else len(line)
        columns = (len(line[:byte].decode(errors="replace")) + 1 for byte in (start, stop))
        return Span(row + 1 + lines_before, *columns)

    def pairs(node: Node, key_path: KeyPath) -> None:
        for pair in node.named_children:
            if pair.type == "pair":
                key, value = pair.named_children[0], pair.named_children[1]
                here = (*key_path, *_key_parts(key))
                found[(*here, KEY)] = span(key)
                found[here] = span(key) if value.type in ("array", "inline_table") else span(value)
                values(value, here)

    def values(node: Node, key_path: KeyPath) -> None:
        if len(key_path) > _DEEPEST:
            return
        if node.type == "inline_table":
            pairs(node, key_path)
        elif node.type == "array":
            items = [item for item in node.named_children if item.type != "comment"]
            for place, item in enumerate(items):
                found[*key_path, place] = span(item)
                values(item, (*key_path, place))

    for key_path, table in _tables(root, counts):
        header = next(child for child in table.named_children if child.type in _KEYS)
        found[key_path] = span(header)
        pairs(table, key_path)
    pairs(root, ())
    return found


def table_rows(text: str) -> Iterator[tuple[KeyPath, int, int]]:
    """Yield the way to each table, with the rows (from 0) of its header and of the last line of its keys."""
    for key_path, table in _tables(_tree(text), {}):
        last = [child for child in table.named_children if child.type != "comment"][-1]
        yield key_path, table.start_point[0], last.end_point[0]


def _tables(root: Node, counts: dict[KeyPath, int]) -> Iterator[tuple[KeyPath, Node]]:
    """Yield each table's node with the way to it; a sub-table belongs to the newest of its list.

    `counts` goes on from piece to piece of a text.
    """
    for table in root.named_children:
        if table.type not in ("table", "table_array_element"):
            continue
        header = next((child for child in table.named_children if child.type in _KEYS), None)
        if header is None:
            continue
        key_path: KeyPath = tuple(_key_parts(header))
        if table.type == "table_array_element":
            counts[key_path] = counts.get(key_path, -1) + 1
            key_path = (*key_path, counts[key_path])
        elif key_path[:1] in counts:
            key_path = (key_path[0], counts[key_path[:1]], *key_path[1:])
        yield key_path, table


def _key_parts(key: Node) -> list[str]:
    """Return the parts of a key. Their nodes lie within each other, and an odd deck has thousands of them."""
    found: list[str] = []
    waiting = [key]
    while waiting:
        node = waiting.pop()
        if node.type == "dotted_key":
            waiting += reversed(node.named_children)
        else:
            text = (node.text or b"").decode(errors="replace")
            found.append(text[1:-1] if node.type == "quoted_key" else text)
    return found
