"""`quiz --sheet`: a quiz on paper, with its key on a page of its own."""

import html
import re

import pytest

from browser import printed_pages, text_after_scripts
from cli.test_quiz import put, quiz

__all__ = ["quiz"]  # the fixture


def sheet(quiz, *arguments, decks=("forms",)):
    return quiz("--sheet", "--seed", "3", *arguments, plain="", decks=decks)


def test_the_sheet_as_text(quiz):
    """Numbered, options with letters, lines to write on, the seed and the way to make it again; then the key."""
    told = sheet(quiz, "-n", "3", "--form", "choice")
    assert (told.code, told.err) == (0, "")
    questions, key = told.out.split("\f")
    assert questions.startswith("Forms\n\nName ____")
    assert [line[:5].strip() for line in questions.splitlines() if re.match(r" +\d+\. \S", line)][:1] == ["1."]
    again = "Seed 3. Made by:\naide-memoire quiz forms -n 3 --form choice --seed 3 --sheet\n"
    assert questions.endswith(again)
    assert key.endswith(again)
    assert key.startswith("Key: Forms\n\n  1. ")


def test_the_same_questions_as_on_the_screen(quiz):
    """A sheet and a quiz of one seed have the same questions, options and order."""
    for form in ("typed", "choice"):
        asked = put(quiz, 3, "--form", form)
        on_paper = sheet(quiz, "--form", form).out.split("\f")[0]
        texts = [each.partition("\n")[0] for each in asked]
        assert [each for each in re.findall(r"^ +\d+\. (\S.*)$", on_paper, re.MULTILINE) if "_" not in each] == texts
        options = [line for each in asked for line in re.findall(r"^\d\. (.+)$", each, re.MULTILINE)]
        assert re.findall(r"^ {7}[A-Z]  (.+)$", on_paper, re.MULTILINE) == options


def test_the_key(quiz):
    """The key has the letter of a choice, the letters of an order, all names of a list, and the sources."""
    questions, key = sheet(quiz, "--form", "choice").out.split("\f")
    river = questions[questions.index("Which river?") :]
    letter = re.search(r"([A-D])  Ussuri", river)[1]
    assert re.search(rf"\d\. {letter}  Ussuri\n     “The book” ¶2", key)
    assert "Belgium, Netherlands, Luxembourg" in key
    dynasties = questions[questions.index("Put in order") :]
    letters = [re.search(rf"([A-D])  {name}\n", dynasties)[1] for name in ("Qin", "Han", "Tang", "Ming")]
    assert f"{' '.join(letters)}  Qin → Han → Tang → Ming" in key
    assert "Ussuri" not in sheet(quiz).out.split("\f")[0]


def test_room_for_every_name(quiz):
    """A list has as many lines as it has names."""
    questions = sheet(quiz).out.split("\f")[0]
    group = questions[questions.index("Name the 3 Benelux") :]
    assert re.findall(r"^     (\d)\. _+$", group, re.MULTILINE)[:3] == ["1", "2", "3"]


def test_into_a_file(quiz, tmp_path):
    """-o writes a new file, HTML by its ending; what is there is left alone."""
    text, page = tmp_path / "sheet.txt", tmp_path / "sheet.HTML"
    assert sheet(quiz, "-o", str(text)).err == f"written to {text}; seed 3\n"
    assert text.read_text() == sheet(quiz).out
    assert sheet(quiz, "-o", str(page)).code == 0
    assert page.read_text() == sheet(quiz, "--html").out
    assert page.read_text().startswith("<!doctype html>")
    assert sheet(quiz, "-o", str(page)).code == 1


HOSTILE = """
[deck]
id = "h"
title = "</title><script>alert(1)</script>"
[[card]]
id = "a"
question = "<img src=x onerror=alert(1)> & \\"quoted\\""
answer = "<b>bold</b>"
lures = ["</li><script>1</script>", "<i>", "&amp;"]
[[card]]
id = "m"
question = "Which map?"
answer = "This one"
media = ["map.png"]
"""


def test_nothing_of_a_deck_acts_on_the_page(quiz, cli):
    """Markup in a deck is text on the page, and the page loads nothing and runs nothing."""
    cli.deck(HOSTILE, "h")
    page = sheet(quiz, "--html", "--form", "choice", decks=("h",)).out
    assert "<script" not in page
    assert "<img" not in page
    assert html.escape("<b>bold</b>") in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=", page.replace("src=x", ""))
    assert "(See map.png.)" in page


@pytest.mark.parametrize("number", [3, 60])
def test_on_paper(quiz, tmp_path, number):
    """Printed, every question is on the paper, and the key begins a page of its own."""
    page, without_key = tmp_path / "sheet.html", tmp_path / "questions.html"
    assert sheet(quiz, "-n", str(number), "-o", str(page), decks=()).code == 0
    document = text_after_scripts(page, tmp_path)
    assert document.count('class="number"') == 2 * min(number, 11)
    without_key.write_text(re.sub(r'<section class="key">.*</section>', "", page.read_text(), flags=re.DOTALL))
    assert printed_pages(page, tmp_path) == printed_pages(without_key, tmp_path) + 1
