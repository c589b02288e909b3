"""Themes of one's own: a few colours make one; what is wrong with a file is told with its line."""

import pytest

from aide_memoire.config.themes import read_themes
from aide_memoire.core.colour import contrast, mixture
from aide_memoire.core.palette import DARK, LIGHT, READABLE

SEA = 'dark = true\nbackground = "#10141c"\nforeground = "#dfe6f2"\nprimary = "#7fb4ff"\n'


@pytest.fixture
def theme(tmp_path):
    """Write a theme; return it and what is told of it, without the folder."""

    def write(text, name="sea"):
        (tmp_path / f"{name}.toml").write_bytes(text.encode() if isinstance(text, str) else text)
        found = read_themes(str(tmp_path))
        return found.themes, [each.text.removeprefix(f"{tmp_path}/") for each in found.problems]

    return write


def test_what_a_theme_leaves_out_follows_from_the_rest(theme):
    """The accent is the primary colour, what is raised lies between ground and text, the rest is the program's."""
    ((name, dark, colours),), told = theme(SEA)
    assert (name, dark, told) == ("sea", True, [])
    assert set(colours) == set(DARK)
    assert colours["accent"] == "#7fb4ff"
    assert colours["error"] == DARK["error"]
    assert contrast("#10141c", "#10141c") < contrast(colours["surface"], "#10141c") < 1.2
    ((_, dark, colours),), _ = theme('dark = false\naccent = "#036"')
    assert (dark, colours) == (False, {**LIGHT, "accent": "#036", "primary": "#036"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'{SEA}accent = "blue"', "sea.toml:5: `accent` is a colour such as #d9a441; it is passed over"),
        (f"{SEA}accent = 3", "sea.toml:5: `accent` is a colour such as #d9a441; it is passed over"),
        (f'{SEA}accent = "#12345"', "sea.toml:5: `accent` is a colour such as #d9a441; it is passed over"),
        (f'{SEA}acent = "#fff"', "sea.toml:5: `acent` is no key of a theme; did you mean `accent`?"),
        (f'{SEA}name = "Sea"', "sea.toml:5: `name` is no key of a theme; the file's name is the theme's"),
        (SEA.replace("true", '"yes"'), "sea.toml:1: `dark` is true or false; it is taken as true"),
    ],
)
def test_what_cannot_be_used_is_passed_over(theme, text, told):
    """All else of the theme holds."""
    (found,), problems = theme(text)
    assert problems == [told]
    assert found.colours["background"] == "#10141c"
    assert found.colours["accent"] == "#7fb4ff"


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("x = [\n", "sea", "sea.toml:1: not TOML"),
        ("dark = true\n\nx = = 3", "sea", "sea.toml:3: not TOML"),
        (b"\xff", "sea", "sea.toml:1: not UTF-8"),
        ("", "sea", "sea.toml:1: it has no colour"),
        (SEA, "My theme", "My theme.toml:1: a theme's name has a to z, 0 to 9 and - alone"),
        (b"#" * 70_000, "sea", "sea.toml:1: "),
    ],
)
def test_a_file_that_is_no_theme_is_passed_over(theme, text, name, told):
    """It is told, and the others are there."""
    theme('primary = "#7fb4ff"', "good")
    (found,), (problem,) = theme(text, name)
    assert found.name == "good"
    assert problem.startswith(told)


def test_what_cannot_be_read_on_the_screen_is_told(theme):
    """The theme holds all the same: it is the learner's."""
    ((_, _, colours),), told = theme(SEA.replace("#dfe6f2", "#555555") + 'error = "#300000"\n')
    assert colours["foreground"] == "#555555"
    assert told[0] == "sea.toml:3: `foreground` on `background` has a contrast of 2.5 to 1; 4.5 is readable"
    assert told[-1].startswith("sea.toml:5: `error` on `background`")
    assert {line.split("`")[1] for line in told} == {"foreground", "error"}


def test_contrast_is_that_of_wcag():
    """Its own examples: black on white, and the lightest grey on white that still passes."""
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#fff") < READABLE
    assert mixture("#000000", "#ffffff", 0.5) == "#808080"


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_the_program_s_own_themes_are_readable(theme, colours):
    """They pass their own check."""
    text = "".join(f'{key} = "{value}"\n' for key, value in colours.items())
    assert theme(f"dark = {str(colours is DARK).lower()}\n{text}")[1] == []


def test_names_of_files_reach_no_terminal_as_they_are(tmp_path):
    """Nor do keys."""
    (tmp_path / "a\x1b[2J.toml").write_text(SEA)
    (tmp_path / "b.toml").write_text(f'{SEA}"\\u001b[2J\\n" = 3')
    told = "".join(each.text for each in read_themes(str(tmp_path)).problems)
    assert told
    assert not {"\x1b", "\n"} & set(told)
