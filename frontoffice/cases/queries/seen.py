"""Who sees which cases, and what of them."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.cases.models import Attachment, Case, CaseMessage, Topic
from frontoffice.cases.permissions import units_seen
from frontoffice.correspondence.models import Status as MessageStatus
from frontoffice.foundation.models import Actor

# What has left the house is the customer's to see; drafts and what waits for approval are not.
GONE_OUT = frozenset(
    {
        MessageStatus.RELEASED,
        MessageStatus.SENDING,
        MessageStatus.SENT,
        MessageStatus.FAILED,
        MessageStatus.INCONCLUSIVE,
        MessageStatus.BOUNCED,
    }
)


@visible(Case)
def cases_on_the_wire(*, by: Actor, at: datetime) -> QuerySet[Case]:
    """The same with all that an answer names, so that no row asks for more."""
    return cases_with_company(cases_visible_to(by=by, at=at))


def cases_visible_to(*, by: Actor, at: datetime) -> QuerySet[Case]:
    """Staff see the cases of the units that their grants cover; others those that they follow."""
    if by.pk is None:
        return Case.objects.none()
    if not by.is_staff:
        return Case.objects.filter(followers__actor=by)
    return cases_of_units(units_seen(by=by, at=at))


def cases_of_units(units: Collection[int] | None) -> QuerySet[Case]:
    """The cases that staff see who see those of these units (ids); all of them where None."""
    if units is None:
        return Case.objects.all()
    return Case.objects.filter(unit__pk__any_of=units) if units else Case.objects.none()


@visible(Topic)
def topics_visible_to(*, by: Actor, at: datetime) -> QuerySet[Topic]:
    """What can be asked about is no secret."""
    return topics_offered()


def topics_offered() -> QuerySet[Topic]:
    """The topics that cases can be opened on, with their unit, by name."""
    return Topic.objects.filter(active=True).select_related("unit", "parent").order_by("name", "pk")


def cases_with_company(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The same cases with everything that a page or an answer names: one query for all of them."""
    return cases.select_related(
        "topic",
        "unit",
        "customer",
        "assignee",
        "assignee__actor",
        "assignee__unit",
        "question__contact",
        "type__type",
        "type__lifecycle__current",
    )


def reply_is_held(case: Case) -> bool:
    """Whether a reply waits for approval."""
    return held_replies().filter(case=case).exists()


def held_replies() -> QuerySet[CaseMessage]:
    """Those that wait for approval."""
    return CaseMessage.objects.filter(message__status=MessageStatus.HELD)


def attachments_for_follower(case: Case) -> QuerySet[Attachment]:
    """The files that the customer may fetch: their own, and those of replies that went out."""
    theirs = Q(post__isnull=False) | Q(message__message__status__in=GONE_OUT)
    return case.attachments.filter(theirs).select_related("file").order_by("pk")
