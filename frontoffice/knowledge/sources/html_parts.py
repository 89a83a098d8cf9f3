"""What a saved page says: its title, its language, and the part that is its own and not the site's."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
_OF_THE_SITE = {"nav", "header", "footer", "aside"}
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DEEPEST = 2_000


class TooDeep(ValueError):
    """Elements stand within each other deeper than any page needs."""


@dataclass
class Parts:
    """Places are counted in signs from the start. `main` is the span of the page's own part, `cut` what is not to be
    read in it: what no reader sees, and what belongs to the site.
    """

    title: str = ""
    heading: str = ""
    language: str = ""
    main: tuple[int, int] | None = None
    body: tuple[int, int] | None = None
    hidden: list[tuple[int, int]] = field(default_factory=list)
    around: list[tuple[int, int]] = field(default_factory=list)

    def own(self, source: str) -> str:
        """The page's own part, in HTML."""
        start, end = self.main or self.body or (0, len(source))
        cut = self.hidden if self.main is not None else self.hidden + self.around
        kept, place = [], start
        for first, last in sorted(cut):
            if first >= place and last <= end:
                kept.append(source[place:first])
                place = last
        return "".join([*kept, source[place:end]]).strip()


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts = Parts()
        self._begins = [0]
        for found in re.finditer("\n", source):
            self._begins.append(found.end())
        self._end = len(source)
        self._open: list[tuple[str, int, str]] = []
        self._words: list[str] | None = None

    def _place(self) -> int:
        line, column = self.getpos()
        return self._begins[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "html":
            self.parts.language = (told.get("lang") or "")[:20]
        if tag in _VOID:
            return
        if len(self._open) >= DEEPEST:
            raise TooDeep
        self._open.append((tag, self._place(), _role(tag, told)))
        if tag in {"title", "h1"}:
            self._words = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"title", "h1"} and self._words is not None:
            said = " ".join("".join(self._words).split())[:300]
            if tag == "title" and not self.parts.title:
                self.parts.title = said
            elif tag == "h1" and not self.parts.heading:
                self.parts.heading = said
            self._words = None
        if all(name != tag for name, _start, _role_of in reversed(self._open)):
            return
        after = self._place() + len(tag) + 3
        while self._open:
            name, start, role = self._open.pop()
            self._closed(role, start, after if name == tag else self._place())
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def _closed(self, role: str, start: int, end: int) -> None:
        if role == "main" and (
            self.parts.main is None or end - start > self.parts.main[1] - self.parts.main[0]
        ):
            self.parts.main = (start, end)
        elif role == "body":
            self.parts.body = (start, end)
        elif role == "hidden":
            self.parts.hidden.append((start, end))
        elif role == "site":
            self.parts.around.append((start, end))

    def finish(self) -> Parts:
        self.close()
        while self._open:
            _name, start, role = self._open.pop()
            self._closed(role, start, self._end)
        return self.parts


def _role(tag: str, told: dict[str, str | None]) -> str:
    """What an element is for the reading of the page."""
    if "hidden" in told or told.get("aria-hidden") == "true" or _UNSEEN.search(told.get("style") or ""):
        return "hidden"
    if tag == "main" or told.get("role") == "main":
        return "main"
    if tag in _OF_THE_SITE or told.get("role") in {"navigation", "banner", "contentinfo", "search"}:
        return "site"
    return "body" if tag == "body" else ""


def parts_of(source: str) -> Parts:
    """The parts of a page. Raises TooDeep."""
    reader = _Reader(source)
    reader.feed(source)
    return reader.finish()
