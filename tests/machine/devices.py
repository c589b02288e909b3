"""A device: the program's own desk, and beside it a model that is told what was done, and never looks."""

from __future__ import annotations

import json
from contextlib import closing, nullcontext
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from aide_memoire.core.event import Event, Rating, from_line, moment_of
from aide_memoire.core.fitting.fit import Fit
from aide_memoire.core.replay import FRESH, CardState
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.core.study_day import MINUTE, study_day
from aide_memoire.exchange.progress import as_csv, as_json
from aide_memoire.paths import find_paths
from aide_memoire.profiles import backups, restore
from aide_memoire.reports import browser
from aide_memoire.reports.cards import card_rows, export_summary
from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.reports.exams import list_exams
from aide_memoire.reports.orphans import find_orphans
from aide_memoire.reports.own_curve import OwnCurve
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.store import card_state, inspect, log
from aide_memoire.store.card_state import suspensions
from aide_memoire.store.connection import connect
from aide_memoire.store.history import all_reviews, card_history
from aide_memoire.store.queue import count_by_deck, todays_queue
from aide_memoire.study import actions
from aide_memoire.study.session import StudySession
from aide_memoire.transfer.anki_progress import export_package
from aide_memoire.workspace import open_workspace
from machine.model import MATURE, NAMING, STEPS, Decks, Log, Today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from aide_memoire.core.question import Question
    from aide_memoire.core.settings import WantedForm

BERLIN = ZoneInfo("Europe/Berlin")


