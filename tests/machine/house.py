"""Two devices that share a folder of decks, driven by chance: what a learner and an author may do, in any order."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.core.event import Rating
from aide_memoire.core.replay import FRESH
from forgetting import LEARNERS
from machine.devices import Device
from machine.model import Decks, Note

if TYPE_CHECKING:
    from aide_memoire.core.settings import WantedForm

NOTES = (
    Note("card", "a", "p", "p"),
    Note("event", "a", "e", "e"),
    Note("group", "a", "g", "g"),
    Note("card", "a", "q", "q", bury_with=("p",)),
    Note("cloze", "b", "c", "c"),
    Note("sequence", "b", "s", "s"),
    Note("card", "b", "r", "r"),
)
SETTINGS = st.one_of(
    st.tuples(st.just("new_per_day"), st.integers(0, 12)),
    st.tuples(st.just("reviews_per_day"), st.integers(0, 6)),
    st.tuples(st.just("desired_retention"), st.sampled_from([0.7, 0.85, 0.97])),
    st.tuples(st.just("day_starts_at"), st.integers(0, 23)),
    st.tuples(st.just("deck_order"), st.sampled_from(["one-by-one", "mixed"])),
)
FORMS = st.sampled_from(["flip", "typed", "choice", "ladder"])
devices = st.sampled_from(["laptop", "phone"])
known_notes = st.runner().flatmap(lambda house: st.sampled_from(house.decks.notes))
studied_notes = st.runner().flatmap(lambda house: st.sampled_from(house.studied() or house.decks.notes))
known_names = st.runner().flatmap(lambda house: st.sampled_from(house.names()))


def settled(examples: int, steps: int) -> settings:
    """Return how long to go on."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


