"""Which tests need what Windows does not have: they bear the mark `posix`, or their module is not collected there."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent
_MODULES = frozenset(("fcntl", "pty", "termios", "tty", "resource", "pwd", "grp", "aide_memoire.ui.driver"))
_NAMES = frozenset(
    (
        *("symlink_to", "symlink", "hardlink_to", "mkfifo", "chmod", "st_mode", "geteuid", "getuid", "umask"),
        *("fork", "killpg", "setsid", "openpty", "SIGKILL", "SIGHUP", "SIGTSTP", "SIGSTOP", "SIGCONT"),
    )
)
_TEXTS = ("#!/bin/sh", "/dev/null", "/dev/zero", "/proc/")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules_to_leave_out() -> list[str]:
    """Return the test modules that cannot even be imported on Windows: they or what they import have a terminal."""
    return [
        path.relative_to(TESTS).as_posix() for path in sorted(TESTS.rglob("test_*.py")) if _imports_posix(path, set())
    ]


def unmarked(path: Path) -> list[str]:
    """Return the tests of a module that need more than Windows has, and do not say so."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if any(isinstance(node, ast.Assign) and _is_marked(node.value) for node in tree.body):
        return []
    needing = _needing(tree)
    return [
        node.name
        for node in tree.body
        if isinstance(node, _Function)
        and node.name.startswith("test_")
        and node.name in needing
        and not any(map(_is_marked, node.decorator_list))
    ]


def _is_marked(node: ast.AST) -> bool:
    return "mark.posix" in ast.unparse(node)


def _needing(tree: ast.Module) -> set[str]:
    """Return the functions and classes that use what Windows lacks, themselves or by others of their module."""
    parts = {node.name: node for node in tree.body if isinstance(node, _Function | ast.ClassDef)}
    needing = {name for name, node in parts.items() if any(map(_is_posix, ast.walk(node)))}
    while more := {name for name, node in parts.items() if name not in needing and needing & set(_names_in(node))}:
        needing |= more
    return needing


def _is_posix(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in _NAMES
    return isinstance(node, ast.Constant) and any(text in str(node.value) for text in _TEXTS)


def _names_in(part: ast.AST) -> Iterator[str]:
    """Yield the names that a function uses; what it takes as arguments are fixtures."""
    for node in ast.walk(part):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("usefixtures"):
            yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))


def _imports_posix(path: Path, seen: set[Path]) -> bool:
    """Return whether a module imports a POSIX module at its top, or one of the tests' own that does."""
    seen.add(path)
    names = set(_imported(ast.parse(path.read_text(encoding="utf-8"))))
    own = {TESTS / f"{name.replace('.', '/').removeprefix('tests/')}.py" for name in names}
    return bool(names & _MODULES) or any(_imports_posix(each, seen) for each in own - seen if each.is_file())


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
