"""The exams that are coming: what to expect on their days, what they take a day, and whether the limits allow it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.exam import Exam, check_day, limits_that_would_do, outlook, prospects
from aide_memoire.core.exam_forecast import Forecast, Learner, simulate_exam
from aide_memoire.core.queue import Allowance
from aide_memoire.formatting import counted, full_day, long_day, percent
from aide_memoire.store.deck_files import deck_files
from aide_memoire.store.exams import coming_exams, exam_cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.exam import Outlook
    from aide_memoire.core.scheduler import Memory
    from aide_memoire.workspace import Workspace

_SAMPLE = 100  # questions of a deck that are simulated
_FARTHEST = 3660  # days: nobody's study is foreseen for longer


class ComingExam(NamedTuple):
    """An exam of today or later, with what to expect. `title` is that of its deck, or its id if it is not here."""

    exam: Exam
    title: str
    days: int
    outlook: Outlook


class ForeseenExam(NamedTuple):
    """A coming exam, what it will be like if its plan is kept, and a line for each limit that is too low for it."""

    coming: ComingExam
    forecast: Forecast
    too_low: tuple[TooLow, ...]


class TooLow(NamedTuple):
    """A limit of the day that is too low for the exams."""

    key: str  # of the settings
    what: str
    limit: int
    needed: int

    def __str__(self) -> str:
        return f"{self.needed} {self.what} a day are needed, and your limit is {self.limit}"


def list_exams(workspace: Workspace) -> list[ComingExam]:
    """Return the exams that are coming, the nearest first."""
    titles = {entry.deck: entry.title for entry in deck_files(workspace.db) if entry.live}
    coming = coming_exams(workspace.db, workspace.today())
    return [_coming(workspace, exam, titles.get(exam.deck, exam.deck)) for exam in coming]


def _coming(workspace: Workspace, exam: Exam, title: str) -> ComingExam:
    today = workspace.today()
    found = prospects(exam, exam_cards(workspace.db, exam.deck), workspace.parameters)
    return ComingExam(exam, title, exam.days_left(today), outlook(exam, found, today, workspace.settings.weight_on))


def exam_of(workspace: Workspace, deck: str) -> ComingExam | None:
    """Return the coming exam of a deck, or None if it has none."""
    return next((each for each in list_exams(workspace) if each.exam.deck == deck), None)


def foresee(workspace: Workspace, deck: str, on: int, target: float) -> ForeseenExam:
    """Return what an exam of a deck on a day would be like, if it were set now, beside the others that are coming.

    Raises AideMemoireError for a day that has passed.
    """
    today = workspace.today()
    check_day(on, today)
    coming = _coming(workspace, Exam(on, deck, target, today), deck)
    others = [each for each in list_exams(workspace) if each.exam.deck != deck]
    return ForeseenExam(coming, forecast(workspace, coming), tuple(limits_too_low(workspace, [*others, coming])))


def forecast(workspace: Workspace, coming: ComingExam) -> Forecast:
    """Return where study towards an exam leads if its plan is kept within the limits, from a sample of its questions.

    The sample counts for all: what is asked is that of the whole deck. Of an exam that is more than ten years away
    there is the first figure alone: what one would know as things stand.
    """
    if coming.days > _FARTHEST:
        return Forecast((coming.outlook.expected,), ())
    cards, of_all = _sample(exam_cards(workspace.db, coming.exam.deck))
    settings = workspace.settings.of_deck(coming.exam.deck)
    before = [each for each in list_exams(workspace) if each.exam < coming.exam and each.exam.deck != coming.exam.deck]

    def limits(day: int) -> Allowance:
        left = _left_by(before, day, Allowance(settings.reviews_on(day), settings.new_on(day)))
        return Allowance(*(_part(each, of_all) for each in left))

    chance = Random(1).random  # noqa: S311  a simulation: the same cards give the same line
    learner = Learner(limits, settings.desired_retention, workspace.parameters, chance, settings.weight_on)
    found = simulate_exam(coming.exam, cards, workspace.today(), learner)
    return found._replace(asked=tuple(Allowance(*(round(each / of_all) for each in day)) for day in found.asked))


def _left_by(exams: Sequence[ComingExam], day: int, limits: Allowance) -> Allowance:
    """Return what nearer exams, which come first, leave of the limits of a day."""
    taken = [each.outlook.a_day for each in exams if each.exam.on > day]
    reviews, new = (sum(each.reviews for each in taken), sum(each.new for each in taken))
    return Allowance(max(limits.reviews - reviews, 0), max(limits.new - new, 0))


def _sample(cards: Sequence[tuple[str, Memory | None]]) -> tuple[list[tuple[str, Memory | None]], float]:
    """Return the cards of an even sample of the questions, and which part of all questions it is."""
    names = list(dict.fromkeys(question for question, _ in cards))
    number = min(len(names), _SAMPLE)
    chosen = {names[place * len(names) // number] for place in range(number)}
    return [each for each in cards if each[0] in chosen], number / max(len(names), 1) or 1.0


def _part(limit: int, part: float) -> int:
    """Return the limit for a part of all questions: at least one where there is any."""
    return max(round(limit * part), min(limit, 1))


def describe_exam(coming: ComingExam) -> str:
    """Return an exam in one line: "CSTO: exam in 12 days · you would know 81 % · 14 a day"."""
    when = f"in {counted(coming.days, 'day')}" if coming.days else "today"
    pace = [f"{coming.outlook.per_day} a day"] if coming.days else []
    return " · ".join([f"{coming.title}: exam {when}", f"you would know {percent(coming.outlook.expected)}", *pace])


def describe_day(coming: ComingExam) -> str:
    """Return the day of an exam: "Tuesday 15 June 2027, in 12 days"."""
    when = f"in {counted(coming.days, 'day')}" if coming.days else "today"
    return f"{full_day(coming.exam.on).split()[0]} {long_day(coming.exam.on)}, {when}"


def describe_share(coming: ComingExam) -> str:
    """Return what an exam asks, in all and a day: "48 questions, 20 of them new · 9 a day, 3 of them new"."""
    found = coming.outlook
    parts = [counted(found.cards, "question") + _of_them_new(found.unseen, found.cards)]
    if coming.days and found.per_day:
        new = found.a_day.new
        only = (
            f"{new} new a day" if new == found.per_day else f"{found.per_day} a day{_of_them_new(new, found.per_day)}"
        )
        parts.append(only)
    return " · ".join(parts)


def _of_them_new(new: int, of: int) -> str:
    return "" if not new else ", all of them new" if new == of else f", {new} of them new"


def describe_forecast(coming: ComingExam, found: Forecast) -> str:
    """Return what one would know on the day of an exam, as things stand and if its plan is kept."""
    if not coming.outlook.cards:
        return "Nothing of it can be asked: its cards are suspended, or it has none."
    now = f"You would know {percent(coming.outlook.expected)}"
    if not coming.days:
        return f"{now} of it."
    if not found.asked:
        return f"{now} on that day as things stand."
    return f"{now} on that day as things stand, and about {percent(found.expected[-1])} if you study every day."


def limits_too_low(workspace: Workspace, coming: Sequence[ComingExam]) -> list[TooLow]:
    """Return the limits of the day that are too low for the exams, each with the figure that would do."""
    settings = workspace.settings
    limits = Allowance(settings.reviews_on(workspace.today()), settings.new_per_day)
    enough = limits_that_would_do([each.outlook for each in coming], limits)
    rows = [
        TooLow("new_per_day", "new questions", limits.new, enough.new),
        TooLow("reviews_per_day", "reviews", limits.reviews, enough.reviews),
    ]
    for each in coming:
        deck, needed = each.exam.deck, each.outlook.a_day.new
        own = settings.decks.get(deck, {}).get("new_per_day", needed)
        rows.append(TooLow(f'new_per_day in [decks."{deck}"]', f"new questions of {each.title}", own, needed))
    return [each for each in rows if each.needed > each.limit]
