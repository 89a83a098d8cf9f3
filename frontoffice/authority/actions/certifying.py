"""Awarding, renewing and withdrawing what somebody is certified in; a lapse ends the powers that need it (STF-6)."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.events import (
    CertificationAwarded,
    CertificationLapsed,
    CertificationWithdrawn,
)
from frontoffice.authority.models import Certification, CertificationKind, StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Text = Annotated[str, Field(min_length=1, max_length=500)]
MONTH = timedelta(days=365.25 / 12)


class CodeTaken(Refused):
    message = _("There is a certification with this code already.")
    field = "code"


class NotActive(Refused):
    message = _("This certification is no longer awarded.")


class WithdrawnBefore(Refused):
    message = _("This certification was withdrawn before.")


def _of_oneself(call: Any) -> bool:
    return bool(call.staff_member.actor_id == call.by.pk)


def _own(call: Any) -> bool:
    return bool(call.certification.actor_id == call.by.pk)


@action("authority.define_certification", title=_("Define a certification"))
def define_certification(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    months: Annotated[int, Field(ge=0, le=240)] = 12,
    by: Actor,
    at: datetime,
) -> CertificationKind:
    """A special area that takes a certification, good for so many months; 0: until withdrawn. Raises CodeTaken."""
    if CertificationKind.objects.filter(code=code).exists():
        raise CodeTaken
    return CertificationKind.objects.create(code=code, name=name.strip(), months=months)


@action("authority.award_certification", title=_("Award a certification"), conflict=_of_oneself)
def award_certification(
    *, staff_member: StaffMember, kind: CertificationKind, evidence: Text, by: Actor, at: datetime
) -> Certification:
    """Certify a colleague from now on, or renew what they hold: never oneself. Raises NotActive, BadInput.

    A renewal is a new row, good from now; the months that were left are not added.
    """
    if not kind.active:
        raise NotActive
    if not evidence.strip():
        raise BadInput(field="evidence")
    before = (
        Certification.objects.filter(actor=staff_member.actor, kind=kind, withdrawn_at=None)
        .order_by("-pk")
        .first()
    )
    award = Certification.objects.create(
        kind=kind,
        actor=staff_member.actor,
        evidence=evidence.strip(),
        renews=before,
        from_at=at,
        until=at + kind.months * MONTH if kind.months else None,
        awarded_by=by,
    )
    announce(CertificationAwarded(certification_id=award.pk), about=[award, staff_member], by=by, at=at)
    return award


@action("authority.withdraw_certification", title=_("Withdraw a certification"), conflict=_own)
def withdraw_certification(
    *, certification: Certification, reason: Text, by: Actor, at: datetime
) -> Certification:
    """End it now, with a reason; the powers that need it end with it. Raises WithdrawnBefore."""
    held = Certification.objects.select_for_update(of=("self",)).get(pk=certification.pk)
    if held.withdrawn_at is not None:
        raise WithdrawnBefore
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = at, by, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    about = [held, *StaffMember.objects.filter(actor_id=held.actor_id)]
    announce(CertificationWithdrawn(certification_id=held.pk), about=about, by=by, at=at)
    return held


@action("authority.note_lapse", title=_("Note that a certification has lapsed"), open_to=["service"])
def note_lapse(*, certification: Certification, by: Actor, at: datetime) -> Certification:
    """Tell, once, that it ran out and was not renewed: the powers that need it have ended by themselves."""
    held = Certification.objects.select_for_update(of=("self",)).get(pk=certification.pk)
    if held.lapse_told_at is None and held.until is not None and held.until <= at:
        held.lapse_told_at = at
        held.save(update_fields=["lapse_told_at"])
        about = [held, *StaffMember.objects.filter(actor_id=held.actor_id)]
        announce(CertificationLapsed(certification_id=held.pk), about=about, by=by, at=at)
    return held
