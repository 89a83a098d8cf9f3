"""Who has or gets a case watches it, and who is mentioned in a note (@name); watchers are told what happened."""

import re
from datetime import datetime
from typing import Any

from django.db.models import Q

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.telling import tell, tell_writer
from frontoffice.cases.actions.watching import begin
from frontoffice.cases.events import (
    CaseAssigned,
    CaseReopened,
    CaseResolved,
    CaseTaken,
    NoteAdded,
    PostAdded,
    ReplyInTrouble,
    ReplyWentOut,
)
from frontoffice.cases.models import Attention, Case, Note, WatchReason
from frontoffice.correspondence.models import Message
from frontoffice.foundation.events import Told, reacts_to
from frontoffice.foundation.models import Actor

MENTION = re.compile(r"(?<!\w)@([\w.-]{2,60})")


def _case(event: Any) -> Case:
    return Case.objects.select_related("topic").get(pk=event.case_id)


@reacts_to(CaseTaken)
def watch_taken(event: CaseTaken, *, by: Actor, at: datetime, told: Told) -> None:
    member = StaffMember.objects.get(pk=event.staff_member_id)
    begin(member, case=_case(event), why=WatchReason.ASSIGNED, by=by, at=at)


@reacts_to(CaseAssigned)
def watch_assigned(event: CaseAssigned, *, by: Actor, at: datetime, told: Told) -> None:
    case = _case(event)
    member = StaffMember.objects.get(pk=event.staff_member_id)
    begin(member, case=case, why=WatchReason.ASSIGNED, by=by, at=at)
    tell(case, "assigned", besides=_doer(told), by=by, at=at)


@reacts_to(NoteAdded)
def watch_mentioned(event: NoteAdded, *, by: Actor, at: datetime, told: Told) -> None:
    """Whoever is named by @user name watches the case from then on."""
    case, note = _case(event), Note.objects.get(pk=event.note_id)
    names = set(MENTION.findall(note.text))
    there = StaffMember.objects.filter(Q(until__isnull=True) | Q(until__gt=at), user__username__in=names)
    for member in there.order_by("pk"):
        begin(member, case=case, why=WatchReason.MENTIONED, by=by, at=at)
    tell(case, "noted", besides=note.by, by=by, at=at)


@reacts_to(PostAdded)
def tell_of_post(event: PostAdded, *, by: Actor, at: datetime, told: Told) -> None:
    tell(_case(event), "posted", besides=_doer(told), by=by, at=at)


@reacts_to(ReplyWentOut)
def tell_of_reply(event: ReplyWentOut, *, by: Actor, at: datetime, told: Told) -> None:
    tell(_case(event), "replied", besides=_doer(told), by=by, at=at)


@reacts_to(ReplyInTrouble)
def tell_of_trouble(event: ReplyInTrouble, *, by: Actor, at: datetime, told: Told) -> None:
    case = _case(event)
    message = Message.objects.select_related("by").get(pk=event.message_id)
    writer = tell_writer(case, message, Attention(event.attention), by=by, at=at)
    tell(case, "in_trouble", besides=writer, by=by, at=at)


@reacts_to(CaseResolved)
def tell_of_end(event: CaseResolved, *, by: Actor, at: datetime, told: Told) -> None:
    tell(_case(event), "resolved", besides=_doer(told), by=by, at=at)


@reacts_to(CaseReopened)
def tell_of_beginning(event: CaseReopened, *, by: Actor, at: datetime, told: Told) -> None:
    tell(_case(event), "reopened", besides=_doer(told), by=by, at=at)


def _doer(told: Told) -> Actor:
    return told.event.by
