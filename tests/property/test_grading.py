"""Grading, over whatever texts, lists and orders there may be."""

from itertools import combinations
from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from aide_memoire.core.answer import ListMember, NumberRule
from aide_memoire.core.dates import HistoricalDate, Point
from aide_memoire.core.event import Rating
from aide_memoire.core.grading.affixes import other_affix
from aide_memoire.core.grading.date import grade_date
from aide_memoire.core.grading.distance import typo_distance
from aide_memoire.core.grading.folding import as_typed
from aide_memoire.core.grading.list import grade_list
from aide_memoire.core.grading.order import grade_order, read_order
from aide_memoire.core.grading.rules import Rules
from aide_memoire.core.grading.text import fold, grade_text
from aide_memoire.core.grading.verdict import Verdict, suggest_rating
from aide_memoire.core.grading.wording import one_wording
from aide_memoire.core.phrases import ENGLISH

ARTICLES = ("the", "a", "an")
EXACT = [frozenset(each) for each in ((), ("case",), ("accents",), ("signs",), ("case", "accents", "signs"))]
LETTERS = "bcdfghjklmnpqrstvwxzaeiou"
texts = st.text(max_size=60)
letters = st.text("abcdefghijklmnopqrstuvwxyzäöüéñçабвгд北京東", min_size=2, max_size=12)
names = st.lists(letters, min_size=2, max_size=7, unique_by=lambda text: fold(text)[:2])
days = st.dates()


def members(listed):
    return [ListMember(f"d/g#{name}", name, (name,)) for name in listed]


def points(day):
    """Return a day as it may be kept: as a year, a month or a day."""
    return [Point(day.year), Point(day.year, day.month), Point(day.year, day.month, day.day)]


def ok(verdict):
    return 0 <= verdict.score <= 1 and (verdict.score == 1 or verdict.word not in ("right", "close"))


@given(texts)
def test_folding_is_done_once(text):
    """What is folded stays as it is when folded again, unless nothing but signs was there."""
    once = fold(text, ARTICLES)
    assert fold(once, ()) == once or not any(sign.isalnum() for sign in once)


@given(texts, texts)
def test_any_text_against_any_other(typed, answer):
    """A verdict each, right only at 1, and twice the same."""
    assume(answer.strip())
    verdict = grade_text(typed, (answer,), ARTICLES)
    assert ok(verdict)
    assert grade_text(typed, (answer,), ARTICLES) == verdict


@given(texts)
def test_a_text_is_its_own_right_answer(text):
    """Whatever an author may write, typing it back is right."""
    assume(text.strip())
    assert grade_text(text, (text,), ARTICLES).word == "right"
    assert grade_text(f"  {text}\n", ("other", text), ARTICLES).word == "right"


@given(st.text("bcdfghjklmnpqrtvwxz", min_size=9, max_size=30), st.data())
def test_one_slip_in_nine_letters(word, data):
    """A letter left out, put in, changed or swapped with the next is a typo: never right, never wrong."""
    assume(fold(word) == word and not any(other_affix(word, slipped) for slipped in slips_of(word, 4, "q")))
    place = data.draw(st.integers(3, len(word) - 2))
    sign = data.draw(st.sampled_from("qxz"))
    for slipped in slips_of(word, place, sign):
        assert grade_text(slipped, (word,)).word == ("right" if slipped == word else "close")


def slips_of(word, place, sign):
    return (
        word[:place] + word[place + 1 :],
        word[:place] + sign + word[place:],
        word[:place] + sign + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )


@given(st.text("abcdefghij", min_size=1, max_size=4), st.text("klmnopqrst", min_size=1, max_size=4))
def test_short_answers_allow_no_slip(typed, answer):
    """Below five letters another letter is another word."""
    assert grade_text(typed, (answer,)).word == "wrong"


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_allow_no_slip(typed, answer):
    """A number is right or wrong."""
    verdict = grade_text(f"{typed} kilometres", (f"{answer} kilometres",))
    assert verdict.word == ("right" if typed == answer else "wrong")


@given(texts, days, st.booleans())
def test_any_text_against_any_date(typed, day, about):
    """Every date of the calendar takes any text, with a verdict each."""
    for point in points(day):
        assert ok(grade_date(typed, HistoricalDate(point._replace(about=about)), ENGLISH))


