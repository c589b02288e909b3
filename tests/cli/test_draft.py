"""`draft`: stubs from a text, and what no card cites."""

import io
import re
import sys

import pytest

TEXT = """\
Loves

In June 1896 the Treaty of Ox was signed in Moscow.
On May 16 it was kept.
"""


@pytest.fixture
def text(tmp_path):
    """The path of a text."""
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_stubs_are_printed(cli, text):
    """TOML on stdout, all else on stderr."""
    code, out, err = cli("draft", text, "--source", "ox")
    assert code == 0
    assert out.startswith('[deck]\nid = "ox"\ntitle = "Loves"\n')
    assert out.endswith(
        "# To be put into your own words; then delete these lines and `draft = true`.\n"
        "# ¶2: In June 1896 the Treaty of Ox was signed in Moscow.\n"
        "[[event]]\n"
        'id = "treaty-of-ox"\n'
        'name = "Treaty of Ox"\n'
        'date = "1896-06"\n'
        'place = "Moscow"\n'
        'verb = "signed"\n'
        'source = "ox ¶2"\n'
        "draft = true\n"
        "\n"
        "# To be put into your own words; then delete these lines and `draft = true`.\n"
        "# The text has no year here, only “May 16”: put it in place of XXXX.\n"
        "# ¶3: On May 16 it was kept.\n"
        "[[event]]\n"
        'id = "it-was-kept"\n'
        'name = "it was kept"\n'
        'date = "XXXX-05-16"\n'
        'source = "ox ¶3"\n'
        "draft = true\n"
    )
    assert err == (
        "2 events from 3 paragraphs\n"
        "1 date without a year: put it in place of XXXX, or say --year\n"
        "drafts are not studied: put each into your own words, then delete its comment and `draft = true`\n"
    )


