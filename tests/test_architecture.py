"""CONTRIBUTING.md and docs/architecture.md say what is true, and the code keeps the shape that they describe."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "aide_memoire"
MODULES = {
    path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")
}
MAPS = "CONTRIBUTING.md", "docs/architecture.md"
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in (*MAPS, "docs/memory.md")}
PACKAGES = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
FLAT = {path.stem for path in SOURCE.glob("[!_]*.py")}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"([\w./-]*\w\.(?:py|md|toml|tsv|json))(?:: ([\w.]+))?")
LATE_REASON = re.compile(r"# noqa: PLC0415  \S")
LATE_REASON_OF_FILE = re.compile(r"^# ruff: noqa: PLC0415  \S", re.MULTILINE)
OF_A_LEARNER = {"config.toml", "device.json", "learner.json"}
"""Files that a page names and that are not in the repository."""

Function = (ast.FunctionDef, ast.AsyncFunctionDef)


def spans(page: str) -> list[str]:
    """Return what stands between backticks in the prose, without what NAME stands for."""
    return [span for span in re.findall(r"`([^`\n]+)`", FENCE.sub("", PAGES[page])) if "NAME" not in span]


def references() -> Iterator[tuple[str, str]]:
    """Yield each path on the pages with the name in that file that goes with it, or ""."""
    for page in PAGES:
        for span in spans(page):
            if (found := PATH.fullmatch(span)) and span not in OF_A_LEARNER:
                yield found[1], found[2] or ""


def defined(body: list[ast.stmt]) -> dict[str, ast.stmt]:
    """Return what a module or a class defines: functions, classes, constants and fields."""
    found: dict[str, ast.stmt] = {}
    for node in body:
        if isinstance(node, (*Function, ast.ClassDef)):
            found[node.name] = node
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id: node for target in targets if isinstance(target, ast.Name)}
    return found


def attributes(node: ast.ClassDef) -> set[str]:
    """Return what a class defines, and what its methods set on `self`."""
    on_self = {
        each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == "self"
    }
    return on_self | defined(node.body).keys()


def is_defined(path: str, name: str) -> bool:
    """Return whether a module has this function, class, constant, or attribute of a class."""
    first, _, attribute = name.partition(".")
    node = defined(MODULES[path].body).get(first)
    if not attribute:
        return node is not None
    return isinstance(node, ast.ClassDef) and attribute in attributes(node)


@pytest.mark.parametrize(("path", "name"), sorted(set(references())))
def test_what_the_pages_name_is_there(path: str, name: str) -> None:
    """Each path leads to a file, and each name after it to something that this file defines."""
    assert (SOURCE / path).is_file() or (ROOT / path).is_file()
    assert not name or is_defined(path, name)


def test_the_pages_name_enough_to_be_worth_testing() -> None:
    """The patterns still find what they look for."""
    assert len(set(references())) > 100
    assert sum("." in name for _, name in references()) > 15


@pytest.mark.parametrize("page", PAGES)
def test_every_folder_of_the_pages_is_there(page: str) -> None:
    """What ends in a slash is a package, or a folder of the repository."""
    folders = [span for span in spans(page) if re.fullmatch(r"[\w/-]+/", span)]
    assert folders
    assert [name for name in folders if not (SOURCE / name).is_dir() and not (ROOT / name).is_dir()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_name_without_a_path_is_of_the_code(page: str) -> None:
    """A class or a call that stands alone on a page occurs in the program."""
    used = {getattr(node, "id", getattr(node, "attr", "")) for tree in MODULES.values() for node in ast.walk(tree)}
    used |= {node.name for tree in MODULES.values() for node in ast.walk(tree) if isinstance(node, Function)}
    words = [found for span in spans(page) if (found := re.fullmatch(r"(?:\w+\.)*([A-Z]+[a-z]\w*|\w+(?=\())\S*", span))]
    assert [found[0] for found in words if found[1] not in used] == []


@pytest.mark.parametrize("page", MAPS)
def test_the_table_of_a_page_has_every_package(page: str) -> None:
    """Nobody has to guess what a package is for."""
    rows = re.findall(r"^\| `(\w+)/` \|", PAGES[page], re.MULTILINE)
    assert sorted(rows) == sorted(PACKAGES)


class Import(NamedTuple):
    """An import statement: the modules that it may mean, and where it stands."""

    names: tuple[str, ...]
    line: int
    is_late: bool  # within a function
    is_for_types: bool  # under TYPE_CHECKING


@cache
def imports(path: str) -> list[Import]:
    """Return every import of a module."""
    return list(_imports(MODULES[path], is_late=False, is_for_types=False))


def _imports(node: ast.AST, *, is_late: bool, is_for_types: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield Import(tuple(each.name for each in node.names), node.lineno, is_late, is_for_types)
    elif isinstance(node, ast.ImportFrom):
        names = (str(node.module), *(f"{node.module}.{each.name}" for each in node.names))
        yield Import(names, node.lineno, is_late, is_for_types)
    elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        for child in node.body:
            yield from _imports(child, is_late=is_late, is_for_types=True)
    else:
        for part in ast.iter_child_nodes(node):
            yield from _imports(part, is_late=is_late or isinstance(node, Function), is_for_types=is_for_types)


def imported(path: str, *, for_types: bool) -> set[str]:
    """Return the modules of the program that a module imports, by their paths."""
    names = {name for each in imports(path) if for_types or not each.is_for_types for name in each.names}
    ways = {name.removeprefix("aide_memoire.").replace(".", "/") for name in names if name.startswith("aide_memoire.")}
    return {f"{way}.py" for way in ways if f"{way}.py" in MODULES} - {path}


def package_imports(*, for_types: bool) -> set[tuple[str, str]]:
    """Return each pair of packages, or of modules that are in none, of which the first imports the second."""
    pairs = {(path, other) for path in MODULES for other in imported(path, for_types=for_types)}
    tops = {(one.split("/")[0].removesuffix(".py"), other.split("/")[0].removesuffix(".py")) for one, other in pairs}
    return {(one, other) for one, other in tops if one not in (other, "__main__")}


def picture() -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Return the boxes of the picture with their labels, and its arrows."""
    text = next(text for kind, text in FENCE.findall(PAGES["docs/architecture.md"]) if kind == "mermaid")
    boxes = dict(re.findall(r'(\w+)\["(.+?)"\]', text))
    return boxes, set(re.findall(r"(\w+)(?:\[.+?\])? --> (\w+)", text))


