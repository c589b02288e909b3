"""Find the places of tables, keys and values in the text of a deck, with the TOML grammar of tree-sitter.

Imported only when a mistake is shown or a note is edited: a session needs no places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tree_sitter_toml
from tree_sitter import Language, Parser

from aide_memoire.decks.diagnostics import KEY, Diagnostic, Problem, Span
from aide_memoire.decks.mend import mend
from aide_memoire.decks.tables import KEY_PART, TABLE_LINE, split_tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tree_sitter import Node

    from aide_memoire.decks.diagnostics import KeyPath

_KEYS = ("bare_key", "quoted_key", "dotted_key")
_MAY_BE_NEWER = re.compile(r"\{(?<!\{\{)(?!\{)|\\[ex]|:(?<=\d:)\d\d[^:\d]")  # an inline table, an escape, a time
_PAIR = rf"""{KEY_PART}[ \t]*=[ \t]*(?:"[^"\\\n]*"|'[^'\n]*')"""
_PLAIN_TABLE = re.compile(rf"\{{[ \t]*{_PAIR}(?:[ \t]*,[ \t]*{_PAIR})*[ \t]*\}}")  # an inline table of TOML 1.0
_START = Span(1, 1, 2)
_DEEPEST = 40  # nesting levels; the deck parser already rejects less


def locate_problems(path: str, text: str, problems: Iterable[Problem]) -> list[Diagnostic]:
    """Return the problems with their places, in the order of the text. Syntax that is not TOML 1.0 is added."""
    text = text.removeprefix("\ufeff")
    unplaced = list(problems)
    lines = text.split("\n")
    if any(problem.code == "syntax" for problem in unplaced):
        text = mend(text).text
    unplaced += newer_toml(text)
    wanted = {place for problem in unplaced if not problem.line for place in _places(problem.key_path)}
    known = find_spans(text, wanted) if wanted else {}
    found = [_diagnostic(path, lines, known, problem) for problem in unplaced]
    return sorted(found, key=lambda each: (each.line, each.column))


def newer_toml(text: str) -> list[Problem]:
    """Return syntax that our parser accepts (TOML 1.1) but other programs reject, such as multi-line inline tables."""
    found: list[Problem] = []
    if not _MAY_BE_NEWER.search(text) or not _MAY_BE_NEWER.search(_PLAIN_TABLE.sub("", text)):
        return found
    pending, lines = [_tree(text)], text.split("\n")
    while pending:
        node = pending.pop()
        if node.type == "inline_table" and node.start_point[0] != node.end_point[0]:
            found.append(_at(node, lines, "an inline table must end on its own line", "write { … } on one line"))
        elif node.type == "ERROR":
            found.append(_at(node, lines, *_what_is_newer(node)))
        elif node.has_error:
            pending += reversed(node.children)
    return found


def _what_is_newer(node: Node) -> tuple[str, str]:
    if node.text == b",":
        return "no comma stands before the closing brace", "delete it"
    return "other programs cannot read this: it is not TOML 1.0", ""


def _at(node: Node, lines: list[str], message: str, hint: str) -> Problem:
    row, byte = node.start_point
    column = _characters(lines[row].encode(), 0, byte) + 1
    return Problem("syntax", message, hint=hint, line=row + 1, column=column)


def _diagnostic(path: str, lines: list[str], known: dict[KeyPath, Span], problem: Problem) -> Diagnostic:
    span = Span(problem.line, problem.column, problem.column + 1) if problem.line else _nearest(known, problem.key_path)
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    return Diagnostic(
        path, span.line, span.column, problem.severity, problem.code, problem.message, problem.hint, span.end, line
    )  # fmt: skip


def _nearest(known: dict[KeyPath, Span], key_path: KeyPath) -> Span:
    """Return the place of the key path, else of the nearest table or key that contains it."""
    return next((known[near] for near in _places(key_path) if near in known), _START)


def _places(key_path: KeyPath) -> Iterator[KeyPath]:
    """Yield where a key path can stand: itself, else what is nearest to it, table by table."""
    for length in range(len(key_path), 0, -1):
        yield key_path[:length]
        yield (*key_path[:length], 0)


def _tree(text: str) -> Node:
    return Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node


