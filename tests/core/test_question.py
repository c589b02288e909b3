"""The words in which a note is asked, and what answers it."""

import pytest

from aide_memoire.core.dates import parse_date
from aide_memoire.core.note import (
    CardNote,
    Citation,
    ClozeNote,
    DeckHead,
    EventNote,
    Gap,
    GroupNote,
    Item,
    Member,
    SequenceNote,
    Shared,
    Side,
    Source,
)
from aide_memoire.core.phrases import ENGLISH, fill
from aide_memoire.core.question import questions_of

N = Shared("n")
MAO = Shared("n", claim="Mao")
HEAD = DeckHead("d", "Deck")
TREATY = EventNote(
    shared=N,
    name="Li–Lobanov Treaty",
    ask=("when", "until", "name", "where", "who"),
    date=parse_date("1896-06"),
    until=parse_date("1911"),
    place="Moscow",
    parties=(Member("cn", "China"), Member("ru", "Russia")),
    what="China and Russia promise each other help",
    verb="signed",
)
CSTO = GroupNote(shared=N, name="members of the CSTO", members=(Member("ru", "Russia"), Member("by", "Belarus")))
ALLIANCES = SequenceNote(shared=N, name="three alliances", items=(Item("Qing", parse_date("1896")), Item("PRC")))


def card(question, reverse=None, **shared):
    return CardNote(Shared("n", **shared), Side(question, "Port Arthur"), reverse)


def asked(note, part="", head=HEAD):
    key = f"d/n#{part}" if part else "d/n"
    return next(question for question in questions_of(head, note) if question.id == key)


@pytest.mark.parametrize(
    ("part", "text", "answer"),
    [
        ("when", "Li–Lobanov Treaty: when was it signed?", ("June 1896",)),
        ("until", "Li–Lobanov Treaty: until when?", ("1911",)),
        (
            "name",
            "June 1896: China and Russia promise each other help. Which event is this?",
            ("Li–Lobanov Treaty",),
        ),
        ("where", "Li–Lobanov Treaty: where was it signed?", ("Moscow",)),
        ("who", "Li–Lobanov Treaty: who were the parties?", ("China", "Russia")),
    ],
)
def test_an_event_is_asked_part_by_part(part, text, answer):
    """Each part of an event has its standard words and its own answer."""
    question = asked(TREATY, part)
    assert (question.text, question.answer) == (text, answer)


def test_a_date_that_has_none_is_told_in_the_authors_words():
    """`date_text` gives the words of a date."""
    note = EventNote(shared=N, name="The rift", ask=("when",), date_text="late 1950s")
    assert asked(note, "when").answer == ("late 1950s",)


def test_a_card_is_asked_in_its_own_words_both_ways():
    """A card has its question and answer, and its reverse has others."""
    note = card("Which port?", reverse=Side(question="What was leased?", answer="A port"))
    assert asked(note).text == "Which port?"
    assert (asked(note, "reverse").text, asked(note, "reverse").answer_line) == ("What was leased?", "A port")


def test_a_group_is_one_question_over_all_members():
    """All members are asked at once, by their number and the group's name."""
    question = asked(CSTO)
    assert question.text == "Name the 2 members of the CSTO."
    assert question.cards == ("d/n#ru", "d/n#by")
    assert question.answer_line == "Russia, Belarus"


def test_a_sequence_is_answered_in_order_with_dates():
    """A sequence's answer shows each step, with its date where it has one."""
    question = asked(ALLIANCES, "order")
    assert question.text == "Put in order: three alliances."
    assert question.answer_line == "Qing (1896) → PRC"
    assert question.numbered


GAPS = ClozeNote(
    shared=N,
    pieces=(
        "In ", Gap(number="1", answer="1969"), " at ", Gap(number="2", answer="Damansky", hint="island"),
        ", that is in ", Gap(number="1", answer="March"), ".",
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "text", "answer"),
    [
        ("1", "In […] at Damansky, that is in […].", ("1969", "March")),
        ("2", "In 1969 at [island], that is in March.", ("Damansky",)),
    ],
)
def test_a_cloze_hides_the_gaps_of_one_number(part, text, answer):
    """All gaps of a number are hidden at once, others are read out, and a hint stands in its gap."""
    assert (asked(GAPS, part).text, asked(GAPS, part).answer) == (text, answer)


