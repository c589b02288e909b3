"""What a deck is multiplied to: each part of it has a limit, told with its place, and the other notes are studied."""

import tracemalloc

import pytest

from aide_memoire.core.question import questions_of
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.scanner import Scanner
from aide_memoire.decks.slips import SlipError

SOUND = '[[card]]\nid = "sound"\nquestion = "Q?"\nanswer = "A"\n'
LONG = "e " * 20_000


def listed(number, text='"n{}"'):
    return f"[{', '.join(text.format(n) for n in range(number))}]"


ROW = '["r{}", "b", "c", "d", "e"]'
TEXT = '"s{}"'


def rows(number):
    return listed(number, '["n{0}", "v{0}"]')


TABLE = '[[table]]\nid = "t"\ncolumns = ["a", "b"]\nask = {{ b = "{ask}" }}\n{shared}\nrows = {rows}\n'
GROUP = '[[group]]\nid = "g"\nname = "{name}"\nmembers = {members}\n'
TOO_LARGE = {
    "gaps": '[[cloze]]\nid = "c"\ntext = "' + " ".join(f"{{{{c{n}::a}}}}" for n in range(1, 600)) + '"\n',
    "gaps of one number": '[[cloze]]\nid = "c"\ntext = "' + "{{c1::a}} " * 600 + '"\n',
    "a long text for each gap": '[[cloze]]\nid = "c"\ntext = "'
    + " ".join(f"{{{{c{n}::a}}}}" for n in range(1, 450))
    + LONG
    + '"\n',
    "members": GROUP.format(name="n", members=listed(600)),
    "a long name for each member": GROUP.format(name=LONG, members=listed(450)),
    "an explanation for each row": TABLE.format(ask="{a}?", shared=f'explanation = "{LONG}"', rows=rows(1000)),
    "a question for each row": TABLE.format(ask="{a}" + LONG, shared="", rows=rows(1000)),
    "tags": SOUND.replace("sound", "k") + f"tags = {listed(600)}\n",
    "tags for each row": TABLE.format(ask="{a}?", shared=f"tags = {listed(450)}", rows=rows(1000)),
    "siblings for each row": TABLE.format(ask="{a}?", shared=f"bury_with = {listed(450)}", rows=rows(1000)),
    "former ids for each row": TABLE.format(ask="{a}?", shared=f"formerly = {listed(450)}", rows=rows(1000)),
    "a cell filled in often": TABLE.format(ask="{a}" * 1000, shared="", rows=f'[["{LONG}", "v"]]'),
    "lures": SOUND.replace("sound", "k") + f"lures = {listed(600)}\n",
    "aliases": GROUP.format(name="n", members=f'[{{ name = "x", aliases = {listed(600)} }}, "y"]'),
    "accepted answers in a cell": TABLE.format(ask="{a}?", shared="", rows=f'[["x", {listed(600)}]]'),
    "sources": SOUND.replace("sound", "k") + f"source = {listed(600)}\n",
    "items": f'[[sequence]]\nid = "s"\nname = "n"\nitems = {listed(600)}\n',
    "keys": SOUND.replace("sound", "k") + "".join(f"x{n} = 1\n" for n in range(600)),
    "defaults": f'[deck.defaults]\nexplanation = "{LONG}"\n',
    "a list of defaults": f"[deck.defaults]\ntags = {listed(600)}\n",
    "a source's long title": f'[[source]]\nid = "s"\ntitle = "{"e " * 50_000}"\n',
    "a source's long author": f'[[source]]\nid = "s"\ntitle = "T"\nauthor = "{"e " * 50_000}"\n',
    "sources for each row": "".join(f'[[source]]\nid = "s{n}"\ntitle = "{"t" * 999}"\n' for n in range(50))
    + TABLE.format(ask="{a}?", shared=f"source = {listed(50, TEXT)}", rows=rows(2000)),
    "defaults for each row": f'[deck.defaults]\nexplanation = "{"e" * 19_000}"\n'
    + TABLE.format(ask="{a}?", shared="", rows=rows(2000)),
    "defaults for each gap": f'[deck.defaults]\nexplanation = "{"e" * 19_000}"\n[[cloze]]\nid = "c"\ntext = "'
    + " ".join(f"{{{{c{n}::a}}}}" for n in range(1, 495))
    + f'"\ncaution = "{"c" * 18_000}"\n',
    "questions for each row": '[[table]]\nid = "t"\ncolumns = ["a", "b", "c", "d", "e"]\n'
    + 'ask = { b = "{a}?", c = "{a}: c?", d = "{a}: d?", e = "{a}: e?" }\n'
    + f"rows = {listed(40_000, ROW)}\n",
    "a long phrase": f'[deck.phrases]\nverb = "{"e" * 600}"\n',
    "a long month": f"[deck.phrases]\nmonths = {listed(12, chr(34) + 'm' * 600 + chr(34))}\n",
    "a phrase": '[deck.phrases]\nwhen = "' + "{name}" * 100 + '"\n',
}


