"""`config.toml`: what can be set is read and written, and nothing else in the file is touched."""

import os

import pytest

from aide_memoire.config.files import read_settings, remove_setting, write_setting
from aide_memoire.config.lines import line_of, with_key
from aide_memoire.core.errors import SettingsError
from aide_memoire.core.settings import Settings

HAND_WRITTEN = """\
# my settings
new_per_day = 10            # not too many

  form="typed" # I like to type
reviews_per_day=150
"""


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "config" / "config.toml")


@pytest.fixture
def hand_written(path):
    os.makedirs(os.path.dirname(path))
    with open(path, "w", encoding="utf-8") as file:
        file.write(HAND_WRITTEN)
    return path


def read(paths):
    return read_settings(paths)[0]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def test_the_first_setting_makes_the_file(path):
    """Folder and file come with it, and hold just that."""
    write_setting(path, "desired_retention", 0.85)
    assert text_of(path) == "desired_retention = 0.85\n"
    assert read([path]) == Settings(desired_retention=0.85)


@pytest.mark.parametrize(
    ("key", "value", "before", "after"),
    [
        ("new_per_day", 20, "new_per_day = 10 ", "new_per_day = 20 "),
        ("form", "choice", '  form="typed" #', 'form = "choice" #'),
        ("reviews_per_day", 90, "reviews_per_day=150\n", "reviews_per_day = 90\n"),
    ],
)
def test_a_setting_is_changed_where_it_stands(hand_written, key, value, before, after):
    """Comments, empty lines and all other settings keep every byte."""
    write_setting(hand_written, key, value)
    assert text_of(hand_written) == HAND_WRITTEN.replace(before, after)


def test_a_new_setting_goes_to_the_end(hand_written):
    """Also where the last line has no end."""
    with open(hand_written, "w", encoding="utf-8") as file:
        file.write(HAND_WRITTEN.rstrip())
    write_setting(hand_written, "leech_threshold", 0)
    assert text_of(hand_written) == f"{HAND_WRITTEN}leech_threshold = 0\n"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("day_starts_at = 24", "day_starts_at"),
        ("leech_threshold = -1", "leech_threshold"),
        ('theme = "a b"', "theme"),
        ("theme = 3", "theme"),
        ("new_per_day = true", "new_per_day"),
        ("desired_retention = 0.99", "desired_retention"),
        ('form = "sung"', "form"),
        ("new_a_day = 3", "new_a_day"),
    ],
)
def test_what_cannot_be_set_is_told_by_name(path, line, key):
    """The file, the line and the key are named; all else of the file holds."""
    write(path, f"# mine\nreviews_per_day = 9\n{line}\n")
    found, (problem,) = read_settings([path])
    assert problem.text.startswith(f"{path}:3: `{key}`")
    assert found == Settings(reviews_per_day=9)


def test_a_file_that_cannot_be_used_is_not_written_over(path):
    """Whatever stands in it is the learner's: it is told, and stays."""
    os.makedirs(os.path.dirname(path))
    with open(path, "w", encoding="utf-8") as file:
        file.write("new_per_day = [")
    with pytest.raises(SettingsError, match="not TOML"):
        write_setting(path, "new_per_day", 3)
    assert text_of(path) == "new_per_day = ["
    with open(path, "wb") as file:
        file.write(b"# \xff\n")
    with pytest.raises(SettingsError, match="not UTF-8"):
        write_setting(path, "new_per_day", 3)


def test_a_value_that_cannot_be_is_not_written(hand_written):
    """The file keeps its bytes."""
    with pytest.raises(SettingsError, match="from 0 to 23"):
        write_setting(hand_written, "day_starts_at", 99)
    assert text_of(hand_written) == HAND_WRITTEN


def test_a_profile_goes_over_what_holds_for_all(tmp_path):
    """Key by key: what the learner has not set is as it is for all."""
    common, own = tmp_path / "config.toml", tmp_path / "own.toml"
    common.write_text('new_per_day = 5\nform = "typed"\n')
    own.write_text("new_per_day = 7\n")
    assert read([str(common), str(own)]) == Settings(new_per_day=7, form="typed")
    remove_setting(str(own), "new_per_day")
    assert own.read_text() == ""
    assert read([str(common), str(own)]) == Settings(new_per_day=5, form="typed")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[tables]\nx = 1\n", "new_per_day = 3\n[tables]\nx = 1\n"),
        ("form = 'flip'\n\n[tables]\nx = 1\n", "form = 'flip'\nnew_per_day = 3\n\n[tables]\nx = 1\n"),
        ("[tables]\nnew_per_day = 9\n", "new_per_day = 3\n[tables]\nnew_per_day = 9\n"),
    ],
)
def test_a_key_stands_before_every_table(text, after):
    """Behind a table's header it would be the table's."""
    assert with_key(text, ("new_per_day",), "3") == after


DECKS = """\
new_per_day = 10

[decks."csto"]   # the exam
new_per_day = 3
# as it is a list
form = "flip"

[decks.treaties]
desired_retention = 0.85
"""


def test_a_deck_has_settings_of_its_own(tmp_path):
    """Key by key: of a deck in the learner's file, then in that of all, then the learner's."""
    common, own = tmp_path / "config.toml", tmp_path / "own.toml"
    common.write_text(DECKS)
    own.write_text('desired_retention = 0.8\n[decks."csto"]\nform = "typed"\n')
    settings = read([str(common), str(own)])
    assert settings.decks == {"csto": {"new_per_day": 3, "form": "typed"}, "treaties": {"desired_retention": 0.85}}
    csto = settings.of_deck("csto")
    assert (csto.new_per_day, csto.form, csto.desired_retention) == (3, "typed", 0.8)
    assert settings.of_deck("treaties").desired_retention == 0.85
    assert settings.of_deck("other") == settings


