"""A study session: it asks the questions of the queue and saves the answers to the log.

The path of one answer: `proposal` computes the outcome of each rating → `rate` saves one of them (one durable
transaction) and only then moves on. If the save fails, the question stays and StoreError says why.

What is on the screen is either a `prompt` to answer or a `lesson` to read: a new question, shown with its answer.
`end_lesson` moves on from a lesson; nothing is saved about it.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Literal

from aide_memoire.core import session
from aide_memoire.core.errors import LogChangedError, StoreError
from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.core.form import is_lesson_due
from aide_memoire.core.grading.verdict import suggest_rating
from aide_memoire.core.hint import hint
from aide_memoire.core.question import leave_out
from aide_memoire.core.queue import Extra, Queue, QueueItem, item_state
from aide_memoire.core.standing import standing
from aide_memoire.core.study_day import MINUTE, iso_day, iso_moment
from aide_memoire.formatting import counted
from aide_memoire.library.load import load_question, questions
from aide_memoire.store import card_state, deck_index, log
from aide_memoire.store.card_state import card_states
from aide_memoire.store.log import Revision
from aide_memoire.store.queue import NO_EXTRA, todays_queue
from aide_memoire.study.answered import AnsweredQuestion
from aide_memoire.study.prompts import GradedAnswer, Prompt, find_other_answers, grade_answer, make_prompt
from aide_memoire.study.proposal import propose, rating_outcome
from aide_memoire.study.renamed_notes import link_renamed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.core.replay import CardState
    from aide_memoire.core.scheduler import Memory
    from aide_memoire.core.session import Progress, Session
    from aide_memoire.core.settings import WantedForm
    from aide_memoire.core.study_day import Stamp
    from aide_memoire.store.log import Undone
    from aide_memoire.study.answered import Mark
    from aide_memoire.study.proposal import CardOutcome, RatingOutcome
    from aide_memoire.workspace import Workspace

_REMEMBERED = 20  # answers whose undo needs no new queue
MOST_MISSES = 3
"""A question missed so often in one session is put off until tomorrow: once more today would not help."""

LONGEST_THOUGHT = 10 * MINUTE
"""The longest time that is saved for an answer: one that took longer was interrupted by something else."""


class StudySession:
    """A session over today's questions. All its state is saved, except the answer to the current question."""

    def __init__(
        self,
        workspace: Workspace,
        decks: Sequence[str] = (),
        limit: int | None = None,
        form: WantedForm | None = None,
        only: Sequence[QueueItem] | None = None,
        *,
        notes: Collection[str] | None = None,
        extra: Extra = NO_EXTRA,
    ) -> None:
        """Begin a session of the due questions, or of exactly the questions in `only`, due or not.

        `decks` and `notes` narrow what is asked, `extra` widens it beyond the share of the day.
        """
        link_renamed(workspace)
        self._only = only
        self._workspace = workspace
        self._form = form
        self._rng = Random(workspace.entropy())  # noqa: S311  it shuffles options
        self.decks = tuple(decks)
        self._todays_queue = partial(todays_queue, workspace.db, decks=self.decks, notes=notes, extra=extra)
        if decks and self._todays_queue(workspace.today(), workspace.settings, only_share=True).items:
            self._todays_queue = partial(self._todays_queue, only_share=True)  # no more when this is built again
        self._limit = limit
        self._day = workspace.today()
        self._undone: dict[str, AnsweredQuestion] = {}
        self._before: dict[str, Session] = {}
        self._taught: set[str] = set()  # questions whose lesson was read in this session, or that were answered before
        self.answered: list[AnsweredQuestion] = []
        self._revision = Revision(-1, -1)  # of the log when this session last read it
        self._newest_event = ""
        self._note_revision()
        self._session = session.begin_session(self._day, self._queue(), limit)
        self.began = workspace.now()
        self.prompt: Prompt | None = None
        self.lesson: Question | None = None
        self.graded: GradedAnswer | None = None
        self.hints = 0
        self.notice = ""
        """A message about changes made elsewhere, or "". The caller that shows it must clear it."""
        self._states: dict[str, CardState] = {}
        self._proposal: dict[Rating, RatingOutcome] | None = None
        self._go_on()

    @property
    def day(self) -> int:
        """Return the study day of this session. It does not change when a new study day begins."""
        return self._day

    @property
    def question(self) -> Question | None:
        """Return the question that is asked or taught now, or None at the end of the session."""
        return self.prompt.question if self.prompt else self.lesson

    @property
    def progress(self) -> Progress:
        """Return how far the session is, in questions."""
        return session.progress(self._session, {each.question.id for each in self.answered})

    @property
    def position(self) -> tuple[int, int]:
        """Return the number of questions that are done, and of all that were planned. The latter never grows."""
        return self.progress[:2]

    @property
    def again(self) -> int:
        """Return the number of questions that were answered and come again in this session."""
        return self.progress.again

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return how each question went when it was first answered, in the order of these answers."""
        first: dict[str, AnsweredQuestion] = {}
        for each in self.answered:
            first.setdefault(each.question.id, each)
        return tuple(each.mark for each in first.values())

    @property
    def is_new(self) -> bool:
        """Return whether the current question was never answered before."""
        return self._item is not None and self._item.was == "new"

    @property
    def is_again(self) -> bool:
        """Return whether the current question was answered in this session already."""
        return self.question is not None and any(each.question.id == self.question.id for each in self.answered)

    def proposal(self) -> dict[Rating, RatingOutcome]:
        """Return the outcome of each rating of the current question. `rate` saves exactly this outcome."""
        if self.prompt is None:
            return {}
        if self._proposal is None:
            self._proposal = propose(self._workspace, self.prompt.question, self._states, self._day)
        return self._proposal

    @property
    def suggested_rating(self) -> Rating:
        """Return the rating that the verdict suggests, or good if nothing was graded."""
        return suggest_rating(self.graded.verdict, hinted=self.hints > 0) if self.graded else Rating.GOOD

    def ratings(self) -> list[Rating]:
        """Return the rating that the verdict suggests for each card of the question."""
        return list(self._ratings(None).values())

    @property
    def is_split(self) -> bool:
        """Return whether the verdict suggests different ratings for the cards of the question."""
        return len(set(self.ratings())) > 1

    def reload(self) -> None:
        """Ask the question again as it is in its deck now, or the next one if the deck no longer has it."""
        self._go_on()

    def end_lesson(self) -> None:
        """Move on from the lesson. Its question is asked after a few others, or at once if there are none."""
        if self.lesson is None or self._item is None:
            return
        self._taught.add(self._item.question)
        self._session = session.after_lesson(self._session, self._item)
        self._go_on()

    def ask_again(self) -> None:
        """Discard the verdict that was not rated yet, so that the question can be answered again."""
        self.graded = None

    def grade(self, given: str) -> Verdict:
        """Grade an answer. For a choice, `given` is the number of the option, from 1, or its text; for a pick, all."""
        if self.prompt is None:
            raise ValueError("there is no question to answer")
        self.graded = grade_answer(self.prompt, given, find_other_answers(self._workspace.db, self.prompt.question))
        return self.graded.verdict

    def next_hint(self, named: Sequence[str] = ()) -> str:
        """Return the next hint, or "" if there are no more. With a hint, the suggested rating is at most Hard.

        `named` are the members of a list that were answered already and need no hint.
        """
        message = hint(self.prompt.question, self.hints + 1, named) if self.prompt else ""
        self.hints += bool(message)
        return message

    def rate(self, rating: Rating | None = None) -> AnsweredQuestion | None:
        """Save the answer, then move on. Raises StoreError if it cannot be saved; then the question stays.

        `rating` applies to all cards of the question. Without it, the verdict decides: of a list, the named members
        pass and the others are rated Again. Returns None if the question was answered or set aside elsewhere: then
        nothing is saved, and `notice` says so. Raises ValueError during a lesson, which has no rating.
        """
        if self.lesson is not None:
            raise ValueError("a lesson is not rated")
        if self.prompt is None or self._item is None:
            return None
        proposal, ratings = self.proposal(), self._ratings(rating)
        outcomes = {card: proposal[each].cards[card] for card, each in ratings.items()}
        stamp = self._workspace.stamp(self._day)
        took = max(min(stamp.at - self._asked_at, LONGEST_THOUGHT), 0)
        drafts = [self._draft(ratings[card], outcome, took) for card, outcome in outcomes.items()]
        put_off = Rating.AGAIN in ratings.values() and self._misses(self.prompt.question) + 1 >= MOST_MISSES
        action = self._save([*drafts, *(EventDraft("bury", card) for card in ratings if put_off)], stamp)
        if action is None:
            return None
        answered = self._answered(action, self.prompt.question, ratings, outcomes, put_off=put_off)
        self.answered.append(answered)
        due = [each.memory.due_at for each in outcomes.values() if each.memory.due_at is not None and not put_off]
        self._session = session.after_answer(self._session, self._item, min(due, default=None))
        self._go_on()
        return answered

    def _misses(self, question: Question) -> int:
        """Return how often a question was missed in this session, also in part."""
        return [each.rating for each in self.answered if each.question.id == question.id].count(Rating.AGAIN)

    def _save(self, drafts: Sequence[EventDraft], stamp: Stamp) -> str | None:
        """Append an action for the cards of the question. Returns None if their state changed since it was asked."""
        db, revision = self._workspace.db, self._revision
        while True:
            try:
                action = log.append(db, drafts, stamp, self._workspace.entropy, revision=revision)
            except LogChangedError:
                revision = log.log_revision(db)
                if card_states(db, list(self._states)) != self._states:
                    self._skip_outdated()
                    return None
            else:
                if revision == self._revision:  # no other writer, so there is nothing to catch up with
                    self._revision = revision._replace(by_us=revision.by_us + 1)
                    self._newest_event = action
                self._remember(action)
                return action

    def skip_if_outdated(self) -> bool:
        """Skip the question if it was answered or set aside elsewhere since it was asked. Returns whether it was."""
        revision = log.log_revision(self._workspace.db)
        if self.prompt is None or revision == self._revision:
            return False
        if card_states(self._workspace.db, list(self._states)) == self._states:
            return False
        self._skip_outdated()
        return True

    def _skip_outdated(self) -> None:
        """Skip a question that was answered or set aside elsewhere, and catch up with the other changes."""
        if self._item is not None:
            self._session = session.without_item(self._session, self._item)
        self._go_on()
        self.notice = "Answered or set aside in another window: skipped"

    def _answered(
        self,
        action: str,
        question: Question,
        ratings: Mapping[str, Rating],
        outcomes: Mapping[str, CardOutcome],
        *,
        put_off: bool,
    ) -> AnsweredQuestion:
        lowest = min(ratings.values())
        outcome = rating_outcome(lowest, outcomes, self._day)
        return AnsweredQuestion(
            action,
            question,
            lowest,
            self.is_new,
            outcome.seconds,
            outcome.days,
            self.graded,
            split=len(set(ratings.values())) > 1,
            lapses=max((self._leech_lapses(each) for each in outcomes.values()), default=0),
            put_off=put_off,
            became_solid=_became_solid(outcomes.values()),
        )

    def _ratings(self, rating: Rating | None) -> dict[str, Rating]:
        """Return the rating of each card: the same for all, or for a list according to the verdict of each member."""
        cards = self.question.cards if self.question else ()
        if rating is not None or self.graded is None or len(cards) == 1:
            return dict.fromkeys(cards, rating or self.suggested_rating)
        named = Rating.HARD if self.hints else Rating.GOOD
        words = {part.card: part.verdict for part in self.graded.verdict.parts}
        return {card: named if words.get(card) in ("right", "close") else Rating.AGAIN for card in cards}

    def _leech_lapses(self, outcome: CardOutcome) -> int:
        """Return the lapses of a card that has just lapsed, if it is a leech; else 0."""
        lapses = outcome.memory.lapses
        lapsed = lapses > (outcome.was.lapses if outcome.was else 0)
        return lapses if lapsed and self._workspace.settings.is_leech(lapses) else 0

    def set_aside(self, kind: Literal["suspend", "bury"]) -> None:
        """Suspend or bury the cards of the question or the lesson, and move on."""
        if self.question is None or self._item is None:
            return
        drafts = [EventDraft(kind, card) for card in self.question.cards]
        if self._save(drafts, self._workspace.stamp(self._day)) is not None:
            self._session = session.without_item(self._session, self._item)
            self._go_on()

    def undo(self) -> Undone | None:
        """Undo the newest action, also one from before this session, and ask its question next. Returns the action."""
        self._catch_up()
        undone = log.undo(self._workspace.db, self._workspace.stamp(self._day), self._workspace.entropy)
        self._note_revision()
        if undone is None:
            return None
        mine = [each for each in self.answered if each.action == undone.action]
        for each in mine:
            self.answered.remove(each)
            self._undone[undone.action] = each
        before = self._before.pop(undone.action, None) if list(self._before)[-1:] == [undone.action] else None
        item = self._item_for(undone.cards) if undone.kind in ("review", "suspend", "bury") else None
        if before is None or item is None:
            self._begin_again(-len(mine))
        else:
            self._session = before
        if item is not None:
            if undone.kind == "review":  # it was asked already, so it is asked again
                self._taught.add(item.question)
            self._session = session.with_item_first(self._session, item)
        self._go_on()
        return undone

    def _remember(self, action: str) -> None:
        """Store the session state before an answer, so that undo of a recent answer needs no new queue."""
        self._before[action] = self._session
        for old in list(self._before)[:-_REMEMBERED]:
            del self._before[old]

    def redo(self) -> Undone | None:
        """Redo the action that was undone last. Returns it, or None."""
        self._catch_up()
        redone = log.redo(self._workspace.db, self._workspace.stamp(self._day), self._workspace.entropy)
        self._note_revision()
        if redone is None:
            return None
        mine = self._undone.pop(redone.action, None)
        if mine is not None:
            self.answered.append(mine)
        self._begin_again(int(mine is not None))
        self._go_on()
        return redone

    def _queue(self) -> Queue:
        if self._only is not None:
            done = {each.question.id for each in self.answered}
            return Queue((), tuple(item for item in self._only if item.question not in done))
        return self._todays_queue(self._day, self._workspace.settings)

    def _begin_again(self, more: int) -> None:
        """Build the queue again, and add `more` to the number of answered questions."""
        answered = max(self._session.answered + more, 0)
        self._session = session.begin_session(self._day, self._queue(), self._limit)._replace(answered=answered)

    def _catch_up(self) -> None:
        """Update the session after changes made elsewhere, such as an answer in a second window or a merge."""
        revision = log.log_revision(self._workspace.db)
        if revision == self._revision:
            return
        before = session.open_questions(self._session)
        self._before.clear()
        if self._only is None:
            self._begin_again(0)
        else:
            own = {each.action for each in self.answered}
            touched = log.cards_since(self._workspace.db, self._newest_event, own)
            self._session = session.without_cards(self._session, touched)
        self._note_revision()
        gone = before - session.open_questions(self._session)
        if gone:
            verb = "is" if len(gone) == 1 else "are"
            self.notice = f"{counted(len(gone), 'question')} {verb} done or set aside elsewhere: not asked again here"

    def _note_revision(self) -> None:
        """Store the current revision of the log as the one that this session has read."""
        self._revision = log.log_revision(self._workspace.db)
        self._newest_event = log.newest_id(self._workspace.db)

    def _go_on(self) -> None:
        """Ask or teach the next question. Skips questions that their deck no longer has."""
        self.prompt, self.lesson, self.graded, self.hints, self._proposal = None, None, None, 0, None
        with suppress(StoreError):  # the previous answer is saved in any case; the deck is read again later
            if self._workspace.reread():
                self._before.clear()
        self._catch_up()
        question = self._next_question()
        if self._item is not None and question is not None:
            learned = self._item.was == "review"
            prompt = make_prompt(
                self._workspace.db, question, self._wanted_form(question), learned=learned, rng=self._rng
            )
            if self._is_lesson_due(prompt):
                self.lesson = question
            else:
                self.prompt = prompt
        self._asked_at = self._workspace.now()

    def _wanted_form(self, question: Question) -> WantedForm:
        """Return the form of this session, else that of the settings of the question's deck."""
        return self._form or self._workspace.settings.of_deck(question.deck).form

    def _is_lesson_due(self, prompt: Prompt) -> bool:
        question = prompt.question
        is_new = self.is_new and question.id not in self._taught
        return is_lesson_due(question, prompt.form, wanted=self._wanted_form(question), is_new=is_new)

    def _next_question(self) -> Question | None:
        """Return the next question that its deck still has, without suspended cards."""
        while True:
            self._item = item = session.next_item(self._session, self._workspace.now())
            if item is None:
                return None
            question = load_question(self._workspace.db, item.note, item.question)
            if question is not None:
                self._states = card_states(self._workspace.db, question.cards)
                suspended = [card for card, state in self._states.items() if state.suspended]
                if not suspended:
                    return question
                if len(suspended) < len(question.cards):
                    self._states = {card: state for card, state in self._states.items() if not state.suspended}
                    return leave_out(question, suspended)
            self._session = session.without_item(self._session, item)

    def _item_for(self, cards: Sequence[str]) -> QueueItem | None:
        """Return the item of the question that has these cards now, or None: its deck may have changed since."""
        note = cards[0].partition("#")[0]
        cached = deck_index.cached_note(self._workspace.db, note)
        question = next((each for each in questions(cached) if cards[0] in each.cards), None) if cached else None
        if question is None:
            return None
        was = card_state.card_state(self._workspace.db, cards[0]).memory
        return QueueItem(question.id, note, question.deck, item_state(was.state if was else "new"))

    def _draft(self, rating: Rating, outcome: CardOutcome, took: int) -> EventDraft:
        memory = outcome.memory
        return EventDraft(
            "review",
            outcome.card,
            {
                "rating": rating.word,
                "form": self.prompt.form if self.prompt else "flip",
                **self._graded_fields(),
                "was": outcome.was.state if outcome.was else "new",
                **_scheduled_days(outcome.was),
                "state": memory.state,
                "interval": outcome.outcome.interval,
                "due": iso_day(memory.due_day) if memory.due_at is None else iso_moment(memory.due_at),
                "desired_retention": outcome.retention,
                "took": took,
                "past": self._states[outcome.card].past,
            },
        )

    def _graded_fields(self) -> dict[str, object]:
        """Return the fields of the review event that describe the verdict, if there is one."""
        if self.graded is None:
            return {}
        verdict = self.graded.verdict
        fields = {"verdict": verdict.word, "score": round(verdict.score, 4), "typed": self.graded.typed}
        if verdict.confused_with:
            fields["confused_with"] = verdict.confused_with.card
        return {**fields, "hints": self.hints} if self.hints else dict(fields)


def _became_solid(outcomes: Iterable[CardOutcome]) -> bool:
    """Return whether a question is solid after these outcomes of its cards, and was not before."""
    was, now = zip(*((each.was, each.memory) for each in outcomes), strict=True)
    return standing(now) == "solid" != standing(was)


def _scheduled_days(was: Memory | None) -> dict[str, int]:
    """Return the interval of a review card before this review, in days, as a field of the review event."""
    return {"scheduled_days": max(was.due_day - was.last_day, 0)} if was and was.state == "review" else {}
