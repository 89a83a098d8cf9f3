"""Deciding what waits: the same action goes through in this transaction, or it is declined with a reason (X4)."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.apps import apps
from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import deciders, performing
from frontoffice.authority.deciders import GoneSinceAsked, NoLongerPossible
from frontoffice.authority.deciding import InConflict, NotAuthorized, is_enough, live_grants
from frontoffice.authority.events import ApprovalDecided, ApprovalStepTaken
from frontoffice.authority.models import (
    OPEN,
    Approval,
    ApprovalNote,
    ApprovalStatus,
    ApprovalStep,
    NoteKind,
)
from frontoffice.authority.registry import action
from frontoffice.foundation import events
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import BadInput, Refused

__all__ = ["GoneSinceAsked", "NoLongerPossible"]

Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class AlreadyDecided(Refused):
    message = _("This was decided before.")


class AskedBack(Refused):
    message = _("A question about this is not answered yet. It can be decided when it is.")


class RanOut(Refused):
    message = _("This waited too long and has run out. Have it asked again.")


class ChangedSinceAsked(Refused):
    message = _("What this is about has changed since it was asked. Decline it and have it asked again.")


class ReasonNeeded(BadInput):
    message = _("Give a reason, so that the person who asked can act on it.")
    field = "reason"


def asked_by_the_same_person(call: Any) -> bool:
    """The decider asked for it, or holds the key of the one who did, or the other way round (ORD-4, X4)."""
    return deciders.same_person(call.by.pk, {call.approval.asked_by_id}, at=call.at)


def had_a_part(call: Any) -> bool:
    """The decider asked for it or agreed to it before: each decision takes another person (X4)."""
    return deciders.same_person(call.by.pk, deciders.parties(call.approval), at=call.at)


@action("authority.approve", title=_("Approve"), conflict=had_a_part, limit=lambda _call: None)
def approve(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """Agree. With the last agreement that it takes, the action goes through by its asker, on the decider's authority.

    Asker and all who agreed are looked at again; an agreement of somebody who may not decide any more has to be given
    anew, by another. Raises AlreadyDecided, AskedBack, RanOut, ChangedSinceAsked, NotAuthorized, InConflict,
    GoneSinceAsked, NoLongerPossible, and whatever the action itself refuses: then it still waits.
    """
    approval = locked(approval)
    if approval.status == ApprovalStatus.QUESTIONED:
        raise AskedBack
    if approval.expires_at <= at:
        raise RanOut
    if deciders.is_stale(approval, lock=True):
        raise ChangedSinceAsked
    _check_still_another(approval, by=by, at=at)
    pending = deciders.pending(approval, at=at)
    step, wish = pending.left[0], pending.wish
    deciders.check_act(approval, step, wish, by=by, at=at)
    for lapsed in pending.lapsed:
        note(approval, NoteKind.LAPSED, by=by, to=lapsed.decided_by, at=at)
    _take(step, by=by, at=at)
    if len(pending.left) > 1:
        return _one_more(approval, step, by=by, at=at)
    with performing.approved(approval, by):
        wish.action(**wish.arguments, by=approval.asked_by, at=at)
    return settle(approval, ApprovalStatus.APPROVED, "", by=by, at=at)


@action("authority.decline", title=_("Decline"), conflict=asked_by_the_same_person)
def decline(*, approval: Approval, reason: Reason, by: Actor, at: datetime) -> Approval:
    """Say no, with a reason. Raises AlreadyDecided, ReasonNeeded; only who could approve may decline."""
    approval = locked(approval)
    if not reason.strip():
        raise ReasonNeeded
    _check_could_approve(approval, by=by, at=at)
    return settle(approval, ApprovalStatus.DECLINED, reason, by=by, at=at)


@action("authority.withdraw", title=_("Withdraw what was asked"))
def withdraw(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """Take one's own ask back. Raises AlreadyDecided, InConflict when somebody else asked."""
    approval = locked(approval)
    if approval.asked_by_id != by.pk:
        raise InConflict(_("Only the person who asked can withdraw this."))
    return settle(approval, ApprovalStatus.WITHDRAWN, "", by=by, at=at)


