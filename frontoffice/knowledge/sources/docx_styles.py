"""What the styles and lists of a Word document mean: which are headings, which are numbered."""

import re

from frontoffice.knowledge.sources.markup import walk

_HEADING = re.compile(r"(?:heading|überschrift|título|titre)\s*(\d)", re.IGNORECASE)


def local(name: str) -> str:
    """The name of an element of a Word document, empty for those of other vocabularies."""
    address, _blank, rest = name.rpartition(" ")
    return rest if "wordprocessingml" in address else ""


def values(told: dict[str, str]) -> dict[str, str]:
    """Attributes by their local names."""
    return {name.rpartition(" ")[2]: value for name, value in told.items()}


class Styles:
    """Levels of headings by style, and whether a list is numbered."""

    def __init__(self, styles: bytes, numbering: bytes) -> None:
        self.level: dict[str, int] = {}
        self.titles: set[str] = set()
        self._style = ""
        self._numbered: dict[tuple[str, str], bool] = {}
        self._list_of: dict[str, str] = {}
        self._abstract = self._place = self._number = ""
        if styles:
            walk(styles, start=self._in_styles, end=lambda _name: None, text=lambda _text: None)
        if numbering:
            walk(numbering, start=self._in_numbering, end=lambda _name: None, text=lambda _text: None)

    def is_numbered(self, number: str, place: str) -> bool:
        return self._numbered.get((self._list_of.get(number, ""), place), False)

    def _in_styles(self, name: str, told: dict[str, str]) -> None:
        tag, given = local(name), values(told)
        if tag == "style":
            self._style = given.get("styleId", "")
        elif tag == "name":
            said = given.get("val", "")
            found = _HEADING.match(said)
            if found is not None and found[1] != "0":
                self.level[self._style] = int(found[1])
            elif said.lower() == "title":
                self.titles.add(self._style)
        elif tag == "outlineLvl" and given.get("val", "").isdecimal() and int(given["val"][:2]) < 9:
            self.level.setdefault(self._style, int(given["val"]) + 1)

    def _in_numbering(self, name: str, told: dict[str, str]) -> None:
        tag, given = local(name), values(told)
        if tag == "abstractNum":
            self._abstract = given.get("abstractNumId", "")
        elif tag == "lvl":
            self._place = given.get("ilvl", "0")
        elif tag == "numFmt":
            key = (self._abstract, self._place)
            self._numbered.setdefault(key, given.get("val") not in {"bullet", "none"})
        elif tag == "num":
            self._number = given.get("numId", "")
        elif tag == "abstractNumId":
            self._list_of[self._number] = given.get("val", "")
