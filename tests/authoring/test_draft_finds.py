"""What `draft` finds in a sentence: dates, lists, names, numbers and opinions, by rules alone."""

import pytest

from aide_memoire.authoring.draft.dates import find_dates
from aide_memoire.authoring.draft.lists import find_lists
from aide_memoire.authoring.draft.names import find_aliases
from aide_memoire.authoring.draft.numbers import find_numbers
from aide_memoire.authoring.draft.opinions import find_claim
from aide_memoire.authoring.draft.text import paragraphs_of, sentences_of


def dates(sentence, year=None):
    """Return each date with its end, as decks write them."""
    return [f"{found.date}{' until ' if found.until else ''}{found.until}" for found in find_dates(sentence, year)]


def lists(sentence):
    return [", ".join(found.members) for found in find_lists(sentence)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("In June 1896, both signed it in Moscow.", ["1896-06"]),
        ("It was renewed on August 14, 1945, when the war was over.", ["1945-08-14"]),
        ("Founded on 15 May 1992 and dissolved in 2002.", ["1992-05-15", "2002"]),
        ("Relations grew worse in the late 1950s, and in 1969 they fought.", ["1956/1959", "1969"]),
        ("He was president twice (2000 – 2008, 2012 - present).", ["2000 until 2008", "2012"]),
        ("The town walls were built between 1233 and 1304.", ["1233/1304"]),
        ("It burnt in 1989 and 1992.", ["1989", "1992"]),
        ("The town was founded about 1250.", ["1250~"]),
        ("Caesar was killed on 15 March 44 BC.", ["-0043-03-15"]),
        ("Rome fell in 476.", ["0476"]),
        ("Trade grew in the seventeenth century.", ["1601/1700"]),
        ("They stayed from 30 May to 2 June 2022.", ["2022-05-30/2022-06-02"]),
        ("Am 14. August 1945 endete er; der Vertrag vom 23.5.1949 galt.", ["1945-08-14", "1949-05-23"]),
        ("Im Jahr 793 gegründet, im 17. Jahrhundert zerstört.", ["0793", "1601/1700"]),
        ("El 12 de octubre de 1492 llegó; le 14 juillet 1789 aussi.", ["1492-10-12", "1789-07-14"]),
        ("12 апреля 1961 года он полетел.", ["1961-04-12"]),
        ("1945年8月14日签订。", ["1945-08-14"]),
    ],
)
def test_dates_are_found_as_people_write_them(sentence, found):
    """In any usual way of writing, and at the precision of the text."""
    assert dates(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "After 10 years the 30th anniversary came, and the next 30 years began.",
        "It builds the Su-30 and the T-90, and buys the S-400; Covid-19 came.",
        "The castle has 1500 rooms, cost $1945 and weighs 250 to 300 g at 120/80 mmHg.",
        "They may march on; article 9, page 1500 and room 1408 say so.",
        "It lies 1200 m high, and 50% of 1,945 people live there.",
    ],
)
def test_other_numbers_are_no_dates(sentence):
    """Amounts, numbers of things and of pages, and words that are also months."""
    assert dates(sentence) == []


def test_a_missing_year_is_kept_open_or_filled_in():
    """What the text leaves out stands as XXXX, until the year of the text is said."""
    sentence = "On May 16, on April 18 of this year, on 3 June last year and from May 22 to 24 they met."
    assert dates(sentence) == ["XXXX-05-16", "XXXX-04-18", "XXXX-06-03", "XXXX-05-22/XXXX-05-24"]
    assert dates(sentence, 2022) == ["2022-05-16", "2022-04-18", "2021-06-03", "2022-05-22/2022-05-24"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Now it includes Russia, Belarus and Armenia.", "Russia, Belarus, Armenia"),
        ("He joined the Qing Dynasty, the Republic of China and the People’s Republic of China; it ended.",
         "Qing Dynasty, Republic of China, People’s Republic of China"),
        ("In 1996, when he spoke of a move to the East, China, Russia, Laos and Nepal signed an Agreement.",
         "China, Russia, Laos, Nepal"),
        ("In Moscow, China, Russia and India signed it.", "China, Russia, India"),
        ("In Moscow, China, Russia, Nepal and India signed it.", "China, Russia, Nepal, India"),
        ("Presidents Yeltsin, Putin and Medvedev came.", "Yeltsin, Putin, Medvedev"),
        ("Russia, China, India and other countries signed.", "Russia, China, India"),
        ("It was signed by Mr. Smith, Mr. Jones and Mr. Brown.", "Mr. Smith, Mr. Jones, Mr. Brown"),
        ("The five powers (China, France, Russia, the United Kingdom and the United States) have a veto.",
         "China, France, Russia, United Kingdom, United States"),
        ("They stand for mutual trust, benefit, equality and respect for others.",
         "mutual trust, benefit, equality, respect for others"),
        ("It has three layers: the epicardium, the myocardium, and the endocardium.",
         "epicardium, myocardium, endocardium"),
        ("These are political, economic and military interests.", "political, economic, military"),
        ("The wool trade, cloth making and glove making brought wealth.", "wool trade, cloth making, glove making"),
        ("Zum Gebiet gehören Hiltrup, Wolbeck, Roxel und Albachten.", "Hiltrup, Wolbeck, Roxel, Albachten"),
    ],
)  # fmt: skip
def test_a_list_has_its_members_and_no_word_more(sentence, found):
    """Neither what comes before the first member nor what follows the last one belongs to it."""
    assert lists(sentence) == [found]


