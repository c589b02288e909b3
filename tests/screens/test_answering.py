"""Answers that are typed, chosen, listed and put in order, by keys and by mouse, and their verdicts."""

import json
from io import StringIO

import pytest
from textual import events
from textual.widgets import Input

from aide_memoire.cli.plain import Plain
from aide_memoire.cli.plain import study as in_plain_mode
from aide_memoire.core.event import Rating
from aide_memoire.store import log
from aide_memoire.study.session import StudySession
from aide_memoire.ui.screens.question import QuestionScreen
from screens.stage import assert_snapshot, click, key_line, place_of, said, screen_lines, screen_text, shown, status

TYPED = """
[deck]
id = "typed"
title = "What is typed"
[[source]]
id = "loves"
title = "Chinese media is upset because Russia ‘loves’ India more"
[[event]]
id = "li-lobanov"
name = "Li–Lobanov Treaty"
date = "1896-06"
verb = "signed"
ask = ["when"]
hint = "Not long after the war with Japan"
source = "loves ¶13"
explanation = "Qing China, beaten by Japan, and Russia promised each other help against it."
caution = "Signed on the 3rd, by the Gregorian calendar."
[[card]]
id = "port"
question = "Which port did Russia make the Qing government lease in 1898?"
answer = "Port Arthur"
source = "loves ¶14"
"""
CHOICE = """
[deck]
id = "choice"
title = "What is chosen"
[[card]]
id = "river"
question = "In which river does Damansky Island lie?"
answer = "Ussuri"
lures = ["Amur", { name = "Tumen", why = "it flows between China and Korea" }, "Argun"]
explanation = "There the river was the border between China and the USSR."
[[card]]
id = "half"
question = "What is half of seven?"
answer = "3.5"
lures = ["1", "2", "4"]
"""
LIST = """
[deck]
id = "list"
title = "What is listed"
[[group]]
id = "csto"
name = "members of the CSTO"
members = [
  "Russia", "Belarus", "Armenia", "Kazakhstan", { name = "Kyrgyzstan", aliases = ["Kirgizia"] }, "Tajikistan",
]
lures = [{ name = "China", why = "in no military alliance with Russia" }]
as_of = "2022-05"
explanation = "All of them were once republics of the Soviet Union."
"""
ORDER = """
[deck]
id = "order"
title = "What is put in order"
[[sequence]]
id = "turns"
name = "turning points of Chinese and Soviet history, earliest first"
items = [
  { name = "Relations begin to worsen", date = "1956/1959" },
  { name = "Clash on Damansky Island", date = "1969" },
  { name = "Gorbachev's visit to China", date = "1989-05" },
]
"""
ALL = {"typed": TYPED, "choice": CHOICE, "list": LIST, "order": ORDER}
SIZES = ((60, 20), (80, 24))
LETTERS = "ubsqi1?"

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def begin(desk_with):
    """Begin a session of one of the decks above, at one of its notes."""

    def at(name, note="", **settings):
        if name == "list":
            settings.setdefault("form", "typed")  # on the ladder a new list is not typed
        deck = ALL[name]
        if note:
            head, *notes = deck.split("[[")
            wanted = (each for each in notes if each.startswith("source") or f'"{note}"' in each)
            deck = "[[".join([head, *wanted])
        workspace = desk_with(**{name: deck})
        return StudySession(workspace._replace(settings=workspace.settings._replace(**settings)))

    return at


@pytest.fixture
def kept(size):
    """Show a session, press keys, and compare what is then on the screen with what was kept."""

    async def look(name, study, *keys):
        async with shown(study._workspace, study, size) as pilot:
            await do(pilot, *keys)
            await pilot.pause()
            assert_snapshot(f"{name}-{size[0]}x{size[1]}", screen_text(pilot.app))

    return look


class Words(str):
    """What is written at one go: a key at a time takes 60 ms each."""

    __slots__ = ()


async def do(pilot, *steps):
    """Press keys, and write words into the line."""
    for step in steps:
        if isinstance(step, Words):
            pilot.app.screen.query_one(Input).insert_text_at_cursor(step)
        else:
            await pilot.press(step)


def chosen(study, option):
    """Return the key of an option."""
    return str(study.prompt.options.index(option) + 1)


def reviews(study):
    return [event for event in log.events(study._workspace.db) if event.kind == "review"]


def rated(study):
    return [event.data["rating"] for event in reviews(study)]