class House(RuleBasedStateMachine):
    """After every step all that the program shows of each device is what the model says."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "decks").mkdir()
        self.decks = Decks(NOTES)
        for deck in ("a", "b"):
            notes = [note.toml() for note in NOTES if note.deck == deck]
            self._path(deck).write_text("\n".join(notes), encoding="utf-8")
        self.devices = {
            name: Device(self.folder, name, self.decks, seed) for seed, name in enumerate(("laptop", "phone"), 1)
        }
        self.edits = 0
        self.touched = set(self.devices)

    def teardown(self) -> None:
        for device in self.devices.values():
            device.close()
        shutil.rmtree(self.folder)

    def _path(self, deck: str) -> Path:
        return self.folder / "decks" / f"{deck}.toml"

    def names(self) -> list[str]:
        """Return what a command may be given: decks, notes, cards, tags, cards that have left, and all."""
        cards = self.decks.cards()
        notes = [note.id for note in self.decks.notes]
        gone = {card for device in self.devices.values() for card in device.log.states()}
        return list(dict.fromkeys(["all", "a", "b", "tag card", "tag event", *notes, *cards, *sorted(gone)]))

    def studied(self) -> list[Note]:
        """Return the notes of which something was learned."""
        seen = {card.partition("#")[0] for device in self.devices.values() for card in device.log.states()}
        return [note for note in self.decks.notes if note.id in seen]

    def _at(self, who: str) -> Device:
        """Return a device, which is to be looked at when the step is done."""
        self.touched.add(who)
        return self.devices[who]

    def _named(self, name: str, device: Device) -> list[str]:
        """Return the cards that a name means."""
        cards = self.decks.cards()
        seen = [card for card, each in sorted(device.log.states().items()) if each.memory]
        if name == "all":
            return list(dict.fromkeys([*cards, *seen]))
        if name.startswith("tag "):
            return [card for card, (_, note) in cards.items() if f"tag {note.kind}" == name]
        found = [card for card, (_, note) in cards.items() if name in (note.deck, note.id, card)]
        left = [card for card in seen if name in (card.partition("/")[0], card.partition("#")[0], card)]
        return list(dict.fromkeys([*found, *left]))

    @rule(who=devices, ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=8), form=FORMS)
    def answer(self, who: str, ratings: list[Rating], form: WantedForm) -> None:
        device = self._at(who)
        for rating in ratings:
            device.wait(seconds=20)
            if device.sit(form):
                device.rate(rating)

    @rule(who=devices, given=st.sampled_from(["right", "half", "wrong", "nothing"]), form=FORMS)
    def judge(self, who: str, given: str, form: WantedForm) -> None:
        device = self._at(who)
        device.wait(seconds=20)
        if device.sit(form):
            device.judge(given)

    @rule(who=devices, days=st.lists(st.integers(1, 30), min_size=1, max_size=4), rating=st.sampled_from(Rating))
    def study_for_days(self, who: str, days: list[int], rating: Rating) -> None:
        """Answer all that is due, day after day, each in a sitting of its own."""
        device = self._at(who)
        for each in days:
            device.restart()
            device.wait(days=each)
            for _ in range(12):
                if device.sit():
                    device.rate(rating)

    @rule(who=devices, kind=st.sampled_from(["suspend", "bury"]))
    def set_aside(self, who: str, kind: Literal["suspend", "bury"]) -> None:
        device = self._at(who)
        if device.sit():
            device.set_aside(kind)

    @rule(who=devices, undos=st.integers(0, 4), redos=st.integers(0, 4))
    def undo_and_redo(self, who: str, undos: int, redos: int) -> None:
        for _ in range(undos):
            self._at(who).undo()
        for _ in range(redos):
            self._at(who).redo()

    @rule(who=devices)
    def restart(self, who: str) -> None:
        self._at(who).restart()

    @rule(who=devices, kind=st.sampled_from(["reset", "suspend", "unsuspend", "bury"]), name=known_names)
    def act(self, who: str, kind: str, name: str) -> None:
        device = self._at(who)
        device.act(kind, self._named(name, device))

    @rule(who=devices, weights=st.sampled_from([(), *LEARNERS]))
    def adopt(self, who: str, weights: tuple[float, ...]) -> None:
        self._at(who).adopt(weights)

    @rule(
        who=devices,
        deck=st.sampled_from(["a", "b"]),
        days=st.one_of(st.integers(0, 9), st.integers(0, 60)),
        wanted=st.sampled_from([0.8, 0.95]),
    )
    def set_exam(self, who: str, deck: str, days: int, wanted: float) -> None:
        self._at(who).set_exam(deck, days, wanted)

    @rule(who=devices, deck=st.sampled_from(["a", "b"]))
    def cancel_exam(self, who: str, deck: str) -> None:
        self._at(who).cancel_exam(deck)

    @rule(who=devices, days=st.integers(0, 30), hours=st.integers(0, 23))
    def time_passes(self, who: str, days: int, hours: int) -> None:
        self._at(who).wait(days=days, hours=hours)

    @rule(who=devices, hours=st.sampled_from([1, 7, 30, 80, 24 * 400]))
    def clock_goes_back(self, who: str, hours: int) -> None:
        self._at(who).wait(hours=-hours)

    @rule(who=devices, setting=SETTINGS)
    def set(self, who: str, setting: tuple[str, float]) -> None:
        self._at(who).set(*setting)

    @rule(who=devices)
    def merge(self, who: str) -> None:
        self._at(who).take(self.devices["phone" if who == "laptop" else "laptop"])

    @rule(who=devices)
    def carry(self, who: str) -> None:
        self._at(who).carry(Path(tempfile.mkdtemp(dir=self.folder)))

    @rule(who=devices)
    def back_up(self, who: str) -> None:
        self._at(who).back_up()

    @precondition(lambda self: any(device.kept for device in self.devices.values()))
    @rule(who=devices, lost=st.booleans())
    def restore(self, who: str, lost: bool) -> None:
        device = self._at(who)
        if device.kept:
            device.restore(lost=lost)

    def _edit(self, old: Note, *new: Note) -> None:
        """Write an author's change, and let every device see it."""
        editing = DeckEditor(str(self._path(old.deck)))
        where = next(each for each in editing.entries() if each.id == old.name)
        if new:
            editing.save(where, new[0].toml())
        else:
            editing.delete(where)
        self.decks.replace(old, *new)
        self._see()

    def _see(self) -> None:
        self.touched = set(self.devices)
        for device in self.devices.values():
            device.workspace.reread()
            if device.study:
                device.study.reload()
                device.back = None

    @precondition(lambda self: self.decks.notes)
    @rule(note=known_notes)
    def change_words(self, note: Note) -> None:
        self.edits += 1
        self._edit(note, note._replace(words=f"{note.name} {self.edits}"))

    @precondition(lambda self: self.decks.notes)
    @rule(note=known_notes)
    def delete_note(self, note: Note) -> None:
        self._edit(note)

    @rule(deck=st.sampled_from(["a", "b"]), kind=st.sampled_from(["card", "event", "group"]))
    def add_note(self, deck: str, kind: str) -> None:
        self.edits += 1
        note = Note(kind, deck, f"n{self.edits}", f"n{self.edits}")
        with self._path(deck).open("a", encoding="utf-8") as file:
            file.write(f"\n{note.toml()}")
        self.decks.add(note)
        self._see()

    @precondition(lambda self: self.decks.notes)
    @rule(note=studied_notes, who=devices, link=st.sampled_from([True, True, False]))
    def rename(self, note: Note, who: str, link: bool) -> None:
        """Give a note another id, or the one that it had before; the history may go on there."""
        name = note.name.removesuffix("x") if note.name.endswith("x") else f"{note.name}x"
        new = note._replace(name=name)
        if any(each.id == new.id for each in self.decks.notes):
            return
        self._edit(note, new)
        states = self._at(who).log.states()
        before, after = ([card for asked in each.questions() for card in asked.answers] for each in (note, new))
        pairs = [pair for pair in zip(before, after, strict=True) if states.get(pair[0], FRESH).memory]
        if link and pairs:
            self._at(who).link(pairs)

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        while self.touched:
            self.devices[self.touched.pop()].check()
