"""Where a library, a store and a session meet: one sitting, question by question.

One answer's way: `choices` proposes (pure) → `rate` saves (one durable transaction) and only then moves on.
Where the save fails, the question stays and StoreError says why.
"""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core import scheduler, session
from aide_memoire.core.errors import StoreError
from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.core.grading.verdict import suggest_rating
from aide_memoire.core.hint import hint
from aide_memoire.core.queue import Queue, QueueItem
from aide_memoire.core.study_day import MINUTE, iso_day, iso_moment
from aide_memoire.library.load import load_question, questions
from aide_memoire.store import card_state, deck_index, log
from aide_memoire.store.card_state import sibling_days
from aide_memoire.store.queue import due_counts, todays_queue
from aide_memoire.study.prompts import GradedAnswer, Prompt, find_other_answers, grade_answer, make_prompt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.core.scheduler import Memory, Outcome
    from aide_memoire.core.session import Session
    from aide_memoire.store.log import Undone
    from aide_memoire.workspace import Workspace

_REMEMBERED = 20  # answers
LONGEST_THOUGHT = 10 * MINUTE
"""An answer that took longer was interrupted by something else; it counts as this long."""


class CardOutcome(NamedTuple):
    """What a rating would make of one card."""

    card: str
    was: Memory | None
    outcome: Outcome
    memory: Memory  # after spreading


class RatingOutcome(NamedTuple):
    """A rating, and how long until the question comes back: in seconds for steps, else in days."""

    rating: Rating
    steps: tuple[CardOutcome, ...]
    seconds: int | None
    days: int


class AnsweredQuestion(NamedTuple):
    """A question that was answered in this sitting. `rating` is the lowest of its cards', where they are `split`."""

    action: str
    question: Question
    rating: Rating
    was_new: bool
    seconds: int | None
    days: int
    graded: GradedAnswer | None = None
    split: bool = False
    lapses: int = 0  # of a card that this answer made a leech, or showed once more to be one; else 0