def field(pilot):
    """Return what stands in the line that is typed on."""
    return pilot.app.screen.query_one(Input).value


@sizes
async def test_a_typed_question(kept, begin):
    """The shape of the answer stands below the line that it is typed on."""
    await kept("typed-asked", begin("typed", "li-lobanov"))


@sizes
async def test_a_typed_question_with_a_hint(kept, begin):
    """A hint stands below the line, and what was typed stays."""
    await kept("typed-hint", begin("typed", "li-lobanov"), Words("June"), "ctrl+t")


@sizes
async def test_a_typed_answer_that_is_partly_right(kept, begin):
    """Why, then yours above right, then what a teacher adds, then the ratings with hard marked."""
    await kept("typed-partial", begin("typed", "li-lobanov"), Words("May 1896"), "enter")


@sizes
async def test_a_typed_answer_that_is_wrong(kept, begin):
    """Wrong: how far off, yours, right, and again marked."""
    await kept("typed-wrong", begin("typed", "li-lobanov"), Words("1900"), "enter")


@sizes
async def test_a_typed_answer_with_a_slip(kept, begin):
    """Close counts as right; yours and right stand one above the other."""
    await kept("typed-close", begin("typed", "port"), Words("Port Artur"), "enter")


async def test_a_typed_answer_that_is_not_known(begin):
    """An empty line is “I don't know”: the answer, and no word of a mistake."""
    study = begin("typed", "port")
    async with shown(study._workspace, study) as pilot:
        await pilot.press("enter")
        assert "✗ You passed. The answer: answer Port Arthur Source" in said(pilot.app)
        assert "i" not in key_line(pilot.app)


@sizes
async def test_a_choice(kept, begin):
    """Options with their keys."""
    await kept("choice-asked", begin("choice", "river"))


@sizes
async def test_a_choice_that_is_wrong(kept, begin):
    """The right one and the one that was chosen are told apart by signs, with the reason."""
    study = begin("choice", "river")
    await kept("choice-wrong", study, chosen(study, "Tumen"))


@sizes
async def test_a_list_that_is_being_made(kept, begin):
    """Members are ticked off as they are named; what does not belong is told at once, with its why."""
    keys = [Words("russia, belarus"), "enter", Words("China"), "enter", Words("arm")]
    await kept("list-asked", begin("list"), *keys)


@sizes
async def test_a_list_that_is_judged(kept, begin):
    """Each member: named, nearly, or missing; and what was too much."""
    keys = [Words("russia, belaruss, kirgizia, china"), "enter", "enter"]
    await kept("list-judged", begin("list"), *keys)


@sizes
async def test_an_order_that_is_being_made(kept, begin):
    """The one that is moved has a mark."""
    await kept("order-asked", begin("order"), "shift+down", "down")


@sizes
async def test_an_order_that_is_judged(kept, begin):
    """The right order with its dates, and where the learner had put each."""
    study = begin("order")
    await kept("order-judged", study, *moves(study, [0, 2, 1]), "enter")


def moves(study, wanted):
    """Return the keys that put the items of an order so, by their places in the right one."""
    items, right = list(study.prompt.options), study.question.expects.items
    keys, at = [], 0
    for place, each in enumerate(wanted):
        now = items.index(right[each])
        step = "down" if now > at else "up"
        keys += [step] * abs(now - at) + ["shift+up"] * (now - place)
        items.insert(place, items.pop(now))
        at = place
    return keys


@pytest.mark.parametrize("wanted", [[0, 1, 2], [1, 2, 0]])
async def test_an_order_is_made_by_arrows(begin, wanted):
    """The arrows choose, with Shift they move: what stands on the screen is what is judged."""
    study = begin("order")
    async with shown(study._workspace, study) as pilot:
        await pilot.press(*moves(study, wanted), "enter")
        names = study.question.expects.items
        assert study.graded.typed.split("\n") == [names[each] for each in wanted]
        assert ("✓ Right" in said(pilot.app)) == (wanted == [0, 1, 2])


async def test_an_item_of_an_order_is_held(begin):
    """Space holds the chosen item: the arrows move it until Space lets go, for terminals without Shift."""
    study = begin("order")
    first, second, third = study.prompt.options
    async with shown(study._workspace, study) as pilot:
        await pilot.press("space")
        assert f"◆ 1  {first}" in screen_text(pilot.app)
        await pilot.press("down", "down", "space", "up", "enter")
    assert study.graded.typed.split("\n") == [second, third, first]


