"""From what authors write, or others' pages hold, to safe HTML and plain text (X7: content from outside is data)."""

import html
import re
from html.parser import HTMLParser

import nh3
from markdown_it import MarkdownIt

from frontoffice.knowledge.splitting.callouts import CLASSES, add_callouts

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = {
    *HEADINGS,
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "blockquote",
    "pre",
    "hr",
    "dl",
    "dt",
    "dd",
    "aside",
}
_INLINE = {"a", "abbr", "b", "br", "code", "em", "i", "s", "strong", "sub", "sup", "th", "td"}
_DROPPED = {
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "nav",
    "form",
    "select",
    "button",
    "iframe",
    "title",
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
add_callouts(_MARKDOWN)
_LINE_AFTER = {*HEADINGS, "p", "li", "tr", "blockquote", "pre", "dt", "dd", "br"}


def sanitized(source: str, *, callouts: bool = False) -> str:
    """HTML with the tags and attributes that an article may have, and nothing that acts or styles."""
    return nh3.clean(
        source,
        tags=(BLOCKS | _INLINE) if callouts else (BLOCKS | _INLINE) - {"aside"},
        clean_content_tags=_DROPPED,
        attributes={"a": {"href", "title"}, "abbr": {"title"}, "th": {"scope"}},
        allowed_classes={"aside": CLASSES} if callouts else {},
        url_schemes=_SCHEMES,
        link_rel="noopener",
    )


def from_markdown(source: str) -> str:
    """Sanitized HTML of a Markdown text (CommonMark with tables and callouts; HTML in it is shown as text)."""
    return sanitized(_MARKDOWN.render(source), callouts=True).replace("<th>", '<th scope="col">')


def from_text(source: str) -> str:
    """HTML of plain text: paragraphs at empty lines, line breaks kept."""
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", source))
    escaped = (html.escape(part, quote=False).replace("\n", "<br>") for part in paragraphs if part)
    return "".join(f"<p>{part}</p>" for part in escaped)


class _Plain(HTMLParser):
    """Collects the text: a line for each block, the cells of a row beside each other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.cells = 0
        elif tag in {"td", "th"}:
            self.cells += 1
            self.parts.append({1: "", 2: ": "}.get(self.cells, ", "))
        elif tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINE_AFTER:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data if data.strip() else (" " if data and "\n" not in data else ""))


def plain(source: str) -> str:
    """The text of sanitized HTML, a line for each block or row."""
    reader = _Plain()
    reader.feed(source)
    reader.close()
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)
