"""How the automated representatives do."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.representative.permissions import SEES_DRAFTS
from frontoffice.representative.queries.figures import WEEKS, by_topic, by_week, in_all, share_of, since
from frontoffice.representative.queries.seen import attempts_visible_to, posts_visible_to
from frontoffice.representative.views.frame import page


@needs(*SEES_DRAFTS)
@require_safe
def figures(request: ActingRequest) -> HttpResponse:
    """Drafted, released unchanged, edited, rejected, referred: in all, by topic, by week; and what is read of it."""
    by, at = request.actor, request.at
    counted = attempts_visible_to(by=by, at=at).select_related(None).filter(at__gte=since(at))
    shown = {
        "weeks": WEEKS,
        "all": in_all(counted, _("All topics")),
        "topics": by_topic(counted),
        "by_week": by_week(counted),
        "shares": [share_of(post, at=at) for post in posts_visible_to(by=by, at=at)],
    }
    return page(request, "figures", shown, tab="figures")
