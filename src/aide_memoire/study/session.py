"""Where a library, a store and a session meet: one sitting, question by question.

One answer's way: `choices` proposes (pure) → `rate` saves (one durable transaction) and only then moves on.
Where the save fails, the question stays and StoreError says why.
"""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core import session
from aide_memoire.core.errors import LogChangedError, StoreError
from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.core.grading.verdict import suggest_rating
from aide_memoire.core.hint import hint
from aide_memoire.core.question import leave_out
from aide_memoire.core.queue import Queue, QueueItem, item_state
from aide_memoire.core.study_day import MINUTE, iso_day, iso_moment
from aide_memoire.formatting import counted
from aide_memoire.library.load import load_question, questions
from aide_memoire.store import card_state, deck_index, log
from aide_memoire.store.card_state import card_states
from aide_memoire.store.log import Revision
from aide_memoire.store.queue import todays_queue
from aide_memoire.study.prompts import GradedAnswer, Prompt, find_other_answers, grade_answer, make_prompt
from aide_memoire.study.proposal import propose, rating_outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.core.replay import CardState
    from aide_memoire.core.scheduler import Memory
    from aide_memoire.core.session import Session
    from aide_memoire.core.settings import WantedForm
    from aide_memoire.store.log import Undone
    from aide_memoire.study.proposal import CardOutcome, RatingOutcome
    from aide_memoire.workspace import Workspace

