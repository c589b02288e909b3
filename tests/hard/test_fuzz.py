"""Whatever comes in, a value comes out, or an error that says what is wrong: for thousands of spoiled inputs."""

import json
from contextlib import closing, suppress
from functools import lru_cache
from itertools import count
from pathlib import Path
from random import Random

import pytest

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.config.files import read_settings
from aide_memoire.core.dates import parse_date
from aide_memoire.core.errors import AideMemoireError, SettingsError
from aide_memoire.core.event import from_line, to_line
from aide_memoire.core.grading.date import grade_date
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.hint import hint
from aide_memoire.core.ids import id_from_words
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.question import questions_of
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.core.search_query import parse_query
from aide_memoire.core.settings import WANTED_FORMS, Settings
from aide_memoire.core.study_day import Stamp
from aide_memoire.decks.files import diagnose_file, read_deck_file
from aide_memoire.decks.lint import lint_deck
from aide_memoire.decks.parser import parse_deck as read_deck
from aide_memoire.exchange import formats, progress
from aide_memoire.exchange.ids import with_ids
from aide_memoire.exchange.toml import deck_of, deck_text
from aide_memoire.store import card_state, inspect, log
from aide_memoire.store.connection import connect
from aide_memoire.store.forecast import due_by_day
from aide_memoire.store.history import all_reviews, card_history
from aide_memoire.store.question_counts import question_counts, time_spent
from aide_memoire.store.queue import todays_queue
from aide_memoire.store.statistics import answered_days, deck_standings, studied_scope
from aide_memoire.study.prompts import Prompt, grade_answer
from hard.mutations import VALUES, mutated

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "decks").glob("*.toml"))
RUNS = 4000
PARTS = 4
parts = pytest.mark.parametrize("part", range(PARTS))


