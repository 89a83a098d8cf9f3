"""The people whose work one looks after: what each has on the desk, what waits, how much is looked at."""

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.cases import clocks
from frontoffice.cases.models import Case, Status
from frontoffice.cases.queries.queue import Sort, View, page_of
from frontoffice.cases.queries.seen import cases_visible_to, cases_with_company
from frontoffice.foundation.references import normalize
from frontoffice.supervision import shares
from frontoffice.supervision.models import Kind, ProposalStatus, ShareProposal
from frontoffice.supervision.permissions import LOOKS_AFTER
from frontoffice.supervision.queries import work
from frontoffice.supervision.views.frame import tabs
from frontoffice.supervision.views.showing import percent

ON_A_PAGE = 50
MOST_WAITING = 10


@needs(*LOOKS_AFTER)
def listed(request: ActingRequest) -> HttpResponse:
    """Who has what, by name; and the cases that nobody has, those due first."""
    everybody = work.people(by=request.actor, at=request.at)
    after = request.GET.get("after", "")
    rows = _after(everybody, after)
    members, more = rows[:ON_A_PAGE], len(rows) > ON_A_PAGE
    cases = cases_visible_to(by=request.actor, at=request.at)
    today = clocks.today(request.staff_member.unit, request.at) if request.staff_member else request.at.date()
    desk = work.desk(members, cases, today=today)
    context = {
        "tabs": tabs(request, "people"),
        "rows": _rows(members, desk, request),
        "desk": desk,
        "nobodys": _nobodys(cases, request) if not after else [],
        "next": f"?after={members[-1].reference}" if more else "",
        "today": today,
    }
    return render(request, "supervision/people.html", context)


def _after(everybody: QuerySet[StaffMember], after: str) -> list[StaffMember]:
    """By name from a person on; the same name twice is parted by the row's key."""
    rows = everybody.order_by("actor__name", "pk")
    last = everybody.filter(reference=normalize(after) or "").first() if after else None
    if last is not None:
        same = Q(actor__name=last.actor.name, pk__gt=last.pk)
        rows = rows.filter(Q(actor__name__gt=last.actor.name) | same)
    return list(rows[: ON_A_PAGE + 1])


def _rows(members: list[StaffMember], desk: work.Desk, request: ActingRequest) -> list[dict[str, object]]:
    held = shares.shares_of(members, Kind.MESSAGES, at=request.at)
    heard = shares.shares_of(members, Kind.CONTACTS, at=request.at)
    to_do = work.open_reviews(members)
    proposed = set(
        ShareProposal.objects.filter(
            staff_member__in=[member.pk for member in members], status=ProposalStatus.OPEN
        ).values_list("staff_member_id", flat=True)
    )
    return [
        {
            "load": load,
            "messages": percent(held[load.member.pk]),
            "contacts": percent(heard[load.member.pk]),
            "to_review": to_do.get(load.member.pk, 0),
            "proposed": load.member.pk in proposed,
        }
        for load in desk.loads
    ]


def _nobodys(cases: QuerySet[Case], request: ActingRequest) -> list[Case]:
    """What nobody has, due first, where this person hands out work."""
    if "cases.assign" not in request.powers:
        return []
    rows = cases_with_company(cases).filter(assignee__isnull=True).exclude(status=Status.RESOLVED)
    return list(page_of(rows, view=View.UNASSIGNED, sort=Sort.DUE).cases[:MOST_WAITING])
