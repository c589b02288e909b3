"""Dates: EDTF in, people's words out."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.dates import Day, Point, days_in_month, parse_date
from aide_memoire.core.phrases import ENGLISH


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1896", "1896"),
        ("1896-06", "June 1896"),
        ("1945-08-14", "14 August 1945"),
        ("2022-05-04", "4 May 2022"),
        ("1958~", "about 1958"),
        ("1958-03~", "about March 1958"),
        ("1956/1959", "1956–1959"),
        ("2022-05-22/2022-05-24", "22–24 May 2022"),
        ("2022-04-30/2022-05-02", "30 April – 2 May 2022"),
        ("2021-12-28/2022-01-03", "28 December 2021 – 3 January 2022"),
        ("2022-05/2022-07", "May–July 2022"),
        ("2021-12/2022-01", "December 2021 – January 2022"),
        ("1956/1959-06", "1956 – June 1959"),
        ("0987-01", "January 987"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("-0489-09~", "about September 490 BC"),
        ("-0430/-0403", "431–404 BC"),
        ("-0026/0014", "27 BC–14"),
    ],
)
def test_a_date_reads_as_people_write_it(edtf, words):
    """A date is told in words, and a span says what both ends share only once."""
    assert parse_date(edtf).text(ENGLISH) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022-05-22/2022-05-22", "22 May 2022"),
        ("2022-05/2022-05", "May 2022"),
        ("1956/1956", "1956"),
    ],
)
def test_a_span_of_one_point_reads_as_that_point(edtf, words):
    """Where a span begins and ends at once, no dash is shown."""
    assert parse_date(edtf).text(ENGLISH) == words


def test_a_doubtful_end_of_a_span_of_days_stays_readable():
    """“About” stands before a whole date, never between a dash and a day."""
    assert "–about" not in parse_date("2022-05-22/2022-05-24~").text(ENGLISH)


def test_a_deck_has_its_own_months_and_words():
    """Dates are told in the deck's language."""
    german = ENGLISH._replace(about="um {date}", months=(*"123456", "Juli", *"89abc"))
    assert parse_date("1914-07~").text(german) == "um Juli 1914"


@pytest.mark.parametrize(("edtf", "precision"), [("1896", "year"), ("1896-06", "month"), ("1896-06-03", "day")])
def test_a_point_knows_its_precision(edtf, precision):
    """Answers are judged as finely as the deck knows the date."""
    assert parse_date(edtf).start.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "1896/",
        "/1896",
        "896",
        "18960",
        "1896-6",
        "1896-13",
        "1896-00",
        "1945-02-29",
        "1945-8-14",
        "-0000",
        "-43",
        "-00043",
        "1945-08-14T10:00",
        "14 August 1945",
        "1896 ",
        "1896\n",
        "~1896",
        "1896~~",
        "١٨٩٦",
        "1956/1957/1958",
        "-1896-13",
        "-0043-02-30",
    ],
)
def test_what_is_no_date_is_refused(text):
    """A text that is no EDTF date raises ValueError, which says which text it was."""
    with pytest.raises(ValueError, match="“"):
        parse_date(text)


@pytest.mark.parametrize("span", ["1959/1956", "1896-06/1896-05", "2022-05-24/2022-05-22", "1957/1956-12"])
def test_a_span_may_not_end_before_it_begins(span):
    """The end of a span comes after its start."""
    with pytest.raises(ValueError, match="ends before it begins"):
        parse_date(span)


@pytest.mark.parametrize(
    "span",
    [
        *("1956/1956-06", "1956-06/1956", "1945-08/1945-08-14", "1945-08-14/1945"),
        *("1956/1956-01", "1956-12/1956", "1956-12-31/1956", "1956-01/1956-01-01", "1956-12-31/1956-12"),
    ],
)
def test_a_span_within_what_it_names_is_one(span):
    """A month lies within its year, and a day within its month, from the first to the last."""
    assert parse_date(span).end is not None


@given(st.dates())
def test_every_day_of_the_calendar_is_read(day):
    """Any ISO day is a date, read to the day."""
    assert parse_date(day.isoformat()).start == Point(day.year, day.month, day.day)


@given(st.dates())
def test_days_are_counted_as_the_standard_library_counts(day):
    """A day's number is that of `datetime.date`, and goes on before the year 1."""
    assert Day(day.year, day.month, day.day).toordinal() == day.toordinal()


@given(st.integers(-9998, 9998))
def test_a_year_follows_the_one_before_it(year):
    """The last day of a year and the first of the next are one day apart, before Christ too."""
    assert Day(year + 1, 1, 1).toordinal() - Day(year, 12, 31).toordinal() == 1
    assert Day(year, 3, 1).toordinal() - Day(year, 2, days_in_month(year, 2)).toordinal() == 1


@given(st.text())
def test_any_text_is_a_date_or_refused(text):
    """Nothing but ValueError comes of a text that is no date."""
    with suppress(ValueError):
        assert parse_date(text).text(ENGLISH)
