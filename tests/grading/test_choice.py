"""Options to choose from: one is right, none tells that it is, and the key pressed is the option meant."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from aide_memoire.core.grading.choice import grade_choice, options
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.grading.verdict import Verdict
from aide_memoire.decks.folders import shipped_folder
from aide_memoire.library.load import questions
from aide_memoire.paths import find_paths
from aide_memoire.store import deck_index
from aide_memoire.study.prompts import Prompt, find_other_answers, grade_answer, make_prompt
from aide_memoire.workspace import open_workspace

DRAWS = 2_000
HERE = Path(__file__).parent


def draw(number=DRAWS, answer="Ussuri", never=(), lures=("Amur", "Tumen", "Argun"), nearby=()):
    """Return the options of so many draws, each by a seed of its own."""
    return [options(answer, never, lures, nearby, Random(seed)) for seed in range(number)]


def open_over(folder, *places):
    paths = find_paths(str(folder / "data"))
    return open_workspace(paths, "default", _never, lambda: 0, [str(place) for place in places])


def _never():
    raise AssertionError("grading asks for no time")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """A desk over the shipped decks and the one for grading."""
    workspace = open_over(tmp_path_factory.mktemp("shipped"), shipped_folder(), HERE)
    yield workspace
    workspace.close()


@pytest.fixture
def asked_of(tmp_path):
    """Put a question of a deck written for a test as a choice: `asked_of(notes, "id#part", seed)`."""
    opened = []

    def ask(notes, card, seed=1):
        if not opened:
            (tmp_path / "decks").mkdir()
            deck = f'[deck]\nid = "d"\ntitle = "D"\n{notes}'
            (tmp_path / "decks" / "d.toml").write_text(deck, encoding="utf-8")
            opened.append(open_over(tmp_path, tmp_path / "decks"))
        kept = deck_index.cached_note(opened[0].db, f"d/{card.partition('#')[0]}")
        question = next(each for each in questions(kept) if each.id == f"d/{card}")
        return make_prompt(opened[0].db, question, "choice", learned=False, rng=Random(seed))

    yield ask
    for workspace in opened:
        workspace.close()


def event(name, date, more=""):
    return f'[[event]]\nid = "{name}"\nname = "{name}"\ndate = "{date}"\nask = ["when"]\n{more}'


def shown_over(ask, notes, card, draws=60):
    """Return every option that is shown in so many draws."""
    return {option for seed in range(draws) for option in ask(notes, card, seed).options}


def test_there_are_four_with_the_right_one_among_them():
    """Four options, all different, one of them the answer."""
    for shown in draw(lures=("Amur", "Tumen", "Argun", "Songhua")):
        assert len(set(shown)) == 4
        assert shown.count("Ussuri") == 1


def test_the_right_one_stands_everywhere_equally_often():
    """Over 2,000 draws the place of the right one tells nothing: chi-square with 3 degrees of freedom."""
    places = Counter(shown.index("Ussuri") for shown in draw())
    expected = DRAWS / 4
    assert sum((places[place] - expected) ** 2 / expected for place in range(4)) < 11.3  # one in a hundred


@pytest.mark.parametrize(
    ("own", "near"),
    [
        (("a", "bb", "ccc", "a lure as long as it"), ()),
        (("a", "bb", "ccc", "dd", "e", "the longest lure of them all"), ()),
        (("a", "bb"), ("ccc", "dd", "of the deck's: just as long")),
        ((), ("a", "bb", "ccc", "dd", "of the deck's: just as long")),
    ],
)
def test_length_tells_nothing(own, near):
    """Where there are lures of its length, the answer is the longest about once in four draws, or less."""
    answer = "an answer of length"
    longest = sum(max(shown, key=len) == answer for shown in draw(answer=answer, lures=own, nearby=near))
    assert longest <= DRAWS * 0.29


def test_a_short_answer_is_not_given_away_either():
    """Among longer lures nothing is swapped: the lures are what the note says."""
    assert {frozenset(shown) for shown in draw(answer="Oka", lures=("Songhua", "Kolyma", "Irtysh"))} == {
        frozenset(("Oka", "Songhua", "Kolyma", "Irtysh"))
    }


@pytest.mark.parametrize("alike", ["ussuri", "the Ussuri", "USSURI.", " Ussuri ", "Wusuli", "wúsuli"])
def test_there_are_never_two_right_ones(alike):
    """What is the answer but for its writing, or is accepted as well, is no option beside it."""
    for shown in options_of(lures=(alike, "Amur", "Tumen"), nearby=(alike, "Argun")):
        assert alike not in shown
        assert set(shown) == {"Ussuri", "Amur", "Tumen", "Argun"}


def options_of(**more):
    return [options("Ussuri", ("Wusuli",), more["lures"], more["nearby"], Random(seed), ("the",)) for seed in range(50)]


def test_no_lure_comes_twice():
    """Two lures that are one but for their writing are one option."""
    for shown in draw(50, lures=("Amur", "amur", "AMUR!", "Tumen"), nearby=("Amur", "Argun")):
        assert len({each.casefold().strip("!") for each in shown}) == 4


def test_the_note_s_own_lures_come_first():
    """As long as the note has lures, none is taken from elsewhere; then those nearest by."""
    near = ("near", "off", "far")
    assert {each for shown in draw(50, nearby=near) for each in shown} == {"Ussuri", "Amur", "Tumen", "Argun"}
    for shown in draw(50, lures=("Amur", "Songhua"), nearby=near):
        assert set(shown) == {"Ussuri", "Amur", "Songhua", "near"}


def test_all_own_lures_take_their_turn():
    """Where the note has more lures than are shown, each comes as often as the others."""
    own = ("Amur R", "Tumen R", "Argun R", "Lena R.", "Angara")
    seen = Counter(each for shown in draw(lures=own) for each in shown if each != "Ussuri")
    assert set(seen) == set(own)
    assert all(abs(times - DRAWS * 3 / 5) < 120 for times in seen.values())


@pytest.mark.parametrize(("lures", "number"), [("", None), ("a", None), ("ab", 3), ("abc", 4), ("abcd", 4)])
def test_with_too_few_lures_there_is_no_choice(lures, number):
    """Two options are a coin to toss: three is the least."""
    assert {shown and len(shown) for shown in draw(20, lures=lures)} == {number}


def test_dates_come_from_the_deck_nearest_first(asked_of):
    """Dates of the same precision are lures for each other, those nearest in time first."""
    years = "".join(event(f"y{year}", year) for year in (1700, 1890, 1896, 1900, 1911, 2001))
    others = event("month", "1896-05") + event("day", "1896-05-05") + event("span", "1894/1895")
    assert shown_over(asked_of, years + others, "y1896#when") == {"1896", "1890", "1900", "1911"}


@pytest.mark.parametrize(
    ("card", "shown"),
    [
        ("m1#when", {"June 1896", "May 1896", "July 1896", "June 1897"}),
        ("d1#when", {"14 August 1945", "15 August 1945", "2 September 1945", "8 May 1945"}),
    ],
)
def test_months_with_months_and_days_with_days(asked_of, card, shown):
    """A month among days would give itself away."""
    months = ("1896-06", "1896-05", "1896-07", "1897-06")
    days = ("1945-08-14", "1945-08-15", "1945-09-02", "1945-05-08")
    notes = [event(f"m{n}", date) for n, date in enumerate(months, 1)]
    notes += [event(f"d{n}", date) for n, date in enumerate(days, 1)]
    assert shown_over(asked_of, "".join(notes), card) == shown


def test_an_own_lure_goes_before_other_dates(asked_of):
    """The lures that an author gave for a date are shown, whatever else is near."""
    years = "".join(event(f"y{year}", year) for year in (1895, 1897, 1898))
    lured = event("y1896", "1896", 'lures.when = ["1800", "1850"]\n')
    assert shown_over(asked_of, years + lured, "y1896#when") >= {"1896", "1800", "1850"}
    assert all({"1800", "1850"} <= set(asked_of("", "y1896#when", seed).options) for seed in range(20))


def test_names_are_no_lures_for_places(asked_of):
    """What is lent from other notes answers the same sort of question."""
    notes = "".join(
        f'[[event]]\nid = "e{n}"\nname = "Name {n}"\nplace = "Place {n}"\ndate = "19{n}0"\nwhat = "it was"\n'
        'ask = ["name", "where"]\n'
        for n in range(5)
    )
    assert all(each.startswith("Place") for each in shown_over(asked_of, notes, "e2#where"))
    assert all(each.startswith("Name") for each in shown_over(asked_of, notes, "e2#name"))


def test_a_date_that_would_be_right_as_well_is_no_lure(asked_of):
    """“About 1958” takes 1959 for right when it is typed: so 1959 is no wrong option beside it."""
    years = "".join(event(f"y{year}", year) for year in ("1957", "1959", "1965", "1970", "1975"))
    shown = shown_over(asked_of, event("about", "1958~") + years, "about#when")
    assert shown == {"about 1958", "1965", "1970", "1975"}


def test_in_the_shipped_decks_only_one_option_is_right(shipped):
    """Of every question that can be a choice, no other option would pass if it were typed."""
    passing, choices = [], 0
    for kept in deck_index.cached_notes(shipped.db):
        for question in questions(kept):
            for seed in range(12):
                asked = make_prompt(shipped.db, question, "choice", learned=False, rng=Random(seed))
                if asked.form != "choice":
                    break
                choices += 1
                right = [each for each in asked.options if grade(question, each).word in ("right", "close")]
                if right != [question.answer_line]:
                    passing.append((question.id, right))
    assert passing == []
    assert choices > 1_000


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
def test_a_key_chooses_the_option_at_its_place(asked_of, key):
    """Numbers that are options themselves do not stand in the way of the keys: 3 is the third option."""
    note = '[[card]]\nid = "half"\nquestion = "Half of seven?"\nanswer = "3.5"\nlures = ["3", "4", "1"]\n'
    for seed in range(30):
        asked = asked_of(note, "half", seed)
        meant = asked.options[int(key) - 1]
        found = grade_answer(asked, key, lambda _: ())
        assert (found.typed, found.verdict.word) == (meant, "right" if meant == "3.5" else "wrong")


@pytest.mark.parametrize("given", ["", " ", "0", "5", "-1", "1.0", "nothing", "٣", "9" * 5_000])
def test_what_is_no_option_is_not_known(given):
    """Whatever is answered to a choice gets a verdict; what names no option is “I don't know”."""
    asked = Prompt(_Question(), "choice", ("a", "b", "c"))
    found = grade_answer(asked, given, lambda _: ())
    assert (found.verdict.word, found.verdict.score) == ("wrong", 0.0)


