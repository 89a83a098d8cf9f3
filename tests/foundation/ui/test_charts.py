"""Charts put each value where it belongs and survive odd numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.foundation.ui import charts


def test_the_longest_bar_fills_the_width_and_the_rest_are_in_proportion() -> None:
    chart = charts.bars([("a", 50), ("b", 200), ("c", 0)])
    assert [mark.width for mark in chart.marks] == [25, 100, 0]


def test_values_are_written_grouped_with_their_unit() -> None:
    assert charts.bars([("a", 12345)], unit="min").marks[0].written == "12,345 min"
    assert charts.bars([("a", Decimal("3.5"))]).marks[0].written == "3.5"


def test_a_line_runs_from_left_to_right_over_round_grid_lines() -> None:
    chart = charts.line([("Mon", 62), ("Tue", 91), ("Wed", 0)])
    assert [mark.x for mark in chart.marks] == [0, 50, 100]
    assert [tick.written for tick in chart.ticks] == ["0", "25", "50", "75", "100"]
    assert chart.marks[2].y == chart.ticks[0].y
    assert chart.marks[1].y < chart.marks[0].y, "more is higher"


def test_many_points_show_at_most_seven_labels() -> None:
    shown = [mark for mark in charts.line([(str(day), day) for day in range(31)]).marks if mark.show_label]
    assert 4 <= len(shown) <= 7


@pytest.mark.parametrize("points", [[], [("only", 0)], [("a", 0), ("b", 0)], [("a", -5), ("b", -1)]])
def test_nothing_and_zero_can_be_drawn(points: list[tuple[str, int]]) -> None:
    assert len(charts.bars(points).marks) == len(points)
    assert len(charts.line(points).marks) == len(points)


@given(st.lists(st.decimals(min_value=0, max_value=10**9, places=2), min_size=1, max_size=60))
def test_every_mark_lies_inside_the_drawing(values: list[Decimal]) -> None:
    points = [(str(place), value) for place, value in enumerate(values)]
    chart = charts.line(points)
    assert all(0 <= mark.x <= 100 and charts.TOP - 0.1 <= mark.y <= chart.base + 0.1 for mark in chart.marks)
    assert 2 <= len(chart.ticks) <= 6
    assert all(0 <= mark.width <= 100 for mark in charts.bars(points).marks)
