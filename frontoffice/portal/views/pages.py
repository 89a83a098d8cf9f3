"""Pages that only tell: offices and hours, accessibility, privacy, and what machines ask for."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.queries import names_of_topics
from frontoffice.cases.queries.first_contacts import told_to_customers
from frontoffice.foundation.clock import write_instant
from frontoffice.portal import conversations, places
from frontoffice.portal.frame import page

GOOD_FOR = timedelta(days=180)
PLAIN = "text/plain; charset=utf-8"


@public
@require_safe
def offices(request: ActingRequest) -> HttpResponse:
    """Each office with address, telephone, hours of the week, and the days that differ; whom to ask first."""
    names = names_of_topics(conversations.language())
    first = [
        (names[one.topic.pk] if one.topic is not None else one.unit.name if one.unit is not None else "", one)
        for one in told_to_customers(at=request.at)
    ]
    return page(request, "offices", {"offices": places.offices(at=request.at), "first_contacts": first})


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
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@public
@require_safe
def security(request: ActingRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116): by the form that needs no account."""
    address = settings.PUBLIC_URL.rstrip("/")
    until = write_instant((request.at + GOOD_FOR).replace(microsecond=0))
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: {address}{reverse('portal:ask')}",
        f"Expires: {until}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {address}{reverse('portal:security')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN)
