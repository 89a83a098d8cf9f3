"""A post that changes: another level, unit, office, title or supervisor, from now on."""

from datetime import datetime
from typing import Annotated

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.actions.appointing import UnknownPlace, check_level_held, materialize
from frontoffice.authority.actions.leaving import Reason, locked, ones_own
from frontoffice.authority.comparing import check_holds_no_more
from frontoffice.authority.events import PostMoved
from frontoffice.authority.models import Grant, Level, Source, StaffMember, Standing
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Office, Unit
from frontoffice.foundation.refusals import BadInput

Code = Annotated[str, Field(max_length=40)]
FROM_THE_LEVEL = (Source.LEVEL, Source.STATUS)


class InACircle(BadInput):
    message = _("Nobody answers to themselves, also not by way of others.")
    field = "supervisor"


@action("authority.move_post", title=_("Change a post"), conflict=ones_own)
def move_post(
    *,
    staff_member: StaffMember,
    reason: Reason,
    level: Code = "",
    office: Code = "",
    unit: Code = "",
    post: Annotated[str, Field(max_length=120)] = "",
    supervisor: StaffMember | None = None,
    by: Actor,
    at: datetime,
) -> StaffMember:
    """Change what is given, from now on, and leave the rest. What the former level brought ends; the new one's begins.

    Powers added for the person stay as they are. Raises AlreadyEnded, UnknownPlace, InACircle, HoldsMore,
    MoreThanYouHold (a level above what the mover holds).
    """
    member = locked(staff_member, at=at)
    check_holds_no_more(member.actor, by=by, at=at)
    _place(member, office=office, unit=unit)
    if supervisor is not None:
        _check_line(member, supervisor)
        member.supervisor = supervisor
    member.post = post or member.post
    if level and level != member.level.code:
        _change_level(member, level, reason, by=by, at=at)
    member.save()
    announce(PostMoved(staff_member_id=member.pk, level=member.level.code), about=member, by=by, at=at)
    return member


def _place(member: StaffMember, *, office: str, unit: str) -> None:
    works_at, belongs_to = Office.objects.filter(code=office).first(), Unit.objects.filter(code=unit).first()
    if (office and works_at is None) or (unit and belongs_to is None):
        raise UnknownPlace
    member.office, member.unit = works_at or member.office, belongs_to or member.unit


def _check_line(member: StaffMember, supervisor: StaffMember) -> None:
    above: StaffMember | None = supervisor
    while above is not None:
        if above.pk == member.pk:
            raise InACircle
        above = above.supervisor


def _change_level(member: StaffMember, code: str, reason: str, *, by: Actor, at: datetime) -> None:
    """Probation or training goes with the level that it was for."""
    level = Level.objects.filter(code=code).first()
    if level is None:
        raise UnknownPlace
    check_level_held(level, member.until, by=by, at=at)
    former = Grant.objects.filter(actor=member.actor, source__in=FROM_THE_LEVEL, revoked_at__isnull=True)
    former.filter(Q(until__isnull=True) | Q(until__gt=at)).update(revoked_at=at, revoked_by=by)
    member.level, member.status, member.status_until = level, Standing.REGULAR, None
    materialize(member, granted_by=by, reason=reason, at=at)
