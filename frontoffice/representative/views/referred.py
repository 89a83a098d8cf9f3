"""What was not drafted: inquiries that were referred, and those where something stood against its act."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.correspondence.queries import page_of
from frontoffice.representative.models import Outcome
from frontoffice.representative.permissions import SEES_DRAFTS
from frontoffice.representative.queries.seen import attempts_visible_to
from frontoffice.representative.views.frame import page

MOST = 50


@needs(*SEES_DRAFTS)
@require_safe
def referred(request: ActingRequest) -> HttpResponse:
    """The newest first, with the reason of each."""
    seen = attempts_visible_to(by=request.actor, at=request.at).exclude(outcome=Outcome.DRAFTED)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found = page_of(seen.order_by("-pk"), after=after, before=before, most=MOST)
    shown = {
        "attempts": found.rows,
        "older": f"?after={found.older}" if found.older else "",
        "newer": f"?before={found.newer}" if found.newer else "",
    }
    return page(request, "referred", shown, tab="referred")
