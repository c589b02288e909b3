"""A learner's progress as one would keep it on paper: all that happened, in order, and what follows from it.

It is plain and slow on purpose: whatever is asked of it is worked out from the whole log, with no table beside it.
Only the figures of the schedule are the program's own, by `core.replay`.
"""

from __future__ import annotations

import zlib
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.event import Rating
from aide_memoire.core.replay import FRESH, CardState, ParameterHistory, replay
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, make_parameters, rate, retrievability

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aide_memoire.core.event import Event
    from aide_memoire.core.scheduler import Memory
    from aide_memoire.core.settings import Settings

NAMING = ("undo", "redo")
STEPS = ("learning", "relearning")
MATURE = 21
MILLISECONDS_A_DAY = 86_400_000
FIRST_DAY_OF_UNIX = 719_163
URGENCY = ("learning", "relearning", "young", "mature", "new")
TEMPLATES = {
    "card": 'question = "{words}?"\nanswer = "yes {words}"',
    "event": 'name = "{words}"\ndate = "1945"\nplace = "Yalta"\nask = ["when", "where"]',
    "group": 'name = "{words}"\nmembers = ["Russia", "Belarus", "Armenia"]',
    "sequence": 'name = "{words}"\nitems = ["one", "two", "three"]',
    "cloze": 'text = "{words}: in {{{{c1::1969}}}} at {{{{c2::Damansky}}}}"',
}


class Asked(NamedTuple):
    """A question of a note: its cards, each with the answer."""

    id: str
    answers: dict[str, str]


class Note(NamedTuple):
    """A note as its deck has it now. `words` are in every one of its questions; each note has its kind as its tag."""

    kind: str
    deck: str
    name: str
    words: str
    bury_with: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.deck}/{self.name}"

    def toml(self) -> str:
        """Return what an author writes."""
        body = TEMPLATES[self.kind].format(words=self.words)
        rivals = f"bury_with = {list(self.bury_with)}\n".replace("'", '"') if self.bury_with else ""
        return f'[[{self.kind}]]\nid = "{self.name}"\n{body}\ntags = ["{self.kind}"]\n{rivals}'

    def questions(self) -> list[Asked]:
        """Return what is asked, in order."""
        match self.kind:
            case "card":
                parts = {"": {"": f"yes {self.words}"}}
            case "event":
                parts = {"#when": {"#when": "1945"}, "#where": {"#where": "Yalta"}}
            case "group":
                parts = {"": {"#russia": "Russia", "#belarus": "Belarus", "#armenia": "Armenia"}}
            case "sequence":
                parts = {"#order": {"#order": "one; two; three"}}
            case _:
                parts = {"#1": {"#1": "1969"}, "#2": {"#2": "Damansky"}}
        return [
            Asked(self.id + part, {self.id + card: answer for card, answer in cards.items()})
            for part, cards in parts.items()
        ]


class Exam(NamedTuple):
    """The exam of a deck. Days are study days."""

    on: int
    deck: str
    target: float
    since: int


class Prospect(NamedTuple):
    """What is known of a question on the day of an exam, and when it was begun, answered last and comes again; or 0."""

    question: str
    recall: float
    introduced: int
    last_day: int
    due_day: int
    lasting: float


