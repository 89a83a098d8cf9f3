"""Asking back before deciding: the decider's question, the asker's answer; and that the asker knows the outcome."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import deadlines, deciders
from frontoffice.authority.actions.approving import (
    AskedBack,
    RanOut,
    about,
    asked_by_the_same_person,
    locked,
    note,
)
from frontoffice.authority.deciding import InConflict
from frontoffice.authority.events import ApprovalAnswered, ApprovalQuestioned, ApprovalSeen
from frontoffice.authority.models import Approval, ApprovalStatus, NoteKind
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Words = Annotated[str, Field(min_length=1, max_length=1000)]


class NothingSaid(BadInput):
    message = _("Write what you want to ask or answer.")
    field = "text"


class NothingAsked(Refused):
    message = _("No question waits for an answer here.")


class NotDecidedYet(Refused):
    message = _("This is not decided yet.")


@action(
    "authority.question",
    title=_("Ask back before deciding"),
    conflict=asked_by_the_same_person,
    open_to=["staff"],
)
def question(*, approval: Approval, text: Words, by: Actor, at: datetime) -> Approval:
    """Return it to who asked, with a question; whoever could decide it may. It counts no office hours meanwhile.

    Raises AlreadyDecided, AskedBack, RanOut, NothingSaid, NotAuthorized, InConflict.
    """
    approval = locked(approval)
    if not text.strip():
        raise NothingSaid
    if approval.status == ApprovalStatus.QUESTIONED:
        raise AskedBack
    if approval.expires_at <= at:
        raise RanOut
    deciders.check(approval, by=by, at=at)
    approval.status = ApprovalStatus.QUESTIONED
    approval.save(update_fields=["status"])
    note(approval, NoteKind.QUESTION, text=text, by=by, to=approval.asked_by, at=at)
    asked = ApprovalQuestioned(approval_id=approval.pk, action=approval.action)
    announce(asked, about=about(approval), by=by, at=at)
    return approval


@action("authority.answer", title=_("Answer a question about what you asked"), open_to=["staff", "automated"])
def answer(*, approval: Approval, text: Words, by: Actor, at: datetime) -> Approval:
    """Say what the decider wanted to know: then it waits again.

    Raises AlreadyDecided, RanOut, NothingAsked, NothingSaid, InConflict.
    """
    approval = locked(approval)
    if approval.asked_by_id != by.pk:
        raise InConflict(_("Only the person who asked can answer this."))
    if approval.status != ApprovalStatus.QUESTIONED:
        raise NothingAsked
    if approval.expires_at <= at:
        raise RanOut
    if not text.strip():
        raise NothingSaid
    asker = approval.notes.filter(kind=NoteKind.QUESTION).select_related("by").order_by("-pk")[0].by
    approval.status = ApprovalStatus.WAITING
    if approval.escalates_at is not None:
        approval.escalates_at = deadlines.escalates_at(deadlines.hours_of(approval.unit), at=at)
    approval.save(update_fields=["status", "escalates_at"])
    note(approval, NoteKind.ANSWER, text=text, by=by, to=asker, at=at)
    answered = ApprovalAnswered(approval_id=approval.pk, action=approval.action)
    announce(answered, about=about(approval), by=by, at=at)
    return approval


@action("authority.acknowledge", title=_("Take note of what was decided"), open_to=["staff", "automated"])
def acknowledge(*, approval: Approval, by: Actor, at: datetime) -> Approval:
    """Take what came back off one's list; told a second time, nothing changes. Raises NotDecidedYet, InConflict."""
    approval = Approval.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=approval.pk)
    if approval.asked_by_id != by.pk:
        raise InConflict(_("Only the person who asked can do this."))
    if approval.is_open:
        raise NotDecidedYet
    if approval.seen_at is None:
        approval.seen_at = at
        approval.save(update_fields=["seen_at"])
        announce(ApprovalSeen(approval_id=approval.pk), about=approval, by=by, at=at)
    return approval
