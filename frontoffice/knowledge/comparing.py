"""Comparing two texts paragraph by paragraph and word by word, in bounds whatever their size.

What is compared is what readers see: paragraphs, list items, rows of tables and headings, links with where they lead.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from frontoffice.knowledge.models import Form
from frontoffice.knowledge.splitting.lines import Line, lines
from frontoffice.knowledge.splitting.sanitizing import from_markdown, from_text, sanitized

Kind = Literal["same", "changed", "gone", "new"]
LIKE = 45.0  # percent: below that two paragraphs are not one and the same
WORDS_AT_MOST = 1500
PAIRS_AT_MOST = 2500
ROWS_AT_MOST = 4000
AROUND = 1  # unchanged rows that stay beside a change
_WORD = re.compile(r"[$€£]?\d[\d.,]*\d%?|\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words: the same on both sides, gone, or new."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Row:
    """One paragraph, heading, item or table row, before and after; a side is empty where it has none."""

    kind: Kind
    tag: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def inline(self) -> tuple[Piece, ...]:
        """Both sides in one: what is gone stands before what is new."""
        if self.kind != "changed":
            return self.after or self.before
        return tuple(_merged(self.before, self.after))


@dataclass(frozen=True)
class Fold:
    """So many unchanged rows that are not shown."""

    rows: int


@dataclass(frozen=True)
class Comparison:
    """The rows in order, and how many are new, gone and changed. `rough` where texts were too long to compare words."""

    rows: tuple[Row, ...]
    rough: bool = False

    def count(self, kind: Kind) -> int:
        return sum(row.kind == kind for row in self.rows)

    @property
    def is_same(self) -> bool:
        return all(row.kind == "same" for row in self.rows)

    @property
    def folded(self) -> list[Row | Fold]:
        """The changes with what stands next to them; long unchanged stretches in one."""
        near = {
            place + step
            for place, row in enumerate(self.rows)
            if row.kind != "same"
            for step in range(-AROUND, AROUND + 1)
        }
        shown: list[Row | Fold] = []
        for place, row in enumerate(self.rows):
            if place in near:
                shown.append(row)
            elif shown and isinstance(shown[-1], Fold):
                shown[-1] = Fold(shown[-1].rows + 1)
            else:
                shown.append(Fold(1))
        return shown


def lines_of(body: str, form: str) -> list[Line]:
    """What readers see of a body, a line for each paragraph, heading, item and row."""
    made: dict[str, Callable[[str], str]] = {Form.MARKDOWN: from_markdown, Form.TEXT: from_text}
    return lines(made.get(form, sanitized)(body))


def compare(before: Sequence[Line], after: Sequence[Line]) -> Comparison:
    """How the one became the other."""
    rough = len(before) + len(after) > ROWS_AT_MOST
    matcher = SequenceMatcher(None, before, after, autojunk=rough)
    rows: list[Row] = []
    for kind, b1, b2, a1, a2 in matcher.get_opcodes():
        if kind == "equal":
            rows += [Row("same", one.tag, _whole("same", one), _whole("same", one)) for one in after[a1:a2]]
        else:
            rows += _between(before[b1:b2], after[a1:a2])
    return Comparison(tuple(rows), rough)


def _between(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Row]:
    """Rows of a stretch in which nothing is the same: like paragraphs beside each other, the others alone."""
    place = 0
    for number, line in enumerate(before):
        partner = _partner(line, after, place, alone=len(before) * len(after) > PAIRS_AT_MOST)
        if partner is None or _fits_better(after[partner], before[number + 1 :], line):
            yield Row("gone", line.tag, _whole("gone", line), ())
            continue
        yield from (Row("new", one.tag, (), _whole("new", one)) for one in after[place:partner])
        yield _changed(line, after[partner])
        place = partner + 1
    yield from (Row("new", one.tag, (), _whole("new", one)) for one in after[place:])


def _partner(line: Line, after: Sequence[Line], start: int, *, alone: bool) -> int | None:
    """The place of the most alike line from `start` on; where there are too many only the next one is looked at."""
    last = start + 1 if alone else len(after)
    likeness = {place: _likeness(line, after[place]) for place in range(start, min(last, len(after)))}
    best = max(likeness, key=lambda place: likeness[place], default=None)
    return best if best is not None and likeness[best] >= LIKE else None


def _fits_better(line: Line, others: Sequence[Line], than: Line) -> bool:
    own = _likeness(than, line)
    return any(_likeness(other, line) > own for other in others[:50])


def _likeness(one: Line, other: Line) -> float:
    if one.tag != other.tag:
        return 0.0
    return fuzz.ratio(one.text[:2000], other.text[:2000])


def _changed(before: Line, after: Line) -> Row:
    one, other = _WORD.findall(before.text), _WORD.findall(after.text)
    if len(one) + len(other) > WORDS_AT_MOST:
        return Row("changed", after.tag, _whole("gone", before), _whole("new", after))
    left: list[Piece] = []
    right: list[Piece] = []
    for same, was, now in _runs(one, other):
        _add(left, "same" if same else "gone", was)
        _add(right, "same" if same else "new", now)
    return Row("changed", after.tag, tuple(left), tuple(right))


def _runs(one: list[str], other: list[str]) -> list[tuple[bool, str, str]]:
    """Runs of words that are the same, or not; a space alone between two changes belongs to them."""
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    runs = [(kind == "equal", "".join(one[b1:b2]), "".join(other[a1:a2])) for kind, b1, b2, a1, a2 in codes]
    return [
        (same and not (was.isspace() and 0 < place < len(runs) - 1), was, now)
        for place, (same, was, now) in enumerate(runs)
    ]


def _add(pieces: list[Piece], kind: Kind, text: str) -> None:
    # Same runs stay apart, so that both sides have equally many.
    if text and pieces and kind != "same" and pieces[-1].kind == kind:
        pieces[-1] = Piece(kind, pieces[-1].text + text)
    elif text:
        pieces.append(Piece(kind, text))


def _merged(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[Piece]:
    left, right = list(before), list(after)
    while left or right:
        while left and left[0].kind == "gone":
            yield left.pop(0)
        while right and right[0].kind == "new":
            yield right.pop(0)
        if left and right:
            yield right.pop(0)
            left.pop(0)
        elif left or right:
            yield from (*left, *right)
            return


def _whole(kind: Kind, line: Line) -> tuple[Piece, ...]:
    return (Piece(kind, line.text),)
