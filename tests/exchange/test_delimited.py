"""CSV and TSV: a row is a note, a column one of its keys."""

import csv
import io
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.note import Citation, ClozeNote, Gap, Lure
from aide_memoire.core.sanitize import sanitize
from aide_memoire.exchange import importer
from aide_memoire.exchange.alternatives import alternatives
from aide_memoire.exchange.formats import FORMATS

TREATIES = """\
id,Question,Answer,Accept,Hint,Notes,Tags,Source,Lures
port-arthur,Which port was leased in 1898?,Port Arthur,Lüshun; Lüshunkou,north,"leased
for 25 years",qing;russia,Paine p. 12,Qingdao;Weihaiwei
,"Who said ""no limits""?",Xi Jinping,,,,,,
"""


def test_every_column_is_carried(carried):
    """Columns are known by their header in any case and order; accept, lures and tags are parted by semicolons."""
    imported = carried(TREATIES)
    assert imported.remarks == ()
    port, limits = imported.notes
    assert (port.shared.id, port.front.question, port.front.answer) == (
        "port-arthur",
        "Which port was leased in 1898?",
        "Port Arthur",
    )
    assert port.front.accept == ("Lüshun", "Lüshunkou")
    assert port.lures == (Lure("Qingdao"), Lure("Weihaiwei"))
    assert (port.shared.hint, port.shared.explanation) == ("north", "leased\nfor 25 years")
    assert (port.shared.tags, port.shared.citations) == (
        ("qing", "russia"),
        (Citation("import", "line 2: Paine p. 12"),),
    )
    assert (limits.front.question, limits.shared.citations) == (
        'Who said "no limits"?',
        (Citation("import", "line 4"),),
    )
    assert limits.shared.id == "card-who-said-no-limits"


@pytest.mark.parametrize(
    "text",
    [
        "question,answer\nWhich port in 1898?,Port Arthur\n",
        "question;answer\nWhich port in 1898?;Port Arthur\n",
        "question\tanswer\nWhich port in 1898?\tPort Arthur\n",
        "sep=;\nWhich port in 1898?;Port Arthur\n",
        "\ufefffront,back\r\nWhich port in 1898?,Port Arthur\r\n",
        '\ufeff"Term"; "Definition"\n\n"Which port in 1898?"; "Port Arthur"',
        "ANSWER,QUESTION\nPort Arthur,Which port in 1898?\n",
        "Which port in 1898?,Port Arthur\n",
        "Which port in 1898?\tPort Arthur",
        "Which port in 1898?;Port Arthur\r\r",
    ],
)
def test_delimiters_headers_and_line_ends(cards, text):
    """Comma, semicolon and tab are told apart; a byte order mark, Windows' line ends, Excel's `sep=` are understood.

    Without a header the first two columns are question and answer.
    """
    assert cards(text) == [("Which port in 1898?", "Port Arthur")]


def test_cells_in_html_become_text(carried):
    """Where a cell is HTML beyond doubt; one that asks about HTML stays as it is."""
    text = "front,back,image\n<b>Capital</b><br>of Peru,<img src=lima.png>Lima&nbsp;city,a.png\n"
    html, *asked = carried(f"{text}What is <br>?,a line break,\nWhat is `<b>x</b>`?,bold,<img src=b.png>\n").notes
    assert (html.front[:2], html.shared.media) == (("Capital\nof Peru", "Lima city"), ("a.png", "lima.png"))
    assert [note.front.question for note in asked] == ["What is <br>?", "What is `<b>x</b>`?"]
    assert asked[1].shared.media == ("b.png",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("When, and where?;In 1896, in Moscow\nWho, then?;Li, Lobanov\n", ("When, and where?", "In 1896, in Moscow")),
        ("When; where?\tMoscow, 1896\n", ("When; where?", "Moscow, 1896")),
        ("question,answer,lures\nWho?,Li,a;b;c\nWhen?,1896,1895;1897;1900\n", ("Who?", "Li")),
    ],
)
def test_a_sign_within_words_is_no_delimiter(carried, text, wanted):
    """The delimiter is the one under which rows are alike, and under which the header is known."""
    first = carried(text).notes[0].front
    assert (first.question, first.answer) == wanted


