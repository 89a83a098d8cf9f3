"""Giving a promised call-back to somebody else, or back to anybody of its unit."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.contacts import owed
from frontoffice.contacts.actions.calling_back import NotDueAnyMore
from frontoffice.contacts.events import CallBackGiven
from frontoffice.contacts.models import CallBack, CallBackState
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import BadInput


class CannotCall(BadInput):
    message = _("This colleague can't call anybody back. Choose somebody with a post here.")
    field = "member"


@action("contacts.give_call_back", title=_("Give a call-back to somebody"))
def give_call_back(
    *,
    call_back: CallBack,
    member: StaffMember | None = None,
    reason: Annotated[str, Field(max_length=2_000)] = "",
    by: Actor,
    at: datetime,
) -> CallBack:
    """To a colleague, whose unit it then belongs to, or to anybody of its unit; the promised time stays (INQ-10).

    Raises NotDueAnyMore, CannotCall.
    """
    call_back = CallBack.objects.select_for_update(of=("self",)).select_related("unit").get(pk=call_back.pk)
    if call_back.state != CallBackState.DUE:
        raise NotDueAnyMore
    if member is not None:
        gone = member.until is not None and member.until <= at
        if gone or member.actor.kind == ActorKind.AUTOMATED:
            raise CannotCall
        call_back.unit = member.unit
    # Who leads the unit need not call any more once somebody was told to.
    call_back.member, call_back.escalated_to = member, None
    call_back.save(update_fields=["member", "unit", "escalated_to"])
    given = CallBackGiven(
        call_back_id=call_back.pk,
        staff_member_id=member.pk if member is not None else None,
        unit_id=call_back.unit_id,
    )
    announce(given, about=[call_back, *([member] if member is not None else [])], by=by, at=at)
    owed.call_back(call_back, by=by, at=at)
    return call_back