@pytest.mark.parametrize(
    "sentence",
    [
        "They signed the Treaty of Friendship, Alliance and Mutual Assistance in 1950.",
        "The Russian-Chinese Treaty on Good Neighborliness, Friendship and Cooperation is no alliance.",
        "The agreement on good neighborliness, friendship and cooperation was signed.",
        "She led the Ministry of Education, Culture and Science.",
        "After the collapse of the USSR, the United States and China agreed.",
        "In Moscow, China and Russia met.",
        "It was signed in Rome, and both kept it.",
        "The Educational, Scientific and Cultural Organization met.",
        "Beijing, the capital of China, and Moscow are far apart.",
        "In May, June and July 1989 they met.",
        "It stood in Moscow, Russia, and lapsed.",
        "Russia, China and other countries signed.",
        "It kills bacteria, makes acid and churns food.",
        "It builds trust, strengthening regional and international stability.",
        "He is free from any pressure, independently assessing the bad and the good.",
    ],
)
def test_what_only_looks_like_a_list_is_none(sentence):
    """Titles of treaties and offices, and commas between the parts of a sentence."""
    assert lists(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "name", "other", "is_short"),
    [
        ("The Treaty of Ox in Rome, also known as the Secret Treaty", "Treaty of Ox", "Secret Treaty", False),
        ("the Security Treaty Organization (STO) began", "Security Treaty Organization", "STO", True),
        ("the Organization for Security in Europe (OSE) met", "Organization for Security in Europe", "OSE", True),
        ("the North Treaty Organization, also called NTO, met", "North Treaty Organization", "NTO", True),
        ("the Penghu Islands (Pescadores) were lost", "Penghu Islands", "Pescadores", False),
        ("Its gross domestic product (GDP) grew.", "gross domestic product", "GDP", True),
        ("It is called hypertension, also known as high blood pressure.", "hypertension", "high blood pressure", False),
        ("Er heißt Großer Arber, auch bekannt als König.", "Großer Arber", "König", False),
    ],
)  # fmt: skip
def test_two_names_of_one_thing(sentence, name, other, is_short):
    """ "X, also known as Y", "the X (Y)", and what an abbreviation stands for."""
    (found,) = find_aliases(sentence)
    assert (found.name.text, found.other.text, found.is_short) == (name, other, is_short)


@pytest.mark.parametrize(
    "sentence", ["He ruled (2000–2008).", "All powers (including Russia) came.", "He (the king) sat."]
)
def test_other_brackets_are_no_names(sentence):
    """Years and asides in brackets name nothing."""
    assert find_aliases(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("More than 60% of the weapons come from there.", [("60", "%")]),
        ("It lies 115 metres high and 28 miles south.", [("115", "metres"), ("28", "miles")]),
        ("Red cells live 120 days at 37 °C; the pulse is 120 m/s.", [("120", "days"), ("37", "°C"), ("120", "m/s")]),
        ("It cost £4.5 million.", [("4.5 million", "£")]),
        ("The heart has four chambers and beats 72 times a minute.", [("four", ""), ("72", "times a minute")]),
        ("It ended the deployment of a million-strong army.", [("a million", "")]),
        ("It has a population of 10,266 in all.", [("10,266", "")]),
        ("Die Stadt hat 318.000 Einwohner.", [("318.000", "")]),
        ("See chapter 12, article 9 and the Su-30.", []),
        ("Over the next 30 years it grew.", []),
    ],
)  # fmt: skip
def test_numbers_with_what_they_count(sentence, found):
    """With a unit, a scale or a noun; a number of a chapter counts nothing."""
    assert [(each.number, each.unit) for each in find_numbers(sentence)] == found


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("According to John Leland, the town was rich.", "John Leland"),
        ("Ambassador to the United States Qin Gang told a magazine that it is so.", "Qin Gang"),
        ("Some historians argue that it began in 1931.", "some historians"),
        ("The people should face reality.", True),
        ("It was signed in Moscow.", False),
        ("The heads of state of the United States met.", False),
    ],
)
def test_opinions_are_told_by_their_words(sentence, claim):
    """With the one who holds them, where the sentence names somebody."""
    assert find_claim(sentence) == claim


def test_sentences_end_where_they_do():
    """Not at an abbreviation, an initial or a German ordinal."""
    text = (
        "Dr. J. Smith came at 5 p.m. on 3. Am 14. August 1945 war Schluss. “Is it so?” It is, i.e. no. Yes! 好。再见。"
    )
    assert list(sentences_of(text)) == [
        "Dr. J. Smith came at 5 p.m. on 3.",
        "Am 14. August 1945 war Schluss.",
        "“Is it so?”",
        "It is, i.e. no.",
        "Yes!",
        "好。",
        "再见。",
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Title\n\nOne.\n\nTwo.\n", ["Title", "One.", "Two."]),
        ("Title\nBy Ann\nOne.\nTwo.\n", ["Title", "By Ann", "One.", "Two."]),
        ("\r\nOne.\r\n \t\r\nTwo.", ["One.", "Two."]),
        (
            "# Head\n\nThis line was broken by a program where the\nwindow of it ended, and then it goes on over the\n"
            "next two lines.\n\n- one\n- two\n",
            [
                "Head",
                "This line was broken by a program where the "
                "window of it ended, and then it goes on over the next two lines.",
                "one",
                "two",
            ],
        ),
        ("**Bold** and [a link](http://x.y/z), `code`.[12]", ["Bold and a link, code."]),
    ],
)
def test_paragraphs_are_counted_as_decks_cite_them(text, paragraphs):
    """A line that is not empty, titles and bylines too; broken lines are put together, markup is taken off."""
    found = paragraphs_of(text)
    assert [each.text for each in found] == paragraphs
    assert [each.number for each in found] == list(range(1, len(paragraphs) + 1))
