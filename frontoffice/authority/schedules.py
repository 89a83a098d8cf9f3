"""What the worker does now and then, also for the foundation, which has no actions or duties of its own."""

from contextlib import suppress
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction

from frontoffice.authority.actions import certifying, lapsing, leaving
from frontoffice.authority.auditing import periodic  # noqa: F401 - it declares what it does now and then
from frontoffice.authority.models import (
    OPEN,
    Approval,
    ApprovalStatus,
    Certification,
    KeyedCall,
    StaffMember,
)
from frontoffice.authority.signing_in import sessions
from frontoffice.foundation import files, rate_limits
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.schedules import every

KEYS_KEPT = timedelta(days=30)  # who sends the same again after that gets it done again
AT_ONCE = 1000


@every(timedelta(hours=1))
def forget_keys(*, by: Actor, at: datetime) -> None:
    """Idempotency keys are for sending again what got no answer, not for ever; a thousand at a time, oldest first."""
    old = KeyedCall.objects.filter(at__lt=at - KEYS_KEPT).order_by("at")
    while keys := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        KeyedCall.objects.filter(pk__in=keys).delete()


@every(timedelta(hours=24))
def forget_sessions(*, by: Actor, at: datetime) -> None:
    """Sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@every(timedelta(hours=1))
def forget_rate_counters(*, by: Actor, at: datetime) -> None:
    """Counters whose window has passed say nothing any more."""
    rate_limits.forget_expired(at=at)


@every(timedelta(hours=24))
def sweep_files(*, by: Actor, at: datetime) -> None:
    """Bytes that no row names: a crash or a refusal left them behind."""
    files.sweep(at=at)


@every(timedelta(minutes=10))
def look_after_asks(*, by: Actor, at: datetime) -> None:
    """What nobody decided in time runs out, what waits too long is shown higher up; each in its own transaction."""
    for approval in Approval.objects.filter(status__in=OPEN, expires_at__lte=at).order_by("pk"):
        with suppress(Refused):  # decided just now by somebody else
            lapsing.expire(approval=approval, by=by, at=at)
    too_long = Approval.objects.filter(status=ApprovalStatus.WAITING, escalates_at__lte=at)
    for approval in too_long.order_by("pk"):
        with suppress(Refused):
            lapsing.escalate(approval=approval, by=by, at=at)


@every(timedelta(hours=1))
def note_lapses(*, by: Actor, at: datetime) -> None:
    """Certifications that ran out since the last look; each is told once (STF-6)."""
    lapsed = Certification.objects.filter(until__lte=at, lapse_told_at=None, withdrawn_at=None)
    for certification in lapsed.order_by("pk")[:AT_ONCE]:
        certifying.note_lapse(certification=certification, by=by, at=at)


@every(timedelta(minutes=15))
def shut_out_leavers(*, by: Actor, at: datetime) -> None:
    """What is left of posts whose last day came: nothing of it opened anything since, now it is put away too."""
    over = StaffMember.objects.filter(until__lte=at, user__is_active=True).select_related("actor", "user")
    for member in over.order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            leaving.shut_out(member, "", by=by, at=at)


@every(timedelta(hours=24))
def forget_sign_ins(*, by: Actor, at: datetime) -> None:
    """Sign-ins that have long been over."""
    sessions.forget(at=at)
