"""`due`: print what is left for today. It must be fast enough for shell prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.cli.main import tell
from aide_memoire.core.study_day import iso_day
from aide_memoire.library.trouble import deck_trouble
from aide_memoire.store import deck_files
from aide_memoire.store.queue import DeckToday, count_by_deck, has_exams, todays_queue

if TYPE_CHECKING:
    from aide_memoire.cli.arguments import ArgumentParser
    from aide_memoire.cli.main import Call
    from aide_memoire.core.settings import Settings

SOMETHING_LEFT = 3
"""The exit code of `due --exit-code` where questions are left: no other command returns it."""

_OPTIONS = frozenset(["--json", "--exit-code"])
_DAYS = {0.0: " (a day off: nothing new)", 0.5: " (an easy day: half of the new ones)"}


def build_parser() -> ArgumentParser:
    from aide_memoire.cli.arguments import ArgumentParser  # noqa: PLC0415  for what describes all commands, never for `run`

    parser = ArgumentParser("due", "what is left for today, in questions: to review, and new within the daily limit")
    parser.add_argument("--json", action="store_true", help="as one JSON document; `learning` is a part of `due`")
    parser.add_argument(
        "--exit-code",
        action="store_true",
        help=f"return {SOMETHING_LEFT} if questions are left today (default: 0 then, too)",
    )
    return parser


def run(call: Call) -> int:
    """Print the counts. Builds no parser for its two options, as that takes a third of the time."""
    if not _OPTIONS.issuperset(call.arguments):
        build_parser().parse_args(call.arguments)  # help, or what is wrong
    as_json = "--json" in call.arguments
    with call.workspace() as workspace:
        day = workspace.today()
        left = count_by_deck(todays_queue(workspace.db, day, workspace.settings))
        files = [entry for entry in deck_files.deck_files(workspace.db) if entry.live]
        decks = [left.get(entry.deck, DeckToday(entry.deck)) for entry in files]
        trouble = deck_trouble(workspace.db, workspace.places)
        is_wrong = bool(trouble) and not any(entry.cards for entry in files)
        if not (as_json or is_wrong):
            _print(decks, workspace.settings, day)
        for each in trouble:
            tell(f"{each.message} ({each.hint})")
        if as_json or has_exams(workspace.db):
            from aide_memoire.cli import output  # noqa: PLC0415  3 ms of which a shell prompt mostly needs nothing

            exams = output.exam_rows(workspace) if as_json and has_exams(workspace.db) else []
            document = {**_document(day, decks), **({"exams": exams} if exams else {})}
            output.print_json(document) if as_json else output.print_exams(workspace)
    if is_wrong:
        return 1
    is_left = any(deck.due or deck.new for deck in decks)
    return SOMETHING_LEFT if is_left and "--exit-code" in call.arguments else 0


def _document(day: int, decks: list[DeckToday]) -> dict[str, Any]:
    rows = [{"id": deck.deck, "due": deck.due, "new": deck.new, "learning": deck.learning} for deck in decks]
    due, new = sum(deck.due for deck in decks), sum(deck.new for deck in decks)
    return {"day": iso_day(day), "due": due, "new": new, "decks": rows}


def _print(decks: list[DeckToday], settings: Settings, day: int) -> None:
    due, new = sum(deck.due for deck in decks), sum(deck.new for deck in decks)
    if not due and not new:
        print("nothing is due today" if settings.weight_on(day) else "nothing is due today, a day off")
        return
    print(f"{due} due, {new} new{_DAYS.get(settings.weight_on(day), '')}")
    width = max(len(deck.deck) for deck in decks)
    for deck in decks:
        if deck.due or deck.new:
            own = settings.decks.get(deck.deck, {}).get("new_per_day")
            limit = "" if own is None else f"  (at most {own} new a day)"
            print(f"  {deck.deck:<{width}}  {deck.due:>4} due  {deck.new:>4} new{limit}")