class StudySession:
    """One sitting over today's questions. What it holds is on the disk, but for the question on the screen."""

    def __init__(
        self,
        workspace: Workspace,
        decks: Sequence[str] = (),
        limit: int | None = None,
        form: str | None = None,
        only: Sequence[QueueItem] | None = None,
    ) -> None:
        """Begin a sitting of what is due, or of just the questions in `only`, due or not."""
        self._only = only
        self._workspace = workspace
        self._wanted = form or workspace.settings.form
        self._rng = Random(workspace.entropy())  # noqa: S311  it shuffles options
        self._decks = tuple(decks)
        self._limit = limit
        self._day = workspace.today()
        self._taken_back: dict[str, AnsweredQuestion] = {}
        self._before: dict[str, Session] = {}
        self.answered: list[AnsweredQuestion] = []
        self._session = session.begin_session(self._day, self._queue(), limit)
        self.began = workspace.now()
        self.prompt: Prompt | None = None
        self.graded: GradedAnswer | None = None
        self.hints = 0
        self._go_on()

    @property
    def day(self) -> int:
        """Return the study day of this sitting, which it keeps past 04:00."""
        return self._day

    @property
    def question(self) -> Question | None:
        """Return the question on the screen, or None where the sitting has ended."""
        return self.prompt.question if self.prompt else None

    @property
    def position(self) -> tuple[int, int]:
        """Return how many questions were answered, and how many there are in all as far as is known."""
        return self._session.answered, self._session.total

    @property
    def is_new(self) -> bool:
        """Return whether the question has never been asked before."""
        return self._item is not None and self._item.was == "new"

    def choices(self) -> dict[Rating, RatingOutcome]:
        """Return what each rating would lead to, for the question on the screen."""
        if self.question is None:
            return {}
        memories = {card: card_state.card_state(self._workspace.db, card).memory for card in self.question.cards}
        outcomes = {rating: self._outcomes(memories, rating) for rating in Rating}
        load = self._load(outcome for each in outcomes.values() for outcome in each.values())
        key = self.question.id
        siblings = sibling_days(self._workspace.db, key.partition("#")[0], self.question.cards)
        earliest = dict.fromkeys(memories, 0)
        choices: dict[Rating, RatingOutcome] = {}
        for rating, by_card in outcomes.items():
            steps = []
            for card, outcome in by_card.items():
                memory = scheduler.balance_load(outcome, key, load=load, siblings=siblings, not_before=earliest[card])
                earliest[card] = memory.due_day if outcome.memory.due_at is None else 0
                steps.append(CardOutcome(card, memories[card], outcome, memory))
            choices[rating] = _rating_outcome(rating, tuple(steps), self._day)
        return choices

    @property
    def suggested_rating(self) -> Rating:
        """Return the rating that the judgement suggests; good where the learner judges by themselves."""
        return suggest_rating(self.graded.verdict, hinted=self.hints > 0) if self.graded else Rating.GOOD

    def ratings(self) -> list[Rating]:
        """Return the rating that the judgement suggests for each of the question's cards."""
        return list(self._ratings(None).values())

    @property
    def is_split(self) -> bool:
        """Return whether the judgement gives the question's cards different ratings."""
        return len(set(self.ratings())) > 1

    def reload(self) -> None:
        """Put the question again as its deck has it now; one that has gone is passed over."""
        self._go_on()

    def ask_again(self) -> None:
        """Take back a judgement that was not rated yet: the question is open again."""
        self.graded = None

    def grade(self, given: str) -> Verdict:
        """Judge what was typed; for a choice it is the option's number from 1, or its words."""
        if self.prompt is None:
            raise ValueError("there is no question to answer")
        self.graded = grade_answer(self.prompt, given, find_other_answers(self._workspace.db, self.prompt.question))
        return self.graded.verdict

    def next_hint(self, named: Sequence[str] = ()) -> str:
        """Return one more hint, or "" where there are no more. A hint makes the suggestion Hard at best.

        `named` are the members of a list that need none.
        """
        message = hint(self.question, self.hints + 1, named) if self.question else ""
        self.hints += bool(message)
        return message

    def rate(self, rating: Rating | None = None) -> None:
        """Save the answer, then move on. Raises StoreError, with the question still there.

        A rating rates all cards of the question. Without one the judgement is taken as it is: of a list each
        member that was named, and again those that were not.
        """
        if self.question is None or self._item is None:
            return
        choices = self.choices()
        ratings = self._ratings(rating)
        steps = [self._step(choices[each], card) for card, each in ratings.items()]
        took = max(min(self._workspace.now() - self._asked_at, LONGEST_THOUGHT), 0)
        drafts = [self._draft(each, step, took) for each, step in zip(ratings.values(), steps, strict=True)]
        action = log.append(self._workspace.db, drafts, self._workspace.stamp(self._day), self._workspace.entropy)
        lowest = min(ratings.values())
        choice = _rating_outcome(lowest, tuple(steps), self._day)
        self.answered.append(
            AnsweredQuestion(
                action,
                self.question,
                lowest,
                self.is_new,
                choice.seconds,
                choice.days,
                self.graded,
                split=len(set(ratings.values())) > 1,
                lapses=max((self._leech(step) for step in steps), default=0),
            )
        )
        due = [step.memory.due_at for step in steps if step.memory.due_at is not None]
        self._remember(action)
        self._session = session.after_answer(self._session, self._item, min(due, default=None))
        self._go_on()

    def _ratings(self, rating: Rating | None) -> dict[str, Rating]:
        """Return the rating of each card: one for all, or for a list what its verdict says of each member."""
        cards = self.question.cards if self.question else ()
        if rating is not None or self.graded is None or len(cards) == 1:
            return dict.fromkeys(cards, rating or self.suggested_rating)
        named = Rating.HARD if self.hints else Rating.GOOD
        words = {part.card: part.verdict for part in self.graded.verdict.parts}
        return {card: named if words.get(card) in ("right", "close") else Rating.AGAIN for card in cards}

    def _leech(self, step: CardOutcome) -> int:
        """Return the lapses of a card that has just lapsed once more, if it is a leech by now; else 0."""
        lapses = step.memory.lapses
        lapsed = lapses > (step.was.lapses if step.was else 0)
        return lapses if lapsed and 0 < self._workspace.settings.leech_threshold <= lapses else 0

    @staticmethod
    def _step(choice: RatingOutcome, card: str) -> CardOutcome:
        return next(step for step in choice.steps if step.card == card)

    def set_aside(self, kind: str) -> None:
        """Suspend or bury the question's cards ("suspend", "bury"), and move on."""
        if self.question is None or self._item is None:
            return
        drafts = [EventDraft(kind, card) for card in self.question.cards]
        self._remember(
            log.append(self._workspace.db, drafts, self._workspace.stamp(self._day), self._workspace.entropy)
        )
        self._session = session.without_item(self._session, self._item)
        self._go_on()

    def undo(self) -> Undone | None:
        """Take back the newest action, whenever it was done; an answer's question comes back at once."""
        undone = log.undo(self._workspace.db, self._workspace.stamp(self._day), self._workspace.entropy)
        if undone is None:
            return None
        mine = [each for each in self.answered if each.action == undone.action]
        for each in mine:
            self.answered.remove(each)
            self._taken_back[undone.action] = each
        before = self._before.pop(undone.action, None) if list(self._before)[-1:] == [undone.action] else None
        item = self._item_for(undone.cards) if undone.kind in ("review", "suspend", "bury") else None
        if before is None or item is None:
            self._begin_again(-len(mine))
        else:
            self._session = before
        if item is not None:
            self._session = session.with_item_first(self._session, item)
        self._go_on()
        return undone

    def _remember(self, action: str) -> None:
        """Keep how the sitting stood before an answer, for as many as a hand slips back: no queue is built for undo."""
        self._before[action] = self._session
        for old in list(self._before)[:-_REMEMBERED]:
            del self._before[old]

    def redo(self) -> Undone | None:
        """Do again what was taken back last."""
        redone = log.redo(self._workspace.db, self._workspace.stamp(self._day), self._workspace.entropy)
        if redone is None:
            return None
        mine = self._taken_back.pop(redone.action, None)
        if mine is not None:
            self.answered.append(mine)
        self._begin_again(int(mine is not None))
        self._go_on()
        return redone

    def _queue(self) -> Queue:
        if self._only is not None:
            done = {each.question.id for each in self.answered}
            return Queue((), tuple(item for item in self._only if item.question not in done))
        return todays_queue(self._workspace.db, self._day, self._workspace.settings, self._decks)

    def _begin_again(self, more: int) -> None:
        answered = max(self._session.answered + more, 0)
        self._session = session.begin_session(self._day, self._queue(), self._limit)._replace(answered=answered)

    def _go_on(self) -> None:
        """Put the next question on the table; one whose note has left its deck meanwhile is passed over."""
        self.prompt, self.graded, self.hints = None, None, 0
        with suppress(StoreError):  # a deck that was saved meanwhile; the answer before is saved in any case
            if self._workspace.reread():
                self._before.clear()
        while True:
            self._item = session.next_item(self._session, self._workspace.now())
            question = load_question(self._workspace.db, self._item.note, self._item.question) if self._item else None
            if self._item is None or question is not None:
                break
            self._session = session.without_item(self._session, self._item)
        if self._item is not None and question is not None:
            learned = self._item.was == "review"
            self.prompt = make_prompt(self._workspace.db, question, self._wanted, learned=learned, rng=self._rng)
        self._asked_at = self._workspace.now()

    def _item_for(self, cards: Sequence[str]) -> QueueItem | None:
        note = cards[0].partition("#")[0]
        cached = deck_index.cached_note(self._workspace.db, note)
        found = [each for each in questions(cached) if cards[0] in each.cards] if cached else []
        if not found:
            return None
        was = card_state.card_state(self._workspace.db, cards[0]).memory
        return QueueItem(found[0].id, note, found[0].deck, was.state if was else "new")

    def _outcomes(self, memories: dict[str, Memory | None], rating: Rating) -> dict[str, Outcome]:
        retention = self._workspace.settings.desired_retention
        now = self._workspace.now()
        return {
            card: scheduler.rate(memory, rating, day=self._day, at=now, retention=retention)
            for card, memory in memories.items()
        }

    def _load(self, outcomes: Iterable[Outcome]) -> dict[int, int]:
        """Return how many questions are due on every day that one of the outcomes could be put on."""
        whole = [outcome for outcome in outcomes if outcome.memory.due_at is None]
        if not whole:
            return {}
        days = [
            outcome.memory.last_day + day
            for outcome in whole
            for day in scheduler.fuzz_range(outcome.interval // scheduler.DAY)
        ]
        return due_counts(self._workspace.db, min(days), max(days))

    def _draft(self, rating: Rating, step: CardOutcome, took: int) -> EventDraft:
        memory = step.memory
        return EventDraft(
            "review",
            step.card,
            {
                "rating": rating.word,
                "form": self.prompt.form if self.prompt else "flip",
                **self._graded_fields(),
                "was": step.was.state if step.was else "new",
                **_scheduled_days(step.was),
                "state": memory.state,
                "interval": step.outcome.interval,
                "due": iso_day(memory.due_day) if memory.due_at is None else iso_moment(memory.due_at),
                "desired_retention": self._workspace.settings.desired_retention,
                "took": took,
            },
        )

    def _graded_fields(self) -> dict[str, object]:
        """Return what the log keeps of the judgement, where there is one."""
        if self.graded is None:
            return {}
        verdict = self.graded.verdict
        cached = {"verdict": verdict.word, "score": round(verdict.score, 4), "typed": self.graded.typed}
        if verdict.confused_with:
            cached["confused_with"] = verdict.confused_with.card
        return {**cached, "hints": self.hints} if self.hints else dict(cached)


def _scheduled_days(was: Memory | None) -> dict[str, int]:
    """Return what the log keeps of the interval that a card in review had been given."""
    return {"scheduled_days": max(was.due_day - was.last_day, 0)} if was and was.state == "review" else {}


def _rating_outcome(rating: Rating, steps: tuple[CardOutcome, ...], day: int) -> RatingOutcome:
    """Sum up when a question comes back: as soon as one of its cards does."""
    in_steps = [step.outcome.interval for step in steps if step.memory.due_at is not None]
    days = min(step.memory.due_day - day for step in steps)
    return RatingOutcome(rating, steps, min(in_steps, default=None), days)
