"""Messages that wait for a colleague to read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from frontoffice.authority.models import Approval, ApprovalStatus, StaffMember
from frontoffice.cases.models import Case, CaseMessage, Post
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.queries import with_content
from frontoffice.foundation.models import Actor
from frontoffice.supervision.permissions import HELD, above, units_looked_after

RELEASE = "correspondence.release"
KIND = Message._meta.label_lower
ON_A_PAGE = 50


@dataclass(frozen=True)
class Held:
    """A message that waits, since when, and whose it is; `case` is what it answers."""

    approval: Approval
    message: Message
    writer: StaffMember
    case: Case | None


@dataclass(frozen=True)
class HeldPage:
    """Some of them, those that wait longest first; `after` is the key of the next page, 0 at the end."""

    rows: Sequence[Held]
    after: int


def writer_of(message: Message) -> StaffMember | None:
    """The post of who wrote it; none where a part of the system did."""
    found = StaffMember.objects.select_related("actor", "office__calendar", "unit", "level")
    return found.filter(actor=message.by_id).first()


def case_of(message: Message) -> Case | None:
    """The case that the message answers."""
    reply = (
        CaseMessage.objects.select_related("case__topic", "case__customer").filter(message=message.pk).first()
    )
    return reply.case if reply is not None else None


def held(*, by: Actor, at: datetime, after: int = 0, most: int = ON_A_PAGE) -> HeldPage:
    """What waits and this person may look at, by key. Seven queries, however many there are."""
    waiting = Approval.objects.filter(
        action=RELEASE, status=ApprovalStatus.WAITING, subject_kind=KIND, pk__gt=after
    ).exclude(asked_by=by)
    units = units_looked_after(by=by, at=at, powers=HELD)
    if units is not None:
        waiting = waiting.filter(asked_by__staff_member__unit__in=units)
    waiting = waiting.exclude(asked_by__in=[member.actor_id for member in above(by)])
    found = list(waiting.select_related("asked_by").order_by("pk")[: most + 1])
    return HeldPage(_rows(found[:most], by), found[most - 1].pk if len(found) > most else 0)


def _rows(approvals: list[Approval], by: Actor) -> list[Held]:
    about = [approval.subject_id for approval in approvals if approval.subject_id is not None]
    messages = {message.pk: message for message in Message.objects.filter(pk__in=about)}
    replies = CaseMessage.objects.filter(message__in=about).select_related("case__topic")
    cases = {reply.message_id: reply.case for reply in replies}
    writers = {
        member.actor_id: member
        for member in StaffMember.objects.filter(
            actor__in=[message.by_id for message in messages.values()]
        ).select_related("actor", "unit")
    }
    rows = []
    for approval in approvals:
        message = messages.get(approval.subject_id or 0)
        writer = writers.get(message.by_id) if message is not None else None
        if message is not None and writer is not None and writer.actor_id != by.pk:
            rows.append(Held(approval, message, writer, cases.get(message.pk)))
    return rows


def one_held(message: Message) -> Held | None:
    """The message with all that it cites, if it waits."""
    found = with_content(Message.objects.filter(pk=message.pk)).first()
    asked = Approval.objects.filter(
        action=RELEASE, status=ApprovalStatus.WAITING, subject_kind=KIND, subject_id=message.pk
    )
    approval = asked.select_related("asked_by").order_by("-pk").first()
    writer = writer_of(message)
    if found is None or approval is None or writer is None:
        return None
    return Held(approval, found, writer, case_of(message))


def questions(case: Case) -> Sequence[Post]:
    """What the customer said, the oldest first."""
    return list(case.posts.select_related("contact").order_by("pk")[:50])
