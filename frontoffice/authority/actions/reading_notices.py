"""Notices read, or kept as unread."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.events_notices import NoticesMarked
from frontoffice.authority.models import Notice, StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import NotFound, Refused

Several = Annotated[list[Notice], Field(max_length=200)]


class NothingUnread(Refused):
    message = _("You have read all of this.")


@action("authority.read_notices", title=_("Mark notices as read"))
def read_notices(*, notices: Several, by: Actor, at: datetime) -> list[Notice]:
    """Those of one's own that were not read are read now. Raises NothingUnread."""
    return _mark(notices, read=True, by=by, at=at)


@action("authority.keep_notices", title=_("Mark notices as unread"))
def keep_notices(*, notices: Several, by: Actor, at: datetime) -> list[Notice]:
    """They count as new again."""
    return _mark(notices, read=False, by=by, at=at)


def _mark(notices: list[Notice], *, read: bool, by: Actor, at: datetime) -> list[Notice]:
    member = StaffMember.objects.filter(actor=by).first()
    if member is None:
        raise NotFound
    wanted = Notice.objects.filter(member=member, pk__in=[notice.pk for notice in notices])
    wanted = wanted.filter(read_at__isnull=read)
    marked = list(wanted.select_related("by").select_for_update(of=("self",)))
    if not marked and read:
        raise NothingUnread
    wanted.update(read_at=at if read else None)
    made = NoticesMarked(staff_member_id=member.pk, number=len(marked), read=read)
    announce(made, about=member, by=by, at=at)
    return marked