def waiting(subject: models.Model, *, action_name: str = "", before: Approval | None = None) -> Decimal:
    """Sum of the amounts that wait about this subject, older than the ask at hand, never counting itself."""
    asks = Approval.objects.filter(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk, status__in=OPEN
    )
    if action_name:
        asks = asks.filter(action=action_name)
    at_hand = before or performing.current_approval()
    if at_hand is not None:
        asks = asks.filter(pk__lt=at_hand.pk)
    return asks.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def locked(approval: Approval) -> Approval:
    """The ask as it is now, held until the end of the act: of several who decide at once, one does.

    Raises AlreadyDecided.
    """
    rows = Approval.objects.select_for_update(of=("self",)).select_related("asked_by", "unit")
    approval = rows.get(pk=approval.pk)
    if not approval.is_open:
        raise AlreadyDecided
    return approval


def note(
    approval: Approval,
    kind: NoteKind,
    *,
    text: str = "",
    by: Actor,
    to: Actor | None = None,
    at: datetime,
) -> ApprovalNote:
    """Write down what was said or done about it."""
    return ApprovalNote.objects.create(approval=approval, kind=kind, text=text, by=by, to=to, at=at)


def settle(approval: Approval, status: ApprovalStatus, reason: str, *, by: Actor, at: datetime) -> Approval:
    """Close it: nothing about it changes after that, but that its asker gets to know."""
    approval.status, approval.reason, approval.decided_by, approval.decided_at = status, reason, by, at
    approval.escalates_at = None
    if status == ApprovalStatus.WITHDRAWN:
        approval.seen_at = at
    approval.save(update_fields=["status", "reason", "decided_by", "decided_at", "escalates_at", "seen_at"])
    decided = ApprovalDecided(approval_id=approval.pk, action=approval.action, status=status.value)
    announce(decided, about=about(approval), by=by, at=at)
    return approval


def about(approval: Approval) -> list[models.Model]:
    """What an event about it is about: the ask, and its subject where that is still there."""
    if approval.subject_id is None:
        return [approval]
    rows = apps.get_model(approval.subject_kind)._default_manager
    subject = rows.filter(pk=approval.subject_id).first()
    return [approval] if subject is None else [approval, subject]


def _check_could_approve(approval: Approval, *, by: Actor, at: datetime) -> None:
    """That the decider holds as much as was asked for. Raises NotAuthorized, InConflict.

    What can't be read any more (the action is gone, the asker no longer sees the object) still has to be declined by
    somebody: then by who holds the power everywhere.
    """
    try:
        pending = deciders.pending(approval, at=at)
    except (NoLongerPossible, GoneSinceAsked):
        held = live_grants(actor=by, action=approval.action, at=at).filter(unit=None)
        if by.kind == ActorKind.STAFF and any(is_enough(grant, approval.amount) for grant in held):
            return
        raise NotAuthorized(_("This is more than you may decide.")) from None
    deciders.check_act(approval, pending.left[0], pending.wish, by=by, at=at)


def _check_still_another(approval: Approval, *, by: Actor, at: datetime) -> None:
    """Again under the lock: of two decisions by one person at once, the second sees the first. Raises InConflict."""
    taken = deciders.parties(approval)
    authorizer = events.acting.get().authorized_by
    for person in (by, authorizer):
        if person is not None and deciders.same_person(person.pk, taken, at=at):
            raise InConflict


def _take(step: ApprovalStep, *, by: Actor, at: datetime) -> None:
    step.decided_by, step.decided_at = by, at
    step.authorized_by = events.acting.get().authorized_by  # where this decision was itself asked for
    step.save(update_fields=["decided_by", "decided_at", "authorized_by"])


def _one_more(approval: Approval, step: ApprovalStep, *, by: Actor, at: datetime) -> Approval:
    """It goes on waiting, for the next one: a colleague it was handed to has done their part."""
    note(approval, NoteKind.AGREED, by=by, at=at)
    approval.delegated_to = None
    approval.save(update_fields=["delegated_to"])
    taken = ApprovalStepTaken(approval_id=approval.pk, action=approval.action, number=step.number)
    announce(taken, about=about(approval), by=by, at=at)
    return approval