@pytest.mark.parametrize("name", ["order", "choice"])
async def test_no_letter_is_a_command_while_an_answer_is_open(begin, name):
    """Whoever takes a choice or an order for a question to type on changes nothing, and is told what to press."""
    study = begin(name)
    async with shown(study._workspace, study) as pilot:
        before = screen_lines(pilot.app)[:-2]
        await pilot.press(*"Yes,jkJKbuieqsp", "question_mark")
        assert screen_lines(pilot.app)[:-2] == before
        assert "F1 shows all keys" in status(pilot.app)
        assert len(pilot.app.screen_stack) == 1
        await pilot.press("f1")
        assert len(pilot.app.screen_stack) == 2
    assert study.graded is None
    assert list(log.events(study._workspace.db)) == []


@pytest.mark.parametrize("name", ["typed", "list"])
async def test_letters_are_the_answer_while_typing(begin, name):
    """u, b, s, q, i, figures and ? are typed like any other letter, and do nothing else."""
    study = begin(name)
    question = study.question.id
    async with shown(study._workspace, study) as pilot:
        await pilot.press(*LETTERS.replace("?", ""), "question_mark", "space")
        assert field(pilot) == f"{LETTERS} "
        assert len(pilot.app.screen_stack) == 1
    assert (study.question.id, study.graded, study.answered) == (question, None, [])
    assert list(log.events(study._workspace.db)) == []


@pytest.mark.parametrize("name", ["typed", "list"])
async def test_keys_that_work_while_typing(begin, name):
    """F1 opens the keys and goes back to the very same line; Ctrl+T hints, and the line stays as it was."""
    study = begin(name)
    async with shown(study._workspace, study) as pilot:
        await pilot.press(*"ab", "f1")
        assert len(pilot.app.screen_stack) == 2
        await pilot.press("escape", "c")
        assert field(pilot) == "abc"
        await pilot.press("ctrl+t", "d")
        assert "hint 1 of" in said(pilot.app)
        assert field(pilot) == "abcd"
        assert study.hints == 1


async def test_undo_while_typing(begin):
    """Ctrl+Z takes back what stands in the line, then the last answer, whose question comes anew."""
    study = begin("typed")
    first = study.question.id
    async with shown(study._workspace, study) as pilot:
        await pilot.press("enter", "4", *"ab")
        assert study.question.id != first
        await pilot.press("ctrl+z")
        assert (study.question.id != first, field(pilot)) == (True, "")
        await pilot.press("ctrl+z")
        assert study.question.id == first
        assert "Answer undone" in said(pilot.app)
        await pilot.press("c")
        assert field(pilot) == "c"


async def test_leaving_while_typing(begin):
    """Esc leaves from within the line, with nothing saved of it."""
    study = begin("typed")
    async with shown(study._workspace, study) as pilot:
        await pilot.press(*"ab", "escape")
        assert "All decks" in said(pilot.app)
    assert reviews(study) == []


@pytest.mark.parametrize("name", ["typed", "order"])
async def test_keys_in_flight_rate_nothing(begin, monkeypatch, name):
    """While a verdict has only just appeared, what was still being typed is no rating; a click is one."""
    monkeypatch.setattr(QuestionScreen, "DEAD_TIME", 600)
    study = begin(name)
    async with shown(study._workspace, study) as pilot:
        await do(pilot, *[Words("1900")] * (name == "typed"), "enter")
        await pilot.press("enter", "space", "1", "4", "i", "z", "x")
        assert study.graded is not None
        assert list(log.events(study._workspace.db)) == []
        await click(pilot, "2 hard")
    assert set(rated(study)) == {"hard"}


async def test_numbers_rate_after_the_verdict(begin):
    """Once judged, the figures are ratings again."""
    study = begin("typed")
    async with shown(study._workspace, study) as pilot:
        for key in "1234":
            await do(pilot, Words("1896"), "enter", key)
    assert rated(study) == [rating.word for rating in Rating]
    assert {row.data["typed"] for row in reviews(study)} == {"1896"}