@given(days)
def test_a_date_as_it_is_said_is_right(day):
    """The words in which a date is told are an answer to it, at every precision, and with "about"."""
    assume(day.year > 99)
    for point in points(day):
        for about in (False, True):
            date = HistoricalDate(point._replace(about=about))
            assert grade_date(date.text(ENGLISH), date, ENGLISH).word == "right"


@given(days, days)
def test_another_year_is_wrong_and_a_finer_date_is_right(day, other):
    """What is more precise and agrees is right; another year is wrong, whatever its precision."""
    assume(min(day.year, other.year) > 999)
    year, month, whole = (HistoricalDate(point) for point in points(day))
    for finer in (month, whole):
        assert grade_date(finer.text(ENGLISH), year, ENGLISH).word == "right"
    assert grade_date(year.text(ENGLISH), whole, ENGLISH).word == "partial"
    for wanted in points(other):
        if day.year != other.year:
            assert grade_date(whole.text(ENGLISH), HistoricalDate(wanted), ENGLISH).word == "wrong"


@given(names, st.data())
def test_the_score_of_a_list(listed, data):
    """Named ÷ (members + extras), whatever the order; right only with all of them and nothing else."""
    assume(not any(word == "and" for word in listed))
    named = data.draw(st.lists(st.sampled_from(listed), unique=True, max_size=len(listed)))
    extras = data.draw(st.sampled_from([[], ["77"], ["77", "88"]]))
    given_ = data.draw(st.permutations([*named, *extras]))
    verdict = grade_list("\n".join(given_), members(listed))
    assert verdict.score == pytest.approx(len(named) / (len(listed) + len(extras) * bool(given_)))
    assert (verdict.word == "right") == (len(named) == len(listed) and not extras)
    assert [part.verdict == "right" for part in verdict.parts] == [name in named for name in listed]
    assert len(verdict.extras) == len(extras)


@given(texts, names)
def test_any_text_against_any_list(typed, listed):
    """A verdict each, a part for every member, in their order."""
    verdict = grade_list(typed, members(listed), ARTICLES)
    assert ok(verdict)
    assert [part.text for part in verdict.parts] == listed


@given(names.flatmap(lambda listed: st.tuples(st.just(listed), st.permutations(listed))))
def test_the_score_of_an_order(both):
    """1 − inversions ÷ possible inversions: right only in order, nought only the wrong way round."""
    items, given_ = both
    places = [items.index(each) for each in given_]
    inverted = sum(first > second for first, second in combinations(places, 2))
    verdict = grade_order(places, items)
    assert verdict.score == pytest.approx(1 - inverted / (len(items) * (len(items) - 1) / 2))
    assert (verdict.word == "right") == (given_ == items)
    assert (verdict.word == "wrong") == (given_ == items[::-1])
    assert read_order("; ".join(given_), items) == places


@given(st.lists(st.integers(-3, 12), max_size=12), names)
def test_any_places_are_an_order(places, items):
    """Places that are missing, come twice or are none get a verdict too."""
    verdict = grade_order(places, items)
    assert ok(verdict)
    assert verdict.word != "right" or list(dict.fromkeys(p for p in places if 0 <= p < len(items))) == list(
        range(len(items))
    )


@settings(max_examples=30)
@given(st.sampled_from(["right", "close", "partial", "wrong"]), st.floats(0, 1), st.booleans())
def test_what_a_verdict_suggests(word, score, hinted):
    """Wrong: again. Partly: hard from a half on, else again. Right: good, with a hint hard. Never easy."""
    found = suggest_rating(Verdict(word, score), hinted=hinted)
    wanted = {"wrong": Rating.AGAIN, "partial": Rating.HARD if score >= 0.5 else Rating.AGAIN}
    assert found == wanted.get(word, Rating.HARD if hinted else Rating.GOOD)


@given(st.text("abcä", max_size=8), st.text("abcä", max_size=8))
def test_the_distance_of_typos(one, other):
    """The distance is that of optimal string alignment, as far as it is less than three."""
    assert typo_distance(one, other) == min(OSA.distance(one, other), 3)


