"""In which form a question is asked, what its verdict makes of the ratings, and what is kept of it."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.core.settings import WANTED_FORMS
from aide_memoire.store import card_state, log
from aide_memoire.study import actions
from aide_memoire.study.session import StudySession

AGAIN, HARD, GOOD, EASY = Rating
LURED = (
    "card",
    'id = "lured"\nquestion = "Which river?"\nanswer = "Ussuri"\nlures = ["Amur", "Tumen", "Argun"]',
)
LONE = "card", 'id = "lone"\nquestion = "Which port?"\nanswer = "Port Arthur"\nhint = "A harbour"'
FLIP = "card", 'id = "flip"\nform = "flip"\nquestion = "Why?"\nanswer = "So"\nlures = ["a", "b", "c"]'
MEMBERS = ["Russia", "Belarus", "Armenia", "Kazakhstan", "Kyrgyzstan", "Tajikistan"]
CARDS = [f"d/group#{member.casefold()}" for member in MEMBERS]
GROUP = (
    "group",
    f'id = "group"\nname = "members"\nmembers = {MEMBERS}\nlures = [{{ name = "China", why = "no ally" }}]',
)
BARE_GROUP = "group", f'id = "bare"\nname = "members"\nmembers = {MEMBERS}'
FLIP_GROUP = "group", 'id = "fg"\nform = "flip"\nname = "members"\nmembers = ["Russia", "Belarus"]'
ORDER = (
    "sequence",
    'id = "order"\nname = "dynasties"\nitems = [{ name = "Qin" }, { name = "Tang" }, { name = "Ming" }]',
)
CLOZE = "cloze", 'id = "gap"\ntext = "The {{c1::clash}} of 1969."\nlures.1 = ["feast", "flood", "frost"]'
FOUR_NAMED = "Russia, Belarus, Armenia and Kazakhstan"


def reviews(study):
    return [event for event in log.events(study._workspace.db) if event.kind == "review"]


def newest(study, number=1):
    return [event.data for event in reviews(study)[-number:]]


def states(study, cards=CARDS):
    memories = [card_state.card_state(study._workspace.db, card).memory for card in cards]
    return [memory.state if memory else "new" for memory in memories]


def form_of(learner, note, **settings):
    learner.deck("d", note)
    return learner.study(**settings).prompt.form


@pytest.mark.parametrize(
    ("note", "form"),
    [
        (LURED, "choice"),
        (CLOZE, "choice"),
        (LONE, "typed"),
        (FLIP, "flip"),
        (GROUP, "pick"),
        (BARE_GROUP, "list"),
        (FLIP_GROUP, "flip"),
        (ORDER, "order"),
    ],
)
def test_what_is_new_is_asked_in_its_form(learner, note, form):
    """New: by choice or pick where there are lures, else typed or listed; orders as such; a flip as a flip."""
    assert form_of(learner, note) == form


@pytest.mark.parametrize(
    ("note", "form"), [(LURED, "typed"), (LONE, "typed"), (FLIP, "flip"), (GROUP, "list"), (ORDER, "order")]
)
def test_what_is_learned_is_recalled(learner, note, form):
    """In review nothing is chosen any more: it is typed, but for lists, orders and flips."""
    learner.deck("d", note)
    learner.study().rate(EASY)
    learner.wait(days=60)
    assert learner.study().prompt.form == form


def test_the_ladder_step_by_step(learner):
    """New or in learning: a choice each time. Once it is learned: typed. While relearning: a choice."""
    learner.deck("d", LURED)
    study, forms = learner.study(), []
    for rating in (AGAIN, GOOD, GOOD):
        forms.append(study.prompt.form)
        study.rate(rating)
    assert study.prompt is None
    learner.wait(days=10)
    study = learner.study()
    forms.append(study.prompt.form)
    study.rate(AGAIN)
    forms.append(study.prompt.form)
    assert forms == ["choice", "choice", "choice", "typed", "choice"]


@pytest.mark.parametrize(
    ("wanted", "forms"),
    [
        ("flip", ["flip", "flip", "flip", "flip", "flip"]),
        ("typed", ["typed", "typed", "flip", "list", "order"]),
        ("choice", ["choice", "typed", "flip", "list", "order"]),
        ("ladder", ["choice", "typed", "flip", "pick", "order"]),
    ],
)
def test_the_learner_may_fix_one_form(learner, wanted, forms):
    """The form that is wanted holds for all that can be asked so; a flip note stays a flip."""
    found = [form_of(learner, note, form=wanted) for note in (LURED, LONE, FLIP, GROUP, ORDER)]
    assert found == forms


def test_a_choice_of_what_is_learned(learner):
    """Whoever wants choices gets them for learned cards too."""
    learner.deck("d", LURED)
    learner.study().rate(EASY)
    learner.wait(days=60)
    assert learner.study(form="choice").prompt.form == "choice"


@pytest.mark.parametrize("form", WANTED_FORMS)
def test_a_session_s_form_goes_before_the_setting(learner, form):
    """What is asked for at the start of a session holds against the settings."""
    learner.deck("d", LURED)
    workspace = learner.workspace(form="typed")
    wanted = {"flip": "flip", "typed": "typed"}.get(form, "choice")
    assert StudySession(workspace, form=form).prompt.form == wanted


def test_members_are_picked_among_the_lures(learner):
    """What is picked is judged by its numbers; the log has the names, and each member its own rating."""
    learner.deck("d", GROUP)
    study = learner.study()
    assert set(study.prompt.options) == {*MEMBERS, "China"}
    picked = [study.prompt.options.index(each) + 1 for each in ("Russia", "Belarus", "China")]
    verdict = study.grade(" ".join(map(str, picked)))
    assert (verdict.word, round(verdict.score, 4)) == ("partial", round(2 / 7, 4))
    assert verdict.extras == ("China is not one of them: no ally",)
    study.rate()
    assert [kept["rating"] for kept in newest(study, 6)] == ["good"] * 2 + ["again"] * 4
    assert {kept["form"] for kept in newest(study, 6)} == {"pick"}
    assert set(newest(study)[0]["typed"].split("\n")) == {"Russia", "Belarus", "China"}


def test_names_with_commas_and_ands_are_picked_whole(learner):
    """A pick is a pick, whatever its words: nothing of it is taken apart."""
    lures = '["Turks and Caicos, West Indies", "Wallis and Futuna"]'
    learner.deck("d", ("group", f'id = "g"\nname = "states"\nmembers = ["Chad", "Mali"]\nlures = {lures}'))
    study = learner.study()
    verdict = study.grade("1234")
    assert (len(verdict.extras), verdict.score) == (2, 0.5)


def test_a_lure_that_is_also_a_member_is_not_shown(learner):
    """There are never two right ones that read alike, nor a suspended member among the wrong ones."""
    learner.deck("d", ("group", 'id = "g"\nname = "x"\nmembers = ["Chad", "Mali"]\nlures = ["CHAD", "Togo"]'))
    actions.suspend(learner.workspace(), ["d/g#mali"])
    assert set(learner.study().prompt.options) == {"Chad", "Togo"}


def test_nothing_picked_is_i_do_not_know(learner):
    """No tick at all: each member is rated again."""
    learner.deck("d", GROUP)
    study = learner.study()
    assert study.grade("").word == "wrong"
    study.rate()
    assert [kept["rating"] for kept in newest(study, 6)] == ["again"] * 6


def test_options_are_shuffled_anew_each_time(learner):
    """The place of the right option cannot be learned by heart."""
    learner.deck("d", LURED)
    shown = set()
    for _ in range(30):
        study = learner.study()
        assert set(study.prompt.options) == {"Ussuri", "Amur", "Tumen", "Argun"}
        shown.add(study.prompt.options)
    assert len(shown) > 10


def test_an_order_is_never_shown_as_it_should_be(learner):
    """The items come in another order than the right one."""
    learner.deck("d", ORDER)
    for _ in range(30):
        shown = learner.study().prompt.options
        assert sorted(shown) == ["Ming", "Qin", "Tang"]
        assert shown != ("Qin", "Tang", "Ming")


@pytest.mark.parametrize(
    ("answer", "word", "rating"),
    [
        ("Port Arthur", "right", GOOD),
        ("Port Artur", "close", GOOD),
        ("Dalian", "wrong", AGAIN),
        ("", "wrong", AGAIN),
    ],
)
def test_a_verdict_suggests_a_rating(learner, answer, word, rating):
    """Taken as it is judged, an answer is saved with its verdict, its score, its form and what was typed."""
    learner.deck("d", LONE)
    study = learner.study()
    study.grade(answer)
    assert study.suggested_rating == rating
    study.rate()
    (kept,) = newest(study)
    assert kept["rating"] == rating.word
    assert (kept["verdict"], kept["score"], kept["form"], kept["typed"]) == (
        word,
        float(rating == GOOD),
        "typed",
        answer,
    )
    assert "hints" not in kept


def test_the_learner_overrules_the_verdict(learner):
    """Any of the four may be given to any answer; the log keeps both the verdict and the rating."""
    learner.deck("d", LONE)
    for rating in Rating:
        study = learner.study()
        study.grade("Dalian")
        study.rate(rating)
        assert [(kept["verdict"], kept["rating"]) for kept in newest(study)] == [("wrong", rating.word)]
        study.undo()


def test_a_flip_has_no_verdict(learner):
    """What is judged by the learner alone has neither verdict nor anything typed in the log."""
    learner.deck("d", FLIP)
    study = learner.study()
    assert study.suggested_rating == GOOD
    study.rate()
    (kept,) = newest(study)
    assert kept["form"] == "flip"
    assert not {"verdict", "score", "typed", "hints", "confused_with"} & set(kept)


def test_a_choice_is_kept_in_its_words(learner):
    """The log holds what was chosen, not at which place it stood."""
    learner.deck("d", LURED)
    study = learner.study()
    study.grade(str(study.prompt.options.index("Amur") + 1))
    study.rate()
    (kept,) = newest(study)
    assert (kept["form"], kept["typed"], kept["verdict"]) == ("choice", "Amur", "wrong")


def test_four_of_six_named(learner):
    """Those that were named move on, the others come again; then the whole group is asked."""
    learner.deck("d", GROUP)
    study = learner.study()
    study.grade(FOUR_NAMED)
    assert study.is_split
    study.rate()
    assert (study.answered[-1].split, study.answered[-1].rating) == (True, Rating.AGAIN)
    assert [kept["rating"] for kept in newest(study, 6)] == ["good"] * 4 + ["again"] * 2
    assert {event.action for event in reviews(study)} == {reviews(study)[0].action}
    assert study.question.cards == tuple(CARDS)
    due = [card_state.card_state(study._workspace.db, card).memory.due_at for card in CARDS]
    assert max(due[4:]) < min(due[:4])


def test_the_group_comes_back_with_its_first_member(learner):
    """As soon as one member is due, all are asked, and only what is rated moves them."""
    learner.deck("d", GROUP)
    study = learner.study()
    study.rate(EASY)
    learner.wait(days=30)
    study = learner.study()
    assert study.prompt.form == "list"
    study.grade(FOUR_NAMED)
    study.rate()
    assert states(study) == ["review"] * 4 + ["relearning"] * 2
    assert study.question.cards == tuple(CARDS)
    assert study.prompt.form == "pick"


@pytest.mark.parametrize("rating", Rating)
def test_a_number_rates_all_members(learner, rating):
    """One rating that is given holds for named and missing alike."""
    learner.deck("d", GROUP)
    study = learner.study()
    study.grade(FOUR_NAMED)
    study.rate(rating)
    assert [kept["rating"] for kept in newest(study, 6)] == [rating.word] * 6
    assert (study.answered[-1].split, study.answered[-1].rating) == (False, rating)


def test_undo_takes_back_all_members(learner):
    """A group was one answer, so it is one to undo: all are new again, and the group is asked."""
    learner.deck("d", GROUP)
    study = learner.study()
    study.grade(FOUR_NAMED)
    study.rate()
    assert set(study.undo().cards) == set(CARDS)
    assert states(study) == ["new"] * 6
    assert (study.question.cards, study.graded, study.answered) == (tuple(CARDS), None, [])


def test_extras_on_a_list_take_from_the_score(learner):
    """All six and one too many: named ÷ (members + extras), told why, and no member is the worse for it."""
    learner.deck("d", GROUP)
    study = learner.study()
    verdict = study.grade(", ".join([*MEMBERS, "China"]))
    assert (verdict.word, round(verdict.score, 4)) == ("partial", round(6 / 7, 4))
    assert verdict.extras == ("China is not one of them: no ally",)
    assert not study.is_split
    study.rate()
    assert [kept["score"] for kept in newest(study, 6)] == [0.8571] * 6


def test_all_members_named_and_nothing_else(learner):
    """A list that is right is good for each member."""
    learner.deck("d", GROUP)
    study = learner.study()
    assert study.grade("\n".join(reversed(MEMBERS))).word == "right"
    assert (study.is_split, study.suggested_rating) == (False, GOOD)
    study.rate()
    assert [kept["rating"] for kept in newest(study, 6)] == ["good"] * 6


def test_nothing_named(learner):
    """An empty list is “I don't know” for each member."""
    learner.deck("d", GROUP)
    study = learner.study()
    study.grade("")
    assert not study.is_split
    study.rate()
    assert [kept["rating"] for kept in newest(study, 6)] == ["again"] * 6


