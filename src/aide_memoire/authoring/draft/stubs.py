"""Make stubs of a text: notes that are not studied until a person has put them into words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.authoring.draft.dates import NO_YEAR, find_dates
from aide_memoire.authoring.draft.lists import find_lists
from aide_memoire.authoring.draft.names import find_aliases
from aide_memoire.authoring.draft.numbers import find_numbers
from aide_memoire.authoring.draft.opinions import find_claim
from aide_memoire.authoring.draft.text import sentences_of
from aide_memoire.authoring.draft.wording import (
    ask_number,
    find_place,
    find_verb,
    is_end,
    name_event,
    name_list,
    nearest_event,
)
from aide_memoire.core.grading.quantity import parse_quantity
from aide_memoire.core.ids import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from aide_memoire.authoring.draft.dates import FoundDate
    from aide_memoire.authoring.draft.names import Alias
    from aide_memoire.authoring.draft.text import Paragraph

_LONGEST_ID = 40
_MOST = 20  # dates and numbers of one sentence; more are a table
_QUOTED = ('"', "“", "„", "«", "»", "「")
_SPEAKER_MISSING = "Somebody says this: name them in `claim`."


class Stub(NamedTuple):
    """A note to be finished: its kind and its keys in their order, the sentence, and where that stands."""

    kind: str
    keys: dict[str, Any]
    sentence: str
    paragraphs: tuple[int, ...]
    remarks: tuple[str, ...] = ()  # what a person has to look up or decide

    @property
    def fact(self) -> tuple[object, ...]:
        """Return what makes two stubs the same one."""
        keys = self.keys
        if self.kind == "group":
            return self.kind, frozenset(map(str.casefold, keys["members"]))
        words = keys["name"] if self.kind == "event" else keys["question"]
        return self.kind, words.casefold(), keys.get("date"), keys.get("answer")

    @property
    def lacks_year(self) -> bool:
        """Return whether its date waits for a year."""
        return NO_YEAR in self.keys.get("date", "")


def stubs_of(paragraphs: Iterable[Paragraph], year: int | None = None) -> tuple[Stub, ...]:
    """Return the stubs of a text, without ids. Dates that lack a year are of `year`, if that is known."""
    found: dict[tuple[object, ...], Stub] = {}
    for paragraph in paragraphs:
        is_quoted = paragraph.text.startswith(_QUOTED)
        for sentence in sentences_of(paragraph.text):
            for stub in _of_sentence(sentence, paragraph.number, year, is_quoted=is_quoted):
                same = found.get(stub.fact)
                places = dict.fromkeys((*same.paragraphs, paragraph.number)) if same else stub.paragraphs
                found[stub.fact] = (same or stub)._replace(paragraphs=tuple(places))
    return tuple(found.values())


def _of_sentence(sentence: str, paragraph: int, year: int | None, *, is_quoted: bool) -> Iterator[Stub]:
    """Yield the stubs of one sentence; what it says may be an opinion, or the words of somebody else."""
    claim = find_claim(sentence) or is_quoted
    dates = find_dates(sentence, year)[:_MOST]
    aliases = find_aliases(sentence)
    events = list(_events(sentence, dates, aliases))
    named = {name for keys, _ in events for name in keys.get("aliases", ())}
    lists = find_lists(sentence)
    drafts = [
        *(("event", keys, remarks) for keys, remarks in events),
        *(("card", _alias_card(alias), ()) for alias in aliases if alias.other.text not in named),
        *(("group", {"name": name_list(found), "members": list(found.members)}, ()) for found in lists),
        *(("card", keys, ()) for keys in _numbers(sentence, dates, {len(found.members) for found in lists})),
    ]
    more: dict[str, Any] = {"claim": claim} if claim else {}
    who = (_SPEAKER_MISSING,) if is_quoted and claim is True else ()
    for kind, keys, remarks in drafts:
        yield Stub(kind, {**keys, **more}, sentence, (paragraph,), (*remarks, *who))


def _events(
    sentence: str, dates: tuple[FoundDate, ...], aliases: tuple[Alias, ...]
) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Yield the keys of an event for each date; of two dates of one thing the second may be its end."""
    before: dict[str, Any] = {}
    for date in dates:
        keys = _event(sentence, date, dates, aliases)
        if (
            before.get("name") == keys["name"]
            and "until" not in before
            and "/" not in date.date
            and is_end(sentence, date)
        ):
            before |= {"until": date.date, "ask": ["when", "until"]}
            continue
        if before:
            yield before, before.pop("remarks")
        before = keys
    if before:
        yield before, before.pop("remarks")


