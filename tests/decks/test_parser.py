"""A deck's text becomes notes and a list of what is wrong, both at once."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.note import CardNote, ClozeNote, EventNote, Gap, GroupNote, Lure, Member, SequenceNote
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.question import questions_of
from aide_memoire.decks.head import rebuild_head
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.notes import rebuild_note
from aide_memoire.decks.parser import parse_deck

SOURCES = """
[[source]]
id = "loves"
title = "India more"
[[source]]
id = "allies"
title = "Not allies"
author = "Homare Endo"
"""


def only(text):
    """Return the text's one note, in which nothing is wrong."""
    reading = parse_deck(text)
    assert reading.problems == ()
    (note,) = reading.deck.notes
    return note


def faults(text):
    """Return (code, line, column) of all that is wrong with a text."""
    return [(each.code, each.line, each.column) for each in locate_problems("d.toml", text, parse_deck(text).problems)]


def codes(text):
    return [problem.code for problem in parse_deck(text).problems]


def ids(text):
    return [note.shared.id for note in parse_deck(text).deck.notes]


def card(name, extra=""):
    return f'[[card]]\nid = "{name}"\nquestion = "Q?"\nanswer = "A"\n{extra}\n'


def test_a_card_is_read():
    """A card has a question, an answer, other ways to say it, lures, and maybe a reverse."""
    note = only("""
    [[card]]
    id = "port-arthur"
    question = "Which port?"
    answer = " Port Arthur "
    accept = ["Lüshun", "Lüshunkou"]
    lures = ["Qingdao", { name = "Dalian", why = "leased too" }]
    hint = "north"
    form = "flip"
    tags = ["qing"]
    reverse = { question = "What was leased?", answer = "A port", accept = ["port"] }
    """)
    assert isinstance(note, CardNote)
    assert (note.front.question, note.front.answer) == ("Which port?", "Port Arthur")
    assert note.front.accept == ("Lüshun", "Lüshunkou")
    assert note.lures == (Lure("Qingdao"), Lure("Dalian", "leased too"))
    assert (note.shared.hint, note.shared.form, note.shared.tags) == ("north", "flip", ("qing",))
    assert (note.reverse.question, note.reverse.accept) == ("What was leased?", ("port",))


def test_a_cloze_is_read():
    """A cloze has gaps by number, each with its hint, and other answers by number."""
    note = only("""
    [[cloze]]
    id = "damansky"
    text = "In {{c1::1969}} on {{c2::Damansky::island}}."
    accept.2 = ["Zhenbao"]
    lures.1 = ["1956"]
    """)
    assert isinstance(note, ClozeNote)
    gaps = Gap(number="1", answer="1969"), Gap(number="2", answer="Damansky", hint="island")
    assert note.pieces == ("In ", gaps[0], " on ", gaps[1], ".")
    assert (note.accept, note.lures) == ({"2": ("Zhenbao",)}, {"1": (Lure("1956"),)})


def test_an_event_is_read():
    """An event has dates, a place, parties, and own words for parts of it."""
    note = only("""
    [[event]]
    id = "li-lobanov"
    name = "Li–Lobanov Treaty"
    aliases = ["Secret Treaty"]
    date = "1896-06"
    until = "1911"
    place = "Moscow"
    parties = ["China", { name = "Russia", aliases = ["Russian Empire"], id = "ru" }]
    what = "China and Russia promise each other help."
    verb = "signed"
    ask = ["when", "until", "name", "where", "who"]
    question.where = "In which city?"
    lures.where = ["Beijing"]
    accept.name = ["Li-Lobanov"]
    """)
    assert isinstance(note, EventNote)
    assert note.parts == ("when", "until", "name", "where", "who")
    assert (note.date.text(ENGLISH), note.until.text(ENGLISH)) == ("June 1896", "1911")
    assert note.parties == (Member("china", "China"), Member("ru", "Russia", ("Russian Empire",)))
    assert note.what == "China and Russia promise each other help"
    assert note.questions == {"where": "In which city?"}
    assert (note.lures, note.accept) == ({"where": (Lure("Beijing"),)}, {"name": ("Li-Lobanov",)})


