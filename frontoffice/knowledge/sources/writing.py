"""Writing Markdown of text from elsewhere: whatever the text holds stays text (X7)."""

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
_AT_THE_START = re.compile(r"^(\s*)([#+\-=]|\d{1,9}(?=[.)]))")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>()\\]+", re.IGNORECASE)


def tidy(text: str) -> str:
    """One line of it, without what no database keeps."""
    return " ".join(_CONTROL.sub("", text).split())


def escaped(text: str) -> str:
    """The text as Markdown that reads the same, within a line."""
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub("", text))


def line(text: str) -> str:
    """The same at the beginning of a line, where more signs have a meaning."""
    begun = _AT_THE_START.match(text)
    if begun is None:
        return text
    if begun[2].isdigit():
        return f"{text[: begun.end()]}\\{text[begun.end() :]}"
    return f"{begun[1]}\\{text[len(begun[1]) :]}"


def link(text: str, address: str) -> str:
    """A link where the address is one that a page may have; else its text alone. `text` is Markdown already."""
    return f"[{text}]({address})" if _SAFE.fullmatch(address) and text.strip() else text


def heading(level: int, text: str) -> str:
    """A heading of level 1 to 6."""
    return f"{'#' * max(1, min(level, 6))} {text}"


def table(rows: list[list[str]]) -> str:
    """A table; the first row holds the headings. Cells are Markdown of one line each."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in filled]
    return "\n".join([lines[0], f"| {' | '.join(['---'] * width)} |", *lines[1:]])