def _event(sentence: str, date: FoundDate, dates: tuple[FoundDate, ...], aliases: tuple[Alias, ...]) -> dict[str, Any]:
    named = nearest_event(sentence, date, dates)
    main = next((alias.name.text for alias in aliases if named and alias.other.text == named.text), None)
    name = main or name_event(sentence, date, dates) or sentence[:60]
    others = [alias.other.text for alias in aliases if named and alias.name.text == name]
    keys: dict[str, Any] = {
        "name": name,
        "aliases": others,
        "date": date.date,
        "until": date.until,
        "date_text": date.words,
        "place": find_place(sentence, dates) if named else "",
        "verb": find_verb(sentence, date),
        "ask": ["when", "until"] if date.until else [],
    }
    return {key: value for key, value in keys.items() if value} | {"remarks": _remarks(sentence, date)}


def _remarks(sentence: str, date: FoundDate) -> tuple[str, ...]:
    said = sentence[date.start : date.end]
    missing = (
        (f"The text has no year here, only “{said}”: put it in place of {NO_YEAR}.",) if NO_YEAR in date.date else ()
    )
    return (*missing, *((f"“{said}” may be the other way round, day and month.",) if date.is_swappable else ()))


def _alias_card(alias: Alias) -> dict[str, Any]:
    if alias.is_short:
        return {"question": f"What does {alias.other.text} stand for?", "answer": alias.name.text}
    return {"question": f"By what other name is {alias.name.text} known?", "answer": alias.other.text}


def _numbers(sentence: str, dates: tuple[FoundDate, ...], listed: Collection[int]) -> Iterator[dict[str, Any]]:
    """Yield the keys of a card for each amount; how many members a list has, the list itself asks."""
    for found in find_numbers(sentence)[:_MOST]:
        quantity = parse_quantity(found.number)
        is_listed = quantity is not None and not found.unit and quantity.values[0] in listed
        if not is_listed and not any(date.start < found.end and found.start < date.end for date in dates):
            number = {"unit": found.unit} if found.unit else {"tolerance": 0}
            yield {"question": ask_number(sentence, found), "answer": found.number, "number": number}


def with_ids(stubs: Iterable[Stub], taken: Collection[str]) -> tuple[Stub, ...]:
    """Return the stubs with an id each, made of their words, that is not `taken`."""
    used = set(taken)
    named: list[Stub] = []
    for stub in stubs:
        base = _id_of(stub.kind, stub.keys)
        free = base if base not in used else next(
            candidate for number in range(2, len(used) + 3) if (candidate := f"{base}-{number}") not in used
        )  # fmt: skip
        used.add(free)
        named.append(stub._replace(keys={"id": free, **stub.keys}))
    return tuple(named)


def _id_of(kind: str, keys: Mapping[str, Any]) -> str:
    """Return the id that the words of a stub make, cut between two words."""
    words = keys.get("name") or str(keys["question"]).removeprefix("Which number is missing: ")
    full = slug(words, length=200)
    cut = full if len(full) <= _LONGEST_ID else full[: _LONGEST_ID + 1].rpartition("-")[0]
    return cut or slug(full, length=_LONGEST_ID) or kind
