"""Where the bars, lines and words of a chart go: across in percent, so that it fits any width, down in pixels.

Only geometry; color and type are the style sheet's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

Number = int | float | Decimal

ROW, BAR_DOWN = 40, 20  # a bar's row, and how far down in it the bar lies under its label
PLOT, TOP, FOOT = 200, 12, 24
MOST_LABELS = 7


@dataclass(frozen=True)
class Mark:
    """One value: its label, how it is written, and where it is drawn (`width` is a bar's length)."""

    label: str
    written: str
    x: float
    y: float
    width: float = 0
    show_label: bool = True

    @property
    def text_y(self) -> float:
        """The baseline of a bar's label."""
        return self.y - 6


@dataclass(frozen=True)
class Tick:
    """A grid line and the value it stands for."""

    written: str
    y: float

    @property
    def text_y(self) -> float:
        return round(self.y + 4, 1)


@dataclass(frozen=True)
class Chart:
    """A drawing as high as `height` pixels; `line` is the path through the marks in a field of 100 by `base`."""

    height: int
    base: int
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...] = ()
    line: str = ""

    @property
    def label_y(self) -> float:
        return self.height - 6


def bars(points: Sequence[tuple[str, Number]], *, unit: str = "") -> Chart:
    """Horizontal bars, one row a point, each under its label and value; nothing below zero is drawn."""
    most = max((float(value) for _label, value in points), default=0) or 1
    marks = tuple(
        Mark(
            label=str(label),
            written=write(value, unit),
            x=0,
            y=place * ROW + BAR_DOWN,
            width=round(max(float(value), 0) / most * 100, 2),
        )
        for place, (label, value) in enumerate(points)
    )
    height = max(len(points), 1) * ROW
    return Chart(height=height, base=height, marks=marks)


def line(points: Sequence[tuple[str, Number]], *, unit: str = "") -> Chart:
    """A line over equally spaced points, from zero up, with three to five round grid lines."""
    most = max((float(value) for _label, value in points), default=0)
    step = _round_step((most if most > 0 else 1) / 4)
    top = max(math.ceil(most / step), 1) * step
    gap = 100 / max(len(points) - 1, 1)
    every = math.ceil(max(len(points) - 1, 1) / (MOST_LABELS - 1))
    marks = tuple(
        Mark(
            label=str(label),
            written=write(value, unit),
            x=round(place * gap, 2),
            y=_down(float(value), top),
            show_label=place % every == 0,
        )
        for place, (label, value) in enumerate(points)
    )
    levels = range(round(top / step) + 1)
    ticks = tuple(Tick(number_format(_plain(level * step)), _down(level * step, top)) for level in levels)
    path = " ".join(f"{'M' if place == 0 else 'L'}{mark.x} {mark.y}" for place, mark in enumerate(marks))
    return Chart(height=TOP + PLOT + FOOT, base=TOP + PLOT, marks=marks, ticks=ticks, line=path)


def write(value: Number, unit: str) -> str:
    """A value as people read it: grouped, with its unit after it."""
    return f"{number_format(value, use_l10n=True, force_grouping=True)}{f' {unit}' if unit else ''}"


def _down(value: float, top: float) -> float:
    return round(TOP + PLOT * (1 - max(value, 0) / top), 1)


def _plain(value: float) -> int | float:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _round_step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next((factor * size for factor in (1, 2, 2.5, 5) if factor * size >= rough), 10 * size)
