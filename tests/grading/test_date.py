"""Dates at the edges: which years a decade, a part of it, a century and an “about” hold."""

from calendar import month_name

import pytest

from aide_memoire.core.dates import parse_date
from aide_memoire.core.grading.date import grade_date

DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def held(typed, years):
    """Return those of the years that a typed stretch holds."""
    return [year for year in years if grade_date(typed, parse_date(f"{year:04}")).word != "wrong"]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("the 1890s", 1890, 1899),
        ("the '50s", 1950, 1959),
        *((f"the {word}", 1920 + 10 * place, 1929 + 10 * place) for place, word in enumerate(DECADES)),
        ("early 1890s", 1890, 1893),
        ("mid-1890s", 1894, 1896),
        ("middle of the 1890s", 1894, 1896),
        ("middle 1890s", 1894, 1896),
        ("late 1890s", 1896, 1899),
        ("19th century", 1801, 1900),
        ("1853-56", 1853, 1856),
        ("1853/1856", 1853, 1856),
        ("from 1853 to 1856", 1853, 1856),
        ("between 1853 and 1856", 1853, 1856),
    ],
)
def test_a_stretch_holds_its_first_and_last_year(typed, first, last):
    """The year before the first and the one after the last are wrong, and all between them are not."""
    assert held(typed, range(first - 2, last + 3)) == list(range(first, last + 1))


@pytest.mark.parametrize(
    ("season", "first", "last"), [("spring", 3, 5), ("summer", 6, 8), ("autumn", 9, 11), ("fall", 9, 11)]
)
def test_a_season_has_three_months(season, first, last):
    """A season holds its months, and is right so far; another month of the year is not."""
    scores = {month: grade_date(f"{season} 1896", parse_date(f"1896-{month:02}")).reasons for month in range(1, 13)}
    so_far = [month for month, reasons in scores.items() if "so far" in reasons[0]]
    assert so_far == list(range(first, last + 1))


@pytest.mark.parametrize(
    ("typed", "word"), [("1447", "wrong"), ("1448", "right"), ("1452", "right"), ("1453", "wrong")]
)
def test_about_is_two_years_either_way(typed, word):
    """A date that its source is not sure of is right to within two years."""
    assert grade_date(typed, parse_date("1450~")).word == word


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("write", [lambda name: name, lambda name: name[:3], lambda name: f"{name}."])
def test_a_month_is_known_whole_and_cut_short(month, write):
    """Every month has its place, by its whole name and by three letters."""
    name = month_name[month]
    verdicts = [grade_date(f"{write(name)} 1896", parse_date(f"1896-{each:02}")).word for each in range(1, 13)]
    assert verdicts == ["right" if each == month else "partial" for each in range(1, 13)]
