"""Who may see and work on cases. Powers are the names of the actions."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from django.conf import settings
from django.db.models import Q

from frontoffice.authority.auditing.watching import READS, reason_for, watched
from frontoffice.authority.conflicts import Key, belongs_to
from frontoffice.authority.holding import units_where
from frontoffice.cases.models import Case, Status
from frontoffice.customers.models import Party
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.models import Actor, EventSubject

# Any of these opens the desk: whoever can do something about cases can see them.
WORKING = (
    "cases.take",
    "cases.reply",
    "cases.note",
    "cases.attach",
    "cases.assign",
    "cases.resolve",
    "cases.change_topic",
    "cases.open_case",
)

A_DAY = timedelta(hours=12)


@belongs_to(Case)
def owners_of_case(case: Case) -> list[Key]:
    """An interest in the customer is one in the case (STF-4)."""
    return [("customers.party", case.customer_id)] if case.customer_id is not None else []


def units_seen(*, by: Actor, at: datetime) -> frozenset[int] | None:
    """Ids of the units whose cases the staff member sees; None for all, empty for none. One query."""
    granted = units_where((*WORKING, READS), by=by, at=at)
    return None if None in granted else frozenset(unit for unit in granted if unit is not None)


def unit_of_case(call: SimpleNamespace) -> int:
    """For grants that hold for one unit: the unit of the case at hand."""
    unit_id: int = call.case.unit_id
    return unit_id


watched(Case, of=lambda case: case.customer)


@reason_for(Case)
def case_at_hand(case: Case, *, by: Actor, at: datetime) -> Case | None:
    """A colleague's own case, and what is in the queue of their unit or of one right below it (REC-6)."""
    member = getattr(by, "staff_member", None)
    if member is None:
        return None
    own = member.pk == case.assignee_id or member.unit_id in {case.unit_id, case.unit.parent_id}
    return case if own or _handed_over(case, by, at) else None


def _handed_over(case: Case, by: Actor, at: datetime) -> bool:
    """Who gave a case to another unit sees that day what became of it."""
    about = EventSubject.objects.filter(kind="cases.case", subject_id=case.pk)
    return about.filter(event__name="cases.TopicChanged", event__by=by, event__at__gt=at - A_DAY).exists()


@reason_for(Party)
def case_of_customer(party: Party, *, by: Actor, at: datetime) -> Case | None:
    """A case of the customer that the colleague or their unit works on, or resolved so late that it may come back."""
    member = getattr(by, "staff_member", None)
    if member is None:
        return None
    theirs = Q(assignee=member) | Q(unit=member.unit_id) | Q(unit__parent=member.unit_id)
    late = at - timedelta(days=settings.CASE_REOPEN_DAYS)
    under_way = ~Q(status=Status.RESOLVED) | Q(resolved_at__gt=late)
    return Case.objects.filter(theirs, under_way, customer__in=whole(party)).order_by("-pk").first()
