"""What goes back of work, handing over and notices through the API and the command line."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.models import HandOver, Mailing, Notice, NoticeMail, WorkItem
from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor


class WorkItemOut(BaseModel):
    """One thing to do. `member` has it; null: anybody of the unit."""

    reference: str
    kind: str
    title: str
    page: str
    member: str | None
    unit: str | None
    due_at: datetime | None
    priority: int


class HandOverOut(BaseModel):
    """Work given to a colleague; its reference takes it back."""

    reference: str
    to: str
    reason: str
    at: datetime
    undone_at: datetime | None


class NoticeOut(BaseModel):
    """One thing that the viewer was told."""

    reference: str
    kind: str
    text: str
    by: str
    at: datetime
    read_at: datetime | None


class NoticeMailOut(BaseModel):
    address: str
    trouble: str
    at_once: list[str]
    daily: list[str]


@shown(NoticeMail)
def notice_mail_out(mail: NoticeMail, by: Actor) -> NoticeMailOut:
    """What its owner chose, by the names of the kinds."""
    chosen = list(mail.member.notice_choices.order_by("kind").values_list("kind", "how"))
    return NoticeMailOut(
        address=mail.address,
        trouble=mail.trouble,
        at_once=[kind for kind, how in chosen if how == Mailing.AT_ONCE],
        daily=[kind for kind, how in chosen if how == Mailing.DAILY],
    )


@shown(WorkItem)
def work_item_out(item: WorkItem, by: Actor) -> WorkItemOut:
    return WorkItemOut(
        reference=item.reference,
        kind=item.kind,
        title=item.title,
        page=item.page,
        member=item.member.actor.name if item.member is not None else None,
        unit=item.unit.name if item.unit is not None else None,
        due_at=item.due_at,
        priority=item.priority,
    )


@shown(HandOver)
def hand_over_out(made: HandOver, by: Actor) -> HandOverOut:
    return HandOverOut(
        reference=made.reference,
        to=made.to.actor.name,
        reason=made.reason,
        at=made.at,
        undone_at=made.undone_at,
    )


@shown(Notice)
def notice_out(notice: Notice, by: Actor) -> NoticeOut:
    return NoticeOut(
        reference=notice.reference,
        kind=notice.kind,
        text=notice.text,
        by=notice.by.name,
        at=notice.at,
        read_at=notice.read_at,
    )
