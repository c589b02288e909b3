"""Which column of a table is the question, and which the answer: told, or asked for."""

import pytest

from aide_memoire.core.errors import UsageError
from aide_memoire.exchange.columns import UnclearColumnsError, Wanted
from aide_memoire.exchange.formats import read_text_file

UNKNOWN = "number,word,reading,type,english\n1,alpha,al-fa,noun,first letter\n2,beta,be-ta,noun,second letter\n"
REPEATING = "Chapter,Type,Character,German\n1,lek,a,eins\n1,lek,b,zwei\n1,lek,c,drei\n2,lek,d,vier\n"


def pairs(text, name="words.csv", columns=Wanted()):  # noqa: B008  a named tuple
    """Return the question and answer of each card."""
    notes = read_text_file(text.encode(), name, "", columns).notes
    return [(note.front.question, note.front.answer) for note in notes]


def asked(text, name="words.csv"):
    """Return the hint of the refusal."""
    with pytest.raises(UnclearColumnsError) as error:
        pairs(text, name)
    return error.value.hint


@pytest.mark.parametrize(
    "header",
    [
        "question;answer",
        "Front;Back",
        "Q;A",
        "Frage;Antwort",
        "Vorderseite;Rückseite",
        "Wort;Übersetzung",
        "Deutsch;Englisch",
        "German word;English translation",
        "german_word;english_translation",
        "question;réponse",
        "Recto;Verso",
        "mot;traduction",
        "pregunta;respuesta",
        "español;inglés",
        "domanda;risposta",
        "Вопрос;Ответ",
        "слово;перевод",
        "английский;русский",
        "问题;答案",
        "中文;英文",
        "単語;意味",
        "질문;답",
        "سؤال;جواب",
        "otázka;odpověď",
        "pytanie;odpowiedź",
        "soru;cevap",
        "Country;Capital",
        "№;Word",
        "TERM:;DEFINITION:",
    ],
)
def test_a_header_in_any_language_is_no_card(header):
    """It names the columns, and its row is left out."""
    assert pairs(f"{header}\nx;y\nu;v\n") in ([("x", "y"), ("u", "v")], [("y", "x"), ("v", "u")])


def test_names_say_which_is_which_in_any_order():
    """What is called an answer is the answer, also where it comes first or beside a name that says nothing."""
    assert pairs("Übersetzung;Wort\nx;y\n") == [("y", "x")]
    assert pairs("Deutsch;Frage\nx;y\n") == [("y", "x")]
    assert pairs("word,translation,pos\nHund,dog,noun\n") == [("Hund", "dog")]
    assert pairs("Nr.;Deutsch;Russisch\n1;Hund;собака\n2;Katze;кошка\n")[0] == ("Hund", "собака")
    assert pairs("汉字,拼音,意思\n狗,gǒu,dog\n") == [("狗", "dog")]


def test_a_row_above_numbers_is_a_header():
    """Whatever its words: all below it in one column are numbers."""
    assert pairs("csata;évszám\nMohács;1526\nEger;1552\nZenta;1697\n")[0] == ("Mohács", "1526")


def test_a_list_of_languages_has_no_header():
    """Every row of it looks like one."""
    assert len(pairs("English,German\nFrench,Spanish\nRussian,Polish\n")) == 3


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (UNKNOWN, "1 number, 2 word, 3 reading, 4 type, 5 english"),
        (REPEATING, "1 Chapter, 2 Type, 3 Character, 4 German"),
        ("1,der Hund,the dog\n2,die Katze,the cat\n", "1 “1”, 2 “der Hund”, 3 “the dog”"),
        ("noun,a\nnoun,b\nnoun,c\nverb,d\n", "1 “noun”, 2 “a”"),
        ("".join(f"word {place},{place % 3}\n" for place in range(40)), "1 “word 0”, 2 “0”"),
    ],
)
def test_columns_that_cannot_be_told_are_asked_for(text, there):
    """Unknown names, a first column that repeats, an answer that says nothing: refused, with the columns found."""
    hint = asked(text)
    assert hint == f"name them by --question COLUMN and --answer COLUMN; there are: {there}"


@pytest.mark.parametrize(
    ("columns", "first"),
    [
        (Wanted("word", "english"), ("alpha", "first letter")),
        (Wanted("2", "5"), ("alpha", "first letter")),
        (Wanted(" Word", "READING"), ("alpha", "al-fa")),
    ],
)
def test_columns_are_named_by_name_or_number(columns, first):
    """The header is no card then, either."""
    assert pairs(UNKNOWN, columns=columns)[0] == first
    assert len(pairs(UNKNOWN, columns=columns)) == 2


def test_one_of_two_columns_is_enough():
    """The other one is what is left."""
    assert pairs("a,b\nc,d\n", columns=Wanted("2")) == [("b", "a"), ("d", "c")]
    assert pairs("a,b\nc,d\n", columns=Wanted("", "1")) == [("b", "a"), ("d", "c")]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (Wanted("colour", "word"), "there is no column “colour”"),
        (Wanted("6", "word"), "there is no column “6”"),
        (Wanted("0", "word"), "there is no column “0”"),
        (Wanted("word", "2"), "name the same column"),
        (Wanted("word"), "cannot be told"),
    ],
)
def test_a_column_that_is_not_there_is_usage(columns, told):
    """So is one for both roles, or one alone where several are left."""
    with pytest.raises(UsageError, match=told):
        pairs(UNKNOWN, columns=columns)


def test_empty_columns_are_none():
    """A spreadsheet's empty ones at the end, and those that hardly a row fills, are no reason to ask."""
    assert pairs("Hund,dog,,\nKatze,cat,,\n") == [("Hund", "dog"), ("Katze", "cat")]
    rows = "".join(f"word {place},meaning {place},\n" for place in range(20))
    assert len(pairs(f"{rows}x,y,see z\n")) == 21


def test_fields_of_anki_are_asked_for_too():
    """Where the first of several is only a number; its own notetypes tell their order."""
    rows = "1\talpha\tal-fa\tfirst\n2\tbeta\tbe-ta\tsecond\n3\tgamma\tga-ma\tthird\n"
    labels = "#separator:tab\n#columns:Number\tWord\tReading\tEnglish\n"
    assert "1 Number, 2 Word, 3 Reading, 4 English" in asked(labels + rows, "x.txt")
    assert pairs(labels + rows, "x.txt", Wanted("Word", "English"))[0] == ("alpha", "first")
    own = "".join(f"Core\t{row}\n" for row in rows.splitlines())
    assert "1 “1”, 2 “alpha”" in asked(f"#separator:tab\n#notetype column:1\n{own}", "x.txt")
    assert pairs(f"#separator:tab\n#notetype:Basic\n{rows}", "x.txt")[0] == ("1", "alpha")


def test_a_column_may_say_what_is_asked_both_ways(carried):
    """Yes in any language; what is neither yes nor no is told."""
    imported = carried("question,answer,reverse\nHund,dog,yes\nKatze,cat,\nMaus,mouse,nein\nKuh,cow,maybe\n")
    assert [note.reverse is not None for note in imported.notes] == [True, False, False, False]
    assert imported.remarks == ((5, "“reverse” is yes or no: “maybe” is not imported"),)
