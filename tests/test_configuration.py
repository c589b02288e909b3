"""`config.toml`: what can be set is read and written, and nothing else in the file is touched."""

import os

import pytest

from aide_memoire.config import read_settings, remove_setting, with_key, write_setting
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


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def test_the_first_setting_makes_the_file(path):
    """Folder and file come with it, and hold just that."""
    write_setting(path, "desired_retention", 0.85)
    assert text_of(path) == "desired_retention = 0.85\n"
    assert read_settings([path]) == Settings(desired_retention=0.85)


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
    """The file and the key are named."""
    os.makedirs(os.path.dirname(path))
    with open(path, "w", encoding="utf-8") as file:
        file.write(line)
    with pytest.raises(SettingsError, match=rf"config.toml: `{key}`"):
        read_settings([path])


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
    assert read_settings([str(common), str(own)]) == Settings(new_per_day=7, form="typed")
    remove_setting(str(own), "new_per_day")
    assert own.read_text() == ""
    assert read_settings([str(common), str(own)]) == Settings(new_per_day=5, form="typed")


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
    assert with_key(text, "new_per_day", "new_per_day = 3") == after
