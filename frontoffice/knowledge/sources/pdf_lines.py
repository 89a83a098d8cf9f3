"""The lines of a PDF's pages, with where they stand and how large their letters are."""

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from frontoffice.knowledge.sources import writing

_DIGITS = re.compile(r"\d+")
_MARGIN = 0.12  # of the page's height, above and below
_HYPHENS = "\u00ad\ufffe\x02"
HEAVY = 600


@dataclass(frozen=True)
class Line:
    """One line. `size` is the height of its letters and `y` its distance from the page's foot, in points; `edge` says
    that it stands where page heads stand."""

    text: str
    size: float
    heavy: bool
    x: float
    y: float
    edge: bool
    page: int
    broken: bool  # ends within a word


def lines_of_page(opened: Any, number: int) -> list[Line]:
    """The lines of one page, in the order of the text. The page is closed again."""
    page = opened[number]
    text_page = page.get_textpage()
    try:
        height, count = page.get_height() or 1.0, text_page.count_chars()
        whole = text_page.get_text_range()
        # Signs beyond the basic plane are two places there and one here: then places tell nothing.
        placed = len(whole) == count
        found, place = [], 0
        for raw in re.split(r"(\r\n|\r|\n)", whole):
            said = writing.tidy(raw.translate(dict.fromkeys(map(ord, _HYPHENS))))
            if said:
                start = place + len(raw) - len(raw.lstrip())
                size, heavy, x, y = _look(text_page, start) if placed else (0.0, False, 0.0, 0.0)
                broken = raw.rstrip(" ")[-1:] in _HYPHENS
                edge = size > 0 and not _MARGIN < y / height < 1 - _MARGIN
                found.append(Line(said, size, heavy, x, y, edge, number, broken))
            place += len(raw)
        return found
    finally:
        text_page.close()
        page.close()


def _look(text_page: Any, place: int) -> tuple[float, bool, float, float]:
    """Height of the letter, whether it is heavy, and where it stands."""
    import pypdfium2.raw as raw

    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, place, ctypes.byref(rect)):
        return 0.0, False, 0.0, 0.0
    heavy = raw.FPDFText_GetFontWeight(text_page, place) >= HEAVY
    return round(abs(rect.top - rect.bottom), 1), heavy, rect.left, min(rect.top, rect.bottom)


def without_page_heads(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without what stands at the head or foot of most of them, and without bare page numbers there."""
    repeated: Counter[str] = Counter()
    for page in pages:
        repeated.update({_mark(line) for line in page if line.edge})
    often = {mark for mark, times in repeated.items() if times >= 3 and times * 2 > len(pages)}
    return [[line for line in page if not (line.edge and _is_head(line, often))] for page in pages]


def _is_head(line: Line, often: set[str]) -> bool:
    return (
        _mark(line) in often
        or re.fullmatch(r"[-–\s]*(?:page\s*)?\d{1,4}[-–\s]*", line.text, re.I) is not None
    )


def _mark(line: Line) -> str:
    return _DIGITS.sub("#", line.text)
