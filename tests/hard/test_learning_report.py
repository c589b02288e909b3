"""The quick run of `make bench-learning` gives a whole report."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bench.learning import __main__ as bench
from bench.learning import exams

REPORT = (Path(__file__).parents[2] / "bench" / "LEARNING.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def quick():
    """The quick report and its pictures."""
    return bench.simulate(bench.QUICK, 2)


def test_the_quick_run_gives_a_whole_report(quick):
    """Every heading of the kept report, a row for each way to study, and no figure that is none."""
    text, drawn = quick.report, quick.pictures
    headings = re.compile(r"^#+ .+$", re.MULTILINE)
    assert [each for each in headings.findall(text) if "Promises" not in each] == [
        each for each in headings.findall(REPORT) if "Promises" not in each
    ]
    assert all(text.count(f"\n| {policy.name} |") >= 1 for policy in exams.POLICIES)
    assert "nan" not in text
    assert set(re.findall(r"pictures/(\w+)\.svg", text)) == drawn.keys()


def test_its_pictures_are_svg_for_light_and_dark_pages(quick):
    """Well-formed, with each name inside the picture."""
    for picture in quick.pictures.values():
        root = ElementTree.fromstring(picture)  # noqa: S314  our own
        assert root.tag.endswith("svg")
        assert "prefers-color-scheme: dark" in picture
        assert "nan" not in picture
