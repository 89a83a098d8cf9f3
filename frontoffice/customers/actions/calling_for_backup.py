"""Calling the colleagues of the office to one's side: seen on their screens within seconds, answered, ended."""

import datetime as dt
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.customers.events import BackupAnswered, BackupCalled, BackupEnded
from frontoffice.customers.models import BackupAnswer, BackupCall, Party
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

LASTS = dt.timedelta(hours=1)  # after that a forgotten call shows no more


class NoOffice(Refused):
    message = _("Only somebody who works at an office can call its colleagues.")
    status = 403
    part = "grant"


class NotOfThisOffice(Refused):
    message = _("This call is for the colleagues of another office, or your own.")
    part = "grant"


class OverAlready(Refused):
    message = _("This is over.")


@action("customers.call_for_backup", title=_("Call for back-up"))
def call_for_backup(
    *,
    place: Annotated[str, Field(max_length=200)] = "",
    customer: Party | None = None,
    by: Actor,
    at: datetime,
) -> BackupCall:
    """Call the colleagues of one's office at once; while a call of one's own is open this is the same call.

    An empty place is one's post. Raises NoOffice.
    """
    member = StaffMember.objects.select_related("office").filter(actor=by).first()
    if member is None:
        raise NoOffice
    # Who presses the key twice calls once.
    StaffMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    own = BackupCall.objects.filter(called_by=by, ended_at__isnull=True, called_at__gt=at - LASTS)
    again = own.order_by("-pk").first()
    if again is not None:
        return again
    call = BackupCall.objects.create(
        office=member.office, party=customer, place=place.strip() or member.post, called_by=by, called_at=at
    )
    announce(BackupCalled(backup_call_id=call.pk, office_id=member.office.pk), about=call, by=by, at=at)
    return call


@action("customers.answer_backup", title=_("Say that one is coming"))
def answer_backup(*, call: BackupCall, by: Actor, at: datetime) -> BackupCall:
    """Say that one is on the way; a second time changes nothing. Raises NotOfThisOffice, OverAlready."""
    call = BackupCall.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if not StaffMember.objects.filter(actor=by, office=call.office).exists() or call.called_by_id == by.pk:
        raise NotOfThisOffice
    if call.ended_at is not None:
        raise OverAlready
    _row, new = BackupAnswer.objects.get_or_create(call=call, by=by, defaults={"at": at})
    if new:
        announce(BackupAnswered(backup_call_id=call.pk), about=call, by=by, at=at)
    return call


@action("customers.end_backup", title=_("Say that it is over"))
def end_backup(*, call: BackupCall, by: Actor, at: datetime) -> BackupCall:
    """The caller, or who came, says that it is over. Raises NotOfThisOffice, OverAlready."""
    call = BackupCall.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if call.called_by_id != by.pk and not call.answers.filter(by=by).exists():
        raise NotOfThisOffice
    if call.ended_at is not None:
        raise OverAlready
    call.ended_at, call.ended_by = at, by
    call.save(update_fields=["ended_at", "ended_by"])
    announce(BackupEnded(backup_call_id=call.pk), about=call, by=by, at=at)
    return call
