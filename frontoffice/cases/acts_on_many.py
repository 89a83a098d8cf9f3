"""The acts that can be done with many cases: assigning, handing back, moving, priority, topic, note, resolving."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import find
from frontoffice.cases import macros_pinned
from frontoffice.cases.actions import assigning, moving, noting, resolving, running_macros, sorting, weighing
from frontoffice.cases.lifecycles import Act, lifecycle_of, stage_of
from frontoffice.cases.many import Given, ManyAct, add_act
from frontoffice.cases.models import Case, Macro, Priority, ResolutionCode
from frontoffice.foundation.models import Actor


def _assign(case: Case, given: Given, *, by: Actor, at: datetime) -> Any:
    member = find(StaffMember, str(given.get("assignee", "")), by=by, at=at, field="assignee")
    return assigning.assign(case=case, assignee=member, reason=given.get("reason", ""), by=by, at=at)


def _back_to(case: Case, before: dict[str, Any], *, by: Actor, at: datetime) -> Any:
    if not before.get("assignee"):
        return assigning.release_to_unit(case=case, by=by, at=at)
    member = find(StaffMember, before["assignee"], by=by, at=at)
    return assigning.assign(case=case, assignee=member, by=by, at=at)


def _assignee(case: Case) -> dict[str, Any]:
    return {"assignee": case.assignee.reference if case.assignee is not None else ""}


def _says_assign(case: Case, given: Given) -> str:
    had = case.assignee.actor.name if case.assignee is not None else _now("nobody")
    return _now("%(had)s has it, then %(name)s") % {"had": had, "name": given.get("name", "")}


def _release(case: Case, given: Given, *, by: Actor, at: datetime) -> Any:
    return assigning.release_to_unit(case=case, reason=given.get("reason", ""), by=by, at=at)


def _says_release(case: Case, given: Given) -> str:
    return _now("back to %(unit)s") % {"unit": case.unit.name}


def _move(case: Case, given: Given, *, by: Actor, at: datetime) -> Any:
    return moving.move(case=case, to=given.get("to", ""), note=given.get("note", ""), by=by, at=at)


def _move_back(case: Case, before: dict[str, Any], *, by: Actor, at: datetime) -> Any:
    return moving.move(case=case, to=before["stage"], note=_now("Taken back."), by=by, at=at)


def _says_move(case: Case, given: Given) -> str:
    stages = lifecycle_of(case).by_code
    to = stages.get(given.get("to", ""))
    ways = lifecycle_of(case).ways(stage_of(case).code, Act.MOVE)
    way = next((way for way in ways if to is not None and way.to == to.code), None)
    named = {"old": stage_of(case).label, "new": to.label if to is not None else given.get("to", "")}
    return (
        f"{way.label}: {named['old']} → {named['new']}"
        if way is not None
        else f"{named['old']} → {named['new']}"
    )


def _priority(case: Case, given: Given, *, by: Actor, at: datetime) -> Any:
    return weighing.set_priority(
        case=case, priority=int(given.get("priority", 0)), reason=given.get("reason", ""), by=by, at=at
    )


def _priority_back(case: Case, before: dict[str, Any], *, by: Actor, at: datetime) -> Any:
    return weighing.set_priority(
        case=case, priority=before["priority"], reason=_now("Taken back."), by=by, at=at
    )


def _says_priority(case: Case, given: Given) -> str:
    words = dict(Priority.choices)
    return f"{words[case.priority]} → {words.get(int(given.get('priority', 0)), '')}"


def _topic(case: Case, given: Given, *, by: Actor, at: datetime) -> Any:
    return sorting.change_topic(
        case=case, topic=given.get("topic", ""), reason=given.get("reason", ""), by=by, at=at
    )


def _topic_back(case: Case, before: dict[str, Any], *, by: Actor, at: datetime) -> Any:
    return sorting.change_topic(case=case, topic=before["topic"], reason=_now("Taken back."), by=by, at=at)


def _says_topic(case: Case, given: Given) -> str:
    return f"{case.topic.name} → {given.get('name', given.get('topic', ''))}"


def _note(case: Case, given: Given, *, by: Actor, at: datetime) -> Any:
    noting.note(case=case, text=given.get("text", ""), by=by, at=at)
    return True


def _says_note(case: Case, given: Given) -> str:
    text: str = given.get("text", "")
    return text[:120]


def _resolve(case: Case, given: Given, *, by: Actor, at: datetime) -> Any:
    code = ResolutionCode(given.get("code", ResolutionCode.DONE))
    return resolving.resolve(case=case, resolution=given.get("resolution", ""), code=code, by=by, at=at)


def _resolve_back(case: Case, before: dict[str, Any], *, by: Actor, at: datetime) -> Any:
    return resolving.reopen(case=case, reason=_now("Taken back."), by=by, at=at)


def _macro(case: Case, given: Given, *, by: Actor, at: datetime) -> Any:
    if given.get("number"):
        return macros_pinned.run_pinned(case, given, by=by, at=at)
    macro = find(Macro, str(given.get("macro", "")), by=by, at=at, field="macro")
    return running_macros.run_macro(case=case, macro=macro, by=by, at=at)


def _says_macro(case: Case, given: Given) -> str:
    name: str = given.get("name", "")
    return name


def _says_resolve(case: Case, given: Given) -> str:
    words = dict(ResolutionCode.choices)
    return f"{stage_of(case).label} → {words.get(given.get('code', ''), '')}"


def _nothing(case: Case) -> dict[str, Any]:
    return {}


ALL = (
    ManyAct(
        "assign",
        _("Assign to a colleague"),
        "cases.assign",
        ("assignee", "reason", "name"),
        _assign,
        _assignee,
        _says_assign,
        _back_to,
    ),
    ManyAct(
        "release",
        _("Hand back to the unit"),
        "cases.release_to_unit",
        ("reason",),
        _release,
        _assignee,
        _says_release,
        _back_to,
    ),
    ManyAct(
        "priority",
        _("Set the priority"),
        "cases.set_priority",
        ("priority", "reason"),
        _priority,
        lambda case: {"priority": case.priority},
        _says_priority,
        _priority_back,
    ),
    ManyAct(
        "topic",
        _("Change the topic"),
        "cases.change_topic",
        ("topic", "reason", "name"),
        _topic,
        lambda case: {"topic": case.topic.code},
        _says_topic,
        _topic_back,
    ),
    ManyAct(
        "move",
        _("Move to a stage"),
        "cases.move",
        ("to", "note"),
        _move,
        lambda case: {"stage": case.stage},
        _says_move,
        _move_back,
    ),
    ManyAct(
        "note",
        _("Add a note"),
        "cases.note",
        ("text",),
        _note,
        _nothing,
        _says_note,
    ),
    ManyAct(
        "resolve",
        _("Resolve"),
        "cases.resolve",
        ("code", "resolution"),
        _resolve,
        _nothing,
        _says_resolve,
        _resolve_back,
    ),
    ManyAct(
        "macro",
        _("Run a macro"),
        "cases.run_macro",
        ("macro", "name"),
        _macro,
        _nothing,
        _says_macro,
        pins=macros_pinned.pinned,
    ),
)


def register() -> None:
    """Called once, when the app is ready."""
    for act in ALL:
        add_act(act)
