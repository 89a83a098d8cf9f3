"""What was done in a while and may be drawn for review."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from frontoffice.authority.models import Approval, StaffMember
from frontoffice.cases.models import Case, CaseContact, CaseMessage
from frontoffice.contacts.models import Channel, Contact, Purpose
from frontoffice.correspondence.models import Message
from frontoffice.supervision.drawing import Risks, Thing
from frontoffice.supervision.models import Kind, Review, RiskFactor

# Where people talk: what is said there can't be held, only looked at afterward.
SPOKEN = (Channel.PHONE, Channel.COUNTER, Channel.CHAT, Channel.FIELD)
AT_ONCE = 20_000


def members() -> QuerySet[StaffMember]:
    """Everybody with a post, with what shares and due dates need."""
    return StaffMember.objects.select_related("actor", "level", "unit", "office__calendar")


def contacts(*, since: datetime, until: datetime) -> Sequence[tuple[Thing, Case | None]]:
    """Telephone and counter contacts of staff that ended in the while and were not drawn. Four queries."""
    rows = Contact.objects.filter(
        ended_at__gt=since,
        ended_at__lte=until,
        channel__in=SPOKEN,
        representative__staff_member__isnull=False,
        review__isnull=True,
    )
    found = list(
        rows.order_by("pk").values_list(
            "pk", "reference", "channel", "representative__staff_member", "ended_at"
        )[:AT_ONCE]
    )
    ids = [row[0] for row in found]
    purposes = dict(
        Purpose.objects.filter(contact__in=ids).order_by("-pk").values_list("contact_id", "topic")
    )
    joined = CaseContact.objects.filter(contact__in=ids).select_related("case__topic").order_by("-pk")
    cases = {row.contact_id: row.case for row in joined}
    things = []
    for pk, reference, channel, member, ended_at in found:
        case = cases.get(pk)
        topic = case.topic.code if case is not None else purposes.get(pk, "")
        things.append((Thing(pk, member, channel, topic, reference, ended_at), case))
    return things


def messages(*, since: datetime, until: datetime) -> Sequence[tuple[Thing, Case | None]]:
    """Messages of staff that went out in the while without anybody reading them before. Three queries.

    A reply is drawn by its case and how many went out before it: written anew before it went, it is the same one.
    """
    asked = Approval.objects.filter(
        subject_kind=Message._meta.label_lower, subject_id=OuterRef("pk"), action="correspondence.release"
    )
    rows = Message.objects.filter(
        ~Exists(asked),
        ~Exists(Review.objects.filter(message=OuterRef("pk"))),
        released_at__gt=since,
        released_at__lte=until,
        by__staff_member__isnull=False,
    )
    found = list(
        rows.order_by("pk").values_list("pk", "reference", "channel", "by__staff_member", "released_at")[
            :AT_ONCE
        ]
    )
    replies = CaseMessage.objects.filter(message__in=[row[0] for row in found]).select_related("case__topic")
    cases = {reply.message_id: reply.case for reply in replies}
    place = _places({case.pk for case in cases.values()})
    things = []
    for pk, reference, channel, member, released_at in found:
        case = cases.get(pk)
        key = f"{case.reference}:{place[pk]}" if case is not None else reference
        topic = case.topic.code if case is not None else ""
        things.append((Thing(pk, member, channel, topic, key, released_at), case))
    return things


def _places(cases: set[int]) -> dict[int, int]:
    """The how manieth reply of its case each is, among those that went out, by the message's id."""
    gone = CaseMessage.objects.filter(case__in=cases, message__released_at__isnull=False)
    counted: dict[int, int] = defaultdict(int)
    place = {}
    for case_id, message_id in gone.order_by("message__released_at", "pk").values_list(
        "case_id", "message_id"
    ):
        counted[case_id] += 1
        place[message_id] = counted[case_id]
    return place


def risks(*, at: datetime) -> Risks:
    """The factors that count, by channel and topic."""
    rows = RiskFactor.objects.filter(from_at__lte=at).order_by("pk").values_list("channel", "topic", "factor")
    found: dict[tuple[str, str], Decimal] = {}
    for channel, topic, factor in rows:
        found[channel, topic] = factor
    return found


def looked_at_lately(kind: Kind, *, since: datetime) -> set[tuple[int, str]]:
    """Persons and channels of which something was drawn since then."""
    rows = Review.objects.filter(Q(kind=kind) & Q(drawn_at__gt=since))
    return set(rows.values_list("staff_member_id", "channel").distinct())
