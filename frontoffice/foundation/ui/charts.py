"""Where the bars, lines and words of a chart go. Only geometry; color and type are the style sheet's."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

Number = int | float | Decimal

WIDTH = 720
HEIGHT = 240
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 18, 26
ROW = 26
BAR = 18
LETTER = 7.2  # the width of a letter of the chart's 13 px type, roughly; only to leave room for labels


@dataclass(frozen=True)
class Mark:
    """One value: its label, how it is written, and where it is drawn (`width` is a bar's length)."""

    label: str
    written: str
    x: float
    y: float
    width: float
    show_label: bool

    @property
    def label_x(self) -> float:
        return round(self.x - 8, 1)

    @property
    def end_x(self) -> float:
        return round(self.x + self.width + 6, 1)

    @property
    def bar_y(self) -> float:
        return round(self.y + (ROW - BAR) / 2, 1)

    @property
    def text_y(self) -> float:
        return round(self.y + 17.5, 1)


@dataclass(frozen=True)
class Tick:
    """A grid line and the value it stands for."""

    written: str
    y: float
    text_x: float

    @property
    def text_y(self) -> float:
        return round(self.y + 4, 1)


@dataclass(frozen=True)
class Chart:
    """A drawing of `width` by `height` units. `line` is the path through the marks, empty for bars."""

    width: int
    height: int
    left: float
    right: float
    base: float
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...] = ()
    line: str = ""

    @property
    def label_y(self) -> float:
        return self.height - 6


def bars(points: Sequence[tuple[str, Number]], *, unit: str = "") -> Chart:
    """Horizontal bars, one row a point, longest label on the left; nothing below zero is drawn."""
    longest = max((len(str(label)) for label, _value in points), default=0)
    left = min(longest * LETTER + 10, WIDTH * 0.4)
    most = max((float(value) for _label, value in points), default=0) or 1
    widest = max((len(write(value, unit)) for _label, value in points), default=0)
    room = WIDTH - left - widest * LETTER - 14
    marks = tuple(
        Mark(
            label=str(label),
            written=write(value, unit),
            x=round(left, 1),
            y=place * ROW,
            width=round(max(float(value), 0) / most * room, 1),
            show_label=True,
        )
        for place, (label, value) in enumerate(points)
    )
    height = max(len(points), 1) * ROW
    return Chart(WIDTH, height, round(left, 1), WIDTH, height, marks)


def line(points: Sequence[tuple[str, Number]], *, unit: str = "") -> Chart:
    """A line over equally spaced points, from zero up, with three or four round grid lines."""
    most = max((float(value) for _label, value in points), default=0) or 1
    step = _round_step(most / 4)
    top = math.ceil(most / step) * step
    plot_width, plot_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    gap = plot_width / max(len(points) - 1, 1)
    every = max(1, math.ceil(len(points) * 52 / plot_width))
    last = len(points) - 1
    marks = tuple(
        Mark(
            label=str(label),
            written=write(value, unit),
            x=round(LEFT + place * gap, 1),
            y=round(TOP + plot_height * (1 - float(value) / top), 1),
            width=0,
            show_label=place == last or (place % every == 0 and last - place >= every),
        )
        for place, (label, value) in enumerate(points)
    )
    ticks = tuple(
        Tick(
            number_format(round(level * step, 6)),
            round(TOP + plot_height * (1 - level * step / top), 1),
            LEFT - 8,
        )
        for level in range(round(top / step) + 1)
    )
    path = " ".join(f"{'M' if place == 0 else 'L'}{mark.x} {mark.y}" for place, mark in enumerate(marks))
    return Chart(WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, marks, ticks, path)


def write(value: Number, unit: str) -> str:
    """A value as people read it: grouped, with its unit after it."""
    return f"{number_format(value, use_l10n=True, force_grouping=True)}{f' {unit}' if unit else ''}"


def _round_step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next((factor * size for factor in (1, 2, 2.5, 5) if factor * size >= rough), 10 * size)