def test_gaps_with_the_same_answer_ask_for_it_once():
    """A word hidden twice is one answer."""
    twice = ClozeNote(shared=N, pieces=(Gap(number="1", answer="Mao"), " and ", Gap(number="1", answer="Mao")))
    assert asked(twice, "1").answer == ("Mao",)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What matters?", "According to Qin Gang, what matters?"),
        ("The alliance rests on what?", "According to Qin Gang, the alliance rests on what?"),
        ("NATO wants what?", "According to Qin Gang, NATO wants what?"),
        ("China wants what?", "According to Qin Gang, China wants what?"),
        ("What does Qin Gang want?", "What does Qin Gang want?"),
        ("What does QIN GANG want?", "What does QIN GANG want?"),
        ("Why?", "According to Qin Gang, why?"),
    ],
)
def test_a_claim_is_laid_to_whom_it_belongs(question, text):
    """An opinion names its holder, once; only words that have no capital of their own lose it."""
    assert asked(card(question, claim="Qin Gang")).text == text


def test_a_claim_names_its_holder_in_every_kind_but_when():
    """Every part of a claim is laid to its holder, but when a thing happened is no matter of opinion."""
    claim = EventNote(shared=MAO, name="The rift", ask=("when", "where"), date=parse_date("1958"), place="Beijing")
    assert asked(claim, "when").text == "The rift: when was it dated?"
    assert asked(claim, "where").text == "According to Mao, the rift: where was it dated?"
    group = GroupNote(shared=MAO, name="reasons", members=CSTO.members)
    assert asked(group).text == "Name the 2 reasons, according to Mao."
    own = GroupNote(shared=MAO, name="reasons", members=CSTO.members, question="Which reasons are there?")
    assert asked(own).text == "According to Mao, which reasons are there?"
    order = SequenceNote(shared=MAO, name="steps", items=ALLIANCES.items)
    assert asked(order, "order").text == "According to Mao, put in order: steps."
    gap = ClozeNote(shared=MAO, pieces=("In ", Gap(number="1", answer="1958")))
    assert asked(gap, "1").text == "According to Mao, in […]"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who belongs?", "Who belongs (as of May 2022)?"),
        ("Name them.", "Name them (as of May 2022)."),
        ("Name them", "Name them (as of May 2022)"),
        ("谁？", "谁 (as of May 2022)？"),
    ],
)
def test_what_ages_says_up_to_when_it_holds(question, text):
    """`as_of` stands before the question's closing sign."""
    assert asked(card(question, as_of=parse_date("2022-05"))).text == text
    assert asked(card(question, as_of=parse_date("2022-05"))).as_of == "May 2022"


def test_an_event_is_asked_in_its_own_words():
    """Own words for one part stand in place of the standard ones, and only there."""
    note = EventNote(
        shared=N,
        name="T",
        ask=("when", "where"),
        date=parse_date("1896"),
        place="M",
        questions={"where": "In which city?"},
    )
    assert asked(note, "where").text == "In which city?"
    assert asked(note, "when").text == "T: when was it dated?"


@pytest.mark.parametrize("name", ["{date}", "{0.__class__}", "{name}", "{verb!r}", "{", "{{name}}", r"\1"])
def test_words_from_a_deck_are_never_filled_in(name):
    """What looks like a placeholder in an author's words stays as it was written."""
    note = EventNote(shared=N, name=name, ask=("when",), date=parse_date("1896"), verb="{name}")
    assert asked(note, "when").text == f"{name}: when was it {{name}}?"
    assert asked(card(f"Who is {name}?", claim="{question}")).text == f"According to {{question}}, who is {name}?"


def test_a_template_knows_nothing_but_its_own_words():
    """A stranger's template can reach no attribute and make no padding."""
    assert fill("{name.__class__} {name:>999} {other} {name}", name="x") == "{name.__class__} {name:>999} {other} x"


def test_a_deck_asks_in_its_own_language():
    """The deck's phrases stand in place of the English ones."""
    head = DeckHead("d", "Deck", phrases=ENGLISH._replace(when="{name}: когда?", gap="[?]"))
    assert asked(TREATY, "when", head).text == "Li–Lobanov Treaty: когда?"
    assert asked(GAPS, "1", head).text == "In [?] at Damansky, that is in [?]."


def test_a_question_brings_what_a_teacher_adds():
    """Explanation, caution, claim and sources come with the question, sources by author and title."""
    head = DeckHead("d", "Deck", sources={"loves": Source("loves", "India more", author="Endo"), "x": Source("x", "X")})
    cited = (Citation("loves", "¶13"), Citation("x"), Citation("gone", "¶1"))
    question = asked(card("Who?", citations=cited, explanation="E", caution="C"), head=head)
    assert question.sources == ("Endo, “India more” ¶13", "“X”", "gone ¶1")
    assert (question.explanation, question.caution, question.deck_title) == ("E", "C", "Deck")
