"""Lines of a PDF put together: headings, paragraphs, items of lists."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from frontoffice.knowledge.sources import writing
from frontoffice.knowledge.sources.pdf_lines import Line

LARGER = 1.12  # than most of the text: a heading
LONGEST_HEADING = 160
LEVELS = 3
WIDE_GAP = 1.7  # of the letters' height, from one line to the next
_BULLET = re.compile(r"^[•◦▪‣●○■\uf0b7\uf0a7–-]\s+")
_NUMBERED = re.compile(r"^(?:\d{1,3}[.)]|\([a-z0-9]{1,4}\)|[a-z]\)|§)\s")
_ENDS = re.compile(r"[.:;!?)”\"]$")


def blocks(lines: Sequence[Line], title: str = "") -> list[str]:
    """Markdown of the lines, a block for each heading, paragraph and item. The title is not said again at the start."""
    usual = usual_size(lines)
    sizes = sorted({line.size for line in lines if _is_large(line, usual)}, reverse=True)
    level = {size: min(place + 1, LEVELS) for place, size in enumerate(sizes)}
    found: list[str] = []
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run, line, usual):
            found.append(_block(run, level, usual))
            run = []
        run.append(line)
    if run:
        found.append(_block(run, level, usual))
    said = [block for block in found if block.strip()]
    if said and title and said[0].lstrip("# ").strip() == writing.escaped(title):
        return said[1:] or said
    return said


def usual_size(lines: Sequence[Line]) -> float:
    """The size that most of the text has."""
    weight: Counter[float] = Counter()
    for line in lines:
        weight[line.size] += len(line.text)
    return weight.most_common(1)[0][0] if weight else 0.0


def _is_large(line: Line, usual: float) -> bool:
    return usual > 0 and line.size >= usual * LARGER and len(line.text) <= LONGEST_HEADING


def _is_heading(line: Line, usual: float) -> bool:
    if _is_large(line, usual):
        return True
    return line.heavy and len(line.text) <= 90 and not _ENDS.search(line.text) and line.text[:1].isupper()


def _goes_on(run: Sequence[Line], line: Line, usual: float) -> bool:
    """Whether the line belongs to the paragraph before it."""
    last = run[-1]
    if last.broken:
        return True
    if _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return False
    heading = _is_heading(last, usual)
    if heading != _is_heading(line, usual) or (heading and last.size != line.size):
        return False
    if last.page != line.page:
        return not heading and not _ENDS.search(last.text) and line.text[:1].islower()
    height = max(last.size, line.size, 1.0)
    # Without places, lines are a paragraph until one ends a sentence.
    if last.size == 0:
        return not _ENDS.search(last.text)
    return 0 < last.y - line.y < WIDE_GAP * height


def _block(run: Sequence[Line], level: dict[float, int], usual: float) -> str:
    text = run[0].text
    for before, line in itertools.pairwise(run):
        if before.broken:
            text += line.text
        elif text.endswith("-") and text[-2:-1].isalpha() and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}"
    if _is_heading(run[0], usual):
        deepest = max(level.values(), default=0)
        return writing.heading(level.get(run[0].size, min(deepest + 1, LEVELS + 1)), writing.escaped(text))
    if _BULLET.match(text):
        return f"- {writing.escaped(_BULLET.sub('', text))}"
    return writing.line(writing.escaped(text))
