"""The slips in a text that would hide where its tables begin: headers, fences, and what git leaves behind.

They are mended before the text is cut into its tables. Every line keeps its place.
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import NamedTuple

from aide_memoire.decks.diagnostics import Problem

LISTS = ("source", "card", "cloze", "event", "group", "sequence", "table")
"""The tables that a deck has many of."""

_NAMES = "|".join(("deck", *LISTS))
_HEADER = re.compile(
    rf"""^(?P<indent>[ \t]*)(?:
        (?P<open>[\[({{<][\[({{< \t]*)[“”‘’]?(?P<name>{_NAMES})(?![\w.-])[“”‘’]?
            (?P<close>[ \t\])}}>]*)(?P<behind>[^\n\r]*)
        | (?P<yaml>{_NAMES.replace("source|", "")})[ \t]*:?[ \t]*
    )\r?$""",
    re.MULTILINE | re.VERBOSE,
)
_CONFLICT = re.compile(r"^<{7}[^\n]*\n(.*?)^(={7}[^\n]*\n.*?^>{7}[^\n]*)", re.MULTILINE | re.DOTALL)
_LONE_RETURN = re.compile(r"\r(?!\n)")
_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\r?\n(?:.*?\n)??\1[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"\A\s*(```|~~~)[^\n]*$(?:.*(^\1[ \t]*\r?$))?", re.MULTILINE | re.DOTALL)


class Outline(NamedTuple):
    """A text whose tables can be told apart, and what was wrong with it."""

    text: str
    problems: tuple[Problem, ...]


def mend_outline(text: str) -> Outline:
    """Return the text with right headers, and without the lines that belong to no deck."""
    problems: list[Problem] = []
    lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def told(at: int, message: str, hint: str, code: str = "syntax") -> None:
        line = bisect(lines, at)
        column = at - lines[line - 1] + 1
        problems.append(Problem(code, message, hint=hint, line=line, column=column))

    def without_fence(found: re.Match[str]) -> str:
        at = found.start(1)
        told(at, f"“{found[1]}” has no meaning in a deck", "delete such lines")
        whole = found[0]
        for start, end in ((found.start(2), found.end(2)), (at, whole.find("\n") if "\n" in whole else len(whole))):
            whole = whole[:start] + blank(whole[start:end]) + whole[end:] if start >= 0 else whole
        return whole

    def without_front(found: re.Match[str]) -> str:
        told(found.start(1), f"“{found[1]}” has no meaning in a deck", 'a deck begins with [deck] and title = "…"')
        return blank(found[0])

    def without_conflict(found: re.Match[str]) -> str:
        hint = "keep one, and delete the lines <<<<<<<, ======= and >>>>>>>"
        told(found.start(), "git has left two versions here", hint)
        return blank(text[found.start() : found.start(1)]) + found[1] + blank(found[2])

    def with_brackets(found: re.Match[str]) -> str:
        header = right_header(found["name"] or found["yaml"])
        at, behind = found.end("indent"), (found["behind"] or "").strip()
        opened = (found["open"] or "").strip()
        if found[0].strip().startswith(header) and (not behind or behind[0] == "#"):
            return found[0]
        if opened == "[" and (found["close"] or "").strip() == "]" and not behind:
            name = found["name"]
            told(found.start("name"), f"write each {name} as {header}", f"{header} with two brackets", "wrong-type")
        elif opened in ("[", "[[") and (found["close"] or "").strip() == opened.replace("[", "]") and behind:
            told(found.start("behind"), "a header stands alone on its line", "write what follows below it")
        else:
            told(at, "the brackets of this header are wrong", f"write {header}")
        return f"{found['indent']}{header}" + ("\r" if found[0].endswith("\r") else "")

    lone = _LONE_RETURN.search(text)
    if lone:
        message = "a line ends in a way that TOML does not know"
        told(lone.start(), message, "save the file with the line ends of Unix")
        text = _LONE_RETURN.sub(" ", text) if "\n" in text else ""
    for pattern, mended in ((_FENCE, without_fence), (_FRONT, without_front), (_CONFLICT, without_conflict)):
        text = pattern.sub(mended, text) if pattern is not _CONFLICT or ">>>>>>>" in text else text
    return Outline(_HEADER.sub(with_brackets, text), tuple(problems))


def right_header(name: str) -> str:
    """Return the header of the table as it is written."""
    return f"[{name}]" if name == "deck" or "." in name else f"[[{name}]]"


def blank(text: str) -> str:
    """Return as many blanks, on as many lines."""
    return re.sub(r"[^\r\n]", " ", text)