def seeds(part):
    return range(part * RUNS // PARTS, (part + 1) * RUNS // PARTS)


@lru_cache(maxsize=1)
def excerpts():
    """Return pieces of the shipped decks, of two notes each, and the strangest decks of the tests."""
    found = [(ROOT / "tests" / "grading" / "extra.toml").read_bytes()[:4000]]
    for path in SHIPPED:
        head, *notes = path.read_bytes().split(b"\n\n")
        found += [head + b"\n\n" + b"\n\n".join(notes[place : place + 2]) for place in range(0, len(notes), 2)]
    return found


@lru_cache(maxsize=1)
def questions():
    """Return every question of the shipped decks."""
    readings = [read_deck(path.read_text(encoding="utf-8"), path.stem) for path in SHIPPED]
    return [question for each in readings for note in each.notes for question in questions_of(each.head, note.note)]


@parts
def test_a_spoiled_deck_file(tmp_path, part):
    """It is read as far as it can be; each mistake is told; the editor lists its notes and shows one beforehand."""
    path = tmp_path / "deck.toml"
    for seed in seeds(part):
        path.write_bytes(mutated(excerpts(), seed))
        reading, _ = read_deck_file(str(path))
        assert all(questions_of(reading.head, each.note) for each in reading.notes), seed
        assert all(each.text() for each in diagnose_file(str(path))), seed
        with suppress(AideMemoireError):
            editing = DeckEditor(str(path))
            for entry in editing.entries():
                editing.preview(entry, entry.text)
            if editing.entries():
                editing.preview(entry, f"{entry.text}\n")


@parts
def test_any_answer_to_any_question(part):
    """A verdict each, from 0 to 1, right only at 1, and the same once more; hints come to an end."""
    texts = [text.encode() for each in questions() for text in (*each.answer, each.answer_line, each.text)]
    for seed in seeds(part):
        rng = Random(seed)
        question = rng.choice(questions())
        typed = mutated([question.answer_line.encode()] * 9 + texts, seed).decode(errors="surrogateescape")
        verdict = grade(question, typed)
        assert 0 <= verdict.score <= 1, seed
        assert verdict.score == 1 or verdict.word not in ("right", "close"), seed
        assert grade(question, typed) == verdict, seed
        asked = Prompt(question, rng.choice(["typed", "choice"]), ("one", question.answer_line))
        assert 0 <= grade_answer(asked, typed, lambda _: ()).verdict.score <= 1, seed
        assert hint(question, rng.randrange(1, 9)) is not None


CSV = 'question,answer,accept,tags,hint\nWhich port?,Port Arthur,Lüshun;Lüshunkou,qing russia,a\n"a ""b"",\nc",d,,,\n'
SAMPLES = {
    "csv": (CSV, "front;back\n1896;Li–Lobanov\n", "{{c1::Li}} met {{c2::Lobanov::who}},x\n"),
    "tsv": (CSV.replace(",", "\t"), "text\textra\n{{c1::Li}} met {{c2::Lobanov::who}}\tMoscow\n"),
    "anki": (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        'a\tBasic\tA::B\tWhich <b>port</b>&nbsp;was<br>it?\tPort&amp;Arthur<img src="m.png">\tx y\n'
        'b\tCloze\tA::B\t"{{c1::Li}} &lt;said&gt; ""yes"" to {{c2::Lobanov::name}}[sound:l.mp3]"\t\tq\n',
        "#separator:semicolon\n#html:false\n#columns:Front;Back;Tags\nOne?;1;t\n",
        '#html:true\n{{c1,2::x^{2}}} {{c2::$\\frac{a}{b}$}}\t<ol>\n<li>a</ol><a href="b">c</a><br>[sound:d.mp3]\n',
    ),
    "quizlet": ("Hund - dog, a\nKatze - cat; b\n", "a\tb;c\td;e\tf;", "x==>y###z==>{{c1::w}}###", "# c\na = b\n"),
    "obsidian": (
        "---\ntags: [flashcards/x]\n---\n# Peru #a\nCapital::Lima\nRiver:::Amazon\n\nWhat?\n?\n![[m.png]]\n- [[a|b]]\n"
        "<!--SR:!2024-01-01,3,250-->\n\nThe ==Andes==^[h] and **x** {{y}} `a::b` $c::d$\n\n"
        "## Q #card-reverse\nA\n\n```\nx::y\n```\n",
        "#flashcards\nx :: y\n%% no %%\n> a\n> ??\n> b\n",
    ),
    "hashcards": (
        '---\nname = "Cities"\n---\n\nQ: Which port\nwas leased?\nA: Port Arthur\n\n---\n\nC: In [1969] at [D].\n',
        "Q: a\nA: b\n\nC: \\[x\\] [y] ![](z.png)\n",
        "Q: ```\nQ: x\n```\nA: [a](b) <!-- c -->\n\nC: [$\\frac{{a}}{b}$] `x[0](y)` [a](b)\n",
    ),
}  # fmt: skip


@parts
@pytest.mark.parametrize("kind", SAMPLES)
def test_a_spoiled_file_of_another_program(kind, part):
    """What it gives is read back from its deck as the very same notes, without a mistake; or it is refused in words."""
    samples = [text.encode() for text in SAMPLES[kind]]
    for seed in seeds(part):
        data = mutated(samples, seed)
        with suppress(AideMemoireError):
            imported = with_ids(formats.read_text_file(data, f"x.{kind}", kind if seed % 4 else ""), id_from_words)
            reading = read_deck(deck_text(deck_of(imported, "deck", "Deck", "x")))
            assert reading.deck.notes == imported.notes, seed
            assert [each for each in reading.problems if each.code != "no-notes"] == [], seed
            assert {each.severity for each in lint_deck(reading)} <= {"warning"}, seed


def line(number, kind, action=0, **data):
    """Return a line of a log as the program writes it."""
    own, with_ids = (f"018f7a00-0{each:03}-7000-8000-000000000000" for each in (number, action or number))
    shared = {"v": 1, "id": own, "kind": kind, "action": with_ids, "at": f"2024-05-14T07:00:{number:02}.000Z"}
    place = {"offset": "+02:00", "day": "2024-05-14", "device": "d", "card": "" if action else "a/p"}
    return json.dumps({**shared, **place, **data}, separators=(",", ":")).encode()


NEW = {"rating": "good", "form": "flip", "was": "new", "state": "learning", "interval": 600, "took": 900}
OLD = {"rating": "again", "form": "typed", "was": "review", "state": "relearning", "interval": 600, "took": 900}
JUDGED = {"verdict": "wrong", "score": 0.0, "typed": "x", "confused_with": "a/q", "scheduled_days": 9}
KNOWN = {"state": "review", "step": None, "stability": 9.5, "difficulty": 5.0, "last": "2024-05-10", "reps": 4}
LINES = (
    line(1, "review", **NEW, due="2024-05-14T07:10:00.000Z", desired_retention=0.9),
    line(2, "review", **OLD, **JUDGED, due="2024-05-14T07:12:00.000Z", desired_retention=0.97),
    line(3, "memory", **KNOWN, lapses=1, due="2024-05-20", introduced="2024-05-01"),
    line(4, "link", to="a/q"),
    line(5, "suspend"),
    line(6, "bury"),
    line(7, "reset"),
    line(8, "undo", action=1),
    line(9, "tomorrow", more={"x": [1, 2]}),
)


@pytest.fixture
def profile(tmp_path):
    """A fresh profile."""
    with closing(connect(str(tmp_path / "me.sqlite"), str(tmp_path / "lib.sqlite"))) as db:
        db.execute("PRAGMA synchronous = OFF")
        yield db


def spoiled_line(rng, number):
    """Return an event under an id of its own, with one to three of its values changed."""
    event = json.loads(rng.choice(LINES))
    event["id"] = f"018f7a00-{number:04x}-7000-8000-000000000000"
    if event["kind"] not in ("undo", "redo") and rng.random() < 0.8:
        event["action"] = event["id"]
    elif rng.random() < 0.8:
        event["action"] = f"018f7a00-{rng.randrange(number + 1):04x}-7000-8000-000000000000"
    if rng.random() < 0.3:
        event["card"] = rng.choice(["a/q", "a/r", "a/q#when"])
    for _ in range(rng.randint(1, 3)):
        event[rng.choice([*event, "more"])] = rng.choice(VALUES)
    return json.dumps(event)


def test_a_line_that_is_hardly_one():
    """It is refused in words, or read and written as the same."""
    for seed in range(RUNS):
        with suppress(ValueError):
            event = from_line(mutated(LINES, seed).decode())
            assert from_line(to_line(event)) == event, seed


@parts
def test_a_spoiled_log(profile, part):
    """What is not refused is kept: merged, replayed, counted, shown, taken back, and the same when made anew."""
    rng, entropy = Random(part), count(1 << 70).__next__
    stamp = Stamp(1_715_700_000_000, "+02:00", 739_020, "d")
    for number in range(RUNS // PARTS):
        with suppress(ValueError):
            event = from_line(spoiled_line(rng, number))
            assert from_line(to_line(event)) == event, event
            known = event.id in log.event_ids(profile)
            assert log.merge(profile, [event]) == (not known), event
        if number % 50 == 0:
            used(profile, stamp)
            assert inspect.differing_projections(profile) == [], number
    for _ in range(20):
        log.undo(profile, stamp, entropy)
    used(profile, stamp)
    assert inspect.differing_projections(profile) == []
    assert log.event_count(profile) > RUNS // PARTS // 8


def used(profile, stamp):
    """Ask for all that is made of a log."""
    assert len(list(log.lines(profile))) == log.event_count(profile)
    todays_queue(profile, stamp.day, Settings())
    question_counts(profile, studied_scope(profile))
    time_spent(profile, 0)
    assert sum(1 for _ in progress.as_fsrs(all_reviews(profile))) > 0
    list(log.confused(profile))
    answered_days(profile, stamp.day)
    due_by_day(profile, stamp.day, 30, studied_scope(profile))
    deck_standings(profile, stamp.day, studied_scope(profile), DEFAULT_PARAMETERS)
    for card in card_state.memories(profile):
        card_history(profile, card)


CONFIG = (
    b"new_per_day = 10\nreviews_per_day = 200\n# mine\ndesired_retention = 0.9\nform = \"ladder\"\n",
    b"day_starts_at = 4\nleech_threshold = 8\ntheme = 'aide-memoire-light' # dark\n[decks.'a']\nform = 'flip'\n",
)  # fmt: skip


def test_spoiled_settings(tmp_path):
    """Settings within their limits, or an error that names the file."""
    path = tmp_path / "config.toml"
    for seed in range(RUNS):
        path.write_bytes(mutated(CONFIG, seed))
        with suppress(SettingsError):
            found, _ = read_settings([str(path)])
            assert 0.7 <= found.desired_retention <= 0.97, seed
            assert 0 <= found.day_starts_at <= 23, seed
            assert found.of_deck("a").form in WANTED_FORMS, seed


DATES = (
    b"1896",
    b"1896-06",
    b"1945-08-14",
    b"1958~",
    b"1956/1959",
    b"1945-08-14/1945-09-02",
    b"2024-02-29~",
    b"0001/9999",
)


def test_spoiled_dates():
    """A date in words and judged, or ValueError; what it says of itself is right."""
    for seed in range(RUNS):
        text = mutated(DATES, seed).decode(errors="replace")
        with suppress(ValueError):
            found = parse_date(text)
            said = found.text(ENGLISH)
            assert grade_date(said, found, ENGLISH).word == "right" or found.start.year < 100, (seed, text, said)
            assert 0 <= grade_date(mutated(DATES, seed + 1).decode(errors="replace"), found, ENGLISH).score <= 1


SEARCHES = (b'deck:treaties is:due -tag:qing "Port Arthur"', "kind:event is:new Любовь 条约".encode())


def test_spoiled_searches():
    """Whatever is typed into the browser is looked for, or it is said what is not understood."""
    for seed in range(RUNS):
        text = mutated(SEARCHES, seed).decode(errors="surrogateescape")
        found = parse_query(text)
        assert len(found.terms) <= 50, seed
        assert all(term.key in ("words", "deck", "tag", "kind", "is") for term in found.terms), seed