def find_spans(text: str, wanted: Collection[KeyPath] | None = None) -> dict[KeyPath, Span]:
    """Return the places of all tables, keys and list values, or of those that are `wanted`.

    With what is wanted, that which contains it is wanted too, as from `_places`: nothing else is looked into.
    A text with a syntax error is split as in the parser, so that an open quote affects one note only.
    """
    whole = _tree(text)
    if not whole.has_error:
        return _places_in(text, whole, {}, 0, wanted)
    found: dict[KeyPath, Span] = {}
    counts: dict[KeyPath, int] = {}
    lines = last = 0
    for start, end in split_tables(text):
        piece = text[start:end]
        before = dict(counts)
        lines += text.count("\n", last, start)
        last = start
        found |= _places_in(piece, _tree(piece), counts, lines, wanted)
        header = TABLE_LINE.match(piece)
        if header and header["array"] and counts == before:  # the parser counts it as a note
            key_path = (header["name"],)
            counts[key_path] = counts.get(key_path, -1) + 1
    return found


def _places_in(
    text: str, root: Node, counts: dict[KeyPath, int], lines_before: int, wanted: Collection[KeyPath] | None
) -> dict[KeyPath, Span]:
    found: dict[KeyPath, Span] = {}
    lines = text.encode().split(b"\n")

    last = (0, 0, 1)  # the row, byte and column of a node: on a line of megabytes, the next is counted from there

    def span(node: Node) -> Span:
        nonlocal last
        row, start = node.start_point
        end_row, end = node.end_point
        line = lines[row]
        byte, column = last[1:] if last[0] == row and last[1] <= start else (0, 1)
        column += _characters(line, byte, start)
        last = (row, start, column)
        width = _characters(line, start, end if end_row == row else len(line))
        return Span(row + 1 + lines_before, column, column + width)

    def put(key_path: KeyPath, node: Node) -> None:
        if wanted is None or key_path in wanted:
            found[key_path] = span(node)

    def pairs(node: Node, key_path: KeyPath) -> None:
        for pair in _children(node):
            if pair.type == "pair":
                key, value = pair.named_children[0], pair.named_children[1]
                here = (*key_path, *_key_parts(key))
                put((*here, KEY), key)
                put(here, key if value.type in ("array", "inline_table") else value)
                values(value, here)

    def values(node: Node, key_path: KeyPath) -> None:
        if len(key_path) > _DEEPEST or not (wanted is None or key_path in wanted):
            return
        if node.type == "inline_table":
            pairs(node, key_path)
        elif node.type == "array":
            items = (item for item in _children(node) if item.type != "comment")
            for place, item in enumerate(items):
                put((*key_path, place), item)
                values(item, (*key_path, place))

    for key_path, table in _tables(root, counts):
        header = next(child for child in table.named_children if child.type in _KEYS)
        put(key_path, header)
        if wanted is None or key_path in wanted:
            pairs(table, key_path)
    pairs(root, ())
    return found


def table_rows(text: str) -> Iterator[tuple[KeyPath, int, int]]:
    """Yield the key path of each table with the rows (from 0) of its header and of the last line of its keys."""
    for key_path, table in _tables(_tree(text), {}):
        last = [child for child in table.named_children if child.type != "comment"][-1]
        yield key_path, table.start_point[0], last.end_point[0]


def _tables(root: Node, counts: dict[KeyPath, int]) -> Iterator[tuple[KeyPath, Node]]:
    """Yield the key path and the node of each table. A sub-table belongs to the last table of its list.

    `counts` is updated, so that numbering continues across the pieces of a text.
    """
    for table in _children(root):
        if table.type not in ("table", "table_array_element"):
            continue
        header = next((child for child in table.named_children if child.type in _KEYS), None)
        if header is None:
            continue
        key_path: KeyPath = tuple(_key_parts(header))
        if table.type == "table_array_element":
            if len(key_path) > 1 and key_path[:1] in counts:
                key_path = (key_path[0], counts[key_path[:1]], *key_path[1:])
            counts[key_path] = counts.get(key_path, -1) + 1
            key_path = (*key_path, counts[key_path])
        elif key_path[:1] in counts:
            key_path = (key_path[0], counts[key_path[:1]], *key_path[1:])
        yield key_path, table


def _characters(line: bytes, start: int, end: int) -> int:
    return len(line[start:end].decode(errors="replace"))


def _children(node: Node) -> Iterator[Node]:
    """Yield the named children of a node one by one. The list of them would keep all that is below each, too."""
    cursor = node.walk()
    goes_on = cursor.goto_first_child()
    while goes_on:
        child = cursor.node
        if child is not None and child.is_named:
            yield child
        goes_on = cursor.goto_next_sibling()


def _key_parts(key: Node) -> list[str]:
    """Return the parts of a key. Iterative, as the nodes are nested and a malicious deck can have thousands of them."""
    found: list[str] = []
    pending = [key]
    while pending:
        node = pending.pop()
        if node.type == "dotted_key":
            pending += reversed(node.named_children)
        else:
            text = (node.text or b"").decode(errors="replace")
            found.append(text[1:-1] if node.type == "quoted_key" else text)
    return found
