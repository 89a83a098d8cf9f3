"""The body of a Word document, element by element, as blocks of Markdown."""

from collections.abc import Callable
from dataclasses import dataclass, field

from frontoffice.knowledge.sources import writing
from frontoffice.knowledge.sources.docx_styles import Styles, local, values
from frontoffice.knowledge.sources.markup import BadMarkup

MOST_BLOCKS = 200_000
_SKIPPED = {"del", "moveFrom", "pPrChange", "rPrChange", "instrText", "delText"}
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_OFF = {"0", "false", "off"}


@dataclass
class _Paragraph:
    """What is known so far of a paragraph; one may stand within another, in a text box."""

    words: list[str] = field(default_factory=list)
    style: str = ""
    number: str = ""
    place: int = 0
    outline: int = 0


class Body:
    """Told of elements by `walk`. `blocks` holds the Markdown, `title` the first paragraph in the style of a title."""

    def __init__(self, styles: Styles, links: dict[str, str]) -> None:
        self.styles, self.links = styles, links
        self.blocks: list[str] = []
        self.title = ""
        self._skipping = 0
        self._open = [_Paragraph()]
        self._in_text = self._hidden = False
        self._address = ""
        self._linked: list[str] = []
        self._tables: list[list[list[str]]] = []
        self._cell: list[list[str]] = []
        self._span = 1

    def start(self, name: str, told: dict[str, str]) -> None:
        tag = local(name)
        if self._skipping or tag in _SKIPPED or name == _FALLBACK:
            self._skipping += 1
            return
        begin = _BEGIN.get(tag)
        if begin is not None:
            begin(self, values(told))

    def end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        finish = _FINISH.get(local(name))
        if finish is not None:
            finish(self)

    def text(self, said: str) -> None:
        if self._in_text and not self._skipping and not self._hidden:
            (self._linked if self._address else self._open[-1].words).append(writing.escaped(said))

    def paragraph(self, _given: dict[str, str]) -> None:
        self._open.append(_Paragraph())

    def paragraph_ended(self) -> None:
        one = self._open.pop() if len(self._open) > 1 else _Paragraph()
        said = " ".join("".join(one.words).split())
        if not said:
            return
        if self._cell:
            self._cell[-1].append(said)
        elif one.style in self.styles.titles and not self.title:
            self.title = said.replace("\\", "")
        else:
            self.add(self._as_block(one, said))

    def _as_block(self, one: _Paragraph, said: str) -> str:
        level = one.outline or self.styles.level.get(one.style, 0)
        if level:
            return writing.heading(level, said)
        if one.number and one.number != "0":
            sign = "1." if self.styles.is_numbered(one.number, str(one.place)) else "-"
            # Four blanks are enough under either sign.
            return f"{'    ' * one.place}{sign} {said}"
        return writing.line(said)

    def add(self, block: str) -> None:
        if len(self.blocks) >= MOST_BLOCKS:
            raise BadMarkup("holds more paragraphs than are taken")
        self.blocks.append(block)

    def style(self, given: dict[str, str]) -> None:
        self._open[-1].style = given.get("val", "")

    def outline(self, given: dict[str, str]) -> None:
        level = given.get("val", "")
        self._open[-1].outline = (
            int(level) + 1 if level.isdecimal() and len(level) == 1 and int(level) < 9 else 0
        )

    def place(self, given: dict[str, str]) -> None:
        level = given.get("val", "")
        self._open[-1].place = int(level) if level.isdecimal() and len(level) == 1 else 0

    def number(self, given: dict[str, str]) -> None:
        self._open[-1].number = given.get("val", "")

    def run(self, _given: dict[str, str]) -> None:
        self._hidden = False

    def vanish(self, given: dict[str, str]) -> None:
        self._hidden = given.get("val", "1") not in _OFF

    def words(self, _given: dict[str, str]) -> None:
        self._in_text = True

    def words_ended(self) -> None:
        self._in_text = False

    def blank(self, _given: dict[str, str]) -> None:
        (self._linked if self._address else self._open[-1].words).append(" ")

    def link(self, given: dict[str, str]) -> None:
        self._address, self._linked = self.links.get(given.get("id", ""), ""), []

    def link_ended(self) -> None:
        if self._address:
            self._open[-1].words.append(writing.link(" ".join("".join(self._linked).split()), self._address))
        self._address, self._linked = "", []

    def table(self, _given: dict[str, str]) -> None:
        self._tables.append([])

    def row(self, _given: dict[str, str]) -> None:
        if self._tables:
            self._tables[-1].append([])

    def cell(self, _given: dict[str, str]) -> None:
        self._cell.append([])
        self._span = 1

    def span(self, given: dict[str, str]) -> None:
        wide = given.get("val", "1")
        self._span = min(int(wide), 50) if wide.isdecimal() and len(wide) < 4 else 1

    def cell_ended(self) -> None:
        said = " ".join(self._cell.pop()) if self._cell else ""
        if self._tables and self._tables[-1]:
            self._tables[-1][-1] += [said, *[""] * (self._span - 1)]
        self._span = 1

    def table_ended(self) -> None:
        rows = [row for row in self._tables.pop() if any(row)] if self._tables else []
        if self._cell:
            self._cell[-1] += [", ".join(filter(None, row)) for row in rows]
        elif rows:
            self.add(writing.table(rows))


_BEGIN: dict[str, Callable[[Body, dict[str, str]], None]] = {
    "p": Body.paragraph,
    "pStyle": Body.style,
    "outlineLvl": Body.outline,
    "ilvl": Body.place,
    "numId": Body.number,
    "r": Body.run,
    "vanish": Body.vanish,
    "webHidden": Body.vanish,
    "t": Body.words,
    "tab": Body.blank,
    "br": Body.blank,
    "cr": Body.blank,
    "noBreakHyphen": Body.blank,
    "hyperlink": Body.link,
    "tbl": Body.table,
    "tr": Body.row,
    "tc": Body.cell,
    "gridSpan": Body.span,
}
_FINISH: dict[str, Callable[[Body], None]] = {
    "p": Body.paragraph_ended,
    "t": Body.words_ended,
    "hyperlink": Body.link_ended,
    "tc": Body.cell_ended,
    "tbl": Body.table_ended,
}
