"""Small random changes in the code, one at a time, to see which of them no test notices: `make mutants`.

Each change is made in a copy of the tree in a temporary folder, and only the tests that reach the changed line are run
on it, the fastest first. A change that no test notices is a missing assertion, dead code, or one that nobody could
notice; the last kind is listed with its reason in `equivalent_mutants.toml` and is not counted.

The file is also the pytest plugin (`-p mutants`) that records which test reaches which line, and that runs the chosen
tests.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import accumulate, islice
from pathlib import Path
from queue import SimpleQueue
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "src/aide_memoire"
PACKAGES = ("core", "store", "study")
IGNORED = ("tests/hard", "tests/with_anki", "tests/test_packaging.py")  # slow, or about something else
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
_MOST_MEMORY = 4 << 30
"""Bytes: a change may well make a loop endless."""

_LONGEST = 120.0
"""Seconds for the tests of one change, which need thirty: beyond it, the change made an endless loop."""


_UNNOTICED = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


class Change(NamedTuple):
    """One small change: the number of the edit within its file, and what it makes of which statement."""

    file: str
    number: int
    lines: range
    function: str  # "" where the statement runs on import
    statement: str
    words: str

    @property
    def key(self) -> str:
        """Return what the change is known by, also after lines were added above it."""
        return f"{self.file} {self.function or 'module'}: {self.words}"

    @property
    def names(self) -> set[str]:
        """Return the key, and the one that stands for whatever becomes of the whole statement."""
        return {self.key, f"{self.file} {self.function or 'module'}: `{self.statement}`"}

    @property
    def place(self) -> str:
        """Return the file and the line."""
        return f"{self.file}:{self.lines.start}"


class _Spot(NamedTuple):
    """A part of a file that can be changed: its statement, the function around it, and the function that edits it."""

    statement: ast.stmt
    function: str
    edit: Callable[[], None]


# Which changes there are

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
_SKIPPED = ("annotation", "returns", "decorator_list", "type_params")
"""Parts of the tree that change nothing while the program runs, or only how much is cached."""


def changed(source: str, number: int) -> str:
    """Return the file's text with one change made, without its comments."""
    tree = ast.parse(source)
    list(_spots(tree))[number].edit()
    return ast.unparse(tree)


def described(file: str, source: str, number: int) -> Change:
    """Return what the edit of that number changes in a file."""
    spot = list(_spots(ast.parse(source)))[number]
    before, lines = _header(spot.statement), _lines(spot.statement)
    words = f"`{before}` is removed" if _removes(spot) else _difference(before, _header(spot.statement))
    return Change(file, number, lines, spot.function, before, words)


def _removes(spot: _Spot) -> bool:
    """Make the edit, and return whether it removes the whole statement."""
    before = ast.dump(spot.statement)
    spot.edit()
    return ast.dump(spot.statement) == before


def _header(statement: ast.stmt) -> str:
    """Return a statement as text; of one with a block, only the line that opens the block."""
    return ast.unparse(statement).partition(":\n")[0]


def _lines(statement: ast.stmt) -> range:
    """Return the numbers of the lines of a statement, without those of its block."""
    body = getattr(statement, "body", None)
    end = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(end, statement.lineno) + 1)


def _difference(before: str, after: str) -> str:
    """Return the parts of two texts in which they differ, with some words around them."""
    start = max(_common(before, after) - 40, 0)
    end = max(_common(before[::-1], after[::-1]) - 30, 0)
    return " → ".join(f"`{text[start : len(text) - end]}`" for text in (before, after))


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)


def _spots(tree: ast.Module) -> Iterator[_Spot]:
    """Yield what can be changed in a file."""
    yield from _in_block(tree.body, "", "")


def _in_block(block: list[ast.stmt], function: str, outer: str) -> Iterator[_Spot]:
    """Yield what can be changed in a list of statements; names of classes stand in `outer`."""
    for place, statement in enumerate(block):
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            continue
        if function and _can_be_removed(statement):
            yield _Spot(statement, function, _replaced(block, place, ast.Pass()))
        yield from _in_statement(statement, function, outer)


