"""Sequences that are named from memory, once they are learned."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.store import log

ORDER = "sequence", 'id = "q"\nname = "three rivers"\nitems = ["Po", "Elbe", "Oder"]\nrecall = "typed"'


def learned(learner):
    learner.deck("d", ORDER)
    learner.study(form="ladder").rate(Rating.EASY)
    learner.wait(days=60)
    return learner.study()


def test_it_is_sorted_while_it_is_new(learner):
    """Recognition comes before recall."""
    learner.deck("d", ORDER)
    prompt = learner.study().prompt
    assert (prompt.form, sorted(prompt.options)) == ("order", ["Elbe", "Oder", "Po"])


@pytest.mark.parametrize(
    ("typed", "word"),
    [("Po; Elbe; Oder", "right"), ("Po; Oder; Elbe", "partial"), ("Po; Elbe", "partial"), ("", "wrong")],
)
def test_it_is_named_from_memory_once_it_is_learned(learner, typed, word):
    """No item is shown, and the order is graded as any other."""
    study = learned(learner)
    assert (study.prompt.form, study.prompt.options) == ("recite", ())
    assert study.grade(typed).word == word
    study.rate()
    assert [event.data["form"] for event in log.events(study._workspace.db)][-1] == "recite"


def test_who_wants_to_type_recites_at_once(learner):
    """A form that the learner fixed is asked as it says."""
    learner.deck("d", ORDER)
    assert learner.study(form="typed").prompt.form == "recite"