def test_a_text_on_standard_input(cli, monkeypatch):
    """ "-" reads it there."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert 'date = "1990-05-16"' in cli("draft", "-", "--source", "ox", "--year", "1990").out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_the_encodings_that_texts_have(cli, tmp_path, encoding):
    """Letters with accents come through."""
    path = tmp_path / "text.txt"
    path.write_bytes("Am 3. März 1920 war die Schlacht bei Köln.".encode(encoding))
    assert 'name = "war die Schlacht bei Köln"\ndate = "1920-03-03"' in cli("draft", str(path), "--source", "s").out


def test_drafts_are_told_and_never_asked(cli, text):
    """`check` counts them and is content, `decks` counts them, nothing of them is due."""
    path = str(cli.decks / "ox.toml")
    assert cli("draft", text, "--source", "ox", "--year", "1990", "-o", path)[:2] == (0, "")
    code, out, err = cli("check", "--strict", path)
    assert (code, err) == (0, "1 deck checked: all well, 2 drafts\n")
    assert out == (
        f"{path}:12:3: info[draft]: “treaty-of-ox” is a draft: nobody is asked it yet\n"
        f"{path}:23:3: info[draft]: “it-was-kept” is a draft: nobody is asked it yet\n"
    )
    drafts = cli("check", path, "--json").json["diagnostics"]
    assert [(each["severity"], each["code"], each["line"]) for each in drafts] == [
        ("info", "draft", 12),
        ("info", "draft", 23),
    ]
    (ox,) = [deck for deck in cli("decks", "--json").json["decks"] if deck["id"] == "ox"]
    assert (ox["notes"], ox["cards"], ox["drafts"], ox["problems"]) == (2, 0, 2, 0)
    assert "2 notes, 0 cards, 2 drafts" in cli("decks").out
    assert [card for card in cli("cards", "--json").json["cards"] if card["deck"] == "ox"] == []
    assert [deck["new"] for deck in cli("due", "--json").json["decks"] if deck["id"] == "ox"] == [0]


def test_again_adds_nothing(cli, text):
    """The second time all of it is there."""
    path = str(cli.decks / "ox.toml")
    cli("draft", text, "--source", "ox", "-o", path)
    before = (cli.decks / "ox.toml").read_bytes()
    code, _, err = cli("draft", text, "--source", "ox", "-o", path)
    assert (code, err) == (0, "nothing to draft in 3 paragraphs; 2 notes of it stand there already\n")
    assert (cli.decks / "ox.toml").read_bytes() == before


def test_what_is_waived_is_not_drafted_again(cli, text):
    """A stub that was deleted comes again, which is told; one of a paragraph that is waived does not."""
    path = cli.decks / "ox.toml"
    cli("draft", text, "--source", "ox", "-o", str(path))
    whole = path.read_text()
    head, *stubs = re.split(r"(?m)^(?=# To be put)", whole)
    path.write_text(head + stubs[0])
    err = cli("draft", text, "--source", "ox", "-o", str(path)).err
    assert "unless the [[source]] has its paragraph in `waived`" in err
    number = re.search(r"ox ¶(\d+)", stubs[1])[1]
    path.write_text(head.rstrip() + f'\nwaived = {{ "{number}" = "of no use" }}\n\n' + stubs[0])
    before = path.read_text()
    assert "nothing to draft" in cli("draft", text, "--source", "ox", "-o", str(path)).err
    assert path.read_text() == before


def test_nothing_to_find_writes_no_deck(cli, tmp_path):
    """A text without dates, lists, names and numbers is no failure."""
    (tmp_path / "a.txt").write_text("Nothing is said here.", encoding="utf-8")
    path = tmp_path / "out.toml"
    assert cli("draft", str(tmp_path / "a.txt"), "--source", "s", "-o", str(path))[:2] == (0, "")
    assert not path.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "has no text in it"),
        (b" \n\n \n", "has no text in it"),
        (b"\x00\x01\x02\x03" * 50, "is no text"),
        (b"%PDF-1.4 \x00", "is a PDF, no text"),
        (b"PK\x03\x04 word/document.xml", "is a package, such as a .docx"),
        (b"<!DOCTYPE html><html><p>In 1950</p>", "is a web page"),
    ],
)
def test_what_is_no_text_is_refused(cli, tmp_path, data, message):
    """With what it is, and nothing on stdout."""
    path = tmp_path / "file"
    path.write_bytes(data)
    code, out, err = cli("draft", str(path), "--source", "s")
    assert (code, out) == (1, "")
    assert message in err


def test_what_cannot_be_read_or_written_is_told(cli, text, tmp_path):
    """A missing file, a folder, a deck without the source, one with mistakes: exit 1, and the deck as it was."""
    wrong = cli.deck("[[card", "wrong")
    other = cli.deck('[[source]]\nid = "oxen"\ntitle = "T"\n', "other")
    for arguments, message in (
        ((str(tmp_path / "none.txt"),), "cannot be read: No such file"),
        ((str(tmp_path),), "is a folder"),
        ((other,), "is a deck, no text"),
        ((text, "-o", str(tmp_path)), "is a folder"),
        ((text, "-o", other), "has no [[source]] with the id “ox”"),
        ((text, "-o", wrong), "has mistakes"),
        ((text, "-o", str(tmp_path / "no" / "such.toml")), "cannot be written"),
    ):
        code, out, err = cli("draft", *arguments, "--source", "ox")
        assert (code, out) == (1, "")
        assert message in err
    assert (cli.decks / "other.toml").read_text(encoding="utf-8") == '[[source]]\nid = "oxen"\ntitle = "T"\n'


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a.txt",),
        ("--source", "s"),
        ("a.txt", "b.txt", "--source", "s"),
        ("a.txt", "--source", "two words"),
        ("a.txt", "--source", "s", "--year", "soon"),
        ("a.txt", "--source", "s", "--year", "12345"),
        ("a.txt", "--source", "s", "-o", "deck.txt"),
        ("a.txt", "--source", "s", "--json"),
        ("--coverage", "-o", "deck.toml"),
        ("--coverage", "a.txt", "--source", "s", "--source", "t"),
    ],
)
def test_usage(cli, arguments):
    """What does not go together is exit 2."""
    assert cli("draft", *arguments)[:2] == (2, "")


def test_coverage_with_the_text(cli, text):
    """A text is known by its title; what no card cites stands there with its first words."""
    code, out, err = cli("draft", "--coverage", text)
    assert (code, err) == (0, "")
    assert out == (
        "loves  Loves\n"
        "    3 paragraphs: 0 cited, 0 waived, 3 left\n"
        "    left  ¶1: Loves\n"
        "    left  ¶2: In June 1896 the Treaty of Ox was signed in Moscow.\n"
        "    left  ¶3: On May 16 it was kept.\n"
        "    a deck names ¶15, and the text ends at ¶3: is it the same text?\n"
    )
    (found,) = cli("draft", "--coverage", text, "--source", "loves", "--json").json["sources"]
    assert (found["id"], found["paragraphs"], found["cited"]) == ("loves", 3, [13, 15])
    assert found["uncited"][0] == {"paragraph": 1, "text": "Loves"}


def test_coverage_without_the_text(cli):
    """Known up to the last paragraph that a deck names, and it says so."""
    code, out, err = cli("draft", "--coverage", "--source", "loves")
    assert (code, out) == (0, "loves  Loves\n    up to ¶15: 2 cited, 0 waived, 13 left\n    left  ¶1–12, ¶14\n")
    assert "give the TEXT too" in err
    document = cli("draft", "--coverage", "--json").json
    assert document["v"] == 1
    assert document["sources"][0]["paragraphs"] is None


def test_coverage_of_what_no_deck_knows(cli, tmp_path):
    """A source or a text that no deck has is named."""
    path = tmp_path / "b.txt"
    path.write_text("Another title\n\nIn 1950.", encoding="utf-8")
    assert cli("draft", "--coverage", str(path)).code == 1
    assert cli("draft", "--coverage", "--source", "lovs") == (
        1,
        "",
        "aide-memoire: no deck has a source “lovs”\n  did you mean `loves`?\n",
    )


def test_a_deck_of_drafts_goes_to_anki_without_them(cli, tmp_path):
    """A list that is no card yet is not exported."""
    path = tmp_path / "list.txt"
    path.write_text("Today the Benelux includes Belgium, the Netherlands and Luxembourg.", encoding="utf-8")
    assert cli("draft", str(path), "--source", "s", "-o", str(cli.decks / "s.toml")).code == 0
    assert cli("export", "--format", "apkg", "-o", str(tmp_path / "out.apkg"), "s").code == 0


def test_a_deck_of_somebody_else_is_never_written_to(cli, text):
    """What came by `decks add` stays as it came."""
    folder = cli.decks / "ann"
    folder.mkdir()
    (folder / "origin.toml").write_text('[origin]\nfrom = "ann"\nday = "2024-05-01"\n\n[files]\n', encoding="utf-8")
    deck = '[deck]\nid = "ox"\n[[source]]\nid = "s"\ntitle = "T"\n'
    (folder / "ox.toml").write_text(deck, encoding="utf-8")
    code, out, err = cli("draft", text, "--source", "s", "-o", str(folder / "ox.toml"))
    assert (code, out) == (1, "")
    assert "is not yours to change\n  your own copy comes by: aide-memoire edit ox" in err
    assert (folder / "ox.toml").read_text(encoding="utf-8") == deck