def _can_be_removed(statement: ast.stmt) -> bool:
    """Return whether a function without the statement is still one that may run to its end."""
    if isinstance(statement, ast.Expr):
        return not isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.Assign):
        return not isinstance(statement.targets[0], (ast.Name, ast.Tuple))
    return isinstance(statement, (ast.AugAssign, ast.Raise, ast.Delete, ast.Continue, ast.Break))


def _in_statement(statement: ast.stmt, function: str, outer: str) -> Iterator[_Spot]:
    """Yield what can be changed in a statement, and in its blocks."""
    for field, value in ast.iter_fields(statement):
        if field in _SKIPPED:
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, (ast.ExceptHandler, ast.match_case)):
                yield from _in_block(each.body, function, outer)
            elif isinstance(each, ast.AST) and not isinstance(each, ast.stmt):
                yield from (_Spot(statement, function, edit) for edit in _edits_within(each))
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield from _in_block(value, *_within(statement, function, outer))


def _within(statement: ast.stmt, function: str, outer: str) -> tuple[str, str]:
    """Return the function in which a statement's block runs, and what names begin with there.

    What is cached runs for the first test alone, so that it counts as if it ran on import.
    """
    if isinstance(statement, ast.ClassDef):
        return function, f"{outer}{statement.name}."
    if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return function, outer
    name = f"{outer}{statement.name}"
    return "" if "cache" in "".join(map(ast.unparse, statement.decorator_list)) else name, f"{name}."


def _edits_within(node: ast.AST) -> Iterator[Callable[[], None]]:
    """Yield the edits of an expression and of all within it."""
    if isinstance(node, ast.keyword) and node.arg == "strict":  # a guard against mistakes of our own
        return
    yield from _edits(node)
    is_first = isinstance(node, ast.Subscript) and ast.unparse(node.slice) == "0"
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and field not in _SKIPPED and not (is_first and field == "slice"):
                yield from _edits_within(child)


