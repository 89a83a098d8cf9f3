"""House rules about templates: nothing inline (the content security policy), every word translatable."""

import re
from html.parser import HTMLParser

from tests.house import tree
from tests.house.tree import Findings, rule

NOT_SHOWN = re.compile(
    r"\{#.*?#\}"
    r"|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
ATTRIBUTES = re.compile(r"""\s*[a-z][\w:-]*="[^"]*"(\s+[a-z][\w:-]*(="[^"]*")?)*\s*""")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
# Attributes that people read or hear; those of our own components among them.
READ = {
    "alt", "title", "placeholder", "label", "aria-label", "aria-description", "aria-roledescription", "summary",
    "heading", "hint", "caption", "legend", "text", "message", "description", "empty", "abbr",
}  # fmt: skip
VERBATIM = {"code", "kbd", "samp", "pre", "script", "style", "svg", "math"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def markup(source: str) -> str:
    """The template with everything that is no literal markup blanked out, line by line as before."""
    return NOT_SHOWN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)


class Reader(HTMLParser):
    """Collects what a template must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[tuple[int, str]] = []
        self.untranslated: list[tuple[int, str]] = []
        self.verbatim: list[str] = []  # open elements whose text is not prose
        self.script_is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        line = self.getpos()[0]
        for name, value in given.items():
            if self.is_inline(tag, name, value or ""):
                self.inline.append((line, f"{name}= on <{tag}>: no inline style or script"))
            if name in READ and not self.verbatim and WORD.search(value or ""):
                self.untranslated.append((line, f"{name}={value}"))
        if tag == "style":
            self.inline.append((line, "<style>: styles come from a file"))
        if tag == "script":
            self.script_is_data = (given.get("type") or "").endswith("json")
        if (tag in VERBATIM or given.get("translate") == "no" or self.verbatim) and tag not in VOID:
            self.verbatim.append(tag)

    @staticmethod
    def is_inline(tag: str, name: str, value: str) -> bool:
        """On a component of ours an attribute called style is a parameter, not a style."""
        own_name = name == "style" and tag.startswith("c-")
        handler = re.match(r"on[a-z]+$", name) is not None
        return (name == "style" and not own_name) or handler or value.strip().startswith("javascript:")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.verbatim:
            while self.verbatim.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        line = self.getpos()[0] + len(data) - len(data.lstrip("\n"))
        if self.verbatim and self.verbatim[-1] == "script":
            if data.strip() and not self.script_is_data:
                self.inline.append((line, "<script> with content: scripts come from a file"))
        elif not self.verbatim and WORD.search(data):
            self.untranslated.append((line, " ".join(data.split())))


def read(source: str) -> Reader:
    reader, literal = Reader(), markup(source)
    # A template may hold only the attributes of the element that includes it.
    reader.feed(f"<c-part {literal}>" if ATTRIBUTES.fullmatch(literal) else literal)
    reader.close()
    return reader


@rule("nothing inline", lambda: tree.matching(".html"))
def inline(path: str, source: str) -> Findings:
    return [(f"{path}:{line}", wrong) for line, wrong in read(source).inline]


@rule("translatable templates", lambda: [path for path in tree.matching(".html") if "/templates/" in path])
def untranslated(path: str, source: str) -> Findings:
    found = read(source).untranslated
    return [(f"{path}:{text[:40]}", f"not translatable (line {line})") for line, text in found]