@pytest.mark.parametrize("given", ["port arthur=space", "port artur=enter", "=space"])
async def test_space_takes_what_is_suggested(begin, given):
    """Space or Enter after the verdict saves the rating that is marked."""
    answer, _, key = given.partition("=")
    rating = "good" if answer else "again"
    study = begin("typed", "port")
    async with shown(study._workspace, study) as pilot:
        await do(pilot, Words(answer), "enter")
        assert f"▸{int(Rating[rating.upper()])} {rating}" in said(pilot.app)
        await pilot.press(key)
    assert rated(study) == [rating]


async def test_i_was_right(begin):
    """i overrules a wrong verdict with good; the verdict is kept beside it."""
    study = begin("typed", "port")
    async with shown(study._workspace, study) as pilot:
        await pilot.press(*"Dalny", "enter")
        assert key_line(pilot.app)["i"] == "I was right"
        await pilot.press("i")
    assert [(row.data["verdict"], row.data["rating"]) for row in reviews(study)] == [("wrong", "good")]


async def test_i_was_right_of_a_list_rates_all_good(begin):
    """Of a list it holds for all members, those that were missing too."""
    study = begin("list")
    async with shown(study._workspace, study) as pilot:
        await do(pilot, Words("russia"), "enter", "enter", "i")
    assert rated(study) == ["good"] * 6


async def test_a_list_is_taken_as_judged(begin):
    """Space takes each member as it was judged, and says so; the figures rate all of them."""
    study = begin("list")
    async with shown(study._workspace, study) as pilot:
        await do(pilot, Words("russia, armenia"), "enter", "enter")
        assert key_line(pilot.app)["Space"] == "as judged"
        assert "✓2 ✗4" in screen_text(pilot.app)
        await pilot.press("space")
    assert rated(study) == ["good", "again", "good", "again", "again", "again"]


async def test_the_mark_stands_at_what_space_does(begin):
    """Where each member is taken as it was judged, that has the mark, and none of the four ratings."""
    study = begin("list")
    async with shown(study._workspace, study) as pilot:
        await do(pilot, Words("russia, armenia"), "enter", "enter")
        assert key_line(pilot.app)["Space"] == "as judged"
        assert screen_text(pilot.app).count("▸") == screen_text(pilot.app).count("▸as judged") == 1


async def test_the_last_name_ends_a_list(begin):
    """With all members named there is nothing more to type: the verdict comes by itself."""
    study = begin("list")
    async with shown(study._workspace, study) as pilot:
        await do(pilot, Words("russia, belarus, armenia, kazakhstan"), "enter")
        await do(pilot, Words("kyrgyzstan, tajikistan"))
        assert study.graded is None
        await pilot.press("enter")
        assert "✓ Right" in said(pilot.app)


async def test_undo_takes_back_the_last_name_of_a_list(begin):
    """Ctrl+Z takes back what stands in the line, then what was added last: a slip is not final."""
    study = begin("list")
    async with shown(study._workspace, study) as pilot:
        await do(pilot, Words("Russia"), "enter", Words("China"), "enter", Words("Arm"))
        assert "China is not one of them" in said(pilot.app)
        await pilot.press("ctrl+z")
        assert (field(pilot), "China is not one of them" in said(pilot.app)) == ("", True)
        await pilot.press("ctrl+z")
        assert "China" not in said(pilot.app)
        assert "✓ Russia" in said(pilot.app)


async def test_a_hint_to_a_list_is_for_what_is_missing(begin):
    """Members that were named need no help."""
    study = begin("list")
    async with shown(study._workspace, study) as pilot:
        await do(pilot, Words("Russia, Belarus, Armenia"), "enter", "ctrl+t")
        assert "hint 1 of 2 K·········, K·········, T·········" in said(pilot.app)


async def test_a_date_that_cannot_be_read_is_asked_once_more(begin):
    """What is no date is told with an example, and may be mended; press Enter again to answer anyway."""
    study = begin("typed", "li-lobanov")
    async with shown(study._workspace, study) as pilot:
        await do(pilot, Words("Jude 1896x"), "enter")
        assert "That isn't a date. Try July 1789. Enter again takes it as it is" in said(pilot.app)
        assert (study.graded, field(pilot)) == (None, "Jude 1896x")
        await pilot.press("enter")
        assert study.graded.verdict.word == "wrong"


async def test_undo_after_the_verdict(begin):
    """u after a verdict asks the question again, with nothing saved; after a rating it takes that back."""
    study = begin("typed", "port")
    async with shown(study._workspace, study) as pilot:
        await pilot.press("x", "enter", "u")
        assert (study.graded, field(pilot)) == (None, "")
        assert reviews(study) == []
        await pilot.press("x", "enter", "1", "ctrl+z")
        assert "Answer undone" in said(pilot.app)
        assert field(pilot) == ""
    assert len(rated(study)) == 1


