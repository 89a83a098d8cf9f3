"""What a macro does, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from frontoffice.cases import macros
from frontoffice.cases.models import Macro, Priority, ResolutionCode
from frontoffice.cases.queries.macros import named_in

LONGEST = 90
KEYS = "123456789abcdefghilmnopqrstuvwxyz"  # j and k move


@dataclass(frozen=True)
class Line:
    """A macro that is offered: the key that runs it, and its steps in words."""

    macro: Macro
    key: str
    name: str
    steps: Sequence[str]


def lines(offered: Iterable[Macro]) -> list[Line]:
    """In the order given; names are looked up once for all of them."""
    found = [(one, macros.read(one.current.steps), one.current.name) for one in offered if one.current]
    names = named_in(step for _macro, steps, _name in found for step in steps)
    return [
        Line(macro, KEYS[place] if place < len(KEYS) else "", name, [said(step, names) for step in steps])
        for place, (macro, steps, name) in enumerate(found)
    ]


def said(step: macros.Step, names: dict[str, str]) -> str:
    """One step in a few words."""
    title = str(macros.NAMES[step.do])
    told = _told(step, names)
    return f"{title}: {told}" if told else title


def _told(step: macros.Step, names: dict[str, str]) -> str:
    match step:
        case macros.NoteStep():
            return _short(step.text)
        case macros.ReplyStep():
            words = names.get(step.module, step.module) if step.module else _short(step.text)
            ends = {"wait": _("then wait"), "stay": _("keep it open"), "resolve": _("then resolve")}
            return f"{words}, {ends[step.then]}"
        case macros.AssignStep():
            return names.get(step.to, step.to)
        case macros.MoveStep():
            return step.to
        case macros.ResolveStep():
            return str(ResolutionCode(step.code).label)
        case macros.PriorityStep():
            return str(Priority(step.priority).label)
        case macros.TopicStep():
            return names.get(step.topic, step.topic)
        case macros.TaskStep():
            return step.title
    return ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