_REMEMBERED = 20  # answers
LONGEST_THOUGHT = 10 * MINUTE
"""An answer that took longer was interrupted by something else; it counts as this long."""


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
        form: WantedForm | None = None,
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
        self._revision = Revision(-1, -1)  # of the log when this session last looked
        self._newest_event = ""
        self._note_revision()
        self._session = session.begin_session(self._day, self._queue(), limit)
        self.began = workspace.now()
        self.prompt: Prompt | None = None
        self.graded: GradedAnswer | None = None
        self.hints = 0
        self.notice = ""
        """What was done elsewhere meanwhile, for the learner to know; whoever shows it empties it."""
        self._states: dict[str, CardState] = {}
        self._proposal: dict[Rating, RatingOutcome] | None = None
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

    def proposal(self) -> dict[Rating, RatingOutcome]:
        """Return what each rating leads to, for the question on the screen. What is rated is saved as proposed."""
        if self.question is None:
            return {}
        if self._proposal is None:
            self._proposal = propose(self._workspace, self.question, self._states, self._day)
        return self._proposal

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

    def rate(self, rating: Rating | None = None) -> AnsweredQuestion | None:
        """Save the answer, then move on. Raises StoreError, with the question still there.

        A rating rates all cards of the question. Without one the verdict is taken as it is: of a list each member that
        was named, and again those that were not. Returns None where the question was answered or set aside elsewhere
        meanwhile: then nothing is saved, and `notice` says so.
        """
        if self.question is None or self._item is None:
            return None
        proposal, ratings = self.proposal(), self._ratings(rating)
        outcomes = {card: proposal[each].cards[card] for card, each in ratings.items()}
        took = max(min(self._workspace.now() - self._asked_at, LONGEST_THOUGHT), 0)
        action = self._save([self._draft(ratings[card], outcome, took) for card, outcome in outcomes.items()])
        if action is None:
            return None
        answered = self._answered(action, self.question, ratings, outcomes)
        self.answered.append(answered)
        due = [each.memory.due_at for each in outcomes.values() if each.memory.due_at is not None]
        self._session = session.after_answer(self._session, self._item, min(due, default=None))
        self._go_on()
        return answered

    def _save(self, drafts: Sequence[EventDraft]) -> str | None:
        """Append an action for the question's cards, unless they are no longer as they were when it was put."""
        revision = self._revision
        while True:
            try:
                action = self._append(drafts, revision)
            except LogChangedError:
                revision = log.log_revision(self._workspace.db)
                if card_states(self._workspace.db, list(self._states)) != self._states:
                    self._skip_outdated()
                    return None
            else:
                if revision == self._revision:  # nobody else has written: there is nothing to catch up with
                    self._revision = revision._replace(by_us=revision.by_us + 1)
                    self._newest_event = action
                self._remember(action)
                return action

    def _append(self, drafts: Sequence[EventDraft], revision: Revision) -> str:
        workspace = self._workspace
        return log.append(workspace.db, drafts, workspace.stamp(self._day), workspace.entropy, revision=revision)

    def _skip_outdated(self) -> None:
        """Pass over a question that was answered or set aside elsewhere, and take in what else was done there."""
        if self._item is not None:
            self._session = session.without_item(self._session, self._item)
        self._go_on()
        self.notice = "Answered or set aside in another window meanwhile: skipped"

    def _answered(
        self, action: str, question: Question, ratings: Mapping[str, Rating], outcomes: Mapping[str, CardOutcome]
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
        )

    def _ratings(self, rating: Rating | None) -> dict[str, Rating]:
        """Return the rating of each card: one for all, or for a list what its verdict says of each member."""
        cards = self.question.cards if self.question else ()
        if rating is not None or self.graded is None or len(cards) == 1:
            return dict.fromkeys(cards, rating or self.suggested_rating)
        named = Rating.HARD if self.hints else Rating.GOOD
        words = {part.card: part.verdict for part in self.graded.verdict.parts}
        return {card: named if words.get(card) in ("right", "close") else Rating.AGAIN for card in cards}

    def _leech_lapses(self, outcome: CardOutcome) -> int:
        """Return the lapses of a card that has just lapsed once more, if it is a leech by now; else 0."""
        lapses = outcome.memory.lapses
        lapsed = lapses > (outcome.was.lapses if outcome.was else 0)
        return lapses if lapsed and self._workspace.settings.is_leech(lapses) else 0

    def set_aside(self, kind: Literal["suspend", "bury"]) -> None:
        """Suspend or bury the question's cards, and move on."""
        if self.question is None or self._item is None:
            return
        if self._save([EventDraft(kind, card) for card in self.question.cards]) is not None:
            self._session = session.without_item(self._session, self._item)
            self._go_on()

    def undo(self) -> Undone | None:
        """Take back the newest action, whenever it was done; an answer's question comes back at once."""
        self._catch_up()
        undone = log.undo(self._workspace.db, self._workspace.stamp(self._day), self._workspace.entropy)
        self._note_revision()
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
        self._catch_up()
        redone = log.redo(self._workspace.db, self._workspace.stamp(self._day), self._workspace.entropy)
        self._note_revision()
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
        """Build the queue anew, with `more` questions answered than before."""
        answered = max(self._session.answered + more, 0)
        self._session = session.begin_session(self._day, self._queue(), self._limit)._replace(answered=answered)

    def _catch_up(self) -> None:
        """Take in what was done elsewhere since the last question: a second window, a merge, a suspension."""
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
        """Take the log as it is now for what this session knows."""
        self._revision = log.log_revision(self._workspace.db)
        self._newest_event = log.newest_id(self._workspace.db)

    def _go_on(self) -> None:
        """Put the next question; one whose note has left its deck meanwhile is passed over."""
        self.prompt, self.graded, self.hints, self._proposal = None, None, 0, None
        with suppress(StoreError):  # a deck that was saved meanwhile; the answer before is saved in any case
            if self._workspace.reread():
                self._before.clear()
        self._catch_up()
        question = self._next_question()
        if self._item is not None and question is not None:
            learned = self._item.was == "review"
            self.prompt = make_prompt(self._workspace.db, question, self._wanted, learned=learned, rng=self._rng)
        self._asked_at = self._workspace.now()

    def _next_question(self) -> Question | None:
        """Return the next question that its deck still has, without the members that are suspended."""
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
        note = cards[0].partition("#")[0]
        cached = deck_index.cached_note(self._workspace.db, note)
        found = [each for each in questions(cached) if cards[0] in each.cards] if cached else []
        if not found:
            return None
        was = card_state.card_state(self._workspace.db, cards[0]).memory
        return QueueItem(found[0].id, note, found[0].deck, item_state(was.state if was else "new"))

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
