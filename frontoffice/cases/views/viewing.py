"""Who looks at the desk, at what: the viewer, the cases that they see, where they stand, the list that is chosen.

Each is asked once a request, however many parts of the page need it.
"""

from django.db.models import QuerySet
from django.http import Http404

from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.cases.conditions.standing import Standpoint, of_member
from frontoffice.cases.models import Case, SavedView
from frontoffice.cases.permissions import units_seen
from frontoffice.cases.queries.counting import Count, counts_of
from frontoffice.cases.queries.saved_views import MOST_SHOWN, lanes_of, view_found_by, views_of
from frontoffice.cases.queries.seen import cases_of_units
from frontoffice.cases.views.wishes import Wish


def seen_by(request: ActingRequest) -> QuerySet[Case]:
    """The cases that the viewer sees; asked once a request."""
    return cases_of_units(units_of(request))


def member_of(request: ActingRequest) -> StaffMember:
    """The signed-in colleague; views that need a power have one."""
    if not request.staff_member:
        raise Http404
    return request.staff_member


def units_of(request: ActingRequest) -> frozenset[int] | None:
    """The units whose cases the viewer sees, None for all; asked once a request."""
    kept = request.__dict__
    if "units_seen" not in kept:
        kept["units_seen"] = units_seen(by=request.actor, at=request.at)
    found: frozenset[int] | None = kept["units_seen"]
    return found


def stand_of(request: ActingRequest) -> Standpoint:
    """Where the viewer stands."""
    return of_member(member_of(request), request.at)


def saved_of(request: ActingRequest, wish: Wish) -> SavedView | None:
    """The saved list that is looked at; none where there is no such one any more. Asked once a request."""
    if not wish.saved or wish.text:
        return None
    kept = request.__dict__
    if "saved_view" not in kept:
        kept["saved_view"] = view_found_by(member_of(request), wish.saved)
    found: SavedView | None = kept["saved_view"]
    return found


def saved_lists(request: ActingRequest, wish: Wish) -> dict[str, list[tuple[SavedView, Count, bool]]]:
    """The saved lists with how much is in each: two queries, four where they ask fields of types and units."""
    views = views_of(member_of(request))[:MOST_SHOWN]
    counted = (
        lanes_of(views, stand=stand_of(request), seen=seen_by(request), units=units_of(request))
        if views
        else []
    )
    here = saved_of(request, wish)
    return {
        "saved_lists": [
            (view, count, here is not None and view.pk == here.pk)
            for view, count in zip(views, counts_of(counted), strict=True)
        ]
    }
