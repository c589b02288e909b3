"""Charts as text: what each column, shade and line stands for."""

from datetime import date

import pytest

from aide_memoire.ui.render.charts import render_columns, render_days, render_line, render_track

TODAY = date(2026, 11, 25).toordinal()  # a Wednesday


def drawn(lines):
    return [line.plain for line in lines]


def test_the_days_begin_with_the_first_one():
    """No month that was before the first answer is drawn, and no day that is still to come."""
    lines = drawn(render_days({TODAY - 8: 1, TODAY: 4}, TODAY, 60))
    assert lines[0].split() == ["Nov"]
    assert [len(line) - 5 for line in lines[1:8]] == [3, 3, 3, 1, 1, 1, 1]
    assert lines[2].strip() == "░ ·"
    assert lines[3].split() == ["Wed", "·", "█"]


def test_shades_are_quarters_of_the_busiest_day():
    """Four shades from the first days on, each with its numbers."""
    counts = {TODAY - back: number for back, number in enumerate((51, 31, 20, 5))}
    lines = drawn(render_days(counts, TODAY, 60))
    assert {"░", "▒", "▓", "█"} <= set("".join(lines[1:8]))
    assert lines[8].strip() == "░ 1–12  ▒ 13–25  ▓ 26–38  █ 39–51"


@pytest.mark.parametrize("width", [53, 76, 113])
def test_a_long_year_ends_with_today(width):
    """Of many weeks the newest are drawn, and no line is too long."""
    lines = drawn(render_days({TODAY - back: 1 + back % 9 for back in range(900)}, TODAY, width))
    assert max(map(len, lines)) <= width
    assert lines[3][-1] == "░"


def test_columns_have_an_axis():
    """Six rows, a round number on top and half of it in the middle, weekdays and the last day below."""
    lines = drawn(render_columns([11, 0, 3] + [1] * 27, TODAY, 6))
    assert [line[:2] for line in lines[:6]] == ["12", "  ", "  ", " 6", "  ", "  "]
    assert lines[6].split()[:4] == ["W", "T", "F", "S"]
    assert lines[7].split() == ["today", "24", "Dec"]
    assert lines[5][3:8].split() == ["█", "·", "█"]


def test_the_line_of_recall_lies_above_or_below_the_wanted_one():
    """Better than wanted is drawn above the dashes, worse below."""
    for value, above in ((0.98, True), (0.75, False)):
        lines = drawn(render_line([None, value, value], 0.9, 40, 6))
        dashed = next(row for row, line in enumerate(lines) if "╌" in line)
        dotted = next(row for row, line in enumerate(lines) if any(ord(sign) > 0x2800 for sign in line))
        assert (dotted < dashed) == above
        assert lines[dashed].startswith(" 90 %")


def test_a_track_is_filled_in_proportion():
    """Its parts are as long as their numbers ask for, and together as long as the track."""
    assert render_track([(3, "━", ""), (1, "─", "")], 20).plain == "━" * 15 + "─" * 5
    assert render_track([(0, "━", ""), (0, "─", "")], 20).plain == "─" * 20