@given(texts, texts, st.lists(texts, max_size=3))
def test_a_lure_is_never_right(answer, lure, more):
    """What the deck lists as wrong is wrong as it is written there, unless it is the answer letter by letter."""
    assume(answer.strip() and lure.strip() and as_typed(lure) not in {as_typed(text) for text in (answer, *more)})
    assert grade_text(lure, (answer, *more), ARTICLES, lures=[(lure, "")]).word not in ("right", "close")


@given(st.sampled_from(EXACT), texts)
def test_an_answer_is_right_however_strict_the_deck(exact, text):
    """Whatever differences count, the answer itself has none."""
    assume(text.strip())
    for language in ("en", "de", "ja"):
        assert grade_text(text, (text,), rules=Rules(ARTICLES, exact, language, person=True)).word == "right"


@given(texts, texts, st.sampled_from(EXACT), st.sampled_from(["en", "de", "es", "ru", "he", "pl"]))
def test_any_text_by_any_rules(typed, answer, exact, language):
    """A verdict each, by whatever rules."""
    assume(answer.strip())
    assert ok(grade_text(typed, (answer,), rules=Rules(ARTICLES, exact, language, person=True)))
    assert ok(grade_text(typed, (answer,), rules=Rules(number=NumberRule(0.01, relative=True, unit="m/s²"))))


@given(texts, texts)
def test_folding_is_the_same_both_ways(one, other):
    """Where one text is written like another, the other is written like the one."""
    assume(one.strip() and other.strip())
    for first, second in ((fold(one), fold(other)), (one_wording(fold(one)), one_wording(fold(other)))):
        assert (first == second) == (second == first)
    if fold(one) == fold(other):
        assert one_wording(fold(one)) == one_wording(fold(other))


@given(st.floats(1e-6, 1e9), st.sampled_from(["m", "kg", "km/h", "°C", "%", "€"]))
def test_a_number_is_its_own_value(number, unit):
    """A number is right in its own unit, wrong where it is another, and partly right without the unit."""
    text = f"{number:.6g} {unit}"
    assert grade_text(text.replace(" ", ""), (text,)).word == "right"
    assert grade_text(f"{number * 2:.6g} {unit}", (text,)).word == "wrong"
    assert grade_text(f"{number:.6g}", (text,)).word == "partial"


@pytest.mark.parametrize(
    "piece", ["word ", "second world war ", "½ ", "1 2 3 ", "m/s ", "x^2+", "(a) ", "44 bc ", "√(", "a, ", "1896-"]
)
@pytest.mark.parametrize(
    "grader",
    [
        lambda text: grade_text(text, ("hypoglycaemia", "3 km", "E = mc²", "`a[1:]`", "Ludwig van Beethoven (1770)")),
        lambda text: grade_date(text, HistoricalDate(Point(-43, 3, 15))),
        lambda text: grade_list(text, members(["Russia", "China", "1/2", "x²"])),
        lambda text: grade_order(read_order(text, ("Qin", "Han", "Tang")), ("Qin", "Han", "Tang")),
    ],
    ids=["text", "date", "list", "order"],
)
def test_a_long_answer_takes_no_time(grader, piece):
    """A verdict on 2,000 characters takes some 10 ms of the processor at most; twice that, for a busy machine."""
    text = (piece * 2_000)[:2_000]
    times = []
    for length in range(5):
        begin = process_time()
        grader(text[length:])
        times.append(process_time() - begin)
    assert min(times) < 0.02


@pytest.mark.parametrize("typed", ["a right name", "a typo", "none"])
def test_a_long_list_takes_no_time(typed):
    """500 members and 200 pieces are not compared each with each, which takes many seconds."""
    listed = [f"{one}{other}{one}el" for one in LETTERS for other in LETTERS][:500]
    pieces = {
        "a right name": listed,
        "a typo": [f"{name[:-1]}q" for name in listed],
        "none": [f"no{n}" for n in range(200)],
    }
    begin = process_time()
    verdict = grade_list(",".join(pieces[typed][:200]), members(listed))
    assert process_time() - begin < 1
    assert (verdict.score > 0.3) == (typed != "none")
