"""The page that the page transport keeps mail on: as the customer would get it.

In a demonstration anybody may look, since no mail of a real person is there; elsewhere it takes a power.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.guarding import needs, public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.correspondence import queries
from frontoffice.correspondence.models import OutboxItem
from frontoffice.correspondence.permissions import SEES_THE_OUTBOX
from frontoffice.correspondence.reading import opened
from frontoffice.foundation.files.handing_out import content_disposition
from frontoffice.foundation.references import normalize

ON_A_PAGE = 25
View = Callable[..., HttpResponse]


def open_in_a_demonstration(view: View) -> View:
    return public(view) if settings.DEMO else needs(*SEES_THE_OUTBOX)(view)


def _layout() -> str:
    return "ui/public.html" if settings.DEMO else "ui/desk.html"


@open_in_a_demonstration
def kept_mails(request: ActingRequest) -> HttpResponse:
    """What was kept, newest first."""
    page = queries.page_of(
        queries.kept_mail(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        most=ON_A_PAGE,
    )
    context = {
        "layout": _layout(),
        "items": page.rows,
        "older": f"?{urlencode({'after': page.older})}" if page.older else "",
        "newer": f"?{urlencode({'before': page.newer})}" if page.newer else "",
    }
    return render(request, "correspondence/kept_mails.html", context)


@open_in_a_demonstration
def kept_mail(request: ActingRequest, reference: str) -> HttpResponse:
    item = _item(reference)
    letter = opened(bytes(item.eml))
    context = {
        "layout": _layout(),
        "letter": letter,
        "enclosed": [
            {
                "url": reverse("correspondence:kept_file", args=[item.reference, file.number]),
                "name": file.name,
                "size": file.size,
            }
            for file in letter.enclosed
        ],
        "trail": [(_("Mail as customers get it"), reverse("correspondence:kept_mails"))],
    }
    return render(request, "correspondence/kept_mail.html", context)


@open_in_a_demonstration
def kept_file(request: ActingRequest, reference: str, number: int) -> HttpResponse:
    """A file out of a kept mail, always as a download."""
    letter = opened(bytes(_item(reference).eml))
    found = next((one for one in letter.enclosed if one.number == number), None)
    if found is None:
        raise Http404
    answer = HttpResponse(found.content, content_type=found.content_type)
    answer["Content-Disposition"] = content_disposition(found.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _item(reference: str) -> OutboxItem:
    item = OutboxItem.objects.filter(reference=normalize(reference)).first()
    if item is None:
        raise Http404
    return item