def _edits(node: ast.AST) -> Iterator[Callable[[], None]]:
    """Yield the edits of one node."""
    match node:
        case ast.Compare():
            yield from (_replaced(node.ops, place, _COMPARISONS[type(op)]()) for place, op in enumerate(node.ops))
        case ast.BoolOp():
            yield _set(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield _set(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
        case ast.BinOp() if type(node.op) in _OPERATORS:
            yield _set(node, "op", _OPERATORS[type(node.op)]())
        case ast.Constant(value=bool()):
            yield _set(node, "value", not node.value)
        case ast.Subscript(slice=ast.Constant(value=0)):  # [-1] of the one column of a row is the same
            yield _set(node, "slice", ast.Constant(1))
        case ast.Constant(value=int(value)):
            yield from (_set(node, "value", value + step) for step in (1, -1))
        case ast.Call(func=ast.Name(id="min" | "max") as name):
            yield _set(name, "id", "max" if name.id == "min" else "min")


def _set(node: ast.AST, field: str, value: object) -> Callable[[], None]:
    return lambda: setattr(node, field, value)


def _replaced(items: list[Any], place: int, item: ast.AST) -> Callable[[], None]:
    return lambda: items.__setitem__(place, item)


# The copies of the tree, and the tests that run in them


class Reach(NamedTuple):
    """Which tests reach which line of each file, and how many seconds each test takes."""

    lines: dict[str, dict[int, set[str]]]
    seconds: dict[str, float]

    def tests(self, change: Change, seconds: float) -> list[str]:
        """Return the tests that reach a change, the fastest first, as many as can be run in so many seconds."""
        lines = self.lines.get(change.file, {})
        numbers = change.lines if change.function else list(lines)
        found = {test for number in numbers for test in lines.get(number, ())} & self.seconds.keys()
        if not change.function:
            found = self._beside(found)
        ordered = sorted(found, key=lambda test: (self.seconds[test], test))
        sums = accumulate(self.seconds[test] for test in ordered)
        return [test for test, total in zip(ordered, sums, strict=True) if total <= seconds]

    def _beside(self, tests: set[str]) -> set[str]:
        """Return what reaches a line that runs on import: each test in a file with one of the tests, or every test."""
        files = {test.partition("::")[0] for test in tests}
        return {test for test in self.seconds if not files or test.partition("::")[0] in files}


def copied(tree: Path) -> Path:
    """Copy what git knows of the work tree to `tree`, and return that."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in listed:
        if name and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    return tree


def _run(tree: Path, options: Sequence[str], timeout: float | None = None, **settings: str) -> int:
    """Run pytest on a copy of the tree, and return its exit code; 1 where it takes too long."""
    (tree / "tmp").mkdir(exist_ok=True)
    paths = os.pathsep.join(str(tree / name) for name in ("src", "tests"))
    settings |= {"PYTHONPATH": paths, "TMPDIR": str(tree / "tmp"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-p", "mutants", "-p", "no:cacheprovider", *options]
    with suppress(subprocess.TimeoutExpired):
        return subprocess.run(
            command, cwd=tree, env={**os.environ, **settings}, capture_output=True, timeout=timeout, check=False
        ).returncode
    return 1


def reach_of(tree: Path, tests: Sequence[str], jobs: int) -> Reach:
    """Run the tests on an unchanged copy, and return which of them reach which line; those that fail are left out."""
    folder = tree / "reach"
    folder.mkdir()
    options = [*tests, "-p", "xdist", "-n", str(jobs), "--dist", "loadfile", *(f"--ignore={path}" for path in IGNORED)]
    _run(tree, options, MUTANTS_REACH=str(folder))
    found = Reach(defaultdict(lambda: defaultdict(set)), {})
    for path in folder.iterdir():
        part = json.loads(path.read_text(encoding="utf-8"))
        found.seconds.update(part["seconds"])
        for file, lines in part["lines"].items():
            for line, reached in lines.items():
                found.lines[file][int(line)].update(reached)
    return found


def is_noticed(tree: Path, change: Change, tests: Sequence[str]) -> bool:
    """Return whether one of the tests fails once the change is made; the copy is left as it was."""
    if not tests:
        return False
    path, chosen = tree / SOURCE / change.file, tree / "chosen.txt"
    source = path.read_text(encoding="utf-8")
    chosen.write_text("\n".join(tests), encoding="utf-8")
    path.write_text(changed(source, change.number), encoding="utf-8")
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    try:
        settings = {"MUTANTS_CHOSEN": str(chosen), "PYTHONDONTWRITEBYTECODE": "1"}
        return _run(tree, ["-x", "--tb=no", *files], _LONGEST, **settings) not in _UNNOTICED
    finally:
        path.write_text(source, encoding="utf-8")


# The plugin


def pytest_configure(config: pytest.Config) -> None:
    """Record what each test reaches, or run the chosen tests alone, as the environment says."""
    if "MUTANTS_REACH" in os.environ:
        config.pluginmanager.register(_Recorder(Path(os.environ["MUTANTS_REACH"])))
    if "MUTANTS_CHOSEN" in os.environ:
        import resource  # noqa: PLC0415  only there, as Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        config.pluginmanager.register(_Chooser(Path(os.environ["MUTANTS_CHOSEN"])))


class _Recorder:
    """Writes down, when the tests have run, which lines each of them reached and how long it took."""

    def __init__(self, folder: Path) -> None:
        from coverage import Coverage  # noqa: PLC0415  not needed to run the chosen tests

        self._folder, self._source = folder, Path.cwd() / SOURCE
        self._coverage = Coverage(data_file=None, source=[str(self._source)], config_file=False)
        self._coverage.start()
        self._seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._coverage.switch_context(item.nodeid)
        begin = time.monotonic()
        result = yield
        self._seconds.setdefault(item.nodeid, time.monotonic() - begin)
        self._coverage.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._seconds[report.nodeid] = -1.0

    def pytest_unconfigure(self) -> None:
        self._coverage.stop()
        data = self._coverage.get_data()
        lines = {
            Path(file).relative_to(self._source).as_posix(): _named(data.contexts_by_lineno(file))
            for file in data.measured_files()
        }
        seconds = {test: taken for test, taken in self._seconds.items() if taken >= 0}
        text = json.dumps({"lines": lines, "seconds": seconds})
        (self._folder / f"{os.getpid()}.json").write_text(text, encoding="utf-8")


def _named(contexts: dict[int, list[str]]) -> dict[int, list[str]]:
    """Return the tests that reach each line, without what ran outside of any test."""
    return {line: [test for test in tests if test] for line, tests in contexts.items()}


class _Chooser:
    """Runs only the tests that are listed in a file, in its order."""

    def __init__(self, path: Path) -> None:
        self._order = {test: place for place, test in enumerate(path.read_text(encoding="utf-8").split("\n"))}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self._order]
        items[:] = sorted(chosen, key=lambda item: self._order[item.nodeid])


# The command


def main() -> int:
    """Make the changes, and print those that no test notices. Returns 1 where there are some, else 0."""
    options = _options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with TemporaryDirectory(prefix="mutants-") as folder:
        trees = [copied(Path(folder) / str(number)) for number in range(options.jobs)]
        wanted = _wanted(trees[0], options)
        print(f"which test reaches which line … ({len(wanted)} changes to come)", flush=True)
        reach = reach_of(trees[0], options.tests, options.jobs)
        if not reach.seconds:
            sys.exit("no test has passed on the unchanged tree")
        print(f"{len(reach.seconds)} tests", flush=True)
        missed = _tried(trees, wanted, lambda change: reach.tests(change, options.seconds))
    print(f"{len(wanted) - len(missed)} of {len(wanted)} changes were noticed")
    return 1 if missed else 0


def _options() -> Any:
    parser = argparse.ArgumentParser(prog="mutants", description="small random changes that no test notices")
    parser.add_argument("places", nargs="*", metavar="FILE:LINE", help="every change there, as in core/dates.py:62")
    parser.add_argument("--number", type=int, default=60, metavar="N", help="how many random changes (60)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which ones (1)")
    parser.add_argument("--tests", nargs="+", default=["tests"], metavar="PATH", help="the tests that may notice (all)")
    parser.add_argument("--seconds", type=float, default=30.0, metavar="N", help="of tests for each change (30)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many to try at once (2)")
    return parser.parse_args()


def _wanted(tree: Path, options: Any) -> list[Change]:
    """Return the changes at the places that are named, else random ones, without those that nobody could notice."""
    equivalent = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    files = {path.partition(":")[0] for path in options.places}
    every = [each for each in _all_changes(tree) if not files or each[0] in files]
    Random(options.seed).shuffle(every)
    known = (described(*each) for each in every)
    found = (change for change in known if not change.names & equivalent.keys() and _is_at(change, options.places))
    return list(found if files else islice(found, options.number))


def _is_at(change: Change, places: Sequence[str]) -> bool:
    return not places or any(f"{change.file}:{line}" in places for line in change.lines)


def _all_changes(tree: Path) -> Iterator[tuple[str, str, int]]:
    """Yield the file, its text and the number of every edit in the packages."""
    source = tree / SOURCE
    for path in sorted(path for package in PACKAGES for path in (source / package).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for number in range(len(list(_spots(ast.parse(text))))):
            yield path.relative_to(source).as_posix(), text, number


def _tried(trees: Sequence[Path], wanted: Sequence[Change], tests: Callable[[Change], list[str]]) -> list[Change]:
    """Return the changes that no test notices, each of which is printed as soon as it is known."""
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)

    def is_missed(change: Change) -> bool:
        tree = free.get()
        try:
            missed = not is_noticed(tree, change, tests(change))
        finally:
            free.put(tree)
        if missed:
            print(f"{change.place} {change.key.partition(' ')[2]} ({len(tests(change))} tests)", flush=True)
        return missed

    with ThreadPoolExecutor(len(trees)) as pool:
        try:
            found = list(pool.map(is_missed, wanted))
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise
    return [change for change, missed in zip(wanted, found, strict=True) if missed]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
