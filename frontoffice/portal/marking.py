"""Marking the sentence that answers, inside the formatted passage that it stands in."""

import html
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe

# What the plain text of a table has between the cells of a row, and the table itself has not.
BETWEEN_CELLS = frozenset(":,")


def marked(formatted: str, text: str, start: int, end: int) -> SafeString:
    """The sanitized HTML of a passage with `text[start:end]` in <mark>; unmarked where the two don't agree.

    `text` is the plain text of `formatted`; they differ in blanks and in what stands between the cells of tables.
    """
    reader = _Reader()
    reader.feed(formatted)
    reader.close()
    chosen = _chosen("".join(reader.letters), text, start, end)
    if chosen is None:
        return mark_safe(formatted)  # noqa: S308 - sanitized when the passage was recorded
    writer = _Writer(chosen)
    writer.feed(formatted)
    writer.close()
    return mark_safe("".join(writer.parts))  # noqa: S308 - the same tags, with our own <mark> around text


def _chosen(letters: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """From which to which letter (blanks not counted) of the HTML the sentence goes."""
    place, first, last = 0, None, None
    for position, letter in enumerate(text[:end]):
        if letter.isspace():
            continue
        if place < len(letters) and letters[place] == letter:
            if position >= start:
                first, last = place if first is None else first, place
            place += 1
        elif letter not in BETWEEN_CELLS:
            return None
    return None if first is None or last is None else (first, last + 1)


class _Reader(HTMLParser):
    """The letters of the text, without blanks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.letters: list[str] = []

    def handle_data(self, data: str) -> None:
        self.letters += [letter for letter in data if not letter.isspace()]


class _Writer(HTMLParser):
    """Writes the HTML again, the chosen letters inside <mark>; a mark never crosses a tag."""

    def __init__(self, chosen: tuple[int, int]) -> None:
        super().__init__(convert_charrefs=True)
        self.chosen = chosen
        self.place = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        first = last = None
        for position, letter in enumerate(data):
            if letter.isspace():
                continue
            if self.chosen[0] <= self.place < self.chosen[1]:
                first, last = position if first is None else first, position
            self.place += 1
        if first is None or last is None:
            self.parts.append(_escaped(data))
            return
        before, inside, after = data[:first], data[first : last + 1], data[last + 1 :]
        self.parts.append(f"{_escaped(before)}<mark>{_escaped(inside)}</mark>{_escaped(after)}")


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
