"""Reading YAML that anybody may have written: plain values only, and where in the file each of them stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from frontoffice.foundation.refusals import BadInput

LARGEST = 200_000  # characters
DEEPEST = 12
MOST_TOLD = 20
Path = tuple[str | int, ...]
_PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "seq", "map")}
# What looks like a date is read as the text it is.
_TEXT = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"}


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, at which line and column, both counted from 1."""

    line: int
    column: int
    reason: str

    def __str__(self) -> str:
        return _("line %(line)d, column %(column)d: %(reason)s") % {
            "line": self.line,
            "column": self.column,
            "reason": self.reason,
        }


class WrongFile(BadInput):
    """The file can't be used; `problems` says why, in the order of its lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        told = "\n".join(map(str, self.problems[:MOST_TOLD]))
        super().__init__(told, field="text")


@dataclass
class Document:
    """What a file says, as plain values, and where: `values` and `keys` map a path to (line, column)."""

    plain: Any = None
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def problem(self, path: Path, reason: str | Promise, *, at_key: bool = False) -> Problem:
        """A problem at that path, or at the nearest place above it that the file has."""
        places = (self.keys | self.values if not at_key else self.values | self.keys) or {(): (1, 1)}
        while path and path not in places:
            path = path[:-1]
        line, column = places.get(path, (1, 1))
        return Problem(line, column, str(reason))


def read(text: str) -> Document:
    """The document in the text. Raises WrongFile: not YAML, more than plain values, too long or too deep."""
    if len(text) > LARGEST:
        raise WrongFile([Problem(1, 1, _("The file is too long."))])
    try:
        _refuse_tricks(yaml.parse(text, yaml.SafeLoader))
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        raise WrongFile([Problem(*place, _("This is not YAML: %s.") % (error.problem or error))]) from None
    except yaml.reader.ReaderError as error:
        place = (text.count("\n", 0, error.position) + 1, 1)
        raise WrongFile(
            [Problem(*place, _("This is not YAML: it has characters that no text has."))]
        ) from None
    if root is None:
        raise WrongFile([Problem(1, 1, _("The file is empty."))])
    document, problems = Document(), list[Problem]()
    document.plain = _plain(root, (), document, problems)
    if problems:
        raise WrongFile(problems)
    return document


def _refuse_tricks(events: Iterator[Any]) -> None:
    """No references (a short file could stand for a huge one), no depths, one document. Raises WrongFile."""
    depth, documents = 0, 0
    for event in events:
        reason = ""
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            reason = _("References (& and *) are not allowed. Write it out.")
        elif depth > DEEPEST:
            reason = _("This is nested too deep.")
        elif documents > 1:
            reason = _("One file holds one series.")
        if reason:
            mark = event.start_mark
            raise WrongFile([Problem(mark.line + 1, mark.column + 1, reason)])


def _plain(node: yaml.Node, path: Path, document: Document, problems: list[Problem]) -> Any:
    document.values[path] = place = (node.start_mark.line + 1, node.start_mark.column + 1)
    if node.tag not in _PLAIN | _TEXT:
        problems.append(Problem(*place, _("Only plain text, numbers and lists are allowed here.")))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, (*path, n), document, problems) for n, each in enumerate(node.value)]
    return _scalar(node)


def _mapping(
    node: yaml.MappingNode, path: Path, document: Document, problems: list[Problem]
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in node.value:
        place = (key.start_mark.line + 1, key.start_mark.column + 1)
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if not name or name in made:
            reason = _("“%s” is here twice.") % name if name else _("A name is needed here.")
            problems.append(Problem(*place, reason))
            continue
        document.keys[*path, name] = place
        made[name] = _plain(value, (*path, name), document, problems)
    return made


def _scalar(node: yaml.Node) -> str | int | bool | Decimal | None:
    kind, text = node.tag.rpartition(":")[2], str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in {"true", "yes", "on"}
    if kind == "int":
        # Only as people write them; other notations stay text, and the shape refuses them by name.
        return int(text) if text.lstrip("+-").isdecimal() and len(text) < 20 else text
    if kind == "float":
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    return text
