"""Who is asked first: for a topic, for one of the topics above it, or for the unit it goes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.models import ActingTerm, StaffMember
from frontoffice.authority.registry import visible
from frontoffice.authority.standing_in import live_terms
from frontoffice.cases.models import FirstContact, Topic
from frontoffice.foundation.models import Actor
from frontoffice.foundation.statements import Statement

HIGHEST = 6  # topics above each other


@dataclass(frozen=True)
class Asked:
    """Whom to ask now: the person, or the deputy while the person is away."""

    it: FirstContact
    member: StaffMember

    @property
    def is_deputy(self) -> bool:
        return self.member.pk != self.it.person_id


def _live(at: datetime) -> QuerySet[FirstContact]:
    rows = FirstContact.objects.filter(from_at__lte=at).filter(Q(until__isnull=True) | Q(until__gt=at))
    return rows.select_related("topic", "unit", "person__actor", "deputy__actor", "person__unit")


@visible(FirstContact)
def first_contacts_visible_to(*, by: Actor, at: datetime) -> QuerySet[FirstContact]:
    """Colleagues see all; everybody else those that are public."""
    return _live(at) if by.is_staff else _live(at).filter(public=True)


def _near(*, topics: Sequence[int], unit: int, at: datetime) -> QuerySet[FirstContact]:
    return _live(at).filter(Q(topic__pk__any_of=topics) | Q(unit=unit))


_NEAR: Statement[FirstContact] = Statement(_near, topics=list, unit=int, at=datetime)


def first_contact_for(topic: Topic, *, at: datetime) -> Asked | None:
    """The nearest one: of the topic, of one above it, of the unit. Three queries at most, four under deep topics."""
    above, wanted = topic, [topic.pk]
    while above.parent_id is not None and len(wanted) < HIGHEST:
        wanted.append(above.parent_id)
        above = Topic.objects.get(pk=above.parent_id)
    rows = _NEAR.rows(topics=wanted, unit=topic.unit_id, at=at)
    order = {pk: place for place, pk in enumerate(wanted)}
    rows.sort(key=lambda row: order.get(row.topic_id or 0, len(wanted)))
    return next((found for row in rows if (found := _asked(row, at)) is not None), None)


def all_first_contacts(*, by: Actor, at: datetime) -> Sequence[FirstContact]:
    """Every one that the viewer sees: units first, then topics, by name."""
    rows = list(first_contacts_visible_to(by=by, at=at))
    return sorted(rows, key=lambda row: (row.topic is not None, (row.topic or row.unit).name))


def told_to_customers(*, at: datetime) -> Sequence[FirstContact]:
    """Those whose name and post the agency tells the public, while they hold the post. One query."""
    public = _live(at).filter(public=True)
    there = public.filter(Q(person__until__isnull=True) | Q(person__until__gt=at))
    return sorted(there, key=lambda row: (row.topic or row.unit).name)  # type: ignore[union-attr]


def _asked(row: FirstContact, at: datetime) -> Asked | None:
    away = ActingTerm.objects.filter(live_terms(at), absent=row.person).exists()
    if not away and _there(row.person, at):
        return Asked(row, row.person)
    if row.deputy is not None and _there(row.deputy, at):
        return Asked(row, row.deputy)
    return Asked(row, row.person) if _there(row.person, at) else None


def _there(member: StaffMember, at: datetime) -> bool:
    return member.until is None or member.until > at