@pytest.mark.parametrize(
    ("keys", "parts"),
    [
        ('date = "1896"', ("when",)),
        ('date = "1896"\nwhat = "They promise help"', ("when", "name")),
        ('date_text = "late 1950s"', ("when",)),
    ],
)
def test_an_event_without_ask_is_asked_when_and_what_it_was(keys, parts):
    """Without `ask`, the date is asked, and the name where there is a `what`."""
    assert only(f'[[event]]\nid = "e"\nname = "E"\n{keys}').parts == parts


def test_a_group_is_read():
    """A group has members, each with an id, lures with reasons, and the date up to which it holds."""
    note = only("""
    [[group]]
    id = "members"
    name = "members of the CSTO"
    members = ["Russia", { name = "Kyrgyzstan", aliases = ["Kyrgyz Republic"], id = "kg" }, "Côte d’Ivoire"]
    lures = [{ name = "Uzbekistan", why = "left in 2012" }]
    as_of = "2022-05"
    """)
    assert isinstance(note, GroupNote)
    assert note.parts == ("russia", "kg", "côte-d-ivoire")
    assert note.lures == (Lure("Uzbekistan", "left in 2012"),)
    assert note.shared.as_of.text(ENGLISH) == "May 2022"


def test_a_sequence_is_read():
    """A sequence has items in order, with or without dates."""
    note = only('[[sequence]]\nid = "s"\nname = "S"\nitems = ["Qing", { name = "PRC", date = "1950" }]')
    assert isinstance(note, SequenceNote)
    assert [item.name for item in note.items] == ["Qing", "PRC"]
    assert note.items[1].date.text(ENGLISH) == "1950"


def test_a_head_is_read():
    """The deck's own id, title and phrases stand in place of the file's name and the English words."""
    text = '[deck]\nid = "treaties"\ntitle = "The treaties"\n[deck.phrases]\nabout = "um {date}"\n' + card("a")
    reading = parse_deck(text, "file")
    assert (reading.head.id, reading.head.title) == ("treaties", "The treaties")
    assert (reading.head.phrases.about, reading.head.phrases.when) == ("um {date}", ENGLISH.when)
    assert (parse_deck(card("a"), "My file").head.id, parse_deck(card("a"), "My file").head.title) == (
        "my-file",
        "My file",
    )


def test_notes_come_in_the_order_of_the_file():
    """Kinds may be mixed, and the author's order stays."""
    cloze = '[[cloze]]\nid = "{}"\ntext = "{{{{c1::x}}}}"\n'
    assert ids(card("c") + cloze.format("b") + card("a") + cloze.format("d")) == ["c", "b", "a", "d"]


def test_a_mistyped_key_is_told_with_the_word_that_was_meant():
    """An unknown key is an error with its place and “did you mean”."""
    text = card("a", 'anser = "B"')
    (found,) = locate_problems("d.toml", text, parse_deck(text).problems)
    assert (found.code, found.line, found.hint) == ("unknown-key", 5, "did you mean `answer`?")
    assert ids(text) == ["a"]


def test_the_caret_under_a_mistyped_key_is_under_the_key():
    """An unknown key is marked itself, not what stands behind it."""
    assert faults(card("a", 'anser = "B"')) == [("unknown-key", 5, 1)]


def test_one_bad_note_hides_no_other():
    """A note that cannot be built is told, and all others are there."""
    text = card("a") + '[[card]]\nid = "b"\nquestion = "Q?"\n' + card("c")
    assert codes(text) == ["missing-key"]
    assert ids(text) == ["a", "c"]


def test_errors_of_syntax_are_all_told_with_their_lines():
    """Three notes that are not TOML are three errors at their own lines, and the others are read."""
    text = (
        card("a")  # lines 1–5
        + '[[card]]\nid = "b"\nquestion = "Q\nanswer = "A"\n'  # 8
        + card("c")
        + "[[event]]\nid = = 2\n"  # 16
        + '[[cloze]\nid = "d"\n'  # 17
        + card("e")
    )
    assert [(code, line) for code, line, _ in faults(text)] == [("syntax", 8), ("syntax", 16), ("syntax", 17)]
    assert ids(text) == ["a", "c", "e"]


def test_a_mistake_behind_an_error_of_syntax_keeps_its_place():
    """Notes that cannot be parsed do not shift the places of later mistakes."""
    text = "[[card]]\nid = = 1\n" + card("b", "hint = 1")
    assert [(code, line) for code, line, _ in faults(text)] == [("syntax", 2), ("wrong-type", 7)]


