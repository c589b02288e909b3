"""`draft --coverage`: the paragraphs that no card cites."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.authoring.coverage import find_source, read_coverage
from aide_memoire.authoring.draft.read import read_paragraphs
from aide_memoire.authoring.draft.write import title_of
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.formatting import counted
from aide_memoire.paths import find_paths
from aide_memoire.workspace import deck_folders

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping, Sequence

    from aide_memoire.authoring.coverage import Coverage
    from aide_memoire.authoring.draft.text import Paragraph
    from aide_memoire.cli.main import Call

_SHOWN = 70  # characters of a paragraph


class _Line(NamedTuple):
    """What is told of one source; `text` is empty where only the decks are known."""

    source: Coverage
    text: Sequence[Paragraph] = ()

    @property
    def last(self) -> int:
        """Return the number of the last paragraph: of the text, else the last one that a deck names."""
        return len(self.text) or self.source.last

    @property
    def uncited(self) -> tuple[int, ...]:
        """Return the paragraphs that are neither cited nor waived."""
        return self.source.uncited(self.last)


def run_coverage(call: Call, options: Namespace) -> int:
    """Print for each source which paragraphs are cited, waived and left. Returns 0: a gap is no mistake."""
    folders = deck_folders(find_paths(call.data_dir), call.decks)
    sources = read_coverage(folders)
    lines = _lines(sources, options)
    if options.json:
        print_json({"sources": [_as_json(line) for line in lines]})
        return 0
    for line in lines:
        print(sanitize("\n".join(_told(line))))
    if not lines:
        tell("no deck has a source yet")
    elif not options.texts:
        tell("without its text, a source is known only up to the last paragraph that a deck names: give the TEXT too")
    return 0


def _lines(sources: Sequence[Coverage], options: Namespace) -> list[_Line]:
    """Return what is to be told: of the texts that are given, else of all sources or those that are named."""
    named = options.source or []
    if options.texts:
        ids = named or [""] * len(options.texts)
        return [_of_text(sources, path, source) for path, source in zip(options.texts, ids, strict=True)]
    chosen = [source for source in sources if not named or source.id in named]
    for name in named:
        _named(sources, name)
    return [_Line(source) for source in chosen]


def _of_text(sources: Sequence[Coverage], path: str, name: str) -> _Line:
    """Return a text with its source: the one that is named, else the one that has its title."""
    paragraphs = read_paragraphs(path, sys.stdin)
    title = title_of(paragraphs)
    source = find_source(sources, title)
    if name and (source is None or source.id != name):
        source = _named(sources, name)
    if source is None:
        raise NotFoundError(
            f"no source has the title of {sanitize(path)}", f"say which it is: --source ID; {_known(sources)}"
        )
    return _Line(source, paragraphs)


def _named(sources: Sequence[Coverage], name: str) -> Coverage:
    found = next((source for source in sources if source.id == name), None)
    if found is None:
        ids = [source.id for source in sources]
        raise NotFoundError(f"no deck has a source “{sanitize_line(name)}”", did_you_mean(name, ids) or _known(sources))
    return found


def _known(sources: Sequence[Coverage]) -> str:
    return f"there is: {', '.join(dict.fromkeys(source.id for source in sources)) or 'none yet'}"


def _told(line: _Line) -> list[str]:
    source, uncited = line.source, line.uncited
    known = (
        f"{counted(line.last, 'paragraph')}"
        if line.text
        else f"up to ¶{line.last}"
        if line.last
        else "no paragraph cited"
    )
    cited = len([number for number in source.cited if number <= line.last])
    rows = [
        f"{source.id}  {source.title}",
        f"    {known}: {cited} cited, {len(source.waived)} waived, {len(uncited)} left",
    ]
    rows += [f"    waived  {_ranges(numbers)}: {why}" for why, numbers in _by_reason(source.waived)]
    if line.text:
        rows += [f"    left  ¶{number}: {_beginning(line, number)}" for number in uncited]
    elif uncited:
        rows.append(f"    left  {_ranges(uncited)}")
    if line.text and source.last > len(line.text):
        rows.append(f"    a deck names ¶{source.last}, and the text ends at ¶{len(line.text)}: is it the same text?")
    return rows


def _by_reason(waived: Mapping[int, str]) -> Iterable[tuple[str, list[int]]]:
    reasons: dict[str, list[int]] = {}
    for number, why in sorted(waived.items()):
        reasons.setdefault(why, []).append(number)
    return reasons.items()


def _ranges(numbers: Iterable[int]) -> str:
    """Return numbers with runs drawn together: "¶1, ¶23–25"."""
    runs = [list(run) for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0])]
    ends = [(run[0][1], run[-1][1]) for run in runs]
    return ", ".join(f"¶{first}" if first == last else f"¶{first}–{last}" for first, last in ends)


def _beginning(line: _Line, number: int) -> str:
    text = line.text[number - 1].text if number <= len(line.text) else "(not in the text)"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


def _as_json(line: _Line) -> dict[str, object]:
    source = line.source
    return {
        "id": source.id,
        "title": source.title,
        "decks": list(source.decks),
        "paragraphs": len(line.text) or None,
        "cited": sorted(source.cited),
        "waived": {str(number): why for number, why in sorted(source.waived.items())},
        "uncited": [
            {"paragraph": number, **({"text": _beginning(line, number)} if line.text else {})}
            for number in line.uncited
        ],
    }
