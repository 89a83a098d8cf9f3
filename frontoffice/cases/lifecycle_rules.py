"""What a lifecycle has to be before it is published, so that no case gets stuck in it. Pure."""

import json
from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _
from pydantic import ValidationError

from frontoffice.cases.lifecycles import Act, Definition, Transition
from frontoffice.cases.models import Status

UNRESOLVED = frozenset({Status.NEW, Status.OPEN, Status.WAITING})
# For each act, from which categories to which it leads.
LEADS: dict[Act, tuple[frozenset[Status], frozenset[Status]]] = {
    Act.MOVE: (UNRESOLVED, UNRESOLVED),
    Act.TAKE: (frozenset({Status.NEW}), frozenset({Status.OPEN})),
    Act.RELEASE: (frozenset({Status.OPEN}), frozenset({Status.NEW})),
    Act.REPLY: (UNRESOLVED, frozenset({Status.WAITING})),
    Act.CUSTOMER: (frozenset({Status.WAITING, Status.RESOLVED}), frozenset({Status.NEW, Status.OPEN})),
    Act.RESOLVE: (UNRESOLVED, frozenset({Status.RESOLVED})),
    Act.REOPEN: (frozenset({Status.RESOLVED}), frozenset({Status.NEW, Status.OPEN})),
}
MUST = (
    (Status.NEW, Act.TAKE),
    (Status.WAITING, Act.CUSTOMER),
    (Status.RESOLVED, Act.CUSTOMER),
    (Status.RESOLVED, Act.REOPEN),
)


def read(text: str) -> tuple[Definition | None, list[str]]:
    """A definition from its JSON, or what is wrong with its form."""
    try:
        return Definition.model_validate(json.loads(text)), []
    except ValidationError as wrong:
        return None, [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in wrong.errors()[:8]]
    except (ValueError, RecursionError):
        return None, [_("This is not JSON.")]


def problems(definition: Definition, *, powers: Collection[str], reasons: Collection[str]) -> list[str]:
    """All that keeps it from being published, in sentences. `powers` a way may name, `reasons` a stage may stop for."""
    codes = [stage.code for stage in definition.stages]
    if len(set(codes)) < len(codes):
        return [_("Two stages have the same code.")]
    unknown = {code for way in definition.transitions for code in (way.source, way.to)} | {definition.initial}
    unknown -= set(codes)
    if unknown:
        return [_("There is no stage %(code)s.") % {"code": code} for code in sorted(unknown)]
    return [
        *_of_stages(definition, reasons),
        *(problem for way in definition.transitions for problem in _of_way(definition, way, powers)),
        *_of_reach(definition),
    ]


def _of_stages(definition: Definition, reasons: Collection[str]) -> Iterator[str]:
    if definition.by_code[definition.initial].category != Status.NEW:
        yield _("A case begins in a stage that is new.")
    for stage in definition.stages:
        if stage.stops and stage.category != Status.WAITING:
            yield _("%(stage)s stops the clock, but only a stage that waits may.") % {"stage": stage.name}
        if stage.stops and stage.stops not in reasons:
            yield _("%(stage)s stops the clock for a reason that is not on the list.") % {"stage": stage.name}
        for category, act in MUST:
            if stage.category == category and not _goes_on(definition, stage.code, act):
                yield _("%(stage)s needs a way by %(act)s to an open stage.") % {
                    "stage": stage.name,
                    "act": act.value,
                }


def _goes_on(definition: Definition, code: str, act: Act) -> bool:
    """Whether what somebody has can go on from there by that act."""
    return definition.way(code, act, assigned=True) is not None


def _of_way(definition: Definition, way: Transition, powers: Collection[str]) -> Iterator[str]:
    source, to = definition.by_code[way.source], definition.by_code[way.to]
    named = {"source": source.name, "to": to.name}
    if way.source == way.to:
        yield _("The way from %(source)s leads to itself.") % named
    if not way.acts:
        yield _("Nothing goes the way from %(source)s to %(to)s.") % named
    for act in way.acts:
        begins, ends = LEADS[act]
        becomes_new = act == Act.MOVE and to.category == Status.NEW and source.category != Status.NEW
        if source.category not in begins or to.category not in ends or becomes_new:
            yield _("%(act)s can't lead from %(source)s to %(to)s.") % {**named, "act": act.value}
    if way.power and way.power not in powers:
        yield _("The way from %(source)s to %(to)s takes a power that is not about one case.") % named


def _of_reach(definition: Definition) -> Iterator[str]:
    onward: dict[str, set[str]] = {stage.code: set() for stage in definition.stages}
    back: dict[str, set[str]] = {stage.code: set() for stage in definition.stages}
    for way in definition.transitions:
        onward[way.source].add(way.to)
        back[way.to].add(way.source)
    reached = _closure({definition.initial}, onward)
    ends = {stage.code for stage in definition.stages if stage.category == Status.RESOLVED}
    ending = _closure(ends, back)
    for stage in definition.stages:
        if stage.code not in reached:
            yield _("No way leads to %(stage)s.") % {"stage": stage.name}
        if stage.code not in ending:
            yield _("From %(stage)s no way leads to an end.") % {"stage": stage.name}


def _closure(begin: set[str], ways: dict[str, set[str]]) -> set[str]:
    found, fresh = set(begin), set(begin)
    while fresh:
        fresh = {code for one in fresh for code in ways[one]} - found
        found |= fresh
    return found