class Decks:
    """What the decks have now, in the authors' order."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self.notes = list(notes)

    def replace(self, old: Note, *new: Note) -> None:
        place = self.notes.index(old)
        self.notes[place : place + 1] = new

    def add(self, note: Note) -> None:
        self.notes = sorted([*self.notes, note], key=lambda each: each.deck)

    def cards(self) -> dict[str, tuple[Asked, Note]]:
        """Return every card with its question and note."""
        return {card: (asked, note) for note in self.notes for asked in note.questions() for card in asked.answers}

    def question(self, name: str) -> Asked | None:
        return next((asked for note in self.notes for asked in note.questions() if asked.id == name), None)

    def rivals(self, note: Note) -> set[str]:
        """Return the notes that must not be asked on the same day, whichever of them says so."""
        mine = {f"{note.deck}/{name}" for name in note.bury_with}
        return mine | {other.id for other in self.notes if other.deck == note.deck and note.name in other.bury_with}


class Log:
    """One profile: events by their ids. The order of ids is the order of what happened."""

    def __init__(self, events: Iterable[Event] = (), held: Iterable[str] = ()) -> None:
        self.events = {event.id: event for event in events}
        self.held = set(held)
        self._known: dict[str, tuple[Any, CardState]] = {}

    def in_order(self) -> list[Event]:
        return [self.events[each] for each in sorted(self.events)]

    def followed(self) -> list[Event]:
        """Return what did not lie ahead of the clock when the profile was opened."""
        return [event for event in self.in_order() if event.id not in self.held]

    def newest(self) -> str:
        return max((event.id for event in self.followed()), default="")

    def follow_clock(self, now: int) -> None:
        """Hold what lies more than two days ahead, by its moment or by its day, and nothing else."""
        self.held = {event.id for event in self.events.values() if _is_ahead(event, now)}

    def counting(self) -> list[Event]:
        """Return what counts: an action does unless the newest event that names it is an undo."""
        newest = {event.action: event.kind for event in self.followed() if event.kind in NAMING}
        return [
            event
            for event in self.followed()
            if event.kind not in NAMING and newest.get(event.action, "redo") != "undo"
        ]

    def actions(self) -> dict[str, list[Event]]:
        """Return the events of each action that counts."""
        found: dict[str, list[Event]] = {}
        for event in self.counting():
            found.setdefault(event.action, []).append(event)
        return found

    def add(self, events: Iterable[Event]) -> None:
        """Take in what is new; an old event stays as it is."""
        self.events = {**{event.id: event for event in events}, **self.events}

    def reviews(self) -> list[Event]:
        return [event for event in self.counting() if event.kind == "review"]

    def to_undo(self, device: str) -> str | None:
        """Return the device's newest action that counts, or None."""
        return max((event.action for event in self.counting() if event.device == device), default=None)

    def to_redo(self, device: str) -> str | None:
        """Return what the device undid last, or None where it has done anything new since."""
        undone: list[str] = []
        for event in self.followed():
            if event.device == device:
                if event.kind not in NAMING:
                    undone = []
                else:
                    undone = [action for action in undone if action != event.action]
                    undone += [event.action] if event.kind == "undo" else []
        counting = self.actions()
        return next((action for action in reversed(undone) if action not in counting), None)

    def goes_on_as(self) -> dict[str, str]:
        """Return under which id each linked card's history goes on; a link back ends the going on of where it leads."""
        links: dict[str, str] = {}
        for event in self.counting():
            if event.kind == "link":
                old, new = event.card, event.data["to"]
                if old in _way(new, links):
                    links.pop(new, None)
                if old != new:
                    links[old] = new
        return {card: _way(card, links)[-1] for card in links}

    def parameters(self) -> ParameterHistory:
        """Return the parameters after each `weights` event."""
        return ParameterHistory(
            tuple(
                (
                    event.id,
                    make_parameters(tuple(event.data["weights"])) if event.data["weights"] else DEFAULT_PARAMETERS,
                )
                for event in self.counting()
                if event.kind == "weights"
            )
        )

    def exams(self) -> dict[str, Exam]:
        """Return the exam of each deck that has one: the newest event of a deck counts."""
        newest = {event.data["deck"]: event for event in self.counting() if event.kind == "exam"}
        return {
            deck: Exam(date.fromisoformat(event.data["on"]).toordinal(), deck, event.data["target"], event.day)
            for deck, event in newest.items()
            if event.data["on"]
        }

    def states(self) -> dict[str, CardState]:
        """Return the state of each card that has one."""
        goes_on, parameters = self.goes_on_as(), self.parameters()
        mine: dict[str, list[Event]] = {}
        for event in self.counting():
            mine.setdefault(goes_on.get(event.card, event.card), []).append(event)
        found = {card: self._replayed(card, tuple(events), parameters) for card, events in mine.items()}
        return {card: state for card, state in found.items() if state != FRESH}

    def _replayed(self, card: str, events: tuple[Event, ...], parameters: ParameterHistory) -> CardState:
        key = tuple(event.id for event in events), parameters
        if self._known.get(card, (None,))[0] != key:
            self._known[card] = key, replay(events, parameters)
        return self._known[card][1]

    def answered(self) -> list[tuple[int, str]]:
        """Return (day, what it was) of each question that was answered."""
        return [
            (events[0].day, min((_was(event) for event in events if event.kind == "review"), key=URGENCY.index))
            for events in self.actions().values()
            if events[0].kind == "review"
        ]


