"""Top-level blocks of sanitized HTML."""

from dataclasses import dataclass
from html.parser import HTMLParser

from frontoffice.knowledge.splitting.sanitizing import BLOCKS

_VOID = {"br", "hr"}


@dataclass(frozen=True)
class Block:
    """An element at the top, or text between such elements (then `tag` is p)."""

    tag: str
    html: str


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[Block] = []
        self.open: list[str] = []
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.open and tag in BLOCKS:
            self.flush()
        self.parts.append(self.get_starttag_text() or "")
        if tag not in _VOID:
            self.open.append(tag)
        elif not self.open and tag == "hr":
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if not self.open:
            self.flush(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def flush(self, tag: str = "p") -> None:
        if tag not in BLOCKS:
            return
        whole = "".join(self.parts).strip()
        if whole:
            loose = not whole.startswith(f"<{tag}")
            self.blocks.append(Block("p" if loose else tag, f"<p>{whole}</p>" if loose else whole))
        self.parts = []


def blocks(source: str) -> list[Block]:
    """The blocks of sanitized HTML in order; loose text is made a paragraph."""
    reader = _Blocks()
    reader.feed(source)
    reader.close()
    reader.open = []
    reader.flush()
    return reader.blocks
