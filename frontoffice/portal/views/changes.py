"""What changed on the agency's pages: to read, and for feed readers."""

import datetime as dt

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.clock import first_instant
from frontoffice.foundation.models import Agency
from frontoffice.knowledge.queries import office_day
from frontoffice.portal import changes as changed
from frontoffice.portal import conversations
from frontoffice.portal.frame import page

ATOM = "application/atom+xml; charset=utf-8"
LONGEST_KEY = 40


@public
@require_safe
def changes(request: ActingRequest) -> HttpResponse:
    """What changed on the pages, the newest first."""
    found = changed.changes(
        today=office_day(request.at),
        language=conversations.language(),
        before=request.GET.get("before", "")[:LONGEST_KEY],
    )
    trail = [(_("Help topics"), reverse("portal:help"))]
    return page(request, "changes", {"changes": found, "trail": trail})


@public
@require_safe
def feed(request: ActingRequest) -> HttpResponse:
    """The same for feed readers (Atom)."""
    today = office_day(request.at)
    agency = Agency.objects.first()
    name = agency.name if agency is not None else "Front Office"
    home = settings.PUBLIC_URL.rstrip("/")
    made = Atom1Feed(
        title=_("%(agency)s: what changed") % {"agency": name},
        link=f"{home}{reverse('portal:changes')}",
        description="",
        language=conversations.language(),
        feed_url=f"{home}{reverse('portal:feed')}",
    )
    for one in changed.changes(today=today, language=conversations.language()).rows:
        day = _midnight(one.day, agency)
        made.add_item(
            title=f"{one.word}: {one.version.title}",
            link=f"{home}{one.address}",
            description=", ".join(heading for _anchor, heading in one.parts),
            unique_id=f"{home}{one.address}",
            pubdate=day,
            updateddate=day,
        )
    answer = HttpResponse(made.writeString("utf-8"), content_type=ATOM)
    answer["Vary"] = "Accept-Language, Cookie"
    return answer


def _midnight(day: dt.date, agency: Agency | None) -> dt.datetime:
    """When the day began at the agency."""
    midnight = dt.time(0)
    if agency is None:
        return dt.datetime.combine(day, midnight, tzinfo=dt.UTC)
    return first_instant(day, midnight, agency.zone)