def test_a_deck_s_new_ones_are_within_the_learner_s():
    """It is a ceiling."""
    assert Settings(new_per_day=10, decks={"d": {"new_per_day": 30}}).of_deck("d").new_per_day == 10
    assert Settings(new_per_day=10, decks={"d": {"new_per_day": 0}}).of_deck("d").new_per_day == 0


@pytest.mark.parametrize(
    ("deck", "key", "value", "before", "after"),
    [
        ("csto", "new_per_day", 4, "new_per_day = 3", "new_per_day = 4"),
        ("csto", "form", "typed", 'form = "flip"', 'form = "typed"'),
        ("csto", "exam_target", 0.9, 'form = "flip"\n', 'form = "flip"\nexam_target = 0.9\n'),
        ("treaties", "form", "flip", "0.85\n", '0.85\nform = "flip"\n'),
        ("", "new_per_day", 4, "new_per_day = 10", "new_per_day = 4"),
        ("", "form", "flip", "10\n", '10\nform = "flip"\n'),
        ("new", "form", "flip", "0.85\n", '0.85\n\n[decks."new"]\nform = "flip"\n'),
        ("v1.2", "form", "flip", "0.85\n", '0.85\n\n[decks."v1.2"]\nform = "flip"\n'),
    ],
)
def test_a_setting_of_a_deck_is_written_where_it_belongs(path, deck, key, value, before, after):
    """Every other line keeps its bytes."""
    write(path, DECKS)
    write_setting(path, key, value, deck)
    assert text_of(path) == DECKS.replace(before, after, 1)
    found = read([path])
    assert getattr(found.of_deck(deck), key) == value


@pytest.mark.parametrize(
    ("deck", "key", "gone"),
    [
        ("csto", "new_per_day", "new_per_day = 3\n"),
        ("csto", "form", 'form = "flip"\n'),
        ("treaties", "desired_retention", "\n[decks.treaties]\ndesired_retention = 0.85\n"),
        ("", "new_per_day", "new_per_day = 10\n"),
        ("treaties", "form", ""),
        ("other", "form", ""),
    ],
)
def test_a_setting_is_taken_out_alone(path, deck, key, gone):
    """With the header of its table where nothing is left below it."""
    write(path, DECKS)
    remove_setting(path, key, deck)
    assert text_of(path) == DECKS.replace(gone, "", 1)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ('decks.d.form = "flip"\n', 'decks.d.form = "typed"\n'),
        ('[decks]\nd.form = "flip"\n', '[decks]\nd.form = "typed"\n'),
        ("[decks.'d'] # mine\n'form'='flip'\n", "[decks.'d'] # mine\n'form' = \"typed\"\n"),
        ('[decks."d"]\nform="flip"', '[decks."d"]\nform = "typed"'),
    ],
)
def test_other_layouts_are_changed_too(path, text, changed):
    """As people write TOML."""
    write(path, text)
    write_setting(path, "form", "typed", "d")
    assert text_of(path) == changed
    remove_setting(path, "form", "d")
    assert read([path]) == Settings()


def test_what_cannot_be_changed_by_line_is_left_alone(path):
    """It is told; nothing is written that would say something else."""
    text = 'decks = { d = { form = "flip" } }\n'
    write(path, text)
    assert read([path]).of_deck("d").form == "flip"
    with pytest.raises(SettingsError, match="laid out"):
        write_setting(path, "form", "typed", "d")
    assert text_of(path) == text


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[decks."d"]\nnew_per_dya = 3', 2, "`new_per_dya` is not a setting; did you mean `new_per_day`?"),
        ('[decks."d"]\nretention = 0.9', 2, "`retention` is not a setting; did you mean `desired_retention`?"),
        ('[decks."d"]\n\ntheme = "x"', 3, "`theme` cannot be set for one deck; set it above all tables, for all decks"),
        ('form = "flip"\n[decks."d"]\nform = "x"', 3, "`form` is one of ladder, flip, typed, choice; it is"),
        ("decks = 3", 1, '`decks` is no setting of its own; a deck has a table: [decks."its id"]'),
        ("[decks]\nform = 3", 2, '`form` is no deck\'s table; [decks."id"] with `form` below it'),
        ("x = 1\ndecks.d.x = 3", 2, "`x` is not a setting; a deck can have new_per_day, desired_retention, form"),
        ("days_off = ['someday']", 1, "`days_off` is a list of days"),
        ("easy_days = ['2026-12-31/2026-12-01']", 1, "`easy_days` is a list of days"),
    ],
)  # fmt: skip
def test_what_a_deck_cannot_have_is_told_with_its_line_and_cure(path, text, line, told):
    """All else holds."""
    write(path, f"leech_threshold = 3\n{text}\n")
    found, problems = read_settings([path])
    assert problems[-1].text.startswith(f"{path}:{line + 1}: {told}")
    assert found.leech_threshold == 3


def test_a_key_that_is_not_found_has_the_line_of_what_is_around_it():
    """A file can be laid out in any way."""
    assert line_of('\n[decks]\nd = { form = "x" }', ("decks", "d", "form")) == 3
    assert line_of("", ("decks", "d", "form")) == 1


def test_hostile_names_stay_on_one_line(path):
    """What a file calls its keys reaches no terminal as it is."""
    write(path, '"a\\u001b[2J\\nb" = 1\n')
    (problem,) = read_settings([path])[1]
    assert "\x1b" not in problem.text
    assert "\n" not in problem.text
