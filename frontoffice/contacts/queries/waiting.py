"""Who waits for the office: call-backs that are due, and customers who were passed on."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.contacts.models import CallBack, Transfer
from frontoffice.contacts.models.call_backs import OPEN
from frontoffice.contacts.models.during import WAITING
from frontoffice.contacts.queries.seen import call_backs_visible_to, transfers_visible_to
from frontoffice.foundation.models import Actor

ON_A_PAGE = 50


def call_backs_for(member: StaffMember, *, by: Actor, at: datetime) -> QuerySet[CallBack]:
    """What this colleague has to call: theirs, their unit's that nobody has, and what was escalated to them."""
    theirs = Q(member=member) | Q(member__isnull=True, unit=member.unit_id) | Q(escalated_to=member)
    found: QuerySet[CallBack] = call_backs_visible_to(by=by, at=at).filter(OPEN & theirs)
    return found.annotate(tried=Count("tries"))


def soonest(found: QuerySet[CallBack]) -> list[CallBack]:
    """The most pressing ones first."""
    return list(found.order_by("due_at", "pk")[:ON_A_PAGE])


def passed_on_to(member: StaffMember, *, by: Actor, at: datetime) -> list[Transfer]:
    """Customers whom this colleague can take now, whoever arrived first before the others. One query."""
    waiting = transfers_visible_to(by=by, at=at).filter(WAITING)
    mine = waiting.filter(Q(to_member=member) | Q(to_unit=member.unit_id) | Q(escalated_to=member))
    return list(mine.order_by("contact__arrived_at", "pk")[:ON_A_PAGE])