class Today:
    """What is asked on a day: of the decks, by one profile's states, within the limits."""

    def __init__(self, decks: Decks, log: Log, day: int, limits: Settings) -> None:
        self.day, self.decks, self.cards, self.states = day, decks, decks.cards(), log.states()
        self._taken: set[str] = set()
        self._rivals: set[str] = set()
        self._asked: set[str] = set()
        self._parameters = log.parameters().newest
        self.exams = sorted(each for each in log.exams().values() if each.on >= day)
        self._ahead = [each for each in self.exams if each.on > day]
        self._memories = {card: state.memory for card, state in self.states.items() if state.memory}
        for card, memory in self._memories.items():
            if memory.last_day == day and card in self.cards:
                self._take(card)
        begun = {self._question(card) for card, memory in self._memories.items() if memory.introduced == day}
        done = sum(on == day and was in ("young", "mature") for on, was in log.answered())
        self.steps = self._steps()
        self.due = self._due(limits.reviews_per_day - done)
        self.new = self._fresh(limits.new_per_day - len(begun), in_turn=limits.deck_order == "mixed")

    def prospects(self, exam: Exam) -> list[Prospect]:
        """Return each question of the deck of an exam, as far as it is not suspended, in order."""
        by_question: dict[str, list[Memory | None]] = {}
        for card, (asked, note) in self.cards.items():
            if note.deck == exam.deck and not self.states.get(card, FRESH).suspended:
                by_question.setdefault(asked.id, []).append(self._memories.get(card))
        return [self._prospect(exam, question, cards) for question, cards in by_question.items()]

    def _prospect(self, exam: Exam, question: str, cards: Sequence[Memory | None]) -> Prospect:
        """A question is known as its weakest card is; of one that was never asked nothing is known."""
        seen = [each for each in cards if each is not None]
        known = [retrievability(each.stability, exam.on - each.last_day, self._parameters) for each in seen]
        return Prospect(
            question,
            min(known) if len(known) == len(cards) else 0.0,
            min((each.introduced for each in seen), default=0),
            max((each.last_day for each in seen), default=0),
            min((each.due_day for each in seen), default=0),
            min((self._lasting(exam, each) for each in seen), default=0.0) if 1 <= exam.on - self.day <= 7 else 0.0,
        )

    def _lasting(self, exam: Exam, memory: Memory) -> float:
        """What would be known of a card on the day of an exam if it were answered rightly today."""
        settled = memory._replace(state="review", step=None)
        after, _ = rate(settled, Rating.GOOD, day=self.day, at=0, retention=0.9, parameters=self._parameters)
        return retrievability(after.stability, exam.on - self.day, self._parameters)

    def retention(self, deck: str, wanted: float) -> float:
        """Return the desired retention: lower until a week before an exam of the deck."""
        is_far = any(each.on - self.day > 7 for each in self.exams if each.deck == deck)
        return min(wanted, 0.8) if is_far else wanted

    def _due(self, room: int) -> list[str]:
        """Take what an exam asks, the nearest first, and then what is due of decks without one."""
        chosen: list[str] = []
        for exam in self._ahead:
            if exam.on - self.day > 7:
                due = [card for card in self._reviews() if self.cards[card][1].deck == exam.deck]
                chosen += self._some(due, room - len(chosen))
            else:
                in_need, number = self._share(exam)
                chosen += self._some(in_need, min(number, room - len(chosen)), is_eve=exam.on - self.day == 1)
        return chosen + self._some(filter(self._has_no_exam, self._reviews()), room - len(chosen))

    def _share(self, exam: Exam) -> tuple[list[str], int]:
        """Return a card of each question in need, in the order of the last week, and how many are asked today."""
        found = [each for each in self.prospects(exam) if each.introduced]
        in_need = sorted(
            (
                each
                for each in found
                if each.recall < exam.target + 0.3 * (1 - exam.target) and each.last_day < self.day
            ),
            key=lambda each: (-round(each.lasting, 9), each.recall, each.question),
        )
        due = [each for each in in_need if each.due_day <= self.day]
        done = sum(each.introduced < self.day <= each.last_day for each in found)
        number = max(-(-(len(in_need) + done) // (exam.on - self.day)) - done, len(due))
        today = [*due, *(each for each in in_need if each not in due)][:number]
        order = [each for each in in_need if each in today] + [each for each in in_need if each not in today]
        cards = {self._question(card): card for card in self._in_state("review")}
        return [cards[each.question] for each in order if each.question in cards], number

    def _new_of(self, exam: Exam) -> int:
        """Return how many new questions an exam asks today: the unseen ones by the days until its last fifth."""
        found, left = self.prospects(exam), exam.on - self.day
        begun = sum(each.introduced == self.day for each in found)
        unseen = begun + sum(not each.introduced for each in found)
        rest = max(3, round((exam.on - exam.since) / 5))
        return max(-(-unseen // max(1, left - rest)) - begun, 0)

    def _has_no_exam(self, card: str) -> bool:
        return self.cards[card][1].deck not in [each.deck for each in self._ahead]

    def is_open(self, card: str) -> bool:
        """Return whether a card is neither suspended nor buried for the day."""
        state = self.states.get(card, FRESH)
        return not state.suspended and state.buried != self.day

    def _question(self, card: str) -> str:
        return self.cards[card][0].id if card in self.cards else card

    def _in_state(self, *names: str) -> list[str]:
        return [
            card for card, each in self._memories.items()
            if each.state in names and card in self.cards and self.is_open(card)
        ]  # fmt: skip

    def _steps(self) -> list[str]:
        cards = sorted(self._in_state(*STEPS), key=lambda card: (self._memories[card].due_at, card))
        for card in cards:
            self._take(card)
            self._asked.add(self._question(card))
        return list(dict.fromkeys(map(self._question, cards)))

    def _reviews(self) -> list[str]:
        """Return the cards that are due, by their days; of a day, those first that are likeliest to be forgotten."""

        def risk(card: str) -> tuple[int, float, int, str]:
            memory = self._memories[card]
            forgotten = -(self.day - memory.last_day) / memory.stability
            return memory.due_day, forgotten, zlib.crc32(self.cards[card][1].id.encode()), card

        return sorted((card for card in self._in_state("review") if self._memories[card].due_day <= self.day), key=risk)

    def _some(self, cards: Iterable[str], room: int, *, is_eve: bool = False) -> list[str]:
        """Take the questions of these cards as far as the room goes; on the eve of an exam beside their siblings."""
        chosen: list[str] = []
        for card in cards:
            is_free = self._question(card) not in self._asked if is_eve else self._is_free(card)
            if len(chosen) < room and is_free:
                self._take(card)
                self._asked.add(self._question(card))
                chosen.append(self._question(card))
        return chosen

    def _fresh(self, room: int, *, in_turn: bool) -> list[str]:
        """Take new cards: those of one deck after those of another, or one of each deck in turn."""
        chosen: list[str] = []
        unseen: dict[str, list[str]] = {}
        for card, (_, note) in self.cards.items():
            if card not in self._memories and self.is_open(card):
                unseen.setdefault(note.deck, []).append(card)
        for exam in self._ahead:
            cards, number = unseen.pop(exam.deck, []), self._new_of(exam)
            chosen += self._some(cards, min(number, room - len(chosen)), is_eve=exam.on - self.day == 1)
        decks = [unseen[deck] for deck in sorted(unseen)]
        if not in_turn:
            decks = [list(chain.from_iterable(decks))]
        while any(decks):
            for cards in decks:
                while cards and not self._is_free(cards[0]):
                    cards.pop(0)
                chosen += self._some(cards[:1], room - len(chosen))
                del cards[:1]
        return chosen

    def _take(self, card: str) -> None:
        note = self.cards[card][1]
        self._taken.add(note.id)
        self._rivals |= self.decks.rivals(note)

    def _is_free(self, card: str) -> bool:
        return self.cards[card][1].id not in self._taken | self._rivals


def _is_ahead(event: Event, now: int) -> bool:
    days_of_log, now_in_days = event.day - FIRST_DAY_OF_UNIX, now / MILLISECONDS_A_DAY
    return event.at - now > 2 * MILLISECONDS_A_DAY or days_of_log - now_in_days > 2


def _was(event: Event) -> str:
    """Return what a reviewed card was."""
    was: str = event.data["was"]
    return ("mature" if event.data["scheduled_days"] >= MATURE else "young") if was == "review" else was


def _way(card: str, links: Mapping[str, str]) -> list[str]:
    """Return the card and the ids under which its history went on."""
    return [card, *_way(links[card], links)] if card in links else [card]