def test_a_deck_that_says_deck_twice_is_told_and_read():
    """Pieces that are right alone but clash are one error, and the notes are there."""
    text = '[deck]\ntitle = "A"\n' + card("a") + '[deck]\ntitle = "B"\n' + card("b")
    assert codes(text) == ["syntax"]
    assert ids(text) == ["a", "b"]


def test_an_id_stands_once():
    """Of two notes with one id the first is kept, and the second is told at its id."""
    text = card("a") + card("a", 'hint = "second"')
    assert faults(text) == [("duplicate-id", 7, 6)]
    assert [note.shared.hint for note in parse_deck(text).deck.notes] == [""]


@pytest.mark.parametrize(
    ("note", "made"),
    [
        ('[[card]]\nquestion = "Which port?"\nanswer = "A"', "card-which-port"),
        ('[[group]]\nname = "Члены ОДКБ"\nmembers = ["Россия"]', "group-члены-одкб"),
        ('[[cloze]]\ntext = "In {{c1::1969}}"', "cloze-in-c1-1969"),
    ],
)
def test_a_note_without_an_id_is_studied_under_its_words(note, made):
    """Its id comes from kind and words, and a warning says what to write."""
    reading = parse_deck(note)
    assert [each.note.shared.id for each in reading.notes] == [made]
    assert [(each.code, each.severity, each.hint) for each in reading.problems] == [
        ("no-id", "warning", f'add id = "{made}"')
    ]
    assert parse_deck(note.replace("]]", f']]\nid = "{made}"', 1)).problems == ()


def test_long_words_make_ids_that_differ():
    """Two notes whose words begin alike have different ids, of at most 80 letters."""
    first, second = (f'[[card]]\nquestion = "{"long " * 40}{end}?"\nanswer = "A"\n' for end in ("a", "b"))
    made = ids(first + second)
    assert len(set(made)) == 2
    assert all(len(each) <= 80 for each in made)


@pytest.mark.parametrize("written", ['"capitals"', "5"])
def test_the_rows_of_a_table_have_former_ids_under_any_id_of_their_table(written):
    """Each row is what the same row was; also where the table's own id cannot be used, which is told."""
    table = (
        f'[[table]]\nid = {written}\nformerly = ["old"]\ncolumns = ["land", "town"]\nask = {{ town = "{{land}}?" }}\n'
    )
    (row,) = parse_deck(f'{table}rows = [["Chad", "N\'Djamena"]]\n').notes
    assert row.former_ids("d") == ("d/old.chad",)


def test_bury_with_names_a_note_of_the_deck():
    """A name that is no note's is told, with the near one; a right one is kept."""
    text = card("summit", 'bury_with = ["sumit"]') + card("b", 'bury_with = ["summit"]')
    (found,) = locate_problems("d.toml", text, parse_deck(text).problems)
    assert (found.code, found.line, found.hint) == ("unknown-note", 5, "did you mean `summit`?")
    assert parse_deck(text).deck.notes[1].shared.bury_with == ("summit",)


@pytest.mark.parametrize(
    ("keys", "claim"),
    [
        ('source = "allies ¶1"\nclaim = true', "Homare Endo"),
        ('source = "loves"\nclaim = true', "“India more”"),
        ('claim = "Qin Gang"', "Qin Gang"),
        ("claim = false", ""),
    ],
)
def test_a_claim_is_laid_to_a_name_or_to_its_source(keys, claim):
    """`true` is the source's author, else its title."""
    assert only(SOURCES + card("a", keys)).shared.claim == claim


def test_a_claim_without_a_source_is_told():
    """`claim = true` needs someone to lay it to."""
    assert codes(card("a", "claim = true")) == ["claim-needs-source"]


def test_a_source_is_cited_by_id_and_place():
    """A citation is a source's id and the place in it; an unknown source is told with the near one."""
    note = only(SOURCES + card("a", 'source = ["loves ¶13", "allies"]'))
    assert note.shared.citations == (("loves", "¶13"), ("allies", ""))
    problem = parse_deck(SOURCES + card("a", 'source = "love ¶13"')).problems[0]
    assert (problem.code, problem.hint) == ("unknown-source", "did you mean `loves`?")


