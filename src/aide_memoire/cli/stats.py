"""`stats`: print the statistics in lines that a screen reader can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, find_decks
from aide_memoire.cli.output import exam_row, print_json
from aide_memoire.core.queue import Allowance
from aide_memoire.core.study_day import iso_day
from aide_memoire.formatting import columns, counted, day_name, duration, long_day, month_name, percent, too_early
from aide_memoire.reports.exams import describe_exam, describe_forecast
from aide_memoire.reports.statistics import COMING, ENOUGH_REVIEWS, RECENT_DAYS, load_statistics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.cli.main import Call
    from aide_memoire.core.dose import Streak
    from aide_memoire.core.exam_forecast import Forecast
    from aide_memoire.core.standing import QuestionCounts
    from aide_memoire.reports.exams import ComingExam
    from aide_memoire.reports.statistics import DeckStatistics, HardCard, Retention, Share, Statistics, Time
    from aide_memoire.store.statistics import DayCount

_LINE = 60  # days of the line towards an exam; of more days some are left out


_APART = 0.03  # lists of many members alone, which are scheduled lower, make less of a difference


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("stats", "your progress: days and time, recall, what is coming, the cards and the decks")
    parser.add_argument("deck", nargs="?", metavar="DECK", help="this deck alone (default: all)")
    parser.add_argument("--json", action="store_true", help="as one JSON document; times are in milliseconds")
    return parser


def run(call: Call) -> int:
    """Print the statistics of all decks or of one."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        decks = find_decks(workspace, [options.deck] if options.deck is not None else [])
        found = load_statistics(workspace, *decks)
        if options.json:
            print_json(_as_json(found))
        else:
            print("\n".join(_lines(found)))
    return 0


def _lines(found: Statistics) -> Iterator[str]:
    yield f"{found.title or 'all decks'}, {long_day(found.day)}"
    if found.all.questions:
        yield from _done(found)
        yield from _retention(found)
    else:
        yield "no answers yet: the numbers begin with your first one"
    yield from _cards(found)
    if any(found.coming):
        yield from _coming(found)
    if not found.deck:
        yield from _decks(found)
    yield from _hardest(found)
    yield from _exams(found)


def _done(found: Statistics) -> Iterator[str]:
    streak = found.streak
    yield (
        f"today: {counted(found.today.questions, 'question')}, {counted(found.today.answers, 'answer')}"
        f" in {duration(found.today.took)}"
    )
    if found.week.days:
        yield f"week: {found.week.reached} of {counted(found.week.days, 'day')}"
    yield (
        f"streak: {counted(streak.now, 'day')}{_grace(streak)}, the longest {counted(streak.longest, 'day')};"
        f" {counted(streak.days, 'day')} of study in all"
    )
    yield (
        f"time: {duration(found.month.took)} this month, {duration(found.all.took)} in all"
        f" for {counted(found.all.answers, 'answer')}, {found.all.each / 1000:.1f} s each"
    )


def _grace(streak: Streak) -> str:
    return f" (it still holds: {counted(streak.missed, 'day')} missed)" if streak.missed else ""


def _retention(found: Statistics) -> Iterator[str]:
    yield f"recall: right when it came due; you want {percent(found.desired)}"
    yield f"  last {RECENT_DAYS} days  {_shares(found.retention)}"
    for month in found.months:
        if month.retention.both.measured is not None:
            yield f"  {month_name(month.first)}      {_shares(month.retention)}"


def _shares(retention: Retention) -> str:
    young, mature = retention
    if retention.both.measured is None:
        return too_early(retention.both.reviews, ENOUGH_REVIEWS)
    return f"{_share(retention.both)}; young {_share(young)}; mature {_share(mature)}"


def _share(share: Share) -> str:
    if share.measured is None:
        return f"too early ({share.reviews})" if share.reviews else "none"
    return f"{percent(share.measured)} of {share.reviews}"


def _cards(found: Statistics) -> Iterator[str]:
    message = ", ".join(f"{number} {name}" for name, number in found.states._asdict().items())
    yield f"questions: {_counts(found.counts)}; solid: recalled on a later day than the first"
    yield f"cards: {message} (mature: an interval of 21 days or more)"


def _counts(counts: QuestionCounts) -> str:
    return f"{counts.solid} solid, {counts.learning} learning, {counts.new} new"


def _coming(found: Statistics) -> Iterator[str]:
    most = max(found.coming)
    day = day_name(found.day + found.coming.index(most), found.day)
    yield (
        f"coming: {counted(sum(found.coming), 'question')} to review in {COMING} days, {found.coming[0]} of them today;"
        f" most {day} ({most})"
    )
    yield f"  {columns(found.coming)}"


