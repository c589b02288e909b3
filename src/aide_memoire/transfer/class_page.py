"""A class as a table for spreadsheets, and as a page for a browser, which needs nothing but itself."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from aide_memoire.core.study_day import iso_day
from aide_memoire.exchange.progress import csv_row
from aide_memoire.exchange.web_page import text_as_html, web_page
from aide_memoire.formatting import counted, long_day, percent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from aide_memoire.reports.class_report import ClassDeck, ClassReport, LearnerRow

_COLUMNS = (
    "name", "learner", "deck", "title", "answered", "reviews", "recalled", "retention", "known", "known_cards", "seen",
    "cards", "last_seen",
)  # fmt: skip
_STYLE = """
:root { color-scheme: light dark; --ink: #1d2328; --soft: #5d6872; --line: #d9dee3; --ground: #fbfbfa;
  --panel: #fff; --track: #e8ebee; --known: #2f7d6b; --recall: #4a6fa5; --focus: #b3541e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8eb; --soft: #9aa5ae; --line: #333b42; --ground: #15191c;
  --panel: #1c2125; --track: #2b3238; --known: #63b8a2; --recall: #86a8dc; --focus: #e39a62; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .6rem; } h2:has(+ p) { margin: 0; }
.about { color: var(--soft); margin: .25rem 0 1.5rem; }
.tools { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; margin: 0 0 1.75rem; }
.tools label { color: var(--soft); font-size: .9rem; display: flex; gap: .5rem; align-items: center; }
input, select { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line);
  border-radius: .35rem; padding: .3rem .55rem; max-width: 16rem; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
section { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; padding: 1.1rem 1.25rem;
  margin: 0 0 1.25rem; overflow-x: auto; }
section > p { color: var(--soft); font-size: .9rem; margin: .1rem 0 .75rem; }
table + p { margin: .75rem 0 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; font-size: .85rem; border-bottom: 1px solid var(--line);
  padding: 0 .9rem .3rem 0; white-space: nowrap; vertical-align: bottom; }
th button { font: inherit; color: var(--soft); background: none; border: 0; padding: 0; cursor: pointer; }
th button:hover { color: var(--ink); }
th button::after { content: "\\2195"; opacity: .45; margin-left: .3em; }
th[aria-sort=ascending] button::after { content: "\\2191"; opacity: 1; }
th[aria-sort=descending] button::after { content: "\\2193"; opacity: 1; }
td { border-bottom: 1px solid var(--line); padding: .4rem .9rem .4rem 0; vertical-align: middle; }
tr:last-child td { border-bottom: 0; }
.number { text-align: right; padding-right: 2.2rem; white-space: nowrap; }
.learners table { table-layout: fixed; min-width: 44rem; }
.learners th { width: 24%; } .learners th:nth-child(2) { width: 15%; } .learners th:nth-child(5) { width: 13%; }
.share { white-space: nowrap; }
.share span { display: inline-block; width: 3.2rem; text-align: right; margin-right: .55rem; }
svg { width: 7rem; height: .55rem; vertical-align: middle; border-radius: .28rem; background: var(--track); }
.known { fill: var(--known); } .recall { fill: var(--recall); }
.soft { color: var(--soft); font-size: .9rem; }
.day { white-space: nowrap; }
.words { overflow-wrap: anywhere; } .words .soft { display: block; }
body:not(.scripted) .tools { display: none; }
@media print { .tools { display: none; } section { break-inside: avoid; border: 0; padding: 0; } }
"""
_SCRIPT = """
'use strict';
document.body.classList.add('scripted');
for (const table of document.querySelectorAll('table')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => head.querySelector('button').addEventListener('click', () => {
    const up = head.getAttribute('aria-sort') !== 'ascending';
    heads.forEach(each => each.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const key = row => row.cells[column].dataset.key;
    const rows = [...table.tBodies[0].rows];
    rows.sort((one, other) => (up ? 1 : -1) * key(one).localeCompare(key(other), undefined, {numeric: true}));
    table.tBodies[0].append(...rows);
  }));
}
const name = document.getElementById('name'), deck = document.getElementById('deck');
const show = () => {
  const wanted = name.value.trim().toLowerCase();
  for (const row of document.querySelectorAll('tr[data-name]'))
    row.hidden = !row.dataset.name.toLowerCase().includes(wanted);
  for (const part of document.querySelectorAll('section[data-deck]'))
    part.hidden = deck.value !== '' && part.dataset.deck !== deck.value;
};
name.addEventListener('input', show);
deck.addEventListener('change', show);
"""


def class_table(report: ClassReport) -> Iterator[str]:
    """Yield the lines of a table: a row for each learner and deck. No text in it is taken for a formula."""
    yield csv_row(_COLUMNS)
    for deck in report.decks:
        for row in deck.learners:
            yield csv_row(_cells(deck, row), spreadsheet=True)


def _cells(deck: ClassDeck, row: LearnerRow) -> list[object]:
    return [
        row.name,
        row.learner,
        deck.deck,
        deck.title,
        row.answered,
        row.retention.reviews,
        row.retention.recalled,
        _rounded(row.retention.value),
        _rounded(deck.known_share(row)),
        round(row.known, 2),
        row.seen,
        deck.cards or "",
        iso_day(row.last_day),
    ]


def _rounded(share: float | None) -> object:
    return "" if share is None else round(share, 4)


def class_page(report: ClassReport) -> str:
    """Return the page. It is sorted and filtered by its own script."""
    about = f"{counted(len(report.learners), 'learner')}, {long_day(report.day)}"
    decks = "".join(map(_deck_section, report.decks)) or "<p>Nothing was answered yet.</p>"
    remarks = _list("To know", [text_as_html(each) for each in report.remarks])
    body = (
        f'<main>\n<h1>Who knows what</h1>\n<p class="about">{about}. Known: the share of a deck that would be recalled '
        "today. Retention: right answers a day or more after the answer before.</p>\n"
        f"{_tools(report)}{decks}{_hardest(report)}{_mix_ups(report)}{remarks}</main>"
    )
    return web_page("Who knows what", _STYLE, body, script=_SCRIPT)


def _tools(report: ClassReport) -> str:
    options = "".join(
        f'<option value="{escape(deck.deck)}">{text_as_html(deck.title or deck.deck)}</option>' for deck in report.decks
    )
    return (
        '<div class="tools"><label>Learner <input id="name" type="search" autocomplete="off"></label>'
        f'<label>Deck <select id="deck"><option value="">all decks</option>{options}</select></label></div>\n'
    )


def _deck_section(deck: ClassDeck) -> str:
    about = counted(deck.cards, "card") if deck.cards else "a deck that is not on this machine: its cards are not known"
    rows = "".join(_learner_row(deck, row) for row in deck.learners)
    table = _table(("Learner", "Answered", "Retention", "Known", "Last seen"), {"Answered"}, rows)
    title, name = text_as_html(deck.title or deck.deck), f"{text_as_html(deck.deck)}, " if deck.title else ""
    waiting = f'<p dir="auto">Not begun: {text_as_html(", ".join(deck.not_begun))}</p>' if deck.not_begun else ""
    return (
        f'<section class="learners" data-deck="{escape(deck.deck)}"><h2 dir="auto">{title}</h2>'
        f"<p>{name}{about}</p>{table}{waiting}</section>\n"
    )


def _learner_row(deck: ClassDeck, row: LearnerRow) -> str:
    name, retention, known = escape(row.name), row.retention, deck.known_share(row)
    early = f"too early ({retention.reviews})"
    seen = f"{round(row.known)} of {row.seen} seen"
    return (
        f'<tr data-name="{name}"><td data-key="{name}" dir="auto">{name}</td>{_number(row.answered)}'
        f"{_share(retention.measured, 'recall', early)}{_share(known, 'known', seen)}"
        f'<td class="day" data-key="{iso_day(row.last_day)}">{iso_day(row.last_day)}</td></tr>'
    )


def _hardest(report: ClassReport) -> str:
    rows = "".join(
        f'<tr><td class="words" data-key="{escape(each.text)}" dir="auto">{text_as_html(each.text)}'
        f'<span class="soft">{text_as_html(each.answer)}</span></td>{_number(each.missed)}{_number(each.reviews)}'
        f"{_number(each.missed_by)}{_number(each.seen_by)}</tr>"
        for each in report.hardest
    )
    numbers = ("Missed", "Reviews", "By learners", "Of learners")
    return f"<section><h2>Hardest cards</h2>{_table(('Card', *numbers), numbers, rows)}</section>\n" if rows else ""


def _mix_ups(report: ClassReport) -> str:
    rows = "".join(
        f'<tr><td class="words" data-key="{escape(each.texts[0])}" dir="auto">'
        f"{'<br>'.join(map(text_as_html, each.texts))}</td>{_number(each.learners)}{_number(each.times)}</tr>"
        for each in report.mix_ups
    )
    numbers = ("Learners", "Times")
    table = _table(("Two cards", *numbers), numbers, rows)
    return f"<section><h2>Mixed up by several</h2>{table}</section>\n" if rows else ""


def _table(heads: Sequence[str], numbers: Collection[str], rows: str) -> str:
    """Return a table with these heads, of which `numbers` stand above figures."""
    cells = "".join(
        f'<th scope="col"{" class=number" if head in numbers else ""}><button type="button">{head}</button></th>'
        for head in heads
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>"


def _number(number: int) -> str:
    return f'<td class="number" data-key="{number}">{number:,}</td>'


def _share(share: float | None, kind: str, instead: str) -> str:
    """Return a cell with a percentage and its bar, or with what stands there `instead`."""
    if share is None:
        return f'<td class="soft" data-key="-1">{instead}</td>'
    width = round(share * 100, 1)
    picture = (
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{kind}" width="{width}" height="10"></rect></svg>'
    )
    return f'<td class="share" data-key="{width}"><span>{percent(share)}</span>{picture}</td>'


def _list(title: str, items: Sequence[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<section><h2>{title}</h2><ul>{rows}</ul></section>\n" if rows else ""
