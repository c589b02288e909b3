"""A quiz on paper: numbered questions with room for the answers, and its key on a page of its own."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.answer import ListAnswer, OrderAnswer
from aide_memoire.exchange.web_page import text_as_html, web_page
from aide_memoire.formatting import answer_shape, counted
from aide_memoire.reports.quiz_results import quiz_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.study.prompts import Prompt
    from aide_memoire.study.quiz import Quiz

_WIDTH = 76
_LINE = "_" * 40
_PAGE_BREAK = "\f"
_STYLE = """
@page { size: A4; margin: 18mm 20mm 20mm; }
body { font: 11.5pt/1.45 Georgia, "Noto Serif", "DejaVu Serif", serif; color: #111; background: #fff;
  max-width: 170mm; margin: 0 auto; }
@media screen { body { padding: 10mm 6mm; } }
h1 { font-size: 17pt; line-height: 1.25; margin: 0 0 4mm; }
h2 { font-size: 13pt; margin: 0 0 4mm; }
.head { display: flex; gap: 8mm; margin: 0 0 8mm; }
.head span { border-bottom: .3mm solid #555; color: #555; font-size: 9.5pt; padding-bottom: .5mm; }
.name { flex: 3; } .date { flex: 1.4; } .score { flex: 1; text-align: right; }
ol.questions { list-style: none; margin: 0; padding: 0; }
ol.questions > li { display: grid; grid-template-columns: 9mm 1fr; break-inside: avoid; margin: 0 0 7mm; }
.number { font-weight: bold; }
.text { white-space: pre-wrap; }
.wanted { color: #555; font-size: 9.5pt; font-style: italic; }
.options { list-style: none; margin: 1.5mm 0 0; padding: 0; }
.options li { display: grid; grid-template-columns: 8mm 1fr; margin: 1mm 0; }
.letter { border: .3mm solid #555; border-radius: 50%; width: 5mm; height: 5mm; line-height: 5mm;
  font-size: 8.5pt; text-align: center; align-self: start; margin-top: .4mm; }
.line { border-bottom: .3mm solid #777; height: 9mm; }
.line span { color: #777; font-size: 9.5pt; line-height: 12.5mm; }
.key { break-before: page; }
@media screen { .key { border-top: .3mm dashed #999; margin-top: 14mm; padding-top: 8mm; } }
.key ol { list-style: none; margin: 0; padding: 0; }
.key li { display: grid; grid-template-columns: 9mm 1fr; break-inside: avoid; margin: 0 0 2.5mm; }
.source { color: #555; font-size: 9pt; display: block; }
footer { color: #555; font-size: 8.5pt; margin-top: 8mm; border-top: .2mm solid #bbb; padding-top: 1.5mm;
  overflow-wrap: anywhere; }
"""
_FOOTER = '@page {{ @bottom-left {{ content: "{0}"; {1} }} @bottom-right {{ content: counter(page); {1} }} }}'
_FOOTER_STYLE = "font: 8.5pt Georgia, serif; color: #555; padding-top: 3mm; vertical-align: top"


class SheetQuestion(NamedTuple):
    """A question on paper: what is wanted, the options with letters, the lines to write on, and its key."""

    text: str
    wanted: str
    options: tuple[str, ...]
    lines: tuple[str, ...]  # what stands at the beginning of each
    key: str
    sources: tuple[str, ...]


class Sheet(NamedTuple):
    title: str
    seed: int
    again: str  # the command that makes it again
    questions: tuple[SheetQuestion, ...]


def make_sheet(quiz: Quiz) -> Sheet:
    """Return a quiz as it stands on paper: the same questions in the same order and forms as on the screen."""
    titles = dict.fromkeys(prompt.question.deck_title for prompt in quiz.prompts)
    title = " · ".join(titles) if len(titles) <= 3 else f"A quiz of {counted(len(titles), 'deck')}"
    form = f" --form {quiz.form}" if quiz.form else ""
    decks = "".join(f" {deck}" for deck in quiz.decks)
    again = f"aide-memoire quiz{decks} -n {quiz.requested}{form} --seed {quiz.seed} --sheet"
    return Sheet(title, quiz.seed, again, tuple(map(_on_paper, quiz.prompts)))


def sheet_text(sheet: Sheet) -> str:
    """Return the sheet as plain text, with a form feed before the key."""
    lines = [*_wrapped(sheet.title, ""), "", f"Name {_LINE}   Date {'_' * 14}", ""]
    for number, each in enumerate(sheet.questions, 1):
        lines += [*_question_lines(number, each), ""]
    lines += [*_footer_lines(sheet), f"{_PAGE_BREAK}Key: {sheet.title}", ""]
    for number, each in enumerate(sheet.questions, 1):
        lines += _wrapped(each.key, f"{number:>3}. ")
        lines += [line for source in each.sources for line in _wrapped(source, "     ")]
    return "\n".join([*lines, "", *_footer_lines(sheet), ""])


def sheet_html(sheet: Sheet) -> str:
    """Return the sheet as a page for a browser to print: the seed is in the footer of each of its pages."""
    questions = "".join(_question_html(number, each) for number, each in enumerate(sheet.questions, 1))
    keys = "".join(_key_html(number, each) for number, each in enumerate(sheet.questions, 1))
    total, title, again = len(sheet.questions), text_as_html(sheet.title), text_as_html(sheet.again)
    body = (
        f'<main>\n<h1>{title}</h1>\n<p class="head"><span class="name">Name</span><span class="date">Date</span>'
        f'<span class="score">of {total}</span></p>\n<ol class="questions">{questions}</ol>\n</main>\n'
        f'<section class="key">\n<h2>Key: {title}</h2>\n<ol>{keys}</ol>\n<footer>Made by: {again}</footer>\n</section>'
    )
    footer = _FOOTER.format(f"aide-memoire · seed {sheet.seed}", _FOOTER_STYLE)
    return web_page(sheet.title, _STYLE + footer, body)


def _on_paper(prompt: Prompt) -> SheetQuestion:
    question, expects = prompt.question, prompt.question.expects
    text = "\n".join([question.text, *(f"(See {name}.)" for name in question.media)])
    wanted, key = _capital(answer_shape(question)), question.answer_line
    lines: tuple[str, ...] = ("",)
    match prompt.form:
        case "choice":
            right = quiz_letter(prompt.options.index(question.answer_line))
            wanted, lines, key = "", (), f"{right}  {question.answer_line}"
        case "order" if isinstance(expects, OrderAnswer):
            letters = [quiz_letter(prompt.options.index(item)) for item in expects.items]
            wanted, lines = "Write the letters in the right order", ("",)
            key = f"{' '.join(letters)}  {question.answer_line}"
        case "recite":
            wanted, lines = "In their order", _numbers(len(question.answer))
        case _ if isinstance(expects, ListAnswer):
            number = expects.any_of or len(expects.members)
            wanted, lines = counted(number, "name"), _numbers(number)
    return SheetQuestion(text, wanted, prompt.options, lines, key, question.sources)


def _numbers(number: int) -> tuple[str, ...]:
    return tuple(f"{each}." for each in range(1, number + 1))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _question_lines(number: int, each: SheetQuestion) -> Iterator[str]:
    yield from _wrapped(each.text, f"{number:>3}. ")
    if each.wanted:
        yield f"     ({each.wanted})"
    for place, option in enumerate(each.options):
        yield from _wrapped(option, f"       {quiz_letter(place)}  ")
    for beginning in each.lines:
        yield ""
        yield f"     {f'{beginning} ' if beginning else ''}{_LINE}"


def _wrapped(text: str, beginning: str) -> list[str]:
    """Return the lines of a text, none too wide, after a `beginning` on the first and blanks on the others."""
    found: list[str] = []
    for line in text.splitlines() or [""]:
        indent = beginning if not found else " " * len(beginning)
        found += textwrap.wrap(line, _WIDTH, initial_indent=indent, subsequent_indent=" " * len(beginning)) or [""]
    return found


def _footer_lines(sheet: Sheet) -> list[str]:
    return [f"Seed {sheet.seed}. Made by:", sheet.again]


def _question_html(number: int, each: SheetQuestion) -> str:
    options = "".join(
        f'<li><span class="letter">{quiz_letter(place)}</span><span dir="auto">{text_as_html(option)}</span></li>'
        for place, option in enumerate(each.options)
    )
    wanted = f'<div class="wanted">{text_as_html(each.wanted)}</div>' if each.wanted else ""
    lines = "".join(f'<div class="line"><span>{beginning}</span></div>' for beginning in each.lines)
    below = f'<ol class="options">{options}</ol>' if options else ""
    return (
        f'<li><span class="number">{number}.</span><div><div class="text" dir="auto">{text_as_html(each.text)}</div>'
        f"{wanted}{below}{lines}</div></li>\n"
    )


def _key_html(number: int, each: SheetQuestion) -> str:
    sources = "".join(f'<span class="source" dir="auto">{text_as_html(source)}</span>' for source in each.sources)
    return f'<li><span class="number">{number}.</span><span dir="auto">{text_as_html(each.key)}{sources}</span></li>\n'