@pytest.mark.parametrize(("answer", "rating"), [("Port Arthur", HARD), ("Port Artur", HARD), ("x", AGAIN)])
def test_a_hint_makes_it_hard(learner, answer, rating):
    """With a hint the best that is suggested is hard; the log says how many there were."""
    learner.deck("d", LONE)
    study = learner.study()
    assert study.next_hint() == "A harbour"
    assert study.next_hint() == "P··· A·····"
    study.grade(answer)
    assert study.suggested_rating == rating
    study.rate()
    assert [(kept["rating"], kept["hints"]) for kept in newest(study)] == [(rating.word, 2)]


def test_hints_come_to_an_end(learner):
    """After the author's own and some letters there are no more, and asking for more counts for nothing."""
    learner.deck("d", LONE)
    study = learner.study()
    told = [study.next_hint() for _ in range(8)]
    assert told[:3] == ["A harbour", "P··· A·····", "Po·· Ar····"]
    assert told[3:] == [""] * 5
    assert study.hints == 3


def test_hints_are_of_one_question(learner):
    """The next question begins without any."""
    learner.deck("d", LONE, LURED)
    study = learner.study(form="typed")
    study.next_hint()
    study.grade("Port Arthur" if study.question.id == "d/lone" else "Ussuri")
    study.rate()
    assert study.hints == 0