def test_a_file_named_tsv_is_parted_by_tabs(cards):
    """Its name decides, whatever else stands in the words."""
    assert cards("a;b;c\td,e\n", "words.TSV") == [("a;b;c", "d,e")]


def test_a_text_column_holds_gaps(carried):
    """{{c1::…}} in a column `text` makes a cloze; other answers and lures go to its one gap."""
    (note,) = carried('text,accept,lures\n"In {{c1::1969::year}} on the {{c1::Ussuri}}",Wusuli,Amur; Ussuri\n').notes
    assert isinstance(note, ClozeNote)
    assert note.pieces == ("In ", Gap("1", "1969", "year"), " on the ", Gap("1", "Ussuri"))
    assert (note.accept, note.lures) == ({"1": ("Wusuli",)}, {"1": (Lure("Amur"),)})


def test_cards_and_clozes_share_a_table(carried):
    """A row with a text is a cloze, one without is a card."""
    imported = carried("question,answer,text\nWho?,Li,\n,,The {{c1::Amur}}\n")
    assert [note.kind for note in imported.notes] == ["card", "cloze"]
    assert imported.remarks == ()


def test_what_a_row_lacks_is_told_with_its_line(remarks):
    """Lines count from 1, also after cells of several lines; the other rows are carried."""
    text = 'question,answer\n"one\ntwo",2\nlonely\n,nothing\nempty,\n\nfour,4,5\n'
    assert remarks(text) == [
        (4, "only 1 of the 2 columns, “lonely”: not imported"),
        (5, "no question: not imported"),
        (6, "no answer to “empty”: not imported"),
    ]
    assert remarks("question,answer,hint\nfour,4,h,5\n") == [(2, "column 4 has no header: “5” is not imported")]


def test_a_comma_within_an_answer_costs_nothing_of_it(cards):
    """Where a table has only question and answer, what is too much is part of the answer."""
    assert cards("dog,an animal, that barks\ncat,an animal\ncow,an animal\n")[0] == ("dog", "an animal, that barks")
    assert cards("question;answer\nriesig;sehr groß;\n") == [("riesig", "sehr groß")]


def test_columns_that_no_note_has_are_told_once(remarks):
    """At the header's line, not at each row."""
    text = "question,answer,Ease,back,\na,b,2.5,c,\nd,e,2.5,f,\n"
    assert remarks(text) == [
        (1, "the column “Ease” is not imported: a note has nothing of that name"),
        (1, "a second column for the answer, “back”, is not imported"),
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("The {{c1::a {{c2::b}} c}}", "a gap within a gap, or one that is empty or not closed"),
        ("The {{c1::}} and {{c2::b}}", "a gap within a gap, or one that is empty or not closed"),
        ("The {{c1:: }}", "a gap is empty"),
        ("no gap at all", "the text has no gap"),
    ],
)
def test_gaps_that_cannot_be_asked_are_told(remarks, row, told):
    """A text that a deck would refuse is not imported."""
    (remark,) = remarks(f'text,hint\n"{row}",h\n')
    assert remark[0] == 2
    assert told in remark[1]


def test_the_same_note_is_carried_once(carried):
    """Twice the same question and answer is one note; the same question with another answer is another."""
    imported = carried("question,answer\na,b\na,b\na,c\n")
    assert [note.shared.id for note in imported.notes] == ["card-a", "card-a-2"]
    assert imported.remarks == ((3, "“a” is not imported twice: it is the same as in line 2"),)


def test_an_id_is_kept_and_never_given_twice(carried):
    """A valid id is the note's own, also where words of a note above would give the same; another is made."""
    imported = carried("id,question,answer\n,a,1\ncard-a,b,2\ncard-a,c,3\nno id!,d,4\n")
    assert [note.shared.id for note in imported.notes] == ["card-a-2", "card-a", "card-c", "card-d"]
    assert imported.remarks == ((4, "the id “card-a” is that of line 3 already: another one is made"),)


def test_a_lure_that_is_right_is_left_out(carried):
    """A deck must not offer the right answer as a wrong one."""
    imported = carried("question,answer,accept,lures\nWhich city?,The Hague,Den Haag,hague;den haag;Delft\n")
    assert imported.notes[0].lures == (Lure("Delft"),)
    assert imported.remarks == ((2, "a lure that is right is not imported"),)


