"""HTML of strangers: cleaned so that it can be shown, and as plain text. Nothing in it loads, runs or hides (X7)."""

import re
from html.parser import HTMLParser

import nh3

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
LONGEST = 1_000_000
_BLOCKS = {
    "p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "dl", "dt",
    "dd", "section", "article", "header", "footer", "blockquote", "center", "address",
}  # fmt: skip
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote"}
_UNSEEN = {"script", "style", "head", "title", "template", "noscript", "object", "svg", "math"}


def cleaned(html: str) -> str:
    """What of the HTML may be shown: words, lists, tables and links; no pictures, styles, scripts or forms."""
    return nh3.clean(
        html[:LONGEST],
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style", "title", "template", "noscript", "svg", "math"},
    )


def as_text(html: str) -> str:
    """The words of the HTML, a line for each block; what it quotes begins with >."""
    reader = _Reader()
    try:
        reader.feed(html[:LONGEST])
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        pass  # what was read until then is what there is; the original is kept
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._unseen = 0
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS:
            self._end_line(tag in _PARAGRAPHS)
        if tag == "blockquote":
            self._quotes += 1
        if tag == "li":
            self._line += "- "
        if tag in {"td", "th"} and self._line:
            self._line += "  "
        if tag == "img":
            self._line += next((f"[{value}]" for name, value in attrs if name == "alt" and value), "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag in _BLOCKS - {"br"}:
            self._end_line(tag in _PARAGRAPHS)
        if tag == "blockquote" and self._quotes:
            self._quotes -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            words = re.sub(r"\s+", " ", data)
            self._line += words.lstrip() if not self._line or self._line.endswith(" ") else words

    def _end_line(self, paragraph: bool) -> None:
        before = "> " * min(self._quotes, 5)
        if self._line.strip():
            self._lines.append(before + self._line.strip())
        elif self._lines and self._lines[-1].strip("> "):
            self._lines.append(before.rstrip())
        if paragraph and self._line.strip():
            self._lines.append(before.rstrip())
        self._line = ""

    def text(self) -> str:
        self._end_line(paragraph=False)
        while self._lines and not self._lines[-1].strip("> "):
            self._lines.pop()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip()