def test_a_hint_to_a_list_makes_each_named_one_hard(learner):
    """Those named with help are hard, those not named again."""
    learner.deck("d", GROUP)
    study = learner.study()
    assert study.next_hint() == "R·····, B······, A······, K·········, K·········, T·········"
    study.grade(FOUR_NAMED)
    study.rate()
    assert [kept["rating"] for kept in newest(study, 6)] == ["hard"] * 4 + ["again"] * 2


def test_what_it_was_confused_with_is_kept(learner):
    """The other card's id is in the log."""
    other = "card", 'id = "other"\nquestion = "Which isle?"\nanswer = "Damansky"'
    learner.deck("d", LONE, other)
    study = learner.study()
    wrong = {"d/lone": ("Damansky", "d/other"), "d/other": ("Port Arthur", "d/lone")}
    typed, meant = wrong[study.question.id]
    study.grade(typed)
    study.rate()
    assert [(kept["typed"], kept["confused_with"]) for kept in newest(study)] == [(typed, meant)]


def test_an_undone_answer_is_asked_without_its_verdict(learner):
    """What was typed before does not stand there when the question comes back."""
    learner.deck("d", LONE)
    study = learner.study()
    study.next_hint()
    study.grade("Dalian")
    study.rate()
    study.undo()
    assert (study.question.id, study.graded, study.hints) == ("d/lone", None, 0)
