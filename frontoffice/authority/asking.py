"""Asking for what is more than one's grant: tried first, then stored, with the decisions that it takes."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from frontoffice.authority import deadlines
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.events import ApprovalAsked
from frontoffice.authority.models import Approval, ApprovalStep, StaffMember
from frontoffice.authority.panels import facts_of
from frontoffice.foundation import events
from frontoffice.foundation.models import Actor, Unit

if TYPE_CHECKING:
    from frontoffice.authority.registry import ActionFunction

    AnyAction = ActionFunction[Any, Any]

LONGEST_FACT = 5000


class CanNotWait(NotAuthorized):
    message = _(
        "You don't have the authority to do this, and a secret in it must not wait for somebody who has."
    )


class _Undo(Exception):
    """Rolls a trial run back."""


def _subject_of(subject: models.Model | None, version: int | None) -> dict[str, Any]:
    if subject is None:
        return {"subject_kind": "", "subject_id": None, "subject_version": version}
    return {
        "subject_kind": subject._meta.label_lower,
        "subject_id": subject.pk,
        "subject_version": version,
    }


def steps_needed(action: "AnyAction", arguments: dict[str, Any], *, by: Actor, at: dt.datetime) -> list[str]:
    """The decisions that the action asks for whoever does it, in order; none: as the doer's grant says (X4)."""
    if action.approvals is None:
        return []
    told: int | list[str] = action.approvals(SimpleNamespace(**arguments, by=by, at=at))
    return [""] * told if isinstance(told, int) else list(told)


def ask(
    action: "AnyAction",
    arguments: dict[str, Any],
    amount: Decimal | None,
    *,
    steps: list[str],
    by: Actor,
    at: dt.datetime,
) -> Approval:
    """Try the body and roll it back, so that what would be refused is refused at once; then store the ask."""
    if action.signature.holds_secret(arguments):
        raise CanNotWait
    subject = arguments.get(action.subject) if action.subject else None
    # Before the trial: a body may change the things that it was given.
    stored, version = action.signature.write(arguments), getattr(subject, "version", None)
    unit = _unit_of(action, arguments, by=by, at=at)
    _try(action, arguments, by=by, at=at)
    hours = deadlines.hours_of(unit)
    approval = Approval(
        action=action.name,
        arguments=stored,
        unit=unit,
        **_subject_of(subject, version),
        amount=amount,
        asked_by=by,
        asked_at=at,
        expires_at=deadlines.expires_at(hours, days=action.expires_after, at=at),
        escalates_at=deadlines.escalates_at(hours, at=at),
    )
    approval.facts = facts_now(approval)
    approval.save(force_insert=True)
    ApprovalStep.objects.bulk_create(
        ApprovalStep(approval=approval, number=number, needs=needs, asked_by=by)
        for number, needs in enumerate(steps or [""], start=1)
    )
    about: list[models.Model] = [approval] if subject is None else [approval, subject]
    with events.within(events.Acting(action.name)):
        events.announce(ApprovalAsked(approval_id=approval.pk, action=action.name), about=about, by=by, at=at)
    return approval


def _try(action: "AnyAction", arguments: dict[str, Any], *, by: Actor, at: dt.datetime) -> None:
    try:
        with transaction.atomic(), events.within(events.Acting(action.name)):
            action.function(**arguments, by=by, at=at)
            raise _Undo
    except _Undo:
        pass


def _unit_of(action: "AnyAction", arguments: dict[str, Any], *, by: Actor, at: dt.datetime) -> Unit | None:
    """The unit that the act is in; where the action does not say, the asker's."""
    told = action.unit(SimpleNamespace(**arguments, by=by, at=at)) if action.unit is not None else None
    if told is not None:
        return Unit.objects.filter(pk=told).first()
    member = StaffMember.objects.filter(actor=by).select_related("unit").first() if by.pk else None
    return member.unit if member is not None else None


def facts_now(approval: Approval) -> list[list[str]]:
    """What a decider is shown of it at this moment, in the installation's language so that it can be compared."""
    with translation.override(settings.LANGUAGE_CODE):
        return [[str(label), str(text)[:LONGEST_FACT]] for label, text in facts_of(approval)]
