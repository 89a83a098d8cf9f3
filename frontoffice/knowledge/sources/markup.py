"""Walking through XML from outside: no document type, no entities, nothing fetched."""

from collections.abc import Callable
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], None]
DEEPEST = 500


class BadMarkup(ValueError):
    """It is not well-formed, or declares what we don't take; the message says which."""


def walk(content: bytes, *, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    """Tell what is in the content, in order; names are "address local". Raises BadMarkup, and what those told raise."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise BadMarkup("is nested too deeply")
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    def refuse(*_told: object) -> None:
        raise BadMarkup("declares a document type, which is not taken")

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise BadMarkup(f"is not well-formed XML (line {error.lineno})") from None
