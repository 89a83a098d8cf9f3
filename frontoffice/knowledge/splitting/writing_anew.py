"""From HTML or plain text to Markdown that says the same, so that what was imported can be written on."""

import re
from html.parser import HTMLParser

from frontoffice.knowledge.models import Form
from frontoffice.knowledge.splitting.sanitizing import HEADINGS, from_text, sanitized

_AROUND = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "code": "`"}
_BLOCK = {*HEADINGS, "p", "pre", "dt", "dd"}
# What Markdown would read as more than text; at the start of a line some more.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_AT_START = re.compile(r"^(\s*)([#+>-]|\d{1,9}[.)])(?=\s)", re.MULTILINE)


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.parts: list[str] = []
        self.tag = "p"
        self.lists: list[int | None] = []  # the number of the next item; None: bulleted
        self.quotes = 0
        self.links: list[str] = []
        self.rows: list[list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCK:
            # A paragraph that begins an item is the item.
            if not (tag == "p" and self.tag == "li" and not "".join(self.parts).strip()):
                self.flush()
                self.tag = tag
        elif tag in {"ul", "ol"}:
            self.flush()
            self.lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self.flush()
            self.tag = "li"
        elif tag == "blockquote":
            self.flush()
            self.quotes += 1
        elif tag == "table":
            self.flush()
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.parts = []
        else:
            self._inline(tag, dict(attrs))

    def _inline(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "a":
            self.links.append(given.get("href") or "")
            self.parts.append("[" if self.links[-1] else "")
        elif tag == "br":
            self.parts.append(" " if self.rows is not None else "  \n")
        elif tag == "hr":
            self.flush()
            self.blocks.append("---")
        else:
            self.parts.append(_AROUND.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            address = self.links.pop()
            self.parts.append(f"]({address})" if address else "")
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append(" ".join("".join(self.parts).split()))
            self.parts = []
        elif tag == "table":
            self._table()
        elif tag in {"ul", "ol"}:
            self.flush()
            if self.lists:
                self.lists.pop()
        elif tag == "blockquote":
            self.flush()
            self.quotes = max(0, self.quotes - 1)
        elif tag in _BLOCK or tag == "li":
            self.flush()
        else:
            self.parts.append(_AROUND.get(tag, ""))

    def handle_data(self, data: str) -> None:
        spaced = re.sub(r"\s+", " ", data) if self.tag != "pre" else data
        self.parts.append(spaced if self.tag == "pre" else _SPECIAL.sub(r"\\\1", spaced))

    def flush(self) -> None:
        if self.rows is not None:
            return
        text = "".join(self.parts).strip("\n" if self.tag == "pre" else None)
        self.parts = []
        if text:
            self.blocks.append(self._written(text))
        if self.tag != "li" or text:
            self.tag = "p"

    def _written(self, text: str) -> str:
        if self.tag in HEADINGS:
            made = f"{'#' * max(2, int(self.tag[1]))} {text}"
        elif self.tag == "pre":
            made = f"```\n{text}\n```"
        elif self.lists and self.tag == "li":
            number = self.lists[-1]
            made = f"{number}. {text}" if number is not None else f"- {text}"
            self.lists[-1] = number + 1 if number is not None else None
        else:
            made = f"**{text}**" if self.tag == "dt" else _AT_START.sub(r"\1\\\2", text)
        indent = "   " * max(0, len(self.lists) - (self.tag == "li"))
        lines = [f"{indent}{line}" for line in made.split("\n")]
        return "\n".join(f"{'> ' * self.quotes}{line}" for line in lines)

    def _table(self) -> None:
        rows, self.rows = [row for row in self.rows or [] if row], None
        self.parts = []
        if not rows:
            return
        width = max(len(row) for row in rows)
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        self.blocks.append("\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]]))


def markdown_of(body: str, form: str) -> str:
    """Markdown that reads like the body. Its words, links, lists and tables are kept; nothing that acts is."""
    writer = _Writer()
    writer.feed(from_text(body.replace("\f", "\n\n")) if form == Form.TEXT else sanitized(body))
    writer.close()
    writer.flush()
    return _tight("\n\n".join(writer.blocks)) + "\n"


def _tight(text: str) -> str:
    """Items of a list without empty lines between them."""
    item = r"(?:[-]|\d+\.) "
    return re.sub(rf"(^ *{item}[^\n]*)\n\n(?= *{item})", r"\1\n", text, flags=re.MULTILINE)