def test_quotation_marks_that_do_not_pair_cost_one_line(carried):
    """A stray mark is taken as it stands, and told; the rest of the file is read as ever."""
    imported = carried('question,answer\n"Cogito" – who said it?,Descartes\n"When,1637\nWhere?,Leiden\n')
    assert [note.front.question for note in imported.notes] == ['"Cogito" – who said it?', '"When', "Where?"]
    told = "quotation marks that do not pair: the line is taken as it stands"
    assert imported.remarks == ((2, told), (3, told))


def test_a_huge_field_is_told(carried):
    """A field of more than 131,072 characters is no card that someone learns; those beside it are carried."""
    imported = carried(f"question,answer\na,{'x' * 200_000}\nc,{'y' * 100_000}\n")
    assert [note.front.question for note in imported.notes] == ["c"]
    assert imported.remarks == ((2, "a field of more than 131,072 characters: the row is not imported"),)


def test_text_from_outside_is_made_harmless(carried):
    """NULs, escapes and bidi overrides become visible symbols; what looks like a header in a deck is none."""
    (note,) = carried('question,answer\n"a\0\x1b[31m\u202e","b\n[[card]]\n[deck]\n\'\'\' """""" \\"\n').notes
    assert note.front == ("a␀␛[31m�", "b\n[[card]]\n[deck]\n''' \"\"\" \\", ())


@pytest.mark.parametrize(
    ("data", "told", "hint"),
    [
        (
            "вопрос;ответ\nгород;Москва\n".encode("cp1251"),
            "line 1: byte 1 (0xe2) is not UTF-8",
            "save the file as UTF-8",
        ),
        (
            "otázka;odpověď\nměsto;Příbram\n".encode("cp1250"),
            "line 1: byte 3 (0xe1) is not UTF-8",
            "save the file as UTF-8",
        ),
        ("frage;antwort\n".encode("utf-16")[:-1], "is not UTF-16", "save the file as UTF-8"),
        (b"", "empty", ""),
        (b"\xef\xbb\xbf \r\n\n", "empty", ""),
        (b"PK\x03\x04rest", "a zip file is not read; unpack it", ""),
    ],
)
def test_what_is_no_text_is_an_error(carried, data, told, hint):
    """Another encoding is told with its line and byte, from 1; so is a file that is empty, or Anki's package."""
    with pytest.raises(AideMemoireError) as error:
        carried(data)
    assert told in error.value.message
    assert hint in error.value.hint


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("question", "answer"), [("Welche Stadt?", "München"), ("Какой город?", "Москва"), ("中国首都", "北京")]
)
def test_unicode_in_all_its_encodings(cards, encoding, question, answer):
    """With a byte order mark or without, in any script, as spreadsheets write it."""
    assert cards(f"question;answer\n{question};{answer}\n".encode(encoding)) == [(question, answer)]
    assert cards(f"{question}\t{answer}\n".encode(encoding)) == [(question, answer)]


def test_many_columns_are_not_all_named(carried):
    """A message says what the first of them are called."""
    with pytest.raises(AideMemoireError) as error:
        carried(f"question,answer,{','.join(f'c{n}' for n in range(2000))}\nq,a\n".encode())
    assert error.value.hint.endswith("… and 1,982 more")


def test_a_table_beyond_a_deck_is_refused_soon(carried, monkeypatch):
    """As soon as its notes are more than a deck can hold, not when all of it is read."""
    monkeypatch.setattr(importer, "LARGEST", 10_000)
    with pytest.raises(AideMemoireError) as error:
        carried("question,answer\n" + "".join(f"question {n},answer {n}\n" for n in range(1000)))
    assert "the deck would be larger than" in error.value.message


def test_a_row_that_goes_on_for_ever_is_read_in_its_time(cards):
    """What goes on below a row is joined once, not copied with each line."""
    began = time.process_time()
    ((question, answer),) = cards("question\tanswer\nWhich?\tone\n" + "goes on and on\n" * 100_000)
    assert (question, len(answer)) == ("Which?", 3 + 15 * 100_000)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("form", ["csv", "quizlet", "hashcards"])
