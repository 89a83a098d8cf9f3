"""My work: what this colleague must do, from every room, by due time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from frontoffice.authority import elsewhere, work, worklist
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember, WorkItem

UNKNOWN = work.Kind("", "", "work", "work:mine")


@dataclass(frozen=True)
class Row:
    """A piece of work as a line of the list."""

    item: WorkItem
    kind: work.Kind
    address: str
    is_anybodys: bool


@dataclass(frozen=True)
class Group:
    """Rows that are due in the same stretch of time."""

    when: worklist.When
    rows: Sequence[Row]


def row(item: WorkItem) -> Row:
    kind = work.KINDS.get(item.kind, UNKNOWN)
    address = kind.address(item.page) if kind is not UNKNOWN else UNKNOWN.address("")
    return Row(item, kind, address, item.member_id is None)


def grouped(items: Sequence[WorkItem], days: worklist.Days) -> list[Group]:
    """In the order of the list; groups without rows are left out."""
    rows: dict[worklist.When, list[Row]] = {when: [] for when in worklist.When}
    for item in items:
        rows[days.group_of(item.due_at)].append(row(item))
    return [Group(when, found) for when, found in rows.items() if found]


def member_of(request: ActingRequest) -> StaffMember:
    """The signed-in colleague. Raises Http404 for anybody else."""
    if not request.staff_member:
        raise Http404
    return request.staff_member


@needs()
@require_safe
def mine(request: ActingRequest) -> HttpResponse:
    """The list, narrowed to a kind where one is chosen. In a fixed number of queries."""
    member = member_of(request)
    every = worklist.mine(member, powers=request.powers)
    chosen = request.GET.get("kind", "")
    chosen = chosen if chosen in work.KINDS else ""
    found = every.filter(kind=chosen) if chosen else every
    page = worklist.page_of(found.select_related("unit"), after=request.GET.get("after", ""))
    groups = grouped(page.items, worklist.days_of(member, request.at))
    context: dict[str, Any] = {
        "groups": groups,
        "kinds": _kinds(worklist.by_kind(every), chosen),
        "chosen": chosen,
        "elsewhere": elsewhere.waiting(request) if not chosen else [],
        "older": f"?{urlencode({'kind': chosen, 'after': page.after})}" if page.after else "",
        "later_page": bool(request.GET.get("after")),
    }
    return render(request, "authority/work/mine.html", context)


def _kinds(numbers: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    """The kinds of which there is some, and the one that is chosen, with how much there is."""
    shown = [kind for kind in work.KINDS.values() if numbers.get(kind.name) or kind.name == chosen]
    total = {"label": None, "address": "?", "number": sum(numbers.values()), "current": not chosen}
    return [
        total,
        *(
            {
                "label": kind.label,
                "address": f"?{urlencode({'kind': kind.name})}",
                "number": numbers.get(kind.name, 0),
                "current": kind.name == chosen,
            }
            for kind in shown
        ),
    ]
