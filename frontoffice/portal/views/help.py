"""What the agency tells the public: the list of its pages, and each page as it was in force on a day."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.clock import parse_date
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.queries import office_day
from frontoffice.portal import conversations, pages_of_help
from frontoffice.portal.forms import QuestionForm
from frontoffice.portal.frame import page

GONE = 404
LONGEST_LANGUAGE = 10


@public
@require_safe
def topics(request: ActingRequest) -> HttpResponse:
    """All public pages in force today, by topic."""
    _known = request.actor.kind
    on = office_day(request.at)
    after = request.GET.get("after", "")
    listing = pages_of_help.listing(
        on=on,
        language=conversations.language_of_texts(on=on),
        after=after if after.isascii() and after.isprintable() else "",
    )
    return page(request, "help", {"listing": listing, "form": QuestionForm()})


@public
@require_safe
def article(request: ActingRequest, slug: str) -> HttpResponse:
    """One page with its passages under permanent anchors. `on` asks for the text in force on another day."""
    found = pages_of_help.public_article(slug)
    if found is None:
        raise Http404
    today = office_day(request.at)
    on, unreadable = _day(request.GET.get("on", ""), today)
    language = request.GET.get("language", "")[:LONGEST_LANGUAGE] or conversations.language_of_texts(on=today)
    shown: dict[str, Any] = {"on": on, "today": today, "unreadable": unreadable, "article": found}
    seen = pages_of_help.page_on(found, on=on, language=language)
    if seen is None:
        shown["versions"] = pages_of_help.versions_of(found, language)
        return page(request, "no_article", shown, status=GONE)
    version = seen.version
    shown |= {
        "page": seen,
        "version": version,
        "overdue": version.review_by is not None and version.review_by < today,
        "is_current": version.effective_from <= today
        and (version.effective_to is None or version.effective_to >= today),
    }
    shown["trail"] = [(_("Help topics"), reverse("portal:help"))]
    return page(request, "article", shown | {"form": QuestionForm()})


def _day(asked: str, today: date) -> tuple[date, str]:
    """The day that was asked for, else today; and what was wrong with it."""
    if not asked:
        return today, ""
    try:
        return parse_date(asked[:40], language=get_language() or "en"), ""
    except Refused as refusal:
        return today, str(refusal)
