"""Anki's “Notes in Plain Text”."""

import time

import pytest

from aide_memoire.core.note import ClozeNote, Gap, Side
from aide_memoire.exchange.html import Plain, plain_text

EXPORT = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:7\n"
    "vK9-port\tBasic\tHistory::Qing\tWhich <b>port</b>&nbsp;was leased<br>in 1898?\tPort&amp;Arthur"
    '\t<img src="map.png"><div>See the <i>map</i></div>\tqing russia\n'
    "b;3&x,<q\tCloze\tHistory::Qing"
    '\t"{{c1::Li}} &lt;said&gt; ""yes"" to {{c2::Lobanov::name}}[sound:li.mp3]"\t\t\tqing\n'
)


def test_an_export_is_carried(carried):
    """HTML becomes text, guid an id where it can be one, tags are parted by spaces; images and sounds are named."""
    imported = carried(EXPORT, "Selected Notes.txt")
    card, cloze = imported.notes
    assert card.front == Side("Which port was leased\nin 1898?", "Port&Arthur")
    assert (card.shared.id, card.shared.tags) == ("vK9-port", ("qing", "russia"))
    assert card.shared.explanation == "See the map"
    assert isinstance(cloze, ClozeNote)
    assert cloze.pieces == (Gap("1", "Li"), ' <said> "yes" to ', Gap("2", "Lobanov", "name"))
    assert cloze.shared.id == "cloze-c1-li-said-yes-to-c2-lobanov-name"
    assert imported.title == "History::Qing"
    assert (card.shared.media, cloze.shared.media) == (("map.png",), ("li.mp3",))
    assert imported.remarks == ()


def test_several_decks_go_into_one_and_that_is_told(carried):
    """Each deck is named once, at its first note."""
    imported = carried("#separator:tab\n#deck column:1\nA\ta\tb\nB\tc\td\nA\te\tf\n", "x.txt")
    assert [note.front.question for note in imported.notes] == ["a", "c", "e"]
    assert imported.title == ""
    assert [(line, text[:33]) for line, text in imported.remarks] == [
        (3, "that notes are of the deck “A” is"),
        (4, "that notes are of the deck “B” is"),
    ]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("#separator:Semicolon\n", "q;a"),
        ("#separator:|\n", "q|a"),
        ("#html:false\n", "q\ta"),
        ("# a comment\n#separator:Comma\n#columns:Back,Front\n", "a,q"),
        ("#separator:tab\n#columns:Front\tBack\tHint\n#if matches:keep current\n", "q\ta\t"),
        ("#separator:tab\n", '#a comment\n"q"\t"a"'),
        ("#separator:tab\n#guid column:0\n#tags column:99999999999\n", "q\ta"),
        ("#separator:nonsense\n", "q\ta"),
    ],
)
def test_headers_of_all_kinds(cards, head, row):
    """Separators by name or sign, columns by label or order; comments and what is not known do no harm."""
    assert cards(f"{head}{row}\n", "x.txt", "anki") == [("q", "a")]


def test_tags_of_the_head_are_every_notes(carried):
    """`#tags:` comes before a note's own."""
    (note,) = carried("#tags:qing moscow\n#tags column:3\nq\ta\ttreaty\n", "x.txt").notes
    assert note.shared.tags == ("qing", "moscow", "treaty")


@pytest.mark.parametrize(
    ("notetype", "fields", "is_reversed"),
    [
        ("Basic", "q\ta", False),
        ("Basic (and reversed card)", "q\ta", True),
        ("Basic (optional reversed card)", "q\ta\t", False),
        ("Basic (optional reversed card)", "q\ta\ty", True),
    ],
)
def test_a_reversed_card_is_asked_both_ways(carried, notetype, fields, is_reversed):
    """Anki's own note types say so, in their name or their third field."""
    (note,) = carried(f"#separator:tab\n#notetype column:1\n{notetype}\t{fields}\n", "x.txt").notes
    assert note.reverse == (Side("a", "q") if is_reversed else None)
    assert note.shared.explanation == ""


def test_what_is_only_an_image_is_told(remarks):
    """Nothing is left of such a note."""
    text = '#html:true\n<img src="a.png">\tParis\nq\t<img src=b.png>\n'
    text += '{{c1::image-occlusion:rect:left=.1}}\t<img src="c.png">\n'
    assert remarks(text, "x.txt") == [
        (2, "no question but “a.png”: not imported"),
        (3, "no answer to “q” but “b.png”: not imported"),
        (4, "a question about an image (image occlusion) is not imported"),
    ]


def test_html_false_is_taken_by_the_letter(cards):
    """Where the file says that it is plain, < and & are words."""
    assert cards("#separator:tab\n#html:false\nIs a <b> b &amp; c?\tno\n", "x.txt") == [("Is a <b> b &amp; c?", "no")]


def test_html_is_recognised_where_the_file_does_not_say(cards):
    """As Anki does."""
    assert cards("#separator:tab\n<div>q</div>\ta&amp;b\n", "x.txt") == [("q", "a&b")]
    assert cards("#separator:tab\n1 < 2 > 0 & x\ta\n", "x.txt") == [("1 < 2 > 0 & x", "a")]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("H<sub>2</sub>O, x<sup>2</sup>, x<sup>ab</sup>", "H₂O, x², x^ab"),
        ("<ruby>漢字<rt>かんじ</rt></ruby>", "漢字(かんじ)"),
        ('<span title="a > b">x</span><!-- note --> &gt; y', "x > y"),
        ("<style>b { x }</style>a<script>alert(1)</script>b", "ab"),
        ("<pre><code>if a:\n    b</code></pre>", "if a:\n    b"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("&#xD800;&#0;&lt;b&gt;", "\ufffd\ufffd<b>"),
    ],
)
def test_html_becomes_text(html, text):
    """Lines, lists, raised and lowered signs stay; what only adorns goes; entities are read once."""
    assert plain_text(html) == Plain(text)


def test_what_cannot_be_shown_is_named():
    """An image, a sound, a video, and where a link led."""
    shown = plain_text('<img alt="x" src="a&amp;b.png">[sound:c.mp3]<video src=\'d.mp4\'></video>')
    assert shown == Plain("", media=("c.mp3", "a&b.png", "d.mp4"))
    linked = plain_text('<a href="https://e">f</a><svg><g/></svg><img src="https://e/x.png">')
    assert linked == Plain("f", ("the link to “https://e”", "the drawing", "the image “https://e/x.png”"))


@pytest.mark.parametrize(
    "part", ["<", "<a ", "<a '", '<a "', "<!--", "<!---->", "<sup>", "<style>", "&", "[sound:", "{{c1::", 'a="<']
)
def test_no_field_takes_long(part):
    """The time keeps to the length, whatever is written."""
    begun = time.perf_counter()
    plain_text(part * 60_000)
    assert time.perf_counter() - begun < 2
