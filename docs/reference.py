"""Makes the man page and the pages of docs/reference anew from the program itself: `make reference`.

Commands come from the parsers, the format of decks from its schema, keys from the bindings of the screens, settings and
JSON documents from their tables.
`tests/test_reference.py` fails where one of these files is no longer what this makes.
"""

from __future__ import annotations

import json
import textwrap
from argparse import PARSER, Action, HelpFormatter, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.cli.documents.schema import DOCUMENTS, documents_schema
from aide_memoire.cli.main import COMMANDS, EXIT_CODES, GLOBAL_OPTIONS
from aide_memoire.cli.whole_parser import build_parser, subcommands
from aide_memoire.config.documented import described, documented_file, settings_schema
from aide_memoire.core.palette import DARK, LIGHT
from aide_memoire.core.setting_table import SETTINGS
from aide_memoire.decks.schema import deck_schema
from aide_memoire.ui.key_table import key_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aide_memoire.cli.arguments import ArgumentParser

ROOT = Path(__file__).parents[1]
_DATED = "2026-11-26"
"""The day that the man page names: that of the release it was last changed for."""

_MADE = "<!-- Made from the program by `make reference`: change that, not this. -->\n\n"


class Argument(NamedTuple):
    """An argument as it is typed, and what it does."""

    typed: str
    does: str


def pages() -> dict[Path, str]:
    """Return each file that is made, with its text."""
    return {
        ROOT / "man" / "aide-memoire.1": man_page(),
        ROOT / "docs" / "reference" / "commands.md": commands_page(),
        ROOT / "docs" / "reference" / "format.md": format_page(),
        ROOT / "docs" / "reference" / "keys.md": keys_page(),
        ROOT / "docs" / "reference" / "settings.md": settings_page(),
        ROOT / "docs" / "reference" / "config.schema.json": _json(settings_schema()),
        ROOT / "docs" / "reference" / "json.md": documents_page(),
        ROOT / "docs" / "reference" / "json.schema.json": _json(documents_schema()),
        ROOT / "examples" / "config.toml": documented_file(),
    }


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def parsers() -> Iterator[tuple[str, ArgumentParser]]:
    """Yield each command and subcommand with its parser."""
    for command in COMMANDS:
        yield command, build_parser(command)
        for below in subcommands(command):
            yield below, build_parser(below)


def arguments_of(parser: ArgumentParser) -> list[Argument]:
    """Return what a parser takes, positional arguments first."""
    formatter = HelpFormatter("")
    shown = [action for action in parser._actions if not isinstance(action, _SubParsersAction)]
    shown = sorted(
        (action for action in shown if action.nargs != PARSER), key=lambda action: bool(action.option_strings)
    )
    return [Argument(_typed(action, formatter), _help(action, formatter)) for action in shown if action.dest != "help"]


def _typed(action: Action, formatter: HelpFormatter) -> str:
    return formatter._format_action_invocation(action)


def _help(action: Action, formatter: HelpFormatter) -> str:
    return formatter._expand_help(action)


def _usage(parser: ArgumentParser) -> str:
    """Return how a command is called, on lines of at most 80 characters whatever the terminal is."""
    parser.formatter_class = lambda prog: HelpFormatter(prog, width=80)
    return parser.format_usage().removeprefix("usage: ").replace("\n       ", "\n").strip()


# Markdown


def commands_page() -> str:
    """Return the page of all commands."""
    parts = [f"{_MADE}# Commands\n\n`aide-memoire [COMMAND] [options]`; without a command it opens the app.\n"]
    parts.append("Every command takes these, before it or after it:\n\n" + _table(_global_arguments()))
    parts.append("Exit codes: " + ", ".join(f"{code} {means}" for code, means in EXIT_CODES.items()) + ".\n")
    for command, parser in parsers():
        parts.append(f"## `{command}`\n\n{_sentence(parser.description)}\n\n```text\n{_usage(parser)}\n```\n")
        rows = arguments_of(parser)
        if rows:
            parts.append(_table(rows))
    return "\n".join(parts)


def _global_arguments() -> list[Argument]:
    named = [Argument(f"{name} {metavar}".strip(), does) for name, (metavar, does) in GLOBAL_OPTIONS.items()]
    return [*named, Argument("-h, --help", "print the help of the program, or of a command")]


def _table(rows: list[Argument]) -> str:
    lines = [f"| `{_in_table(row.typed)}` | {_in_table(row.does)} |" for row in rows]
    return "\n".join(["| argument | what it does |", "|---|---|", *lines, ""])


def _in_table(text: str) -> str:
    return text.replace("|", "\\|")


def _sentence(text: str | None) -> str:
    text = text or ""
    return f"{text[:1].upper()}{text[1:]}."


