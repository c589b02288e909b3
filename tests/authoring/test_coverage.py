"""Which paragraphs of a source are cited, waived or left."""

import pytest

from aide_memoire.authoring.coverage import cited_paragraphs, find_source, read_coverage

SOURCE = '[[source]]\nid = "s"\ntitle = "A “text” of ours"\n'
CARD = '[[card]]\nid = "{}"\nquestion = "Which?"\nanswer = "This"\nsource = {}\n'


@pytest.fixture
def decks(tmp_path):
    """Write decks, and return their coverage."""

    def write(*texts):
        paths = [tmp_path / f"{number}.toml" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return read_coverage([str(tmp_path)])

    return write


@pytest.mark.parametrize(
    ("place", "numbers"),
    [
        ("¶13", (13,)),
        ("¶16–18", (16, 17, 18)),
        ("¶ 4, 7", (4, 7)),
        ("¶¶2-3, ¶9", (2, 3, 9)),
        ("p. 41", ()),
        ("ch. 1, ¶2", (2,)),
    ],
)
def test_places_in_a_source(place, numbers):
    """Paragraphs one by one, as ranges and as lists; a page is none."""
    assert cited_paragraphs(place) == numbers


def test_the_decks_count_together(decks):
    """What one deck does not cite, another may; a waived paragraph is no gap."""
    one = SOURCE + 'waived = { "1" = "the title", "8-9" = "an advertisement" }\n' + CARD.format("a", '["s ¶2", "s ¶4"]')
    (found,) = decks(one, SOURCE + CARD.format("b", '"s ¶5"'))
    assert (found.cited, dict(found.waived)) == (
        {2, 4, 5},
        {1: "the title", 8: "an advertisement", 9: "an advertisement"},
    )
    assert (found.last, found.uncited(10)) == (9, (3, 6, 7, 10))


def test_a_draft_covers_nothing(decks):
    """Nobody is asked it yet."""
    (found,) = decks(SOURCE + CARD.format("a", '"s ¶2"') + "draft = true\n")
    assert found.cited == set()


def test_two_sources_with_one_id_are_two(decks):
    """Where their titles differ, they are different texts."""
    found = decks(
        SOURCE + CARD.format("a", '"s ¶1"'), '[[source]]\nid = "s"\ntitle = "Else"\n' + CARD.format("b", '"s ¶2"')
    )
    assert [each.cited for each in found] == [{1}, {2}]
    assert find_source(found, "a ‘text’ of ours") == found[0]
    assert find_source(found, "another") is None


def test_only_the_deck_that_is_studied_counts(decks):
    """Of two files with one deck id, what stands in the other is asked of nobody."""
    head = '[deck]\nid = "0"\n' + SOURCE
    (found,) = decks(head + CARD.format("a", '"s ¶1"'), head + CARD.format("b", '"s ¶2"'))
    assert found.cited == {1}