def test_more_losses_than_a_deck_can_hold_end_an_import(carried, monkeypatch, form):
    """They need not all be counted, let alone kept: nothing would be written."""
    monkeypatch.setattr("aide_memoire.exchange.importer._MOST_NOTES", 50)
    text = "Q: x\n" * 60 if form == "hashcards" else "question;answer\n" + "x\n" * 60
    with pytest.raises(AideMemoireError) as error:
        carried(text, "x.txt", form)
    assert error.value.message == "more than 50 of its notes would be lost"
    assert "not imported" in error.value.hint


def test_a_row_of_too_many_cells_is_refused(carried):
    """Nobody has ten thousand columns: it is a table without lines."""
    with pytest.raises(AideMemoireError) as error:
        carried("a," * 20_000 + "\nq,a\n")
    assert error.value.message == "it has rows of more than 10,000 cells"


def test_a_list_of_too_many_cards_is_refused(carried, monkeypatch):
    """Before it is taken apart."""
    monkeypatch.setattr("aide_memoire.exchange.quizlet._MOST_CARDS", 50)
    with pytest.raises(AideMemoireError) as error:
        carried("; ".join(f"term {n} - definition {n}" for n in range(60)), "x.txt", "quizlet")
    assert error.value.message == "it has more than 50 cards"


def test_a_text_of_too_many_lines_is_refused(carried, monkeypatch):
    """Before it is taken apart."""
    monkeypatch.setattr("aide_memoire.exchange.text._MOST_LINES", 100)
    with pytest.raises(AideMemoireError) as error:
        carried("\n" * 101)
    assert error.value.message == "it has more than 100 lines"


def test_western_european_bytes_are_read_and_told(carried):
    """Windows-1252 is a guess, so the first word that depends on it is shown."""
    imported = carried("frage;antwort\nWelche Stadt?;München – Süd\n".encode("cp1252"))
    assert imported.notes[0].front.answer == "München – Süd"
    ((line, told),) = imported.remarks
    assert line == 2
    assert told == "the file is not UTF-8, and read as Windows-1252: is “Welche Stadt?;München – Süd” right?"


WORDS = st.text(st.characters(codec="utf-8"), min_size=1)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, unique=True), st.sampled_from(",;\t"))
def test_any_question_and_answer_survive(carried, rows, delimiter):
    """Whatever is written by the csv module is carried, cleaned, in order; what is not is told."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("question", "answer"), *rows])
    imported = carried(file.getvalue())
    cleaned = [tuple(sanitize(text.replace("\r\n", "\n").replace("\r", "\n")).strip() for text in row) for row in rows]
    wanted = list(dict.fromkeys(row for row in cleaned if all(row)))
    found = [(note.front.question, note.front.answer) for note in imported.notes]
    assert found == [(question, alternatives(answer, question)[0]) for question, answer in wanted]
    assert len({note.shared.id for note in imported.notes}) == len(wanted)


@given(st.text(st.characters(codec="utf-8") | st.sampled_from('",;\t\n{}:[]cQA#<>&|-+='), max_size=200))
@pytest.mark.parametrize("wanted", [*FORMATS, ""])
def test_nothing_that_stands_in_a_file_is_too_much(carried, wanted, text):
    """Any text gives notes that a deck reads back, and remarks on lines that are there; or it is refused in words."""
    with suppress(AideMemoireError):
        imported = carried(text, "words.txt", wanted)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        assert all(1 <= remark.line <= lines for remark in imported.remarks)


@given(
    st.lists(st.sampled_from(["{{", "}}", "c1::", "c2::", "::", "{", "}", "[", "]", "\\", "a", " ", "\n", "![", "]("]))
)
@pytest.mark.parametrize("form", ['text,hint\n"%s",x', "#separator:tab\n%s\tb", "C: %s", "Q: %s\nA: b"])
def test_gaps_are_read_back_as_they_were_taken(carried, form, parts):
    """However the signs of gaps are mixed, a note that is carried reads back as the very same pieces."""
    carried(form % "".join(parts), "words.txt", {"t": "csv", "#": "anki"}.get(form[0], "hashcards"))
