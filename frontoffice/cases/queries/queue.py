"""The lists of the desk: views, their order, and their pages by key."""

from datetime import date

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case, Status
from frontoffice.cases.models.cases import UNRESOLVED
from frontoffice.cases.queries.paging import Key, Page, page_by

ON_A_PAGE = 50


class View(TextChoices):
    """The lists by which a colleague looks at the work."""

    MINE = "mine", _("My cases")
    UNIT = "unit", _("My unit")
    UNASSIGNED = "unassigned", _("Unassigned")
    WAITING = "waiting", _("Waiting")
    RESOLVED = "resolved", _("Resolved")
    ALL = "all", _("All")


class Sort(TextChoices):
    DUE = "due", _("Due first")
    NEWEST = "newest", _("Newest first")


# What is done is not counted.
COUNTED = (View.MINE, View.UNIT, View.UNASSIGNED, View.WAITING)


def cases_in(view: View, *, seen: QuerySet[Case], member: StaffMember) -> QuerySet[Case]:
    """The cases of a view, among those that the member sees. Unit, waiting and resolved mean the member's own unit."""
    conditions: dict[View, Q] = {
        View.MINE: UNRESOLVED & Q(assignee=member),
        View.UNIT: UNRESOLVED & Q(unit=member.unit_id),
        View.UNASSIGNED: UNRESOLVED & Q(assignee__isnull=True),
        View.WAITING: Q(status=Status.WAITING, unit=member.unit_id),
        View.RESOLVED: Q(status=Status.RESOLVED, unit=member.unit_id),
        View.ALL: Q(),
    }
    return seen.filter(conditions[view])


def page_of(cases: QuerySet[Case], *, view: View, sort: Sort, after: str = "") -> Page[Case]:
    """A page of the view from a key on. One query; a key that can't be read starts at the beginning."""
    return page_by(cases, order_of(view, sort), after=after, most=ON_A_PAGE)


def late_in(cases: QuerySet[Case], *, today: date) -> QuerySet[Case]:
    """Those of them that are past their due date and not waiting for the customer."""
    return cases.filter(due_on__lt=today).exclude(status=Status.WAITING)


def order_of(view: View, sort: Sort) -> Key:
    """The columns that a view is read by."""
    if sort == Sort.DUE:
        return ("due_on", "pk")
    return ("-resolved_at", "-pk") if view == View.RESOLVED else ("-pk",)
