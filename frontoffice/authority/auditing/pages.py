"""Need to know and its record on pages: who opens a thing that is not on their work is asked why, then goes on."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from frontoffice.authority.auditing import knowing, looking
from frontoffice.authority.auditing.knowing import ReasonNeeded
from frontoffice.authority.auditing.watching import Known, of_whom
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import AccessKind, Edge

API = "/api/"
DESK = "/desk/"


def allow(request: ActingRequest, thing: models.Model) -> Known:
    """Why the viewer may open the thing, asked once a request. Raises ReasonNeeded, which leads to the question."""
    asked: dict[tuple[str, int], Known] = request.__dict__.setdefault("known", {})
    key = (thing._meta.label_lower, thing.pk)
    if key not in asked:
        asked[key] = knowing.known(thing, by=request.actor, at=request.at)
    return asked[key]


def may_show(request: ActingRequest, thing: models.Model) -> bool:
    """Whether it can be shown without being asked for: what opens by itself must not ask why."""
    try:
        allow(request, thing)
    except ReasonNeeded:
        return False
    return True


def looked(
    request: ActingRequest,
    thing: models.Model,
    *,
    at_file: models.Model | None = None,
    kind: AccessKind = AccessKind.VIEW,
) -> None:
    """Record that the viewer opened the thing, or a file of it."""
    known = allow(request, thing)
    shown = at_file if at_file is not None else thing
    of = (of_whom(thing) or thing) if at_file is not None else None
    looking.looked(shown, by=request.actor, at=request.at, kind=kind, of=of, known=known)


def searched(request: ActingRequest, words: str, *, found: int) -> None:
    """Record what was searched for, where anything was."""
    if words.strip():
        looking.searched(words, found=found, by=request.actor, at=request.at)


class AccessMiddleware:
    """Says where looks come from, and asks for the reason where one is needed. Below the one that knows the actor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with looking.coming_from(lambda: origin_of(request)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReasonNeeded) or request.path.startswith(API):
            return None
        acting = cast(ActingRequest, request)
        return _to_the_question(acting, exception.thing) if acting.staff_member else None


def origin_of(request: HttpRequest) -> looking.Origin:
    """Where a request comes from: the address's pattern, not the address with its references."""
    found = request.resolver_match
    edge = Edge.API if request.path.startswith(API) else Edge.PAGE
    screen = found.route if found is not None else ""
    return looking.Origin.of(edge, screen, request.META.get("REMOTE_ADDR", ""))


def _to_the_question(request: ActingRequest, thing: models.Model) -> HttpResponse:
    """The page that asks why, which leads back. What was sent in a form has to be sent again."""
    part = request.headers.get("HX-Request") == "true"
    back = request.get_full_path() if request.method == "GET" else _page_before(request)
    asked = {"kind": thing._meta.label_lower, "reference": str(getattr(thing, "reference", "")), "next": back}
    address = f"{reverse('authority:why')}?{urlencode(asked)}"
    return HttpResponse(headers={"HX-Redirect": address}) if part else HttpResponseRedirect(address)


def _page_before(request: HttpRequest) -> str:
    named = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    return urlsplit(named)._replace(scheme="", netloc="", fragment="").geturl() or DESK