@pytest.mark.parametrize("date", ['"1945-08-14"', "1945-08-14", '"1945"', "1945"])
def test_a_date_may_stand_without_quotes(date):
    """TOML's own dates and a bare year are dates as well."""
    note = only(f'[[event]]\nid = "e"\nname = "E"\ndate = {date}')
    assert note.date.text(ENGLISH) in ("14 August 1945", "1945")


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        ('"1945-8"', 'write "1945-08"'),
        ('"1945-8-4"', 'write "1945-08-04"'),
        ('"late 1950s"', ""),
        ('"1896-00"', ""),
    ],
)
def test_a_bad_date_is_told(date, hint):
    """What is no date is an error at its value, with the right writing where it is clear."""
    text = f'[[event]]\nid = "e"\nname = "E"\ndate = {date}'
    (found,) = locate_problems("d.toml", text, parse_deck(text).problems)
    assert (found.code, found.line, found.column, found.hint) == ("bad-date", 4, 8, hint)


@pytest.mark.parametrize(
    "text",
    [
        card("a", 'reverse = {\n question = "R?", answer = "B" }'),
        card("a", 'reverse = { question = "R?", # aside\n answer = "B" }'),
        card("a", 'reverse = { question = "a } b", answer = "B",\n accept = ["C"] }'),
        card("a", 'lures = [{ name = "B" }, { name = "C",\n why = "no" }]'),
    ],
)
def test_an_inline_table_over_several_lines_is_refused(text):
    """Other programs cannot read it: TOML 1.0 wants an inline table on one line."""
    assert [each.code for each in locate_problems("d.toml", text, parse_deck(text).problems)] == ["syntax"]


@pytest.mark.parametrize(
    "extra",
    ['hint = """\nan { open\nbrace"""', "# a { brace", 'hint = "a {"', 'lures = [\n  "{",\n  "b",\n]'],
)
def test_a_brace_in_words_or_comments_is_none(extra):
    """Braces that are text are no inline table."""
    text = card("a", extra)
    assert locate_problems("d.toml", text, parse_deck(text).problems) == []


def test_what_could_act_on_a_terminal_is_made_visible():
    """Escapes written in TOML pass the gate, in values and keys."""
    text = card("a", r'hint = "\u001b[31m\u202e"' + "\n" + 'explanation = """one\ntwo\t3"""')
    assert codes(text) == ["control-character"]
    (note,) = parse_deck(text).deck.notes
    assert (note.shared.hint, note.shared.explanation) == ("␛[31m\ufffd", "one\ntwo\t3")
    assert "\x1b" not in str(parse_deck(card("a", r'"\u001b[2J" = 1')).problems)


def test_a_byte_order_mark_is_no_part_of_the_deck():
    """Editors of Windows put one first; it changes neither notes nor places."""
    text = "\ufeff" + card("a", "hint = 1").replace("\n", "\r\n")
    assert ids(text) == ["a"]
    assert faults(text) == [("wrong-type", 5, 8)]
    assert faults("\ufeff" + "[[card]]\nid = 'a'")[0] == faults("[[card]]\nid = 'a'")[0]


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ('[[event]]\nid = "e"\nname = "E"', "ask-needs"),
        ('[[event]]\nid = "e"\nname = "E"\nask = ["where"]\ndate = "1896"', "ask-needs"),
        ('[[event]]\nid = "e"\nname = "E"\nask = ["why"]\ndate = "1896"', "unknown-part"),
        ('[[event]]\nid = "e"\nname = "E"\nask = ["name"]\nwhat = "x"', "ask-needs"),
        ('[[event]]\nid = "e"\nname = "E"\nask = ["where"]\nplace = " "', "empty"),
        ('[[event]]\nid = "e"\nname = "E"\ndate = "1896"\nquestion.were = "Q?"', "unknown-part"),
        ('[[group]]\nid = "g"\nname = "G"', "missing-key"),
        ('[[group]]\nid = "g"\nname = "G"\nmembers = []', "missing-key"),
        ('[[group]]\nid = "g"\nname = "G"\nmembers = ["A b", "a-B"]', "duplicate-id"),
        ('[[group]]\nid = "g"\nname = "G"\nmembers = ["?!"]', "wrong-type"),
        ('[[sequence]]\nid = "s"\nname = "S"\nitems = ["one"]', "missing-key"),
        ('[[cloze]]\nid = "c"\ntext = "no gap"', "bad-cloze"),
        ('[[cloze]]\nid = "c"\ntext = "{{c1::x}}"\naccept.2 = ["y"]', "unknown-part"),
        ('[[card]]\nid = "a b"\nquestion = "Q?"\nanswer = "A"', "bad-id"),
        (card("a", 'form = "typed"'), "wrong-type"),
        (card("a", "lures = [1]"), "wrong-type"),
        (card("a", 'lures = "one"'), "wrong-type"),
        (card("a", 'reverse = "back"'), "wrong-type"),
        (card("a", 'tags = ["", "b"]'), "wrong-type"),
        (card("a", 'question.where = "Q?"'), "syntax"),
        ('[card]\nid = "a"\nquestion = "Q?"\nanswer = "A"', "wrong-type"),
        ('card = ["x"]', "wrong-type"),
        ("[[crad]]", "unknown-key"),
        ("deck = 1", "wrong-type"),
        ('[deck]\nid = "a/b"\n' + card("a"), "bad-id"),
        ("[deck.phrases]\nmonths = ['only']\n" + card("a"), "wrong-type"),
        ('[[source]]\nid = "s"\n' + card("a"), "missing-key"),
        ("", "no-notes"),
    ],
)
def test_a_mistake_is_told(note, code):
    """Each way to write a note wrong has its diagnostic, and none raises."""
    assert code in codes(note)


