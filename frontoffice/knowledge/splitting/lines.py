"""What readers see of sanitized HTML, line by line: for comparing texts and for writing them anew."""

from dataclasses import dataclass
from html.parser import HTMLParser

from frontoffice.knowledge.splitting.sanitizing import HEADINGS

_OWN_LINE = {*HEADINGS, "p", "li", "tr", "pre", "dt", "dd"}


@dataclass(frozen=True)
class Line:
    """A paragraph (p), heading (h1 to h6), item (li), table row (tr) or the like; links say where they lead."""

    tag: str
    text: str


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Line] = []
        self.tags: list[str] = []
        self.parts: list[str] = []
        self.cells = 0
        self.leads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _OWN_LINE:
            # A paragraph within an item or a cell belongs to it.
            if not (tag == "p" and self.tags and self.tags[-1] in {"li", "dd"} and not self._begun()):
                self.flush()
                self.tags.append(tag)
            self.cells = 0
        elif tag in {"td", "th"}:
            self.parts.append(" | " if self.cells else "")
            self.cells += 1
        elif tag == "br":
            self.parts.append(" ")
        elif tag == "a":
            self.leads.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.leads:
            address = self.leads.pop()
            self.parts.append(f" ({address})" if address else "")
        elif tag in _OWN_LINE:
            self.flush()
            if tag in self.tags:
                while self.tags.pop() != tag:
                    pass

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def _begun(self) -> bool:
        return bool("".join(self.parts).strip())

    def flush(self) -> None:
        text = " ".join("".join(self.parts).split())
        if text:
            self.found.append(Line(self.tags[-1] if self.tags else "p", text))
        self.parts = []


def lines(source: str) -> list[Line]:
    """The lines of sanitized HTML, in order."""
    reader = _Lines()
    reader.feed(source)
    reader.close()
    reader.flush()
    return reader.found
