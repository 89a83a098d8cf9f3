"""Pages that only tell: offices and hours, accessibility, privacy, and what machines ask for."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.portal import places
from frontoffice.portal.frame import page

SECURITY_GOOD_FOR_DAYS = 180


@public
@require_safe
def offices(request: ActingRequest) -> HttpResponse:
    """Each office with address, telephone, hours of the week, and the days that differ."""
    return page(request, "offices", {"offices": places.offices(at=request.at)})


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "accessibility", {})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return page(request, "privacy", {})


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What concerns one person is not for search engines."""
    closed = (
        reverse("portal:answers"),
        reverse("portal:cases"),
        reverse("portal:ask"),
        "/desk/",
        "/accounts/",
        "/api/",
    )
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