class Device:
    """One machine with a profile. `log` is the model of it."""

    def __init__(self, folder: Path, name: str, decks: Decks, seed: int) -> None:
        self.folder, self.name, self.decks = folder / name, name, decks
        self.now = datetime(2024, 5, 14, 9, 0, tzinfo=BERLIN)
        self._entropy = count(seed << 40).__next__
        self.log = Log()
        self.kept: dict[int, Log] = {}
        self.study: StudySession | None = None
        self.back: str | None = None
        self._missed: list[tuple[str, str]] = []  # (action, question) of the sitting
        self._open()

    def _open(self) -> None:
        paths = find_paths(str(self.folder))
        self.workspace = open_workspace(
            paths, "default", lambda: self.now, self._entropy, [str(self.folder.parent / "decks")]
        )
        self.workspace.db.execute("PRAGMA synchronous = OFF")  # no power fails here
        self.log.follow_clock(self.workspace.now())

    def close(self) -> None:
        self.study = self.back = None
        self.workspace.close()

    def restart(self) -> None:
        self.close()
        self._open()

    def wait(self, **time: int) -> None:
        self.now += timedelta(**time)

    @property
    def day(self) -> int:
        return study_day(self.now, self.workspace.settings.day_starts_at)

    # What a learner does

    def sit(self, form: WantedForm = "flip") -> Question | None:
        """Begin a sitting where there is none, with what the model says is to be asked today."""
        if self.study is None or self.study.question is None:
            self.study, self.back, self._missed = StudySession(self.workspace, form=form), None, []
            wanted = self.today()
            soon = [each for each in wanted.steps if self._is_soon(each, wanted)]
            asked = self.study.question and self.study.question.id
            open_now: list[str | None] = [*wanted.due, *wanted.new, *soon]
            assert asked in (open_now or [None]), (asked, wanted.due, wanted.new, soon)
        return self.study.question

    @property
    def _session(self) -> StudySession:
        """Return the sitting, which has begun."""
        assert self.study is not None
        return self.study

    @property
    def _question(self) -> Question:
        """Return the question that is asked."""
        assert self._session.question is not None
        return self._session.question

    def _answers(self, question: str) -> dict[str, str]:
        """Return the right answer of each card of a question of the decks."""
        asked = self.decks.question(question)
        assert asked is not None, f"{question} is in no deck"
        return asked.answers

    def _is_soon(self, question: str, wanted: Today) -> bool:
        memories = [
            wanted.states[card].memory
            for card in self._answers(question)
            if wanted.is_open(card) and card in wanted.states
        ]
        moments = [memory.due_at for memory in memories if memory and memory.due_at is not None]
        return min(moments) <= self.workspace.now() + 20 * MINUTE

    def rate(self, rating: Rating) -> None:
        session = self._session
        self._reviewed(dict.fromkeys(self._question.cards, rating), lambda: session.rate(rating))

    def judge(self, given: str) -> None:
        """Answer in words: right, wrong, nothing, or half: the first of several."""
        session, answers = self._session, self._answers(self._question.id)
        typed = {"right": list(answers.values()), "half": list(answers.values())[:1]}.get(given, ["ooo"])
        assert session.prompt is not None
        if session.prompt.form == "flip":
            return self.rate(Rating.GOOD)
        verdict = session.grade("" if given == "nothing" else ", ".join(typed))
        assert 0 <= verdict.score <= 1
        ratings = {card: Rating.GOOD if text in typed else Rating.AGAIN for card, text in answers.items()}
        return self._reviewed(ratings, session.rate)

    def _reviewed(self, ratings: Mapping[str, Rating], save: Callable[[], object]) -> None:
        states, on = self.log.states(), Today(self.decks, self.log, self._session.day, self.workspace.settings)
        before = {card: states.get(card, FRESH).memory for card in ratings}
        question, counting = self._question.id, self.log.actions()
        missed = [each for each in self._missed if each[1] == question and each[0] in counting]
        is_missed = Rating.AGAIN in ratings.values()
        put_off = ratings if is_missed and len(missed) == 2 else ()
        new = self._did("review", ratings, save, self._session.day, buried=put_off)
        self._missed += [(new[0].action, question)] * is_missed
        for event in new[: len(ratings)]:
            was = before[event.card]
            assert event.data["rating"] == ratings[event.card].word
            assert event.data["was"] == (was.state if was else "new"), event
            deck = event.card.partition("/")[0]
            wanted = on.retention(deck, self.workspace.settings.desired_retention)
            assert event.data["desired_retention"] == (wanted if len(ratings) < 4 else max(wanted - 0.1, 0.7))
        self.back = None

    def set_aside(self, kind: Literal["suspend", "bury"]) -> None:
        session = self._session
        self._did(kind, self._question.cards, lambda: session.set_aside(kind), session.day)
        self.back = None

    def act(self, kind: str, cards: Sequence[str]) -> None:
        """Do with some cards what the commands do; the sitting is over then."""
        self.study = None
        if kind == "reset":
            known = self.log.states()
            cards = [card for card in cards if known.get(card, FRESH).memory]
            assert actions.with_progress(self.workspace, list(cards)) == cards
        if cards:
            self._did(kind, cards, lambda: getattr(actions, kind)(self.workspace, cards), self.day)

    def link(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.study = None
        self._did("link", [old for old, _ in pairs], lambda: actions.link_cards(self.workspace, pairs), self.day)

    def adopt(self, weights: Sequence[float]) -> None:
        """Go by other weights, or by the defaults if there are none; no due day moves."""
        self.study = None
        due = self._due()
        curve = OwnCurve("a curve", 1000, Fit(1000, tuple(weights)))
        self._did("weights", [""], lambda: actions.adopt_curve(self.workspace, curve), self.day)
        assert self._due() == due
        assert self.workspace.parameters.weights == (tuple(weights) or DEFAULT_PARAMETERS.weights)

    def set_exam(self, deck: str, days: int, target: float) -> None:
        """Set or move the exam of a deck; where it is so already, nothing is written."""
        self.study = None
        on, was = self.day + days, self.log.exams().get(deck)
        if was and (was.on, was.target) == (on, target):
            assert actions.set_exam(self.workspace, deck, on, target) == ""
            return
        self._did("exam", [""], lambda: actions.set_exam(self.workspace, deck, on, target), self.day)
        exam = self.log.exams()[deck]
        assert (exam.on, exam.target, exam.since) == (on, target, self.day)

    def cancel_exam(self, deck: str) -> None:
        """Cancel the exam of a deck; where it has none, nothing is written."""
        self.study = None
        if deck in self.log.exams():
            self._did("exam", [""], lambda: actions.cancel_exam(self.workspace, deck), self.day)
        else:
            assert actions.cancel_exam(self.workspace, deck) == ""
        assert deck not in self.log.exams()

    def _due(self) -> dict[str, tuple[int, int | None]]:
        return {card: (each.due_day, each.due_at) for card, each in card_state.memories(self.workspace.db).items()}

    def undo(self) -> None:
        self._name("undo", self.log.to_undo(self.workspace.device))

    def redo(self) -> None:
        self._name("redo", self.log.to_redo(self.workspace.device))

    def _name(self, kind: str, action: str | None) -> None:
        """Take back, or do again, what the model says comes next; where that is nothing, nothing is done."""
        day = self.study.day if self.study else self.day
        done: log.Undone | None = getattr(self.study, kind)() if self.study else getattr(actions, kind)(self.workspace)
        assert (done and done.action) == action
        new = self._new()
        assert [(each.kind, each.action, each.card, each.day) for each in new] == (
            [(kind, action, "", day)] * bool(action)
        )
        self.log.add(new)
        if done:
            assert actions.describe_action(self.workspace, done, f"{kind}ne").count(f"{kind}ne") == 1
            named = [each for each in self.log.in_order() if each.action == action and each.kind not in NAMING]
            cards = list(dict.fromkeys(each.card for each in named if each.card))
            assert (list(done.cards), done.kind) == (cards, self.log.events[done.action].kind)
            self.back = cards[0] if cards and kind == "undo" else None

    def set(self, key: str, value: float) -> None:
        self.study = None
        self.workspace = self.workspace.with_setting(key, value)

    # Logs that come together, and lie in safety

    def take(self, other: Device) -> None:
        self.study = None
        lines = list(log.lines(other.workspace.db))
        assert log.merge(self.workspace.db, map(from_line, lines)) == len(
            other.log.events.keys() - self.log.events.keys()
        )
        assert log.merge(self.workspace.db, map(from_line, lines)) == 0
        self.log.add(other.log.events.values())

    def carry(self, path: Path) -> None:
        """Bring the log into a fresh profile, where everything is the same; and write a package for Anki."""
        self.restart()
        with closing(connect(str(path / "p.sqlite"), str(path / "lib.sqlite"))) as db:
            lines = map(from_line, log.lines(self.workspace.db))
            assert log.merge(db, lines, now=self.workspace.now()) == len(self.log.events)
            assert list(log.lines(db)) == list(log.lines(self.workspace.db))
            assert card_state.memories(db) == card_state.memories(self.workspace.db)
            assert suspensions(db) == suspensions(self.workspace.db)
        cards, goes_on = self.decks.cards(), self.log.goes_on_as()
        written = export_package(self.workspace, str(path / "p.apkg"))
        assert written.reviews >= sum(goes_on.get(each.card, each.card) in cards for each in self.log.reviews())

    def back_up(self) -> None:
        made = backups.back_up(self.workspace.paths, "default", self.day, replace=True)
        if made:
            self.kept[made.day] = Log(self.log.events.values(), self.log.held)
        there = [each.day for each in backups.backups(self.workspace.paths, "default")]
        assert set(there) <= self.kept.keys()
        self.kept = {day: self.kept[day] for day in there}

    def restore(self, *, lost: bool) -> None:
        """Put the newest backup back: with what the file in place still has, or alone where that file is lost."""
        self.close()
        paths = self.workspace.paths
        if lost:
            backups.move_to_removed(paths, "default", self.now)
            self.log = Log(self.kept[self._newest_backup()].events.values())
        backup = restore.choose_backup(paths, "default", "")
        assert backup is not None
        assert backup.day == self._newest_backup()
        part, restored = restore.prepare(
            paths, "default", self.workspace.places, backup, lambda _: nullcontext(lambda done, total: None)
        )
        assert restored.events == len(self.log.events)
        restore.put_in_place(paths, "default", part, self.now)
        self._open()

    def _newest_backup(self) -> int:
        """Return the day in the name of the backup that holds most."""
        return max(self.kept, key=lambda day: (len(self.kept[day].events), self.kept[day].newest(), day))

    # What must be so

    def _did(
        self, kind: str, cards: Iterable[str], do: Callable[[], object], day: int, *, buried: Iterable[str] = ()
    ) -> list[Event]:
        """Do it, and take what the log says of it: one action, of just these cards; some of them are buried by it."""
        do()
        new = self._new()
        wanted = [*((kind, card) for card in cards), *(("bury", card) for card in buried)]
        assert [(each.kind, each.card) for each in new] == wanted
        assert {(each.action, each.day, each.device) for each in new} == {(new[0].id, day, self.workspace.device)}
        self.log.add(new)
        return new

    def _new(self) -> list[Event]:
        """Return the events that the model has not: they stand at the end, by their ids too."""
        newest = self.log.newest()
        new = [each for each in log.events(self.workspace.db) if each.id not in self.log.events]
        assert all(each.id > newest for each in new)
        assert all(moment_of(each.id) >= each.at for each in new)
        return new

    def today(self) -> Today:
        return Today(self.decks, self.log, self.day, self.workspace.settings)

    def check(self) -> None:
        """Hold everything that can be seen against the model."""
        self.workspace.reread()
        assert list(log.events(self.workspace.db)) == self.log.in_order()
        assert inspect.differing_projections(self.workspace.db) == []
        states = self.log.states()
        assert card_state.memories(self.workspace.db) == {
            card: each.memory for card, each in states.items() if each.memory
        }
        holds = {card: (each.suspended, each.buried) for card, each in states.items() if each.suspended or each.buried}
        assert suspensions(self.workspace.db) == holds
        self._check_cards(states)
        self._check_browser(states)
        self._check_history()
        self._check_queue()
        self._check_exams()
        self._check_statistics(states)
        self._check_exports()
        self._check_question(states)

    def _check_cards(self, states: Mapping[str, CardState]) -> None:
        shown = {row["id"]: row for row in card_rows(self.workspace)}
        cards = self.decks.cards()
        assert list(shown) == list(cards)
        for card, row in shown.items():
            state, (asked, note) = states.get(card, FRESH), cards[card]
            memory = state.memory
            assert row["state"] == (memory.state if memory else "new")
            assert (row["reps"], row["lapses"]) == ((memory.reps, memory.lapses) if memory else (0, 0))
            assert (row["suspended"], row["buried"]) == (state.suspended, state.buried == self.day)
            assert note.kind in ("cloze", "group", "sequence", "event") or row["answer"] == asked.answers[card]
        assert {each.card for each in find_orphans(self.workspace)} == {
            card for card, each in states.items() if each.memory and card not in cards
        }

    def _check_browser(self, states: Mapping[str, CardState]) -> None:
        """The browser finds the same cards by what they are."""
        on, cards = self.today(), self.decks.cards()
        memories = {card: states.get(card, FRESH).memory for card in cards}
        wanted = {
            "new": {card for card, memory in memories.items() if memory is None},
            "learning": {card for card, memory in memories.items() if memory and memory.state in STEPS},
            "review": {card for card, memory in memories.items() if memory and memory.state == "review"},
            "due": {
                card
                for card, memory in memories.items()
                if memory and (memory.state in STEPS or memory.due_day <= on.day) and on.is_open(card)
            },
            "suspended": {card for card in cards if states.get(card, FRESH).suspended},
            "buried": {card for card in cards if states.get(card, FRESH).buried == on.day},
        }
        for name, those in wanted.items():
            found = browser.search(self.workspace, f"is:{name}")
            assert {line.id for line in browser.lines(self.workspace, found.numbers)} == those, name

    def _check_history(self) -> None:
        """Every card's history has all that happened to it, also what was taken back."""
        goes_on, counting = self.log.goes_on_as(), {event.id for event in self.log.counting()}
        for card in self.decks.cards():
            told = card_history(self.workspace.db, card)
            own = [each for each in self.log.in_order() if each.kind not in NAMING and self._is_of(each, card, goes_on)]
            assert [(event.id, counts) for event, counts in told.events] == [
                (each.id, each.id in counting) for each in own
            ]
            assert told.goes_on_as == goes_on.get(card, "")

    @staticmethod
    def _is_of(event: Event, card: str, goes_on: Mapping[str, str]) -> bool:
        return event.card == card or (card not in goes_on and goes_on.get(event.card) == card)

    def _check_queue(self) -> None:
        wanted, got = self.today(), todays_queue(self.workspace.db, self.day, self.workspace.settings)
        assert [item.question for item in got.steps] == wanted.steps
        assert [item.question for item in got.rest if item.was == "review"] == wanted.due
        assert [item.question for item in got.rest if item.was == "new"] == wanted.new
        whole = load_dashboard(self.workspace)
        assert (whole.plan.due, whole.plan.new) == (len(wanted.steps + wanted.due), len(wanted.new))
        decks = count_by_deck(got).values()
        assert sum(deck.due for deck in decks) == len(wanted.steps + wanted.due)
        assert sum(deck.new for deck in decks) == len(wanted.new)

    def _check_exams(self) -> None:
        """What to expect of each coming exam, the nearest first."""
        on, coming = self.today(), list_exams(self.workspace)
        assert [tuple(each.exam) for each in coming] == [tuple(exam) for exam in on.exams]
        for exam, told in zip(on.exams, coming, strict=True):
            found = on.prospects(exam)
            need = sum(each.introduced > 0 and each.recall < exam.target for each in found)
            unseen = sum(not each.introduced for each in found)
            assert tuple(told.outlook[:3]) == (len(found), unseen, need)
            assert told.outlook.expected == sum(each.recall for each in found) / max(len(found), 1)

    def _check_exports(self) -> None:
        assert len(list(all_reviews(self.workspace.db))) == len(self.log.reviews())
        assert len(list(as_csv(card_rows(self.workspace), spreadsheet=True))) == 1 + len(self.decks.cards())
        whole = json.loads("\n".join(as_json(export_summary(self.workspace), card_rows(self.workspace))))
        assert sum(whole["states"].values()) == len(self.decks.cards())

    def _check_statistics(self, states: Mapping[str, CardState]) -> None:
        found, answered = load_statistics(self.workspace), self.log.answered()
        assert found.all.answers == len(answered)
        assert found.today.answers == sum(day == self.day for day, _ in answered)
        classes = [_class(states.get(card, FRESH)) for card in self.decks.cards()]
        assert found.states._asdict() == {name: classes.count(name) for name in found.states._fields}

    def _check_question(self, states: Mapping[str, CardState]) -> None:
        """Nothing suspended, buried or gone is asked, but for what an undo has just brought back."""
        asked = self.study and self.study.question
        if not asked:
            return
        members = tuple(self._answers(asked.id))
        left = tuple(card for card in members if not states.get(card, FRESH).suspended)
        assert asked.cards in (left, members), asked.id  # suspended ones are left out, unless an undo brought it back
        held = [states.get(card, FRESH) for card in asked.cards]
        is_held = all(each.suspended or each.buried == self._session.day for each in held)
        assert not is_held or self.back in asked.cards, asked.id


def _class(state: CardState) -> str:
    memory = state.memory
    if state.suspended:
        return "suspended"
    if memory is None:
        return "new"
    if memory.state in STEPS:
        return "learning"
    return "mature" if memory.due_day - memory.last_day >= MATURE else "young"