def _decks(found: Statistics) -> Iterator[str]:
    yield f"decks: their questions, due today; retention, questions and time of the last {RECENT_DAYS} days"
    width = max((len(deck.deck) for deck in found.decks), default=0)
    for deck in found.decks:
        recall = f"{_share(deck.retention)}{_aim(deck, found)}"
        yield (
            f"  {deck.deck:<{width}}  {_counts(deck.counts)}, {deck.due} due;"
            f" {recall}, {counted(deck.time.questions, 'question')} in {duration(deck.time.took)}"
        )


def _aim(deck: DeckStatistics, found: Statistics) -> str:
    """Return the recall that is wanted of a deck, where it is clearly another one than of all decks."""
    return f" (you want {percent(deck.desired)})" if abs(deck.desired - found.desired) >= _APART else ""


def _hardest(found: Statistics) -> Iterator[str]:
    if not found.hardest:
        return
    leeches = (
        f"; a problem card from {found.leech_threshold} misses on ({found.leeches})" if found.leech_threshold else ""
    )
    yield f"hardest: cards missed after they were learned{leeches}"
    for card in found.hardest:
        yield f"  {card.lapses:>3}  {card.card}{'  problem card' if card.leech else ''}"
        yield f"       {card.question}\n       → {card.answer}"


def _exams(found: Statistics) -> Iterator[str]:
    """Yield what to expect of each exam, and the recall on its day as each day until then begins, as a line."""
    for coming, forecast in found.exams:
        yield describe_exam(coming)
        if forecast.asked:
            yield f"  {describe_forecast(coming, forecast)}"
            steps = min(len(forecast.expected), _LINE)
            points = [forecast.expected[place * coming.days // (steps - 1)] for place in range(steps)]
            yield f"  {columns(tuple(round(100 * point) for point in points))}  {day_name(coming.exam.on, found.day)}"


def _exam_json(coming: ComingExam, forecast: Forecast) -> dict[str, object]:
    days = zip(forecast.expected, [*forecast.asked, Allowance(0, 0)], strict=True)
    return {
        **exam_row(coming),
        "coming": [
            {"day": iso_day(coming.exam.on - coming.days + ahead), "expected": round(expected, 4), **asked._asdict()}
            for ahead, (expected, asked) in enumerate(days)
        ],
    }


def _as_json(found: Statistics) -> dict[str, object]:
    return {
        "day": iso_day(found.day),
        "deck": found.deck or None,
        "today": _time_json(found.today),
        "week": {"reached": found.week.reached, "days": found.week.days},
        "streak": found.streak._asdict(),
        "days": [{"day": iso_day(each.day), **_time_json(each)} for each in found.year],
        "coming": [
            {"day": iso_day(found.day + ahead), "questions": number} for ahead, number in enumerate(found.coming)
        ],
        "desired_retention": found.desired,
        "retention": _retention_json(found.retention),
        "months": [{"month": iso_day(month.first)[:7], **_retention_json(month.retention)} for month in found.months],
        "month": _time_json(found.month),
        "all": _time_json(found.all),
        "cards": found.states._asdict(),
        "known": found.known,
        "standing": found.counts._asdict(),
        "leech_threshold": found.leech_threshold,
        "leeches": found.leeches,
        "hardest": [_card_json(card) for card in found.hardest],
        "decks": [_deck_json(deck) for deck in found.decks],
        "exams": [_exam_json(*each) for each in found.exams],
    }


def _time_json(time: Time | DayCount) -> dict[str, int]:
    return {"questions": time.questions, "answers": time.answers, "took": time.took}


def _retention_json(retention: Retention) -> dict[str, object]:
    return {"young": _share_json(retention.young), "mature": _share_json(retention.mature)}


def _share_json(share: Share) -> dict[str, object]:
    return {"reviews": share.reviews, "recalled": share.recalled, "share": share.value}


def _deck_json(deck: DeckStatistics) -> dict[str, object]:
    return {
        "id": deck.deck,
        "cards": deck.cards,
        "due": deck.due,
        "known": deck.known,
        "standing": deck.counts._asdict(),
        "retention": _share_json(deck.retention),
        "desired_retention": deck.desired,
        **_time_json(deck.time),
    }


def _card_json(card: HardCard) -> dict[str, object]:
    return {
        "id": card.card,
        "question": card.question,
        "answer": card.answer,
        "lapses": card.lapses,
        "difficulty": card.difficulty,
        "leech": card.leech,
    }
