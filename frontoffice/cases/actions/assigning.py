"""Who works on a case: taking it, giving it to a colleague, handing it back to the unit."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.deciding import may
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.actions import owing
from frontoffice.cases.actions.making_way import make_way
from frontoffice.cases.actions.moving import MOVED, go_if_listed
from frontoffice.cases.actions.recording import locked_unresolved, note_of, save
from frontoffice.cases.events import CaseAssigned, CaseReleasedToUnit, CaseTaken
from frontoffice.cases.lifecycles import Act
from frontoffice.cases.models import Case
from frontoffice.cases.permissions import unit_of_case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import BadInput, Refused

Reason = Annotated[str, Field(max_length=2_000)]


class TakenBySomebody(Refused):
    message = _("A colleague took this case before you.")


class NobodyHasIt(Refused):
    message = _("Nobody has this case; there is nothing to hand back.")


class CannotWorkOnIt(BadInput):
    message = _(
        "This colleague can't reply to customers, so the case would stay undone. Choose somebody else."
    )
    field = "assignee"


class NoPostToTakeIt(Refused):
    message = _("Only somebody with a post at the agency can take a case.")
    status = 403
    part = "grant"


@action("cases.take", title=_("Take a case"), unit=unit_of_case)
def take(*, case: Case, by: Actor, at: datetime) -> Case:
    """Make a case one's own. Of two who take at once one wins. Raises TakenBySomebody, CaseIsResolved."""
    case = locked_unresolved(case)
    member = StaffMember.objects.filter(actor=by).first()
    if member is None:
        raise NoPostToTakeIt
    if case.assignee is not None and case.assignee.pk != member.pk:
        raise TakenBySomebody(
            _("%(name)s has this case. Ask them, or have it assigned to you.")
            % {"name": case.assignee.actor.name}
        )
    make_way(case, by=by, at=at)
    if case.assignee is None:
        taken_by(case, member, by=by, at=at)
    return case


def taken_by(case: Case, member: StaffMember, *changed: str, by: Actor, at: datetime) -> None:
    """The case is this colleague's from now on, inside the caller's action; what else of it `changed` is saved too."""
    case.assignee = member
    go_if_listed(case, Act.TAKE, by=by, at=at)
    save(case, "assignee", *MOVED, *changed)
    owing.keep(case, by=by, at=at)
    announce(CaseTaken(case_id=case.pk, staff_member_id=member.pk), about=[case, member], by=by, at=at)


@action("cases.assign", title=_("Assign a case"), unit=unit_of_case)
def assign(*, case: Case, assignee: StaffMember, reason: Reason = "", by: Actor, at: datetime) -> Case:
    """Give a case to a colleague, never an automated one, whoever has it now. Raises CannotWorkOnIt, CaseIsResolved."""
    case = locked_unresolved(case)
    gone = assignee.until is not None and assignee.until <= at
    if gone or assignee.actor.kind == ActorKind.AUTOMATED or not may(assignee.actor, "cases.reply", at=at):
        raise CannotWorkOnIt
    if case.assignee_id == assignee.pk:
        return case
    make_way(case, by=by, at=at)
    case.assignee = assignee
    go_if_listed(case, Act.TAKE, by=by, at=at)
    save(case, "assignee", *MOVED)
    note = note_of(case, reason, by=by, at=at)
    assigned = CaseAssigned(
        case_id=case.pk, staff_member_id=assignee.pk, note_id=note.pk if note is not None else None
    )
    owing.keep(case, by=by, at=at)
    announce(assigned, about=[case, assignee], by=by, at=at)
    return case


@action(
    "cases.release_to_unit",
    title=_("Hand a case back to its unit"),
    unit=unit_of_case,
    open_to=["service"],  # for whoever left
)
def release_to_unit(*, case: Case, reason: Reason = "", by: Actor, at: datetime) -> Case:
    """Let go of a case so that somebody else of the unit can take it. Raises NobodyHasIt, CaseIsResolved."""
    case = locked_unresolved(case)
    if case.assignee is None:
        raise NobodyHasIt
    case.assignee = None
    go_if_listed(case, Act.RELEASE, note=reason, by=by, at=at)
    save(case, "assignee", *MOVED)
    note = note_of(case, reason, by=by, at=at)
    released = CaseReleasedToUnit(
        case_id=case.pk, unit_id=case.unit_id, note_id=note.pk if note is not None else None
    )
    owing.keep(case, by=by, at=at)
    announce(released, about=case, by=by, at=at)
    return case