class _Question:
    answer_line = "b"
    expects = None


def test_a_wrong_one_says_why():
    """The deck's reason stands with the option that was chosen."""
    told = grade_choice(0, ("Amur", "Ussuri"), "Ussuri", [("Amur", "it flows on")]).reasons
    assert told == ("Amur: it flows on",)
    assert grade_choice(1, ("Amur", "Ussuri"), "Ussuri", [("Amur", "it flows on")]) == Verdict("right", 1.0)


def test_choosing_another_card_s_answer_is_a_mix_up(asked_of, tmp_path):
    """A wrong option that is another card's right answer names that card, as a typed one does."""
    notes = "".join(event(f"y{year}", year) for year in ("1890", "1896", "1900", "1911"))
    asked = asked_of(notes, "y1896#when")
    workspace = open_over(tmp_path, tmp_path / "decks")
    found = grade_answer(asked, str(asked.options.index("1900") + 1), find_other_answers(workspace.db, asked.question))
    workspace.close()
    assert found.verdict.confused_with is not None
    assert found.verdict.confused_with.card == "d/y1900#when"


def test_what_is_right_as_well_is_no_option():
    """An answer of another note that would be right is left out; the next one stands in for it."""
    nearby = ["Yssuri", "Amur", "Tumen", "Argun", "Ob", "Lena"]
    shown = options("Ussuri", (), [], nearby, Random(1), is_right=lambda text: text == "Yssuri")
    assert sorted(shown) == ["Amur", "Argun", "Tumen", "Ussuri"]


@pytest.mark.parametrize(
    ("answer", "nearby"),
    [
        ("北京", ["الرياض", "Kazakhstan 🇰🇿", "上海"]),
        ("Ussuri", ["1969", "3.5", "北京", "Amur"]),
        ("1969", ["Ussuri", "Amur", "1950"]),
        ("🇰🇿 Kazakhstan", ["Russia", "China", "India"]),
    ],
)
def test_options_of_another_kind_are_no_options(answer, nearby):
    """What can be left out at a glance is not offered; where too little is left, there is no choice."""
    assert options(answer, (), [], nearby, Random(1)) is None
    own = options(answer, (), nearby, [], Random(1))
    assert own is not None  # an author's own lures are taken as they are
    assert set(own) <= {answer, *nearby}
