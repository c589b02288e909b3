"""An answer as cases.tsv writes it in its first column: `= spring (season) {in en}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.core.answer import DateAnswer, ListAnswer, ListMember, NumberRule, OrderAnswer, TextAnswer
from aide_memoire.core.dates import parse_date
from aide_memoire.core.note import Lure
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aide_memoire.core.answer import Answer

_SETTING = re.compile(r" \{(exact|in|person|number|lures|any|text|caution|other|dates)(?: ([^{}]*))?\}")
_ALL = ("case", "accents", "signs")


def question_of(written: str) -> Question:
    """Return the question that has this answer."""
    settings = dict(_SETTING.findall(written))
    answer = _SETTING.sub("", written[2:])
    expects = _KINDS[written[0]](answer, settings)
    shown = tuple(member.name for member in expects.members) if isinstance(expects, ListAnswer) else (answer,)
    cards = tuple(f"d/n#{number}" for number in range(len(shown)))
    shown = expects.items if isinstance(expects, OrderAnswer) else shown
    return Question("d/n", cards, "card", "d", "D", "?", shown, expects, ENGLISH)


def _text(answer: str, settings: Mapping[str, str]) -> TextAnswer:
    return TextAnswer(
        tuple(answer.split(" | ")),
        _lures(settings),
        exact=frozenset(settings.get("exact", "").replace("all", " ".join(_ALL)).split()),
        language=settings.get("in", "en"),
        person="person" in settings,
        number=_number(settings["number"]) if "number" in settings else None,
    )


def _lures(settings: Mapping[str, str]) -> tuple[Lure, ...]:
    return tuple(Lure(text) for text in settings.get("lures", "").split(" | ") if text)


def _number(rule: str) -> NumberRule:
    tolerance, *words = rule.split()
    relative, required = "%" in words, "required" in words
    unit = next((word for word in words if word not in ("%", "required")), "")
    return NumberRule(float(tolerance) / (100 if relative else 1), relative, unit, required)


def _date(answer: str, settings: Mapping[str, str]) -> DateAnswer:
    date = parse_date(answer)
    named = {key: tuple(parse_date(settings[key]) for key in [key] if key in settings) for key in ("caution", "other")}
    text = settings.get("text") or date.text(ENGLISH)
    return DateAnswer(date, text, caution_dates=(*named["caution"], *named["other"]))


def _list(answer: str, settings: Mapping[str, str]) -> ListAnswer:
    names = [tuple(member.split(" ~ ")) for member in answer.split(" | ")]
    members = tuple(ListMember(f"d/n#{number}", each[0], each) for number, each in enumerate(names))
    return ListAnswer(members, _lures(settings), any_of=int(settings.get("any", 0)), language=settings.get("in", "en"))


def _order(answer: str, settings: Mapping[str, str]) -> OrderAnswer:
    return OrderAnswer(tuple(answer.split(" | ")), tuple(int(each) for each in settings.get("dates", "").split()))


_KINDS: dict[str, Callable[[str, Mapping[str, str]], Answer]] = {"=": _text, "@": _date, "&": _list, ">": _order}