async def test_after_the_verdict_the_last_line_says_what_works(begin):
    """What is named there after a verdict can be pressed, and Ctrl+Z works as u does."""
    study = begin("typed", "port")
    async with shown(study._workspace, study) as pilot:
        await pilot.press("x", "enter")
        assert {"Space", "i", "u", "?", "Esc"} <= set(key_line(pilot.app))
        await pilot.press("question_mark")
        assert len(pilot.app.screen_stack) == 2
        await pilot.press("escape", "1", "ctrl+z")
        assert "undone" in said(pilot.app)


async def test_a_key_that_is_no_option_does_nothing(begin):
    """Of a choice only its figures choose."""
    study = begin("choice", "river")
    async with shown(study._workspace, study) as pilot:
        await pilot.press("5", "x")
        assert study.graded is None
        await pilot.press(chosen(study, "Ussuri"))
        assert "✓ Right" in said(pilot.app)


async def test_figures_choose_by_their_place(begin):
    """Where options are figures themselves, a key chooses the one that stands beside it."""
    study = begin("choice", "half")
    async with shown(study._workspace, study) as pilot:
        await pilot.press(chosen(study, "3.5"))
        assert study.graded.typed == "3.5"


@pytest.mark.parametrize("option", ["Ussuri", "Argun"])
async def test_an_option_is_clicked(begin, option):
    """A click on an option chooses it; one on a rating saves it."""
    study = begin("choice", "river")
    async with shown(study._workspace, study) as pilot:
        await click(pilot, option)
        assert study.graded.typed == option
        await click(pilot, "2 hard")
    assert rated(study) == ["hard"]


async def test_options_of_two_lines_are_clicked_too(desk_with):
    """An option that takes more than one line can be clicked on each, as can its neighbours."""
    long = "a river that is so long that its description takes more than one line of the screen, number "
    lures = ", ".join(f'"{long}{number}"' for number in range(1, 4))
    card = f'[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "{long}0"\nlures = [{lures}]\n'
    workspace = desk_with(d=f'[deck]\nid = "d"\ntitle = "D"\n{card}')
    study = StudySession(workspace)
    async with shown(workspace, study) as pilot:
        x, y = place_of(pilot.app, "2  a river")
        await pilot.click(offset=(x + 5, y))
        await pilot.pause()
        assert study.graded is not None
        assert study.graded.typed == study.prompt.options[1]


@pytest.mark.parametrize("name", ["typed", "order", "list"])
async def test_the_last_line_can_be_clicked(begin, name):
    """A click on what Enter does gives what stands there, as the key does: nothing of an answer is lost."""
    study = begin(name)
    first, second, *others = study.prompt.options or ("", "")
    steps = {"typed": [Words("June 1896")], "list": [Words("Russia"), "enter"], "order": ["shift+down"]}[name]
    given = {"typed": "June 1896", "list": "Russia", "order": "\n".join([second, first, *others])}[name]
    async with shown(study._workspace, study) as pilot:
        await do(pilot, *steps)
        await click(pilot, "Enter a")
        assert study.graded.typed == given


async def test_a_click_beside_the_line_keeps_it(begin):
    """A click on the page while typing neither answers nor takes the line away."""
    study = begin("typed", "port")
    async with shown(study._workspace, study) as pilot:
        await pilot.press("a")
        await pilot.click(offset=(40, 12))
        await pilot.press("b")
        assert field(pilot) == "ab"
    assert study.graded is None


@pytest.mark.parametrize("name", ["typed", "list"])
async def test_what_is_pasted_cannot_act(begin, name):
    """Escapes that are pasted reach no terminal: neither while they stand in the line nor in the verdict."""
    study = begin(name)
    acting = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066"} - {"\n"}
    async with shown(study._workspace, study) as pilot:
        pictures = []
        for keys in ((), ("enter",), ("enter",)):
            if not keys:
                pilot.app.screen.query_one(Input).post_message(events.Paste("x\x1b[31m\x9b\x07\u202ered"))
            await pilot.press(*keys)
            await pilot.pause()
            pictures.append(screen_text(pilot.app))
    for picture in pictures:
        assert "red" in picture
        assert not acting & set(picture.replace("\n", ""))