def format_page() -> str:
    """Return the page of every key of the deck format."""
    schema = deck_schema()
    parts = [
        f"{_MADE}# The deck format, key by key\n\nHow to write a deck is told in [Writing decks](../decks.md); this is"
        " what the schema (`aide-memoire schema`) knows.\n"
    ]
    for name, block in schema["properties"].items():
        items = block.get("items", block)
        head = f"[[{name}]]" if block.get("type") == "array" else f"[{name}]"
        described = items.get("description") or block.get("description", "")
        required = items.get("required", ())
        rows = [
            Argument(key, f"{_kind(value)}{', required' if key in required else ''}: {value.get('description', '')}")
            for key, value in items.get("properties", {}).items()
        ]
        table = _table(rows).replace("| argument | what it does |", "| key | what it is |")
        parts.append(f"## `{head}`\n\n{described}\n\n{table}")
    return "\n".join(parts)


def _kind(schema: Mapping[str, Any]) -> str:
    """Return in a word what a value of the format is."""
    if "enum" in schema:
        return " or ".join(f"“{each}”" for each in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(each) for each in schema["anyOf"]))
    kind = schema.get("type", "value")
    if kind == "array":
        return f"list of {_PLURAL.get(_kind(schema.get('items', {})), 'values')}"
    return _WORD.get(str(kind), str(kind))


_WORD = {"string": "text", "boolean": "true or false", "object": "table", "integer": "whole number"}
_PLURAL = {"text": "texts", "table": "tables", "number": "numbers", "list of texts": "lists of texts"}


def settings_page() -> str:
    """Return the page of all settings, and of the keys of a theme."""
    lines = [
        f"| `{each.key}` | {_in_table(each.takes.words)} | `{_plain(each.default)}` | {'yes' if each.per_deck else ''} "
        f"| {_in_table(described(each))} |"
        for each in SETTINGS
    ]
    head = "| key | what it takes | default | of a deck too | what it means |\n|---|---|---|---|---|"
    colours = [f"| `{key}` | `{DARK[key]}` | `{LIGHT[key]}` |" for key in DARK]
    return f"{_MADE}{_SETTINGS.format(settings=_rows(head, lines), colours=_rows(_COLOURS, colours))}"


def _rows(head: str, lines: list[str]) -> str:
    return "\n".join([head, *lines])


def _plain(default: Any) -> str:
    return json.dumps(default)  # as TOML has it too


_COLOURS = "| key | where the theme is dark | where it is light |\n|---|---|---|"
_SETTINGS = """\
# Settings and themes

## Settings

Settings are changed in the app (**,** on its first screen), by `aide-memoire config`, or by hand in two files, which
`aide-memoire config path` names: `config.toml` is for everyone who learns here, and `profiles/NAME.toml` beside it goes
over it for one learner, key by key. What cannot be used is told with its line, and passed over.

```sh
aide-memoire config                                # all settings, and where each comes from
aide-memoire config set new_per_day 20
aide-memoire config set desired_retention 0.95 --deck csto
aide-memoire config set days_off sunday 2026-12-24/2026-12-31
aide-memoire config unset new_per_day              # what stands behind it holds again
aide-memoire config edit                           # in your editor; checked when it closes
```

`--everyone` changes `config.toml` instead of the learner's file. A new file has all settings explained, as
[examples/config.toml](https://github.com/aide-memoire/aide-memoire/blob/main/examples/config.toml) has, and its first
line lets editors complete and check it by [its schema](config.schema.json) (`aide-memoire schema --config`).

{settings}

A deck has settings of its own in a table with its id, in either file; what it leaves out is the learner's. Its
`new_per_day` is within that of all decks together.

```toml
[decks."csto"]
new_per_day = 5
desired_retention = 0.95
```

## A theme of your own

A file `themes/NAME.toml` beside `config.toml` is a theme, called by the file's name. It stands among the others: in
the settings, behind **Ctrl+P**, and for `aide-memoire config set theme NAME`.

```toml
dark = true
background = "#10141c"
foreground = "#dfe6f2"
primary = "#7fb4ff"
success = "#8ccf7e"
warning = "#e6c84f"
error = "#f0807a"
```

It can have these colours, written as `"#rrggbb"`. What it leaves out follows from the others or is that of the
program's own theme; without `dark` it is dark. `primary` and `accent` mark what can be pressed; `success`, `warning`
and `error` say how an answer was; `surface` and `panel` are what lies over the background.

{colours}

A colour that is none is passed over, and a text that is hard to read on what it stands on (below 4.5 to 1) is told,
with file and line: when the app starts, by `aide-memoire config`, and by `aide-memoire doctor`.
"""


def documents_page() -> str:
    """Return the page of the documents that `--json` prints."""
    parts = [f"{_MADE}{_DOCUMENTS}"]
    for name, schema in DOCUMENTS.items():
        command = f"aide-memoire {name}{'' if name.startswith('export') else ' --json'}"
        rows = "\n".join(f"| `{way}` | {kind} | {_in_table(does)} |" for way, kind, does in _keys(schema))
        parts.append(f"## `{command}`\n\n{_sentence(schema['description'])}\n\n{_KEYS}\n{rows}\n")
    return "\n".join(parts)


