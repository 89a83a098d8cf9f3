"""The lists of the desk: views, their order, their pages by key, and counts that stay fast whatever there is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case, Status
from frontoffice.cases.models.cases import UNRESOLVED

ON_A_PAGE = 50
MOST_COUNTED = 999


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


@dataclass(frozen=True)
class Page:
    """Some cases in order; `after` is the key from which the next page goes on, empty at the end."""

    cases: Sequence[Case]
    after: str


@dataclass(frozen=True)
class Count:
    """How many, up to 999; `more` says that there are more than that."""

    number: int
    more: bool

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)


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


def page_of(cases: QuerySet[Case], *, view: View, sort: Sort, after: str = "") -> Page:
    """A page of the view from a key on. Two queries at most; a key that can't be read starts at the beginning."""
    order, key = _order(view, sort)
    rows = list(_from(cases, key, after).order_by(*order)[: ON_A_PAGE + 1])
    more = len(rows) > ON_A_PAGE
    rows = rows[:ON_A_PAGE]
    return Page(rows, _written(rows[-1], key) if more else "")


def counts(*, seen: QuerySet[Case], member: StaffMember) -> dict[View, Count]:
    """How many cases each view holds; what is done is not counted. Each reads at most 1,000 entries of an index."""
    counted = (View.MINE, View.UNIT, View.UNASSIGNED, View.WAITING)
    return {view: count(cases_in(view, seen=seen, member=member)) for view in counted}


def count(cases: QuerySet[Case]) -> Count:
    """How many rows, without reading further than it takes to say "more than 999"."""
    found = cases.order_by()[: MOST_COUNTED + 1].count()
    return Count(min(found, MOST_COUNTED), found > MOST_COUNTED)


def late(cases: QuerySet[Case], *, today: date) -> Count:
    """How many of them are past their due date and not waiting for the customer."""
    return count(cases.filter(due_on__lt=today).exclude(status=Status.WAITING))


Key = tuple[str, ...]


def _order(view: View, sort: Sort) -> tuple[list[str], Key]:
    """The order, and the columns whose values make a row's key."""
    if sort == Sort.DUE:
        return ["due_on", "pk"], ("due_on", "pk")
    if view == View.RESOLVED:
        return ["-resolved_at", "-pk"], ("-resolved_at", "-pk")
    return ["-pk"], ("-pk",)


def _written(case: Case, key: Key) -> str:
    values = (getattr(case, column.removeprefix("-")) for column in key)
    return "_".join(value.isoformat() if isinstance(value, date) else str(value) for value in values)


def _from(cases: QuerySet[Case], key: Key, after: str) -> QuerySet[Case]:
    """Rows that come after the key in its order."""
    values = _read(key, after)
    if values is None:
        return cases
    first, last = key[0], key[-1]
    if len(key) == 1:
        return cases.filter(**{_beyond(first): values[0]})
    name = first.removeprefix("-")
    tie = Q(**{name: values[0], _beyond(last): values[1]})
    # The first condition alone lets an index be entered at the right place.
    return cases.filter(Q(**{f"{_beyond(first)}e": values[0]}) & (Q(**{_beyond(first): values[0]}) | tie))


def _beyond(column: str) -> str:
    return f"{column[1:]}__lt" if column.startswith("-") else f"{column}__gt"


def _read(key: Key, after: str) -> list[Any] | None:
    parts = after.split("_")
    if not after or len(parts) != len(key):
        return None
    reads: dict[str, Callable[[str], Any]] = {
        "due_on": date.fromisoformat,
        "resolved_at": datetime.fromisoformat,
        "pk": int,
    }
    try:
        values = [reads[column.removeprefix("-")](part) for column, part in zip(key, parts, strict=True)]
    except ValueError:
        return None
    aware = all(not isinstance(value, datetime) or value.tzinfo is not None for value in values)
    return values if aware and 0 < values[-1] < 2**63 else None
