"""People, held messages, contacts and reviews for the tests of supervision, made by the product's own actions."""

import datetime as dt
from decimal import Decimal
from typing import Any

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Case, CaseMessage
from frontoffice.contacts.actions.taking_contacts import begin, end
from frontoffice.contacts.models import Channel, Contact, Outcome
from frontoffice.correspondence.models import Message
from frontoffice.foundation.actors import service
from frontoffice.supervision.actions.drawing_reviews import draw
from frontoffice.supervision.actions.reviewing import review
from frontoffice.supervision.models import Kind, Review, ReviewShare
from tests import factories, levels
from tests.cases import making
from tests.factories import NOW

RELEASE = "correspondence.release"
WORDS = "A new card costs $18.00. [1]"
BETTER = "A new card costs $18.00. You can pay at any office. [1]"


def trainee(name: str = "Noor Haddad", **given: Any) -> StaffMember:
    """Somebody whose messages all wait for a reader."""
    return factories.staff(name, grants=set(levels.REPRESENTATIVE) - {RELEASE}, asks=[RELEASE], **given)


def supervised(member: StaffMember, by: StaffMember) -> StaffMember:
    """The post's supervisor is named."""
    member.supervisor = by
    member.save(update_fields=["supervisor"])
    return member


def held(writer: StaffMember, *, text: str = WORDS, case: Case | None = None, **given: Any) -> Message:
    """A reply of the writer that waits for a reader."""
    case = case or making.case()
    return replied(writer, text=text, case=case, **given)


def replied(
    writer: StaffMember, *, text: str = WORDS, case: Case, at: dt.datetime = NOW, **given: Any
) -> Message:
    """A reply of the writer, held or on its way."""
    reply(case=case, text=text, by=writer.actor, at=at, **given)
    return CaseMessage.objects.filter(case=case).select_related("message").latest("pk").message


def contact(
    member: StaffMember,
    *,
    channel: Channel = Channel.PHONE,
    topic: str = "cards",
    at: dt.datetime = NOW,
) -> Contact:
    """A contact that the member took and ended."""
    made = begin(channel=channel, purposes=[topic], by=member.actor, at=at)
    return end(contact=made, outcome=Outcome.ANSWERED, by=member.actor, at=at + dt.timedelta(minutes=5))


def share(
    member: StaffMember, value: str, *, kind: Kind = Kind.CONTACTS, at: dt.datetime | None = None
) -> None:
    """As if somebody had set it before."""
    ReviewShare.objects.create(
        staff_member=member,
        kind=kind,
        share=Decimal(value),
        before=Decimal(0),
        reason="For the test",
        from_at=at or NOW - dt.timedelta(days=20),
        set_by=service("demo"),
    )


def drawn(member: StaffMember, *, channel: Channel = Channel.PHONE, at: dt.datetime = NOW) -> Review:
    """A contact of the member that was drawn for review."""
    if not ReviewShare.objects.filter(staff_member=member, kind=Kind.CONTACTS).exists():
        share(member, "1")
    made = contact(member, channel=channel, at=at)
    draw(kind=Kind.CONTACTS, by=service("supervision"), at=at + dt.timedelta(minutes=10))
    return Review.objects.get(contact=made)


def reviewed(
    member: StaffMember,
    by: StaffMember,
    *findings: str,
    at: dt.datetime = NOW,
    comments: str = "See the rule.",
) -> Review:
    """A contact of the member that was drawn and looked at."""
    return review(
        review=drawn(member, at=at),
        findings=list(findings),
        comments=comments,
        by=by.actor,
        at=at + dt.timedelta(hours=1),
    )
