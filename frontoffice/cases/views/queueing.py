"""The queue: the list that is asked for as lines, and how much the others hold."""

from typing import Any

from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases import clocks
from frontoffice.cases.models import Case
from frontoffice.cases.queries.lanes import narrowed
from frontoffice.cases.queries.lines import (
    InQueue,
    counts,
    lines_by_id,
    page_of_lines,
    page_of_list,
)
from frontoffice.cases.queries.paging import Page
from frontoffice.cases.queries.queue import Sort, View
from frontoffice.cases.queries.saved_views import lanes_of
from frontoffice.cases.queries.searching import ids_found
from frontoffice.cases.views.lines import drawn
from frontoffice.cases.views.viewing import member_of, saved_lists, saved_of, seen_by, stand_of, units_of
from frontoffice.cases.views.wishes import Wish

_LATE_IN = {View.MINE, View.UNIT, View.UNASSIGNED}


def listed(request: ActingRequest, wish: Wish) -> Page[InQueue]:
    """The lines of the list that is asked for."""
    if wish.text:
        ids = ids_found(wish.text, seen=seen_by(request))
        found = lines_by_id(ids, units=units_of(request))
        return Page([found[pk] for pk in ids if pk in found], "")
    saved = saved_of(request, wish)
    if saved is None:
        viewer: dict[str, Any] = {"member": member_of(request), "units": units_of(request)}
        return page_of_lines(wish.view, wish.sort, after=wish.after, **viewer)
    lane = lanes_of([saved], stand=stand_of(request), seen=seen_by(request), units=units_of(request))[0]
    return page_of_list(narrowed(lane), saved.order, after=wish.after)


def rows_of(
    request: ActingRequest, wish: Wish, page: Page[InQueue], *, current: int | None = None
) -> dict[str, Any]:
    """The lines as they are shown, and where the list goes on."""
    return {
        "wish": wish,
        "rows": drawn(request, wish, page.cases, current=current),
        "more": wish.beyond(page.after) if page.after else "",
    }


def queue(
    request: ActingRequest, wish: Wish, page: Page[InQueue] | None = None, *, current: Case | None = None
) -> dict[str, Any]:
    """The list that is asked for (`page`, where it was read already), and how much the others hold."""
    here = current.pk if current is not None else None
    return {
        **rows_of(request, wish, page or listed(request, wish), current=here),
        **tally(request, wish),
        **saved_lists(request, wish),
        "sorts": [(sort.label, wish.to_sort(sort), sort == wish.sort) for sort in Sort],
    }


def tally(request: ActingRequest, wish: Wish) -> dict[str, Any]:
    """The views with how much is in each, and how much of this one is late: one statement."""
    member, saved = member_of(request), saved_of(request, wish)
    here = None if wish.text or saved is not None else wish.view
    late = here if here in _LATE_IN else None
    today = clocks.today(member.unit, request.at) if late is not None else None
    numbers, of_these = counts(member=member, units=units_of(request), late=late, today=today)
    return {
        "wish": wish,
        "saved": saved,
        "views": [(view.label, wish.to_view(view), numbers.get(view), view == here) for view in View],
        "late": of_these,
    }