@pytest.mark.parametrize(("name", "pasted"), [("typed", "June 1896"), ("list", "June; 1896")])
async def test_pasted_lines_are_all_taken(begin, name, pasted):
    """Two lines become one: words of an answer, or names of a list."""
    study = begin(name)
    async with shown(study._workspace, study) as pilot:
        pilot.app.screen.query_one(Input).post_message(events.Paste("  June\n\n1896\n"))
        await pilot.pause()
        assert field(pilot) == pasted
        pilot.app.screen.query_one(Input).post_message(events.Paste(""))
        await pilot.pause()
        assert field(pilot) == pasted


async def test_a_very_long_answer(begin):
    """A page of text in the line is judged, and breaks nothing."""
    study = begin("typed", "port")
    async with shown(study._workspace, study, (60, 20)) as pilot:
        pilot.app.screen.query_one(Input).post_message(events.Paste("word " * 2_000))
        await pilot.pause()
        await pilot.press("enter")
        assert "Missed" in said(pilot.app)
        await pilot.press("1")
    assert len(reviews(study)[0].data["typed"]) <= 2_000


async def test_a_line_takes_no_megabyte(begin):
    """What no answer is as long as is left out, pasted or typed: each key would take longer than the one before."""
    study = begin("typed")
    async with shown(study._workspace, study) as pilot:
        for _ in range(2):
            pilot.app.screen.query_one(Input).post_message(events.Paste("word" * 250_000))
            await pilot.press("x")
            assert field(pilot) == "word" * 2_500


async def test_resizing_keeps_what_was_typed(begin):
    """A terminal that changes its size in the midst of an answer loses no letter."""
    study = begin("typed")
    async with shown(study._workspace, study) as pilot:
        await do(pilot, Words("June"))
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await pilot.press("s")
        assert field(pilot) == "Junes"


def rows(study):
    """Return the reviews of a session as they are exported, but for what names them and when they were."""
    lines = map(json.loads, log.lines(study._workspace.db))
    left_out = {"id", "action", "at", "took", "due"}
    return [{key: row[key] for key in row if key not in left_out} for row in lines]


@pytest.mark.parametrize(
    ("form", "forms"),
    [("ladder", {"typed", "choice", "pick", "order"}), ("typed", {"typed", "list", "order"})],
    ids=["ladder", "typed"],
)
async def test_the_app_and_plain_mode_save_the_same(desks, tmp_path, form, forms):
    """The same answers to the same questions leave the same reviews, whichever way they were given."""
    folder = tmp_path / "decks"
    folder.mkdir()
    for name, text in ALL.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    in_app, plain = (StudySession(desks(tmp_path / name, folder), form=form) for name in ("app", "plain"))
    lines = []
    async with shown(in_app._workspace, in_app) as pilot:
        for rating in ("", "3", "4", "", "1", "", ""):
            put = in_app.prompt
            keys, said_ = _answered(in_app)
            await do(pilot, *keys)
            assert in_app.graded is not None
            await pilot.press(rating or "space")
            lines += [*said_, rating]
            assert in_app.prompt is not put
    sink = StringIO()
    in_plain_mode(Plain(StringIO("".join(f"{line}\n" for line in lines)), sink), plain, lambda: 0)
    assert rows(plain) == rows(in_app)
    assert len({row["card"] for row in rows(plain)}) == 11
    assert {row["form"] for row in rows(plain)} == forms


def _answered(study):
    """Return an answer to what is asked: as keys of the app, and as lines of plain mode."""
    match study.prompt.form:
        case "typed":
            return [Words("May 1896"), "enter"], ["May 1896"]
        case "choice":
            wrong = chosen(study, next(each for each in study.prompt.options if each in ("Tumen", "1", "2", "4")))
            return [wrong], [wrong]
        case "pick":
            keys = [str(study.prompt.options.index(each) + 1) for each in ("Russia", "China", "Armenia")]
            return [*keys, "enter"], [" ".join(keys)]
        case "list":
            return [Words("russia, china"), "enter", Words("armenja"), "enter", "enter"], [
                "russia, china",
                "armenja",
                "",
            ]
    numbers = " ".join(str(study.prompt.options.index(each) + 1) for each in _swapped(study))
    return [*moves(study, [1, 0, 2]), "enter"], [numbers]


def _swapped(study):
    first, second, third = study.question.expects.items
    return second, first, third