_KEYS = "| key | what it is | what it says |\n|---|---|---|"
_DOCUMENTS = """\
# JSON documents

With `--json` a command prints one document on standard output, and all else on standard error. Days are ISO dates,
times are RFC 3339 in UTC. Each document has `"v": 1`: keys may be added, none goes or changes its meaning.

[One schema](json.schema.json) (`aide-memoire schema --documents`) has them all, each below `$defs` under its command.
For what a prompt or a status bar needs, see [Prompts and status bars](../prompts.md).

`a[].b` is the key `b` of each entry of the list `a`, and `a.*` whatever name stands there. *Or null* is where there is
nothing to say; a key that *may be missing* is there only where it says something.
"""


def _keys(schema: Mapping[str, Any], way: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield each key below a schema: the way to it, what it is, what it says."""
    for key, below in schema.get("properties", {}).items():
        missing = "" if key in schema["required"] else ", may be missing"
        yield f"{way}{key}", f"{_json_kind(below)}{missing}", below.get("description", "")
        yield from _below(below, f"{way}{key}")


def _below(schema: Mapping[str, Any], way: str) -> Iterator[tuple[str, str, str]]:
    for part in (schema, *schema.get("anyOf", ())):
        yield from _keys(part, f"{way}.")
        if isinstance(part.get("items"), dict):
            yield from _below(part["items"], f"{way}[]")
        if isinstance(part.get("additionalProperties"), dict):
            yield from _below(part["additionalProperties"], f"{way}.*")


def _json_kind(schema: Mapping[str, Any]) -> str:
    """Return in a few words what a value of a document is."""
    if "anyOf" in schema:
        return f"{_json_kind(schema['anyOf'][0])} or null"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if "pattern" in schema:
        return "day or time" if "|" in schema["pattern"] else "time" if "T" in schema["pattern"] else "day"
    if isinstance(schema.get("type"), list):
        return " or ".join(_WORD.get(each, each) for each in schema["type"])
    kind = str(schema.get("type", "value"))
    return "list" if kind == "array" else _WORD.get(kind, kind)


def keys_page() -> str:
    """Return the page of all keys; each has one meaning."""
    lines = [f"| {' '.join(f'`{_in_table(key)}`' for key in keys)} | {_in_table(does)} |" for keys, does in key_table()]
    return (
        f"{_MADE}# Keys\n\nA key does the same on every screen that has it. **?** (**F1** while text is typed) shows"
        " those of the screen you are on.\n\n" + "\n".join(["| keys | what they do |", "|---|---|", *lines, ""])
    )


# The man page


def man_page() -> str:
    """Return the man page, in the macros of man(7)."""
    lines = [
        '.\\" Made from the program by `make reference`: change that, not this.',
        f'.TH AIDE-MEMOIRE 1 {_DATED} "aide-memoire" "User Commands"',
        ".SH NAME",
        "aide-memoire \\- teaches facts for good, in a terminal",
        ".SH SYNOPSIS",
        ".B aide-memoire",
        "[\\fICOMMAND\\fR] [\\fIoptions\\fR]",
        ".SH DESCRIPTION",
        *_roff_text(
            "aide-memoire asks short questions from plain-text decks, understands the answers, brings each question"
            " back just before it would be forgotten, and keeps every review. Without a command it opens the app."
        ),
        ".SH OPTIONS",
        *_roff_text("Every command takes these, before it or after it."),
        *_roff_arguments(_global_arguments()),
        ".SH COMMANDS",
    ]
    for command, parser in parsers():
        lines += [f".SS {_roff(command)}", *_roff_text(_sentence(parser.description)), ".PP", ".nf"]
        lines += [*(_roff(line) for line in _usage(parser).splitlines()), ".fi"]
        lines += _roff_arguments(arguments_of(parser))
    lines += [".SH EXIT STATUS"]
    lines += _roff_arguments([Argument(str(code), means) for code, means in EXIT_CODES.items()])
    lines += [".SH ENVIRONMENT"]
    lines += _roff_arguments([
        Argument("AIDE_MEMOIRE_DATA_DIR", "where progress is kept, as --data-dir"),
        Argument("VISUAL, EDITOR", "the editor that edit and config edit open"),
        Argument("NO_COLOR", "no colours, if set"),
    ])  # fmt: skip
    return "\n".join(lines) + "\n"


def _roff_arguments(rows: list[Argument]) -> list[str]:
    return [line for row in rows for line in (".TP", f"\\fB{_roff(row.typed)}\\fR", *_roff_text(row.does))]


def _roff_text(text: str) -> list[str]:
    """Return a paragraph, each sentence on lines of its own, as man pages want it."""
    text = _roff(text.replace("`", ""))
    sentences = text.replace(". ", ".\n").replace("; ", ";\n").split("\n")
    return [line for each in sentences for line in textwrap.wrap(each, 78, break_on_hyphens=False)]


def _roff(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("–", "\\(en").replace("…", "...")
    text = text.replace("“", "\\(lq").replace("”", "\\(rq").replace("’", "'")
    return f"\\&{text}" if text.startswith((".", "'")) else text


def main() -> None:
    """Write the files that are not as they should be, and say which."""
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
