"""Customers who were passed on and whom nobody took: told to whoever leads the unit, or noted as gone."""

from datetime import datetime, timedelta
from typing import Annotated

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts import owed
from frontoffice.contacts.actions.escalating import lead_of
from frontoffice.contacts.actions.passing_on import NotForYou, TakenAlready, is_theirs
from frontoffice.contacts.events import TransferGone, TransferMissed
from frontoffice.contacts.models import Transfer
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused


class NotWaitingTooLong(Refused):
    message = _("This customer does not wait too long, or that was told already.")


class SayWhyGone(BadInput):
    message = _("Say how you know that they are gone.")
    field = "reason"


def patience() -> timedelta:
    """How long a customer who was passed on may wait before whoever leads the unit is told."""
    return timedelta(minutes=settings.TRANSFER_MINUTES)


@action("contacts.escalate_transfer", title=_("Escalate a customer whom nobody takes"), open_to=["service"])
def escalate_transfer(*, transfer: Transfer, by: Actor, at: datetime) -> Transfer:
    """They have waited too long: whoever leads the unit has them on their work. Raises NotWaitingTooLong."""
    transfer = _locked(transfer)
    if not transfer.waits or transfer.missed_at is not None or transfer.at + patience() > at:
        raise NotWaitingTooLong
    unit = transfer.to_unit or (transfer.to_member.unit if transfer.to_member is not None else None)
    transfer.missed_at = at
    transfer.escalated_to = lead_of(unit, at=at) if unit is not None else None
    transfer.save(update_fields=["missed_at", "escalated_to"])
    missed = TransferMissed(transfer_id=transfer.pk, staff_member_id=transfer.escalated_to_id)
    announce(missed, about=transfer.contact, by=by, at=at)
    owed.transfer_missed(transfer, by=by, at=at)
    return transfer


@action("contacts.drop_transfer", title=_("Note that a customer left before anybody took them"))
def drop_transfer(
    *, transfer: Transfer, reason: Annotated[str, Field(max_length=300)], by: Actor, at: datetime
) -> Transfer:
    """Nobody has to take them any more; by whoever could, or who passed them on.

    Raises SayWhyGone, TakenAlready (also where somebody noted it before), NotForYou.
    """
    if not reason.strip():
        raise SayWhyGone
    transfer = _locked(transfer)
    if not transfer.waits:
        raise TakenAlready
    if transfer.by_id != by.pk and not is_theirs(transfer, getattr(by, "staff_member", None)):
        raise NotForYou
    transfer.gone_at, transfer.gone_by, transfer.gone_reason = at, by, reason.strip()
    transfer.save(update_fields=["gone_at", "gone_by", "gone_reason"])
    gone = TransferGone(transfer_id=transfer.pk, contact_id=transfer.contact_id)
    announce(gone, about=transfer.contact, by=by, at=at)
    owed.transfer_done(transfer, by=by, at=at)
    return transfer


def _locked(transfer: Transfer) -> Transfer:
    """First the lock alone: what was joined to a row that one had to wait for is not read anew."""
    Transfer.objects.select_for_update().values_list("pk").get(pk=transfer.pk)
    rows = Transfer.objects.select_related("contact__customer", "to_unit", "to_member__unit", "by")
    return rows.get(pk=transfer.pk)