def reached(start: str, arrows: set[tuple[str, str]]) -> set[str]:
    """Return all that the arrows lead to from a box."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        box = waiting.pop()
        new = {other for one, other in arrows if one == box} - found
        found |= new
        waiting += new
    return found


def test_the_picture_has_every_package() -> None:
    """Each package and each module beside them has its box, and nothing else has one."""
    boxes, _ = picture()
    assert boxes == {name: f"{name}/" for name in PACKAGES} | {name: f"{name}.py" for name in FLAT}


def test_each_arrow_is_an_import() -> None:
    """No arrow is drawn that no module of the package follows."""
    _, arrows = picture()
    assert arrows - package_imports(for_types=True) == set()


def test_each_import_follows_the_arrows() -> None:
    """What a package imports lies down its arrows, at once or further on."""
    _, arrows = picture()
    assert [pair for pair in package_imports(for_types=False) if pair[1] not in reached(pair[0], arrows)] == []


def test_no_circle_of_imports() -> None:
    """Also with the imports inside functions there is an order in which each module comes after all that it imports."""
    graph = {path: imported(path, for_types=False) for path in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


def test_few_modules_lie_beside_the_packages() -> None:
    """Whoever opens the folder sees packages, not a heap of modules."""
    assert len(list(SOURCE.glob("*.py"))) <= 8


def test_the_app_knows_little() -> None:
    """What a screen does is in the screen, and ways through the app are the navigator's."""
    assert len((SOURCE / "ui" / "app.py").read_text(encoding="utf-8").splitlines()) < 220


def test_late_imports_are_few_and_have_reasons() -> None:
    """An import inside a function says beside it, or at the top of its file, why it is not at the top."""
    late = [(path, each.line) for path in MODULES for each in imports(path) if each.is_late and not each.is_for_types]
    lines = {path: (SOURCE / path).read_text(encoding="utf-8").splitlines() for path, _ in late}
    excused = {path for path, text in lines.items() if LATE_REASON_OF_FILE.search("\n".join(text))}
    assert len([path for path, _ in late if path != "ui/routes.py"]) < 50  # a route is such an import
    assert [
        f"{path}:{line}" for path, line in late if path not in excused and not LATE_REASON.search(lines[path][line - 1])
    ] == []


def test_functions_are_short() -> None:
    """Half of them have at most eight lines, and nine in ten at most twenty."""
    nodes = [node for tree in MODULES.values() for node in ast.walk(tree) if isinstance(node, Function)]
    lengths = [(node.end_lineno or node.lineno) - node.lineno + 1 for node in nodes]
    assert median(lengths) <= 8
    assert quantiles(lengths, n=10)[-1] <= 20