@pytest.mark.parametrize("what", TOO_LARGE)
def test_what_is_multiplied_has_a_limit(what):
    """It is told once, with what to do; no other note suffers."""
    reading = parse_deck(TOO_LARGE[what] + SOUND)
    told = [problem for problem in reading.problems if problem.severity == "error"]
    assert [problem.code for problem in told] == ["too-large"]
    assert told[0].hint
    assert [parsed.note.shared.id for parsed in reading.notes] == ["sound"]


def test_defaults_count_for_each_note():
    """What notes share is repeated by each of them, and the deck as a whole has a limit."""
    deck = f'[deck.defaults]\nexplanation = "{"e" * 19_000}"\n' + "".join(
        SOUND.replace("sound", f"k{n}") for n in range(1500)
    )
    reading = parse_deck(deck)
    assert {problem.code for problem in reading.problems} == {"too-large"}
    assert 500 < len(reading.notes) < 1500


@pytest.mark.parametrize(
    ("note", "questions"),
    [
        (SOUND + f"lures = {listed(500)}\n", 1),
        (GROUP.format(name="n", members=listed(500)) + f"lures = {listed(500)}\n", 1),
        ('[[cloze]]\nid = "c"\ntext = "' + " ".join(f"{{{{c{n}::a{n}}}}}" for n in range(1, 500)) + '"\n', 499),
        (TABLE.format(ask="{a}?", shared='explanation = "See the book."\nsource = []', rows=rows(5000)), 5000),
    ],
)
def test_what_people_write_is_far_below(note, questions):
    """Five hundred lures, members or gaps, and thousands of rows, are no mistake."""
    reading = parse_deck(note)
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    assert sum(len(questions_of(reading.head, parsed.note)) for parsed in reading.notes) == questions


def test_many_slips_are_told_soon():
    """A thousand names that nothing has, each with the one that was meant, in a moment."""
    sources = "".join(f'[[source]]\nid = "source{n}"\ntitle = "S"\n' for n in range(1000))
    cards = "".join(SOUND.replace("sound", f"k{n}") + f'source = "sourse{n}"\n' for n in range(1000))
    reading = parse_deck(sources + cards)
    assert [problem.hint for problem in reading.problems] == [f"did you mean `source{n}`?" for n in range(1000)]


def test_a_deck_has_a_limit_of_questions(monkeypatch):
    """Those before it are studied; it is told once, of single notes and of the rows of a table."""
    monkeypatch.setattr("aide_memoire.decks.limits._MOST_QUESTIONS", 10)
    cards = "".join(SOUND.replace("sound", f"k{n}") for n in range(30))
    table = TABLE.format(ask="{a}?", shared="source = []", rows=rows(11))
    for text, studied in ((cards, 10), (table + SOUND, 1)):
        reading = parse_deck(text)
        told = [problem.message for problem in reading.problems if problem.code == "too-large"]
        assert told == ["the deck has more than 10 questions"]
        assert len(reading.notes) == studied


def test_a_long_broken_text_takes_no_more_memory_than_its_own():
    """An open quote before ten million signs: what a pattern might undo is not kept for each of them."""
    tracemalloc.start()
    try:
        Scanner(f'a = "{"x" * 10_000_000}"\n').read_line(0)
        with pytest.raises(SlipError):
            Scanner(f'a = "{"x" * 10_000_000}').read_line(0)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()
