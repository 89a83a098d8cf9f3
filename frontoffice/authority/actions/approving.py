"""Deciding what waits: the same action goes through in this transaction, or it is declined with a reason (X4)."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.apps import apps
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import performing, registry
from frontoffice.authority.deciding import InConflict, NotAuthorized, holds_enough, is_enough, live_grants
from frontoffice.authority.events import ApprovalDecided
from frontoffice.authority.models import Approval, ApprovalStatus, Token
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, NotFound, Refused

Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class AlreadyDecided(Refused):
    message = _("This was decided before.")


class ChangedSinceAsked(Refused):
    message = _("What this is about has changed since it was asked. Decline it and have it asked again.")


class NoLongerPossible(Refused):
    message = _("What was asked for can't be done here any more. Decline it.")


class ReasonNeeded(BadInput):
    message = _("Give a reason, so that the person who asked can act on it.")
    field = "reason"


def _asked_by_the_same_person(call: Any) -> bool:
    """The decider asked for it, or holds the key of the one who did, or the other way round (ORD-4, X4)."""
    asker, decider = call.approval.asked_by_id, call.by.pk
    keys = Token.objects.filter(expires_at__gt=call.at, revoked_at__isnull=True)
    held = Q(actor=asker, issued_by=decider) | Q(actor=decider, issued_by=asker)
    return asker == decider or keys.filter(held).exists()


@action("authority.approve", title=_("Approve"), conflict=_asked_by_the_same_person)
def approve(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """Let the action go through, by its asker, on the approver's authority; both are checked again.

    Raises AlreadyDecided, ChangedSinceAsked, NotAuthorized, InConflict, and whatever the action itself refuses.
    """
    approval = _waiting(approval)
    waiting_action = _action_of(approval)
    if approval.subject_version is not None and _version_now(approval) != approval.subject_version:
        raise ChangedSinceAsked
    asker = approval.asked_by
    arguments = waiting_action.signature.read(approval.arguments, by=asker, at=at)
    with performing.approved(approval, by):
        waiting_action(**arguments, by=asker, at=at)
    return _decide(approval, ApprovalStatus.APPROVED, "", by=by, at=at)


@action("authority.decline", title=_("Decline"), conflict=_asked_by_the_same_person)
def decline(*, approval: Approval, reason: Reason, by: Actor, at: datetime) -> Approval:
    """Say no, with a reason. Raises AlreadyDecided, ReasonNeeded; only who could approve may decline."""
    approval = _waiting(approval)
    if not reason.strip():
        raise ReasonNeeded
    if not _could_approve(approval, by=by, at=at):
        raise NotAuthorized(_("This is more than you may decide."))
    return _decide(approval, ApprovalStatus.DECLINED, reason, by=by, at=at)


@action("authority.withdraw", title=_("Withdraw what was asked"))
def withdraw(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """Take one's own ask back. Raises AlreadyDecided, InConflict when somebody else asked."""
    approval = _waiting(approval)
    if approval.asked_by_id != by.pk:
        raise InConflict(_("Only the person who asked can withdraw this."))
    return _decide(approval, ApprovalStatus.WITHDRAWN, "", by=by, at=at)


def waiting(subject: models.Model, *, action_name: str = "", before: Approval | None = None) -> Decimal:
    """Sum of the amounts that wait about this subject, older than the ask at hand, never counting itself."""
    asks = Approval.objects.filter(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk, status=ApprovalStatus.WAITING
    )
    if action_name:
        asks = asks.filter(action=action_name)
    at_hand = before or performing.current_approval()
    if at_hand is not None:
        asks = asks.filter(pk__lt=at_hand.pk)
    return asks.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def _waiting(approval: Approval) -> Approval:
    approval = Approval.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=approval.pk)
    if approval.status != ApprovalStatus.WAITING:
        raise AlreadyDecided
    return approval


def _action_of(approval: Approval) -> registry.ActionFunction[Any, Any]:
    try:
        return registry.get(approval.action)
    except LookupError:
        raise NoLongerPossible from None


def _could_approve(approval: Approval, *, by: Actor, at: datetime) -> bool:
    """Whether the decider holds as much as was asked for.

    What can't be read any more (the action is gone, the asker no longer sees the object) still has to be declined by
    somebody: then by who holds the power everywhere.
    """
    try:
        waiting_action = _action_of(approval)
        arguments = waiting_action.signature.read(approval.arguments, by=approval.asked_by, at=at)
    except (NoLongerPossible, NotFound, BadInput):
        held = live_grants(actor=by, action=approval.action, at=at).filter(unit=None)
        return any(is_enough(grant, approval.amount) for grant in held)
    return holds_enough(waiting_action, arguments, by=by, asked_by=approval.asked_by, at=at)


def _version_now(approval: Approval) -> int | None:
    """The version of what it is about, locked: nobody changes it between this look and the end of the act."""
    rows = apps.get_model(approval.subject_kind)._default_manager.select_for_update(of=("self",))
    return getattr(rows.filter(pk=approval.subject_id).first(), "version", None)


def _decide(approval: Approval, status: ApprovalStatus, reason: str, *, by: Actor, at: datetime) -> Approval:
    approval.status, approval.reason, approval.decided_by, approval.decided_at = status, reason, by, at
    approval.save(update_fields=["status", "reason", "decided_by", "decided_at"])
    about: list[models.Model] = [approval]
    if approval.subject_id is not None:
        subject = (
            apps.get_model(approval.subject_kind)._default_manager.filter(pk=approval.subject_id).first()
        )
        about += [subject] if subject is not None else []
    announce(
        ApprovalDecided(approval_id=approval.pk, action=approval.action, status=status.value),
        about=about,
        by=by,
        at=at,
    )
    return approval
