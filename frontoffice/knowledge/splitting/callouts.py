"""Callouts in Markdown: a quotation whose first line is `[!warning] Do not wait` stands out from the text."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

CALLOUTS = ("note", "tip", "warning")
CLASSES = {"callout", *(f"callout-{name}" for name in CALLOUTS)}
_MARK = re.compile(r"\[!(" + "|".join(CALLOUTS) + r")\][ \t]*([^\n]*)(?:\n|$)", re.IGNORECASE)


def add_callouts(markdown: MarkdownIt) -> None:
    """Teach the parser callouts. What follows the mark on its line is the heading of the callout, in bold."""
    markdown.core.ruler.after("block", "callouts", _mark)


def _mark(state: StateCore) -> None:
    tokens = state.tokens
    for place, token in enumerate(tokens[:-2]):
        if token.type != "blockquote_open" or tokens[place + 2].type != "inline":
            continue
        found = _MARK.match(tokens[place + 2].content)
        if found is not None:
            _turn(tokens, place, found)


def _turn(tokens: list[Token], place: int, found: re.Match[str]) -> None:
    end = _closing(tokens, place)
    for one in (tokens[place], end):
        one.tag = "aside"
    tokens[place].attrSet("class", f"callout callout-{found[1].lower()}")
    text, heading = tokens[place + 2], found[2].strip()
    rest = text.content[found.end() :]
    bold = f"**{heading}**" if heading else ""
    text.content = "\n".join(filter(None, (bold + ("  " if bold and rest else ""), rest)))


def _closing(tokens: list[Token], place: int) -> Token:
    level = tokens[place].level
    return next(one for one in tokens[place + 1 :] if one.type == "blockquote_close" and one.level == level)