@pytest.mark.parametrize(
    "note",
    [
        '[[event]]\nid = "e"\nname = "E"\nask = ["who"]\nparties = []',
        '[[event]]\nid = "e"\nname = "E"\nask = []\ndate = "1896"',
        '[[event]]\nid = "e"\nname = "E"\ndate = "1896"\nquestion.when = ""',
        '[[sequence]]\nid = "s"\nname = "S"\nitems = ["one", { name = " " }]',
        card("a", 'lures = [{ name = "" }]'),
        '[[cloze]]\nid = "c"\ntext = "In {{c1::}} and {{c2::x}}"',
        '[[cloze]]\nid = "c"\ntext = "In {{c1::a and {{c2::b}}"',
        '[[cloze]]\nid = "c"\ntext = "In {{c1::a}} and {{c2:b}}"',
    ],
)
def test_no_empty_or_broken_part_passes_unseen(note):
    """What would leave a question out, or an answer empty or full of braces, is told."""
    assert codes(card("other") + note) != []


def test_all_mistakes_are_told_at_once():
    """An author sees everything that is wrong, in the order of the file."""
    text = card("a", "hint = 1\ntags = 2") + '[[group]]\nid = "g"\n' + card("b", 'form = "x"')
    found = faults(text)
    assert [code for code, _, _ in found] == [
        "wrong-type",
        "wrong-type",
        "missing-key",
        "missing-key",
        "wrong-type",
    ]
    assert [line for _, line, _ in found] == sorted(line for _, line, _ in found)


def test_a_note_is_built_again_from_what_is_kept_of_it():
    """The table that a note was read from gives the very same note."""
    text = SOURCES + card("a", 'source = "allies"\nclaim = true') + '[[cloze]]\ntext = "In {{c1::1969}}"\n'
    reading = parse_deck(text, "stem")
    head = rebuild_head(reading.tables, reading.head.id)
    assert (head.id, head.sources) == (reading.head.id, reading.head.sources)
    for each in reading.notes:
        assert rebuild_note(each.note.kind, json.loads(json.dumps(each.table)), head) == each.note


LINES = """\
[[card]]|id = "a"|question = "Q?"|answer = "A"|[[event]]|[deck]|[[source]]|[[x|date = 1|name = "n|ask = [|]
{|"|[card.y]|[[group]]|members = ["a",|[[cloze]]|text = "{{c1::|card = 1|a.b = {
\ufeff|\'\'\'|text = "{{c1::a}}"
"""
lines = st.sampled_from(LINES.replace("\n", "|").split("|"))


@given(st.lists(lines, max_size=12).map("\n".join) | st.text(max_size=60))
def test_no_text_makes_reading_fail(text):
    """Whatever a file holds gives notes that can be asked, and diagnostics whose places lie in it."""
    reading = parse_deck(text)
    for found in locate_problems("d.toml", text, reading.problems):
        assert 1 <= found.line <= text.count("\n") + 1
        assert found.column >= 1
        assert found.text()
    for note in reading.deck.notes:
        assert questions_of(reading.head, note)
